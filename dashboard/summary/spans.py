"""Periods of several summaries: those of the same days are one, whatever each calls it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

import polars as pl

from dashboard.summary.model import Group, Period
from dashboard.summary.school import PERIODS
from dashboard.words import day

RESERVED = ("Class", "unsure")  # what tables call their first column, and pictures a figure not to be leaned on


class Stretch(NamedTuple):
    """A period by its days, whatever a summary calls it."""

    ends: date
    starts: date
    span: str


def period_names(groups: Iterable[Group]) -> tuple[dict[Stretch, str], tuple[str, ...]]:
    """The name of each period, the newest last, no two the same and none RESERVED.

    And a remark on each name that summaries give to several periods.
    """
    counted: dict[Stretch, Counter[str]] = {}
    for group in groups:
        for period in group.periods:
            counted.setdefault(stretch_of(period), Counter())[period.name] += 1
    best = {stretch: min(names, key=lambda n: (-names[n], -len(n), n)) for stretch, names in sorted(counted.items())}
    return told_apart(best), tuple(remarks(best))


def stretch_of(period: Period) -> Stretch:
    return Stretch(period.ends, period.starts, period.span)


def told_apart(named: Mapping[Stretch, str]) -> dict[Stretch, str]:
    """Each by its name where no other has it; else with its days, and its kind where another has those too.

    A longer name may be one that another has by itself, which then gets its own days as well: so no two are left alike.
    """
    uses = Counter([*RESERVED, *named.values()])
    days = Counter((stretch.starts, stretch.ends) for stretch in named)
    longer = {
        stretch: with_days(name, stretch, alone=days[stretch.starts, stretch.ends] == 1)
        for stretch, name in named.items()
        if uses[name] > 1
    }
    return told_apart({**named, **longer}) if longer else dict(named)


def with_days(name: str, stretch: Stretch, *, alone: bool) -> str:
    """Spring (6 Jan 2026 to 27 Mar 2026) · 2025/26 (6 Jan 2026 to 27 Mar 2026, term), not alone in having these days"""
    kind = "" if alone else f", {stretch.span}"
    return f"{name} ({day(stretch.starts)} to {day(stretch.ends)}{kind})"


def remarks(best: Mapping[Stretch, str]) -> Iterator[str]:
    for name, number in Counter(best.values()).items():
        if number > 1:
            days = {(stretch.starts, stretch.ends) for stretch, each in best.items() if each == name}
            differ = "has different days" if len(days) > 1 else "is a term and a school year"
            yield f"{name} {differ} in different summaries; they are kept apart."


def periods(names: Mapping[Stretch, str]) -> pl.DataFrame:
    """PERIODS: by their last day, of two that end together the longer first."""
    rows = [(name, stretch.starts, stretch.ends, stretch.span) for stretch, name in names.items()]
    return pl.DataFrame(rows, schema=PERIODS, orient="row")
