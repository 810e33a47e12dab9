"""Who was in which group when, and how sure we are.

METRICS.md, "Membership over time": somebody is a member at t if the latest event up to t is an arrival or a message;
with none, if the next is a departure or a message; otherwise it cannot be known, and there is no row.
"""

from collections.abc import Collection, Iterable

import polars as pl

from dashboard.people import YOU, lookup, name_key
from parsers import schema
from parsers.schema import MEMBERSHIP, conform

# What an event says of the time after it: in (how sure), out, or maybe.
IN, OUT, MAYBE = "presumed", "out", "possible"
LISTED = "listed"
EVENTS = pl.Schema(
    {
        "chat": pl.String,
        "sender": pl.String,
        "at": pl.Datetime("ms"),
        "line": pl.UInt32,
        "says": pl.String,  # presumed | listed | possible | out, from here on
        "before": pl.Boolean,  # with nothing earlier: was this person a member before?
    }
)


def timeline(messages: pl.DataFrame, snapshots: pl.DataFrame) -> pl.DataFrame:
    """MEMBERSHIP: stays [since, until), cut where the certainty changes; sorted by chat, sender and time.

    since null: already so before anything that is known; until null: still so at the end of all that is known.
    certainty:
        listed     since a dated member list that has the sender, until they are known to have left
        presumed   since an arrival, a message or another act of theirs, until they are known to have left
        possible   before a sender's first event, where that is a message, a departure or a member list (a message or
                   departure shows that they were in, but not since when); and since a list that has fewer names than
                   members and lacks the sender, who was in until then (one of the missing names may be theirs)
    Arrivals are "created", "added" and "joined"; departures "left" and "removed". A change of number or username ends
    the stay of the old name and begins that of the new. Adding or removing somebody is an act. A member list stands at
    the beginning of its day, so that whatever the export shows on that day comes after it: who is on it is a member
    then, and, if it has as many names as members, who is not on it is no member. The exporter stands on such a list as
    "You": if all but one of the senders who were in are on the list, that one is taken to be the exporter (presumed).
    The exporter's "You" itself never has a row.
    """
    shown = shown_events(messages, snapshots)
    whose = ["chat", "sender"]
    events = (
        pl.concat([shown, list_events(shown, snapshots)])
        .sort("chat", "sender", "at", "line")
        .with_columns(stronger=pl.col("says").replace(IN, None).forward_fill().over(whose))
        .with_columns(
            says=pl.when((pl.col("says") == IN) & (pl.col("stronger") == LISTED)).then("stronger").otherwise("says")
        )
    )
    turns = events.filter(pl.col("says").ne_missing(pl.col("says").shift().over(whose)))
    stays = turns.with_columns(until=pl.col("at").shift(-1).over(whose)).filter(pl.col("says") != OUT)
    earlier = (
        events.group_by(whose)
        .first()
        .filter("before")
        .select(*whose, since=pl.lit(None, pl.Datetime("ms")), until="at", certainty=pl.lit(MAYBE))
    )
    return conform(
        pl.concat([earlier, stays.select(*whose, "until", since="at", certainty="says").select(earlier.columns)])
        .filter(pl.col("since").is_null() | pl.col("until").is_null() | (pl.col("since") < pl.col("until")))
        .sort("chat", "sender", "since", nulls_last=False),
        MEMBERSHIP,
    )


def shown_events(messages: pl.DataFrame, snapshots: pl.DataFrame) -> pl.DataFrame:
    """EVENTS that the exports show, less the exporter's "You"."""
    noticed = pl.concat(list(noticed_events(messages.filter(pl.col("kind") == "notice"))))
    gone = noticed.filter(pl.col("says") == OUT).select("chat", "sender").unique()
    return pl.concat([noticed, posts(messages, gone, complete_names(snapshots)["chat"])]).filter(
        pl.col("sender").is_not_null() & ~pl.col("sender").is_in(["", YOU])
    )


