"""Is a night one before a school day, at a weekend or in the holidays? The morning after decides."""

from collections.abc import Iterable
from datetime import date, timedelta

import holidays
import polars as pl

from dashboard.bank_holidays import BankHolidays
from dashboard.school import School

DAY_TYPE = pl.Enum(["school_night", "weekend", "holiday"])
IS_SCHOOL_NIGHT = pl.col("day_type") == "school_night"
SATURDAY = 6


def day_types(
    mornings: pl.Series, school: School, *, calendar: pl.DataFrame | None = None, longest_holiday_days: int = 80
) -> pl.DataFrame:
    """morning Date, day_type Enum: one row for each different morning, in their order.

    holiday        the morning is in no term, in a holiday row of `calendar` (CALENDAR), or one of the school's bank
                   holidays; but one more than `longest_holiday_days` from every known term is not called a holiday
                   for lack of a term, and without terms only holiday rows and bank holidays make holidays
    weekend        else, on Saturday and Sunday
    school_night   else
    """
    morning = pl.col("morning")
    free = _in_no_term(morning, school, longest_holiday_days)
    free |= _in_any(morning, _breaks(calendar)) | morning.is_in(_bank_holidays(school.bank_holidays, mornings))
    return (
        pl.DataFrame({"morning": mornings.unique().sort()})
        .with_columns(
            day_type=pl.when(free)
            .then(pl.lit("holiday"))
            .when(morning.dt.weekday() >= SATURDAY)
            .then(pl.lit("weekend"))
            .otherwise(pl.lit("school_night"))
        )
        .cast({"morning": pl.Date, "day_type": DAY_TYPE})
    )


def school_days(first: date, last: date, school: School, *, calendar: pl.DataFrame | None = None) -> int:
    """How many days from the first to the last have school: so many school nights end in them."""
    days = pl.date_range(first, last, eager=True) if first <= last else pl.Series(dtype=pl.Date)
    return day_types(days, school, calendar=calendar).filter(IS_SCHOOL_NIGHT).height


def _in_no_term(morning: pl.Expr, school: School, longest_holiday_days: int) -> pl.Expr:
    """Whether a morning is in no term, though a term is near."""
    longest = timedelta(days=longest_holiday_days)
    near = _in_any(morning, ((term.starts - longest, term.ends + longest) for term in school.terms))
    return near & ~_in_any(morning, ((term.starts, term.ends) for term in school.terms))


def _breaks(calendar: pl.DataFrame | None) -> list[tuple[date, date]]:
    return [] if calendar is None else calendar.filter(pl.col("days") == "holiday").select("starts", "ends").rows()


def _in_any(day: pl.Expr, spans: Iterable[tuple[date, date]]) -> pl.Expr:
    return pl.any_horizontal(pl.lit(False), *(day.is_between(first, last) for first, last in spans))


def _bank_holidays(of: BankHolidays | None, mornings: pl.Series) -> list[date]:
    """Those in the years of the mornings; none for a country or a part of one that nobody lists."""
    if of is None:
        return []
    try:
        return list(
            holidays.country_holidays(of.country, subdiv=of.subdivision, years=mornings.dt.year().unique().to_list())
        )
    except NotImplementedError:
        return []
