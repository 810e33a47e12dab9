"""A member list or a head-count, copied from a group's info screen into a small table -> SNAPSHOTS, and back again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from parsers.errors import MembersError
from parsers.member_words import goes_on, named, unnamed
from parsers.schema import PROBLEMS, SNAPSHOTS, conform
from parsers.table import (
    Table,
    by_name,
    counts,
    day_first,
    days,
    problems,
    read_table,
    require,
    split_names,
)
from parsers.written import as_csv

COLUMNS = MappingProxyType(
    {
        "chat": ("group", "group name", "chat name", "whatsapp group"),
        "taken_on": ("taken", "date", "day", "counted on", "as of", "on"),
        "members": ("member count", "number of members", "head count", "people", "participants"),
        "admins": ("admin count", "number of admins"),
        "names": ("member names", "member list", "list"),
    }
)
COUNTED = frozenset({"members", "admins", "names"})
AND_OTHERS = "and others"  # how a list is written of which it is not known how many it leaves out
WHOLE_LIST = "In WhatsApp Web open the group's info, choose View all, and copy the whole list."
TWO_OF_ONE_NAME = "If two people have one name, add one to the number of members."
_NUMBER = "Write the number alone, such as 27, or leave the cell empty."


@dataclass(frozen=True)
class Members:
    """What was read of member lists and head-counts."""

    snapshots: pl.DataFrame  # SNAPSHOTS
    problems: pl.DataFrame  # PROBLEMS: what was left out, and what the lists themselves lack


def looks_like(header: Sequence[str]) -> bool:
    """A header with a group and its members, by number or by name, or its admins."""
    found = set(by_name(COLUMNS)(header))
    return "chat" in found and bool(found & COUNTED)


def read_members(data: bytes, file: str) -> Members:
    """SNAPSHOTS from chat, taken_on, members, admins, names (separated by ";"; may be empty: a head-count).

    Where only the names are given, `members` is their number: a list is taken to be the whole list. One that ends in
    "and 23 others" counts these too; of one that ends in "and others", "…" or the like `members` is null: there is at
    least one more. A name that stands twice counts once, as in a pasted list: it is far more often one person copied
    twice than two people of one name. Headings and buttons of the screen are no names.
    A row without a group, a date that can be read, or anything to count is left out; a number that cannot be read, or
    that is less than the names, is passed over. Each is a problem with its line.
    Raises EmptyFile, NotText, and MembersError for a table without the columns that are needed.
    """
    table = read_table(data, file, by_name(COLUMNS), MembersError)
    require(table, ("chat", "taken_on"), MembersError, "A member list")
    if not COUNTED & set(table.rows.columns):
        require(table, ("members",), MembersError, "A member list")
    raw = conform(table.rows, pl.Schema({"line": pl.UInt32} | dict.fromkeys(COLUMNS, pl.String)))
    cells = raw.with_columns(split_names("names"))
    listed = pl.col("names").list.eval(named(pl.element())).list.drop_nulls()
    read = cells.select(
        "line",
        "chat",
        days("taken_on", day_first=day_first(raw["taken_on"])).alias("taken_on"),
        *(counts(number).alias(number) for number in ("members", "admins")),
        *(pl.col(number).is_not_null().alias(f"said_{number}") for number in ("members", "admins")),
        names=listed.list.unique(maintain_order=True),
        places=listed.list.n_unique(),
        twice=listed.list.len() - listed.list.n_unique(),
        others=pl.col("names").list.eval(unnamed(pl.element())).list.sum(),
        goes_on=pl.col("names").list.eval(goes_on(pl.element())).list.any(),
    )
    taken = read.with_columns(members=_members())
    usable = taken.filter(~pl.any_horizontal(_unusable().values()))
    return Members(
        conform(usable.select(SNAPSHOTS.names()), SNAPSHOTS), pl.concat(_problems(table, read, taken)).sort("line")
    )


def _members() -> pl.Expr:
    """The number that is said, no less than the names; else that of the list, null where it does not say how many.

    Of a list that goes on, a number that leaves room for nobody else cannot be right.
    """
    counted = pl.col("places") + pl.col("others")
    room = ~pl.col("goes_on") | (pl.col("members") > pl.col("places"))
    return (
        pl.when(pl.col("members").is_not_null() & room)
        .then(pl.max_horizontal("members", "places"))
        .when((counted > 0) & ~pl.col("goes_on"))
        .then(counted)
    )


def write_members(snapshots: pl.DataFrame) -> bytes:
    """SNAPSHOTS as the CSV table that `read_members` reads; no cell is a formula to a spreadsheet.

    A ";" inside a name becomes the full-width one, as ";" parts the names. Names without a number end in "and others".
    """
    names = pl.col("names").list.eval(pl.element().str.replace_all(";", "；"))
    goes_on = pl.col("members").is_null() & (pl.col("names").list.len() > 0)
    ended = pl.when(goes_on).then(pl.concat_list(names, pl.lit(AND_OTHERS))).otherwise(names)
    return as_csv(snapshots.with_columns(names=ended))


def _unusable() -> dict[str, pl.Expr]:
    """What is wrong with rows that cannot be used, in the order in which it is said; one thing is said of a row."""
    nothing = pl.all_horizontal(pl.col("members", "admins").is_null()) & (pl.col("places") + pl.col("others") == 0)
    wrong = {"chat": pl.col("chat").is_null(), "taken_on": pl.col("taken_on").is_null(), "nothing": nothing}
    earlier = pl.lit(False)
    first: dict[str, pl.Expr] = {}
    for name, expression in wrong.items():
        first |= {name: expression & ~earlier}
        earlier |= expression
    return first


def _problems(table: Table, read: pl.DataFrame, taken: pl.DataFrame) -> Iterable[pl.DataFrame]:
    """PROBLEMS of a table; `read` is as it was written, `taken` with what was counted."""
    unusable = _unusable()
    usable = ~pl.any_horizontal(unusable.values())

    def said(rows: pl.DataFrame, wrong: pl.Expr, problem: str, remedy: str) -> pl.DataFrame:
        return problems(table.file, rows.filter(wrong)["line"], problem, remedy)

    yield pl.DataFrame(schema=PROBLEMS)
    yield problems(
        table.file,
        table.too_wide,
        "The row has more cells than the header, so it is left out.",
        'Put cells that hold the delimiter between " marks; names are separated by ";".',
    )
    for name, problem, remedy in (
        ("chat", "No group is named, so the row is left out.", "Write the group's name as it stands in WhatsApp."),
        ("taken_on", "The date cannot be read, so the row is left out.", "Write it as 2026-03-27."),
        (
            "nothing",
            "There is neither a number nor a name, so the row is left out.",
            "Fill in the number of members or admins, or the names, or delete the row.",
        ),
    ):
        yield said(taken, unusable[name], problem, remedy)
    for number, what in (("members", "The number of members"), ("admins", "The number of admins")):
        unread = pl.col(number).is_null() & pl.col(f"said_{number}")
        yield said(taken.with_columns(read[number]), unread & usable, f"{what} cannot be read.", _NUMBER)
    fewer = (pl.col("members") < pl.col("places")).fill_null(False)
    yield said(
        read,
        fewer & usable,
        "The number of members is less than the number of names; the names were counted.",
        "Correct the number, or leave the cell empty.",
    )
    yield said(
        taken,
        (pl.col("others") > 0) & usable,
        "The list stops before its end; those whom it does not name are counted.",
        WHOLE_LIST,
    )
    yield said(
        taken,
        pl.col("goes_on") & pl.col("members").is_null() & usable,
        "The list stops before its end and does not say how many it leaves out, so nobody is missing by it.",
        WHOLE_LIST,
    )
    yield said(
        taken,
        (pl.col("twice") > 0) & usable,
        "A name stands twice and was counted once.",
        TWO_OF_ONE_NAME,
    )
