"""Which texts hold a phrase of a file in dashboard/phrases, to which anybody may add.

A file has a table for each language with the lists
    words       whole words; found without their accents too, and with the last letter held ("thankssss")
    exact       the same, with their accents alone
    beginnings  of words
    anywhere    inside a run of letters, too
    alone       words that must be all of the text, but for punctuation and emoji
and may have a table `emoji` with `names`. Other lists are for those who ask for them.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

import emoji
import polars as pl

__all__ = ["also_without_accents", "as_whole_words", "coded", "either", "holds", "listed", "may_hold", "tables"]

ACCENTS = re.compile("[\u0300-\u036f\u064b-\u0652]")  # other marks are vowels, without which a word is another
LETTERS_WITHOUT_ACCENT = str.maketrans({"ł": "l", "đ": "d", "ı": "i", "ø": "o"})  # Unicode takes them for whole
HOW_TO_DRAW_IT = "\ufe0f"
MARKS = r"[\W_\x{fe0f}\x{200d}]*"  # of emoji, too
START, END = r"(?:^|[\W_])", r"(?:[\W_]|$)"  # many times as fast as \b; _words_ in italics count


def holds(text: pl.Expr, file: str) -> pl.Expr:
    """Whether a text has a phrase, or an emoji, of the file in any of its languages. Boolean, false for null."""
    worth_a_look = pl.when(may_hold(text, file)).then(text.str.to_lowercase())
    return worth_a_look.str.contains(every_phrase_as_words(file)).fill_null(False)


def may_hold(text: pl.Expr, file: str) -> pl.Expr:
    """False where `holds` is false at any rate, ten times as fast: whether a phrase stands there, whole word or not."""
    return text.str.contains(every_phrase(file))


@cache
def every_phrase(file: str) -> str:
    lists = (*whole(file), *begun(file), *inside(file), *coded(listed(file, "alone")))
    return f"(?i:{either(re.escape(phrase) for phrase in lists)})"


@cache
def every_phrase_as_words(file: str) -> str:
    """`every_phrase`, in which whole words are whole; the last letter may be held."""
    words, beginnings, alone = whole(file), begun(file), coded(listed(file, "alone"))
    patterns = [
        (words, as_whole_words(words)),
        (beginnings, rf"{START}(?:{either(map(re.escape, beginnings))})"),
        (alone, rf"^{MARKS}(?:{either(map(held, alone))}){MARKS}$"),
        (inside(file), either(map(re.escape, inside(file)))),
    ]
    return either(pattern for phrases, pattern in patterns if phrases)


def as_whole_words(phrases: Iterable[str]) -> str:
    return rf"{START}(?:{either(map(held, phrases))}){END}"


def held(phrase: str) -> str:
    return re.escape(phrase) + "+"


def whole(file: str) -> tuple[str, ...]:
    return coded([*also_without_accents(listed(file, "words")), *listed(file, "exact")])


def begun(file: str) -> tuple[str, ...]:
    return coded(listed(file, "beginnings"))


def inside(file: str) -> tuple[str, ...]:
    return (*coded(listed(file, "anywhere")), *faces(file))


def listed(file: str, name: str) -> list[str]:
    """The lists of that name of all languages in one."""
    return [phrase for lists in tables(file).values() for phrase in lists.get(name, ())]


@cache
def tables(file: str) -> Mapping[str, Mapping[str, Any]]:
    """language, or emoji -> its lists, as they stand in the file."""
    return tomllib.loads(resources.files("dashboard").joinpath(f"phrases/{file}.toml").read_text(encoding="utf-8"))


def coded(written: Iterable[str]) -> tuple[str, ...]:
    """Each once, with its accents both as a part of the letter and behind it, and its apostrophes straight and curly,
    as keyboards differ."""
    spelt = {form for phrase in written for form in (phrase, phrase.replace("'", "’"))}
    return tuple(sorted({unicodedata.normalize(form, phrase) for phrase in spelt for form in ("NFC", "NFD")}))


def also_without_accents(phrases: Sequence[str]) -> list[str]:
    return [*phrases, *map(without_accents, phrases)]


def without_accents(phrase: str) -> str:
    bare = ACCENTS.sub("", unicodedata.normalize("NFD", phrase.translate(LETTERS_WITHOUT_ACCENT)))
    return unicodedata.normalize("NFC", bare)


def faces(file: str) -> tuple[str, ...]:
    """The emoji, as their skin tones and variants begin. Raises KeyError for a name that Unicode does not have."""
    by_name = {facts["en"].strip(":"): face.removesuffix(HOW_TO_DRAW_IT) for face, facts in emoji.EMOJI_DATA.items()}
    return tuple(by_name[name] for name in tables(file).get("emoji", {}).get("names", ()))


def either(patterns: Iterable[str]) -> str:
    return "|".join(patterns)
