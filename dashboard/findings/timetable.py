"""What the figures of nights rest on, in words, and how to keep what was changed."""

from babel import Locale

from dashboard.bank_holidays import BankHolidays, countries, parts
from dashboard.timetable import Timetable
from dashboard.words import counted

TITLE = "Quiet hours, terms and holidays"
HOW = (
    "Change them here, and every figure on every page follows, until you close the program. A night counts with the "
    "morning after it: a school night if that is in a term, on a weekday, and in no holiday."
)
KEEP = (
    "To keep the terms and holidays, put calendar.csv into the folder of your exports. Terms written in school.toml "
    "win over it, and other files of terms there count too: take them out. To keep the rest, write these lines into "
    "school.toml in place of those that are there."
)
NO_TERMS = (
    "No term is known, so every weekday counts as a school day unless it is a listed holiday or a bank holiday. Add "
    "the terms, or a file of term dates (.csv or .ics) on the start page."
)
NOBODYS = "none: only the holidays below count"
WHOLE = "the days that the whole country has"


def held(times: Timetable) -> str:
    """Quiet hours are 21:00 to 07:00; 6 terms and 13 holidays are known; bank holidays: England, United Kingdom."""
    terms = sum(days == "term" for _, days, _, _ in times.days)
    known = f"{counted(terms, 'term')} and {counted(len(times.days) - terms, 'holiday')} are known"
    return (
        f"Quiet hours are {times.quiet_start:%H:%M} to {times.quiet_end:%H:%M}; {known}; "
        f"bank holidays: {whose(times.bank_holidays)}."
    )


def whose(days: BankHolidays | None) -> str:
    if days is None:
        return "none"
    country = Locale("en").territories.get(days.country, days.country)
    return f"{parts(days.country)[days.subdivision]}, {country}" if days.subdivision else str(country)


def country(code: str | None) -> str:
    return countries()[code] if code else NOBODYS


def parts_of(days: BankHolidays | None) -> dict[str | None, str]:
    """code -> name of what may be chosen within a country."""
    return {None: WHOLE} | (dict(parts(days.country)) if days else {})


def lines(times: Timetable) -> str:
    """The quiet hours and bank holidays as school.toml has them."""
    days = times.bank_holidays
    chosen = [f'country = "{days.country}"'] if days else ["count = false"]
    chosen += [f'subdivision = "{days.subdivision}"'] if days and days.subdivision else []
    quiet = [f"start = {times.quiet_start:%H:%M:%S}", f"end = {times.quiet_end:%H:%M:%S}"]
    return "\n".join(["[quiet_hours]", *quiet, "", "[bank_holidays]", *chosen])


def warnings(times: Timetable) -> list[str]:
    return [] if any(days == "term" for _, days, _, _ in times.days) else [NO_TERMS]
