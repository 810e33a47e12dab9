"""Whose clock are the times on? in sentences: one where nothing suggests another than the school's, and no question."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import polars as pl

from dashboard.answers.clock import Clocks
from dashboard.words import at, counted, day, listed, sentence

SAY = "say its time zone on this page"
WEEKS_ABROAD = (
    "Ask whoever exported it whether a part of it is from a phone abroad; until then, take these hours with care."
)
TWICE = (
    "When clocks go back, an hour comes twice, and the messages of both count in that hour; when they go forward, an "
    "hour is left out."
)
HOW_TO_SAY = (
    "An export has the times that its phone showed when it was made. If that phone was in another time zone, say so "
    "here, and the group's times are moved to the school's clock on every page, until you close the program. To keep "
    "it, write time_zone under the group's [[chats]] in school.toml. Read counts that were typed before keep the times "
    "of the phone and find their announcements no more: type them again."
)
OFFSETS = MappingProxyType(
    {"none": "agree", "corrected": "corrected", "not_compared": "not compared", "unresolved": "not settled"}
)
TOLD = ("corrected", "not_compared")

Row = Mapping[str, Any]


def calm(answer: Clocks) -> str:
    """The one sentence that every page has."""
    if not answer.settled:
        return f"The hours are not sure, because not all clocks are known to be the school's ({answer.zone})."
    taken = f"Times are read as school time ({answer.zone})"
    if answer.doubted:
        return f"{taken}, but some may be from another time zone."
    return f"{taken}, and nothing suggests otherwise."


def why_grey(answer: Clocks) -> str | None:
    """Why no hour can be shown as if it were known; None: it can."""
    if answer.settled:
        return None
    groups = [name(row) for row in _rows(answer) if row["offset"] == "unresolved"]
    return (
        f"The hours cannot be trusted yet: in {listed(groups)}, the exports are on different clocks or cannot be "
        "compared, and nobody has said which phone was on school time. Say on this page in which time zone the phone "
        "of the first export was."
    )


def points(answer: Clocks) -> list[str]:
    """What speaks against the school's clock, group by group, and what to do; most schools have none."""
    return [sentence(words) for row in _rows(answer) for words in _against(row, answer.zone)]


def notes(answer: Clocks) -> list[str]:
    """How exact the times are, what was corrected, what was said of zones, and what becomes of changed clocks."""
    rows = _rows(answer)
    corrected = [_told(row, words) for row in rows if row["offset"] in TOLD for words in row["offsets_said"]]
    moved = (said_zone(row, answer.zone) for row in rows if row["zone_said"])
    return [*resolution(rows), *corrected, *moved, *([TWICE] if answer.changes else [])]


def resolution(rows: Iterable[Row]) -> list[str]:
    """How exact the times are, over all groups at once."""
    coarse, fine = (
        [name(row) for row in rows if row["resolution"] == resolution] for resolution in ("minute", "second")
    )
    if not coarse:
        return ["Times are exact to the second."] if fine else []
    others = f" Those of {listed(fine)} are exact to the second." if fine else ""
    whose = f"Times of {listed(coarse)}" if fine or len(coarse) == 1 else "Times"
    phones = "on its phone" if len(coarse) == 1 else "on their phones"
    return [f"{whose} are exact to the minute: WhatsApp {phones} writes no seconds.{others}"]


def said_zone(row: Row, school_zone: str) -> str:
    if row["zone"] == school_zone:
        return f"The phone that exported {name(row)} was said to be on the school's clock."
    return f"Times of {name(row)} were moved to the school's clock from {row['zone']}, where its phone was said to be."


def zone(said: str | None) -> str:
    return said or "not said: taken as the school's"


def is_said(answer: Clocks) -> bool:
    """Whether some phone's zone was said."""
    return bool(answer.groups["zone_said"].any())


def files(names: Sequence[str]) -> str:
    """Which export is the first."""
    return f"Made of the {'exports, in this order' if len(names) > 1 else 'export'} {listed(names)}."


def name(row: Row) -> str:
    return "the announcement group" if row["class"] is None else row["class"]


def table(answer: Clocks) -> pl.DataFrame:
    """One row a group."""
    return answer.groups.select(
        Group=pl.col("class").fill_null("Announcements"),
        **{
            "Exact to the": pl.col("resolution").cast(pl.String),
            "Exports": "exports",
            "Their clocks": pl.when(pl.col("exports") > 1).then(pl.col("offset").cast(pl.String).replace(OFFSETS)),
            "Zone said": "zone",
            "At times that do not exist": "impossible",
            "Stretches that look shifted": pl.col("shifts").list.len(),
            "Quietest six hours from": pl.format("{}:00", pl.col("quietest").cast(pl.String).str.zfill(2)),
        },
    )


def _rows(answer: Clocks) -> Sequence[Row]:
    return answer.groups.rows(named=True)


def _against(row: Row, school_zone: str) -> Iterator[str]:
    if row["offset"] == "unresolved":
        yield from (_told(row, words) for words in row["offsets_said"])
    yield from (_shifted(row, stretch) for stretch in row["shifts"])
    if row["impossible"]:
        yield _impossible(row, school_zone)
    if row["quiet_by_day"]:
        yield _quiet_by_day(row)


def _told(row: Row, words: str) -> str:
    return sentence(f"{name(row)}: {words[:1].lower()}{words[1:]}")


def _shifted(row: Row, stretch: Row) -> str:
    days = f"from {day(stretch['since'])} to {day(stretch['until'])}"
    hours = abs(stretch["hours"])
    way = "ahead or behind" if hours == 12 else "ahead" if stretch["hours"] > 0 else "behind"
    off = f"about {counted(hours, 'hour')} {way}"
    return f"{name(row)}: {days} it looks as if the clock was {off}. {WEEKS_ABROAD}"


def _impossible(row: Row, school_zone: str) -> str:
    number = row["impossible"]
    stands = "line stands" if number == 1 else "lines stand"
    first = f"on {at(row['first_impossible'])}" if number == 1 else f"the first on {at(row['first_impossible'])}"
    return (
        f"{name(row)}: {number:,} {stands} at a time that {school_zone} never had, {first}, when clocks went forward. "
        f"So its phone was probably in another zone: ask whoever exported it, and {SAY}."
    )


def _quiet_by_day(row: Row) -> str:
    asked = (
        f"Is {row['zone']}, the zone that was said, right?"
        if row["zone_said"]
        else f"Was the phone that exported it in another time zone? If so, {SAY}."
    )
    return f"{name(row)}: the six quietest hours begin at {row['quietest']:02}:00, not at night. {asked}"
