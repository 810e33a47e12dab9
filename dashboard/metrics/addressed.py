"""The families that announcements address, each with what tells of it (METRICS.md, "Reach": the denominator)."""

import polars as pl

from dashboard.metrics.evidence import DIRECT

NAMES = ("chat", "sender", "poster", "class", "family", "guardian")


def keyed(frame: pl.DataFrame) -> pl.DataFrame:
    """`frame` with its names as categories: comparing a million strings is most of what reach would cost."""
    names = [name for name in NAMES if name in frame.columns]
    return frame.with_columns(pl.col(names).cast(pl.Categorical))


def on_roll(
    announcements: pl.DataFrame, roster: pl.DataFrame, links: pl.DataFrame, classes: pl.DataFrame
) -> pl.DataFrame:
    """announcement, class, family, nameless, siblings Boolean: on roll on the day of the announcement, less the
    sender's own. siblings: the family has children in several classes.

    A class of which the roster names no family has as many nameless ones as `classes` says. A nameless family may be
    the same as one of another class, named or nameless.
    """
    named = (
        roster.filter(pl.col("role") != "staff")
        .select("class", "family", "starts", "ends")
        .drop_nulls(["class", "family"])
        .unique()
        .with_columns(nameless=pl.lit(False))
    )
    nameless = (
        classes.filter(pl.col("families") > 0)
        .join(named, on="class", how="anti")
        .select("class", number=pl.int_ranges(1, pl.col("families").cast(pl.Int64) + 1))
        .explode("number")
        .select(
            "class",
            family=pl.format("{} {}", "class", "number"),
            starts=pl.lit(None, pl.Date),
            ends=pl.lit(None, pl.Date),
            nameless=pl.lit(True),
        )
    )
    roll = keyed(pl.concat([named, nameless])).with_columns(
        once=pl.len().over("class", "family") == 1, siblings=pl.col("class").n_unique().over("family") > 1
    )
    own = announcements.join(links, on=["chat", "sender"]).select("announcement", "family").drop_nulls()
    addressed = (
        announcements.select("announcement", day=pl.col("sent_at").dt.date())
        .join(roll, how="cross")
        .filter(
            (pl.col("starts").is_null() | (pl.col("starts") <= pl.col("day")))
            & (pl.col("ends").is_null() | (pl.col("ends") >= pl.col("day")))
        )
        .join(keyed(own), on=["announcement", "family"], how="anti")
    )
    columns = ("announcement", "class", "family", "nameless", "siblings")
    once = addressed.filter("once").select(columns)  # a million rows that need not be compared
    return pl.concat([once, addressed.filter(~pl.col("once")).select(columns).unique()])


def with_signs(families: pl.DataFrame, signs: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """`families` with evidence, direct, and members (sure ones, in any group where it stood)."""
    seen = signs.group_by("announcement", "family").agg(
        direct=pl.col("sign").is_in(DIRECT).any(), evidence=pl.lit(True)
    )
    known = members.filter("sure").group_by("announcement", "family").agg(members=pl.col("sender").n_unique())
    return (
        families.join(seen, on=["announcement", "family"], how="left")
        .join(known, on=["announcement", "family"], how="left")
        .with_columns(
            pl.col("direct", "evidence").fill_null(False), pl.col("members").fill_null(0), unknown=pl.lit(True)
        )
    )


def school_wide(families: pl.DataFrame) -> pl.DataFrame:
    """`families`, each once for an announcement, with class null."""
    in_several = families.filter("siblings").unique(["announcement", "family"])
    once_each = pl.concat([families.filter(~pl.col("siblings")), in_several])
    return once_each.with_columns(pl.lit(None, pl.Categorical).alias("class"))


def uncountable(families: pl.DataFrame) -> pl.DataFrame:
    """announcement, class (null: the school), uncountable (True): where nobody can tell which families are the same."""
    return (
        families.group_by("announcement")
        .agg(uncountable=pl.col("nameless").any() & (pl.col("class").n_unique() > 1))
        .filter("uncountable")
        .select("announcement", pl.lit(None, pl.Categorical).alias("class"), "uncountable")
    )
