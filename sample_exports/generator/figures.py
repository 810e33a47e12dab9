"""Headline numbers straight from what happened, in plain Python: a second opinion on every metric."""

import json
import math
from collections import Counter
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from .dates import SCHOOL_YEARS, TERMS
from .office import on_roll
from .phones import Phone
from .reality import ANNOUNCEMENTS, CLASSES, Post, Reality, chat_of
from .truth import final_kind, seen_in
from .writers import visible

NIGHT_STARTS, NIGHT_ENDS = time(21), time(7)
SAMPLE = 50  # messages drawn
KNOWN_WHOLE = ("1A", "1B", "2A", "2B")  # their exports show every coming and going since the group began
ON = date(2026, 7, 17)
NOTES = {
    "families": "Places with starts <= the period's end and ends >= its start, any standing; twins once.",
    "messages": "Not notices, not calls; by people of a family that has a place in that class in the period. Class "
    "reps' messages are their family's. Staff, guests of no roster, families of another class and families whose "
    "place lies outside the period are left out; 'unlinked' counts the guests (on no roster) alone.",
    "school": "Each family once: its messages in the groups of its own classes, added up; over the classes of which an "
    "export reaches into the period. A class of which none does has null for all but families: unknown is not 0.",
    "night": "21:00 to 07:00, belonging to the date on which it starts; observed if it lies wholly between the first "
    "and the last record (notices included) of the chat's exports. night_messages: in observed nights alone.",
    "buzzes": "Sum over night messages of members present less the sender; member_nights: sum over observed nights of "
    "members present at 21:00.",
    "drift": "On the date given. current: an adult of the family is in the group; missing: a member list exists and "
    "nobody of the family is in the group; not_seen: nobody is in the group and no member list says so, or the class "
    "has no export. senders: people who are in the group on that date.",
}
FIGURES = (
    "families",
    "heard",
    "messages",
    "effective_voices",
    "voices_50",
    "equal_voices_50",
    "half_the_talk",
    "unlinked_senders",
    "unlinked_messages",
)
Period = tuple[str, date, date]


