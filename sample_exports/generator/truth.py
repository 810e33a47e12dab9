"""What really happened, as tables. For tests alone: nothing that reads exports may look here."""

from collections import Counter
from datetime import datetime

from .office import on_roll, table
from .people import parent_of, plain_name
from .phones import Phone, plain
from .reality import Notice, Person, Post, Reality
from .writers import kind_at, visible

COMINGS_AND_GOINGS = ("created", "added", "joined", "left", "removed", "number_changed")
KINDS = ("text", "media", "poll", "location", "contact", "deleted", "call", "notice")
ORDERS = {"dd/mm/yyyy": "dmy", "dd/mm/yyyy am": "dmy", "m/d/yy": "mdy", "dd.mm.yy": "dmy"}


def files(reality: Reality, phones: list[Phone]) -> dict[str, bytes]:
    return {
        "truth/people.csv": _people(reality, phones),
        "truth/memberships.csv": _memberships(reality),
        "truth/messages.csv": _messages(reality, phones),
        "truth/events.csv": _events(reality, phones),
        "truth/exports.csv": _exports(reality, phones),
        "truth/reads.csv": _reads(reality),
    }


def second(at: datetime | None) -> str | None:
    return f"{at:%Y-%m-%dT%H:%M:%S}" if at else None


def _appearances(reality: Reality, phone: Phone) -> set[tuple[str, str]]:
    """(person, sender) for everybody who wrote, came, went, or stands on the member list of this phone's chat."""
    chat = reality.chats[phone.chat]
    found: set[tuple[str, datetime]] = set()
    for item in visible(chat, phone):
        if isinstance(item, Post):
            found.add((item.person, item.at))
        elif item.event in COMINGS_AND_GOINGS and item.named:
            found |= {(p, item.at) for p in (item.actor, *item.targets) if p and p != phone.owner}
            if item.event == "number_changed":
                found.add((str(item.actor), phone.taken_at))
    if phone.export in reality.member_lists:
        found |= {(p, phone.taken_at) for p in chat.present(phone.taken_at)}
    return {(person, plain(phone.name(reality.people[person], at))) for person, at in found}


def _people(reality: Reality, phones: list[Phone]) -> bytes:
    rows: list[tuple[object, ...]] = []
    for phone in phones:
        class_ = reality.chats[phone.chat].class_
        for person_id, sender in sorted(_appearances(reality, phone), key=lambda pair: (pair[1], pair[0])):
            person = reality.people[person_id]
            name = person.name if person.on_roster and person.role in ("guardian", "staff") else None
            role = "class_rep" if person_id == reality.reps.get(str(class_)) else person.role
            how = _how(reality, person, sender)
            rows.append((phone.chat, sender, phone.file, class_, person.family, name, role, person_id, how))
    return table(("chat", "sender", "file", "class", "family", "guardian", "role", "person", "how"), rows)


def _how(reality: Reality, person: Person, sender: str) -> str:
    """By what this sender can be placed with certainty."""
    digits = "".join(c for c in sender if c.isdigit())
    if sender in ("Norm", "Gloria P 🌺") or (person.decision and sender == person.push):
        return "confirmed"
    if person.former_phone and digits == f"44{person.former_phone[1:]}":
        return "confirmed"
    if person.role in ("outsider", "pa"):
        return "none"
    if digits == f"44{person.phone[1:]}":
        return "phone"
    if sender in person.aliases:
        return "alias"
    if person.family and sender == parent_of(reality, person):
        return "child"
    return "name" if plain_name(sender) else "none"


def _memberships(reality: Reality) -> bytes:
    stays = [stay for chat in reality.chats.values() for stay in chat.stays]
    rows = [
        (stay.chat, stay.person, reality.people[stay.person].family, second(stay.since), second(stay.until))
        for stay in sorted(stays, key=lambda s: (s.chat, s.since, s.person))
    ]
    return table(("chat", "person", "family", "since", "until"), list(rows))


