"""Which way round an export writes its dates, decided on the evidence of all of them, and the days that they are."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal, cast

import polars as pl

if TYPE_CHECKING:
    from parsers.header import Shape

DateOrder = Literal["dmy", "mdy", "ymd"]
Readings = dict[DateOrder, pl.Series]  # the distinct dates in the file's order; null: no such day

_PLACES: Mapping[DateOrder, tuple[int, int, int]] = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}  # of y, m, d
IN_WORDS: Mapping[str, str] = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}

_DATED = (1970, 2100)  # a phone whose clock was never set says 1970
_LIKELY = (2009, 2050)  # WhatsApp's first year, and one that no export is from
_BUDDHIST_FROM, _BUDDHIST_AHEAD = 2400, 543  # years over 2400 are of the Thai calendar
_MINGUO_FROM, _MINGUO_BEHIND = 98, 1911  # years of three digits are of the Republic of China; 98 is 2009
_PERSIAN = (1388, 1429)  # 2009 to 2050; those of the Islamic calendar are 1430 to 1475
_PERSIAN_1970 = 492_269  # days from its first year to 1970
_ISLAMIC = (1430, 1475)

_ENOUGH_DAYS = 4  # so many days of one month are more likely than the same day of so many months
_ENOUGH_FIRSTS = 8  # but some write on the first of every month
_ENOUGH_TO_SPAN = 3  # so many dates near each other are more likely than the same dates years apart
_YEARS_APART_DAYS = 300


def dates_of(days: pl.DataFrame, order: DateOrder, years: tuple[int, int] = _DATED) -> pl.Series:
    """The date of each row of `days` (a, b, c: its numbers as written), read in this order.

    Null where there is no such day or its year is not one of `years` (first and last).
    """
    year, month, day = ("abc"[place] for place in _PLACES[order])
    numbers = days.select(
        pl.col(year, month, day).cast(pl.Int32),
        digits=pl.col(year).str.len_chars(),
    )
    if numbers[year].is_between(*_PERSIAN).any():
        dates = _persian(*map(pl.col, (year, month, day)))
    else:
        western = _western(pl.col(year), pl.col("digits"))
        dates = pl.format("{}-{}-{}", western, month, day).str.to_date("%Y-%m-%d", strict=False)
    dates = numbers.select(date=dates).to_series()
    return dates.set(~dates.dt.year().is_between(*years), None)


def _western(year: pl.Expr, digits: pl.Expr) -> pl.Expr:
    short = pl.when(year <= _LIKELY[1] % 100).then(year + 2000).otherwise(year + 2500 - _BUDDHIST_AHEAD)
    return (
        pl.when(digits <= 2)
        .then(short)
        .when((digits == 3) & (year >= _MINGUO_FROM))
        .then(year + _MINGUO_BEHIND)
        .when(year > _BUDDHIST_FROM)
        .then(year - _BUDDHIST_AHEAD)
        .otherwise(year)
    )


def _persian(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    """The calendar's arithmetic form, which is exact from 1178 to 1633: eight leap years in 33."""
    before_month = pl.when(month <= 7).then(31 * (month - 1)).otherwise(30 * (month - 1) + 6)
    leap = (25 * year + 11) % 33 < 8
    longest = pl.when(month <= 6).then(31).when((month < 12) | leap).then(30).otherwise(29)
    since_1970 = 365 * (year - 1) + (8 * year + 21) // 33 + before_month + day - _PERSIAN_1970
    exists = month.is_between(1, 12) & (day >= 1) & (day <= longest)
    return pl.when(exists).then(since_1970).cast(pl.Date)


def decide_order(days: pl.DataFrame, shape: "Shape", given: str | None = None) -> tuple[DateOrder, bool, str]:
    """Date order, whether it is undecidable, and why, as a sentence; from `stamps.distinct_days`.

    The evidence, strongest first: that WhatsApp Web writes the month first; numbers that fit only one order; for
    two-digit years, dates that are near each other rather than years apart; the order in which messages run forward in
    time; readings that come out the same; many days of one month rather than one day of many months; and that no
    region writes the month first with anything but "/" (CLDR). What a person says (`given`) comes before the last two.
    Undecidable is read day first, or year first where that is as likely.
    """
    readings: Readings = {order: dates_of(days, order, _LIKELY) for order in _PLACES}
    faults: dict[DateOrder, int] = {order: dates.null_count() for order, dates in readings.items()}
    possible: list[DateOrder] = [order for order, count in faults.items() if count == min(faults.values())]
    if min(faults.values()) == len(days):
        return "dmy", False, _no_dates_reason(days)
    if shape.web and "mdy" in possible:
        return "mdy", False, "WhatsApp Web writes the month first in every language."
    if len(possible) == 1:
        return possible[0], False, _range_reason(possible[0], days, readings)
    if "ymd" in possible and days["a"].str.len_chars().max() == 2:
        possible, reason = _with_short_years(possible, days, readings, shape, given)
        if len(possible) == 1:
            return possible[0], False, reason
    rest: Readings = {order: readings[order] for order in possible}
    return _among(days, rest, given)


