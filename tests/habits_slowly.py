"""The habits of a group counted message by message, from the definitions alone: slow, plain, and for tests."""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import polars as pl

from dashboard.school import School

PHRASES = Path(__file__).parent.parent / "dashboard" / "phrases"
ADDRESS = re.compile(r"(?i)\b(?:https?://|www\.)[^\s<>\"]+|\b(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>\"]*")
MARKS = frozenset("?？؟﹖՞፧⁇⁈⁉‽❓❔")
DAY = timedelta(days=1)
Row = Mapping[str, object]


class Post(NamedTuple):
    chat: str
    at: datetime
    by: str
    kind: str
    text: str
    media: str | None
    actor: str | None


def posts(messages: pl.DataFrame) -> dict[str, list[Post]]:
    """What people sent in each group, in the order of the file."""
    found: dict[str, list[Post]] = {}
    for row in messages.iter_rows(named=True):
        group = found.setdefault(row["chat"], [])
        if row["kind"] not in ("notice", "call"):
            who = row["chat"], row["sent_at"], row["sender"]
            group.append(Post(*who, row["kind"], row["text"] or "", row["media"], row["actor"]))
    return dict(sorted(found.items()))


# Bursts and side chats


def bursts(group: Sequence[Post]) -> list[tuple[datetime, int]]:
    """When each burst began and of how many messages it is."""
    by_one = ((window[0].by, at) for at, window in quick(group, 3, timedelta(minutes=2)) if len(people(window)) == 1)
    return [(group[min(places)].at, len(places)) for places in joined(by_one, 3)]


def side_chats(group: Sequence[Post]) -> list[tuple[datetime, int]]:
    """The same for side chats; a message in two of them is with the earlier alone."""
    by_two = ((people(window), at) for at, window in quick(group, 6, timedelta(minutes=30)) if len(people(window)) == 2)
    taken: set[int] = set()
    found = []
    for places in joined(by_two, 6):
        found.append((group[min(places)].at, len(places - taken)))
        taken |= places
    return found


def people(window: Sequence[Post]) -> frozenset[str]:
    return frozenset(post.by for post in window)


def quick(group: Sequence[Post], least: int, within: timedelta) -> Iterator[tuple[int, Sequence[Post]]]:
    for start in range(len(group) - least + 1):
        window = group[start : start + least]
        moments = [post.at for post in window]
        if moments == sorted(moments) and moments[-1] - moments[0] <= within:
            yield start, window


def joined(windows: Iterable[tuple[object, int]], least: int) -> list[set[int]]:
    """The windows that share a message with one of the same people, put together; in the order of their beginning."""
    found: list[tuple[object, set[int]]] = []
    for who, start in windows:
        places = set(range(start, start + least))
        stretch = next((stretch for other, stretch in found if other == who and stretch & places), None)
        if stretch is None:
            found.append((who, places))
        else:
            stretch |= places
    return [stretch for _, stretch in found]


# Questions


@cache
def is_question(post: Post) -> bool:
    if post.kind not in ("text", "media"):
        return False
    rest = ADDRESS.sub(lambda link: " " + link[0][len(trimmed(link[0])) :], post.text)
    return any(letter in MARKS for letter in rest) or greek_mark(rest)


def greek_mark(text: str) -> bool:
    """A semicolon at the end of a word, before which the last letters are Greek and not Latin."""
    for place, letter in enumerate(text):
        if letter in ";\u037e" and (place + 1 == len(text) or text[place + 1] in " \n\t.!;…\u037e"):
            scripts = [script for script in map(script_of, text[:place]) if script]
            if scripts and scripts[-1] == "Greek":
                return True
    return False


def script_of(letter: str) -> str | None:
    if re.fullmatch("[A-Za-z]", letter):
        return "Latin"
    return "Greek" if unicodedata.name(letter, "").startswith("GREEK") and letter.isalpha() else None


def trimmed(link: str) -> str:
    return link.rstrip(".,;:!?)]}'\"*_")


@cache
def is_non_answer(post: Post) -> bool:
    text = post.text.strip()
    if post.kind not in ("text", "media") or is_question(post) or len(text) > 60 or len(text.split()) > 10:
        return False
    if sum(unspaced(letter) for letter in text) > 20:
        return False
    small = unicodedata.normalize("NFC", text.lower().replace("’", "'"))
    if not any(said(small, *phrase) for phrase in phrases()) or any(said(small, *word) for word in unless()):
        return False
    return not any(letter.isdecimal() for letter in without(spelt_with_digits(), small))


def without(phrases: Iterable[str], text: str) -> str:
    for phrase in phrases:
        text = text.replace(phrase, "")
    return text


def unspaced(letter: str) -> bool:
    name = unicodedata.name(letter, "")
    return name.startswith(
        ("CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH", "HIRAGANA LETTER", "KATAKANA LETTER", "THAI CHAR")
    )


def said(text: str, phrase: str, how: str) -> bool:
    if phrase not in text:
        return False
    if how == "anywhere":
        return True
    if how == "alone":
        bare = "".join(letter for letter in text if part_of_word(letter) or letter in phrase or letter == " ").strip()
        return held(bare, phrase)
    begins = [place for place in range(len(text)) if text.startswith(phrase, place)]
    for place in begins:
        rest = text[place + len(phrase) :].lstrip(phrase[-1])
        if (place == 0 or not part_of_word(text[place - 1])) and (not rest or not part_of_word(rest[0])):
            return True
    return False


def held(text: str, phrase: str) -> bool:
    return text.startswith(phrase) and not text[len(phrase) :].strip(phrase[-1])


