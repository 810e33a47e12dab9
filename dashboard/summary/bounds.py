"""How many families of a school, each once, where classes alone are told of: at least so many, at most so many.

A family with children in two classes stands in both, so classes do not add up to the school; summaries do not say who
they are. What is certain: the school has at least as many as its largest class, and at most as many as all classes
together.
"""

from collections.abc import Sequence
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
