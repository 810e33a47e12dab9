"""Several exports of one group -> one Chat: nothing counted twice, nothing lost.

Two phones differ in clock (by a constant), in resolution, in names (a contact, a push name, a number), in what was
edited or deleted when they exported, and in whether they are told that somebody left. So messages are matched by
time, then by text or kind, then by the order in which they stand; never by a hash of the text alone.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import reduce
from typing import cast

import polars as pl

from parsers.chat import Chat
from parsers.coverage import Coverage
from parsers.notices import YOU
from parsers.schema import MESSAGES, conform

_LARGEST_OFFSET = timedelta(hours=26)  # between the two ends of the world
_SLACK_MINUTES = (0, -1, 1)  # minutes are cut off, not rounded, and an offset may have seconds
_NUMBER = re.compile(r"[+\d][\d\s().-]+")
_ONCE_IN_A_GROUP = ("created", "encrypted")  # whatever time each phone gives them
_CONTENT = ("line", "kind", "text", "media", "edited", "options")  # what may change after a message is sent
_PAIRS = pl.Schema({"id": pl.UInt32, "id_right": pl.UInt32})


def merge_chats(chats: Sequence[Chat]) -> Chat:
    """One Chat out of several exports of the same group; a single one is returned as it is.

    Times are on the clock of the first export given; header.reason says how far the others were off. Of a message in
    several exports the latest export's version counts (edited, deleted, votes), with the finest time and the most
    exact kind of media. A sender has the name of the first export given, unless that is a number and another export
    has a name. Notices are one if event, people and time agree. An exporter's "You" becomes the name that another
    export has for it, where that can be told. In order of time; problems of all; the start is cut only if every
    export's is. Raises ValueError for no chats.
    """
    if not chats:
        raise ValueError("There is nothing to merge.")
    distinct = [c for i, c in enumerate(chats) if not any(c.messages.equals(other.messages) for other in chats[:i])]
    problems = pl.concat([chat.problems for chat in chats])
    first, *others = distinct
    if not others:
        return replace(first, problems=problems)
    sources = [_source(chat, number) for number, chat in enumerate(distinct)]
    offsets = [clock_offset(sources[0], source) for source in sources[1:]]
    merged = reduce(_merged, map(_shifted, sources, [timedelta(0), *offsets]))
    messages = merged.with_columns(
        chat=pl.lit(first.name),
        actor=_plain_you(pl.col("actor")),
        targets=pl.col("targets").list.eval(_plain_you(pl.element())),
    )
    header = replace(
        first.header,
        resolution="second" if all(chat.header.resolution == "second" for chat in distinct) else "minute",
        ambiguous=any(chat.header.ambiguous for chat in distinct),
        reason=" ".join([first.header.reason, *_clock_sentences(offsets)]),
    )
    messages = conform(messages.select(MESSAGES.names()), MESSAGES)
    return Chat(first.name, messages, problems, header, _coverage(distinct, messages))


def _coverage(chats: Sequence[Chat], messages: pl.DataFrame) -> Coverage:
    return Coverage(
        first=cast("datetime | None", messages["sent_at"].min()),
        last=cast("datetime | None", messages["sent_at"].max()),
        cut_start=all(chat.coverage.cut_start for chat in chats),
        disappearing=any(chat.coverage.disappearing for chat in chats),
        shared_history=all(chat.coverage.shared_history for chat in chats),
    )


def _clock_sentences(offsets: Iterable[timedelta]) -> list[str]:
    return [
        f"The clock of export {number} of this group runs {_in_words(offset)}, which was corrected."
        for number, offset in enumerate(offsets, 2)
        if offset
    ]


def _in_words(offset: timedelta) -> str:
    minutes, seconds = divmod(int(abs(offset).total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{count} {unit}" for count, unit in ((hours, "h"), (minutes, "min"), (seconds, "s")) if count]
    return f"{' '.join(parts)} {'behind' if offset > timedelta(0) else 'ahead'}"


# Sources ---------------------------------------------------------------------------------------------------------


def _source(chat: Chat, number: int) -> pl.DataFrame:
    """MESSAGES with as_of (how late the export is) and fine (its times have seconds); every "You" is another."""
    mine = f"{YOU}\0{number}"
    return chat.messages.with_columns(
        actor=pl.col("actor").replace(YOU, mine),
        targets=pl.col("targets").list.eval(pl.element().replace(YOU, mine)),
        as_of=pl.lit(chat.coverage.last, dtype=pl.Datetime("ms")),
        fine=pl.lit(chat.header.resolution == "second"),
    )


def _plain_you(name: pl.Expr) -> pl.Expr:
    return pl.when(name.str.starts_with(f"{YOU}\0")).then(pl.lit(YOU)).otherwise(name)


def _shifted(source: pl.DataFrame, offset: timedelta) -> pl.DataFrame:
    return source.with_columns(pl.col("sent_at", "as_of") + offset)


def clock_offset(here: pl.DataFrame, there: pl.DataFrame) -> timedelta:
    """What to add to the times of `there` to be on the clock of `here` (MESSAGES with a column fine).

    The modal difference between texts that stand exactly once in both; zero where they share none.
    """
    unit = "1s" if here["fine"].any() and there["fine"].any() else "1m"
    differences = (
        _said_once(here)
        .join(_said_once(there), on="text", suffix="_there")
        .select(difference=pl.col("sent_at").dt.truncate(unit) - pl.col("sent_at_there").dt.truncate(unit))
        .filter(pl.col("difference").abs() <= _LARGEST_OFFSET)
        .group_by("difference")
        .len()
        .sort(-pl.col("len").cast(pl.Int64), pl.col("difference").abs())
    )
    return cast("timedelta", differences["difference"][0]) if len(differences) else timedelta(0)


def _said_once(source: pl.DataFrame) -> pl.DataFrame:
    texts = source.filter((pl.col("kind") == "text") & ~pl.col("edited"))
    return texts.filter(pl.col("text").is_unique()).select("text", "sent_at", "sender")


# Two sources on one clock become one -----------------------------------------------------------------------------


def _merged(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """In order of time; within one time the rows that only `right` has follow what they follow there."""
    names, names_right = _names(left, right)
    left, right = _renamed(left, names).with_row_index("id"), _renamed(right, names_right).with_row_index("id")
    pairs = pl.concat([_message_pairs(left, right), _notice_pairs(left, right)])
    both = _joined(left, right, pairs).with_columns(place=pl.col("id"), turn=pl.lit(0, dtype=pl.UInt32))
    place = right.select("id").join(pairs, left_on="id", right_on="id_right", how="left", maintain_order="left")
    added = (
        right.with_columns(place=place["id_right"].forward_fill().fill_null(0), turn=pl.col("id") + 1)
        .join(pairs, left_on="id", right_on="id_right", how="anti")
        .select(both.columns)
    )
    return pl.concat([both, added]).sort("sent_at", "place", "turn").drop("id", "place", "turn")


def _joined(left: pl.DataFrame, right: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """The rows of `left`; of a pair the later export's content, the finer time and the more exact kind of media."""
    both = left.join(pairs, on="id", how="left", maintain_order="left").join(
        right, left_on="id_right", right_on="id", how="left", suffix="_right", maintain_order="left"
    )
    notice = pl.col("kind") == "notice"
    later = (pl.col("as_of_right") >= pl.col("as_of")) & ~notice
    actor = pl.when(notice).then(pl.coalesce("actor", "actor_right")).when(later).then("actor_right").otherwise("actor")
    earliest = pl.when(pl.col("event").is_in(_ONCE_IN_A_GROUP)).then(pl.min_horizontal("sent_at", "sent_at_right"))
    finer = pl.when(pl.col("fine_right") & ~pl.col("fine")).then("sent_at_right").otherwise("sent_at")
    exact = pl.coalesce(pl.when(pl.col(name) != "unknown").then(name) for name in ("media_right", "media"))
    someone = pl.when(pl.col("targets").list.len() == 0).then("targets_right")
    return (
        both.with_columns(
            *(pl.when(later).then(f"{column}_right").otherwise(column).alias(column) for column in _CONTENT),
            sent_at=pl.coalesce(earliest, finer),
            route=pl.coalesce("route", "route_right"),
            actor=actor,
            targets=pl.coalesce(someone, "targets"),
            as_of=pl.max_horizontal("as_of", "as_of_right"),
            fine=pl.any_horizontal("fine", "fine_right"),
            exact=exact,
        )
        .with_columns(
            media=pl.when(pl.col("media") == "unknown").then(pl.coalesce("exact", "media")).otherwise("media")
        )
        .select(left.columns)
    )


