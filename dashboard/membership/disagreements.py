"""How far a member list or head-count was from what was known without it: the error of the reconstruction."""

from collections.abc import Collection

import polars as pl

from dashboard.membership.head_counts import head_counts
from dashboard.membership.lists import on_lists, persons, with_person
from dashboard.membership.timeline import QUIET_DAYS, stays
from parsers.member_lists import member_lists
from parsers.schema import MESSAGES, NAMES, SNAPSHOTS, conform, empty

PARTED = "\0"  # what no chat's name holds
DISAGREEMENTS = pl.Schema(
    {
        "chat": pl.String,
        "taken_on": pl.Date,
        "on_list": pl.UInt32,  # people whom the list names, "You" not among them; null: a head-count alone
        "unseen": pl.UInt32,  # on the list, and never seen before: who neither writes nor comes in sight is no error
        "not_expected": pl.UInt32,  # on the list, but known before and thought to be out
        "gone": pl.UInt32,  # surely in, it was thought, but not on the list
        "counted": pl.UInt32,  # how many members it gives; null: names alone, cut off
        "expected": pl.UInt32,  # how many there were without it; null: not known
        "error": pl.UInt32,  # people: not_expected and gone; of a head-count, how far counted is from expected
    }
)


def disagreements(
    messages: pl.DataFrame,
    snapshots: pl.DataFrame,
    names: pl.DataFrame | None = None,
    *,
    admin_chats: Collection[str] | None = None,
    complete_chats: Collection[str] = (),
) -> pl.DataFrame:
    """DISAGREEMENTS, one row for each chat and day with a member list or head-count, sorted.

    What was thought is reconstructed (`timeline`, `head_counts`) from what was before that day alone, and from what the
    export shows of the day itself: a list may have been taken at any time of its day, so nobody who came or went on it
    is an error. `names` tells which names are one person's. Where a list names fewer than there are, as many of those
    who are gone may be among the rest: `gone` is the fewest that it can be.
    error is null where there are no names and no number was known without it: the first count of a chat whose export
    does not begin with its creation, and every count where nobody is seen to leave.
    """
    counting = pl.col("members").is_not_null() | (pl.col("names").list.len() > 0)  # the admins alone say nothing of who
    takes = snapshots.filter(counting).select("chat", day="taken_on").drop_nulls().unique().sort("chat", "day")
    takes = takes.with_columns(take=pl.concat_str("chat", pl.col("day").cast(pl.String), separator=PARTED))
    known = messages.join(takes, on="chat").filter(pl.col("sent_at") < after("day"))
    lists = snapshots.join(takes, on="chat").filter(pl.col("taken_on") <= pl.col("day"))
    these, earlier = lists.filter(pl.col("taken_on") == pl.col("day")), lists.filter(pl.col("taken_on") < pl.col("day"))
    known, these, earlier = as_chats(known, MESSAGES), as_chats(these, SNAPSHOTS), as_chats(earlier, SNAPSHOTS)
    called = as_chats((empty(NAMES) if names is None else names).join(takes, on="chat"), NAMES)
    hidden = takes.filter(pl.lit(admin_chats is not None) & ~pl.col("chat").is_in(list(admin_chats or ())))
    before = stays(
        known,
        earlier,
        called,
        hidden.select(chat="take", end=pl.col("day").cast(pl.Datetime("ms"))),
        QUIET_DAYS,
    )
    steps = head_counts(
        known,
        earlier,
        admin_chats=takes.join(hidden, on="take", how="anti")["take"],
        complete_chats=takes.filter(pl.col("chat").is_in(list(complete_chats)))["take"],
    )
    counted = these.group_by(take="chat").agg(counted=pl.col("members").max())
    return conform(
        takes.join(counted, on="take", how="left")
        .join(disagreed(by_person(before, these, persons(known, called), takes), these), on="take", how="left")
        .join(expected(steps, takes.join(counted, on="take", how="left")), on="take", how="left")
        .with_columns(apart=(pl.col("counted").cast(pl.Int64) - pl.col("expected")).abs())
        .with_columns(error=pl.coalesce(pl.col("not_expected").cast(pl.Int64) + pl.col("gone"), "apart"))
        .sort("chat", "day")
        .drop("take", "apart")
        .rename({"day": "taken_on"}),
        DISAGREEMENTS,
    )


def as_chats(rows: pl.DataFrame, schema: pl.Schema) -> pl.DataFrame:
    """Rows with the list they came before, as if what came before each list were a chat of its own."""
    return rows.with_columns(chat="take").select(schema.names())


def disagreed(people: pl.DataFrame, these: pl.DataFrame) -> pl.DataFrame:
    """take, on_list, unseen, not_expected, gone, of the lists with names; people: as `by_person` has them."""
    on_list, seen = pl.col("on_list"), pl.col("seen")
    return (
        people.group_by(take="chat")
        .agg(
            on_list=on_list.sum(),
            unseen=(on_list & ~seen).sum(),
            not_expected=(on_list & seen & ~pl.col("around")).sum(),
            missing=(pl.col("sure") & ~on_list).sum().cast(pl.Int64),
        )
        .join(member_lists(these).select("unnamed", "goes_on", take="chat"), on="take")
        .with_columns(gone=(pl.col("missing") - pl.col("unnamed")).clip(0))
        .select("take", "on_list", "unseen", "not_expected", gone=pl.when("goes_on").then(0).otherwise("gone"))
    )


def by_person(stays: pl.DataFrame, these: pl.DataFrame, aliases: pl.DataFrame, takes: pl.DataFrame) -> pl.DataFrame:
    """chat, person, and Booleans: on_list, seen (ever), around (perhaps, at some time of the day), sure (all day)."""
    start, end = pl.col("day").cast(pl.Datetime("ms")), after("day")
    lasts = pl.col("until").is_null()
    around = (pl.col("since").is_null() | (pl.col("since") < end)) & (lasts | (pl.col("until") > start))
    sure = (pl.col("certainty") != "possible") & (pl.col("since") <= start) & (lasts | (pl.col("until") >= end))
    known = (
        with_person(stays, aliases)
        .join(takes.select("day", chat="take"), on="chat")
        .group_by("chat", "person")
        .agg(seen=pl.lit(True), around=around.any(), sure=sure.any())
    )
    listed = with_person(on_lists(member_lists(these)), aliases)
    return known.join(
        listed.select("chat", "person", on_list=pl.lit(True)).unique(), on=["chat", "person"], how="full", coalesce=True
    ).with_columns(pl.col("seen", "around", "sure", "on_list").fill_null(False))


def expected(steps: pl.DataFrame, takes: pl.DataFrame) -> pl.DataFrame:
    """take, expected: of the numbers that held at some time of the day the one nearest to what was counted."""
    apart = (pl.col("members").cast(pl.Int64) - pl.col("counted").cast(pl.Int64)).abs()
    return (
        steps.with_columns(until=pl.col("since").shift(-1).over("chat"))
        .join(takes.drop_nulls("counted").drop("chat").rename({"take": "chat"}), on="chat")
        .filter(
            (pl.col("since") < after("day"))
            & (pl.col("until").is_null() | (pl.col("until") > pl.col("day").cast(pl.Datetime("ms"))))
        )
        .sort(apart)
        .unique("chat", keep="first", maintain_order=True)
        .select(take="chat", expected="members")
    )


def after(day: str) -> pl.Expr:
    """The first moment after the day in that column."""
    return pl.col(day).cast(pl.Datetime("ms")) + pl.duration(days=1)
