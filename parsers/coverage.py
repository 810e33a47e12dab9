"""How much of a chat an export shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

import polars as pl

from parsers.notices import YOU


@dataclass(frozen=True)
class Coverage:
    """How much of the chat an export shows."""

    first: datetime | None  # time of the earliest record; null: there is none
    last: datetime | None
    cut_start: bool  # the first record is neither the creation nor the encryption notice: it begins mid-history
    disappearing: bool  # disappearing messages were on at some time: older messages are missing without a trace
    shared_history: bool  # it begins with messages from before the exporter joined


def coverage_of(messages: pl.DataFrame) -> Coverage:
    """How much of a chat MESSAGES, in the order of the file, shows."""
    joined = (pl.col("event") == "joined") & (pl.col("actor") == YOU)
    added = (pl.col("event") == "added") & pl.col("targets").list.contains(YOU)
    arrivals = messages.with_row_index().filter(joined | added)["index"].head(1).to_list()
    return Coverage(
        first=cast("datetime | None", messages["sent_at"].min()),
        last=cast("datetime | None", messages["sent_at"].max()),
        cut_start=messages["event"].head(1).to_list() not in (["created"], ["encrypted"]),
        disappearing=bool((messages["event"] == "disappearing_changed").any()),
        shared_history=any((messages["kind"].head(arrival) != "notice").any() for arrival in arrivals),
    )
