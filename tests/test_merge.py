from datetime import datetime

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.chat import Chat, read_chat
from parsers.merge import merge_chats
from parsers.schema import MESSAGES

LRM = "\u200e"


def android(*lines: str, name: str = "2B") -> Chat:
    """Lines of one day like "08:01 - Ana: hi"."""
    text = "".join(f"23/09/2025, {line}\n" for line in lines)
    return read_chat(text.encode(), f"WhatsApp Chat with {name}.txt")


def ios(*lines: str) -> Chat:
    """Lines of one day like "08:01:00] Ana: hi"."""
    text = "".join(f"[23/09/2025, {line}\r\n" for line in lines)
    return read_chat(text.encode(), "WhatsApp Chat - 2B.zip.txt")


def said(chat: Chat) -> list[tuple]:
    times = chat.messages["sent_at"].dt.strftime("%H:%M:%S")
    return list(zip(times, chat.messages["sender"], chat.messages["text"], strict=True))


def test_one_export_is_itself():
    chat = android("08:01 - Ana: hi")
    assert merge_chats([chat]) is not None
    assert merge_chats([chat]).messages.equals(chat.messages)


def test_no_export_cannot_be_merged():
    with pytest.raises(ValueError, match="nothing to merge"):
        merge_chats([])


def test_the_same_file_twice_gives_its_messages_once():
    chat = android("08:02 - Ana: hi", "08:01 - Bo: earlier by a clock change", "08:03 - Ana: hi")
    assert merge_chats([chat, chat]).messages.equals(chat.messages)


def test_a_message_in_both_counts_once_and_one_in_either_is_kept():
    left = android("08:01 - Ana: only here", "08:02 - Ana: in both")
    right = android("08:02 - Ana: in both", "08:03 - Bo: only there")
    assert said(merge_chats([left, right])) == [
        ("08:01:00", "Ana", "only here"),
        ("08:02:00", "Ana", "in both"),
        ("08:03:00", "Bo", "only there"),
    ]


def test_equal_texts_in_one_minute_are_paired_in_their_order():
    left = android("08:01 - Ana: thanks", "08:01 - Ana: thanks", "08:01 - Bo: thanks")
    right = android("08:01 - Ana: thanks", "08:01 - Ana: thanks", "08:01 - Bo: thanks", "08:01 - Bo: thanks")
    assert [sender for _, sender, _ in said(merge_chats([left, right]))] == ["Ana", "Ana", "Bo", "Bo"]


def test_a_clock_that_is_off_is_corrected_and_said():
    left = android("08:01 - Ana: one", "08:05 - Bo: two", "08:05 - Cy: three")
    right = android("10:01 - Ana: one", "10:05 - Bo: two", "10:05 - Cy: three", "10:06 - Bo: four")
    merged = merge_chats([left, right])
    assert [time for time, _, _ in said(merged)] == ["08:01:00", "08:05:00", "08:05:00", "08:06:00"]
    assert merged.header.reason.endswith("The clock of export 2 of this group runs 2 h ahead, which was corrected.")


def test_the_finer_clock_gives_the_time():
    left = android("08:01 - Ana: one", "08:05 - Bo: two")
    right = ios("08:01:07] Ana: one", "08:05:59] Bo: two")
    merged = merge_chats([left, right])
    assert [time for time, _, _ in said(merged)] == ["08:01:07", "08:05:59"]
    assert merged.header.resolution == "minute"


def test_two_names_of_one_person_become_the_first_export_s():
    left = android("08:01 - Ana Ruiz: one", "08:05 - Ana Ruiz: two")
    right = android("08:01 - Ana: one", "08:05 - Ana: two", "08:06 - Ana: three", "08:07 - Ana left")
    merged = merge_chats([left, right])
    assert merged.messages["sender"].drop_nulls().unique().to_list() == ["Ana Ruiz"]
    assert merged.messages["actor"].to_list()[-1] == "Ana Ruiz"


