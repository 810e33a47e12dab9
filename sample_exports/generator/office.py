"""What the school office, the reps and the PA typed by hand: settings, rosters, member lists, read counts, answers."""

import csv
import io
from datetime import date, datetime, timedelta

from .announcements import recipients
from .dates import HOLIDAYS, TERMS
from .dice import Dice
from .phones import Phone, plain
from .reality import ANNOUNCEMENTS, CLASSES, PA, Person, Place, Reality, chat_of

SETTINGS = f"""\
# Everything Schoolgate needs to know that no export says.
name = "Bramley Hill Primary School"
time_zone = "Europe/London"
region = "GB"
policy_profile = "community"
pa_posters = ["Bramley Hill PA"]
school_domains = ["bramleyhill.example"]
allowed_domains = ["bramleyhill.example", "parentportal.example"]

[quiet_hours]
start = 21:00:00
end = 07:00:00

[bank_holidays]
country = "GB"
subdivision = "ENG"

[announcements]
chat = "{ANNOUNCEMENTS}"
"""
GROUPLESS, NO_EXPORT = "3A", "3B"
COUNTED = 26  # announcements whose read count somebody typed


def table(header: tuple[str, ...], rows: list[tuple[object, ...]]) -> bytes:
    """A CSV with a line feed at each end of line; None is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def files(reality: Reality, phones: list[Phone]) -> dict[str, bytes]:
    return {
        "school.toml": _settings(phones).encode(),
        "roster.csv": _long_roster(reality),
        "members.csv": _members(reality, phones),
        "read_counts.csv": _read_counts(reality),
        "calendar.csv": _calendar(),
        "people.csv": _answers(reality, phones),
        "other_rosters/count_only.csv": _count_only(reality),
        "other_rosters/wide.csv": _wide_roster(reality),
    }


def _settings(phones: list[Phone]) -> str:
    text = SETTINGS
    for class_ in CLASSES:
        text += f'\n[[classes]]\nname = "{class_}"\nyear = "{class_[0]}"\n'
        text += f'chat = "{chat_of(class_)}"\n' if class_ != GROUPLESS else ""
        text += "exporting = false\n" if class_ == NO_EXPORT else ""
    admins: dict[str, bool] = {}
    for phone in phones:
        admins[phone.chat] = admins.get(phone.chat, False) or phone.admin
    for chat, admin in admins.items():
        text += f'\n[[chats]]\nname = "{chat}"\nadmin = {str(admin).lower()}\n'
    return text


def _calendar() -> bytes:
    days = [(name, "term", starts, ends) for name, starts, ends in TERMS]
    days += [(name, "holiday", starts, ends) for name, starts, ends in HOLIDAYS]
    return table(("name", "days", "starts", "ends"), sorted(days, key=lambda row: (row[2], row[1])))


def typed(phone: str, style: int) -> str:
    """The same number as three people would type it."""
    forms = (
        f"{phone[:5]} {phone[5:]}",
        phone,
        f"+44 {phone[1:5]} {phone[5:]}",
        f"+44{phone[1:]}",
        f"{phone[:5]}-{phone[5:]}",
    )
    return forms[style % len(forms)]


def _role(reality: Reality, person: Person, class_: str) -> str:
    return "class_rep" if reality.reps.get(class_) == person.id else "guardian"


def _long_roster(reality: Reality) -> bytes:
    header = (
        "class", "family", "child", "guardian", "relation", "phone", "aliases", "starts", "ends", "standing", "role",
    )  # fmt: skip
    rows: list[tuple[object, ...]] = []
    for class_ in CLASSES:
        places = [place for place in reality.places if place.class_ == class_]
        for place in sorted(places, key=lambda p: (p.child_surname, p.child)):
            rows += _family_rows(reality, place)
        rows += [
            (
                class_,
                None,
                None,
                p.name,
                "staff",
                typed(p.phone, 0),
                ";".join(p.aliases),
                None,
                None,
                "current",
                "staff",
            )
            for p in reality.people.values()
            if p.role == "staff" and class_ in p.classes
        ]
    return table(header, rows)


def _family_rows(reality: Reality, place: Place) -> list[tuple[object, ...]]:
    tail = (place.starts, place.ends, place.standing)
    child = f"{place.child} {place.child_surname}"
    people = [reality.people[p] for p in reality.families[place.family]]
    if not people[0].on_roster:
        return [(place.class_, place.family, child, None, None, None, None, *tail, "guardian")]
    return [
        (
            place.class_,
            place.family,
            child,
            person.name,
            person.relation,
            typed(person.phone, number + len(child)) if person.roster_phone else None,
            ";".join(person.aliases),
            *tail,
            _role(reality, person, place.class_),
        )
        for number, person in enumerate(people)
    ]


def _wide_roster(reality: Reality) -> bytes:
    """The sheet a parent keeps by hand: one line a child, no staff."""
    header = ("Class", "Child", "Parent 1", "Phone 1", "Parent 2", "Phone 2", "Family", "Starts", "Ends", "Standing")
    rows: list[tuple[object, ...]] = []
    for place in sorted(reality.places, key=lambda p: (p.class_, p.child, p.child_surname)):
        people = [reality.people[p] for p in reality.families[place.family] if reality.people[p].on_roster]
        cells: list[object] = []
        for person in (*people, None, None)[:2]:
            cells += [person.name, typed(person.phone, 1) if person.roster_phone else None] if person else [None, None]
        child = f"{place.child} {place.child_surname}"
        rows.append((place.class_, child, *cells, place.family, place.starts, place.ends, place.standing))
    return table(header, rows)


def on_roll(reality: Reality, class_: str, day: date) -> list[str]:
    """Families with a child in the class on `day`, whatever their standing."""
    return sorted(
        {
            place.family
            for place in reality.places
            if place.class_ == class_
            and (place.starts is None or place.starts <= day)
            and (place.ends is None or day <= place.ends)
        }
    )


def _count_only(reality: Reality) -> bytes:
    day = date(2026, 7, 1)
    return table(("class", "families"), [(class_, len(on_roll(reality, class_, day))) for class_ in CLASSES])


def _members(reality: Reality, phones: list[Phone]) -> bytes:
    rows: list[tuple[object, ...]] = [
        _head_count(reality, ANNOUNCEMENTS, date(2025, 9, 19)),
        _head_count(reality, chat_of(NO_EXPORT), date(2026, 7, 12)),
        *(_member_list(reality, phone) for phone in phones if phone.export in reality.member_lists),
    ]
    if "announcements" not in reality.member_lists:
        rows.append(_head_count(reality, ANNOUNCEMENTS, date(2026, 7, 17)))
    return table(("chat", "taken_on", "members", "admins", "names"), rows)


def _head_count(reality: Reality, chat: str, day: date) -> tuple[object, ...]:
    present = reality.chats[chat].present(datetime.combine(day, datetime.min.time()) + timedelta(hours=12))
    return (chat, day, len(present), len(reality.chats[chat].admins), None)


def _member_list(reality: Reality, phone: Phone) -> tuple[object, ...]:
    """The names as the phone shows them, typed without tilde and direction marks; the owner under their own name."""
    chat = reality.chats[phone.chat]
    present = chat.present(phone.taken_at)
    names = sorted(plain(phone.name(reality.people[p], phone.taken_at)) for p in present)
    return (phone.chat, phone.taken_at.date(), len(present), len(chat.admins), ";".join(names))


def _read_counts(reality: Reality) -> bytes:
    dice = Dice(reality.seed, "read counts")
    rows: list[tuple[object, ...]] = []
    chosen = sorted(dice.some(reality.announcements[1:-2], COUNTED), key=lambda a: a.number)
    for announcement in chosen:
        taken = announcement.at.replace(second=0) + timedelta(hours=dice.weighted((24, 48, 72, 168), (50, 15, 20, 15)))
        taken += timedelta(minutes=dice.whole(0, 55))
        readers = [p for p in recipients(reality, announcement) if _has_read(reality, announcement.number, p, taken)]
        sent_to = len(recipients(reality, announcement))
        delivered = max(len(readers), sent_to - dice.whole(0, 6 if taken - announcement.at < timedelta(days=2) else 2))
        sent = announcement.at.replace(second=0)
        rows.append((ANNOUNCEMENTS, _minute(sent), _minute(taken), delivered, len(readers)))
    return table(("chat", "sent_at", "taken_at", "delivered", "read"), rows)


def _has_read(reality: Reality, number: int, person: str, by: datetime) -> bool:
    at = reality.reads_in_group.get((number, person))
    return at is not None and at <= by


def _minute(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M}"


def _answers(reality: Reality, phones: list[Phone]) -> bytes:
    """The reps' answers to "who is this sender?"."""
    rows: dict[str, tuple[object, ...]] = {}
    for phone in phones:
        for person in reality.people.values():
            sender = plain(phone.printed[person.id])
            if person.decision and sender == person.push:
                answer = "staff" if person.role == "staff" else "family"
                rows[sender] = (sender, answer, person.family, person.name)
            if person.former_phone and reality.chats[phone.chat].stays and person.id not in phone.saved:
                seen = any(s.person == person.id for s in reality.chats[phone.chat].stays)
                old = plain(phone.number(person.former_phone))
                rows |= {old: (old, "family", person.family, person.name)} if seen else {}
    rows["Norm"] = ("Norm", "nobody", None, None)
    rows["Gloria P 🌺"] = ("Gloria P 🌺", "nobody", None, None)
    return table(("sender", "answer", "family", "guardian"), list(rows.values()))


__all__ = ["PA", "files", "on_roll", "plain", "table", "typed"]
