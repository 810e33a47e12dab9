from datetime import date, datetime

import polars as pl
import pytest

from dashboard.school import Term
from dashboard.selection import Period, Selection, apply, default, periods

AUTUMN = Term("Autumn 2025", date(2025, 9, 3), date(2025, 12, 19))
SPRING = Term("Spring 2026", date(2026, 1, 5), date(2026, 3, 27))
EARLIER = Term("Autumn 2024", date(2024, 9, 4), date(2024, 12, 20))


def test_a_period_holds_its_first_and_its_last_day_whole():
    moments = [
        datetime(2025, 9, 2, 23, 59),
        datetime(2025, 9, 3),
        datetime(2025, 12, 19, 23, 59),
        datetime(2025, 12, 20),
    ]
    messages = pl.DataFrame({"sent_at": moments}, schema={"sent_at": pl.Datetime("ms")})
    selection = Selection(Period("Autumn 2025", date(2025, 9, 3), date(2025, 12, 19)), ("1A",))
    assert apply(selection, messages)["sent_at"].to_list() == moments[1:3]


def test_terms_come_newest_first_then_school_years_then_everything():
    assert periods([EARLIER, SPRING, AUTUMN], date(2024, 10, 1), date(2026, 2, 1)) == (
        Period("Spring 2026", date(2026, 1, 5), date(2026, 3, 27)),
        Period("Autumn 2025", date(2025, 9, 3), date(2025, 12, 19)),
        Period("Autumn 2024", date(2024, 9, 4), date(2024, 12, 20)),
        Period("School year 2025/26", date(2025, 9, 3), date(2026, 3, 27)),
        Period("School year 2024/25", date(2024, 9, 4), date(2024, 12, 20)),
        Period("Everything loaded", date(2024, 10, 1), date(2026, 2, 1)),
    )


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        (date(2025, 12, 19), date(2026, 1, 5), ["Spring 2026", "Autumn 2025", "School year 2025/26"]),
        (date(2025, 12, 20), date(2026, 1, 4), ["School year 2025/26"]),
        (date(2026, 3, 28), date(2026, 4, 9), []),
    ],
)
def test_only_periods_with_a_day_among_the_records_are_offered(first, last, names):
    offered = periods([AUTUMN, SPRING], first, last)
    assert [period.name for period in offered] == [*names, "Everything loaded"]


def test_terms_of_one_name_are_told_apart_by_their_year():
    terms = [Term("Autumn", AUTUMN.starts, AUTUMN.ends), Term("Autumn", EARLIER.starts, EARLIER.ends), SPRING]
    names = [period.name for period in periods(terms, date(2024, 10, 1), date(2026, 2, 1))]
    assert names[:3] == ["Spring 2026", "Autumn 2025", "Autumn 2024"]


def test_a_school_year_turns_on_the_first_of_august():
    terms = [Term("Camp", date(2025, 7, 31), date(2025, 7, 31)), Term("Early", date(2025, 8, 1), date(2025, 8, 2))]
    names = [period.name for period in periods(terms, date(2025, 1, 1), date(2025, 12, 31))]
    assert names[2:4] == ["School year 2025/26", "School year 2024/25"]


def test_the_turn_of_the_century_keeps_two_digits():
    terms = [Term("Autumn", date(2099, 9, 1), date(2099, 12, 1))]
    assert periods(terms, date(2099, 1, 1), date(2099, 12, 31))[1].name == "School year 2099/00"


def test_the_newest_school_year_is_chosen_and_everything_where_none_is_known():
    assert default(periods([EARLIER, AUTUMN], date(2024, 9, 5), date(2025, 9, 5))).name == "School year 2025/26"
    assert default(periods([], date(2024, 9, 5), date(2025, 9, 5))).name == "Everything loaded"
