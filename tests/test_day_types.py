from datetime import date

import polars as pl
import pytest

from dashboard.bank_holidays import BankHolidays
from dashboard.metrics.day_types import day_types
from dashboard.school import School, Term


def type_of(morning: date, school: School) -> str:
    return day_types(pl.Series([morning], dtype=pl.Date), school)["day_type"].item()


@pytest.mark.parametrize(
    ("morning", "asked", "day_type"),
    [
        (date(2025, 4, 21), BankHolidays("GB", "ENG"), "holiday"),  # Easter Monday
        (date(2025, 4, 21), BankHolidays("GB", "SCT"), "school_night"),
        (date(2025, 4, 21), BankHolidays("GB"), "school_night"),  # not of every part
        (date(2025, 4, 22), BankHolidays("GB", "ENG"), "school_night"),
        (date(2025, 11, 26), BankHolidays("GB", "SCT"), "school_night"),
        (date(2025, 12, 1), BankHolidays("GB", "SCT"), "holiday"),  # Saint Andrew's Day, moved from a Sunday
        (date(2025, 5, 5), BankHolidays("GB"), "holiday"),
        (date(2025, 7, 14), BankHolidays("GB"), "school_night"),
        (date(2025, 7, 14), BankHolidays("FR"), "holiday"),
        (date(2025, 5, 5), BankHolidays("??"), "school_night"),
        (date(2025, 5, 5), BankHolidays("GB", "??"), "school_night"),
        (date(2025, 5, 5), None, "school_night"),
    ],
)
def test_bank_holidays_are_those_of_the_country_and_its_part_and_unknown_ones_are_none(morning, asked, day_type):
    assert type_of(morning, School(bank_holidays=asked)) == day_type


def test_a_bank_holiday_at_a_weekend_is_a_holiday():
    assert type_of(date(2027, 12, 25), School()) == "holiday"  # a Saturday


def test_new_years_day_is_known_without_another_morning_of_its_year():
    mornings = pl.Series([date(2025, 12, 31), date(2026, 1, 1)])
    assert day_types(mornings, School())["day_type"].to_list() == ["school_night", "holiday"]


def test_each_morning_has_one_row_however_many_groups_have_it():
    mornings = pl.Series([date(2025, 9, 6), date(2025, 9, 5), date(2025, 9, 6), date(2025, 9, 7), date(2025, 9, 8)])
    assert day_types(mornings, School()).rows() == [
        (date(2025, 9, 5), "school_night"),
        (date(2025, 9, 6), "weekend"),
        (date(2025, 9, 7), "weekend"),
        (date(2025, 9, 8), "school_night"),
    ]


@pytest.mark.parametrize(
    ("morning", "day_type"),
    [
        (date(2025, 9, 2), "holiday"),
        (date(2025, 9, 3), "school_night"),
        (date(2025, 9, 6), "weekend"),
        (date(2025, 12, 19), "school_night"),
        (date(2025, 12, 20), "holiday"),  # a Saturday
        (date(2025, 8, 1), "holiday"),  # 33 days before term
        (date(2025, 5, 1), "school_night"),  # 125 days
    ],
)
def test_outside_term_is_holiday_as_long_as_a_term_is_near(morning, day_type):
    school = School(terms=(Term("Autumn", date(2025, 9, 3), date(2025, 12, 19)),))
    assert type_of(morning, school) == day_type


def test_no_mornings_have_no_types():
    assert day_types(pl.Series([], dtype=pl.Date), School()).is_empty()
