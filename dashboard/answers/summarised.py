"""What may leave this laptop: a workspace -> the summary of one class, or of the whole school.

Exact figures of whole periods, then what protects the few: rows too small are hidden or told with their year's, others
are hidden with them so that no total gives them away, and each figure is put in a band. Then the attack: as long as it
finds a number, more is hidden; what it still finds is never written.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from types import MappingProxyType

import polars as pl

from dashboard.answers.chosen import spans
from dashboard.answers.group_announcements import announcements
from dashboard.answers.in_bands import summary_of
from dashboard.answers.known_rolls import Wholes, known_wholes
from dashboard.answers.noted import Noted
from dashboard.answers.summary_rows import (
    Cell,
    Counted,
    FigureOf,
    Hidden,
    Rows,
    count,
    numbers,
    of_class,
    of_school,
    of_years,
    untold,
)
from dashboard.disclosure.attack import Contradiction
from dashboard.disclosure.suppression import complementary, small, units
from dashboard.summary import file
from dashboard.summary.attacked import Exposed, exposed_in
from dashboard.summary.model import Summary
from dashboard.thresholds import MISSING_DAYS
from dashboard.words import at, day, listed
from dashboard.workspace import Workspace

WEEK = timedelta(days=7)


class NothingToSummarise(Exception):
    """There is nothing to make a summary of: why, and what to do about it."""


class Discloses(Exception):
    """A summary would give a number near one family's away, whatever is hidden: it is not written."""


@dataclass(frozen=True)
class Built:
    """A summary that nothing can be worked out from, and what its readers may know besides it."""

    summary: Summary
    roll: Mapping[tuple[str, str], int]  # families on roll, by group and period; those of hidden rows too
    posted: Mapping[tuple[str, datetime], int]  # families on roll, by group and the time of an announcement
    wholes: Wholes  # what other shares are of, and who came and went
    beside: tuple[Summary, ...] = ()  # of the school: each class's own, which may have left before


def summarise(workspace: Workspace, class_name: str | None = None, *, noted: Noted | None = None) -> Built:
    """The summary of that class, or of the whole school; noted: the workspace's habits, where they are known already.

    Raises NothingToSummarise without term dates, without a period that is over (whole_periods), and of a class that is
    not known or has no export; Discloses where the attack finds a number whatever is hidden.
    """
    if class_name is not None:
        expect_export(workspace, class_name)
    if not workspace.school.terms:
        raise NothingToSummarise(
            "A summary tells of whole terms, and no term dates are known. Add the school's term dates: a calendar file "
            "(CSV or iCal) among the files, or typed in on the page Hours."
        )
    if twice := in_two_terms(workspace):
        raise NothingToSummarise(
            f"{day(twice)} lies in two terms, so nobody can say of which it is. Correct the term dates: in the "
            "calendar file, in school.toml, or on the page Hours."
        )
    counted = count(workspace, class_name, noted)
    if counted.whole.is_empty():
        raise NothingToSummarise(not_over(workspace, class_name))
    return school_built(counted) if class_name is None else class_built(counted, class_name)


def in_two_terms(workspace: Workspace) -> date | None:
    """The first day that two terms share, if there is one."""
    terms = sorted(workspace.school.terms, key=lambda term: term.starts)
    return next((later.starts for term, later in pairwise(terms) if later.starts <= term.ends), None)


def expect_export(workspace: Workspace, class_name: str) -> None:
    known = workspace.classes.filter(pl.col("class") == class_name)
    if known.is_empty():
        names = workspace.classes["class"].to_list()
        there = f"These are: {listed(names)}." if names else "Add the export of a class group, or a roster."
        raise NothingToSummarise(f"No class is called {class_name} here. {there}")
    if known.join(spans(workspace), on="chat", how="semi").is_empty():
        raise NothingToSummarise(
            f"There is no export of the group of {class_name} here. Add the export, and say on the start page whose "
            "group it is if that is not known."
        )


def not_over(workspace: Workspace, class_name: str | None) -> str:
    records = spans(workspace)
    if class_name is not None:
        records = records.join(workspace.classes.filter(pl.col("class") == class_name), on="chat", how="semi")
    last = records["last"].max()
    until = f", which end on {day(last)}" if last else ""  # pyright: ignore[reportArgumentType]
    whose = "the records here" if class_name is None else f"the records of {class_name}"
    return (
        f"No term lies whole in {whose}{until}: of each, more than {MISSING_DAYS} days are missing at one end. Export "
        "the group again near the end of a term, or after it."
    )


# One class


def class_built(counted: Counted, class_name: str) -> Built:
    """A class by itself: a row that is too small is hidden, with another of the same school year."""
    group = of_class(counted, class_name)
    few = sizes(counted).filter(pl.col("class") == class_name, small(pl.col("families"), pl.col("messages")))
    return safe(counted, [group], map(group.cell, few["period"]))


def sizes(counted: Counted) -> pl.DataFrame:
    """class, year, period, families, messages of each whole period of each class."""
    return counted.whole.join(counted.exact.sizes, on=["class", "period"], how="left", maintain_order="left").select(
        "class", "year", "period", "families", "messages"
    )


# The school


