"""Does the group still match the roster? in sentences. No names: those are for `findings.people`."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

import polars as pl

from dashboard.answers import Drift
from dashboard.findings import worklist
from dashboard.policy import Profile
from dashboard.selection import Selection
from dashboard.words import between, counted, day, listed, plural, sentence

QUESTION = "Do group and roster match?"
STANDING_TITLE = "Families on roll, by whether they are in their class's group"
MOVEMENTS_TITLE = "Who joined and who left, month by month"
CAUTION = (
    "Joining is by choice: families who wish not to join are never called missing. “We cannot tell” means that the "
    "export shows no sign of a family and no member list was given; it says nothing about the family."
)
ABOUT_INFO_SCREEN = (
    "In WhatsApp, a tap on the group’s name shows how many members it has. A dated number, and even more a list, says "
    "what no export can: who is in the group and never posted."
)
PASTE = "In WhatsApp Web, open the group’s info, choose View all, then select and copy the members."
ONLY_REPS = "Who it is about, a class rep sees, under “To do”."
AGREED = "agreed with what the export shows"
OUTSIDE = (
    ("unknown", "linked to nobody on the roster"),
    ("left_school", "of a family that left the school"),
    ("wrong_class", "of a family without a child in the class"),
    ("opted_out_present", "of a family that is not expected in the group"),
)

AMOUNTS = MappingProxyType({**worklist.AMOUNTS, "second_admin": ("group", "that may have no second admin")})
ROUTES = MappingProxyType(
    {
        "link": "by link",
        "community": "from the community",
        "invite": "by invitation",
        "joined": "by themselves",
        "added": "added by somebody",
    }
)

MONTHS_FOR_A_PACE = 3

Row = Mapping[str, Any]


def figure(answer: Drift) -> tuple[str, str]:
    """The one figure of the start page, and what it counts."""
    row: Row = next(answer.whole.iter_rows(named=True), {"low": None})
    if row["low"] is None:
        return "not known", "families' places filled"
    low, high = row["low"], row["high"]
    return f"{f'{low:,}' if low == high else f'{low:,}–{high:,}'} of {row['families']:,}", "families' places filled"


def points(answer: Drift, selection: Selection) -> list[str]:
    """One class: its own sentence and bounds. Several: the sum of places, and who stands out, by reason alone."""
    nothing = {"low": None, "families": 0, "class": selection.classes[0] if len(selection.classes) == 1 else None}
    row: Row = next(answer.whole.iter_rows(named=True), nothing)
    said = [headline(row, answer.on) if row["class"] else school(row, answer.on), outside(answer.members)]
    return [words for words in said if words]


def headline(row: Row, on: date) -> str:
    """22 of 27 families of 2B are definitely in the group; 3 are not; for 2 we cannot tell."""
    families, name = row["families"], row["class"]
    if not families:
        return f"No roster names the families of {name}, so its group cannot be compared with it."
    if row["low"] is None:
        return f"Nothing is known about who is in the group of {name}."
    current = f"{row['current']:,} of {counted(families, 'family')}"
    away = row["opted_out"] + row["excluded"]
    unclear = row["not_seen"] + row["missing"] - row["absent"]  # a member linked to nobody may be of a missing family
    parts = [
        f"As of {day(on)}, {current} of {name} {plural(row['current'], 'is')} definitely in the group",
        not_in(row),
        f"{away:,} {plural(away, 'is')} not expected in it" if away else "",
        f"for {unclear:,} we cannot tell" if unclear else "",
    ]
    band = f" So it is {between(row['low'], row['high'])} of {families:,}." if row["low"] < row["high"] else ""
    return "; ".join(filter(None, parts)) + "." + band


def not_in(row: Row) -> str:
    """How many are surely not in: those a list lacks, or those for whom the number of members leaves no room."""
    absent, by_number = row["absent"], row["absent"] > row["missing"]
    if not absent:
        return ""
    why = ", as the group has too few members" if by_number else ""
    return f"{'at least ' if by_number else ''}{absent:,} {plural(absent, 'is')} not{why}"


def each_class(answer: Drift) -> list[str]:
    """One sentence a class, by name; none where the reader sees one class."""
    if answer.bounds.height < 2:
        return []
    return [headline(row, answer.on) for row in answer.bounds.sort("class").iter_rows(named=True)]


def school(row: Row, on: date) -> str:
    """All classes together, where anything is known."""
    if row["low"] is None:
        return "Nothing is known about who is in which group: that needs exports, and a roster that names families."
    return (
        f"{sentence(between(row['low'], row['high']))} of {row['families']:,} families' places in "
        f"{counted(row['classes'], 'class')} are filled by somebody in the class's group, as of {day(on)}."
    )


def outside(members: pl.DataFrame) -> str | None:
    """How many members stand out, by reason, without a name; those who may have left unseen are not counted.

    An exclusion is the class rep's alone to know.
    """
    status = pl.col("status").cast(pl.String).replace("excluded_present", "opted_out_present")
    named = members.filter("sure").drop_nulls("sender")
    counts = dict(named.group_by(status).len().iter_rows())
    parts = [f"{counts[status]:,} {words}" for status, words in OUTSIDE if counts.get(status)]
    return f"Members worth a look: {listed(parts)}." if parts else None


def notes(answer: Drift) -> list[str]:
    """What the bounds rest on."""
    return [
        "This page shows the groups as they are at the end of what is loaded; the period changes nothing here.",
        lists(answer.bounds.filter("listed")["class"].to_list()),
        *one_of_several(answer.families),
        *disagreed(answer.disagreements),
        *leaving_unseen(answer.leaves_unseen),
    ]


def lists(listed_classes: Sequence[str]) -> str:
    if listed_classes:
        return f"A member list was given for {listed(listed_classes)}."
    return "No member list was given: who never posted or joined in the export cannot be told from who is absent."


def one_of_several(families: pl.DataFrame) -> list[str]:
    """How many families have one guardian in the group and others not: to know, not to mend."""
    alone = families.filter("one_guardian_only").height if families.height else 0
    said = f"Of {counted(alone, 'family')} one of several guardians is in the group, as far as is known."
    return [said] if alone else []


def leaving_unseen(classes: Sequence[str]) -> list[str]:
    if not classes:
        return []
    do_not = f"{plural(len(classes), 'export')} of {listed(classes)} {'does' if len(classes) == 1 else 'do'} not"
    return [
        f"The {do_not} show who left, as WhatsApp tells that to admins alone: members without a sign of them for 28 "
        "days count as “perhaps”."
    ]


def table(answer: Drift) -> pl.DataFrame:
    known = pl.col("low").is_not_null()
    return answer.bounds.select(
        Class="class",
        **{
            "On roll": pl.when(pl.col("families") > 0).then("families"),
            "In the group": pl.when(known).then("current"),
            "Not on the list": pl.when("listed").then("missing"),
            "Cannot tell": "not_seen",
            "Not expected": pl.col("opted_out") + pl.col("excluded"),
            "At least": "low",
            "At most": "high",
            "Linked to nobody": pl.when(known).then("unknown"),
        },
    )


def to_do(answer: Drift) -> list[str]:
    """What there is to do by the school's rules, in numbers alone."""
    if answer.work.is_empty():
        return []
    totals = answer.work.group_by("task").agg(pl.col("things").sum()).sort("task").iter_rows()
    amounts = [f"{counted(things, AMOUNTS[task][0])} {AMOUNTS[task][1]}" for task, things in totals]
    return [f"To do by your school’s rules: {listed(amounts)}."]


