"""What each class, each year and all together answer to a question in each period, as bounds and in words."""

import re
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any
from weakref import WeakKeyDictionary

import polars as pl

from dashboard.findings.school.questions import Question
from dashboard.findings.school.spoken import pair
from dashboard.summary.per_cent import outer
from dashboard.summary.school import Combined
from dashboard.summary.settled import apart
from dashboard.thresholds import MISSING_DAYS

WHOLE = "All shown"  # of a school in part: classes that are missing, or too small, are in no sum; see called_whole
TOLD, HIDDEN = "told", "too few"  # as Combined.figures has them
TOO_FEW, NOT_KNOWN, BY_CLASS = "too few to show", "not known", "shown by class"
NO_RECORDS, TOO_SHORT, NOT_IN_IT, UNSURE = "no records then", "records too short", "not in its summary", "unsure"
ALONE = "as the one told of"  # all together, of which one class or year is told
MAY_MISS = timedelta(MISSING_DAYS)
WITHOUT: Mapping[str, str] = MappingProxyType(
    {
        "missing": "no summary yet",
        "no group": "no group",
        "no export": "no export",
        "not exported": "chose not to be exported",
    }
)
READINGS = pl.Schema(
    {
        "label": pl.String,
        "group": pl.String,  # null: all together
        "kind": pl.String,  # class, year, school
        "period": pl.String,
        "low": pl.Float64,
        "high": pl.Float64,
        "most": pl.Float64,  # the least that the upper figure may stand for; null: not told
        "sure": pl.Boolean,
        "said": pl.String,
    }
)
KEYS = ("group", "period")
Row = dict[str, Any]
_remembered: WeakKeyDictionary[Combined, dict[Question, pl.DataFrame]] = WeakKeyDictionary()  # a page reads it 35 times


def readings(school: Combined, question: Question) -> pl.DataFrame:
    """A row all that is shown together (where more than one is told), then a row each class or year, in each period.

    Returns READINGS: low and high, the least and the most as parts of 1 (null: not told); `said`, the answer in words,
    or why there is none. Classes come in the order in which people read them: 2A before 10A.
    """
    read = _remembered.setdefault(school, {})
    if question not in read:
        read[question] = _readings(school, question)
    return read[question]


def _readings(school: Combined, question: Question) -> pl.DataFrame:
    places = pl.concat([_whole(school), _groups(school)]).join(school.periods, how="cross", maintain_order="left_right")
    with_ends = places.join(_ends(school, question), on=KEYS, how="left", nulls_equal=True, maintain_order="left")
    rows = [_read(row, question) for row in with_ends.iter_rows(named=True)]
    read = pl.DataFrame(rows, schema=READINGS)
    several = _told_of(school) if question.of_announcements else _told(read.drop_nulls("group").filter(is_told()))
    return _together(read, [period for period, number in several.items() if number > 1])


def _told(rows: pl.DataFrame) -> dict[str, int]:
    return dict(rows.group_by("period").agg(pl.col("group").n_unique()).iter_rows())


def _told_of(school: Combined) -> dict[str, int]:
    """By period, the classes and years of which anything is told: an announcement's own whole is of all of them."""
    return _told(school.figures.drop_nulls("group").filter(pl.col("told") == TOLD))


def _together(read: pl.DataFrame, several: list[str]) -> pl.DataFrame:
    """`read` with all together where more than one is told: of one alone its bounds would say less than its own row."""
    whole, shown = pl.col("group").is_null(), pl.col("period").is_in(several)
    kept = read.filter(~whole | (is_told() & shown).any().over("group"))
    blank = {"low": None, "high": None, "most": None, "sure": True, "said": ALONE}
    alone = whole & ~shown & is_told()
    return kept.with_columns(
        pl.when(alone).then(pl.lit(value, READINGS[name])).otherwise(name).alias(name) for name, value in blank.items()
    )


def is_told() -> pl.Expr:
    """Whether a reading has a figure."""
    return pl.col("low").is_not_null()


def in_name_order(name: str) -> tuple[list[str | int], str]:
    """To sort by: words and numbers by turns, so that 2A comes before 10A."""
    parts = re.split(r"(\d+)", name.casefold())
    return [int(part) if index % 2 else part for index, part in enumerate(parts)], name


