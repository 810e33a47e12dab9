"""A friendly reminder for a class's group, made of its own figures and the school's own rules; never a name.

The words stand in dashboard/reminders/, one file a language; en.toml says how another one is written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from importlib import resources
from math import floor
from types import MappingProxyType
from typing import Any, Literal

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from dashboard.policy import Profile
from dashboard.settings import read_toml
from dashboard.thresholds import FEWEST_FAMILIES, FEWEST_MESSAGES

FEWEST_TOLD = 5  # of what single people did: fewer, and everybody would know who is meant
RULES = MappingProxyType(  # line: the switch of the school's rules that speaks of it, and the value that asks for it
    {
        "nights": ("late", "ask"),
        "bursts": ("one_message", True),
        "questions": ("wait_to_know", True),
        "non_answers": ("wait_to_know", True),
        "side_chats": ("talk_elsewhere", True),
        "links": ("links", "school"),
        "pictures": ("pictures", "none"),
        "a_day": ("social_chat", "information"),
    }
)
TELLS = MappingProxyType(  # line: what its sentences name in braces, and the figure that stands there
    {
        "nights": {
            "count": "disturbed_school_nights",
            "whole": "school_nights",
            "start": "quiet_start",
            "end": "quiet_end",
        },
        "bursts": {"count": "saved", "whole": "messages"},
        "questions": {"count": "answered", "whole": "questions"},
        "non_answers": {"count": "non_answers"},
        "side_chats": {"count": "side_chats"},
        "links": {"count": "shop_links"},
        "pictures": {"low": "pictures_low", "count": "pictures_high"},
        "a_day": {"count": "a_day", "busy": "busy_day"},
    }
)
BY_FEW = frozenset({"nights", "bursts", "non_answers", "side_chats", "links", "pictures"})  # what single people did
ISOLATED = "\N{FIRST STRONG ISOLATE}%s\N{POP DIRECTIONAL ISOLATE}"
RIGHT_TO_LEFT = "\N{RIGHT-TO-LEFT MARK}"
AROUND_THE_CLOCK = frozenset({"bn", "el", "hi", "ko", "ms", "ur"})  # as "PM 9:00" would stand amid their own words
DIGITS = MappingProxyType({"beng": "০১২৩৪৫৬৭৮৯", "arabext": "۰۱۲۳۴۵۶۷۸۹"})


@dataclass(frozen=True)
class Figures:
    """One class's group in a period, as answers/reminder.py counts it. None: not known, and nothing is said of it."""

    class_name: str | None = None
    school: str | None = None
    first: date | None = None
    last: date | None = None
    families: int | None = None  # on roll
    quiet_start: time | None = None
    quiet_end: time | None = None
    school_nights: int | None = None  # observed
    disturbed_school_nights: int | None = None
    messages: int | None = None
    bursts: int | None = None
    saved: int | None = None  # notifications
    side_chats: int | None = None
    questions: int | None = None  # of which it is known whether a reply followed
    answered: int | None = None
    non_answers: int | None = None
    pictures_low: int | None = None  # pictures and videos
    pictures_high: int | None = None  # the same with the media that may be either
    shop_links: int | None = None
    a_day: float | None = None  # messages on the middle one of the days
    busy_day: float | None = None  # 95th percentile


@dataclass(frozen=True)
class Line:
    """A line on offer; chosen: the school's rules ask for it."""

    name: str
    chosen: bool


@dataclass(frozen=True)
class Reminder:
    """The reminder in one language, as plain text."""

    language: str
    title: str
    paragraphs: tuple[str, ...]
    closing: str


def languages() -> tuple[str, ...]:
    """The codes of the languages there is a file for: English, then the others by code."""
    files = (file.name for file in resources.files("dashboard").joinpath("reminders").iterdir())
    codes = (name.removesuffix(".toml") for name in files if name.endswith(".toml"))
    return tuple(sorted(codes, key=lambda code: (code != "en", code)))


def language_name(language: str) -> str:
    """The language in its own words: Deutsch."""
    return locale_of(language).get_display_name() or language


def direction(language: str) -> Literal["ltr", "rtl"]:
    """From which side the language is read."""
    return "rtl" if locale_of(language).text_direction == "rtl" else "ltr"


def lines(figures: Figures, profile: Profile) -> tuple[Line, ...]:
    """The lines that the figures allow, in their order, and which of them the school's rules ask for.

    Side chats are left out where the rules welcome chat and ask nobody to talk elsewhere.

    A line is left out where one of its numbers is not known. What single people did is told if it is 0 or 5 and more;
    of a class without 10 families on roll and 50 messages only what is 0, and what a day is like. A number of families
    that is not known counts as fewer than 10. Pictures and videos are left out where the export does not say of most
    that may be some whether they are.
    """
    return tuple(
        Line(name, getattr(profile, switch) == asking)
        for name, (switch, asking) in RULES.items()
        if is_tellable(name, figures) and not is_welcome(name, profile)
    )


