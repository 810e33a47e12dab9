"""The reach log: the looks at Message info that were typed, those that are due, and what is wrong with any of them.

A look tells of the announcement that was sent, or repeated, in the minute it names (METRICS.md, "Read counts").
`announcements` is, in all of this, announcement UInt32, chat, sent_at, text: a row a post, a repeat being one more row
of the same announcement. Of two announcements of one minute the later cannot be named, and is passed over.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import polars as pl

import parsers
from dashboard import grouping
from dashboard.metrics.announcements import posts
from dashboard.workspace import Workspace
from parsers import schema

FILE = "read_counts.csv"
MARKS = (24, 168)
EARLY = 0.25  # of a mark's hours: a look may be so much earlier than its mark
LATE = AGO = timedelta(days=3)  # a look may be so much later than its mark, and so long it is still asked for
AHEAD = timedelta(days=7)
LONG_AFTER = timedelta(days=30)  # a look so much later than its announcement is more often a slip of the date
BEGINNING = 48  # letters, and the rest of the last word
REMARK = pl.Enum(["no_time", "before", "no_count", "no_announcement", "fewer"])
UNUSABLE = ("no_time", "before", "no_count")

DUE = pl.Schema(
    {"announcement": pl.UInt32, "sent_at": pl.Datetime("ms"), "hours": pl.UInt16, "due_at": pl.Datetime("ms")}
)
CHOICES = pl.Schema({"announcement": pl.UInt32, "chat": pl.String, "sent_at": pl.Datetime("ms"), "begins": pl.String})
ENTRIES = pl.Schema(
    {
        "sent_at": pl.Datetime("ms"),
        "begins": pl.String,
        "taken_at": pl.Datetime("ms"),
        "hours": pl.Float64,
        "delivered": pl.UInt32,
        "read": pl.UInt32,
        "remark": REMARK,
        "chat": pl.String,
        "earlier_at": pl.Datetime("ms"),
        "earlier_read": pl.UInt32,
    }
)


@dataclass(frozen=True)
class Agenda:
    """due, choices: frames of these names, the choices that are due now first; over: every mark is past."""

    due: pl.DataFrame
    choices: pl.DataFrame
    now: datetime
    over: bool


@dataclass(frozen=True)
class Look:
    """What a person types of one look at Message info: either number, the pasted text, or all."""

    chat: str
    sent_at: datetime
    taken_at: datetime
    read: int | None = None
    delivered: int | None = None
    pasted: str = ""


@dataclass(frozen=True)
class Added:
    """What became of a look that was typed.

    looks: READ_COUNTS with it, or as they were. remarks: categories of REMARK and `untold`, `nothing` (neither number
    is known), `over` (more had read it than had it delivered), `late` (more than thirty days after the announcement).
    look: as it was taken; null: it was not. replaced: the look of the same minute that it took the place of.
    earlier: of a remark `fewer`, when more had read it and how many.
    """

    looks: pl.DataFrame
    remarks: tuple[str, ...] = ()
    look: Look | None = None
    replaced: Look | None = None
    earlier: tuple[datetime, int] | None = None


def posted(workspace: Workspace) -> pl.DataFrame:
    """Every post of an announcement in all that is loaded."""
    school = grouping.with_posters(workspace.school, workspace.chats)
    return posts(workspace.messages, school).select("announcement", "chat", "sent_at", "text")


def agenda(announcements: pl.DataFrame, read_counts: pl.DataFrame, now: datetime) -> Agenda:
    """What to look at now, and what a look may be about."""
    asked, offered = due(announcements, read_counts, now), choices(announcements)
    at_once = offered["announcement"].is_in(asked.filter(pl.col("due_at") <= now)["announcement"].implode())
    over = offered.filter(pl.col("sent_at") >= now - AGO - timedelta(hours=max(MARKS))).is_empty()
    return Agenda(asked, pl.concat([offered.filter(at_once), offered.filter(~at_once)]), now, over)


def due(
    announcements: pl.DataFrame, read_counts: pl.DataFrame, now: datetime, *, marks: Sequence[int] = MARKS
) -> pl.DataFrame:
    """announcement, sent_at, hours, due_at: the looks that nobody has taken yet, of the newest announcement first.

    hours: the mark, after the announcement was first sent. A look is at a mark if it was taken at most a quarter of the
    mark's hours before it and at most three days after it. Asked for are marks from three days back to a week ahead.
    """
    hours = pl.DataFrame({"hours": list(marks)}, schema={"hours": pl.UInt16})
    asked = (
        choices(announcements)
        .join(hours, how="cross")
        .with_columns(due_at=pl.col("sent_at") + pl.duration(hours="hours"))
        .filter(pl.col("due_at").is_between(pl.lit(now - AGO), pl.lit(now + AHEAD)))
    )
    early = pl.duration(minutes=pl.col("hours") * EARLY * 60)
    taken = (
        asked.join(told(announcements, read_counts).select("announcement", "taken_at"), on="announcement")
        .filter(pl.col("taken_at").is_between(pl.col("due_at") - early, pl.col("due_at") + LATE))
        .select("announcement", "hours")
    )
    return (
        asked.join(taken, on=["announcement", "hours"], how="anti")
        .sort("sent_at", "hours", descending=[True, False])
        .match_to_schema(DUE, extra_columns="ignore")
    )


def choices(announcements: pl.DataFrame) -> pl.DataFrame:
    """announcement, chat, sent_at (to the minute), begins: what a look may be about, the newest first."""
    return (
        moments(announcements)
        .sort("minute")
        .group_by("announcement", maintain_order=True)
        .agg(pl.col("chat", "begins").first(), sent_at=pl.col("minute").first())
        .sort("sent_at", descending=True)
        .match_to_schema(CHOICES)
    )


def moments(announcements: pl.DataFrame) -> pl.DataFrame:
    """announcement, chat, minute, begins: by which minutes each is named, and how its last text begins."""
    begins = first_words(pl.col("text").sort_by("sent_at").last().over("announcement"))
    return (
        announcements.sort("sent_at", "announcement")
        .select("announcement", "chat", minute=pl.col("sent_at").dt.truncate("1m"), begins=begins)
        .unique(["chat", "minute"], keep="first", maintain_order=True)
    )


def first_words(text: pl.Expr) -> pl.Expr:
    line = text.str.replace_all(r"\s+", " ").str.strip_chars()
    start = line.str.extract(rf"^(.{{0,{BEGINNING}}}[^ ]*)")
    cut = start.str.slice(0, 2 * BEGINNING)  # a long address is one word
    return pl.when(cut == line).then(line).otherwise(cut + " …")


def told(announcements: pl.DataFrame, read_counts: pl.DataFrame) -> pl.DataFrame:
    """`read_counts` with announcement, begins and first_at (when it was first sent); null where it is of none."""
    known = moments(announcements).with_columns(first_at=pl.col("minute").min().over("announcement"))
    return read_counts.with_columns(minute=pl.col("sent_at").dt.truncate("1m")).join(
        known, on=["chat", "minute"], how="left", maintain_order="left"
    )


def entries(announcements: pl.DataFrame, read_counts: pl.DataFrame, unused: pl.DataFrame | None = None) -> pl.DataFrame:
    """One row a look, the newest announcement's newest look first: those of `read_counts` and, above them, `unused`.

    Columns: sent_at and taken_at (as typed), begins (first words; null: it has no text, or is not loaded),
    hours Float64 (from the first sending to the look, to a tenth), delivered, read (people), chat, and remark:
        no_time           either time is missing
        before            taken before the announcement was sent
        no_count          the read count is missing; these three are in no file and count for nothing
        no_announcement   no announcement that is loaded was sent in that minute
        fewer             fewer had read it than at an earlier look: earlier_at, earlier_read (null for the others)
    read above delivered is no fault: on some phones Delivered to leaves out those who have read it.
    """
    looks = read_counts if unused is None else pl.concat([unused.select(read_counts.columns), read_counts])
    since = pl.coalesce("first_at", "sent_at")
    return (
        told(announcements, looks)
        .pipe(remarked)
        .with_columns(hours=((pl.col("taken_at") - since).dt.total_minutes() / 60).round(1))
        .sort("sent_at", "taken_at", descending=True, nulls_last=False, maintain_order=True)
        .match_to_schema(ENTRIES, extra_columns="ignore")
    )


def remarked(told: pl.DataFrame) -> pl.DataFrame:
    """`told` with remark, what is wrong with each row, and earlier_at, earlier_read, the look that a `fewer` is below.

    That look is, of those before it, the first with the most readers. A row that cannot be used says nothing of others.
    """
    usable = (pl.col("taken_at") >= pl.col("sent_at")).fill_null(False)
    most = pl.when(usable).then("read").cum_max().forward_fill()
    since = pl.when(most.shift(1).is_null() | (most > most.shift(1))).then("taken_at").forward_fill()
    earlier = {"earlier_at": since.shift(1), "earlier_read": most.shift(1)}
    beside = {name: look.over("announcement", order_by="taken_at") for name, look in earlier.items()}
    remark = (
        pl.when(pl.any_horizontal(pl.col("sent_at", "taken_at").is_null()))
        .then(pl.lit("no_time"))
        .when(~usable)
        .then(pl.lit("before"))
        .when(pl.col("read").is_null())
        .then(pl.lit("no_count"))
        .when(pl.col("announcement").is_null())
        .then(pl.lit("no_announcement"))
        .when(pl.col("read") < pl.col("earlier_read"))
        .then(pl.lit("fewer"))
        .cast(REMARK)
    )
    return (
        told.with_columns(**beside)
        .with_columns(remark=remark)
        .with_columns(pl.when(remark="fewer").then(pl.col(*earlier)))
    )


def edited(announcements: pl.DataFrame, table: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The log as a person left it -> READ_COUNTS of the rows that can be used, and of those that cannot.

    table: as `entries`; of it sent_at, taken_at, delivered, read and chat count. A row without a group is of the
    announcements' own; one that says nothing is passed over; one that stands twice counts once.
    """
    said = table.select(pl.col(column).cast(dtype, strict=False) for column, dtype in schema.READ_COUNTS.items())
    own = announcements["chat"].first()
    looks = (
        said.filter(~pl.all_horizontal(pl.exclude("chat").is_null()))
        .with_columns(pl.col("chat").fill_null(pl.lit(own, pl.String)))
        .unique(maintain_order=True)
    )
    marked = told(announcements, looks).pipe(remarked)
    usable = (~pl.col("remark").is_in(UNUSABLE)).fill_null(True) & pl.col("chat").is_not_null()
    return (
        schema.conform(marked.filter(usable).select(schema.READ_COUNTS.names()), schema.READ_COUNTS),
        schema.conform(marked.filter(~usable).select(schema.READ_COUNTS.names()), schema.READ_COUNTS),
    )