def files(reality: Reality, phones: list[Phone]) -> dict[str, bytes]:
    model = Figures(reality, phones)
    whole = {
        "notes": NOTES,
        "periods": {name: {"starts": str(starts), "ends": str(ends)} for name, starts, ends in model.periods},
        "equity": {period[0]: model.equity(period) for period in model.periods},
        "hours": {period[0]: model.hours(period) for period in model.periods},
        "drift": {"on": str(ON), "classes": {class_: model.drift(class_) for class_ in CLASSES}},
    }
    return {"truth/figures.json": (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode()}


class Figures:
    """The posts that exports show, and counts of them."""

    def __init__(self, reality: Reality, phones: list[Phone]) -> None:
        self.reality = reality
        self.posts: dict[str, list[Post]] = {}
        self.span: dict[str, tuple[datetime, datetime]] = {}
        for chat, rows in seen_in(reality, phones).items():
            self.posts[chat] = [post for post, seeing in rows if final_kind(post, seeing) != "call"]
            records = [i.at for phone in phones if phone.chat == chat for i in visible(reality.chats[chat], phone)]
            if records:
                self.span[chat] = (min(records), max(records))
        days = [post.at.date() for posts in self.posts.values() for post in posts]
        everything = ("Everything loaded", min(days), max(days))
        self.periods: tuple[Period, ...] = (*TERMS, *SCHOOL_YEARS, everything)
        self.listed = {phone.chat for phone in phones if phone.export in reality.member_lists}

    def within(self, chat: str, period: Period) -> list[Post]:
        return [post for post in self.posts.get(chat, []) if period[1] <= post.at.date() <= period[2]]

    # Equity

    def equity(self, period: Period) -> dict[str, object]:
        of_school: Counter[str] = Counter()
        strangers: Counter[str] = Counter()
        rows: dict[str, object] = {}
        for class_ in CLASSES:
            counts = self.by_family(class_, period)
            if not self.seen(class_, period):
                rows[class_] = dict.fromkeys(FIGURES) | {"families": len(counts)}
                continue
            rows[class_] = voices(counts) | self.strangers(chat_of(class_), period)
            of_school.update(counts)
            strangers.update(self.strangers(chat_of(class_), period))
        return {"classes": rows, "school": voices(of_school) | dict(strangers)}

    def seen(self, class_: str, period: Period) -> bool:
        """Whether an export of the class reaches into the period."""
        first, last = self.span.get(chat_of(class_), (datetime.max, datetime.min))
        return first.date() <= period[2] and period[1] <= last.date()

    def by_family(self, class_: str, period: Period) -> Counter[str]:
        _, first, last = period
        counts: Counter[str] = Counter()
        for place in self.reality.places:
            here = place.class_ == class_ and (place.starts is None or place.starts <= last)
            if here and (place.ends is None or place.ends >= first):
                counts[place.family] = 0
        for post in self.within(chat_of(class_), period):
            family = str(self.reality.people[post.person].family)
            if family in counts:
                counts[family] += 1
        return counts

    def strangers(self, chat: str, period: Period) -> dict[str, int]:
        posts = [p for p in self.within(chat, period) if self.reality.people[p.person].role == "outsider"]
        return {"unlinked_senders": len({post.person for post in posts}), "unlinked_messages": len(posts)}

    # Hours

    def hours(self, period: Period) -> dict[str, object]:
        return {chat: self.nights(chat, period) for chat in self.span}

    def nights(self, chat: str, period: Period) -> dict[str, object]:
        _, starts, ends = period
        evenings = [datetime.combine(starts + timedelta(days=n), NIGHT_STARTS) for n in range((ends - starts).days + 1)]
        windows = [(start, datetime.combine(start.date() + timedelta(days=1), NIGHT_ENDS)) for start in evenings]
        first, last = self.span[chat]
        windows = [(start, end) for start, end in windows if first <= start and end <= last]
        by_night: dict[date, list[Post]] = {}
        for post in self.posts[chat]:
            if not NIGHT_ENDS <= post.at.time() < NIGHT_STARTS:
                by_night.setdefault((post.at - timedelta(hours=NIGHT_ENDS.hour)).date(), []).append(post)
        nightly = [by_night.get(start.date(), []) for start, _ in windows]
        figures: dict[str, object] = {
            "observed_nights": len(windows),
            "disturbed_nights": sum(bool(posts) for posts in nightly),
            "night_messages": sum(len(posts) for posts in nightly),
            "messages": len(self.within(chat, period)),
        }
        if chat in {ANNOUNCEMENTS, *(chat_of(c) for c in KNOWN_WHOLE)}:
            present = self.reality.chats[chat].present
            figures["buzzes"] = sum(len(present(post.at)) - 1 for posts in nightly for post in posts)
            figures["member_nights"] = sum(len(present(start)) for start, _ in windows)
        return figures

    # Drift

    def drift(self, class_: str) -> dict[str, object]:
        reality, chat = self.reality, chat_of(class_)
        observed = chat in self.span
        at = datetime.combine(ON, time(12))
        inside = set(reality.chats[chat].present(at)) if observed else set()
        statuses = {
            f: self.family_status(class_, f, inside, listed=chat in self.listed) for f in on_roll(reality, class_, ON)
        }
        one_of_two = [
            family
            for family, status in statuses.items()
            if status == "current"
            and len(reality.families[family]) > 1
            and len(inside & {*reality.families[family]}) == 1
        ]
        senders = Counter(self.sender_status(class_, person) for person in inside)
        return {
            "families": len(statuses),
            "counts": dict(sorted(Counter(statuses.values()).items())),
            "one_guardian_only": len(one_of_two),
            "senders": dict(sorted(senders.items())),
            "status": statuses,
        }

    def family_status(self, class_: str, family: str, inside: set[str], *, listed: bool) -> str:
        standing = next(p.standing for p in self.reality.places if p.class_ == class_ and p.family == family)
        there = bool(inside & {*self.reality.families[family]})
        if standing != "current":
            return f"{standing}_present" if there else standing
        return "current" if there else "missing" if listed else "not_seen"

    def sender_status(self, class_: str, person_id: str) -> str:
        person = self.reality.people[person_id]
        if person.role in ("staff", "outsider"):
            return {"staff": "staff", "outsider": "unknown"}[person.role]
        places = self.reality.family_places(str(person.family))
        now = [p for p in places if p.ends is None or p.ends >= ON]
        if not now:
            return "left_school"
        here = [p for p in now if p.class_ == class_]
        if not here:
            return "wrong_class"
        return "current" if here[0].standing == "current" else f"{here[0].standing}_present"


def voices(counts: Counter[str]) -> dict[str, object]:
    """How evenly the messages fall on the families; None where nothing can be said."""
    x, total = sorted(counts.values(), reverse=True), sum(counts.values())
    n = len(x)
    return {
        "families": n,
        "heard": sum(value > 0 for value in x),
        "messages": total,
        "effective_voices": effective(x),
        "voices_50": rarefied(x, SAMPLE),
        "equal_voices_50": float(n * (1 - (1 - Fraction(1, n)) ** SAMPLE)) if n else None,
        "half_the_talk": half(x),
    }


def effective(x: list[int]) -> float | None:
    total = sum(x)
    return math.exp(-math.fsum(v / total * math.log(v / total) for v in x if v)) if total else None


def rarefied(x: list[int], m: int) -> float | None:
    """Different families expected in m messages drawn without putting back: exact."""
    total = sum(x)
    if total < m:
        return None
    return float(sum(1 - Fraction(math.comb(total - v, m), math.comb(total, m)) for v in x))


def half(x: list[int]) -> int | None:
    """Fewest families that wrote half of it; x falls."""
    said = 0
    for place, value in enumerate(x, start=1):
        said += value
        if value and 2 * said >= sum(x):
            return place
    return None
