"""Which names a group's lists of a day give, and how many they leave out."""

from datetime import date, datetime

import polars as pl
import pytest

from parsers.member_lists import member_lists
from parsers.schema import SNAPSHOTS, conform


def lists_of(*rows: tuple[int | None, list[str]]) -> pl.DataFrame:
    """members, names"""
    looks = [
        {"chat": "Class 2B", "taken_on": date(2026, 3, 27), "members": members, "names": names}
        for members, names in rows
    ]
    return conform(pl.DataFrame(looks, infer_schema_length=None), SNAPSHOTS)


@pytest.mark.parametrize(
    ("members", "names", "unnamed", "goes_on"),
    [
        (2, ["Ana", "Ben"], 0, False),
        (2, ["Ana", "You"], 1, False),
        (9, ["Ana", "Ben"], 7, False),
        (9, ["Ana", "You"], 8, False),
        (1, ["Ana", "You"], 1, False),
        (None, ["Ana", "Ben"], 1, True),
        (None, ["Ana", "You"], 2, True),
    ],
)
def test_a_list_leaves_out_whom_it_counts_beside_its_names_and_the_exporters_name(members, names, unnamed, goes_on):
    (row,) = member_lists(lists_of((members, names))).iter_rows(named=True)
    assert (row["at"], sorted(row["names"])) == (datetime(2026, 3, 27), names)
    assert (row["has_you"], row["unnamed"], row["goes_on"]) == ("You" in names, unnamed, goes_on)


def test_all_lists_and_counts_of_a_day_are_one():
    (row,) = member_lists(lists_of((None, ["Ana"]), (2, ["Ben"]), (5, []))).iter_rows(named=True)
    assert (sorted(row["names"]), row["unnamed"], row["goes_on"]) == (["Ana", "Ben"], 3, False)


def test_a_count_alone_is_no_list():
    assert member_lists(lists_of((5, []))).is_empty()
