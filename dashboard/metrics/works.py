"""What goes with more signs and more readers: announcements compared by when and how they were sent.

An association, never a cause: a fair is announced in the evening, with a link, and is a fair.
"""

from collections.abc import Sequence
from datetime import time, timedelta

import numpy as np
import polars as pl
from scipy.special import bdtr

from dashboard.thresholds import FEWEST_ANNOUNCEMENTS

LEVEL = 0.95
AFTER_A_DAY = timedelta(hours=20)  # a look at Message info from then on tells of about a day
NINE, THREE, SIX = time(9), time(15), time(18)
BY = pl.Enum(["hour", "weekday", "length", "link", "lead_time"])
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LENGTHS = ("under 200 characters", "200 to 399 characters", "400 characters and more")
LINKS = ("with a link", "without a link")
LEAD_TIMES = ("no date named", "same or next day", "2 to 6 days", "a week or more")
WORKS = pl.Schema(
    {
        "by": BY,
        "group": pl.String,
        "place": pl.UInt8,
        "announcements": pl.UInt32,
        "acted": pl.Float64,
        "acted_low": pl.Float64,
        "acted_high": pl.Float64,
        "with_count": pl.UInt32,
        "read_low": pl.Float64,
        "read_high": pl.Float64,
        "read_least": pl.Float64,
        "read_most": pl.Float64,
    }
)


def works(
    announcements: pl.DataFrame,
    bands: pl.DataFrame,
    lead: pl.DataFrame,
    *,
    quiet_start: time = time(21),
    quiet_end: time = time(7),
    fewest: int = FEWEST_ANNOUNCEMENTS,
) -> pl.DataFrame:
    """One row for each group of announcements, those without any included, in order of by and place.

    Columns: by, group (in words), place UInt8 (from 0), and
        announcements   UInt32, those whose window is over, sent to a school with a roster; the school's `bands` alone
        acted           median share (0 to 1) of families with a direct sign, and the interval of that median
        with_count      UInt32, those of them with a look at Message info, 20 hours or more after, that gave a band
        read_low, read_high     medians of the ends of those bands, as shares of families
        read_least, read_most   the lower end of the interval of read_low, the upper end of that of read_high
    Groups: of `hour` (of sending, ends not included), weekday, length, link, and `lead` (lead_days). The quiet hours
    may span midnight and come before the hours beside them. The shares are null where fewer than `fewest`
    announcements, or announcements with a count, are in the group. Intervals: `median_interval`.
    """
    shares = shares_of(announcements, bands, lead)
    evening = evening_in_words(quiet_start, quiet_end)
    hours = ("before 9:00", "9:00 to 15:00", "15:00 to 18:00", evening, "in the quiet hours")
    kinds = {
        "hour": (hours, hour_group(pl.col("sent_at").dt.time(), quiet_start, quiet_end)),
        "weekday": (WEEKDAYS, pl.col("sent_at").dt.weekday() - 1),
        "length": (LENGTHS, steps(pl.col("text").str.len_chars().fill_null(0), 200, 400)),
        "link": (LINKS, (pl.col("links").list.len() == 0).cast(pl.Int8)),
        "lead_time": (LEAD_TIMES, (steps(pl.col("lead_days"), 2, 7) + 1).fill_null(0)),
    }
    rows = [
        {"by": by, "group": group, "place": place, **figures(shares.filter(place_of == place), fewest)}
        for by, (groups, place_of) in kinds.items()
        for place, group in enumerate(groups)
    ]
    return pl.DataFrame(rows, schema=WORKS)


def shares_of(announcements: pl.DataFrame, bands: pl.DataFrame, lead: pl.DataFrame) -> pl.DataFrame:
    """sent_at, text, links, lead_days, acted, low?, high?: one row for each announcement that is over."""
    counted = pl.col("taken_at") - pl.col("sent_at") >= AFTER_A_DAY
    school = bands.filter(pl.col("class").is_null() & pl.col("complete") & (pl.col("n") > 0)).select(
        "announcement",
        acted=pl.col("direct") / pl.col("n"),
        low=pl.when(counted).then(pl.col("read_low") / pl.col("n")),
        high=pl.when(counted).then(pl.col("read_high") / pl.col("n")),
    )
    return (
        announcements.select("announcement", "sent_at", "text", "links")
        .join(school, on="announcement")
        .join(lead.select("announcement", "lead_days"), on="announcement", how="left")
    )


def evening_in_words(quiet_start: time, quiet_end: time) -> str:
    until_quiet = quiet_end < quiet_start and quiet_start > SIX
    return f"18:00 to {quiet_start.hour}:{quiet_start:%M}" if until_quiet else "18:00 or later"


def hour_group(at: pl.Expr, quiet_start: time, quiet_end: time) -> pl.Expr:
    """0 to 4, in the order of the groups."""
    after, before = at >= quiet_start, at < quiet_end
    quiet = after & before if quiet_start < quiet_end else after | before
    return pl.when(quiet).then(4).otherwise(steps(at, NINE, THREE, SIX))


def steps(value: pl.Expr, *starts: int | time) -> pl.Expr:
    """How many of `starts` a value has reached; null where it is."""
    return sum(((value >= pl.lit(start)).cast(pl.Int8) for start in starts), start=pl.lit(0, pl.Int8))


def figures(shares: pl.DataFrame, fewest: int) -> dict[str, float | int | None]:
    """The figures of one group of announcements."""
    lows, highs = shares["low"].drop_nulls(), shares["high"].drop_nulls()
    acted = median_and_interval(shares["acted"], fewest)
    low, high = median_and_interval(lows, fewest), median_and_interval(highs, fewest)
    return {
        "announcements": shares.height,
        **dict(zip(("acted", "acted_low", "acted_high"), acted, strict=True)),
        "with_count": lows.len(),
        "read_low": low[0],
        "read_high": high[0],
        "read_least": low[1],
        "read_most": high[2],
    }


def median_and_interval(values: pl.Series, fewest: int) -> tuple[float | None, float | None, float | None]:
    if values.len() < fewest:
        return None, None, None
    least, most = median_interval(values.to_list()) or (None, None)
    return float(np.median(values)) if values.len() else None, least, most


def median_interval(values: Sequence[float], *, level: float = LEVEL) -> tuple[float, float] | None:
    """The distribution-free interval of a median: it holds the true one with probability `level` or more.

    From the k-th smallest to the k-th largest value, k the greatest with P(Binomial(n, 1/2) < k) <= (1 - level) / 2.
    None where no k is: under 6 values for 0.95. Source: Thompson (1936); Conover, Practical Nonparametric Statistics.
    """
    n = len(values)
    below = bdtr(np.arange((n + 1) // 2, dtype=float), n, 0.5)
    k = int(np.count_nonzero(below <= (1 - level) / 2))
    ordered = sorted(values)
    return (ordered[k - 1], ordered[n - k]) if k else None


def differs(works: pl.DataFrame, by: str) -> bool:
    """Whether the intervals of acted of any two groups of `by` do not overlap.

    Where groups are alike, it is true by chance about once in 250 times of two groups, 100 of three, 30 of five and 20
    of seven (simulated, 8 to 40 announcements a group), so once in ten of all five kinds of groups together. True tells
    of these announcements, not of what made families act; False does not tell that the groups are alike.
    """
    ends = works.filter((pl.col("by") == by) & pl.col("acted_low").is_not_null())
    if ends.is_empty():
        return False
    return bool(ends.select(pl.col("acted_low").max() > pl.col("acted_high").min()).item())
