"""What a reader can tell of an invented school out of its summaries, worked out with no code of Schoolgate's.

`faults` gives a sentence for whatever should not be there. The truth is counted from the school as it was invented, and
the words of bands are read as a person would read them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import holidays
from invented_schools import MARK, Guardian, Place, School

from dashboard.summary.model import Group, Period, Summary

FEWEST_FAMILIES, FEWEST_MESSAGES = 10, 50
OF_FAMILIES = ("heard", "in_group_at_least", "in_group_at_most")
OF_NIGHTS = ("nights_with_a_message", "school_nights_with_a_message")
OF_AN_ANNOUNCEMENT = ("at_least", "known", "at_most", "read_at_least", "read_at_most")
ROUNDS = 6
SATURDAY = 6
BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG", years=(2025, 2026))
MANY = 10_000  # families, where nobody knows how many
Range = tuple[int, int]
Key = tuple[str, date, date]  # a group, and the first and the last day


@dataclass(frozen=True)
class Released:
    """All that left one school: of each class its own summary, and that of the school."""

    made: School
    summaries: tuple[Summary, ...]
    roll: Mapping[tuple[str, str], int]  # families on roll by group and period, as readers may know them
    posted: Mapping[tuple[str, datetime], int]  # the same by group and the time of an announcement
    written: Mapping[str, str]  # what was written, as text, by what it is


def faults(released: Released) -> list[str]:
    """What should not be: nothing, of the files of a school."""
    found = [fault for name, text in released.written.items() for fault in leaks(released.made, name, text)]
    for summary in released.summaries:
        for group in summary.groups:
            found += [*too_small(released, group), *too_exact(released, group), *untrue(released, group)]
    return [*found, *misjudged(released), *worked_out(released)]


# Words


def leaks(made: School, name: str, text: str) -> Iterator[str]:
    """A word that somebody wrote or is called, or somebody's number, however it is written."""
    if MARK in text.casefold():
        at = text.casefold().index(MARK)
        yield f"{name} has a word of the input: {text[max(0, at - 40) : at + 40]!r}"
    digits = re.sub(r"[\s()./-]", "", text)
    for each in guardians(made):
        if each.phone.replace(" ", "")[3:] in digits:
            yield f"{name} has a number of the input: {each.phone}"


def guardians(made: School) -> Iterator[Guardian]:
    return (each for place in made.places for each in place.guardians)


# Minimums


def too_small(released: Released, group: Group) -> Iterator[str]:
    """Rows of too few families or messages that are told, of a class or of all classes that the row may be of."""
    for period in group.periods:
        if period.figures is not None:
            places = sum(len(on_roll(released.made, name, period.starts, period.ends)) for name in classes_of(group))
            families = released.roll.get((group.name, period.name), places)
            if families < FEWEST_FAMILIES:
                yield f"{group.name} is told of in {period.name} with {families} families"
            posted = messages(released.made, classes_of(group), period)
            if group.group == "export" and posted < FEWEST_MESSAGES:
                yield f"{group.name} is told of in {period.name} with {posted} messages"
    for each in group.announcements:
        if (families := released.posted[group.name, each.sent_at]) < FEWEST_FAMILIES:
            yield f"{group.name} is told of at {each.sent_at} with {families} families"


def misjudged(released: Released) -> Iterator[str]:
    """Numbers of families of a class that the attack takes for known, and that are others."""
    made = released.made
    for group, period in told_of(released.summaries):
        there = len(on_roll(made, group.name, period.starts, period.ends))
        if group.kind == "class" and released.roll.get((group.name, period.name), there) != there:
            yield f"{group.name} has {there} families in {period.name}, not {released.roll[group.name, period.name]}"
    for (name, at), families in released.posted.items():
        if (
            name in made.classes
            and not made.counts_alone
            and families != len(on_roll(made, name, at.date(), at.date()))
        ):
            yield f"{name} has not {families} families at {at}"


def about(summary: Summary) -> str:
    return summary.groups[0].name if len(summary.groups) == 1 else "the school"


