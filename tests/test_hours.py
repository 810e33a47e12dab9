from datetime import date, datetime, time

import polars as pl
import pytest

from dashboard.metrics import hours
from dashboard.metrics.statistics import wilson
from dashboard.school import School, Term
from dashboard.selection import Period
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


def nights_of(*rows: tuple, chat: str | None = "Class 1A") -> pl.DataFrame:
    """messages, buzzes, members of one school night each."""
    return pl.DataFrame(
        [(chat, date(2025, 9, 1), "school_night", *row) for row in rows],
        schema=hours.nights(schema.empty(schema.MESSAGES), SCHOOL).schema,
        orient="row",
    )


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
    counted = hours.nights(messages_of(sent_at), SCHOOL, span=WEEK).filter(pl.col("messages") == 1)["night"].to_list()
    assert counted == ([night] if night else [])
    assert hours.at_night(messages_of(sent_at), SCHOOL)["night_messages"].to_list() == [int(night is not None)]


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
    counted = hours.nights(messages_of(sent_at), school, span=WEEK).filter(pl.col("messages") == 1)["night"].to_list()
    assert counted == ([night] if night else [])


def test_quiet_hours_may_end_at_midnight():
    school = School(quiet_start=time(22), quiet_end=time(0))
    moments = [datetime(2025, 9, 3, 21, 59), datetime(2025, 9, 3, 22), datetime(2025, 9, 4)]
    assert hours.at_night(messages_of(*moments), school).rows() == [("Class 1A", 3, 1, 1 / 3)]


def test_equal_ends_are_an_error():
    with pytest.raises(ValueError, match="same time"):
        hours.nights(messages_of(), School(quiet_start=time(21), quiet_end=time(21)))


@pytest.mark.parametrize("kind", ["notice", "call"])
def test_notices_and_calls_disturb_nobody(kind):
    messages = messages_of(datetime(2025, 9, 3, 22), kind=kind)
    assert hours.nights(messages, SCHOOL, span=WEEK)["messages"].sum() == 0
    assert hours.at_night(messages, SCHOOL).rows() == [("Class 1A", 0, 0, None)]
    assert hours.week(messages, SCHOOL)["messages"].sum() == 0


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
    assert hours.nights(messages, SCHOOL)["night"].to_list() == observed
    assert hours.nights(messages_of(), SCHOOL, span=span_of(first, last))["night"].to_list() == observed


def test_each_chat_is_observed_by_itself_and_its_silent_nights_are_0():
    messages = pl.concat(
        [
            messages_of(datetime(2025, 9, 1, 12), datetime(2025, 9, 1, 22), datetime(2025, 9, 3, 12), chat="Class 1A"),
            messages_of(datetime(2025, 9, 2, 12), datetime(2025, 9, 3, 12), chat="Class 2B"),
        ]
    )
    assert hours.nights(messages, SCHOOL).select("chat", "night", "messages").rows() == [
        ("Class 1A", date(2025, 9, 1), 1),
        ("Class 1A", date(2025, 9, 2), 0),
        ("Class 2B", date(2025, 9, 2), 0),
    ]


def test_a_period_keeps_the_nights_that_start_in_it_and_their_small_hours():
    messages = messages_of(datetime(2025, 9, 4, 1), datetime(2025, 9, 5, 1))
    period = Period("two days", date(2025, 9, 2), date(2025, 9, 3))
    kept = hours.nights(messages, SCHOOL, span=WEEK, period=period)
    assert kept.select("night", "messages").rows() == [(date(2025, 9, 2), 0), (date(2025, 9, 3), 1)]


def test_a_nights_type_is_that_of_the_morning_after():
    school = School(
        terms=(
            Term("Autumn", date(2025, 9, 3), date(2025, 10, 24)),
            Term("Late autumn", date(2025, 11, 3), date(2025, 12, 19)),
        )
    )
    typed = hours.nights(messages_of(), school, span=span_of(datetime(2025, 9, 1), datetime(2025, 11, 30)))
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
    typed = hours.nights(messages_of(), school, span=span_of(datetime(2025, 9, 5), datetime(2025, 9, 9)))
    assert typed["day_type"].to_list() == ["school_night", "weekend", "weekend", "school_night"]  # Friday to Monday


def test_the_morning_after_a_night_that_ends_before_midnight_is_the_next_day():
    school = School(quiet_start=time(21), quiet_end=time(23))
    typed = hours.nights(messages_of(), school, span=span_of(datetime(2025, 9, 4), datetime(2025, 9, 7)))
    assert typed["day_type"].to_list() == ["school_night", "weekend", "weekend"]  # Thursday to Saturday


