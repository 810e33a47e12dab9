"""Does the group still match the roster? in sentences. No names: those are for `findings.people`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from dashboard.selection import Selection
from dashboard.words import about, between, counted, day, listed, plural

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
    ("opted_out_present", "of a family that asked not to be in the group"),
    ("excluded_present", "of a family under an exclusion"),
)

Row = Mapping[str, Any]


def figure(answer: Any) -> tuple[str, str]:
    """The one figure of the start page, and what it counts."""
    row: Row = next(answer.whole.iter_rows(named=True), {"low": None})
    if row["low"] is None:
        return "not known", "places of families filled"
    if answer.rough:
        return str(row["said"]), "places of families filled, at least"
    low, high = row["low"], row["high"]
    return f"{f'{low:,}' if low == high else f'{low:,}–{high:,}'} of {row['families']:,}", "places of families filled"


def points(answer: Any, selection: Selection) -> list[str]:
    """One class: its own sentence and bounds. Several: the sum of places, and who stands out, by reason alone."""
    (row,) = answer.whole.to_dicts() or [{"low": None, "families": 0, "class": selection.classes[0]}]
    if answer.rough:
        return [roughly(row, answer.on)]
    return [headline(row) if row["class"] else school(row, answer.on), *filter(None, [outside(answer.members)])]


def headline(row: Row) -> str:
    """22 of 27 families of 2B are definitely in the group; 3 are not; 2 we cannot tell."""
    families, name = row["families"], row["class"]
    if not families:
        return f"There is no roster for {name}, so its group cannot be compared with it."
    if row["low"] is None:
        return f"Nothing is known about who is in the group of {name}."
    current = f"{row['current']:,} of {counted(families, 'family')}"
    sure = f"{current} of {name} {plural(row['current'], 'is')} definitely in the group"
    parts = [
        f"{row['missing']:,} {plural(row['missing'], 'is')} not" if row["missing"] else "",
        f"{row['opted_out']:,} opted out" if row["opted_out"] else "",
        f"{row['not_seen']:,} we cannot tell" if row["not_seen"] else "",
    ]
    band = f" So it is {between(row['low'], row['high'])} of {families:,}." if row["low"] < row["high"] else ""
    return "; ".join([sure, *filter(None, parts)]) + "." + band


def school(row: Row, on: date) -> str:
    """All classes together, where anything is known."""
    if row["low"] is None:
        return "Nothing is known yet about who is in which group: add exports and a roster."
    return (
        f"{between(row['low'], row['high']).capitalize()} of {row['families']:,} families' places in "
        f"{counted(row['classes'], 'class')} are filled by somebody in the class's group, as of {day(on)}."
    )


def roughly(row: Row, on: date) -> str:
    if row["low"] is None:
        return "There is too little to say how well the groups match the roster."
    share, classes = about(row["said"]), counted(row["classes"], "class")
    return (
        f"{share[0].upper()}{share[1:]} of families' places in {classes} are known to be filled in the class groups, "
        f"as of {day(on)}."
    )


def outside(members: pl.DataFrame) -> str | None:
    """How many members stand out, by reason, without a name."""
    counts = dict(members.group_by("status").len().iter_rows())
    parts = [f"{counts[status]:,} {words}" for status, words in OUTSIDE if counts.get(status)]
    return f"Members worth a look: {listed(parts)}." if parts else None


def notes(answer: Any) -> list[str]:
    """What the bounds rest on, class by class."""
    listed_classes = answer.bounds.filter(pl.col("listed"))["class"].to_list()
    if not listed_classes:
        return ["No member list was given: who never posted or joined in the export cannot be told from who is absent."]
    return [f"A member list was given for {listed(listed_classes)}."]


def table(answer: Any) -> pl.DataFrame:
    frame = answer.bounds
    if answer.rough:
        return frame.select(Class="class", **{"On roll": "families", "In the group, at least": "said"})
    known = pl.col("low").is_not_null()
    return frame.select(
        Class="class",
        **{
            "On roll": "families",
            "In the group": pl.when(known).then("current"),
            "Not on the list": pl.when("listed").then("missing"),
            "Cannot tell": "not_seen",
            "Opted out": "opted_out",
            "At least": "low",
            "At most": "high",
            "Linked to nobody": pl.when(known).then("unknown"),
        },
    )
