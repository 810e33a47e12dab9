"""Text that a person copied, or wrote down, from the *Message info* screen -> how many have read it, how many have it.

The words by which the two are told apart are in message_info.toml. Nothing is guessed: a number whose word is not known
is no count.
"""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

Token = str | int  # READ, DELIVERED or a number

READ, DELIVERED = "read", "delivered"
MOST = 99_999  # no group has so many members: a longer number is a telephone's
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_NO_COUNTS = re.compile(
    r"\+\d[\d\s().-]{6,}\d"  # a telephone
    r"|\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?!\d)(?:\s*[ap]\.?\s?m\b\.?)?|\b\d{1,2}\s*[ap]\.?\s?m\b\.?|\b\d{1,2}\s+uhr\b"
    r"|\b\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\.?\s+{_MONTHS}(?:,?\s+\d{{4}}\b)?"
    rf"|\b{_MONTHS}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}}\b)?"
)
_LETTER = "a-z\u00df-\u024f"  # "2A" is a class; letters of other scripts may stand beside a number
_NUMBER = rf"(?<![\d{_LETTER}])(?:[1-9]\d?(?:[,.'’٬ ]\d{{3}})+|0|[1-9]\d*)(?![\d{_LETTER}])"
_NUMBER_ALONE = re.compile(rf"\W*(?:{_NUMBER})\W*")


@dataclass(frozen=True)
class PastedCounts:
    """read, delivered: null where the text does not say; untold: two numbers, and nothing that tells which is which."""

    read: int | None = None
    delivered: int | None = None
    untold: bool = False


def read_pasted_counts(text: str) -> PastedCounts:
    """Both numbers of "Read by 212 / Delivered to 380", in any order, on one line or several, or "212 read".

    Of "380 of 402" the first number counts; times, dates and telephone numbers are passed over. delivered may be less
    than read: some phones count there only those who have it and have not read it yet. A number that stands twice with
    different values, or between two words that may both be its own, is null.
    """
    plain = _NO_COUNTS.sub(" … ", _plain(text))
    tokens = [_tokens(_of().sub(r"\1", line)) for line in plain.split("\n")]
    whole = [line for line in tokens if _has_both(line)]
    pairs = [pair for line in whole or _as_one(plain, tokens) for pair in _pairs(line)]
    found = PastedCounts(_only(pairs, READ), _only(pairs, DELIVERED))
    numbers = [token for token in _tokens(plain) if isinstance(token, int)]
    return PastedCounts(untold=len(numbers) == 2) if found == PastedCounts() else found


def _plain(text: str) -> str:
    """Lower case, digits of any script as 0 to 9, one kind of space, one character for each accented letter."""
    lines = unicodedata.normalize("NFC", text.casefold()).replace("\r\n", "\n").replace("\r", "\n")
    digits = (str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in lines)
    return re.sub(r"[^\S\n]", " ", "".join(digits))


def _tokens(text: str) -> list[Token]:
    found = ((match.lastgroup, match[0]) for match in _token().finditer(text))
    tokens: list[Token] = [int(re.sub(r"\D", "", said)) if kind == "number" else str(kind) for kind, said in found]
    return [token for token in tokens if isinstance(token, str) or token <= MOST]


def _has_both(tokens: Sequence[Token]) -> bool:
    return len({type(token) for token in tokens}) == 2


def _as_one(plain: str, tokens: Sequence[list[Token]]) -> list[list[Token]]:
    """Words and numbers on lines of their own, as one line; none where a line holds a number and something else."""
    lines = zip(plain.split("\n"), tokens, strict=True)
    mixed = any(line and not _NUMBER_ALONE.fullmatch(text) and not isinstance(line[0], str) for text, line in lines)
    return [] if mixed else [[token for line in tokens for token in line]]


def _pairs(tokens: Sequence[Token]) -> list[tuple[str, int]]:
    """(word, number): each word with the number beside it, where the line shows which of the two comes first."""
    if not tokens or isinstance(tokens[0], str) == isinstance(tokens[-1], str):
        return []
    words_first = isinstance(tokens[0], str)
    each = ((one, other) if words_first else (other, one) for one, other in pairwise(tokens))
    return [(word, number) for word, number in each if isinstance(word, str) and isinstance(number, int)]


def _only(pairs: Sequence[tuple[str, int]], word: str) -> int | None:
    """The number of that word; None where there is none, or several different ones."""
    numbers = {number for said, number in pairs if said == word}
    return next(iter(numbers)) if len(numbers) == 1 else None


@cache
def _token() -> re.Pattern[str]:
    return re.compile(rf"(?P<read>{_any(READ)})|(?P<delivered>{_any(DELIVERED)})|(?P<number>{_NUMBER})")


@cache
def _of() -> re.Pattern[str]:
    return re.compile(rf"({_NUMBER}) ?(?:{_any('of')}|/) ?(?:{_NUMBER})")


def _any(kind: str) -> str:
    """A pattern for all words of a kind, the longest first; inside another word only where words are not parted."""
    forms = {_plain(form) for words in _words().values() for form in words[kind]}
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(rf"(?<![^\W\d_]){re.escape(form)}(?![^\W\d_])" for form in longest_first)


def _words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(resources.files("parsers").joinpath("message_info.toml").read_text("utf-8"))