def seen_in(reality: Reality, phones: list[Phone]) -> dict[str, list[tuple[Post, list[Phone]]]]:
    """Chat -> every post that some export shows, with the phones that show it."""
    found: dict[str, list[tuple[Post, list[Phone]]]] = {}
    for chat in reality.chats.values():
        of_chat = [phone for phone in phones if phone.chat == chat.name]
        shown = {phone.export: {id(item) for item in visible(chat, phone)} for phone in of_chat}
        rows = [(post, [phone for phone in of_chat if id(post) in shown[phone.export]]) for post in chat.posts]
        found[chat.name] = [(post, seeing) for post, seeing in rows if seeing]
    return found


def final_kind(post: Post, seeing: list[Phone]) -> str:
    """The kind in the latest export that shows the post."""
    return kind_at(post, max(phone.taken_at for phone in seeing))


def _messages(reality: Reality, phones: list[Phone]) -> bytes:
    rows: list[tuple[object, ...]] = []
    for chat, posts in seen_in(reality, phones).items():
        for post, seeing in posts:
            family = reality.people[post.person].family
            exports = ";".join(phone.export for phone in seeing)
            class_ = reality.chats[chat].class_
            rows.append((chat, second(post.at), post.person, family, class_, final_kind(post, seeing), exports))
    return table(("chat", "sent_at", "person", "family", "class", "kind", "exports"), rows)


def _events(reality: Reality, phones: list[Phone]) -> bytes:
    rows: list[tuple[object, ...]] = []
    for phone in phones:
        for item in visible(reality.chats[phone.chat], phone):
            if isinstance(item, Notice) and item.event in COMINGS_AND_GOINGS:
                rows.append(
                    (phone.chat, phone.file, second(item.at), item.event, item.route, *_roles(reality, phone, item))
                )
    return table(("chat", "file", "at", "event", "route", "actor", "targets"), rows)


def _roles(reality: Reality, phone: Phone, notice: Notice) -> tuple[str | None, str | None]:
    """Actor and targets as senders of that file; `You` for the phone's owner."""

    def name(person: str) -> str:
        return "You" if person == phone.owner else plain(phone.name(reality.people[person], notice.at))

    if notice.event == "number_changed":
        person = reality.people[str(notice.actor)]
        return None, f"{plain(phone.number(str(person.former_phone)))};{plain(phone.number(person.phone))}"
    actor = name(notice.actor) if notice.actor and notice.named else None
    return actor, ";".join(name(target) for target in notice.targets) or None


def _exports(reality: Reality, phones: list[Phone]) -> bytes:
    facts = ("export", "file", "chat", "platform", "date_order", "clock", "resolution")
    header = (*facts, "admin", "cut_start", "taken_at", "first", "last", *KINDS)
    rows: list[tuple[object, ...]] = []
    for phone in phones:
        items = visible(reality.chats[phone.chat], phone)
        kinds = Counter(kind_at(i, phone.taken_at) if isinstance(i, Post) else "notice" for i in items)
        whole = [i.at if phone.resolution == "second" else i.at.replace(second=0) for i in items]
        facts = (
            phone.export,
            phone.file,
            phone.chat,
            phone.platform,
            ORDERS[phone.dates],
            phone.clock,
            phone.resolution,
        )
        when = (
            str(phone.admin).lower(),
            str(phone.cut).lower(),
            second(phone.taken_at),
            second(whole[0]),
            second(whole[-1]),
        )
        rows.append((*facts, *when, *(kinds[kind] for kind in KINDS)))
    return table(header, rows)


def _reads(reality: Reality) -> bytes:
    """One row for each announcement, class and family on roll that day."""
    header = ("announcement", "sent_at", "family", "class", "first_read_at", "first_read_in_group_at")
    rows: list[tuple[object, ...]] = []
    for announcement in reality.announcements:
        for class_ in reality.reps:
            for family in on_roll(reality, class_, announcement.at.date()):
                people = reality.families[family]
                anywhere = [reality.reads[key] for p in people if (key := (announcement.number, p)) in reality.reads]
                in_group = [
                    reality.reads_in_group[key]
                    for p in people
                    if (key := (announcement.number, p)) in reality.reads_in_group
                ]
                times = (second(min(anywhere, default=None)), second(min(in_group, default=None)))
                rows.append((announcement.number, second(announcement.at), family, class_, *times))
    return table(header, rows)
