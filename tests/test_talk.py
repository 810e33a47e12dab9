from datetime import date, datetime

import polars as pl
import pytest

from dashboard.daily import daily
from dashboard.metrics import talk
from dashboard.metrics.talk import EVERYBODY, Counting
from dashboard.selection import Period, Selection
from parsers import schema

AUTUMN = Selection(Period("Autumn 2025", date(2025, 9, 1), date(2025, 12, 19)), ("1A", "2B"))


def roster_of(*rows: dict) -> pl.DataFrame:
    filled = [{"class": "1A", "standing": "current", "role": "guardian"} | row for row in rows]
    return pl.DataFrame(filled, infer_schema_length=None).pipe(schema.conform, schema.ROSTER)


def links_of(*rows: tuple[str, str, str | None, str | None]) -> pl.DataFrame:
    """chat, sender, class, family; the guardian is the sender."""
    frame = pl.DataFrame(rows, schema=["chat", "sender", "class", "family"], orient="row", infer_schema_length=None)
    return frame.with_columns(guardian="sender", how=pl.lit("alias")).pipe(schema.conform, schema.LINKS)


def messages_of(
    *rows: tuple[str, str | None], kind: str = "text", sent_at: datetime = datetime(2025, 10, 1)
) -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema={"chat": pl.String, "sender": pl.String}, orient="row")
    return frame.with_columns(kind=pl.lit(kind), sent_at=pl.lit(sent_at)).pipe(schema.conform, schema.MESSAGES)


def said(messages, links, roster, counting: Counting = EVERYBODY) -> pl.DataFrame:
    """class, family, messages of what these people said."""
    spoken = talk.talk(daily(messages), AUTUMN, counting)
    on_roll = talk.families_on_roll(roster, AUTUMN, staff=counting.staff)
    return talk.family_messages(talk.family_weeks(spoken, talk.speaking(links, roster, on_roll, counting)), on_roll)


def strangers(messages, counting: Counting = EVERYBODY) -> pl.DataFrame:
    return talk.unlinked(talk.talk(daily(messages), AUTUMN, counting), LINKS, AUTUMN)


ROSTER = roster_of(
    {"family": "Alder", "child": "Leo", "guardian": "Ana Alder"},
    {"family": "Alder", "child": "Leo", "guardian": "Ben Alder"},
    {"family": "Birch", "guardian": "Cleo Birch", "role": "class_rep"},
    {"family": "Cedar"},
    {"family": "Alder", "child": "Mia", "class": "2B"},
    {"family": "Dogwood", "class": "2B"},
    {"family": "staff: Ms Elm", "guardian": "Ms Elm", "role": "staff"},
)
LINKS = links_of(
    ("Class 1A", "Ana Alder", "1A", "Alder"),
    ("Class 1A", "Ben Alder", "1A", "Alder"),
    ("Class 1A", "Cleo Birch", "1A", "Birch"),
    ("Class 1A", "Dan Dogwood", "1A", "Dogwood"),
    ("Class 1A", "Ms Elm", "1A", "staff: Ms Elm"),
    ("Class 1A", "Zed", "1A", None),
    ("Class 1A", "The PA", "1A", None),
    ("News", "Ana Alder", None, "Alder"),
)


def test_on_roll_is_each_family_once_without_staff():
    assert talk.families_on_roll(ROSTER, AUTUMN).rows() == [
        ("1A", "Alder"),
        ("1A", "Birch"),
        ("1A", "Cedar"),
        ("2B", "Alder"),
        ("2B", "Dogwood"),
    ]


def test_on_roll_is_who_was_in_the_class_on_some_day_of_the_period():
    roster = roster_of(
        {"family": "left the day before", "ends": date(2025, 8, 31)},
        {"family": "left on the first day", "ends": date(2025, 9, 1)},
        {"family": "came on the last day", "starts": date(2025, 12, 19)},
        {"family": "came the day after", "starts": date(2025, 12, 20)},
        {"family": "opted out", "standing": "opted_out"},
        {"family": "another class's", "class": "3C"},
    )
    on_roll = talk.families_on_roll(roster, AUTUMN)["family"].to_list()
    assert on_roll == ["came on the last day", "left on the first day", "opted out"]


