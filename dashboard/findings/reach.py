"""Do announcements reach? in sentences. Bands only: an export holds no receipts."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from dashboard.answers import Reach
from dashboard.selection import Selection
from dashboard.words import about, at, between, counted, day, in_period, of, plural

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


def figure(answer: Reach) -> tuple[str, str]:
    """The one figure of the start page, and what it counts."""
    row: Row = next(answer.whole.iter_rows(named=True), {"cannot": None})
    if row["cannot"] is None:
        return "not known", "families out of reach"
    if answer.rough:
        return str(row["said"]), "families known to be out of reach"
    return f"{row['cannot']:,} of {row['n']:,}", "families out of reach, at least"


def points(answer: Reach, selection: Selection) -> list[str]:
    """Who cannot be reached, then an announcement as an example, then what has been typed."""
    period = in_period(selection.period.name)
    row: Row | None = next(answer.whole.iter_rows(named=True), None)
    if row is None:
        return [nothing(answer, period)]
    if answer.rough:
        return [roughly(row)]
    counts = [] if row["class"] else [typed(answer.bands, period)]  # a count is of the whole group, not of one class
    return [cannot(row) + which(row, answer.classes), *map(band, example(answer.bands)), *counts]


def nothing(answer: Reach, period: str) -> str:
    if answer.announcements.height:
        return "No roster says how many families there are, so nobody can say whom announcements reach."
    if answer.group:
        return f"No announcement was found {period} in the export of {answer.group}."
    return f"No announcement was found {period}. Name the announcement group in school.toml and add its export."


def example(bands: pl.DataFrame) -> Sequence[Row]:
    """The latest announcement that is over and has a read count; without one, the latest that is over."""
    over = bands.filter("complete").drop_nulls("ceiling").sort("sent_at")
    with_count = over.drop_nulls("read_low")
    return (with_count if with_count.height else over).tail(1).to_dicts()


def cannot(row: Row) -> str:
    """The figure to act on: families that no announcement can reach, by the latest one that is over."""
    who = f"families of {row['class']}" if row["class"] else "families of the school"
    if row["cannot"] is None:
        why = "no announcement is over yet, or the roster does not name them"
        return f"How many {who} are out of reach cannot be said: {why}."
    when = f"when the announcement of {day(row['sent_at'])} was sent"
    if row["cannot"] == 0:
        return f"Nothing shows that any of the {row['n']:,} {who} was out of reach {when}."
    return f"At least {row['cannot']:,} of the {row['n']:,} {who} were out of reach {when}."


def which(row: Row, classes: pl.DataFrame) -> str:
    """A head-count of a group of the whole school bounds the school, and not any one class."""
    nowhere = classes["cannot"].fill_null(0).sum() == 0
    return " The group's head-count shows that, but not in which classes." if row["cannot"] and nowhere else ""


def roughly(row: Row) -> str:
    if row["cannot"] is None:
        return "There is too little to say whom announcements cannot reach."
    when = f"when the announcement of {day(row['sent_at'])} was sent"
    return f"Known to be out of reach {when}: {about(row['said'])} families of the school."


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


def table(answer: Reach) -> pl.DataFrame:
    """By class, of the latest announcement that is over: who is surely in reach, and who is surely not."""
    frame = answer.classes
    if answer.rough:
        return frame.select(Class="class", **{"Families surely in reach, of those on roll": "said"})
    return frame.select(
        Class="class",
        **{
            "On roll": "n",
            "Surely in reach": "known",
            "We cannot tell": pl.col("n").cast(pl.Int64) - pl.col("known") - pl.col("cannot"),
            "Surely out of reach": "cannot",
        },
    )


def allowed(answer: Reach) -> str:
    """How many announcements point to where the details are."""
    linked = answer.announcements.filter("has_allowed_link").height
    made = counted(answer.announcements.height, "announcement")
    return f"{linked:,} of {made} {plural(linked, 'has')} a link to one of the school's own sites."


def outsiders(answer: Reach) -> str:
    """Messages in the announcement group by anybody who is no PA poster."""
    n = answer.from_others
    return f"{counted(n, 'message')} in the announcement group came from outside the list of PA posters."


def announcement_table(answer: Reach) -> pl.DataFrame:
    """Newest first: the text for the Parent Association alone, beside each band."""
    texts = answer.announcements.select("announcement", "text")
    frame = answer.bands.join(texts, on="announcement", how="left").sort("sent_at", descending=True)
    return frame.select(
        Sent=pl.col("sent_at").dt.strftime("%d %b %Y, %H:%M"),
        **{
            "On roll": "n",
            "Left a sign": "floor",
            "At most": "ceiling",
            "Read, at least": "read_low",
            "Read, at most": "read_high",
            "Announcement": "text",
        },
    )
