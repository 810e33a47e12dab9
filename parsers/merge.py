"""Several exports of one group -> one Chat: nothing counted twice, nothing lost.

Two phones differ in clock, in resolution, in names (a contact, a push name, a number), in what was edited or deleted
when they exported, and in whether they are told that somebody left. So their clocks are compared first (clocks.py),
then names (aliases.py), then rows (pairs.py); never by a hash of the text alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import polars as pl

from parsers.aliases import Aliases, aliases, everybody
from parsers.chat import Chat
from parsers.clocks import Clock, clock_between, clock_sentences, on_clock
from parsers.coverage import Coverage, coverage_of
from parsers.notices import YOU
from parsers.pairs import NEAR, ONCE_IN_A_GROUP, message_pairs, notice_pairs
from parsers.schema import MESSAGES, NAMES, conform, empty

_CONTENT = ("line", "kind", "text", "media", "edited", "options")  # what may change after a message is sent
_CLOCK_CHANGE = timedelta(hours=3)  # more than this, time does not run back because a clock was set


def merge_chats(chats: Sequence[Chat]) -> Chat:
    """One Chat out of several exports of the same group; a single one is returned as it is.

    Times are on the clock of the first export given; clocks and, in words, header.reason say how far the others were
    off, or that too few texts agree to tell. Of a message in several exports the latest export's version counts
    (edited, deleted, votes), with the finest time and the most exact kind of media. A sender has the name of the first
    export given, unless that is a number or a @handle and another export has a name, or several people share it there.
    Notices are one if event, people and time agree. An exporter's "You" becomes the name that another export has for
    it, where that can be told. What else a sender is called in an export is among the names, unless it tells no one
    person: "You", or what several people are called.
    In order of time, and of the exports where that is finer; a time without seconds is not before what it follows.
    Problems of all; the start is cut only if every export's is. Raises ValueError for no chats.
    """
    if not chats:
        raise ValueError("There is nothing to merge.")
    distinct = [c for i, c in enumerate(chats) if not any(c.messages.equals(other.messages) for other in chats[:i])]
    problems = pl.concat([chat.problems for chat in chats])
    first, *others = distinct
    if not others:
        return replace(first, problems=problems)
    merged, clocks, names = _all_merged([_source(chat, number) for number, chat in enumerate(distinct, 1)])
    messages = merged.with_columns(
        _plain_you(pl.col("sender", "actor")),
        chat=pl.lit(first.name),
        targets=pl.col("targets").list.eval(_plain_you(pl.element())),
    )
    header = replace(
        first.header,
        resolution="second" if all(chat.header.resolution == "second" for chat in distinct) else "minute",
        ambiguous=any(chat.header.ambiguous for chat in distinct),
        reason=" ".join([first.header.reason, *clock_sentences(clocks)]),
    )
    messages = conform(messages.select(MESSAGES.names()), MESSAGES)
    return Chat(
        name=first.name,
        messages=messages,
        problems=problems,
        header=header,
        coverage=_coverage(distinct, messages),
        names=_other_names(names, messages, first.name),
        clocks=clocks,
    )


def same_group(one: Chat, other: Chat) -> bool:
    """Whether enough texts stand in both, equally far apart in time, for two exports to be of one group."""
    return clock_between(_source(one, 1), _source(other, 2)).sure


def _coverage(chats: Sequence[Chat], messages: pl.DataFrame) -> Coverage:
    """What the merged messages show; what only an export's beginning tells is that of the one that begins first."""
    earliest = min((chat.coverage for chat in chats), key=lambda one: one.first or datetime.max)
    cut_start = all(chat.coverage.cut_start for chat in chats)
    return replace(
        coverage_of(messages),
        cut_start=cut_start,
        shared_history=all(chat.coverage.shared_history for chat in chats),
        joined_at=earliest.joined_at,
        cap=earliest.cap if cut_start else None,
    )


def _source(chat: Chat, number: int) -> pl.DataFrame:
    """MESSAGES with as_of (how late the export is) and fine (its times have seconds); every "You" is another."""
    mine = f"{YOU}\0{number}"
    return chat.messages.with_columns(
        pl.col("sender", "actor").replace(YOU, mine),
        targets=pl.col("targets").list.eval(pl.element().replace(YOU, mine)),
        as_of=pl.lit(chat.coverage.last, dtype=pl.Datetime("ms")),
        fine=pl.lit(chat.header.resolution == "second"),
    )


