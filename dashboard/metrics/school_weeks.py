"""Are school nights getting quieter or noisier? School weeks in their order, and the trend over them."""

from statistics import median

import numpy as np
import polars as pl

from dashboard.metrics.day_types import IS_SCHOOL_NIGHT
from dashboard.metrics.statistics import mann_kendall, theil_sen
from dashboard.thresholds import FEWEST_SCHOOL_NIGHTS, FEWEST_SCHOOL_WEEKS

DIRECTION = pl.Enum(["rising", "falling", "unclear"])
WEEKS = pl.Schema(
    {
        "chat": pl.String,
        "week": pl.Date,  # its Monday
        "nights": pl.UInt32,
        "disturbed": pl.UInt32,
        "share": pl.Float64,
        "dates": pl.UInt32,  # different nights: as many as `nights` in one group
    }
)
TREND = pl.Schema(
    {
        "chat": pl.String,
        "weeks": pl.UInt32,
        "slope": pl.Float64,  # change of the share a school week
        "low": pl.Float64,
        "high": pl.Float64,
        "p": pl.Float64,
        "direction": DIRECTION,
        "level": pl.Float64,  # where the line stands at the first of the weeks
    }
)


def weekly(nights: pl.DataFrame) -> pl.DataFrame:
    """WEEKS of NIGHTS: a row for each chat and week with a school night, sorted by both.

    A school night belongs to the week of its morning: Sunday night to Thursday night are one school week. Weeks
    without a school night do not exist, so that the last week of a term and the first of the next follow each other.
    """
    return (
        nights.filter(IS_SCHOOL_NIGHT)
        .group_by("chat", week=pl.col("morning").dt.truncate("1w"))
        .agg(
            nights=pl.len(),
            disturbed=(pl.col("messages") > 0).sum(),
            share=(pl.col("messages") > 0).mean(),
            dates=pl.col("night").n_unique(),
        )
        .select(WEEKS.names())
        .cast(WEEKS)
        .sort("chat", "week")
    )


def counting(weeks: pl.DataFrame, fewest_dates: int = FEWEST_SCHOOL_NIGHTS) -> pl.DataFrame:
    """The weeks of WEEKS that a trend is taken over: those of at least so many different school nights.

    Theil-Sen gives every week the same weight. One or two nights, before a half-term or where an export ends, have a
    share of nothing, half or all, and would weigh as much as a whole week.
    """
    return weeks.filter(pl.col("dates") >= fewest_dates)


def seen_together(weeks: pl.DataFrame, fewest_weeks: int = FEWEST_SCHOOL_WEEKS) -> pl.DataFrame:
    """The rows of WEEKS to pool: of one run of weeks, the chats observed in every one of them; none: there are none.

    Where all are observed throughout, that is everything. Else the run of at least `fewest_weeks` weeks of the period,
    where it has so many, of which the most is left: weeks times chats, and the longer of two runs with as much. So no
    group that comes or goes looks like a change, and an export that ends a week before the others costs a week, not
    its group.
    """
    if weeks.is_empty():
        return weeks
    row, column = (weeks[name].rank("dense").to_numpy() - 1 for name in ("chat", "week"))
    seen = np.zeros((weeks["chat"].n_unique(), weeks["week"].n_unique()), dtype=bool)
    seen[row, column] = True
    missed = np.pad(np.cumsum(~seen, axis=1), ((0, 0), (1, 0)))
    throughout = missed[:, np.newaxis, 1:] == missed[:, :-1, np.newaxis]  # chat, first week, last week
    first, last = np.indices(throughout.shape[1:])
    length = last - first + 1
    pooled = throughout.sum(axis=0) * length * (length >= min(fewest_weeks, seen.shape[1]))
    start, end = np.unravel_index(np.argmax(pooled * (length.max() + 1) + length), length.shape)
    return weeks.filter(pl.Series(throughout[row, start, end] & (start <= column) & (column <= end)))


def summed(weeks: pl.DataFrame) -> pl.DataFrame:
    """WEEKS of all chats as one, chat null; dates are those of the chat with the most."""
    return (
        weeks.group_by("week")
        .agg(pl.col("nights", "disturbed").sum(), pl.col("dates").max())
        .with_columns(chat=pl.lit(None, pl.String), share=pl.col("disturbed") / pl.col("nights"))
        .select(WEEKS.names())
        .cast(WEEKS)
        .sort("week")
    )


def trend(weeks: pl.DataFrame, fewest_weeks: int = FEWEST_SCHOOL_WEEKS) -> pl.DataFrame:
    """TREND of WEEKS, a row a chat: the weeks stand one step apart, however many holidays lie between them.

    slope, low, high   median over every two weeks (Theil-Sen) with its 95 % interval (Sen 1968); null, like level, p
                       and direction, for fewer than `fewest_weeks` weeks
    level              so that the line goes through the middle week at the median share
    p                  two-sided, of no trend (Mann-Kendall)
    direction          rising or falling where the interval lies on one side of 0, else unclear
    """
    series = weeks.sort("chat", "week").group_by("chat", maintain_order=True).agg("share")
    rows = [(chat, len(shares), *_fitted(shares, fewest_weeks)) for chat, shares in series.iter_rows()]
    return pl.DataFrame(rows, schema=TREND, orient="row")


def with_line(weeks: pl.DataFrame, trend: pl.DataFrame) -> pl.DataFrame:
    """WEEKS of one chat with fitted Float64: the line of their `trend`, kept within 0 and 1; null: there is none."""
    fitted = (pl.col("level") + pl.int_range(pl.len()) * pl.col("slope")).clip(0, 1)
    return weeks.sort("week").join(trend.select("slope", "level"), how="cross").select(*WEEKS, fitted=fitted)


def _fitted(
    shares: list[float], fewest_weeks: int
) -> tuple[float | None, float | None, float | None, float | None, str | None, float | None]:
    """slope, low, high, p, direction, level."""
    found, trending = theil_sen(shares), mann_kendall(shares)
    if found is None or trending is None or len(shares) < fewest_weeks:
        return None, None, None, None, None, None
    slope, low, high = found
    return slope, low, high, trending[0], direction(low, high), median(shares) - slope * (len(shares) - 1) / 2


def direction(low: float, high: float) -> str:
    """One of DIRECTION: which side of 0 an interval lies on."""
    return "rising" if low > 0 else "falling" if high < 0 else "unclear"
