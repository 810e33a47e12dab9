"""Numbers, dates and lists as English words: the small change of every sentence."""

import re
from collections.abc import Sequence
from datetime import date, datetime

JOINER = "\N{WORD JOINER}"
LINKED = re.compile(r"(?i)https?(?=:)|mailto(?=:)|xmpp(?=:)|www(?=\.)|@|[<>=~-](?=[<>=-])")
GAP = "\N{NO-BREAK SPACE}"
IRREGULAR = {
    "family": "families",
    "class": "classes",
    "buzz": "buzzes",
    "is": "are",
    "person": "people",
    "was": "were",
    "has": "have",
}
MARKDOWN = str.maketrans({mark: f"\\{mark}" for mark in r"""\`*_{}[]<>()#+-.!|~$:"'&=^@/"""} | {"\n": " ", "\r": " "})


def plural(number: float, thing: str) -> str:
    """`thing` as it goes with that number: 1 family, 2 families."""
    return thing if number == 1 else IRREGULAR.get(thing, f"{thing}s")


def counted(number: int, thing: str) -> str:
    """1 family · 1,204 families · 0 families"""
    return f"{number:,} {plural(number, thing)}"


def of(part: int, whole: int, thing: str) -> str:
    """14 of the 27 families · 1 of 1 family"""
    return f"{part:,} of {whole:,} {thing}" if whole == 1 else f"{part:,} of the {whole:,} {plural(whole, thing)}"


def between(low: int, high: int) -> str:
    """between 3 and 5 · 4"""
    return f"{low:,}" if low == high else f"between {low:,} and {high:,}"


def percent(share: float) -> str:
    """Whole per cent, with "<1 %" for a little and ">99 %" for nearly all: 0 % and 100 % are said of none and all."""
    if 0 < share < 0.01:
        return f"<1{GAP}%"
    if 0.99 < share < 1:
        return f">99{GAP}%"
    return f"{share:.0%}".replace("%", f"{GAP}%")


def about(band: str) -> str:
    """A rounded figure in words: about 75 % · less than 10 % · more than 90 % of 25"""
    return {"<": "less than ", ">": "more than "}.get(band[:1], f"about {band[:1]}") + band[1:]


def sentence(text: str) -> str:
    """`text` with a capital at its start, and no other letter changed."""
    return text[:1].upper() + text[1:]


def in_period(period: str) -> str:
    """in Summer 2026 · in the school year 2025/26 · in everything loaded"""
    if period.startswith("School year"):
        return f"in the s{period[1:]}"
    return "in all that is loaded" if period == "Everything loaded" else f"in {period}"


def day(moment: date | datetime) -> str:
    """9 Jul 2026"""
    return f"{moment.day} {moment:%b %Y}"


def at(moment: datetime) -> str:
    """Thu 9 Jul 2026, 18:05"""
    return f"{moment:%a} {day(moment)}, {moment:%H:%M}"


def listed(things: Sequence[str]) -> str:
    """1A · 1A and 1B · 1A, 1B and 2A"""
    return " and ".join([", ".join(things[:-1]), things[-1]] if len(things) > 1 else things)


def as_text(text: str) -> str:
    """`text` so that Markdown shows it letter by letter: no link, picture, emphasis, formula or short code.

    Bare addresses become links, and -> an arrow, after escapes are read: an invisible joiner within keeps them apart.
    """
    return LINKED.sub(lambda found: found[0] + JOINER, text).translate(MARKDOWN)
