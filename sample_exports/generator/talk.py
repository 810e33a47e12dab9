"""What the parents of one class write to each other in two years."""

from datetime import date, datetime, time, timedelta

from .dates import FIRST_DAY, LAST_DAY, days, exists, in_term, is_school_day
from .dice import Dice
from .reality import EXPORTED, Chat, Post, Reality, chat_of
from .words import (
    AFTERTHOUGHTS,
    ANSWERING_TAILS,
    ANY_ANSWER,
    ASKING_TAILS,
    DOCUMENTS,
    GREETINGS,
    LINKS,
    MIND_CHANGED,
    POINTERS,
    POLLS,
    SECOND_LINES,
    SLOTS,
    TOPICS,
    Topic,
)

CONVERSATIONS_A_DAY = {"1A": 0.95, "1B": 0.55, "2A": 1.05, "2B": 0.75, "4A": 0.8, "4B": 0.55}
GUESTS_SHARE = {"1A": 0.03, "1B": 0.03, "2A": 0.035, "2B": 0.025, "4A": 0.03, "4B": 0.16}  # people on no roster
SILENT = 0.24  # families in the group who only read
FROM = {"4A": date(2024, 12, 12)}  # earlier talk is on nobody's export
SCHOOL_DAY = (0.1, 0, 0, 0, 0, 0.2, 1, 9, 13, 5, 3, 3, 5, 4, 5, 13, 10, 8, 8, 9, 10, 6, 2.6, 0.8)
FREE_DAY = (0.2, 0.1, 0, 0, 0, 0, 0.6, 2, 6, 10, 11, 9, 8, 7, 7, 7, 8, 8, 8, 7, 7, 5, 2.6, 1)


def fill(reality: Reality) -> None:
    for class_ in EXPORTED:
        chat = reality.chats[chat_of(class_)]
        _Talk(reality, chat, class_).fill()
        chat.posts.sort(key=lambda post: post.order)


