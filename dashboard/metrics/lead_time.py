"""How long before the day that it names an announcement was sent (METRICS.md, "Useful beside it").

The words are those of `date_words`. Where a text may name a day or something else, it names none: a wrong day does
more harm than a missing one.
"""

import re
from datetime import date, timedelta

import polars as pl

from dashboard.metrics.date_words import DateWords, date_words, folded
from dashboard.metrics.urls import LINK

FARTHEST_DAYS = 300  # without a year, the next such day, but 4 July in a text of 10 July is past
NEAR = 40  # characters between "this Friday" and the "4 July" that it is
BESIDE = re.compile(r"[\s,.(\u2013-]*(?:(?:the|den|dem|le|el|il|dia)\s+)?")
ALSO_WORDS = frozenset({"march", "may", "out", "set"})  # months if written as names
FRACTIONS = frozenset({"1/2", "1/3", "2/3", "1/4", "3/4", "24/7"})
MORNINGS = frozenset({"manana", "morgen"})
MORNING_BEFORE = re.compile(r"\b(?:la|esta|buena|goede|goeden|guten|schonen|am)\s$")
ARTICLE = r"(?:the|den|dem|der|le|la|el|il|lo|a|o)\s+"
PERHAPS_PAST = re.compile(  # "from" and "for" are in thanks and on photos of a day that is over
    r"\b(?:last|past|previous|from|for|since|week\s+on|fortnight\s+on"
    r"|letzte[nrms]?|vergangene[nrms]?|vorige[nrms]?|seit|von|vom|fur"
    r"|depuis|du|pour|merci\s+pour|desde|del|por|gracias\s+por|ultim[ao]|passad[ao]|scors[ao]|da|dal|dallo|per"
    r"|afgelopen|sinds|van|zesz\w+|ostatni\w*|minion\w+|прошл\w+)"
    rf"\s+(?:{ARTICLE})?$"
    r"|\b(?:thanks?|thank\s+you)\b[^.!?\n|]*\s$|\bfrom\s+\w+\s*(?:to|till|until|[-\u2013])\s*$"
)
PAST_AFTER = re.compile(r"\s+(?:dernier|derniere|passee?|pasado|passad[ao]|scors[ao])\b(?!\s+manana)")
WEEK_AFTER = re.compile(r"\s+(?:week|fortnight)\b")
A_WEEK_LATER = re.compile(r"\s+week\b(?!\s+(?:\d|one\b|two\b|[a-f]\b))")
LAST_MONTH = 12
WEEKS_AHEAD = 9  # "Friday 24th" without a month
NO_DATES = re.compile(
    rf"{LINK.removeprefix('(?i)')}"
    r"|(?:\d{1,2}(?:[.:]\d\d)?\s*(?:[-\u2013]|to|until|till)\s*)?(?<![\d/])\d{1,2}(?:[.:]\d\d)?\s*(?:[ap]\.?m\b\.?|uhr\b|o'clock\b)"
    r"|[£$€₹¥]\s*\d[\d.,]*"
    r"|\b(?:years?|yrs?|class(?:es)?|grades?|rooms?|ages?d?|ks|klasse|klas|classe|clase|turma)\.?\s*\d{1,2}[a-z]?"
    r"(?:\s*(?:[/&+\u2013-]|and|to|or|und|et|y|e)\s*\d{1,2}[a-z]?)*\b"
)


def lead_days(
    announcements: pl.DataFrame, *, day_first: bool = True, languages: tuple[str, ...] = ("en",)
) -> pl.DataFrame:
    """announcement, named_on Date?, lead_days Int32?: the first day, as the text goes, that is not before the sending.

    Announcements: announcement, sent_at, text. lead_days: whole days from the day of sending; 0 is the same day; both
    null where the text names no such day. Without a year, the next such day at most 300 days ahead. A weekday alone is
    the next one after the day of sending, unless a date that falls on it stands near; one that may be past ("last",
    "from", "thank you for Friday") names none, and "Friday week" is seven days later. Of several days ("4 and 5 July")
    the first. Prices, times, links, class names, fractions and a month alone name none. day_first: 04/07 is 4 July.
    Raises babel.UnknownLocaleError for a language that nobody registered.
    """
    words = date_words(languages)
    rows = announcements.select("announcement", "text", sent_on=pl.col("sent_at").dt.date())
    named = [named_day(text, sent_on, words, day_first) for text, sent_on in rows.select("text", "sent_on").iter_rows()]
    return rows.select("announcement", "sent_on", named_on=pl.Series(named, dtype=pl.Date)).select(
        "announcement", "named_on", lead_days=(pl.col("named_on") - pl.col("sent_on")).dt.total_days().cast(pl.Int32)
    )


