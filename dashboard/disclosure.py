"""What leaves a class. School leadership: counts to the nearest 5, shares to the nearest 5 %, no small class at all.

A class is shown if it has at least FEWEST_FAMILIES on roll and, where an export of it is loaded, at least
FEWEST_MESSAGES in the period. Families on roll are rounded too: beside an exact number of families, a rounded share
would give the count away. "<10 %" and ">90 %" stand for the ends. The Parent Association sees exact figures but those
that come close to one family's (`apart_from_one_family`).
Each function keeps what it treats and nothing else, so that a new figure stays inside until somebody treats it.
"""

import polars as pl

from dashboard.thresholds import (
    FEWEST_FAMILIES,
    FEWEST_FOR_HALF,
    FEWEST_HEARD,
    FEWEST_MESSAGES,
    FEWEST_NIGHTS,
    FEWEST_TOLD,
)

TOO_FEW = "too few to show"
NOT_KNOWN = "not known"
UNSAID = ("low", "high", "effective_voices", "voices_low", "voices_high")
FEW = 2.5  # where a count of 1 to 4 is drawn
COUNTED = ("heard", "low", "high", "share", "shrunk")
VOICES = ("effective_voices", "voices_low", "voices_high", "voices_50", "equal_voices_50", "voices_ratio")
ONE_FAMILYS = ("messages", "half_the_talk", "unlinked_messages", "gini_if_equal", "hill_0")
UNEVEN = (*VOICES, "hill_1", "gini", "hill_2", "theil")  # with few families behind half of the talk, nearly theirs


def rounded(count: pl.Expr) -> pl.Expr:
    """A count as it may be drawn: the nearest multiple of 5, and 2.5 for 1 to 4; null stays null."""
    return pl.when(few(count)).then(FEW).otherwise(nearest_five(count))


def few(count: pl.Expr) -> pl.Expr:
    """Whether a count comes near one person's or one family's number; null stays null."""
    return count.is_between(1, FEWEST_TOLD - 1)


def nearest_five(number: pl.Expr) -> pl.Expr:
    return (number / 5).round() * 5


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


def unshown(classes: pl.DataFrame) -> tuple[str, ...]:
    """Of class, families: the classes whose rows stay away where the school's sum stands beside those of the others.

    Those with fewer than FEWEST_FAMILIES and, as the sum less the others would give them away, the next smallest ones
    until so many families are away together. None, where no class is that small.
    """
    rows = classes.sort("families", "class").with_columns(before=pl.col("families").cum_sum() - pl.col("families"))
    small = pl.col("families") < FEWEST_FAMILIES
    away = rows.filter(small | (small.any() & (pl.col("before") < FEWEST_FAMILIES)))
    return tuple(away["class"].sort())


def in_large(large: pl.DataFrame) -> pl.Expr:
    """Whether a row's class is shown; the school as a whole, which has no class, is if any class is."""
    whole = pl.col("class").is_null() & pl.lit(large.height > 0)
    return pl.col("class").is_in(large["class"].implode()).fill_null(False) | whole


def in_own_right(frame: pl.DataFrame, whole: str) -> pl.Expr:
    """Whether a row itself has enough families and messages, as far as they are known."""
    families, written = (_enough(frame, *rule) for rule in ((whole, FEWEST_FAMILIES), ("messages", FEWEST_MESSAGES)))
    return families.fill_null(True) & written.fill_null(True)


def _enough(frame: pl.DataFrame, name: str, fewest: int) -> pl.Expr:
    return pl.col(name) >= fewest if name in frame.columns else pl.lit(True)


def places(frame: pl.DataFrame, whole: str, parts: list[str], large: pl.DataFrame) -> pl.DataFrame:
    """class, `whole` (rounded), `parts` (the banded share of it), said: the first part as "75 % of 25".

    All are null where a row is not shown: its class is not (`large`), or the row has too few families or messages.
    """
    shares = {name: banded(_share(name, whole)) for name in parts}
    return _places(frame, whole, shares, banded_in_words(_share(parts[0], whole)), large)


def bounds(frame: pl.DataFrame, large: pl.DataFrame) -> pl.DataFrame:
    """`places` of the fewest and the most families in a group: low, high, said: "80 % to >90 % of 25".

    More than 90 % is drawn as all of them: what is left would look like families surely not in the group.
    """
    least, most = _share("low", "families"), _share("high", "families")
    shares = {name: drawn_whole(share) for name, share in (("low", least), ("high", most))}
    low, high = banded_in_words(least), banded_in_words(most)
    words = pl.when(low == high).then(low).otherwise(pl.format("{} to {}", low, high))
    return _places(frame, "families", shares, words, large)


