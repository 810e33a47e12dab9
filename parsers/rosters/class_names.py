"""The names of classes: "2B", "2 B", "Class 2B" and "Year 2B" are one, written as most rows write it."""

from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from unicodedata import category

import polars as pl

from parsers.rosters.headings import cell_words, folded

LONGEST = 6  # words of a class's name, with "Class" before it


def class_key(name: str) -> str:
    """A class's name as it is compared: without "Class" before it, spaces and punctuation; "1/2" is not "12"."""
    before = cell_words("class", "year")
    words = folded(name).split()
    while len(words) > 1 and (kind := before.get(words[0])) and (kind == "class" or not _only_numbers(words[1:])):
        words = words[1:]
    if not words:
        return name
    plain = [word.lstrip("0") or "0" if word.isdecimal() else word for word in words]
    apart = ["/" if one.isdecimal() and other.isdecimal() else "" for one, other in pairwise(plain)]
    return "".join(word + mark for word, mark in zip(plain, [*apart, ""], strict=True))


def one_spelling(classes: pl.Series, known: Sequence[str] = ()) -> dict[str, str]:
    """Each spelling that is not the one of its class -> the one that is: a known name, else the commonest; of two as
    common, the first."""
    counted = classes.drop_nulls().rename("class").value_counts(sort=False, name="rows")
    first = classes.drop_nulls().unique(maintain_order=True).rename("class").to_frame().with_row_index("first")
    keys = {name: class_key(name) for name in counted["class"]}
    named = counted.join(first, on="class").with_columns(
        key=pl.col("class").replace_strict(keys, return_dtype=pl.String)
    )
    by_key = {class_key(name): name for name in reversed(known)}
    commonest = pl.col("class").sort_by(["rows", "first"], descending=[True, False]).first().over("key")
    best = pl.coalesce(pl.col("key").replace_strict(by_key, default=None, return_dtype=pl.String), commonest)
    return dict(named.select("class", best=best).filter(pl.col("class") != pl.col("best")).sort("class").iter_rows())


def classes_in(text: str, classes: Iterable[str]) -> list[str]:
    """The classes whose names stand as words in a text, however they are spelled there: "Year 2B parents" names 2B, and
    not 2, nor Year 2."""
    words = _words(text)
    spans = {
        (start, end): class_key(" ".join(words[start:end]))
        for start, end in combinations(range(len(words) + 1), 2)
        if end - start <= LONGEST
    }
    named = {name: [span for span, key in spans.items() if key == class_key(name)] for name in classes}
    found = [span for own in named.values() for span in own]
    return [name for name, own in named.items() if any(not _inside(span, found) for span in own)]


def _inside(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    """Whether it is part of a longer one."""
    return any(start <= span[0] and span[1] <= end and span != (start, end) for start, end in others)


def _words(text: str) -> list[str]:
    return "".join(mark if mark.isalnum() or category(mark).startswith("M") else " " for mark in text).split()


def _only_numbers(words: list[str]) -> bool:
    return all(word.isdecimal() for word in words)
