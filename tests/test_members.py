"""Member lists and head-counts -> SNAPSHOTS."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from parsers.errors import MembersError
from parsers.members import read_members
from parsers.schema import SNAPSHOTS


def test_a_head_count_and_a_list_are_read_from_one_table() -> None:
    assert_frame_equal(
        read_members(
            "chat,taken_on,members,admins,names\n"
            "Class 1A,2026-03-27,27,2,\n"
            "Class 1B,2026-03-27,3,,You;~\u202fAna;\u202a+44 7700 900123\u202c\n".encode(),
            "members.csv",
        ),
        pl.DataFrame(
            {
                "chat": ["Class 1A", "Class 1B"],
                "taken_on": [date(2026, 3, 27)] * 2,
                "members": [27, 3],
                "admins": [2, None],
                "names": [[], ["You", "Ana", "+44 7700 900123"]],
            },
            schema=SNAPSHOTS,
        ),
    )


def test_a_list_without_a_number_counts_its_names() -> None:
    assert read_members(b"Group,Date,Names\nClass 1A,2026-03-27,Ana; Ben\n", "m.csv")["members"].to_list() == [2]


def test_a_number_stays_where_fewer_names_were_copied() -> None:
    found = read_members(b"chat,taken_on,members,names\nClass 1A,2026-03-27,9,Ana; Ben\n", "m.csv")
    assert found["members"].to_list() == [9]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "chat,members\nClass 1A,27\n",
            'needs a column "taken_on"; the columns found are "chat", "members"',
        ),
        ("chat,taken_on\nClass 1A,2026-03-27\n", 'A member list needs a column "members"'),
        ("chat,taken_on,members\n,2026-03-27,27\n", "Line 2: no group is named"),
        ("chat,taken_on,members\nClass 1A,last week,27\n", "Line 2: the date cannot be read"),
        ("chat,taken_on,members\nClass 1A,03/04/2026,27\n", "Line 2: the date cannot be read"),
        ("chat,taken_on,members\nA,2026-03-27,27\nB,2026-03-27,lots\n", "Line 3: the number of members cannot be read"),
        ("chat,taken_on,members,admins\nA,2026-03-27,27,x\n", "Line 2: the number of admins cannot be read"),
        ("chat,taken_on,members,names\nA,2026-03-27,,\n", "Line 2: neither a number of members nor names"),
        ("chat,taken_on,names\nA,2026-03-27,Ana,Ben\n", "Line 2: the row has more cells than the header"),
    ],
)
def test_a_member_list_that_cannot_be_read_says_which_line_and_why(text: str, sentence: str) -> None:
    with pytest.raises(MembersError, match=sentence):
        read_members(text.encode(), "members.csv")


def test_the_sample_schools_member_lists_are_read(sample: Path) -> None:
    found = read_members((sample / "members.csv").read_bytes(), "members.csv")
    assert (
        found.filter(pl.col("names").list.len() > 0)
        .select(pl.col("members") >= pl.col("names").list.len())
        .to_series()
        .all()
    )
    assert found["chat"].n_unique() >= 3
