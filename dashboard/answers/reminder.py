"""What a class rep may remind the own group of: the group's own figures, and nobody's name."""

from datetime import date
from typing import Any

import polars as pl

from dashboard.answers.chosen import only, record_spans, spans
from dashboard.answers.noted import Noted
from dashboard.answers.noted import noted as noted_anew
from dashboard.metrics import habits, hours
from dashboard.metrics.day_types import IS_SCHOOL_NIGHT
from dashboard.metrics.disturbance import disturbance_by_day_type
from dashboard.reminder import Figures
from dashboard.selection import Selection
from dashboard.workspace import Workspace


def reminder(workspace: Workspace, selection: Selection, *, noted: Noted | None = None) -> Figures:
    """The figures of the one class chosen, from its own group.

    None of them are known for several classes or none, and for a class of whose group no export is loaded.
    """
    chosen = only(selection)
    known = workspace.classes.filter(pl.col("class") == pl.lit(chosen, pl.String)).join(spans(workspace), on="chat")
    if known.is_empty():
        return Figures()
    group = known.row(0, named=True)
    first, last = max(group["first"], selection.period.starts), min(group["last"], selection.period.ends)
    school, found = workspace.school, noted or noted_anew(workspace)
    return Figures(
        class_name=chosen,
        school=school.said_name,
        families=group["families"],
        quiet_start=school.quiet_start,
        quiet_end=school.quiet_end,
        **(of_days(workspace, selection, group["chat"], found, first, last) if first <= last else {}),
    )


def of_days(
    workspace: Workspace, selection: Selection, chat: str, noted: Noted, first: date, last: date
) -> dict[str, Any]:
    """What is known of the days of the period that the group's records cover."""
    return {
        "first": first,
        "last": last,
        **nights(workspace, selection, chat),
        **habits_of(noted, chat, selection),
        **faced(workspace, noted, chat, selection),
    }


def nights(workspace: Workspace, selection: Selection, chat: str) -> dict[str, Any]:
    """School nights alone; nothing where none was observed whole."""
    own = pl.col("chat") == chat
    every = hours.nights(
        workspace.written.filter(own),
        record_spans(workspace).filter(own),
        workspace.school,
        calendar=workspace.calendar,
    )
    by_type = disturbance_by_day_type(hours.starting_in(selection.period, every))
    figures = by_type.filter(IS_SCHOOL_NIGHT).select(school_nights="nights", disturbed_school_nights="disturbed")
    return figures.row(0, named=True) if figures.height else {}


def habits_of(noted: Noted, chat: str, selection: Selection) -> dict[str, Any]:
    """Sums of HABITS over the period; 0 where nothing was written."""
    period = selection.period
    sums = noted.habits.filter(pl.col("chat") == chat, pl.col("day").is_between(period.starts, period.ends)).select(
        pl.col("messages", "bursts", "saved", "side_chats", "questions", "answered", "non_answers", "shop_links").sum(),
        pictures_low=(pl.col("pictures") + pl.col("videos")).sum(),
        pictures_high=(pl.col("pictures") + pl.col("videos") + pl.col("unknown_media")).sum(),
    )
    return sums.row(0, named=True)


def faced(workspace: Workspace, noted: Noted, chat: str, selection: Selection) -> dict[str, Any]:
    own = pl.col("chat") == chat
    days = habits.faced(noted.habits.filter(own), record_spans(workspace).filter(own), selection.period)
    figures = days.select(a_day="median", busy_day="high")
    return figures.row(0, named=True) if figures.height else {}
