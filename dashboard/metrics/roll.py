"""Who is on roll in which class on a day, and which group is the class's."""

from datetime import date

import polars as pl

from parsers.schema import STANDING


def families_on(roster: pl.DataFrame, on: date) -> pl.DataFrame:
    """class, family, standing, guardians (how many are named), starts: the families on roll on that day."""
    return (
        roster.filter(
            (pl.col("role") != "staff") & not_over(on) & (pl.col("starts").is_null() | (pl.col("starts") <= on))
        )
        .drop_nulls(["class", "family"])
        .group_by("class", "family")
        .agg(
            standing=standing(pl.col("standing")),
            guardians=pl.col("guardian").drop_nulls().n_unique(),
            starts=pl.when(pl.col("starts").is_not_null().all()).then(pl.col("starts").min()),
        )
    )


def not_over(on: date) -> pl.Expr:
    return pl.col("ends").is_null() | (pl.col("ends") >= on)


def standing(each: pl.Expr) -> pl.Expr:
    """That of several guardians together: current if one is, excluded before opted out."""
    return pl.when((each == "current").any()).then(pl.lit("current", STANDING)).otherwise(each.max())


def groups(classes: pl.DataFrame) -> pl.DataFrame:
    """chat, class of every class with a group."""
    return classes.select("chat", "class").drop_nulls("chat")
