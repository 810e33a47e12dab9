"""A name as it reads: keys by which spellings of one name are equal, its words, and its words in Latin letters."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from types import MappingProxyType

import emoji
import phonenumbers
import polars as pl
from anyascii import anyascii

LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
    | dict.fromkeys("’‘ʼ`´", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
)
UNSEEN = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
ACCENTS = re.compile("[\u0300-\u036f]")
NUMBER = re.compile(r"\+?[\d\s().\-/\u00a0\u202f]{7,}")
NUMBER_AT_END = re.compile(r"^(?P<name>.*[^\W\d_].*?)[\s,;:(\[]*(?P<number>\+?\d[\d\s().\-/]{5,}\d)[)\]]?$")
APART = re.compile(r"[\s()\[\]{},;:|/\\.\-_&+*\"“”„«»!?¡¿=<>^%$£€、，。·•・（）【】؛،।]+")

HAN = re.compile("[\u3400-\u9fff]{2,4}")
HANGUL = re.compile("[\uac00-\ud7a3]{2,4}")
NASAL = re.compile("[\u0901\u0902\u0a01\u0a02\u0a70](?![पफबभमਪਫਬਭਮ])")  # the dot that nasalises what follows
URDU = str.maketrans("ثذظض", "سززز")
ABJAD = re.compile("[\u0590-\u06ff]")
ARABIC_START = re.compile("^[\u0627\u0623\u0625\u0622\u0639]")  # letters of which only a vowel is left in Latin ones
ARABIC_ARTICLE = re.compile("^ال(?=.{3})")
WORDS = MappingProxyType(tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8")))
TITLES = frozenset(WORDS["titles"].split())
PARTICLES = frozenset(WORDS["particles"].split())
NAMES_TOO = frozenset(WORDS["honours_and_names"].split())
LIGHT = TITLES | frozenset(WORDS["honours"].split()) | PARTICLES | NAMES_TOO
OTHERS = frozenset(WORDS["others"].split())
OTHERS_ATTACHED = tuple(WORDS["others_attached"].split())
LONG_SURNAMES = tuple(WORDS["long_surnames"].split())
SERVANT = re.compile("^abd(?:u|e|a|ou)?[lrs]?(?=[a-z]{4})")  # Abdul Rahman, Abdulrahman: Rahman


def lookup(values: pl.Series, spell: Callable[[str], str | None]) -> pl.Series:
    """`spell` of each value, asked once for each distinct one."""
    distinct = values.drop_nulls().unique().to_list()
    return values.replace_strict(distinct, [spell(value) for value in distinct], return_dtype=pl.String, default=None)


def with_keys(frame: pl.DataFrame, column: str, region: str) -> pl.DataFrame:
    """`frame` with `key`, by which spellings of one name or number are equal, and is_number."""
    return frame.with_columns(key=lookup(frame[column], lambda text: key(text, region))).with_columns(
        key=pl.col("key").fill_null(""), is_number=pl.col("key").fill_null("").str.contains(r"^\+\d+$")
    )


def key(text: str, region: str) -> str:
    """E.164 for what can be a phone number, else the normalised name."""
    return phone(text, region) or name_key(text)


def phone(text: str, region: str) -> str | None:
    """E.164 of a possible number of at least 7 national digits; null for anything else."""
    bare = UNSEEN.sub("", unicodedata.normalize("NFKC", text)).strip().lstrip("~").strip().translate(LETTERS)
    if not NUMBER.fullmatch(bare):
        return None
    try:
        number = phonenumbers.parse(bare, region)
    except phonenumbers.NumberParseException:
        return None
    national = phonenumbers.national_significant_number(number)
    if len(national) < 7 or not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def name_key(text: str) -> str:
    """A name as it reads: no emoji, marks of direction, push-name tilde, accents, capitals or spare spaces."""
    bare = text if text.isascii() else UNSEEN.sub("", emoji.replace_emoji(text, " "))
    folded = ACCENTS.sub("", unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", bare).casefold()))
    return " ".join(unicodedata.normalize("NFC", folded).translate(LETTERS).replace("~", " ").split())


def split_number(key: str) -> tuple[str, str | None]:
    """ "ana ruiz 07700 900123" -> the name and the number written behind it."""
    found = NUMBER_AT_END.match(key)
    return (found["name"].strip(), found["number"]) if found else (key, None)


def words(key: str) -> tuple[str, ...]:
    """The words of a normalised name, in its own script; Chinese and Korean names as surname and given name."""
    return tuple(
        word
        for piece in APART.split(key.replace("'", ""))
        for word in (characters(piece) if HAN.fullmatch(piece) or HANGUL.fullmatch(piece) else (piece,))
        if any(letter.isalnum() for letter in word)
    )


def characters(name: str) -> tuple[str, ...]:
    """ "王小明" -> 王, 小明."""
    surname = next((long for long in LONG_SURNAMES if name.startswith(long) and len(name) > len(long)), name[0])
    return surname, name.removeprefix(surname)


def lights(words: Sequence[str]) -> list[bool]:
    """For each word of a name, whether it need not agree with anything: a title, a particle, "family"."""
    last = len(words) - 1
    return [word in LIGHT and not (word in NAMES_TOO and 0 < at == last) for at, word in enumerate(words)]


def is_other(key: str, known: frozenset[str] = frozenset()) -> bool:
    """Somebody who says that they are no guardian: a grandmother, a childminder, a teacher.

    `known`: words of the roster's names; where somebody is called Nana, that word tells nothing.
    """
    return not (OTHERS - known).isdisjoint(APART.split(key)) or key.endswith(OTHERS_ATTACHED)


def is_foreign(word: str) -> bool:
    """Written in letters that are not Latin."""
    return not word.isascii() and any(
        "LATIN" not in unicodedata.name(letter, "") for letter in word if not letter.isascii()
    )


def is_abjad(word: str) -> bool:
    """Written without most of its vowels: in Arabic or Hebrew letters."""
    return bool(ABJAD.search(word))


def latin(word: str) -> str:
    """A word in the letters a to z and digits: 王 -> wang, محمد -> mhmd, müller -> muller."""
    spelled = word if word.isascii() else NASAL.sub("न", ARABIC_START.sub("a", ARABIC_ARTICLE.sub("", word)))
    plain = spelled if word.isascii() else anyascii(spelled).lower()
    return SERVANT.sub("", re.sub("[^a-z0-9]", "", plain))


SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("tsch|tch|sch|sz|cz|sh|ch|zh", "s"),
        ("ph", "f"),
        ("th|dt", "t"),
        ("dh", "d"),
        ("bh", "b"),
        ("kh|ck|q|c", "k"),
        ("gh", "g"),
        ("x", "ks"),
        ("z", "s"),
        ("w", "v"),
        ("ee|ie", "i"),
        ("oo|ou", "u"),
        (r"(?<=.)h$", ""),
    )
)
DOUBLED = re.compile(r"(.)\1+")
GLIDES = re.compile("(?<=.)[yv]")  # و and ي are vowels as often as consonants
VOWELS = re.compile("[aeiou]")
FINAL_H = re.compile("(?<=.)h$")


def sounding(plain: str, *, abjad: bool = False) -> str:
    """A word with one letter for each sound: qasim and kassem are kasim and kasem.

    Two letters alike are one sound, but for letters between which the script leaves out a vowel.
    """
    for pattern, sound in SOUNDS:
        plain = pattern.sub(sound, plain)
    return plain if abjad else DOUBLED.sub(r"\1", plain)


def readings(word: str) -> list[str]:
    """The consonants of a word as its script may be read: in Arabic letters one by one, ث as in Arabic and in Urdu."""
    bare = ARABIC_ARTICLE.sub("", word)
    spelled = [
        "".join(sounding(anyascii(letter).lower()) for letter in reading if letter.isalpha())
        for reading in (bare, bare.translate(URDU))
    ]
    return [consonants(FINAL_H.sub("", re.sub("[^a-z]", "", text))) for text in spelled]


def skeleton(plain: str, *, abjad: bool = False) -> str:
    """The consonants by which one name is known in several spellings: Mohammed, Muhamad and محمد are mhmd."""
    return consonants(sounding(plain, abjad=abjad))


def consonants(sound: str) -> str:
    return VOWELS.sub("", GLIDES.sub("", sound))
