"""What was read from each of a few files, in plain words: the answer of `schoolgate check`."""

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

import parsers
from dashboard import exports, inventory, taking, workspace
from dashboard.said import Said
from dashboard.taking import Taken
from dashboard.words import counted
from dashboard.workspace import Workspace
from parsers import Chat

KINDS = MappingProxyType(
    {
        "text": "text message",
        "media": "attachment",
        "poll": "poll",
        "location": "location",
        "contact": "contact card",
        "deleted": "deleted message",
        "call": "call",
        "notice": "notice",
    }
)


@dataclass(frozen=True)
class Account:
    """One file's account, and whether anything could be read from it."""

    text: str
    was_read: bool


def accounts(
    files: Iterable[tuple[str, bytes]], *, date_order: str | None = None, twice: bool = False
) -> list[Account]:
    """One account a file, in the order given. They are read together, so that settings count for exports.

    `date_order` (dmy, mdy, ymd) is for exports whose dates can be read in two ways; `twice` has every export read by
    another program as well.
    """
    given = list(files)
    takens = taking.take_all(given)
    said = Said({taken.file: date_order for taken in takens if date_order})
    together = workspace.assemble(takens, said)
    decided = [taking.decide(taken, together.school, said) for taken in takens]
    pairs = zip(decided, given, strict=True)
    seconds = [
        exports.second_reading(data, file, taken.chat) if twice and taken.chat else [] for taken, (file, data) in pairs
    ]
    confirmed = [taken for taken in takens if taken.taken_for in (inventory.COLUMNS, inventory.SETTINGS)]
    return [
        account(taken, second, together, confirmed if taken.taken_for == inventory.ROSTER else [])
        for taken, second in zip(decided, seconds, strict=True)
    ]


def account(taken: Taken, second: list[str], together: Workspace, beside: list[Taken]) -> Account:
    """beside: what is needed to read this file, too."""
    told = together if taken.chat else workspace.assemble([taken, *beside], Said(as_read=True))  # a waiting roster too
    problems = (
        pl.concat([together.problems, told.problems]).filter(pl.col("file") == taken.file).unique(maintain_order=True)
    )
    read = export(taken.chat) if taken.chat else [*tabled(told), *guesses(together, taken.file)]
    lines = [taken.taken_for, *read, *second, *(troubles(problems) or ["no problems"])]
    return Account(
        text=printable("\n    ".join([taken.file, *lines])),
        was_read=bool(read) or (taken.taken_for != inventory.NOTHING and problems.is_empty()),
    )


def tabled(alone: Workspace) -> list[str]:
    """What came out of a table, in a line; nothing if it could not be read."""
    amounts = rows(alone)
    return [", ".join(amounts)] if amounts else []


def guesses(together: Workspace, file: str) -> list[str]:
    """What the columns of a roster that waits were taken for, a line each."""
    columns = [column for each in together.waiting if each.file == file for column in each.columns]
    meanings = parsers.roster.MEANINGS
    return [
        f"{each.heading} is taken for {meanings.get(each.meaning or '', 'nothing, and not loaded')}" for each in columns
    ]


def export(chat: Chat) -> list[str]:
    return [
        f"group {chat.name}",
        exports.made_by(chat),
        exports.times(chat),
        f"{exports.span(chat)}: {', '.join(kinds(chat.messages)) or 'no messages'}",
        *exports.shown(chat.coverage),
    ]


def kinds(messages: pl.DataFrame) -> list[str]:
    """1,842 text messages · 63 notices"""
    numbers = dict(messages["kind"].value_counts().iter_rows())
    return [counted(numbers[kind], words) for kind, words in KINDS.items() if kind in numbers]


def rows(alone: Workspace) -> list[str]:
    """How much a table or the settings hold."""
    numbers = {
        "class": alone.classes.height,
        "roster line": alone.roster.height,
        "head-count": alone.snapshots.height,
        "answer": alone.decisions.height,
        "read count": alone.read_counts.height,
        "period": alone.calendar.height,
        "group": sum(len(given.summary.groups) for given in alone.summaries),
    }
    return [counted(number, thing) for thing, number in numbers.items() if number]


def troubles(problems: pl.DataFrame) -> list[str]:
    """Line 7: what is wrong, and what to do about it."""
    return [
        f"{f'line {line}: ' if line else ''}{problem} {remedy}"
        for line, problem, remedy in problems.sort("line", nulls_last=False)
        .select("line", "problem", "remedy")
        .iter_rows()
    ]


def printable(text: str) -> str:
    """`text` without what would steer a terminal: a name in a chat may hold anything."""
    return "".join(mark if mark.isprintable() or mark == "\n" else "\N{REPLACEMENT CHARACTER}" for mark in text)
