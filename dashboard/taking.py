"""One file -> what it is taken for, and, if it is an export, what it says.

Exports are read once and their bytes dropped. Tables stay as bytes until the settings they are read with are known.
"""

import hashlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path, PurePath

import polars as pl

import parsers
from dashboard import inventory, summary
from dashboard.said import Said
from dashboard.school import School
from parsers import Chat, errors, schema


@dataclass(frozen=True)
class Taken:
    """One file and what it was taken for (a word of `inventory`)."""

    file: str
    digest: str
    taken_for: str
    chat: Chat | None = None  # an export, read
    data: bytes | None = field(default=None, repr=False)  # kept only where it will be read again
    problems: pl.DataFrame = field(default_factory=lambda: schema.empty(schema.PROBLEMS))

    @property
    def undecided(self) -> bool:
        """An export whose dates can be read in two ways, while nobody has said which."""
        return self.chat is not None and self.data is not None


def take_all(files: Iterable[tuple[str, bytes]]) -> list[Taken]:
    """`take` for each file, in the order given, several at a time."""
    with ThreadPoolExecutor() as threads:
        return list(threads.map(lambda file: take(*file), files))


def files_of(folder: Path) -> Iterable[tuple[str, bytes]]:
    """The files that lie directly in `folder`, by name; hidden ones are passed over."""
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith("."):
            yield path.name, path.read_bytes()


def take(file: str, data: bytes, *, date_order: str | None = None) -> Taken:
    """Decides by content and name what `file` is, and reads it if it is an export."""
    digest = hashlib.sha256(data).hexdigest()
    kind = kind_of(file, data)
    if kind != inventory.EXPORT:
        return Taken(file, digest, kind, data=data)
    try:
        chat = parsers.read_chat(data, file, date_order=date_order)
    except errors.ReadError as error:
        return Taken(file, digest, inventory.NOTHING, problems=problem_of(error))
    undecided = chat.header.ambiguous and date_order is None
    return Taken(file, digest, kind, chat=chat, data=data if undecided else None, problems=chat.problems)


def kind_of(file: str, data: bytes) -> str:
    """What a file is taken for: by its ending and, if it is a table, by its header."""
    match PurePath(file).suffix.lower():
        case ".toml":
            return inventory.SETTINGS
        case ".ics":
            return inventory.CALENDAR
        case ".json":
            return inventory.SUMMARY
        case ".md":
            return inventory.NOTE
        case ".xls" | ".ods" | ".docx" | ".pdf":
            return inventory.NOTHING
        case ".csv" | ".tsv":
            return inventory.table_kind(data, file)
        case _ if summary.looks_like(data):  # whatever a mail program called it
            return inventory.SUMMARY
        case _ if parsers.workbook.is_workbook(data):
            return inventory.table_kind(data, file)
        case _:
            return inventory.ROSTER if parsers.roster.is_oneroster(data) else inventory.EXPORT


def decide(taken: Taken, school: School, said: Said) -> Taken:
    """An undecided export read again in the order that a person chose, if somebody did."""
    if not taken.undecided or taken.chat is None or taken.data is None:
        return taken
    settled = {facts.name: facts.date_order for facts in school.chats}
    order = said.date_orders.get(taken.file) or settled.get(taken.chat.name)
    return take(taken.file, taken.data, date_order=order) if order else taken


def is_mystery(taken: Taken) -> bool:
    return taken.taken_for == inventory.NOTHING and taken.problems.is_empty()


def problem_of(error: errors.ReadError) -> pl.DataFrame:
    row = {"file": [error.file], "line": [error.line], "problem": [error.problem], "remedy": [error.remedy]}
    return pl.DataFrame(row, schema=schema.PROBLEMS)
