"""A school's list of families -> ROSTER: one guardian a row (long), one child a row (wide), or numbers alone (count).

Only the columns that roster_columns knows are ever loaded: no date of birth, address, medical or court note, whatever
the file holds. Contacts who are there in their work (a social worker, a doctor, a childminder) are not loaded either;
grandparents, neighbours and friends are, with their relation, but they make no one family of two.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from parsers.columns import MEANINGS, Column
from parsers.errors import RosterError
from parsers.rosters.cells import read_cells
from parsers.rosters.class_names import one_spelling
from parsers.rosters.faults import (
    BACKWARDS,
    NOBODY,
    NOTHING_TO_DO,
    found,
    note,
    of_cells,
    of_filling,
    of_phones,
    of_spellings,
    of_table,
    of_two_people,
    said,
)
from parsers.rosters.headings import cell_words, folded
from parsers.rosters.households import with_families
from parsers.rosters.naming import naming, refuse_unknown, relations, understood
from parsers.rosters.oneroster import is_oneroster, read_oneroster
from parsers.rosters.phones import numbers
from parsers.rosters.rows import filled, one_guardian_a_row, slots
from parsers.schema import ROSTER, conform
from parsers.table import Table, counts, headers, key, read_table, require

__all__ = ["MEANINGS", "SIZES", "Column", "Roster", "columns_of", "is_oneroster", "looks_like", "naming", "read_roster"]

Shape = Literal["long", "wide", "count"]

DEFAULT_REGION = "GB"
SIZES = pl.Schema({"class": pl.String, "families": pl.UInt32})
PERSONAL = frozenset({"family", "child", "child first", "child last", "guardian", "first", "last", "phone"})
WHOLE_SCHOOL = ("all", "whole school", "school")  # beside the words for a total


@dataclass(frozen=True)
class Roster:
    """What a roster file says.

    people    ROSTER, in the file's order; empty where the file only counts
    sizes     class, families: families on roll without a last day in the class, staff left out
    problems  PROBLEMS; a remedy that begins "Nothing to do" says only how the file was read
    columns   every column of the file in order, and what it was taken for; () for OneRoster, whose columns are fixed
    """

    people: pl.DataFrame
    sizes: pl.DataFrame
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


def columns_of(data: bytes, file: str) -> tuple[Column, ...]:
    """What each column would be taken for, from the file's first rows alone; () for OneRoster.

    Raises EmptyFile and NotText.
    """
    if is_oneroster(data):
        return ()
    found_headers = headers(data, file)
    return understood(next((header for header in found_headers if looks_like(header)), (*found_headers, ())[0]))


def read_roster(
    data: bytes, file: str, *, region: str | None = None, columns: Mapping[str, str] | None = None
) -> Roster:
    """The roster of a CSV file, a workbook (.xlsx) or a OneRoster zip.

    `region` reads phones without a country code and dates such as 03/09/2025; where nobody has said where the school
    is, they are read as in DEFAULT_REGION, and it is said how many there were. `columns` is what a person says that
    headings mean (heading, as Column has it -> a key of MEANINGS, or "" for a column that is not to be loaded).

    A cell that cannot be read is a row of `problems`, and null (or current, or guardian); the row stays.
    Left out, with a problem: a row without a class, with nobody in it, with more cells than the header, a total, the
    header again. Said: contacts and classes filled in from the row above, classes spelled in several ways.
    Families are as parsers/rosters/households.py says.

    Raises EmptyFile, NotText, and RosterError where no column is a class or none names or counts families, where a
    meaning is none of ours, or where a zip is no whole OneRoster.
    """
    if is_oneroster(data):
        raw, problems = read_oneroster(data, file)
        return _people(file, raw, region, problems, shape="long", row_is_child=True)
    chosen = columns or {}
    refuse_unknown(chosen, file)
    table = read_table(data, file, lambda header: naming(header, chosen), RosterError)
    meanings = understood(table.header, chosen)
    kinds = {name.partition("/")[0] for name in table.rows.columns}
    require(table, ("class",), RosterError, "A roster")
    if not kinds & (PERSONAL | {"families"}):
        require(table, ("family", "child", "guardian"), RosterError, "A roster")
    return _named(table, region, meanings) if kinds & PERSONAL else _counted(table, meanings)


# --- numbers alone ----------------------------------------------------------------------------------------------------


def _counted(table: Table, columns: tuple[Column, ...]) -> Roster:
    totals = {*cell_words("total"), *WHOLE_SCHOOL}
    sums = [cell for cell in table.rows["class"].drop_nulls().unique() if folded(cell) in totals]
    rows = table.rows.with_columns(counts("families").alias("count"), pl.col("class").is_in(sums).alias("total"))
    spelt = one_spelling(rows["class"])
    named = rows.with_columns(pl.col("class").replace(spelt))
    kept = (
        named.drop_nulls(["class", "count"]).filter(~pl.col("total")).unique("class", keep="first", maintain_order=True)
    )
    number = "Write the number alone, such as 27."
    again = pl.col("class").is_not_null() & ~pl.col("class").is_first_distinct()
    problems = [
        found(table.file, named, wrong, problem, remedy)
        for wrong, problem, remedy in (
            (pl.col("class").is_null(), "The row names no class.", "Write the class on every row."),
            (pl.col("total"), "A total is not a class; the row is left out.", f"{NOTHING_TO_DO}."),
            (pl.col("count").is_null(), "The number of families cannot be read.", number),
            (again, "This class has a number already; the first counts.", "Keep one row."),
        )
    ]
    return Roster(
        people=conform(pl.DataFrame(schema={"class": pl.String}), ROSTER),
        sizes=conform(kept.select("class", families="count"), SIZES),
        problems=said([*of_table(table), *problems, *of_spellings(table.file, rows, spelt)]),
        shape="count",
        columns=columns,
    )


# --- guardians and children -------------------------------------------------------------------------------------------


def _named(table: Table, region: str | None, columns: tuple[Column, ...]) -> Roster:
    whole = filled(table.rows)
    told = relations(table.header, [column.meaning for column in columns])
    raw = one_guardian_a_row(whole.rows, told)
    problems = [*of_table(table), *of_filling(table.file, whole), _twice(table)]
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
    spelt = one_spelling(raw["class"])
    where = region or DEFAULT_REGION
    phones = numbers(raw["phone"], where)
    read = read_cells(raw.with_columns(pl.col("class").replace(spelt)), phones, where)
    placed = read.filter(pl.col("class").is_not_null() & ~NOBODY).with_columns(
        pl.when(BACKWARDS.fill_null(False)).then(None).otherwise("starts").alias("starts")
    )
    people = with_families(_without_professionals(placed), row_is_child=row_is_child)
    return Roster(
        people=conform(people.select(ROSTER.names()).unique(maintain_order=True), ROSTER),
        sizes=_sizes(people),
        problems=said(
            [
                *problems,
                *of_cells(file, raw, read),
                of_two_people(file, raw),
                *of_phones(file, raw, phones, assumed=None if region else DEFAULT_REGION),
                *of_spellings(file, raw, spelt),
                *_of_people(file, placed, people),
            ]
        ),
        shape=shape,
        columns=columns,
    )


def _without_professionals(people: pl.DataFrame) -> pl.DataFrame:
    """Their rows keep the child alone, and only where no other row has it."""
    professional = pl.col("near") == "professional"
    child_elsewhere = (~professional).any().over("class", "child") & pl.col("child").is_not_null()
    blank = [pl.when(~professional).then(name).alias(name) for name in ("guardian", "relation", "phone", "person")]
    aliases = pl.when(professional).then(pl.lit([], pl.List(pl.String))).otherwise("aliases").alias("aliases")
    kept = people.filter(~professional | ~child_elsewhere)
    return kept.with_columns(*blank, aliases).filter(~NOBODY)


def _twice(table: Table) -> pl.DataFrame:
    cells = pl.struct(pl.exclude("line"))
    lines = table.rows.filter(~cells.is_first_distinct())["line"]
    one, many = "1 row stands twice; it counts once.", "{} rows stand twice; each counts once."
    return note(table.file, lines, one, many, f"{NOTHING_TO_DO}: what stands twice counts once.")


def _of_people(file: str, placed: pl.DataFrame, people: pl.DataFrame) -> list[pl.DataFrame]:
    families = people.filter(pl.col("role") != "staff")
    all_ended = families.height > 0 and families["ends"].null_count() == 0
    one = "1 contact is there by profession, as a doctor is, and is not loaded."
    many = "{} contacts are there by profession, as a doctor is, and are not loaded."
    twice = "A family may stand here twice: rows of two families share a phone, a child or guardians."
    over = "Every child here has a last day in the class: this may be the roster of another year."
    return [
        note(
            file,
            placed.filter(pl.col("near") == "professional")["line"],
            one,
            many,
            f"{NOTHING_TO_DO}: they are of no family of the class.",
        ),
        note(
            file,
            families.filter("twice")["line"],
            twice,
            twice,
            "If it is one household, give all its rows the same family.",
        ),
        note(
            file,
            families["line"] if all_ended else [],
            over,
            over,
            "Load this year's roster, or clear the last days of those who stay.",
        ),
    ]


def _sizes(people: pl.DataFrame) -> pl.DataFrame:
    on_roll = pl.col("family").filter(pl.col("ends").is_null() & (pl.col("role") != "staff"))
    return conform(people.group_by("class", maintain_order=True).agg(families=on_roll.n_unique()), SIZES)
