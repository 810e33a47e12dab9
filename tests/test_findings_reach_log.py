"""The sentences of the reach log."""

from datetime import datetime, timedelta

import polars as pl
import pytest

from dashboard import reach_log
from dashboard.findings import reach_log as findings
from parsers import schema

TUESDAY = datetime(2026, 7, 7, 18, 5)
DAY = timedelta(days=1)
POSTS = pl.Schema({"announcement": pl.UInt32, "chat": pl.String, "sent_at": pl.Datetime("ms"), "text": pl.String})
FAIR = pl.DataFrame([(1, "PA", TUESDAY, "The summer fair")], schema=POSTS, orient="row")
QUIZ = pl.DataFrame([(2, "PA", TUESDAY + DAY, None)], schema=POSTS, orient="row")
NONE = schema.empty(schema.READ_COUNTS)


def taken(*days: float, read: int = 5) -> pl.DataFrame:
    rows = [("PA", TUESDAY, TUESDAY + DAY * number, None, read) for number in days]
    return pl.DataFrame(rows, schema=schema.READ_COUNTS, orient="row")


def agenda(days: float, looks: pl.DataFrame = NONE, announcements: pl.DataFrame = FAIR) -> reach_log.Agenda:
    return reach_log.agenda(announcements, looks, TUESDAY + DAY * days)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (agenda(1), "1 look at Message info is due now."),
        (agenda(2, announcements=FAIR.vstack(QUIZ)), "2 looks at Message info are due now."),
        (agenda(0.1), "Nothing is due now; the next look is due tomorrow at 18:05."),
        (agenda(1, taken(1)), "Nothing is due now; the next look is due on Tue 14 Jul 2026, 18:05."),
        (agenda(8, taken(1, 7)), "Nothing is due: the looks at the latest announcements have been taken."),
        (
            agenda(40),
            "Nothing is due. The last announcement loaded is of 7 Jul 2026: load a newer export to be reminded of the "
            "looks at later ones.",
        ),
        (
            agenda(1, announcements=FAIR.clear()),
            "No announcement is loaded. Name the announcement group in school.toml and add its export.",
        ),
    ],
)
def test_the_first_sentence_says_what_is_due_or_why_nothing_is(told: reach_log.Agenda, sentence: str):
    assert findings.first(told) == sentence


def test_each_look_that_is_due_is_named_by_its_announcement():
    assert findings.due(agenda(1)) == [
        "24 hours after Tuesday’s announcement (Tue 7 Jul 2026, 18:05): due now.",
        "7 days after Tuesday’s announcement (Tue 7 Jul 2026, 18:05): due on Tue 14 Jul 2026, 18:05.",
    ]


@pytest.mark.parametrize(
    ("hours", "said"),
    [(-1, "now"), (0, "now"), (2, "today at 20:05"), (6, "tomorrow at 00:05"), (30, "on Thu 9 Jul 2026, 00:05")],
)
def test_a_time_is_told_by_how_near_it_is(hours: float, said: str):
    assert findings.when(TUESDAY + timedelta(hours=hours), TUESDAY) == said


@pytest.mark.parametrize(("hours", "said"), [(1, "1 hour"), (24, "24 hours"), (72, "3 days"), (100, "100 hours")])
def test_a_mark_is_told_in_hours_or_whole_days(hours: int, said: str):
    assert findings.span(hours) == said


def test_an_announcement_is_offered_with_its_time_and_first_words():
    assert dict(findings.labels(agenda(1, announcements=FAIR.vstack(QUIZ)))) == {
        1: "Tue 7 Jul 2026, 18:05 · The summer fair",
        2: "Wed 8 Jul 2026, 18:05 · (no text)",
    }


def test_every_remark_has_its_sentence_in_the_log():
    for remark in (*reach_log.REMARK.categories, "untold", "nothing"):
        assert findings.said(remark).endswith(".")
    shown = findings.log(reach_log.entries(FAIR, taken(1, read=9).vstack(taken(2, read=8))))
    assert shown["remark"].to_list() == [findings.said("fewer"), None]


@pytest.mark.parametrize(
    ("looks", "sentence"),
    [
        (taken(1), "1 look is in the table."),
        (taken(1, 7), "2 looks are in the table."),
        (taken(1, read=9).vstack(taken(7)), "2 looks are in the table; 1 of them has something to check."),
        (
            taken(-1, -2),
            "2 looks are in the table; 2 of them have something to check. One that is not counted goes into no file.",
        ),
    ],
)
def test_how_many_looks_there_are_is_said_with_how_many_are_to_be_checked(looks: pl.DataFrame, sentence: str):
    assert findings.typed(reach_log.entries(FAIR, looks)) == sentence


def test_remarks_stand_first_and_only_where_there_are_any():
    assert findings.columns(reach_log.entries(FAIR, taken(-1)))[:2] == ["remark", "sent_at"]
    assert "remark" not in findings.columns(reach_log.entries(FAIR, taken(1)))


def test_no_sentence_claims_that_anybody_read_or_names_a_share():
    fixed = (findings.HOW, findings.RESETS, findings.CANNOT_KEEP, *findings.REMARKS.values())
    assert not [text for text in fixed if "%" in text or "did not read" in text]
