"""One announcement, opened, in sentences and tables: its window, its band, its ladder and its signs."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType
from typing import Any

import polars as pl

from dashboard.answers import Opened, Reach
from dashboard.findings.reach.announcements import groups_of
from dashboard.findings.reach.headline import band
from dashboard.words import at, counted, day

SIGNS_READING = (
    "A family may have left several of these signs, so they are no sum. A sign shows that somebody looked into the "
    "group; no sign shows nothing, and a thanks is no consent."
)
SIGNS = MappingProxyType(
    {
        "quote": "quoted some of its words",
        "thanks": "said thanks where it stood",
        "link": "shared its link on",
        "copy": "passed it on to a class group",
        "message": "wrote in the announcement group",
        "join": "joined the announcement group by their own hand",
        "after_copy": "wrote in a class group below a copy of it",
    }
)
RUNGS = MappingProxyType(
    {
        "on_roll": ("On roll", "the roster"),
        "joined": ("In any of the groups", "exports, member lists and head-counts"),
        "in_group": ("In the announcement group", "its export, member lists and head-counts"),
        "delivered": ("Delivered", "Message info, typed"),
        "read": ("Read", "Message info, typed"),
        "acted": ("Acted on it", "direct signs in the exports"),
    }
)

CAME_LATER = (
    "The count is of those who were in the group when it was sent; some of the signs are of families who came later."
)
NOTES = MappingProxyType(
    {
        "taken_earlier": (
            "was taken earlier than some of the signs, or was reset by an edit: fewer people had "
            "read it than families wrote below it. It bounds nothing."
        ),
        "impossible": (
            "fits nothing that is loaded: so many readers would be of more families than can have "
            "been in the group. Check the two numbers, or add a newer list of the group's members."
        ),
    }
)

Row = Mapping[str, Any]


def heading(made: Row) -> str:
    return f"The announcement of {at(made['sent_at'])}"


def paragraphs(made: Row) -> list[str]:
    """The text as it was written, a line each."""
    return [line for line in (made["text"] or "(no text)").split("\n") if line.strip()]


def about_one(made: Row, answer: Opened, reach: Reach, of_class: str | None) -> list[str]:
    """Its window, its band, what was merged into it, where copies of it stand."""
    over = made["sent_at"] + timedelta(hours=answer.window_hours)
    number = made["announcement"]
    copied = reach.copied.filter(pl.col("announcement") == number)
    bands: Sequence[Row] = answer.band.to_dicts()
    return [
        *(band(row) for row in bands if not (of_class and row["n"] is None)),
        *([] if answer.band.height else [f"There are too few families on roll in {of_class} to show its figures."]),
        f"Signs count until {at(over)}, {answer.window_hours:,} hours after it was sent.",
        *(
            f"The count of {at(row['taken_at'])} {NOTES[row['read_note']]}"
            for row in bands
            if row["read_note"] in NOTES
        ),
        *([CAME_LATER] if any(came_later(row) for row in bands) else []),
        *(
            [f"It was posted {counted(made['posts'], 'time')} within minutes and counts once."]
            if made["posts"] > 1
            else []
        ),
        *(["It was edited: WhatsApp's counts began anew then."] if made["edited"] else []),
        *([f"A copy stands in {groups_of(copied.filter('whole'))}."] if copied["whole"].any() else []),
        *(
            [f"A part of it is quoted in {groups_of(copied.filter(~pl.col('whole')))}."]
            if not copied["whole"].all()
            else []
        ),
    ]


def came_later(row: Row) -> bool:
    """More families left a sign than can have been counted."""
    return row["read_high"] is not None and row["floor"] is not None and row["read_high"] < row["floor"]


def ladder_title(made: Row, of_class: str | None) -> str:
    whom = "the school" if of_class is None else of_class
    return f"From the roll to a reply: the announcement of {day(made['sent_at'])}, {whom}"


def rung(row: Row) -> str:
    """Read, 25 hours after · Acted on it, by votes"""
    name = RUNGS[row["rung"]][0]
    if row["hours"] is not None:
        return f"{name}, {counted(max(1, round(row['hours'])), 'hour')} after"
    return f"{name}, by votes" if (row["rung"], row["unit"]) == ("acted", "people") else name


def ladder_table(answer: Opened) -> pl.DataFrame:
    """Every rung with its numbers, what tells of it, and of when it is."""
    rows = [
        {
            "Rung": rung(row),
            "At least": row["low"],
            "At most": row["high"],
            "Of": row["of"],
            "Counted": row["unit"],
            "By": RUNGS[row["rung"]][1]
            if row["unit"] == "families" or row["rung"] == "delivered"
            else "votes in the poll",
            "Of when": at(row["at"]) if row["at"] else None,
        }
        for row in answer.ladder.iter_rows(named=True)
    ]
    types = {"Rung": pl.String, "At least": pl.UInt32, "At most": pl.UInt32, "Of": pl.UInt32}
    return pl.DataFrame(rows, schema=types | {"Counted": pl.String, "By": pl.String, "Of when": pl.String})


def signs_table(answer: Opened) -> pl.DataFrame:
    return answer.signs.select(
        pl.col("sign").cast(pl.String).replace(dict(SIGNS)).alias("What families did"),
        pl.col("families").alias("Families"),
    )


def signs(answer: Opened) -> str:
    """How many families left any sign."""
    seen = answer.band.drop_nulls("floor")
    if seen.is_empty():
        return "No signs are counted: the window is not over, or there is no roster."
    row: Row = seen.row(0, named=True)
    if row["floor"] == 0:
        return "No family left a sign in the exports that are loaded."
    return f"{counted(row['floor'], 'family')} left one sign or more, {directly(row['direct'], row['floor'])}."


def directly(direct: int, floor: int) -> str:
    """3 of them directly · none of them directly"""
    if floor == 1:
        return "directly" if direct else "not directly"
    return f"{direct:,} of them directly" if direct else "none of them directly"
