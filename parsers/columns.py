"""What the columns of a roster may mean, in our words, and a person's corrections of our guess (columns.csv)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from parsers.errors import RosterError
from parsers.schema import conform
from parsers.table import by_name, read_table, refuse, refuse_too_wide, require
from parsers.written import as_csv

MOST_GUARDIANS = 4  # that a person may choose from; a file may have more
_OF_A_GUARDIAN = MappingProxyType(
    {
        "guardian": "full name",
        "first": "first name",
        "last": "surname",
        "phone": "phone",
        "relation": "relation to the child",
        "aliases": "other names, as in WhatsApp",
        "role": "class rep or staff",
    }
)
_ORDINALS = ("first", "second", "third", "fourth")
MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "class": "the class",
        "child": "the child's full name",
        "child first": "the child's first name",
        "child last": "the child's surname",
        "family": "the family or household",
        "families": "how many families the class has",
    }
    | {
        f"{part}/{nth}": f"{ordinal} parent or carer: {words}"
        for nth, ordinal in enumerate(_ORDINALS[:MOST_GUARDIANS], 1)
        for part, words in _OF_A_GUARDIAN.items()
    }
    | {
        "starts": "the first day in the class",
        "ends": "the last day in the class",
        "standing": "whether the family opted out or is excluded",
    }
)
COLUMNS = MappingProxyType({"file": ("roster",), "heading": (), "meaning": ()})
ANY_FILE = ""


@dataclass(frozen=True)
class Column:
    """One column of a file, and what it was taken for.

    heading  as written; one that stands again is numbered, "Forename (2)", and one without a name is "(column 4)"
    meaning  a key of MEANINGS (further guardians count on from there); None: the column is not loaded
    certain  the heading is one of our own words, or a person said what it means
    """

    heading: str
    meaning: str | None
    certain: bool


def looks_like(header: Sequence[str]) -> bool:
    """A header with a heading and its meaning."""
    return {"heading", "meaning"} <= set(by_name(COLUMNS)(header))


def read_columns(data: bytes, file: str) -> dict[str, dict[str, str]]:
    """Roster's file -> heading -> meaning, as a person corrected our guess; an empty meaning: the column is not loaded.

    Under ANY_FILE stands what is said of no one file. Two rosters may have the same heading for different things.
    Raises EmptyFile, NotText and RosterError: a meaning that is not understood must not be guessed.
    """
    table = read_table(data, file, by_name(COLUMNS), RosterError)
    require(table, ("heading", "meaning"), RosterError, "A table of columns")
    refuse_too_wide(table, RosterError)
    rows = conform(table.rows, pl.Schema({"line": pl.UInt32} | dict.fromkeys(COLUMNS, pl.String)))
    meaning = pl.col("meaning")
    for wrong, problem, remedy in (
        (pl.col("heading").is_null(), "no heading is named.", "Write the heading as it stands in the roster."),
        (
            meaning.is_not_null() & ~meaning.is_in(list(MEANINGS)),
            "the meaning is none that we know.",
            f"Write one of these, or leave the cell empty: {', '.join(MEANINGS)}.",
        ),
        (
            ~pl.struct("file", "heading").is_first_distinct(),
            "this heading stands above already.",
            "Keep one of the two.",
        ),
    ):
        refuse(table, rows, wrong, RosterError, problem, remedy)
    said: dict[str, dict[str, str]] = {}
    for of, heading, means in rows.select("file", "heading", "meaning").iter_rows():
        said.setdefault(of or ANY_FILE, {})[heading] = means or ""
    return said


def write_columns(said: Mapping[str, Mapping[str, str]]) -> bytes:
    """The same as the bytes of columns.csv, in the order given."""
    rows = [
        (of or None, heading, meaning or None) for of, meanings in said.items() for heading, meaning in meanings.items()
    ]
    return as_csv(pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row"))


def columns_said(known: Iterable[Mapping[str, Mapping[str, str]]], file: str) -> dict[str, str]:
    """heading -> meaning, as several such tables say of one file: what is said of it goes before what is said of any
    file, and the later table before the earlier."""
    tables = tuple(known)
    return {
        heading: meaning
        for of in (ANY_FILE, file)
        for table in tables
        for heading, meaning in table.get(of, {}).items()
    }
