"""Whose clock are the times on, how exact are they, and does anything speak against it?"""

from dataclasses import dataclass

import polars as pl

from dashboard.answers.chosen import of_selected
from dashboard.metrics import clock
from dashboard.metrics.clock_offsets import EXPORTED, exported
from dashboard.metrics.clock_shifts import shifts
from dashboard.selection import Period, Selection
from dashboard.workspace import Workspace

SHIFT = pl.Struct({"since": pl.Date, "until": pl.Date, "hours": pl.Int8})
CLOCKS = pl.Schema(
    {
        "chat": pl.String,
        "class": pl.String,  # null: the announcement group
        "resolution": EXPORTED["resolution"],
        "exports": EXPORTED["exports"],  # of the group, put together
        "impossible": pl.UInt32,  # records in the period at a time that the school's zone never had
        "first_impossible": pl.Datetime("ms"),  # null: none
        "offset": EXPORTED["offset"],
        "offsets_said": EXPORTED["offsets_said"],  # of each export whose clock does not agree with the first's
        "shifts": pl.List(SHIFT),  # stretches that reach into the period and look as if of another zone, by date
        "quietest": pl.Int8,  # hour at which the six quietest in a row begin; null: fewer than 200 messages
        "quiet_by_day": pl.Boolean,  # the quietest hours are not at night
        "zone_said": EXPORTED["zone_said"],
        "zone": EXPORTED["zone"],  # that was said; null: the school's is taken
    }
)


@dataclass(frozen=True)
class Signs:
    """What the times of all groups on all dates tell of their clocks: no choice on a page changes it."""

    shifts: pl.DataFrame
    quietest: pl.DataFrame
    impossible: pl.DataFrame


@dataclass(frozen=True)
class Clocks:
    """Whose clock the times of the groups that are shown are on."""

    groups: pl.DataFrame  # CLOCKS: a row a class with an export, by its name, then the announcement group
    zone: str  # the school's
    changes: bool  # its clocks are changed in the period
    settled: bool  # no group has exports whose clocks differ, or cannot be compared, while nobody has said whose counts
    doubted: bool  # something in some group's times speaks for another zone


def signs(workspace: Workspace) -> Signs:
    """What the times of all groups on all dates tell of their clocks."""
    hourly = clock.hourly(workspace.messages)
    impossible = clock.impossible(workspace.messages, workspace.school.time_zone)
    return Signs(shifts(hourly), clock.quietest(hourly), impossible)


def clocks(workspace: Workspace, chosen: Selection, *, seen: Signs | None = None) -> Clocks:
    """Whose clock are the times of the selected classes' groups on, and of the announcement group?

    `seen`: the workspace's `signs`, where they are known already.
    """
    seen, school = seen or signs(workspace), workspace.school
    groups = (
        shown(workspace, chosen)
        .join(exported(workspace.chats, school.zones), on="chat")
        .join(in_period(seen.impossible, chosen.period), on="chat", how="left")
        .join(reaching_into(seen.shifts, chosen.period), on="chat", how="left")
        .join(seen.quietest.select("chat", quietest="hour", quiet_by_day="unusual"), on="chat", how="left")
        .with_columns(
            pl.col("impossible").fill_null(0),
            pl.col("shifts").fill_null([]),
            pl.col("quiet_by_day").fill_null(value=False),
        )
        .sort("class", "chat", nulls_last=True)
        .select(pl.col(name).cast(dtype) for name, dtype in CLOCKS.items())
    )
    settled = not (groups["offset"] == "unresolved").any()
    changes = bool(clock.gaps(chosen.period.starts, chosen.period.ends, school.time_zone))
    odd = (pl.col("shifts").list.len() > 0) | (pl.col("impossible") > 0) | pl.col("quiet_by_day")
    doubted = groups.filter(odd).height > 0
    return Clocks(groups, school.time_zone, changes, settled, doubted)


def shown(workspace: Workspace, chosen: Selection) -> pl.DataFrame:
    """chat, class: the selected classes' groups, and the announcement group, which has no class."""
    of_classes = workspace.classes.filter(of_selected(chosen)).select("chat", "class").drop_nulls()
    announced = {"chat": [workspace.school.announcement_chat], "class": [None]}
    apart = pl.DataFrame(announced, schema=of_classes.schema).drop_nulls("chat")
    return pl.concat([of_classes, apart]).unique("chat", keep="last")


def in_period(impossible: pl.DataFrame, period: Period) -> pl.DataFrame:
    """chat, impossible, first_impossible: of the days of the period."""
    inside = impossible.filter(pl.col("sent_at").dt.date().is_between(period.starts, period.ends))
    return inside.group_by("chat").agg(impossible=pl.len(), first_impossible=pl.col("sent_at").min())


def reaching_into(found: pl.DataFrame, period: Period) -> pl.DataFrame:
    """chat, shifts: those with a day in the period."""
    inside = found.filter(pl.col("since") <= period.ends, pl.col("until") >= period.starts).sort("since")
    return inside.group_by("chat", maintain_order=True).agg(shifts=pl.struct("since", "until", "hours"))
