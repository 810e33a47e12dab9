"""The exact figures of each class in each whole period, of which a summary is made: they never leave the laptop.

Each is counted where the pages have it counted. Numbers alone, so that those of several classes can be added up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

import polars as pl

from dashboard.answers.chosen import record_spans
from dashboard.answers.equity import Said, said
from dashboard.answers.habits import counted, shares
from dashboard.answers.noted import Noted
from dashboard.answers.standing import standings
from dashboard.answers.whole_periods import in_order
from dashboard.metrics import cohorts, equity, hours, movements
from dashboard.metrics.day_types import IS_SCHOOL_NIGHT
from dashboard.metrics.disturbance import disturbance
from dashboard.metrics.habits import faced
from dashboard.metrics.message_info import GUARDIANS_WHERE_UNNAMED
from dashboard.metrics.talk import Counting
from dashboard.selection import Period, Selection, apply
from dashboard.workspace import Workspace

EXACT = pl.Schema(
    {
        "class": pl.String,
        "period": pl.String,
        "figure": pl.String,  # a field of summary.model.Figures
        "number": pl.Int64,  # null: not known. Of linked_enough: messages of senders who could not be linked
        "of": pl.Int64,  # the whole, of a share; null of a count
    }
)
SIZES = pl.Schema(
    {
        "class": pl.String,
        "period": pl.String,
        "families": pl.UInt32,  # on roll in the period, or at least (`sizes_of`); null: neither roster nor export
        "messages": pl.UInt32,  # of these families; of everybody where the roster names nobody; null: no export
    }
)
MEDIANS = ("messages_a_day", "messages_on_a_busy_day")  # which cannot be added up
HABITS = MappingProxyType(  # habit: figure
    {
        "bursts": "in_bursts",
        "side_chats": "in_side_chats",
        "questions": "questions",
        "followed": "questions_followed",
        "non_answers": "non_answers",
    }
)
Columns = Mapping[str, tuple[pl.Expr, pl.Expr | None]]  # figure: its number and its whole


class Exact(NamedTuple):
    """What was counted of the classes."""

    figures: pl.DataFrame  # EXACT
    sizes: pl.DataFrame  # SIZES
    said: Mapping[str, Said]  # by period
    in_groups: Mapping[str, pl.DataFrame]  # by period: class, family, current Boolean: surely in the group at its end


def exact(workspace: Workspace, whole: pl.DataFrame, noted: Noted) -> Exact:
    """The figures of each row of `whole` (whole_periods.WHOLE_PERIODS).

    No row of what is not known: heard without a roster's names or an export, standings without a known group, left
    where the export is no admin's, nights where none was observed.
    """
    nights = every_night(workspace, whole)
    notices = workspace.messages.filter(pl.col("event").is_in(movements.EVENTS))
    told = {
        period: of_period(workspace, whole.filter(pl.col("period") == period.name), period, nights, notices, noted)
        for period in (Period(*row) for row in in_order(whole).drop("span").iter_rows())
    }
    return Exact(
        figures=pl.concat([pl.DataFrame(schema=EXACT), *(each.figures for each in told.values())]),
        sizes=pl.concat([pl.DataFrame(schema=SIZES), *(each.sizes for each in told.values())]),
        said=MappingProxyType({period.name: each.spoken for period, each in told.items()}),
        in_groups=MappingProxyType({period.name: each.in_groups for period, each in told.items()}),
    )


class OfPeriod(NamedTuple):
    """As Exact, of one period."""

    figures: pl.DataFrame
    sizes: pl.DataFrame
    spoken: Said
    in_groups: pl.DataFrame


def every_night(workspace: Workspace, whole: pl.DataFrame) -> pl.DataFrame:
    """NIGHTS of the classes' groups, and class."""
    groups = whole.select("class", "chat").drop_nulls().unique()
    own = pl.col("chat").is_in(groups["chat"].to_list())
    written, recorded = workspace.written.filter(own), record_spans(workspace).filter(own)
    found = hours.nights(written, recorded, workspace.school, calendar=workspace.calendar)
    return found.join(groups, on="chat")


def of_period(
    workspace: Workspace, whole: pl.DataFrame, period: Period, nights: pl.DataFrame, notices: pl.DataFrame, noted: Noted
) -> OfPeriod:
    """Of the classes of `whole`, all rows of which are of the period."""
    chosen = Selection(period, tuple(whole["class"]))
    school = workspace.school
    spoken = said(workspace, chosen, Counting(school.pa_posters, school.profile.reps_count), intervals=False)
    exported = whole.drop_nulls("chat")
    groups = exported.select("class", "chat")
    there = replace(workspace, roster=then(workspace.roster, spoken.cohort))
    families, _, bounds = standings(there, chosen, period.ends)
    parts = [
        of_talk(spoken),
        of_standings(bounds),
        of_nights(hours.starting_in(period, nights)),
        of_movements(apply(chosen, notices), exported.filter("from_start"), workspace.admin_chats),
        of_habits(workspace, groups, noted, period),
    ]
    figures = [part.with_columns(period=pl.lit(period.name)).select(EXACT.names()).cast(EXACT) for part in parts]
    return OfPeriod(
        pl.concat(figures).drop_nulls("number"),
        sizes_of(workspace, spoken, groups, chosen),
        spoken,
        families.select("class", "family", current=pl.col("status") == "current"),
    )


def stacked(rows: pl.DataFrame, columns: Columns) -> pl.DataFrame:
    """class, figure, number, of: `columns` of the rows, one below the other."""
    return pl.concat(
        rows.select(
            "class",
            figure=pl.lit(figure),
            number=number.cast(pl.Int64),
            of=pl.lit(None, pl.Int64) if of is None else of.cast(pl.Int64),
        )
        for figure, (number, of) in columns.items()
    )


