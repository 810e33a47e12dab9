"""Texts as they are compared: without marks, and when two are near-duplicates (METRICS.md, "Reach")."""

import polars as pl
from rapidfuzz import fuzz

from dashboard.metrics.urls import LINK

LEAST_ALIKE = 40  # characters; shorter texts are alike by chance
SAME_RATIO = 90.0  # RapidFuzz ratio
SAME_SHINGLES = 0.6  # Jaccard of word 5-shingles


def comparable(text: pl.Expr) -> pl.Expr:
    """`plain`, with one spelling of letters, and without links and what makes a character an emoji."""
    return plain(text.str.normalize("NFKC").str.replace_all("[\ufe00-\ufe0f\u20e3]", "").str.replace_all(LINK, " "))


def plain(text: pl.Expr) -> pl.Expr:
    """A text for comparing: lower case, without emphasis marks, punctuation, forwarding tags and spare spaces."""
    return (
        text.str.to_lowercase()
        .str.replace(r"^\[forwarded\]\s*", "")
        .str.replace_all(r"[\p{P}\p{S}\p{Cf}\s]+", " ")
        .str.strip_chars()
    )


def alike(one: str, other: str) -> bool:
    """Are two plain texts near-duplicates: both of 40 characters or more, and RapidFuzz ratio >= 90 or 5-shingle
    Jaccard >= 0.6?"""
    if min(len(one), len(other)) < LEAST_ALIKE:
        return False
    return fuzz.ratio(one, other) >= SAME_RATIO or jaccard(shingles(one), shingles(other)) >= SAME_SHINGLES


def shingles(text: str, words: int = 5) -> frozenset[tuple[str, ...]]:
    """Every run of five words; of a shorter text, the whole."""
    split = text.split()
    return frozenset(tuple(split[start : start + words]) for start in range(max(1, len(split) - words + 1)))


def jaccard(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    return len(one & other) / len(one | other)
