"""Periods of several summaries: those of the same days are one, whatever each calls it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

import polars as pl

from dashboard.summary.model import Group, Period
from dashboard.summary.school import PERIODS
from dashboard.words import day


class Span(NamedTuple):
    """A period by its days, whatever a summary calls it."""

    ends: date
    starts: date
    span: str


def period_names(groups: Iterable[Group]) -> tuple[dict[Span, str], tuple[str, ...]]:
    """The name of each period, the newest last, no two the same; and a remark where days had to be added to it."""
    counted: dict[Span, Counter[str]] = {}
    for group in groups:
        for period in group.periods:
            counted.setdefault(span_of(period), Counter())[period.name] += 1
    best = {span: min(names, key=lambda n: (-names[n], -len(n), n)) for span, names in sorted(counted.items())}
    uses = Counter(best.values())
    twice = tuple(name for name, number in uses.items() if number > 1)
    named = {span: name if uses[name] == 1 else with_days(name, span) for span, name in best.items()}
    return named, tuple(f"{name} has different days in different summaries; they are kept apart." for name in twice)


def span_of(period: Period) -> Span:
    return Span(period.ends, period.starts, period.span)


def with_days(name: str, span: Span) -> str:
    """Spring (6 Jan 2026 to 27 Mar 2026)"""
    return f"{name} ({day(span.starts)} to {day(span.ends)})"


def periods(names: Mapping[Span, str]) -> pl.DataFrame:
    """PERIODS: by their last day, of two that end together the longer first."""
    rows = [(name, span.starts, span.ends, span.span) for span, name in names.items()]
    return pl.DataFrame(rows, schema=PERIODS, orient="row")
