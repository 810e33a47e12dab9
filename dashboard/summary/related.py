"""What the figures of a summary say of each other: sums and bounds between its cells, for the attack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import inf
from typing import Self

from dashboard.summary.cells import AT_THE_END, FAMILIES, NIGHTS, SCHOOL_NIGHTS, Cell, Cells, Span, one_after_another
from dashboard.summary.model import Announcement, Group, Period, Summary

RUNGS = ("at_least", "known", "at_most")  # each no more than the next
READ = ("read_at_least", "read_at_most")

ADDED_UP = (  # over the classes of a year; and of the school, which counts each family heard, or on roll, once
    *("in_group_at_least", "in_group_at_most", AT_THE_END, "unlinked_members", "joined", "left"),
    *(NIGHTS, "nights_with_a_message", SCHOOL_NIGHTS, "school_nights_with_a_message"),
)
IN_EACH_TERM = ("joined", "left", NIGHTS, "nights_with_a_message", SCHOOL_NIGHTS, "school_nights_with_a_message")
PART_OF = (
    ("in_group_at_least", "in_group_at_most"),
    ("school_nights_with_a_message", "nights_with_a_message"),
    (SCHOOL_NIGHTS, NIGHTS),
)


@dataclass(frozen=True)
class Told:
    """Of one file: whether each group's row of a period is told or hidden, and which classes are told with a year."""

    groups: tuple[Group, ...]
    rows: Mapping[tuple[str, Span], bool]
    spans: Mapping[str, tuple[Span, ...]]  # of each class, the shortest first
    years: Mapping[str, tuple[str, ...]]  # with which each class is told in some period

    @classmethod
    def of(cls, summary: Summary) -> Self:
        classes = [group for group in summary.groups if group.kind == "class"]
        years = [group for group in summary.groups if group.kind == "year"]
        return cls(
            summary.groups,
            {(group.name, span(row)): row.figures is not None for group in summary.groups for row in group.periods},
            {group.name: tuple(sorted(map(span, group.periods), key=length)) for group in classes},
            {group.name: tuple(year.name for year in years if group.name in year.classes) for group in classes},
        )

    def counted_in(self, whole: Group, when: Span) -> list[str]:
        """The classes that the figures of the year, or of the school, are made up of in a period; a class is itself."""
        if whole.kind == "class":
            return [whole.name]
        there = [name for name in whole.classes if (name, when) in self.rows or name not in self.spans]
        return there if whole.kind == "year" else [name for name in there if self.is_told(name, when)]

    def addressed_in(self, whole: Group, day: date) -> list[str]:
        """The same of an announcement: each class as in the shortest period around it, without an export too."""
        return [
            name
            for name in (whole.classes if whole.kind == "year" else self.spans)
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


def cell(group: Group, where: Period | Announcement, figure: str) -> Cell:
    return Cell(group.name, group.kind, span(where) if isinstance(where, Period) else where.sent_at, figure)


# What figures of one group say of each other


def relate(cells: Cells, group: Group, told: Told) -> None:
    for period in group.periods:
        for part, whole in PART_OF:
            at_most(cells, [cell(group, period, part)], cell(group, period, whole))
    for sent in group.announcements:
        for names in (RUNGS, READ):
            for part, whole in pairwise(names):
                at_most(cells, [cell(group, sent, part)], cell(group, sent, whole))
    for year in group.periods:
        classes = set(told.counted_in(group, span(year)))
        within = [term for term in group.periods if is_within(term, year)]
        relate_terms(
            cells, group, year, [term for term in within if classes.issuperset(told.counted_in(group, span(term)))]
        )


def is_within(term: Period, year: Period) -> bool:
    return (term.span, year.span) == ("term", "school year") and year.starts <= term.starts and term.ends <= year.ends


def relate_terms(cells: Cells, group: Group, year: Period, terms: Sequence[Period]) -> None:
    """Of the same classes: who is heard in a term is heard in its year; what days add up to is no more than in it."""
    for term in terms:
        at_most(cells, [cell(group, term, "heard")], cell(group, year, "heard"))
    together = [terms] if one_after_another(dict.fromkeys(map(span, terms))) else [[term] for term in terms]
    for each in together:
        for name in IN_EACH_TERM:
            at_most(cells, [cell(group, term, name) for term in each], cell(group, year, name))


def at_most(cells: Cells, parts: Sequence[Cell], whole: Cell) -> None:
    """Where anything is known of them."""
    if parts and not cells.ranges.keys().isdisjoint((*parts, whole)):
        cells.at_most(dict.fromkeys(parts), whole)


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
    for name, families in (("heard", FAMILIES), (FAMILIES, FAMILIES)):
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
    """
    parts = of_classes(classes, some.where, some.figure)
    if some.kind == "year":
        cells.equal(parts, some)
        return
    for part in parts:
        cells.at_most({part: None}, some)
    places = [cells.known(each) for each in of_classes(classes, some.where, FAMILIES)]
    once = cells.known(families)
    twice = sum(filter(None, places)) - once if once is not None and None not in places else inf
    cells.relate({**dict.fromkeys(parts, 1), some: -1}, low=0, high=inf if some.figure == "at_most" else twice)
