"""The same figures in several periods, and which periods stand beside each other."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import polars as pl

from dashboard.metrics.equity import PARTICIPATION
from dashboard.metrics.statistics import mcnemar
from dashboard.selection import EVERYTHING, SCHOOL_YEAR, Period

OVER_TIME = pl.Schema(
    {
        **PARTICIPATION,
        "period": pl.String,
        "starts": pl.Date,
        "ends": pl.Date,
        "was": pl.String,  # the class's own name in that period where it was another
    }
)
CHANGES = pl.Schema(
    {
        "class": pl.String,  # null: the school
        "period": pl.String,
        "before": pl.String,
        "both": pl.UInt32,  # families on roll in both
        "now_only": pl.UInt32,  # those of them heard in `period` alone
        "before_only": pl.UInt32,
        "chance": pl.Float64,  # p: how often chance alone parts the two at least so unevenly
    }
)
Told: TypeAlias = tuple[Period, pl.DataFrame, pl.DataFrame]  # a period, its PARTICIPATION and cohorts.COHORT


def before(offered: Iterable[Period], chosen: Period) -> Period | None:
    """The latest period of the same kind, term or school year, that was over when `chosen` began.

    None where there is none, and for everything loaded.
    """
    alike = [period for period in offered if _kind(period) == _kind(chosen) and period.ends < chosen.starts]
    return max(alike, key=lambda period: period.ends, default=None)


def terms(offered: Sequence[Period], chosen: Period) -> tuple[Period, ...]:
    """The periods to tell of one class, oldest first: every term; without terms every school year; else `chosen`."""
    told = _of_kind(offered, "term") or school_years(offered) or [chosen]
    return tuple(sorted(told, key=lambda period: (period.starts, period.ends)))


def school_years(offered: Iterable[Period]) -> list[Period]:
    """The school years among the periods, in their order."""
    return _of_kind(offered, SCHOOL_YEAR)


def _kind(period: Period) -> str:
    if period.name == EVERYTHING:
        return EVERYTHING
    return SCHOOL_YEAR if period.name.startswith(f"{SCHOOL_YEAR} ") else "term"


def _of_kind(offered: Iterable[Period], kind: str) -> list[Period]:
    return [period for period in offered if _kind(period) == kind]


def changes(
    now: pl.DataFrame,
    earlier: pl.DataFrame,
    participation_now: pl.DataFrame,
    participation_earlier: pl.DataFrame,
    *,
    period: str,
    before: str,
) -> pl.DataFrame:
    """CHANGES: a row for each class, in the order of `participation_now`, and one of them together, the school, first.

    now, earlier: class, family, messages of the families on roll in `period` and in `before` (both under the classes'
    names of today). Compared are families on roll in both, in classes that were seen throughout both and are linked
    enough in both; without such a class there are no rows. In the school a family counts once.
    chance   exact two-sided McNemar test of the families heard in one of the two alone: McNemar (1947); null: none was
    """
    fit = _fit(participation_now).join(_fit(participation_earlier), on="class", how="semi", maintain_order="left")
    if fit.is_empty():
        return CHANGES.to_frame()
    kept = [frame.join(fit, on="class", how="semi") for frame in (now, earlier)]
    whole = [frame.with_columns(pl.lit(None, pl.String).alias("class")) for frame in kept]
    counts = pl.concat([_in_one_alone(*whole), fit.join(_in_one_alone(*kept), on="class", maintain_order="left")])
    chance = [mcnemar(*row) for row in counts.select("now_only", "before_only").iter_rows()]
    return counts.select(
        "class",
        pl.lit(period).alias("period"),
        pl.lit(before).alias("before"),
        "both",
        "now_only",
        "before_only",
        chance=pl.Series(chance, dtype=pl.Float64),
    ).cast(CHANGES)


def _fit(participation: pl.DataFrame) -> pl.DataFrame:
    """class: those whose families heard can be set beside another period's."""
    whole = pl.col("throughout").fill_null(False) & pl.col("linked_enough").fill_null(False)
    return participation.drop_nulls("class").filter(whole).select("class")


def _in_one_alone(now: pl.DataFrame, earlier: pl.DataFrame) -> pl.DataFrame:
    """class, both, now_only, before_only: over the families of both frames; no row for a class that has none."""
    sides = [frame.group_by("class", "family").agg(heard=(pl.col("messages") > 0).any()) for frame in (now, earlier)]
    heard, heard_before = pl.col("heard"), pl.col("heard_before")
    return (
        sides[0]
        .join(sides[1], on=["class", "family"], nulls_equal=True, suffix="_before")
        .group_by("class")
        .agg(both=pl.len(), now_only=(heard & ~heard_before).sum(), before_only=(heard_before & ~heard).sum())
    )


def stacked(told: Iterable[Told]) -> pl.DataFrame:
    """OVER_TIME: the periods' PARTICIPATION one below the other, oldest period first, each in its own order."""
    oldest_first = sorted(told, key=lambda each: (each[0].starts, each[0].ends))
    return pl.concat([OVER_TIME.to_frame(), *(_dated(*each) for each in oldest_first)])


def _dated(period: Period, participation: pl.DataFrame, cohort: pl.DataFrame) -> pl.DataFrame:
    other = cohort.filter(pl.col("was") != pl.col("class"))
    return (
        participation.join(other, on="class", how="left", maintain_order="left")
        .with_columns(period=pl.lit(period.name), starts=pl.lit(period.starts), ends=pl.lit(period.ends))
        .select(OVER_TIME.names())
        .cast(OVER_TIME)
    )
