"""Do announcements reach? in sentences. Bands only: an export holds no receipts."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from dashboard.findings.equity import in_words
from dashboard.selection import Selection
from dashboard.words import about, at, between, counted, of, plural

QUESTION = "Do announcements reach?"
CLASSES_TITLE = "Families in reach of the latest announcement that is over, by class"
BANDS_TITLE = "How many families can have seen each announcement"
CAUTION = (
    "An export holds no receipts. The lower end of a band counts families who left a sign after the announcement, "
    "which depends on how chatty a group is; the upper end counts families who could have seen it. The truth lies "
    "between, and silence is no sign of anything."
)
READ_COUNT_HELP = (
    "To narrow a band: in WhatsApp, hold the announcement, open Message info, and write the two numbers into "
    "read_counts.csv. Editing an announcement resets WhatsApp's counts."
)

Row = Mapping[str, Any]


def figure(answer: Any) -> tuple[str, str]:
    """The one figure of the start page, and what it counts."""
    what = "families who cannot be reached, at least"
    row = answer.whole.row(0, named=True) if answer.whole.height else {"cannot": None}
    if row["cannot"] is None:
        return "not known", what
    return str(row["said"]) if answer.rough else f"{row['cannot']:,} of {row['n']:,}", what


def points(answer: Any, selection: Selection) -> list[str]:
    """Who cannot be reached, then an announcement as an example, then what has been typed."""
    period = in_words(selection.period.name)
    if answer.whole.is_empty():
        return [f"No announcement was found {period}. Name the announcement group in school.toml and add its export."]
    row = answer.whole.row(0, named=True)
    if answer.rough:
        return [roughly(row)]
    return [cannot(row) + which(row, answer.classes), *map(band, example(answer.bands)), typed(answer.bands, period)]


def example(bands: pl.DataFrame) -> Sequence[Row]:
    """The latest announcement that is over and has a read count; without one, the latest that is over."""
    over = bands.filter("complete").sort("sent_at")
    counted_ones = over.drop_nulls("read_low")
    return (counted_ones if counted_ones.height else over).tail(1).to_dicts()


def cannot(row: Row) -> str:
    """The figure to act on: families that no announcement can reach."""
    who = f"families of {row['class']}" if row["class"] else "families of the school"
    if row["cannot"] is None:
        return f"How many {who} announcements can reach cannot be said: none is over yet, or there is no roster."
    if row["cannot"] == 0:
        return f"Nothing shows that any of the {row['n']:,} {who} cannot be reached by the announcement group."
    return f"At least {row['cannot']:,} of the {row['n']:,} {who} cannot be reached by the announcement group."


def which(row: Row, classes: pl.DataFrame) -> str:
    """A head-count of a group of the whole school bounds the school, and not any one class."""
    nowhere = classes["cannot"].fill_null(0).sum() == 0
    return " The group's head-count shows that, but not in which classes." if row["cannot"] and nowhere else ""


def roughly(row: Row) -> str:
    if row["cannot"] is None:
        return "There is too little to say whom announcements cannot reach."
    share = about(row["said"])
    return f"{share[0].upper()}{share[1:]} of the families of the school are known to be out of reach."


def band(row: Row) -> str:
    """One announcement: who can have seen it, and who left a sign."""
    when = f"The announcement of {at(row['sent_at'])}"
    if not row["complete"]:
        return f"{when} is not over yet: the export ends before its time was up."
    seen = f"{when} can have been seen by at most {of(row['ceiling'], row['n'], 'family')}"
    sign = f"{counted(row['floor'], 'family') if row['floor'] else 'no family'} left a sign afterwards"
    if row.get("read_low") is None:
        return f"{seen}; {sign}."
    return f"{seen}; {sign}; the count from Message info puts it at {between(row['read_low'], row['read_high'])}."


def typed(frame: pl.DataFrame, period: str) -> str:
    """How many announcements have a read count."""
    n = frame.filter(pl.col("read").is_not_null()).height
    return (
        f"{n:,} of {counted(frame.height, 'announcement')} {period} {plural(n, 'has')} a count typed from Message info."
    )


def table(answer: Any) -> pl.DataFrame:
    """By class, of the latest announcement that is over: who is surely in reach, and who is surely not."""
    frame = answer.classes
    if answer.rough:
        return frame.select(Class="class", **{"On roll": "n", "Surely in reach": "said"})
    return frame.select(
        Class="class",
        **{
            "On roll": "n",
            "Surely in reach": "known",
            "We cannot tell": pl.col("n").cast(pl.Int64) - pl.col("known") - pl.col("cannot"),
            "Surely out of reach": "cannot",
        },
    )


def announcement_table(answer: Any) -> pl.DataFrame:
    """Newest first: the text for the Parent Association alone, beside each band."""
    texts = answer.announcements.select("announcement", "text")
    frame = answer.bands.join(texts, on="announcement", how="left").sort("sent_at", descending=True)
    return frame.select(
        Sent=pl.col("sent_at").dt.strftime("%d %b %Y, %H:%M"),
        **{
            "On roll": "n",
            "Signs": "floor",
            "At most": "ceiling",
            "Read, from": "read_low",
            "to": "read_high",
            "Announcement": "text",
        },
    )
