"""Exact numbers of announcements, put together for the groups of a summary: classes, years and the school."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from operator import itemgetter

from dashboard.answers.exact_announcements import of_school
from dashboard.answers.summary_rows import Counted, Hidden, Reached, Rows, told_classes

ADDED = ("n", "floor", "known", "ceiling")


def announcements(counted: Counted, groups: Sequence[Rows], hidden: Hidden) -> Mapping[str, Sequence[Reached]]:
    """By group, by time: sent_at, period, n, floor, known, ceiling and, of the school, read_low and read_high.

    Of a class or a year those of every period. Of the school those to all classes that are told of, also those that
    have no export, each family once; at most as many of them as of their classes together.
    """
    parts = [group for group in groups if group.kind != "school"]
    found = {
        group.name: by_time(row for period in group.parts for row in reached(counted, group, period)) for group in parts
    }
    if len(parts) == len(groups):
        return found
    classes = told_classes(parts, hidden)
    told = of_school(counted.announced, counted.whole, classes)
    whole = [row | {"ceiling": most_of(counted, row, classes[row["period"]])} for row in told.iter_rows(named=True)]
    return found | {group.name: by_time(whole) for group in groups if group.kind == "school"}


def most_of(counted: Counted, whole: Reached, classes: Collection[str]) -> int:
    """The families of these classes that an announcement can have reached: a free place in a group is one in each."""
    each = [
        row["ceiling"]
        for name in classes
        for row in counted.reached.get((name, whole["period"]), ())
        if row["sent_at"] == whole["sent_at"]
    ]
    return min(whole["ceiling"], sum(each))


def by_time(rows: Iterable[Reached]) -> list[Reached]:
    return sorted(rows, key=itemgetter("sent_at"))


def reached(counted: Counted, group: Rows, period: str) -> list[Reached]:
    """The announcements of a period to all of the group's classes, added up."""
    found: dict[datetime, list[Reached]] = {}
    for name in group.parts[period]:
        for row in counted.reached.get((name, period), ()):
            found.setdefault(row["sent_at"], []).append(row)
    return [
        {"sent_at": sent_at, "period": period, **{name: sum(row[name] for row in rows) for name in ADDED}}
        for sent_at, rows in found.items()
        if len(rows) == len(group.parts[period])
    ]
