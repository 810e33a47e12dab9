"""What all steps together say of every sender."""

import polars as pl

from parsers.schema import HOW

NOTHING = pl.lit([], pl.List(pl.String))


def candidates(asked: pl.DataFrame, sure: pl.DataFrame, likely: pl.DataFrame) -> pl.DataFrame:
    """row, family, guardian, class, weight_bits, evidence: the families that a row may be of, best first.

    Those between which a number, an alias or a child does not decide; else those that a person's names make likely, for
    each of the names.
    """
    ties = (
        sure.filter(pl.col("candidates").list.len() > 0)
        .join(asked.select("row", "class"), on="row")
        .sort("row")
        .select(
            "row",
            "class",
            family="candidates",
            guardian=pl.lit(None, pl.String),
            weight_bits=pl.lit(None, pl.Float64),
            evidence=pl.concat_list(pl.col("step").cast(pl.String)),
        )
        .explode("family", empty_as_null=False)
    )
    named = (
        asked.select("row", "chat", "person")
        .join(likely, on=["chat", "person"], maintain_order="left_right")
        .rename({"home": "class", "bits": "weight_bits", "codes": "evidence"})
    )
    return pl.concat([ties, named.select(ties.columns)])


def links(asked: pl.DataFrame, sure: pl.DataFrame, by_name: pl.DataFrame, candidates: pl.DataFrame) -> pl.DataFrame:
    """row, shown and the columns of LINKS, in the order of `asked`: what is sure comes before what names say."""
    families = candidates.group_by("row", maintain_order=True).agg(families="family")
    named = by_name.rename({"family": "named", "guardian": "named_guardian"})
    step = pl.col("how").cast(pl.String).replace({"confirmed": "decision"})
    by_names = pl.col("how").is_null() & pl.col("named").is_not_null()
    is_open = pl.col("how").fill_null("none").eq("none") & ~by_names
    return (
        asked.join(sure.drop("candidates"), on="row", how="left", maintain_order="left")
        .join(named, on=["chat", "person"], how="left", maintain_order="left")
        .join(families, on="row", how="left", maintain_order="left")
        .select(
            "row",
            "chat",
            "sender",
            "class",
            "shown",
            family=pl.when(by_names).then("named").otherwise("family"),
            guardian=pl.when(by_names).then("named_guardian").otherwise("guardian"),
            how=pl.when(by_names).then(pl.lit("name", HOW)).otherwise(pl.col("how").fill_null("none")),
            weight_bits=pl.when(by_names).then("bits"),
            evidence=pl.when(by_names).then("codes").when(is_open).then(NOTHING).otherwise(pl.concat_list(step)),
            candidates=pl.when(is_open).then(pl.col("families").fill_null([])).otherwise(NOTHING),
        )
    )
