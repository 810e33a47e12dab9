"""Two weeks of the sample school's groups, moved by some hours."""

from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.clock import hourly
from dashboard.metrics.clock_shifts import shifts
from parsers import read_chat

SAMPLE = Path(__file__).parent.parent / "sample_exports"
SINCE, UNTIL = date(2025, 9, 15), date(2025, 9, 28)  # 133 messages


@cache
def sample(group: str) -> pl.DataFrame:
    file = f"WhatsApp Chat with {group}.txt"
    return read_chat((SAMPLE / file).read_bytes(), file).messages


def moved(messages: pl.DataFrame, hours: int, since: date = SINCE, until: date = UNTIL) -> pl.DataFrame:
    inside = pl.col("sent_at").dt.date().is_between(since, until)
    later = pl.col("sent_at") + timedelta(hours=hours)
    return messages.with_columns(sent_at=pl.when(inside).then(later).otherwise("sent_at"))


@pytest.mark.parametrize("group", ["Class 1A", "Class 1B", "Class 2B", "Class 4A"])
def test_in_a_group_whose_clock_is_right_nothing_looks_shifted(group):
    assert shifts(hourly(sample(group))).is_empty()


@pytest.mark.parametrize("hours", [-11, -8, -6, 6, 8, 12])
def test_two_weeks_that_were_moved_are_found(hours):
    ((chat, since, until, found, _),) = shifts(hourly(moved(sample("Class 1A"), hours))).rows()
    assert chat == "Class 1A"
    assert abs(since - SINCE) <= timedelta(days=4)
    assert abs(until - UNTIL) <= timedelta(days=4)
    assert (found - hours) % 24 in (23, 0, 1)


@pytest.mark.parametrize("hours", [-1, 1])
def test_an_hour_is_what_habits_move_by(hours):
    assert shifts(hourly(moved(sample("Class 1A"), hours))).is_empty()


def test_of_two_hours_it_is_never_said_that_they_are_two():
    found = shifts(hourly(moved(sample("Class 1A"), -2, date(2026, 3, 16), date(2026, 3, 29))))
    assert found["hours"].to_list() == [-3]


def test_two_stretches_are_two_rows_in_order_of_their_dates():
    before = date(2024, 10, 14), date(2024, 10, 27)
    both = moved(moved(sample("Class 1A"), 8), -8, *before)
    found = shifts(hourly(both))
    assert [(row["hours"] > 0, row["since"].year) for row in found.rows(named=True)] == [(False, 2024), (True, 2025)]


def test_the_messages_of_a_stretch_are_counted():
    shifted = moved(sample("Class 1A"), 8)
    ((_, since, until, _, messages),) = shifts(hourly(shifted)).rows()
    written = shifted.filter(~pl.col("kind").is_in(["notice", "call"]))
    assert messages == written.filter(pl.col("sent_at").dt.date().is_between(since, until)).height


def test_one_odd_day_is_no_stretch():
    night = pl.datetime_range(datetime(2026, 5, 9), datetime(2026, 5, 9, 6, 59), "1m", time_unit="ms", eager=True)
    usual = sample("Class 1A").select("chat", "kind", "sent_at")
    trip = (
        usual.head(1)
        .select("chat", kind=pl.lit("text", usual.schema["kind"]))
        .join(night.to_frame("sent_at"), how="cross")
    )
    assert shifts(hourly(pl.concat([usual, trip]))).is_empty()


def test_of_a_group_with_the_same_hours_every_day_the_days_are_exact():
    days = pl.date_range(date(2025, 9, 1), date(2025, 12, 14), eager=True).cast(pl.Datetime("ms")).to_frame("day")
    usual = days.join(pl.DataFrame({"hour": [8, 9, 13, 18]}), how="cross")
    times = usual.select(chat=pl.lit("1A"), kind=pl.lit("text"), sent_at=pl.col("day") + pl.duration(hours="hour"))
    assert shifts(hourly(times)).is_empty()
    assert shifts(hourly(moved(times, 5))).rows() == [("1A", SINCE, UNTIL, 5, 56)]


def test_the_other_groups_change_nothing():
    alone = shifts(hourly(moved(sample("Class 1A"), 8)))
    together = pl.concat([sample("Class 1B"), moved(sample("Class 1A"), 8), sample("Class 4A")])
    assert shifts(hourly(together)).equals(alone)


@settings(deadline=None, max_examples=10)
@given(st.integers(0, 2**32))
def test_the_order_of_messages_changes_nothing(seed):
    shifted = moved(sample("Class 1A"), 8)
    assert shifts(hourly(shifted.sample(fraction=1, shuffle=True, seed=seed))).equals(shifts(hourly(shifted)))


def test_nothing_loaded_has_no_stretches():
    assert shifts(hourly(sample("Class 1A").clear())).is_empty()
