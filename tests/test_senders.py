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


@pytest.mark.parametrize(
    ("opening", "line"),
    [
        ("Ana hat die Gruppe „2B“ erstellt.", "Ana: Du hast Bo hinzugefügt."),
        ("Ana hat die Gruppe „2B“ erstellt.", "Mama und Papa: Bo hat die Gruppe verlassen."),
        ("Ana님이 “2B”그룹을 만들었습니다", "Ana: 그룹 이름을 “2B: Oak”로 변경했습니다."),
        ("Ana님이 “2B”그룹을 만들었습니다", "Ana: Bo님을 추가했습니다"),
        ('Si Ana binuo ang grupong "2B"', "Ana: Pinalitan ni Bo ang group icon"),
        ('Ana گروه "2B" را به وجود آورد.', "Ana: Bo توسط Cy اضافه شد"),
    ],
)
def test_a_typed_text_that_reads_like_a_notice_is_a_message_in_every_language(opening, line):
    sender, text = line.split(": ", 1)
    assert read(opening, line)[1] == (sender, None, text)


@pytest.mark.parametrize(
    ("opening", "line", "event"),
    [
        ("Ana hat die Gruppe „2B“ erstellt.", "Du hast den Betreff zu „2B: Oak“ geändert.", "renamed"),
        ("Ana님이 “2B”그룹을 만들었습니다", "“2B: Oak”그룹을 만들었습니다", "created"),
        ('Si Ana binuo ang grupong "2B"', "Pinalitan ni Mo: Mum ang group icon", "icon_changed"),
        ('Si Ana binuo ang grupong "2B"', 'Binago mo ang paksa: "Oak"', "renamed"),
    ],
)
def test_a_notice_with_a_colon_is_a_notice_wherever_its_actor_stands(opening, line, event):
    assert read(opening, line)[1] == (None, event, line)


def test_a_text_that_only_whatsapp_writes_for_somebody_s_message_is_that_message():
    rows = read('Ana گروه "2B" را به وجود آورد.', "شما این: hello", "شما این: شما این پیام را حذف کردید.")
    assert rows[2] == ("شما این", None, "شما این پیام را حذف کردید.")
