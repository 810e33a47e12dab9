"""The cells of a roster as text -> phones, dates and words in ROSTER's types; null where a cell cannot be read."""

from collections.abc import Mapping

import polars as pl

from parsers.rosters.headings import cell_words, folded, vocabularies
from parsers.schema import ROLE, STANDING
from parsers.table import day_first, days, split_names

MONTH_FIRST = frozenset({"US", "PH", "FM", "PW"})  # where 09/03/2025 is usually the 3rd of September
NEAR = pl.Enum(["parent", "wider", "professional"])
STANDING_WORDS = tuple(STANDING.categories)
ROLE_WORDS = tuple(ROLE.categories)


def read_cells(raw: pl.DataFrame, phones: pl.DataFrame, region: str) -> pl.DataFrame:
    """RAW in ROSTER's types, its phones as `phones.numbers` has them; and near: parent (also where the relation is not
    known), wider family, professional."""
    decided = day_first(pl.concat([raw["starts"], raw["ends"]]))
    order = region not in MONTH_FIRST if decided is None else decided
    return raw.with_columns(
        pl.col("phone").replace_strict(phones["cell"], phones["number"], default=None, return_dtype=pl.String),
        days("starts", day_first=order).alias("starts"),
        days("ends", day_first=order).alias("ends"),
        _said(raw["standing"], *STANDING_WORDS).fill_null("current").cast(STANDING),
        _said(raw["role"], *ROLE_WORDS).fill_null("guardian").cast(ROLE),
        split_names("aliases").alias("aliases"),
        _mapped(raw["relation"], _near(raw["relation"])).fill_null("parent").cast(NEAR).alias("near"),
    )


def unknown_word(cells: pl.Series, *names: str) -> pl.Series:
    """Whether a cell holds something that says none of the names."""
    return cells.is_not_null() & _said(cells, *names).is_null()


def _said(cells: pl.Series, *names: str) -> pl.Series:
    """Which of the names each cell says, in any language, or is."""
    words = {**cell_words(*names), **{folded(name): name for name in names}}
    return _mapped(cells, {cell: words.get(folded(cell)) for cell in cells.drop_nulls().unique()})


def _near(cells: pl.Series) -> dict[str, str | None]:
    """relation -> near, by the longest phrase of ours in it: a grandmother is no mother."""
    parents = {
        word: "parent"
        for vocabulary in vocabularies()
        for word, kind in vocabulary.words.items()
        if kind in ("mother", "father")
    }
    phrases = {**cell_words("professional", "wider"), **parents}
    return {cell: _longest(folded(cell), phrases) for cell in cells.drop_nulls().unique()}


def _longest(text: str, phrases: Mapping[str, str]) -> str | None:
    found = [phrase for phrase in phrases if phrase in text and f" {phrase} " in f" {text} "]
    return phrases[max(found, key=len)] if found else None


def _mapped(cells: pl.Series, words: Mapping[str, str | None]) -> pl.Series:
    known = {cell: word for cell, word in words.items() if word is not None}
    return cells.replace_strict(known, default=None, return_dtype=pl.String)
