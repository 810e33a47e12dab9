"""What exports show of who was in a group: arrivals, departures, messages, one row each."""

from collections.abc import Collection, Iterable

import polars as pl

from parsers.notices import YOU
from parsers.schema import conform

# What an event says of the time after it: in (how sure), out, or maybe.
IN, OUT, MAYBE = "presumed", "out", "possible"
LISTED = "listed"
EVENTS = pl.Schema(
    {
        "chat": pl.String,
        "sender": pl.String,
        "at": pl.Datetime("ms"),
        "line": pl.UInt32,
        "says": pl.String,  # presumed | listed | possible | out, from here on
        "before": pl.Boolean,  # whether it shows that this person had been a member until then
    }
)


def shown_events(messages: pl.DataFrame, every_day_in: Collection[str] = ()) -> pl.DataFrame:
    """EVENTS that the exports show, less the exporter's "You".

    Of most people's messages only the first is an event: others would be no news. In the chats `every_day_in` the first
    of each day is one, and of those who left at some time each message is.
    """
    noticed = pl.concat(list(noticed_events(messages.filter(pl.col("kind") == "notice"))))
    gone = noticed.filter(pl.col("says") == OUT).select("chat", "sender").unique()
    return pl.concat([noticed, posts(messages, gone, every_day_in)]).filter(
        pl.col("sender").is_not_null() & ~pl.col("sender").is_in(["", YOU])
    )


def noticed_events(notices: pl.DataFrame) -> Iterable[pl.DataFrame]:
    """EVENTS of WhatsApp's notices, kind by kind."""
    event, targets = pl.col("event").cast(pl.String), pl.col("targets")
    told = notices.select("chat", "line", "event", "actor", "targets", at="sent_at")
    alone = targets.list.len() == 0  # "Ana joined", "Ana was added": the one who acts is the one it happens to
    undergone = told.with_columns(sender=pl.when(alone).then(pl.concat_list("actor")).otherwise(targets)).explode(
        "sender", empty_as_null=False, keep_nulls=False
    )
    yield saying(undergone.filter(event.is_in(["added", "joined"])), IN, before=False)
    yield saying(undergone.filter(event.is_in(["left", "removed"])), OUT, before=True)
    acts = told.with_columns(sender="actor").filter(~targets.list.contains(pl.col("actor")).fill_null(False))
    yield saying(acts.filter(event == "created"), IN, before=False)
    yield saying(acts.filter(event.is_in(["added", "removed"]) & ~alone), IN, before=True)
    changes = renames(notices)
    yield saying(changes.with_columns(sender="old"), OUT, before=True)
    yield saying(changes.with_columns(sender="new"), IN, before=False)


def renames(notices: pl.DataFrame) -> pl.DataFrame:
    """chat, at, line, old, new: the changes of a number or username that name both."""
    targets = pl.col("targets").list
    return notices.filter(
        pl.col("event").cast(pl.String).is_in(["number_changed", "username_changed"])
        & (targets.len() == 2)
        & (targets.first() != targets.last())
    ).select("chat", "line", at="sent_at", old=targets.first(), new=targets.last())


def saying(rows: pl.DataFrame, says: str, *, before: bool) -> pl.DataFrame:
    """EVENTS: rows of chat, sender, at and line that all say the same."""
    return conform(rows.select("chat", "sender", "at", "line", says=pl.lit(says), before=pl.lit(before)), EVENTS)


def posts(messages: pl.DataFrame, gone: pl.DataFrame, every_day_in: Collection[str]) -> pl.DataFrame:
    """EVENTS of what people wrote; gone: chat, sender of those who left at some time."""
    written = messages.lazy().filter(pl.col("kind") != "notice").select("chat", "sender", "line", at="sent_at")
    news = (
        written.join(gone.lazy(), on=["chat", "sender"], how="anti")
        .with_columns(day=pl.when(pl.col("chat").is_in(list(every_day_in))).then(pl.col("at").dt.date()))
        .sort("at", "line")
        .unique(["chat", "sender", "day"], keep="first")
        .select("chat", "sender", "line", "at")
    )
    every = written.join(gone.lazy(), on=["chat", "sender"], how="semi")
    return saying(pl.concat([news, every]).collect(), IN, before=True)
