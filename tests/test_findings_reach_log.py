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
            "No look is due: the last announcement loaded was sent on 7 Jul 2026. Export the group again to see "
            "what is due for newer ones.",
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
    unused = taken(-1).vstack(taken(2).with_columns(read=pl.lit(None, pl.UInt32)))
    unused = unused.vstack(taken(3).with_columns(sent_at=pl.lit(None, pl.Datetime("ms"))))
    looks = taken(1, read=9).vstack(taken(2, read=8)).vstack(taken(4).with_columns(chat=pl.lit("2B")))
    entries = reach_log.entries(FAIR, looks, unused)
    assert set(entries["remark"].drop_nulls()) == set(reach_log.REMARK.categories)
    assert all(said.endswith(".") and "{" not in said for said in findings.log(entries)["remark"].drop_nulls())


def test_a_look_of_fewer_readers_names_the_look_that_it_is_below():
    shown = findings.log(reach_log.entries(FAIR, taken(1, read=9).vstack(taken(2, read=8))))
    fewer = (
        "Fewer had read it than at an earlier look: editing a message resets WhatsApp’s counts. "
        "At Wed 8 Jul 2026, 18:05 it was 9."
    )
    assert shown["remark"].to_list() == [fewer, None]
    added = reach_log.with_look(FAIR, taken(1, read=9), typed(2, read=8))
    assert findings.remarks(added) == [fewer]


def typed(days: float, *, read: int | None = None, delivered: int | None = None) -> reach_log.Look:
    return reach_log.Look("PA", TUESDAY, TUESDAY + DAY * days, read, delivered)


@pytest.mark.parametrize(
    ("looks", "look", "sentence"),
    [
        (
            NONE,
            typed(1, read=1112, delivered=1400),
            "Taken: the announcement of Tue 7 Jul 2026, 18:05 was read by 1,112 people and delivered to 1,400, by a "
            "look of Wed 8 Jul 2026, 18:05.",
        ),
        (
            taken(2),
            typed(1, read=1),
            "Taken: the announcement of Tue 7 Jul 2026, 18:05 was read by 1 person, by a look of Wed 8 Jul 2026, "
            "18:05.",
        ),
        (
            taken(1, read=112),
            typed(1, read=113),
            "Taken: the announcement of Tue 7 Jul 2026, 18:05 was read by 113 people, by a look of Wed 8 Jul 2026, "
            "18:05, in place of 112.",
        ),
        (
            taken(1, read=112).with_columns(delivered=pl.lit(130, pl.UInt32)),
            typed(1, read=113, delivered=140),
            "Taken: the announcement of Tue 7 Jul 2026, 18:05 was read by 113 people and delivered to 140, by a look "
            "of Wed 8 Jul 2026, 18:05, in place of 112 and 130.",
        ),
    ],
)
def test_what_was_taken_is_said_and_what_it_replaced(looks: pl.DataFrame, look: reach_log.Look, sentence: str):
    added = reach_log.with_look(FAIR, looks, look)
    assert findings.taken(added) == [sentence]
    assert findings.remarks(added) == []


def test_of_a_look_that_was_not_taken_only_the_reason_is_said():
    added = reach_log.with_look(FAIR, NONE, typed(1))
    assert findings.taken(added) == []
    assert findings.remarks(added) == [
        "Nothing was taken: paste what Message info says, or type the number under Read by."
    ]


def test_fewer_deliveries_than_readers_and_a_late_look_are_remarked_in_words():
    added = reach_log.with_look(FAIR, NONE, typed(45.5, read=9, delivered=4))
    assert findings.remarks(added) == [
        "Delivered to is less than Read by: it is then taken for those it came to, beside those in Read by.",
        "This look is long after its announcement. If the date is a slip, correct it in the table below. It is 45 days "
        "later.",
    ]


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


def test_figures_stand_before_words_and_remarks_only_where_there_are_any():
    assert findings.columns(reach_log.entries(FAIR, taken(1)))[:3] == ["sent_at", "delivered", "read"]
    assert findings.columns(reach_log.entries(FAIR, taken(1)))[-1] == "begins"
    assert "remark" not in findings.columns(reach_log.entries(FAIR, taken(1)))
    assert findings.columns(reach_log.entries(FAIR, taken(-1)))[3] == "remark"


def test_no_sentence_claims_that_anybody_read_or_names_a_share():
    fixed = (findings.HOW, findings.RESETS, findings.CANNOT_KEEP, *findings.REMARKS.values())
    assert not [text for text in fixed if "%" in text or "did not read" in text]
