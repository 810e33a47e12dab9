"""When it is quiet and when there is school, as a reader changed it on the page, in place of what the files say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any, TypeAlias

import polars as pl

import parsers
from dashboard.bank_holidays import BankHolidays, countries, parts
from dashboard.workspace import Workspace, with_terms
from parsers import schema

CALENDAR = "calendar.csv"
DAYS = ("starts", "ends")
Row: TypeAlias = tuple[str, str, date, date]
EQUAL_ENDS = "The quiet hours cannot start and end at the same time, so they stay as they were."
INCOMPLETE = "A row needs a name, term or holiday, a first and a last day. Until then it is left out."
BACKWARDS = "A term or holiday cannot end before it starts. Until that is mended, it is left out."
TWICE = "Two terms that start in one year need two names. The second of a name is left out."
TOO_SHORT = (
    "A term of less than four weeks is left out: the figures of a few days come close to what one person did in them."
)
TOO_NARROW = "Quiet hours of less than four hours are not taken: they come close to when one person wrote."
SHORTEST_TERM = timedelta(weeks=4)
NARROWEST_QUIET = timedelta(hours=4)


@dataclass(frozen=True)
class Timetable:
    """The quiet hours [start, end), the terms and holidays (CALENDAR's rows), and whose bank holidays count."""

    quiet_start: time
    quiet_end: time
    days: tuple[Row, ...]
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
    if start == end:
        return times, [EQUAL_ENDS]
    length = (datetime.combine(date.min, end) - datetime.combine(date.min, start)) % timedelta(days=1)
    if length < NARROWEST_QUIET:
        return times, [TOO_NARROW]
    return replace(times, quiet_start=start, quiet_end=end), []


def with_days(times: Timetable, table: Mapping[str, Sequence[Any]]) -> tuple[Timetable, list[str]]:
    """The timetable with the rows of an edited table (name, days, starts, ends), and what is to be said about others.

    An empty row says nothing and is not missed. A day may come as a moment or as text, as Streamlit's table gives it.
    """
    columns = {name: list(map(as_day, table[name])) if name in DAYS else table[name] for name in schema.CALENDAR}
    kept, said = [row for row in zip(*columns.values(), strict=True) if any(row)], list[str]()
    for rule, sentence in ((is_whole, INCOMPLETE), (is_forward, BACKWARDS), (is_long_enough, TOO_SHORT)):
        fit = [row for row in kept if rule(row)]
        said += [sentence] * (len(fit) < len(kept))
        kept = fit
    by_term = {(row[0], row[2].year) if row[1] == "term" else row: row for row in reversed(kept)}
    said += [TWICE] * (len(by_term) < len(set(kept)))
    return replace(times, days=tuple(sorted(by_term.values(), key=by_date))), said


def is_whole(row: Row) -> bool:
    return all(row) and bool(row[0].strip())


def is_forward(row: Row) -> bool:
    return row[2] <= row[3]


def is_long_enough(row: Row) -> bool:
    return row[1] != "term" or row[3] - row[2] >= SHORTEST_TERM


def as_day(value: Any) -> date | None:
    if isinstance(value, str):
        return date.fromisoformat(value[:10])
    return value.date() if isinstance(value, datetime) else value


def by_date(row: Row) -> tuple[date, str]:
    return row[2], row[1]
