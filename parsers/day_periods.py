"""Words that say which half of the day a time is in, of every language: "p.m.", "下午", "in the morning".

What a word means can depend on the hour beside it: 晚上9 is 21:00 and 晚上12 is midnight. day_periods.txt says it for
each word and each hour of a twelve-hour clock. It is the union over all locales of CLDR, with what CLDR lacks, and
tests/test_day_periods.py proves that. It is read only for a file that has other words than AM and PM in its headers.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources

from parsers.wording import MARKS, SPACES

LOST = "?\ufffd"  # what a character becomes in a code page that does not have it
_NOT_COMPARED = re.compile(rf"[.'’‘\"“”״׳\u200b-\u200d{SPACES}{MARKS}]")
_BROKEN_SPACE = re.compile(rf"^(?:[Â{LOST}]|â€¯|â\u0080¯)+(?=..)")  # a no-break space, read in the wrong code page
_PLAIN: Mapping[str, str] = {"am": "a" * 12, "pm": "p" * 12}


def squeezed(word: str) -> str:
    """A day-period word as it is compared: without dots, quotation marks, spaces and case ("p. m." is "pm")."""
    return _NOT_COMPARED.sub("", unicodedata.normalize("NFC", word)).casefold()


def halves(word: str) -> str | None:
    """Twelve letters, for 12 o'clock, 1 o'clock ... 11 o'clock: a before noon, p after it, - cannot be said.

    "?" for all of them where the word was lost to a code page ("?M" may be AM or PM); None: no such word.
    """
    bare = squeezed(word)
    sound = _BROKEN_SPACE.sub("", bare)
    known = _PLAIN.get(bare) or _PLAIN.get(sound) or _words().get(bare) or _words().get(sound)
    return known or ("?" * 12 if _is_lost(bare) else None)


def is_plain(word: str) -> bool:
    """Whether it is AM or PM, however they are spelt."""
    return _BROKEN_SPACE.sub("", squeezed(word)) in _PLAIN


def _is_lost(bare: str) -> bool:
    return len(bare) > 1 and any(letter in LOST for letter in bare) and not bare.strip(f"{LOST}m")


@cache
def _words() -> Mapping[str, str]:
    lines = resources.files("parsers").joinpath("day_periods.txt").read_text("utf-8").splitlines()
    return {word: half for half, word in (line.split("\t") for line in lines if not line.startswith("#"))}
