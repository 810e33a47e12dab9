"""Whose clock the times are on, of a school of two classes and an announcement group."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import polars as pl
import pytest

from dashboard import workspace
from dashboard.answers.clock import CLOCKS, Clocks, Signs, clocks, signs
from dashboard.school import ChatFacts, School
from dashboard.selection import Period, Selection
from dashboard.workspace import Workspace
from parsers import Chat, merge_chats, read_chat, schema

SPRING = Period("Spring 2026", date(2026, 1, 5), date(2026, 4, 3))
START = datetime(2026, 1, 5, 9)
DAILY = [START + timedelta(hours=25 * number) for number in range(60)]


def export(group: str, times: list[datetime]) -> Chat:
    text = "".join(f"{at:%d/%m/%Y, %H:%M} - Ana: number {number}\n" for number, at in enumerate(times))
    return read_chat(text.encode(), f"WhatsApp Chat with {group}.txt", date_order="dmy")


def later(times: list[datetime], hours: float) -> list[datetime]:
    return [at + timedelta(hours=hours) for at in times]


def loaded(*chats: Chat, school: School | None = None) -> Workspace:
    names = ["1A", "1B"]
    classes = pl.DataFrame({"class": names, "chat": [f"Class {name}" for name in names]})
    return replace(
        workspace.assemble(()),
        school=school or School(announcement_chat="News"),
        chats=chats,
        messages=pl.concat([schema.empty(schema.MESSAGES), *(chat.messages for chat in chats)]),
        classes=schema.conform(classes, schema.CLASSES),
    )


def asked(of: Workspace, *classes: str, period: Period = SPRING) -> Clocks:
    return clocks(of, Selection(period, classes or ("1A", "1B")))


def row(answer: Clocks, number: int = 0) -> dict[str, object]:
    return answer.groups.row(number, named=True)


def test_an_ordinary_group_has_one_clock_and_nothing_against_it():
    answer = asked(loaded(export("Class 1A", DAILY)))
    assert answer.settled
    assert row(answer) == {
        "chat": "Class 1A",
        "class": "1A",
        "resolution": "minute",
        "exports": 1,
        "impossible": 0,
        "first_impossible": None,
        "offset": "none",
        "offsets_said": [],
        "shifts": [],
        "quietest": None,
        "quiet_by_day": False,
        "zone_said": False,
        "zone": None,
    }
    assert answer.groups.schema == CLOCKS


def test_classes_stand_in_the_order_of_their_names_and_announcements_last():
    every = loaded(export("News", DAILY), export("Class 1B", DAILY), export("Class 1A", DAILY), export("Chess", DAILY))
    assert asked(every).groups["class"].to_list() == ["1A", "1B", None]
    assert asked(every, "1B").groups["class"].to_list() == ["1B", None]


@pytest.mark.parametrize(
    ("there", "zone", "offset", "settled"),
    [
        (DAILY, None, "none", True),
        (later(DAILY, 0.1), None, "corrected", True),  # six minutes are of no other zone
        (later(DAILY, 1), None, "unresolved", False),
        (later(DAILY, 1), "Europe/London", "corrected", True),
        (later(DAILY, 1), "Europe/Paris", "corrected", True),
        (later(DAILY, 2000), None, "unresolved", False),  # nothing in common
        (later(DAILY, 2000), "Europe/London", "not_compared", True),
    ],
)
def test_which_of_two_clocks_is_the_schools_has_to_be_said(there, zone, offset, settled):
    two = merge_chats([export("Class 1A", DAILY), export("Class 1A", [*there, there[-1] + timedelta(hours=1)])])
    school = School(announcement_chat="News", chats=(ChatFacts("Class 1A", time_zone=zone), ChatFacts("Class 1B")))
    answer = asked(loaded(two, school=school))
    assert (row(answer)["offset"], answer.settled) == (offset, settled)
    assert (row(answer)["zone"], row(answer)["zone_said"], row(answer)["exports"]) == (zone, zone is not None, 2)


def test_a_group_that_is_not_shown_unsettles_nothing():
    two = merge_chats([export("Class 1A", DAILY), export("Class 1A", later(DAILY, 1))])
    every = loaded(two, export("Class 1B", DAILY))
    assert not asked(every).settled
    assert asked(every, "1B").settled


def test_impossible_times_are_those_of_the_period():
    never = [datetime(2026, 3, 29, 1, 10), datetime(2026, 3, 29, 1, 50)]
    every = loaded(export("Class 1A", [datetime(2025, 3, 30, 1, 30), *DAILY, *never]))
    answer = asked(every)
    assert (row(answer)["impossible"], row(answer)["first_impossible"]) == (2, never[0])
    elsewhere = asked(every, period=replace(SPRING, ends=date(2026, 3, 28)))
    assert (row(elsewhere)["impossible"], row(elsewhere)["first_impossible"]) == (0, None)


@pytest.mark.parametrize(
    ("since", "until", "reaches"),
    [
        ((2025, 12, 1), (2026, 1, 4), False),
        ((2025, 12, 1), (2026, 1, 5), True),
        ((2026, 4, 3), (2026, 5, 1), True),
        ((2026, 4, 4), (2026, 5, 1), False),
    ],
)
def test_a_stretch_is_told_where_it_reaches_into_the_period(since, until, reaches):
    every = loaded(export("Class 1A", DAILY))
    stretch = {"since": date(*since), "until": date(*until), "hours": 8}
    found = pl.DataFrame([{"chat": "Class 1A", "messages": 60} | stretch])
    seen = replace(signs(every), shifts=found.cast(signs(every).shifts.schema))
    answer = clocks(every, Selection(SPRING, ("1A",)), seen=seen)
    assert row(answer)["shifts"] == ([stretch] if reaches else [])


def test_quiet_days_are_told():
    hours = [START + timedelta(days=day % 80, hours=12 + day % 14) for day in range(300)]
    seen: Signs = signs(loaded(export("Class 1A", sorted(hours))))
    assert seen.quietest.select("hour", "unusual").rows() == [(11, True)]
    told = row(asked(loaded(export("Class 1A", sorted(hours)))))
    assert (told["quietest"], told["quiet_by_day"]) == (11, True)


@pytest.mark.parametrize(
    ("zone", "ends", "changes"),
    [
        ("Europe/London", date(2026, 4, 3), True),
        ("Europe/London", date(2026, 3, 28), False),
        ("UTC", SPRING.ends, False),
    ],
)
def test_whether_the_schools_clocks_are_changed_in_the_period(zone, ends, changes):
    every = loaded(export("Class 1A", DAILY), school=School(time_zone=zone))
    answer = asked(every, period=replace(SPRING, ends=ends))
    assert (answer.zone, answer.changes) == (zone, changes)


def test_nothing_loaded_has_no_groups_and_nothing_to_settle():
    answer = asked(loaded())
    assert answer.settled
    assert answer.groups.is_empty()
