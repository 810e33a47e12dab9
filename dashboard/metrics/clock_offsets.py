"""How a group was exported: to the second or the minute, and whether the clocks of its exports agree."""

from collections.abc import Iterable, Mapping

import polars as pl

from parsers import Chat, clock_sentences

EXPORTED = pl.Schema(
    {
        "chat": pl.String,
        "resolution": pl.Enum(["minute", "second"]),
        "exports": pl.UInt32,
        "offset": pl.Enum(["none", "corrected", "not_compared", "unresolved"]),
        "offsets_said": pl.List(pl.String),
        "zone_said": pl.Boolean,
        "zone": pl.String,
    }
)


def exported(chats: Iterable[Chat], zones: Mapping[str, str]) -> pl.DataFrame:
    """EXPORTED: a row a chat.

    zones         by the chat's name, the time zone that the (first) exporting phone was said to be in
    exports       of the group, put together
    offset        unresolved where the clocks of two exports differ, or cannot be compared, and nobody said a zone;
                  not_compared where that cannot be, though a zone was said; corrected where one was off
    offsets_said  a sentence for each export whose clock does not agree with the first's
    """
    rows = [
        {
            "chat": chat.name,
            "resolution": chat.header.resolution,
            "exports": 1 + len(chat.clocks),
            "offset": _offset(chat, zone_said=chat.name in zones),
            "offsets_said": clock_sentences(chat.clocks),
            "zone_said": chat.name in zones,
            "zone": zones.get(chat.name),
        }
        for chat in chats
    ]
    return pl.DataFrame(rows, schema=EXPORTED)


def _offset(chat: Chat, *, zone_said: bool) -> str:
    """Their difference does not tell which of two clocks is right; but some minutes are no other zone's."""
    if not zone_said and not all(clock.sure and clock.of_one_zone for clock in chat.clocks):
        return "unresolved"
    if not all(clock.sure for clock in chat.clocks):
        return "not_compared"
    return "none" if all(clock.equal for clock in chat.clocks) else "corrected"
