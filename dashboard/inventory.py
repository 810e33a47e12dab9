"""What each given file was taken for, in words; and the sentences for files that could not be placed."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

import polars as pl

import parsers
from dashboard.exports import PLATFORMS, span
from dashboard.summary import Given
from dashboard.words import counted, plural
from parsers import Chat, errors, schema

EXPORT = "WhatsApp export"
SETTINGS = "settings of the school"
ROSTER = "roster"
MEMBERS = "member lists and head-counts"
READ_COUNTS = "read counts"
CALENDAR = "term dates"
DECISIONS = "who is who, as confirmed"
COLUMNS = "columns of rosters, as confirmed"
SUMMARY = "summary of a class or school"
NOTE = "a note for people, not read"
NOTHING = "not understood"

TABLES = (
    (MEMBERS, parsers.members.looks_like),
    (READ_COUNTS, parsers.read_counts.looks_like),
    (CALENDAR, parsers.calendar.looks_like),
    (DECISIONS, parsers.decisions.looks_like),
    (COLUMNS, parsers.columns.looks_like),
    (ROSTER, parsers.roster.looks_like),
)


class TakenFile(Protocol):
    @property
    def file(self) -> str: ...
    @property
    def taken_for(self) -> str: ...
    @property
    def chat(self) -> Chat | None: ...
    @property
    def undecided(self) -> bool: ...


def table_kind(data: bytes, file: str) -> str:
    """What a table is, by its header, or that of any of a workbook's sheets.

    A table that only its own reader could explain counts as a roster.
    """
    try:
        headers = parsers.table.headers(data, file)
    except errors.ReadError:
        return ROSTER
    return next((kind for kind, looks_like in TABLES if any(map(looks_like, headers))), ROSTER)


def files(takens: Iterable[TakenFile], summaries: Iterable[Given] = ()) -> pl.DataFrame:
    """FILES: one row a given file; `summaries`: those that could be read."""
    told = {given.file: ", ".join(group.name for group in given.summary.groups) for given in summaries}
    rows = [(taken.file, taken.taken_for, told.get(taken.file) or detail(taken)) for taken in takens]
    return pl.DataFrame(rows, schema=schema.FILES, orient="row")


def detail(taken: TakenFile) -> str | None:
    if taken.taken_for == SUMMARY:
        return "left out"
    if taken.undecided:
        return "waits to be told which number is the day"
    return described(taken.chat) if taken.chat else None


def described(chat: Chat) -> str:
    """An export in one line: "1,842 messages, 4 Sep 2024 to 14 Jul 2026, an Android phone"."""
    messages = chat.messages.filter(pl.col("kind") != "notice").height
    return f"{counted(messages, 'message')}, {span(chat)}, {PLATFORMS[chat.header.platform]}"


def unrecognised(file: str) -> errors.ReadError:
    return errors.ReadError(
        file,
        "We could not tell what this file is.",
        "Exports end in .txt or .zip; a spreadsheet is saved as CSV first; settings are school.toml.",
    )


def unused(error: errors.ReadError) -> errors.ReadError:
    """A table or settings that one fault makes unusable: said as a whole, so that nobody takes it for half read."""
    remedy = f"{error.remedy} Until then nothing of this file is used."
    return errors.ReadError(error.file, error.problem, remedy, error.line)


def repeated(file: str, first: str) -> errors.ReadError:
    return errors.ReadError(
        file,
        "This file has the same content as another one, so it counts once.",
        "Nothing to do." if file == first else f"Nothing to do: it is the same as {first}.",
    )


def second_settings(file: str) -> errors.ReadError:
    return errors.ReadError(
        file, "The school's settings were given twice; the first file counts.", "Keep one settings file and load again."
    )


def same_name(name: str) -> errors.ReadError:
    return errors.ReadError(
        name,
        "Two exports have the same group name but no person in common, so they are kept apart as two groups.",
        "Rename one of the two files to its group's name and load it again.",
    )


def two_names(name: str, other: str) -> errors.ReadError:
    return errors.ReadError(
        other,
        f"It holds the same messages as {name}, so it looks like one group under two names; both are counted.",
        f"If it is one group, rename the file as WhatsApp named it, {name}, and load it again.",
    )


def waits(file: str) -> errors.ReadError:
    return errors.ReadError(
        file,
        "This roster is not used yet, because some of its columns were recognised by a guess.",
        "Look at them on the start page and confirm or correct them.",
    )


def another_year(row: Mapping[str, Any]) -> errors.ReadError:
    """row: chat, class, most (the class in which the roster has most of the chat's members)."""
    return errors.ReadError(
        "roster",
        f"Most members of {row['chat']} whom the roster knows are not in {row['class']} there, but mostly in "
        f"{row['most']}.",
        "See whether the roster is of another school year, or whether the group belongs to another class.",
    )


def unplaced(number: int) -> errors.ReadError:
    return errors.ReadError(
        "people.csv",
        f"{counted(number, 'answer')} about who is who {plural(number, 'is')} of families that no roster has; "
        "until one has, they are kept and not used.",
        "Load the roster with which they were given, or answer again on “Who is who”.",
    )
