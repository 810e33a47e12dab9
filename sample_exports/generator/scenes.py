"""Small scripted scenes: what real chats hold now and then, and what trips readers of exports."""

from datetime import datetime, timedelta

from .membership import LINKED_TO_COMMUNITY, exporter
from .reality import ANNOUNCEMENTS, EXPORTED, PA, Chat, Notice, Post, Reality, chat_of

NEW_NUMBER = datetime(2025, 11, 18, 12, 40, 2)
RENAMED = datetime(2025, 9, 3, 19, 12, 8)
RENAMED_BACK = datetime(2025, 9, 12, 7, 55, 41)


def fill(reality: Reality) -> None:
    for class_ in EXPORTED:
        chat = reality.chats[chat_of(class_)]
        _number_change(reality, chat)
        _everyday(reality, chat)
        _SCENES[class_](reality, chat)
    _announcement_group(reality)


def talkers(reality: Reality, chat: Chat, at: datetime) -> list[str]:
    """Guardians present at that time who write anyway, the most talkative first."""
    counts: dict[str, int] = {}
    for post in chat.posts:
        counts[post.person] = counts.get(post.person, 0) + 1
    present = [p for p in chat.present(at) if p in counts and reality.people[p].role == "guardian"]
    return sorted(present, key=lambda p: (-counts[p], p))


def _say(chat: Chat, at: datetime, person: str, text: str, **more: object) -> None:
    chat.posts.append(Post(at, person, text, staged=True, **more))  # pyright: ignore[reportArgumentType]


def _notice(chat: Chat, at: datetime, event: str, wording: str, actor: str | None, **extra: str) -> None:
    chat.notices.append(Notice(at, event, wording, None, actor, extra=extra))


def _number_change(reality: Reality, chat: Chat) -> None:
    """In 1A and 4B a number that nobody had saved changes; the office knows the new one alone."""
    if chat.class_ not in ("1A", "4B"):
        return
    people = reality.people
    taken = {p.phone for p in people.values()} | {p.former_phone for p in people.values()}
    owner = exporter(reality, "4B") if chat.class_ == "4B" else reality.reps["1A"]
    known_by_number = [
        people[p]
        for p in (*talkers(reality, chat, NEW_NUMBER), *chat.present(NEW_NUMBER))
        if people[p].role == "guardian" and people[p].push is None and len(people[p].classes) == 1 and p != owner
    ]
    if not known_by_number:  # with another seed everybody may have a profile name
        return
    person = known_by_number[0]
    person.former_phone = person.phone
    person.phone = next(f"07700900{n:03d}" for n in range(999, 0, -1) if f"07700900{n:03d}" not in taken)
    for group in (chat, reality.chats[ANNOUNCEMENTS]):
        if person.id in group.present(NEW_NUMBER):
            _notice(group, NEW_NUMBER, "number_changed", "number_changed", person.id)


def _everyday(reality: Reality, chat: Chat) -> None:
    """Icon, description, a pin, a call, a place on the map, a contact card: once in every class."""
    when = datetime(2025, 3, 12, 17, 20, 30) + timedelta(days=EXPORTED.index(str(chat.class_)), minutes=7)
    rep, people = chat.admins[0], talkers(reality, chat, when)
    _notice(chat, when, "icon_changed", "icon", rep)
    _notice(chat, when + timedelta(minutes=2), "described", "description", rep)
    _notice(chat, when + timedelta(days=9), "pinned", "pinned", rep)
    _notice(chat, when + timedelta(days=30), "settings_changed", "only_admins_info", rep)
    _notice(chat, when + timedelta(days=60), "security_code_changed", "security_code", people[1])
    at = when + timedelta(days=80, hours=1)
    _say(chat, at, people[2], "https://maps.google.com/?q=53.9000,-3.6000", kind="location")
    _say(chat, at + timedelta(minutes=3), people[2], "That's the spot, gate on the left")
    _say(chat, at + timedelta(days=3), people[3], "Swim School.vcf", kind="contact", media="contact")
    if chat.class_ in ("2A", "4B"):  # an iPhone prints a call as a message of the caller's
        _say(chat, at + timedelta(days=15), people[1], "", kind="call")
    else:
        _notice(chat, at + timedelta(days=15), "call", "call", people[1])
    _say(chat, at + timedelta(days=15, minutes=2), people[1], "Sorry!! Called the whole class from my pocket 🙈")


