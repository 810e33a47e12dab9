"""Links by what speaks more clearly than names: answers, numbers, aliases. And what follows where several speak.

Every step returns FOUND: one row for each way in which a sender can be somebody. A sender is linked by the first step
that speaks of them; where it gives two families, nobody is linked.
"""

from collections.abc import Iterable

import polars as pl

from dashboard.linking.names import key, lookup, phone, split_number
from parsers.schema import HOW

STEPS = ("confirmed", "phone", "alias", "child")
FOUND = pl.Schema({"row": pl.UInt32, "family": pl.String, "guardian": pl.String, "near": pl.Boolean})
# near: in the class of the sender's group. A far one counts only where there is no near one.


def by_phone(asked: pl.DataFrame, people: pl.DataFrame, region: str) -> pl.DataFrame:
    """The families of a number: the sender is one, or has one behind its name."""
    behind = lookup(asked["key"], lambda text: phone(split_number(text)[1] or "", region))
    numbers = people.select(
        "family", "guardian", home="class", number=lookup(people["phone"], lambda text: phone(text, region))
    )
    numbered = asked.with_columns(key=pl.when("is_number").then("key").otherwise(behind).fill_null(""))
    return matched(numbered, numbers, left_on="key", right_on="number")


def by_alias(asked: pl.DataFrame, people: pl.DataFrame, region: str) -> pl.DataFrame:
    """The families of whom the roster has the name as an alias."""
    aliases = people.select("family", "guardian", alias="aliases", home="class").explode(
        "alias", empty_as_null=False, keep_nulls=False
    )
    aliases = aliases.with_columns(alias=lookup(aliases["alias"], lambda text: key(text, region)))
    return matched(asked, aliases, left_on="key", right_on="alias")


def matched(asked: pl.DataFrame, people: pl.DataFrame, *, left_on: str, right_on: str) -> pl.DataFrame:
    """The rows of both that agree; near where `home` is the class of the sender's group."""
    near = pl.col("home").eq_missing(pl.col("class")) & pl.col("class").is_not_null()
    return (
        asked.filter(pl.col(left_on) != "")
        .join(people, left_on=left_on, right_on=right_on)
        .select("row", "family", "guardian", near=near)
    )


def decided(found: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """row, family, guardian, how, candidates: the first of STEPS that speaks of a row, near before far.

    `found`: FOUND of each step. Ties are nobody: how none, with the families as candidates.
    """
    every = pl.concat([step.with_columns(how=pl.lit(how, HOW)) for how, step in zip(STEPS, found, strict=True)])
    best = every.filter(pl.col("how") == pl.col("how").min().over("row")).filter(
        pl.col("near") == pl.col("near").max().over("row")
    )
    families = pl.col("family").drop_nulls().unique().sort()
    one = families.len() <= 1
    guardians = pl.col("guardian").drop_nulls().unique()
    return best.group_by("row").agg(
        family=pl.when(one).then(families.first()),
        guardian=pl.when(one & (guardians.len() == 1)).then(guardians.first()),
        how=pl.when(one).then(pl.col("how").first()).otherwise(pl.lit("none", HOW)),
        step=pl.col("how").first(),
        candidates=pl.when(one).then(pl.lit([], pl.List(pl.String))).otherwise(families.implode().first()),
    )


def of_persons(asked: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """`links`, with what one name of a person says said of the person's other names too.

    An answer counts for every name that has none of its own, also "nobody"; else a family does for those without one.
    Where the names of a person say different things, each keeps its own, and the others stay as they are.
    """
    every = asked.select("row", "chat", "person").join(links, on="row", how="left")
    answered = (pl.col("how") == "confirmed").fill_null(False)
    speaks = pl.when(answered.any().over("chat", "person")).then(answered).otherwise(pl.col("family").is_not_null())
    said = (
        every.filter(speaks)
        .group_by("chat", "person")
        .agg(
            pl.col("family").first().alias("their_family"),
            pl.col("guardian").drop_nulls().first().alias("their_guardian"),
            pl.col("how").first().alias("their_how"),
            agreed=pl.col("family").fill_null("").n_unique() == 1,
        )
        .filter("agreed")
    )
    inherits = pl.col("agreed").fill_null(False) & pl.when(pl.col("their_how") == "confirmed").then(
        ~answered
    ).otherwise(pl.col("family").is_null())
    return (
        every.join(said, on=["chat", "person"], how="left")
        .select(
            "row",
            *(
                pl.when(inherits).then(f"their_{what}").otherwise(what).alias(what)
                for what in ("family", "guardian", "how")
            ),
            step=pl.when(inherits).then("their_how").otherwise("step"),
            candidates=pl.when(inherits).then(pl.lit([], pl.List(pl.String))).otherwise("candidates"),
        )
        .filter(pl.col("how").is_not_null())
    )
