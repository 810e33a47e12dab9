"""What leaves the laptop: every value of a summary in words, and what becomes of it. Pure sentences and tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from dashboard.disclosure import bands
from dashboard.summary.model import Announcement, Count, Figures, Group, Period, Summary
from dashboard.words import at, counted, day, listed, plural

TITLE = "What leaves this laptop"
NOT_IN_IT = (
    "Not in it: any name or number of a person, any message or word of one, how much a family or a person wrote, and "
    "any single day or night but those on which records begin and end. Nobody can read from it who wrote and who did "
    "not."
)
BANDED = (
    "Shares are told in bands and counts to the nearest 5, as wide as they must be so that nobody who knows how many "
    "families the class has can work out one family's part."
)
NEXT = (
    "Nothing is sent by itself. Save the file, look it through, and send it to the Parent Association as you would "
    "send any other file. You can also keep it to yourself."
)
CHECK = (
    "The file's last line is a check number worked out from all the others: it shows whether the file was damaged or "
    "changed on its way. It is no signature, and says nothing of who made it."
)
AS_A_FILE = "The file itself, letter by letter"
UNKNOWN = "not known, or too few to show"
HIDDEN = "too few families or messages to show"
OF_THE_SCHOOL = "told of the whole school alone"
SETTINGS = "The school"
WORDS = MappingProxyType(  # each figure, in the order in which it is read
    {
        "families": "Families on roll",
        "heard": "Families with at least one message",
        "linked_enough": "Enough messages could be linked to a family",
        "in_group_at_least": "Families in the group at the period's end, at least",
        "in_group_at_most": "Families in the group at the period's end, at most",
        "unlinked_members": "Members of the group then who are linked to no family",
        "joined": "People who came to the group",
        "left": "People who left the group or were removed",
        "nights": "Nights observed",
        "nights_with_a_message": "Nights with a message in quiet hours",
        "school_nights_with_a_message": "Nights before a school day with a message in quiet hours",
        "messages_a_day": "Messages on a typical day",
        "messages_on_a_busy_day": "Messages on a busy day (one in twenty has more)",
        "in_bursts": "Messages in bursts",
        "in_side_chats": "Messages in side chats",
        "questions": "Messages that ask a question",
        "questions_followed": "Questions followed by somebody else's message",
        "non_answers": "Messages that say no more than “don’t know”",
    }
)
OF = MappingProxyType(  # what a share is a share of
    {
        "heard": "the families",
        "in_group_at_least": "the families",
        "in_group_at_most": "the families",
        "nights_with_a_message": "the nights observed",
        "school_nights_with_a_message": "those nights",
        "in_bursts": "the messages",
        "in_side_chats": "the messages",
        "questions": "the messages",
        "questions_followed": "the questions",
        "non_answers": "the messages",
    }
)
OF_AN_ANNOUNCEMENT = MappingProxyType(
    {
        "at_least": "Left a sign of it",
        "known": "Surely in a group where it stood",
        "at_most": "Can have been in a group where it stood",
        "read_at_least": "Read it, at least",
        "read_at_most": "Read it, at most",
    }
)
OF_THE_SCHOOL_ALONE = ("read_at_least", "read_at_most")
STATES = MappingProxyType(
    {"export": "an export of it was read", "no export": "no export was read", "no group": "no group is known"}
)


@dataclass(frozen=True)
class Shown:
    """A part of the file: its heading, and a table in words whose columns are all text."""

    heading: str
    table: pl.DataFrame


def opening(summary: Summary) -> str:
    """This summary of 2B tells of 3 periods that are over and of 12 announcements. Below is all that it holds."""
    periods = {period.name for group in summary.groups for period in group.periods}
    posted = {each.sent_at for group in summary.groups for each in group.announcements}
    told = f"{counted(len(periods), 'period')} that {plural(len(periods), 'is')} over"
    beside = f" and of {counted(len(posted), 'announcement')}" if posted else ""
    return f"This summary of {about(summary)} tells of {told}{beside}. Below is all that it holds."


def about(summary: Summary) -> str:
    """2B · Hill School"""
    return summary.groups[0].name if len(summary.groups) == 1 else summary.school


def named(summary: Summary) -> str:
    """What of it points to the class."""
    beside = ", and when announcements were sent" if any(group.announcements for group in summary.groups) else ""
    groups = plural(len(summary.groups), "group")
    return f"It names the school, the {groups} of families that it tells of and its periods{beside}."


def file_name(summary: Summary) -> str:
    """2B.schoolgate.json; what a file's name cannot hold is a hyphen."""
    name = re.sub(r"[^\w ()-]+", "-", about(summary)).strip(" -")
    return f"{name or 'summary'}.schoolgate.json"