def test_without_terms_there_are_school_nights_and_weekends_alone():
    typed = hours.nights(messages_of(), SCHOOL, span=span_of(datetime(2025, 8, 4), datetime(2025, 8, 11)))
    assert typed["day_type"].to_list() == ["school_night"] * 4 + ["weekend"] * 2


def test_far_from_every_known_term_nothing_is_a_holiday_for_lack_of_one():
    school = School(terms=(Term("Autumn", date(2025, 9, 3), date(2025, 12, 19)),))
    week = span_of(datetime(2025, 1, 13), datetime(2025, 1, 20))
    assert (
        hours.nights(messages_of(), school, span=week)["day_type"].to_list() == ["school_night"] * 4 + ["weekend"] * 2
    )
    near = hours.nights(messages_of(), school, span=week, longest_holiday_days=240)
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
    typed = hours.nights(messages_of(), SCHOOL, span=WEEK, calendar=calendar)
    assert typed["day_type"].to_list()[:4] == ["school_night", "holiday", "holiday", "school_night"]


@pytest.mark.parametrize(
    ("region", "asked", "day_type"),
    [
        ("GB", True, "holiday"),
        ("GB", False, "school_night"),
        ("FR", True, "school_night"),
        ("??", True, "school_night"),
    ],
)
def test_the_eve_of_a_bank_holiday_of_the_region_is_a_holiday(region, asked, day_type):
    may_day_eve = span_of(datetime(2025, 5, 4, 12), datetime(2025, 5, 5, 12))
    school = School(region=region)
    assert hours.nights(messages_of(), school, span=may_day_eve, bank_holidays=asked)["day_type"].to_list() == [
        day_type
    ]


def test_new_years_day_is_a_bank_holiday_of_the_year_after_the_night():
    new_year = span_of(datetime(2025, 12, 31, 12), datetime(2026, 1, 1, 12))
    assert hours.nights(messages_of(), SCHOOL, span=new_year)["day_type"].to_list() == ["holiday"]


def test_each_message_buzzes_the_phones_of_those_present_then_but_the_senders():
    messages = messages_of(datetime(2025, 9, 2, 22), datetime(2025, 9, 2, 23), datetime(2025, 9, 3, 1))
    steps = head_counts_of((datetime(2025, 9, 1), 10), (datetime(2025, 9, 2, 23), 12), (datetime(2025, 9, 3, 2), 30))
    night = hours.nights(messages, SCHOOL, span=WEEK, head_counts=steps).row(1, named=True)
    assert (night["messages"], night["buzzes"], night["members"]) == (3, 9 + 11 + 11, 10)


def test_head_counts_of_one_chat_say_nothing_of_another():
    steps = head_counts_of((datetime(2025, 9, 1), 10), chat="Class 2B")
    nights = hours.nights(messages_of(datetime(2025, 9, 2, 22)), SCHOOL, span=WEEK, head_counts=steps)
    assert nights.select("buzzes", "members").row(1) == (None, None)


def test_buzzes_are_unknown_if_the_members_at_one_message_are():
    messages = messages_of(datetime(2025, 9, 2, 22), datetime(2025, 9, 3, 1), datetime(2025, 9, 3, 22))
    steps = head_counts_of((datetime(2025, 9, 3), 10), (datetime(2025, 9, 3, 22), None))
    nights = hours.nights(messages, SCHOOL, span=WEEK, head_counts=steps)
    assert nights.select("messages", "buzzes", "members").rows()[:4] == [
        (0, 0, None),
        (2, None, None),
        (1, None, 10),
        (0, 0, None),
    ]


def test_a_group_said_to_be_empty_buzzes_nobody():
    nights = hours.nights(
        messages_of(datetime(2025, 9, 2, 22)), SCHOOL, span=WEEK, head_counts=head_counts_of((datetime(2025, 9, 1), 0))
    )
    assert nights["buzzes"][1] == 0


def test_disturbance_by_hand():
    row = hours.disturbance(nights_of((3, 27, 10), (0, 0, 10), (1, 11, 12), (0, 0, 12))).row(0, named=True)
    low, high = wilson(2, 4)
    assert row == {
        "chat": "Class 1A",
        "nights": 4,
        "disturbed": 2,
        "share": 0.5,
        "low": low,
        "high": high,
        "messages": 4,
        "buzzes": 38,
        "buzzes_a_member_night": pytest.approx(38 / 44),
        "known_nights": 4,
    }


