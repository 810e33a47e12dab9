"""Which of several summaries counts: one for each class and year, by how long its records go on; each choice is said.

Remarks are plain text: names in them are as their files have them.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import NamedTuple, Self, TypeVar

import msgspec

from dashboard.summary.model import Announcement, Group, Summary
from dashboard.words import day, listed, plural
from parsers import class_key

T = TypeVar("T", str, int, tuple[time, time])
HERE = "the exports here"
TOGETHER = "together"


@dataclass(frozen=True)
class Given:
    """A summary, and where it is from: a file (its name), or the exports that are loaded here (no file)."""

    file: str | None
    summary: Summary
    from_export: bool

    @property
    def source(self) -> str:
        return self.file or HERE

    @property
    def quiet(self) -> tuple[time, time]:
        return self.summary.quiet_start, self.summary.quiet_end


@dataclass(frozen=True)
class Taken:
    """A group that counts, and its classes, by the names under which they are shown.

    posted: the announcements that are told of it, which may be those of another source; window_hours: that source's.
    """

    name: str
    group: Group
    given: Given
    classes: tuple[str, ...]
    posted: tuple[Announcement, ...]
    window_hours: int

    @classmethod
    def of(cls, name: str, group: Group, given: Given, classes: tuple[str, ...] = ()) -> Self:
        return cls(name, group, given, classes, group.announcements, given.summary.window_hours)


class Settings(NamedTuple):
    """What figures of one school have in common; summaries with others are compared in part."""

    school: str
    quiet: tuple[time, time]
    window_hours: int


def once(given: Iterable[Given]) -> tuple[tuple[Given, ...], tuple[str, ...]]:
    """Each content once, whatever the order in which it came; and a remark on each that came again."""
    first: dict[Summary, Given] = {}
    remarks: list[str] = []
    for each in sorted(given, key=lambda one: (not one.from_export, one.source, msgspec.json.encode(one.summary))):
        if (same := first.setdefault(each.summary, each)) is not each:
            remarks.append(f"{each.source} says the same as {same.source}, so it counts once.")
    return tuple(first.values()), tuple(remarks)


def settings(given: Sequence[Given], school: str) -> Settings:
    """Those of the exports here; without any, each as most summaries have it; of two as common, the smaller."""
    here = [each for each in given if each.from_export] or given
    return Settings(
        school,
        commonest(each.quiet for each in here),
        commonest(each.summary.window_hours for each in here),
    )


def commonest(values: Iterable[T]) -> T:
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], value))


def settings_remarks(given: Sequence[Given], own: Settings) -> Iterator[str]:
    """One for each way in which a file differs from the others, with what to do about it."""
    for each in given:
        if each.quiet != own.quiet:
            yield (
                f"{each.source} counts nights {hours(each.quiet)}, not {hours(own.quiet)}, so its nights are left out: "
                "ask for one made with your quiet hours."
            )
        if each.summary.window_hours != own.window_hours:
            yield (
                f"{each.source} counts signs of an announcement for {each.summary.window_hours} hours, not "
                f"{own.window_hours}, so they are left out: ask for one made with {own.window_hours} hours."
            )


def hours(quiet: tuple[time, time]) -> str:
    return f"from {quiet[0]:%H:%M} to {quiet[1]:%H:%M}"


# One name for each class


def shown_names(given: Sequence[Given], known: Sequence[str]) -> dict[str, str]:
    """Each spelling of a class -> the one that is shown: "Class 2B" is 2B.

    That is the one of `known` (classes of the roster and the settings here), else the commonest. Where one file or
    `known` itself has two that are spelt alike, they are two classes, and keep their names.
    """
    lists = [list(known), *(class_names(each.summary) for each in given)]
    spelled = Counter(name for names in lists for name in names)
    keys = {name: class_key(name) for name in spelled}
    unclear = {key for names in lists for key, number in Counter(keys[name] for name in names).items() if number > 1}
    ours = {keys[name]: name for name in known}
    best = dict(ours)
    for name in sorted(spelled, key=lambda name: (-spelled[name], len(name), name)):
        best.setdefault(keys[name], name)
    return {name: name if key in unclear else best[key] for name, key in keys.items()}


def class_names(summary: Summary) -> list[str]:
    """Every class that it names, once."""
    own = {group.name for group in summary.groups if group.kind == "class"}
    return sorted(own.union(*(group.classes for group in summary.groups)))


# One source for each class


def apart(name: str, others: Collection[str]) -> str:
    """`name` as none of `others` is called: Year 2, where that is a class, as Year 2 together."""
    return apart(f"{name} {TOGETHER}", others) if name in others else name


def shown_years(given: Sequence[Given], classes: Collection[str]) -> dict[str, str]:
    """Each year that is told of -> the name that it is shown by: a longer one where a class or another year has it."""
    names = {group.name for each in given for group in each.summary.groups if group.kind == "year"}
    shown = {name: name for name in names if name not in classes}
    for name in sorted(names.difference(shown)):
        shown[name] = apart(name, {*classes, *shown.values()})
    return shown


def candidates(given: Sequence[Given], shown: dict[str, str]) -> dict[tuple[str, str], list[Taken]]:
    """(kind, name) -> those that tell of that class or year; a year that is called as a class is gets a longer name."""
    found: dict[tuple[str, str], list[Taken]] = {}
    years = shown_years(given, frozenset(shown.values()))
    for each in given:
        for group in each.summary.groups:
            if group.kind == "school":
                continue
            name = shown[group.name] if group.kind == "class" else years[group.name]
            classes = tuple(shown[inside] for inside in group.classes)
            found.setdefault((group.kind, name), []).append(Taken.of(name, group, each, classes))
    return found


def preference(taken: Taken) -> tuple[bool, int, bool, int, int, str]:
    """The one that counts comes first: records that go on later; then the exports here; then more periods told; then
    the file that tells of more groups, which may hold the school's own figures; then the file's name."""
    group, given = taken.group, taken.given
    ends = (group.last or date.min).toordinal()
    return (
        group.group != "export",
        -ends,
        not given.from_export,
        -periods_told(group),
        -len(given.summary.groups),
        given.source,
    )


def periods_told(group: Group) -> int:
    return sum(period.figures is not None for period in group.periods)


def settle(given: Sequence[Given], shown: dict[str, str]) -> tuple[tuple[Taken, ...], tuple[str, ...]]:
    """The group that counts for each class and year, by name, and a remark wherever there was a choice."""
    found = {key: sorted(several, key=preference) for key, several in sorted(candidates(given, shown).items())}
    taken = sorted(map(with_announcements, found.values()), key=lambda each: (each.name, each.group.kind))
    return tuple(taken), (*spelling_remarks(taken), *choice_remarks(found.values()))


def with_announcements(several: Sequence[Taken]) -> Taken:
    """The first; where it tells of no announcement, with those of the first that does.

    Whoever had the announcement group's export tells of them: it need not be whoever had the class's.
    """
    telling = next((each for each in several if each.posted), several[0])
    return replace(several[0], posted=telling.posted, window_hours=telling.window_hours)


def spelling_remarks(taken: Sequence[Taken]) -> Iterator[str]:
    for each in taken:
        if each.group.kind == "class" and each.name != each.group.name:
            yield f"“{each.group.name}” in {each.given.source} is taken for {each.name}."


def choice_remarks(found: Iterable[Sequence[Taken]]) -> Iterator[str]:
    """Which counts of those that tell of records of one class or year; all that say the same in one sentence."""
    several = [[each for each in every if each.group.group == "export"] for every in found]
    others = [(told, [each for each in told[1:] if not says_the_same(told[0], each)]) for told in several]
    if alike := [told[0].name for told, differing in others if len(told) > 1 and not differing]:
        yield f"{listed(alike)} {plural(len(alike), 'is')} here more than once, with the same figures."
    for (best, *rest), differing in (each for each in others if each[1]):
        sources = listed([each.given.source for each in (best, *rest)])
        yield f"{best.name} is in {sources}; it is shown from {best.given.source}, {reason(best, differing[0])}."


def says_the_same(best: Taken, second: Taken) -> bool:
    one, other = best.group, second.group
    return (one.last, one.periods, one.announcements) == (other.last, other.periods, other.announcements)


def reason(best: Taken, second: Taken) -> str:
    """Why it counts, of two as `preference` has them."""
    if best.group.last and best.group.last != second.group.last:
        return f"as its records go on later, to {day(best.group.last)}"
    differ = "they end on the same day and differ"
    if best.given.from_export != second.given.from_export:
        return f"as {differ}, and an export comes before a summary"
    if periods_told(best.group) != periods_told(second.group):
        return f"as {differ}, and it tells of more periods"
    return f"though {differ}: ask which is right, and take the other out"
