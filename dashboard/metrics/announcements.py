"""What was announced: the messages of PA posters in the announcement group, repeats and edits merged."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import polars as pl

from dashboard.metrics.plain_text import alike, plain
from dashboard.metrics.statistics import poll_voters
from dashboard.metrics.urls import is_allowed, links_in
from dashboard.school import School
from parsers.schema import IS_MESSAGE

REPEAT_MINUTES = 10

ANNOUNCEMENTS = pl.Schema(
    {
        "chat": pl.String,
        "announcement": pl.UInt32,
        "sent_at": pl.Datetime("ms"),
        "sender": pl.String,
        "text": pl.String,
        "links": pl.List(pl.String),
        "has_allowed_link": pl.Boolean,
        "posts": pl.UInt32,
        "edited": pl.Boolean,
    }
)


def announcements(messages: pl.DataFrame, school: School) -> pl.DataFrame:
    """One row for each announcement: a message of a PA poster in the announcement group, in order of time.

    Columns: chat, announcement UInt32 (from 1), sent_at, sender, text, links List[String] (as written),
    has_allowed_link Boolean (one of them leads to one of the school's allowed domains, or to a part of one), posts
    UInt32 (the messages that were merged into it), edited Boolean (one of them was).
    A repeat by the same sender within 10 minutes of the one before is no announcement of its own: the first gives the
    time, the last the text, all together the links. Deleted messages announce nothing.
    """
    return merged(posts(messages, school), school)


def merged(posts: pl.DataFrame, school: School) -> pl.DataFrame:
    """`announcements`, of their `posts`."""
    return (
        posts.group_by("announcement", maintain_order=True)
        .agg(
            pl.col("chat", "sent_at", "sender").first(),
            pl.col("text").last(),
            pl.col("links").list.explode(keep_nulls=False, empty_as_null=False).unique(maintain_order=True),
            pl.col("edited").any(),
            posts=pl.len(),
        )
        .with_columns(
            has_allowed_link=pl.col("links").map_elements(
                lambda links: any(is_allowed(link, school.allowed_domains) for link in links), return_dtype=pl.Boolean
            )
        )
        .match_to_schema(ANNOUNCEMENTS)
    )


def posts(messages: pl.DataFrame, school: School) -> pl.DataFrame:
    """chat, sent_at, sender, text, links, edited, options, announcement: every message that makes, or repeats, one."""
    rows = (
        messages.filter(
            (pl.col("chat") == pl.lit(school.announcement_chat, pl.String))
            & pl.col("sender").is_in(school.pa_posters)
            & IS_MESSAGE
            & (pl.col("kind") != "deleted")
        )
        .sort("sent_at", "line")
        .with_columns(text=pl.when(pl.col("kind") == "media").then(caption(pl.col("text"))).otherwise("text"))
        .select(
            *("chat", "sent_at", "sender", "text", "edited", "options"),
            links=links_in(pl.col("text")),
            plain=plain(pl.col("text")),
        )
    )
    numbers = numbered(list(rows.select("sent_at", "sender", "plain").iter_rows()))
    return rows.drop("plain").with_columns(announcement=pl.Series(numbers, dtype=pl.UInt32))


def caption(text: pl.Expr) -> pl.Expr:
    """A picture's caption, without the line that names the file; what has no other line stays as it is."""
    return text.str.replace(r"\A[^\n]*\.[A-Za-z0-9]{2,4}\b[^\n]*\n", "")


def numbered(rows: Sequence[tuple[datetime, str, str | None]]) -> list[int]:
    """The announcement that each post (sent_at, sender, plain text), in order of time, belongs to."""
    numbers: list[int] = []
    for at, (sent_at, sender, text) in enumerate(rows):
        earlier = [
            numbers[other]
            for other in range(at - 1, max(-1, at - 20), -1)
            if rows[other][1] == sender
            and sent_at - rows[other][0] <= timedelta(minutes=REPEAT_MINUTES)
            and repeats(text, rows[other][2])
        ]
        numbers.append(earlier[0] if earlier else max(numbers, default=0) + 1)
    return numbers


def repeats(text: str | None, earlier: str | None) -> bool:
    return text is not None and earlier is not None and text != "" and (text == earlier or alike(text, earlier))


def voters(posts: pl.DataFrame) -> pl.DataFrame:
    """announcement, voters_low, voters_high UInt32: of every announcement that is a poll, how many people voted.

    An export does not say whether several answers were allowed: then the votes of the most chosen answer are the fewest
    people, and all votes the most. Of a poll that was put twice, the fewest are those of the one with more votes.
    """
    answers = posts.drop_nulls("options").select(
        "announcement", votes=pl.col("options").list.eval(pl.element().struct["votes"].drop_nulls())
    )
    bounds = [poll_voters(votes, multiple=True) for votes in answers["votes"].to_list()]
    return (
        answers.select("announcement")
        .hstack(pl.DataFrame(bounds, schema={"voters_low": pl.UInt32, "voters_high": pl.UInt32}, orient="row"))
        .group_by("announcement", maintain_order=True)
        .agg(pl.col("voters_low").max(), pl.col("voters_high").sum())
    )
