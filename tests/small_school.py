"""A school of one class and three families, for the tests of reach: its announcements, and what is told of them."""

from datetime import datetime, timedelta

import polars as pl

from dashboard import membership, people
from dashboard.metrics import reach
from dashboard.school import School
from parsers import schema

NEWS, GROUP = "News", "Class 2B"
SCHOOL = School(announcement_chat=NEWS, pa_posters=("The PA",), allowed_domains=("school.example",))
CLASSES = pl.DataFrame({"class": ["2B"], "chat": [GROUP], "families": [3]}).pipe(schema.conform, schema.CLASSES)
MONDAY = datetime(2026, 3, 2, 9)
FAIR = "The summer fair is on Saturday the 4th of July in the big playground, from eleven to three."
NO_LISTS, NO_READS = schema.empty(schema.SNAPSHOTS), schema.empty(schema.READ_COUNTS)


def messages_of(*rows: dict) -> pl.DataFrame:
    """`hour` after Monday 9:00; with an event a notice, otherwise a text; in the class's group unless said."""
    filled = [
        {"line": line, "chat": GROUP, "sent_at": MONDAY + timedelta(hours=row["hour"]), "targets": []}
        | {"kind": "notice" if "event" in row else "text"}
        | {column: value for column, value in row.items() if column != "hour"}
        for line, row in enumerate(rows)
    ]
    return pl.DataFrame(filled, infer_schema_length=None).pipe(schema.conform, schema.MESSAGES)


def announced(hour: float = 0, text: str | None = FAIR, **more: object) -> dict:
    return {"hour": hour, "chat": NEWS, "sender": "The PA", "text": text} | more


def roster_of(*rows: dict) -> pl.DataFrame:
    filled = [{"class": "2B", "standing": "current", "role": "guardian"} | row for row in rows]
    return pl.DataFrame(filled, infer_schema_length=None).pipe(schema.conform, schema.ROSTER)


ROSTER = roster_of(
    {"family": "Ash", "guardian": "Ann Ash"},
    {"family": "Birch", "guardian": "Bob Birch"},
    {"family": "Cedar", "guardian": "Cid Cedar"},
)


def head_count(day: int, *, members: int | None = None, names: tuple[str, ...] = (), chat: str = NEWS) -> pl.DataFrame:
    taken = (MONDAY + timedelta(days=day)).date()
    counted = len(names) or None if members is None else members
    row = {"chat": chat, "taken_on": taken, "members": counted, "names": list(names)}
    return pl.DataFrame([row], infer_schema_length=None).pipe(schema.conform, schema.SNAPSHOTS)


def looked(hour: float, read: int, *, sent: float = 0) -> pl.DataFrame:
    at = {"sent_at": MONDAY + timedelta(hours=sent), "taken_at": MONDAY + timedelta(hours=hour)}
    return pl.DataFrame([{"chat": NEWS, "read": read} | at]).pipe(schema.conform, schema.READ_COUNTS)


def bands_of(
    messages: pl.DataFrame,
    roster: pl.DataFrame = ROSTER,
    *,
    lists: pl.DataFrame = NO_LISTS,
    reads: pl.DataFrame = NO_READS,
    school: School = SCHOOL,
    classes: pl.DataFrame = CLASSES,
    **more: object,
) -> pl.DataFrame:
    senders = people.senders(messages, lists, classes)
    links = people.link(senders, roster, schema.empty(schema.DECISIONS))
    timeline = membership.timeline(messages, lists)
    return reach.bands(messages, school, roster, links, timeline, lists, reads, classes, **more)  # pyright: ignore[reportArgumentType]


def band(*rows: dict, **more: object) -> dict[str, object]:
    """The band of class 2B of the first announcement, in an export that goes on for ten days."""
    told = bands_of(messages_of(*rows, announced(240, "Hello.")), **more)  # pyright: ignore[reportArgumentType]
    return told.filter((pl.col("announcement") == 1) & (pl.col("class") == "2B")).row(0, named=True)


ECHO = {"hour": 5, "sender": "Ann Ash", "text": FAIR}
