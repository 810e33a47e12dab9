"""What school leadership may see: counts to the nearest 5, shares of nights to the nearest 5 %, no small class at all.

A class is shown if it has at least FEWEST_FAMILIES on roll and, where an export of it is loaded, at least
FEWEST_MESSAGES in the period. Families on roll are rounded too: beside an exact number of families, a rounded share
would give the count away. "<5" stands for 1 to 4, "<10 %" and ">90 %" for the ends.
Each function keeps what it treats and nothing else, so that a new figure stays inside until somebody treats it.
"""

import polars as pl

FEWEST_FAMILIES = 10
FEWEST_MESSAGES = 50
TOO_FEW = "too few to show"
NOT_KNOWN = "not known"
FEW = 2.5  # where a count of 1 to 4 is drawn


def rounded(count: pl.Expr) -> pl.Expr:
    """A count as it may be drawn: the nearest multiple of 5, and 2.5 for 1 to 4; null stays null."""
    return pl.when(count.is_between(1, 4)).then(FEW).otherwise((count / 5).round() * 5)


def rounded_in_words(rounded: pl.Expr) -> pl.Expr:
    """A rounded count as it may be printed: "0", "<5", then multiples of 5; null stays null."""
    return pl.when(rounded == FEW).then(pl.lit("<5")).otherwise(pl.format("{}", rounded.cast(pl.Int64)))


def banded(share: pl.Expr) -> pl.Expr:
    """A share as it may be drawn: the nearest multiple of 0.05, and 0.05 and 0.95 for the open ends."""
    nearest = (share * 20).round() / 20
    return pl.when(share < 0.1).then(0.05).when(share > 0.9).then(0.95).otherwise(nearest)


def banded_in_words(share: pl.Expr) -> pl.Expr:
    """A share as it may be printed: "<10 %", "35 %", ">90 %"; null stays null."""
    nearest = pl.format("{} %", (share * 20).round().cast(pl.Int64) * 5)
    return pl.when(share < 0.1).then(pl.lit("<10 %")).when(share > 0.9).then(pl.lit(">90 %")).otherwise(nearest)


def large(sizes: pl.DataFrame) -> pl.DataFrame:
    """class: those that are shown, of class, families, messages (null: no export is loaded)."""
    return sizes.filter(
        pl.col("families") >= FEWEST_FAMILIES, (pl.col("messages") >= FEWEST_MESSAGES).fill_null(True)
    ).select("class")


def in_large(large: pl.DataFrame) -> pl.Expr:
    """Whether a row's class is shown; the school as a whole, which has no class, is if any class is."""
    return pl.col("class").is_in(large["class"].implode()) | (pl.col("class").is_null() & pl.lit(large.height > 0))


def places(frame: pl.DataFrame, whole: str, parts: list[str], large: pl.DataFrame) -> pl.DataFrame:
    """class, `whole` and `parts` (rounded; null where the class is not shown), said: the first part of whole.

    A part is never rounded above the last multiple of 5 within the whole: "30 of 30" could only be 28 of 28.
    """
    shown = in_large(large)
    highest = pl.col(whole) // 5 * 5
    treated = frame.select(
        "class",
        pl.when(shown).then(rounded(pl.col(whole))).alias(whole),
        *(
            pl.when(shown, pl.col(name).is_not_null())
            .then(pl.min_horizontal(rounded(pl.col(name)), highest))  # which would take `highest` for a null
            .alias(name)
            for name in parts
        ),
    )
    said = pl.format("{} of {}", rounded_in_words(pl.col(parts[0])), rounded_in_words(pl.col(whole)))
    return treated.with_columns(
        said=pl.when(~shown).then(pl.lit(TOO_FEW)).otherwise(said.fill_null(NOT_KNOWN)),
    )


def nights(frame: pl.DataFrame, large: pl.DataFrame) -> pl.DataFrame:
    """class, nights, share (banded; null where the class is not shown), low, high (null), said: the share in words."""
    shown = in_large(large)
    said = banded_in_words(pl.col("share"))
    return frame.select(
        "class",
        "nights",
        share=pl.when(shown).then(banded(pl.col("share"))),
        low=pl.lit(None, pl.Float64),
        high=pl.lit(None, pl.Float64),
        said=pl.when(~shown).then(pl.lit(TOO_FEW)).otherwise(said.fill_null(NOT_KNOWN)),
    )


def week(frame: pl.DataFrame, large: pl.DataFrame) -> pl.DataFrame:
    """weekday, hour, messages (rounded): of several classes together; no rows where fewer than two are shown."""
    treated = frame.select("weekday", "hour", messages=rounded(pl.col("messages")))
    return treated if large.height > 1 else treated.clear()
