"""Persons of several names, of which one names a child and another may be a guardian of another family."""

import polars as pl

from parsers.schema import HOW

SENDER = ("chat", "person")


def doubted(asked: pl.DataFrame, decided: pl.DataFrame, sure: pl.DataFrame) -> pl.DataFrame:
    """chat, person of those who are linked by a child in one of their names and have a further name to weigh."""
    by_child = asked.join(sure.filter((pl.col("how") == "child") & pl.col("family").is_not_null()), on="row")
    further = asked.join(decided, on="row", how="anti").filter(~pl.col("is_number"))
    return by_child.select(SENDER).unique().join(further.select(SENDER).unique(), on=SENDER)


def without_conflicts(asked: pl.DataFrame, sure: pl.DataFrame, by_name: pl.DataFrame) -> pl.DataFrame:
    """`sure`, in which nobody is linked whose names say two families: a person decides between them."""
    weighed = by_name.select(*SENDER, other="family")
    told = sure.join(asked.select("row", *SENDER), on="row").join(weighed, on=SENDER, how="left", maintain_order="left")
    two = ((pl.col("how") == "child") & (pl.col("other") != pl.col("family"))).fill_null(False)
    nobody = pl.lit(None, pl.String)
    return told.select(
        "row",
        family=pl.when(two).then(nobody).otherwise("family"),
        guardian=pl.when(two).then(nobody).otherwise("guardian"),
        how=pl.when(two).then(pl.lit("none", HOW)).otherwise("how"),
        step="step",
        candidates=pl.when(two).then(pl.concat_list("family")).otherwise("candidates"),
    )
