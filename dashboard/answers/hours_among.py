"""Rows of classes on hours for readers of several classes: none that gives a number near one person's away."""

from collections.abc import Sequence

import polars as pl

from dashboard.disclosure import few
from dashboard.thresholds import FEWEST_FAMILIES, FEWEST_MESSAGES

NIGHTLY = ("disturbed", "messages", "at_night")


def unshown(sizes: pl.DataFrame, classes: pl.DataFrame) -> tuple[tuple[str, ...], bool]:
    """The classes without a row for readers of several classes, and whether the whole must be withheld with them.

    sizes: class, families (null: not known, taken as enough); classes: `each`, of all of them. Too small for a row:
    fewer than FEWEST_FAMILIES on roll or FEWEST_MESSAGES in the period, few nights with a message, or few messages at
    night. A class of which nothing was observed is in no sum, keeps its row and covers nobody.
    """
    rows = classes.join(sizes.select("class", "families"), on="class").filter(
        pl.col("nights").is_not_null() | (pl.col("written") > 0)
    )
    near = (few(pl.col(name)).fill_null(False) for name in NIGHTLY)
    small = pl.any_horizontal(
        (pl.col("families") < FEWEST_FAMILIES).fill_null(False),
        pl.col("written") < FEWEST_MESSAGES,
        pl.col("nights").is_null(),
        *near,
    )
    away = with_cover(rows, small, ("written", *NIGHTLY))
    return (tuple(rows.filter(small)["class"].sort()), True) if away is None else (away, False)


def with_cover(rows: pl.DataFrame, small: pl.Expr, counts: Sequence[str]) -> tuple[str, ...] | None:
    """The classes whose rows stay away where sums of `counts` over all rows stand beside the others.

    rows: class, families (null: not known, taken as enough), nights (null: none observed), counts. Those that are
    `small` and, as the sums less the other rows would give them away, the next smallest ones, until two classes with
    an observed night and FEWEST_FAMILIES are away together and no sum over those away is few. None where there are not
    enough of them, so that no sum may stand there; no class where none is small.
    """
    observed = pl.col("nights").is_not_null().cast(pl.UInt32)
    ordered = rows.with_columns(small=small.fill_null(False)).sort(
        ~pl.col("small"), "families", "class", nulls_last=True
    )
    taken = ordered.select(
        rows=pl.int_range(1, pl.len() + 1),
        observed=observed.cum_sum(),
        families=(pl.col("families").fill_null(FEWEST_FAMILIES) * observed).cum_sum(),
        few=pl.any_horizontal(few(pl.col(name).fill_null(0).cum_sum()) for name in counts),
    )
    least = ordered["small"].sum()
    enough = taken.filter(
        pl.col("rows") >= least, pl.col("observed") > 1, pl.col("families") >= FEWEST_FAMILIES, ~pl.col("few")
    )
    if not least:
        return ()
    return tuple(ordered["class"].head(enough["rows"][0]).sort()) if enough.height else None


def kinds_of_night(frame: pl.DataFrame, away: Sequence[str]) -> tuple[pl.DataFrame, bool]:
    """`frame` with few and without the classes `away`; and whether sums of all classes by kind may stand beside it.

    frame: class (null: the announcement group, whose rows stay), day_type, nights, disturbed, messages, figures of
    them. A class one of whose kinds has few nights with a message, or few messages, has the nights observed alone: its
    other kinds would give that one away beside the class's own row. Where the sums would give it away, all classes have
    the nights alone; they may stand but beside a single class.
    """
    counts = ("disturbed", "messages")
    near = pl.any_horizontal(few(pl.col(name)).fill_null(False) for name in counts)
    unshown = pl.col("class").is_in(away).fill_null(False)
    marked = frame.with_columns(few=near.any().over("class") & pl.col("class").is_not_null())
    untold = marked.filter(unshown | pl.col("few"))
    sums = untold.group_by("day_type").agg(pl.col(counts).sum())
    given_away = untold["class"].n_unique() == 1 or sums.select(near.any()).item()
    told = marked.filter(~unshown).with_columns(
        few=pl.col("few") | (pl.lit(given_away) & pl.col("class").is_not_null())
    )
    numbers = pl.when(~pl.col("few")).then(pl.exclude("class", "day_type", "nights", "few"))
    return told.with_columns(numbers), not given_away or frame["class"].drop_nulls().n_unique() > 1
