"""Stretches of a group's export whose hours look like those of another time zone, as of a phone that was abroad.

A stretch of days is held against the hours of day at which the group writes otherwise: by how much likelier are its
hours if all of them are so many hours too late? That is the scan for the stretch with the largest sum of gains (Page
1954; Kulldorff 1997). One message of a conversation brings the next, so an hour counts once however much was written
in it; and one day, such as that of a trip, gains little.

With these thresholds none was found in 325 years of invented groups whose clocks were all right. Where two weeks with
30, 60 or 120 messages were moved by some hours, ahead or behind, so many of them were found, nearly all with the right
hours or one more or less:

    3 hours          14 %  28 %  65 %
    4 hours          29 %  55 %  90 %
    5 hours          46 %  70 %  95 %
    6 hours          55 %  82 %  97 %
    7 hours or more  68 %  90 %  99 %

One hour is never found. Two are in at most one of eight, and then taken for three.
"""

from collections.abc import Iterator
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

SHIFTS = np.array([*range(-11, -2), *range(3, 13)])  # habits move by an hour or two, as in the holidays
TRULY = (np.arange(24)[:, np.newaxis] - SHIFTS) % 24  # the hour it was, by the hour written and the shift
ENOUGH = 14.0  # nats; 12 is the most that chance brought in 325 years of groups
WORTH_A_LOOK = 7.0  # nats, while the stretch itself still counts as usual
ONE_DAY = 6.0  # nats that one day can gain or lose at most
UNSEEN = 3.0  # hours added to each hour of day, so that one at which nobody ever wrote is unlikely, not impossible
MOST = 4  # stretches looked for in one group
SCHEMA = pl.Schema({"chat": pl.String, "since": pl.Date, "until": pl.Date, "hours": pl.Int8, "messages": pl.UInt32})

Grid = NDArray[np.float64]  # a row a day, a column an hour of day


def shifts(hourly: pl.DataFrame) -> pl.DataFrame:
    """chat, since Date, until Date (included), hours Int8, messages UInt32: a row a stretch that looks shifted.

    hourly    HOURLY (clock.py)
    hours     how far ahead the stretch's times look, -11 to 12; often an hour more or less
    messages  written in the stretch

    Shifts of one or two hours are not told from habits, and have no row. Where most of a group's weeks are on another
    clock, it is the others that look shifted. Sorted by chat and since.
    """
    rows = [
        (chat, *stretch)
        for (chat,), days in hourly.partition_by("chat", as_dict=True).items()
        for stretch in _of_group(days)
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row").sort("chat", "since")


def _of_group(days: pl.DataFrame) -> Iterator[tuple[date, date, int, int]]:
    day = days["day"].to_physical().to_numpy()
    seen = np.zeros((day.max() - day.min() + 1, 24))
    seen[day - day.min()] = days["messages"].to_numpy() > 0
    for start, end, hours in _stretches(seen):
        inside = days.filter((day >= day.min() + start) & (day < day.min() + end))
        yield inside["day"][0], inside["day"][-1], hours, int(inside["messages"].to_numpy().sum())


def _stretches(seen: Grid) -> Iterator[tuple[int, int, int]]:
    """First day, day after the last, hours ahead: the clearest first."""
    for _ in range(MOST):
        gain, start, end, _ = _clearest(seen, seen.sum(0))
        if gain < WORTH_A_LOOK:
            return
        gain, start, end, shift = _clearest(seen, seen.sum(0) - seen[start:end].sum(0))
        if gain < ENOUGH:
            return
        yield start, end, int(SHIFTS[shift])
        seen = np.concatenate([seen[:start], np.zeros((end - start, 24)), seen[end:]])


def _clearest(seen: Grid, usual: Grid) -> tuple[float, int, int, int]:
    """Gain, first day, day after the last, place in SHIFTS of the stretch that gains most by one shift."""
    likely = np.log(usual + UNSEEN)
    gained = likely[TRULY] - likely[:, np.newaxis]
    total = np.cumsum(np.clip(seen @ gained, -ONE_DAY, ONE_DAY), axis=0)
    total = np.concatenate([np.zeros((1, len(SHIFTS))), total])
    rise = total - np.minimum.accumulate(total)
    end, shift = np.unravel_index(rise.argmax(), rise.shape)
    start = total[: end + 1, shift].argmin()
    return float(rise[end, shift]), int(start), int(end), int((seen[start:end].sum(0) @ gained).argmax())
