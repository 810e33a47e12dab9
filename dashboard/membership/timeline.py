"""Stays in a group out of events (METRICS.md, "Membership over time").

Somebody is a member at t if the latest event up to t is an arrival or a message; with none, if the next is a departure
or a message; otherwise it cannot be known, and there is no row.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

import polars as pl

from dashboard.membership.events import IN, LISTED, MAYBE, OUT, saying, shown_events
from dashboard.membership.lists import list_events, persons
from parsers.member_lists import member_lists
from parsers.schema import MEMBERSHIP, NAMES, conform, empty

QUIET_DAYS = 28
WHOSE = ("chat", "sender")
ENDS = pl.Schema({"chat": pl.String, "end": pl.Datetime("ms")})


def timeline(
    messages: pl.DataFrame,
    snapshots: pl.DataFrame,
    names: pl.DataFrame | None = None,
    *,
    admin_chats: Collection[str] | None = None,
    quiet_days: int = QUIET_DAYS,
) -> pl.DataFrame:
    """MEMBERSHIP: stays [since, until), cut where the certainty changes; sorted by chat, sender and time.

    since null: already so before anything that is known; until null: still so at the end of all that is known.
    certainty:
        listed     since a dated member list that has the sender, until they are known to have left
        presumed   since an arrival, a message or another act of theirs, until they are known to have left
        possible   before a sender's first event, where that is a message, a departure or a member list (a message or
                   departure shows that they were in, but not since when); since a list that has fewer names than
                   members and lacks the sender, who was in until then (one of the missing names may be theirs); and
                   outside `admin_chats` after `quiet_days` without a sign of them
    Arrivals are "created", "added" and "joined"; departures "left" and "removed". A change of number or username ends
    the stay of the old name and begins that of the new. Adding or removing somebody is an act. A member list stands at
    the beginning of its day, so that whatever the export shows on that day comes after it: who is on it is a member
    then, and, if it has as many names as members, who is not on it is no member; one that goes on (`members` null) has
    fewer. A name on it that is another name of a
    sender (`names`, NAMES; or before or after a change of number) is that sender. The exporter stands on such a list as
    "You": if all but one of the senders who were in are on the list, that one is taken to be the exporter (presumed).
    The exporter's "You" itself never has a row.

    `admin_chats` are the chats whose export shows who left; None: all. WhatsApp tells only admins. Elsewhere somebody
    is surely in between two signs of them, as coming back would show; but with no later sign they may have left
    unseen, so they are listed or presumed for `quiet_days` after the last one, and possible from then on.
    """
    hidden = hidden_departures(messages, snapshots, admin_chats)
    ends = pl.DataFrame({"chat": sorted(hidden), "end": end_of(messages, snapshots)}, schema=ENDS)
    return stays(messages, snapshots, names, ends, quiet_days)


def stays(
    messages: pl.DataFrame, snapshots: pl.DataFrame, names: pl.DataFrame | None, ends: pl.DataFrame, quiet_days: int
) -> pl.DataFrame:
    """`timeline`; ends: the chats where nobody is seen to leave, each with the end of what is known."""
    hidden = ends["chat"].to_list()
    shown = shown_events(messages, {*member_lists(snapshots)["chat"], *hidden})
    aliases = persons(messages, empty(NAMES) if names is None else names)
    known = pl.concat([shown, list_events(shown, snapshots, aliases)])
    events = (
        pl.concat([known, silences(known.join(ends, on="chat"), quiet_days)])
        .sort(*WHOSE, "at", "line")
        .with_columns(stronger=pl.col("says").replace(IN, None).forward_fill().over(WHOSE))
        .with_columns(
            says=pl.when((pl.col("says") == IN) & (pl.col("stronger") == LISTED)).then("stronger").otherwise("says")
        )
    )
    turns = events.filter(pl.col("says").ne_missing(pl.col("says").shift().over(WHOSE)))
    inside = turns.with_columns(until=pl.col("at").shift(-1).over(WHOSE)).filter(pl.col("says") != OUT)
    earlier = (
        events.group_by(WHOSE)
        .first()
        .filter("before")
        .select(*WHOSE, since=pl.lit(None, pl.Datetime("ms")), until="at", certainty=pl.lit(MAYBE))
    )
    return conform(
        pl.concat([earlier, inside.select(*WHOSE, "until", since="at", certainty="says").select(earlier.columns)])
        .filter(pl.col("since").is_null() | pl.col("until").is_null() | (pl.col("since") < pl.col("until")))
        .sort("chat", "sender", "since", nulls_last=False),
        MEMBERSHIP,
    )


def hidden_departures(
    messages: pl.DataFrame, snapshots: pl.DataFrame, admin_chats: Collection[str] | None
) -> frozenset[str]:
    """The chats where nobody is seen to leave."""
    chats = pl.concat([messages["chat"], snapshots["chat"]]).drop_nulls().unique()
    return frozenset() if admin_chats is None else frozenset(chats) - frozenset(admin_chats)


def silences(events: pl.DataFrame, quiet_days: int) -> pl.DataFrame:
    """EVENTS: from when on somebody is no longer surely in, as no later event shows that they were until then.

    events: EVENTS, with the end of what is known of the chat.
    """
    quiet = timedelta(days=quiet_days)
    last_signs = (
        events.sort(*WHOSE, "at", "line")
        .with_columns(
            next_at=pl.coalesce(pl.col("at").shift(-1).over(WHOSE), "end"),
            still_in=pl.col("before").shift(-1).over(WHOSE).fill_null(False),
        )
        .filter(pl.col("says").is_in([IN, LISTED]) & ~pl.col("still_in") & (pl.col("next_at") > pl.col("at") + quiet))
    )
    return saying(last_signs.with_columns(pl.col("at") + quiet), MAYBE, before=False)


def end_of(messages: pl.DataFrame, snapshots: pl.DataFrame) -> datetime | None:
    """The last moment of which anything is known."""
    moments = [messages["sent_at"].max(), snapshots["taken_on"].cast(pl.Datetime("ms")).max()]
    return max((moment for moment in moments if isinstance(moment, datetime)), default=None)
