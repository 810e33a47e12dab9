"""Who came into which group when and how, who left, and what WhatsApp wrote about it."""

from datetime import date, datetime, time, timedelta

from .dates import FIRST_DAY
from .dice import Dice
from .people import ordinary
from .reality import ANNOUNCEMENTS, EXPORTED, PA, Chat, Notice, Person, Place, Reality, Stay, chat_of

CREATED = {
    "1A": datetime(2024, 9, 3, 19, 2, 11),
    "1B": datetime(2024, 9, 4, 20, 14, 40),
    "2A": datetime(2024, 9, 3, 17, 31, 5),
    "2B": datetime(2024, 9, 5, 12, 8, 52),
    "3B": datetime(2024, 9, 8, 18, 20, 0),
    "4A": datetime(2023, 9, 6, 18, 44, 19),
    "4B": datetime(2023, 9, 4, 19, 58, 3),
}
SETTLED = datetime(2026, 7, 8, 12)  # nobody comes or goes after this, so that all exports agree
LINKED_TO_COMMUNITY = {"2A": datetime(2025, 1, 13, 18, 2, 9), "2B": datetime(2025, 1, 13, 18, 40, 33)}
SECOND_PHONE_JOINS = datetime(2024, 11, 5, 18, 33, 27)  # the parent whose phone made the second export of 2B
EXPORTER_4B_ADDED = datetime(2024, 9, 10, 19, 26, 44)
# What becomes of a leaver's seat: None: still in the group.
AFTERWARDS = {
    ("1A", 0): ("removed", datetime(2025, 4, 8, 9, 41, 12)),
    ("1B", 0): None,
    ("2A", 0): ("left", datetime(2025, 7, 22, 18, 5, 50)),
    ("2A", 1): None,
    ("2B", 0): ("removed", datetime(2025, 9, 10, 13, 2, 31)),
    ("4A", 0): None,
    ("4B", 0): None,
}
STAFF_IN_GROUPS = ("1A", "2B", "4A")


class Door:
    """The way in and out of one group: writes the stay and its notice together, never two in one minute."""

    def __init__(self, chat: Chat, dice: Dice) -> None:
        self.chat, self.dice = chat, dice
        self._minutes: set[datetime] = set()

    def free(self, at: datetime) -> datetime:
        """`at`, or the first minute after it in which nobody comes or goes."""
        while at.replace(second=0) in self._minutes:
            at += timedelta(minutes=1)
        self._minutes.add(at.replace(second=0))
        return at

    def join(self, person: str, at: datetime, wording: str, *, actor: str | None = None, named: bool = True) -> None:
        route = {"community": "community", "added": "added", "invite": "invite"}.get(wording, "link")
        if any(s.person == person and s.until is None for s in self.chat.stays):
            return
        at = self.free(at)
        own_act = wording != "added"
        self.chat.stays.append(Stay(self.chat.name, person, at, own_act=own_act))
        event, by, targets = ("joined", person, ()) if own_act else ("added", actor, (person,))
        extra = {"inviter": actor} if wording == "invite" and actor else {}
        self.chat.notices.append(Notice(at, event, wording, route, by, targets, extra, named=named))

    def add_all(self, people: list[str], at: datetime, actor: str) -> None:
        """One notice for several people, as when a rep ticks names in a list."""
        fresh = [p for p in people if all(s.person != p for s in self.chat.stays)]
        if not fresh:
            return
        at = self.free(at)
        self.chat.stays += [Stay(self.chat.name, person, at, own_act=False) for person in fresh]
        self.chat.notices.append(Notice(at, "added", "added", "added", actor, tuple(fresh)))

    def leave(self, person: str, at: datetime, *, removed_by: str | None = None) -> None:
        stay = next((s for s in self.chat.stays if s.person == person and s.until is None and s.since < at), None)
        if stay is None:
            return
        stay.until = at = self.free(at)
        if removed_by:
            self.chat.notices.append(Notice(at, "removed", "removed", None, removed_by, (person,)))
        else:
            self.chat.notices.append(Notice(at, "left", "left", None, person, admins_only=True))