def _plain_you(name: pl.Expr) -> pl.Expr:
    return pl.when(~name.str.starts_with(f"{YOU}\0")).then(name).when(name.is_not_null()).then(pl.lit(YOU))


def _all_merged(sources: Sequence[pl.DataFrame]) -> tuple[pl.DataFrame, tuple[Clock, ...], pl.DataFrame]:
    """All sources on the first one's clock, with the clock of each other: first those that can be compared with it.

    And sender, name: what they are called in the merged source and, where that is another name, in one of those.
    """
    merged, clocks, names = sources[0], dict[int, Clock](), empty(NAMES).drop("chat")
    waiting = dict(enumerate(sources[1:], 2))
    while waiting:
        compared = ((number, clock_between(merged, source)) for number, source in waiting.items())
        number, clock = _first_sure(compared)
        merged, ours, theirs = _merged(merged, on_clock(waiting.pop(number), clock))
        names = pl.concat([names.with_columns(pl.col("sender").replace(ours.names)), _renames(ours), _renames(theirs)])
        clocks[number] = clock
    return merged, tuple(clocks[number] for number in sorted(clocks)), names


def _renames(aliases: Aliases) -> pl.DataFrame:
    """sender, name: what the merged source calls those whom one of its two sources calls otherwise."""
    names = {"sender": aliases.names.values(), "name": aliases.names.keys()}
    return pl.DataFrame(
        {column: list(values) for column, values in names.items()}, schema=dict.fromkeys(names, pl.String)
    )


def _other_names(names: pl.DataFrame, messages: pl.DataFrame, chat: str) -> pl.DataFrame:
    """NAMES: less what is nobody's own name, as it is "You", or several people's, or another person's in `messages`."""
    you = pl.any_horizontal(pl.col("sender", "name").str.starts_with(f"{YOU}\0"))
    return conform(
        names.filter(~you)
        .unique()
        .filter(pl.col("sender").n_unique().over("name") == 1)
        .join(everybody(messages), on="name", how="anti")
        .sort("sender", "name")
        .with_columns(chat=pl.lit(chat)),
        NAMES,
    )


def _first_sure(compared: Iterable[tuple[int, Clock]]) -> tuple[int, Clock]:
    seen: list[tuple[int, Clock]] = []
    for number, clock in compared:
        if clock.sure:
            return number, clock
        seen = [*seen, (number, clock)]
    return seen[0]


# Two sources on one clock become one -----------------------------------------------------------------------------


def _merged(left: pl.DataFrame, right: pl.DataFrame) -> tuple[pl.DataFrame, Aliases, Aliases]:
    """Both as one, and what the people of either are called elsewhere."""
    left, right = (rows.with_row_index("id").with_columns(who="sender") for rows in (left, right))
    ours, theirs = aliases(left, right)
    compared = _as_who(left, ours), _as_who(right, theirs)
    pairs = pl.concat([message_pairs(*compared), notice_pairs(*compared)])
    both = _joined(_renamed(left, ours), _renamed(right, theirs), pairs)
    added = _renamed(right, theirs).join(pairs, left_on="id", right_on="id_right", how="anti", maintain_order="left")
    return _in_order(both, right, pairs, added).drop("id", "who", "shared"), ours, theirs


def _as_who(rows: pl.DataFrame, aliases: Aliases) -> pl.DataFrame:
    return rows.with_columns(
        pl.col("actor").replace(aliases.who),
        who=pl.col("sender").replace(aliases.who),
        targets=pl.col("targets").list.eval(pl.element().replace(aliases.who)),
    )


def _renamed(rows: pl.DataFrame, aliases: Aliases) -> pl.DataFrame:
    """`rows` with the names of the merged chat, and whether the sender's is shared by several people.

    A notice that somebody has another number keeps both, even if the other export calls either by the same name.
    """
    targets = pl.col("targets").list.eval(pl.element().replace(aliases.names))
    fewer = targets.list.n_unique() < pl.col("targets").list.n_unique()
    return rows.with_columns(
        pl.col("sender", "actor").replace(aliases.names),
        targets=pl.when(fewer).then("targets").otherwise(targets),
        shared=pl.col("sender").is_in(list(aliases.shared)).fill_null(False),
    )


