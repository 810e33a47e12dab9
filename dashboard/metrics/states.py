"""Whom announcements cannot reach, or may not: how each family stands to the announcement group, by class."""

from types import MappingProxyType

import polars as pl

from dashboard.metrics.reach import IS_KNOWN

STATE = pl.Enum(["known", "unseen", "not_in", "not_invited"])  # of two rows of one family the first goes for the school
GROUP = pl.Enum(["own", "no_export", "none"])
STATUSES = MappingProxyType({"opted_out": "not_invited", "excluded": "not_invited", "missing": "not_in"})
STATES = pl.Schema(
    {
        "class": pl.String,
        "n": pl.UInt32,
        "known": pl.UInt32,
        "not_invited": pl.UInt32,
        "not_in": pl.UInt32,
        "unseen": pl.UInt32,
        "cannot": pl.UInt32,
        "group": GROUP,
    }
)


def states(
    families: pl.DataFrame, status: pl.DataFrame, unreachable: pl.DataFrame, classes: pl.DataFrame, loaded: pl.Series
) -> pl.DataFrame:
    """STATES, a row a class and one for the school (class null), of the announcement that `unreachable` speaks of.

    families: those it addressed, as `standing` has them (announcement, class, family, members, evidence). status: as
    `drift.family_status`, were the announcement group the group of every class. loaded: the groups with an export.
    Columns (families, UInt32, but for class and group):
        n               on roll that day
        known           surely in reach: a guardian is known to be in a group where it stood, or left a sign
        not_invited     not known, and nobody may invite them: opted out, or excluded
        not_in          neither, and a list of the announcement group's members has none of them
        unseen          the rest: nothing shows whether they are in it
        cannot          of all who are not known, so many are surely out of reach, even if nobody knows which
        group           the class's own group: own (its export is loaded), no_export, or none (none is known)
    All counts are null where `unreachable` has none: no announcement is over yet, or there is no roster; known,
    not_invited, not_in and unseen where the roster names no family of the class.
    """
    stand = by_state(families, status, unreachable)
    whole = (
        stand.join(unreachable.filter(pl.col("class").is_null()), on="announcement", how="semi")
        .unique("family", keep="first", maintain_order=True)
        .with_columns(pl.lit(None, pl.String).alias("class"))
    )
    classes_then = stand.join(unreachable, on=["announcement", "class"], how="semi")

    def having(state: str) -> pl.Expr:
        return pl.col("state").eq(state).sum().cast(pl.UInt32).alias(state)

    told = ("known", "not_invited", "not_in")
    counts = pl.concat([whole, classes_then]).group_by("class").agg(having(state) for state in told)
    groups = classes.select("class", group=group_of(loaded))
    return (
        unreachable.select("class", "n", "cannot")
        .join(counts, on="class", how="left", nulls_equal=True)
        .join(groups, on="class", how="left")
        .with_columns(pl.when(pl.col("cannot").is_not_null()).then(pl.col(state)) for state in told)
        .with_columns(unseen=(pl.col("n") - pl.sum_horizontal(told, ignore_nulls=False)).cast(pl.UInt32))
        .match_to_schema(STATES)
        .sort("class", nulls_last=False)
    )


def by_state(families: pl.DataFrame, status: pl.DataFrame, unreachable: pl.DataFrame) -> pl.DataFrame:
    """announcement, class, family, state: of the named families that it addressed, the surest state first."""
    return (
        families.filter(~pl.col("nameless"))
        .join(unreachable.select("announcement").unique(), on="announcement", how="semi")
        .select("announcement", pl.col("class", "family").cast(pl.String), surely=IS_KNOWN)
        .join(status.select("class", "family", "status"), on=["class", "family"], how="left")
        .select(
            "announcement",
            "class",
            "family",
            state=pl.when("surely")
            .then(pl.lit("known"))
            .otherwise(pl.col("status").cast(pl.String).replace_strict(dict(STATUSES), default="unseen"))
            .cast(STATE),
        )
        .sort("state")
    )


def group_of(loaded: pl.Series) -> pl.Expr:
    return (
        pl.when(pl.col("chat").is_null())
        .then(pl.lit("none"))
        .when(pl.col("chat").is_in(loaded.implode()))
        .then(pl.lit("own"))
        .otherwise(pl.lit("no_export"))
        .cast(GROUP)
    )