def test_a_familys_messages_are_those_of_all_its_guardians_in_its_classs_group():
    messages = messages_of(
        ("Class 1A", "Ana Alder"),
        ("Class 1A", "Ben Alder"),
        ("Class 1A", "Ana Alder"),
        ("Class 1A", "Cleo Birch"),
        ("News", "Ana Alder"),
    )
    assert said(messages, LINKS, ROSTER).rows() == [
        ("1A", "Alder", 3),
        ("1A", "Birch", 1),
        ("1A", "Cedar", 0),
        ("2B", "Alder", 0),
        ("2B", "Dogwood", 0),
    ]


@pytest.mark.parametrize(
    ("kind", "counted"), [("text", 1), ("media", 1), ("poll", 1), ("deleted", 1), ("notice", 0), ("call", 0)]
)
def test_everything_a_person_sent_is_a_message_but_neither_notice_nor_call(kind, counted):
    messages = messages_of(("Class 1A", "Ana Alder"), kind=kind)
    assert said(messages, LINKS, ROSTER)["messages"].sum() == counted


def test_messages_outside_the_period_do_not_count():
    messages = messages_of(("Class 1A", "Ana Alder"), ("Class 1A", "Zed"), sent_at=datetime(2025, 12, 20))
    assert said(messages, LINKS, ROSTER)["messages"].sum() == 0
    assert strangers(messages).rows() == []


def test_a_reps_posts_are_left_out_on_request_and_the_reps_family_stays_on_roll():
    messages = messages_of(("Class 1A", "Cleo Birch"), ("Class 1A", "Ana Alder"))
    counted = said(messages, LINKS, ROSTER, Counting(reps=False))
    assert counted.rows()[:2] == [("1A", "Alder", 1), ("1A", "Birch", 0)]


def test_the_other_guardian_of_a_reps_family_still_counts():
    roster = roster_of(
        {"family": "Birch", "guardian": "Cleo Birch", "role": "class_rep"}, {"family": "Birch", "guardian": "Dov Birch"}
    )
    links = links_of(("Class 1A", "Dov Birch", "1A", "Birch"))
    counted = said(messages_of(("Class 1A", "Dov Birch")), links, roster, Counting(reps=False))
    assert counted.rows() == [("1A", "Birch", 1)]


def test_only_senders_linked_to_nobody_are_unlinked():
    messages = messages_of(
        ("Class 1A", "Zed"),
        ("Class 1A", "Zed"),
        ("Class 1A", "Nobody linked this one"),
        ("Class 1A", "Ana Alder"),
        ("Class 1A", "Dan Dogwood"),
        ("Class 1A", "Ms Elm"),
        ("Class 1A", "The PA"),
        ("News", "Zed"),
    )
    assert strangers(messages, Counting(("The PA",))).rows() == [("1A", 2, 3)]


def test_a_guardian_of_another_class_staff_and_the_pa_are_neither_families_nor_unlinked():
    messages = messages_of(("Class 1A", "Dan Dogwood"), ("Class 1A", "Ms Elm"), ("Class 1A", "The PA"))
    assert said(messages, LINKS, ROSTER)["messages"].sum() == 0
    assert strangers(messages, Counting(("The PA",))).rows() == [("1A", 0, 0)]


def test_a_pa_posters_messages_do_not_count_for_a_family():
    messages = messages_of(("Class 1A", "Ana Alder"), ("Class 1A", "Ben Alder"))
    counted = said(messages, LINKS, ROSTER, Counting(("Ana Alder",)))
    assert counted.row(0) == ("1A", "Alder", 1)


def test_a_member_of_staff_counts_as_one_family_more_on_request():
    messages = messages_of(("Class 1A", "Ms Elm"), ("Class 1A", "Ana Alder"))
    with_staff = said(messages, LINKS, ROSTER, Counting(staff=True)).filter(pl.col("class") == "1A")
    assert with_staff.rows() == [
        ("1A", "Alder", 1),
        ("1A", "Birch", 0),
        ("1A", "Cedar", 0),
        ("1A", "staff: Ms Elm", 1),
    ]


def test_what_a_person_said_stands_in_the_week_of_its_monday():
    days = (datetime(2025, 9, 7, 23, 59), datetime(2025, 9, 8), datetime(2025, 9, 14, 23, 59))
    messages = pl.concat([messages_of(("Class 1A", "Ana Alder"), sent_at=day) for day in days])
    assert talk.talk(daily(messages), AUTUMN).sort("week").select("week", "messages").rows() == [
        (date(2025, 9, 1), 1),
        (date(2025, 9, 8), 2),
    ]


CLASSES = pl.DataFrame({"class": ["1A", "2B"], "chat": ["Class 1A", None]}).pipe(schema.conform, schema.CLASSES)


