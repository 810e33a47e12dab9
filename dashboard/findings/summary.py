"""What leaves the laptop: every value of a summary in words, and what becomes of it. Pure sentences and tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import polars as pl

from dashboard.disclosure import bands
from dashboard.findings.summary_words import OF, OF_AN_ANNOUNCEMENT, STATES, WHY, WORDS
from dashboard.summary.model import READ, Announcement, Count, Figures, Group, Period, Summary
from dashboard.thresholds import FEWEST_FAMILIES
from dashboard.words import as_text, at, counted, day, listed, plural

TITLE = "What leaves this laptop"
NOT_IN_IT = (
    "Not in it: any name or number of a person, any message or word of one, or how much a family or a person wrote. "
    "Not in it either: any day but the ends of records, terms and school years, and when announcements were sent. "
    "Nobody can read from it who wrote and who did not."
)
BANDED = "Counts are to the nearest 5. Shares are bands wide enough that no one can work out one family's part."
NEXT = (
    "Nothing is sent by itself. Save the file, look it through, and send it to the Parent Association as you would "
    "send any other file. You can also keep it to yourself."
)
CHECK = (
    "The file's last line is a check number worked out from all the others: it shows whether the file was damaged or "
    "changed on its way. It is no signature, and says nothing of who made it."
)
AS_A_FILE = "The file itself, letter by letter"
NEARLY = "The records may lack up to two weeks at either end of a period."
WITHOUT_ROSTER = (
    "No roster was loaded, so nothing is told of families. Add one, or the number of families, to tell of them."
)
MOST_COLUMNS = 4  # periods in one table: a school year has three terms as a rule, and more do not fit beside each other
UNKNOWN = "not known"
UNTOLD = "not known, or too few to show"
HIDDEN = "too few families or messages to show"
OF_THE_SCHOOL = "told of the whole school alone"
SETTINGS = "The school"


@dataclass(frozen=True)
class Shown:
    """A part of the file: its heading, and a table in words whose columns are all text."""

    heading: str
    table: pl.DataFrame

    def in_markdown(self) -> pl.DataFrame:
        """The table for where Markdown is read."""
        return pl.DataFrame(
            {as_text(name): [as_text(said) for said in self.table[name]] for name in self.table.columns}
        )


def opening(summary: Summary) -> str:
    """This summary of 2B tells of 3 periods that are over, or nearly, and of 12 announcements. Below is all of it.

    Where it holds no figure it says so, and why.
    """
    if holds_nothing(summary):
        return f"{smallness(summary)}, or too few messages, in every period: the file holds no figure."
    periods = {period.name for group in summary.groups for period in group.periods}
    posted = {each.sent_at for group in summary.groups for each in group.announcements}
    told = f"{counted(len(periods), 'period')} that {plural(len(periods), 'is')} over, or nearly"
    beside = f", and of {counted(len(posted), 'announcement')}" if posted else ""
    return f"This summary of {about(summary)} tells of {told}{beside}. Below is all of it."


def told_of(summary: Summary) -> list[Figures]:
    return [period.figures for group in summary.groups for period in group.periods if period.figures]


def holds_nothing(summary: Summary) -> bool:
    return not told_of(summary) and not any(group.announcements for group in summary.groups)


def smallness(summary: Summary) -> str:
    each = about(summary) if len(summary.groups) == 1 else "Each class"
    return f"{each} has fewer than {FEWEST_FAMILIES} families on roll"


def sentences(summary: Summary) -> tuple[str, ...]:
    """What it lacks without a roster, what is not in it, what is, how it is rounded and what becomes of it."""
    lacking = (WITHOUT_ROSTER,) if lacks_families(summary) else ()
    return (*lacking, NOT_IN_IT, named(summary), BANDED, NEXT)


def lacks_families(summary: Summary) -> bool:
    told = told_of(summary)
    return bool(told) and all(figures.families is None for figures in told)


def about(summary: Summary) -> str:
    """2B · Hill School"""
    return summary.groups[0].name if len(summary.groups) == 1 else summary.school


def named(summary: Summary) -> str:
    """What of it points to the class, and how much of its periods may be missing."""
    beside = ", and when announcements were sent" if any(group.announcements for group in summary.groups) else ""
    groups = plural(len(summary.groups), "group")
    return f"It names the school, the {groups} of families that it tells of and its periods{beside}. {NEARLY}"


def file_name(summary: Summary) -> str:
    """2B.schoolgate.json; what a file's name cannot hold is a hyphen."""
    name = re.sub(r"[^\w ()-]+", "-", about(summary)).strip(" -")
    return f"{name or 'summary'}.schoolgate.json"


def parts(summary: Summary) -> tuple[Shown, ...]:
    """Every value that the file holds but its check number: the school's settings, then group by group."""
    return (Shown(SETTINGS, settings(summary)), *(part for group in summary.groups for part in parts_of(group)))


def parts_of(group: Group) -> Iterator[Shown]:
    yield Shown(group.name, about_group(group))
    tables = tuple(together(group.periods))
    for number, periods in enumerate(tables, 1):
        which = f" ({number} of {len(tables)})" if len(tables) > 1 else ""
        yield Shown(f"{group.name}, period by period{which}", by_period(periods))
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


def together(periods: Sequence[Period]) -> Iterator[tuple[Period, ...]]:
    """Those that stand in one table: a school year's terms in time, then the year; terms of none by themselves."""
    years = [period for period in periods if period.span == "school year"]
    placed = sorted((place(period, years), number) for number, period in enumerate(periods))
    for _, within in groupby(placed, lambda each: each[0][0]):
        own = tuple(periods[number] for _, number in within)
        yield from (own[first : first + MOST_COLUMNS] for first in range(0, len(own), MOST_COLUMNS))


def place(period: Period, years: Sequence[Period]) -> tuple[date, bool, date]:
    """The end of the school year that it is in, else its own; whether it is one; when it starts."""
    within = [year.ends for year in years if year.starts <= period.starts and period.ends <= year.ends]
    return max(within, default=date.max), period.span == "school year", period.starts


def by_period(periods: Sequence[Period]) -> pl.DataFrame:
    """What, and a column a period: its kind, then each figure in words."""
    first = pl.DataFrame({"What": ["Kind of period", *WORDS.values()]})
    return first.with_columns(pl.Series(heading(period), column(period)) for period in periods)


def heading(period: Period) -> str:
    """Spring 2026 (5 Jan 2026 to 27 Mar 2026)"""
    return f"{period.name} ({day(period.starts)} to {day(period.ends)})"


def column(period: Period) -> list[str]:
    told = period.figures
    return [period.span, *(HIDDEN if told is None else figure(told, name) for name in WORDS)]


def figure(told: Figures, name: str) -> str:
    """One figure in words: 45 to 55 % of the families · about 25 (23 to 27) · yes · not known: why."""
    value = getattr(told, name)
    if value is None:
        return UNTOLD if name in OF else WHY.get(name, UNKNOWN)
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
    if value is None and name in READ and group.kind != "school":
        return OF_THE_SCHOOL
    return value or UNTOLD
