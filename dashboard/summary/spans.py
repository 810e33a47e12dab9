"""Periods of several summaries: those of the same days are one, whatever each calls it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

import polars as pl

from dashboard.summary.model import Group, Period
from dashboard.summary.school import PERIODS
from dashboard.words import day


class Stretch(NamedTuple):
    """A period by its days, whatever a summary calls it."""

    ends: date
    starts: date
    span: str


def period_names(groups: Iterable[Group]) -> tuple[dict[Stretch, str], tuple[str, ...]]:
    """The name of each period, the newest last, no two the same; and a remark where days had to be added to it."""
    counted: dict[Stretch, Counter[str]] = {}
    for group in groups:
        for period in group.periods:
            counted.setdefault(stretch_of(period), Counter())[period.name] += 1
    best = {stretch: min(names, key=lambda n: (-names[n], -len(n), n)) for stretch, names in sorted(counted.items())}
    uses = Counter(best.values())
    twice = tuple(name for name, number in uses.items() if number > 1)
    named = {stretch: name if uses[name] == 1 else with_days(name, stretch) for stretch, name in best.items()}
    return named, tuple(f"{name} has different days in different summaries; they are kept apart." for name in twice)


def stretch_of(period: Period) -> Stretch:
    return Stretch(period.ends, period.starts, period.span)


def with_days(name: str, stretch: Stretch) -> str:
    """Spring (6 Jan 2026 to 27 Mar 2026)"""
    return f"{name} ({day(stretch.starts)} to {day(stretch.ends)})"


def periods(names: Mapping[Stretch, str]) -> pl.DataFrame:
    """PERIODS: by their last day, of two that end together the longer first."""
    rows = [(name, stretch.starts, stretch.ends, stretch.span) for stretch, name in names.items()]
    return pl.DataFrame(rows, schema=PERIODS, orient="row")
