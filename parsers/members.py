"""A member list or a head-count, copied from a group's info screen into a small table -> SNAPSHOTS."""

from collections.abc import Sequence
from types import MappingProxyType

import polars as pl

from parsers.errors import MembersError
from parsers.schema import SNAPSHOTS, conform
from parsers.table import (
    by_name,
    counts,
    day_first,
    days,
    read_table,
    refuse,
    refuse_too_wide,
    require,
    split_names,
)

COLUMNS = MappingProxyType(
    {
        "chat": ("group", "group name", "chat name", "whatsapp group"),
        "taken_on": ("taken", "date", "day", "counted on", "as of", "on"),
        "members": ("member count", "number of members", "head count", "people", "participants"),
        "admins": ("admin count", "number of admins"),
        "names": ("member names", "member list", "list"),
    }
)


def looks_like(header: Sequence[str]) -> bool:
    """A header with a group and its members, by number or by name."""
    found = set(by_name(COLUMNS)(header))
    return "chat" in found and bool(found & {"members", "names"})


def read_members(data: bytes, file: str) -> pl.DataFrame:
    """SNAPSHOTS from chat, taken_on, members, admins, names (separated by ";"; may be empty: a head-count).

    Where only the names are given, `members` is their number: a list is taken to be the whole list.
    Raises EmptyFile, NotText and MembersError: one wrong line counts the group wrongly, so nothing is read.
    """
    table = read_table(data, file, by_name(COLUMNS), MembersError)
    require(table, ("chat", "taken_on"), MembersError, "A member list")
    if not {"members", "names"} & set(table.rows.columns):
        require(table, ("members",), MembersError, "A member list")
    refuse_too_wide(table, MembersError)
    raw = conform(table.rows, pl.Schema({"line": pl.UInt32} | dict.fromkeys(COLUMNS, pl.String)))
    read = raw.select(
        "line",
        "chat",
        days("taken_on", day_first=day_first(raw["taken_on"])).alias("taken_on"),
        counts("members").alias("members"),
        counts("admins").alias("admins"),
        split_names("names").alias("names"),
    )
    number = "Write the number alone, such as 27, or leave the cell empty."
    for wrong, problem, remedy in (
        (pl.col("chat").is_null(), "no group is named.", "Write the group's name as it stands in WhatsApp."),
        (pl.col("taken_on").is_null(), "the date cannot be read.", "Write it as 2026-03-27."),
        (raw["members"].is_not_null() & read["members"].is_null(), "the number of members cannot be read.", number),
        (raw["admins"].is_not_null() & read["admins"].is_null(), "the number of admins cannot be read.", number),
        (
            pl.col("members").is_null() & (pl.col("names").list.len() == 0),
            "neither a number of members nor names.",
            "Fill in one of the two, or delete the row.",
        ),
    ):
        refuse(table, read, wrong, MembersError, problem, remedy)
    listed = pl.when(pl.col("names").list.len() > 0).then(pl.col("names").list.len())
    return conform(read.drop("line").with_columns(pl.coalesce("members", listed)), SNAPSHOTS)
