"""What each person wrote, day by day: counted once, as the files are read, because figures of talk begin there."""

import polars as pl

from parsers.schema import IS_MESSAGE

DAILY = pl.Schema(
    {"chat": pl.Categorical(), "sender": pl.Categorical(), "day": pl.Date, "week": pl.Date, "messages": pl.UInt32}
)


def daily(messages: pl.DataFrame) -> pl.DataFrame:
    """DAILY: how many messages each sender wrote in each chat on each day on which they wrote any; week is its Monday.

    What counts as written: everything a person sent; neither notices nor calls. No order of rows is promised.
    """
    return (
        messages.lazy()
        .filter(IS_MESSAGE)
        .group_by("chat", "sender", day=pl.col("sent_at").dt.date())
        .agg(messages=pl.len())
        .with_columns(week=pl.col("day").dt.truncate("1w"))
        .select(pl.col(name).cast(dtype) for name, dtype in DAILY.items())
        .collect(engine="streaming")
    )
