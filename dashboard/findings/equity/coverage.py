"""Which classes can be heard here at all, and how many of their families are in their groups, in sentences."""

import polars as pl

from dashboard.answers import Equity
from dashboard.findings.equity.families import Row
from dashboard.words import between, counted, day, listed, plural, sentence

TITLE = "Families on roll, by whether they are in their class's group"
EXPORT = "export"
OTHERWISE = (
    ("exporting_off", "switched exporting off"),
    ("group", "a group of which no export is loaded"),
    ("none", "no group that we know of"),
)
NO_EXPORT = "No export is not the same as no talk: of such a class nothing can be said here."


def headline(answer: Equity) -> str:
    """How many classes can be heard, why the others cannot, and how many families are in their groups."""
    frame, parts = answer.coverage, [heard_here(answer.coverage), "" if answer.rough else in_groups(answer.coverage)]
    return " ".join(filter(None, parts)) if frame.height else "No class is known yet."


def heard_here(frame: pl.DataFrame) -> str:
    """6 of 8 classes can be heard here: 1 has switched exporting off and 1 has no group that we know of."""
    exports = frame.filter(pl.col("state") == EXPORT).height
    if exports == frame.height:
        return f"{'The one class' if exports == 1 else f'All {exports:,} classes'} can be heard here."
    numbers = [(frame.filter(pl.col("state") == state).height, words) for state, words in OTHERWISE]
    reasons = listed([f"{number:,} {plural(number, 'has')} {words}" for number, words in numbers if number])
    which = f"{exports:,} of {counted(frame.height, 'class')}" if exports else "No class"
    return f"{which} can be heard here: {reasons}."


def in_groups(frame: pl.DataFrame) -> str:
    """Between 134 and 145 of the 149 families of those 6 classes are in their groups."""
    known = placed(frame)
    if known.is_empty():
        return "How many families are in their groups is not known."
    low, high, whole = (int(known[name].sum()) for name in ("low", "high", "families"))
    exports = frame.filter(pl.col("state") == EXPORT)["class"].to_list()
    classes = whose(known.height, same=sorted(exports) == sorted(known["class"].to_list()))
    groups = "the group" if known.height == 1 else "their groups"
    return f"{sentence(bounds(low, high, whole))} of {classes} {plural(high, 'is')} in {groups}."


def placed(frame: pl.DataFrame) -> pl.DataFrame:
    """The classes whose families in the group are known."""
    return frame.drop_nulls(["families", "low", "high"]).filter(pl.col("families") > 0)


def whose(classes: int, *, same: bool) -> str:
    if same:
        return "that class" if classes == 1 else f"those {classes:,} classes"
    return f"the {'one class' if classes == 1 else f'{classes:,} classes'} of which it is known"


def bounds(low: int, high: int, whole: int) -> str:
    """between 22 and 27 of the 28 families · 25 of the 26 families"""
    return f"{between(low, high)} of {'' if whole == 1 else 'the '}{counted(whole, 'family')}"


def which(answer: Equity) -> list[str]:
    """Of several classes: those that cannot be heard, each with its reason, and what must not be concluded."""
    frame = answer.coverage
    if frame.height < 2:
        return []
    by_state = [(frame.filter(pl.col("state") == state)["class"].sort().to_list(), words) for state, words in OTHERWISE]
    said = [f"{listed(names)} {plural(len(names), 'has')} {words}." for names, words in by_state if names]
    return [" ".join([*said, NO_EXPORT])] if said else []


def note(answer: Equity) -> str:
    """The day of the picture, and why its number of families is not that of the period."""
    return (
        f"Who is in a group is said as of {day(answer.on)}, the last day of which the files tell, of the families on "
        "roll then; a family counts once in each of its children's classes. Families heard are counted of everybody "
        "who was on roll on some day of the period, and once in the school, so the two numbers differ."
    )


def of_class(answer: Equity) -> str | None:
    """How many families of the one class chosen are in its group, or why its talk cannot be seen."""
    row: Row | None = next(answer.coverage.iter_rows(named=True), None)
    if row is None:
        return None
    words = dict(OTHERWISE).get(row["state"])
    if words:
        return f"{row['class']} has {words}, so nothing of its talk can be seen here."
    if answer.rough:
        return None
    if not row["families"] or row["low"] is None:
        return f"How many families of {row['class']} are in its group is not known."
    who = bounds(row["low"], row["high"], row["families"])
    return f"As of {day(answer.on)}, {who} on roll {plural(row['high'], 'is')} in the group of {row['class']}."
