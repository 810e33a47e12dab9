"""Which classes can be heard here at all, and how many of their families are in their groups, in sentences."""

import polars as pl

from dashboard.answers import Equity
from dashboard.findings.equity.families import Row, audible, nobody_linked, of_families
from dashboard.thresholds import FEWEST_FAMILIES
from dashboard.words import between, counted, day, listed, plural, sentence

TITLE = "Families on roll, by whether they are in their class's group"
EXPORT = "export"
OTHERWISE = (
    ("exporting_off", "switched exporting off"),
    ("group", "a group of which no export is loaded"),
    ("none", "no group that we know of"),
)
NOT_THEN = "no export that reaches into that time"
NOT_NAMED = "no roster that names its families"
NO_EXPORT = "No export is not the same as no talk: of such a class nothing can be said here."
ADD_EXPORT = "Add the export of a class's group on the start page."
ADD_ROSTER = "Add one on the start page."
WIDE = 1 / 5  # of the families
WHY_WIDE = (
    "That range is wide, as a group's export alone does not show everybody: a member list or head-count, typed on the "
    "page Drift, does."
)


def headline(answer: Equity, period: str) -> str:
    """6 of 8 classes can be heard here, and in them at least 110 of the 148 families in Summer 2026."""
    row: Row = answer.whole.row(0, named=True)
    if row["heard"] is None or not row["families"]:
        return nobody(answer, period)
    heard, classes = answer.classes.filter(audible()).height, answer.classes.height
    inside = "it" if heard == 1 else "them"
    small = answer.classes.filter(audible(), pl.col("families") < FEWEST_FAMILIES).height
    if 0 < small < heard:
        inside = f"those with at least {FEWEST_FAMILIES} families"
    return f"{number_of(heard, classes)} can be heard here, {in_classes(row, inside, period)}."


def number_of(heard: int, classes: int) -> str:
    """6 of 8 classes · All 8 classes · Both classes · The one class"""
    if heard < classes:
        return f"{heard:,} of {counted(classes, 'class')}"
    return {1: "The one class", 2: "Both classes"}.get(classes, f"All {classes:,} classes")


def in_classes(row: Row, inside: str, period: str) -> str:
    """How many families were heard in those classes."""
    heard, families = row["heard"], row["families"]
    if nobody_linked(row):
        number = row["unlinked_senders"]
        who = "the one sender" if number == 1 else f"none of the {number:,} senders"
        return f"but {who} in {inside} {period} could {'not ' if number == 1 else ''}be linked to a family"
    least = "at least " if row["unlinked_senders"] and 0 < heard < families else ""
    return f"{'and' if heard else 'but'} in {inside} {least}{of_families(heard, families)} {period}"


def nobody(answer: Equity, period: str) -> str:
    """Why nobody can be heard, with the remedy."""
    states = answer.coverage
    if states.is_empty():
        return "No class is known yet."
    numbers = [(states.filter(pl.col("state") == state).height, words) for state, words in OTHERWISE]
    if states.filter(pl.col("state") == EXPORT).is_empty():
        reasons = listed([f"{number:,} {plural(number, 'has')} {words}" for number, words in numbers if number])
        return f"No class can be heard here: {reasons}. {ADD_EXPORT}"
    if answer.classes["since"].is_null().all():
        return f"No class can be heard {period}: no export that is loaded reaches into it. {ADD_EXPORT}"
    return f"Who is heard {period} cannot be said: {unnamed(answer.classes)}. {ADD_ROSTER}"


def unnamed(classes: pl.DataFrame) -> str:
    """Of what the roster is in want; `classes` are rows of which nobody could be counted."""
    if classes["families"].is_null().all():
        return "there is no roster that names families"
    return "the roster has numbers of families, and it takes one that names them"


def in_groups(answer: Equity) -> list[str]:
    """On 17 Jul 2026, between 134 and 145 of the 149 families of those 6 classes were in their groups."""
    known = placed(answer.coverage)
    if known.is_empty():
        return []
    low, high, whole = (int(known[name].sum()) for name in ("low", "high", "families"))
    heard = answer.classes.filter(audible())["class"].to_list()
    whose_families = f"of {whose(known.height, same=sorted(heard) == sorted(known['class'].to_list()))}"
    group = "the group" if known.height == 1 else "their groups"
    return [standing(f"On {day(answer.on)}, ", low, high, whole, whose_families, group)]


