"""What a page is about: a frozen `Selection` (period, classes), the periods on offer, and `apply`."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

import polars as pl

from dashboard.school import Term

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)
SCHOOL_YEAR = "School year"
EVERYTHING = "Everything loaded"
FIRST_MONTH = 8  # a school year is named by its 1 August to 31 July


@dataclass(frozen=True)
class Period:
    """Whole days, the first and the last included."""

    name: str
    starts: date
    ends: date


@dataclass(frozen=True)
class Selection:
    """A period and the classes asked for, in the order in which they are shown; no class is no class, not all."""

    period: Period
    classes: tuple[str, ...]


def apply(selection: Selection, messages: Frame) -> Frame:
    """The messages and notices sent in the selection's period, by the date on the exporting phone's clock."""
    after = datetime.combine(selection.period.ends + timedelta(days=1), time())
    return messages.filter(
        pl.col("sent_at").is_between(datetime.combine(selection.period.starts, time()), after, closed="left")
    )


def periods(terms: Iterable[Term], first: date, last: date) -> tuple[Period, ...]:
    """What can be chosen for records from `first` to `last`, newest first in each group.

    Each term with a day among the records; then each school year with one, from its first term's start to its last
    term's end; then everything. Only terms that are known make a school year. Terms of one name get the year in which
    they start, so that every period can be told by its name.
    """
    known = sorted(terms, key=lambda term: term.starts, reverse=True)
    names = Counter(term.name for term in known)
    spans = [
        Period(term.name if names[term.name] == 1 else f"{term.name} {term.starts.year}", term.starts, term.ends)
        for term in known
    ]
    offered = [period for period in (*spans, *school_years(known)) if period.starts <= last and first <= period.ends]
    return (*offered, Period(EVERYTHING, first, last))


def offered(terms: Iterable[Term], messages: pl.DataFrame) -> tuple[Period, ...]:
    """`periods` for what was loaded; none where no record has a date."""
    first, last = messages["sent_at"].min(), messages["sent_at"].max()
    return (
        periods(terms, first.date(), last.date()) if isinstance(first, datetime) and isinstance(last, datetime) else ()
    )


def school_years(terms: Iterable[Term]) -> tuple[Period, ...]:
    """One period for each school year in which a term starts, newest first."""
    years: dict[int, list[Term]] = {}
    for term in terms:
        years.setdefault(term.starts.year - (term.starts.month < FIRST_MONTH), []).append(term)
    return tuple(
        Period(f"{SCHOOL_YEAR} {year}/{(year + 1) % 100:02}", min(t.starts for t in own), max(t.ends for t in own))
        for year, own in sorted(years.items(), reverse=True)
    )


def default(offered: Iterable[Period]) -> Period:
    """The newest school year of `periods`; without one, everything loaded."""
    *earlier, everything = offered
    return next((period for period in earlier if period.name.startswith(f"{SCHOOL_YEAR} ")), everything)
