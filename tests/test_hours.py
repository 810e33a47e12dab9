from datetime import date, datetime, time
from typing import Any

import polars as pl
import pytest

from dashboard.bank_holidays import BankHolidays
from dashboard.metrics import hours
from dashboard.school import School, Term
from dashboard.selection import Period
from dashboard.written_times import written_times
from parsers import schema

SCHOOL = School(quiet_start=time(21), quiet_end=time(7))


def messages_of(*moments: datetime, chat: str = "Class 1A", kind: str = "text") -> pl.DataFrame:
    frame = pl.DataFrame({"sent_at": moments}, schema={"sent_at": pl.Datetime("ms")})
    return frame.with_columns(chat=pl.lit(chat), kind=pl.lit(kind)).pipe(schema.conform, schema.MESSAGES)


def span_of(first: datetime, last: datetime, chat: str = "Class 1A") -> pl.DataFrame:
    return pl.DataFrame({"chat": [chat], "first": [first], "last": [last]}).cast(
        {"first": pl.Datetime("ms"), "last": pl.Datetime("ms")}
    )


def head_counts_of(*steps: tuple[datetime, int | None], chat: str = "Class 1A") -> pl.DataFrame:
    rows = [(chat, since, members) for since, members in steps]
    return pl.DataFrame(
        rows, schema={"chat": pl.String, "since": pl.Datetime("ms"), "members": pl.UInt32}, orient="row"
    )


def nights_in(
    messages: pl.DataFrame,
    school: School,
    *,
    span: pl.DataFrame | None = None,
    period: Period | None = None,
    **more: Any,
) -> pl.DataFrame:
    """Of everything in MESSAGES; without a span, each chat is observed from its first record to its last."""
    records = messages.group_by("chat").agg(first=pl.col("sent_at").min(), last=pl.col("sent_at").max())
    found = hours.nights(written_times(messages), records if span is None else span, school, **more)
    return found if period is None else hours.starting_in(period, found)


def at_night(messages: pl.DataFrame, school: School) -> pl.DataFrame:
    return hours.at_night(written_times(messages).lazy(), school)


def week_of(messages: pl.DataFrame, school: School) -> pl.DataFrame:
    return hours.week(written_times(messages).lazy(), school)


WEEK = span_of(datetime(2025, 9, 1), datetime(2025, 9, 8))  # Monday to Monday


@pytest.mark.parametrize(
    ("sent_at", "night"),
    [
        (datetime(2025, 9, 3, 20, 59, 59), None),
        (datetime(2025, 9, 3, 21, 0), date(2025, 9, 3)),
        (datetime(2025, 9, 3, 23, 59), date(2025, 9, 3)),
        (datetime(2025, 9, 4, 0, 0), date(2025, 9, 3)),
        (datetime(2025, 9, 4, 6, 59, 59), date(2025, 9, 3)),
        (datetime(2025, 9, 4, 7, 0), None),
    ],
)
def test_a_night_across_midnight_has_its_start_not_its_end_and_belongs_to_its_evening(sent_at, night):
    counted = nights_in(messages_of(sent_at), SCHOOL, span=WEEK).filter(pl.col("messages") == 1)["night"].to_list()
    assert counted == ([night] if night else [])
    assert at_night(messages_of(sent_at), SCHOOL)["night_messages"].to_list() == [int(night is not None)]


@pytest.mark.parametrize(
    ("sent_at", "night"),
    [
        (datetime(2025, 9, 3, 0, 59), None),
        (datetime(2025, 9, 3, 1, 0), date(2025, 9, 3)),
        (datetime(2025, 9, 3, 5, 59), date(2025, 9, 3)),
        (datetime(2025, 9, 3, 6, 0), None),
        (datetime(2025, 9, 3, 23, 0), None),
    ],
)
def test_quiet_hours_may_lie_on_one_side_of_midnight(sent_at, night):
    school = School(quiet_start=time(1), quiet_end=time(6))
    counted = nights_in(messages_of(sent_at), school, span=WEEK).filter(pl.col("messages") == 1)["night"].to_list()
    assert counted == ([night] if night else [])


def test_quiet_hours_may_end_at_midnight():
    school = School(quiet_start=time(22), quiet_end=time(0))
    moments = [datetime(2025, 9, 3, 21, 59), datetime(2025, 9, 3, 22), datetime(2025, 9, 4)]
    assert at_night(messages_of(*moments), school).rows() == [("Class 1A", 3, 1, 1 / 3)]


def test_equal_ends_are_an_error():
    with pytest.raises(ValueError, match="same time"):
        nights_in(messages_of(), School(quiet_start=time(21), quiet_end=time(21)))


