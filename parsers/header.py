"""Which header format an export uses, decided on evidence.

A header is read as numbers and what stands between them, so that a new separator, script or order is new data and
not new code: `[27/3/2022، 21:41:35] ` is an opening, six numbers with their separators, and a closing. One export
uses one such shape throughout; a line in any other shape is text, even if it begins with a date.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal, cast

import polars as pl

from parsers.wording import MARKS, SPACES, day_periods, squeezed

Platform = Literal["android", "ios", "other"]
DateOrder = Literal["dmy", "mdy", "ymd"]
Parts = tuple[str, str, str]  # the three numbers of a date as written
Readings = dict[DateOrder, list[date | None]]  # the dates in the file's order; None: no such day

_ANY_MARKS = f"[{MARKS}\ufeff]*"
_HEADER = re.compile(rf"^{_ANY_MARKS}(\[?)((?:[\d{SPACES}{MARKS}./:,،\-]|[^\W\d_]){{8,48}}?)(\] ?| - |: )")
_WORD = re.compile(r"[^\W\d_](?:[^\d,،]*[^\W\d_])?\.?")
_SAMPLE_LINES = 200  # from the start, and as many from the rest
_FIRST_LINE_SHARE = 0.1  # an export begins with a header, so the first line's shape wins unless it is this rare

_FIRST_YEAR, _LAST_YEAR = 2009, 2100  # WhatsApp's first year; no export is from after the last
_BUDDHIST_FROM, _BUDDHIST_AHEAD = 2400, 543  # years over 2400 are of the Thai calendar, 543 ahead
_PLACES: Mapping[DateOrder, tuple[int, int, int]] = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}  # of y, m, d
_IN_WORDS: Mapping[DateOrder, str] = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}
_ENOUGH_DAYS = 4  # so many days of one month are more likely than the same day of so many months


@dataclass(frozen=True)
class HeaderFormat:
    """What was decided about an export's headers, and why."""

    platform: Platform
    date_order: DateOrder
    clock: Literal[12, 24]
    resolution: Literal["minute", "second"]
    languages: tuple[str, ...]  # of WhatsApp's own words, the most frequent first; (): none of them was recognised
    ambiguous: bool  # day and month cannot be told apart, and nobody has said which is which
    reason: str  # why this date order, as a sentence


@dataclass(frozen=True)
class Shape:
    """One header family: five or six numbers with these separators, between an opening and a closing."""

    opening: str
    separators: tuple[str, ...]  # between the numbers; direction marks taken out, all kinds of space made one
    period: Literal["none", "before", "after"]  # where the day-period word stands beside the time
    closing: str
    time_first: bool

    @property
    def platform(self) -> Platform:
        return "android" if self.closing == " - " else "ios"

    @property
    def clock(self) -> Literal[12, 24]:
        return 24 if self.period == "none" else 12

    @property
    def resolution(self) -> Literal["minute", "second"]:
        return "second" if len(self.separators) == 5 else "minute"

    @property
    def day_separators(self) -> tuple[str, ...]:
        return self.separators[-2:] if self.time_first else self.separators[:2]

    @property
    def patterns(self) -> tuple[str, str]:
        """The day, with groups a b c, and the time, with groups h m s (and p, the day period); not anchored."""
        clock = ["h", "m", "s"][: len(self.separators) - 2]
        numbers = {name: rf"(?<{name}>\d{{1,{4 if name in 'abc' else 2}}})" for name in (*clock, *"abc")}
        if self.period == "before":
            numbers["h"] = f"{_period_pattern()}[{SPACES}{MARKS}]*{numbers['h']}"
        if self.period == "after":
            numbers[clock[-1]] += f"[{SPACES}{MARKS}]*{_period_pattern()}"
        between = self.separators[: len(clock) - 1] if self.time_first else self.separators[3:]
        return (
            _woven([numbers[name] for name in "abc"], self.day_separators),
            _woven([numbers[name] for name in clock], between),
        )

    @property
    def stamp_pattern(self) -> str:
        """Day and time as they stand in a header; not anchored."""
        glue = self.separators[-3] if self.time_first else self.separators[2]
        return _woven(self.patterns[::-1] if self.time_first else self.patterns, (glue,))

    @property
    def line_pattern(self) -> str:
        """What every record of this family begins with, and nothing else may."""
        parts = ["^", re.escape(self.opening), self.stamp_pattern, re.escape(self.closing)]
        return _ANY_MARKS.join(parts)

    def date_text(self, parts: Parts) -> str:
        """A date as it was written."""
        first, second = self.day_separators
        return f"{parts[0]}{first}{parts[1]}{second}{parts[2]}"


