"""The numbers behind the figures of summaries: what each may be, and what is known of their sums, for the attack."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from itertools import pairwise
from math import inf
from types import MappingProxyType
from typing import NamedTuple

from dashboard.disclosure import bands
from dashboard.disclosure.attack import Relation

FAMILIES, AT_THE_END, NIGHTS, SCHOOL_NIGHTS = "families", "families on roll at the end", "nights", "school nights"
GONE_BY_THE_END = "families on roll, but not at the end"  # of a group; counted in each of its classes
PARTS = MappingProxyType(  # shares: of what; all shares of an announcement are of FAMILIES
    {
        "heard": FAMILIES,
        "in_group_at_least": AT_THE_END,
        "in_group_at_most": AT_THE_END,
        "nights_with_a_message": NIGHTS,
        "school_nights_with_a_message": SCHOOL_NIGHTS,
    }
)
MOST = 100_000  # of anything of which nothing is known
SIMPLE = 1_000  # fractions of no more parts than this; the ends of bands are such, or the smallest step above such one


class Span(NamedTuple):
    """A period, told by its days from another of the same name."""

    name: str
    starts: date
    ends: date


class Cell(NamedTuple):
    """One number, the same in every file that tells of it."""

    group: str
    kind: str
    where: Span | datetime
    figure: str

    @property
    def place(self) -> str | datetime:
        """The period's name, or the announcement's time."""
        return self.where.name if isinstance(self.where, Span) else self.where

    @property
    def whole(self) -> "Cell | None":
        """What it is a part of, if anything."""
        if self.figure == FAMILIES:
            return None
        figure = FAMILIES if isinstance(self.where, datetime) else PARTS.get(self.figure)
        return self._replace(figure=figure) if figure else None

    def __str__(self) -> str:
        return f"{self.figure} of {self.group} ({self.place})"


@dataclass(frozen=True)
class Cells:
    """What is told of each cell. exact: the wholes that readers may know, by group, a period's name or a time, and of
    what."""

    exact: Mapping[tuple[str, str | datetime, str], int]
    ranges: dict[Cell, tuple[int, int]] = field(default_factory=dict)
    said: set[Cell] = field(default_factory=set)  # those that a file tells of
    secret: set[Cell] = field(default_factory=set)  # those that the attack must not find
    sums: dict[tuple[object, ...], Relation[Cell]] = field(default_factory=dict)

    def told(self, cell: Cell) -> bool:
        return cell in self.said

    def known(self, cell: Cell) -> int | None:
        return self.exact.get((cell.group, cell.place, cell.figure))

    def within(self, cell: Cell, low: int, high: int) -> None:
        """The cell is one of these numbers, whatever else is told of it."""
        least, most = self.ranges.get(cell, (0, MOST))
        self.ranges[cell] = max(low, least), min(high, most)

    def whole(self, cell: Cell, said: int | str | None) -> None:
        """Of families or nights, which are no secret: exact where readers may know it, else as it is told."""
        if said is not None:
            self._say(cell)
            self.within(cell, *bands.numbers(said))

    def count(self, cell: Cell, said: int | str | None) -> None:
        """Of people or messages; none of them is told as none, so it is no secret."""
        self.whole(cell, said)
        if said == 0:
            self.secret.discard(cell)

    def share(self, part: Cell, whole: Cell, said: str | None) -> None:
        if said is None:
            return
        self._say(part)
        self._say(whole)
        known = self.known(whole)
        if known is not None:
            self.within(part, *bands.parts(said, known))
        else:
            self._share_of_some(part, whole, said)

    def _share_of_some(self, part: Cell, whole: Cell, said: str) -> None:
        """Of a whole that is not known, but that the width of the band tells something of."""
        step = next(step for step, words in bands.WORDS.items() if said in words)
        wider = [fewest for fewest in bands.FEWEST.values() if fewest > bands.FEWEST[step]]
        self.within(whole, bands.FEWEST[step], min(wider, default=MOST) - 1)
        self.within(part, 0, self.ranges[whole][1])
        (low, beyond_low), (high, beyond_high) = (simply(end) for end in bands.BANDS[said])
        self.relate({part: low.denominator, whole: -low.numerator}, low=beyond_low)
        self.relate({part: high.denominator, whole: -high.numerator}, high=beyond_high - 1)

    def at_most(self, parts: Mapping[Cell, None], whole: Cell) -> None:
        """Together the parts are no more than the whole."""
        self._none_of_none(parts, whole)
        self.relate({**dict.fromkeys(parts, 1), whole: -1}, high=0)

    def equal(self, parts: Mapping[Cell, None], whole: Cell) -> None:
        """Together the parts are the whole."""
        self._none_of_none(parts, whole)
        self.relate({**dict.fromkeys(parts, 1), whole: -1}, low=0, high=0)

    def relate(self, terms: Mapping[Cell, int], *, low: float = -inf, high: float = inf) -> None:
        for cell in terms:
            self._expect(cell)
        self.sums[(*terms.items(), low, high)] = Relation(terms, low, high)

    def none(self, some: Iterable[Cell]) -> bool:
        """Whether each of them is told as none."""
        return all(self.ranges.get(cell) == (0, 0) for cell in some)

    def are_none(self, some: Iterable[Cell]) -> None:
        """As if each were told as none, as what is told says so."""
        for cell in some:
            self._expect(cell)
            self.within(cell, 0, 0)
            self.secret.discard(cell)

    def _say(self, cell: Cell) -> None:
        self.said.add(cell)
        self._expect(cell)

    def _expect(self, cell: Cell) -> None:
        """Of whatever nothing is told of it is known all the same that it is no more than its whole."""
        if cell in self.ranges:
            return
        known = self.known(cell)
        most = self.known(cell.whole) if cell.whole else None
        if known is not None:
            self.within(cell, known, known)
        else:
            self.within(cell, 0, MOST if most is None else most)
        if cell.figure not in (FAMILIES, AT_THE_END, NIGHTS, SCHOOL_NIGHTS) and most != 0:
            self.secret.add(cell)

    def _none_of_none(self, parts: Iterable[Cell], whole: Cell) -> None:
        """Where the whole is told as none, so are its parts."""
        if self.none([whole]):
            self.are_none(parts)


def simply(millionths: int) -> tuple[Fraction, int]:
    """An end of a band as a simple fraction, and 1 where the end is just above it: more than nine tenths."""
    whole = Fraction(millionths, bands.MILLION)
    return (whole, 0) if whole.denominator <= SIMPLE else (Fraction(millionths - 1, bands.MILLION), 1)


def one_after_another(spans: Mapping[Span, None]) -> bool:
    """Whether no day is in two of them."""
    return all(earlier.ends < later.starts for earlier, later in pairwise(sorted(spans, key=lambda span: span.starts)))


# What readers may know of rolls besides


def gone_since(earlier: str) -> str:
    """The families on roll at the end of an earlier period and no more at this one's; counted in each class."""
    return f"families gone since {earlier}"


def new_since(earlier: str) -> str:
    """The reverse."""
    return f"families new since {earlier}"


def shared(families: str) -> str:
    """Of a year: by how much its classes' `families` (FAMILIES or AT_THE_END) added up exceed them, each once."""
    return f"{families} in two classes"
