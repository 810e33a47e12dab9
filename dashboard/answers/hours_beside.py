"""Are phones quieter than in the period before? School nights of both, of the groups observed in both."""

from dataclasses import dataclass

import polars as pl

from dashboard.answers.night_figures import together
from dashboard.metrics import hours, nights_beside
from dashboard.metrics.day_types import school_days
from dashboard.school import School
from dashboard.selection import Period


@dataclass(frozen=True)
class Beside:
    """School nights of the chosen period beside those of the one before it."""

    periods: pl.DataFrame  # period, and the figures of the groups together: two rows, the earlier first; or no row
    change: pl.DataFrame  # nights_beside.CHANGE
    before: str
    compared: tuple[str, ...]
    apart: tuple[str, ...]  # classes not observed on enough nights of one of the two


def beside(
    groups: pl.DataFrame,
    nights: pl.DataFrame,
    then: tuple[Period, pl.DataFrame],
    now: tuple[Period, pl.DataFrame],
    *,
    school: School,
    calendar: pl.DataFrame,
) -> Beside:
    """Two periods, each with `hours.at_night` in it, of the groups (class, chat) observed long enough in both.

    nights: all there are. The share of messages is of every day of the period.
    """
    school_nights = nights_beside.school_nights(nights.join(groups, on="chat", how="semi"))
    cut = [hours.starting_in(period, school_nights) for period, _ in (then, now)]
    of = [so_far(period, nights["morning"], school, calendar) for period, _ in (then, now)]
    seen = [nights_beside.seen_in(*each) for each in zip(cut, of, strict=True)]
    both = groups.filter(*(pl.col("chat").is_in(each.implode()) for each in seen)).sort("class")
    before, after = (each.join(both, on="chat", how="semi") for each in cut)
    return Beside(
        periods=pl.concat([row_of(before, then, both), row_of(after, now, both)]).head(2 * min(both.height, 1)),
        change=nights_beside.change(after, before),
        before=then[0].name,
        compared=tuple(both["class"]),
        apart=tuple(groups.join(both, on="class", how="anti")["class"].sort()),
    )


def so_far(period: Period, mornings: pl.Series, school: School, calendar: pl.DataFrame) -> int:
    """How many school nights the period has had by the last morning that was observed in any group."""
    last = min([period.ends, *mornings.sort().tail(1)])
    return school_days(period.starts, last, school, calendar=calendar)


def row_of(nights: pl.DataFrame, of: tuple[Period, pl.DataFrame], groups: pl.DataFrame) -> pl.DataFrame:
    period, shares = of
    own = together(nights, shares.join(groups, on="chat", how="semi"))
    return own.select(pl.lit(period.name).alias("period"), pl.exclude("chat"))
