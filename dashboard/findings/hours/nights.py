"""How often do phones buzz at night? in sentences. No names, ever: shift workers post at night."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

import polars as pl

from dashboard.answers import Hours
from dashboard.findings.hours.weeks import trend
from dashboard.selection import Selection
from dashboard.words import counted, in_period, listed, of, percent, plural, sentence

QUESTION = "How often do phones buzz at night?"
CAUTION = (
    "People work shifts, and a phone can be muted: these figures say when messages came, not that anybody did "
    "anything wrong. A night belongs to the evening on which it starts; it is observed if the export covers "
    "all its quiet hours."
)
WITHHELD = "Nights of all groups together are not told here, as they would come close to those of a small class."

DAY_TYPES = (
    ("school_night", "nights before a school day"),
    ("weekend", "at weekends"),
    ("holiday", "in holidays"),
)

Row = Mapping[str, Any]


def figure(answer: Hours) -> tuple[str, str]:
    """The one figure of the start page, and what it counts."""
    row: Row = answer.whole.row(0, named=True) if answer.whole.height else {"nights": None}
    value = f"{row['disturbed']:,} of {row['nights']:,}" if row["nights"] else "not known"
    return value, "nights with a message"


def points(answer: Hours, selection: Selection) -> list[str]:
    """Nights first, then buzzes, then the share of messages, then the announcement group apart."""
    row = answer.whole.row(0, named=True) if answer.whole.height else {"nights": None}
    quiet, period = window(answer.quiet_start, answer.quiet_end), in_period(selection.period.name)
    announcements = list(map(announced, answer.announcements.rows(named=True)))
    groups = answer.classes.height + len(answer.unshown)
    if not groups:
        return [not_loaded(selection), *filter(None, announcements)]
    said = [
        WITHHELD if answer.withheld else disturbed(row, quiet, period, groups),
        day_types(answer.days),
        buzzes(answer),
        share(row),
        trend(answer),
        *announcements,
        unshown(answer.unshown, withheld=answer.withheld),
    ]
    return [words for words in said if words]


def window(start: time, end: time) -> str:
    return f"{start:%H:%M} to {end:%H:%M}"


def not_loaded(selection: Selection) -> str:
    whose, its = "any class’s group", "nights"
    if len(selection.classes) == 1:
        whose, its = f"the group of {selection.classes[0]}", "its nights"
    return f"No export of {whose} is loaded, so nothing can be said about {its}."


def by_group(groups: int) -> str:
    """A night of each of several groups counts, so that there are more nights than the period has."""
    return "counted group by group, " if groups > 1 else ""


def disturbed(row: Row, quiet: str, period: str, groups: int) -> str:
    """Nights with at least one message, of the nights observed; each group's night counts."""
    nights = row["nights"]
    if not nights:
        return f"No whole night ({quiet}) was observed {period}, so nothing can be said about nights."
    if row["disturbed"] == 0:
        none = f"{by_group(groups)}no night had a message in the quiet hours, {quiet}"
        return f"{sentence(none)}: 0 of {'the ' if nights > 1 else ''}{nights:,} observed {period}."
    part = f"{by_group(groups)}{of(row['disturbed'], nights, 'night')} {period}"
    return f"{sentence(part)} had a message in the quiet hours, {quiet} ({percent(row['share'])})."


def buzzes(answer: Hours) -> str | None:
    """Who is disturbed rather than who posts: each phone in the group buzzes."""
    if answer.whole["nights"].null_count():
        return None
    if answer.phones.is_empty():
        return "How many phones buzzed cannot be said: the number of members is not known for the whole time."
    row = answer.phones.row(0, named=True)
    named = answer.classes.drop_nulls("buzzes_a_member_night")["class"].to_list()
    every = len(named) == answer.classes.height and not answer.unshown
    where = "" if every else f"{listed(named)}, where the number of members is known for the whole time"
    if not row["buzzes"]:
        return f"No phone buzzed at night{where and f' in {where}'}."
    were, each = f"{plural(row['buzzes'], 'was')} {counted(row['buzzes'], 'buzz')}", row["buzzes_a_member_night"]
    return (
        f"If no phone was muted, there {were} at night, one for each message on every phone but the sender's: "
        f"{each:.2f} for each member and night.{where and f' This is of {where}.'}"
    )


def day_types(days: pl.DataFrame) -> str | None:
    """School nights, weekends and holidays apart: a night counts with the morning after it."""
    rows = {row["day_type"]: row for row in days.iter_rows(named=True)}
    parts = [
        f"{rows[kind]['disturbed']:,} of {rows[kind]['nights']:,} {words}" for kind, words in DAY_TYPES if kind in rows
    ]
    return f"That is {listed(parts)}." if len(parts) > 1 else None


def share(row: Row) -> str | None:
    if not row.get("written"):
        return None
    part = row["at_night"] / row["written"]
    return f"{of(row['at_night'], row['written'], 'message')} ({percent(part)}) came in the quiet hours."


def announced(row: Row) -> str | None:
    """The announcement group, apart from the classes' own talk."""
    if not row["nights"]:
        return None
    nights = (
        of(row["disturbed"], row["nights"], "night") if row["disturbed"] else f"none of the {row['nights']:,} nights"
    )
    return f"The announcement group had a message in the quiet hours on {nights}{of_its(row)}."


def of_its(row: Row) -> str:
    """(3 of its 13 messages); not where messages of the night before the period are all there are."""
    if not 0 < row["disturbed"] <= row["at_night"]:
        return ""
    return (
        " (its only message)" if row["written"] == 1 else f" ({row['at_night']:,} of its {row['written']:,} messages)"
    )


def unshown(away: Sequence[str], *, withheld: bool = False) -> str | None:
    """Classes without a row of their own."""
    if not away:
        return None
    is_counted, rows = ("is", "has no row of its own") if len(away) == 1 else ("are", "have no rows of their own")
    where = rows if withheld else f"{is_counted} counted in the whole but {rows}"
    return f"{listed(away)} {where}, so that no figure comes close to one family's."