def _with_short_years(
    possible: list[DateOrder], days: pl.DataFrame, readings: Readings, shape: "Shape", given: str | None
) -> tuple[list[DateOrder], str]:
    """A two-digit year in front is rare: it must be shown by dates that make sense in no other way, or be usual.

    It is usual where the word for morning stands before the time, as in East Asia, and with a full stop and a space.
    """
    others: list[DateOrder] = [order for order in possible if order != "ymd"]
    forward: list[DateOrder] = [order for order in possible if _steps_back(readings[order]) == 0]
    near = _near(forward, readings) if len(days) >= _ENOUGH_TO_SPAN else forward
    if near == ["ymd"]:
        return near, _spread_reason("ymd", others[0], readings)
    if "ymd" in forward and "ymd" not in near:
        return near, _spread_reason(near[0], "ymd", readings)
    if given == "ymd" or (not shape.time_first and (shape.period == "before" or ". " in shape.day_separators)):
        return [order for order in possible if order != "mdy" or "/" in shape.day_separators], ""
    return others, f'Hardly anywhere are dates like "{days["day"][0]}" written year first.'


def _near(forward: Sequence[DateOrder], readings: Readings) -> list[DateOrder]:
    """Of orders in which messages run forward, those that do not put years between them that another does not."""
    spans = {order: _span(readings[order]) for order in forward}
    return [order for order in forward if spans[order] < min(spans.values()) + _YEARS_APART_DAYS]


def _among(days: pl.DataFrame, readings: Readings, given: str | None) -> tuple[DateOrder, bool, str]:
    """Between readings that all exist."""
    possible = list(readings)
    if all(readings[possible[0]].equals(dates, null_equal=True) for dates in readings.values()):
        return possible[0], False, "Its dates read the same day first and month first."
    back = {order: _steps_back(dates) for order, dates in readings.items()}
    best, other = sorted(possible, key=lambda order: back[order])[:2]
    if back[other] > 4 * back[best]:
        return best, False, _chronology_reason(best, other, back[other])
    if given in possible:
        chosen = cast("DateOrder", given)
        return chosen, False, f"It was said that its dates are {IN_WORDS[chosen]}; the file itself does not tell."
    if "ymd" in possible:
        return "ymd", True, _ambiguous_reason("ymd", next(o for o in possible if o != "ymd"), days, readings)
    return _by_habit(days, readings)


def _by_habit(days: pl.DataFrame, readings: Readings) -> tuple[DateOrder, bool, str]:
    """The last and weakest evidence for day or month first."""
    likely = _by_distinct(days)
    if likely is not None:
        rival = IN_WORDS["mdy" if likely == "dmy" else "dmy"]
        return likely, False, f"Read {rival}, all its messages would be from the same day of different months."
    if "/" not in days["day"][0]:
        return "dmy", False, f'No region writes dates like "{days["day"][0]}" with the month first.'
    return "dmy", True, _ambiguous_reason("dmy", "mdy", days, readings)


def _steps_back(dates: pl.Series) -> int:
    return int((dates.drop_nulls().to_physical().diff() < 0).sum())


def _span(dates: pl.Series) -> int:
    return (cast("date", dates.max()) - cast("date", dates.min())).days


def _by_distinct(days: pl.DataFrame) -> DateOrder | None:
    return _one_month(days["a"], days["b"], "dmy") or _one_month(days["b"], days["a"], "mdy")


def _one_month(day: pl.Series, month: pl.Series, order: DateOrder) -> DateOrder | None:
    """The order, if there are enough days of one month for it."""
    enough = _ENOUGH_FIRSTS if month.cast(pl.Int32).min() == 1 else _ENOUGH_DAYS
    return order if month.n_unique() == 1 and day.n_unique() >= enough else None


def _no_dates_reason(days: pl.DataFrame) -> str:
    if days.is_empty():
        return "It has no dates."
    first = days.row(0, named=True)
    if any(_ISLAMIC[0] <= int(first[part]) <= _ISLAMIC[1] for part in "abc"):
        return f'Its years are of the Islamic calendar ("{first["day"]}"), which differs by country and is not read.'
    return f'Its dates, such as "{first["day"]}", are of no calendar that is read here.'


def _range_reason(order: DateOrder, days: pl.DataFrame, readings: Readings) -> str:
    rivals = [readings[other].is_null() for other in readings if other not in (order, "ymd")]
    telling = readings[order].is_not_null() & (rivals[0] if len(rivals) == 1 else rivals[0] | rivals[1])
    shown = (days["day"].filter(telling) if telling.any() else days["day"])[0]
    return f'Dates like "{shown}" can only be {IN_WORDS[order]}.'


def _chronology_reason(best: DateOrder, other: DateOrder, jumps: int) -> str:
    times = "once" if jumps == 1 else f"{jumps} times"
    return f"Read {IN_WORDS[other]}, its messages would jump back in time {times}; read {IN_WORDS[best]}, they run on."


def _spread_reason(best: DateOrder, other: DateOrder, readings: Readings) -> str:
    back = _steps_back(readings[other])
    if back:
        return _chronology_reason(best, other, back)
    years = round(_span(readings[other]) / 365)
    spread = "over a year" if years <= 1 else f"over {years} years"
    return f"Read {IN_WORDS[other]}, its few days would be spread {spread}; read {IN_WORDS[best]}, they are near."


def _ambiguous_reason(one: DateOrder, two: DateOrder, days: pl.DataFrame, readings: Readings) -> str:
    telling = readings[one].ne_missing(readings[two]).arg_max() or 0
    return (
        f"Every date in it could be read {IN_WORDS[one]} or {IN_WORDS[two]}: "
        f'"{days["day"][telling]}" may be {_in_words(readings[one][telling])} or {_in_words(readings[two][telling])}.'
    )


def _in_words(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "no day"