def fill(reality: Reality) -> None:
    """Every group with its stays and membership notices."""
    for class_ in CREATED:
        _class_group(reality, class_)
    _announcement_group(reality)


def _daytime(dice: Dice, day: date) -> datetime:
    start = datetime.combine(day, time(8))
    return start + timedelta(seconds=int(dice.between(0, 12.4 * 3600)))


def _open(reality: Reality, name: str, class_: str | None, created: datetime, creator: str) -> Chat:
    chat = Chat(name, class_, created, creator, (creator,))
    chat.notices += [
        Notice(created, "encrypted", "encrypted"),
        Notice(created, "created", "created", None, creator, extra={"subject": name}),
    ]
    chat.stays.append(Stay(name, creator, created))
    reality.chats[name] = chat
    return chat


def _class_group(reality: Reality, class_: str) -> None:
    dice = Dice(reality.seed, f"membership/{class_}")
    rep = reality.reps[class_]
    chat = _open(reality, chat_of(class_), class_, CREATED[class_], rep)
    door = Door(chat, dice)
    door.free(chat.created)
    keen = [p for p in _joining(reality, class_, dice) if p.id != rep]
    first_evening = [p.id for p in keen if _there_from_start(reality, class_, p)]
    batch = dice.some([p for p in first_evening if not reality.people[p].decision], 9)
    for place in range(0, len(batch), 3):
        door.add_all(batch[place : place + 3], chat.created + timedelta(minutes=3 + place), rep)
    for person in keen:
        if person.id not in batch:
            _come(reality, door, person, rep)
    _staff_and_guests(reality, door, class_, rep)
    _strays(reality, door, class_)
    if class_ in EXPORTED:
        _goings(reality, door, class_, rep)
    _second_admin(reality, chat, class_, rep)


def _joining(reality: Reality, class_: str, dice: Dice) -> list[Person]:
    """The guardians who will be in the group at some time."""
    needed = {reality.reps[class_], *_exporters(reality, class_)}
    joining: list[Person] = []
    seen: set[str] = set()
    for place in (p for p in reality.places if p.class_ == class_):
        people = [reality.people[p] for p in reality.families[place.family]]
        if place.family in seen or not _welcome(place, class_):
            continue
        seen.add(place.family)
        named = [p for p in people if p.decision or p.id in needed or not p.on_roster or p.name == "Sarah Jones"]
        coming = place.ends is not None or place.standing != "current" or dice.chance(0.87)
        if coming:
            joining += [p for n, p in enumerate(people) if n == 0 or p in named or dice.chance(0.45)]
        else:
            joining += named
    return joining


def _exporters(reality: Reality, class_: str) -> list[str]:
    return [exporter(reality, class_)] if class_ in ("2B", "4A", "4B") else []


def exporter(reality: Reality, class_: str) -> str:
    """The ordinary parent (no admin) whose phone made an export of 2B, 4A or 4B."""
    places = [p for p in ordinary(reality, class_) if reality.reps[class_] not in reality.families[p.family]]
    people = [reality.people[reality.families[p.family][0]] for p in places]
    return next(p.id for p in people if not p.decision and p.name != "Sarah Jones" and p.on_roster)


def _welcome(place: Place, class_: str) -> bool:
    return place.standing in ("current", "excluded") or (place.standing == "opted_out" and class_ == "2A")


def _there_from_start(reality: Reality, class_: str, person: Person) -> bool:
    place = next(p for p in reality.family_places(str(person.family)) if p.class_ == class_)
    return (place.starts or FIRST_DAY) <= date(2024, 9, 3) and person.id not in _exporters(reality, class_)


