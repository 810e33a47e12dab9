"""How well a word of a sender's name and a word of a roster's name agree, and how much that weighs, in bits.

Two words agree at the first of LEVELS that fits them. Words are compared once each, never name by name: everything but
"alike" is a join on what the words sound like.
"""

from collections.abc import Iterable
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import polars as pl
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cdist, cpdist

from dashboard.linking.names import is_abjad, is_foreign, latin, readings, skeleton, sounding
from dashboard.linking.variants import beginnings, folded, roots, short_form

LEVELS = pl.Enum(["exact", "folded", "transliterated", "nickname", "alike", "romanised", "beginning", "initial"])


class Level(NamedTuple):
    """m: how often a guardian's own name is shown so; chance: how often somebody else's name agrees so by accident."""

    m: float
    chance: float


# After Fellegi and Sunter (1969): an agreement weighs log2(m / u). u is what the roster says: how often its names agree
# so with this word, and by chance. Where the form alone tells the level (an initial, other letters), m is of that form.
SAID = MappingProxyType(
    {
        "exact": Level(0.75, 0.0),
        "folded": Level(0.10, 0.0002),
        "transliterated": Level(0.75, 0.001),
        "nickname": Level(0.12, 0.002),
        "alike": Level(0.04, 0.002),
        "romanised": Level(0.05, 0.002),
        "beginning": Level(0.04, 0.003),
        "initial": Level(0.93, 0.0),
    }
)
BACKGROUND_NAMES = 100  # a roster's frequencies are mixed with those of so many names of elsewhere,
BACKGROUND = 0.002  # in which a name that is not on it has this share,
BACKGROUND_INITIAL = 0.06  # and an initial this one

ALIKE = 0.90  # Jaro-Winkler similarity from which two words are spelt nearly alike
LETTERS_A_SLIP = 4  # letters of which one may be wrong, left out, doubled or swapped with the next
SHORTEST_ALIKE = 4  # letters
AKIN = 0.80  # Jaro-Winkler similarity below which the same consonants say nothing, where both words have their vowels
SHORTEST_SKELETON = 2  # consonants, where both words have their vowels


def agreements(asked: Iterable[str], known: Iterable[str]) -> pl.DataFrame:
    """word, other, level: every word of senders' names with every word of the roster's that it agrees with."""
    ours, theirs = vocabulary(asked), vocabulary(known)
    by_sound = sounds(ours, short=True).join(sounds(theirs, short=False), on=["kind", "sound"])
    found = pl.concat(
        [
            by_sound.select("word", "other", level=pl.col("kind").cast(LEVELS)),
            nicknames(ours, theirs),
            alike(ours, theirs),
        ]
    )
    return (
        found.join(ours, on="word")
        .join(
            theirs.rename({"word": "other"}).rename(lambda name: name if name == "other" else f"{name}_other"),
            on="other",
        )
        .pipe(akin)
        .filter(~(guessed() & two_names(found)) & ~(guessed() & same_script() & is_known(theirs)))
        .with_columns(level=level())
        .drop_nulls("level")
        .group_by("word", "other")
        .agg(pl.col("level").min())
        .sort("word", "other")
    )


def guessed() -> pl.Expr:
    """Levels at which the words may as well be two names that look alike."""
    return pl.col("level").is_in(["alike", "romanised", "beginning"])


def same_script() -> pl.Expr:
    return pl.col("foreign") == pl.col("foreign_other")


def is_known(theirs: pl.DataFrame) -> pl.Expr:
    """The sender's spelling is on the roster, and so a name of its own."""
    return pl.col("plain").is_in(theirs["plain"].implode())


def akin(found: pl.DataFrame) -> pl.DataFrame:
    """`found` less words that share their consonants and little else, though both have vowels: Bernie is not Byrne."""
    ours, theirs = ([sounding(plain) for plain in found[column]] for column in ("plain", "plain_other"))
    scores = pl.Series(cpdist(ours, theirs, scorer=JaroWinkler.similarity))
    consonants = pl.Series([len(skeleton(sound)) for sound in ours], dtype=pl.Int64)
    vowels = ~pl.col("abjad") & ~pl.col("abjad_other")
    close = (scores >= AKIN) & (consonants >= SHORTEST_SKELETON)
    return found.filter(~vowels | (pl.col("level") != "romanised") | close)


def two_names(found: pl.DataFrame) -> pl.Expr:
    """Both words are in the table of variants; if they were one name there, a better level would say so."""
    told = roots(pl.concat([found["word"], found["other"]]).unique()).filter("told")["word"].implode()
    return pl.col("word").is_in(told) & pl.col("other").is_in(told)


def level() -> pl.Expr:
    """The level, where one of the words is in other letters; null where it would then say nothing."""
    across = ~same_script()
    voiceless = (pl.col("level") == "romanised") & (pl.col("abjad") | pl.col("abjad_other"))
    sounds_same = pl.col("level").is_in(["exact", "folded", "nickname"]) | voiceless
    return (
        pl.when(across & sounds_same)
        .then(pl.lit("transliterated", LEVELS))
        .when(across & pl.col("level").is_in(["alike", "beginning"]))
        .then(None)
        .otherwise("level")
    )


