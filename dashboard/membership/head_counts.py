"""How many people were in a group when: the steps of the number that is really known."""

from collections.abc import Collection

import polars as pl

from dashboard.membership.events import shown_events
from parsers.notices import YOU


def head_counts(
    messages: pl.DataFrame,
    snapshots: pl.DataFrame,
    *,
    admin_chats: Collection[str],
    complete_chats: Collection[str],
) -> pl.DataFrame:
    """How many people were in a group, as a step function: chat, since Datetime[ms], members UInt32; sorted.

    `members` holds from `since` to the chat's next row. There are rows only where the number is really known:
    departures must be visible (`admin_chats`: exported by an admin), and either a head-count or list anchors the count
    (the latest one before, or the first one after, counted back) or the export begins with the group's creation
    (`complete_chats`) and shows how everybody who posted came in. Arrivals and departures that name nobody count.
    The exporter's own count too. A head-count stands at the beginning of its day.
    """
    steps = changes_in_number(messages).filter(pl.col("chat").is_in(list(admin_chats)))
    anchors = snapshots.select(
        "chat", at=pl.col("taken_on").cast(pl.Datetime("ms")), anchor=pl.col("members").cast(pl.Int64)
    ).filter(pl.col("anchor").is_not_null() & pl.col("chat").is_in(list(admin_chats)))
    whole = steps.filter(
        pl.col("chat").is_in(list(complete_chats)) & pl.col("chat").is_in(everybody_came(messages).implode())
    )
    created = whole.group_by("chat").agg(pl.col("at").filter("created").min(), anchor=pl.lit(0, pl.Int64)).drop_nulls()
    anchors = pl.concat([anchors, created.join(anchors, on="chat", how="anti")]).unique(["chat", "at"], keep="first")
    moments = (
        pl.concat(
            [
                anchors.with_columns(change=pl.lit(0, pl.Int64)),
                steps.group_by("chat", "at")
                .agg(pl.col("change").sum())
                .join(anchors, on="chat", how="semi")
                .select("chat", "at", pl.lit(None, pl.Int64).alias("anchor"), "change"),
            ]
        )
        .group_by("chat", "at")
        .agg(pl.col("anchor").max(), pl.col("change").sum())
        .sort("chat", "at")
    )
    after = pl.col("change").cum_sum().over("chat")
    start = pl.col("anchor") - after + pl.col("change")  # the count before anything, had this anchor been the only one
    return (
        moments.with_columns(base=start.forward_fill().over("chat"), after=after)
        .with_columns(base=pl.col("base").backward_fill().over("chat"))
        .select("chat", since="at", members=(pl.col("base") + pl.col("after")).clip(0).cast(pl.UInt32))
        .sort("chat", "since")
    )


def changes_in_number(messages: pl.DataFrame) -> pl.DataFrame:
    """chat, at, change (people who came, less those who went), created (this is the group's creation)."""
    event = pl.col("event").cast(pl.String)
    people = pl.col("targets").list.len().cast(pl.Int64).clip(1)
    return messages.filter(event.is_in(["created", "added", "joined", "left", "removed"])).select(
        "chat",
        at="sent_at",
        created=event == "created",
        change=pl.when(event == "created")
        .then(1)
        .when(event.is_in(["added", "joined"]))
        .then(people)
        .otherwise(-people)
        .cast(pl.Int64),
    )


def everybody_came(messages: pl.DataFrame) -> pl.Series:
    """The chats in which everybody who posted was seen to come in, but for the exporter under their own name."""
    first = shown_events(messages).sort("chat", "sender", "at", "line").group_by("chat", "sender").first()
    exporter = (
        messages.filter(
            pl.col("event").is_in(["created", "added", "joined"])
            & ((pl.col("actor") == YOU) | pl.col("targets").list.contains(YOU)).fill_null(False)
        )
        .select("chat", exporter=pl.lit(1, pl.Int64))
        .unique()
    )
    return (
        first.group_by("chat")
        .agg(unexplained=pl.col("before").sum().cast(pl.Int64))
        .join(exporter, on="chat", how="left")
        .filter(pl.col("unexplained") <= pl.col("exporter").fill_null(0))["chat"]
    )
