"""How a class's figure is to be read: as it stands, or with a reason not to lean on it."""

from types import MappingProxyType

import polars as pl

from dashboard.charts.theme import Look

HEARD, PART = "families heard", "only part of the period seen"
FEW, UNPLACED = "too few families or messages", "too many unlinked senders"
UNSAID, WITHHELD = "not known", "too few to show"
READING_LOOKS = MappingProxyType(
    {
        HEARD: Look("known", "known"),
        PART: Look("paper", "known", (1, 2)),
        FEW: Look("paper", "known"),
        UNPLACED: Look("paper", "unknown", (3, 2)),
    }
)


def with_reading(frame: pl.DataFrame) -> pl.DataFrame:
    """`frame` with reading, one of READING_LOOKS; low and high, where it has them, only where that is the plain one.

    frame: comparable, linked_enough, throughout (false: only part of the period was seen).
    """
    reading = (
        pl.when(~pl.col("linked_enough"))
        .then(pl.lit(UNPLACED))
        .when(~pl.col("comparable"))
        .then(pl.lit(FEW))
        .when(~pl.col("throughout"))
        .then(pl.lit(PART))
        .otherwise(pl.lit(HEARD))
    )
    ends = [name for name in ("low", "high") if name in frame.columns]
    return frame.with_columns(
        *(pl.when(reading == HEARD).then(pl.col(name)).cast(pl.Float64).alias(name) for name in ends), reading=reading
    )


def share_heard() -> pl.Expr:
    """Families heard of families on roll; null: no roster, or not known."""
    return pl.col("heard") / pl.when(pl.col("families") > 0).then("families")


def heard_of(frame: pl.DataFrame) -> pl.Expr:
    """14 of 27; no roster; not known; too few to show."""
    return (
        pl.when(pl.col("families").fill_null(0) == 0)
        .then(pl.lit("no roster"))
        .when(~pl.col("shown") if "shown" in frame.columns else pl.lit(False))
        .then(pl.lit(WITHHELD))
        .when(pl.col("heard").is_null())
        .then(pl.lit(UNSAID))
        .otherwise(pl.format("{} of {}", "heard", "families"))
    )