def is_welcome(line: str, profile: Profile) -> bool:
    """Whether the school's rules welcome what the line would ask less of."""
    return line == "side_chats" and profile.social_chat == "welcome" and not profile.talk_elsewhere


def is_tellable(line: str, figures: Figures) -> bool:
    numbers = numbers_of(line, figures)
    if None in numbers.values() or numbers.get("whole") == 0:
        return False
    if line == "a_day":
        return True
    if line == "pictures" and numbers["low"] * 2 < numbers["count"]:
        return False
    if line == "questions":
        return is_large(figures) and numbers["whole"] >= FEWEST_TOLD
    fewest = FEWEST_TOLD if line in BY_FEW else 1
    return numbers["count"] == 0 or (is_large(figures) and numbers["count"] >= fewest)


def is_large(figures: Figures) -> bool:
    return (figures.families or 0) >= FEWEST_FAMILIES and (figures.messages or 0) >= FEWEST_MESSAGES


def numbers_of(line: str, figures: Figures) -> Mapping[str, Any]:
    return {name: getattr(figures, figure) for name, figure in TELLS[line].items()}


def written(figures: Figures, chosen: Iterable[str], language: str) -> Reminder:
    """The reminder in a language of `languages`, with those of the chosen lines that the figures allow.

    Raises KeyError for a language that has no file.
    """
    words, asked = wording(language), frozenset(chosen)
    group = " · ".join(" ".join(name.split()) for name in (figures.class_name, figures.school) if name)
    days = {"first": figures.first, "last": figures.last}
    told = [paragraph(line, figures, language) for line in RULES if line in asked and is_tellable(line, figures)]
    period = [words["period"].format(**as_written(days, language))] if told and all(days.values()) else []
    return Reminder(
        language=language,
        title=words["title"].format(**as_written({"group": group}, language)).rstrip(" :："),
        paragraphs=(words["thanks"], *period, *told),
        closing=words["closing"],
    )


def paragraph(line: str, figures: Figures, language: str) -> str:
    words, numbers = wording(language)[line], numbers_of(line, figures)
    values = as_written(numbers, language)
    if rounded(numbers["count"]) == 0 and "none" in words:
        return words["none"].format(**values)
    figure = words["figure"]
    if not isinstance(figure, str):
        figure = figure[locale_of(language).plural_form(numbers["whole"])]
    return f"{figure}{space_after(figure)}{words['ask']}".format(**values)


def space_after(sentence: str) -> str:
    """What stands between it and the next one: a language without full stops, as Thai, begins a new line."""
    if sentence.endswith("。"):
        return ""
    return " " if sentence.endswith((".", "!", "।", "۔")) else "\n"


def as_written(values: Mapping[str, Any], language: str) -> dict[str, str]:
    """Numbers, days and times as the language writes them; from low to count is one range."""
    shown = {name: in_words(value, language) for name, value in values.items()}
    if values.get("low") != values.get("count") and "low" in values:
        shown["count"] = f"{shown['low']}–{shown['count']}"
    return shown


def in_words(value: str | float | date | time | None, language: str) -> str:
    locale = locale_of(language)
    match value:
        case str():
            return isolated(value, language)
        case date():
            return in_digits(format_date(value, "long", locale), locale)
        case time():
            clock = "HH:mm" if language in AROUND_THE_CLOCK else "short"
            return isolated(in_digits(format_time(value, clock, locale=locale), locale), language)
        case int() | float():
            return in_digits(format_decimal(rounded(value), locale=locale, numbering_system="default"), locale)
        case None:
            return ""


def rounded(number: float) -> int:
    return floor(number + 0.5)


def in_digits(text: str, locale: Locale) -> str:
    own = DIGITS.get(str(locale.default_numbering_system))
    return text.translate(str.maketrans("0123456789", own)) if own else text


def isolated(text: str, language: str) -> str:
    """Kept together among words that run from right to left: a class's name, the "PM" of a time."""
    return ISOLATED % text if direction(language) == "rtl" and text else text


@cache
def wording(language: str) -> Mapping[str, Any]:
    """The file of a language. Raises KeyError where there is none."""
    if language not in languages():
        raise KeyError(language)
    source = resources.files("dashboard").joinpath("reminders", f"{language}.toml")
    return MappingProxyType(read_toml(source.read_bytes(), source.name))  # pyright: ignore[reportArgumentType]


def locale_of(language: str) -> Locale:
    return Locale.parse(wording(language)["locale"])


def as_text(reminder: Reminder) -> str:
    """As it is pasted into a group."""
    # Where the text around it runs from left to right, a mark keeps the full stop at the sentence's own end.
    mark = RIGHT_TO_LEFT if direction(reminder.language) == "rtl" else ""
    parts = (reminder.title, *reminder.paragraphs, reminder.closing)
    return "\n\n".join(f"{part}{mark}" for part in parts) + "\n"
