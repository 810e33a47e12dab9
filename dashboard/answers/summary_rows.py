"""Exact figures -> the rows of a summary: of classes, of years told of as one, and of the school."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

import polars as pl

from dashboard.answers.chosen import spans
from dashboard.answers.exact_announcements import Announced, announced
from dashboard.answers.exact_figures import MEDIANS, Exact, exact, in_groups_of_school, once_each
from dashboard.answers.noted import Noted
from dashboard.answers.noted import noted as noted_anew
from dashboard.answers.whole_periods import in_order, whole_periods
from dashboard.metrics import equity
from dashboard.metrics.clock_offsets import exported
from dashboard.summary.model import Lasting
from dashboard.summary.related import AS_OF_THE_END, ONCE_EACH
from dashboard.summary.sense import as_name
from dashboard.workspace import Workspace

Row = tuple[str, str]  # a group and a period, as a summary names them
Cell = tuple[str, str | datetime]  # that, or a group and the time of an announcement
FigureOf = tuple[str, str | datetime, str]  # one figure of a cell
Hidden = frozenset[Cell | FigureOf]
Numbers = Mapping[str, tuple[int, int | None]]  # figure: its number, and the whole of a share
Reached = Mapping[str, Any]  # a row of REACHED
COUNTED_ONCE = frozenset(figure for figure, _ in ONCE_EACH)


class Dated(NamedTuple):
    """A period."""

    name: str
    starts: date
    ends: date
    span: Lasting


STATES = MappingProxyType(
    {"export": "export", "exporting_off": "not exported", "group": "no export", "none": "no group"}
)


class Facts(NamedTuple):
    """A class, and the export of its group."""

    year: str | None
    group: Literal["export", "no export", "not exported", "no group"]
    first: date | None  # of its records
    last: date | None
    times_settled: bool  # no two of its exports disagree on the time of day


@dataclass(frozen=True)
class Counted:
    """Everything that is known of the classes in whole periods, exactly."""

    workspace: Workspace
    whole: pl.DataFrame  # whole_periods.WHOLE_PERIODS
    exact: Exact
    announced: Announced

    @cached_property
    def periods(self) -> tuple[Dated, ...]:
        """By time."""
        return tuple(Dated(*row) for row in in_order(self.whole).iter_rows())

    @cached_property
    def facts(self) -> Mapping[str, Facts]:
        """By class."""
        return facts_of(self.workspace)

    @cached_property
    def figures(self) -> Mapping[tuple[str, str], Numbers]:
        """By class and period."""
        found: dict[tuple[str, str], dict[str, tuple[int, int | None]]] = {}
        for name, period, figure, number, of in self.exact.figures.iter_rows():
            found.setdefault((name, period), {})[figure] = number, of
        return found

    @cached_property
    def reached(self) -> Mapping[tuple[str, str], Sequence[Reached]]:
        """By class and period."""
        found: dict[tuple[str, str], list[Reached]] = {}
        for row in self.announced.classes.iter_rows(named=True):
            found.setdefault((row["class"], row["period"]), []).append(row)
        return found


@dataclass(frozen=True)
class Rows:
    """A group of a summary: the classes that its figures are sums over, period by period."""

    name: str  # as the summary has it
    kind: Literal["class", "year", "school"]
    parts: Mapping[str, tuple[str, ...]]  # by period; both as the workspace has them
    of: str | None = None  # the class, as the workspace has it
    addressed: tuple[str, ...] = ()  # more classes, which its announcements alone are of

    def cell(self, period: str) -> Row:
        return self.name, as_name(period)

    @property
    def classes(self) -> tuple[str, ...]:
        every = {name for parts in self.parts.values() for name in parts} | set(self.addressed)
        return (self.of,) if self.of is not None else tuple(sorted(every))


def count(workspace: Workspace, class_name: str | None = None, noted: Noted | None = None) -> Counted:
    """Of that class, or of all; noted: the workspace's habits, where they are known already."""
    whole = whole_periods(workspace)
    own = whole if class_name is None else whole.filter(pl.col("class") == class_name)
    groups = own["chat"].drop_nulls().unique().to_list()
    spoken = replace(workspace, daily=workspace.daily.filter(pl.col("chat").is_in(groups)))
    figures = exact(spoken, own, noted or noted_anew(workspace))
    return Counted(workspace, own, figures, announced(workspace, own))


def facts_of(workspace: Workspace) -> Mapping[str, Facts]:
    clocks = exported(workspace.chats, workspace.school.zones).select("chat", settled=pl.col("offset") != "unresolved")
    rows = (
        group_states(workspace)
        .join(spans(workspace), on="chat", how="left")
        .join(clocks, on="chat", how="left")
        .select("class", "year", "state", "first", "last", pl.col("settled").fill_null(value=True))
    )
    return {name: Facts(*row) for name, *row in rows.iter_rows()}