def part_of_word(letter: str) -> bool:
    return (unicodedata.category(letter)[0] in "LMN" and letter != "\ufe0f") or letter == "\u200c"


@cache
def phrases() -> tuple[tuple[str, str], ...]:
    return tuple((phrase, how) for phrase, how in listed_phrases() if not how.startswith("unless"))


@cache
def unless() -> tuple[tuple[str, str], ...]:
    return tuple((phrase, how.removeprefix("unless_")) for phrase, how in listed_phrases() if how.startswith("unless"))


@cache
def listed_phrases() -> tuple[tuple[str, str], ...]:
    """Every phrase with the name of its list, its accents left out too where they may be."""
    found = set()
    for lists in tomllib.loads((PHRASES / "non_answers.toml").read_text(encoding="utf-8")).values():
        for how, listed in lists.items():
            found.update((unicodedata.normalize("NFC", phrase), how) for phrase in listed)
            if how in ("words", "unless"):
                found.update((without_accents(phrase), how) for phrase in listed)
    return tuple(sorted(found))


def without_accents(phrase: str) -> str:
    plain = phrase.translate(str.maketrans({"ł": "l", "đ": "d", "ı": "i", "ø": "o"}))
    marks = [
        letter for letter in unicodedata.normalize("NFD", plain) if not re.match("[\u0300-\u036f\u064b-\u0652]", letter)
    ]
    return unicodedata.normalize("NFC", "".join(marks))


@cache
def spelt_with_digits() -> tuple[str, ...]:
    return tuple(phrase for phrase, _ in phrases() if any(letter.isdecimal() for letter in phrase))


class Asked(NamedTuple):
    at: datetime
    followed_at: datetime | None
    known: bool


def questions(group: Sequence[Post], last: datetime, window: timedelta = DAY) -> list[Asked]:
    found = []
    for place, post in enumerate(group):
        if not is_question(post):
            continue
        replies = (
            other
            for other in group[place + 1 :]
            if other.by != post.by and other.kind != "deleted" and not is_question(other) and not is_non_answer(other)
        )
        reply = next(replies, None)
        at = max(reply.at, post.at) if reply and reply.at - post.at <= window else None
        found.append(Asked(post.at, at, at is not None or post.at + window <= last))
    return found


def non_answers(group: Sequence[Post], window: timedelta = DAY) -> list[Post]:
    """Those after which, looking back, the nearest question of somebody else is within the window."""
    found = []
    for place, post in enumerate(group):
        if is_non_answer(post):
            others = (other for other in reversed(group[:place]) if other.by != post.by and is_question(other))
            asked = next(others, None)
            if asked and post.at - asked.at <= window:
                found.append(post)
    return found


# Links


def links(post: Post, school: School) -> list[tuple[str, str]]:
    """The domain and the kind of each link."""
    if post.kind not in ("text", "media"):
        return []
    addresses = (trimmed(link) for link in ADDRESS.findall(post.text))
    split = [urlsplit((link if "://" in link else f"https://{link}").lower()) for link in addresses]
    return [
        (host, kind(host, each.path.strip("/"), school))
        for each in split
        if (host := (each.hostname or "").removeprefix("www.").rstrip("."))
    ]


def kind(host: str, path: str, school: School) -> str:
    known = {"school": school.school_domains, "allowed": school.allowed_domains, **listed_sites()}
    return next((name for name, sites in known.items() if any(leads_to(host, path, site) for site in sites)), "other")


@cache
def listed_sites() -> Mapping[str, Sequence[str]]:
    return tomllib.loads((PHRASES / "domains.toml").read_text(encoding="utf-8"))


def leads_to(host: str, path: str, site: str) -> bool:
    domain, _, part = site.removeprefix("www.").partition("/")
    if part and path != part and not path.startswith(part + "/"):
        return False
    if not domain.endswith(".*"):
        return host == domain or host.endswith("." + domain)
    name = domain.removesuffix("*")
    ending = host[host.index(name) + len(name) :] if host.startswith(name) or "." + name in host else ""
    return re.fullmatch(r"[a-z]{2,3}(\.[a-z]{2})?", ending) is not None


# Together


def last_records(messages: pl.DataFrame) -> dict[str, datetime]:
    return dict(messages.group_by("chat").agg(pl.col("sent_at").max()).iter_rows())


def by_day(messages: pl.DataFrame, school: School) -> dict[tuple[str, object], Counter[str]]:
    """chat and day -> what HABITS counts."""
    found: dict[tuple[str, object], Counter[str]] = {}
    last = last_records(messages)

    def count(chat: str, at: datetime, what: str, times: int = 1) -> None:
        found.setdefault((chat, at.date()), Counter())[what] += times

    for chat, group in posts(messages).items():
        for post in group:
            count(chat, post.at, "messages")
            for _, site in links(post, school):
                count(chat, post.at, f"{site}_links")
            media = {"image": "pictures", "video": "videos", "unknown": "unknown_media"}.get(post.media or "")
            if post.kind == "media" and media:
                count(chat, post.at, media)
            if post.kind == "deleted":
                count(chat, post.at, "deleted_by_admin" if post.actor else "deleted_by_sender")
        for began, length in bursts(group):
            count(chat, began, "bursts")
            count(chat, began, "burst_messages", length)
            count(chat, began, "saved", length - 1)
        for began, length in side_chats(group):
            count(chat, began, "side_chats")
            count(chat, began, "side_messages", length)
        for asked in questions(group, last[chat]):
            if asked.known:
                count(chat, asked.at, "questions")
                count(chat, asked.at, "answered", asked.followed_at is not None)
        for post in non_answers(group):
            count(chat, post.at, "non_answers")
    return found