def noticed_events(notices: pl.DataFrame) -> Iterable[pl.DataFrame]:
    """EVENTS of WhatsApp's notices, kind by kind."""
    event, targets = pl.col("event").cast(pl.String), pl.col("targets")
    told = notices.select("chat", "line", "event", "actor", "targets", at="sent_at")
    alone = targets.list.len() == 0  # "Ana joined", "Ana was added": the one who acts is the one it happens to
    undergone = told.with_columns(sender=pl.when(alone).then(pl.concat_list("actor")).otherwise(targets)).explode(
        "sender", empty_as_null=False, keep_nulls=False
    )
    yield saying(undergone.filter(event.is_in(["added", "joined"])), IN, before=False)
    yield saying(undergone.filter(event.is_in(["left", "removed"])), OUT, before=True)
    acts = told.with_columns(sender="actor").filter(~targets.list.contains(pl.col("actor")).fill_null(False))
    yield saying(acts.filter(event == "created"), IN, before=False)
    yield saying(acts.filter(event.is_in(["added", "removed"]) & ~alone), IN, before=True)
    changes = told.filter(event.is_in(["number_changed", "username_changed"]) & (targets.list.len() == 2))
    renamed = changes.filter(targets.list.first() != targets.list.last())
    yield saying(renamed.with_columns(sender=targets.list.first()), OUT, before=True)
    yield saying(renamed.with_columns(sender=targets.list.last()), IN, before=False)


def saying(rows: pl.DataFrame, says: str, *, before: bool) -> pl.DataFrame:
    """EVENTS: rows of chat, sender, at and line that all say the same."""
    return conform(rows.select("chat", "sender", "at", "line", says=pl.lit(says), before=pl.lit(before)), EVENTS)


def posts(messages: pl.DataFrame, gone: pl.DataFrame, listed: pl.Series) -> pl.DataFrame:
    """EVENTS of what people wrote: of most, the first message, as only after a departure or a list is another news.

    gone: chat, sender of those who left at some time; listed: chats with a member list.
    """
    written = messages.lazy().filter(pl.col("kind") != "notice").select("chat", "sender", "line", at="sent_at")
    in_listed = pl.col("chat").is_in(listed.implode())
    rest = written.filter(~in_listed)
    first = (
        rest.join(gone.lazy(), on=["chat", "sender"], how="anti")
        .group_by("chat", "sender")
        .agg(pl.col("at").min(), pl.col("line").filter(pl.col("at") == pl.col("at").min()).min())
    )
    every = pl.concat([written.filter(in_listed), rest.join(gone.lazy(), on=["chat", "sender"], how="semi")])
    columns = ["chat", "sender", "at", "line"]
    return saying(pl.concat([first.select(columns), every.select(columns)]).collect(), IN, before=True)


def list_events(shown: pl.DataFrame, snapshots: pl.DataFrame) -> pl.DataFrame:
    """EVENTS that member lists with names add: who is on one, who is not, and who may be."""
    lists = complete_names(snapshots)
    names = lists.explode("names", empty_as_null=False, keep_nulls=False).filter(pl.col("names") != YOU)
    on_list = names.select("chat", "at", key=lookup(names["names"], name_key)).unique()
    people = pl.concat([shown.select("chat", "sender"), names.select("chat", sender="names")]).unique()
    people = people.with_columns(key=lookup(people["sender"], name_key))
    asked = people.join(lists.select("chat", "at", "unnamed", "has_you"), on="chat")
    present = asked.join(on_list, on=["chat", "at", "key"], how="semi")
    absent = (
        asked.join(on_list, on=["chat", "at", "key"], how="anti")
        .sort("at")
        .join_asof(
            shown.select("chat", "sender", "at", was="says").sort("at"),
            on="at",
            by=["chat", "sender"],
            allow_exact_matches=False,
            check_sortedness=False,
        )
        .with_columns(was_in=(pl.col("was") == IN).fill_null(False))
        .with_columns(candidates=pl.col("was_in").sum().over("chat", "at"))
    )
    first_line = pl.lit(0, pl.UInt32)
    says = (
        pl.when(pl.col("unnamed") == 0)
        .then(pl.lit(OUT))
        .when(pl.col("was_in") & pl.col("has_you") & (pl.col("unnamed") == 1) & (pl.col("candidates") == 1))
        .then(pl.lit(IN))
        .when(pl.col("was_in"))
        .then(pl.lit(MAYBE))
    )
    return pl.concat(
        [
            saying(present.with_columns(line=first_line), LISTED, before=True),
            conform(
                absent.select("chat", "sender", "at", line=first_line, says=says, before=pl.lit(False)).drop_nulls(
                    "says"
                ),
                EVENTS,
            ),
        ]
    )


