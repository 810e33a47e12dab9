"""Does the group still match the roster? in sentences. No names: those are for `findings.people`."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from dashboard.selection import Selection
from dashboard.words import between, counted, day, listed, percent, plural

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
    known = answer.bounds.drop_nulls("low")
    if known.is_empty():
        return "not known", "places of families filled"
    if answer.rough:
        return roughly_filled(known)[0], "places of families filled, at least"
    low, high, families = (int(known[column].sum()) for column in ("low", "high", "families"))
    return f"{f'{low:,}' if low == high else f'{low:,}–{high:,}'} of {families:,}", "places of families filled"


def points(answer: Any, selection: Selection) -> list[str]:
    """One class: its own sentence and bounds. Several: the sum of places, and who stands out, by reason alone."""
    if answer.rough:
        return [roughly(answer.bounds, answer.on)]
    one = answer.bounds.height == 1 and len(selection.classes) == 1
    said = [
        headline(answer.bounds.row(0, named=True)) if one else school(answer.bounds, answer.on),
        outside(answer.members),
    ]
    return [sentence for sentence in said if sentence]


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


def school(bounds: pl.DataFrame, on: Any) -> str:
    """All classes together, where anything is known."""
    known = bounds.drop_nulls(["low", "high"])
    if known.is_empty():
        return "Nothing is known yet about who is in which group: add exports and a roster."
    low, high, families = int(known["low"].sum()), int(known["high"].sum()), int(known["families"].sum())
    return (
        f"{between(low, high).capitalize()} of {families:,} families' places in {counted(known.height, 'class')} "
        f"are filled by somebody in the class's group, as of {day(on)}."
    )


def roughly(bounds: pl.DataFrame, on: Any) -> str:
    known = bounds.drop_nulls("low")
    if known.is_empty():
        return "There is too little to say how well the groups match the roster."
    low, classes = roughly_filled(known)
    return f"At least about {low} of families' places in {classes} are filled in the class groups, as of {day(on)}."


def roughly_filled(known: pl.DataFrame) -> tuple[str, str]:
    """The share of places filled, to the nearest 5 %, and in how many classes."""
    return percent(round(known["low"].sum() / known["families"].sum() * 20) / 20), counted(known.height, "class")


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
