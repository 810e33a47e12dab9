"""Bursts: what one sender wrote in several messages where one would have done (METRICS.md, "Habits")."""

from datetime import timedelta

import polars as pl

from dashboard.metrics.stretches import stretches, windows

LEAST = 3
WITHIN = timedelta(minutes=2)


def bursts(messages: pl.DataFrame) -> pl.DataFrame:
    """chat, day Date, messages UInt32: a row a burst, by the day on which it began. `messages`: as `sent` has them.

    A burst: one sender's messages in a row, nobody between, of which any 3 neighbours that lie within 2 minutes belong
    together, and so on while these overlap; so 3 messages at least, and of any length. Deleted messages were sent too;
    notices and calls are nobody. A phone whose export prints minutes alone has two printed minutes where nearly three
    may have passed, and so somewhat more bursts than one that prints seconds.
    """
    by_one = (pl.col("by_0") == pl.col("by_1")) & (pl.col("by_0") == pl.col("by_2"))
    return stretches(windows(messages, LEAST, WITHIN).filter(by_one).with_columns(key="by_0"), LEAST)
