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
from dashboard.summary.per_cent import around
from dashboard.summary.school import FAMILIES_ONCE, FIGURES
from dashboard.summary.settled import Settings, Taken
from dashboard.summary.spans import Stretch, stretch_of
from dashboard.thresholds import FEWEST_FAMILIES
from dashboard.words import between

NUMBERS = (
    *("families", "unlinked_members", "joined", "left"),
    *("nights", "messages_a_day", "messages_on_a_busy_day"),
)
SHARES = tuple(name for name in Figures.__struct_fields__ if name not in (*NUMBERS, "linked_enough"))
AT_NIGHT = ("nights", "nights_with_a_message", "school_nights_with_a_message")
SEEN = ("seen_at_least", "seen_at_most")
NOT_KNOWN, TOO_FEW = "not known", "too few"


@dataclass(frozen=True)
class Sources:
    """What counts: the groups, what the school's own figures are taken from (None: bounds), and what all compare by."""

    taken: tuple[Taken, ...]
    whole: Taken | None
    own: Settings
    names: Mapping[Stretch, str]
    missing: tuple[str, ...]  # classes of which nothing tells


def figures(sources: Sources, overlap: Overlap) -> pl.DataFrame:
    """FIGURES: the school's; each class's in every period, each year's in those in which its classes are together."""
    rows: list[tuple[object, ...]] = []
    own_periods = {each.name: {stretch_of(period): period for period in each.group.periods} for each in sources.taken}
    for stretch, name in sources.names.items():
        at = name, stretch.starts, stretch.ends, stretch.span
        rows += ((None, *at, *told) for told in school_rows(sources, stretch, overlap))
        for each in sources.taken:
            period = own_periods[each.name].get(stretch)
            if period or each.group.kind == "class":
                rows += ((each.name, *at, *told) for told in group_rows(each, period, stretch, sources.own))
        for absent in sources.missing:
            rows += ((absent, *at, *told) for told in unknown_rows())
    return pl.DataFrame(rows, schema=FIGURES, orient="row")


def school_rows(sources: Sources, stretch: Stretch, overlap: Overlap) -> Iterator[tuple[object, ...]]:
    if sources.whole:
        period = next((each for each in sources.whole.group.periods if stretch_of(each) == stretch), None)
        return group_rows(sources.whole, period, stretch, sources.own)
    return added_up(sources.taken, stretch, overlap)


def group_rows(taken: Taken, period: Period | None, stretch: Stretch, own: Settings) -> Iterator[tuple[object, ...]]:
    """figure, unit, said, low, high, told, linked_enough of one group in a period; None: it does not tell of it."""
    if period is None:
        return unknown_rows()
    if period.figures is None:
        return unknown_rows(TOO_FEW)
    values = asdict(period.figures)
    if taken.given.quiet != own.quiet:
        values |= dict.fromkeys(AT_NIGHT)
    return said_rows(values, seen_in(taken, stretch, own), period.figures.linked_enough)


def said_rows(
    values: Mapping[str, int | str | None], seen: Announcement | None, linked_enough: bool | None
) -> Iterator[tuple[object, ...]]:
    for name in NUMBERS:
        yield row(name, "count", values[name], NOT_KNOWN, linked_enough)
    for name in SHARES:
        yield row(name, "share", values[name], NOT_KNOWN, linked_enough)
    small = seen is not None and bands.numbers(seen.families)[1] < FEWEST_FAMILIES
    for name, share in zip(SEEN, (seen.known, seen.at_most) if seen else (None, None), strict=True):
        yield row(name, "share", share, TOO_FEW if small else NOT_KNOWN, linked_enough)


def unknown_rows(why: str = NOT_KNOWN) -> Iterator[tuple[object, ...]]:
    for name in NUMBERS:
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


def seen_in(taken: Taken, stretch: Stretch, own: Settings) -> Announcement | None:
    """The period's last announcement that tells how many could see it, else its last one."""
    if taken.window_hours != own.window_hours:
        return None
    within = [each for each in taken.posted if stretch.starts <= each.sent_at.date() <= stretch.ends]
    return next((each for each in reversed(within) if each.known or each.at_most), within[-1] if within else None)


# The school where nobody counted each family once


class OnRoll(NamedTuple):
    """A class or year that is told of in a period, with its number of families on roll."""

    taken: Taken
    figures: Figures
    families: int | str


def told_in(taken: Sequence[Taken], stretch: Stretch) -> list[OnRoll]:
    """Classes with records and a roster; of years only those of whose classes none is told of alone."""
    told = [
        OnRoll(each, period.figures, period.figures.families)
        for each, period in in_stretch(taken, stretch)
        if period.figures and period.figures.families is not None and each.group.group == "export"
    ]
    alone = {each.taken.name for each in told if each.taken.group.kind == "class"}
    return [each for each in told if alone.isdisjoint(each.taken.classes)]


def in_stretch(taken: Iterable[Taken], stretch: Stretch) -> Iterator[tuple[Taken, Period]]:
    return ((each, period) for each in taken for period in each.group.periods if stretch_of(period) == stretch)


def added_up(taken: Sequence[Taken], stretch: Stretch, overlap: Overlap) -> Iterator[tuple[object, ...]]:
    """What counts families in classes, as shares of all places, and in FAMILIES_ONCE as bounds of families, each once.

    All else is not known.
    """
    told = told_in(taken, stretch)
    hidden = not told and any(period.figures is None for _, period in in_stretch(taken, stretch))
    linked_enough = all(each.figures.linked_enough is not False for each in told)
    known = {each[0]: (*each, "told", linked_enough) for each in (*of_places(told), *once_each(told, overlap))}
    why = TOO_FEW if hidden else NOT_KNOWN
    once = [row(name, "count", None, why, None) for name in FAMILIES_ONCE.values()]
    return (known.get(str(unknown[0]), unknown) for unknown in (*unknown_rows(why), *once))


def of_places(told: Sequence[OnRoll]) -> Iterator[tuple[str, str, str, float, float]]:
    """figure, unit, said, low, high: the shares of all places in classes, a family in two of them having two."""
    for figure in FAMILIES_ONCE:
        if tells(told, figure):
            as_places = bounds.places_of if figure == "heard" else bounds.places_left
            ends = bounds.share_of_all([as_places(getattr(each.figures, figure), each.families) for each in told])
            yield figure, "share", around(*ends), *ends


def once_each(told: Sequence[OnRoll], overlap: Overlap) -> Iterator[tuple[str, str, str, float, float]]:
    """figure, unit, said, low, high: families, each once."""
    for figure, name in (("families", "families"), *FAMILIES_ONCE.items()):
        if tells(told, figure):
            low, high = bounds.together([unit_of(each, figure) for each in told], overlap)
            yield name, "count", between(low, high), float(low), float(high)


def tells(told: Sequence[OnRoll], figure: str) -> bool:
    return any(getattr(each.figures, figure) is not None for each in told)


def unit_of(told: OnRoll, figure: str) -> Unit:
    """The families that the figure may stand for; where it is not told, any number of those on roll."""
    share, number = getattr(told.figures, figure), max(len(told.taken.classes), 1)
    if figure == "families":
        return bounds.families(told.families, number)
    if share is None:
        return bounds.families(told.families, number)._replace(least=0)
    as_families = bounds.part if figure == "heard" else bounds.part_of_some
    return as_families(share, told.families, number)
