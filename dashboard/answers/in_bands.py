"""Exact rows -> a `Summary`: every figure as it may leave the class, none of those that are hidden."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from dashboard.answers.summary_rows import Counted, Dated, Hidden, Numbers, Reached, Row, Rows
from dashboard.disclosure import bands
from dashboard.school import School
from dashboard.summary.model import Announcement, Figures, Group, Period, Summary
from dashboard.summary.sense import as_name
from dashboard.thresholds import FEWEST_FAMILIES, FEWEST_MESSAGES, FEWEST_NIGHTS, MOST_UNLINKED

LINKED = "linked_enough"
FEWEST_OF = MappingProxyType(  # of so many, or the share is not told
    {"nights_with_a_message": FEWEST_NIGHTS, "school_nights_with_a_message": FEWEST_NIGHTS}
    | dict.fromkeys(("in_bursts", "in_side_chats", "questions", "non_answers"), FEWEST_MESSAGES)
)
COLUMN_OF = MappingProxyType(  # a share of an announcement: its column
    {
        "at_least": "floor",
        "known": "known",
        "at_most": "ceiling",
        "read_at_least": "read_low",
        "read_at_most": "read_high",
    }
)


def summary_of(
    counted: Counted,
    groups: Sequence[Rows],
    exact: Mapping[Row, Numbers],
    announced: Mapping[str, Sequence[Reached]],
    hidden: Hidden,
) -> Summary:
    """What is told of these groups, without the rows, announcements and figures that are `hidden`.

    exact: `summary_rows.numbers` of each of their rows; announced: `group_announcements.announcements` of them.
    """
    school = counted.workspace.school
    return Summary(
        school=as_name(school.name),
        quiet_start=school.quiet_start,
        quiet_end=school.quiet_end,
        window_hours=window(school),
        groups=tuple(group_of(counted, group, exact, announced[group.name], hidden) for group in groups),
    )


def window(school: School) -> Any:
    return school.window_hours  # one of those that a school may have, which are those that a summary may


def group_of(
    counted: Counted, group: Rows, exact: Mapping[Row, Numbers], announced: Sequence[Reached], hidden: Hidden
) -> Group:
    return Group(
        name=group.name,
        kind=group.kind,
        **group_facts(counted, group),
        periods=tuple(
            period_of(each, cell, exact[cell], hidden)
            for each in counted.periods
            if each.name in group.parts and (cell := group.cell(each.name))
        ),
        announcements=announcements(announced, group, hidden),
    )


def group_facts(counted: Counted, group: Rows) -> dict[str, Any]:
    each = [counted.facts[name] for name in group.classes]
    year = each[0].year if group.kind != "school" else None
    facts = {"year": year and as_name(year), "times_settled": all(facts.times_settled for facts in each)}
    if group.kind != "class":
        return facts | {"classes": tuple(map(as_name, group.classes))}
    return facts | {"group": each[0].group, "first": each[0].first, "last": each[0].last}


def period_of(period: Dated, cell: Row, exact: Numbers, hidden: Hidden) -> Period:
    left = {name: pair for name, pair in exact.items() if (*cell, name) not in hidden}
    told = None if cell in hidden else figures(left)
    return Period(name=as_name(period.name), starts=period.starts, ends=period.ends, span=period.span, figures=told)


def figures(exact: Numbers) -> Figures:
    """Null of what is not known, and of a share of too few."""
    told: dict[str, Any] = {name: said(name, number, of) for name, (number, of) in exact.items()}
    return Figures(**told)


def said(name: str, number: int, of: int | None) -> Any:
    if of is None:
        return bands.count(number)
    if name == LINKED:
        return number <= MOST_UNLINKED * of
    return bands.share(number, of) if of >= FEWEST_OF.get(name, 0) else None


def announcements(rows: Sequence[Reached], group: Rows, hidden: Hidden) -> tuple[Announcement, ...]:
    """Those in periods that are told of the group."""
    return tuple(
        Announcement(
            sent_at=row["sent_at"],
            families=said("families", row["n"], None),
            **{
                name: bands.share(row.get(column), row["n"])
                for name, column in COLUMN_OF.items()
                if (group.name, row["sent_at"], name) not in hidden
            },
        )
        for row in rows
        if row["n"] >= FEWEST_FAMILIES and not {group.cell(row["period"]), (group.name, row["sent_at"])} & hidden
    )
