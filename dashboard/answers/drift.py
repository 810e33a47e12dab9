"""Do the selected classes' groups match the roster, on the last day of which anything is known?"""

from dataclasses import dataclass
from datetime import date

import polars as pl

from dashboard import membership, worklist
from dashboard.answers.chosen import last_day, of_selected, only
from dashboard.answers.rep import tasks_of
from dashboard.answers.standing import kept_apart, standings
from dashboard.metrics import movements
from dashboard.selection import Selection
from dashboard.workspace import Workspace


@dataclass(frozen=True)
class Drift:
    """Does the group match the roster? Frames as metrics/drift.py describes them."""

    whole: pl.DataFrame  # one row: the one class chosen, or places added up over the classes that are known
    bounds: pl.DataFrame  # one row a class
    standing: pl.DataFrame  # class, status, families
    members: pl.DataFrame  # members now, with their status
    families: pl.DataFrame
    movements: pl.DataFrame  # as metrics/movements.py describes it
    churn: pl.DataFrame  # the same, without the first 30 days after a group's creation
    disagreements: pl.DataFrame  # of membership.disagreements: how far lists and head-counts were from what was thought
    leaves_unseen: tuple[str, ...]  # classes whose export is no admin's, as far as is known
    work: pl.DataFrame  # class, task, things: what there is to do by the school's rules, without names
    on: date


def drifted(workspace: Workspace, selection: Selection) -> Drift:
    """Do the selected classes' groups match the roster, on the last day of which anything is known?"""
    families, members, bounds = standings(workspace, selection)
    chats = workspace.classes.filter(of_selected(selection)).select("chat").drop_nulls()
    return Drift(
        whole=bounds.with_columns(classes=pl.lit(1, pl.UInt32)) if only(selection) else added_up(bounds),
        bounds=bounds,
        standing=families.with_columns(status=kept_apart())
        .group_by("class", "status")
        .len("families")
        .sort("class", "status"),
        members=members,
        families=families,
        movements=moves(workspace).join(chats, on="chat", how="semi"),
        churn=movements.churn(moves(workspace, movements.FILLING_DAYS).join(chats, on="chat", how="semi")),
        disagreements=disagreements(workspace, chats if only(selection) else chats.clear()),
        leaves_unseen=leaves_unseen(workspace, selection),
        work=worklist.counts(tasks_of(workspace, selection, families, members)),
        on=last_day(workspace),
    )


def moves(workspace: Workspace, filling_days: int = 0) -> pl.DataFrame:
    return movements.movements(
        workspace.messages,
        workspace.membership,
        workspace.head_counts,
        workspace.roster,
        workspace.classes,
        admin_chats=workspace.admin_chats,
        snapshots=workspace.snapshots,
        filling_days=filling_days,
    )


def disagreements(workspace: Workspace, chats: pl.DataFrame) -> pl.DataFrame:
    """`membership.disagreements` of these chats: each list is worth a reconstruction of its own."""
    return membership.disagreements(
        workspace.messages.join(chats, on="chat", how="semi"),
        workspace.snapshots.join(chats, on="chat", how="semi"),
        workspace.names,
        admin_chats=workspace.admin_chats,
        complete_chats=frozenset(chat.name for chat in workspace.chats if not chat.coverage.cut_start),
    )


def leaves_unseen(workspace: Workspace, selection: Selection) -> tuple[str, ...]:
    loaded = [chat.name for chat in workspace.chats if chat.name not in workspace.admin_chats]
    return tuple(workspace.classes.filter(of_selected(selection), pl.col("chat").is_in(loaded))["class"])


def added_up(bounds: pl.DataFrame) -> pl.DataFrame:
    """classes, families, low, high over the classes whose group is known; all but classes are null where none is."""
    known = bounds.drop_nulls(["low", "high"])
    return known.select(
        pl.lit(None, pl.String).alias("class"),
        pl.len().alias("classes"),
        *(pl.when(pl.len() > 0).then(pl.col(name).sum()).alias(name) for name in ("families", "low", "high")),
    )