@pytest.mark.parametrize("kind", ["notice", "call"])
def test_notices_and_calls_disturb_nobody(kind):
    messages = messages_of(datetime(2025, 9, 3, 22), kind=kind)
    assert nights_in(messages, SCHOOL, span=WEEK)["messages"].sum() == 0
    assert at_night(messages, SCHOOL).is_empty()
    assert week_of(messages, SCHOOL)["messages"].sum() == 0


@pytest.mark.parametrize(
    ("first", "last", "observed"),
    [
        (datetime(2025, 9, 1, 21, 0), datetime(2025, 9, 2, 7, 0), [date(2025, 9, 1)]),
        (datetime(2025, 9, 1, 21, 1), datetime(2025, 9, 2, 7, 0), []),
        (datetime(2025, 9, 1, 21, 0), datetime(2025, 9, 2, 6, 59), []),
        (datetime(2025, 9, 1, 22, 0), datetime(2025, 9, 4, 3, 0), [date(2025, 9, 2)]),
    ],
)
def test_a_night_is_observed_if_the_whole_of_it_lies_between_the_first_and_the_last_record(first, last, observed):
    messages = pl.concat([messages_of(first), messages_of(last, kind="notice")])
    assert nights_in(messages, SCHOOL)["night"].to_list() == observed
    assert nights_in(messages_of(), SCHOOL, span=span_of(first, last))["night"].to_list() == observed


def test_each_chat_is_observed_by_itself_and_its_silent_nights_are_0():
    messages = pl.concat(
        [
            messages_of(datetime(2025, 9, 1, 12), datetime(2025, 9, 1, 22), datetime(2025, 9, 3, 12), chat="Class 1A"),
            messages_of(datetime(2025, 9, 2, 12), datetime(2025, 9, 3, 12), chat="Class 2B"),
        ]
    )
    assert nights_in(messages, SCHOOL).select("chat", "night", "messages").rows() == [
        ("Class 1A", date(2025, 9, 1), 1),
        ("Class 1A", date(2025, 9, 2), 0),
        ("Class 2B", date(2025, 9, 2), 0),
    ]


def test_a_period_keeps_the_nights_that_start_in_it_and_their_small_hours():
    messages = messages_of(datetime(2025, 9, 4, 1), datetime(2025, 9, 5, 1))
    period = Period("two days", date(2025, 9, 2), date(2025, 9, 3))
    kept = nights_in(messages, SCHOOL, span=WEEK, period=period)
    assert kept.select("night", "messages").rows() == [(date(2025, 9, 2), 0), (date(2025, 9, 3), 1)]


def test_a_nights_type_is_that_of_the_morning_after():
    school = School(
        terms=(
            Term("Autumn", date(2025, 9, 3), date(2025, 10, 24)),
            Term("Late autumn", date(2025, 11, 3), date(2025, 12, 19)),
        )
    )
    typed = nights_in(messages_of(), school, span=span_of(datetime(2025, 9, 1), datetime(2025, 11, 30)))
    types = dict(typed.select("night", "day_type").iter_rows())
    expected = {
        date(2025, 9, 1): "holiday",  # Tuesday the 2nd is before term
        date(2025, 9, 2): "school_night",  # Wednesday the 3rd is the first day
        date(2025, 9, 4): "school_night",
        date(2025, 9, 5): "weekend",  # Friday night
        date(2025, 9, 6): "weekend",
        date(2025, 9, 7): "school_night",  # Sunday night
        date(2025, 10, 23): "school_night",
        date(2025, 10, 24): "holiday",  # Saturday the 25th is in no term
        date(2025, 11, 1): "holiday",
        date(2025, 11, 2): "school_night",
    }
    assert {night: types[night] for night in expected} == expected


def test_the_morning_after_a_night_that_starts_after_midnight_is_the_same_day():
    school = School(quiet_start=time(0, 30), quiet_end=time(6))
    typed = nights_in(messages_of(), school, span=span_of(datetime(2025, 9, 5), datetime(2025, 9, 9)))
    assert typed["day_type"].to_list() == ["school_night", "weekend", "weekend", "school_night"]  # Friday to Monday


@pytest.mark.parametrize(("start", "end"), [(time(21), time(23)), (time(12), time(17))])
def test_the_morning_after_a_night_that_ends_before_midnight_is_the_next_day(start, end):
    school = School(quiet_start=start, quiet_end=end)
    typed = nights_in(messages_of(), school, span=span_of(datetime(2025, 9, 4), datetime(2025, 9, 7)))
    assert typed["day_type"].to_list() == ["school_night", "weekend", "weekend"]  # Thursday to Saturday


