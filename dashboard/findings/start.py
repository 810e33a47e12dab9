"""What was loaded, in sentences: files, messages, the roster's columns and the rules that follow."""

from collections.abc import Iterable
from typing import Any

import polars as pl

import parsers
from dashboard.school import Profile
from dashboard.words import counted, day, plural, sentence
from parsers import Column

SAMPLE = "This is an invented school, to look around in. Add your own files below, and they take its place."
CONFIRMED = (
    "The columns that you confirmed count until you close the program. Keep them as columns.csv beside the roster, and "
    "they count the next time too."
)
KEPT = (
    "Files stay on this computer, in this program's memory, until you close it or say “Forget everything in this tab”."
)
HERE = "Everything stays on this computer."
NOTHING_OF_SCHOOL = (
    f"Nothing is loaded yet. Add the summaries that you were given: the school’s page shows them. {HERE}"
)
NOTHING = (
    "Nothing is loaded yet. Add the exports of your groups, and a roster if you have one: the four answers appear "
    f"here. {HERE}"
)


def read(files: pl.DataFrame, *, sample: bool) -> str:
    """How many files were read, for school leadership: what they hold, only its own page tells."""
    if not read_files(files):
        return NOTHING_OF_SCHOOL
    number = read_files(files)
    return f"{counted(number, 'file')} {plural(number, 'was')} read. {SAMPLE if sample else HERE}"


def loaded(
    files: pl.DataFrame, classes: pl.DataFrame, messages: pl.DataFrame, *, sample: bool, waiting: bool = False
) -> str:
    """What was read, from how many files."""
    if messages.is_empty():
        return summaries(files) or NOTHING
    written = messages.filter(pl.col("kind") != "notice")
    first, last = messages["sent_at"].min(), messages["sent_at"].max()
    read = (
        f"{counted(written.height, 'message')} in {counted(messages['chat'].n_unique(), 'group')}, "
        f"{day(first)} to {day(last)}, from {counted(read_files(files), 'file')}"  # pyright: ignore[reportArgumentType]
    )
    families = classes["families"].drop_nulls()
    without = ", beside a roster that waits for your answer below" if waiting else ", without a roster"
    roll = f", beside a roster of {counted(families.len(), 'class')}" if families.len() else without
    return f"{read}{roll}. {SAMPLE if sample else summaries(files) or HERE}"


def summaries(files: pl.DataFrame) -> str:
    """How many summaries are here; empty where there are none."""
    number = files["taken_for"].str.starts_with("summary").sum()
    here, them = ("1 summary is here", "it") if number == 1 else (f"{number:,} summaries are here", "them")
    return f"{here}: the page School shows {them}. {HERE}" if number else ""


def read_files(files: pl.DataFrame) -> int:
    return files.filter(~pl.col("taken_for").str.starts_with("a note")).height


def rules(files: pl.DataFrame, *, chosen: bool) -> str:
    """Whose the rules are that follow."""
    if chosen:
        return "Chosen for this visit. To keep it, write it as policy_profile in school.toml."
    if files["taken_for"].str.starts_with("settings").any():
        return "As your settings say."
    return "Assumed until you choose, or school.toml says otherwise."


def named_rules(profile: Profile) -> str:
    """community: Joining is by choice; ..."""
    return f"{sentence(profile.name.replace('-', ' '))}: {profile.title}"


def columns(columns: Iterable[Column]) -> dict[str, list[str]]:
    """heading, words: a roster's columns, with what each was taken for in the words of `meanings`."""
    every = tuple(columns)
    return {
        "heading": [column.heading for column in every],
        "words": [meanings()[column.meaning or ""] for column in every],
    }


def confirm(file: str) -> str:
    return f"Is this what the columns of {file} are? It is not used until you say so."


def meanings() -> dict[str, str]:
    """What a column may mean -> the words for it."""
    return {"": "not loaded", **parsers.roster.MEANINGS}


def left_out(columns: Iterable[Column]) -> str:
    """How many columns are never loaded, and what is not theirs to do."""
    every = tuple(columns)
    not_loaded = sum(column.meaning is None for column in every)
    rest = f"The other {not_loaded:,} are never loaded." if not_loaded else ""
    return f"{counted(len(every) - not_loaded, 'column')} would be used. {rest}"


def needs_nothing(row: dict[str, Any]) -> bool:
    """Worth knowing, with nothing to be done about it."""
    return row["remedy"].startswith("Nothing to do")


def problem(row: dict[str, Any]) -> str:
    """File, line 7: what we saw. What to do."""
    line = f", line {row['line']:,}" if row["line"] else ""
    return f"{row['file']}{line}: {row['problem']} {row['remedy']}"


def which_order(file: str) -> str:
    return f"The dates of {file} can be read in two ways. Which number comes first?"


def files(frame: pl.DataFrame, *, contents: bool) -> pl.DataFrame:
    """What each file was taken for; `contents` (exact counts of a class's messages) is not for every reader."""
    named = frame.select(File="file", **{"Taken for": "taken_for", "What is in it": "detail"})
    return named if contents else named.drop("What is in it")