def test_a_name_says_more_than_a_number():
    left = android("08:01 - +44 7700 900123: one", "08:05 - +44 7700 900123: two")
    right = android("08:01 - Ana: one", "08:05 - Ana: two")
    assert {sender for _, sender, _ in said(merge_chats([left, right]))} == {"Ana"}


def test_a_number_is_the_same_whatever_its_spaces():
    left = android("08:01 - +44 7700 900123 left", "08:01 - Bo left", "08:05 - Ana: two")
    right = ios(
        f"08:01:00] Bo: {LRM}+44\u00a07700\u00a0900123 left", f"08:01:09] Bo: {LRM}Bo left", "08:05:00] Ana: two"
    )
    assert merge_chats([left, right]).messages["actor"].to_list() == ["+44 7700 900123", "Bo", None]


def test_people_who_share_a_text_by_chance_stay_two():
    left = android("08:01 - Ana: one", "08:02 - Ana: two", "08:03 - Bo: three", "08:04 - Bo: four")
    right = android("08:01 - Ana: one", "08:02 - Ana: two", "08:03 - Bob: three", "08:04 - Bob: four")
    assert [sender for _, sender, _ in said(merge_chats([left, right]))] == ["Ana", "Ana", "Bo", "Bo"]


@pytest.mark.parametrize("turn", [1, -1])
def test_the_later_export_wins_on_edited_and_deleted(turn):
    early = android("08:01 - Ana: Thursday", "08:02 - Bo: oops", "08:03 - Cy: same")
    late = android(
        "08:01 - Ana: Friday <This message was edited>",
        "08:02 - Bo: This message was deleted",
        "08:03 - Cy: same",
        "09:00 - Cy: later",
    )
    merged = merge_chats([early, late][::turn])
    assert merged.messages.select("sender", "kind", "text", "edited").rows() == [
        ("Ana", "text", "Friday", True),
        ("Bo", "deleted", "This message was deleted", False),
        ("Cy", "text", "same", False),
        ("Cy", "text", "later", False),
    ]


def test_media_is_one_however_each_phone_writes_it_and_the_exact_kind_stays():
    place = "https://maps.google.com/?q=1,2"
    left = android(
        "08:01 - Ana: <Media omitted>", f"08:02 - Ana: location: {place}", "08:03 - Ana: x", "09:00 - Ana: y"
    )
    right = ios(f"08:01:05] Ana: {LRM}image omitted", f"08:02:05] Ana: {LRM}Location: {place}", "08:03:05] Ana: x")
    for merged in (merge_chats([left, right]), merge_chats([right, left])):
        assert merged.messages["kind"].to_list() == ["media", "location", "text", "text"]
        assert merged.messages["media"].to_list() == ["image", None, None, None]


def test_leaves_come_from_whichever_export_has_them():
    admin = android("08:01 - Ana: one", "08:02 - Bo left", "08:03 - Ana: two")
    other = android("08:01 - Ana: one", "08:03 - Ana: two")
    for merged in (merge_chats([admin, other]), merge_chats([other, admin])):
        assert merged.messages["event"].to_list() == [None, "left", None]


def test_a_notice_in_both_is_one_even_if_one_export_names_fewer_people():
    left = android("08:01 - Ana added Bo and Cy", "08:02 - A member joined from the community")
    right = android("08:01 - Ana added Cy and Bo", "08:02 - Di joined from the community", "08:03 - Bo: hi")
    merged = merge_chats([left, right])
    assert merged.messages.select("event", "actor").rows() == [("added", "Ana"), ("joined", "Di"), (None, None)]


def test_you_becomes_the_name_that_the_other_export_has():
    left = android("08:01 - You added Bo", "08:02 - Ana Ruiz: one", "08:03 - Bo: two")
    right = android("08:01 - Ana added you", "08:02 - Ana: one", "08:03 - Bo: two")
    merged = merge_chats([left, right])
    assert merged.messages.head(1).select("actor", "targets").rows() == [("Ana Ruiz", ["Bo"])]
    assert said(merged)[1:] == [("08:02:00", "Ana Ruiz", "one"), ("08:03:00", "Bo", "two")]