def complete_names(snapshots: pl.DataFrame) -> pl.DataFrame:
    """chat, at, names, unnamed (members of the list whose name it does not give, "You" among them), has_you."""
    has_you = pl.col("names").list.contains(YOU)
    return (
        snapshots.filter(pl.col("names").list.len() > 0)
        .group_by("chat", "taken_on")
        .agg(pl.col("names").list.explode(keep_nulls=False, empty_as_null=False).unique(), pl.col("members").max())
        .with_columns(has_you=has_you)
        .select(
            "chat",
            "names",
            "has_you",
            at=pl.col("taken_on").cast(pl.Datetime("ms")),
            unnamed=(pl.col("members").cast(pl.Int64) - pl.col("names").list.len().cast(pl.Int64)).fill_null(0).clip(0)
            + has_you.cast(pl.Int64),
        )
    )


def head_counts(
    messages: pl.DataFrame,
    snapshots: pl.DataFrame,
    *,
    admin_chats: Collection[str],
    complete_chats: Collection[str],
) -> pl.DataFrame:
    """How many people were in a group, as a step function: chat, since Datetime[ms], members UInt32; sorted.

    `members` holds from `since` to the chat's next row. There are rows only where the number is really known:
    departures must be visible (`admin_chats`: exported by an admin), and either a head-count or list anchors the count
    (the latest one before, or the first one after, counted back) or the export begins with the group's creation
    (`complete_chats`) and shows how everybody who posted came in. Arrivals and departures that name nobody count.
    The exporter's own count too. A head-count stands at the beginning of its day.
    """
    steps = changes_in_number(messages).filter(pl.col("chat").is_in(list(admin_chats)))
    anchors = snapshots.select(
        "chat", at=pl.col("taken_on").cast(pl.Datetime("ms")), anchor=pl.col("members").cast(pl.Int64)
    ).filter(pl.col("anchor").is_not_null() & pl.col("chat").is_in(list(admin_chats)))
    whole = steps.filter(
        pl.col("chat").is_in(list(complete_chats)) & pl.col("chat").is_in(everybody_came(messages).implode())
    )
    created = whole.group_by("chat").agg(pl.col("at").filter("created").min(), anchor=pl.lit(0, pl.Int64)).drop_nulls()
    anchors = pl.concat([anchors, created.join(anchors, on="chat", how="anti")]).unique(["chat", "at"], keep="first")
    moments = (
        pl.concat(
            [
                anchors.with_columns(change=pl.lit(0, pl.Int64)),
                steps.group_by("chat", "at")
                .agg(pl.col("change").sum())
                .join(anchors, on="chat", how="semi")
                .select("chat", "at", pl.lit(None, pl.Int64).alias("anchor"), "change"),
            ]
        )
        .group_by("chat", "at")
        .agg(pl.col("anchor").max(), pl.col("change").sum())
        .sort("chat", "at")
    )
    after = pl.col("change").cum_sum().over("chat")
    start = pl.col("anchor") - after + pl.col("change")  # the count before anything, had this anchor been the only one
    return (
        moments.with_columns(base=start.forward_fill().over("chat"), after=after)
        .with_columns(base=pl.col("base").backward_fill().over("chat"))
        .select("chat", since="at", members=(pl.col("base") + pl.col("after")).clip(0).cast(pl.UInt32))
        .sort("chat", "since")
    )


def changes_in_number(messages: pl.DataFrame) -> pl.DataFrame:
    """chat, at, change (people who came, less those who went), created (this is the group's creation)."""
    event = pl.col("event").cast(pl.String)
    people = pl.col("targets").list.len().cast(pl.Int64).clip(1)
    return messages.filter(event.is_in(["created", "added", "joined", "left", "removed"])).select(
        "chat",
        at="sent_at",
        created=event == "created",
        change=pl.when(event == "created")
        .then(1)
        .when(event.is_in(["added", "joined"]))
        .then(people)
        .otherwise(-people)
        .cast(pl.Int64),
    )


def everybody_came(messages: pl.DataFrame) -> pl.Series:
    """The chats in which everybody who posted was seen to come in, but for the exporter under their own name."""
    first = (
        shown_events(messages, schema.empty(schema.SNAPSHOTS))
        .sort("chat", "sender", "at", "line")
        .group_by("chat", "sender")
        .first()
    )
    exporter = (
        messages.filter(
            pl.col("event").is_in(["created", "added", "joined"])
            & ((pl.col("actor") == YOU) | pl.col("targets").list.contains(YOU)).fill_null(False)
        )
        .select("chat", exporter=pl.lit(1, pl.Int64))
        .unique()
    )
    return (
        first.group_by("chat")
        .agg(unexplained=pl.col("before").sum().cast(pl.Int64))
        .join(exporter, on="chat", how="left")
        .filter(pl.col("unexplained") <= pl.col("exporter").fill_null(0))["chat"]
    )