def group_states(workspace: Workspace) -> pl.DataFrame:
    """class, year, chat, state of its group, as a summary says it.

    There is "no group" of a class which the settings name without one; of others nobody said whether there is.
    """
    named = [group.name for group in workspace.school.classes]
    known = equity.coverage(workspace.classes, frozenset(chat.name for chat in workspace.chats), workspace.school)
    said = pl.col("state").cast(pl.String).replace_strict(dict(STATES))
    unsaid = (said == "no group") & ~pl.col("class").is_in(named)
    return known.select("class", "year", "chat", state=pl.when(unsaid).then(pl.lit("no export")).otherwise(said))


# The groups


def of_class(counted: Counted, name: str) -> Rows:
    own = set(counted.whole.filter(pl.col("class") == name)["period"])
    return Rows(as_name(name), "class", {each.name: (name,) for each in counted.periods if each.name in own}, name)


def of_years(units: pl.DataFrame) -> list[Rows]:
    """Of each year, in the periods in which its classes are told of together (suppression.UNITS)."""
    found: dict[str, dict[str, list[str]]] = {}
    for name, period, unit in units.filter(pl.col("kind") == "year").select("class", "period", "unit").iter_rows():
        found.setdefault(unit, {}).setdefault(period, []).append(name)
    return [
        Rows(as_name(unit), "year", {period: tuple(sorted(names)) for period, names in parts.items()})
        for unit, parts in sorted(found.items())
    ]


def of_school(counted: Counted, groups: Sequence[Rows], hidden: Hidden) -> Rows:
    """The school: the classes with an export that are told of, by themselves or with their year.

    Its announcements are of those without one too.
    """
    name = as_name(counted.workspace.school.name)
    told = told_classes(groups, hidden)
    parts = {
        period: tuple(name for name in names if counted.facts[name].group == "export") for period, names in told.items()
    }
    taken = any(group.name == name for group in groups)
    return Rows(
        as_name(f"All of {name}") if taken else name,
        "school",
        {period: names for period, names in parts.items() if names},
        addressed=tuple(sorted({name for names in told.values() for name in names})) if counted.announced.told else (),
    )


def told_classes(groups: Iterable[Rows], hidden: Hidden) -> Mapping[str, tuple[str, ...]]:
    """The classes that are told of, by period."""
    found: dict[str, set[str]] = {}
    for group in groups:
        for period, names in group.parts.items():
            if group.cell(period) not in hidden:
                found.setdefault(period, set()).update(names)
    return {period: tuple(sorted(names)) for period, names in found.items()}


# Their numbers


def numbers(counted: Counted, group: Rows, period: str) -> Numbers:
    """The figures of a group in a period; none of what is not known of each of its classes."""
    names = group.parts[period]
    each = [counted.figures.get((name, period), {}) for name in names]
    if group.kind == "class":
        return each[0]
    if group.kind == "year":
        return added_up(each)
    added = added_up(each)
    places = {figure: pair for figure, pair in added.items() if figure not in COUNTED_ONCE}
    high = added.get("in_group_at_most")
    inside = in_groups_of_school(counted.exact.in_groups[period], names, high[0]) if high else {}
    return places | dict(once_each(counted.exact.said[period], names)) | dict(inside)


def untold(counted: Counted, groups: Sequence[Rows], hidden: Hidden) -> Hidden:
    """`hidden` and what would undo it: who is in a group at a year's end is who is in it at its last term's end."""
    told = told_classes([group for group in groups if group.kind != "school"], hidden)
    years = [period for period in counted.periods if period.span == "school year"]
    return hidden | {
        (*group.cell(year.name), figure)
        for year in years
        for term in counted.periods
        if (term.span, term.ends) == ("term", year.ends)
        for group in groups
        if year.name in group.parts and not is_told(group, term.name, group.parts[year.name], told, hidden)
        for figure in AS_OF_THE_END
    }


def is_told(
    group: Rows, term: str, classes: Collection[str], told: Mapping[str, Collection[str]], hidden: Hidden
) -> bool:
    """Whether neither the group's own row of the term is hidden nor that of any of these classes."""
    alone = term not in group.parts or group.cell(term) not in hidden
    return alone and set(told.get(term, ())).issuperset(classes)


def added_up(each: Sequence[Numbers]) -> Numbers:
    shared = set.intersection(*(set(numbers) for numbers in each)) - set(MEDIANS)
    return {figure: summed([numbers[figure] for numbers in each]) for figure in sorted(shared)}


def summed(pairs: Sequence[tuple[int, int | None]]) -> tuple[int, int | None]:
    wholes = [of for _, of in pairs if of is not None]
    return sum(number for number, _ in pairs), sum(wholes) if wholes else None
