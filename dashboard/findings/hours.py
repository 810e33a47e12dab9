"""When do phones buzz? in sentences. No names, ever: shift workers post at night."""

from collections.abc import Mapping
from datetime import time
from typing import Any

import polars as pl

from dashboard.findings.equity import in_words
from dashboard.selection import Selection
from dashboard.words import about, listed, of, percent, plural

QUESTION = "When do phones buzz?"
NIGHTS_TITLE = "Nights with a message in the quiet hours, of the nights observed"
WEEK_TITLE = "When messages come, by weekday and hour"
CAUTION = (
    "People work shifts, and a phone can be muted: these figures say when messages came, not that anybody did wrong. "
    "A night belongs to the evening on which it starts; it is observed if the export covers all its quiet hours."
)

Row = Mapping[str, Any]


def figure(answer: Any) -> tuple[str, str]:
    """The one figure of the start page, and what it counts."""
    row: Row = answer.whole.row(0, named=True) if answer.whole.height else {"nights": None}
    if not row["nights"]:
        return "not known", "nights with a message"
    value = row["said"] if answer.rough else f"{row['disturbed']:,} of {row['nights']:,}"
    return value, "nights with a message"


def points(answer: Any, selection: Selection) -> list[str]:
    """Nights first, then buzzes, then the share of messages, then the announcement group apart."""
    row = answer.whole.row(0, named=True) if answer.whole.height else {"nights": None}
    quiet, period = window(answer.quiet_start, answer.quiet_end), in_words(selection.period.name)
    if answer.rough:
        return [roughly(row, quiet, period)]
    said = [
        disturbed(row, quiet, period, answer.classes.height),
        buzzes(answer),
        share(row),
        *map(announced, answer.announcements.rows(named=True)),
    ]
    return [sentence for sentence in said if sentence]


def window(start: time, end: time) -> str:
    return f"{start:%H:%M} to {end:%H:%M}"


def disturbed(row: Row, quiet: str, period: str, groups: int) -> str:
    """Nights with at least one message, of the nights observed; each group's night counts."""
    nights = row["nights"]
    if not nights:
        return f"No whole night ({quiet}) was observed {period}, so nothing can be said about nights."
    if row["disturbed"] == 0:
        return f"No message came in the quiet hours ({quiet}) {period}: 0 of {nights:,} {plural(nights, 'night')}."
    part = f"{of(row['disturbed'], nights, 'night')} {period}"
    each = ", counted group by group" if groups > 1 else ""
    return f"{part} had a message in the quiet hours, {quiet} ({percent(row['share'])}{each})."


def roughly(row: Row, quiet: str, period: str) -> str:
    if row.get("said") is None:
        return f"There is too little to say how often phones buzzed at night {period}."
    share = about(row["said"])
    return f"{share[0].upper()}{share[1:]} of the nights {period} had a message in the quiet hours, {quiet}."


def buzzes(answer: Any) -> str | None:
    """Who is disturbed rather than who posts: each phone in the group buzzes."""
    if answer.phones.is_empty():
        return "How many phones buzzed cannot be said: the number of members is not known throughout."
    row = answer.phones.row(0, named=True)
    named = answer.classes.drop_nulls("buzzes_a_member_night")["class"].to_list()
    where = "" if len(named) == answer.classes.height else f"In {listed(named)}, where the number of members is known: "
    said = (
        f"{row['buzzes']:,} {plural(row['buzzes'], 'buzz')} at night, counting every phone but the sender's, or "
        f"{row['buzzes_a_member_night']:.2f} for each member and night."
    )
    return f"{where}{said}"


def share(row: Row) -> str | None:
    if not row.get("written"):
        return None
    part = row["at_night"] / row["written"]
    return f"{row['at_night']:,} of {row['written']:,} messages ({percent(part)}) came in the quiet hours."


def announced(row: Row) -> str | None:
    """The announcement group, apart from the classes' own talk."""
    if not row["nights"]:
        return None
    return f"The announcement group had a message in the quiet hours on {of(row['disturbed'], row['nights'], 'night')}."


def can_draw(answer: Any) -> bool:
    return answer.classes.height > 0 and answer.classes["nights"].is_not_null().any()


def clock(chats: Any) -> str:
    """How exact the times are, and whose clock they are."""
    to_the_minute = [chat.name for chat in chats if chat.header.resolution == "minute"]
    exact = "Times are exact to the second." if not to_the_minute else "Some exports give times to the minute only."
    return f"Times are the wall clock of the phones that made the exports. {exact}"


def table(answer: Any) -> pl.DataFrame:
    frame = answer.classes
    if answer.rough:
        return frame.select(Class="class", **{"Nights": "nights", "With a message": "said"})
    return frame.select(
        Class="class",
        **{
            "Nights": "nights",
            "With a message": "disturbed",
            "Share in %": (pl.col("share") * 100).round(1),
            "Buzzes": "buzzes",
            "A member and night": pl.col("buzzes_a_member_night").round(2),
            "Messages": "written",
            "In quiet hours": "at_night",
        },
    )