def vocabulary(words: Iterable[str]) -> pl.DataFrame:
    """word, plain (in Latin letters), foreign (in others), abjad (without its vowels): each distinct word once."""
    rows = [(word, latin(word), is_foreign(word), is_abjad(word)) for word in sorted(set(words))]
    schema = {"word": pl.String, "plain": pl.String, "foreign": pl.Boolean, "abjad": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row").filter(pl.col("plain") != "")


def sounds(vocabulary: pl.DataFrame, *, short: bool) -> pl.DataFrame:
    """word (short) or other, kind, sound: words with a sound in common agree; `short`: they may be short forms."""
    rows: list[tuple[str, str, str]] = []
    for word, plain, _, abjad in vocabulary.iter_rows():
        if len(plain) == 1:
            rows += [(word, "initial", sound) for sound in ([plain] if short else [plain, f"{plain}-"])]
            continue
        rows.append((word, "exact", plain))
        rows.append((word, "initial", f"{plain[0]}-" if short else plain[0]))
        rows += [(word, "folded", spelling) for spelling in folded(plain)]
        rows += [(word, "beginning", start) for start in (short_form(plain) if short else beginnings(plain))]
        rows += [(word, "romanised", sound) for sound in skeletons(word, plain, abjad=abjad)]
    name = "word" if short else "other"
    return pl.DataFrame(rows, schema={name: pl.String, "kind": pl.String, "sound": pl.String}, orient="row").unique()


def skeletons(word: str, plain: str, *, abjad: bool) -> list[str]:
    """The consonants of a word, with and without an article before it: alhassan is lhsn and hsn."""
    bare = {plain[2:]} if plain[:2] in ("al", "el") and len(plain) > 6 else set[str]()
    read = {skeleton(spelling, abjad=abjad) for spelling in {plain} | bare}
    return sorted((read | set(readings(word) if abjad else ())) - {""})


def nicknames(ours: pl.DataFrame, theirs: pl.DataFrame) -> pl.DataFrame:
    """word, other, level: words that share a root."""
    known = roots(theirs["word"]).select(other="word", root="root")
    shared = roots(ours["word"]).join(known, on="root").filter(pl.col("word") != pl.col("other"))
    return shared.select("word", "other", level=pl.lit("nickname", LEVELS)).unique()


def alike(ours: pl.DataFrame, theirs: pl.DataFrame) -> pl.DataFrame:
    """word, other, level: words spelt nearly alike. A spelling that the roster has is a name of its own."""
    long = (pl.col("plain").str.len_chars() >= SHORTEST_ALIKE) & ~pl.col("foreign")
    mine = ours.filter(long & ~pl.col("plain").is_in(theirs["plain"].implode()))
    known = theirs.filter(long)
    scores = cdist(
        mine["plain"].to_list(),
        known["plain"].to_list(),
        scorer=JaroWinkler.similarity,
        score_cutoff=ALIKE,
        dtype=np.float32,
    )
    word, other = np.nonzero(scores >= ALIKE)
    near = pl.DataFrame({"word": mine["word"].gather(word), "other": known["word"].gather(other)})
    pairs = [mine["plain"].gather(word).to_list(), known["plain"].gather(other).to_list()]
    slips = pl.Series(cpdist(*pairs, scorer=OSA.distance, dtype=np.int32), dtype=pl.Int32)
    shorter = pl.Series([min(len(a), len(b)) for a, b in zip(*pairs, strict=True)], dtype=pl.Int32)
    return near.filter(slips <= shorter // LETTERS_A_SLIP).with_columns(level=pl.lit("alike", LEVELS))


def weights(agreements: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """`agreements` with field and bits, for each field of the roster's names in which the other word stands.

    `known` has a row for each word of each name on the roster: place, field, word.
    """
    in_field = known.group_by("field").agg(names=pl.col("place").n_unique())
    times = known.group_by("field", other="word").agg(times=pl.col("place").n_unique())
    initial = pl.col("level") == "initial"
    background = pl.when(initial).then(BACKGROUND_INITIAL).otherwise(BACKGROUND)
    m, chance = (
        pl.col("level").replace_strict({level: said[part] for level, said in SAID.items()}, return_dtype=pl.Float64)
        for part in (0, 1)
    )
    share = (pl.col("times").sum().over("word", "field", "level") + BACKGROUND_NAMES * background) / (
        pl.col("names") + BACKGROUND_NAMES
    )
    return (
        agreements.join(times, on="other")
        .join(in_field, on="field")
        .with_columns(share=share, m=m, chance=chance)
        .select(
            "word",
            "other",
            "field",
            "level",
            bits=(pl.col("m") / (pl.col("m") * pl.col("share") + pl.col("chance"))).log(2),
        )
    )