def test_creation_and_encryption_are_once_whatever_their_times():
    encrypted = "Messages to this group are now secured with end-to-end encryption."
    left = android(f"08:01 - {encrypted}", '08:01 - Ana created group "2B"', "08:02 - Ana: hi")
    right = android(f"08:30 - {encrypted}", "08:31 - Ana: later")
    assert merge_chats([right, left]).messages["event"].to_list() == ["encrypted", "created", None, None]


def test_the_start_is_cut_only_if_every_export_s_is():
    cut, whole = android("08:02 - Ana: hi"), android('08:01 - Ana created group "2B"', "08:02 - Ana: hi")
    assert not merge_chats([cut, whole]).coverage.cut_start
    assert merge_chats([cut, android("08:02 - Ana: hi", "08:03 - Ana: more")]).coverage.cut_start


def test_problems_of_all_are_kept():
    left, right = android("08:01 - Ana: hi", "25:00 - Bo: no time"), android("08:01 - Ana: hi", "26:00 - Bo: no time")
    assert len(merge_chats([left, right]).problems) == 2


def test_three_exports_are_merged_like_two():
    parts = [
        android("08:01 - Ana: a", "08:02 - Bo: b"),
        android("08:02 - Bo: b", "08:03 - Cy: c"),
        android("08:03 - Cy: c", "08:04 - Di: d"),
    ]
    assert [text for _, _, text in said(merge_chats(parts))] == ["a", "b", "c", "d"]


def test_an_export_that_shares_nothing_with_the_first_is_compared_with_the_one_between():
    parts = [
        android("08:01 - Ana: a", "08:02 - Bo: b", "08:03 - Bo: c", "08:04 - Ana: d"),
        android("09:06 - Ana: f", "09:07 - Ana: g", "09:08 - Ana: h", "09:09 - Cy: i"),
        android(
            "08:02 - Bo: b", "08:03 - Bo: c", "08:04 - Ana: d", "08:06 - Ana: f", "08:07 - Ana: g", "08:08 - Ana: h"
        ),
    ]
    assert [text for _, _, text in said(merge_chats(parts))] == list("abcdfghi")


def test_two_people_of_one_name_stay_two_where_the_other_export_tells_them_apart():
    left = android("08:01 - Ana: one", "08:03 - Ana: two", "08:05 - Ana: three", "08:09 - Ana: only here")
    right = android(
        "08:01 - Ana Ruiz: one", "08:03 - Ana Shah: two", "08:05 - Ana Ruiz: three", "08:07 - Ana Shah: there"
    )
    for exports in ([left, right], [right, left]):
        assert said(merge_chats(exports)) == [
            ("08:01:00", "Ana Ruiz", "one"),
            ("08:03:00", "Ana Shah", "two"),
            ("08:05:00", "Ana Ruiz", "three"),
            ("08:07:00", "Ana Shah", "there"),
            ("08:09:00", "Ana", "only here"),
        ]


def test_names_that_two_phones_have_the_other_way_round_are_told_apart():
    left = android("08:01 - Ana: one", "08:03 - Ana Shah: two", "08:05 - Ana: three", "08:06 - Ana Shah: four")
    right = android("08:01 - Ana Ruiz: one", "08:03 - Ana: two", "08:05 - Ana Ruiz: three", "08:06 - Ana: four")
    assert [sender for _, sender, _ in said(merge_chats([left, right]))] == ["Ana", "Ana Shah"] * 2


def test_a_name_says_more_than_a_handle_and_a_handle_more_than_a_number():
    left = android("08:01 - @ana.r: one", "08:05 - +44 7700 900123: two")
    right = android("08:01 - Ana: one", "08:05 - @bo.x: two")
    assert [sender for _, sender, _ in said(merge_chats([left, right]))] == ["Ana", "@bo.x"]


