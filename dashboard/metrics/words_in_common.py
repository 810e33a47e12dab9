"""What a message and an announcement have in common, as plain texts: runs of characters; and whether that is all."""

from collections.abc import Iterable
from datetime import datetime
from operator import itemgetter
from typing import NamedTuple

import polars as pl
from rapidfuzz import fuzz

from dashboard.metrics.plain_text import LEAST_ALIKE, SAME_RATIO, alike

NEARLY_ALL = 0.75  # of an announcement, in runs of its characters
RUN = 12  # characters; shorter runs in common are ordinary words
STRETCH = 20  # characters; every run of 39 holds one that begins at a multiple of 20


class Match(NamedTuple):
    message: int
    announcement: int
    sent_at: datetime
    runs: tuple[tuple[int, int], ...]  # what is in common: start and length in the message
    heard: str
    whole: bool

    @property
    def size(self) -> int:
        """Characters in common, less the words that only begin or end alike."""
        return sum(len(whole_words(self.heard, start, start + length)) for start, length in self.runs)

    @property
    def words(self) -> list[str]:
        """The longer ones of its runs."""
        return [self.heard[start : start + length] for start, length in self.runs if length >= LEAST_ALIKE]


def whole_words(text: str, start: int, end: int) -> str:
    """text[start:end] less the parts of words at its ends; all of it, where words are not parted by spaces."""
    words = text[start:end]
    if start > 0 and text[start - 1] != " " and " " in words:
        words = words.split(" ", 1)[1]
    if end < len(text) and text[end] != " " and " " in words:
        words = words.rsplit(" ", 1)[0]
    return words.strip()


def matches(held: pl.DataFrame) -> list[Match]:
    """The pairs of which the message holds all of the announcement, or a run of 40 characters."""
    found = []
    for message, announcement, sent_at, said, heard in held.iter_rows():
        if not worth_comparing(said, heard):
            continue
        runs = tuple(in_common(said, heard))
        match = Match(message, announcement, sent_at, runs, heard, is_whole(said, heard, sum(map(itemgetter(1), runs))))
        if match.whole or match.words:
            found.append(match)
    return found


def worth_comparing(said: str, heard: str) -> bool:
    return len(heard) >= LEAST_ALIKE and any(stretch in heard for stretch in stretches(said, STRETCH))


def in_common(said: str, heard: str) -> Iterable[tuple[int, int]]:
    """Where in `heard` runs of `said` stand, from the first to the last of `said`: start and length."""
    if (start := heard.find(said)) >= 0:
        yield start, len(said)
        return
    place = 0
    while place + RUN <= len(said):
        start = heard.find(said[place : place + RUN])
        length = RUN if start >= 0 else 0
        while length and place + length < len(said) and heard.startswith(said[place : place + length + 1], start):
            length += 1
        if length:
            yield start, length
        place += max(1, length)


def is_whole(said: str, heard: str, in_common: int) -> bool:
    return (
        in_common >= NEARLY_ALL * len(said)
        or alike(said, heard)
        or (len(said) / 2 <= in_common and len(said) <= len(heard) and fuzz.partial_ratio(said, heard) >= SAME_RATIO)
    )


def stretches(text: str, step: int) -> list[str]:
    return [text[start : start + STRETCH] for start in range(0, len(text) - STRETCH + 1, step)]
