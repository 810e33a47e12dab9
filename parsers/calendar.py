"""The school's own term dates and holidays, from a table or from an iCalendar file -> CALENDAR."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from types import MappingProxyType

import icalendar
import polars as pl
from icalendar import IncompleteComponent, InvalidCalendar

from parsers.errors import CalendarError
from parsers.schema import CALENDAR, DAYS, conform
from parsers.table import by_name, day_first, days, decode, read_table, refuse, refuse_too_wide, require
from parsers.tables.workbook import is_workbook

COLUMNS = MappingProxyType(
    {
        "name": ("summary", "event", "title", "period"),
        "days": ("kind", "type"),
        "starts": ("start", "start date", "first day", "from", "begins"),
        "ends": ("end", "end date", "last day", "to", "until"),
    }
)
ICALENDAR = "BEGIN:VCALENDAR"
# Looked for in this order: a half-term is a holiday, though its name holds "term".
HOLIDAY_WORDS = r"\b(holidays?|vacations?|breaks?|half[ -]?terms?|closed|closure|inset|training day|recess)\b"
OPENING_WORDS = r"\b(begins?|starts?|start of|first day of|opens|reopens)\b"
CLOSING_WORDS = r"\b(ends?|end of|last day of|finish(es)?|closes|breaks? up)\b"
TERM_WORDS = r"\b(terms?|semesters?|trimesters?|quarters?)\b"


def looks_like(header: Sequence[str]) -> bool:
    """A header with a first and a last day of something named, and of no class; or the first line of iCalendar."""
    found = set(by_name(COLUMNS | {"class": ()})(header))
    return tuple(header[:1]) == (ICALENDAR,) or ({"name", "starts", "ends"} <= found and "class" not in found)


def read_calendar(data: bytes, file: str) -> pl.DataFrame:
    """CALENDAR from a table (name, days: term or holiday, starts, ends: both included) or from iCalendar.

    Without a column `days`, the words of the name decide, as they do in iCalendar.
    Raises EmptyFile, NotText and CalendarError: a wrong term moves every school night, so nothing is read.
    """
    text = "" if is_workbook(data) else decode(data, file)
    if text.lstrip().upper().startswith(ICALENDAR):
        return _from_icalendar(text, file)
    return _from_table(data, file)


def kind_of_days(name: pl.Expr) -> pl.Expr:
    """DAYS by the words of a name; null where it names neither a holiday nor a term."""
    lower = name.str.to_lowercase()
    holiday, term = lower.str.contains(HOLIDAY_WORDS), lower.str.contains(TERM_WORDS)
    return pl.when(holiday).then(pl.lit("holiday")).when(term).then(pl.lit("term")).cast(DAYS)


def _from_table(data: bytes, file: str) -> pl.DataFrame:
    table = read_table(data, file, by_name(COLUMNS), CalendarError)
    require(table, ("name", "starts", "ends"), CalendarError, "A calendar")
    refuse_too_wide(table, CalendarError)
    raw = table.rows
    order = day_first(pl.concat([raw["starts"], raw["ends"]]))
    given = pl.col("days").str.to_lowercase().cast(DAYS, strict=False) if "days" in raw.columns else pl.lit(None, DAYS)
    read = raw.select(
        "line",
        "name",
        pl.coalesce(given, kind_of_days(pl.col("name"))).alias("days"),
        days("starts", day_first=order).alias("starts"),
        days("ends", day_first=order).alias("ends"),
    )
    unclear = raw["days"].is_not_null() & raw.select(given.is_null()).to_series() if "days" in raw.columns else False
    for wrong, problem, remedy in (
        (pl.col("name").is_null(), "the term or holiday has no name.", 'Write a name, such as "Autumn 2025".'),
        (pl.lit(unclear), "the kind of days is not known.", 'Write "term" or "holiday".'),
        (pl.col("days").is_null(), "neither a term nor a holiday.", 'Add a column "days" with "term" or "holiday".'),
        (pl.col("starts").is_null(), "the first day cannot be read.", "Write it as 2025-09-03."),
        (pl.col("ends").is_null(), "the last day cannot be read.", "Write it as 2025-12-19."),
        (pl.col("ends") < pl.col("starts"), "it ends before it starts.", "Exchange or correct the two dates."),
    ):
        refuse(table, read, wrong, CalendarError, problem, remedy)
    return conform(read.drop("line"), CALENDAR)


def _from_icalendar(text: str, file: str) -> pl.DataFrame:
    try:
        events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    except ValueError:
        raise CalendarError(
            file, "The calendar is damaged.", "Export it from the calendar program again, or write calendar.csv."
        ) from None
    rows = [row for event in events if isinstance(event, icalendar.Event) and (row := _all_day(event)) is not None]
    frame = pl.DataFrame(rows, schema={"name": pl.String, "starts": pl.Date, "ends": pl.Date}, orient="row")
    named = frame.with_columns(days=kind_of_days(pl.col("name"))).drop_nulls("days")
    calendar = _paired(named.sort("starts", maintain_order=True)).unique(maintain_order=True)
    if calendar.is_empty():
        raise CalendarError(
            file,
            "No all-day event of this calendar is named as a term, a holiday or a half-term.",
            "Write the terms in calendar.csv with the columns name, days, starts, ends.",
        )
    return conform(calendar, CALENDAR)


def _all_day(event: icalendar.Event) -> tuple[str, date, date] | None:
    """Name, first day and last day (both included) of an all-day event; None for any other, or one without a day."""
    try:
        first, after = event.start, event.end  # DTEND is the day after; without one, an event is a day long
    except (InvalidCalendar, IncompleteComponent):
        return None
    if isinstance(first, datetime) or isinstance(after, datetime) or event.get("STATUS") == "CANCELLED":
        return None
    return str(event.get("SUMMARY", "")), first, max(first, after - timedelta(days=1))


def _paired(events: pl.DataFrame) -> pl.DataFrame:
    """`events` (sorted by starts), "Autumn term begins" and the next "… ends" as one term; an edge alone is none."""
    lower, a_day = pl.col("name").str.to_lowercase(), pl.col("starts") == pl.col("ends")
    opens, closes = lower.str.contains(OPENING_WORDS), lower.str.contains(CLOSING_WORDS)
    edge = a_day & (opens != closes)
    pairs = (
        events.filter(edge)
        .with_columns(opens.alias("opens"), pl.col("ends").shift(-1).over("days"))
        .filter(pl.col("opens") & ~pl.col("opens").shift(-1).over("days"))
        .with_columns(lower.str.replace_all(OPENING_WORDS, "").str.strip_chars(" :-–").str.to_titlecase().alias("name"))
    )
    whole = events.filter(~edge & ~(a_day & (pl.col("days") == "term")))  # a term of one day is an event in one
    return pl.concat([whole, pairs.select(whole.columns)]).sort("starts", maintain_order=True)
