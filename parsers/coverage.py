"""How much of a chat an export shows: where it begins, what may be missing from it, where it is silent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import cast

import polars as pl

from parsers.notices import YOU

CAPS = (40_000, 10_000)  # messages that WhatsApp exports at most: without media, with media (as reported)
_NEAR_CAP = 0.01
_SILENCE = timedelta(days=14)  # a shorter stretch without messages is nothing to speak of
_OPENING_NOTICES = 50  # before the first message of a chat there are a few
_SHARED_AT_MOST = 100  # messages that a new member is shown from before
_BEGINNINGS = ("created", "encrypted")


@dataclass(frozen=True)
class Silence:
    """A stretch without any message."""

    since: datetime  # the last message before it
    until: datetime  # the first message after it


@dataclass(frozen=True)
class Coverage:
    """How much of the chat an export shows."""

    first: datetime | None  # time of the earliest record; null: there is none
    last: datetime | None
    cut_start: bool  # neither the creation nor the encryption notice is among its first notices: mid-history
    disappearing: bool  # disappearing messages were set at some time: since then messages may be missing without trace
    shared_history: bool  # it begins with messages from before the exporter joined
    joined_at: datetime | None = None  # when the exporter joined; null: they were there from the first record on
    disappearing_set: tuple[datetime, ...] = ()  # every time that they were turned on, off, or given another duration
    privacy_set: tuple[datetime, ...] = ()  # every time that advanced chat privacy was turned on or off
    silence: Silence | None = None  # the longest stretch of at least 14 days without any message
    start_unknown: bool = False  # its first line is a notice in unknown words, perhaps the one that begins a chat
    cap: int | None = None  # its start is cut and it is about as long as WhatsApp exports at most: so many messages

    @property
    def exporting_off(self) -> bool | None:
        """Whether advanced chat privacy, which stops everybody from exporting, is on at the end.

        Notices tell when it changed and, in many languages, not to what. It begins off; so it is on after an odd
        number of changes, and unknown (null) where the export does not begin with the group.
        """
        whole = not self.cut_start and self.joined_at is None
        return bool(len(self.privacy_set) % 2) if whole or not self.privacy_set else None


def coverage_of(messages: pl.DataFrame, preamble: Sequence[str] = ()) -> Coverage:
    """How much of a chat MESSAGES, in the order of the file, shows.

    `preamble` holds what the lines without a date before the first record tell: "encrypted" where it is the notice
    that begins a chat, any other word ("truncated") where it is something else.
    """
    events = messages.select("kind", "event", "sent_at", "actor", "targets").with_row_index("place")
    events = events.filter(pl.col("event").is_not_null())
    times = messages["sent_at"].filter(messages["kind"] != "notice")
    opening = list(preamble) or _opening(messages)
    begun = [told in _BEGINNINGS for told in opening]
    cut_start = not (all(begun) if preamble else any(begun))
    shared, joined_at = _arrival(messages["kind"], events)
    disappearing_set = _times_of(events, "disappearing_changed")
    return Coverage(
        first=cast("datetime | None", messages["sent_at"].min()),
        last=cast("datetime | None", messages["sent_at"].max()),
        cut_start=cut_start,
        disappearing=bool(disappearing_set),
        shared_history=shared,
        joined_at=joined_at,
        disappearing_set=disappearing_set,
        privacy_set=_times_of(events, "privacy_changed"),
        silence=_longest_silence(times),
        cap=_cap(len(messages), len(times)) if cut_start and joined_at is None else None,
        start_unknown=cut_start and opening[:1] == ["other"],
    )


def _opening(messages: pl.DataFrame) -> list[str | None]:
    """The events of the notices before the first message."""
    events = messages["event"].head(_OPENING_NOTICES).cast(pl.String).to_list()
    return list(takewhile(lambda event: event is not None, events))


def _arrival(kinds: pl.Series, events: pl.DataFrame) -> tuple[bool, datetime | None]:
    """Whether messages from before the exporter's arrival were shared, and when they arrived.

    Somebody who was seen leaving, or of whom the export shows more than is ever shared, has come back.
    """
    by_you, to_you = pl.col("actor") == YOU, pl.col("targets").list.contains(YOU)
    mine = events.filter(
        (pl.col("event").is_in(["joined", "left"]) & by_you) | (pl.col("event").is_in(["added", "removed"]) & to_you)
    )
    for place, event, at in mine.head(1).select("place", "event", "sent_at").iter_rows():
        before = int((kinds.head(place) != "notice").sum())
        if event in ("joined", "added") and before <= _SHARED_AT_MOST:
            return before > 0, at
    return False, None


def _times_of(events: pl.DataFrame, event: str) -> tuple[datetime, ...]:
    return tuple(events.filter(pl.col("event") == event)["sent_at"].sort())


def _longest_silence(times: pl.Series) -> Silence | None:
    times = times if times.is_sorted() else times.sort()
    gaps = times.diff()
    place = gaps.arg_max()
    if place is None or gaps[place] < _SILENCE:
        return None
    return Silence(times[place - 1], times[place])


def _cap(records: int, messages: int) -> int | None:
    """The cap that the number of records, or of messages alone, is about at."""
    return next((cap for cap in CAPS if any(abs(n - cap) <= _NEAR_CAP * cap for n in (records, messages))), None)