def test_without_terms_there_are_school_nights_and_weekends_alone():
    typed = nights_in(messages_of(), SCHOOL, span=span_of(datetime(2025, 8, 4), datetime(2025, 8, 11)))
    assert typed["day_type"].to_list() == ["school_night"] * 4 + ["weekend"] * 2


def test_far_from_every_known_term_nothing_is_a_holiday_for_lack_of_one():
    school = School(terms=(Term("Autumn", date(2025, 9, 3), date(2025, 12, 19)),))
    week = span_of(datetime(2025, 1, 13), datetime(2025, 1, 20))
    assert nights_in(messages_of(), school, span=week)["day_type"].to_list() == ["school_night"] * 4 + ["weekend"] * 2
    near = nights_in(messages_of(), school, span=week, longest_holiday_days=240)
    assert near["day_type"].unique().to_list() == ["holiday"]


def test_a_holiday_row_of_the_calendar_makes_holidays_and_a_term_row_none():
    calendar = pl.DataFrame(
        {
            "name": ["Half-term", "Term"],
            "days": ["holiday", "term"],
            "starts": [date(2025, 9, 3), date(2025, 9, 1)],
            "ends": [date(2025, 9, 4), date(2025, 9, 30)],
        }
    ).pipe(schema.conform, schema.CALENDAR)
    typed = nights_in(messages_of(), SCHOOL, span=WEEK, calendar=calendar)
    assert typed["day_type"].to_list()[:4] == ["school_night", "holiday", "holiday", "school_night"]


@pytest.mark.parametrize(
    ("school", "day_type"),
    [(School(bank_holidays=BankHolidays("GB")), "holiday"), (School(bank_holidays=None), "school_night")],
)
def test_the_eve_of_a_bank_holiday_is_a_holiday_if_the_school_counts_them(school, day_type):
    may_day_eve = span_of(datetime(2025, 5, 4, 12), datetime(2025, 5, 5, 12))
    assert nights_in(messages_of(), school, span=may_day_eve)["day_type"].to_list() == [day_type]


def test_new_years_eve_belongs_to_31_december_and_its_type_to_1_january():
    school = School(terms=(Term("Autumn", date(2025, 9, 1), date(2025, 12, 31)),))
    span = span_of(datetime(2025, 12, 30, 12), datetime(2026, 1, 1, 12))
    found = nights_in(messages_of(datetime(2026, 1, 1, 0, 5)), school, span=span)
    assert found.select("night", "morning", "day_type", "messages").rows() == [
        (date(2025, 12, 30), date(2025, 12, 31), "school_night", 0),
        (date(2025, 12, 31), date(2026, 1, 1), "holiday", 1),
    ]


def test_half_past_one_twice_in_october_counts_twice_in_one_night():
    clocks_go_back = messages_of(datetime(2025, 10, 26, 1, 30), datetime(2025, 10, 26, 1, 30))
    found = nights_in(clocks_go_back, SCHOOL, span=span_of(datetime(2025, 10, 25, 12), datetime(2025, 10, 26, 12)))
    assert found.select("night", "messages").rows() == [(date(2025, 10, 25), 2)]


@pytest.mark.parametrize(
    ("sent_at", "counted"),
    [
        (datetime(2025, 9, 3, 21, 29, 59), 0),
        (datetime(2025, 9, 3, 21, 30), 1),
        (datetime(2025, 9, 4, 6, 29, 59), 1),
        (datetime(2025, 9, 4, 6, 30), 0),
    ],
)
def test_quiet_hours_may_begin_and_end_at_half_past(sent_at, counted):
    school = School(quiet_start=time(21, 30), quiet_end=time(6, 30))
    night = nights_in(messages_of(sent_at), school, span=WEEK).filter(pl.col("night") == date(2025, 9, 3))
    assert night["messages"].to_list() == [counted]
    assert at_night(messages_of(sent_at), school)["night_messages"].to_list() == [counted]


def test_each_message_buzzes_the_phones_of_those_present_then_but_the_senders():
    messages = messages_of(datetime(2025, 9, 2, 22), datetime(2025, 9, 2, 23), datetime(2025, 9, 3, 1))
    steps = head_counts_of((datetime(2025, 9, 1), 10), (datetime(2025, 9, 2, 23), 12), (datetime(2025, 9, 3, 2), 30))
    night = nights_in(messages, SCHOOL, span=WEEK, head_counts=steps).row(1, named=True)
    assert (night["messages"], night["buzzes"], night["members"]) == (3, 9 + 11 + 11, 10)


def test_head_counts_of_one_chat_say_nothing_of_another():
    steps = head_counts_of((datetime(2025, 9, 1), 10), chat="Class 2B")
    found = nights_in(messages_of(datetime(2025, 9, 2, 22)), SCHOOL, span=WEEK, head_counts=steps)
    assert found.select("buzzes", "members").row(1) == (None, None)


