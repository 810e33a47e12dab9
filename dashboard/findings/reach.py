"""Do announcements reach? in sentences. Bands only: an export holds no receipts."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from dashboard.findings.equity import in_words
from dashboard.selection import Selection
from dashboard.words import at, between, counted, of, plural

QUESTION = "Do announcements reach?"
UNREACHABLE_TITLE = "Families whom no announcement can reach, of the families on roll"
BANDS_TITLE = "How many families can have seen each announcement"
CAUTION = (
    "An export holds no receipts. The lower end of a band counts families who left a sign after the announcement, which "
    "depends on how chatty a group is; the upper end counts families who could have seen it. The truth lies between, "
    "and silence is no sign of anything."
)
READ_COUNT_HELP = (
    "To narrow a band: in WhatsApp, hold the announcement, open Message info, and write the two numbers into "
    "read_counts.csv. Editing an announcement resets WhatsApp's counts."
)

Row = Mapping[str, Any]


def points(answer: Any, selection: Selection) -> list[str]:
    """Who cannot be reached, then the latest announcement that is over, then what has been typed."""
    period = in_words(selection.period.name)
    if answer.bands.is_empty():
        return [f"No announcement was found {period}. Name the announcement group in school.toml and add its export."]
    if answer.rough:
        return [roughly(answer.unreachable)]
    over = answer.bands.filter("complete").sort("sent_at")
    latest = [band(row) for row in over.tail(1).iter_rows(named=True)]
    said = [cannot(answer.unreachable), *latest, typed(answer.bands, period)]
    return [sentence for sentence in said if sentence]


def cannot(frame: pl.DataFrame) -> str | None:
    """The figure to act on: families that no announcement can reach."""
    known = frame.drop_nulls("cannot")
    if known.is_empty():
        return None
    short, n = int(known["cannot"].sum()), int(known["n"].sum())
    if known.height == 1:
        where = f"of {known['class'][0]}"
        return f"At least {of(short, n, 'family')} {where} cannot be reached by the announcement group."
    classes = known.filter(pl.col("cannot") > 0).height
    return (
        f"At least {short:,} of {n:,} families' places, in {counted(classes, 'class')}, cannot be reached by the "
        "announcement group."
    )


def roughly(frame: pl.DataFrame) -> str:
    known = frame.drop_nulls("cannot")
    if known.is_empty():
        return "There is too little to say whom announcements cannot reach."
    short, n = known["cannot"].sum(), known["n"].sum()
    return f"At least about {round(short / n * 20) * 5} % of families' places cannot be reached by the announcement group."


def band(row: Row) -> str:
    """One announcement: who can have seen it, and who left a sign."""
    when = f"The announcement of {at(row['sent_at'])}"
    if not row["complete"]:
        return f"{when} is not over yet: the export ends before its time was up."
    seen = f"{when} can have been seen by at most {of(row['ceiling'], row['n'], 'family')}"
    sign = f"{counted(row['floor'], 'family')} left a sign afterwards"
    if row.get("read_low") is None:
        return f"{seen}; {sign}."
    return f"{seen}; {sign}; the count from Message info puts it at {between(row['read_low'], row['read_high'])}."


def typed(frame: pl.DataFrame, period: str) -> str:
    """How many announcements have a read count."""
    if "read" not in frame.columns:
        return f"{counted(frame.height, 'announcement')} {period}."
    n = frame.filter(pl.col("read").is_not_null()).height
    return f"{n:,} of {counted(frame.height, 'announcement')} {period} {plural(n, 'has')} a count typed from Message info."


def spoken(answer: Any) -> str:
    rows = answer.unreachable.iter_rows(named=True)
    return "; ".join(f"{row['class']}: {figure(row)}" for row in rows) + "."


def figure(row: Row) -> str:
    if "said" in row:
        return row["said"]
    return "not known" if row["cannot"] is None else f"{row['cannot']} of {row['n']} families"


def table(answer: Any) -> pl.DataFrame:
    frame = answer.unreachable
    part = "said" if answer.rough else "cannot"
    return frame.select(Class="class", **{"Families on roll": "n", "Cannot be reached, at least": part})


def announcement_table(answer: Any) -> pl.DataFrame:
    """Newest first: the text for the Parent Association alone, beside each band."""
    texts = answer.announcements.select("announcement", "text")
    frame = answer.bands.join(texts, on="announcement", how="left").sort("sent_at", descending=True)
    return frame.select(
        Sent="sent_at",
        Announcement="text",
        **{
            "Families on roll": "n",
            "Left a sign": "floor",
            "Can have seen it, at most": "ceiling",
            "Read, at least": "read_low",
            "Read, at most": "read_high",
            "Over": "complete",
        },
    )
