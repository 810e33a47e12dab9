"""Counts off the *Message info* screen -> READ_COUNTS."""

from datetime import datetime
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from parsers.errors import ReadCountsError
from parsers.read_counts import read_read_counts, write_read_counts
from parsers.schema import READ_COUNTS, empty


def test_two_looks_at_one_announcement_are_two_rows() -> None:
    assert_frame_equal(
        read_read_counts(
            b"chat,sent_at,taken_at,delivered,read\n"
            b"PA,2026-07-10T18:05:00,2026-07-11 18:05,120,87\n"
            b"PA,2026-07-10 18:05,2026-07-17 08:00,,112\n",
            "read_counts.csv",
        ),
        pl.DataFrame(
            {
                "chat": ["PA", "PA"],
                "sent_at": [datetime(2026, 7, 10, 18, 5)] * 2,
                "taken_at": [datetime(2026, 7, 11, 18, 5), datetime(2026, 7, 17, 8)],
                "delivered": [120, None],
                "read": [87, 112],
            },
            schema=READ_COUNTS,
        ),
    )


def test_the_delivered_count_may_be_missing() -> None:
    found = read_read_counts(b"chat,sent_at,taken_at,read\nPA,2026-07-10 18:05,2026-07-11 18:05,87\n", "r.csv")
    assert found.select("delivered", "read").rows() == [(None, 87)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("chat,sent_at,read\nPA,2026-07-10 18:05,87\n", 'A table of read counts needs a column "taken_at"'),
        ("chat,sent_at,taken_at,read\n,2026-07-10 18:05,2026-07-11 18:05,87\n", "Line 2: no group is named"),
        ("chat,sent_at,taken_at,read\nPA,Friday,2026-07-11 18:05,87\n", "Line 2: the time of the announcement cannot"),
        ("chat,sent_at,taken_at,read\nPA,2026-07-10 18:05,,87\n", "Line 2: the time of the count cannot be read"),
        ("chat,sent_at,taken_at,read\nPA,2026-07-10 18:05,2026-07-09 18:05,87\n", "Line 2: the count is older than"),
        ("chat,sent_at,taken_at,read\nPA,2026-07-10 18:05,2026-07-11 18:05,most\n", "Line 2: the read count cannot"),
        (
            "chat,sent_at,taken_at,delivered,read\nPA,2026-07-10 18:05,2026-07-11 18:05,all,87\n",
            "Line 2: the delivered count cannot be read",
        ),
    ],
)
def test_a_read_count_that_cannot_be_read_says_which_line_and_why(text: str, sentence: str) -> None:
    with pytest.raises(ReadCountsError, match=sentence):
        read_read_counts(text.encode(), "read_counts.csv")


def test_the_sample_schools_read_counts_are_read(sample: Path) -> None:
    found = read_read_counts((sample / "read_counts.csv").read_bytes(), "read_counts.csv")
    assert found.height > 10
    assert found["chat"].unique().to_list() == ["Bramley Hill PA Announcements"]


@pytest.mark.parametrize(
    ("sent", "taken", "read_as"),
    [
        ("13/09/2025 10:00", "14/09/2025 10:00", datetime(2025, 9, 13, 10)),
        ("3/9/2025 10:00", "14/9/2025 9:30", datetime(2025, 9, 3, 10)),
        ("9/3/2025 10:00", "9/14/2025 10:00:00", datetime(2025, 9, 3, 10)),
    ],
)
def test_times_as_a_spreadsheet_writes_them_are_read_in_the_order_that_the_column_proves(
    sent: str, taken: str, read_as: datetime
) -> None:
    found = read_read_counts(f"chat,sent_at,taken_at,read\nPA,{sent},{taken},87\n".encode(), "r.csv")
    assert found["sent_at"].to_list() == [read_as]


def test_times_whose_order_nothing_proves_are_asked_for_in_full() -> None:
    with pytest.raises(ReadCountsError, match="2026-07-10 18:05"):
        read_read_counts(b"chat,sent_at,taken_at,read\nPA,03/09/2025 10:00,04/09/2025 10:00,87\n", "r.csv")


AT = datetime(2026, 7, 10, 18, 5)


@pytest.mark.parametrize("chat", ["PA", "=1+1", "+44 PA", "'@PA", 'The "PA", all', "PA; news", "PA\nnews", "王伟 🌻"])
def test_what_was_written_reads_as_it_was(chat: str) -> None:
    looks = pl.DataFrame(
        [
            {"chat": chat, "sent_at": AT, "taken_at": AT.replace(day=11, second=9), "delivered": 120, "read": 87},
            {"chat": chat, "sent_at": AT, "taken_at": AT.replace(day=17), "delivered": None, "read": 0},
        ],
        schema=READ_COUNTS,
    )
    assert_frame_equal(read_read_counts(write_read_counts(looks), "read_counts.csv"), looks)


def test_no_looks_are_written_as_a_table_without_rows() -> None:
    none = empty(READ_COUNTS)
    assert_frame_equal(read_read_counts(write_read_counts(none), "read_counts.csv"), none)


def test_a_group_named_like_a_formula_is_written_as_text_and_times_as_people_write_them() -> None:
    look = pl.DataFrame([{"chat": "=PA", "sent_at": AT, "taken_at": AT, "read": 5}], schema=READ_COUNTS)
    header, row, _ = write_read_counts(look).decode("utf-8-sig").split("\r\n")
    assert header == "chat,sent_at,taken_at,delivered,read"
    assert row == "'=PA,2026-07-10 18:05:00,2026-07-10 18:05:00,,5"
