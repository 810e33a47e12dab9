"""Sentences made from figures: right in singular and plural, and in words where a figure is not known."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from dashboard.findings import drift, hours, reach_log
from dashboard.findings.reach import announcements, by_class, expert, headline, opened, works

NIGHTS = {"nights": 90, "disturbed": 22, "share": 22 / 90}
BOUNDS = {
    "class": "2B",
    "families": 27,
    "current": 22,
    "missing": 3,
    "absent": 3,
    "not_seen": 2,
    "opted_out": 0,
    "excluded": 0,
    "low": 22,
    "high": 24,
}


@pytest.mark.parametrize(
    ("change", "groups", "said"),
    [
        (
            {},
            1,
            "22 of the 90 nights in Summer 2026 had a message in the quiet hours, 21:00 to 07:00 "
            "(24\N{NO-BREAK SPACE}%).",
        ),
        (
            {},
            3,
            "Counted group by group, 22 of the 90 nights in Summer 2026 had a message in the quiet hours, 21:00 to "
            "07:00 (24\N{NO-BREAK SPACE}%).",
        ),
        (
            {"disturbed": 0},
            1,
            "No night had a message in the quiet hours, 21:00 to 07:00: 0 of the 90 observed in Summer 2026.",
        ),
        (
            {"nights": None},
            1,
            "No whole night (21:00 to 07:00) was observed in Summer 2026, so nothing can be said about nights.",
        ),
    ],
)
def test_nights_disturbed_in_a_sentence(change: dict[str, Any], groups: int, said: str) -> None:
    assert hours.disturbed(NIGHTS | change, "21:00 to 07:00", "in Summer 2026", groups) == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {},
            "As of 17 Jul 2026, 22 of 27 families of 2B are definitely in the group; 3 are not; for 2 we cannot tell. "
            "So it is between 22 and 24 of 27.",
        ),
        (
            {"missing": 0, "absent": 0, "not_seen": 0, "high": 22, "opted_out": 4, "excluded": 1},
            "As of 17 Jul 2026, 22 of 27 families of 2B are definitely in the group; 5 are not expected in it.",
        ),
        (
            {"families": 2, "current": 1, "missing": 1, "absent": 1, "not_seen": 0, "low": 1, "high": 1},
            "As of 17 Jul 2026, 1 of 2 families of 2B is definitely in the group; 1 is not.",
        ),
        ({"families": 0}, "No roster names the families of 2B, so its group cannot be compared with it."),
        ({"low": None}, "Nothing is known about who is in the group of 2B."),
    ],
)
def test_who_is_in_the_group_in_a_sentence(change: dict[str, Any], said: str) -> None:
    assert drift.headline(BOUNDS | change, date(2026, 7, 17)) == said


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [("school_night", 30, 3), ("weekend", 10, 4)],
            "That is 3 of 30 nights before a school day and 4 of 10 at weekends.",
        ),
        ([("school_night", 30, 3)], None),
    ],
)
def test_types_of_day_are_kept_apart(rows: list[tuple[str, int, int]], said: str | None) -> None:
    days = pl.DataFrame(rows, schema=["day_type", "nights", "disturbed"], orient="row")
    assert hours.day_types(days) == said


@pytest.mark.parametrize(
    ("row", "said"),
    [({"at_night": 1, "written": 1}, "1 of 1 message (100\N{NO-BREAK SPACE}%) came in the quiet hours.")],
)
def test_one_message_is_one_message(row: dict[str, int], said: str) -> None:
    assert hours.share(row) == said


def test_members_who_stand_out_are_counted_by_reason_and_never_named() -> None:
    rows = {"sender": ["Ana", "Ben", "Cara"], "status": ["unknown", "current", "unknown"], "sure": [True] * 3}
    members = pl.DataFrame(rows)
    assert drift.outside(members) == "Members worth a look: 2 linked to nobody on the roster."
    assert drift.outside(members.filter(pl.col("status") == "current")) is None


def test_places_in_several_classes_are_said_as_bounds() -> None:
    row = {"class": None, "classes": 6, "families": 149, "low": 134, "high": 145}
    assert drift.school(row, date(2026, 7, 17)) == (
        "Between 134 and 145 of 149 families' places in 6 classes are filled by somebody in the class's group, "
        "as of 17 Jul 2026."
    )


FORBIDDEN = (
    "% read",
    "did not read",
    "unread",
    "ignored",
    "worst",
    "best",
    "rank",
    "should have",
    "failed to",
    "silent",
)


def test_no_constant_sentence_claims_what_must_never_be_claimed() -> None:
    constants = [
        value
        for module in (drift, hours, by_class, expert, headline, works, announcements, opened, reach_log)
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str)
    ]
    assert len(constants) > 10
    said = [
        (word, text) for word in FORBIDDEN for text in constants if word in text.casefold().replace("no ranking", "")
    ]
    assert said == []
