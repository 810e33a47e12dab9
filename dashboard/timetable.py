"""When it is quiet and when there is school, as a reader changed it on the page, in place of what the files say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any

import polars as pl

import parsers
from dashboard.bank_holidays import BankHolidays, countries, parts
from dashboard.workspace import Workspace, with_terms
from parsers import schema

CALENDAR = "calendar.csv"
EQUAL_ENDS = "The quiet hours cannot start and end at the same time, so they stay as they were."
INCOMPLETE = "A row needs a name, term or holiday, a first and a last day. Until then it is left out."
BACKWARDS = "A term or holiday cannot end before it starts. Until that is mended, it is left out."


@dataclass(frozen=True)
class Timetable:
    """The quiet hours [start, end), the terms and holidays (CALENDAR's rows), and whose bank holidays count."""

    quiet_start: time
    quiet_end: time
    days: tuple[tuple[str, str, date, date], ...]
    bank_holidays: BankHolidays | None


@dataclass(frozen=True)
class Choices:
    """Whose bank holidays may be chosen: codes, None for nobody's or for the whole country, and which is chosen."""

    countries: tuple[str | None, ...]
    country: int
    parts: tuple[str | None, ...]
    part: int

    @property
    def has_parts(self) -> bool:
        return len(self.parts) > 1


def choices(times: Timetable) -> Choices:
    """A country that `holidays` does not know is nobody's."""
    whose = times.bank_holidays if times.bank_holidays and times.bank_holidays.country in countries() else None
    every: tuple[str | None, ...] = (None, *countries())
    within: tuple[str | None, ...] = (None, *parts(whose.country)) if whose else (None,)
    return Choices(
        every, every.index(whose.country if whose else None), within, within.index(whose.subdivision if whose else None)
    )


def timetable(workspace: Workspace) -> Timetable:
    """What holds in a workspace: its settings' terms or, where they name none, its calendar's; and all its holidays."""
    school = workspace.school
    holidays = workspace.calendar.filter(pl.col("days") == "holiday")
    terms = [(term.name, "term", term.starts, term.ends) for term in school.terms]
    days = tuple(sorted((*terms, *holidays.iter_rows()), key=by_date))
    return Timetable(school.quiet_start, school.quiet_end, days, school.bank_holidays)


def at_times(workspace: Workspace, times: Timetable) -> Workspace:
    """The workspace as if its files had said this timetable."""
    calendar = calendar_of(times)
    school = replace(
        workspace.school,
        quiet_start=times.quiet_start,
        quiet_end=times.quiet_end,
        bank_holidays=times.bank_holidays,
        terms=(),
    )
    digest = sha256(f"{workspace.digest}{times!r}".encode()).hexdigest()
    return replace(workspace, school=with_terms(school, calendar), calendar=calendar, digest=digest)


def calendar_of(times: Timetable) -> pl.DataFrame:
    """CALENDAR."""
    return pl.DataFrame(list(times.days), schema=schema.CALENDAR, orient="row")


def calendar_csv(times: Timetable) -> bytes:
    return parsers.as_csv(calendar_of(times))


def with_quiet_hours(times: Timetable, start: time, end: time) -> tuple[Timetable, list[str]]:
    """And what is to be said about it."""
    return (times, [EQUAL_ENDS]) if start == end else (replace(times, quiet_start=start, quiet_end=end), [])


def with_days(times: Timetable, table: Mapping[str, Sequence[Any]]) -> tuple[Timetable, list[str]]:
    """The timetable with the rows of an edited table (name, days, starts, ends), and what is to be said about others.

    An empty row says nothing and is not missed. A day may come as a moment, as Streamlit's table gives it.
    """
    columns = (map(as_day, table[name]) for name in schema.CALENDAR.names())
    rows = [row for row in zip(*columns, strict=True) if any(row)]
    whole = [row for row in rows if all(row) and row[0].strip()]
    forward = [row for row in whole if row[2] <= row[3]]
    said = [INCOMPLETE] * (len(whole) < len(rows)) + [BACKWARDS] * (len(forward) < len(whole))
    return replace(times, days=tuple(sorted(forward, key=by_date))), said


def as_day(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


def by_date(row: tuple[str, str, date, date]) -> tuple[date, str]:
    return row[2], row[1]
