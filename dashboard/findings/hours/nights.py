"""When do phones buzz? in sentences. No names, ever: shift workers post at night."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

import polars as pl

from dashboard.answers import Hours
from dashboard.findings.hours.weeks import trend
from dashboard.selection import Selection
from dashboard.words import about, in_period, listed, of, percent, plural, sentence

QUESTION = "When do phones buzz?"
CAUTION = (
    "People work shifts, and a phone can be muted: these figures say when messages came, not that anybody did wrong. "
    "A night belongs to the evening on which it starts; it is observed if the export covers all its quiet hours."
)

DAY_TYPES = (
    ("school_night", "nights before a school day"),
    ("weekend", "at weekends"),
    ("holiday", "in holidays"),
)

Row = Mapping[str, Any]


def figure(answer: Hours) -> tuple[str, str]:
    """The one figure of the start page, and what it counts."""
    row: Row = answer.whole.row(0, named=True) if answer.whole.height else {"nights": None}
    if not row["nights"] or (answer.rough and row["share"] is None):
        return "not known", "nights with a message"
    value = row["said"] if answer.rough else f"{row['disturbed']:,} of {row['nights']:,}"
    return value, "nights with a message"


def points(answer: Hours, selection: Selection) -> list[str]:
    """Nights first, then buzzes, then the share of messages, then the announcement group apart."""
    row = answer.whole.row(0, named=True) if answer.whole.height else {"nights": None}
    quiet, period = window(answer.quiet_start, answer.quiet_end), in_period(selection.period.name)
    if answer.rough:
        return [roughly(row, quiet, period), *filter(None, [trend(answer, period)])]
    said = [
        disturbed(row, quiet, period, answer.classes.height),
        day_types(answer.days),
        buzzes(answer),
        share(row),
        trend(answer, period),
        *map(announced, answer.announcements.rows(named=True)),
        unshown(answer.unshown),
    ]
    return [words for words in said if words]


def window(start: time, end: time) -> str:
    return f"{start:%H:%M} to {end:%H:%M}"


def disturbed(row: Row, quiet: str, period: str, groups: int) -> str:
    """Nights with at least one message, of the nights observed; each group's night counts."""
    nights = row["nights"]
    if not nights:
        return f"No whole night ({quiet}) was observed {period}, so nothing can be said about nights."
    if row["disturbed"] == 0:
        return f"No night had a message in the quiet hours, {quiet}: 0 of the {nights:,} observed {period}."
    part = f"{of(row['disturbed'], nights, 'night')} {period}"
    each = ", counted group by group" if groups > 1 else ""
    return f"{part} had a message in the quiet hours, {quiet} ({percent(row['share'])}{each})."


def roughly(row: Row, quiet: str, period: str) -> str:
    if row.get("share") is None:
        return f"There is too little to say how often phones buzzed at night {period}."
    return f"{sentence(about(row['said']))} of the nights {period} had a message in the quiet hours, {quiet}."


def buzzes(answer: Hours) -> str | None:
    """Who is disturbed rather than who posts: each phone in the group buzzes."""
    if answer.phones.is_empty():
        return "How many phones buzzed cannot be said: the number of members is not known throughout."
    row = answer.phones.row(0, named=True)
    named = answer.classes.drop_nulls("buzzes_a_member_night")["class"].to_list()
    every = len(named) == answer.classes.height and not answer.unshown
    where = "" if every else f"In {listed(named)}, where the number of members is known: "
    said = (
        f"{row['buzzes']:,} {plural(row['buzzes'], 'buzz')} at night, counting every phone but the sender's, or "
        f"{row['buzzes_a_member_night']:.2f} for each member and night."
    )
    return f"{where}{said}"


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
    buzzes = row["buzzes_a_member_night"]
    parts = [
        f"The announcement group had a message in the quiet hours on {of(row['disturbed'], row['nights'], 'night')}",
        f"{of(row['at_night'], row['written'], 'message')} came then" if row["written"] else None,
        f"that is {buzzes:.2f} {plural(buzzes, 'buzz')} for each member and night"
        if row["buzzes"] and buzzes
        else None,
    ]
    return f"{'; '.join(part for part in parts if part)}."


def unshown(away: Sequence[str]) -> str | None:
    """Classes without a row of their own."""
    if not away:
        return None
    themselves = "itself" if len(away) == 1 else "themselves"
    return (
        f"{listed(away)} {plural(len(away), 'is')} counted in the whole and not shown by {themselves}: with so few "
        "families, a figure, or the whole's less the others, would come close to one family's."
    )
