"""Figures of nights beside the messages written in quiet hours: what each part of the answer on hours needs."""

import polars as pl

from dashboard.metrics.disturbance import disturbance, pooled


def each(chats: pl.DataFrame, nights: pl.DataFrame, shares: pl.DataFrame) -> pl.DataFrame:
    """`disturbance` beside written and at_night (messages, and those in quiet hours): a row for each row of `chats`.

    nights: NIGHTS, shares: `hours.at_night`, both of one period. Figures are null where no whole night was observed.
    """
    own = shares.select("chat", written="messages", at_night="night_messages")
    observed = pl.col("nights").is_not_null()
    return (
        chats.join(disturbance(nights), on="chat", how="left")
        .join(own, on="chat", how="left")
        .with_columns(
            pl.when(observed).then(pl.col("written", "at_night").fill_null(0)).otherwise(pl.col("written", "at_night"))
        )
    )


def together(nights: pl.DataFrame, shares: pl.DataFrame) -> pl.DataFrame:
    """The same of all groups as one, chat null: one row, whose figures of nights are null where none was observed."""
    sums = shares.select(
        chat=pl.lit(None, pl.String), written=pl.col("messages").sum(), at_night=pl.col("night_messages").sum()
    )
    return sums.join(disturbance(pooled(nights)), on="chat", how="left", nulls_equal=True)
