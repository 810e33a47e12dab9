"""Phone numbers of lists: one written form each, and which of them needed guessing."""

import polars as pl
import pytest

from parsers.rosters.phones import country, numbers


@pytest.mark.parametrize(
    ("cell", "region", "number"),
    [
        ("07700 900123", "GB", "+447700900123"),
        ("7700900123.00", "GB", "+447700900123"),
        ("00447700900123", "GB", "+447700900123"),
        ("4.47701E+11", "GB", None),
        ("447701000000", "GB", None),  # what is left of it when a sheet is saved again
        ("07700", "GB", None),
        ("ask Ana", "GB", None),
        ("202-555-0123", "US", "+12025550123"),
    ],
)
def test_a_number_has_one_written_form_or_none(cell: str, region: str, number: str | None) -> None:
    assert numbers(pl.Series([cell]), region)["number"].to_list() == [number]


@pytest.mark.parametrize(
    ("cell", "region", "local", "zero_lost"),
    [
        ("07700900123", "GB", True, False),
        ("7700900123", "GB", True, True),
        ("447700900123", "GB", False, False),
        ("+447700900123", "GB", False, False),
        ("+447700900123", "DE", False, False),
        ("2025550123", "US", True, False),
        ("13800138000", "CN", True, False),  # a mobile, which is dialled without one there
        ("ask Ana", "GB", False, False),
    ],
)
def test_what_was_guessed_of_a_number(cell: str, region: str, local: bool, zero_lost: bool) -> None:
    (row,) = numbers(pl.Series([cell, None]), region).select("local", "zero_lost").rows()
    assert row == (local, zero_lost)


def test_a_region_that_has_no_name_is_called_by_its_code() -> None:
    assert (country("ES"), country("Q?")) == ("Spain", "Q?")
