"""Sentences made from figures: right in singular and plural, and in words where a figure is not known."""

from datetime import date, datetime
from typing import Any

import polars as pl
import pytest

from dashboard.findings import drift, hours, reach

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
BAND = {
    "sent_at": datetime(2026, 7, 7, 20, 47),
    "complete": True,
    "n": 187,
    "floor": 12,
    "ceiling": 131,
    "read_low": None,
    "read_high": None,
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
            "22 of the 90 nights in Summer 2026 had a message in the quiet hours, 21:00 to 07:00 "
            "(24\N{NO-BREAK SPACE}%, counted group by group).",
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
    ("change", "said"),
    [
        ({}, "can have been seen by at most 131 of the 187 families; 12 families left a sign afterwards."),
        ({"floor": 0}, "can have been seen by at most 131 of the 187 families; no family left a sign afterwards."),
        (
            {"read_low": 60, "read_high": 103},
            "can have been seen by at most 131 of the 187 families; 12 families left a sign afterwards; "
            "the count from Message info puts it at between 60 and 103.",
        ),
        ({"complete": False}, "is not over yet: the export ends before its time was up."),
    ],
)
def test_an_announcement_in_a_sentence(change: dict[str, Any], said: str) -> None:
    assert reach.band(BAND | change) == f"The announcement of Tue 7 Jul 2026, 20:47 {said}"


@pytest.mark.parametrize(
    ("cannot", "said"),
    [
        (
            56,
            "At least 56 of the 187 families of the school were out of reach "
            "when the announcement of 7 Jul 2026 was sent.",
        ),
        (
            0,
            "Nothing shows that any of the 187 families of the school was out of reach "
            "when the announcement of 7 Jul 2026 was sent.",
        ),
        (
            None,
            "How many families of the school are out of reach cannot be said: "
            "no announcement is over yet, or the roster does not name them.",
        ),
    ],
)
def test_who_cannot_be_reached_in_a_sentence(cannot: int | None, said: str) -> None:
    assert reach.cannot({"class": None, "n": 187, "cannot": cannot, "sent_at": BAND["sent_at"]}) == said


def test_an_announcement_without_a_known_ceiling_is_no_example() -> None:
    bands = pl.DataFrame([BAND | {"n": 0, "ceiling": None, "floor": None}], schema_overrides={"ceiling": pl.UInt32})
    assert list(reach.example(bands)) == []


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
        for module in (drift, hours, reach)
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str)
    ]
    assert len(constants) > 10
    said = [
        (word, text) for word in FORBIDDEN for text in constants if word in text.casefold().replace("no ranking", "")
    ]
    assert said == []