def classes_of(group: Group) -> tuple[str, ...]:
    return (group.name,) if group.kind == "class" else group.classes


def on_roll(made: School, name: str, starts: date, ends: date) -> set[str]:
    """The families of a class on some day of these; a roster of numbers alone has all of them at any time."""
    return {
        place.family
        for place in made.places
        if place.class_name == name
        and (made.counts_alone or ((place.starts or starts) <= ends and starts <= (place.ends or ends)))
    }


def messages(made: School, names: Iterable[str], period: Period) -> int:
    """Of families on roll in the period; of everybody where the roster names nobody."""
    return sum(
        made.counts_alone or family is not None
        for name in names
        for family in writers(made, name, period.starts, period.ends)
    )


def writers(made: School, name: str, starts: date, ends: date) -> Iterator[str | None]:
    """The family of each message, None where the roster cannot know it or the family is not on roll."""
    families = {
        shown: place.family
        for place in made.places
        if place.class_name == name and place.family in on_roll(made, name, starts, ends)
        for shown in known_names(place)
    }
    for group in made.groups:
        if group.class_name == name:
            for line in group.lines:
                if line.sender is not None and starts <= line.at.date() <= ends:
                    yield families.get(line.sender)


def known_names(place: Place) -> Iterator[str]:
    for each in place.guardians:
        if each.listed:
            yield from (each.name, f"~ {each.alias}", each.phone)


# Bands, read as a person reads them


def counts_in(said: str, whole: int) -> list[int]:
    """The numbers of `whole` that a band can stand for."""
    low, high = ends_of(said)
    return [part for part in range(whole + 1) if low <= 100 * part / whole < high]


def ends_of(said: str) -> tuple[float, float]:
    """From so many per cent, to fewer than so many; "<10 %" and ">90 %" stand beside 10 % and 90 %."""
    first, *more = (int(number) for number in re.findall(r"\d+", said))
    if said.startswith(("under", "<")):
        return 0, first
    if said.startswith(">"):
        return first + 1e-9, 101
    if said.endswith("or more"):
        return first, 101
    return (first, more[0]) if more else (max(first - 2.5, 10), min(first + 2.5, 90 + 1e-9))


def too_exact(released: Released, group: Group) -> Iterator[str]:
    """Bands that hold one number alone for whoever knows how many families or nights there are."""
    for period in group.periods:
        for name, said, whole in bands_of(released.made, group, period):
            if len(counts_in(said, whole)) < 2:
                yield f"{name} of {group.name} in {period.name} is exact: {said} of {whole}"
    for each in group.announcements:
        whole = released.posted[group.name, each.sent_at]
        for name in OF_AN_ANNOUNCEMENT:
            said = getattr(each, name)
            if said is not None and len(counts_in(said, whole)) < 2:
                yield f"{name} of {group.name} at {each.sent_at} is exact: {said} of {whole}"


def bands_of(made: School, group: Group, period: Period) -> Iterator[tuple[str, str, int]]:
    """Each share of a class with what it is a share of."""
    told = period.figures
    if told is None or group.kind != "class":
        return
    there, at_end = (len(on_roll(made, group.name, day, period.ends)) for day in (period.starts, period.ends))
    for name, whole in zip(OF_FAMILIES, (there, at_end, at_end), strict=True):
        if (said := getattr(told, name)) is not None:
            yield name, said, whole
    for name in OF_NIGHTS:
        if (said := getattr(told, name)) is not None:
            yield name, said, len(nights(made, group.name, period, of_school=name == OF_NIGHTS[1]))


def nights(made: School, name: str, period: Period, *, of_school: bool) -> list[date]:
    """The mornings of the nights of a period that a class's export shows whole; of school: those of school days."""
    lines = next(group.lines for group in made.groups if group.class_name == name)
    mornings = (period.starts + timedelta(days=after) for after in range(1, (period.ends - period.starts).days + 2))
    shown = [morning for morning in mornings if lines[0].at.date() < morning <= lines[-1].at.date()]
    return [morning for morning in shown if has_school(made, morning)] if of_school else shown


