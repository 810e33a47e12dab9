"""What a reader types on a page -> the tables that it could have been a file of."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

import parsers
from parsers import schema

MEMBERS = "members as typed.csv"
COLUMNS = "columns.csv"


@dataclass(frozen=True)
class InfoScreen:
    """What a reader types of a group's info screen: either number, a pasted list of its members, or all."""

    chat: str
    taken_on: date
    members: int | None = None
    admins: int | None = None
    pasted: str = ""


def snapshot(screen: InfoScreen, known: Collection[str]) -> tuple[pl.DataFrame, list[str]]:
    """SNAPSHOTS, one row or none, and what is to be said about it; typed numbers go before what the list says.

    known: the senders of the chat.
    """
    read = parsers.read_pasted(screen.pasted, chat=screen.chat, taken_on=screen.taken_on, known=known)
    typed = {"members": screen.members, "admins": screen.admins}
    if read.snapshots.is_empty() and screen.members is None and screen.admins is None:
        nothing = "Nothing was taken from it: type the number of members or of admins, or paste the list of members."
        return read.snapshots, [nothing]
    row = {"chat": screen.chat, "taken_on": screen.taken_on, "names": []} | next(
        read.snapshots.iter_rows(named=True), {}
    )
    row |= {name: number for name, number in typed.items() if number is not None}
    problems = read.problems.select("problem", "remedy") if screen.pasted.strip() else read.problems.clear()
    said = [f"{problem} {remedy}" for problem, remedy in problems.select("problem", "remedy").iter_rows()]
    return pl.DataFrame([row], schema=schema.SNAPSHOTS), said


def with_snapshot(earlier: pl.DataFrame, snapshot: pl.DataFrame) -> pl.DataFrame:
    """`earlier` with one more snapshot; of the same group and day, what the newer one does not say stays as it was.

    A list that gives no number of its own stops short if fewer are on it than were counted: the larger number stays.
    """
    day = ["chat", "taken_on"]
    both = snapshot.join(earlier, on=day, how="left", suffix="_before", maintain_order="left")
    has_names = pl.col("names").list.len() > 0
    uncounted = has_names & (pl.col("members") == pl.col("names").list.len())
    counted_before = pl.col("names_before").list.len() == 0
    updated = both.select(
        *day,
        members=pl.when(uncounted & counted_before)
        .then(pl.max_horizontal("members", "members_before"))
        .otherwise(pl.coalesce("members", "members_before")),
        admins=pl.coalesce("admins", "admins_before"),
        names=pl.when(has_names).then("names").otherwise(pl.coalesce("names_before", "names")),
    )
    return pl.concat([earlier.join(snapshot, on=day, how="anti"), updated])


def meanings(columns: dict[str, list[str]]) -> dict[str, str]:
    """heading -> meaning, out of the words in which the start page offered the meanings."""
    by_words = {words: meaning for meaning, words in parsers.roster.MEANINGS.items()}
    return {
        heading: by_words.get(words, "") for heading, words in zip(columns["heading"], columns["words"], strict=True)
    }


def columns_file(said: Mapping[str, Mapping[str, str]]) -> tuple[str, bytes]:
    """said: a roster's file -> heading -> meaning."""
    return COLUMNS, parsers.write_columns(said)


def members_file(snapshots: pl.DataFrame) -> tuple[str, bytes]:
    return MEMBERS, parsers.write_members(snapshots)


def members_csv(snapshots: pl.DataFrame, *, names: bool) -> bytes:
    """What was typed, to be kept; the names are for the class rep alone."""
    nameless = snapshots.with_columns(names=pl.lit([], pl.List(pl.String)))
    return parsers.write_members(snapshots if names else nameless)


def people_file(decisions: pl.DataFrame) -> bytes:
    return parsers.write_decisions(decisions)
