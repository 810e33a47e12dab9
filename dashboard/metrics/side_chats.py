"""Side chats: what two people wrote to each other in front of everybody (METRICS.md, "Habits"). Never who."""

from datetime import timedelta

import polars as pl
import polars.selectors as cs

from dashboard.metrics.stretches import stretches, windows

LEAST = 6
WITHIN = timedelta(minutes=30)


def side_chats(messages: pl.DataFrame) -> pl.DataFrame:
    """chat, day Date, messages UInt32: a row a side chat, by the day on which it began. `messages`: as `sent` has them.

    A side chat: messages in a row by exactly two people, of which any 6 neighbours by both of them that lie within 30
    minutes belong together, and so on while these overlap and the two are the same. Six in a row by one of them alone
    are none. Deleted messages count; notices and calls are nobody. That two people wrote is no sign that it concerned
    nobody else.
    """
    senders = cs.starts_with("by_")
    pairs = windows(messages, LEAST, WITHIN).with_columns(
        one=pl.min_horizontal(senders), other=pl.max_horizontal(senders)
    )
    by_two = pl.all_horizontal((senders == pl.col("one")) | (senders == pl.col("other")))
    found = pairs.filter(pl.col("one") != pl.col("other"), by_two).with_columns(key=pl.struct("one", "other"))
    return stretches(found, LEAST)
