"""The eight phones that made exports: whose they are, what they could see, and how each prints people's names."""

from dataclasses import dataclass, field
from datetime import datetime

from .dice import Dice
from .membership import EXPORTER_4B_ADDED, SECOND_PHONE_JOINS, exporter
from .people import child_is_unique, first_names, parent_of, plain_name
from .reality import ANNOUNCEMENTS, PA, Person, Reality, chat_of

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
    seven = [
        Phone("1A", "WhatsApp Chat with Class 1A.txt", chat_of("1A"), reps["1A"], "android", "dd/mm/yyyy", 24,
              datetime(2026, 7, 14, 20, 15), admin=True),
        Phone("1B", "WhatsApp Chat with Class 1B.txt", chat_of("1B"), reps["1B"], "android", "m/d/yy", 12,
              datetime(2026, 7, 15, 9, 5), admin=True),
        Phone("2A", "WhatsApp Chat - Class 2A.zip", chat_of("2A"), reps["2A"], "ios", "dd/mm/yyyy", 12,
              datetime(2026, 7, 13, 19, 40), admin=True),
        Phone("2B-android", "WhatsApp Chat with Class 2B.txt", chat_of("2B"), reps["2B"], "android", "dd/mm/yyyy", 24,
              datetime(2026, 7, 11, 18, 20), admin=True),
        Phone("2B-ios", "WhatsApp Chat - Class 2B.zip", chat_of("2B"), exporter(reality, "2B"), "ios", "dd/mm/yyyy", 24,
              datetime(2026, 7, 16, 21, 10), admin=False, sees_from=SECOND_PHONE_JOINS),
        Phone("4A", "WhatsApp Chat with Class 4A.txt", chat_of("4A"), exporter(reality, "4A"), "android", "dd/mm/yyyy am", 12,
              datetime(2026, 7, 15, 12, 30), admin=False, sees_from=datetime(2025, 1, 14, 16, 0), cut=True),
        Phone("4B", "WhatsApp Chat - Class 4B.zip", chat_of("4B"), exporter(reality, "4B"), "ios", "dd.mm.yy", 24,
              datetime(2026, 7, 16, 8, 15), admin=False, sees_from=EXPORTER_4B_ADDED),
        Phone("announcements", f"WhatsApp Chat with {ANNOUNCEMENTS}.zip", ANNOUNCEMENTS, PA, "android", "dd/mm/yyyy", 24,
              datetime(2026, 7, 17, 10, 0), admin=True, media=True),
    ]  # fmt: skip
    for phone in seven:
        _save_contacts(reality, phone)
        _print_names(reality, phone)
    return seven


def _save_contacts(reality: Reality, phone: Phone) -> None:
    """A phone's owner has saved a third of the people, each in the owner's own way."""
    if phone.owner == PA:
        return
    dice = Dice(reality.seed, f"contacts/{phone.export}")
    for person in reality.people.values():
        if person.role != "guardian" or person.decision or person.id == phone.owner or not person.on_roster:
            continue
        if not dice.chance(0.34) or person.aliases or person.former_phone:
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
        name = _as_printed(reality, phone, person)
        if plain_name(plain(name)) in used and plain_name(plain(name)):
            name = phone.number(person.phone)
        used.add(plain_name(plain(name)))
        phone.printed[person.id] = name


def _as_printed(reality: Reality, phone: Phone, person: Person) -> str:
    if person.id == phone.owner:
        return person.name
    if person.id in phone.saved:
        return phone.saved[person.id]
    if person.push and (phone.chat != ANNOUNCEMENTS or _known_school_wide(reality, person)):
        return f"~{NARROW}{person.push}"
    return phone.number(person.phone)


def _known_school_wide(reality: Reality, person: Person) -> bool:
    """Whether the profile name says enough in a group of the whole school; a number must serve otherwise."""
    if person.role != "guardian" or person.decision:
        return True
    tied = person.name == "Sarah Jones"
    by_full_name = plain_name(str(person.push)) == plain_name(person.name)
    return (by_full_name and not tied) or not person.roster_phone
