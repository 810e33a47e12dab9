"""What school leadership may see: counts to the nearest 5, shares of nights to the nearest 5 %, no small class at all.

A class is shown if it has at least FEWEST_FAMILIES on roll and, where an export of it is loaded, at least
FEWEST_MESSAGES in the period. Families on roll are rounded too: beside an exact number of families, a rounded share
would give the count away. "<5" stands for 1 to 4, "<10 %" and ">90 %" for the ends.
Each function keeps what it treats and nothing else, so that a new figure stays inside until somebody treats it.
"""

import polars as pl

from dashboard.thresholds import FEWEST_FAMILIES, FEWEST_MESSAGES

TOO_FEW = "too few to show"
NOT_KNOWN = "not known"
UNSAID = ("low", "high", "effective_voices", "voices_low", "voices_high")
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

    A part is never rounded above the last multiple of 5 within the whole: "30 of 30" could only be 28 of 28. Nor does
    the first part reach the whole, as "15 of 15" says all where it may be 13: that is ">10 of 15", drawn at 12.5.
    """
    return _places(frame, whole, parts, in_large(large))


def _places(frame: pl.DataFrame, whole: str, parts: list[str], shown: pl.Expr) -> pl.DataFrame:
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
        shown=shown,
    )
    first, all_of_it = pl.col(parts[0]), pl.col(whole)
    reaches = (first == all_of_it) & (all_of_it > 5)
    words = pl.when(reaches).then(pl.format(">{}", rounded_in_words(all_of_it - 5))).otherwise(rounded_in_words(first))
    said = pl.format("{} of {}", words, rounded_in_words(all_of_it)).fill_null(NOT_KNOWN)
    return treated.with_columns(
        pl.when(reaches).then(all_of_it - FEW).otherwise(first).alias(parts[0]),
        said=pl.when("shown").then(said).otherwise(pl.lit(TOO_FEW)),
    ).drop("shown")


def over_time(frame: pl.DataFrame, large: pl.DataFrame) -> pl.DataFrame:
    """`places` of the families heard, with period, starts, ends, was, comparable and linked_enough as they are.

    A row is shown if its class is (`large`) and, in that row's own period, had as many families and messages; low, high
    and effective_voices with its interval are null.
    """
    own = (pl.col("families") >= FEWEST_FAMILIES) & (pl.col("messages") >= FEWEST_MESSAGES).fill_null(True)
    treated = _places(frame, "families", ["heard"], in_large(large) & own)
    kept = frame.select("period", "starts", "ends", "was", "comparable", "linked_enough")
    unsaid = [pl.lit(None, pl.Float64).alias(name) for name in UNSAID]
    return treated.hstack(kept).with_columns(unsaid)


def changes(frame: pl.DataFrame, large: pl.DataFrame) -> pl.DataFrame:
    """The school's row alone, of at least two classes that are shown: class, period, before, both (rounded), chance.

    chance is the lower end of its band, 0 or 0.05: enough to say whether chance alone would often bring such a change,
    as it would where nothing changed (null).
    now_only and before_only are null: beside that verdict "0" and "5" could only be 0 and 5.
    """
    unsaid = pl.lit(None, pl.Float64)
    band = pl.when(pl.col("chance") < 0.05).then(0.0).otherwise(0.05)
    treated = frame.filter(pl.col("class").is_null(), pl.col("both") >= FEWEST_FAMILIES).select(
        "class", "period", "before", both=rounded(pl.col("both")), now_only=unsaid, before_only=unsaid, chance=band
    )
    return treated if large.height > 1 else treated.clear()


def banded_share(share: float | None) -> float | None:
    """One share as it may be drawn: `banded`."""
    return pl.select(banded(pl.lit(share, pl.Float64))).item()


def none_or_some(count: int | None) -> int | None:
    """Whether there are any, without how many: 0 is none and 1 is some; None stays None."""
    return None if count is None else min(count, 1)


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
