"""What every answer needs of a workspace and a selection."""

from datetime import date

import polars as pl

from dashboard import disclosure
from dashboard.selection import Selection
from dashboard.workspace import Workspace


def only(selection: Selection) -> str | None:
    """The class chosen, if it is one."""
    return selection.classes[0] if len(selection.classes) == 1 else None


def of_selected(selection: Selection) -> pl.Expr:
    return pl.col("class").is_in(selection.classes)


def in_period(selection: Selection) -> pl.Expr:
    return pl.col("sent_at").dt.date().is_between(selection.period.starts, selection.period.ends)


def last_day(workspace: Workspace) -> date:
    """The day of the latest record or member list: what the roster is compared on."""
    days = [chat.coverage.last.date() for chat in workspace.chats if chat.coverage.last]
    return max([*days, *workspace.snapshots["taken_on"].drop_nulls()], default=date.today())


def record_spans(workspace: Workspace) -> pl.DataFrame:
    """chat, first, last: the times of the first and the last record of each group, notices included."""
    rows = [(chat.name, chat.coverage.first, chat.coverage.last) for chat in workspace.chats]
    moment = pl.Datetime("ms")
    return pl.DataFrame(rows, schema={"chat": pl.String, "first": moment, "last": moment}, orient="row").drop_nulls()


def spans(workspace: Workspace) -> pl.DataFrame:
    """`record_spans` in days: chat, first Date, last Date."""
    return record_spans(workspace).cast({"first": pl.Date, "last": pl.Date})


def large_classes(workspace: Workspace, selection: Selection) -> pl.DataFrame:
    """The selected classes that are told of one by one: of `disclosure.large`."""
    days = pl.col("day").is_between(selection.period.starts, selection.period.ends)
    written = workspace.daily.filter(days).group_by("chat").agg(pl.col("messages").sum())
    loaded = pl.col("chat").is_in([chat.name for chat in workspace.chats])
    return disclosure.large(
        workspace.classes.filter(of_selected(selection))
        .join(written.cast({"chat": pl.String}), on="chat", how="left")
        .with_columns(messages=pl.when(loaded).then(pl.col("messages").fill_null(0)))
    )


def children_of(roster: pl.DataFrame) -> pl.DataFrame:
    """family, child: the names of its children, null where the roster has none."""
    names = pl.col("child").drop_nulls().unique().sort()
    return roster.group_by("family").agg(child=pl.when(names.len() > 0).then(names.str.join(", ")))
