"""What readers of a summary may know exactly, as a school knows its rolls: what shares are of, how many families came
and went, and how many the classes of a year have in common."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import permutations
from typing import Any

import polars as pl

from dashboard.answers.summary_rows import Counted, Numbers, Row, Rows
from dashboard.summary.cells import AT_THE_END, FAMILIES, GONE_BY_THE_END, PARTS, gone_since, new_since, shared
from dashboard.summary.sense import as_name

Wholes = Mapping[tuple[str, str | datetime, str], int]  # by group or year, period or time, and of what
WHO = ("class", "family")


def known_wholes(counted: Counted, groups: Sequence[Rows], exact: Mapping[Row, Numbers]) -> Wholes:
    """The numbers that summary.attacked.exposed_in takes as `wholes`; exact: `summary_rows.numbers` of every row."""
    found: dict[tuple[str, str | datetime, str], int] = {
        (*cell, whole): of
        for cell, told in exact.items()
        for name, whole in PARTS.items()
        if whole != FAMILIES and (of := told.get(name, (0, None))[1]) is not None
    }
    found |= dict(gone_by_the_end(counted, groups)) | dict(came_and_went(counted, groups))
    return found | dict(in_common(counted)) if any(group.kind == "school" for group in groups) else found


def gone_by_the_end(counted: Counted, groups: Sequence[Rows]) -> Iterator[tuple[tuple[str, str, str], int]]:
    """Of each row, where its classes' standings are known: the families on roll, but not at the end; in each class."""
    for group in groups:
        for period, names in group.parts.items():
            each = [counted.figures.get((name, period), {}) for name in names]
            ends = [told["in_group_at_least"][1] for told in each if "in_group_at_least" in told]
            every = [told["families"][0] for told in each if "families" in told]
            if len(ends) == len(every) == len(names):
                yield (*group.cell(period), GONE_BY_THE_END), sum(every) - sum(filter(None, ends))


def came_and_went(counted: Counted, groups: Sequence[Rows]) -> Iterator[tuple[tuple[str, str, str], int]]:
    """Of each row, beside each earlier one of the same classes: the families gone since its end, and the new ones."""
    there = at_both_ends(counted)
    ends = {period.name: period.ends for period in counted.periods}
    for group in groups:
        for earlier, later in permutations(group.parts, 2):
            if ends[earlier] < ends[later] and set(group.parts[earlier]) == set(group.parts[later]):
                before, after, both = (
                    sum(there.get((name, *pair), 0) for name in group.parts[later])
                    for pair in ((earlier, earlier), (later, later), (earlier, later))
                )
                yield (*group.cell(later), gone_since(as_name(earlier))), before - both
                yield (*group.cell(later), new_since(as_name(earlier))), after - both


def at_both_ends(counted: Counted) -> Mapping[tuple[str, str, str], int]:
    """By class and two periods: the families on roll at the end of either, none where it is 0."""
    every = by_period(counted.exact.in_groups)
    both = every.join(every, on=WHO).group_by("class", "at", "at_right").agg(pl.len())
    return {(name, earlier, later): number for name, earlier, later, number in both.iter_rows()}


def in_common(counted: Counted) -> Iterator[tuple[tuple[str, str | datetime, str], int]]:
    """By year, by period and announcement: how often families stand in more than one of its classes."""
    spoken = {period: said.families for period, said in counted.exact.said.items()}
    for families, rolls in ((FAMILIES, spoken), (AT_THE_END, counted.exact.in_groups)):
        for year, period, number in counted_twice(counted, by_period(rolls)):
            yield (year, as_name(period), shared(families)), number
    if counted.announced.told is not None:
        on_roll = counted.announced.told.families.select("announcement", pl.col(WHO).cast(pl.String))
        made = counted.announced.classes.select("announcement", at="sent_at").unique("at", keep="first")
        for year, sent_at, number in counted_twice(counted, on_roll.join(made, on="announcement")):
            yield (year, sent_at, shared(FAMILIES)), number


def by_period(rolls: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """class, family, at: the families of each class in each period."""
    none = pl.DataFrame(schema=dict.fromkeys((*WHO, "at"), pl.String))
    named = (roll.select(pl.col(WHO).cast(pl.String), at=pl.lit(period)) for period, roll in rolls.items())
    return pl.concat([none, *named]).unique()


def counted_twice(counted: Counted, rolls: pl.DataFrame) -> Iterator[tuple[str, Any, int]]:
    """year, at, number: by how much its classes' families added up exceed them, each once (class, family, at)."""
    facts = pl.DataFrame(
        [(name, as_name(each.year)) for name, each in counted.facts.items() if each.year is not None],
        schema={"class": pl.String, "year": pl.String},
        orient="row",
    )
    every = rolls.join(facts, on="class").unique(["year", "at", *WHO])
    return every.group_by("year", "at").agg(pl.len() - pl.col("family").n_unique()).iter_rows()
