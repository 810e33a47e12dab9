"""What readers of several classes are told on a page: exact figures, but for those that come close to one family's.

What a function does not name stays as it is. Numbers of habits, of which one person may have most, are rounded too.
"""

import polars as pl

from dashboard.thresholds import (
    FEWEST_FAMILIES,
    FEWEST_FOR_HALF,
    FEWEST_HEARD,
    FEWEST_MESSAGES,
    FEWEST_TOLD,
)

COUNTED = ("heard", "low", "high", "share", "shrunk")
VOICES = ("effective_voices", "voices_low", "voices_high", "voices_50", "equal_voices_50", "voices_ratio")
ONE_FAMILYS = ("messages", "half_the_talk", "unlinked_messages", "gini_if_equal", "hill_0")
UNEVEN = (*VOICES, "hill_1", "gini", "hill_2", "theil")  # with few families behind half of the talk, nearly theirs


def few(count: pl.Expr) -> pl.Expr:
    """Whether a count comes near one person's or one family's number; null stays null."""
    return count.is_between(1, FEWEST_TOLD - 1)


def nearest_five(number: pl.Expr) -> pl.Expr:
    return (number / 5).round() * 5


def large(sizes: pl.DataFrame) -> pl.DataFrame:
    """class: those that are shown, of class, families, messages (null: no export is loaded)."""
    return sizes.filter(
        pl.col("families") >= FEWEST_FAMILIES, (pl.col("messages") >= FEWEST_MESSAGES).fill_null(True)
    ).select("class")


def unshown(classes: pl.DataFrame) -> tuple[str, ...]:
    """Of class, families: the classes whose rows stay away where the school's sum stands beside those of the others.

    Those with fewer than FEWEST_FAMILIES and, as the sum less the others would give them away, the next smallest ones
    until so many families are away together. None, where no class is that small.
    """
    rows = classes.sort("families", "class").with_columns(before=pl.col("families").cum_sum() - pl.col("families"))
    small = pl.col("families") < FEWEST_FAMILIES
    away = rows.filter(small | (small.any() & (pl.col("before") < FEWEST_FAMILIES)))
    return tuple(away["class"].sort())


def _enough(frame: pl.DataFrame, name: str, fewest: int) -> pl.Expr:
    return pl.col(name) >= fewest if name in frame.columns else pl.lit(True)


def apart_from_one_family(frame: pl.DataFrame) -> pl.DataFrame:
    """`frame` with shown Boolean, and null what comes close to one family's number: for readers of several classes.

    frame: class (null: the whole school, whose row stays, but for its messages and, in EVENNESS, its measures of them
    where a class's messages are null), families, heard, messages and half_the_talk where it has them, and figures of
    them (ONE_FAMILYS, UNEVEN). shown is false, and heard null, below FEWEST_FAMILIES.
    """
    school, shown = pl.col("class").is_null(), (pl.col("families") >= FEWEST_FAMILIES).fill_null(True)
    several = shown & (pl.col("heard") >= FEWEST_HEARD) & _enough(frame, "messages", FEWEST_MESSAGES)
    spread = several & _enough(frame, "half_the_talk", FEWEST_FOR_HALF)
    rules = dict.fromkeys(COUNTED, shown) | dict.fromkeys(ONE_FAMILYS, several) | dict.fromkeys(UNEVEN, spread)
    kept = {name: school | rule for name, rule in rules.items() if name in frame.columns}
    if "messages" in kept:
        withheld = (pl.col("messages").is_not_null() & ~kept["messages"]).fill_null(True).any()
        summed = ("messages", *(UNEVEN if "hill_2" in frame.columns else ()))
        kept |= {name: kept[name] & ~(school & withheld) for name in summed if name in kept}  # else what they lack
    return frame.with_columns(
        *(pl.when(rule).then(pl.col(name)).alias(name) for name, rule in kept.items()), shown=school | shown
    )


# Habits: `answers.habits` has them of classes that are large, or of the one class that its own rep sees.


def apart_from_one_person(shares: pl.DataFrame) -> pl.DataFrame:
    """SHARES (class, habit, times, part, of, few): to the nearest 5; few, and no number, where any of them is 1 to 4.

    For readers of several classes. Of what is null here no sum may be made either: the rest would give it away. And a
    year less its terms gives no term's number away, as exact numbers would.
    """
    numbers = ("times", "part", "of")
    near = pl.any_horizontal(few(pl.col(name)).fill_null(False) for name in numbers)
    told = (pl.when(~near).then(nearest_five(pl.col(name))).cast(pl.UInt32).alias(name) for name in numbers)
    return shares.with_columns(*told, few=near)
