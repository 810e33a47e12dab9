"""How far the clocks of two exports of one group are apart, told by the texts that stand exactly once in each.

All times of an export are written in the zone that its phone is in that day, so all are off by the same. But where
two zones change to summer time on different days, the offset changes with them, by half an hour or an hour.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

import polars as pl

_LARGEST = timedelta(hours=15)  # between phones of one school; a day apart are the same words of another day
_ENOUGH = 3  # texts that agree; fewer may be chance
_ONE_MORE_PER = 50  # the more texts two exports share, the more of them agree by chance
_MINUTE = 60  # seconds; minutes are cut off, so that equal offsets look up to this much different
_SUMMER_TIME = 30 * 60  # seconds: the least that it changes anywhere
_ZONE = 15 * 60  # seconds: every time zone is a multiple of it
_EVER = datetime.min
_NOTHING = timedelta(0)


@dataclass(frozen=True)
class Clock:
    """What to add to the times of one export to be on the clock of another."""

    shared: int  # texts that stand exactly once in both, at most 15 hours apart
    agreeing: int  # those of them that the offsets explain
    offsets: tuple[tuple[datetime, timedelta], ...]  # since when on its own clock, how much; the first since ever

    @property
    def sure(self) -> bool:
        """Whether enough texts agree; without them the clocks are taken as equal."""
        return self.agreeing >= _enough(self.shared)

    @property
    def equal(self) -> bool:
        """Whether nothing needs to be added."""
        return not any(offset for _, offset in self.offsets)


def clock_between(here: pl.DataFrame, there: pl.DataFrame) -> Clock:
    """The clock of `there` against that of `here` (MESSAGES with a column fine: the time has seconds)."""
    shared = _shared_texts(here, there)
    start = _densest(shared["apart"])
    step = (pl.col("apart") - start + (_SUMMER_TIME - _MINUTE) // 2) // _SUMMER_TIME
    near = (
        shared.with_columns(step=step)
        .with_columns(apart=pl.col("apart") - pl.col("step") * _SUMMER_TIME)
        .filter((pl.col("apart") - start).is_between(-_MINUTE, 2 * _MINUTE))
    )
    agreeing = near.filter(pl.len().over("step") >= _enough(len(shared)))
    if agreeing.is_empty():
        return Clock(len(shared), 0, ((_EVER, _NOTHING),))
    base = _roundest(agreeing)
    offsets = tuple((since, timedelta(seconds=base + step * _SUMMER_TIME)) for since, step in _steps(agreeing, there))
    return Clock(len(shared), len(agreeing), offsets)


def on_clock(rows: pl.DataFrame, clock: Clock) -> pl.DataFrame:
    """`rows` with sent_at and as_of on the other export's clock."""
    since_ever, *changes = clock.offsets
    offset = pl.lit(since_ever[1])
    for since, later in changes:
        offset = pl.when(pl.col("sent_at") >= since).then(pl.lit(later)).otherwise(offset)
    return rows.with_columns(pl.col("sent_at") + offset, pl.col("as_of") + clock.offsets[-1][1])


def sentences(clock: Clock, number: int) -> list[str]:
    """What header.reason says of the clock of the export of that number; nothing of one that agrees."""
    if not clock.sure:
        return [
            f"Export {number} of this group has too few texts in common with the others to compare the clocks "
            f"({clock.shared}, where {_enough(clock.shared)} would have to agree), so its times are taken as they are."
        ]
    if clock.equal:
        return []
    first, *others = (_in_words(offset) for _, offset in clock.offsets)
    days = (since for since, _ in clock.offsets[1:])
    parts = [first, *(f"and from {day:%Y-%m-%d} {other}" for day, other in zip(days, others, strict=True))]
    return [f"The clock of export {number} of this group runs {' '.join(parts)}, which was corrected."]


