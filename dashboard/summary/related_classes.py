"""What classes say of their year and their school: sums and bounds between the cells of a summary, for the attack."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from math import inf

from dashboard.summary.cells import FAMILIES, Cell, Cells, Span, shared
from dashboard.summary.model import RUNGS, Announcement, Group, Period
from dashboard.summary.related import ADDED_UP, ONCE_EACH, Told, cell, span

CAN_BE = ("in_group_at_most", "at_most")  # not so many families, but for so many there is room
ALIKE = ("at_least", "known")  # so of a family in each of its classes, or in none


def relate_classes(cells: Cells, told: Told, *, certain_alone: bool) -> None:
    """certain_alone: without what is so of nearly every school, but need not be."""
    alike = ALIKE if certain_alone else RUNGS  # an echo in two other classes' groups has room for a family in each
    for whole in told.groups:
        if whole.kind != "class":
            for period in whole.periods:
                relate_sums(cells, whole, period, told)
            for sent in whole.announcements:
                relate_announcement(cells, whole, sent, told, alike)


def relate_sums(cells: Cells, whole: Group, period: Period, told: Told) -> None:
    """What is told of them together is their sum; a school's families are counted once."""
    classes = told.counted_in(whole, span(period))
    if period.figures is None or not classes:
        return
    for name in ADDED_UP:
        if cells.told(cell(whole, period, name)):
            cells.equal(of_classes(classes, span(period), name), cell(whole, period, name))
    for name, families in ONCE_EACH:
        if cells.told(cell(whole, period, name)):
            relate_families(cells, cell(whole, period, name), families, told.by_year(classes))


def relate_announcement(cells: Cells, whole: Group, sent: Announcement, told: Told, alike: Sequence[str]) -> None:
    classes = told.addressed_in(whole, sent.sent_at.date())
    for name in (FAMILIES, *RUNGS):
        if classes and cells.told(cell(whole, sent, name)):
            relate_families(cells, cell(whole, sent, name), FAMILIES, told.by_year(classes), alike=name in alike)


def of_classes(classes: Sequence[str], where: Span | datetime, figure: str) -> dict[Cell, None]:
    return dict.fromkeys(Cell(name, "class", where, figure) for name in classes)


def relate_families(
    cells: Cells, some: Cell, families: str, years: Mapping[str | None, Sequence[str]], *, alike: bool = False
) -> None:
    """Families of a year are its classes'. A family in two classes of the school is one: the classes' number is no less
    than the school's, each class's no more. some: of the classes (by year), out of `families`.

    alike: a family counts in each of its classes, or in none.
    """
    every = [name for names in years.values() for name in names]
    parts = of_classes(every, some.where, some.figure)
    if some.kind == "year":
        cells.equal(parts, some)
        return
    for part in parts:
        cells.at_most({part: None}, some)
    cells.relate({**dict.fromkeys(parts, 1), some: -1}, low=0, high=counted_twice(cells, some, families, every))
    for names, twice in parts_of(cells, some, families, years):
        relate_part(cells, some, families, names, twice, alike=alike)


def counted_twice(cells: Cells, some: Cell, families: str, classes: Sequence[str]) -> float:
    """By how much the classes' number can exceed the school's: by no more than the families on roll do.

    But for those who can have been in a group: one free place in it counts for each class, and for the school once.
    Those who can be in a class's group are its classes' numbers added up, and no more than there are families.
    """
    places = [cells.known(each) for each in of_classes(classes, some.where, families)]
    once = cells.known(some._replace(figure=families))
    twice = sum(filter(None, places)) - once if once is not None and None not in places else inf
    if some.figure == "in_group_at_most":
        return 0 if twice == 0 or (once is not None and cells.ranges[some][1] < once) else inf
    return inf if some.figure == "at_most" else twice


def parts_of(
    cells: Cells, some: Cell, families: str, years: Mapping[str | None, Sequence[str]]
) -> Iterator[tuple[Sequence[str], int]]:
    """Classes of which it is known by how much their families added up exceed them, each once, and that number at most.

    Each class by itself, and those of one year, which share few.
    """
    for year, names in years.items():
        yield from (([name], 0) for name in names)
        twice = cells.exact.get((year, some.place, shared(families))) if year is not None else None
        if twice is not None and len(names) > 1:
            yield names, twice


def relate_part(cells: Cells, some: Cell, families: str, names: Sequence[str], twice: int, *, alike: bool) -> None:
    """They exceed the school by what is counted twice at most; the school exceeds them by other families at most."""
    wholes = of_classes(names, some.where, families)
    known = [cells.known(each) for each in (some._replace(figure=families), *wholes)]
    once, *places = [number for number in known if number is not None] or [0]
    least = sum(places) - twice - once if alike and None not in known else -inf
    most = inf if some.figure in CAN_BE or len(names) == 1 else twice
    if (least, most) != (-inf, inf):
        cells.relate({**dict.fromkeys(of_classes(names, some.where, some.figure), 1), some: -1}, low=least, high=most)