def _come(reality: Reality, door: Door, person: Person, rep: str) -> None:
    """One person joins: by link mostly, by invitation, from the community, or added by the rep."""
    dice, class_ = door.dice, str(door.chat.class_)
    place = next(p for p in reality.family_places(str(person.family)) if p.class_ == class_)
    if class_ == "2B" and person.id == exporter(reality, class_):
        return door.join(person.id, SECOND_PHONE_JOINS, "link")
    if class_ == "4B" and person.id == exporter(reality, class_):
        return door.join(person.id, EXPORTER_4B_ADDED, "added", actor=rep)
    if place.starts and place.starts > date(2024, 9, 3):
        day = place.starts + timedelta(days=dice.whole(1, 9))
    else:
        day = door.chat.created.date() + timedelta(days=1 + int(dice.lognormal(4, 1.4)))
    last = place.ends or date(2026, 6, 30)
    at = min(_daytime(dice, min(day, last - timedelta(days=20))), SETTLED - timedelta(days=9))
    wording = _way_in(door, at)
    return door.join(person.id, at, wording, actor=rep if wording in ("added", "invite") else None)


def _way_in(door: Door, at: datetime) -> str:
    linked = LINKED_TO_COMMUNITY.get(str(door.chat.class_))
    if linked and at > linked:
        return "community"
    link = "group_link" if at > datetime(2025, 7, 1) else "link"
    return door.dice.weighted((link, "added", "invite"), (70, 22, 8))


def _staff_and_guests(reality: Reality, door: Door, class_: str, rep: str) -> None:
    dice = door.dice
    for person in reality.people.values():
        if class_ not in person.classes:
            continue
        if person.role == "staff" and class_ in STAFF_IN_GROUPS:
            day = door.chat.created.date() + timedelta(days=dice.whole(5, 30))
            door.join(person.id, _daytime(dice, day), "added", actor=rep)
        if person.role == "outsider":
            day = door.chat.created.date() + timedelta(days=dice.whole(3, 40))
            door.join(person.id, _daytime(dice, day), "link")


def _strays(reality: Reality, door: Door, class_: str) -> None:
    """A guardian of 2A who took the wrong link into 1B."""
    if class_ == "1B":
        stray = wrong_class_guardian(reality)
        door.join(stray, datetime(2025, 10, 2, 8, 51, 13), "group_link")


def wrong_class_guardian(reality: Reality) -> str:
    people = [p for p in reality.guardians("2A") if p.classes == ("2A",) and p.roster_phone and p.on_roster]
    return next(p.id for p in reversed(people) if not p.decision and p.push is None)


def _goings(reality: Reality, door: Door, class_: str, rep: str) -> None:
    dice, chat = door.dice, door.chat
    leavers = [p for p in reality.places if p.class_ == class_ and p.ends]
    for number, place in enumerate(sorted(leavers, key=lambda p: str(p.ends))):
        fate = AFTERWARDS[class_, number]
        for person in reality.families[place.family]:
            if fate:
                door.leave(person, fate[1], removed_by=rep if fate[0] == "removed" else None)
    excluded = {p.family for p in reality.places if p.class_ == class_ and p.standing == "excluded"}
    for person in (p for family in sorted(excluded) for p in reality.families[family]):
        door.leave(person, datetime(2026, 2, 11, 16, 22, 5), removed_by=rep)
    second = [p for p in chat.stays if _second_guardian(reality, p.person) and p.until is None]
    for place, stay in enumerate(dice.some(second, 4)):
        earliest = max(stay.since, datetime(2025, 1, 20))
        day = earliest.date() + timedelta(days=dice.whole(5, 240))
        door.leave(stay.person, _daytime(dice, day))
        if place == 0:
            back = _daytime(dice, day + timedelta(days=dice.whole(10, 60)))
            door.join(stay.person, back, _way_in(door, back), actor=rep)


def _second_guardian(reality: Reality, person: str) -> bool:
    """Somebody whose going leaves another adult of the family in the group."""
    family = reality.people[person].family
    someone = reality.people[person]
    plain = someone.role == "guardian" and not someone.decision and someone.on_roster and someone.name != "Sarah Jones"
    return plain and family is not None and reality.families[family].index(person) == 1


