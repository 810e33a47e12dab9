"""Who came to a group, by which route, and who went, month by month, beside its size (METRICS.md, "Drift").

People are counted, never named. Only the months that an export shows have a row; what it cannot show is null.
"""

from collections.abc import Collection
from datetime import timedelta

import polars as pl
from scipy.stats import chi2

from parsers import schema

WAYS_IN = ("link", "community", "invite", "joined", "added")  # "joined": by themselves, by a route that is not said
WAYS_OUT = ("left", "removed")
EVENTS = ("joined", "added", *WAYS_OUT)
MONTH_DAYS = 365.25 / 12
LEVEL = 0.95
FILLING_DAYS = 30  # a group that was just created fills: that is not how people come to it later
COUNTED_WITHIN_DAYS = 31  # a head-count taken so soon after an export's end is still the number at its end


def movements(
    messages: pl.DataFrame,
    membership: pl.DataFrame,
    head_counts: pl.DataFrame,
    roster: pl.DataFrame,
    classes: pl.DataFrame,
    *,
    admin_chats: Collection[str],
    snapshots: pl.DataFrame | None = None,
    filling_days: int = 0,
) -> pl.DataFrame:
    """One row for each chat and month that its export shows, from its first record's to its last one's, sorted.

    With `filling_days`, the first so many days of a group are left out, from the notice of its creation on; nothing is
    where the export begins later, and so has no such notice.
    chat, filled  Boolean: whether days were left out, as the export shows the group's creation
    month Date (its first day), days UInt32 (of the month, from the first record to the last)
    link, community, invite, joined, added   people who came by each route, UInt32; a notice that names nobody counts
                                             one. Who created the group came by none
    left          UInt32; null outside `admin_chats`: WhatsApp tells only admins that somebody left
    removed       UInt32
    members_low, members_high    people in the group when the month, or the export, ended, UInt32: the number of
                  `head_counts` where it is known, and both are it; or that of a head-count or list (`snapshots`) of
                  that last day or, after an export's end, of the month after it; else low is who was surely a member,
                  less the exporter where only "You" stands for them, and high is null: not known
    member_days   Float64: the members of each of those days (at its end) added up; null where not known on each
    on_roll       UInt32: families of the class on roll on that day, those who opted out too. Of a roster that counts
                  and names nobody it is today's number. Null for a group of no class, and without a roster
    guardians     UInt32: guardians whom the roster names on that day; null where it names no family of the class
    """
    begun = beginnings(messages, filling_days)
    days = since_begun(shown_days(messages), begun, pl.col("day"))
    months = days.group_by("chat", "month").agg(pl.len().alias("days"), pl.col("day").max().alias("end"))
    ends = months.select("chat", "month", "end")
    return (
        months.join(moves(since_begun(messages, begun, pl.col("sent_at").dt.date())), on=["chat", "month"], how="left")
        .with_columns(pl.col(*WAYS_IN, *WAYS_OUT).fill_null(0))
        .with_columns(left=pl.when(pl.col("chat").is_in(list(admin_chats))).then("left"))
        .join(counted(days, head_counts), on=["chat", "month"], how="left")
        .join(looked_up(ends, snapshots), on=["chat", "month"], how="left")
        .with_columns(members=pl.coalesce("members", "looked_up"), filled=pl.col("chat").is_in(begun["chat"].implode()))
        .join(surely_in(ends, membership), on=["chat", "month"], how="left")
        .join(on_roll(ends, roster, classes), on=["chat", "month"], how="left")
        .select(
            *("chat", "filled", "month", "days"),
            *WAYS_IN,
            *WAYS_OUT,
            pl.coalesce("members", "sure", pl.lit(0, pl.UInt32)).alias("members_low"),
            pl.col("members").alias("members_high"),
            "member_days",
            "on_roll",
            "guardians",
        )
        .sort("chat", "month")
    )


def shown_days(messages: pl.DataFrame) -> pl.DataFrame:
    """chat, day, month: every day from a chat's first record to its last."""
    day = pl.col("sent_at").dt.date()
    return (
        messages.group_by("chat")
        .agg(day=pl.date_ranges(day.min(), day.max()).first())
        .explode("day", empty_as_null=False, keep_nulls=False)
        .with_columns(month=pl.col("day").dt.truncate("1mo"))
    )


