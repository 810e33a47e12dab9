"""A school of class groups of any size, with as much said in each term as a test wants: for the tests of summaries."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, NamedTuple

from dashboard import workspace
from dashboard.workspace import Workspace
from parsers import Chat


class Term(NamedTuple):
    name: str
    starts: date
    ends: date


AUTUMN = Term("Autumn 2025", date(2025, 9, 1), date(2025, 12, 19))
SPRING = Term("Spring 2026", date(2026, 1, 5), date(2026, 3, 27))
SUMMER = Term("Summer 2026", date(2026, 4, 13), date(2026, 7, 17))
TERMS = (AUTUMN, SPRING, SUMMER)
YEAR = "School year 2025/26"
SAID = 60  # messages of a class in each term, unless a test says so: enough to be told of
NEWS = "Announcements"


class Class(NamedTuple):
    """families on roll, of whom `heard` write; messages by term where they are not SAID."""

    year: str
    families: int = 12
    heard: int = 12
    said: Mapping[str, int] = {}
    exported: bool = True
    rostered: bool = True
    group: bool = True


def files(classes: Mapping[str, Class], *, terms: tuple[Term, ...] = TERMS, news: bool = False) -> dict[str, bytes]:
    """Settings, a roster of phone numbers and an export a class, whose last record is of the last term's last day."""
    numbers = {name: [] for name in classes}
    for number, name in zip(
        count(), (name for name, each in classes.items() for _ in range(each.families)), strict=False
    ):
        numbers[name].append(f"+44 7700 900{number:03}")
    made = {"school.toml": settings(classes, terms, news=news), "roster.csv": roster(classes, numbers)}
    made |= {
        f"WhatsApp Chat with Class {name}.txt": export(each, numbers[name])
        for name, each in classes.items()
        if each.exported
    }
    return {name: text.encode() for name, text in (made | ({file_of(NEWS): announced()} if news else {})).items()}


def file_of(chat: str) -> str:
    return f"WhatsApp Chat with {chat}.txt"


def school(classes: Mapping[str, Class], *, terms: tuple[Term, ...] = TERMS, news: bool = False) -> Workspace:
    return workspace.load(list(files(classes, terms=terms, news=news).items()))


def settings(classes: Mapping[str, Class], terms: tuple[Term, ...], *, news: bool) -> str:
    lines = ['name = "Hill School"', 'pa_posters = ["The PA"]']
    lines += [f'[announcements]\nchat = "{NEWS}"'] if news else []
    lines += [f'[[terms]]\nname = "{name}"\nstarts = {starts}\nends = {ends}' for name, starts, ends in terms]
    for name, each in classes.items():
        chat = f'\nchat = "Class {name}"' if each.group else ""
        lines.append(f'[[classes]]\nname = "{name}"\nyear = "{each.year}"{chat}')
    return "\n".join(lines)


def roster(classes: Mapping[str, Class], numbers: Mapping[str, list[str]]) -> str:
    rows = [
        f"{name},{name}-{place},Child {place} of {name},,{number}"
        for name, each in classes.items()
        if each.rostered
        for place, number in enumerate(numbers[name])
    ]
    return "\n".join(["class,family,child,guardian,phone", *rows])


def export(each: Class, numbers: list[str]) -> str:
    """A message a day from each term's first day on, by the families that write in turn; everybody joined before."""
    lines = [
        line(AUTUMN.starts - timedelta(days=1), f"{number} joined using this group's invite link") for number in numbers
    ]
    speakers = [f"{number}: Hello" for number in numbers[: each.heard]]
    for term in TERMS:
        said = each.said.get(term.name, SAID)
        lines += [line(term.starts + timedelta(days=place), speakers[place % len(speakers)]) for place in range(said)]
    return "".join([*lines, line(SUMMER.ends, f"{numbers[0]} changed this group's icon")])


def line(day: date, text: str) -> str:
    return f"{day:%d/%m/%Y}, 12:00 - {text}\n"


def announced() -> str:
    """One announcement in each term, and another term's end."""
    lines = [line(term.starts + timedelta(days=20), f"The PA: News of {term.name}") for term in TERMS]
    return "".join([*lines, line(SUMMER.ends, "The PA: Have a good summer")])


def recorded(made: Workspace, days: Mapping[str, tuple[date, date]]) -> Workspace:
    """`made`, where the records of each of these chats are of these days; the others' as they are."""
    return replace(
        made, chats=tuple(_of_days(chat, *days[chat.name]) if chat.name in days else chat for chat in made.chats)
    )


def _of_days(chat: Chat, first: date, last: date) -> Chat:
    begins, ends = (datetime.combine(day, datetime.min.time()) for day in (first, last))
    return replace(chat, coverage=replace(chat.coverage, first=begins, last=ends))


def reached_of(**more: Any) -> dict[str, Any]:
    """A row of exact_announcements.REACHED without its class, each of its numbers another."""
    shares = {"floor": 1, "known": 4, "ceiling": 9, "read_low": 5, "read_high": 7}
    return {"sent_at": datetime(2026, 1, 25, 12), "period": SPRING.name, "n": 10, **shares, **more}