def _in_words(offset: timedelta) -> str:
    minutes, seconds = divmod(int(abs(offset).total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{count} {unit}" for count, unit in ((hours, "h"), (minutes, "min"), (seconds, "s")) if count]
    return f"{' '.join(parts)} {'behind' if offset > _NOTHING else 'ahead'}" if parts else "right"


def _enough(shared: int) -> int:
    return _ENOUGH + shared // _ONE_MORE_PER


# What the texts that stand once in both tell ----------------------------------------------------------------------


def _shared_texts(here: pl.DataFrame, there: pl.DataFrame) -> pl.DataFrame:
    """Columns at (on the clock of `there`), apart (seconds to add to it), fine, fine_there; in order of at."""
    ours, theirs = (_said_once(rows) for rows in in_common(here, there, _LARGEST))
    apart = (pl.col("sent_at") - pl.col("sent_at_there")).dt.total_seconds()
    both = ours.join(theirs, on="text", suffix="_there")
    shared = both.select("fine", "fine_there", at="sent_at_there", apart=apart)
    return shared.filter(pl.col("apart").abs() <= _LARGEST.total_seconds()).sort("at")


def in_common(left: pl.DataFrame, right: pl.DataFrame, slack: timedelta) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of either source in the period that both show, and as much before and after it as `slack`."""
    ends = pl.concat(
        [rows.select(first=pl.col("sent_at").min(), last=pl.col("sent_at").max()) for rows in (left, right)]
    )
    since, until = ends.select(pl.col("first").max() - slack, pl.col("last").min() + slack).row(0)
    during = pl.col("sent_at").is_between(since, until)
    return left.filter(during), right.filter(during)


def _said_once(rows: pl.DataFrame) -> pl.DataFrame:
    texts = rows.filter((pl.col("kind") == "text") & ~pl.col("edited"))
    return texts.filter(pl.col("text").is_unique()).select("text", "sent_at", "fine")


def _densest(apart: pl.Series) -> int:
    """Where the minute begins that most of the differences lie in; of equal ones the nearest to zero."""
    apart = apart.sort()
    count = apart.search_sorted(apart + _MINUTE, "right").cast(pl.Int64) - pl.int_range(len(apart), eager=True)
    best = pl.DataFrame({"start": apart, "count": count}).sort(-pl.col("count"), pl.col("start").abs())
    return best["start"][0] if len(best) else 0


def _roundest(agreeing: pl.DataFrame) -> int:
    """The offset in seconds that all agree with, minutes being cut off: that of a time zone, if one does."""
    cut_off = _MINUTE - 2  # less than a whole minute, even for a clock that is a second off
    bounds = agreeing.select(
        least=(pl.col("apart") - pl.when("fine_there").then(0).otherwise(cut_off)).quantile(0.98),
        most=(pl.col("apart") + pl.when("fine").then(0).otherwise(cut_off)).quantile(0.02),
    )
    least, most = sorted(bounds.row(0))
    middle = round((least + most) / 2)
    zone = round(middle / _ZONE) * _ZONE
    return zone if least - 1 <= zone <= most + 1 else middle


def _steps(agreeing: pl.DataFrame, there: pl.DataFrame) -> list[tuple[datetime, int]]:
    """Since when on the clock of `there` how many half hours more; the first since ever."""
    runs = (
        agreeing.group_by(pl.col("step").rle_id().alias("run"), maintain_order=True)
        .agg(pl.col("step").first(), since=pl.col("at").first(), until=pl.col("at").last(), count=pl.len())
        .filter(pl.col("count") >= _ENOUGH)
        .with_columns(before=pl.col("until").shift(1))
        .filter((pl.col("step") != pl.col("step").shift(1)).fill_null(True))
    )
    first, *changes = runs.select("step", "before", "since").rows() or [(0, None, None)]
    return [(_EVER, first[0]), *((_longest_silence(there, before, since), step) for step, before, since in changes)]


def _longest_silence(there: pl.DataFrame, since: datetime, until: datetime) -> datetime:
    """The end of the longest silence between two messages: clocks change at night."""
    times = there["sent_at"].filter(there["sent_at"].is_between(since, until)).sort()
    return times[cast("int", times.diff().arg_max())]
