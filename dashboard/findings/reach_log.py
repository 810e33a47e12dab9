"""The reach log in sentences: which looks at Message info are due, and what is wrong with those that were typed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

import polars as pl

from dashboard.reach_log import UNUSABLE, Added, Agenda, Look
from dashboard.words import at, counted, day, listed, plural

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
        "over": "Delivered to is less than Read by: it is then taken for those it came to, beside those in Read by.",
        "late": "This look is long after its announcement. If the date is a slip, correct it in the table below.",
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
            f"No look is due: the last announcement loaded was sent on {day(latest)}. Export the group again to "
            "see what is due for newer ones."
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


def taken(added: Added) -> list[str]:
    """What was taken, if the look was: its announcement, its numbers, its time, and what it replaced."""
    if added.look is None:
        return []
    look, replaced = added.look, added.replaced
    instead = f", in place of {listed(numbers(replaced))}" if replaced else ""
    people = [f"read by {look.read or 0:,} {plural(look.read or 0, 'person')}"]
    people += [] if look.delivered is None else [f"delivered to {look.delivered:,}"]
    when = f"by a look of {at(look.taken_at)}"
    return [f"Taken: the announcement of {at(look.sent_at)} was {listed(people)}, {when}{instead}."]


def numbers(look: Look) -> list[str]:
    """How many had read it and, if typed, to how many it was delivered."""
    return [f"{number:,}" for number in (look.read, look.delivered) if number is not None]


def remarks(added: Added) -> list[str]:
    """Why the look was not taken, or what is odd about it."""
    days = (added.look.taken_at - added.look.sent_at).days if added.look else 0
    facts = {"fewer": earlier(*added.earlier) if added.earlier else "", "late": f" It is {counted(days, 'day')} later."}
    return [REMARKS[remark] + facts.get(remark, "") for remark in added.remarks]


def earlier(taken_at: datetime, read: int) -> str:
    return f" At {at(taken_at)} it was {read:,}."


def log(entries: pl.DataFrame) -> pl.DataFrame:
    """What the table holds: `entries` with each remark as its sentence."""
    rows = entries.select("remark", "earlier_at", "earlier_read").iter_rows()
    said = [
        remark and REMARKS[remark] + (earlier(taken_at, read) if remark == "fewer" else "")
        for remark, taken_at, read in rows
    ]
    return entries.drop("earlier_at", "earlier_read").with_columns(remark=pl.Series(said, dtype=pl.String))


def columns(entries: pl.DataFrame) -> list[str]:
    """What the log shows: the figures before the words, which a telephone has no room for, and remarks if any."""
    remark = ["remark"] if entries["remark"].drop_nulls().len() else []
    return ["sent_at", "delivered", "read", *remark, "taken_at", "hours", "begins"]


def typed(entries: pl.DataFrame) -> str:
    """How many looks there are, and of how many there is something to check."""
    held = f"{counted(entries.height, 'look')} {plural(entries.height, 'is')} in the table"
    n = entries["remark"].drop_nulls().len()
    lost = " One that is not counted goes into no file." if entries["remark"].is_in(UNUSABLE).any() else ""
    return f"{held}; {n:,} of them {plural(n, 'has')} something to check.{lost}" if n else f"{held}."