def beginnings(messages: pl.DataFrame, filling_days: int) -> pl.DataFrame:
    """chat, begins Date: of each chat whose creation is shown, the first day that is looked at; none for 0 days."""
    created = messages.filter((pl.col("event") == "created") & pl.lit(filling_days > 0)).group_by("chat")
    return created.agg(begins=pl.col("sent_at").min().dt.date() + timedelta(days=filling_days))


def since_begun(rows: pl.DataFrame, begun: pl.DataFrame, day: pl.Expr) -> pl.DataFrame:
    """The rows from the chat's day `begins` on."""
    return (
        rows.join(begun, on="chat", how="left", maintain_order="left")
        .filter(pl.col("begins").is_null() | (day >= pl.col("begins")))
        .drop("begins")
    )


def looked_up(ends: pl.DataFrame, snapshots: pl.DataFrame | None) -> pl.DataFrame:
    """chat, month, looked_up: what was counted on the day `end` or, of a chat's last month, within a month after it."""
    counts = schema.empty(schema.SNAPSHOTS) if snapshots is None else snapshots
    last = pl.col("end") == pl.col("end").max().over("chat")
    after = (pl.col("taken_on") - pl.col("end")).dt.total_days()
    return (
        ends.with_columns(within=pl.when(last).then(COUNTED_WITHIN_DAYS).otherwise(0))
        .join(counts.select("chat", "taken_on", "members").drop_nulls(), on="chat")
        .filter(after.is_between(0, pl.col("within")))
        .sort("taken_on", "members")
        .group_by("chat", "month")
        .agg(looked_up=pl.col("members").last())
    )


def moves(messages: pl.DataFrame) -> pl.DataFrame:
    """chat, month, and how many people came or went each way."""
    event, route = pl.col("event").cast(pl.String), pl.col("route").cast(pl.String)
    people = pl.col("targets").list.len().clip(1)
    way = pl.when(event.is_in(WAYS_OUT)).then(event).otherwise(pl.coalesce(route, event))
    return (
        messages.filter(event.is_in(EVENTS))
        .with_columns(way=way)
        .group_by("chat", month=pl.col("sent_at").dt.date().dt.truncate("1mo"))
        .agg(people.filter(pl.col("way") == name).sum().cast(pl.UInt32).alias(name) for name in (*WAYS_IN, *WAYS_OUT))
    )


def counted(days: pl.DataFrame, head_counts: pl.DataFrame) -> pl.DataFrame:
    """chat, month, members (at the end of its last day), member_days."""
    return (
        days.with_columns(end=pl.col("day").cast(pl.Datetime("ms")) + pl.duration(days=1))
        .sort("end")
        .join_asof(
            head_counts.sort("since"),
            left_on="end",
            right_on="since",
            by="chat",
            allow_exact_matches=False,
            check_sortedness=False,
        )
        .group_by("chat", "month")
        .agg(
            pl.col("members").sort_by("day").last(),
            member_days=pl.when(pl.col("members").is_not_null().all()).then(pl.col("members").sum().cast(pl.Float64)),
        )
    )


def surely_in(ends: pl.DataFrame, membership: pl.DataFrame) -> pl.DataFrame:
    """chat, month, sure: the senders listed or presumed to be members at the end of the day `end`."""
    moment = pl.col("end").cast(pl.Datetime("ms")) + pl.duration(days=1)
    return (
        ends.join(membership.filter(pl.col("certainty") != "possible"), on="chat")
        .filter(
            (pl.col("since").is_null() | (pl.col("since") < moment))
            & (pl.col("until").is_null() | (pl.col("until") >= moment))
        )
        .group_by("chat", "month")
        .agg(sure=pl.col("sender").n_unique())
    )


