"""How far the clocks of two exports of one group are apart, told by the texts that stand exactly once in each.

All times of an export are written in the zone that its phone is in that day, so all are off by the same. But where
two zones change to summer time on different days, the offset changes with them, by half an hour or an hour. And of an
export that was put together from parts, some weeks may be on the clock of a country where the phone was.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

import polars as pl

_LARGEST = timedelta(hours=15)  # between phones of one school; a day apart are the same words of another day
_ENOUGH = 3  # texts that agree; fewer may be chance
_ONE_MORE_PER = 50  # the more texts two exports share, the more of them agree by chance
_MINUTE = 60  # seconds; minutes are cut off, so that equal offsets look up to this much different
_IN_A_ROW = 5  # texts in the order of the file; that so many are equally far apart by chance does not happen
_ZONE = 15 * 60  # seconds: every time zone is a multiple of it, and so is what two of them differ by
_EVER = datetime.min
_NOTHING = timedelta(0)


@dataclass(frozen=True)
class Clock:
    """What to add to the times of one export to be on the clock of another."""

    shared: int  # texts that stand exactly once in both, at most 15 hours apart
    agreeing: int  # those of them that the offsets explain
    offsets: tuple[tuple[datetime, timedelta], ...]  # since when on its own clock, how much; the first since ever
    places: tuple[int, ...] = field(default=(0,), compare=False)  # of each offset its first row in the file's order

    @property
    def sure(self) -> bool:
        """Whether enough texts agree; without them the clocks are taken as equal."""
        return self.agreeing >= _enough(self.shared)

    @property
    def equal(self) -> bool:
        """Whether nothing needs to be added."""
        return not any(offset for _, offset in self.offsets)

    @property
    def of_one_zone(self) -> bool:
        """Whether the two clocks can be those of one time zone: a clock that is some minutes off is of no other."""
        return all(abs(offset) < timedelta(seconds=_ZONE / 2) for _, offset in self.offsets)


def clock_between(here: pl.DataFrame, there: pl.DataFrame) -> Clock:
    """The clock of `there` against that of `here` (MESSAGES with a column fine: the time has seconds)."""
    shared = _shared_texts(here, there)
    start = _densest(shared["apart"])
    step = (pl.col("apart") - start + (_ZONE - _MINUTE) // 2) // _ZONE
    near = (
        shared.with_columns(step=step)
        .with_columns(apart=pl.col("apart") - pl.col("step") * _ZONE)
        .filter((pl.col("apart") - start).is_between(-_MINUTE, 2 * _MINUTE))
    )
    many, in_a_row = pl.len().over("step") >= _enough(len(shared)), pl.len().over(pl.col("step").rle_id()) >= _IN_A_ROW
    agreeing = near.filter(many | (in_a_row & many.any()))
    if agreeing.is_empty():
        return Clock(len(shared), 0, ((_EVER, _NOTHING),))
    base, steps = _roundest(agreeing), _steps(agreeing, there)
    offsets = tuple((since, timedelta(seconds=base + step * _ZONE)) for _, since, step in steps)
    return Clock(len(shared), len(agreeing), offsets, tuple(place for place, *_ in steps))


def on_clock(rows: pl.DataFrame, clock: Clock) -> pl.DataFrame:
    """`rows`, all that `clock_between` was given, with sent_at and as_of on the other export's clock."""
    offset = pl.lit(_NOTHING)
    for place, (_, later) in zip(clock.places, clock.offsets, strict=True):
        offset = pl.when(pl.int_range(pl.len()) >= place).then(pl.lit(later)).otherwise(offset)
    return rows.with_columns(pl.col("sent_at") + offset, pl.col("as_of") + clock.offsets[-1][1])


def clock_sentences(clocks: Sequence[Clock]) -> list[str]:
    """What is said of the clocks of a group's second export and of those after it; nothing of one that agrees."""
    return [sentence for number, clock in enumerate(clocks, 2) for sentence in sentences(clock, number)]


def sentences(clock: Clock, number: int) -> list[str]:
    """What is said of the clock of the export of that number; nothing of one that agrees."""
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
    """Columns place (row of `there`), apart (seconds to add to it), fine, fine_there; in order of place."""
    during = in_common(here.with_row_index("place"), there.with_row_index("place"), _LARGEST)
    ours, theirs = (_said_once(rows) for rows in during)
    apart = (pl.col("sent_at") - pl.col("sent_at_there")).dt.total_seconds()
    both = ours.join(theirs, on="text", suffix="_there")
    shared = both.select("fine", "fine_there", place="place_there", apart=apart)
    return shared.filter(pl.col("apart").abs() <= _LARGEST.total_seconds()).sort("place")


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
    return texts.filter(pl.col("text").is_unique()).select("place", "text", "sent_at", "fine")


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


def _steps(agreeing: pl.DataFrame, there: pl.DataFrame) -> list[tuple[int, datetime, int]]:
    """From which row of `there` and since when on its clock how many quarters of an hour more; the first since ever."""
    runs = (
        agreeing.group_by(pl.col("step").rle_id().alias("run"), maintain_order=True)
        .agg(pl.col("step").first(), first=pl.col("place").first(), last=pl.col("place").last(), count=pl.len())
        .filter(pl.col("count") >= _ENOUGH)
        .with_columns(before=pl.col("last").shift(1))
        .filter((pl.col("step") != pl.col("step").shift(1)).fill_null(True))
    )
    first, *changes = runs.select("step", "before", "first").rows() or [(0, None, None)]
    steps = [(0, _EVER, first[0])]
    for step, before, after in changes:
        place = _change(there["sent_at"], before, after)
        steps = [*steps, (place, there["sent_at"][place], step)]
    return steps


def _change(times: pl.Series, before: int, after: int) -> int:
    """The row between two at which the clock was changed: where time runs back, else after the longest silence."""
    gaps = times.slice(before, after - before + 1).diff()
    runs_back = cast("timedelta", gaps.min()) <= -timedelta(seconds=_ZONE)
    return before + cast("int", gaps.arg_min() if runs_back else gaps.arg_max())