# Which rows are one ----------------------------------------------------------------------------------------------


def _message_pairs(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Columns id, id_right of messages that are one: same sender, time and text; both media; one of them altered."""
    left, right = (
        rows.filter(pl.col("kind") != "notice").with_columns(
            is_media=pl.col("media").is_not_null(), altered=(pl.col("kind") == "deleted") | pl.col("edited")
        )
        for rows in (left, right)
    )
    strangers = ~pl.col("sender").is_in(set(left["sender"]) & set(right["sender"]))
    special = ~pl.col("is_media") & (pl.col("kind") != "text")
    steps = [
        (["sender", "text", "is_media"], pl.lit(True), pl.lit(True)),
        (["sender"], pl.col("is_media"), pl.col("is_media")),
        (["sender", "kind"], special, special),
        (["sender"], pl.col("altered"), pl.lit(True)),
        (["sender"], pl.lit(True), pl.col("altered")),
        (["text"], strangers, strangers),
    ]
    return _in_steps(left, right, steps)


def _notice_pairs(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Columns id, id_right of notices that are one: same event, time and people, as far as both name them."""
    left, right = (
        rows.filter(pl.col("kind") == "notice").with_columns(
            people=pl.col("targets").list.sort().list.join("\0"), nobody=pl.col("actor").is_null()
        )
        for rows in (left, right)
    )
    once = pl.col("event").is_in(_ONCE_IN_A_GROUP)
    whenever = pl.lit(datetime.min, dtype=pl.Datetime("ms"))
    timeless = [rows.filter(once).with_columns(sent_at=whenever) for rows in (left, right)]
    timed = [rows.filter(~once) for rows in (left, right)]
    everything = pl.lit(True)
    steps = [
        (["event", "actor", "people"], everything, everything),
        (["event", "people"], pl.col("nobody"), everything),
        (["event", "people"], everything, pl.col("nobody")),
    ]
    once_each = [(["event"], everything, everything)]
    return pl.concat([_in_steps(timeless[0], timeless[1], once_each), _in_steps(timed[0], timed[1], steps)])


def _in_steps(
    left: pl.DataFrame, right: pl.DataFrame, steps: Sequence[tuple[list[str], pl.Expr, pl.Expr]]
) -> pl.DataFrame:
    """Pairs found by each step (equal columns, which rows of each side) among what the steps before left over."""
    pairs = _PAIRS.to_frame()
    for columns, of_left, of_right in steps:
        for minutes in _SLACK_MINUTES:
            free = left.join(pairs, on="id", how="anti", maintain_order="left").filter(of_left)
            free_right = right.join(pairs, left_on="id", right_on="id_right", how="anti", maintain_order="left")
            pairs = pl.concat([pairs, _paired(free, free_right.filter(of_right), columns, minutes)])
    return pairs


def _paired(left: pl.DataFrame, right: pl.DataFrame, columns: list[str], minutes: int) -> pl.DataFrame:
    """The first of one side with the first of the other, and so on, within equal columns and minute."""
    minute = pl.col("sent_at").dt.truncate("1m")
    keyed = left.select("id", *columns, minute=minute)
    keyed_right = right.select("id", *columns, minute=minute + pl.duration(minutes=minutes))
    keys = [*columns, "minute"]
    turn = pl.int_range(pl.len()).over(keys).alias("turn")
    found = keyed.with_columns(turn).join(keyed_right.with_columns(turn), on=[*keys, "turn"], nulls_equal=True)
    return found.select("id", "id_right")


# Which names are one person --------------------------------------------------------------------------------------


def _names(left: pl.DataFrame, right: pl.DataFrame) -> tuple[dict[str, str], dict[str, str]]:
    """What to call people instead, in either source, so that one person has one name.

    Evidence is the same text at the same time, and a notice that nothing else of its kind is near; a name goes with
    the one that it goes with most often. Of two names for a person the left one stays, unless the right one says more.
    """
    seen = (
        pl.concat([_by_messages(left, right), _by_notices(left, right)])
        .drop_nulls()
        .group_by("name", "name_right")
        .len()
        .sort(-pl.col("len").cast(pl.Int64), pl.col("name") != pl.col("name_right"), "name", "name_right")
    )
    partner = dict(seen.unique("name_right", keep="first", maintain_order=True).select("name_right", "name").rows())
    partner_right = dict(seen.unique("name", keep="first", maintain_order=True).select("name", "name_right").rows())
    names_right = {theirs: max(ours, theirs, key=_says) for theirs, ours in partner.items()}
    names_right = _same_numbers(left, right) | names_right
    better = ((ours, theirs) for ours, theirs in partner_right.items() if _says(ours) < _says(theirs))
    names = {ours: names_right.get(theirs, theirs) for ours, theirs in better}
    return names, names_right


def _same_numbers(left: pl.DataFrame, right: pl.DataFrame) -> dict[str, str]:
    """Numbers of the right that the left writes with other spaces, as the left writes them."""
    ours = {re.sub(r"\D", "", name): name for name in _everybody(left) if _NUMBER.fullmatch(name)}
    theirs = {name: ours.get(re.sub(r"\D", "", name)) for name in _everybody(right) if _NUMBER.fullmatch(name)}
    return {name: number for name, number in theirs.items() if number}


def _everybody(rows: pl.DataFrame) -> set[str]:
    named = pl.concat([rows["sender"], rows["actor"], rows["targets"].explode(empty_as_null=False)])
    return set(named.drop_nulls())


def _says(name: str) -> int:
    """How much a name tells: an exporter's You nothing, a number something, a name most."""
    return 0 if name.startswith(f"{YOU}\0") else 1 if _NUMBER.fullmatch(name) else 2


def _by_messages(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    apart = (pl.col("sent_at") - pl.col("sent_at_right")).abs()
    same = _said_once(left).join(_said_once(right), on="text").filter(apart < timedelta(minutes=2))
    return same.select(name="sender", name_right="sender_right")


def _by_notices(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    same = _alone(left).join(_alone(right), on=["event", "minute", "count"])
    actors = same.select(name="actor", name_right="actor_right")
    targets = same.select(name="targets", name_right="targets_right").explode("name", "name_right", empty_as_null=False)
    return pl.concat([actors, targets])


def _alone(rows: pl.DataFrame) -> pl.DataFrame:
    """Notices that no other of the same event shares a minute with."""
    minute = pl.col("sent_at").dt.truncate("1m")
    notices = rows.filter((pl.col("kind") == "notice") & ~pl.col("event").is_in(_ONCE_IN_A_GROUP))
    alone = notices.select("event", "actor", "targets", minute=minute, count=pl.col("targets").list.len())
    return alone.filter(pl.struct("event", "minute").is_unique())


def _renamed(rows: pl.DataFrame, names: dict[str, str]) -> pl.DataFrame:
    return rows.with_columns(
        pl.col("sender", "actor").replace(names), targets=pl.col("targets").list.eval(pl.element().replace(names))
    )
