"""Which messages say thanks, by the words of dashboard/phrases/thanks.toml, to which anybody may add."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

import emoji
import polars as pl

__all__ = ["says_thanks"]

ACCENTS = re.compile("[\u0300-\u036f\u064b-\u0652]")  # other marks are vowels, without which a word is another
LETTERS_WITHOUT_ACCENT = str.maketrans({"ł": "l", "đ": "d", "ı": "i", "ø": "o"})  # Unicode takes them for whole
HOW_TO_DRAW_IT = "\ufe0f"


def says_thanks(text: pl.Expr) -> pl.Expr:
    """Whether a text has a word, or an emoji, of thanks in any of the languages. Boolean, false for null.

    It says that the writer saw something there to give thanks for, not what, nor that they agree ("no thanks").
    """
    lower = text.str.to_lowercase()
    worth_a_look = pl.when(lower.str.contains(every_phrase())).then(lower)  # plain words are found ten times as fast
    return worth_a_look.str.contains(every_phrase_as_words()).fill_null(False)


@cache
def every_phrase() -> str:
    return either(re.escape(phrase) for phrase in (*whole(), *begun(), *inside()))


@cache
def every_phrase_as_words() -> str:
    """`every_phrase`, in which whole words are whole; the last letter may be held, as in "thankssss"."""
    words = either(re.escape(phrase) + "+" for phrase in whole())
    beginnings = either(map(re.escape, begun()))
    start, end = r"(?:^|[\W_])", r"(?:[\W_]|$)"  # many times as fast as \b; _words_ in italics count
    return either([rf"{start}(?:{words}){end}", rf"{start}(?:{beginnings})", *map(re.escape, inside())])


def whole() -> tuple[str, ...]:
    words = listed("words")
    return coded([*words, *map(without_accents, words), *listed("exact")])


def begun() -> tuple[str, ...]:
    return coded(listed("beginnings"))


def inside() -> tuple[str, ...]:
    return (*coded(listed("anywhere")), *faces())


def listed(name: str) -> list[str]:
    """The lists of that name of all languages in one."""
    return [phrase for lists in phrases().values() for phrase in lists.get(name, ())]


@cache
def phrases() -> Mapping[str, Mapping[str, Any]]:
    """language, or emoji -> its lists, as they stand in the file."""
    return tomllib.loads(resources.files("dashboard").joinpath("phrases/thanks.toml").read_text(encoding="utf-8"))


def coded(written: Iterable[str]) -> tuple[str, ...]:
    """Each once, with its accents both as a part of the letter and behind it, as keyboards differ."""
    return tuple(sorted({unicodedata.normalize(form, phrase) for phrase in written for form in ("NFC", "NFD")}))


def without_accents(phrase: str) -> str:
    bare = ACCENTS.sub("", unicodedata.normalize("NFD", phrase.translate(LETTERS_WITHOUT_ACCENT)))
    return unicodedata.normalize("NFC", bare)


def faces() -> tuple[str, ...]:
    """The emoji, as their skin tones and variants begin. Raises KeyError for a name that Unicode does not have."""
    by_name = {facts["en"].strip(":"): face.removesuffix(HOW_TO_DRAW_IT) for face, facts in emoji.EMOJI_DATA.items()}
    return tuple(by_name[name] for name in phrases()["emoji"]["names"])


def either(patterns: Iterable[str]) -> str:
    return "|".join(patterns)