def school_built(counted: Counted) -> Built:
    """All classes; those that are too small are told of with their year, where that is large enough."""
    found = units(sizes(counted))
    every = [of_class(counted, name) for name in counted.workspace.classes["class"].sort()]
    groups = [*every, *of_years(found)]
    alone = {(name, period) for name, period in found.filter(pl.col("kind") == "class")["class", "period"].iter_rows()}
    away = {
        group.cell(period)
        for group in every
        for period, names in group.parts.items()
        if not {(name, period) for name in names} <= alone
    }
    exported = counted.whole.drop_nulls("chat")["class"].unique().sort()
    return safe(counted, groups, away, tuple(class_built(counted, name).summary for name in exported))


# What is hidden


def safe(counted: Counted, groups: Sequence[Rows], few: Iterable[Cell], beside: tuple[Summary, ...] = ()) -> Built:
    """The summary of which the attack finds nothing, with as little hidden as may be."""
    hidden = with_cover(counted, groups, few)
    while True:
        built = put_together(counted, groups, hidden, beside)
        found = attack([built])
        more = {cell for each in found for cell in giving_away(each, built, hidden)}
        if not found:
            return built
        if not more:
            raise Discloses(refusal(found))
        hidden = with_cover(counted, groups, hidden | more)


def with_cover(counted: Counted, groups: Sequence[Rows], hidden: Iterable[Cell | FigureOf]) -> Hidden:
    """`hidden` and the rows that are hidden with its rows at the loss of the fewest weeks.

    The terms of a school year and the year itself are a line, as the year less the other terms is the last one.
    """
    every = frozenset(hidden)
    rows = {cell for cell in every if len(cell) == 2}  # of no single figure
    lines = [line for group in groups for line in lines_of(counted, group)]
    weeks = {period.name: (period.ends - period.starts) / WEEK for period in counted.periods}
    loss: dict[Cell, float] = {group.cell(period): weeks[period] for group in groups for period in group.parts}
    return every | complementary(lines, loss, rows)


def lines_of(counted: Counted, group: Rows) -> list[list[Cell]]:
    own = [period for period in counted.periods if period.name in group.parts]
    return [
        [group.cell(period.name) for period in own if year.starts <= period.starts and period.ends <= year.ends]
        for year in own
        if year.span == "school year"
    ]


def put_together(counted: Counted, groups: Sequence[Rows], hidden: Hidden, beside: tuple[Summary, ...]) -> Built:
    """The summary of these groups and, of more than one class, of the school."""
    every = [*groups, of_school(counted, groups, hidden)] if beside else list(groups)
    announced = announcements(counted, every, hidden)
    exact = {each.cell(period): numbers(counted, each, period) for each in every for period in each.parts}
    roll = {cell: told["families"][0] for cell, told in exact.items() if "families" in told}
    posted = {(name, row["sent_at"]): row["n"] for name, rows in announced.items() for row in rows}
    return Built(
        summary_of(counted, every, exact, announced, untold(counted, every, hidden)),
        MappingProxyType(roll),
        MappingProxyType(posted),
        MappingProxyType(known_wholes(counted, every, exact)),
        beside,
    )


def giving_away(found: Exposed, built: Built, hidden: Hidden) -> list[Cell | FigureOf]:
    """What to hide next, of what gives this number away: that figure of the school, or else of the year, or else of the
    group itself; where that is not enough the group's row, or else the year's, or else the school's; and at last the
    group's other rows."""
    names = [found.group, *(group.name for group in built.summary.groups if found.group in group.classes)]
    own = [period.name for group in built.summary.groups if group.name == found.group for period in group.periods]
    places = [*((name, found.where) for name in names), *((found.group, period) for period in own)]
    figures = [(name, found.where, found.figure) for name in reversed(names)]
    every: list[Cell | FigureOf] = [*figures, *places]
    return [cell for cell in every if cell not in hidden][:1]


def attack(built: Sequence[Built]) -> tuple[Exposed, ...]:
    """The numbers that whoever has all of these files, and knows every roll, can work out."""
    roll = {key: number for each in built for key, number in each.roll.items()}
    posted = {key: number for each in built for key, number in each.posted.items()}
    wholes = {key: number for each in built for key, number in each.wholes.items()}
    summaries = [summary for each in built for summary in (each.summary, *each.beside)]
    try:
        return exposed_in(summaries, roll, posted, wholes)
    except Contradiction as error:
        raise Discloses(
            f"The summaries contradict one another, so nobody can say what they give away. {error} "
            "Summarise each class by itself."
        ) from error


def refusal(found: Sequence[Exposed]) -> str:
    places = {f"{each.group} ({each.where if isinstance(each.where, str) else at(each.where)})" for each in found}
    return (
        f"This summary was not written: from it, a number of {listed(sorted(places)[:3])} could be worked out exactly, "
        "whatever is left out. Summarise the other classes, each by itself."
    )


def checked(built: Built, beside: Sequence[Built] = ()) -> bytes:
    """The file, after one more attack on it beside all other files of the school.

    Raises Discloses where that finds a number, SummaryError for a summary that could not be read.
    """
    if found := attack([built, *beside]):
        raise Discloses(refusal(found))
    return file.write(built.summary)
