"""The dates and times of an export's headers, as written -> when each record was sent.

Most neighbours have the same day, and a clock has few times. So a stamp is cut in two, and days and times are read once
each. It goes in three steps, the first and the last for each part of a large file:
`read_stamps`, then `distinct_days` of all parts for `dates.decide_order`, then `sent_at`.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

import polars as pl

from parsers.dates import DateOrder, dates_of
from parsers.day_periods import halves
from parsers.header import ERAS, Shape, loose
from parsers.wording import MARKS, SPACES

_AROUND = rf"[\[{SPACES}{MARKS}\ufeff]*"
_YEARS_BEFORE: Mapping[str, int] = {"R": 2018, "令": 2018, "H": 1988, "平": 1988, "民": 1911, "M": 1911}  # by letter


@dataclass(frozen=True)
class Stamps:
    """The stamps of some records, read as far as that goes without knowing which number is the month."""

    days: pl.DataFrame  # a row a run of equal days: day (as written, without marks), a, b, c (numbers; null: no day)
    day: pl.Series  # UInt32, for each stamp its row of days
    since_midnight: pl.Series  # Duration[ms], for each stamp; null: no such time
    unsure: bool  # AM and PM were lost to a code page, so hours are as written


def read_stamps(stamp: pl.Series, shape: Shape) -> Stamps:
    """What stands before the closing of each header; an opening and marks may be left in front of it."""
    read = _read(_split(stamp, shape), shape)
    if read.since_midnight.has_nulls() or read.days["a"].has_nulls():
        return _read(_matched(stamp, shape), shape)
    return read


def distinct_days(parts: Iterable[Stamps]) -> pl.DataFrame:
    """The distinct days of a whole file in its order, for `decide_order`: day (as written), a, b, c."""
    days = pl.concat([part.days for part in parts])
    return days.drop_nulls("a").unique(["a", "b", "c"], keep="first", maintain_order=True)


def sent_at(stamps: Stamps, order: DateOrder) -> pl.Series:
    """When each record was sent (Datetime[ms]); null where there is no such day or time."""
    midnights = dates_of(stamps.days, order).cast(pl.Datetime("ms"))
    return (midnights.gather(stamps.day) + stamps.since_midnight).alias("sent_at")


def _split(stamp: pl.Series, shape: Shape) -> pl.DataFrame:
    """Columns day and clock: the stamps cut at what stands between the two, where that stands nowhere else."""
    first = shape.time_separators if shape.time_first else shape.day_separators
    if any(shape.glue in separator for separator in first):
        return _matched(stamp, shape)
    before, after = parted(stamp, shape.glue)
    return pl.DataFrame({"clock": before, "day": after} if shape.time_first else {"day": before, "clock": after})


def parted(texts: pl.Series, between: str) -> tuple[pl.Series, pl.Series]:
    """What stands before the first `between` and behind it; nulls where there is none."""
    place = texts.str.find(between, literal=True)  # in bytes
    first = cast("int | None", place.first())
    if first is not None and place.eq_missing(first).all():
        before = texts.str.head(first)
        if before.str.len_bytes().max() == first:  # as many characters as bytes: all are cut at one place
            return before, texts.str.slice(first + len(between))
    parts = texts.str.splitn(between, 2).struct
    return parts.field("field_0"), parts.field("field_1")


def _matched(stamp: pl.Series, shape: Shape) -> pl.DataFrame:
    """As `_split`, for headers with another kind of space or with marks: slower."""
    return stamp.str.extract_groups(f"{shape.stamp_pattern}[{SPACES}{MARKS}]*$").struct.unnest().select("day", "clock")


def _read(cut: pl.DataFrame, shape: Shape) -> Stamps:
    day = cut["day"].rle_id()
    days = _read_days(cut["day"].filter(day.diff().fill_null(1) != 0), shape)
    to_the_second = _to_the_second(cut["clock"], shape) if shape.period == "none" else None
    if to_the_second is not None and not to_the_second.has_nulls():
        return Stamps(days, day, to_the_second, unsure=False)
    clocks, unsure = _read_clocks(cut["clock"].unique(), shape)
    since = cut.select("clock").join(clocks, on="clock", how="left", maintain_order="left", nulls_equal=True)
    return Stamps(days, day, since["since_midnight"], unsure)


def _to_the_second(clock: pl.Series, shape: Shape) -> pl.Series | None:
    """Since midnight, of clocks like 08:01:07: hardly two are equal, but minutes are. None, or nulls: another way."""
    if shape.resolution == "minute" or shape.time_separators[-1].strip() == "" or len(shape.time_separators[-1]) != 1:
        return None
    cut = clock.to_frame("clock").select_seq(
        minute=pl.col("clock").str.head(-3), second=pl.col("clock").str.tail(2).cast(pl.Int8, strict=False)
    )
    minutes = (
        cut["minute"]
        .unique()
        .to_frame()
        .with_columns(
            since=pl.col("minute").str.to_time(f"%H{shape.time_separators[0]}%M", strict=False).cast(pl.Duration("ns"))
        )
    )
    since = cut.join(minutes, on="minute", how="left", maintain_order="left", nulls_equal=True)
    exists = pl.col("second").is_between(0, 59)
    return since.select(
        pl.when(exists).then(pl.col("since") + pl.duration(seconds="second")).cast(pl.Duration("ms"))
    ).to_series()


def _read_days(day: pl.Series, shape: Shape) -> pl.DataFrame:
    pattern = f"^{_AROUND}{shape.patterns[0]}(?:{loose(shape.tail) if shape.time_first else ''})?[{SPACES}{MARKS}]*$"
    numbers = _in_western_digits(day).str.extract_groups(pattern).struct.unnest().select("a", "b", "c")
    numbers = numbers.with_columns(_without_era(pl.col(part)) for part in "abc") if shape.era else numbers
    return numbers.insert_column(0, day.str.replace_all(f"[{MARKS}\ufeff]", "").str.strip_chars(f"[{SPACES}"))


def _without_era(number: pl.Expr) -> pl.Expr:
    era, year = number.str.extract(f"^({ERAS})").str.head(1), number.str.extract(r"(\d+)$")
    since = era.replace_strict(_YEARS_BEFORE, default=None, return_dtype=pl.Int32)
    return pl.when(era.is_null()).then(year).otherwise((year.cast(pl.Int32) + since).cast(pl.String))


def _read_clocks(clock: pl.Series, shape: Shape) -> tuple[pl.DataFrame, bool]:
    """Columns clock and since_midnight of distinct times, and whether AM and PM were lost."""
    tail = "" if shape.time_first else loose(shape.tail)
    pattern = f"^{_AROUND}{shape.patterns[1]}(?:{tail})?[{SPACES}{MARKS}]*$"
    numbers = _in_western_digits(clock).str.extract_groups(pattern).struct.unnest()
    hour, minute = pl.col("h").cast(pl.Int32), pl.col("m").cast(pl.Int32)
    second = pl.col("s").cast(pl.Int32) if "s" in numbers.columns else pl.lit(0, dtype=pl.Int32)
    codes = _halves(numbers["p"]) if "p" in numbers.columns else {}
    if "p" in numbers.columns:
        hour = _of_the_day(hour, pl.col("p").replace_strict(codes, default=None, return_dtype=pl.String))
    exists = (hour < 24) & (minute < 60) & (second < 60)
    passed = pl.duration(hours=hour, minutes=minute, seconds=second, time_unit="ms")
    since = numbers.select(clock.alias("clock"), pl.when(exists).then(passed).alias("since_midnight"))
    return since, any("?" in code for code in codes.values())


def _halves(words: pl.Series) -> dict[str, str]:
    return {word: code for word in words.drop_nulls().unique() if (code := halves(word))}


def _of_the_day(hour: pl.Expr, halves: pl.Expr) -> pl.Expr:
    """Hours of a twelve-hour clock (12 or 0 to 11) as hours of the day; null where the word does not say."""
    half = halves.str.slice(hour % 12, 1)
    return (
        pl.when(half.is_null() | ((half == "-") & (hour <= 12)))
        .then(None)
        .when((hour > 12) | (half == "?"))
        .then(hour)
        .otherwise(hour % 12 + pl.when(half == "p").then(12).otherwise(0))
    )


def _in_western_digits(texts: pl.Series) -> pl.Series:
    if texts.str.len_bytes().sum() == texts.str.len_chars().sum():  # all of it is ASCII
        return texts
    foreign = texts.str.extract_all(r"[\d&&[^0-9]]").explode(empty_as_null=False).drop_nulls().unique().to_list()
    if not foreign:
        return texts
    return texts.str.replace_many(foreign, [str(unicodedata.decimal(digit)) for digit in foreign])
