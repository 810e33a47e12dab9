"""Who may be who: senders' names against the roster's, weighed in bits after Fellegi and Sunter (METRICS.md, "Drift").

The weight of a pair is the sum of its fields' weights: agreement.py has those of words that agree, DIFFERENT and EXTRA
those of words that do not; a field that one name lacks weighs nothing. With the share of the senders who are guardians
of the class beforehand it becomes the odds that the sender is of that family and neither of another nor a stranger.
"""

from types import MappingProxyType

import polars as pl

from dashboard.linking import agreement
from dashboard.linking.names import TITLES

GUARDIANS = 0.93  # of the senders in a class's group are guardians of the class,
STAFF_SHARE = 0.03  # on the roster's staff,
FAR_SHARE = 0.02  # guardians of other classes,
STRANGERS = 0.05  # are on the roster not at all, or by a name that they do not go by
DIFFERENT = MappingProxyType({"given": -5.0, "surname": -4.0})  # log2 of how rarely a guardian shows another name
OTHER_OF_TWO = -3.0  # one of two surnames agrees, and beside it there is another word than the other surname
EXTRA = -2.0  # for each further word that nothing on the roster has
EXTRA_COUNTED = 2
CHILDS_SURNAME = -3.5  # a guardian with a surname of their own shows the child's instead;
ONLY_CHILDS_SURNAME = -1.0  # the roster has no surname but the child's
CHILDS_NAME = -4.5  # the child's first name, which few show beside their own and fewer instead of it
OTHER_FIELD = -3.3  # a word alone that is a surname, or after a title a given name: it is nearly always the other
ROUNDS = 4  # words of one name that may agree
FULL = ("exact", "folded", "transliterated", "nickname", "alike", "romanised", "beginning")  # all but initials