def _second_admin(reality: Reality, chat: Chat, class_: str, rep: str) -> None:
    if class_ not in ("1A", "2A", "2B"):
        return
    places = [p for p in ordinary(reality, class_) if rep not in reality.families[p.family]]
    candidates = [reality.families[p.family][0] for p in places]
    staying = {s.person for s in chat.stays if s.until is None and s.since < datetime(2024, 10, 1)}
    deputy = next(p for p in candidates if p in staying and not reality.people[p].decision)
    chat.admins = (rep, deputy)
    chat.notices.append(
        Notice(datetime(2024, 10, 7, 20, 1, 33), "admin_granted", "admin_granted", None, rep, (deputy,))
    )
    if class_ == "2A":
        chat.admins = (rep,)
        chat.notices.append(
            Notice(datetime(2026, 1, 6, 9, 15, 20), "admin_revoked", "admin_revoked", None, rep, (deputy,))
        )


def _announcement_group(reality: Reality) -> None:
    dice = Dice(reality.seed, "membership/announcements")
    chat = _open(reality, ANNOUNCEMENTS, None, datetime(2024, 9, 2, 9, 12, 30), PA)
    door = Door(chat, dice)
    door.free(chat.created)
    for family, people in reality.families.items():
        if not any(p.standing == "current" for p in reality.family_places(family)) or not dice.chance(0.74):
            continue
        for place, person in enumerate(people):
            if dice.chance(0.92 if place == 0 else 0.35):
                _follow(reality, door, person, _earliest(reality, family))
    for person in reality.people.values():
        if person.role == "staff" and dice.chance(0.7):
            _follow(reality, door, person.id, FIRST_DAY)
    for outsider in [p.id for p in reality.people.values() if p.role == "outsider"][:3]:
        _follow(reality, door, outsider, FIRST_DAY)
    _unfollow(reality, door)


def _earliest(reality: Reality, family: str) -> date:
    return min(p.starts or FIRST_DAY for p in reality.family_places(family))


def _follow(reality: Reality, door: Door, person: str, earliest: date) -> None:
    """Most join in the first fortnight, others at the next September or at any time."""
    dice = door.dice
    wave = dice.weighted((date(2024, 9, 2), date(2025, 9, 2), date(2024, 11, 1)), (68, 14, 18))
    wait = dice.lognormal(5, 1.1) if wave.month == 9 else dice.between(0, 560)
    day = max(wave + timedelta(days=int(wait)), earliest + timedelta(days=dice.whole(1, 12)))
    last = min(
        (p.ends or date(2026, 7, 1) for p in reality.places if person in reality.families[p.family]), default=day
    )
    at = min(
        max(_daytime(dice, min(day, last - timedelta(days=30))), door.chat.created + timedelta(minutes=4)), SETTLED
    )
    wording = dice.weighted(("community", "community_link", "added"), (88, 8, 4))
    named = wording != "community" or not dice.chance(0.15)
    door.join(person, at, wording, actor=PA if wording == "added" else None, named=named)


def _unfollow(reality: Reality, door: Door) -> None:
    dice = door.dice
    for place in reality.places:
        if place.ends and len(reality.family_places(place.family)) == 1 and dice.chance(0.6):
            for person in reality.families[place.family]:
                at = _daytime(dice, place.ends + timedelta(days=dice.whole(2, 30)))
                door.leave(person, at, removed_by=PA if dice.chance(0.4) else None)
    staying = [s for s in door.chat.stays if s.until is None and s.person != PA and s.since < datetime(2025, 9, 1)]
    for stay in dice.some(staying, 11):
        first = max(stay.since.date(), date(2024, 11, 1))
        door.leave(stay.person, _daytime(dice, first + timedelta(days=dice.whole(10, 280))))
