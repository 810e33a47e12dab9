"""Stretches of messages that come thick and fast: what bursts and side chats have in common."""

from datetime import timedelta

import polars as pl

from dashboard.metrics.sent import DAY


def windows(messages: pl.DataFrame, least: int, within: timedelta) -> pl.DataFrame:
    """at, chat, day and by_0, by_1, ...: wherever so many messages in a row stand in one group and no more than
    `within` apart, the first of them, and who wrote each.

    `messages`: as `sent` has them. None where the clock went back between them (in autumn, or where a phone's clock was
    set): how far apart they were is then not known.
    """
    chat, sent_at = messages["chat"], messages["sent_at"]
    near = (sent_at.shift(1 - least) - sent_at <= within) & (chat == chat.shift(1 - least))
    first = messages.select("at", "chat", DAY.alias("day")).filter(near.fill_null(False))
    steps = range(least)
    moments = pl.DataFrame({str(step): sent_at.gather(first["at"] + step) for step in steps})
    senders = [messages["by"].gather(first["at"] + step).alias(f"by_{step}") for step in steps]
    steady = pl.all_horizontal(pl.col(str(step)) <= pl.col(str(step + 1)) for step in steps[:-1])
    return first.hstack(senders).filter(moments.select(steady).to_series())


def stretches(found: pl.DataFrame, least: int) -> pl.DataFrame:
    """chat, day, messages UInt32: one row a stretch, in the order in which they begin.

    `found`: at, chat, day, key: where `least` messages in a row are of one kind (`key`), by the first of them. Those
    of one key that share a message are one stretch. day: on which the stretch began. A message in two stretches, of
    two keys, counts with the earlier alone.
    """
    at, key = pl.col("at"), pl.col("key")
    begins = (at - at.shift() >= least) | (key != key.shift()) | (pl.col("chat") != pl.col("chat").shift())
    shared = (pl.col("end").shift() - pl.col("begin").cast(pl.Int64)).clip(lower_bound=0)
    return (
        found.with_columns(stretch=begins.fill_null(True).cum_sum())
        .group_by("stretch", maintain_order=True)
        .agg(
            pl.col("chat", "day").first(),
            begin=at.first(),
            end=at.last().cast(pl.Int64) + least,
        )
        .select(
            "chat",
            "day",
            messages=(pl.col("end") - pl.col("begin") - shared.fill_null(0)).cast(pl.UInt32),
        )
    )
