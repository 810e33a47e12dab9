"""Invented exports of any size that look like real ones: `android(megabytes)` and `ios(megabytes)`, a record a piece.

The same every time, and never in memory as a whole. Forty people, some of them only a number or a name that is in
nobody's contacts; eight years; one line in five carries a message on; media, polls, edits, deletions and notices.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate, count
from random import Random
from typing import NamedTuple

MEGABYTE = 1024 * 1024
GROUP = "Class 3C"
LRM = "\u200e"

_BYTES_A_MESSAGE = 90  # about; only to spread the messages over the years
_FIRST_DAY = date(2018, 1, 8)
_YEARS = 8
_DAY = 24 * 60 * 60

_FIRST_NAMES = (
    "Oona Idris Wren Zadie Tomasz Mirela Anselm Priya Jorah Saoirse Leopold Nkechi Bertil Yusra Caspian Ottilie"
)
_LAST_NAMES = "Fell Vale Achterberg Quill Brandl Osei Marchetti Lindqvist Tamm Hollis"
_WORDS = (
    "the a and to for is on in at we they she he my our your school class swimming kit lunch money trip form "
    "reading book homework maths spelling teacher assembly Monday Tuesday Wednesday Thursday Friday weekend "
    "morning afternoon tomorrow today please thanks could can would anybody everybody somebody know remember "
    "forgot bring send lost found jumper coat shoes bottle bag lift pick up drop off late early time o'clock "
    "half past gate office bus car park cake sale fair disco costume party birthday present collection card "
    "photo concert play rehearsal club football netball choir chess parents' evening it's don't I'm that's café "
    "crèche naïve Zoë really very just also maybe probably sorry lovely great brilliant not yet already again "
    "still never always who what where when why how much many 10 15 30 3C"
)
_EMOJI = "👍 🙏 😂 ❤️ 🎉 😊 👏 🙈 🤞 😅 👍🏽 👩‍👧 🏊‍♀️ 🎂 ☀️ 🇬🇧"
_SHORT = "Thanks|Thank you!|Yes|No|👍|🙏|Ok|Great|Lovely, thank you|Yes please|😂😂|Same here|Me too|Done|Perfect ❤️"
_MEDIA = "image|image|image|image|video|audio|sticker|GIF|document"
_NOTICES = (
    ("{a} joined using this group's invite link", 6),
    ("{a} added {b}", 6),
    ("{a} left", 4),
    ("{a} removed {b}", 1),
    ("{a} changed the group name to “{group}: autumn”", 1),
    ("{a} changed this group's icon", 1),
    ("{a} changed the group description", 1),
    ("{a} joined from the community", 3),
    ("{a} pinned a message", 1),
    ("{a}'s security code changed.", 2),
    ("+44 7700 900111 changed to +44 7700 900222", 1),
)
_ENCRYPTED = "Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them."


class Phone(NamedTuple):
    """How one kind of phone writes a record."""

    head: str  # {day} {clock} {second}
    notice: str  # the name before a notice
    mark: str  # before WhatsApp's own words
    number: str
    media: str  # {kind}
    end: str


_ANDROID = Phone("{day}, {clock} - ", "", "", "{}", "<Media omitted>", "\n")
_IOS = Phone("[{day}, {clock}:{second:02}] ", f"{GROUP}: ", LRM, "\u202a{}\u202c", f"{LRM}{{kind}} omitted", "\r\n")


def android(megabytes: float) -> Iterator[str]:
    """`23/09/2025, 08:01 - Oona Fell: Good morning`, lines ended by LF."""
    return _records(megabytes, _ANDROID)


def ios(megabytes: float) -> Iterator[str]:
    """`[23/09/2025, 08:01:07] Oona Fell: Good morning`, records ended by CRLF, WhatsApp's words marked by U+200E."""
    return _records(megabytes, _IOS)


def _records(megabytes: float, phone: Phone) -> Iterator[str]:
    """One record a piece, until there are enough bytes."""
    size = megabytes * MEGABYTE
    rng = Random(f"{megabytes} {phone.head}")
    moments = _moments(rng, size / _BYTES_A_MESSAGE, phone.head)
    bodies = _bodies(rng, phone)
    for number in count():
        marked, body = next(bodies) if number else ("", f"{phone.notice}{phone.mark}{_ENCRYPTED}")
        record = f"{marked}{next(moments)}{body}{phone.end}"
        yield record
        size -= len(record.encode())
        if size <= 0:
            return


