"""How days are named in the languages of a school's chats: names from CLDR (Babel), as one pattern to search with.

CLDR has no "today" and "tomorrow" that Babel passes on, so those of some languages are listed here.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from babel import Locale

SHORTEST = 3  # letters of a month's name that stand for all of it
ALPHABETIC = 0x530  # Latin, Greek and Cyrillic, in which names are cut short so, end here
GLUED = frozenset({"ar", "he", "ja", "ko", "th", "zh"})  # words stand without spaces, or with others before them
INFLECTED = frozenset({"cs", "pl", "ru", "uk"})  # on a środa is w środę
MARKS = re.compile("[\u0300-\u036f\u0653-\u0655\u093c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
SOON: Mapping[str, tuple[tuple[str, int], ...]] = MappingProxyType(
    {
        "de": (("heute", 0), ("morgen", 1), ("ubermorgen", 2)),
        "en": (("today", 0), ("tonight", 0), ("tomorrow", 1), ("day after tomorrow", 2)),
        "es": (("hoy", 0), ("manana", 1), ("pasado manana", 2)),
        "fr": (("aujourd'hui", 0), ("demain", 1), ("apres-demain", 2)),
        "it": (("oggi", 0), ("domani", 1), ("dopodomani", 2)),
        "nl": (("vandaag", 0), ("morgen", 1), ("overmorgen", 2)),
        "pl": (("dzis", 0), ("dzisiaj", 0), ("jutro", 1), ("pojutrze", 2)),
        "pt": (("hoje", 0), ("amanha", 1), ("depois de amanha", 2)),
    }
)
SHORT_ENGLISH = MappingProxyType(
    {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4}
)  # "sat" and "sun" are words of their own

START = r"(?<!\w)(?<!\d[.:/,-])"
ORDINAL = r"(?:st|nd|rd|th|er|eme|ste|o|\.)"
AND = r"(?:\s*[-\u2013\u2014/&+]\s*|\s+(?:and|to|till|until|y|al?|et|au|und|bis|e|ed|i|do|tot|en|och)\s+)"
OF = r"(?:of\s+|de\s+|di\s+|d'|\u05d1)"
NUMBER_END = r"(?:st|nd|rd|th|\.)?(?!\w|[.:/]\d)"
NEVER = r"(?!)"
YEAR = r"20\d\d(?!\d)"


@dataclass(frozen=True)
class DateWords:
    """pattern: its groups are named as in `pattern_of`. The mappings' names are folded, in lower case."""

    pattern: re.Pattern[str] = field(repr=False)
    months: Mapping[str, int]
    weekdays: Mapping[str, int]  # Monday is 0
    alone: frozenset[str]  # the weekdays that need no number beside them
    soon: Mapping[str, int]  # days from the day of sending


def folded(text: str) -> str:
    """Without accents, in one spelling of digits, letters and apostrophes; capitals stay."""
    plain = MARKS.sub("", unicodedata.normalize("NFKD", text))
    return plain.replace("\u2019", "'").replace("\u0131", "i")


@cache
def date_words(languages: tuple[str, ...]) -> DateWords:
    """The words of these languages (codes as parsers.wording has them: en, pt-BR).

    A beginning of a month's name, of three letters or more, stands for it unless it may be another's. Raises
    babel.UnknownLocaleError for a code that nobody registered.
    """
    locales = [Locale.parse(language, sep="-") for language in languages]
    months = unambiguous(whole_months(locales))
    beginnings = unambiguous((name[:end], month) for name, month in months.items() for end in cuts(name))
    weekdays = unambiguous(each for locale in locales for each in weekday_names(locale, "wide"))
    short = unambiguous(each for locale in locales for each in weekday_names(locale, "abbreviated"))
    spoken = dict(SHORT_ENGLISH) if set(languages) == {"en"} else {}
    soon = unambiguous(each for locale in locales for each in SOON.get(locale.language, ()))
    months, every_weekday = beginnings | months, short | spoken | weekdays
    return DateWords(
        pattern=pattern_of(locales, months, every_weekday, soon),
        months=MappingProxyType(months),
        weekdays=MappingProxyType(every_weekday),
        alone=frozenset(weekdays) | frozenset(spoken),
        soon=MappingProxyType(soon),
    )


def whole_months(locales: Iterable[Locale]) -> Iterable[tuple[str, int]]:
    for locale in locales:
        for context, width in (("format", "wide"), ("stand-alone", "wide"), ("format", "abbreviated")):
            for month, name in locale.months[context][width].items():
                if not name[0].isdigit():
                    yield folded(name).lower().rstrip("."), month


