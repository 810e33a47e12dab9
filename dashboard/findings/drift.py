"""Does the group still match the roster? in sentences. No names: those are for `findings.people`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from dashboard.answers import Drift
from dashboard.selection import Selection
from dashboard.words import about, between, counted, day, listed, plural, sentence

QUESTION = "Do group and roster match?"
PLACES_TITLE = "Families in their class's group, of the families on roll"
STANDING_TITLE = "Families on roll, by whether they are in their class's group"
MOVEMENTS_TITLE = "Who joined and who left, month by month"
CAUTION = (
    "Joining is by choice: families who wish not to join are never called missing. “We cannot tell” means that the "
    "export shows no sign of a family and no member list was given; it says nothing about the family."
)
OUTSIDE = (
    ("unknown", "linked to nobody on the roster"),
    ("left_school", "of a family that left the school"),
    ("wrong_class", "of a family without a child in the class"),
    ("opted_out_present", "of a family that is not to be in the group"),
)

Row = Mapping[str, Any]


def figure(answer: Drift) -> tuple[str, str]:
    """The one figure of the start page, and what it counts."""
    row: Row = next(answer.whole.iter_rows(named=True), {"low": None})
    if row["low"] is None:
        return "not known", "families' places filled"
    if answer.rough:
        return str(row["said"]), "families' places known to be filled"
    low, high = row["low"], row["high"]
    return f"{f'{low:,}' if low == high else f'{low:,}–{high:,}'} of {row['families']:,}", "families' places filled"


def points(answer: Drift, selection: Selection) -> list[str]:
    """One class: its own sentence and bounds. Several: the sum of places, and who stands out, by reason alone."""
    nothing = {"low": None, "families": 0, "class": selection.classes[0] if len(selection.classes) == 1 else None}
    row: Row = next(answer.whole.iter_rows(named=True), nothing)
    if answer.rough:
        return [roughly(row, answer.on)]
    said = [headline(row, answer.on) if row["class"] else school(row, answer.on), outside(answer.members)]
    return [words for words in said if words]


def headline(row: Row, on: date) -> str:
    """22 of 27 families of 2B are definitely in the group; 3 are not; for 2 we cannot tell."""
    families, name = row["families"], row["class"]
    if not families:
        return f"No roster names the families of {name}, so its group cannot be compared with it."
    if row["low"] is None:
        return f"Nothing is known about who is in the group of {name}."
    current = f"{row['current']:,} of {counted(families, 'family')}"
    away = row["opted_out"] + row["excluded"]
    parts = [
        f"As of {day(on)}, {current} of {name} {plural(row['current'], 'is')} definitely in the group",
        f"{row['missing']:,} {plural(row['missing'], 'is')} not" if row["missing"] else "",
        f"{away:,} {plural(away, 'is')} not to be in it" if away else "",
        f"for {row['not_seen']:,} we cannot tell" if row["not_seen"] else "",
    ]
    band = f" So it is {between(row['low'], row['high'])} of {families:,}." if row["low"] < row["high"] else ""
    return "; ".join(filter(None, parts)) + "." + band


def school(row: Row, on: date) -> str:
    """All classes together, where anything is known."""
    if row["low"] is None:
        return "Nothing is known about who is in which group: that needs exports, and a roster that names families."
    return (
        f"{sentence(between(row['low'], row['high']))} of {row['families']:,} families' places in "
        f"{counted(row['classes'], 'class')} are filled by somebody in the class's group, as of {day(on)}."
    )


def roughly(row: Row, on: date) -> str:
    if row["low"] is None:
        return "There is too little to say how well the groups match the roster."
    return (
        f"{sentence(about(row['said']))} families' places in {counted(row['classes'], 'class')} are known to be filled "
        f"in the class groups, as of {day(on)}."
    )


def outside(members: pl.DataFrame) -> str | None:
    """How many members stand out, by reason, without a name."""
    counts = dict(members.group_by("status").len().iter_rows())
    parts = [f"{counts[status]:,} {words}" for status, words in OUTSIDE if counts.get(status)]
    return f"Members worth a look: {listed(parts)}." if parts else None


def notes(answer: Drift) -> list[str]:
    """What the bounds rest on."""
    now = "This page shows the groups as they are at the end of what is loaded; the period changes nothing here."
    with_list = answer.bounds.filter("listed")["class"].to_list()
    if not with_list:
        return [
            now,
            "No member list was given: who never posted or joined in the export cannot be told from who is absent.",
        ]
    return [now, f"A member list was given for {listed(with_list)}."]


def table(answer: Drift) -> pl.DataFrame:
    frame = answer.bounds
    if answer.rough:
        return frame.select(Class="class", **{"Families known to be in the group, of those on roll": "said"})
    known = pl.col("low").is_not_null()
    return frame.select(
        Class="class",
        **{
            "On roll": pl.when(pl.col("families") > 0).then("families"),
            "In the group": pl.when(known).then("current"),
            "Not on the list": pl.when("listed").then("missing"),
            "Cannot tell": "not_seen",
            "Not to be in it": pl.col("opted_out") + pl.col("excluded"),
            "At least": "low",
            "At most": "high",
            "Linked to nobody": pl.when(known).then("unknown"),
        },
    )
