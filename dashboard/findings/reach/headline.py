"""The first sentences of Reach: whom announcements cannot reach, and one of them as an example."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from dashboard.answers import Reach
from dashboard.selection import Selection
from dashboard.words import at, counted, day, in_period, of, plural

QUESTION = "Do announcements reach?"
BANDS_TITLE = "How many families can have seen each announcement"
CAUTION = (
    "An export holds no receipts. The lower end of a band counts families who left a sign after the announcement, "
    "which depends on how chatty a group is; the upper end counts families who could have seen it. The truth lies "
    "between, and silence is no sign of anything."
)
Row = Mapping[str, Any]


def can_draw(bands: pl.DataFrame) -> bool:
    """Whether the families are counted that announcements addressed."""
    return bool(bands["n"].sum())


def figure(answer: Reach) -> tuple[str, str]:
    """The one figure of the start page, and what it counts."""
    row: Row = next(answer.whole.iter_rows(named=True), {"cannot": None})
    if row["cannot"] is None:
        return "not known", "families out of reach"
    return f"{row['cannot']:,} of {row['n']:,}", "families out of reach, at least"


def points(answer: Reach, selection: Selection) -> list[str]:
    """Who cannot be reached, then an announcement as an example, then what has been typed."""
    period = in_period(selection.period.name)
    row: Row | None = next(answer.whole.iter_rows(named=True), None)
    if row is None:
        return [nothing(answer, period)]
    bands = of_all(answer)
    counts = [] if row["class"] else [typed(bands, period)]  # a count is of the whole group, not of one class
    return [cannot(row, when(answer)) + which(row, answer.classes), *for_example(answer, bands), *counts]


def of_all(answer: Reach) -> pl.DataFrame:
    """The bands of the school, or of the one class chosen."""
    whole = answer.bands.filter(pl.col("class").is_null())
    return whole if whole.height else answer.bands


def when(answer: Reach) -> str | None:
    """The announcement that the figures speak of; None: none is over."""
    return f"when the announcement of {day(answer.latest['sent_at'].item())} was sent" if answer.latest.height else None


def nothing(answer: Reach, period: str) -> str:
    if answer.announcements.height:
        return "No roster says how many families there are, so nobody can say whom announcements reach."
    if answer.group:
        return f"No announcement was found {period} in the export of {answer.group}."
    return f"No announcement was found {period}. Name the announcement group in school.toml and add its export."


def for_example(answer: Reach, bands: pl.DataFrame) -> list[str]:
    """An announcement in a sentence, with why it is another one than the figures speak of."""
    latest = set(answer.latest["announcement"])
    return [band(row) if row["announcement"] in latest else beside(band(row)) for row in example(bands)]


def beside(said: str) -> str:
    return f"The latest with a read count: {said[0].lower()}{said[1:]}"


def example(bands: pl.DataFrame) -> Sequence[Row]:
    """The latest announcement that is over and has a read count; without one, the latest that is over."""
    over = bands.filter("complete").drop_nulls("ceiling").sort("sent_at")
    with_count = over.drop_nulls("read_low")
    return (with_count if with_count.height else over).tail(1).to_dicts()


def cannot(row: Row, when: str | None) -> str:
    """The figure to act on: families that no announcement can reach, by the latest one that is over."""
    of_whom = f"of {row['class']}" if row["class"] else "of the school"
    who = f"families {of_whom}"
    if row["cannot"] is None or when is None:
        why = "no announcement is over yet, or no roster names them"
        return f"How many {who} are out of reach cannot be said: {why}."
    if row.get("known") is None:
        return f"The roster names none of the {row['n']:,} {who}: nobody can say which were in reach {when}."
    if row["cannot"] == 0:
        those = of(row["known"], row["n"], "family")
        surely = f"{those} {of_whom} {plural(row['known'], 'was')} surely in reach {when}"
        others = row["n"] - row["known"]
        return f"{surely}; nothing shows that any other was out of reach." if others else f"{surely}."
    those = of(row["cannot"], row["n"], "family")
    return f"At least {those} {of_whom} {plural(row['cannot'], 'was')} out of reach {when}."


def which(row: Row, classes: pl.DataFrame) -> str:
    """A head-count of a group of the whole school bounds the school, and not any one class."""
    nowhere = classes["cannot"].fill_null(0).sum() == 0
    return " The group's head-count shows that, but not in which classes." if row["cannot"] and nowhere else ""


def band(row: Row) -> str:
    """One announcement: who can have seen it, and who left a sign."""
    sent = f"The announcement of {at(row['sent_at'])}"
    if not row["complete"]:
        return f"{sent} is not over yet: the export ends before its time was up."
    if row["ceiling"] is None:
        why = "there is no roster" if row["n"] == 0 else "the roster does not name the families of every class"
        return f"How many families can have seen the announcement of {at(row['sent_at'])} cannot be said: {why}."
    seen = f"{sent} can have been seen by at most {of(row['ceiling'], row['n'], 'family')}"
    sign = f"{counted(row['floor'], 'family') if row['floor'] else 'no family'} left a sign afterwards"
    if row.get("read_low") is None:
        return f"{seen}; {sign}."
    readers = f"{span(row['read_low'], row['read_high'])} {plural(row['read_high'], 'family')}"
    return f"{seen}; {sign}; the count from Message info puts its readers at {readers}."


def span(low: int, high: int) -> str:
    """60 to 103 · 4"""
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def has(part: int, whole: int) -> str:
    """1 of 3 has · 2 of 3 have · 0 of 1 announcement has"""
    return "has" if whole == 1 else plural(part, "has")


def typed(bands: pl.DataFrame, period: str) -> str:
    """How many announcements have a read count."""
    n = bands.filter(pl.col("read").is_not_null()).height
    return (
        f"{n:,} of {counted(bands.height, 'announcement')} {period} {has(n, bands.height)} a count typed from "
        "Message info."
    )