def with_look(announcements: pl.DataFrame, read_counts: pl.DataFrame, look: Look) -> Added:
    """`read_counts` with one more look, and what is to be said about it.

    A typed number goes before the pasted one. Where the look cannot be used, `read_counts` stays as it was; one of the
    same announcement and minute is replaced.
    """
    pasted = parsers.read_pasted_counts(look.pasted)
    whole = replace(
        look,
        read=pasted.read if look.read is None else look.read,
        delivered=pasted.delivered if look.delivered is None else look.delivered,
    )
    if whole.read is None and pasted.untold:
        return Added(read_counts, ("untold",))
    if whole.read is None and whole.delivered is None:
        return Added(read_counts, ("nothing",))
    row = {name: getattr(whole, name) for name in schema.READ_COUNTS}
    added = pl.DataFrame([row]).cast(schema.READ_COUNTS, strict=False)  # a number that no group has is none
    same = (
        (pl.col("chat") == whole.chat)
        & (pl.col("sent_at").dt.truncate("1m") == pl.lit(whole.sent_at).dt.truncate("1m"))
        & (pl.col("taken_at").dt.truncate("1m") == pl.lit(whole.taken_at).dt.truncate("1m"))
    )
    both = pl.concat([read_counts.filter(~same), added])
    marked = told(announcements, both).pipe(remarked).row(-1, named=True)
    if marked["remark"] in UNUSABLE:
        return Added(read_counts, (marked["remark"],))
    (taken,), before = as_looks(added), as_looks(read_counts.filter(same))
    earlier = (marked["earlier_at"], marked["earlier_read"]) if marked["remark"] == "fewer" else None
    said = [marked["remark"], "over" if is_over(taken) else None, "late" if is_late(taken) else None]
    return Added(both, tuple(filter(None, said)), taken, before[-1] if before else None, earlier)


def as_looks(read_counts: pl.DataFrame) -> list[Look]:
    return [Look(**row) for row in read_counts.select(schema.READ_COUNTS.names()).iter_rows(named=True)]


def is_over(look: Look) -> bool:
    return look.read is not None and look.delivered is not None and look.read > look.delivered


def is_late(look: Look) -> bool:
    return look.taken_at - look.sent_at > LONG_AFTER
