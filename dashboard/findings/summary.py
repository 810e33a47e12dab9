"""What leaves the laptop: every value of a summary in words, and what becomes of it. Pure sentences and tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import polars as pl

from dashboard.findings.summary_words import OF_AN_ANNOUNCEMENT, STATES, UNKNOWN, UNTOLD, WORDS, figure, number, share
from dashboard.summary.model import READ, Announcement, Figures, Group, Period, Summary
from dashboard.thresholds import FEWEST_FAMILIES
from dashboard.words import as_text, at, counted, day, listed, plural

TITLE = "What leaves this laptop"
NOT_IN_IT = "Nobody can tell from it who wrote, who did not, or how much anybody wrote."
BANDED = (
    "Counts are to the nearest 5. Shares are to the nearest 5 % of large numbers and in wider bands of small ones, so "
    "that no one can work out one family’s part."
)
NEXT = (
    "Nothing is sent by itself. Save the file, look it through, and send it to the Parent Association as you would "
    "send any other file. You can also keep it to yourself."
)
CHECK = (
    "The file’s last line is a check number worked out from all the others: it shows whether the file was damaged or "
    "changed on its way. It is no signature, and says nothing of who made it."
)
AS_A_FILE = "The file itself, letter by letter"
NEARLY = "The records may lack up to two weeks at either end of a period."
WITHOUT_ROSTER = (
    "No roster was loaded, so nothing is told of families. Add one, or the number of families, to tell of them."
)
WHEN_IT_ENDED = "“When the period ended” is when the records end, if that is earlier."
READ_IN_THE_SCHOOL = "How many families read it is given for the whole school only, not for one class."
READ_BY_TOO_FEW = "How many families read it is not known, or too few to show, of every announcement."
MOST_COLUMNS = 2  # periods in one table: a telephone is no wider
KINDS = ("term", "school year")
HIDDEN = "too few families or messages to show"
SETTINGS = "The school"


@dataclass(frozen=True)
class Shown:
    """A part of the file: its heading, a table in words whose columns are all text, and what is said above that."""

    heading: str
    table: pl.DataFrame
    note: str = ""

    def in_markdown(self) -> pl.DataFrame:
        """The table for where Markdown is read."""
        return pl.DataFrame(
            {as_text(name): [as_text(said) for said in self.table[name]] for name in self.table.columns}
        )


def opening(summary: Summary) -> str:
    """What leaves this laptop, and what of it does not. Where the file holds no figure it says so, and why."""
    if holds_nothing(summary):
        return f"{smallness(summary)}, or too few messages, in every period: the file holds no figure."
    return (
        f"Only rounded figures about {about(summary)} leave this laptop, and only if you send the file: "
        "no names of people, no phone numbers, no messages."
    )


def covered(summary: Summary) -> str:
    """It covers 8 terms and school years, and 91 announcements. And that nothing else is in it."""
    spans = {period.name: period.span for group in summary.groups for period in group.periods}
    posted = {each.sent_at for group in summary.groups for each in group.announcements}
    kinds = " and ".join(plural(len(spans), kind) for kind in KINDS if kind in spans.values())
    beside = f", and {counted(len(posted), 'announcement')}" if posted else ""
    return f"It covers {len(spans)} {kinds}{beside}. Everything in it is shown below, whichever period is chosen above."


def told_of(summary: Summary) -> list[Figures]:
    return [period.figures for group in summary.groups for period in group.periods if period.figures]


def holds_nothing(summary: Summary) -> bool:
    return not told_of(summary) and not any(group.announcements for group in summary.groups)


def smallness(summary: Summary) -> str:
    each = about(summary) if len(summary.groups) == 1 else "Each class"
    return f"{each} has fewer than {FEWEST_FAMILIES} families on roll"


def sentences(summary: Summary) -> tuple[str, ...]:
    """What it covers, lacks without a roster, hides and names, how it is rounded, and what becomes of it."""
    covers = () if holds_nothing(summary) else (covered(summary),)
    lacking = (WITHOUT_ROSTER,) if lacks_families(summary) else ()
    return (*covers, *lacking, NOT_IN_IT, named(summary), BANDED, NEXT)


def lacks_families(summary: Summary) -> bool:
    told = told_of(summary)
    return bool(told) and all(figures.families is None for figures in told)


def about(summary: Summary) -> str:
    """2B · Hill School"""
    return summary.groups[0].name if len(summary.groups) == 1 else summary.school


def named(summary: Summary) -> str:
    """What of it points to the class, which days are in it, and how much of its periods may be missing."""
    beside = ", and when announcements were sent" if any(group.announcements for group in summary.groups) else ""
    groups = plural(len(summary.groups), "group")
    return (
        f"It names the school, the {groups} of families that it tells of and its periods. "
        f"Its only days are the first and last of records and periods{beside}. {NEARLY}"
    )


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
    for nth, periods in enumerate(tables, 1):
        which = f" ({nth} of {len(tables)})" if len(tables) > 1 else ""
        note = WHEN_IT_ENDED if nth == 1 else ""
        yield Shown(f"{group.name}, period by period{which}", by_period(periods, group.first), note)
    if group.announcements:
        heading = f"{group.name}: the announcements, and the families on roll then"
        yield Shown(heading, announcements(group), unread(group))


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


def by_period(periods: Sequence[Period], begins: date | None) -> pl.DataFrame:
    """What, and a column a period: its kind, then each figure in words; of records that begin that day."""
    first = pl.DataFrame({"What": ["Kind of period", *WORDS.values()]})
    return first.with_columns(pl.Series(heading(period), column(period, begins)) for period in periods)


def heading(period: Period) -> str:
    """Spring 2026 (5 Jan 2026 to 27 Mar 2026)"""
    return f"{period.name} ({day(period.starts)} to {day(period.ends)})"


def column(period: Period, begins: date | None) -> list[str]:
    late = begins is not None and begins > period.starts
    told = period.figures
    return [period.span, *(HIDDEN if told is None else figure(told, name, late=late) for name in WORDS)]


def announcements(group: Group) -> pl.DataFrame:
    """Sent, Families, and how many of them it can have reached, in words: a row an announcement.

    Without the columns of who read it where they are not told of any.
    """
    names = [name for name in OF_AN_ANNOUNCEMENT if name not in READ or not unread(group)]
    rows = [
        [at(each.sent_at), number(each.families), *(reached(each, name) for name in names)]
        for each in group.announcements
    ]
    return pl.DataFrame(rows, schema=["Sent", "Families", *(OF_AN_ANNOUNCEMENT[name] for name in names)], orient="row")


def unread(group: Group) -> str:
    """Why who read it is told of no announcement; empty where it is told of one."""
    if any(getattr(each, name) is not None for each in group.announcements for name in READ):
        return ""
    return READ_BY_TOO_FEW if group.kind == "school" else READ_IN_THE_SCHOOL


def reached(announcement: Announcement, name: str) -> str:
    said = getattr(announcement, name)
    return share(said) if said else UNTOLD