def has_school(made: School, day: date) -> bool:
    in_term = any(term.starts <= day <= term.ends for term in made.terms)
    return in_term and day.isoweekday() < SATURDAY and day not in BANK_HOLIDAYS


def untrue(released: Released, group: Group) -> Iterator[str]:
    """Bands of the families heard that the truth lies outside of."""
    for period in group.periods:
        for name, said, whole in bands_of(released.made, group, period):
            truth = len(heard(released.made, group.name, period))
            if name == "heard" and truth not in counts_in(said, whole):
                yield f"{truth} of {whole} in {group.name} were heard in {period.name}, not {said}"


def heard(made: School, name: str, period: Period) -> set[str]:
    return {family for family in writers(made, name, period.starts, period.ends) if family is not None}


# What sums and differences give away


def worked_out(released: Released) -> Iterator[str]:
    """Classes whose number of families heard follows from everything that was told of it, its year and the school."""
    known = ranges(released)
    for (name, starts, ends), (low, high) in sorted(known.items()):
        if low >= high and name in released.made.classes:
            yield f"{low} to {high} families of {name} were heard from {starts} to {ends}"


def ranges(released: Released) -> dict[Key, Range]:
    """From how many to how many families were heard, by group and days, as far as intervals tell."""
    known: dict[Key, Range] = {}
    for group, period in told_of(released.summaries):
        whole = released.roll.get((group.name, period.name), MANY)
        said = period.figures and period.figures.heard
        told = counts_in(said, whole) if said else [0, whole]
        low, high = known.get(key(group, period), (0, whole))
        known[key(group, period)] = max(low, told[0]), min(high, told[-1])
    for _ in range(ROUNDS):
        for group, period in told_of(released.summaries):
            if group.kind == "class":
                narrow_by_time(known, group, period)
            elif group.kind == "year" and period.figures and period.figures.heard:
                narrow_by_sum(known, key(group, period), present(released, group, period))
    return known


def key(group: Group, period: Period) -> Key:
    return group.name, period.starts, period.ends


def told_of(summaries: Iterable[Summary]) -> Iterator[tuple[Group, Period]]:
    return ((group, period) for summary in summaries for group in summary.groups for period in group.periods)


def present(released: Released, year: Group, period: Period) -> list[Key]:
    """The classes that a year's row of a period is of: those whose own row stands beside it and says nothing."""
    return [
        key(group, each)
        for summary in released.summaries
        if year in summary.groups
        for group in summary.groups
        if group.name in year.classes and group.group == "export"
        for each in group.periods
        if each.name == period.name
    ]


def narrow_by_time(known: dict[Key, Range], group: Group, term: Period) -> None:
    """Whoever was heard in a term was heard in the year."""
    for year in group.periods:
        if year.span == "school year" and term.span == "term" and year.starts <= term.starts and term.ends <= year.ends:
            (low, high), (least, most) = known[key(group, term)], known[key(group, year)]
            known[key(group, term)] = low, min(high, most)
            known[key(group, year)] = max(least, low), most


def narrow_by_sum(known: dict[Key, Range], whole: Key, parts: list[Key]) -> None:
    """A year's number is its classes' together."""
    low, high = (sum(known[part][end] for part in parts) for end in (0, 1))
    total = known[whole] = max(known[whole][0], low), min(known[whole][1], high)
    for part in parts:
        least, most = known[part]
        known[part] = max(least, total[0] - (high - most)), min(most, total[1] - (low - least))


def silent_guardian(made: School) -> Guardian | None:
    """Somebody on the roster, beside another of the family, whom no export shows."""
    shown = "\n".join(line.printed for group in made.groups for line in group.lines)
    pairs = (place.guardians for place in made.places if len(place.guardians) == 2)
    return next((each for pair in pairs for each in pair if not any(name in shown for name in names(each))), None)


def names(guardian: Guardian) -> tuple[str, ...]:
    return guardian.name, guardian.alias, guardian.phone, guardian.shown
