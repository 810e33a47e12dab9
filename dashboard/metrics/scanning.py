"""Which of very many messages may repeat words of an announcement: one search for short pieces of it.

A time in which few enough announcements are open is searched for the pieces of all of them at once (Aho-Corasick).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import NamedTuple

import polars as pl

from dashboard.metrics.plain_text import LEAST_ALIKE
from dashboard.metrics.urls import LINK

PIECE = re.compile(".{11,13}")  # shorter ones are in many messages, longer ones in too few stretches of the text
AT_ONCE = 95  # pieces; Aho-Corasick is several times slower with more than a hundred
ODD_SPACES = frozenset({"  ", "\u00a0", "\u3000", "\u2009", " \n"})  # in place of spaces they would hide every piece
HELD = pl.Schema({"message": pl.UInt32, "announcement": pl.UInt32})


def holding(written: pl.DataFrame, windows: pl.DataFrame) -> pl.DataFrame:
    """message, announcement: the messages (message, at, text, in order of `at`) that hold a piece of an announcement.

    windows: announcement, since, until, pieces; whatever was written in (since, until] is looked at. Not every message
    that is found holds one of its own announcement: it may be one of another's that is open at the same time.
    """
    parts = list(spans(windows))
    starts = pl.Series([part.start for part in parts], dtype=pl.Datetime("ms"))
    rows = [*written["at"].search_sorted(starts, side="right"), written.height]
    scans = [
        written.lazy()
        .slice(first, last - first)
        .filter(pl.col("text").str.contains_any(part.pieces, ascii_case_insensitive=True))
        .select("message", "at", announcement=pl.lit(part.announcements, pl.List(pl.UInt32)))
        for part, first, last in zip(parts, rows, rows[1:], strict=False)
        if last > first
    ]
    if not scans:
        return pl.DataFrame(schema=HELD)
    return (
        pl.concat(pl.collect_all(scans))
        .explode("announcement")
        .join(windows.select("announcement", "since", "until"), on="announcement")
        .filter((pl.col("at") > pl.col("since")) & (pl.col("at") <= pl.col("until")))
        .match_to_schema(HELD, extra_columns="ignore")
    )


class Span(NamedTuple):
    """A time, up to the next one's start, and what is open in it."""

    start: datetime
    announcements: list[int]
    pieces: list[str]


def spans(windows: pl.DataFrame) -> Iterable[Span]:
    """Times in which few enough announcements are open to look for all their pieces at once."""
    start, open_ = None, []
    for row in windows.sort("since").iter_rows(named=True):
        still = [one for one in open_ if one["until"] > row["since"]]
        if start is not None and sum(len(one["pieces"]) for one in (*open_, row)) > AT_ONCE:
            yield span(start, open_)
            start, open_ = row["since"], still
        start = start or row["since"]
        open_ = [*open_, row]
    if start is not None:
        yield span(start, open_)


def span(start: datetime, rows: Sequence[Mapping]) -> Span:
    found = sorted({piece for row in rows for piece in row["pieces"]} | ODD_SPACES)
    return Span(start, [row["announcement"] for row in rows], found)


def pieces(texts: pl.Series) -> pl.Series:
    """What to look for: of each text so many pieces that a stretch of LEAST_ALIKE characters holds one all the same."""
    marked = texts.fill_null("").str.replace_all(LINK, " ").str.replace_all(r"[^\p{L}\p{M}\p{N} ]", "\n")
    return pl.Series("pieces", [spread(text) for text in marked], dtype=pl.List(pl.String))


def spread(text: str) -> list[str]:
    """Pieces of the lines of a text, none that the one before and the one after make needless."""
    found = list(PIECE.finditer(text))
    chosen, last = [], -1
    for piece, following in zip_longest(found, found[1:]):
        if following is None or following.end() - last > LEAST_ALIKE:
            chosen.append(piece.group())
            last = piece.start()
    return chosen