def drawn_whole(share: pl.Expr) -> pl.Expr:
    return pl.when(share > 0.9).then(1.0).otherwise(banded(share))


def _share(part: str, whole: str) -> pl.Expr:
    return pl.col(part) / pl.when(pl.col(whole) > 0).then(pl.col(whole))


def _places(
    frame: pl.DataFrame, whole: str, shares: dict[str, pl.Expr], words: pl.Expr, large: pl.DataFrame
) -> pl.DataFrame:
    size, shown = rounded(pl.col(whole)), in_large(large) & in_own_right(frame, whole)
    said = pl.format("{} of {}", words, size.cast(pl.Int64)).fill_null(NOT_KNOWN)
    return frame.select(
        "class",
        pl.when(shown).then(size).alias(whole),
        *(pl.when(shown).then(share * size).alias(name) for name, share in shares.items()),
        said=pl.when(shown).then(said).otherwise(pl.lit(TOO_FEW)),
    )


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


def over_time(frame: pl.DataFrame, large: pl.DataFrame) -> pl.DataFrame:
    """`places` of the families heard, with period, starts, ends, was, weeks, comparable and linked_enough as they are.

    low, high and effective_voices with its interval are null.
    """
    kept = frame.select("period", "starts", "ends", "was", "weeks", "comparable", "linked_enough")
    unsaid = [pl.lit(None, pl.Float64).alias(name) for name in UNSAID]
    return places(frame, "families", ["heard"], large).hstack(kept).with_columns(unsaid)


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
    """class, nights (to the nearest 5), share (banded), low, high (null), said: the share in words.

    nights and share are null where the class is not shown or fewer than FEWEST_NIGHTS were observed.
    """
    enough = pl.col("nights") >= FEWEST_NIGHTS
    shown = in_large(large) & enough.fill_null(False)
    words = banded_in_words(pl.col("share")).fill_null(NOT_KNOWN)
    too_few = ~in_large(large) | ~enough.fill_null(True)
    return frame.select(
        "class",
        nights=pl.when(shown).then(nearest_five(pl.col("nights")).cast(pl.UInt32)),
        share=pl.when(shown).then(banded(pl.col("share"))),
        low=pl.lit(None, pl.Float64),
        high=pl.lit(None, pl.Float64),
        said=pl.when(too_few).then(pl.lit(TOO_FEW)).otherwise(words),
    )


def week(frame: pl.DataFrame, large: pl.DataFrame) -> pl.DataFrame:
    """weekday, hour, messages (rounded): of several classes together; no rows where fewer than two are shown."""
    treated = frame.select("weekday", "hour", messages=rounded(pl.col("messages")))
    return treated if large.height > 1 else treated.clear()


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


def habits(whole: pl.DataFrame, large: pl.DataFrame) -> pl.DataFrame:
    """class (null), habit, share (banded), said: SHARES of several classes together; no rows of fewer than two.

    share is null, and said says so, where it would be of fewer than FEWEST_MESSAGES.
    """
    enough, share = pl.col("of") >= FEWEST_MESSAGES, _share("part", "of")
    treated = whole.select(
        "class",
        "habit",
        share=pl.when(enough).then(banded(share)),
        said=pl.when(enough).then(banded_in_words(share)).otherwise(pl.lit(TOO_FEW)),
    )
    return treated if large.height > 1 else treated.clear()


def faced(frame: pl.DataFrame, large: pl.DataFrame) -> pl.DataFrame:
    """class (null), median, high: those of the middle class, to the nearest 5, or FEW below 5; null where unknown.

    frame: class, median, high, messages a day. No row where fewer than two classes are shown.
    """
    middle = {name: pl.col(name).median() for name in ("median", "high")}
    treated = frame.select(
        pl.lit(None, pl.String).alias("class"),
        *(
            pl.when(number < FEWEST_TOLD).then(FEW).otherwise(nearest_five(number)).alias(name)
            for name, number in middle.items()
        ),
    )
    return treated if large.height > 1 else treated.clear()


def nights_of_periods(frame: pl.DataFrame, large: pl.DataFrame) -> pl.DataFrame:
    """period, share (banded), said: of several classes together; no rows where fewer than two are shown."""
    treated = frame.select("period", share=banded(pl.col("share")), said=banded_in_words(pl.col("share")))
    return treated if large.height > 1 else treated.clear()


def direction_alone(frame: pl.DataFrame, large: pl.DataFrame) -> pl.DataFrame:
    """direction: of several classes together, and no figure; no rows where fewer than two are shown."""
    treated = frame.select("direction")
    return treated if large.height > 1 else treated.clear()
