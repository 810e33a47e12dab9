"""Laws of the figures of hours: what may be changed in a chat without changing what is said of it."""

import random
from datetime import datetime, timedelta
from typing import NamedTuple

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics import hours
from dashboard.metrics.disturbance import disturbance
from dashboard.school import School
from dashboard.written_times import WRITTEN

SCHOOL = School()  # 21:00 to 07:00
FIRST, DAYS = datetime(2025, 9, 1), 9
SPAN = pl.DataFrame({"first": [FIRST], "last": [FIRST + timedelta(DAYS)]}).cast(pl.Datetime("ms"))
few = settings(max_examples=40)  # each counts several groups' nights
minutes = st.lists(st.integers(0, DAYS * 24 * 60), max_size=40)
steps = st.dictionaries(st.integers(0, DAYS * 24 * 60), st.integers(1, 40), max_size=4)


class Told(NamedTuple):
    nights: pl.DataFrame
    disturbance: pl.DataFrame
    shares: pl.DataFrame


def at(minute: int) -> datetime:
    return FIRST + timedelta(minutes=minute)


def written(moments: list[int], chat: str = "Class 1A") -> pl.DataFrame:
    return pl.DataFrame({"chat": [chat] * len(moments), "sent_at": list(map(at, moments))}, schema=WRITTEN)


def counts(changes: dict[int, int], chat: str = "Class 1A") -> pl.DataFrame:
    """Ten members at the beginning, then as the changes say."""
    rows = [(chat, at(minute), members) for minute, members in ({0: 10} | changes).items()]
    return pl.DataFrame(
        rows, schema={"chat": pl.String, "since": pl.Datetime("ms"), "members": pl.UInt32}, orient="row"
    )


def told(messages: pl.DataFrame, head_counts: pl.DataFrame, chats: tuple[str, ...] = ("Class 1A",)) -> Told:
    span = pl.DataFrame({"chat": chats}).join(SPAN, how="cross")
    nights = hours.nights(messages, span, SCHOOL, head_counts=head_counts)
    return Told(nights, disturbance(nights), hours.at_night(messages.lazy(), SCHOOL))


def is_quiet(minute: int) -> bool:
    return minute % 1440 >= 21 * 60 or minute % 1440 < 7 * 60


@few
@given(minutes, st.integers(1, DAYS - 1), st.integers(0, 599), st.integers(0, 599))
def test_a_message_moved_inside_its_night_changes_nothing_at_all(others, day, before, after):
    evening = day * 1440 - 180
    moved = [told(written([*others, evening + place]), counts({})) for place in (before, after)]
    for one, other in zip(*moved, strict=True):
        assert one.equals(other)


@few
@given(minutes, st.integers(1, DAYS - 1), st.integers(0, 839), st.integers(0, 839))
def test_a_message_moved_inside_its_day_changes_nothing_at_all(others, day, before, after):
    morning = day * 1440 + 420
    moved = [told(written([*others, morning + place]), counts({})) for place in (before, after)]
    for one, other in zip(*moved, strict=True):
        assert one.equals(other)


@few
@given(minutes, steps, st.integers(0, DAYS * 24 * 60), st.integers(0, DAYS * 24 * 60))
def test_a_silent_member_adds_a_buzz_for_each_night_message_while_they_are_in_and_nothing_else(
    moments, changes, one_end, other_end
):
    came, went = sorted((one_end, other_end))
    plain = {0: 10} | changes
    every = sorted({*plain, came, went})
    members = {minute: plain[max(step for step in plain if step <= minute)] for minute in every}
    joined = {minute: number + (came <= minute < went) for minute, number in members.items()}
    without, beside = told(written(moments), counts(members)), told(written(moments), counts(joined))
    heard = [minute for minute in moments if came <= minute < went and is_quiet(minute)]
    observed = [minute for minute in heard if 21 * 60 <= minute < DAYS * 1440 - 180]
    before, after = (counted.nights["buzzes"].sum() for counted in (without, beside))
    assert after == before + len(observed)
    untouched = ["chat", "night", "day_type", "messages"]
    assert beside.nights.select(untouched).equals(without.nights.select(untouched))
    assert beside.shares.equals(without.shares)
    figures = ["nights", "disturbed", "share", "low", "high", "messages"]
    assert beside.disturbance.select(figures).equals(without.disturbance.select(figures))


@few
@given(minutes, steps, st.randoms())
def test_the_order_of_rows_changes_nothing(moments, changes, chance):
    shuffled = random.Random(chance.random()).sample(moments, len(moments))
    for one, other in zip(
        told(written(moments), counts(changes)), told(written(shuffled), counts(changes).reverse()), strict=True
    ):
        assert one.equals(other)


@few
@given(minutes, minutes, steps)
def test_two_groups_are_counted_apart_whatever_they_are_called(one, other, changes):
    def both(first: str, second: str) -> Told:
        return told(
            pl.concat([written(one, first), written(other, second)]),
            pl.concat([counts(changes, first), counts({}, second)]),
            (first, second),
        )

    called, renamed = both("Class 1A", "Class 2B"), both("Zebras", "Ants")
    names = {"Class 1A": "Zebras", "Class 2B": "Ants"}
    for before, after in zip(called, renamed, strict=True):
        assert before.with_columns(pl.col("chat").replace(names)).sort("chat", *before.columns[1:2]).equals(after)
    alone = told(written(one), counts(changes))
    assert called.nights.filter(pl.col("chat") == "Class 1A").equals(alone.nights)


@few
@given(minutes)
def test_messages_of_the_nights_are_those_of_quiet_hours_but_of_nights_seen_in_part(moments):
    found = told(written(moments), counts({}))
    inside = [minute for minute in moments if is_quiet(minute) and 21 * 60 <= minute < DAYS * 1440 - 180]
    assert found.nights["messages"].sum() == len(inside)
    assert found.shares["night_messages"].sum() == sum(map(is_quiet, moments))
    assert hours.week(written(moments).lazy(), SCHOOL)["messages"].sum() == len(moments)
