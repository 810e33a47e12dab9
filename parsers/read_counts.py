"""What a sender read off the *Message info* screen of an announcement: a small table -> READ_COUNTS, and back again."""

from collections.abc import Sequence
from types import MappingProxyType

import polars as pl
import polars.selectors as cs

from parsers.errors import ReadCountsError
from parsers.schema import READ_COUNTS, conform
from parsers.table import by_name, counts, day_first, day_of, read_table, refuse, refuse_too_wide, require, times
from parsers.written import as_csv

COLUMNS = MappingProxyType(
    {
        "chat": ("group", "group name", "chat name", "whatsapp group"),
        "sent_at": ("sent", "posted", "posted at"),
        "taken_at": ("taken", "looked at", "counted at", "as of"),
        "delivered": ("delivered to",),
        "read": ("read by", "seen", "seen by"),
    }
)


def looks_like(header: Sequence[str]) -> bool:
    """A header with the time of a message and by how many it was read."""
    return {"sent_at", "read"} <= set(by_name(COLUMNS)(header))


def read_read_counts(data: bytes, file: str) -> pl.DataFrame:
    """READ_COUNTS from chat, sent_at, taken_at, delivered (may be missing), read; times as the phone showed them.

    Raises EmptyFile, NotText and ReadCountsError: a wrong count would be a wrong bound, so nothing is read.
    """
    table = read_table(data, file, by_name(COLUMNS), ReadCountsError)
    require(table, ("chat", "sent_at", "taken_at", "read"), ReadCountsError, "A table of read counts")
    refuse_too_wide(table, ReadCountsError)
    raw = conform(table.rows, pl.Schema({"line": pl.UInt32} | dict.fromkeys(COLUMNS, pl.String)))
    order = day_first(day_of(pl.concat([raw["sent_at"], raw["taken_at"]])))
    read = raw.select(
        "line",
        "chat",
        times("sent_at", day_first=order).alias("sent_at"),
        times("taken_at", day_first=order).alias("taken_at"),
        counts("delivered").alias("delivered"),
        counts("read").alias("read"),
    )
    time, number = "Write it as 2026-07-10 18:05.", "Write the number alone, such as 112."
    for wrong, problem, remedy in (
        (pl.col("chat").is_null(), "no group is named.", "Write the group's name as it stands in WhatsApp."),
        (pl.col("sent_at").is_null(), "the time of the announcement cannot be read.", time),
        (pl.col("taken_at").is_null(), "the time of the count cannot be read.", time),
        (pl.col("taken_at") < pl.col("sent_at"), "the count is older than the announcement.", "Correct the times."),
        (raw["delivered"].is_not_null() & read["delivered"].is_null(), "the delivered count cannot be read.", number),
        (pl.col("read").is_null(), "the read count cannot be read.", number),
    ):
        refuse(table, read, wrong, ReadCountsError, problem, remedy)
    return conform(read.drop("line"), READ_COUNTS)


def write_read_counts(read_counts: pl.DataFrame) -> bytes:
    """The read_counts.csv that `read_read_counts` reads back as these READ_COUNTS, to the second."""
    written = conform(read_counts, READ_COUNTS)
    return as_csv(written.with_columns(cs.datetime().dt.strftime("%Y-%m-%d %H:%M:%S")))