def test_who_changed_their_number_keeps_both_in_the_notice():
    left = android("08:01 - Ana: one", "08:04 - Bo: two")
    right = android(
        "08:01 - +44 7700 900101: one",
        "08:02 - +44 7700 900101 changed to +44 7700 900102",
        "08:04 - Bo: two",
    )
    merged = merge_chats([left, right]).messages
    assert merged.filter(pl.col("event") == "number_changed")["targets"].to_list() == [["Ana", "+44 7700 900102"]]


def test_a_number_before_and_after_its_change_is_one_person():
    left = android("08:01 - Ana: one", "08:03 - Ana: three", "08:04 - Bo: two")
    right = android(
        "08:01 - +44 7700 900101: one",
        "08:02 - +44 7700 900101 changed to +44 7700 900102",
        "08:03 - +44 7700 900102: three",
        "08:04 - Bo: two",
        "08:05 - +44 7700 900102: later",
    )
    for exports in ([left, right], [right, left]):
        merged = merge_chats(exports).messages
        assert merged["sender"].to_list() == ["Ana", None, "Ana", "Bo", "Ana"]
        assert merged["targets"][1].to_list() == ["+44 7700 900101", "+44 7700 900102"]


def test_a_mention_is_the_same_message_under_whatever_name_it_goes():
    left = android("08:01 - Ana: one", "08:02 - Bo: @Ana Ruiz can you?", "08:04 - Ana: two")
    right = android("08:01 - Ana: one", "08:02 - Bo: @447700900101 can you?", "08:04 - Ana: two", "08:05 - Ana: x")
    assert len(merge_chats([left, right]).messages) == 4


def test_a_message_that_one_phone_was_still_waiting_for_is_what_the_other_has():
    left = android("08:01 - Ana: one", "08:02 - Bo: Bring a coat", "08:04 - Ana: two")
    right = android(
        "08:01 - Ana: one", "08:02 - Bo: Waiting for this message. This may take a while.", "08:04 - Ana: two"
    )
    for exports in ([left, right], [right, left]):
        assert [text for _, _, text in said(merge_chats(exports))] == ["one", "Bring a coat", "two"]


def test_which_of_several_equal_texts_was_deleted_is_told_by_their_order():
    left = android("08:01 - Ana: one", *["08:02 - Bo: ok"] * 3, "08:04 - Ana: two")
    right = android(
        "08:01 - Ana: one",
        "08:02 - Bo: ok",
        "08:02 - Bo: This message was deleted",
        "08:02 - Bo: ok",
        "08:04 - Ana: two",
    )
    for exports in ([left, right], [right, left]):
        assert merge_chats(exports).messages["kind"].to_list() == ["text", "text", "deleted", "text", "text"]


def test_a_deletion_is_final_even_if_the_group_was_silent_since():
    left = android("08:01 - Ana: one", "08:02 - Bo: oops")
    right = android("08:01 - Ana: one", "08:02 - Bo: This message was deleted")
    for exports in ([left, right], [right, left]):
        assert merge_chats(exports).messages["kind"].to_list() == ["text", "deleted"]


def test_a_time_without_seconds_stands_where_its_export_has_it():
    left = android("08:01 - Ana: one", "08:01 - Bo left", "08:01 - Ana: two")
    right = ios("08:01:20] Ana: one", "08:01:40] Ana: two")
    merged = merge_chats([left, right]).messages
    assert merged["event"].to_list() == [None, "left", None]
    assert [str(at.time()) for at in merged["sent_at"]] == ["08:01:20", "08:01:20", "08:01:40"]


def test_what_was_sent_after_a_clock_was_set_back_stays_behind():
    left = android("01:58 - Ana: one", "01:03 - Bo: two", "01:30 - Ana: three")
    right = android("01:58 - Ana: one", "01:03 - Bo: two", "01:20 - Cy: only there", "01:30 - Ana: three")
    for exports in ([left, right], [right, left]):
        assert [text for _, _, text in said(merge_chats(exports))] == ["one", "two", "only there", "three"]