def _joined(left: pl.DataFrame, right: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """The rows of `left`; of a pair the later export's content, the finer time and the more exact kind of media."""
    both = left.join(pairs, on="id", how="left", maintain_order="left").join(
        right, left_on="id_right", right_on="id", how="left", suffix="_right", maintain_order="left"
    )
    notice = pl.col("kind") == "notice"
    told, told_right = _tells(""), _tells("_right")
    as_late = pl.col("as_of_right") >= pl.col("as_of")
    later = ~notice & pl.col("id_right").is_not_null() & ((told_right > told) | ((told_right == told) & as_late))
    actor = pl.when(notice).then(pl.coalesce("actor", "actor_right")).when(later).then("actor_right").otherwise("actor")
    earliest = pl.when(pl.col("event").is_in(ONCE_IN_A_GROUP)).then(pl.min_horizontal("sent_at", "sent_at_right"))
    near = (pl.col("sent_at_right") - pl.col("sent_at")).abs() < NEAR
    finer = pl.when(pl.col("fine_right") & ~pl.col("fine") & near).then("sent_at_right").otherwise("sent_at")
    exact = pl.coalesce(pl.when(pl.col(name) != "unknown").then(name) for name in ("media_right", "media"))
    someone = pl.when(pl.col("targets").list.len() == 0).then("targets_right")
    return (
        both.with_columns(
            *(pl.when(later).then(f"{column}_right").otherwise(column).alias(column) for column in _CONTENT),
            sender=pl.coalesce(pl.when("shared").then("sender_right"), "sender"),
            sent_at=pl.coalesce(earliest, finer),
            route=pl.coalesce("route", "route_right"),
            actor=actor,
            targets=pl.coalesce(someone, "targets"),
            as_of=pl.max_horizontal("as_of", "as_of_right"),
            fine=pl.col("fine") | pl.col("fine_right").fill_null(False),
            exact=exact,
        )
        .with_columns(
            media=pl.when(pl.col("media") == "unknown").then(pl.coalesce("exact", "media")).otherwise("media")
        )
        .select(left.columns)
    )


def _tells(side: str) -> pl.Expr:
    """How surely a row is what became of a message: a deletion is final, and "media omitted" says next to nothing."""
    deleted, nothing = pl.col(f"kind{side}") == "deleted", pl.col(f"media{side}") == "unknown"
    return pl.when(deleted).then(3).when(f"edited{side}").then(2).when(nothing).then(0).otherwise(1)


def _in_order(both: pl.DataFrame, right: pl.DataFrame, pairs: pl.DataFrame, added: pl.DataFrame) -> pl.DataFrame:
    """In order of time; of one time in the order of `both`, then what only `right` has, after what it follows there."""
    both = both.with_columns(
        moment=_never_back(pl.col("sent_at")), place=pl.col("id").cast(pl.Int64), turn=pl.lit(0, dtype=pl.UInt32)
    )
    beside = pairs.join(both.select("id", "moment", "place"), on="id").select("id_right", "moment", "place")
    places = right.select("id", "sent_at").join(
        beside, left_on="id", right_on="id_right", how="left", maintain_order="left"
    )
    own, before, after = (
        _never_back(pl.col("sent_at")),
        pl.col("moment").forward_fill(),
        pl.col("moment").backward_fill(),
    )
    moment = (
        pl.when((before > own) & (before - own <= _CLOCK_CHANGE))
        .then(before)
        .when((after < own) & (own - after <= _CLOCK_CHANGE))
        .then(after)
        .otherwise(own)
    )
    place = pl.coalesce(pl.col("place").forward_fill(), pl.col("place").backward_fill() - 1, pl.lit(len(both)))
    added = added.join(places.select("id", moment=moment, place=place, turn=pl.col("id") + 1), on="id")
    same_minute = pl.col("moment").dt.truncate("1m") == pl.col("sent_at").dt.truncate("1m")
    return (
        pl.concat([both, added.select(both.columns)])
        .sort("moment", "place", "turn")
        .with_columns(sent_at=pl.when(~pl.col("fine") & same_minute).then("moment").otherwise("sent_at"))
        .drop("moment", "place", "turn")
    )


def _never_back(at: pl.Expr) -> pl.Expr:
    """The latest time so far, which a message stands behind even if a clock was set back before it was sent."""
    latest = at.cum_max()
    return pl.when(latest - at <= _CLOCK_CHANGE).then(latest).otherwise(at)