def test_buzzes_are_unknown_if_the_members_at_one_message_are():
    messages = messages_of(datetime(2025, 9, 2, 22), datetime(2025, 9, 3, 1), datetime(2025, 9, 3, 22))
    steps = head_counts_of((datetime(2025, 9, 3), 10), (datetime(2025, 9, 3, 22), None))
    found = nights_in(messages, SCHOOL, span=WEEK, head_counts=steps)
    assert found.select("messages", "buzzes", "members").rows()[:4] == [
        (0, 0, None),
        (2, None, None),
        (1, None, 10),
        (0, 0, None),
    ]


def test_a_group_said_to_be_empty_buzzes_nobody():
    found = nights_in(
        messages_of(datetime(2025, 9, 2, 22)), SCHOOL, span=WEEK, head_counts=head_counts_of((datetime(2025, 9, 1), 0))
    )
    assert found["buzzes"][1] == 0


def test_members_who_come_or_go_in_a_night_change_the_buzzes_of_later_messages_alone():
    messages = pl.concat(
        [
            messages_of(datetime(2025, 9, 2, 21), datetime(2025, 9, 3, 6, 59), datetime(2025, 9, 3, 22)),
            messages_of(datetime(2025, 9, 2, 23), chat="Class 2B"),
        ]
    )
    steps = pl.concat(
        [
            head_counts_of((datetime(2025, 9, 1), 10), (datetime(2025, 9, 3, 6, 59), 5)),
            head_counts_of((datetime(2025, 9, 1), 21), chat="Class 2B"),
        ]
    )
    span = pl.concat([WEEK, WEEK.with_columns(chat=pl.lit("Class 2B"))])
    found = nights_in(messages, SCHOOL, span=span, head_counts=steps).filter(pl.col("messages") > 0)
    assert found.select("chat", "night", "messages", "buzzes", "members").rows() == [
        ("Class 1A", date(2025, 9, 2), 2, 9 + 4, 10),
        ("Class 1A", date(2025, 9, 3), 1, 4, 5),
        ("Class 2B", date(2025, 9, 2), 1, 20, 21),
    ]


def test_a_week_has_all_its_168_hours():
    moments = datetime(2025, 9, 1, 0, 0), datetime(2025, 9, 8, 0, 59), datetime(2025, 9, 7, 23, 59)
    week = week_of(messages_of(*moments, datetime(2025, 9, 3, 15, 30)), SCHOOL)
    assert week.select("weekday", "hour").rows() == [(weekday, hour) for weekday in range(1, 8) for hour in range(24)]
    assert week.filter(pl.col("messages") > 0).select("weekday", "hour", "messages").rows() == [
        (1, 0, 2),
        (3, 15, 1),
        (7, 23, 1),
    ]


def test_the_hours_of_a_week_that_begin_inside_quiet_hours_are_marked():
    week = week_of(messages_of(datetime(2025, 9, 1)), School(quiet_start=time(21, 30), quiet_end=time(6, 30)))
    quiet = week.filter((pl.col("weekday") == 3) & pl.col("quiet"))["hour"].to_list()
    assert quiet == [0, 1, 2, 3, 4, 5, 6, 22, 23]


def test_what_is_written_in_a_period_is_of_its_own_days():
    moments = [datetime(2025, 9, 1, 23, 59), datetime(2025, 9, 2), datetime(2025, 9, 3, 23, 59), datetime(2025, 9, 4)]
    period = Period("two days", date(2025, 9, 2), date(2025, 9, 3))
    assert hours.written_in(period, written_times(messages_of(*moments))).collect()["sent_at"].to_list() == moments[1:3]


def test_the_order_of_messages_changes_nothing():
    moments = [datetime(2025, 9, day, hour) for day in range(1, 8) for hour in (1, 8, 22)]
    steps = head_counts_of((datetime(2025, 9, 4), 20), (datetime(2025, 9, 1), 10))
    forwards, backwards = messages_of(*moments), messages_of(*moments[::-1])
    assert nights_in(forwards, SCHOOL, head_counts=steps).equals(
        nights_in(backwards, SCHOOL, head_counts=steps.reverse())
    )


def test_nothing_loaded_gives_empty_frames_of_the_same_columns():
    nothing = schema.empty(schema.MESSAGES)
    found = nights_in(nothing, SCHOOL, head_counts=head_counts_of())
    assert found.schema == hours.NIGHTS
    assert found.is_empty()
    assert week_of(nothing, SCHOOL)["messages"].to_list() == [0] * 168
    assert at_night(nothing, SCHOOL).is_empty()