def weekday_names(locale: Locale, width: str) -> Iterable[tuple[str, int]]:
    for weekday, name in locale.days["format"][width].items():
        spelt = folded(name).lower().rstrip(".")
        yield spelt, weekday
        if locale.language in INFLECTED and width == "wide" and spelt[-1] in "aа":
            yield from ((spelt[:-1] + ending, weekday) for ending in ("e", "у", "y", "i", "u"))


def cuts(name: str) -> range:
    return range(SHORTEST, len(name) if all(ord(letter) < ALPHABETIC and letter != " " for letter in name) else 0)


def unambiguous(names: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Each name that means one thing alone."""
    pairs = set(names)
    meanings: dict[str, list[int]] = {name: [] for name, _ in pairs}
    for name, meaning in pairs:
        meanings[name].append(meaning)
    return {name: meant[0] for name, meant in sorted(meanings.items()) if len(meant) == 1}


def pattern_of(
    locales: Collection[Locale], months: Collection[str], weekdays: Collection[str], soon: Collection[str]
) -> re.Pattern[str]:
    """Every way to name a day, in lower case. Of the groups of a match, those of one way are filled:

    y-m-d        iy im id; with slashes or dots, too
    d/m, d/m/y   sa sb sy; with dots or dashes and a year: pa pb py; with dots alone: qa qb (a language of 4.7.)
    7月4日        cy cm cd
    4 July       dd ord of dm dy; July 4: mm md my (a language of that order)
    on Friday    wd, wn: a number after it
    tomorrow     soon
    """
    glued = any(locale.language in GLUED for locale in locales)
    before, after = ("", "") if glued else (r"(?<!\w)", r"(?!\w)")
    month, weekday, relative = any_of(months), any_of(weekdays), any_of(soon)
    numbered = [
        r"(?<!\d)(?P<iy>20\d\d)(?:[-/]|\.\s?)(?P<im>\d{1,2})(?:[-/]|\.\s?)(?P<id>\d{1,2})(?!\d)",
        START + r"(?P<sa>\d{1,2})/(?P<sb>\d{1,2})(?:/(?P<sy>20\d\d|\d\d))?(?![\w/]|\.\d|\s+of\b)",
        START + r"(?P<pa>\d{1,2})[.-](?P<pb>\d{1,2})[.-](?P<py>20\d\d|\d\d)(?!\w)",
        ("" if any(map(ends_in_dots, locales)) else NEVER) + START + r"(?P<qa>\d{1,2})\.\s?(?P<qb>\d{1,2})\.(?!\w)",
        rf"(?<!\d)(?:(?P<cy>20\d\d){either('年', '년')}\s*)?(?P<cm>\d{{1,2}}){either('月', '월')}\s*"
        rf"(?P<cd>\d{{1,2}}){either('日', '号', '號', '일')}",
        rf"{START}(?P<dd>\d{{1,2}})(?P<ord>{ORDINAL})?"
        rf"(?:{AND}(?:{before}{weekday}\.?\s+)?(?:the\s+)?\d{{1,2}}{ORDINAL}?)?"
        rf"\s*(?P<of>{OF})?(?P<dm>{month}){after}\.?(?:,?\s*(?:de\s+)?(?P<dy>{YEAR}))?",
    ]
    named = [
        ("" if any(map(month_comes_first, locales)) else NEVER)
        + rf"(?P<mm>{month})\.?\s+(?:the\s+)?(?P<md>\d{{1,2}}){NUMBER_END}(?!\s+{month}{after})"
        rf"(?:,?\s+(?P<my>{YEAR}))?",
        rf"(?P<wd>{weekday}){after}(?=(?:\.?,?\s+(?:the\s+|den\s+|le\s+)?(?P<wn>\d{{1,2}}){NUMBER_END})?)",
        rf"(?P<soon>{relative}){after}",
    ]
    initials = "".join(sorted({re.escape(name[0]) for names in (months, weekdays, soon) for name in names}))
    return re.compile(rf"(?=\d)(?:{'|'.join(numbered)})|(?=[{initials}]){before}(?:{'|'.join(named)})")


def any_of(names: Iterable[str]) -> str:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return f"(?:{'|'.join(map(re.escape, longest_first))})" if longest_first else NEVER


def either(*signs: str) -> str:
    return f"(?:{'|'.join(map(folded, signs))})"


def ends_in_dots(locale: Locale) -> bool:
    """4.7. is the fourth of July."""
    return re.fullmatch(r"d+\.\s?M+\.", skeleton(locale, "Md")) is not None


def month_comes_first(locale: Locale) -> bool:
    return any(skeleton(locale, name).startswith(("M", "L")) for name in ("MMMd", "MMMMd"))


def skeleton(locale: Locale, name: str) -> str:
    return str(locale.datetime_skeletons[name])
