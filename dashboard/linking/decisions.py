"""What a person answered to "who is this sender?": whom an answer speaks of, and how answers are kept."""

import re
from collections.abc import Sequence

import polars as pl

from dashboard.linking.children import NAMES_A_PARENT
from dashboard.linking.names import lookup, name_key, with_keys
from parsers.schema import DECISIONS, STAFF, conform

BARE = re.compile(r"[^ \d]*|(?:.* )?[^\W\d]\.?(?: .*)?")  # a first name, or one with an initial


def confirmed(asked: pl.DataFrame, decisions: pl.DataFrame, people: pl.DataFrame, region: str) -> pl.DataFrame:
    """What a person answered, for the name as it stands or, failing that, as it reads; of the group before of any.

    A bare first name, "Ana R" or "Leo's mum" may be a different person in every class: an answer about one holds in the
    group that it was given of; where that is not known, an answer that names a family holds in groups of that family's
    classes and of no class.
    """
    homes = people.select("family", "class", home=pl.lit(True)).unique()
    keyed = with_keys(placed(decisions, people), "sender", region)
    staff = pl.concat_str(pl.lit(STAFF), pl.coalesce("guardian", "decided"))
    answers = keyed.select("key", "answer", "guardian", decided="sender", answered="family", of="chat")
    same, here = pl.col("decided") == pl.col("sender"), pl.col("of").eq_missing(pl.col("chat"))
    bare = pl.col("key").is_in([key for key in keyed["key"].unique() if is_bare(key)])
    return (
        asked.join(answers, on="key")
        .filter((pl.col("key") != "") | same)
        .filter(~bare | pl.col("of").is_null() | here)
        .filter(here == here.any().over("row"))
        .filter(same == same.any().over("row"))
        .join(homes, left_on=["answered", "class"], right_on=["family", "class"], how="left")
        .filter(
            (pl.col("answer") != "family") | pl.col("class").is_null() | pl.col("home").is_not_null() | ~bare | here
        )
        .filter(pl.struct("answer", "answered").n_unique().over("row") == 1)
        .select(
            "row",
            family=pl.when(pl.col("answer") == "family")
            .then("answered")
            .when(pl.col("answer") == "staff")
            .then(pl.when(pl.col("answered").str.starts_with(STAFF)).then("answered").otherwise(staff)),
            guardian="guardian",
            near=pl.lit(True),
        )
    )


def is_bare(key: str) -> bool:
    """Somebody else may be called so in another group."""
    return bool(BARE.fullmatch(key) or NAMES_A_PARENT.search(key))


def placed(decisions: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """`decisions` with the families as this roster calls them.

    A roster of another year may call a family otherwise: where one family alone has a guardian of the whole name that
    was answered, that family is meant.
    """
    named = (
        people.drop_nulls("guardian")
        .select("family", who=lookup(people.drop_nulls("guardian")["guardian"], name_key))
        .unique()
    )
    whole = named.filter(pl.col("who").str.contains(" "))
    moved = whole.group_by("who").agg(now=pl.col("family").unique()).filter(pl.col("now").list.len() == 1)
    asked = decisions.with_row_index("decision").with_columns(who=lookup(decisions["guardian"], name_key))
    return (
        asked.join(moved.with_columns(pl.col("now").list.first()), on="who", how="left")
        .sort("decision")
        .with_columns(
            family=pl.when(pl.col("answer") == "family").then(pl.coalesce("now", "family")).otherwise("family")
        )
        .select(decisions.columns)
    )


def unplaced(decisions: pl.DataFrame, roster: pl.DataFrame) -> pl.DataFrame:
    """sender, family: answers that name a family which the roster does not have, by its label or by the guardian."""
    families = roster["family"].drop_nulls().unique().implode()
    return (
        placed(decisions, roster)
        .filter((pl.col("answer") == "family") & ~pl.col("family").is_in(families))
        .select("sender", "family")
        .unique(maintain_order=True)
    )


def answered(
    decisions: pl.DataFrame,
    sender: str,
    answer: str,
    family: str | None = None,
    guardian: str | None = None,
    chat: str | None = None,
    others: Sequence[str] = (),
) -> pl.DataFrame:
    """DECISIONS with this answer at the end, in place of earlier ones about the same sender.

    One of another group stays, unless it or this one is about whichever group. `others`: further names of the same
    person, whose earlier answers give way as well, so that no two contradict each other.
    """
    names = [sender, *others]
    replaced = pl.col("sender").is_in(names) & (
        pl.col("chat").is_null() | pl.lit(chat is None) | pl.col("chat").eq_missing(pl.lit(chat, pl.String))
    )
    row = {"sender": sender, "answer": answer, "family": family, "guardian": guardian, "chat": chat}
    return pl.concat([conform(decisions, DECISIONS).filter(~replaced), pl.DataFrame([row], schema=DECISIONS)])
