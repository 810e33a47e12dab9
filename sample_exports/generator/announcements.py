"""The PA's announcements, the copies parents pass on, and who read what when.

A person who writes in a group has read all that stands above; a person who comes in by their own hand looks round.
"""

from datetime import date, datetime, time, timedelta

from .bulletins import ECHO_OPENINGS, ECHO_THANKS, ENDINGS, MENTIONS, OPENINGS, year
from .dates import LAST_DAY, spoken
from .dice import Dice
from .reality import ANNOUNCEMENTS, EXPORTED, PA, Announcement, Chat, Post, Reality, chat_of
from .talk import keep_minutes_clear

EDITED = (6, 21, 37, 58, 71, 84)  # by number
REPEATED = (11, 29, 47, 66, 80)
WITH_PICTURE = (4, 18, 44, 62)  # a picture with the announcement as its caption
LOOK_BACK = timedelta(days=14)  # how far somebody new scrolls
# Readers' habits: share of people, median hours until they look, spread, chance that they look at all.
HABITS = ((0.30, 0.8, 1.0, 0.98), (0.36, 6.0, 1.0, 0.92), (0.20, 30.0, 0.9, 0.8), (0.14, 70.0, 1.0, 0.3))
VISIBLE_FROM = {"4A": datetime(2025, 1, 14, 16), "4B": datetime(2024, 9, 10, 19, 27)}


def fill(reality: Reality) -> None:
    dice = Dice(reality.seed, "announcements")
    _announce(reality, dice)
    keep_minutes_clear(reality.chats[ANNOUNCEMENTS])
    for announcement in reality.announcements:
        first = next(p for p in reality.chats[ANNOUNCEMENTS].posts if p.announcement == announcement.number)
        announcement.at = first.at
    _read_in_group(reality, Dice(reality.seed, "reading"))
    _newcomers_look_round(reality)
    _pass_on(reality, Dice(reality.seed, "echoes"))
    _mention(reality, Dice(reality.seed, "mentions"))
    for class_ in EXPORTED:
        chat = reality.chats[chat_of(class_)]
        keep_minutes_clear(chat)
        _read_in_class(reality, chat, Dice(reality.seed, f"reading/{class_}"))
    _one_look_reads_all_above(reality)


def _announce(reality: Reality, dice: Dice) -> None:
    chat = reality.chats[ANNOUNCEMENTS]
    for at, subject, text, link in _bulletins(dice):
        number = len(reality.announcements) + 1
        reality.announcements.append(Announcement(number, at, subject, text, link))
        post = Post(at, PA, text, announcement=number)
        if number in WITH_PICTURE:
            post.kind, post.media, post.file = "media", "image", f"IMG-{at:%Y%m%d}-WA0001.jpg"
        if number in EDITED:
            post.edited_at, post.edited_text = at + timedelta(minutes=7), f"{text} (Updated: 3.30pm, not 3pm.)"
        chat.posts.append(post)
        if number in REPEATED:
            again = at + timedelta(seconds=dice.whole(70, 520))
            chat.posts.append(Post(again, PA, f"{text} Sorry, posted twice.", announcement=number))


def _bulletins(dice: Dice) -> list[tuple[datetime, str, str, str | None]]:
    first = datetime(2024, 9, 2, 9, 30, 2)
    hello = "Welcome to the announcement group of the Bramley Hill PA. Only the PA posts here, so it stays quiet."
    found: list[tuple[datetime, str, str, str | None]] = [(first, "this group", hello, None)]
    for start in (2024, 2025):
        for month, day, subject, notice, text, link in year():
            sent = date(start if month >= 9 else start + 1, month, day) + timedelta(days=dice.whole(-1, 1))
            if dice.chance(0.06) or sent > LAST_DAY:
                continue
            hour = dice.weighted((7, 8, 12, 15, 16, 17, 18, 19, 20, 21, 22), (3, 4, 4, 9, 12, 10, 9, 8, 7, 3, 1))
            at = datetime.combine(sent, time(hour, dice.whole(0, 59), dice.whole(0, 59)))
            address = f"{link}-{at:%y%m}" if link else None
            body = text.format(when=spoken(sent + timedelta(days=notice)), link=address)
            found.append((at, subject, dice.pick(OPENINGS) + body + dice.pick(ENDINGS), address))
    return sorted(found)


def _waking(at: datetime, dice: Dice) -> datetime:
    """Nobody looks at the phone between eleven and half past six."""
    if at.hour >= 23 or at.hour < 6 or (at.hour == 6 and at.minute < 30):
        day = at.date() + timedelta(days=at.hour >= 12)
        return datetime.combine(day, time(6, 30)) + timedelta(seconds=dice.whole(0, 7000))
    return at


def _habits(people: list[str], dice: Dice) -> dict[str, tuple[float, float, float, float]]:
    return {person: dice.weighted(HABITS, [habit[0] for habit in HABITS]) for person in people}


def _look(sent: datetime, habit: tuple[float, float, float, float], dice: Dice) -> datetime | None:
    """When somebody of this habit reads what was sent at `sent`; None: not by themselves."""
    _, median_hours, spread, share = habit
    wait = timedelta(seconds=int(dice.lognormal(median_hours * 3600, spread)) + 5)
    return _waking(sent + wait, dice) if dice.chance(share) else None


def _sooner(reads: dict[tuple[int, str], datetime], number: int, person: str, at: datetime) -> None:
    key = (number, person)
    reads[key] = min(reads.get(key, at), at)


