"""When people wrote in which group, and nothing else: slimmed once, because the figures of hours read every message."""

import polars as pl

from parsers.schema import IS_MESSAGE

WRITTEN = pl.Schema({"chat": pl.Categorical(), "sent_at": pl.Datetime("ms")})


def written_times(messages: pl.DataFrame) -> pl.DataFrame:
    """WRITTEN: a row for each thing that a person sent in MESSAGES, neither notices nor calls."""
    return messages.lazy().filter(IS_MESSAGE).select(pl.col("chat").cast(WRITTEN["chat"]), "sent_at").collect()
