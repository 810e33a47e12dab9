"""A school's lists of families -> ROSTER: one guardian a row (long), one child a row (wide), or numbers alone (count).

`read_roster` says what one file says; `together` makes families and classes of all that are used.

Only the columns that parsers/rosters/headings knows are ever loaded: no date of birth, address, medical or court note,
whatever the file holds. Contacts who are there in their work (a social worker, a doctor, a childminder) are not loaded
either; grandparents, neighbours and friends are, with their relation, but they make no one family of two.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import polars as pl

from parsers.columns import MEANINGS, Column
from parsers.errors import RosterError
from parsers.rosters.cells import NEAR, read_cells
from parsers.rosters.class_names import class_key
from parsers.rosters.families import COUNTED, SIZES, Families, families
from parsers.rosters.faults import (
    BACKWARDS,
    NOBODY,
    NOTHING_TO_DO,
    found,
    of_cells,
    of_filling,
    of_people,
    of_phones,
    of_repeats,
    of_table,
    of_two_people,
    said,
)
from parsers.rosters.headings import cell_words, folded
from parsers.rosters.naming import naming, refuse_unknown, relations, understood
from parsers.rosters.oneroster import is_oneroster, read_oneroster
from parsers.rosters.phones import numbers
from parsers.rosters.rows import emptied, filled, one_guardian_a_row, slots
from parsers.schema import ROSTER, conform
from parsers.table import Table, counts, key, read_table, require

__all__ = [
    "MEANINGS",
    "SIZES",
    "Column",
    "Families",
    "Roster",
    "is_oneroster",
    "looks_like",
    "naming",
    "read_roster",
    "together",
]

Shape = Literal["long", "wide", "count"]

DEFAULT_REGION = "GB"
PERSONAL = frozenset({"family", "child", "child first", "child last", "guardian", "first", "last", "phone"})
WHOLE_SCHOOL = ("all", "whole school", "school")  # beside the words for a total


# What a row says of one guardian of one child, in ROSTER's types, its class as written; and how that file was read.
ROWS = pl.Schema(
    {"file": pl.String, "line": pl.UInt32} | ROSTER | {"near": NEAR, "person": pl.String, "row_is_child": pl.Boolean}
)


@dataclass(frozen=True)
class Roster:
    """What one roster file says; what several say together, `together` tells.

    rows      ROWS, in the file's order; empty where the file only counts
    counted   file, line, class, families: as the file counts them; empty where it names them
    problems  PROBLEMS; a remedy that begins "Nothing to do" says only how the file was read
    columns   every column of the file in order, and what it was taken for; () for OneRoster, whose columns are fixed
    """

    rows: pl.DataFrame
    counted: pl.DataFrame
    problems: pl.DataFrame
    shape: Shape
    columns: tuple[Column, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether no column that is loaded had to be guessed."""
        return all(column.certain for column in self.columns if column.meaning is not None)


def looks_like(header: Sequence[str]) -> bool:
    """A header with two things that a roster has, the class or not: its absence is an error worth a sentence."""
    kinds = {(name or "").partition("/")[0] for name in naming(header)} - {"first", "last", "child last"}
    if "answer" in map(key, header):  # people.csv names families too
        return False
    return bool(kinds & PERSONAL or "families" in kinds) and len(kinds & (PERSONAL | {"class", "families"})) > 1


def read_roster(
    data: bytes, file: str, *, region: str | None = None, columns: Mapping[str, str] | None = None
) -> Roster:
    """The roster of a CSV file, a workbook (.xlsx) or a OneRoster zip.

    `region` reads phones without a country code and dates such as 03/09/2025; where nobody has said where the school
    is, they are read as in DEFAULT_REGION, and it is said how many there were. `columns` is what a person says that
    headings mean (heading, as Column has it -> a key of MEANINGS, or "" for a column that is not to be loaded).

    A cell that cannot be read is a row of `problems`, and null (or current, or guardian); the row stays.
    Left out, with a problem: a row without a class, with nobody in it, with more cells than the header, a total, the
    header again. Said: contacts and classes filled in from the row above. A cell that says "n/a" is empty.

    Raises EmptyFile, NotText, and RosterError where no column is a class or none names or counts families, where a
    meaning is none of ours, or where a zip is no whole OneRoster.
    """
    if is_oneroster(data):
        raw, problems = read_oneroster(data, file)
        return _people(file, raw, region, problems, shape="long", row_is_child=True)
    chosen = columns or {}

    def named(header: Sequence[str]) -> tuple[str | None, ...]:
        refuse_unknown(chosen, header, file)
        return naming(header, chosen)

    table = read_table(data, file, named, RosterError)
    meanings = understood(table.header, chosen)
    kinds = {name.partition("/")[0] for name in table.rows.columns}
    require(table, ("class",), RosterError, "A roster")
    if not kinds & (PERSONAL | {"families"}):
        require(table, ("family", "child", "guardian"), RosterError, "A roster")
    meant = replace(table, rows=emptied(table.rows))
    return _named(meant, region, meanings) if kinds & PERSONAL else _counted(meant, meanings)


