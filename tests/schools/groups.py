"""What really happened in each class's group: who came and went, and who wrote when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sample_exports.generator.dice import Dice
from tests.schools.names import alike
from tests.schools.people import LAST_DAY, Child, Family, Person, Population
from tests.schools.spelling import Printed, Setting, distinct, guardian, outsider

CREATED = datetime(2025, 9, 4, 9)
END = datetime.combine(LAST_DAY, time(18))  # every export is made then
IN_GROUP = {"current": 0.88, "opted_out": 0.12, "excluded": 0.35}  # of the families; of those who came later 0.75
SECOND_GUARDIAN = 0.5  # of the families in a group
AT_ONCE = 0.75  # of the members come in the first two weeks
LEAVERS_GO = 0.6  # of the families who left the school, within ten days
GO_ANYWAY, COME_BACK = 0.03, 0.3  # of the members; of those
CLEARED = 0.6  # of the names that fit two families of the class are made clearer, as people do
SILENT = 0.22  # of the members
NEW_NUMBER = 0.03  # of those who are shown by their number
NOT_ADMIN = (1, 2)  # groups of a school are exported by somebody who is no admin
WAYS = (("added", 0.5), ("link", 0.35), ("community", 0.15))


@dataclass(frozen=True)
class Stay:
    """One stay in one group under one printed name; until None: still there at the end."""

    sender: str
    since: datetime
    until: datetime | None
    came: str  # created | added | link | community | number
    went: str | None  # left | removed | number


@dataclass(frozen=True)
class Member:
    """Somebody of a group as the exporter's phone prints them."""

    person: Person
    what: str  # guardian | grandparents | helpers | teachers
    printed: Printed
    stays: tuple[Stay, ...]
    writes: tuple[tuple[datetime, str], ...]  # when, under which printed name

    @property
    def senders(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(stay.sender for stay in self.stays))

    @property
    def present(self) -> bool:
        return any(stay.until is None for stay in self.stays)


@dataclass(frozen=True)
class Group:
    """A class's group and the phone that it was exported from."""

    class_: str
    name: str
    language: str
    ios: bool
    admin: bool
    rep: Member
    exporter: Member
    members: tuple[Member, ...]  # rep and exporter too


def groups(school: Population) -> tuple[Group, ...]:
    """One group a class."""
    key = school.culture.key
    phones = list(school.new_phones)
    dice = Dice(school.seed, f"{key}/admins")
    not_admin = dice.some(school.classes, dice.whole(*NOT_ADMIN))
    return tuple(
        group(Dice(school.seed, f"{key}/{class_}/group"), school, class_, class_ not in not_admin, phones)
        for class_ in school.classes
    )


def group(dice: Dice, school: Population, class_: str, admin: bool, phones: list[str]) -> Group:
    words = school.culture.words
    families = school.of_class(class_)
    setting = Setting(school.culture, class_, families)
    settled = [f for f in families if f.standing == "current" and f.starts is None and f.ends is None]
    rep_family, exporter_family = dice.some(settled, 2)
    taken: set[str] = set()
    rep, exporter = rep_family.guardians[0], (rep_family if admin else exporter_family).guardians[0]
    members: list[Member] = []
    for family, person in comers(dice, families, {rep_family.key, exporter_family.key}):
        child = family.child_in(class_)
        printed = shown(dice, person, child, setting, taken, own=person is exporter)
        first = CREATED if person is rep else since_of(dice, family)
        if person is exporter and not admin:
            first = CREATED + timedelta(minutes=dice.whole(5, 300))
        stays = stays_of(dice, family, printed, first, phones, stays_on=person in (rep, exporter))
        members.append(Member(person, "guardian", printed, stays, writes_of(dice, stays, busy=person is rep)))
        taken.update(alike(stay.sender) for stay in stays)
    for where, kind, person in school.others:
        if where == class_:
            kin = next((f.child_in(class_) for f in families if f.key == person.family), None)
            printed = other_shown(dice, person, kind, kin, setting, taken)
            stays = (Stay(printed.text, CREATED + timedelta(days=dice.whole(1, 60), hours=2), None, "added", None),)
            members.append(Member(person, kind, printed, stays, writes_of(dice, stays)))
    by_person = {member.person.key: member for member in members}
    return Group(
        class_,
        words["chat"].format(**{"class": class_}),
        dice.pick(words["languages"]),
        dice.chance(0.4),
        admin,
        by_person[rep.key],
        by_person[exporter.key],
        tuple(members),
    )