class _Talk:
    """One class's dice, the loudness of its members, and the posts so far."""

    def __init__(self, reality: Reality, chat: Chat, class_: str) -> None:
        self.reality, self.chat, self.class_ = reality, chat, class_
        self.dice = Dice(reality.seed, f"talk/{class_}")
        self.loudness = self._loudness()
        self.children = sorted({p.child for p in reality.places if p.class_ == class_})
        self.teacher = reality.people[reality.teachers[class_]].aliases[0]

    def fill(self) -> None:
        for day in days(max(FROM.get(self.class_, FIRST_DAY), self.chat.created.date()), LAST_DAY):
            for _ in range(self._conversations(day)):
                start = self._start(day)
                if start > self.chat.created + timedelta(minutes=30):
                    self._conversation(start)

    def _loudness(self) -> dict[str, float]:
        """Zipf-like by family, most of it by one adult of the family; guests get their share of the whole."""
        dice, people = self.dice, self.reality.people
        seen = {stay.person for stay in self.chat.stays}
        families = sorted({str(people[p].family) for p in seen if people[p].family})
        always = {people[p].family for p in seen if people[p].decision or people[p].aliases or p in self.chat.admins}
        loudness: dict[str, float] = {}
        for rank, family in enumerate(dice.shuffled(families), start=1):
            share = 0.0 if dice.chance(SILENT) and family not in always else 1 / (rank + 1.5) ** 1.15
            members = dice.shuffled([p for p in self.reality.families[family] if p in seen])
            for place, person in enumerate(members):
                loudness[person] = share * (0.85 if place == 0 else 0.15)
        total = sum(loudness.values())
        loudness[self.reality.reps[self.class_]] += 0.06 * total
        for person in people.values():
            if person.id in seen and person.decision and person.role == "guardian":
                loudness[person.id] += 0.012 * total
        return loudness | self._others(seen, total)

    def _others(self, seen: set[str], total: float) -> dict[str, float]:
        people = self.reality.people
        guests = sorted(p for p in seen if people[p].role == "outsider")
        share = GUESTS_SHARE[self.class_] / (1 - GUESTS_SHARE[self.class_]) * total * 1.08
        parts = [1 / (place + 1) for place in range(len(guests))]
        loud = {guest: share * part / sum(parts) for guest, part in zip(guests, parts, strict=True)}
        return loud | {p: 0.015 * total for p in sorted(seen) if people[p].role == "staff"}

    def _conversations(self, day: date) -> int:
        busy = {9: 1.35, 12: 1.25, 7: 1.2, 8: 0.6, 1: 0.95}.get(day.month, 1.0)
        kind = 1.0 if is_school_day(day) else 0.6 if in_term(day) else 0.28
        expected = CONVERSATIONS_A_DAY[self.class_] * busy * kind * (1.2 if day.weekday() in (3, 6) else 1)
        whole = int(expected)
        return whole + self.dice.chance(expected - whole) + (self.dice.chance(0.18 * kind) and self.dice.whole(0, 2))

    def _start(self, day: date) -> datetime:
        hour = self.dice.weighted(range(24), SCHOOL_DAY if is_school_day(day) else FREE_DAY)
        start = datetime.combine(day, time(hour)) + timedelta(seconds=self.dice.whole(0, 3599))
        return start if exists(start) else start + timedelta(hours=1)

    def _someone(self, at: datetime, but: tuple[str, ...] = ()) -> str | None:
        """A member at that time, the loud more often."""
        members = [p for p in self.chat.present(at) if self.loudness.get(p, 0) > 0 and p not in but]
        return self.dice.weighted(members, [self.loudness[p] for p in members]) if members else None

    def _topic(self, at: datetime) -> Topic:
        month, late = at.month, at.hour >= 20
        topics = [t for t in TOPICS if (not t.months or month in t.months) and (not late or t.night or not t.months)]
        return self.dice.pick(topics)

    def _slots(self) -> dict[str, str]:
        child, other = (self.dice.some(self.children, 2) * 2)[:2]
        chosen = {slot: self.dice.pick(words) for slot, words in SLOTS.items()}
        return chosen | {"child": child, "other": other, "teacher": self.teacher}

    def _conversation(self, start: datetime) -> None:
        dice, topic, slots = self.dice, self._topic(start), self._slots()
        opener = self._someone(start)
        if opener is None:
            return
        self._open(topic, slots, opener, start)
        at, last = start, opener
        answers = dice.shuffled(topic.answers)
        for _ in range(min(int(dice.lognormal(3.2, 0.85)), 15)):
            at = self._later(at)
            sender = self._someone(at, but=(last, opener))
            if sender is None or at.date() > LAST_DAY:
                return
            self._answer(answers, slots, sender, at)
            last = sender
        if topic.closes and dice.chance(0.4):
            at = self._later(at)
            if opener in self.chat.present(at):
                self.post(opener, at, self._polish(dice.pick(topic.closes), slots))

    def _later(self, at: datetime) -> datetime:
        """A few minutes on; whoever would answer in the small hours mostly waits for the morning."""
        later = at + timedelta(seconds=int(self.dice.lognormal(170, 1.35)) + 4)
        asleep = later.hour < 6 or (later.hour >= 22 and self.dice.chance(0.6)) or later.hour >= 23
        if asleep and not self.dice.chance(0.05):
            day = later.date() + timedelta(days=later.hour >= 12)
            later = datetime.combine(day, time(7)) + timedelta(seconds=int(self.dice.between(-1500, 7200)))
        return later if exists(later) else later + timedelta(hours=1)

    def _open(self, topic: Topic, slots: dict[str, str], opener: str, at: datetime) -> None:
        dice = self.dice
        text = self._polish(dice.pick(topic.opens), slots, ASKING_TAILS)
        if dice.chance(0.3):
            greeting = dice.pick(GREETINGS)
            text = greeting + (text if greeting.rstrip()[-1:] in "!.👋" else text[:1].lower() + text[1:])
        if dice.chance(0.12):
            text += "\n" + dice.pick(SECOND_LINES)
        self.post(opener, at, text)
        if dice.chance(0.1):
            for _ in range(dice.whole(1, 3)):
                at += timedelta(seconds=dice.whole(6, 35))
                self.post(opener, at, self._polish(dice.pick(AFTERTHOUGHTS), slots))

    def _answer(self, answers: list[str], slots: dict[str, str], sender: str, at: datetime) -> None:
        dice = self.dice
        if dice.chance(0.055):
            media = dice.weighted(("image", "video", "sticker", "gif", "voice", "document"), (52, 9, 17, 8, 8, 6))
            file = dice.pick(DOCUMENTS) if media == "document" else None
            self.chat.posts.append(Post(at, sender, kind="media", media=media, file=file))
            return
        if dice.chance(0.025):
            self.post(sender, at, dice.pick(POINTERS).format(link=dice.pick(LINKS)))
            return
        text = answers.pop() if answers and not dice.chance(0.2) else dice.pick(ANY_ANSWER)
        self.post(sender, at, self._polish(text, slots))

    def _polish(self, template: str, slots: dict[str, str], tails: tuple[str, ...] = ANSWERING_TAILS) -> str:
        text = template.format(**slots)
        if self.dice.chance(0.18) and text[-1].isalnum():
            text += self.dice.pick(tails)
        return text.lower() if self.dice.chance(0.06) else text

    def post(self, sender: str, at: datetime, text: str) -> None:
        """A text, which now and then is edited or deleted later."""
        dice, post = self.dice, Post(at, sender, text)
        if dice.chance(0.02):
            post.edited_at = at + timedelta(seconds=dice.whole(40, 780))
            post.edited_text = f"{text} {self._polish(dice.pick(MIND_CHANGED), self._slots())}"
        elif dice.chance(0.012):
            post.deleted_at = at + timedelta(seconds=dice.whole(20, 5400))
            post.deleted_by = self.chat.creator if dice.chance(0.15) and sender != self.chat.creator else None
        self.chat.posts.append(post)


