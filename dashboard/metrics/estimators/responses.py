"""How many answered, and how soon."""

from collections.abc import Sequence

import polars as pl

TIMES = {"time": pl.Float64, "at_risk": pl.UInt32, "survival": pl.Float64}


def poll_voters(votes: Sequence[int], *, multiple: bool) -> tuple[int, int]:
    """The fewest and the most people who can have cast `votes`, a count for each answer of one poll.

    `multiple`: a voter may choose several answers, at most each once. (0, 0) for no votes.
    """
    together = sum(votes)
    return (max(votes, default=0), together) if multiple else (together, together)


def time_to_activity(hours: Sequence[float], seen: Sequence[bool]) -> pl.DataFrame:
    """time Float64 (hours), at_risk UInt32, survival Float64: the share still without activity after each time.

    `hours` until a family was first active, where it was `seen` to be, else until it was last watched. A row for each
    distinct time, in order; a family last watched at a time is at risk in it. No rows for no families.
    Raises ShapeError where `hours` and `seen` differ in length.
    Source: Kaplan and Meier (1958).
    """
    families = pl.DataFrame({"time": hours, "seen": seen}, schema={"time": pl.Float64, "seen": pl.Boolean})
    return (
        families.group_by("time")
        .agg(leaving=pl.len(), active=pl.col("seen").sum())
        .sort("time")
        .with_columns(at_risk=pl.col("leaving").cum_sum(reverse=True))
        .with_columns(survival=(1 - pl.col("active") / pl.col("at_risk")).cum_prod())
        .select(pl.col(name).cast(dtype) for name, dtype in TIMES.items())
    )
