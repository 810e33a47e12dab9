"""What would make a group kinder: habits of writing, counted for a group and day, never for a person (METRICS.md,
"Habits").

Days are those of the school's clock, or of the phone's where its zone was not said. What people sent is all but notices
and calls.
"""

from collections.abc import Sequence
from datetime import timedelta

import polars as pl
import polars.selectors as cs

from dashboard.metrics.bursts import bursts
from dashboard.metrics.domains import SITE, links
from dashboard.metrics.questions import by_chat, followed, last_records, non_answers, spoken
from dashboard.metrics.sent import DAY, sent
from dashboard.metrics.side_chats import side_chats
from dashboard.school import School
from dashboard.selection import Period

COUNTED = (
    *("messages", "bursts", "burst_messages", "saved", "side_chats", "side_messages"),
    *("questions", "answered", "non_answers"),
    *("school_links", "allowed_links", "sign_up_links", "shop_links", "other_links"),
    *("pictures", "videos", "unknown_media", "deleted_by_sender", "deleted_by_admin"),
)
COUNTS = pl.Schema({"chat": pl.String} | dict.fromkeys(COUNTED, pl.UInt32))
HABITS = pl.Schema({"chat": pl.String, "day": pl.Date} | dict.fromkeys(COUNTED, pl.UInt32))
FACED = pl.Schema({"chat": pl.String, "days": pl.UInt32, "median": pl.Float64, "high": pl.Float64})
HIGH = 0.95
ONE_DAY = timedelta(days=1)


def by_day(
    messages: pl.DataFrame, school: School, *, window_hours: float = 24, span: pl.DataFrame | None = None
) -> pl.DataFrame:
    """HABITS: a row for each chat and day on which anybody sent anything; any period is a sum of rows.

    messages                   that people sent
    bursts, burst_messages     bursts begun that day (bursts.py) and the messages of them
    saved                      notifications that one message in place of each burst would have saved
    side_chats, side_messages  side chats begun that day (side_chats.py) and the messages of them
    questions                  asked that day (questions.py), if it is known whether anybody wrote after them: less
                               those with nobody after them yet whose window the export cuts short
    answered                   of these, followed within the window by something of somebody else
    non_answers                said that day, after somebody else's question
    school_links .. other_links  links in texts and captions, by kind of site (domains.py)
    pictures, videos           by what the export says of them; never opened. GIFs and stickers are neither
    unknown_media              of which the export does not say what they were: possibly pictures or videos
    deleted_by_sender          deleted for everybody, and no admin is named as the one who did
    deleted_by_admin           by an admin whom the export names

    What spans midnight counts on the day on which it began. Sorted by chat and day.
    """
    return noted(messages, school, window_hours=window_hours, span=span)[0]


def noted(
    messages: pl.DataFrame, school: School, *, window_hours: float = 24, span: pl.DataFrame | None = None
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """HABITS, and QUESTIONS and LINKED as questions.py and domains.py describe them, of messages gone through once."""
    said = spoken(sent(messages))
    asked = followed(said, last_records(messages if span is None else span), window_hours)
    linked = links(said.filter("links"), school)
    return added_up(parts(said, asked.filter("over"), linked, window_hours)), by_chat(asked), linked


def parts(said: pl.DataFrame, asked: pl.DataFrame, linked: pl.DataFrame, window_hours: float) -> list[pl.DataFrame]:
    """Frames of chat, day and some of COUNTED."""
    return [
        said.lazy().group_by("chat", DAY.alias("day")).agg(messages=pl.len()).collect(engine="streaming"),
        told_by_kind(said),
        bursts(said).select("chat", "day", bursts=1, burst_messages="messages", saved=pl.col("messages") - 1),
        side_chats(said).select("chat", "day", side_chats=1, side_messages="messages"),
        asked.select(
            "chat", day=pl.col("asked_at").dt.date(), questions=1, answered=pl.col("answered_at").is_not_null()
        ),
        non_answers(said, window_hours).select("chat", DAY.alias("day"), non_answers=1),
        linked_by_kind(linked),
    ]


def told_by_kind(said: pl.DataFrame) -> pl.DataFrame:
    """chat, day and, of one message each, pictures, videos, unknown_media, deleted_by_sender, deleted_by_admin."""
    media, deleted = pl.col("media"), pl.col("kind") == "deleted"
    return said.filter(pl.col("kind").is_in(["media", "deleted"])).select(
        "chat",
        DAY.alias("day"),
        pictures=media == "image",
        videos=media == "video",
        unknown_media=media == "unknown",
        deleted_by_sender=deleted & pl.col("actor").is_null(),
        deleted_by_admin=deleted & pl.col("actor").is_not_null(),
    )


def linked_by_kind(linked: pl.DataFrame) -> pl.DataFrame:
    """chat, day and, of one link each, whether it is of each kind."""
    kinds = {f"{kind}_links": pl.col("kind") == kind for kind in SITE.categories}
    return linked.select(pl.col("chat").cast(pl.Categorical), DAY.alias("day"), **kinds)


def added_up(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """HABITS: the parts' rows added up; 0 of what no part has."""
    counted = [part.with_columns(cs.exclude("chat", "day").cast(pl.UInt32)) for part in parts]
    return (
        pl.concat(counted, how="diagonal")
        .group_by("chat", "day")
        .agg(pl.col(COUNTED).sum())
        .with_columns(pl.col("chat").cast(pl.String))
        .match_to_schema(HABITS)
        .sort("chat", "day")
    )


def in_period(habits: pl.DataFrame, period: Period) -> pl.DataFrame:
    """chat and all that HABITS count, added up over the days of a period; no row for a chat without any. By chat."""
    days = habits.filter(pl.col("day").is_between(period.starts, period.ends))
    return days.group_by("chat").agg(pl.col(COUNTED).sum()).match_to_schema(COUNTS).sort("chat")


def faced(habits: pl.DataFrame, span: pl.DataFrame, period: Period) -> pl.DataFrame:
    """FACED: chat, days UInt32, median Float64?, high Float64?: messages that a reader of the group faces a day.

    days: those of the period that lie whole between the chat's first and last record (`span`: chat, first, last), those
    without messages included, as 0. high: the 95th percentile, exceeded on one day in twenty, between two days' figures
    in proportion (as NumPy has it by default). Both null where no whole day was observed. A row for each chat of the
    span, by chat.
    """
    first, last = pl.col("first"), pl.col("last")
    starts = pl.col("day").cast(pl.Datetime("ms"))
    days = (
        span.drop_nulls()
        .with_columns(day=pl.date_ranges(first.dt.date(), last.dt.date()))
        .explode("day")
        .filter(starts >= first, starts + ONE_DAY <= last, pl.col("day").is_between(period.starts, period.ends))
        .join(habits.select("chat", "day", "messages"), on=["chat", "day"], how="left")
        .with_columns(pl.col("messages").fill_null(0))
        .group_by("chat")
        .agg(
            days=pl.len().cast(pl.UInt32),
            median=pl.col("messages").median(),
            high=pl.col("messages").quantile(HIGH, interpolation="linear"),
        )
    )
    return (
        span.select("chat")
        .join(days, on="chat", how="left")
        .with_columns(pl.col("days").fill_null(0))
        .match_to_schema(FACED)
        .sort("chat")
    )
