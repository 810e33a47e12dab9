"""One invented school: its files, and the truth about them."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sample_exports.generator.dice import Dice
from tests.schools.groups import END, Group, groups
from tests.schools.people import LAST_DAY, Population, population
from tests.schools.rosters import roster
from tests.schools.writing import export, member_lists, number, settings


@dataclass(frozen=True)
class Sender:
    """The truth about one printed sender. family None: of no family; a grandparent has the grandchild's."""

    chat: str
    shown: str
    person: str
    name: str  # the person's whole name, as a roster has it
    family: str | None
    style: str
    placeable: bool


@dataclass(frozen=True)
class Stay:
    """The truth about one stay: [since, until)."""

    chat: str
    shown: str
    since: datetime
    until: datetime


@dataclass(frozen=True)
class InventedSchool:
    """Files as users have them, and what is true."""

    culture: str
    seed: int
    files: tuple[tuple[str, bytes], ...]
    people: Population
    groups: tuple[Group, ...]
    senders: tuple[Sender, ...]
    stays: tuple[Stay, ...]
    statuses: dict[tuple[str, str], str]  # (class, family) -> status on the last day, as drift.FAMILY_STATUS has it
    lists: dict[str, str]  # class -> complete | cut


@cache
def invented(culture: str, seed: int, *, own_roster: bool = False) -> InventedSchool:
    """The school of that culture and seed; the same bytes every time."""
    people = population(culture, seed)
    every = groups(people)
    greetings = people.culture.words["greetings"]
    exports = [export(Dice(seed, f"{culture}/{group.class_}/talk"), group, greetings) for group in every]
    members, lists = member_lists(Dice(seed, f"{culture}/lists"), people, every)
    seen = "\n".join(data.decode() for _, data in [*exports, ("", members)])
    return InventedSchool(
        culture,
        seed,
        (
            ("school.toml", settings(people, every)),
            roster(people, own=own_roster),
            ("members.csv", members),
            *exports,
        ),
        people,
        every,
        senders=tuple(sender for group in every for sender in senders_of(group) if sender.shown in seen),
        stays=tuple(
            Stay(group.name, written(group, stay.sender), stay.since, stay.until or END)
            for group in every
            for member in group.members
            for stay in member.stays
        ),
        statuses=dict(status for group in every for status in statuses_of(people, group)),
        lists=lists,
    )


def written(group: Group, sender: str) -> str:
    """As the export prints it, less the marks of direction and of a stranger."""
    return number(sender, ios=False) if sender.startswith("+") else sender


def senders_of(group: Group) -> list[Sender]:
    return [
        Sender(
            *(group.name, written(group, shown), member.person.key, member.person.roster_name, member.person.family),
            *(member.printed.style, member.printed.placeable),
        )
        for member in group.members
        for shown in member.senders
    ]


def statuses_of(people: Population, group: Group) -> list[tuple[tuple[str, str], str]]:
    """Of the families on roll in the class on the last day; a relative who is no guardian does not count."""
    present = {m.person.family for m in group.members if m.what == "guardian" and m.present}
    found: list[tuple[tuple[str, str], str]] = []
    for family in people.of_class(group.class_):
        if family.on_roll(LAST_DAY):
            inside = family.key in present
            if family.standing == "current":
                status = "current" if inside else "missing"
            else:
                status = f"{family.standing}_present" if inside else family.standing
            found.append(((group.class_, family.key), status))
    return found
