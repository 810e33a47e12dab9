"""What school leadership may see: shares to the nearest 5 %, counts to the nearest 5, and no small class at all.

Bands stand for themselves in words: below 10 % is "<10 %" and above 90 % is ">90 %"; a count of 1 to 4 is "<5".
Where a picture needs a number for a band, it is the band's middle.
"""

import polars as pl

FEWEST_FAMILIES = 10
FEWEST_MESSAGES = 50
LOWEST, HIGHEST = 0.05, 0.95  # the middles of "<10 %" and ">90 %"


def banded(share: pl.Expr) -> pl.Expr:
    """A share as the nearest multiple of 0.05, with everything below 0.1 or above 0.9 as one band each."""
    nearest = (share * 20).round() / 20
    return (
        pl.when(share < 0.1)
        .then(LOWEST)
        .when(share > 0.9)
        .then(HIGHEST)
        .otherwise(nearest)
    )  # fmt: skip


def share_in_words(share: pl.Expr) -> pl.Expr:
    """A share as it may be printed: "<10 %", "35 %", ">90 %"; null stays null."""
    nearest = (share * 20).round().cast(pl.Int64) * 5
    return (
        pl.when(share < 0.1)
        .then(pl.lit("<10 %"))
        .when(share > 0.9)
        .then(pl.lit(">90 %"))
        .when(share.is_not_null())
        .then(pl.format("{} %", nearest))
    )  # fmt: skip


def count_in_words(count: pl.Expr) -> pl.Expr:
    """A count as it may be printed: "0", "<5", then multiples of 5; null stays null."""
    nearest = (count / 5).round().cast(pl.Int64) * 5
    return (
        pl.when(count == 0)
        .then(pl.lit("0"))
        .when(count < 5)
        .then(pl.lit("<5"))
        .when(count.is_not_null())
        .then(pl.format("{}", nearest))
    )  # fmt: skip


def large_enough(participation: pl.DataFrame) -> pl.DataFrame:
    """class: those that may have a row of their own, by families on roll and messages in the period."""
    return participation.filter(pl.col("families") >= FEWEST_FAMILIES, pl.col("messages") >= FEWEST_MESSAGES).select(
        "class"
    )


TOO_FEW = "too few to show"


def participation(frame: pl.DataFrame) -> pl.DataFrame:
    """`metrics.equity.PARTICIPATION` with the share of families heard as its only figure, banded.

    Added: said, the share in words or why there is none.
    """
    share = pl.col("heard") / pl.col("families")
    kept = (pl.col("families") >= FEWEST_FAMILIES) & (pl.col("messages") >= FEWEST_MESSAGES)
    reason = pl.when(pl.col("messages").is_null()).then(pl.lit("no export")).otherwise(pl.lit(TOO_FEW))
    figures = ["low", "high", "messages", "effective_voices", "voices_50", "equal_voices_50", "voices_ratio"]
    return frame.with_columns(
        said=pl.when(kept).then(share_in_words(share)).otherwise(reason),
        heard=pl.when(kept).then(banded(share) * pl.col("families")),
    ).with_columns(
        pl.lit(None).cast(frame.schema[name]).alias(name)
        for name in [*figures, "half_the_talk", "unlinked_senders", "unlinked_messages"]
    )


def disturbance(frame: pl.DataFrame, *, shown: pl.Expr) -> pl.DataFrame:
    """`metrics.hours.disturbance` with the share of nights as its only figure, banded, where `shown`. Added: said."""
    share = pl.col("share")
    return frame.with_columns(
        said=pl.when(shown).then(share_in_words(share)).otherwise(pl.lit(TOO_FEW)),
        share=pl.when(shown).then(banded(share)),
        low=pl.lit(None, pl.Float64),
        high=pl.lit(None, pl.Float64),
    ).drop("disturbed", "messages", "buzzes", "buzzes_a_member_night", "written", "at_night")


def places(frame: pl.DataFrame, part: str, whole: str) -> pl.DataFrame:
    """`frame` with `part` of `whole` families banded; null in a class of too few. Added: said."""
    shown = pl.col(whole) >= FEWEST_FAMILIES
    share = pl.col(part) / pl.col(whole)
    return frame.with_columns(
        pl.when(shown).then(banded(share) * pl.col(whole)).alias(part),
        said=pl.when(shown).then(share_in_words(share)).otherwise(pl.lit(TOO_FEW)),
    )


def bounds(coverage: pl.DataFrame) -> pl.DataFrame:
    """`metrics.equity.coverage` with the bounds of families in the group banded."""
    return coverage.pipe(places, "low", "families").pipe(places, "high", "families").drop("said")
