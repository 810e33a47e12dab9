"""The groups where an announcement stood: who was in each, and how many people can have been (METRICS.md, "Reach")."""

from collections.abc import Collection
from datetime import timedelta

import polars as pl


def present(places: pl.DataFrame, membership: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """announcement, chat, sender, family, guardian, sure, stays: who was, or may have been, a member in the window of a
    group where it stood. sure: listed or presumed; stays: still there when it ends."""
    who = ("announcement", "chat", "sender", "family", "guardian")
    stays = (
        membership.rename({"until": "left_at"})
        .with_columns(once=pl.len().over("chat", "sender") == 1)
        .join(links.select("chat", "sender", "family", "guardian"), on=["chat", "sender"], how="left")
    )
    inside = (
        places.select("announcement", "chat", "sent_at", "until")
        .join(stays, on="chat")
        .filter(
            (pl.col("since").is_null() | (pl.col("since") <= pl.col("until")))
            & (pl.col("left_at").is_null() | (pl.col("left_at") >= pl.col("sent_at")))
        )
        .select(
            *(*who, "once"),
            sure=pl.col("certainty") != "possible",
            stays=pl.col("left_at").is_null() | (pl.col("left_at") > pl.col("until")),
        )
    )
    once = inside.filter("once").drop("once")  # a million rows that need not be grouped
    again = inside.filter(~pl.col("once")).group_by(who).agg(pl.col("sure", "stays").any())
    return pl.concat([once, again])


def known_people(members: pl.DataFrame) -> pl.DataFrame:
    """announcement, chat, people Int64: linked people who were surely there and stayed through the window.

    Two names of one guardian are one person.
    """
    return (
        members.filter(pl.col("sure") & pl.col("stays") & pl.col("family").is_not_null())
        .select("announcement", "chat", "family", person=pl.coalesce("guardian", "sender"))
        .unique()
        .group_by("announcement", "chat")
        .agg(people=pl.len().cast(pl.Int64))
    )


def people_at_most(
    messages: pl.DataFrame,
    places: pl.DataFrame,
    snapshots: pl.DataFrame,
    head_counts: pl.DataFrame | None,
    admin_chats: Collection[str],
) -> pl.DataFrame:
    """announcement, chat, most Int64 (people in the group at any time in the window), sound Boolean.

    No row where no count bounds it. The count is that of the nearest list or head-count: of those of the days
    before the announcement and, where the export shows who left (`admin_chats`), of later ones too; failing that,
    of `head_counts`. To it come all who arrived since, until the window's end, and from it go those who were seen to go
    before it began; of a later one, the reverse. A count may have been taken at any time of its day.
    sound: nobody counted as a member can have left unseen, as the export shows who left, or the list has names.
    """
    admin = pl.col("chat").is_in(sorted(admin_chats))
    windows = places.select("announcement", "chat", "sent_at", "until", admin=admin)
    counts = snapshots.select(
        "chat",
        day=pl.col("taken_on").cast(pl.Datetime("ms")),
        counted=pl.when(pl.col("members").is_not_null())  # without a number, a list of names goes on
        .then(pl.max_horizontal("members", pl.col("names").list.len()))
        .cast(pl.Int64),
        named=pl.col("names").list.len() > 0,
    ).drop_nulls("counted")
    moves = arrivals_and_departures(messages, places)
    day, before = timedelta(days=1), timedelta(milliseconds=1)
    anchored = (
        windows.join(counts, on="chat")
        .with_columns(later=pl.col("day") + day > pl.col("sent_at"))
        .filter(pl.col("admin") | ~pl.col("later"))
        .sort((pl.col("day") - pl.col("sent_at")).abs())
        .unique(["announcement", "chat"], keep="first", maintain_order=True)
        .with_columns(
            start=pl.col("sent_at") - before, day_end=pl.col("day") + day - before, day=pl.col("day") - before
        )
    )
    for moment in ("start", "until", "day", "day_end"):
        anchored = tallied(anchored, moves, moment)
    came_since = pl.col("came_until") - pl.col("came_day")  # less than 0 where the list is later than the window
    went_since = pl.col("went_start") - pl.col("went_day_end")
    listed = anchored.select(
        "announcement",
        "chat",
        most=pl.col("counted")
        + came_since
        - pl.when("later").then(pl.min_horizontal(went_since, 0)).otherwise(pl.max_horizontal(went_since, 0)),
        sound=pl.col("admin") | pl.col("named"),
    )
    if head_counts is None or head_counts.is_empty():
        return listed
    rest = windows.join(listed, on=["announcement", "chat"], how="anti").with_columns(start=pl.col("sent_at") - before)
    steps = (
        tallied(tallied(rest, moves, "start"), moves, "until")
        .sort("start")
        .join_asof(head_counts.sort("since"), left_on="start", right_on="since", by="chat", check_sortedness=False)
        .drop_nulls("members")
        .select(
            "announcement",
            "chat",
            most=pl.col("members").cast(pl.Int64) + pl.col("came_until") - pl.col("came_start"),
            sound=pl.lit(True),
        )
    )
    return pl.concat([listed, steps])


def arrivals_and_departures(messages: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """chat, at, came, went: how many people had come and gone up to and including each notice that says so."""
    people = pl.col("targets").list.len().cast(pl.Int64).clip(1)
    return (
        messages.filter(
            pl.col("event").is_in(["created", "added", "joined", "left", "removed"])
            & pl.col("chat").is_in(places["chat"].unique().implode())
        )
        .group_by("chat", at="sent_at")
        .agg(
            came=people.filter(pl.col("event").is_in(["created", "added", "joined"])).sum(),
            went=people.filter(pl.col("event").is_in(["left", "removed"])).sum(),
        )
        .sort("chat", "at")
        .with_columns(pl.col("came", "went").cum_sum().over("chat"))
    )


def tallied(rows: pl.DataFrame, moves: pl.DataFrame, moment: str) -> pl.DataFrame:
    """`rows` with came_MOMENT and went_MOMENT: how many had come and gone up to then."""
    return (
        rows.sort(moment)
        .join_asof(moves.sort("at"), left_on=moment, right_on="at", by="chat", check_sortedness=False)
        .with_columns(pl.col("came", "went").fill_null(0).name.suffix(f"_{moment}"))
        .drop("at", "came", "went")
    )


def free_places(
    families: pl.DataFrame,
    unknown: pl.DataFrame,
    places: pl.DataFrame,
    members: pl.DataFrame,
    rooms: pl.DataFrame,
    classes: pl.DataFrame,
) -> pl.DataFrame:
    """announcement, class, free: for how many `unknown` families there is room in the groups where it stood.

    In the announcement group all of them may be; in a class group, those with a child in the class (`in_copies`). Of
    the most people who can have been in a group (`people_at_most`), the known members take their places. Where
    departures are hidden (no admin's export, and no names on the list), somebody who came may have gone unseen: there,
    each known family that is counted and known in no other group takes one place and nobody else takes any, so that
    the ceiling stays true. Of nameless families' places nobody takes any: a known member may be of one of them.
    """
    own = unknown.join(places.filter(~pl.col("echo")).select("announcement", "chat"), on="announcement")
    taken = pl.when("nameless").then(0).when("sound").then("people").otherwise("families").fill_null(0)
    return (
        pl.concat([own.select(IN_GROUP), in_copies(families, unknown, places, classes)])
        .group_by("announcement", "class", "chat")
        .agg(may=pl.len().cast(pl.Int64), nameless=pl.col("nameless").any())
        .join(rooms, on=["announcement", "chat"], how="left")
        .join(
            known_here_alone(families, members, rooms),
            on=["announcement", "class", "chat"],
            how="left",
            nulls_equal=True,
        )
        .with_columns(room=(pl.col("most") - taken).clip(0))
        .group_by("announcement", "class")
        .agg(free=pl.min_horizontal("may", pl.col("room").fill_null(pl.col("may"))).sum())
    )


IN_GROUP = ("announcement", "class", "chat", "family", "nameless")


def in_copies(
    families: pl.DataFrame, unknown: pl.DataFrame, places: pl.DataFrame, classes: pl.DataFrame
) -> pl.DataFrame:
    """announcement, class, chat, family, nameless: which `unknown` ones may be in which class group with an echo.

    Those with a child in the class. Where a family or the families of the class are not named, they may have one.
    """
    copies = (
        places.filter("echo")
        .select("announcement", "chat")
        .join(classes.select("chat", home="class").drop_nulls("chat"), on="chat")
    )
    named = families.filter(~pl.col("nameless")).select(home="class").drop_nulls().unique()
    at_home = copies.join(families.select("announcement", "family", home="class"), on=["announcement", "home"])
    unnamed_homes = copies.join(named, on="home", how="anti")
    return pl.concat(
        [
            unknown.join(at_home, on=["announcement", "family"]).select(IN_GROUP),
            unknown.filter(~pl.col("nameless")).join(unnamed_homes, on="announcement").select(IN_GROUP),
            unknown.filter("nameless").join(copies, on="announcement").select(IN_GROUP),
        ]
    ).unique()


def known_here_alone(families: pl.DataFrame, members: pl.DataFrame, rooms: pl.DataFrame) -> pl.DataFrame:
    """announcement, class, chat, families Int64: families surely in a group, and in no other where it stood.

    For groups with a count that is not sound.
    """
    hidden = rooms.filter(~pl.col("sound")).select("announcement", "chat")
    return (
        members.filter(pl.col("sure") & pl.col("family").is_not_null())
        .join(hidden.select("announcement").unique(), on="announcement", how="semi")
        .group_by("announcement", "family")
        .agg(pl.col("chat").unique())
        .filter(pl.col("chat").list.len() == 1)
        .with_columns(pl.col("chat").list.first())
        .join(hidden, on=["announcement", "chat"], how="semi")
        .join(families.select("announcement", "class", "family"), on=["announcement", "family"])
        .group_by("announcement", "class", "chat")
        .agg(families=pl.len().cast(pl.Int64))
    )
