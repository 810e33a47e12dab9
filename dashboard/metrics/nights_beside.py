"""School nights of one period beside those of the one before it."""

import polars as pl

from dashboard.metrics.day_types import IS_SCHOOL_NIGHT
from dashboard.metrics.disturbance import disturbance, pooled
from dashboard.metrics.school_weeks import DIRECTION, direction
from dashboard.metrics.statistics import newcombe

CHANGE = pl.Schema({"difference": pl.Float64, "low": pl.Float64, "high": pl.Float64, "direction": DIRECTION})
SEEN_ENOUGH = 0.5


def school_nights(nights: pl.DataFrame) -> pl.DataFrame:
    """The nights before a school day. Periods are compared by them alone: one has more weekends and holidays in it than
    the other, and people write at other times then, so that all nights would differ by the timetable."""
    return nights.filter(IS_SCHOOL_NIGHT)


def seen_in(nights: pl.DataFrame, of: int, seen_enough: float = SEEN_ENOUGH) -> pl.Series:
    """The chats observed on at least that share of so many nights, sorted."""
    counts = nights.group_by("chat").len()
    return counts.filter(pl.col("len") >= max(1, seen_enough * of))["chat"].sort()


def change(now: pl.DataFrame, then: pl.DataFrame) -> pl.DataFrame:
    """CHANGE: one row, of all the nights of two periods; none where either has no night.

    difference   share of nights disturbed now, less the share then
    low, high    95 % hybrid score interval of it: Newcombe (1998), method 10, as if nights were independent. Those of
                 one group are not, so the true one is wider
    direction    rising or falling where the interval lies on one side of 0, else unclear
    """
    if now.is_empty() or then.is_empty():
        return CHANGE.to_frame()
    (k1, n1, share), (k2, n2, before) = (
        disturbance(pooled(nights)).select("disturbed", "nights", "share").row(0) for nights in (now, then)
    )
    interval = newcombe(k1, n1, k2, n2)
    return pl.DataFrame(
        [(share - before, *interval, direction(*interval)) for interval in [interval] if interval],
        schema=CHANGE,
        orient="row",
    )
