"""What the pictures and the tables of the school show: the answers of the period chosen, and of those before it."""

import polars as pl

from dashboard.findings.school.questions import ASKED
from dashboard.findings.school.readings import ALONE, BY_CLASS, is_told, readings
from dashboard.summary.school import Combined

REPEATED = (BY_CLASS, ALONE)  # told by other rows of the same period
DRAWN = 3  # periods: as a rule a school year's terms
ROWS = pl.Schema(
    {
        "label": pl.String,
        "period": pl.String,
        "age": pl.UInt32,  # 0: the period chosen; 1, 2: the ones before it
        "low": pl.Float64,
        "high": pl.Float64,
        "sure": pl.Boolean,
        "said": pl.String,
    }
)


def newest(school: Combined) -> str | None:
    """The name of the newest term; without terms that of the newest school year; None without a period."""
    own = school.periods.sort(pl.col("span") == "term", "ends", "starts")
    return str(own["period"][-1]) if own.height else None


def chosen(school: Combined, period: str | None) -> str | None:
    """`period` where the school has it, else the newest."""
    return period if period in school.periods["period"].to_list() else newest(school)


def back_from(school: Combined, period: str | None) -> list[str]:
    """The period chosen, then those of its kind before it, the newest first."""
    own = school.periods.filter(pl.col("period").eq_missing(chosen(school, period)))
    if own.is_empty():
        return []
    _, starts, _, span = own.row(0)
    before = school.periods.filter(pl.col("span") == span, pl.col("starts") < starts).sort("starts", descending=True)
    return [own["period"][0], *before["period"]]


def rows(school: Combined, period: str | None, question: str) -> pl.DataFrame:
    """A row a class or year, and all that are shown together above them, in the period and up to two before it.

    Returns ROWS. low and high: the bar's ends as parts of 1; null, no bar: `said` says why, or the figure where it is
    one of families whose number is not known. sure: false where the figure is not to be leaned on. No row in a period:
    years whose classes are shown by themselves in it, and all together where one alone is told.
    """
    ages = pl.DataFrame(
        [(name, age) for age, name in enumerate(back_from(school, period)[:DRAWN])],
        schema={"period": pl.String, "age": pl.UInt32},
        orient="row",
    )
    read = readings(school, ASKED[question]).join(ages, on="period", maintain_order="left")
    repeated = (pl.col("said").is_in(REPEATED) & (pl.col("age") == 0)).any().over("label")
    return read.filter(~repeated).select(pl.col(name).cast(kind) for name, kind in ROWS.items())


def current(school: Combined, period: str | None, question: str) -> pl.DataFrame:
    """READINGS of the period alone, without rows that other rows tell of."""
    own = pl.col("period").eq_missing(chosen(school, period))
    return readings(school, ASKED[question]).filter(own, ~pl.col("said").is_in(REPEATED))


def told(read: pl.DataFrame) -> pl.DataFrame:
    """Those of READINGS that have a figure."""
    return read.filter(is_told())


def title(school: Combined, period: str | None, question: str) -> str:
    """Families heard in Spring 2026, of those on roll"""
    return ASKED[question].title(chosen(school, period))


def table(school: Combined, question: str) -> pl.DataFrame:
    """Class, then a column a period, terms before school years, the newest first: figures, or why there are none."""
    read = readings(school, ASKED[question])
    by_kind = school.periods.sort(pl.col("span") == "term", "ends", "starts", descending=True)
    columns = [pl.col("said").filter(pl.col("period") == name).last().alias(name) for name in by_kind["period"]]
    return read.group_by(Class="label", maintain_order=True).agg(columns)