def spans_of(*rows: tuple[str, date, date]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"chat": pl.String, "first": pl.Date, "last": pl.Date}, orient="row")


@pytest.mark.parametrize(
    ("first", "last", "seen"),
    [
        (date(2025, 8, 1), date(2025, 9, 1), [("1A", date(2025, 9, 1), date(2025, 9, 1), 1)]),
        (date(2025, 8, 1), date(2025, 8, 31), []),
        (date(2025, 12, 19), date(2026, 1, 1), [("1A", date(2025, 12, 19), date(2025, 12, 19), 1)]),
        (date(2025, 12, 20), date(2026, 1, 1), []),
        (date(2025, 8, 1), date(2026, 1, 1), [("1A", date(2025, 9, 1), date(2025, 12, 19), 16)]),
        (date(2025, 9, 14), date(2025, 9, 15), [("1A", date(2025, 9, 14), date(2025, 9, 15), 2)]),
    ],
)
def test_of_a_class_is_seen_what_its_records_show_of_the_period(first, last, seen):
    assert talk.seen(spans_of(("Class 1A", first, last)), CLASSES, AUTUMN).drop("throughout").rows() == seen


@pytest.mark.parametrize(
    ("first", "last", "throughout"),
    [
        (date(2025, 9, 11), date(2026, 1, 1), True),  # 100 of 110 days
        (date(2025, 9, 13), date(2026, 1, 1), False),  # 98 of 110
        (date(2025, 8, 1), date(2025, 11, 21), True),  # silent for four weeks
        (date(2025, 8, 1), date(2025, 11, 20), False),
    ],
)
def test_throughout_lacks_a_tenth_of_the_periods_days_or_four_weeks_at_its_end(first, last, throughout):
    spans = spans_of(("Class 1A", first, last), ("Another", date(2025, 8, 1), date(2026, 1, 1)))
    assert talk.seen(spans, CLASSES, AUTUMN)["throughout"].to_list() == [throughout]


def test_of_a_period_that_is_not_over_throughout_is_as_far_as_any_group_goes():
    spans = spans_of(
        ("Class 1A", date(2025, 8, 1), date(2025, 10, 1)), ("Another", date(2025, 8, 1), date(2025, 10, 2))
    )
    assert talk.seen(spans, CLASSES, AUTUMN)["throughout"].to_list() == [True]


def test_weeks_begin_on_monday_and_silent_ones_between_stay():
    messages = pl.concat(
        [
            messages_of(("Class 1A", "Ana Alder"), ("Class 1A", "Ben Alder"), sent_at=datetime(2025, 9, 7, 23, 59)),
            messages_of(("Class 1A", "Cleo Birch"), ("Class 1A", "Dan Dogwood"), sent_at=datetime(2025, 9, 15)),
            messages_of(("Class 1A", "Ana Alder"), sent_at=datetime(2025, 12, 20)),
        ]
    )
    speaking = talk.speaking(LINKS, ROSTER, talk.families_on_roll(ROSTER, AUTUMN))
    heard = talk.family_weeks(talk.talk(daily(messages), AUTUMN), speaking)
    seen = talk.seen(spans_of(("Class 1A", date(2025, 9, 7), date(2025, 9, 22))), CLASSES, AUTUMN)
    assert talk.weekly(heard, seen).rows() == [
        ("1A", date(2025, 9, 1), 1, 2),
        ("1A", date(2025, 9, 8), 0, 0),
        ("1A", date(2025, 9, 15), 1, 1),
        ("1A", date(2025, 9, 22), 0, 0),
    ]


def test_an_empty_school_gives_empty_frames_of_the_same_columns():
    nothing = [schema.empty(frame) for frame in (schema.MESSAGES, schema.LINKS, schema.ROSTER)]
    nobody = Selection(AUTUMN.period, ())
    spoken = talk.talk(daily(nothing[0]), nobody)
    on_roll = talk.families_on_roll(nothing[2], nobody)
    weeks = talk.family_weeks(spoken, talk.speaking(*nothing[1:], on_roll))
    counts = talk.family_messages(weeks, on_roll)
    seen = talk.seen(spans_of(), schema.empty(schema.CLASSES), nobody)
    assert counts.schema == {"class": pl.String, "family": pl.String, "messages": pl.UInt32}
    assert talk.unlinked(spoken, nothing[1], nobody).columns == ["class", "senders", "messages"]
    assert seen.columns == ["class", "since", "until", "weeks", "throughout"]
    assert talk.weekly(weeks, seen).columns == ["class", "week", "families_heard", "messages"]
