"""What a person copies from a group in WhatsApp Web -> SNAPSHOTS."""

from collections.abc import Collection
from datetime import date

import pytest

from parsers.pasted import read_pasted
from parsers.schema import PROBLEMS, SNAPSHOTS

ON = date(2026, 11, 20)


def pasted(text: str, known: Collection[str] = ()) -> tuple[int | None, list[str]]:
    """members, names"""
    found = read_pasted(text, chat="Class 2B", taken_on=ON, known=known).snapshots
    return found.select("members", "names").row(0)


def faults(text: str, known: Collection[str] = ()) -> list[str]:
    return read_pasted(text, chat="Class 2B", taken_on=ON, known=known).problems["problem"].to_list()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ana, Ben, You", ["Ana", "Ben", "You"]),
        ("Ana, Ben, \u202a+44 7700 900123\u202c, ~\u202fCleo, You", ["Ana", "Ben", "+44 7700 900123", "Cleo", "You"]),
        ("Ana, Ben", ["Ana", "Ben"]),
        ("أنس، بدر، أنت", ["أنس", "بدر", "You"]),
        ("王伟、李娜、您", ["王伟", "李娜", "You"]),
        ("Ana, Ben,\nCleo, Dan, You", ["Ana", "Ben", "Cleo", "Dan", "You"]),
        ("Ana, Mum of Leo (2B), Du", ["Ana", "Mum of Leo (2B)", "You"]),
    ],
)
def test_the_line_under_a_groups_name_is_its_members(line: str, names: list[str]) -> None:
    assert pasted(line) == (len(names), names)
    assert faults(line) == []


def test_a_word_for_you_is_a_name_where_the_exporter_does_not_stand() -> None:
    assert pasted("Ana, Ty, Zoe")[1] == ["Ana", "Ty", "Zoe"]


def test_a_known_name_with_a_comma_stays_whole() -> None:
    assert pasted("Mendes, Ana, Ben", known={"Mendes, Ana"}) == (2, ["Mendes, Ana", "Ben"])


INFO = """
Group · 5 members

You
Group admin
Ana Mendes
Hey there! I am using WhatsApp.
Ben
mum of two
+44 7700 900123
~ Cleo
Available
+44 7700 900124
"""


def test_the_list_on_the_info_screen_is_read_with_several_lines_a_person() -> None:
    found = read_pasted(INFO, chat="Class 2B", taken_on=ON)
    assert found.snapshots.schema == SNAPSHOTS
    assert found.problems.schema == PROBLEMS
    assert found.snapshots.rows() == [
        ("Class 2B", ON, 5, 1, ["You", "Ana Mendes", "Ben", "+44 7700 900123", "+44 7700 900124"])
    ]
    assert found.problems.is_empty()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ana\nBen\nCleo", ["Ana", "Ben", "Cleo"]),
        ("Ana\n\nBen\n\nCleo", ["Ana", "Ben", "Cleo"]),
        ("Ana\nSwims. Reads. Tired.\n\nBen\nAt work\n\nCleo", ["Ana", "Ben", "Cleo"]),
        ("Ana\tLiving the dream\nBen\tAdmin\nCleo", ["Ana", "Ben", "Cleo"]),
        ("~ Ana\n+44 7700 900123\n~ Ben\n+44 7700 900124", ["+44 7700 900123", "+44 7700 900124"]),
        ("~ Ana +44 7700 900123\n+44 7700 900124 ~ Ben", ["+44 7700 900123", "+44 7700 900124"]),
        ("~ Ana\n~ Ben", ["Ana", "Ben"]),
        ("Ana Mendes Group admin\nBen", ["Ana Mendes", "Ben"]),
        ("Ana (You)\nBen", ["You", "Ben"]),
        ("Sie\nBen", ["Sie", "Ben"]),
        ("Du\nGruppenadmin\nBen", ["You", "Ben"]),
        ("Ana\nAna\nBen", ["Ana", "Ben"]),
    ],
)
def test_names_are_told_from_what_stands_beside_them(text: str, names: list[str]) -> None:
    assert pasted(text) == (len(names), names)


