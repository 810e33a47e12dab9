"""What else the senders of a merged chat are called in its exports."""

from parsers.chat import Chat, read_chat
from parsers.merge import merge_chats
from parsers.schema import NAMES


def android(*lines: str) -> Chat:
    """Lines of one day like "08:01 - Ana: hi"."""
    text = "".join(f"23/09/2025, {line}\n" for line in lines)
    return read_chat(text.encode(), "WhatsApp Chat with 2B.txt")


def names(*chats: Chat) -> list[tuple[str, str, str]]:
    found = merge_chats(chats).names
    assert found.schema == NAMES
    return found.rows()


def test_one_export_has_one_name_for_everybody():
    assert names(android("08:01 - Ana: one")) == []


def test_the_name_that_gives_way_is_another_name_of_the_sender():
    left = android("08:01 - Ana Ruiz: one", "08:05 - Ana Ruiz: two")
    right = android("08:01 - ~ Ana: one", "08:05 - ~ Ana: two")
    assert names(left, right) == [("2B", "Ana Ruiz", "Ana")]


def test_a_number_that_gave_way_to_a_name_is_kept():
    left = android("08:01 - +44 7700 900123: one", "08:05 - +44 7700 900123: two")
    right = android("08:01 - Ana: one", "08:05 - Ana: two")
    for chats in ((left, right), (right, left)):
        assert names(*chats) == [("2B", "Ana", "+44 7700 900123")]


def test_every_name_that_somebody_had_in_three_exports_is_kept():
    one = android("08:01 - +44 7700 900123: one", "08:05 - +44 7700 900123: two")
    two = android("08:01 - Ana: one", "08:05 - Ana: two")
    three = android("08:01 - Mum of Leo: one", "08:05 - Mum of Leo: two")
    assert names(one, two, three) == [("2B", "Ana", "+44 7700 900123"), ("2B", "Ana", "Mum of Leo")]


def test_a_name_that_gave_way_once_goes_with_the_one_that_is_kept_in_the_end():
    number = android("08:01 - +44 7700 900123: one", "08:05 - +44 7700 900123: two")
    handle = android("08:01 - @ana: one", "08:05 - @ana: two")
    name = android("08:01 - Ana: one", "08:05 - Ana: two")
    assert names(number, handle, name) == [("2B", "Ana", "+44 7700 900123"), ("2B", "Ana", "@ana")]


def test_a_name_that_one_export_has_for_one_and_another_for_the_other_is_nobodys():
    whole = android(
        "08:01 - Ana Ruiz: one", "08:03 - Ana Ruiz: two", "08:05 - Ana Shah: three", "08:07 - Ana Shah: four"
    )
    early = android("08:01 - Ana: one", "08:03 - Ana: two")
    late = android("08:05 - Ana: three", "08:07 - Ana: four")
    assert names(whole, early) == [("2B", "Ana Ruiz", "Ana")]
    assert names(whole, early, late) == []


def test_the_same_name_in_both_exports_is_no_other_name():
    both = android("08:01 - Ana: one", "08:05 - Ana: two")
    assert names(both, android("08:01 - Ana: one", "08:05 - Ana: two", "08:06 - Bo: three")) == []


def test_the_exporters_you_is_nobodys_name():
    left = android("08:01 - You added Bo", "08:02 - Ana Ruiz: one", "08:03 - Bo: two")
    right = android("08:01 - Ana added you", "08:02 - Ana: one", "08:03 - Bo: two")
    assert names(left, right) == [("2B", "Ana Ruiz", "Ana")]


def test_a_name_that_two_people_share_is_nobodys():
    left = android("08:01 - Ana: one", "08:03 - Ana: two", "08:05 - Ana: three", "08:07 - Ana: four")
    right = android(
        "08:01 - Ana Ruiz: one", "08:03 - Ana Shah: two", "08:05 - Ana Ruiz: three", "08:07 - Ana Shah: four"
    )
    assert names(left, right) == []


def test_another_name_that_is_also_somebody_elses_is_left_out():
    left = android("08:01 - Ana Ruiz: one", "08:03 - Ana Ruiz: two", "08:10 - Ana: another person")
    right = android("08:01 - Ana: one", "08:03 - Ana: two")
    merged = merge_chats([left, right])
    assert set(merged.messages["sender"]) == {"Ana Ruiz", "Ana"}
    assert merged.names.is_empty()
