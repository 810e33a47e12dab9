"""The names of classes: "2B", "2 B", "Class 2B" and "Year 2B" are one, written as most rows write it."""

from itertools import pairwise

import polars as pl

from parsers.rosters.headings import cell_words, folded


def class_key(name: str) -> str:
    """A class's name as it is compared: without "Class" before it, spaces and punctuation; "1/2" is not "12"."""
    before = cell_words("class", "year")
    words = folded(name).split()
    while len(words) > 1 and (kind := before.get(words[0])) and (kind == "class" or not _only_numbers(words[1:])):
        words = words[1:]
    plain = [word.lstrip("0") or "0" if word.isdecimal() else word for word in words]
    apart = ["/" if one.isdecimal() and other.isdecimal() else "" for one, other in pairwise(plain)]
    return "".join(word + mark for word, mark in zip(plain, [*apart, ""], strict=True)) or name


def one_spelling(classes: pl.Series) -> dict[str, str]:
    """Each spelling that is not the commonest of its class -> the one that is; of two as common, the first."""
    counted = classes.drop_nulls().rename("class").value_counts(sort=False, name="rows")
    first = classes.drop_nulls().unique(maintain_order=True).rename("class").to_frame().with_row_index("first")
    keys = {name: class_key(name) for name in counted["class"]}
    named = counted.join(first, on="class").with_columns(
        key=pl.col("class").replace_strict(keys, return_dtype=pl.String)
    )
    best = pl.col("class").sort_by(["rows", "first"], descending=[True, False]).first().over("key")
    return dict(named.select("class", best=best).filter(pl.col("class") != pl.col("best")).sort("class").iter_rows())


def _only_numbers(words: list[str]) -> bool:
    return all(word.isdecimal() for word in words)