def comers(dice: Dice, families: Sequence[Family], always: set[str]) -> list[tuple[Family, Person]]:
    """The guardians who were ever in the group; the first guardian of those who are `always` there."""
    found: list[tuple[Family, Person]] = []
    for family in families:
        share = 0.75 if family.starts else IN_GROUP[family.standing]
        if family.key in always or dice.chance(share):
            first, *second = family.guardians
            if family.key not in always and second and dice.chance(0.25):
                first, second = second[0], [first]
            found.append((family, first))
            found += [(family, person) for person in second if dice.chance(SECOND_GUARDIAN)]
    return found


def shown(dice: Dice, person: Person, child: Child, setting: Setting, taken: set[str], *, own: bool) -> Printed:
    """As printed: nobody else in the group has that name. The exporter stands under their own whole name."""
    whole = Printed(f"{person.given.text} {person.surname}", "full", True)
    draws = [whole] if own else [guardian(dice, person, child, setting) for _ in range(6)]
    confusable = not draws[0].placeable and draws[0].style not in ("phone", "pseudonym")
    if confusable and dice.chance(CLEARED):
        draws = draws[1:]
    last = Printed(person.phone, "phone", person.known)
    printed = distinct([*draws, whole, last], taken) or last
    taken.add(alike(printed.text))
    return printed


def other_shown(dice: Dice, person: Person, kind: str, kin: Child | None, setting: Setting, taken: set[str]) -> Printed:
    draws = [outsider(dice, person, kind, kin, setting) for _ in range(4)]
    last = Printed(person.phone, kind, False)
    printed = (distinct(draws, taken) if dice.chance(0.85) else None) or last
    taken.add(alike(printed.text))
    return printed


def since_of(dice: Dice, family: Family) -> datetime:
    """When the family's guardian comes in."""
    if family.starts:
        return moment(dice, family.starts + timedelta(days=dice.whole(0, 14)))
    latest = family.ends or LAST_DAY
    days = dice.whole(0, 14) if dice.chance(AT_ONCE) else dice.whole(15, (latest - CREATED.date()).days - 5)
    return max(moment(dice, CREATED.date() + timedelta(days=days)), CREATED + timedelta(minutes=dice.whole(3, 500)))


def moment(dice: Dice, day: date) -> datetime:
    """Some minute of that day's waking hours, before the exports are made."""
    return datetime.combine(day, time(dice.whole(7, 16), dice.whole(0, 59)))


def stays_of(
    dice: Dice, family: Family, printed: Printed, since: datetime, phones: list[str], *, stays_on: bool
) -> tuple[Stay, ...]:
    """One stay; two for who comes back, or gets another number and is shown by it."""
    came = "created" if since == CREATED else dice.weighted([w for w, _ in WAYS], [share for _, share in WAYS])
    whole = Stay(printed.text, since, None, came, None)
    room = (END - since).days - 4
    if stays_on or room < 8:
        return (whole,)
    if family.ends and dice.chance(LEAVERS_GO):
        return gone(dice, whole, moment(dice, family.ends + timedelta(days=dice.whole(1, 10))))
    if not family.ends and dice.chance(GO_ANYWAY):
        until = moment(dice, since.date() + timedelta(days=dice.whole(2, room)))
        back = moment(dice, until.date() + timedelta(days=dice.whole(2, 40)))
        if dice.chance(COME_BACK) and back < END - timedelta(days=1):
            return *gone(dice, whole, until), Stay(printed.text, back, None, "link", None)
        return gone(dice, whole, until)
    if printed.style == "phone" and dice.chance(NEW_NUMBER):
        when = moment(dice, since.date() + timedelta(days=dice.whole(2, room)))
        old = Stay(printed.text, since, when, came, "number")
        return old, Stay(phones.pop(), when, None, "number", None)
    return (whole,)


def gone(dice: Dice, stay: Stay, until: datetime) -> tuple[Stay, ...]:
    if until <= stay.since:
        return (stay,)
    return (Stay(stay.sender, stay.since, until, stay.came, dice.weighted(("left", "removed"), (0.6, 0.4))),)


def writes_of(dice: Dice, stays: Sequence[Stay], *, busy: bool = False) -> tuple[tuple[datetime, str], ...]:
    """When they write, always while they are in."""
    if not busy and dice.chance(SILENT):
        return ()
    found: list[tuple[datetime, str]] = []
    for _ in range(16 if busy else 1 + int(dice.lognormal(3, 0.7))):
        stay = dice.pick(stays)
        first, last = stay.since + timedelta(minutes=2), (stay.until or END) - timedelta(minutes=30)
        at = first + timedelta(minutes=int(dice.between(0, 1) * ((last - first).total_seconds() // 60)))
        at = at.replace(hour=7 + at.hour % 14)
        if first <= at <= last:
            found.append((at, stay.sender))
    return tuple(sorted(found))
