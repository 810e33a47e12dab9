"""What is certain of a school where classes alone are told of: how many families, each once, and which share of all.

A family with children in two classes stands in both, so classes do not add up to the school; summaries do not say who
they are. What is certain: the school has at least as many as its largest class, and at most as many as all classes
together. These bounds are wide. Where a family counts in each of its classes, as it has a place in each, the share of
all places lies within much narrower ones.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from dashboard.disclosure import bands


class Unit(NamedTuple):
    """Families of one class, or places of families in so many classes that are told of together."""

    least: int
    most: int
    classes: int = 1


class Overlap(NamedTuple):
    """What the roster here says of all classes, whatever the dates: families, each once, and their places in classes.

    None: not known.
    """

    families: int | None = None
    places: int | None = None


class Places(NamedTuple):
    """A share, between so many and so many of a million, of between so many places."""

    low: int
    high: int
    fewest: int
    most: int


NOTHING_KNOWN = Overlap()


def together(units: Sequence[Unit], overlap: Overlap = NOTHING_KNOWN) -> tuple[int, int]:
    """The fewest and the most families, each once, that are in at least one of `units`; not of none.

    At least: those of the largest class (of classes told together, at least their places by the number of classes).
    A family counts at most once in each class, so all classes' places exceed the families by no more than they do on
    the roster: at least the sum less that. At most: the sum, and no more than the roster's families.
    A roster that contradicts the figures, as it is of another year, is not used.
    """
    most = sum(unit.most for unit in units)
    wide = min(largest(units), most), most
    narrow = narrowed(units, overlap, wide)
    return narrow if narrow[0] <= narrow[1] else wide


def largest(units: Sequence[Unit]) -> int:
    return max(-(-unit.least // unit.classes) for unit in units)


def narrowed(units: Sequence[Unit], overlap: Overlap, wide: tuple[int, int]) -> tuple[int, int]:
    """The same bounds by what the roster says."""
    least, most = wide
    if overlap.families is None:
        return wide
    if overlap.places is not None:
        least = max(least, sum(unit.least for unit in units) - (overlap.places - overlap.families))
    return least, min(most, overlap.families)


def families(said: int | str, classes: int = 1) -> Unit:
    """The families that a published count may stand for."""
    return Unit(*bands.numbers(said), classes)


def part(share: str, said: int | str, classes: int = 1) -> Unit:
    """Those that a published share of them may stand for."""
    fewest, most = bands.numbers(said)
    return Unit(bands.parts(share, smallest(share, fewest))[0], bands.parts(share, most)[1], classes)


def part_of_some(share: str, said: int | str, classes: int = 1) -> Unit:
    """The same, where the share is of those of them who were on roll at the end, whose number is not told."""
    return Unit(bands.parts(share, smallest(share, 0))[0], bands.parts(share, bands.numbers(said)[1])[1], classes)


def smallest(share: str, fewest: int) -> int:
    """The smallest whole of which the share can have been told."""
    return max(fewest, told_of(share))


def told_of(share: str) -> int:
    """The fewest of which a share is told in so narrow a band."""
    return next(bands.FEWEST[step] for step, words in bands.WORDS.items() if share in words)


# Where a family counts in each of its classes


def share_of_all(places: Sequence[Places]) -> tuple[float, float]:
    """The least and the most that the share of all places together may be, of some that are not none."""
    least = smallest_mean([(each.low, each.fewest, each.most) for each in places])
    most = -smallest_mean([(-each.high, each.fewest, each.most) for each in places])
    return least / bands.MILLION, min(most / bands.MILLION, 1.0)


def smallest_mean(values: Sequence[tuple[int, int, int]]) -> float:
    """The least mean of values that weigh between so much each: up to one of them as much as can be, the others little.

    Smaller values pull it down and larger ones up.
    """
    ordered = sorted(values)
    more = [most - few for _, few, most in ordered]  # from all as little as can be: what each adds, one after another
    weights = accumulate(more, initial=sum(few for _, few, _ in ordered))
    added = (value * weight for (value, _, _), weight in zip(ordered, more, strict=True))
    totals = accumulate(added, initial=sum(value * few for value, few, _ in ordered))
    return min(total / weight for total, weight in zip(totals, weights, strict=True))


def places_of(share: str | None, said: int | str) -> Places:
    """A share of the families; where it is not told, any of them may be part of it."""
    fewest, most = bands.numbers(said)
    if share is None:
        return Places(0, bands.MILLION, fewest, most)
    return Places(*bands.BANDS[share], smallest(share, fewest), most)


def places_left(share: str | None, said: int | str) -> Places:
    """The same, where the share is of those of them who were on roll at the end, whose number is not told."""
    return places_of(share, said)._replace(fewest=0 if share is None else told_of(share))
