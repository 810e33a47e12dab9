"""What was loaded, in sentences, and the one or two findings that matter most of each answer."""

from typing import Any

import polars as pl

from dashboard.words import counted, day

SAMPLE = "This is an invented school, to look around in. Add your own files below, and they take its place."
NOTHING = (
    "Nothing is loaded yet. Add the exports of your groups, and a roster if you have one: the four answers appear "
    "here. Everything stays on this computer."
)


def loaded(files: pl.DataFrame, classes: pl.DataFrame, messages: pl.DataFrame, *, sample: bool) -> str:
    """What was read, from how many files."""
    if messages.is_empty():
        return NOTHING
    written = messages.filter(pl.col("kind") != "notice")
    first, last = messages["sent_at"].min(), messages["sent_at"].max()
    read = (
        f"{counted(written.height, 'message')} in {counted(messages['chat'].n_unique(), 'group')}, "
        f"{day(first)} to {day(last)}, from {counted(read_files(files), 'file')}"  # pyright: ignore[reportArgumentType]
    )
    families = classes["families"].drop_nulls()
    roll = f", beside a roster of {counted(families.len(), 'class')}" if families.len() else ", without a roster"
    return f"{read}{roll}. {SAMPLE if sample else 'Everything stays on this computer.'}"


def read_files(files: pl.DataFrame) -> int:
    return files.filter(~pl.col("taken_for").str.starts_with("a note")).height


def rules(title: str, files: pl.DataFrame) -> str:
    """The policy profile in a line, and whether the school chose it."""
    chosen = files["taken_for"].str.starts_with("settings").any()
    return f"{'Your school’s rules' if chosen else 'Rules that are assumed until school.toml says otherwise'}: {title}"


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
