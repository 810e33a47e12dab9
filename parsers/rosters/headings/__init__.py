"""What schools call the columns of their lists, and the words in their cells: one TOML a language, see en.toml.

Everything here is frozen: it is shared by all readers.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True)
class Vocabulary:
    """One language's words, folded.

    headings  a whole heading, without spaces -> our word for the column
    words     one word of a heading -> what it says: "child", "mother", "phone", …
    cells     what a cell may say ("staff", "wider", …) -> its words
    glued     finds each word of a language that writes no spaces; None: it writes them
    """

    language: str
    headings: Mapping[str, str]
    words: Mapping[str, str]
    cells: Mapping[str, Sequence[str]]
    glued: re.Pattern[str] | None


@cache
def vocabularies() -> tuple[Vocabulary, ...]:
    """Every language, English first."""
    files = (file for file in resources.files(__name__).iterdir() if file.name.endswith(".toml"))
    read = [_vocabulary(tomllib.loads(file.read_text(encoding="utf-8"))) for file in files]
    return tuple(sorted(read, key=lambda one: (one.language != "en", one.language)))


def _vocabulary(table: dict[str, Any]) -> Vocabulary:
    words = {folded(word): kind for kind, known in table["words"].items() for word in known}
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return Vocabulary(
        language=table["language"],
        headings=MappingProxyType(
            {folded(text).replace(" ", ""): name for name, known in table["headings"].items() for text in known}
        ),
        words=MappingProxyType(words),
        cells=MappingProxyType({name: tuple(map(folded, known)) for name, known in table["cells"].items()}),
        glued=None if table.get("spaced", True) else re.compile("|".join(longest_first)),
    )


@cache
def cell_words(*names: str) -> Mapping[str, str]:
    """Each word of a cell, in any language -> which of the names it says."""
    return MappingProxyType(
        {word: name for vocabulary in vocabularies() for name in names for word in vocabulary.cells[name]}
    )


def folded(text: str) -> str:
    """Lower case, without accents; words and numbers with one space between: "Mum’s Mobile1" is "mum s mobile 1"."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i").replace("ł", "l"))
    kept = "".join(_plain(character) for character in plain if not unicodedata.combining(character))
    return " ".join(re.sub(r"(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])", " ", kept).split())


def _plain(character: str) -> str:
    return character if character.isalnum() or unicodedata.category(character).startswith("M") else " "