def test_an_export_that_ends_where_the_other_begins_adds_all_of_it():
    left, right = android("08:00 - Ana: hi", "08:01 - Bo: ok"), android("08:02 - Bo: ok", "08:03 - Ana: hi")
    assert len(merge_chats([left, right]).messages) == 4


def test_exports_in_two_languages_are_one_chat():
    german = ios(
        f"08:01:05] ~\u202fBo: {LRM}~\u202fBo ist dieser Gruppe mit dem Einladungslink beigetreten",
        f"08:02:05] Ana: {LRM}Bild weggelassen",
        "08:03:05] ~\u202fBo: Danke",
        "08:03:09] Ana: Bitte",
        f"08:04:05] Ana: {LRM}Diese Nachricht wurde gelöscht.",
        "08:05:05] ~\u202fBo: later",
    )
    english = android(
        "07:01 - +44 7700 900101 joined using this group's invite link",
        "07:02 - Ana: <Media omitted>",
        "07:03 - +44 7700 900101: Danke",
        "07:03 - Ana: Bitte",
        "07:04 - Ana: oops",
        "07:05 - +44 7700 900101: later",
        "07:06 - Ana: last",
        "07:07 - +44 7700 900101 left",
    )
    assert german.header.languages == ("de",)
    merged = merge_chats([german, english]).messages
    assert merged.select(pl.coalesce("event", pl.col("kind").cast(pl.String))).to_series().to_list() == [
        "joined",
        "media",
        "text",
        "text",
        "deleted",
        "text",
        "text",
        "left",
    ]


LINES = st.lists(
    st.tuples(
        st.integers(0, 59),
        st.sampled_from(["Ana", "Bo", "Cy"]),
        st.sampled_from(["hi", "thanks", "<Media omitted>", "ok"]),
    ),
    min_size=1,
    max_size=20,
).map(sorted)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(lines=LINES, cut=st.integers(0, 20))
def test_an_export_and_a_part_of_it_are_the_whole_export(lines, cut):
    texts = [f"08:{minute:02} - {sender}: {text}" for minute, sender, text in lines]
    whole, part = android(*texts), android("08:00 - Di: from the other phone", *texts[cut:])
    merged = merge_chats([whole, part]).messages
    assert merged.schema == MESSAGES
    assert merged["sent_at"].is_sorted()
    ours = merged.filter(pl.col("sender") != "Di").select("sent_at", "sender", "text").rows()
    assert sorted(ours) == sorted(whole.messages.select("sent_at", "sender", "text").rows())
    assert (merged["sender"] == "Di").sum() == 1


def test_a_merged_chat_spans_all_of_them():
    merged = merge_chats([android("08:01 - Ana: a"), android("08:01 - Ana: a", "09:00 - Bo: b")])
    assert (merged.coverage.first, merged.coverage.last) == (datetime(2025, 9, 23, 8, 1), datetime(2025, 9, 23, 9))


def test_what_one_export_takes_for_media_and_the_other_for_text_is_one_message():
    left = android("08:00 - Ana left", "08:01 - Ana: null", "08:02 - Bo: hi")
    right = ios("08:00:30] 2B: \u200eAna left", "08:01:45] Ana: null", "08:02:10] Bo: hi")
    assert len(merge_chats([left, right]).messages) == 3


def test_the_same_words_at_the_same_time_of_another_day_are_other_messages():
    words = ["08:00 - Ana: Good morning", "09:00 - Bo: Thanks", "10:00 - Cy: See you"]
    days = [[f"{day}/04/2024, {line}" for line in [*words, f"22:00 - Cy: bye {day}"]] for day in (13, 14)]
    chats = [read_chat("\n".join(lines).encode(), "WhatsApp Chat with 2B.txt") for lines in days]
    assert len(merge_chats(chats).messages) == 8