def test_of_a_number_and_a_push_name_the_one_that_the_chat_knows_is_used() -> None:
    both = "+44 7700 900123\n~ Cleo"
    assert pasted(both)[1] == ["+44 7700 900123"]
    assert pasted(both, known={"Cleo"})[1] == ["Cleo"]
    assert pasted(both, known={"Cleo", "+44 7700 900123"})[1] == ["+44 7700 900123"]


@pytest.mark.parametrize(
    "badge",
    ["Group admin", "Admin", "Gruppenadmin", "Admin. del grupo", "Admin du groupe", "مشرف المجموعة", "群管理员"],
)
def test_badges_count_the_admins(badge: str) -> None:
    found = read_pasted(f"Ana\n{badge}\nBen\n{badge}\nCleo", chat="Class 2B", taken_on=ON).snapshots
    assert found.select("admins", "names").row(0) == (2, ["Ana", "Ben", "Cleo"])


def test_without_a_badge_the_number_of_admins_is_not_known() -> None:
    assert read_pasted("Ana, Ben", chat="2B", taken_on=ON).snapshots["admins"].to_list() == [None]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("27 members", 27),
        ("Group · 27 participants", 27),
        ("Members (27)", 27),
        ("27 Mitglieder", 27),
        ("27 miembros", 27),
        ("27 位成员", 27),
        ("1 member", 1),
    ],
)
def test_the_number_of_members_is_read_in_words(line: str, number: int) -> None:
    assert pasted(line) == (number, [])
    assert faults(line) == []


@pytest.mark.parametrize(
    "ending",
    [
        *("and 23 others", "+23 others", "+23", "23 more", "View all (23 more)", "und 23 weitere", "y 23 más"),
        *("和其他 23 人", "et 23 autres", "e outros 23", "i 23 innych", "و 23 آخرون", "ve 23 diğer kişi"),
        *("Alle anzeigen (23 weitere)", "en 23 anderen"),
    ],
)
@pytest.mark.parametrize("between", [", ", "\n"])
def test_those_whom_a_list_that_was_cut_off_does_not_name_are_counted_and_it_is_said(ending: str, between: str) -> None:
    text = between.join(["Ana", "Ben", ending])
    assert pasted(text) == (25, ["Ana", "Ben"])
    assert faults(text) == ["The list was cut off: 23 people are counted without a name."]


def test_the_ending_of_a_cut_off_list_may_stand_behind_a_name() -> None:
    assert pasted("Ana, Ben and 1 other") == (3, ["Ana", "Ben"])
    assert faults("Ana, Ben and 1 other") == ["The list was cut off: 1 person is counted without a name."]


OPEN = ["The list was cut off, and it does not say how many it leaves out, so nobody is missing by it."]


@pytest.mark.parametrize(
    "ending",
    [
        *("and others", "and more", "…", "...", "others", "View all", "und weitere", "y otros", "et d’autres"),
        *("e outros", "e altri", "en anderen", "i inni", "ve diğerleri", "и другие", "وآخرون", "和其他人", "Ver todos"),
    ],
)
@pytest.mark.parametrize("between", [", ", "\n"])
def test_a_list_that_goes_on_nobody_knows_how_far_has_no_number_and_it_is_said(ending: str, between: str) -> None:
    text = between.join(["Ana", "Ben", ending])
    assert pasted(text) == (None, ["Ana", "Ben"])
    assert faults(text) == OPEN


@pytest.mark.parametrize("line", ["Ana, Ben and others", "Ana, Ben...", "Ana, Ben …", "Ana, Ben, ..."])
def test_an_ending_without_a_number_may_stand_behind_the_last_name(line: str) -> None:
    assert pasted(line) == (None, ["Ana", "Ben"])
    assert faults(line) == OPEN


def test_with_a_number_of_members_a_list_that_goes_on_is_one_with_fewer_names() -> None:
    assert pasted("5 members\nAna\nBen\nView all") == (5, ["Ana", "Ben"])
    assert faults("5 members\nAna\nBen\nView all") == ["The list was cut off: 3 people are counted without a name."]