def rules(answer: Drift, profile: Profile) -> list[str]:
    """The rules by which there is something to do."""
    reasons = answer.work.select("task", "about").unique().sort("task", "about").iter_rows()
    return list(dict.fromkeys(filter(None, (worklist.rule(task, about, profile) for task, about in reasons))))


def came_and_went(answer: Drift) -> list[str]:
    """Of one group: how many came, by which route, how many went, and how many it has now beside the roster."""
    if answer.movements.is_empty():
        return []
    since = f"{answer.movements['month'][0]:%b %Y}"
    ways: Row = answer.movements.select(pl.col(*ROUTES, "left", "removed").sum()).row(0, named=True)
    routes = [f"{ways[way]:,} {words}" for way, words in ROUTES.items() if ways[way]]
    came = f"{counted(sum(ways[way] for way in ROUTES), 'person')} came to the group"
    went = departures(ways["left"] + ways["removed"], hidden=answer.movements["left"].null_count() > 0)
    by_route = f" ({listed(routes)})" if routes else ""
    said = f"Since {since}, {came}{by_route} and {went}. {size(answer.movements.row(-1, named=True))}".strip()
    return [said, *(pace(row) for row in answer.churn.iter_rows(named=True) if has_a_pace(row))]


def has_a_pace(row: Row) -> bool:
    """Enough months, and anybody who came or went in them."""
    return row["months"] >= MONTHS_FOR_A_PACE and bool(row["joins"] or row["exits"])


def pace(row: Row) -> str:
    """How many come and go in a month, with what chance alone would allow."""
    over = "Without the 30 days after the group was created," if row["filled"] else "Over the time shown,"
    come = f"about {row['joins_a_month']:.1f} people a month came ({row['joins_low']:.1f} to {row['joins_high']:.1f})"
    if row["exits"] is None:
        return f"{over} {come}; the range is what chance alone would allow."
    go = f"{row['exits_a_month']:.1f} went ({row['exits_low']:.1f} to {row['exits_high']:.1f})"
    return f"{over} {come} and {go}; the ranges are what chance alone would allow."


def departures(gone: int, *, hidden: bool) -> str:
    """Those who left or were removed; where leaving is hidden, those who were removed."""
    if hidden:
        removed = f"{counted(gone, 'person')} {plural(gone, 'was')} removed; " if gone else ""
        return f"{removed}who left by themselves is not shown"
    return f"{counted(gone, 'person')} left or {plural(gone, 'was')} removed" if gone else "nobody left"


def size(month: Row) -> str:
    """It has at least 29 members now, and 25 families are on roll."""
    low, families = month["members_low"], month["on_roll"]
    if not low:
        return ""
    members = f"{'at least ' if month['members_high'] is None else ''}{counted(low, 'member')}"
    roll = f", and {counted(families, 'family')} {plural(families, 'is')} on roll" if families else ""
    return f"It has {members} now{roll}."


def disagreed(disagreements: pl.DataFrame) -> list[str]:
    """How far each member list or head-count was from what the exports had shown by then."""
    return [disagreement(row) for row in disagreements.drop_nulls("error").iter_rows(named=True)]


def disagreement(row: Row) -> str:
    what = f"The member {'count' if row['gone'] is None else 'list'} of {row['chat']} on {day(row['taken_on'])}"
    found = f"disagreed with what the export shows for {counted(row['error'], 'person')}" if row["error"] else AGREED
    new = f"; {counted(row['unseen'], 'person')} on it had never been seen" if row["unseen"] else ""
    return f"{what} {found}{new}."


def typed(snapshots: pl.DataFrame) -> str:
    """What was typed, and how to have it the next time."""
    number = snapshots.height
    counts = "counts" if number == 1 else "count"
    return (
        f"{counted(number, 'info screen')} typed here {counts} until you close the program. Keep members.csv beside "
        "the exports, and they count the next time too."
    )