def parts(summary: Summary) -> tuple[Shown, ...]:
    """Every value that the file holds but its check number: the school's settings, then group by group."""
    return (Shown(SETTINGS, settings(summary)), *(part for group in summary.groups for part in parts_of(group)))


def parts_of(group: Group) -> Iterator[Shown]:
    yield Shown(group.name, about_group(group))
    if group.periods:
        yield Shown(f"{group.name}, period by period", by_period(group))
    if group.announcements:
        yield Shown(f"{group.name}: the announcements, and the families on roll then", announcements(group))


def settings(summary: Summary) -> pl.DataFrame:
    """What, Said."""
    return table(
        ("School", summary.school),
        ("Quiet hours", f"{summary.quiet_start:%H:%M} to {summary.quiet_end:%H:%M}"),
        ("A sign of an announcement counts for", f"{summary.window_hours} hours"),
        ("Kind of file", f"{summary.format}, version {summary.version}"),
    )


def about_group(group: Group) -> pl.DataFrame:
    """What, Said: what is said of the group itself."""
    together = [("Told of together", listed(group.classes))] if group.classes else []
    return table(
        ("Name", f"{group.name} (a {group.kind})"),
        ("Year", group.year or UNKNOWN),
        *together,
        ("Its group chat", STATES[group.group]),
        ("Records begin on", day(group.first) if group.first else UNKNOWN),
        ("Records end on", day(group.last) if group.last else UNKNOWN),
        ("Exports of it agree on the time of day", "yes" if group.times_settled else "no"),
    )


def table(*rows: tuple[str, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"What": pl.String, "Said": pl.String}, orient="row")


def by_period(group: Group) -> pl.DataFrame:
    """What, and a column a period: its kind, then each figure in words."""
    first = pl.DataFrame({"What": ["Kind of period", *WORDS.values()]})
    return first.with_columns(pl.Series(heading(period), column(period)) for period in group.periods)


def heading(period: Period) -> str:
    """Spring 2026 (5 Jan 2026 to 27 Mar 2026)"""
    return f"{period.name} ({day(period.starts)} to {day(period.ends)})"


def column(period: Period) -> list[str]:
    told = period.figures
    return [period.span, *(HIDDEN if told is None else figure(told, name) for name in WORDS)]


def figure(told: Figures, name: str) -> str:
    """One figure in words: 45 to 55 % of the families · about 25 (23 to 27) · yes · not known."""
    value = getattr(told, name)
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value} of {OF[name]}" if name in OF else number(value)


def number(said: Count) -> str:
    """0 · 1 to 4 · about 25 (23 to 27)"""
    low, high = bands.numbers(said)
    if low == high:
        return str(low)
    return f"{low} to {high}" if said == bands.FEW else f"about {said} ({low} to {high})"


def announcements(group: Group) -> pl.DataFrame:
    """Sent, Families, and how many of them it can have reached, in words: a row an announcement."""
    rows = [
        [at(each.sent_at), number(each.families), *(reached(group, each, name) for name in OF_AN_ANNOUNCEMENT)]
        for each in group.announcements
    ]
    return pl.DataFrame(rows, schema=["Sent", "Families", *OF_AN_ANNOUNCEMENT.values()], orient="row")


def reached(group: Group, announcement: Announcement, name: str) -> str:
    value = getattr(announcement, name)
    if value is None and name in OF_THE_SCHOOL_ALONE and group.kind != "school":
        return OF_THE_SCHOOL
    return value or UNKNOWN