def polls(reality: Reality) -> None:
    """Three polls a class at family-friendly hours; nobody votes twice for one option."""
    for class_ in EXPORTED:
        dice, chat = Dice(reality.seed, f"polls/{class_}"), reality.chats[chat_of(class_)]
        first = FROM.get(class_, chat.created.date()) + timedelta(days=40)
        for question, options in dice.some(POLLS, 3):
            at = datetime.combine(
                first + timedelta(days=dice.whole(0, 480)), time(dice.whole(9, 19), dice.whole(0, 59), 17)
            )
            voters = len(chat.present(at)) * 2 // 3
            votes = [0] * len(options)
            for _ in range(voters):
                votes[dice.weighted(range(len(options)), [4, 3, 2, 1][: len(options)])] += 1
            options_votes = tuple(zip(options, votes, strict=True))
            chat.posts.append(Post(at, reality.reps[class_], question, "poll", options=options_votes))


def keep_minutes_clear(chat: Chat) -> None:
    """No message in a minute in which somebody came or went, and no sender saying the same twice in a minute.

    A phone that prints minutes could not tell who was there; and two equal lines would be one when exports are merged.
    """
    taken = busy_minutes(chat)
    seen: set[tuple[datetime, str, str, str | None]] = set()
    kept: list[Post] = []
    for post in sorted(chat.posts, key=lambda p: p.order):
        while post.at.replace(second=0) in taken:
            post.at += timedelta(minutes=1)
        key = (post.order.replace(second=0), post.person, post.text, post.media)
        if key not in seen and post.person in chat.present(post.at):
            seen.add(key)
            kept.append(post)
    chat.posts = sorted(kept, key=lambda p: p.order)


def busy_minutes(chat: Chat) -> set[datetime]:
    """The minutes in which somebody came or went."""
    ends = {stay.until.replace(second=0) for stay in chat.stays if stay.until}
    return {stay.since.replace(second=0) for stay in chat.stays} | ends