def standing(on: str, low: int, high: int, whole: int, whose_families: str, group: str) -> str:
    """Of how many families it is known that they were in a group, and what would narrow a wide range."""
    if whole == 1 and low < high:
        said = f"whether the one family {whose_families} was in {group} is not known"
    elif low == high:
        were = "was" if whole == 1 or low == 1 else "were"
        one = f"the one family {whose_families} was {'' if low else 'not '}in {group}"
        said = one if whole == 1 else f"{of_families(low, whole)} {whose_families} {were} in {group}"
    else:
        said = f"{between(low, high)} of the {whole:,} families {whose_families} were in {group}"
    wide = f" {WHY_WIDE}" if high - low > whole * WIDE else ""
    return f"{sentence(on + said)}.{wide}"


def placed(frame: pl.DataFrame) -> pl.DataFrame:
    """The classes whose families in the group are known."""
    return frame.drop_nulls(["families", "low", "high"]).filter(pl.col("families") > 0)


def whose(classes: int, *, same: bool) -> str:
    if same:
        return "that class" if classes == 1 else f"those {classes:,} classes"
    return f"the {'one class' if classes == 1 else f'{classes:,} classes'} of which it is known"


def which(answer: Equity) -> list[str]:
    """Of several classes: those that cannot be heard, each with its reason, and what must not be concluded."""
    if answer.coverage.height < 2:
        return []
    by_state = [
        (answer.coverage.filter(pl.col("state") == state)["class"].sort().to_list(), words)
        for state, words in OTHERWISE
    ]
    said = [f"{listed(names)} {plural(len(names), 'has')} {words}." for names, words in by_state if names]
    apart = [" ".join([*said, NO_EXPORT])] if said else []
    return [*apart, *unheard(answer), *waiting(answer)]


def unheard(answer: Equity) -> list[str]:
    """Classes with an export that nothing can be said of, where others can be heard."""
    if answer.whole["heard"].item() is None:
        return []
    exports = answer.coverage.filter(pl.col("state") == EXPORT)["class"].to_list()
    left = answer.classes.filter(pl.col("class").is_in(exports), ~audible())
    parts = ((left.filter(pl.col("since").is_null()), NOT_THEN), (left.drop_nulls("since"), NOT_NAMED))
    named = [(rows["class"].sort().to_list(), words) for rows, words in parts]
    return [f"{listed(names)} {plural(len(names), 'has')} {words}." for names, words in named if names]


def waiting(answer: Equity) -> list[str]:
    """Exports that are not counted until somebody says which way round their dates are."""
    number = answer.undecided
    if not number:
        return []
    wait, are = "waits" if number == 1 else "wait", plural(number, "is")
    return [f"{counted(number, 'export')} {wait} for an answer on the start page and {are} not counted here."]


def note(answer: Equity) -> list[str]:
    """The day of the picture, and why its number of families is not that of the period."""
    if placed(answer.coverage).is_empty():
        return []
    return [
        f"Who is in a group is said as of {day(answer.on)}, the last day of which the files tell, of the families on "
        "roll then; a family counts once in each of its children's classes. Families heard are counted of everybody "
        "who was on roll on some day of the period, and once in the school, so the two numbers differ."
    ]


def can_draw(answer: Equity) -> bool:
    """Something is known of how many families there are."""
    return answer.coverage["families"].is_not_null().any()


def of_class(answer: Equity) -> str | None:
    """How many families of the one class chosen were in its group, or why its talk cannot be seen."""
    row: Row | None = next(answer.coverage.iter_rows(named=True), None)
    if row is None:
        return None
    words = dict(OTHERWISE).get(row["state"])
    if words:
        return f"{row['class']} has {words}, so nothing of its talk can be seen here."
    if not row["families"] or row["low"] is None:
        return f"How many families of {row['class']} are in its group is not known."
    group = f"the group of {row['class']}"
    return standing(f"On {day(answer.on)}, ", row["low"], row["high"], row["families"], "on roll", group)
