from datetime import date, datetime, timedelta

import polars as pl
import pytest

from dashboard.metrics.clock import gaps, hourly, impossible, quietest
from parsers import schema

MONDAY = datetime(2026, 3, 2)


def messages(*rows: tuple[str, datetime], kind: str = "text") -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema=["chat", "sent_at"], orient="row").with_columns(kind=pl.lit(kind), line=1)
    return schema.conform(frame, schema.MESSAGES)


def of_day(counts: dict[int, int], chat: str = "1A") -> pl.DataFrame:
    """So many messages in these hours."""
    return messages(*((chat, MONDAY + timedelta(hours=hour)) for hour, count in counts.items() for _ in range(count)))


def at(written: str) -> datetime:
    return datetime.strptime(written, "%Y-%m-%d %H:%M")


def test_messages_are_counted_by_chat_day_and_hour_whatever_their_order():
    rows = messages(
        ("1B", at("2026-03-04 00:00")),
        ("1A", at("2026-03-02 23:59")),
        ("1B", at("2026-03-02 00:10")),
        ("1A", at("2026-03-02 23:01")),
        ("1A", at("2026-03-02 07:30")),
    )
    counted = hourly(rows)
    assert [
        (chat, day, {hour: count for hour, count in enumerate(counts) if count})
        for chat, day, counts in counted.iter_rows()
    ] == [
        ("1A", date(2026, 3, 2), {7: 1, 23: 2}),
        ("1B", date(2026, 3, 2), {0: 1}),
        ("1B", date(2026, 3, 4), {0: 1}),
    ]


@pytest.mark.parametrize("kind", ["notice", "call"])
def test_notices_and_calls_are_no_messages(kind):
    assert hourly(messages(("1A", MONDAY), kind=kind)).is_empty()


def test_days_before_1970_are_days():
    assert hourly(messages(("1A", at("1969-12-30 05:00")), ("1A", at("1970-01-02 05:00"))))["day"].to_list() == [
        date(1969, 12, 30),
        date(1970, 1, 2),
    ]


AWAKE = {8: 30, 12: 30, 16: 50, 18: 60, 20: 80, 22: 10}


@pytest.mark.parametrize(
    ("counts", "hour", "share", "unusual"),
    [
        (AWAKE, 23, 0, False),  # of equal ones the first from 21 on
        ({(hour + 8) % 24: count for hour, count in AWAKE.items()}, 7, 0, True),
        ({(hour - 5) % 24: count for hour, count in AWAKE.items()}, 21, 0, False),
        (dict.fromkeys(range(24), 10), 21, 0.25, False),  # no hour is quieter than another
        (dict.fromkeys(range(24), 10) | dict.fromkeys(range(4, 10), 6), 4, 36 / 216, False),  # not much quieter
        ({10: 196, 22: 1, 23: 1, 3: 2}, 4, 0, False),  # the nights are quiet too
        ({8: 190, 20: 9}, None, None, False),  # 199 messages
        ({8: 190, 20: 10}, 21, 0, False),
    ],
)
def test_where_the_six_quietest_hours_begin(counts, hour, share, unusual):
    every = sum(counts.values())
    row = quietest(hourly(of_day(counts))).row(0, named=True)
    assert row == {
        "chat": "1A",
        "messages": every,
        "hour": hour,
        "share": None if share is None else pytest.approx(share),
        "unusual": unusual,
    }


def test_each_chat_has_its_own_quietest_hours():
    both = pl.concat([of_day(AWAKE, "1B"), of_day({14: 200}, "1A")])
    assert quietest(hourly(both)).select("chat", "hour").rows() == [("1A", 21), ("1B", 23)]


def test_nothing_loaded_has_no_hours():
    assert quietest(hourly(messages())).is_empty()
    assert impossible(messages(), "Europe/London").is_empty()


@pytest.mark.parametrize(
    ("written", "zone", "never"),
    [
        ("2026-03-29 00:59", "Europe/London", False),
        ("2026-03-29 01:00", "Europe/London", True),
        ("2026-03-29 01:59", "Europe/London", True),
        ("2026-03-29 02:00", "Europe/London", False),
        ("2026-03-29 01:30", "Asia/Kolkata", False),
        ("2026-03-29 02:30", "Europe/Paris", True),
        ("2025-10-05 02:15", "Australia/Lord_Howe", True),
        ("2025-10-05 02:30", "Australia/Lord_Howe", False),
        ("2025-10-26 01:30", "Europe/London", False),  # it came twice
    ],
)
def test_a_time_in_the_hour_that_never_was_is_impossible(written, zone, never):
    rows = messages(("1A", at(written)))
    assert impossible(rows, zone).rows() == ([("1A", at(written))] if never else [])


def test_a_notice_tells_of_the_clock_as_well_as_a_message():
    assert impossible(messages(("1A", at("2026-03-29 01:30")), kind="notice"), "Europe/London").height == 1


def test_impossible_times_of_all_years_and_chats_are_found_in_order():
    rows = messages(
        ("1B", at("2026-03-29 01:30")), ("1A", at("2026-03-29 01:10")), ("1A", at("2025-03-30 01:30")), ("1A", MONDAY)
    )
    assert impossible(rows, "Europe/London").rows() == [
        ("1A", at("2025-03-30 01:30")),
        ("1A", at("2026-03-29 01:10")),
        ("1B", at("2026-03-29 01:30")),
    ]


def test_the_gaps_of_a_zone_are_those_of_its_days():
    assert gaps(date(2025, 1, 1), date(2026, 3, 29), "Europe/London") == [
        (at("2025-03-30 01:00"), at("2025-03-30 02:00")),
        (at("2026-03-29 01:00"), at("2026-03-29 02:00")),
    ]
    assert gaps(date(2026, 3, 30), date(2026, 12, 31), "Europe/London") == []
    assert gaps(date(2025, 1, 1), date(2026, 12, 31), "UTC") == []