def _woven(numbers: Sequence[str], separators: Sequence[str]) -> str:
    glue = [_ANY_MARKS + _separator_pattern(separator) + _ANY_MARKS for separator in separators]
    return "".join(number + after for number, after in zip(numbers, [*glue, ""], strict=True))


def _separator_pattern(separator: str) -> str:
    return "".join(f"[{SPACES}]" if c == " " else re.escape(c) for c in separator)


def _period_pattern() -> str:
    spelt = (rf"\.?[{SPACES}]?".join(re.escape(letter) for letter in word) for word in day_periods())
    return rf"(?<p>(?i:{'|'.join(sorted(spelt, key=len, reverse=True))})\.?)"


def shape_of(line: str) -> Shape | None:
    """The family a line's header belongs to; None for a line without a header."""
    header = _HEADER.match(line)
    if header is None or (header[1] == "[") != header[3].startswith("]"):
        return None
    stamp = re.sub(f"[{SPACES}]", " ", re.sub(f"[{MARKS}]", "", header[2]))
    texts, numbers = re.split(r"\d+", stamp), re.findall(r"\d+", stamp)
    if len(numbers) not in (5, 6) or not all(texts[1:-1]) or max(map(len, numbers)) > 4:
        return None
    time_first = ":" in texts[1]
    start = 0 if time_first else 3
    end = len(numbers) - 3 if time_first else len(numbers)
    before, after = _period(texts[start]), _period(texts[end])
    texts[start] = re.sub(rf"{re.escape(before)} *", "", texts[start]) if before else texts[start]
    texts[end] = re.sub(rf" *{re.escape(after)}", "", texts[end]) if after else texts[end]
    if texts[0].strip() or texts[-1].strip():
        return None
    period = "after" if after else "before" if before else "none"
    return Shape(header[1], tuple(texts[1:-1]), period, header[3], time_first)


def _period(text: str) -> str:
    """The day-period word in what stands beside a time; "" where there is none."""
    word = _WORD.search(text)
    return word[0] if word and squeezed(word[0]) in day_periods() else ""