def on_roll(ends: pl.DataFrame, roster: pl.DataFrame, classes: pl.DataFrame) -> pl.DataFrame:
    """chat, month, on_roll, guardians on the day `end`, of the chats that are a class's group."""
    groups = ends.join(classes.select("chat", "class", "families").drop_nulls(["chat", "class"]), on="chat")
    named = roster.filter(pl.col("role") != "staff").drop_nulls(["class", "family"])
    there = (
        groups.join(named.select("class", "family", "guardian", "starts", "ends"), on="class")
        .filter(
            (pl.col("starts").is_null() | (pl.col("starts") <= pl.col("end")))
            & (pl.col("ends").is_null() | (pl.col("ends") >= pl.col("end")))
        )
        .group_by("chat", "month")
        .agg(
            roll=pl.col("family").n_unique(),
            guardians=pl.struct("family", "guardian").filter(pl.col("guardian").is_not_null()).n_unique(),
        )
    )
    has_names = pl.col("class").is_in(named["class"].implode())
    return groups.join(there, on=["chat", "month"], how="left").select(
        "chat",
        "month",
        on_roll=pl.when(has_names).then(pl.col("roll").fill_null(0)).otherwise("families").cast(pl.UInt32),
        guardians=pl.when(has_names).then(pl.col("guardians").fill_null(0)).cast(pl.UInt32),
    )


def churn(movements: pl.DataFrame) -> pl.DataFrame:
    """One row a chat, sorted: how many people come and go in a month, over the months of `movements`.

    chat, filled Boolean (as in `movements`), months Float64 (days shown, in months of 30.44 days)
    joins UInt32, joins_a_month, joins_low, joins_high Float64     who came by any route
    exits UInt32, exits_a_month, exits_low, exits_high Float64     who left or was removed; null where not seen
    member_months Float64, churn, churn_low, churn_high Float64    exits for each member and month, over the months in
                                                                   which the number of members is known; null: in none
    low and high are the exact 95 % interval of a Poisson rate (Garwood 1936): people come and go one by one.
    """
    came = pl.sum_horizontal(WAYS_IN)
    went = pl.col("left") + pl.col("removed")  # null if either is
    known = pl.col("member_days").is_not_null() & went.is_not_null()
    exposure = pl.col("member_days").filter(known).sum() / MONTH_DAYS
    totals = (
        movements.group_by("chat")
        .agg(
            filled=pl.col("filled").any(),
            months=pl.col("days").sum() / MONTH_DAYS,
            joins=came.sum().cast(pl.UInt32),
            exits=pl.when(went.is_not_null().all()).then(went.sum()).cast(pl.UInt32),
            member_months=pl.when(exposure > 0).then(exposure),
            exits_there=went.filter(known).sum(),
        )
        .sort("chat")
    )
    return totals.with_columns(
        *rates("joins", "months", "joins", "joins_a_month"),
        *rates("exits", "months", "exits", "exits_a_month"),
        *rates("exits_there", "member_months", "churn", "churn"),
    ).select(
        *("chat", "filled", "months"),
        *(name for what in ("joins", "exits") for name in (what, f"{what}_a_month", f"{what}_low", f"{what}_high")),
        *("member_months", "churn", "churn_low", "churn_high"),
    )


def rates(events: str, exposure: str, name: str, rate: str) -> list[pl.Expr]:
    """Events for each unit of exposure, with its exact Poisson interval; null where either is null or there is none."""
    known = pl.col(events).is_not_null() & (pl.col(exposure) > 0)
    number = pl.col(events).cast(pl.Float64)
    tail = (1 - LEVEL) / 2
    low = number.map_batches(lambda counts: poisson_limit(counts, tail, 0), return_dtype=pl.Float64)
    high = number.map_batches(lambda counts: poisson_limit(counts, 1 - tail, 1), return_dtype=pl.Float64)
    return [
        pl.when(known).then(limit / pl.col(exposure)).alias(column)
        for column, limit in ((rate, number), (f"{name}_low", low), (f"{name}_high", high))
    ]


def poisson_limit(counts: pl.Series, quantile: float, more: int) -> pl.Series:
    """The exact limit of a Poisson mean; of none seen the lower one is 0."""
    numbers = counts.fill_null(0).to_numpy()
    limits = pl.Series(chi2.ppf(quantile, 2 * (numbers + more)) / 2, dtype=pl.Float64)
    return limits.fill_nan(0.0)