def fits(asked: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """row, place, bits, codes, given, surname (levels, or null), heavy (words that count), whole, other.

    `asked`: row, at, word, light, other (names.py). `known`: WORDS of rostered.py. One row for each sender's name and
    place that have a given name or surname in common. `whole`: given name and surname agree, and no word of the
    sender's is left over.
    """
    matched = best_words(agreeing_words(asked, known)).join(
        asked.select("row", "light", asked_at="at"), on=["row", "asked_at"], maintain_order="left"
    )
    return (
        matched.group_by("row", "place", maintain_order=True)
        .agg(
            pl.col("bits").sum(),
            codes=code().unique(maintain_order=True),
            given=pl.col("level").filter(pl.col("field") == "given").min(),
            surname=pl.col("level").filter(pl.col("field") == "surname").min(),
            surnames=((pl.col("field") == "surname") & pl.col("own")).sum(),
            used=(~pl.col("light")).sum().cast(pl.Int64),
        )
        .filter(is_full("given") | is_full("surname"))
        .join(asked_shapes(asked), on="row")
        .join(known_shapes(known), on="place")
        .with_columns(left=(pl.col("heavy") - pl.col("used")).clip(0))
        .pipe(with_differences)
        .with_columns(
            whole=is_full("given") & is_full("surname") & (pl.col("left") == 0),
            codes=pl.when((pl.col("surnames") == 1) & (pl.col("own_surnames") > 1))
            .then(pl.col("codes").list.eval(pl.element().replace("surname", "one_surname")))
            .otherwise("codes"),
        )
        .select("row", "place", "bits", "codes", "given", "surname", "heavy", "whole", "other")
    )


def agreeing_words(asked: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """row, place, asked_at, at, field, level, own, bits: every word of a sender's that agrees with one of a place's."""
    agreed = agreement.agreements(asked["word"], known["word"])
    weighed = agreement.weights(agreed, known).rename({"word": "asked_word", "other": "word"})
    has_own = ((pl.col("field") == "surname") & pl.col("own")).any().over("place")
    of_child = (
        pl.when("own")
        .then(0.0)
        .when(pl.col("field") == "child")
        .then(CHILDS_NAME)
        .otherwise(pl.when(has_own).then(CHILDS_SURNAME).otherwise(ONLY_CHILDS_SURNAME))
    )
    return (
        asked.rename({"at": "asked_at", "word": "asked_word"})
        .join(weighed, on="asked_word")
        .join(known.with_columns(of_child=of_child), on=["word", "field"])
        .filter(~pl.col("article") | (pl.col("asked_word").str.len_chars() == 1))
        .with_columns(pl.col("bits") + pl.col("of_child"))
        .select("row", "place", "asked_at", "at", "field", "level", "own", "bits")
    )


def asked_shapes(asked: pl.DataFrame) -> pl.DataFrame:
    """row, other, heavy (words that count), titled (there is a title)."""
    titled = pl.col("word").is_in(sorted(TITLES)).any()
    return asked.group_by("row").agg(
        pl.col("other").first(), heavy=(~pl.col("light")).sum().cast(pl.Int64), titled=titled
    )


def known_shapes(known: pl.DataFrame) -> pl.DataFrame:
    """place, has_given, has_surname (of the guardian's own), own_surnames (words that can be nothing else)."""
    own = (pl.col("field") == "surname") & pl.col("own")
    only = own & (pl.col("field").n_unique().over("place", "at") == 1) & ~pl.col("article")
    return (
        known.with_columns(only=only)
        .group_by("place")
        .agg(
            has_given=(pl.col("field") == "given").any(),
            has_surname=own.any(),
            own_surnames=pl.col("only").sum(),
        )
    )


def is_full(field: str) -> pl.Expr:
    """This field of both names agrees, and by more than an initial."""
    return pl.col(field).is_in(FULL).fill_null(False)


def code() -> pl.Expr:
    """What an agreement is called (people.EVIDENCE)."""
    surname = pl.when("own").then(pl.lit("surname")).otherwise(pl.lit("child_surname"))
    return (
        pl.when(pl.col("field") == "child")
        .then(pl.lit("child"))
        .when(pl.col("level") != "exact")
        .then(pl.col("level").cast(pl.String))
        .otherwise(pl.when(pl.col("field") == "given").then(pl.lit("given")).otherwise(surname))
    )


def best_words(pairs: pl.DataFrame) -> pl.DataFrame:
    """The agreements of each pair of names that weigh most, no word twice."""
    whose = ["row", "place"]
    open_pairs = pairs.filter(pl.col("bits") > 0).sort(
        *whose, "bits", "own", "field", "asked_at", "at", descending=[False, False, True, True, False, False, False]
    )
    found: list[pl.DataFrame] = []
    for _ in range(ROUNDS):
        best = open_pairs.unique(whose, keep="first", maintain_order=True)
        found.append(best)
        taken = best.select(*whose, taken="asked_at", taken_at="at")
        open_pairs = (
            open_pairs.join(taken, on=whose, maintain_order="left")
            .filter((pl.col("asked_at") != pl.col("taken")) & (pl.col("at") != pl.col("taken_at")))
            .drop("taken", "taken_at")
        )
    return pl.concat(found)


def with_differences(pairs: pl.DataFrame) -> pl.DataFrame:
    """`bits` and `codes` with what does not agree."""
    other_given = pl.col("has_given") & pl.col("given").is_null() & (pl.col("left") > 0)
    left = pl.col("left") - other_given.cast(pl.Int64)
    other_surname = pl.col("has_surname") & pl.col("surname").is_null() & (left > 0)
    unnamed = ~pl.col("has_surname") & pl.col("surname").is_null() & (left > 0)  # the roster has none to compare
    nameless = ~pl.col("has_given") & pl.col("given").is_null() & (pl.col("left") > 0)
    of_two = (pl.col("surnames") > 0) & (pl.col("own_surnames") > pl.col("surnames")) & (left > 0)
    extra = left - of_two.cast(pl.Int64) - (other_surname | unnamed).cast(pl.Int64) - nameless.cast(pl.Int64)
    unlikely = pl.when("titled").then(pl.col("surname").is_null()).otherwise(pl.col("given").is_null())
    return pairs.with_columns(
        bits=pl.col("bits")
        + pl.when(other_given).then(DIFFERENT["given"]).otherwise(0)
        + pl.when(other_surname).then(DIFFERENT["surname"]).otherwise(0)
        + pl.when(of_two).then(OTHER_OF_TWO).otherwise(0)
        + extra.clip(0, EXTRA_COUNTED) * EXTRA
        + pl.when(unlikely & (pl.col("heavy") == 1)).then(OTHER_FIELD).otherwise(0),
        codes=pl.concat_list(
            "codes",
            pl.when(other_given).then(["other_given"]).otherwise([]),
            pl.when(other_surname | of_two).then(["other_surname"]).otherwise([]),
        ),
    )
