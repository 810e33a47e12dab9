"""Bursts: three or more messages of one sender within two minutes, nobody between."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import polars as pl
import pytest

from dashboard.metrics.bursts import bursts
from dashboard.metrics.sent import sent
from tests.posted import messages_of, posted


def lengths(messages: pl.DataFrame) -> list[int]:
    return bursts(sent(messages))["messages"].to_list()


@pytest.mark.parametrize(
    ("seconds", "answer"),
    [
        ([0, 60, 120], [3]),  # two minutes are within two minutes
        ([0, 60, 121], []),
        ([0, 0, 0], [3]),
        ([0, 60], []),
        ([0, 60, 120, 180, 240], [5]),  # each three neighbours within two minutes: one burst, though longer
        ([0, 60, 120, 300], [3]),
        ([0, 130, 150, 200, 310, 320], [5]),  # 130, 150, 200 and 200, 310, 320 share 200: all but the first
        ([0, 1, 2, 3600, 3601, 3602], [3, 3]),
        ([0, 1, 2, 121, 122, 123], [6]),  # 2, 121, 122 are within two minutes
        ([0, 1, 2, 123, 124, 125], [3, 3]),  # nothing that spans the break is
    ],
)
def test_a_burst_is_as_long_as_three_neighbours_lie_within_two_minutes(
    seconds: Sequence[int], answer: Sequence[int]
) -> None:
    assert lengths(posted(*(("Ann", second) for second in seconds))) == answer


def test_somebody_between_ends_a_burst() -> None:
    assert lengths(posted(("Ann", 0), ("Ann", 1), ("Bo", 2), ("Ann", 3), ("Ann", 4))) == []
    assert lengths(posted(("Ann", 0), ("Ann", 1), ("Ann", 2), ("Bo", 3), ("Bo", 4), ("Bo", 5))) == [3, 3]


@pytest.mark.parametrize("between", [{"kind": "notice", "sender": None, "event": "joined"}, {"kind": "call"}])
def test_a_notice_or_a_call_between_is_nobody(between: dict) -> None:
    assert lengths(messages_of({}, {}, between | {"sender": "Bo"}, {})) == [3]


def test_deleted_messages_were_sent_too() -> None:
    assert lengths(messages_of({}, {"kind": "deleted"}, {"kind": "media", "media": "image"})) == [3]


def test_messages_of_two_groups_are_no_burst() -> None:
    assert lengths(messages_of({}, {}, {"chat": "B"})) == []


def test_a_clock_set_back_ends_a_burst_as_nobody_knows_how_long_it_took() -> None:
    assert lengths(posted(("Ann", 3600), ("Ann", 3601), ("Ann", 1), ("Ann", 2))) == []
    assert lengths(posted(("Ann", 60), ("Ann", 0), ("Ann", 60))) == []


def test_a_burst_is_of_the_group_and_the_day_in_which_it_began() -> None:
    told = bursts(sent(posted(("Ann", 100), ("Ann", 110), ("Ann", 120), ("Ann", 130))))
    assert told.with_columns(pl.col("chat").cast(pl.String)).rows() == [("A", date(2026, 3, 2), 4)]


def test_two_printed_minutes_may_be_nearly_three() -> None:
    at = datetime(2026, 3, 2, 9)
    minutes = [{"sent_at": at}, {"sent_at": at + timedelta(minutes=1)}, {"sent_at": at + timedelta(minutes=2)}]
    assert lengths(messages_of(*minutes)) == [3]  # sent, perhaps, at 9:00:01 and 9:02:59