def plain(names: Iterable[str]) -> Columns:
    return {name: (pl.col(name), None) for name in names}


def of_talk(spoken: Said) -> pl.DataFrame:
    strange = pl.when(pl.col("heard").is_not_null()).then("unlinked_messages")
    shares = {
        "heard": (pl.col("heard"), pl.col("families")),
        "linked_enough": (strange, strange + pl.col("messages")),
    }
    return stacked(spoken.classes, {**plain(["families"]), **shares})


def of_standings(bounds: pl.DataFrame) -> pl.DataFrame:
    """Who was in the groups at the period's end, of the families whose groups they were then (`cohorts`)."""
    known = bounds.drop_nulls("low")
    families = pl.col("families")
    shares = {"in_group_at_least": (pl.col("low"), families), "in_group_at_most": (pl.col("high"), families)}
    return stacked(known, {**shares, "unlinked_members": (pl.col("unknown"), None)})


def then(roster: pl.DataFrame, cohort: pl.DataFrame) -> pl.DataFrame:
    """The roster under the classes' names of today; its other rows stay without a class, as their people are known."""
    if (cohort["class"] == cohort["was"]).fill_null(value=False).all():
        return roster
    others = roster.with_columns(pl.lit(None, pl.String).alias("class"))
    return pl.concat([cohorts.moved(roster, cohort), others])


def of_nights(nights: pl.DataFrame) -> pl.DataFrame:
    named = nights.with_columns(chat="class")
    every, school = (disturbance(rows).rename({"chat": "class"}) for rows in (named, named.filter(IS_SCHOOL_NIGHT)))
    share = (pl.col("disturbed"), pl.col("nights"))
    return pl.concat(
        [
            stacked(every, {**plain(["nights"]), "nights_with_a_message": share}),
            stacked(school, {"school_nights_with_a_message": share}),
        ]
    )


def of_movements(notices: pl.DataFrame, groups: pl.DataFrame, admin_chats: Iterable[str]) -> pl.DataFrame:
    """People who came and went, of groups whose records show all of the period but perhaps its last days."""
    shows_leaves = pl.col("chat").is_in(list(admin_chats))
    came, went = (pl.sum_horizontal(ways) for ways in (movements.WAYS_IN, movements.WAYS_OUT))
    moves = movements.moves(notices).group_by("chat").agg(pl.exclude("month").sum())
    columns = {"joined": (came, None), "left": (pl.when(shows_leaves).then(went), None)}
    return stacked(groups.join(moves, on="chat", how="left"), columns)


def of_habits(workspace: Workspace, groups: pl.DataFrame, noted: Noted, period: Period) -> pl.DataFrame:
    parts = shares(counted(noted, groups, period)).select(
        "class", figure=pl.col("habit").cast(pl.String).replace_strict(HABITS), number="part", of="of"
    )
    read = faced(noted.habits, record_spans(workspace), period).join(groups, on="chat")
    return pl.concat([parts.cast({"number": pl.Int64, "of": pl.Int64}), stacked(read, medians())])


def medians() -> Columns:
    """Halves up, so that a group with some messages is none without any."""
    columns = zip(MEDIANS, ("median", "high"), strict=True)
    return {figure: ((pl.col(name) + 0.5).floor(), None) for figure, name in columns}


def sizes_of(workspace: Workspace, spoken: Said, groups: pl.DataFrame, chosen: Selection) -> pl.DataFrame:
    """SIZES; without a roster there are as many families as those who wrote must be of, at two guardians each."""
    days = pl.col("day").is_between(chosen.period.starts, chosen.period.ends)
    written = (
        workspace.daily.filter(days)
        .group_by(pl.col("chat").cast(pl.String))
        .agg(written=pl.col("messages").sum(), seen=pl.col("sender").n_unique() // GUARDIANS_WHERE_UNNAMED)
    )
    everybody = groups.join(written, on="chat", how="left").select("class", pl.col("written", "seen").fill_null(0))
    return (
        spoken.classes.join(everybody, on="class", how="left", maintain_order="left")
        .with_columns(
            pl.coalesce("messages", "written").alias("messages"),
            pl.coalesce("families", "seen").alias("families"),
            period=pl.lit(chosen.period.name),
        )
        .select(pl.col(name).cast(dtype) for name, dtype in SIZES.items())
    )


def once_each(spoken: Said, classes: Iterable[str]) -> Mapping[str, tuple[int, int | None]]:
    """families and heard of these classes together, each family once; nothing where one of them names no family.

    The classes are of those that were seen.
    """
    told = spoken.seen.filter(pl.col("class").is_in(list(classes)))
    if told.is_empty() or told.join(spoken.families, on="class", how="anti").height:
        return {}
    messages = equity.in_school(spoken.families, told)["messages"]
    return {"families": (len(messages), None), "heard": (int((messages > 0).sum()), len(messages))}


def in_groups_of_school(in_groups: pl.DataFrame, classes: Iterable[str], high: int) -> Mapping[str, tuple[int, int]]:
    """in_group_at_least and in_group_at_most of these classes together, each family once.

    high: the most of each class added up, where a family may be in the groups of two.
    """
    own = in_groups.filter(pl.col("class").is_in(list(classes)))
    families = own["family"].n_unique()
    surely = own.filter("current")["family"].n_unique()
    return {"in_group_at_least": (surely, families), "in_group_at_most": (min(high, families), families)}
