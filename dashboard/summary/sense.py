"""What a summary cannot say, though its shape is right: names with unseen marks, dates that cannot be, two of one name.

A checksum shows that nothing was changed by accident. It can be made for anything, so this is looked at as well.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import combinations, pairwise
from unicodedata import category

from dashboard.disclosure import bands
from dashboard.summary.bounds import told_of
from dashboard.summary.model import READ, RUNGS, Announcement, Figures, Group, Period, Summary

OF_FAMILIES = ("heard", "in_group_at_least", "in_group_at_most", *RUNGS)
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"  # Persian spells with them, and families of emoji
UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
LONGEST_NAME = 100
FIRST_YEAR, LAST_YEAR = 2009, 2100  # there is no older chat of WhatsApp's
LONGEST_PERIOD = timedelta(days=400)
NO_MORE = (("in_group_at_least", "in_group_at_most"), *combinations(RUNGS, 2), READ)  # than the other


def as_name(text: str, otherwise: str = "unnamed") -> str:
    """`text` as a summary can hold it: on one line, without marks that cannot be seen, at most 100 letters long."""
    seen = "".join(map(seen_mark, text))
    return " ".join(seen.split())[:LONGEST_NAME].strip() or otherwise


def seen_mark(mark: str) -> str:
    """A line's end becomes a space; a mark that turns or hides what stands beside it goes."""
    if mark in JOINERS or category(mark) not in UNSEEN:
        return mark
    return " " if mark.isspace() else ""


def faults(summary: Summary) -> Iterator[str]:
    """What cannot be, each as part of a sentence: "two groups have one name"."""
    names = [group.name for group in summary.groups]
    if not names:
        yield "it tells of no group"
    if any(name != as_name(name) for name in every_name(summary)):
        yield "a name holds marks that cannot be seen"
    if len(set(names)) < len(names):
        yield "two groups have one name"
    if sum(group.kind == "school" for group in summary.groups) > 1:
        yield "it holds two schools"
    if all(group.kind == "school" for group in summary.groups):
        yield "it tells of no class"
    if summary.quiet_start == summary.quiet_end:
        yield "its quiet hours end when they start"
    for group in summary.groups:
        yield from group_faults(group)


def every_name(summary: Summary) -> Iterator[str]:
    yield summary.school
    for group in summary.groups:
        yield from (group.name, *group.classes, *(period.name for period in group.periods))
        if group.year is not None:
            yield group.year


def group_faults(group: Group) -> Iterator[str]:
    if group.kind == "class" and group.classes:
        yield "a class holds classes"
    if group.kind == "year" and not group.classes:
        yield "a year holds no class"
    if len(set(group.classes)) < len(group.classes):
        yield "a class counts twice in a year or in the school"
    if not all(map(possible, days(group))):
        yield "it holds a date or a time that no chat can have"
    if (group.first is None) != (group.last is None) or (group.first and group.last and group.first > group.last):
        yield "records end before they start"
    yield from period_faults(group.periods)
    yield from announcement_faults(group.announcements)


def days(group: Group) -> Iterator[date]:
    yield from (day for day in (group.first, group.last) if day)
    for period in group.periods:
        yield from (period.starts, period.ends)
    yield from (announcement.sent_at for announcement in group.announcements)


def possible(day: date) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR and not (isinstance(day, datetime) and day.microsecond)


def period_faults(periods: Sequence[Period]) -> Iterator[str]:
    if any(not timedelta() <= period.ends - period.starts <= LONGEST_PERIOD for period in periods):
        yield "a period ends before it starts, or is longer than a school year"
    if len({period.name for period in periods}) < len(periods):
        yield "two periods have one name"
    if len({(period.starts, period.ends, period.span) for period in periods}) < len(periods):
        yield "two periods are the same days"
    if any(cut(one, other) for one in periods for other in periods):
        yield "two periods overlap, and neither is part of the other"
    for period in periods:
        yield from told_faults(period.figures) if period.figures else ()


def cut(one: Period, other: Period) -> bool:
    """Whether `other` begins within `one` and goes on beyond it."""
    return one.starts < other.starts <= one.ends < other.ends


def announcement_faults(announcements: Sequence[Announcement]) -> Iterator[str]:
    if any(later.sent_at < earlier.sent_at for earlier, later in pairwise(announcements)):
        yield "its announcements are not in the order of their times"
    for announcement in announcements:
        yield from told_faults(announcement)


def told_faults(told: Figures | Announcement) -> Iterator[str]:
    if any(more(getattr(told, least, None), getattr(told, most, None)) for least, most in NO_MORE):
        yield "a share is larger than one that it is a part of"
    shares = [share for name in OF_FAMILIES if (share := getattr(told, name, None)) is not None]
    if told.families is not None and any(told_of(share) > bands.numbers(told.families)[1] for share in shares):
        yield "a share is more exact than so few families allow"


def more(least: str | None, most: str | None) -> bool:
    """Whether every share of the band `least` is above every one of `most`."""
    if least is None or most is None:
        return False
    return bands.bounds(least)[0] >= bands.bounds(most)[1] and least != most


def first_of(found: Iterable[str]) -> str | None:
    return next(iter(found), None)
