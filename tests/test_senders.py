import pytest

from parsers.chat import read_chat


def read(*lines: str) -> list[tuple]:
    """Sender, event and text of lines of one minute of one Android export."""
    text = "".join(f"23/09/2025, 08:01 - {line}\n" for line in lines)
    return read_chat(text.encode(), "2B.txt").messages.select("sender", "event", "text").rows()


@pytest.mark.parametrize(
    "line",
    [
        "Mum and Dad: Bo left",
        "Mum and Dad: Bo was added",
        "Ana: Bo added Cy",
        "Ana: I changed to a new number",
        "Ana: You were removed",
        'Ana: Cy created group "2B: Oak"',
    ],
)
def test_a_typed_text_that_reads_like_a_notice_is_a_message(line):
    sender, text = line.split(": ", 1)
    assert read(line) == [(sender, None, text)]


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ('Ana changed the group name to "2B: Oak"', "renamed"),
        ('Mum and Dad changed the group name to "2B: Oak"', "renamed"),
        ('You created group "2B: Oak"', "created"),
        ('Anyone in the community "Oak: School" can join this group', "settings_changed"),
        ("Ana edited the event: Sports: day", "other"),
    ],
)
def test_a_notice_with_a_colon_in_what_it_names_is_no_message(line, event):
    assert read(line) == [(None, event, line)]


def test_a_name_with_a_colon_needs_proof():
    assert read("Mo: Mum of Ivy: hello") == [("Mo", None, "Mum of Ivy: hello")]
    assert read("Ana added Mo: Mum of Ivy", "Mo: Mum of Ivy: hello")[1] == ("Mo: Mum of Ivy", None, "hello")
    assert read("Mo: Mum of Ivy: <Media omitted>", "Mo: Mum of Ivy: hello")[1] == ("Mo: Mum of Ivy", None, "hello")


def test_proof_for_one_name_leaves_the_others_alone():
    assert read("Ana added Mo: Mum of Ivy", "Mo: hello", "Bo: Mum: hello")[1:] == [
        ("Mo", None, "hello"),
        ("Bo", None, "Mum: hello"),
    ]


def test_a_name_with_signs_of_patterns_is_a_name_like_any_other():
    name = "Mo (Ivy) [2B] a|b*c+? ^$ 1.0: Mum"
    assert read(f"Ana added {name}", f"{name}: hello", f"{name} left")[1:] == [
        (name, None, "hello"),
        (None, "left", f"{name} left"),
    ]


def test_an_empty_text_whose_space_was_trimmed_is_a_message_of_a_known_sender():
    assert read("Ana: hello", "Ana:", "Bo:") == [("Ana", None, "hello"), ("Ana", None, ""), (None, "other", "Bo:")]