@pytest.mark.parametrize(
    ("nights", "buzzes", "a_member_night", "known"),
    [
        ([(1, 9, 10), (1, None, 10)], None, None, 1),
        ([(1, 9, 10), (0, 0, None)], 9, None, 1),
        ([(1, 9, 10), (1, None, None)], None, None, 1),
        ([(0, 0, 10), (0, 0, 10)], 0, 0, 2),
        ([(1, 0, 0)], 0, None, 1),
    ],
)
def test_buzzes_a_member_night_are_null_unless_known_of_every_night(nights, buzzes, a_member_night, known):
    row = hours.disturbance(nights_of(*nights)).row(0, named=True)
    assert (row["buzzes"], row["buzzes_a_member_night"], row["known_nights"]) == (buzzes, a_member_night, known)


def test_pooled_nights_give_one_row_over_all_chats():
    nights = pl.concat([nights_of((1, 9, 10), (0, 0, 10)), nights_of((2, 8, 5), chat="Class 2B")])
    assert hours.disturbance(nights)["chat"].to_list() == ["Class 1A", "Class 2B"]
    row = hours.disturbance(hours.pooled(nights)).row(0, named=True)
    assert (row["chat"], row["nights"], row["disturbed"], row["messages"]) == (None, 3, 2, 3)
    assert row["buzzes_a_member_night"] == pytest.approx(17 / 25)


def test_school_nights_weekends_and_holidays_are_kept_apart():
    messages = messages_of(datetime(2025, 9, 5, 22), datetime(2025, 9, 7, 22))
    nights = hours.nights(messages, SCHOOL, span=span_of(datetime(2025, 9, 1), datetime(2025, 9, 8, 12)))
    by_type = hours.disturbance_by_day_type(nights).select("chat", "day_type", "nights", "disturbed")
    assert by_type.rows() == [("Class 1A", "school_night", 5, 1), ("Class 1A", "weekend", 2, 1)]


def test_a_week_has_all_168_hours_of_every_chat():
    messages = pl.concat(
        [
            messages_of(datetime(2025, 9, 1, 0, 0), datetime(2025, 9, 8, 0, 59), datetime(2025, 9, 7, 23, 59)),
            messages_of(datetime(2025, 9, 7), chat="Class 2B", kind="notice"),
        ]
    )
    week = hours.week(messages, SCHOOL)
    assert week.group_by("chat", maintain_order=True).len().rows() == [("Class 1A", 168), ("Class 2B", 168)]
    assert week.filter(pl.col("messages") > 0).select("chat", "weekday", "hour", "messages").rows() == [
        ("Class 1A", 1, 0, 2),
        ("Class 1A", 7, 23, 1),
    ]


def test_the_hours_of_a_week_that_begin_inside_quiet_hours_are_marked():
    week = hours.week(messages_of(datetime(2025, 9, 1)), School(quiet_start=time(21, 30), quiet_end=time(6, 30)))
    quiet = week.filter((pl.col("weekday") == 3) & pl.col("quiet"))["hour"].to_list()
    assert quiet == [0, 1, 2, 3, 4, 5, 6, 22, 23]


def test_messages_pooled_by_a_null_chat_are_counted_like_those_of_one_chat():
    messages = messages_of(datetime(2025, 9, 1, 12), datetime(2025, 9, 1, 22)).with_columns(
        chat=pl.lit(None, pl.String)
    )
    assert hours.at_night(messages, SCHOOL).rows() == [(None, 2, 1, 0.5)]
    assert hours.week(messages, SCHOOL)["messages"].sum() == 2


def test_the_order_of_messages_changes_nothing():
    moments = [datetime(2025, 9, day, hour) for day in range(1, 8) for hour in (1, 8, 22)]
    steps = head_counts_of((datetime(2025, 9, 4), 20), (datetime(2025, 9, 1), 10))
    forwards, backwards = messages_of(*moments), messages_of(*moments[::-1])
    assert hours.nights(forwards, SCHOOL, head_counts=steps).equals(
        hours.nights(backwards, SCHOOL, head_counts=steps.reverse())
    )


def test_nothing_loaded_gives_empty_frames_of_the_same_columns():
    nothing = schema.empty(schema.MESSAGES)
    nights = hours.nights(nothing, SCHOOL, head_counts=head_counts_of())
    assert nights.columns == ["chat", "night", "day_type", "messages", "buzzes", "members"]
    assert nights.is_empty()
    assert hours.disturbance(nights).schema == hours.disturbance(nights_of((1, 1, 1))).schema
    assert hours.disturbance(hours.pooled(nights)).is_empty()
    assert hours.week(nothing, SCHOOL).is_empty()
    assert hours.at_night(nothing, SCHOOL).is_empty()
