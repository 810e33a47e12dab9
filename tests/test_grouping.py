from datetime import datetime

import polars as pl
import pytest

from dashboard import grouping
from dashboard.school import ChatFacts, ClassGroup, School
from parsers import Chat, Coverage, HeaderFormat, schema

HEADER = HeaderFormat("android", "dmy", 24, "minute", ("en",), False, "")
COVERAGE = Coverage(datetime(2026, 1, 1), datetime(2026, 2, 1), False, False, False)
NO_SIZES = pl.DataFrame(schema={"class": pl.String, "families": pl.UInt32})


def chat(name: str, *senders: str, event: str | None = None) -> Chat:
    rows = pl.DataFrame({"chat": name, "sender": senders, "kind": "text"}, schema_overrides={"sender": pl.String})
    notices = pl.DataFrame({"chat": [name], "kind": ["notice"], "event": [event]}) if event else pl.DataFrame()
    messages = pl.concat([schema.conform(frame, schema.MESSAGES) for frame in (rows, notices) if frame.width])
    return Chat(name, messages, schema.empty(schema.PROBLEMS), HEADER, COVERAGE)


@pytest.mark.parametrize(
    ("name", "names", "found"),
    [
        ("Class 2B parents", ["2A", "2B"], "2B"),
        ("2b: Oak", ["2A", "2B"], "2B"),
        ("12B parents", ["2B"], None),
        ("2A and 2B together", ["2A", "2B"], None),
        ("Year 2", ["2A"], None),
        ("2 B parents", ["2A", "Class 2B"], "Class 2B"),
        ("Year 2B", ["Year 2", "2B"], "2B"),
        ("Class 1/2", ["1", "1/2", "2"], "1/2"),
    ],
)
def test_a_class_is_read_off_a_groups_name_only_as_a_word_and_only_alone(
    name: str, names: list[str], found: str | None
) -> None:
    assert grouping.class_in(name, names) == found


def test_what_the_settings_say_of_a_group_goes_before_its_name() -> None:
    school = School(classes=(ClassGroup("3C", "3", "Class 2B"),))
    frame = grouping.classes(school, [chat("Class 2B", "Ana")], NO_SIZES)
    assert frame.select("class", "chat").rows() == [("3C", "Class 2B")]


def test_two_groups_that_fit_one_class_are_both_left_without_it() -> None:
    sizes = pl.DataFrame({"class": ["2B"], "families": [20]}, schema=NO_SIZES.schema)
    frame = grouping.classes(School(), [chat("2B Football", "Ana"), chat("2B parents", "Ben")], sizes)
    assert frame.select("class", "chat").rows() == [
        ("2B", None),
        ("2B Football", "2B Football"),
        ("2B parents", "2B parents"),
    ]


def test_a_class_of_another_year_that_nobody_is_in_and_no_group_is_of_is_left_out() -> None:
    sizes = pl.DataFrame({"class": ["RA", "RB", "1A"], "families": [0, 0, 20]}, schema=NO_SIZES.schema)
    frame = grouping.classes(School(classes=(ClassGroup("2A"),)), [chat("Class RB", "Ana")], sizes)
    assert frame["class"].to_list() == ["1A", "2A", "RB"]


def test_the_announcement_group_is_no_class() -> None:
    school = grouping.completed(School(), [chat("PA Announcements", "PA"), chat("Class 2B", "Ana")])
    assert school.announcement_chat == "PA Announcements"
    assert grouping.classes(school, [chat("PA Announcements", "PA")], NO_SIZES).is_empty()


def test_two_groups_called_announcements_leave_it_open() -> None:
    assert grouping.announcement_name([chat("Announcements A"), chat("Announcements B")]) is None


def test_posters_are_all_who_wrote_announcements_where_nothing_else_was_said() -> None:
    chats = [chat("PA Announcements", "PA", "Head"), chat("Class 2B", "Ana")]
    school = School(announcement_chat="PA Announcements")
    assert grouping.with_posters(school, chats).pa_posters == ("Head", "PA")
    assert grouping.with_posters(School(pa_posters=("PA",)), chats).pa_posters == ("PA",)


@pytest.mark.parametrize(
    ("admin", "event", "shows"),
    [(True, None, True), (None, "left", True), (None, None, False), (False, "left", False), (False, None, False)],
)
def test_who_left_is_known_from_an_admins_export_alone(admin: bool | None, event: str | None, shows: bool) -> None:
    school = School(chats=(ChatFacts("2B", admin),))
    assert bool(grouping.admin_chats(school, [chat("2B", "Ana", event=event)])) is shows


def test_exports_of_one_name_are_one_group_if_a_chain_of_senders_joins_them() -> None:
    ab, bc, de = chat("_chat", "Ana", "Ben"), chat("_chat", "Ben", "Cara"), chat("_chat", "Dov", "Eve")
    parted = grouping.by_acquaintance([ab, de, bc])
    assert sorted(sorted(set(pl.concat([c.messages for c in group])["sender"])) for group in parted) == [
        ["Ana", "Ben", "Cara"],
        ["Dov", "Eve"],
    ]
