"""The reach log in sentences: which looks at Message info are due, and what is wrong with those that were typed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

import polars as pl

from dashboard.reach_log import UNUSABLE, Agenda
from dashboard.words import at, counted, day, plural

HOW = (
    "In WhatsApp, hold the announcement and choose Info: the screen says by how many people it was read, and to how "
    "many it was delivered. It counts people, and only those who were in the group when the announcement was sent."
)
RESETS = (
    "Editing a message resets WhatsApp’s counts: take a look before you edit it. An announcement that was sent twice "
    "has two messages, and each has counts of its own."
)
MOST = 1_000_000  # people; no group of WhatsApp is near it
PASTE = "Read by 212 / Delivered to 380"
CANNOT_KEEP = (
    "read_counts.csv in the folder could not be read, so nothing is kept in its place: see the start page, or "
    "download the table under another name."
)
REMARKS = MappingProxyType(
    {
        "no_time": "Not counted: both times are needed.",
        "before": "Not counted: it was taken before the announcement was sent. Correct one of the two times.",
        "no_count": "Not counted: the number under Read by is missing.",
        "no_announcement": "No announcement loaded was sent in this minute. Correct the time, or load its export.",
        "fewer": "Fewer had read it than at an earlier look: editing a message resets WhatsApp’s counts.",
        "untold": "Nothing was taken: it cannot be told which of the two numbers is which. Type each into its field.",
        "nothing": "Nothing was taken: paste what Message info says, or type the number under Read by.",
    }
)


def first(agenda: Agenda) -> str:
    """What is due, or that nothing is and why."""
    if agenda.choices.is_empty():
        return "No announcement is loaded. Name the announcement group in school.toml and add its export."
    if agenda.over:
        latest: datetime = agenda.choices["sent_at"].max()  # pyright: ignore[reportAssignmentType]
        return (
            f"Nothing is due. The last announcement loaded is of {day(latest)}: load a newer export to be reminded of "
            "the looks at later ones."
        )
    at_once = agenda.due.filter(pl.col("due_at") <= agenda.now).height
    if at_once:
        return f"{counted(at_once, 'look')} at Message info {plural(at_once, 'is')} due now."
    if agenda.due.is_empty():
        return "Nothing is due: the looks at the latest announcements have been taken."
    return f"Nothing is due now; the next look is due {when(agenda.due['due_at'].min(), agenda.now)}."  # pyright: ignore[reportArgumentType]


def due(agenda: Agenda) -> list[str]:
    """24 hours after Tuesday’s announcement (Tue 7 Jul 2026, 18:05): due now."""
    rows = agenda.due.select("hours", "sent_at", "due_at").iter_rows()
    return [
        f"{span(hours)} after {sent_at:%A}’s announcement ({at(sent_at)}): due {when(due_at, agenda.now)}."
        for hours, sent_at, due_at in rows
    ]


def span(hours: int) -> str:
    """24 hours · 7 days"""
    return counted(hours // 24, "day") if hours % 24 == 0 and hours > 48 else counted(hours, "hour")


def when(moment: datetime, now: datetime) -> str:
    """now · today at 18:05 · tomorrow at 18:05 · on Thu 9 Jul 2026, 18:05"""
    if moment <= now:
        return "now"
    near = {now.date(): "today", now.date() + timedelta(days=1): "tomorrow"}.get(moment.date())
    return f"{near} at {moment:%H:%M}" if near else f"on {at(moment)}"


def labels(agenda: Agenda) -> Mapping[int, str]:
    """announcement -> Thu 9 Jul 2026, 18:05 · The summer fair is …"""
    rows = agenda.choices.select("announcement", "sent_at", "begins").iter_rows()
    return {number: f"{at(sent_at)} · {begins or '(no text)'}" for number, sent_at, begins in rows}


def said(remark: str) -> str:
    return REMARKS[remark]


def log(entries: pl.DataFrame) -> pl.DataFrame:
    """`entries` with each remark as its sentence."""
    return entries.with_columns(pl.col("remark").cast(pl.String).replace_strict(dict(REMARKS), default=None))


def columns(entries: pl.DataFrame) -> list[str]:
    """What the log shows, the remarks first where there are any."""
    shown = ["sent_at", "begins", "taken_at", "hours", "delivered", "read"]
    return ["remark", *shown] if entries["remark"].drop_nulls().len() else shown


def typed(entries: pl.DataFrame) -> str:
    """How many looks there are, and of how many there is something to check."""
    held = f"{counted(entries.height, 'look')} {plural(entries.height, 'is')} in the table"
    n = entries["remark"].drop_nulls().len()
    lost = " One that is not counted goes into no file." if entries["remark"].is_in(UNUSABLE).any() else ""
    return f"{held}; {n:,} of them {plural(n, 'has')} something to check.{lost}" if n else f"{held}."
