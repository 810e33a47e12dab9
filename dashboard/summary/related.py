"""What the figures of a summary say of each other: sums and bounds between its cells, for the attack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import inf
from types import MappingProxyType
from typing import Self

from dashboard.summary.cells import (
    AT_THE_END,
    FAMILIES,
    NIGHTS,
    PARTS,
    SCHOOL_NIGHTS,
    Cell,
    Cells,
    Span,
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


def relate(cells: Cells, group: Group, told: Told, *, heard_in_a_term: bool) -> None:
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
            relate_whole_year(cells, group, year, same, heard_in_a_term=heard_in_a_term)


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


def relate_whole_year(
    cells: Cells, group: Group, year: Period, terms: Sequence[Period], *, heard_in_a_term: bool
) -> None:
    for name in IN_EACH_TERM:
        equal(cells, [cell(group, term, name) for term in terms], cell(group, year, name))
    heard, in_terms = cell(group, year, "heard"), [cell(group, term, "heard") for term in terms]
    if heard_in_a_term and any_known(cells, [heard, *in_terms]):
        cells.relate({heard: 1, **dict.fromkeys(in_terms, -1)}, high=0)


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


# What the classes say of their year and their school


def relate_classes(cells: Cells, told: Told) -> None:
    for whole in told.groups:
        if whole.kind != "class":
            for period in whole.periods:
                relate_sums(cells, whole, period, told.counted_in(whole, span(period)))
            for sent in whole.announcements:
                relate_announcement(cells, whole, sent, told)


def relate_sums(cells: Cells, whole: Group, period: Period, classes: Sequence[str]) -> None:
    """What is told of them together is their sum; a school's families are counted once."""
    if period.figures is None or not classes:
        return
    for name in ADDED_UP:
        if cells.told(cell(whole, period, name)):
            cells.equal(of_classes(classes, span(period), name), cell(whole, period, name))
    for name, families in ONCE_EACH:
        if cells.told(cell(whole, period, name)):
            relate_families(cells, cell(whole, period, name), cell(whole, period, families), classes)


def relate_announcement(cells: Cells, whole: Group, sent: Announcement, told: Told) -> None:
    classes = told.addressed_in(whole, sent.sent_at.date())
    for name in (FAMILIES, *RUNGS):
        if classes and cells.told(cell(whole, sent, name)):
            relate_families(cells, cell(whole, sent, name), cell(whole, sent, FAMILIES), classes)


def of_classes(classes: Sequence[str], where: Span | datetime, figure: str) -> dict[Cell, None]:
    return dict.fromkeys(Cell(name, "class", where, figure) for name in classes)


def relate_families(cells: Cells, some: Cell, families: Cell, classes: Sequence[str]) -> None:
    """Families of a year are its classes'. A family in two classes of the school is one: the classes' number is no less
    than the school's, each class's no more, and twice counted are no more than on roll.

    But for those who can have been in a group: one free place in it counts for each class, and for the school once.
    Those who can be in a class's group are its classes' numbers added up, and no more than there are families.
    """
    parts = of_classes(classes, some.where, some.figure)
    if some.kind == "year":
        cells.equal(parts, some)
        return
    places = [cells.known(each) for each in of_classes(classes, some.where, families.figure)]
    once = cells.known(families)
    twice = sum(filter(None, places)) - once if once is not None and None not in places else inf
    if some.figure == "in_group_at_most":
        added_up = twice == 0 or (once is not None and cells.ranges[some][1] < once)
        twice = 0 if added_up else inf
    elif some.figure == "at_most":
        twice = inf
    else:
        for part in parts:
            cells.at_most({part: None}, some)
    cells.relate({**dict.fromkeys(parts, 1), some: -1}, low=0, high=twice)
