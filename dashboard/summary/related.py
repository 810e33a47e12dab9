"""What the figures of one group in a summary say of each other: sums and bounds between its cells, for the attack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise, permutations
from types import MappingProxyType
from typing import Self

from dashboard.summary.cells import (
    AT_THE_END,
    FAMILIES,
    GONE_BY_THE_END,
    NIGHTS,
    PARTS,
    SCHOOL_NIGHTS,
    Cell,
    Cells,
    Span,
    gone_since,
    new_since,
    one_after_another,
)
from dashboard.summary.model import READ, RUNGS, Announcement, Group, Period, Summary

ADDED_UP = (  # over the classes of a year, and of the school
    *("unlinked_members", "joined", "left"),
    *(NIGHTS, "nights_with_a_message", SCHOOL_NIGHTS, "school_nights_with_a_message"),
)
IN_EACH_TERM = ("joined", "left", NIGHTS, "nights_with_a_message", SCHOOL_NIGHTS, "school_nights_with_a_message")
AS_OF_THE_END = (AT_THE_END, "in_group_at_least", "in_group_at_most", "unlinked_members")
ONCE_EACH = (  # what the school counts of each family once: of which families
    *((FAMILIES, FAMILIES), ("heard", FAMILIES)),
    *((AT_THE_END, AT_THE_END), ("in_group_at_least", AT_THE_END), ("in_group_at_most", AT_THE_END)),
)
NIGHTS_WITH = MappingProxyType({name: whole for name, whole in PARTS.items() if whole in (NIGHTS, SCHOOL_NIGHTS)})
PART_OF = (
    ("in_group_at_least", "in_group_at_most"),
    ("school_nights_with_a_message", "nights_with_a_message"),
    (SCHOOL_NIGHTS, NIGHTS),
    ("messages_a_day", "messages_on_a_busy_day"),
)


@dataclass(frozen=True)
class Told:
    """Of one file: whether each group's row of a period is told or hidden, and which classes are told with a year."""

    groups: tuple[Group, ...]
    rows: Mapping[tuple[str, Span], bool]
    spans: Mapping[str, tuple[Span, ...]]  # of each class, the shortest first
    years: Mapping[str, tuple[str, ...]]  # with which each class is told in some period
    exported: frozenset[str]  # classes whose figures are of an export
    labels: Mapping[str, str | None]  # of each class, its year

    @classmethod
    def of(cls, summary: Summary) -> Self:
        classes = [group for group in summary.groups if group.kind == "class"]
        years = [group for group in summary.groups if group.kind == "year"]
        return cls(
            summary.groups,
            {(group.name, span(row)): row.figures is not None for group in summary.groups for row in group.periods},
            {group.name: tuple(sorted(map(span, group.periods), key=length)) for group in classes},
            {group.name: tuple(year.name for year in years if group.name in year.classes) for group in classes},
            frozenset(group.name for group in classes if group.group == "export"),
            {group.name: group.year for group in classes},
        )

    def counted_in(self, whole: Group, when: Span) -> list[str]:
        """The classes that the figures of the year, or of the school, are made up of in a period; a class is itself."""
        if whole.kind == "class":
            return [whole.name]
        there = [name for name in whole.classes if (name, when) in self.rows or name not in self.spans]
        if whole.kind == "year":
            return there
        return [name for name in there if name in self.exported and self.is_told(name, when)]

    def addressed_in(self, whole: Group, day: date) -> list[str]:
        """The same of an announcement: each class as in the shortest period around it, without an export too."""
        return [
            name
            for name in whole.classes
            for when in [each for each in self.spans.get(name, ()) if each.starts <= day <= each.ends][:1]
            if (self.is_told(name, when) if whole.kind == "school" else self.rows.get((whole.name, when), False))
        ]

    def by_year(self, classes: Sequence[str]) -> Mapping[str | None, Sequence[str]]:
        """These classes by the year they are of, where the file says so."""
        found: dict[str | None, list[str]] = {}
        for name in classes:
            found.setdefault(self.labels.get(name), []).append(name)
        return found

    def is_told(self, name: str, when: Span) -> bool:
        """By itself or with its year."""
        alone, with_year = (
            self.rows.get((name, when)),
            (self.rows.get((year, when)) for year in self.years.get(name, ())),
        )
        return bool(alone) or (alone is not None and any(with_year))


def length(when: Span) -> tuple[timedelta, Span]:
    return when.ends - when.starts, when


def span(period: Period) -> Span:
    return Span(period.name, period.starts, period.ends)


def is_within(term: Period, year: Period) -> bool:
    return (term.span, year.span) == ("term", "school year") and year.starts <= term.starts and term.ends <= year.ends


def cell(group: Group, where: Period | Announcement, figure: str) -> Cell:
    return Cell(group.name, group.kind, span(where) if isinstance(where, Period) else where.sent_at, figure)


# What figures of one group say of each other