def vote(lines: pl.Series) -> Shape | None:
    """The one family that an export's headers belong to, from a sample of its lines; None: no line has a header."""
    step = max(1, lines.len() // _SAMPLE_LINES)
    sample = [*lines.head(_SAMPLE_LINES).to_list(), *lines.slice(_SAMPLE_LINES).gather_every(step).to_list()]
    votes = Counter(shape for line in sample if (shape := shape_of(line)))
    first = next((shape_of(line) for line in sample if line.strip()), None)
    if first and votes[first] >= _FIRST_LINE_SHARE * votes.total():
        return first
    return votes.most_common(1)[0][0] if votes else None


def with_stamps(heads: pl.DataFrame, shape: Shape) -> pl.DataFrame:
    """`heads` (with a column stamp: date and time as written) with the stamp cut into day and clock, as written."""
    glue = shape.separators[-3] if shape.time_first else shape.separators[2]
    parts = pl.col("stamp").str.splitn(glue, 2).struct
    cut = heads.with_columns(day=parts[1 if shape.time_first else 0], clock=parts[0 if shape.time_first else 1])
    if cut["day"].null_count() + cut["clock"].null_count() == 0 and not any(glue in s for s in shape.day_separators):
        return cut.drop("stamp")
    day, clock = shape.patterns
    stamp = pl.col("stamp")
    cut = heads.with_columns(day=stamp.str.extract(f"({day})"), clock=stamp.str.extract(f"({clock})"))
    return cut.drop("stamp")


def read_days(heads: pl.DataFrame, shape: Shape) -> pl.DataFrame:
    """The distinct days, in the file's order, as: day (as written), a, b, c (its numbers as written)."""
    days = heads.select(pl.col("day").unique(maintain_order=True))
    numbers = _in_western_digits(days["day"]).str.extract_groups(shape.patterns[0]).struct.unnest()
    return pl.concat([days, numbers.select("a", "b", "c")], how="horizontal")


def read_clocks(heads: pl.DataFrame, shape: Shape) -> pl.DataFrame:
    """The distinct times of day as: clock (as written), since_midnight (Duration; null: no such time)."""
    clocks = heads.select(pl.col("clock").unique())
    numbers = _in_western_digits(clocks["clock"]).str.extract_groups(shape.patterns[1]).struct.unnest()
    hour, minute = pl.col("h").cast(pl.Int32), pl.col("m").cast(pl.Int32)
    second = pl.col("s").cast(pl.Int32) if "s" in numbers.columns else pl.lit(0, dtype=pl.Int32)
    if "p" in numbers.columns:
        afternoon = _squeezed(pl.col("p")).is_in([word for word, half in day_periods().items() if half == "pm"])
        hour = pl.when(hour <= 12).then(hour % 12 + 12 * afternoon.cast(pl.Int32)).otherwise(hour)
    exists = (hour < 24) & (minute < 60) & (second < 60)
    passed = pl.duration(hours=hour, minutes=minute, seconds=second, time_unit="ms")
    return numbers.select(clocks["clock"], pl.when(exists).then(passed).alias("since_midnight"))


def _squeezed(words: pl.Expr) -> pl.Expr:
    return words.str.replace_all(f"[.{SPACES}{MARKS}]", "").str.to_lowercase()


def _in_western_digits(texts: pl.Series) -> pl.Series:
    foreign = texts.str.extract_all(r"[\d&&[^0-9]]").explode(empty_as_null=False).drop_nulls().unique().to_list()
    if not foreign:
        return texts
    return texts.str.replace_many(foreign, [str(unicodedata.decimal(digit)) for digit in foreign])


def with_times(heads: pl.DataFrame, days: pl.DataFrame, clocks: pl.DataFrame, order: DateOrder) -> pl.DataFrame:
    """`heads` with sent_at added; null where there is no such day or time."""
    midnights = days.select("day", midnight=dates_of(days, order).cast(pl.Datetime("ms")))
    runs = heads.select(pl.col("day").rle().struct.field("value").alias("day"))  # most headers have the day before's
    midnight = runs.join(midnights, on="day", how="left", maintain_order="left")["midnight"]
    since_midnight = heads.select("clock").join(clocks, on="clock", how="left", maintain_order="left")["since_midnight"]
    return heads.with_columns((midnight.gather(heads["day"].rle_id()) + since_midnight).alias("sent_at"))


def dates_of(days: pl.DataFrame, order: DateOrder) -> pl.Series:
    """The date of each of `read_days`'s rows, read in this order; null where there is no such day."""
    year, month, day = (pl.col("abc"[place]) for place in _PLACES[order])
    full = year.cast(pl.Int32)
    short, thai = year.str.len_chars() <= 2, full > _BUDDHIST_FROM
    western = pl.when(short).then(full + 2000).when(thai).then(full - _BUDDHIST_AHEAD).otherwise(full)
    return days.select(pl.format("{}-{}-{}", western, month, day).str.to_date("%Y-%m-%d", strict=False)).to_series()


def decide_order(days: pl.DataFrame, shape: Shape, given: str | None = None) -> tuple[DateOrder, bool, str]:
    """Date order, whether it is undecidable, and why, as a sentence; from all distinct dates in the file's order.

    The evidence, strongest first: numbers that fit only one order; the order in which messages run forward in time;
    readings that come out the same; many days of one month rather than one day of many months; and that no region
    writes the month first with anything but "/" (CLDR). What a person says (`given`) comes after the first three.
    Undecidable is read day first.
    """
    written: list[Parts] = days.select("a", "b", "c").drop_nulls().unique(maintain_order=True).rows()
    readings: Readings = {order: [_date(parts, order) for parts in written] for order in _PLACES}
    faults: dict[DateOrder, int] = {order: days.count(None) for order, days in readings.items()}
    possible = _fewest(faults)
    if all(len(year) <= 2 for year, _, _ in written) and len(possible) > 1 and "ymd" in possible:
        possible = _without_short_years(possible, readings)
    if len(possible) == 1:
        return possible[0], False, _range_reason(possible[0], written, readings, shape)
    forward: Readings = {order: readings[order] for order in possible}
    if len(set(map(tuple, forward.values()))) == 1:
        return possible[0], False, "Its dates read the same day first and month first."
    back: dict[DateOrder, int] = {order: _steps_back(days) for order, days in forward.items()}
    ranked: list[DateOrder] = sorted(possible, key=lambda order: back[order])
    best, other = ranked[:2]
    if back[other] > 4 * back[best]:
        return best, False, _chronology_reason(best, other, back)
    if given in possible:
        chosen = cast("DateOrder", given)
        return chosen, False, f"It was said that its dates are {_IN_WORDS[chosen]}; the file itself does not tell."
    return _by_habit(written, readings, possible, shape)


def _by_habit(
    written: Sequence[Parts], readings: Readings, possible: Sequence[DateOrder], shape: Shape
) -> tuple[DateOrder, bool, str]:
    """The last and weakest evidence."""
    likely = _by_distinct(written, possible)
    if likely is not None:
        rival = _IN_WORDS["mdy" if likely == "dmy" else "dmy"]
        return likely, False, f"Read {rival}, all its messages would be from the same day of different months."
    if "dmy" in possible and "/" not in shape.date_text(written[0]):
        return "dmy", False, f'No region writes dates like "{shape.date_text(written[0])}" with the month first.'
    return possible[0], True, _ambiguous_reason(written, readings, possible, shape)


def _date(parts: Parts, order: DateOrder) -> date | None:
    year, month, day = (int(parts[place]) for place in _PLACES[order])
    if len(parts[_PLACES[order][0]]) <= 2:
        year += 2000
    elif year > _BUDDHIST_FROM:
        year -= _BUDDHIST_AHEAD
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


def _fewest(faults: Mapping[DateOrder, int]) -> list[DateOrder]:
    return [order for order, count in faults.items() if count == min(faults.values())]


def _steps_back(days: Sequence[date | None]) -> int:
    return sum(later < earlier for earlier, later in pairwise(day for day in days if day))


def _without_short_years(possible: Sequence[DateOrder], readings: Readings) -> list[DateOrder]:
    """A two-digit year in front is rare: it is believed only where every other reading runs backwards."""
    back = {order: _steps_back(readings[order]) for order in possible}
    others: list[DateOrder] = [order for order in possible if order != "ymd"]
    return ["ymd"] if back["ymd"] == 0 < min(back[order] for order in others) else others


def _by_distinct(written: Sequence[Parts], possible: Sequence[DateOrder]) -> DateOrder | None:
    if set(possible) != {"dmy", "mdy"}:
        return None
    first, second = len({parts[0] for parts in written}), len({parts[1] for parts in written})
    if first >= _ENOUGH_DAYS and second == 1:
        return "dmy"
    return "mdy" if second >= _ENOUGH_DAYS and first == 1 else None


def _range_reason(
    order: DateOrder,
    written: Sequence[Parts],
    readings: Readings,
    shape: Shape,
) -> str:
    rivals: list[DateOrder] = [other for other in readings if other not in (order, "ymd")]
    telling = next(
        (p for i, p in enumerate(written) if readings[order][i] and any(not readings[r][i] for r in rivals)), written[0]
    )
    return f'Dates like "{shape.date_text(telling)}" can only be {_IN_WORDS[order]}.'


def _chronology_reason(best: DateOrder, other: DateOrder, back: Mapping[DateOrder, int]) -> str:
    jumps = "once" if back[other] == 1 else f"{back[other]} times"
    return (
        f"Read {_IN_WORDS[other]}, its messages would jump back in time {jumps}; read {_IN_WORDS[best]}, they run on."
    )


def _ambiguous_reason(
    written: Sequence[Parts],
    readings: Readings,
    possible: Sequence[DateOrder],
    shape: Shape,
) -> str:
    one, two = possible[:2]
    telling = next(i for i in range(len(written)) if readings[one][i] != readings[two][i])
    first, second = readings[one][telling], readings[two][telling]
    return (
        f"Every date in it could be read {_IN_WORDS[one]} or {_IN_WORDS[two]}: "
        f'"{shape.date_text(written[telling])}" may be {_in_words(first)} or {_in_words(second)}.'
    )


def _in_words(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "no day"