def test_dots_end_a_sentence_about_somebody_unless_they_are_the_end_of_all() -> None:
    assert pasted("Ana\nOne day at a time...\nBen\nAvailable") == (2, ["Ana", "Ben"])
    assert pasted("Ana\nBen\nAvailable\nCleo...")[0] is None
    assert pasted("Ana\nAvailable\nBen\nLoading about…") == (2, ["Ana", "Ben"])


def test_a_sender_whom_the_chat_knows_is_no_ending_and_no_button() -> None:
    known = {"Members", "Ben...", "Ana and others"}
    assert pasted("Members\nBen...\nAna and others", known=known) == (3, ["Members", "Ben...", "Ana and others"])


@pytest.mark.parametrize("text", ["…", "and others", "View all"])
def test_an_ending_alone_counts_nobody(text: str) -> None:
    assert faults(text) == ["Nobody is named in this text, and no number of members."]


SCREEN = """
Group · 3 members
Search members
Add member
Invite to group via link
You
Group admin
Ana
Ben
View past members
Exit group
Report group
"""


def test_headings_and_buttons_of_the_screen_are_nobody() -> None:
    assert pasted(SCREEN) == (3, ["You", "Ana", "Ben"])
    assert faults(SCREEN) == []
    assert pasted("Mitglieder suchen\nÜber Link einladen\nAna\nBen") == (2, ["Ana", "Ben"])


@pytest.mark.parametrize(
    "about",
    [
        "Grandmotherhoodlessness undercompensation beats",  # long, of few words
        "I am up at the top now",  # short, of many words
    ],
)
def test_a_line_too_long_for_a_name_is_about_somebody(about: str) -> None:
    assert pasted(f"Ana\nAt work\nBen\n{about}") == (2, ["Ana", "Ben"])


def test_of_two_numbers_for_those_without_a_name_the_larger_is_said() -> None:
    text = "9 members\nAna\nBen and 23 others"
    assert faults(text)[0] == "The list was cut off: 23 people are counted without a name."
    assert faults(text.replace("9", "40"))[0] == "The list was cut off: 38 people are counted without a name."


def test_a_badge_behind_what_somebody_wrote_is_that_of_the_person_before() -> None:
    text = "3 members\nAna\nmum of two\nGroup admin\nBen\nAvailable\nCleo"
    found = read_pasted(text, chat="Class 2B", taken_on=ON).snapshots
    assert found.select("members", "admins", "names").row(0) == (3, 1, ["Ana", "Ben", "Cleo"])


def test_a_list_with_fewer_names_than_members_was_cut_off() -> None:
    assert pasted("5 members\nAna\nBen") == (5, ["Ana", "Ben"])
    assert faults("5 members\nAna\nBen") == ["The list was cut off: 3 people are counted without a name."]


def test_a_list_with_more_names_than_members_is_said() -> None:
    assert faults("1 member\nAna\nBen") == ["It says 1 member, but 2 names were read."]


def test_a_line_that_may_be_a_name_or_about_somebody_is_said_where_no_number_decides() -> None:
    doubtful = "Ana\nHey there! I am using WhatsApp.\nBen\nLiving the dream"
    assert pasted(doubtful)[1] == ["Ana", "Ben", "Living the dream"]
    assert faults(doubtful) == ["2 lines may be a name or what somebody wrote about themselves; names were assumed."]
    assert faults(f"3 members\n{doubtful}") == []


def test_names_that_stand_twice_are_said() -> None:
    assert faults("Ana\nAna\nBen\nBen") == ["2 names stand twice and were counted once."]


@pytest.mark.parametrize("text", ["", " \n\u200e\n", "Group admin", "Hey there! I am using WhatsApp."])
def test_text_without_anybody_is_no_list(text: str) -> None:
    found = read_pasted(text, chat="Class 2B", taken_on=ON)
    assert found.snapshots.is_empty()
    assert found.snapshots.schema == SNAPSHOTS
    assert found.problems["problem"].to_list() == ["Nobody is named in this text, and no number of members."]


def test_no_problem_names_anybody() -> None:
    text = "9 members\nZenobia\nGroup admin\nZenobia\nLiving the dream\nZenobia and 2 others"
    found = read_pasted(text, chat="Class 2B", taken_on=ON).problems
    assert found.height >= 2
    assert "Zenobia" not in str(found.rows())
