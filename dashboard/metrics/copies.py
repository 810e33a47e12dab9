"""Which messages in class groups copy an announcement, whole or in part (METRICS.md, "Reach").

The messages that hold a piece of an announcement (scanning.py) are compared with it, as plain texts.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import NamedTuple

import polars as pl
from rapidfuzz import fuzz

from dashboard.metrics.scanning import LINK, holding, pieces

LEAST_ALIKE = 40  # characters; shorter texts are alike by chance
SAME_RATIO = 90.0  # RapidFuzz ratio
SAME_SHINGLES = 0.6  # Jaccard of word 5-shingles
NEARLY_ALL = 0.75  # of an announcement, in runs of its characters
RUN = 12  # characters; shorter runs in common are ordinary words
OWN = 10  # characters in a run that must be the announcement's own
STRETCH = 20  # characters; every run of 39 holds one that begins at a multiple of 20
USUAL = 2  # other announcements that say the same: the words are the sender's usual ones
ENOUGH = 12  # announcements to look at for that

COPIES = pl.Schema(
    {"announcement": pl.UInt32, "chat": pl.String, "at": pl.Datetime("ms"), "sender": pl.String, "whole": pl.Boolean}
)


def copies(
    messages: pl.DataFrame, announcements: pl.DataFrame, classes: pl.DataFrame, *, window_hours: float = 72
) -> pl.DataFrame:
    """One row for each message in a class group that copies an announcement in (sent_at, sent_at + window_hours].

    Columns: announcement UInt32, chat, at (of the message), sender, whole Boolean; sorted.
        whole       true: a near-duplicate of all of it (`alike`), or nearly all of it stands in the message, whatever
                    stands around it. False: at least 40 characters of it in a row, as plain text
    No copies are words that two other announcements use that are not alike, or that a class group wrote in the
    window_hours before the announcement and not as a copy of an earlier one. What fits two announcements belongs to the
    one of which it holds more; to the latest, where that is the same. Announcements shorter than 40 characters have no
    copies.
    """
    long = announcements.select(
        "announcement", "sent_at", said=comparable(pl.col("text")), pieces=pieces(announcements["text"])
    ).filter(pl.col("said").str.len_chars() >= LEAST_ALIKE)
    hours = pl.duration(minutes=round(window_hours * 60))
    windows = long.with_columns(since=pl.col("sent_at"), until=pl.col("sent_at") + hours)
    written = in_groups(messages, classes.join(announcements, on="chat", how="anti"))
    said = dict(long.select("announcement", "said").iter_rows())
    found = [match for match in matches(heard(written, windows)) if not is_usual(match, said)]
    before = long.drop("pieces").join(copied_pieces(found, long), on="announcement")
    before = before.with_columns(since=pl.col("sent_at") - hours, until=pl.col("sent_at"))
    stood = texts_of(heard(written, before), {match.message for match in found})
    kept = nearest(match for match in found if not is_older(match, stood.get(match.announcement, ())))
    rows = [(match.announcement, match.message, match.whole) for match in kept]
    return (
        pl.DataFrame(rows, schema={"announcement": pl.UInt32, "message": pl.UInt32, "whole": pl.Boolean}, orient="row")
        .join(written.select("message", "chat", "at", "sender"), on="message")
        .match_to_schema(COPIES, extra_columns="ignore")
        .sort("announcement", "chat", "at", "sender")
    )


def in_groups(messages: pl.DataFrame, classes: pl.DataFrame) -> pl.DataFrame:
    """message (from 0), chat, at, sender, text: in class groups, long enough, in order of time."""
    long = (
        messages.lazy()
        .select("chat", "sender", "kind", "text", at="sent_at")
        .filter(pl.col("text").str.len_bytes() >= LEAST_ALIKE)
        .collect()  # before the rest is looked at: they are few
    )
    return (
        long.filter(
            pl.col("chat").is_in(classes["chat"].drop_nulls().implode())
            & ~pl.col("kind").is_in(["notice", "call", "deleted"])
        )
        .drop("kind")
        .sort("at", maintain_order=True)
        .with_row_index("message")
    )


def heard(written: pl.DataFrame, windows: pl.DataFrame) -> pl.DataFrame:
    """message, announcement, sent_at, said, heard: what is worth comparing, as plain texts."""
    pairs = holding(written, windows)
    texts = written.join(pairs.select("message").unique(), on="message", how="semi")
    return (
        pairs.join(texts.select("message", heard=comparable(pl.col("text"))), on="message")
        .join(windows.select("announcement", "sent_at", "said"), on="announcement")
        .select("message", "announcement", "sent_at", "said", "heard")
    )


# ---- what they have in common


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


# ---- whose words they are


def copied_pieces(found: Iterable[Match], long: pl.DataFrame) -> pl.DataFrame:
    """announcement, pieces: two of every stretch that was copied, as whoever wrote it before wrote those, too."""
    every = dict(long.select("announcement", "pieces").iter_rows())
    rows = [
        (match.announcement, piece)
        for match in found
        for words in match.words
        for piece in islice((piece for piece in every[match.announcement] if piece.lower() in words), 2)
    ]
    return (
        pl.DataFrame(rows, schema={"announcement": pl.UInt32, "pieces": pl.String}, orient="row")
        .unique(maintain_order=True)
        .group_by("announcement", maintain_order=True)
        .agg("pieces")
    )


def texts_of(held: pl.DataFrame, copied: set[int]) -> dict[int, list[str]]:
    """By announcement, the texts of messages that are no copy of an earlier one."""
    rows = (
        held.filter(~pl.col("message").is_in(list(copied))).select("announcement", "said", "heard").sort("announcement")
    )
    return {
        number: [heard for _, said, heard in of_it if worth_comparing(said, heard)]
        for number, of_it in groupby(rows.iter_rows(), itemgetter(0))
    }


def is_usual(match: Match, said: Mapping[int, str]) -> bool:
    """Are the words in common such as the sender puts into announcements of other things?"""
    if match.whole:
        return False
    announced = said[match.announcement]
    return all(
        own_size(run, list(islice(elsewhere(run, announced, said.values()), ENOUGH)), USUAL) < OWN
        for run in match.words
    )


def elsewhere(run: str, announced: str, said: Iterable[str]) -> Iterable[str]:
    """Announcements of other things that hold some of the words."""
    return (
        text
        for text in said
        if any(stretch in text for stretch in stretches(run, STRETCH // 2)) and not repeats(announced, text)
    )


def is_older(match: Match, stood: Sequence[str]) -> bool:
    """Did one text that stood in a class group before hold the words in common?"""
    return match.words != [] and any(all(own_size(run, [text], 1) < OWN for run in match.words) for text in stood)


def repeats(said: str, again: str) -> bool:
    """Is half of an announcement in the other: a reminder, perhaps with other words around it?"""
    held = [stretch in again for stretch in stretches(said, STRETCH)]
    return 2 * sum(held) >= len(held)


def stretches(text: str, step: int) -> list[str]:
    return [text[start : start + STRETCH] for start in range(0, len(text) - STRETCH + 1, step)]


def own_size(run: str, others: Sequence[str], times: int) -> int:
    """Characters of the run that are in no stretch that so many of the others hold."""
    if not others:
        return len(run)
    starts = [
        start for start, stretch in enumerate(stretches(run, 1)) if sum(stretch in other for other in others) >= times
    ]
    return len(run) - len({*chain.from_iterable(range(start, start + STRETCH) for start in starts)})


def nearest(found: Iterable[Match]) -> Iterable[Match]:
    """Of the matches of a message, those of other parts of it than a better match."""
    for _, of_message in groupby(sorted(found, key=lambda match: match.message), lambda match: match.message):
        taken: set[int] = set()
        for match in sorted(of_message, key=lambda match: (match.size, match.whole, match.sent_at), reverse=True):
            places = {place for start, length in match.runs for place in range(start, start + length)}
            if not taken or len(places - taken) >= LEAST_ALIKE:
                yield match
            taken |= places


# ---- texts for comparing


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