def recipients(reality: Reality, announcement: Announcement) -> list[str]:
    """Whom the PA's *Message info* screen counts: the members at that moment, less the PA."""
    return [p for p in reality.chats[ANNOUNCEMENTS].present(announcement.at) if p != PA]


def _gone(reality: Reality, chat: str, person: str, sent: datetime) -> datetime | None:
    stays = [s for s in reality.chats[chat].stays if s.person == person and s.since <= sent]
    return max(stays, key=lambda s: s.since).until if stays else None


def _read_in_group(reality: Reality, dice: Dice) -> None:
    habits = _habits(sorted(reality.people), dice)
    for announcement in reality.announcements:
        for person in recipients(reality, announcement):
            at = _look(announcement.at, habits[person], dice)
            gone = _gone(reality, ANNOUNCEMENTS, person, announcement.at)
            if at is not None and (gone is None or at < gone):
                _sooner(reality.reads_in_group, announcement.number, person, at)
                _sooner(reality.reads, announcement.number, person, at)


def _newcomers_look_round(reality: Reality) -> None:
    """Recent history is shared with whoever joins by their own hand."""
    for stay in reality.chats[ANNOUNCEMENTS].stays:
        for announcement in reality.announcements:
            if stay.own_act and announcement.at < stay.since <= announcement.at + LOOK_BACK:
                _sooner(reality.reads, announcement.number, stay.person, stay.since)


def _pass_on(reality: Reality, dice: Dice) -> None:
    """Some announcements are copied into class groups by somebody who is in both."""
    talkers = {class_: _talkers(reality.chats[chat_of(class_)]) for class_ in EXPORTED}
    for announcement in reality.announcements[1:]:
        for class_ in EXPORTED:
            if dice.chance(0.1):
                _echo(reality, announcement, reality.chats[chat_of(class_)], talkers[class_], dice)


def _echo(reality: Reality, announcement: Announcement, chat: Chat, talkers: set[str], dice: Dice) -> None:
    at = _waking(announcement.at + timedelta(seconds=int(dice.lognormal(9000, 1.1)) + 120), dice)
    visible = at > VISIBLE_FROM.get(str(chat.class_), chat.created) and at.date() < date(2026, 7, 10)
    both = [
        p
        for p in recipients(reality, announcement)
        if p in chat.present(at) and reality.people[p].role == "guardian" and p in talkers
    ]
    if not visible or not both:
        return
    sharer = dice.pick(both)
    for reads in (reality.reads, reality.reads_in_group):
        _sooner(reads, announcement.number, sharer, at - timedelta(seconds=70))
    text = dice.pick(ECHO_OPENINGS) + announcement.text
    chat.posts.append(Post(at, sharer, text, echo_of=announcement.number))
    grateful = [p for p in chat.present(at) if p != sharer and p in talkers]
    for person in dice.some(grateful, dice.whole(0, 2)):
        at += timedelta(seconds=dice.whole(40, 1500))
        chat.posts.append(Post(at, person, dice.pick(ECHO_THANKS)))


def _talkers(chat: Chat) -> set[str]:
    """Those who write at all; the others stay silent."""
    return {post.person for post in chat.posts}


def _mention(reality: Reality, dice: Dice) -> None:
    """Somebody who has read it names the announcement in a class group."""
    for announcement in reality.announcements[1:]:
        chat = reality.chats[chat_of(dice.pick(EXPORTED))]
        writers = _talkers(chat)
        readers = [p for p in chat.present(announcement.at) if (announcement.number, p) in reality.reads]
        talkers = [p for p in readers if p in writers and reality.people[p].role == "guardian"]
        if not talkers or not dice.chance(0.45):
            continue
        person = dice.pick(talkers)
        at = reality.reads[announcement.number, person] + timedelta(seconds=dice.whole(60, 4000))
        if person in chat.present(at) and announcement.at < at < announcement.at + timedelta(days=5):
            chat.posts.append(Post(at, person, dice.pick(MENTIONS).format(subject=announcement.subject)))


def _read_in_class(reality: Reality, chat: Chat, dice: Dice) -> None:
    """An echo is read by those who look into the class group, and surely by all who write below it."""
    habits = _habits(sorted(reality.people), dice)
    for echo in [post for post in chat.posts if post.echo_of]:
        number = int(echo.echo_of or 0)
        for person in chat.present(echo.at):
            at = _look(echo.at, habits[person], dice)
            gone = _gone(reality, chat.name, person, echo.at)
            if at is not None and (gone is None or at < gone):
                _sooner(reality.reads, number, person, at)
        first_words: dict[str, datetime] = {}
        for post in chat.posts:
            if post.order > echo.order:
                first_words.setdefault(post.person, post.at)
        for person, at in first_words.items():
            _sooner(reality.reads, number, person, at)


def _one_look_reads_all_above(reality: Reality) -> None:
    """Whoever opened the announcement group for a later announcement has seen the earlier ones."""
    members = sorted({s.person for s in reality.chats[ANNOUNCEMENTS].stays})
    sent_to = {announcement.number: {*recipients(reality, announcement)} for announcement in reality.announcements}
    for person in members:
        opened: datetime | None = None
        for announcement in reversed(reality.announcements):
            key = (announcement.number, person)
            own = reality.reads_in_group.get(key)
            if own is not None:
                opened = own if opened is None else min(own, opened)
            if opened is not None and person in sent_to[announcement.number]:
                _sooner(reality.reads_in_group, announcement.number, person, opened)
                _sooner(reality.reads, announcement.number, person, opened)
