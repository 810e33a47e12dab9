"""Who is in a group on a day, by name, and how many more a member list or a head-count says there are."""

from datetime import date, datetime, time, timedelta

import polars as pl

from parsers.member_lists import member_lists

DAY = timedelta(days=1)


def members_on(membership: pl.DataFrame, on: date) -> pl.DataFrame:
    """chat, sender, sure (listed or presumed): the members at the end of that day."""
    end = datetime.combine(on, time()) + DAY
    return (
        membership.filter(
            (pl.col("since").is_null() | (pl.col("since") < end))
            & (pl.col("until").is_null() | (pl.col("until") >= end))
        )
        .group_by("chat", "sender")
        .agg(sure=(pl.col("certainty") != "possible").any())
    )


def last_lists(snapshots: pl.DataFrame, on: date) -> pl.DataFrame:
    """The last row of `parsers.member_lists` of each chat up to the day `on`."""
    return member_lists(snapshots.filter(pl.col("taken_on") <= on)).unique("chat", keep="last", maintain_order=True)


def last_counts(snapshots: pl.DataFrame, on: date) -> pl.DataFrame:
    """chat, at Datetime[ms], members Int64: of each chat the last head-count, or list, up to the day `on`."""
    counted = pl.max_horizontal("members", pl.col("names").list.len()).cast(pl.Int64)
    return (
        snapshots.filter((pl.col("taken_on") <= on) & pl.col("members").is_not_null())
        .group_by("chat", "taken_on")
        .agg(members=counted.max())
        .sort("taken_on")
        .unique("chat", keep="last", maintain_order=True)
        .select("chat", "members", at=pl.col("taken_on").cast(pl.Datetime("ms")))
    )


def nameless(membership: pl.DataFrame, snapshots: pl.DataFrame, on: date) -> pl.DataFrame:
    """chat, places Int64, goes_on Boolean, of each group with a member list: its members whose name nobody knows.

    The exporter, who stands there as "You", is one of them unless `membership` knows who that is. A head-count that is
    later than the last list goes before it: all that it counts are without a name but for those surely in on its day.
    goes_on: nobody knows how many there are, as the list stops short and nobody counted since; places is the fewest.
    """
    at = pl.col("at")
    lasts = pl.col("until").is_null()
    sure = membership.filter(pl.col("certainty") != "possible")
    lists = last_lists(snapshots, on)
    later = (
        last_counts(snapshots, on).join(lists.select("chat", list_at="at"), on="chat").filter(at > pl.col("list_at"))
    )
    taken_for = (  # the "You" of the list: the one who is in, and not on it
        sure.filter(pl.col("certainty") == "presumed")
        .join(lists, on="chat")
        .filter((pl.col("since") <= at) & (lasts | (pl.col("until") > at)))
        .group_by("chat")
        .agg(known=pl.len().cast(pl.Int64))
    )
    by_list = lists.join(taken_for, on="chat", how="left").select(
        "chat", "goes_on", places=pl.col("unnamed") - pl.col("known").fill_null(0)
    )
    seen = all_day(sure, later).group_by("chat").agg(known=pl.len().cast(pl.Int64))
    by_count = later.join(seen, on="chat", how="left").select(
        "chat", goes_on=pl.lit(False), places=pl.col("members") - pl.col("known").fill_null(0)
    )
    return pl.concat([by_count, by_list.join(by_count, on="chat", how="anti")]).select(
        "chat", pl.col("places").clip(0), "goes_on"
    )


def unaccounted(membership: pl.DataFrame, snapshots: pl.DataFrame, links: pl.DataFrame, on: date) -> pl.DataFrame:
    """chat, unaccounted Int64: of each group with a head-count, the members who may be of a family not surely in it.

    The most that there can be at the end of the day `on`: all whom the last head-count counted, less those who were
    surely in throughout its day and whose family is known; and to them all who were seen to come since and whose family
    is not, or who may have left. Where it counted fewer than were surely in, somebody had left unseen, and it may have
    been those whose family is known. links: chat, sender, family, guardian, of the senders whose family is known.
    """
    counts = last_counts(snapshots, on)
    then = all_day(membership.filter(pl.col("certainty") != "possible"), counts)
    now = members_on(membership, on)
    accounted = (
        then.join(links, on=["chat", "sender"])
        .join(now.filter(~pl.col("sure")), on=["chat", "sender"], how="anti")
        .group_by("chat")
        .agg(known=pl.struct("family", pl.coalesce("guardian", "sender")).n_unique().cast(pl.Int64))
    )
    surely = then.group_by("chat").agg(surely=pl.len().cast(pl.Int64))
    settled = now.filter("sure").join(links, on=["chat", "sender"], how="semi")
    came = (
        membership.join(counts, on="chat")
        .filter(pl.col("since") > pl.col("at"))
        .join(now, on=["chat", "sender"], how="semi")
        .join(settled, on=["chat", "sender"], how="anti")
        .join(then, on=["chat", "sender"], how="anti")
        .group_by("chat")
        .agg(came=pl.col("sender").n_unique().cast(pl.Int64))
    )
    left_unseen = (pl.col("surely").fill_null(0) - pl.col("members")).clip(0)
    known = (pl.col("known").fill_null(0) - left_unseen).clip(0)
    return (
        counts.join(accounted, on="chat", how="left")
        .join(surely, on="chat", how="left")
        .join(came, on="chat", how="left")
        .select("chat", unaccounted=(pl.col("members") - known).clip(0) + pl.col("came").fill_null(0))
    )


def all_day(membership: pl.DataFrame, days: pl.DataFrame) -> pl.DataFrame:
    """chat, sender: who was in from the beginning to the end of the chat's day `at`."""
    start, lasts = pl.col("at"), pl.col("until").is_null()
    inside = (pl.col("since").is_null() | (pl.col("since") <= start)) & (lasts | (pl.col("until") >= start + DAY))
    return membership.join(days, on="chat").filter(inside).select("chat", "sender").unique()
