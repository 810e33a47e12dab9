"""Which names are one name: nicknames and spellings (variants.toml, and for English the library `nicknames`)."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import polars as pl
from nicknames import name_triplets

from dashboard.linking.names import latin, name_key

TABLE = Path(__file__).with_name("variants.toml")
# Surnames that change with the sex of who bears them: Lewandowska and Lewandowski, Novakova and Novak.
ENDINGS = (("ska", "ski"), ("cka", "cki"), ("zka", "zki"), ("skaya", "skiy"), ("ova", "ov"), ("eva", "ev"), ("ova", ""))
SHORTEST_STEM = 4  # letters before such an ending
ARTICLE = re.compile("^[ae]l(?=.{5})")
UMLAUT = re.compile("([aou])e")
DIMINUTIVE = re.compile("(?:ie|i|y)$")
SHORT = range(3, 8)  # letters of a short form that is the beginning of a name: Magda, Edu


@cache
def lines() -> frozenset[tuple[str, str]]:
    """(word, line): every word of the table in its own letters and in Latin ones."""
    tables = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return frozenset(
        (spelling, f"{language}/{number}")
        for language, names in tables.items()
        for number, line in enumerate(names.strip().splitlines())
        for word in name_key(line).split()
        for spelling in {word, latin(word) if word.isascii() else word}
    )


@cache
def english() -> frozenset[tuple[str, str]]:
    """(word, the English name that it is or is short for)."""
    pairs = {(name_key(long), name_key(short)) for long, _, short in name_triplets()}
    return frozenset({(short, long) for long, short in pairs} | {(long, long) for long, _ in pairs})


def roots(words: Iterable[str]) -> pl.DataFrame:
    """word, root, told (by the table, which tells names apart as well): two words that share a root may be one name."""
    asked = pl.DataFrame({"word": list(words)}, schema={"word": pl.String}).unique(maintain_order=True)
    asked = asked.with_columns(spelled=pl.Series([latin(word) for word in asked["word"]], dtype=pl.String))
    tables = pl.concat(
        [
            pl.DataFrame(sorted(lines()), schema=["spelling", "root"], orient="row").with_columns(told=pl.lit(True)),
            pl.DataFrame(sorted(english()), schema=["spelling", "root"], orient="row").with_columns(told=pl.lit(False)),
        ]
    )
    return (
        pl.concat([asked.select("word", spelling=pl.col(spelling)) for spelling in ("word", "spelled")])
        .unique(maintain_order=True)
        .join(tables, on="spelling")
        .select("word", "root", "told")
        .unique(maintain_order=True)
    )


def endings(plain: str) -> list[str]:
    """The word as a man's surname, where it ends like a woman's; and itself."""
    stems = [plain.removesuffix(her) + his for her, his in ENDINGS if plain.endswith(her)]
    return [plain, *(stem for stem in stems if len(stem) >= SHORTEST_STEM)]


def folded(plain: str) -> list[str]:
    """The spellings by which müller, mueller and muller are one, lewandowska and lewandowski, alhassan and hassan."""
    return list(dict.fromkeys(UMLAUT.sub(r"\1", ARTICLE.sub("", spelling)) for spelling in endings(plain)))


def beginnings(plain: str) -> list[str]:
    """What a short form of this name may be: "magdalena" begins "magda"."""
    return [plain[:length] for length in SHORT if length < len(plain)]


def short_form(plain: str) -> list[str]:
    """What the full name begins with, where this is its short form: gabi -> gabi, gab."""
    return [stem for stem in dict.fromkeys((plain, DIMINUTIVE.sub("", plain))) if len(stem) in SHORT]