def named_day(text: str | None, sent_on: date, words: DateWords, day_first: bool) -> date | None:
    """The first day, as the text goes, that is not before `sent_on`."""
    written = folded(text or "")
    lower = NO_DATES.sub(lambda found: "|" * len(found[0]), written.lower())
    weekday: tuple[date, re.Match[str]] | None = None
    for match in words.pattern.finditer(lower):
        something_else = means_another(match, written, words)
        day = None if something_else else day_of(match, sent_on, words, day_first)
        if weekday is not None:
            if something_else or not tells_the_day_of(*weekday, match, day):
                return weekday[0]
            weekday = None
        if day is not None and day >= sent_on:
            if match["wd"] is None:
                return day
            weekday = (day, match)
    return weekday[0] if weekday is not None else None


def tells_the_day_of(next_one: date, weekday: re.Match[str], match: re.Match[str], day: date | None) -> bool:
    """Whether a weekday is the `day`, past or not, that the match after it names: beside it, or near and the same."""
    if match["wd"] or match["soon"]:
        return False
    between = match.string[weekday.end() : match.start()]
    near = len(between) <= NEAR and day is not None and day >= next_one and day.weekday() == next_one.weekday()
    return near or BESIDE.fullmatch(between) is not None


def means_another(match: re.Match[str], written: str, words: DateWords) -> bool:
    """A weekday that may be past, a fraction, the morning (la manana, Guten Morgen), or a word as "may" is."""
    before = match.string[max(0, match.start() - NEAR) : match.start()]
    if match["wd"]:
        return PERHAPS_PAST.search(before) is not None or PAST_AFTER.match(match.string, match.end()) is not None
    if match["soon"] in MORNINGS:
        return written.startswith("Morgen", match.start()) or MORNING_BEFORE.search(before) is not None
    month = "dm" if match["dm"] else "mm"
    if match[month] in ALSO_WORDS and written[match.start(month)].islower():
        last_word = re.findall(r"\w+", before)[-1:]
        return not (match["ord"] or match["of"] or match["dy"] or match["my"] or set(last_word) & words.weekdays.keys())
    return match[0] in FRACTIONS


def day_of(match: re.Match[str], sent_on: date, words: DateWords, day_first: bool) -> date | None:
    """The day that a match names, whether or not it is past; None where there is no such day."""
    match {name: value for name, value in match.groupdict().items() if value is not None}:
        case {"soon": word}:
            return sent_on + timedelta(days=words.soon[word])
        case {"wd": weekday, **number}:
            day = weekday_after(weekday, number.get("wn"), sent_on, words)
            return day if WEEK_AFTER.match(match.string, match.end()) is None else week_later(day, match)
        case {"iy": year, "im": month, "id": day}:
            return dated(year, month, day, sent_on)
        case {"cm": month, "cd": day, **year}:
            return dated(year.get("cy"), month, day, sent_on)
        case {"dd": day, "dm": month, **rest}:
            return dated(rest.get("dy"), words.months[month], day, sent_on)
        case {"mm": month, "md": day, **year}:
            return dated(year.get("my"), words.months[month], day, sent_on)
        case {"sa": first, "sb": second, **year}:
            return in_numbers(first, second, year.get("sy"), sent_on, day_first)
        case {"pa": first, "pb": second, "py": year}:
            return in_numbers(first, second, year, sent_on, day_first)
        case {"qa": day, "qb": month}:
            return dated(None, month, day, sent_on)
        case _:
            return None


def in_numbers(first: str, second: str, year: str | None, sent_on: date, day_first: bool) -> date | None:
    """Read the other way round where there is no such month."""
    month_second = int(second) <= LAST_MONTH if day_first else int(first) > LAST_MONTH
    day, month = (first, second) if month_second else (second, first)
    return dated(year, month, day, sent_on)


def dated(year: str | None, month: str | int, day: str, sent_on: date) -> date | None:
    """The day of a year as written (two digits or four); without one, the next such day that is not too far."""
    if year is not None:
        return date_or_none(int(year) % 100 + 2000, int(month), int(day))
    days = [date_or_none(year, int(month), int(day)) for year in range(sent_on.year, sent_on.year + 2)]
    ahead = [each for each in days if each and sent_on <= each <= sent_on + timedelta(days=FARTHEST_DAYS)]
    return min(ahead, default=None)


def date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def week_later(day: date | None, weekday: re.Match[str]) -> date | None:
    """Friday week; "Friday, week 2" and "Friday fortnight" name none."""
    if day is None or A_WEEK_LATER.match(weekday.string, weekday.end()) is None:
        return None
    return day + timedelta(days=7)


def weekday_after(name: str, number: str | None, sent_on: date, words: DateWords) -> date | None:
    """The next such weekday after the day of sending; with a number after it, the next one that is that day of a month.

    None where no such weekday of the next nine weeks is.
    """
    days_until = (words.weekdays[name] - sent_on.weekday()) % 7
    weeks = [sent_on + timedelta(days=days_until + 7 * week) for week in range(WEEKS_AHEAD)]
    if number is not None:
        return next((day for day in weeks if day.day == int(number)), None)
    return (weeks[0] if days_until else weeks[1]) if name in words.alone else None