def _groups(school: Combined) -> pl.DataFrame:
    """Classes, then years, each by name."""
    order = {name: place for place, name in enumerate(sorted(school.groups["group"], key=in_name_order))}
    by_name = school.groups.sort(
        pl.col("kind") == "year", pl.col("group").replace_strict(order, return_dtype=pl.Int64, default=None)
    )
    kept = pl.col("kind", "state", "source").cast(pl.String)
    return by_name.select("group", kept, "year", "first", "last", "times_settled", label="group")


def _whole(school: Combined) -> pl.DataFrame:
    settled = bool(school.groups["times_settled"].fill_null(value=True).all())
    own = dict.fromkeys(("group", "source", "year", "first", "last")) | {"kind": "school", "state": "export"}
    row = {**own, "times_settled": settled, "label": called_whole(school)}
    return pl.DataFrame([row], schema=_groups(school).schema)


def called_whole(school: Combined) -> str:
    """What all together are called: WHOLE; as a class or year that is called so too is not."""
    return apart(WHOLE, school.groups["group"].to_list())


def _ends(school: Combined, question: Question) -> pl.DataFrame:
    """group, period: both figures side by side, whether anything is told, and the year's row."""
    ends = school.figures.group_by("group", "period").agg(any_told=(pl.col("told") == TOLD).any())
    for name, figure in (("least", question.least), ("most", question.most)):
        ends = ends.join(_figure(school, name, figure), on=KEYS, how="left", nulls_equal=True)
    return ends.join(_with_year(school, ends), on=KEYS, how="left", nulls_equal=True)


def _figure(school: Combined, name: str, figure: str) -> pl.DataFrame:
    columns = ("said", "low", "high", "told", "linked_enough")
    own = school.figures.filter(pl.col("figure") == figure)
    return own.select(*KEYS, *(pl.col(column).alias(f"{name}_{column}") for column in columns))


def _with_year(school: Combined, ends: pl.DataFrame) -> pl.DataFrame:
    """group, period, together: the year's row that tells of a class in that period, where there is one."""
    years = school.groups.filter(pl.col("kind") == "year").select("year", together="group")
    told = ends.filter("any_told").select("period", together="group").join(years, on="together")
    classes = school.groups.filter(pl.col("kind") == "class").select("group", "year")
    return classes.join(told, on="year").select("group", "period", "together").unique(["group", "period"])


def _read(row: Row, question: Question) -> Row:
    sure = _is_sure(row, question)
    low, high, said = _bounds(row)
    if said is None:
        said = _why(row)
    elif not sure:
        said = f"{said}, {UNSURE}"
    named = {name: row[name] for name in ("label", "group", "kind", "period")}
    return {**named, "most": row["most_low"], "low": low, "high": high, "sure": sure, "said": said}


def _is_sure(row: Row, question: Question) -> bool:
    if question.least == "heard":
        return row["least_linked_enough"] is not False
    return question.of_families or row["times_settled"] is not False


def _bounds(row: Row) -> tuple[float | None, float | None, str | None]:
    """The least and the most as parts of 1, and both in words; nulls where they are 0 and 100 %: nothing is known."""
    low, high = row["least_low"] or 0.0, 1.0 if row["most_high"] is None else row["most_high"]
    if outer(low, high) == (0, 100):
        return None, None, None
    return low, high, pair(row["least_said"], row["most_said"], low, high)


def _why(row: Row) -> str:
    """Why a row has no figure."""
    if HIDDEN in (row["least_told"], row["most_told"]):
        together = row["together"] is not None and not row["any_told"]
        return f"shown with {row['together']}" if together else TOO_FEW
    if row["state"] in WITHOUT:
        return WITHOUT[row["state"]]
    if row["kind"] == "year" and not row["any_told"]:
        return BY_CLASS
    return NOT_KNOWN if row["any_told"] or row["kind"] == "school" else _uncovered(row)


def _uncovered(row: Row) -> str:
    """Of a group with records, but none of its figures in the period."""
    if row["first"] is None or row["last"] is None:
        return NOT_KNOWN
    if row["first"] > row["ends"] or row["last"] < row["starts"]:
        return NO_RECORDS
    if row["first"] > row["starts"] + MAY_MISS or row["last"] < row["ends"] - MAY_MISS:
        return TOO_SHORT
    return NOT_IN_IT if row["source"] == "summary" else NOT_KNOWN
