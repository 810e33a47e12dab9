"""Which messages in class groups copy an announcement, whole or in part (METRICS.md, "Reach").

The messages that hold a piece of an announcement (scanning.py) are compared with it, as plain texts.
"""

import polars as pl

from dashboard.metrics.evidence import IS_WRITTEN, until
from dashboard.metrics.plain_text import LEAST_ALIKE, comparable
from dashboard.metrics.scanning import holding, pieces
from dashboard.metrics.whose_words import copied_pieces, is_of_another_thing, is_older, is_usual, nearest, texts_of
from dashboard.metrics.words_in_common import matches

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
    No copies are messages that tell of another thing in nearly the same words (exchanged.says_another_thing), nor words
    that two other announcements use that are not alike, or that a class group wrote in the window_hours before the
    announcement and not as a copy of an earlier one. What fits two announcements belongs to the one of which it holds
    more; to the latest, where that is the same. Announcements shorter than 40 characters have no copies.
    """
    long = announcements.select(
        "announcement", "sent_at", said=comparable(pl.col("text")), pieces=pieces(announcements["text"])
    ).filter(pl.col("said").str.len_chars() >= LEAST_ALIKE)
    windows = long.with_columns(since=pl.col("sent_at"), until=until(window_hours))
    written = in_groups(messages, classes.join(announcements, on="chat", how="anti"))
    said = dict(long.select("announcement", "said").iter_rows())
    near = [match for match in matches(heard(written, windows)) if not is_usual(match, said)]
    found = [match for match in near if not is_of_another_thing(match, said)]
    before = long.drop("pieces").join(copied_pieces(found, long), on="announcement")
    before = before.with_columns(since=until(-window_hours), until=pl.col("sent_at"))
    stood = texts_of(heard(written, before), {match.message for match in near})
    kept = nearest(
        match for match in found if not is_older(match, said[match.announcement], stood.get(match.announcement, ()))
    )
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
            pl.col("chat").is_in(classes["chat"].drop_nulls().implode()), IS_WRITTEN, pl.col("kind") != "deleted"
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
