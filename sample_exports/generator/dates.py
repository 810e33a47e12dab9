"""Term dates, holidays and the two nights a year that lose or gain an hour (Europe/London)."""

from datetime import date, datetime, timedelta

TERMS = (
    ("Autumn 2024", date(2024, 9, 3), date(2024, 12, 20)),
    ("Spring 2025", date(2025, 1, 6), date(2025, 4, 4)),
    ("Summer 2025", date(2025, 4, 22), date(2025, 7, 22)),
    ("Autumn 2025", date(2025, 9, 2), date(2025, 12, 19)),
    ("Spring 2026", date(2026, 1, 5), date(2026, 3, 27)),
    ("Summer 2026", date(2026, 4, 13), date(2026, 7, 21)),
)
HOLIDAYS = (
    ("October half-term 2024", date(2024, 10, 28), date(2024, 11, 1)),
    ("Christmas holiday 2024", date(2024, 12, 21), date(2025, 1, 5)),
    ("February half-term 2025", date(2025, 2, 17), date(2025, 2, 21)),
    ("Easter holiday 2025", date(2025, 4, 5), date(2025, 4, 21)),
    ("Early May bank holiday 2025", date(2025, 5, 5), date(2025, 5, 5)),
    ("May half-term 2025", date(2025, 5, 26), date(2025, 5, 30)),
    ("Summer holiday 2025", date(2025, 7, 23), date(2025, 9, 1)),
    ("October half-term 2025", date(2025, 10, 27), date(2025, 10, 31)),
    ("Christmas holiday 2025", date(2025, 12, 20), date(2026, 1, 4)),
    ("February half-term 2026", date(2026, 2, 16), date(2026, 2, 20)),
    ("Easter holiday 2026", date(2026, 3, 28), date(2026, 4, 12)),
    ("Early May bank holiday 2026", date(2026, 5, 4), date(2026, 5, 4)),
    ("May half-term 2026", date(2026, 5, 25), date(2026, 5, 29)),
)
SCHOOL_YEARS = (
    ("School year 2024/25", date(2024, 9, 3), date(2025, 7, 22)),
    ("School year 2025/26", date(2025, 9, 2), date(2026, 7, 21)),
)
FIRST_DAY = date(2024, 9, 2)
LAST_DAY = date(2026, 7, 17)

CLOCKS_FORWARD = (date(2025, 3, 30), date(2026, 3, 29))  # 01:00 to 02:00 never happens
CLOCKS_BACK = (date(2024, 10, 27), date(2025, 10, 26))  # 01:00 to 02:00 happens twice


def in_term(day: date) -> bool:
    """Whether `day` is a school day or a weekend inside a term, outside every holiday."""
    inside = any(starts <= day <= ends for _, starts, ends in TERMS)
    return inside and not any(starts <= day <= ends for _, starts, ends in HOLIDAYS)


def is_school_day(day: date) -> bool:
    return in_term(day) and day.weekday() < 5


def exists(moment: datetime) -> bool:
    """False for the hour that the clocks skip in March."""
    return not (moment.date() in CLOCKS_FORWARD and moment.hour == 1)


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def spoken(day: date) -> str:
    """`Friday 14 November`."""
    return f"{day:%A} {day.day} {day:%B}"
