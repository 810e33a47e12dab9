"""A school of three class groups, and what was noted of them row by row: for the tests of habits."""

from datetime import date, datetime, timedelta
from typing import Any

import polars as pl

from dashboard import workspace
from dashboard.answers.noted import Noted
from dashboard.metrics.domains import LINKED
from dashboard.metrics.habits import HABITS
from dashboard.metrics.questions import QUESTIONS
from dashboard.selection import Period
from dashboard.workspace import Workspace

SPRING = Period("Spring 2026", date(2026, 1, 5), date(2026, 3, 27))
SUMMER = Period("Summer 2026", date(2026, 4, 13), date(2026, 7, 17))
SENDERS = ("Ana Quintana", "Bo Lindqvist")
FAMILIES = {"1A": 12, "1B": 12, "2A": 3}
HELD = 60  # messages of an export in each of the two terms: enough for a class to be told of
MONDAY = date(2026, 5, 4)


def school(families: dict[str, int] | None = None, *, spring: dict[str, int] | None = None) -> Workspace:
    """A class each, with so many families on roll; HELD messages a term in its export, or as many as `spring` says."""
    sizes = families or FAMILIES
    settings = 'policy_profile = "guidelines"\n' + "".join(
        f'[[terms]]\nname = "{term.name}"\nstarts = {term.starts}\nends = {term.ends}\n' for term in (SPRING, SUMMER)
    )
    settings += "".join(f'[[classes]]\nname = "{name}"\nchat = "Class {name}"\n' for name in sizes)
    roster = "class,families\n" + "".join(f"{name},{number}\n" for name, number in sizes.items())
    exports = [
        (f"WhatsApp Chat with Class {name}.txt", export(name, (spring or {}).get(name, HELD)).encode())
        for name in sizes
    ]
    return workspace.load([("school.toml", settings.encode()), ("roster.csv", roster.encode()), *exports])


def export(name: str, in_spring: int) -> str:
    """A message a day from the first day of each term, so that every day between is observed; and one on the last."""
    starts = [SPRING.starts + timedelta(days=number) for number in range(in_spring)]
    starts += [SUMMER.starts + timedelta(days=number) for number in range(HELD)]
    days = [*starts, SUMMER.ends + timedelta(days=1)]
    return "".join(f"{day:%d/%m/%Y}, 08:00 - {SENDERS[number % 2]}: Hello {name}\n" for number, day in enumerate(days))


def day(name: str, on: date = MONDAY, /, **counts: int) -> dict[str, Any]:
    """A row of HABITS, of the group of that class."""
    return {"chat": f"Class {name}", "day": on} | dict.fromkeys(HABITS.names()[2:], 0) | counts


def question(name: str, minutes: float | None, *, on: date = MONDAY, over: bool = True) -> dict[str, Any]:
    """A row of QUESTIONS: followed after so many minutes, or by nobody."""
    asked = datetime(on.year, on.month, on.day, 12)
    answered = None if minutes is None else asked + timedelta(minutes=minutes)
    return {"chat": f"Class {name}", "asked_at": asked, "answered_at": answered, "over": over}


def link(name: str, domain: str, kind: str = "other", *, on: date = MONDAY) -> dict[str, Any]:
    return {"chat": f"Class {name}", "sent_at": datetime(on.year, on.month, on.day, 12), "domain": domain, "kind": kind}


def noted_of(*rows: dict[str, Any]) -> Noted:
    """Rows of HABITS, QUESTIONS and LINKED in any order."""
    return Noted(
        habits=pl.DataFrame([row for row in rows if "day" in row], schema=HABITS),
        questions=pl.DataFrame([row for row in rows if "asked_at" in row], schema=QUESTIONS),
        links=pl.DataFrame([row for row in rows if "domain" in row], schema=LINKED),
    )