def relate(cells: Cells, group: Group, told: Told, *, certain_alone: bool) -> None:
    """certain_alone: without what is so of nearly every class, but need not be."""
    for period in group.periods:
        for part, whole in PART_OF:
            at_most(cells, [cell(group, period, part)], cell(group, period, whole))
        rest(cells, *([cell(group, period, name) for name in names] for names in NIGHTS_WITH.items()))
    for sent in group.announcements:
        for names in (RUNGS, READ):
            for part, whole in pairwise(names):
                at_most(cells, [cell(group, sent, part)], cell(group, sent, whole))
    for year in group.periods:
        classes = set(told.counted_in(group, span(year)))
        within = [term for term in group.periods if is_within(term, year)]
        counted = {term.name: set(told.counted_in(group, span(term))) for term in within}
        relate_terms(cells, group, year, [term for term in within if classes >= counted[term.name]])
        same = [term for term in within if classes == counted[term.name]]
        relate_ends(cells, group, year, same)
        if fill(same, year):
            relate_whole_year(cells, group, year, same)
        if not certain_alone:
            relate_likely(cells, group, year, same)


def relate_terms(cells: Cells, group: Group, year: Period, terms: Sequence[Period]) -> None:
    """Of the same classes: who is heard in a term is heard in its year; what days add up to is no more than in it."""
    for term in terms:
        at_most(cells, [cell(group, term, "heard")], cell(group, year, "heard"))
    together = [terms] if one_after_another(dict.fromkeys(map(span, terms))) else [[term] for term in terms]
    for each in together:
        for name in IN_EACH_TERM:
            at_most(cells, [cell(group, term, name) for term in each], cell(group, year, name))
        for names in NIGHTS_WITH.items():
            rest(cells, *([cell(group, period, name) for name in names] for period in (year, *each)))


def relate_ends(cells: Cells, group: Group, year: Period, terms: Sequence[Period]) -> None:
    """Of the same classes, on the same last day: the same people."""
    for term in terms:
        if term.ends == year.ends:
            for name in AS_OF_THE_END:
                equal(cells, [cell(group, term, name)], cell(group, year, name))


def fill(terms: Sequence[Period], year: Period) -> bool:
    """Whether each day of the year is in one of the terms."""
    days = sum((term.ends - term.starts).days + 1 for term in terms)
    return one_after_another(dict.fromkeys(map(span, terms))) and days == (year.ends - year.starts).days + 1


def relate_whole_year(cells: Cells, group: Group, year: Period, terms: Sequence[Period]) -> None:
    for name in IN_EACH_TERM:
        equal(cells, [cell(group, term, name) for term in terms], cell(group, year, name))


def at_most(cells: Cells, parts: Sequence[Cell], whole: Cell) -> None:
    """Where anything is known of them."""
    if parts and any_known(cells, [*parts, whole]):
        cells.at_most(dict.fromkeys(parts), whole)


def equal(cells: Cells, parts: Sequence[Cell], whole: Cell) -> None:
    if parts and any_known(cells, [*parts, whole]):
        cells.equal(dict.fromkeys(parts), whole)


def rest(cells: Cells, every: Sequence[Cell], *others: Sequence[Cell]) -> None:
    """Each a part and its whole, the others within `every`: of the rest, the part is no more than the whole."""
    if any_known(cells, [every[0], *(part for part, _ in others)]):
        within = {part: -1 for part, _ in others} | {whole: 1 for _, whole in others}
        cells.relate({every[0]: 1, every[1]: -1, **within}, high=0)


def any_known(cells: Cells, some: Sequence[Cell]) -> bool:
    return not cells.ranges.keys().isdisjoint(some)


# What is likely. A family can write after it left; a list of members can disagree with who came and went.


def relate_likely(cells: Cells, group: Group, year: Period, terms: Sequence[Period]) -> None:
    """Of the same classes."""
    if fill(terms, year):
        heard, in_terms = cell(group, year, "heard"), [cell(group, term, "heard") for term in terms]
        bound(cells, [heard], in_terms, 0)
    for period in (year, *terms):
        inside, left = cell(group, period, "in_group_at_least"), cell(group, period, "left")
        gone = cells.known(cell(group, period, GONE_BY_THE_END))
        if gone is not None and any_known(cells, [left]):
            bound(cells, [cell(group, period, "heard")], [inside, left], gone)
    for earlier, later in permutations((year, *terms), 2):
        if earlier.ends < later.ends:
            relate_changes(cells, group, year, terms, (earlier, later))


def relate_changes(
    cells: Cells, group: Group, year: Period, terms: Sequence[Period], ends: tuple[Period, Period]
) -> None:
    """Whoever is in the group at one end is in it at a later one, or left it or the roll; and the reverse."""
    earlier, later = ends
    gone, new = (cells.known(cell(group, later, name)) for name in (gone_since(earlier.name), new_since(earlier.name)))
    around = [term for term in terms if term.ends <= earlier.ends or term.starts > later.ends]
    for name, went, came in (("in_group_at_least", gone, new), ("unlinked_members", 0, 0)):
        before, after = (cell(group, period, name) for period in ends)
        for some, others, moves, on_roll in ((before, after, "left", went), (after, before, "joined", came)):
            moved, elsewhen = cell(group, year, moves), [cell(group, term, moves) for term in around]
            if on_roll is not None and any_known(cells, [moved, *elsewhen]):
                bound(cells, [some, *elsewhen], [others, moved], on_roll)


def bound(cells: Cells, some: Sequence[Cell], others: Sequence[Cell], more: int) -> None:
    """There are no more of `some` than of `others`, but for so many; where anything is known of them."""
    if more == 0 and cells.none(others):
        cells.are_none(some)
    elif any_known(cells, [*some, *others]):
        cells.relate({**dict.fromkeys(some, 1), **dict.fromkeys(others, -1)}, high=more)