def together(rosters: Sequence[Roster], classes: Sequence[str] = ()) -> Families:
    """The families of all rosters that are used, as parsers/rosters/households.py tells them; `classes`: names whose
    spelling goes before that of the rosters. The order in which the rosters are given plays no part."""
    rows = pl.concat([pl.DataFrame(schema=ROWS), *(roster.rows for roster in rosters)])
    counted = pl.concat([pl.DataFrame(schema=COUNTED), *(roster.counted for roster in rosters)])
    return families(rows, counted, classes)


# --- numbers alone ----------------------------------------------------------------------------------------------------


def _counted(table: Table, columns: tuple[Column, ...]) -> Roster:
    totals = {*cell_words("total"), *WHOLE_SCHOOL}
    names = table.rows["class"].drop_nulls().unique()
    sums = [name for name in names if folded(name) in totals]
    keys = {name: class_key(name) for name in names}
    rows = table.rows.with_columns(
        counts("families").alias("count"),
        pl.col("class").is_in(sums).alias("total"),
        pl.col("class").replace_strict(keys, default=None, return_dtype=pl.String).alias("key"),
    )
    number = "Write the number alone, such as 27."
    again = pl.col("key").is_not_null() & ~pl.col("key").is_first_distinct()
    problems = [
        found(table.file, rows, wrong, problem, remedy)
        for wrong, problem, remedy in (
            (pl.col("class").is_null(), "The row names no class.", "Write the class on every row."),
            (pl.col("total"), "A total is not a class; the row is left out.", f"{NOTHING_TO_DO}."),
            (pl.col("count").is_null(), "The number of families cannot be read.", number),
            (again, "This class has a number already; the first counts.", "Keep one row."),
        )
    ]
    kept = rows.drop_nulls(["class", "count"]).filter(~pl.col("total"))
    return Roster(
        rows=pl.DataFrame(schema=ROWS),
        counted=conform(kept.select("line", "class", file=pl.lit(table.file), families="count"), COUNTED),
        problems=said([*of_table(table), *problems]),
        shape="count",
        columns=columns,
    )


# --- guardians and children -------------------------------------------------------------------------------------------


def _named(table: Table, region: str | None, columns: tuple[Column, ...]) -> Roster:
    whole = filled(table.rows)
    told = relations(table.header, [column.meaning for column in columns])
    raw = one_guardian_a_row(whole.rows, told)
    problems = [*of_table(table), *of_filling(table.file, whole), of_repeats(table)]
    shape: Shape = "wide" if len(slots(table.rows)) > 1 else "long"
    return _people(table.file, raw, region, problems, shape=shape, row_is_child=shape == "wide", columns=columns)


def _people(
    file: str,
    raw: pl.DataFrame,
    region: str | None,
    problems: Sequence[pl.DataFrame],
    *,
    shape: Shape,
    row_is_child: bool,
    columns: tuple[Column, ...] = (),
) -> Roster:
    where = region or DEFAULT_REGION
    phones = numbers(raw["phone"], where)
    read = read_cells(raw, phones, where)
    placed = read.filter(pl.col("class").is_not_null() & ~NOBODY).with_columns(
        pl.when(BACKWARDS.fill_null(False)).then(None).otherwise("starts").alias("starts"),
        file=pl.lit(file),
        row_is_child=pl.lit(row_is_child),
    )
    return Roster(
        rows=conform(placed.select(ROWS.names()), ROWS),
        counted=pl.DataFrame(schema=COUNTED),
        problems=said(
            [
                *problems,
                *of_cells(file, raw, read),
                of_two_people(file, raw),
                *of_phones(file, raw, phones, assumed=None if region else DEFAULT_REGION),
                *of_people(file, placed),
            ]
        ),
        shape=shape,
        columns=columns,
    )
