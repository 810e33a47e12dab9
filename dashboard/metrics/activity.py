"""How soon after an announcement families are about on WhatsApp (METRICS.md, "Reach": survival view).

About, not reading: whoever writes anywhere has WhatsApp open, and whoever reads in silence is not seen.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard.metrics.addressed import keyed
from dashboard.metrics.evidence import IS_WRITTEN
from dashboard.metrics.statistics import time_to_activity
from parsers.schema import STAFF

Numbers = NDArray[np.int64]

HOUR = 3_600_000  # milliseconds, in which all times here are numbered
NEVER = np.iinfo(np.int64).max // 2
ACTIVITY = pl.Schema({"hours": pl.Float64, "at_risk": pl.UInt32, "survival": pl.Float64})


def activity(
    announcements: pl.DataFrame,
    messages: pl.DataFrame,
    links: pl.DataFrame,
    families: pl.DataFrame,
    *,
    window_hours: float = 168,
) -> pl.DataFrame:
    """hours Float64 (whole, after the sending), at_risk UInt32, survival Float64: over all announcements and families.

    survival: the share of families that have written in no loaded group since (`time_to_activity`); at_risk: how many
    pairs of an announcement and a family it rests on. `families`: those on roll (announcement, family, nameless), each
    once for an announcement, however many its classes. A family is watched for whole hours, to the end of the window or
    of all that is loaded, whichever is first; one that wrote in the third hour was seen at 3.
    Left out: nameless families, of which nothing could tell; staff; announcements not watched for an hour. A family
    none of whose senders is linked counts as one that did not write. No rows where nobody was watched.
    """
    watched = watch(announcements, messages, window_hours)
    named = keyed(families.select("announcement", "family", "nameless"))
    columns = (
        named.filter(~pl.col("nameless"))
        .select(pl.col("family").unique())
        .filter(~pl.col("family").cast(pl.String).str.starts_with(STAFF))
        .with_row_index("column")
    )
    pairs = (
        named.lazy()
        .filter(~pl.col("nameless"))
        .join(watched.lazy(), on="announcement")
        .join(columns.lazy(), on="family")
        .select("row", "column")
        .collect()
    )
    on_roll = np.zeros((watched.height, columns.height), dtype=bool)
    on_roll[pairs["row"].to_numpy(), pairs["column"].to_numpy()] = True
    writers, wrote_at = written(messages, links, columns)
    sent = watched["sent"].to_numpy()
    first = first_written(sent, writers, wrote_at, columns.height)
    waited = -((sent[:, np.newaxis] - first) // HOUR)
    limit = np.broadcast_to(watched["hours"].to_numpy()[:, np.newaxis], waited.shape)
    hours, seen = np.minimum(waited, limit)[on_roll], (waited <= limit)[on_roll]
    curve = time_to_activity(cast(Sequence[float], hours), cast(Sequence[bool], seen))
    return curve.rename({"time": "hours"}).match_to_schema(ACTIVITY)


def watch(announcements: pl.DataFrame, messages: pl.DataFrame, window_hours: float) -> pl.DataFrame:
    """row, announcement, sent (in milliseconds), hours (whole ones) of those watched for an hour, oldest first."""
    last = messages["sent_at"].max()
    loaded = pl.lit(last if isinstance(last, datetime) else None, pl.Datetime("ms")).cast(pl.Int64)
    sent = pl.col("sent_at").cast(pl.Int64)
    return (
        announcements.select(
            "announcement", sent=sent, hours=((loaded - sent) // HOUR).clip(upper_bound=int(window_hours))
        )
        .filter(pl.col("hours") >= 1)
        .sort("sent", "announcement")
        .with_row_index("row")
    )


def written(messages: pl.DataFrame, links: pl.DataFrame, columns: pl.DataFrame) -> tuple[Numbers, Numbers]:
    """Of every message of these families (family, column): the family's column, and when it was sent."""
    linked = keyed(links.select("chat", "sender", "family")).join(columns, on="family")
    posted = keyed(messages.select("chat", "sender", "kind", "sent_at"))
    # A join on one number takes a third of the time of one on two names. Both frames must outlive it: categories are
    # numbered anew once nothing holds them.
    sender_in_chat = pl.col("chat").to_physical().cast(pl.UInt64) * (1 << 32) + pl.col("sender").to_physical()
    rows = (
        posted.lazy()
        .filter(IS_WRITTEN)
        .select(at=pl.col("sent_at").cast(pl.Int64), by=sender_in_chat)
        .join(linked.lazy().select("column", by=sender_in_chat), on="by")
        .select("column", "at")
        .collect()
    )
    return rows["column"].cast(pl.Int64).to_numpy(), rows["at"].to_numpy()


def first_written(sent: Numbers, writers: Numbers, wrote_at: Numbers, families: int) -> Numbers:
    """When each family (a column) first wrote after each announcement (a row); NEVER where it did not.

    A message counts for the latest announcement before it; an earlier one has those of all later ones, too.
    """
    row = np.searchsorted(sent, wrote_at, side="left") - 1
    after = row >= 0
    first = np.full((len(sent), families), NEVER)
    np.minimum.at(first.reshape(-1), row[after] * families + writers[after], wrote_at[after])
    return np.minimum.accumulate(first[::-1], axis=0)[::-1]
