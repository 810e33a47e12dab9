"""The names of one culture, read from cultures/*.toml, and how one name is spelt in other ways."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

HERE = Path(__file__).parent
CULTURES = ("british", "spanish", "german", "polish", "arabic", "chinese", "south_asian")
MARKS = MappingProxyType({"=": "shorts", "@": "script", "~": "others", "/": "feminine", "^": "genitive"})
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
STROKES = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "ß": "ss", "ı": "i", "đ": "d"})


@dataclass(frozen=True)
class Name:
    """One name and its other forms; `script` is its own script, `genitive` what stands after "Mama" in Polish."""

    text: str
    shorts: tuple[str, ...] = ()
    script: str | None = None
    others: tuple[str, ...] = ()
    feminine: str | None = None
    genitive: str | None = None

    @property
    def forms(self) -> frozenset[str]:
        """Every way to write it, as it is compared."""
        every = (self.text, *self.shorts, *self.others, self.script, self.feminine, self.genitive)
        return frozenset(folded(form) for form in every if form)


@dataclass(frozen=True)
class Culture:
    """A culture's names and words: `words` is the TOML table, `names` its lists of names."""

    key: str
    words: Mapping[str, Any]
    names: Mapping[str, tuple[Name, ...]]


@cache
def culture(key: str) -> Culture:
    words = tomllib.loads((HERE / "cultures" / f"{key}.toml").read_text(encoding="utf-8"))
    names = {
        name: tuple(map(parsed, text.split())) for name, text in words.items() if isinstance(text, str) and "\n" in text
    }
    return Culture(key, MappingProxyType(words), MappingProxyType(names))


@cache
def wordings() -> Mapping[str, Mapping[str, Any]]:
    """WhatsApp's words by language."""
    return MappingProxyType(tomllib.loads((HERE / "wordings.toml").read_text(encoding="utf-8")))


def parsed(entry: str) -> Name:
    """Katarzyna=Kasia|Kaśka -> the name with its short forms; _ stands for a space."""
    text, *marked = re.split(r"(?=[=@~/^])", entry.replace("_", " "))
    parts: dict[str, Any] = {MARKS[part[0]]: part[1:] for part in marked}
    for many in ("shorts", "others"):
        parts[many] = tuple(parts[many].split("|")) if many in parts else ()
    return Name(text, **parts)


def folded(text: str) -> str:
    """As it is compared: lower case, without marks on the letters."""
    return unmarked(text).casefold().strip()


def alike(text: str) -> str:
    """What no two members of a group share, so that each printed sender is one person."""
    return folded(text).removesuffix(".")


def unmarked(text: str) -> str:
    """Without diacritics: José -> Jose, Łukasz -> Lukasz, Müller -> Muller; other scripts stay."""
    parts = unicodedata.normalize("NFD", text.translate(STROKES))
    kept = "".join(letter for letter in parts if not "\u0300" <= letter <= "\u036f")
    return unicodedata.normalize("NFC", kept)


def umlauts_spelt(text: str) -> str:
    """Müller -> Mueller."""
    return text.translate(UMLAUTS)
