"""Every figure of every group and period, with the range that it may stand for, or why it is not told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import polars as pl
from msgspec.structs import asdict

from dashboard.disclosure import bands
from dashboard.summary import bounds
from dashboard.summary.bounds import Overlap, Unit
from dashboard.summary.model import Announcement, Figures, Period
from dashboard.summary.school import FIGURES
from dashboard.summary.settled import Settings, Taken
from dashboard.summary.spans import Span, span_of
from dashboard.thresholds import FEWEST_FAMILIES
from dashboard.words import between

COUNTS = (
    *("families", "unlinked_members", "joined", "left"),
    *("nights", "messages_a_day", "messages_on_a_busy_day"),
)
SHARES = tuple(name for name in Figures.__struct_fields__ if name not in (*COUNTS, "linked_enough"))
AT_NIGHT = ("nights", "nights_with_a_message", "school_nights_with_a_message")
SEEN = ("seen_at_least", "seen_at_most")
ADDED_UP = ("families", "heard", "in_group_at_least", "in_group_at_most")  # for the school, as bounds
NOT_KNOWN, TOO_FEW = "not known", "too few"


@dataclass(frozen=True)
class Sources:
    """What counts: the groups, what the school's own figures are taken from (None: bounds), and what all compare by."""

    taken: tuple[Taken, ...]
    whole: Taken | None
    own: Settings
    names: Mapping[Span, str]
    missing: tuple[str, ...]  # classes of which nothing tells


def figures(sources: Sources, overlap: Overlap) -> pl.DataFrame:
    """FIGURES: the school's; each class's in every period, each year's in those in which its classes are together."""
    rows: list[tuple[object, ...]] = []
    own_periods = {each.name: {span_of(period): period for period in each.group.periods} for each in sources.taken}
    for span, name in sources.names.items():
        at = name, span.starts, span.ends, span.span
        rows += ((None, *at, *told) for told in school_rows(sources, span, overlap))
        for each in sources.taken:
            period = own_periods[each.name].get(span)
            if period or each.group.kind == "class":
                rows += ((each.name, *at, *told) for told in group_rows(each, period, span, sources.own))
        for absent in sources.missing:
            rows += ((absent, *at, *told) for told in unknown_rows())
    return pl.DataFrame(rows, schema=FIGURES, orient="row")


def school_rows(sources: Sources, span: Span, overlap: Overlap) -> Iterator[tuple[object, ...]]:
    if sources.whole:
        period = next((each for each in sources.whole.group.periods if span_of(each) == span), None)
        return group_rows(sources.whole, period, span, sources.own)
    return added_up(sources.taken, span, overlap)


def group_rows(taken: Taken, period: Period | None, span: Span, own: Settings) -> Iterator[tuple[object, ...]]:
    """figure, unit, said, low, high, told, linked_enough of one group in a period; None: it does not tell of it."""
    if period is None:
        return unknown_rows()
    if period.figures is None:
        return unknown_rows(TOO_FEW)
    values = asdict(period.figures)
    if taken.given.quiet != own.quiet:
        values |= dict.fromkeys(AT_NIGHT)
    return said_rows(values, seen_in(taken, span, own), period.figures.linked_enough)


def said_rows(
    values: Mapping[str, int | str | None], seen: Announcement | None, linked_enough: bool | None
) -> Iterator[tuple[object, ...]]:
    for name in COUNTS:
        yield row(name, "count", values[name], NOT_KNOWN, linked_enough)
    for name in SHARES:
        yield row(name, "share", values[name], NOT_KNOWN, linked_enough)
    small = seen is not None and bands.numbers(seen.families)[1] < FEWEST_FAMILIES
    for name, share in zip(SEEN, (seen.known, seen.at_most) if seen else (None, None), strict=True):
        yield row(name, "share", share, TOO_FEW if small else NOT_KNOWN, linked_enough)


def unknown_rows(why: str = NOT_KNOWN) -> Iterator[tuple[object, ...]]:
    for name in COUNTS:
        yield row(name, "count", None, why, None)
    for name in (*SHARES, *SEEN):
        yield row(name, "share", None, why, None)


def row(
    figure: str, unit: str, said: int | str | None, otherwise: str, linked_enough: bool | None
) -> tuple[object, ...]:
    if said is None:
        return figure, unit, None, None, None, otherwise, linked_enough
    low, high = bands.bounds(str(said)) if unit == "share" else bands.numbers(said)
    return figure, unit, str(said), float(low), float(high), "told", linked_enough


def seen_in(taken: Taken, span: Span, own: Settings) -> Announcement | None:
    """The period's last announcement that tells how many could see it, else its last one."""
    if taken.given.summary.window_hours != own.window_hours:
        return None
    within = [each for each in taken.group.announcements if span.starts <= each.sent_at.date() <= span.ends]
    return next((each for each in reversed(within) if each.known or each.at_most), within[-1] if within else None)


# The school where nobody counted each family once


class Told(NamedTuple):
    """A class or year that is told of in a period, with its number of families on roll."""

    taken: Taken
    figures: Figures
    families: int | str


def told_in(taken: Sequence[Taken], span: Span) -> list[Told]:
    """Classes with records and a roster; of years only those of whose classes none is told of alone."""
    told = [
        Told(each, period.figures, period.figures.families)
        for each, period in in_span(taken, span)
        if period.figures and period.figures.families is not None and each.group.group == "export"
    ]
    alone = {each.taken.name for each in told if each.taken.group.kind == "class"}
    return [each for each in told if alone.isdisjoint(each.taken.classes)]


def in_span(taken: Iterable[Taken], span: Span) -> Iterator[tuple[Taken, Period]]:
    return ((each, period) for each in taken for period in each.group.periods if span_of(period) == span)


def added_up(taken: Sequence[Taken], span: Span, overlap: Overlap) -> Iterator[tuple[object, ...]]:
    """The rows of ADDED_UP as bounds of families, each once; all others are not known."""
    told = told_in(taken, span)
    hidden = not told and any(period.figures is None for _, period in in_span(taken, span))
    linked_enough = all(each.figures.linked_enough is not False for each in told)
    for unknown in unknown_rows(TOO_FEW if hidden else NOT_KNOWN):
        figure = str(unknown[0])
        units = list(units_of(told, figure)) if figure in ADDED_UP else []
        if units:
            low, high = bounds.together(units, overlap)
            yield figure, "count", between(low, high), float(low), float(high), "told", linked_enough
        else:
            yield unknown


def units_of(told: Iterable[Told], figure: str) -> Iterator[Unit]:
    for each in told:
        share, number = getattr(each.figures, figure), max(len(each.taken.classes), 1)
        if figure == "families":
            yield bounds.families(each.families, number)
        elif share is not None and figure == "heard":
            yield bounds.part(share, each.families, number)
        elif share is not None:
            yield bounds.part_of_some(share, each.families, number)