def _moments(rng: Random, messages: float, head: str) -> Iterator[str]:
    """Headers in order: bursts of talk between longer silences, spread over the years."""
    gap = _YEARS * 365 * _DAY / messages
    within, between = min(90.0, gap), gap * 8 - 7 * min(90.0, gap)
    now, today, day = 7 * 60 * 60.0, -1, ""
    while True:
        days, second = divmod(int(now), _DAY)
        if days != today:
            today, day = days, f"{_FIRST_DAY + timedelta(days):%d/%m/%Y}"
        minute, second = divmod(second, 60)
        yield head.format(day=day, clock=f"{minute // 60:02}:{minute % 60:02}", second=second)
        now += rng.random() * 2 * (between if rng.random() < 1 / 8 else within)


def _bodies(rng: Random, phone: Phone) -> Iterator[tuple[str, str]]:
    """What stands before a record's header, and what behind it."""
    names = _names(phone)
    talkative = list(accumulate(1 / (place + 2) for place in range(len(names))))
    authors = rng.choices(names, cum_weights=talkative, k=10_000)
    phrases, short, media = [_phrase(rng) for _ in range(6_000)], _SHORT.split("|"), _MEDIA.split("|")
    notices = rng.choices([text for text, _ in _NOTICES], [weight for _, weight in _NOTICES], k=100)

    def one_of(pool: list[str]) -> str:
        return pool[int(rng.random() * len(pool))]

    while True:
        chance, author = rng.random(), one_of(authors)
        if chance < 0.005:
            text = one_of(notices).format(a=author, b=one_of(authors), group=GROUP)
            yield "", f"{phone.notice}{phone.mark}{text}"
        elif chance < 0.065:
            yield phone.mark, f"{author}: {phone.media.format(kind=one_of(media))}"
        elif chance < 0.070:
            yield "", f"{author}: {phone.mark}This message was deleted{'.' if phone.mark else ''}"
        elif chance < 0.080:
            yield "", f"{author}: {one_of(phrases)} {phone.mark}<This message was edited>"
        elif chance < 0.081:
            options = "".join(
                f"\n{phone.mark}OPTION: {one_of(short)} ({int(rng.random() * 9) + 2} votes)" for _ in "123"
            )
            yield "", f"{author}: {phone.mark}POLL:\n{one_of(phrases)}?{options}"
        elif chance < 0.200:
            yield "", f"{author}: {one_of(short)}"
        elif chance < 0.930:
            yield "", f"{author}: {one_of(phrases)} {one_of(phrases)}"
        else:
            further = "".join(f"\n{one_of(phrases)}" for _ in range(int(rng.random() * 6) + 1))
            yield "", f"{author}: {one_of(phrases)}{further}"


def _names(phone: Phone) -> list[str]:
    """Forty: most as in the exporter's contacts, some as they call themselves, some numbers."""
    firsts, lasts = _FIRST_NAMES.split(), _LAST_NAMES.split()
    known = [f"{firsts[place % 16]} {lasts[place % 10]}" for place in range(28)]
    pushed = [f"~\u202f{first}" for first in firsts[:6]]
    numbers = [phone.number.format(f"+44 7700 900{place:03}") for place in range(100, 106)]
    return [*known[:10], *pushed[:3], *numbers[:2], *known[10:], *pushed[3:], *numbers[2:]]


def _phrase(rng: Random) -> str:
    """A few words, sometimes with an emoji, a question mark or a link."""
    words = rng.choices(_WORDS.split(), k=min(1 + int(rng.expovariate(1 / 4.2)), 40))
    emoji, link = f" {rng.choice(_EMOJI.split())}", " www.bramleyhill.example/news"
    ending = rng.choices(["", "?", "!", ".", emoji, link], [60, 10, 8, 8, 12, 1])
    text = " ".join(words) + ending[0]
    return text[0].upper() + text[1:]