def _class_1a(reality: Reality, chat: Chat) -> None:
    at = datetime(2025, 5, 12, 10, 2, 15)
    a, b, c, *_ = talkers(reality, chat, at)
    _say(chat, at, a, "Copying what was said in the other group so nobody misses it:\n"
                      "[12/05/2025, 10:00] Bob: ha\n[12/05/2025, 10:01] Bob: swimming is off")  # fmt: skip
    _say(chat, at + timedelta(days=1), b, "I was removed from the group")
    _say(chat, at + timedelta(days=1, minutes=1), b, "...says my phone, but I'm clearly still here?")
    # The night the clocks went back: twenty to two, and then ten past one.
    back = datetime(2025, 10, 26, 1, 38, 20)
    _say(chat, back, c, "Still gluing the volcano, anybody else awake?")
    _say(chat, datetime(2025, 10, 26, 1, 9, 44), a, "Me! And the clocks just gave us another hour of it", fold=1)
    _say(chat, datetime(2025, 10, 26, 1, 12, 5), c, "😂", fold=1)
    # The night they went forward: two minutes to one, and then four minutes past two.
    _say(chat, datetime(2025, 3, 30, 0, 58, 31), b, "Clocks go forward tonight, don't be late for football")
    _say(chat, datetime(2025, 3, 30, 2, 4, 9), c, "Too late, it's gone already")
    _say(chat, datetime(2025, 6, 3, 12, 15, 2), a, "Menu:\n\n- soup\n\n- 1½ sandwiches\n\n- fruit\n\nThat's the lot")
    _say(chat, datetime(2025, 6, 4, 20, 31, 12), b, "Note to self: name tags: sewn, not ironed")
    _say(chat, datetime(2026, 2, 3, 8, 1, 12), c, "Two\u2028lines from my tablet")


def _class_1b(reality: Reality, chat: Chat) -> None:
    at = datetime(2026, 1, 12, 18, 41, 3)
    a, b, c, *_ = talkers(reality, chat, at)
    _say(chat, at, a, "From the swim club:\n13/01/2026, 09:00 - Coach: pool closed\nSo no swimming tomorrow")
    _say(chat, at + timedelta(minutes=4), b, "1/13? Is that not Tuesday?")
    _say(chat, at + timedelta(days=20), c, "Homework: page 5", deleted_at=at + timedelta(days=20, minutes=9),
         deleted_by=chat.admins[0])  # fmt: skip


def _class_2a(reality: Reality, chat: Chat) -> None:
    at = datetime(2025, 5, 12, 10, 2, 15)
    a, b, c, *_ = talkers(reality, chat, at)
    # Just like a header of this very file, but after a bare line feed: records end in CR LF here.
    _say(chat, at, a, "Look what my brother sent me\n[12/05/2025, 10:00:00\u202fAM] Bob: ha\nVery funny Bob")
    _say(chat, at + timedelta(minutes=5), b, "Who is Bob?")
    _say(chat, at + timedelta(days=2), c, "Poor little thing, Ana left the group of friends at lunch today")
    _notice(chat, LINKED_TO_COMMUNITY["2A"], "community_changed", "into_community", chat.admins[0])


def _class_2b(reality: Reality, chat: Chat) -> None:
    rep = chat.admins[0]
    _notice(chat, LINKED_TO_COMMUNITY["2B"], "community_changed", "into_community", rep)
    _notice(chat, RENAMED, "renamed", "renamed", rep, old="Class 2B", new="2B: Oak")
    _notice(chat, RENAMED_BACK, "renamed", "renamed", rep, old="2B: Oak", new="Class 2B")
    # Between the two exports one message was edited and two were deleted.
    last = datetime(2026, 7, 11, 18, 2, 20)
    a, b, c, *_ = talkers(reality, chat, last)
    _say(chat, last, a, "Is the disco at 5?", deleted_at=last + timedelta(hours=3))
    _say(chat, last + timedelta(minutes=10), b, "Leaving collection closes on Monday",
         edited_at=last + timedelta(minutes=22), edited_text="Leaving collection closes on Tuesday")  # fmt: skip
    _say(
        chat, last + timedelta(minutes=11), c, "Wrong group, sorry", deleted_at=last + timedelta(days=1), deleted_by=rep
    )
    _say(chat, last + timedelta(days=4), a, "Is anyone bringing a cake for the last day?")


def _class_4a(reality: Reality, chat: Chat) -> None:
    at = datetime(2025, 10, 5, 21, 42, 7)
    a, b, *_ = talkers(reality, chat, at)
    _say(chat, at, a, "12/05/25, 10:00 - Bob: ha  <- what does this even mean, it came up on the old tablet")
    _say(chat, at + timedelta(minutes=2), b, "No idea. Ask Bob: he knows everything")


def _class_4b(reality: Reality, chat: Chat) -> None:
    at = datetime(2025, 10, 5, 20, 42, 7)
    a, b, *_ = talkers(reality, chat, at)
    _say(chat, at, a, "Minutes of the class meeting\n\n1. trip: 12.05.26, 10:00\n2. money: none\n3. cake: lots")
    _say(chat, at + timedelta(minutes=2), b, "[sic]")


def _announcement_group(reality: Reality) -> None:
    chat = reality.chats[ANNOUNCEMENTS]
    made = chat.created
    _notice(chat, made + timedelta(minutes=2), "settings_changed", "only_admins_send", PA)
    _notice(chat, made + timedelta(minutes=5), "described", "description", PA)
    _notice(chat, datetime(2025, 9, 1, 10, 3, 0), "icon_changed", "icon", PA)
    _notice(chat, datetime(2026, 4, 14, 10, 30, 0), "settings_changed", "history_on", PA)


_SCENES = {"1A": _class_1a, "1B": _class_1b, "2A": _class_2a, "2B": _class_2b, "4A": _class_4a, "4B": _class_4b}
