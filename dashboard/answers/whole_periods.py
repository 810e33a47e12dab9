"""The fixed periods that a summary tells of: terms, and school years made of terms, each once it is over, or nearly."""

from datetime import timedelta

import polars as pl

from dashboard.answers.chosen import spans
from dashboard.metrics import over_time
from dashboard.selection import offered
from dashboard.summary.school import PERIODS
from dashboard.thresholds import MISSING_DAYS
from dashboard.workspace import Workspace

MISSING = timedelta(days=MISSING_DAYS)
WHOLE_PERIODS = pl.Schema(
    {
        "class": pl.String,
        "year": pl.String,  # null: not known
        "chat": pl.String,  # of whose group an export is loaded; null: none is
        "from_start": pl.Boolean,  # its records begin on or before the first day of the period
        **PERIODS,
    }
)


def whole_periods(workspace: Workspace) -> pl.DataFrame:
    """WHOLE_PERIODS: a row for each class and each period that can be told of it, by class and then by time.

    A term, where the records of the class's group miss at most MISSING_DAYS of it at either end. Of a class without an
    export the records of all groups decide. A school year, where each of its terms is told: one that lacks a term would
    stand lower than the others.
    """
    rows = (
        recorded(workspace)
        .join(periods(workspace), how="cross")
        .with_columns(from_start=pl.col("first") <= pl.col("starts"))
    )
    terms = rows.filter(reached(), pl.col("span") == "term")
    within = (pl.col("term_starts") >= pl.col("starts")) & (pl.col("term_ends") <= pl.col("ends"))
    return (
        rows.join(terms.select("class", term_starts="starts", term_ends="ends"), on="class")
        .filter(within)
        .group_by(rows.columns)
        .len("told")
        .filter(pl.col("told") == pl.col("terms"))
        .select(pl.col(name).cast(dtype) for name, dtype in WHOLE_PERIODS.items())
        .sort("class", "starts", "ends", "period")
    )


def in_order(whole: pl.DataFrame) -> pl.DataFrame:
    """PERIODS of WHOLE_PERIODS: each once, by time."""
    return whole.select(PERIODS.names()).unique().sort("starts", "ends", "period")


def periods(workspace: Workspace) -> pl.DataFrame:
    """PERIODS in which a day of the records lies, and terms, how many are in each; not everything loaded."""
    terms = workspace.school.terms
    named = offered(terms, workspace.messages)[:-1]
    years = over_time.school_years(named)
    rows = [
        (
            period.name,
            period.starts,
            period.ends,
            "school year" if period in years else "term",
            sum(period.starts <= term.starts and term.ends <= period.ends for term in terms),
        )
        for period in named
    ]
    return pl.DataFrame(rows, schema=PERIODS | {"terms": pl.UInt32}, orient="row")


def recorded(workspace: Workspace) -> pl.DataFrame:
    """class, year, chat (null: no export of it is loaded), first, last of the records of its group, or else of all."""
    known = spans(workspace)
    return workspace.classes.join(known, on="chat", how="left").select(
        "class",
        "year",
        chat=pl.when(pl.col("first").is_not_null()).then("chat"),
        first=pl.coalesce("first", pl.lit(known["first"].min(), pl.Date)),
        last=pl.coalesce("last", pl.lit(known["last"].max(), pl.Date)),
    )


def reached() -> pl.Expr:
    """Whether the records reach both ends of a period, or nearly."""
    return (pl.col("first") <= pl.col("starts") + MISSING) & (pl.col("last") >= pl.col("ends") - MISSING)
