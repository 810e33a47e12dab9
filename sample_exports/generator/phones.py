"""The eight phones that made exports: whose they are, what they could see, and how each prints people's names."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from .dice import Dice
from .membership import EXPORTER_4B_ADDED, SECOND_PHONE_JOINS, exporter
from .people import child_is_unique, first_names, parent_of, plain_name
from .reality import ANNOUNCEMENTS, PA, Person, Reality, chat_of
from .scenes import NEW_NUMBER

CUT_4A = datetime(2025, 1, 14, 16)  # the export of 4A lacks all before
LRE, PDF, NARROW, NBSP = "\u202a", "\u202c", "\u202f", "\u00a0"


@dataclass
class Phone:
    """`sees_from` None: everything since the group began. `saved`: the owner's contacts, person -> name."""

    export: str  # short name in the truth
    file: str
    chat: str
    owner: str
    platform: str  # android | ios
    dates: str  # date order and shape, a key of the writers
    clock: int
    taken_at: datetime
    admin: bool
    sees_from: datetime | None = None
    cut: bool = False  # begins in the middle: neither creation nor encryption notice
    media: bool = False  # exported with media
    saved: dict[str, str] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)  # person -> name as it stands in the file

    @property
    def resolution(self) -> str:
        return "minute" if self.platform == "android" else "second"

    def name(self, person: Person, at: datetime) -> str:
        """What this phone prints for `person`; whoever changed number keeps the old one on what came before."""
        if person.former_phone and at <= NEW_NUMBER and person.id not in self.saved and person.push is None:
            return self.number(person.former_phone)
        return self.printed[person.id]

    def number(self, digits: str) -> str:
        """`+44 7700 900123` between direction marks; iOS glues it with no-break spaces."""
        gap = NBSP if self.platform == "ios" else " "
        return f"{LRE}+44{gap}{digits[1:5]}{gap}{digits[5:]}{PDF}"


def plain(printed: str) -> str:
    """A sender as readers keep it: without `~ ` and direction marks."""
    name = printed.removeprefix(f"~{NARROW}").removeprefix("~ ")
    return name.replace(LRE, "").replace(PDF, "")


def phones(reality: Reality) -> list[Phone]:
    """Every phone with its contacts and the names it prints."""
    reps = reality.reps
    second_2b, of_4a, of_4b = (exporter(reality, class_) for class_ in ("2B", "4A", "4B"))
    day_first, mid_july = "dd/mm/yyyy", date(2026, 7, 11)

    def phone(
        export: str, owner: str, platform: str, dates: str, clock: int, days: int, at: time, **more: Any
    ) -> Phone:
        chat = ANNOUNCEMENTS if export == "announcements" else chat_of(export[:2])
        zipped = platform == "ios" or owner == PA
        file = f"WhatsApp Chat {'with' if platform == 'android' else '-'} {chat}.{'zip' if zipped else 'txt'}"
        taken_at = datetime.combine(mid_july + timedelta(days=days), at)
        return Phone(export, file, chat, owner, platform, dates, clock, taken_at, **more)

    eight = [
        phone("1A", reps["1A"], "android", day_first, 24, 3, time(20, 15), admin=True),
        phone("1B", reps["1B"], "android", "m/d/yy", 12, 4, time(9, 5), admin=True),
        phone("2A", reps["2A"], "ios", day_first, 12, 2, time(19, 40), admin=True),
        phone("2B-android", reps["2B"], "android", day_first, 24, 0, time(18, 20), admin=True),
        phone("2B-ios", second_2b, "ios", day_first, 24, 5, time(21, 10), admin=False, sees_from=SECOND_PHONE_JOINS),
        phone("4A", of_4a, "android", "dd/mm/yyyy am", 12, 4, time(12, 30), admin=False, sees_from=CUT_4A, cut=True),
        phone("4B", of_4b, "ios", "dd.mm.yy", 24, 5, time(8, 15), admin=False, sees_from=EXPORTER_4B_ADDED),
        phone("announcements", PA, "android", day_first, 24, 6, time(10), admin=True, media=True),
    ]
    for each in eight:
        if each.sees_from and not each.cut:
            stays = reality.chats[each.chat].stays
            each.sees_from = next(s.since for s in stays if s.person == each.owner)
        _save_contacts(reality, each)
        _print_names(reality, each)
    return eight


def _save_contacts(reality: Reality, phone: Phone) -> None:
    """A phone's owner has saved a third of the people, each in the owner's own way."""
    if phone.owner == PA:
        return
    dice = Dice(reality.seed, f"contacts/{phone.export}")
    for person in reality.people.values():
        if person.role != "guardian" or person.decision or person.id == phone.owner or not person.on_roster:
            continue
        stranger = reality.chats[phone.chat].class_ not in person.classes
        if stranger or not dice.chance(0.34) or person.aliases or person.former_phone:
            continue
        phone.saved[person.id] = _contact_name(reality, dice, person)


def _contact_name(reality: Reality, dice: Dice, person: Person) -> str:
    place = reality.family_places(str(person.family))[0]
    by_child = len(person.classes) == 1 and child_is_unique(reality, place)
    style = dice.weighted(("full", "child", "first", "emoji"), (55, 22, 15, 8))
    if style == "child" and by_child:
        return parent_of(reality, person)
    alone = len(person.classes) == 1 and first_names(reality, person.classes[0])[plain_name(person.given)] == 1
    if style == "first" and alone and person.push != person.given:
        return person.given
    return f"{person.name} 🌟" if style == "emoji" else person.name


def _print_names(reality: Reality, phone: Phone) -> None:
    """A contact's name, else `~` and the profile name, else the number; never one name for two people."""
    used: set[str] = set()
    for person in reality.people.values():
        name = _as_printed(phone, person)
        if plain_name(plain(name)) in used and plain_name(plain(name)):
            name = phone.number(person.phone)
        used.add(plain_name(plain(name)))
        phone.printed[person.id] = name


def _as_printed(phone: Phone, person: Person) -> str:
    if person.id == phone.owner:
        return person.name
    if person.id in phone.saved:
        return phone.saved[person.id]
    if person.push and (phone.chat != ANNOUNCEMENTS or _known_school_wide(person)):
        return f"~{NARROW}{person.push}"
    return phone.number(person.phone)


def _known_school_wide(person: Person) -> bool:
    """Whether the profile name says enough in a group of the whole school; a number must serve otherwise."""
    if person.role != "guardian" or person.decision:
        return True
    tied = person.name == "Sarah Jones"
    by_full_name = plain_name(str(person.push)) == plain_name(person.name)
    return (by_full_name and not tied) or not person.roster_phone
