"""Do classes differ by more than chance would have them differ? Definitions in METRICS, "Between classes".

No order among classes comes out of this: they stand as `participation` has them, by name.
"""

import math
from dataclasses import dataclass

import polars as pl

from dashboard.metrics.statistics import funnel_limits, overdispersion, shrunk_rates, theil
from dashboard.thresholds import FEWEST_CLASSES, FEWEST_JUDGED

INNER, OUTER = 0.95, 0.998
PLACE = pl.Enum(["inside", "beyond_95", "beyond_998"])
COMPARED = pl.Schema(
    {
        "class": pl.String,
        "families": pl.UInt32,  # N
        "heard": pl.UInt32,  # S
        "share": pl.Float64,  # S / N
        "shrunk": pl.Float64,  # drawn towards the other classes' as far as so few families can have it by chance
        "place": PLACE,
        "voices_50": pl.Float64,
        "equal_voices_50": pl.Float64,
        "voices_ratio": pl.Float64,
        "linked_enough": pl.Boolean,
    }
)
SHARE = pl.col("heard") / pl.col("families")
LIMITS = pl.Schema({"families": pl.UInt32, "level": pl.Float64, "low": pl.Float64, "high": pl.Float64})


@dataclass(frozen=True)
class Between:
    """The funnel of families heard. None and null: undefined, as `between` says."""

    classes: pl.DataFrame  # COMPARED
    limits: pl.DataFrame  # LIMITS: a row for each N from the smallest to the largest class, and level
    target: float | None  # the pooled share
    dispersion: float | None  # phi: about 1 where classes differ by chance alone
    most: float | None  # the phi above which they differ by more than chance
    inflated: bool  # phi is above it, and the limits are wider by its square root
    within: float | None  # the part of the unevenness among families that lies inside classes
    compared: int  # classes in the picture
    judged: int  # those of them that are linked well enough to have a place in it
    beyond: int | None  # those of the judged outside the 95 % limits


def between(
    participation: pl.DataFrame,
    family_messages: pl.DataFrame,
    *,
    fewest_classes: int = FEWEST_CLASSES,
    fewest_judged: int = FEWEST_JUDGED,
) -> Between:
    """The classes that can be compared, each beside what chance allows for its size.

    participation: PARTICIPATION, a row a class; family_messages: class, family, messages of each family on roll.

    Compared is a class that is comparable and was seen throughout the period: a shorter time hears fewer families. Of
    those, one that is not linked enough is drawn and not judged: its count is too low by an unknown number, so it has
    no place and no shrunk share, and no say in target, dispersion and within.

    target      families heard of families on roll over the judged classes; None: there are none
    limits      exact binomial limits about the target at 95 % and 99.8 %; where phi is above 1 + 2 * sqrt(2 / judged)
                (`most`) they are inflated; no rows, and place, dispersion, most and beyond are null, with fewer classes
                compared than `fewest_classes`, or judged than `fewest_judged`
    within      share of Theil's T inside classes; None with fewer than two judged classes, and where all families wrote
                equally much or nobody wrote
    Source: Spiegelhalter (2005), Funnel plots for comparing institutional performance; Theil (1967).
    """
    compared = participation.drop_nulls("class").filter(_is("comparable"), _is("throughout"))
    judged = compared.filter(_is("linked_enough")).sort("class")
    heard, families = judged["heard"].to_list(), judged["families"].to_list()
    target = sum(heard) / sum(families) if families else None
    enough = compared.height >= fewest_classes and judged.height >= fewest_judged
    dispersion = overdispersion(heard, families) if enough else None
    most = 1 + 2 * math.sqrt(2 / judged.height) if enough else None
    inflated = dispersion is not None and most is not None and dispersion > most
    inflation = dispersion if dispersion is not None and inflated else 1.0
    sizes = compared["families"].to_list() if enough else []
    limits = _limits(sizes, target, inflation)
    shrunk = judged.select("class").with_columns(shrunk=pl.Series(shrunk_rates(heard, families), dtype=pl.Float64))
    classes = _placed(compared.join(shrunk, on="class", how="left", maintain_order="left"), limits)
    return Between(
        classes=classes,
        limits=limits,
        target=target,
        dispersion=dispersion,
        most=most,
        inflated=inflated,
        within=_within(family_messages, judged["class"].to_list()),
        compared=compared.height,
        judged=judged.height,
        beyond=classes.filter(pl.col("place") != "inside").height if enough else None,
    )


def _is(column: str) -> pl.Expr:
    return pl.col(column).fill_null(False)


def _limits(sizes: list[int], target: float | None, inflation: float) -> pl.DataFrame:
    """LIMITS for every size from the smallest to the largest; no rows for none."""
    if not sizes or target is None:
        return LIMITS.to_frame()
    rows = [
        (families, level, *funnel_limits(families, target, level=level, inflation=inflation))
        for level in (INNER, OUTER)
        for families in range(min(sizes), max(sizes) + 1)
    ]
    return pl.DataFrame(rows, schema=LIMITS, orient="row")


def _placed(compared: pl.DataFrame, limits: pl.DataFrame) -> pl.DataFrame:
    """COMPARED: the place is among the limits for the class's own size; null without limits or not linked enough."""
    place = (
        pl.when(~_is("linked_enough") | pl.lit(limits.is_empty()))
        .then(None)
        .when(pl.col("class").is_in(_outside(compared, limits, OUTER)))
        .then(pl.lit("beyond_998"))
        .when(pl.col("class").is_in(_outside(compared, limits, INNER)))
        .then(pl.lit("beyond_95"))
        .otherwise(pl.lit("inside"))
    )
    return compared.with_columns(share=SHARE, place=place.cast(PLACE)).select(COMPARED.names())


def _outside(compared: pl.DataFrame, limits: pl.DataFrame, level: float) -> list[str]:
    own = compared.join(limits.filter(pl.col("level") == level), on="families", suffix="_limit")
    return own.filter(~SHARE.is_between("low_limit", "high_limit"))["class"].to_list()


def _within(family_messages: pl.DataFrame, classes: list[str]) -> float | None:
    written = family_messages.filter(pl.col("class").is_in(classes)).sort("class")
    groups = {name: own["messages"].to_list() for (name,), own in written.group_by("class", maintain_order=True)}
    unevenness = theil(groups)
    if unevenness is None or len(groups) < 2 or math.isclose(unevenness.total, 0, abs_tol=1e-12):
        return None
    return unevenness.within / unevenness.total
