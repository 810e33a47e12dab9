"""Which header format an export uses, decided on evidence.

A header is read as numbers and what stands between them, so that a new separator, script or order is new data and
not new code: `[27/3/2022، 21:41:35] ` is an opening, six numbers with their separators, and a closing. One export
uses one such shape throughout; a line in any other shape is text, even if it begins with a date.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from parsers.dates import DateOrder
from parsers.day_periods import LOST, halves, is_plain
from parsers.wording import MARKS, SPACES

Platform = Literal["android", "ios", "other"]

_ANY_MARKS = f"[{MARKS}\ufeff]*"
ERAS = "令和|平成|令|平|Reiwa|Heisei|R|H|民國|民国|Minguo"  # before a year; what stands after one is a separator

_HEADER = re.compile(
    rf"^{_ANY_MARKS}(\[?)([^\d\n\[\]]{{0,24}}\d{{1,4}}(?:[^\d\n\[\]]{{1,24}}\d{{1,4}}){{4,5}}?[^\d\n\[\]]{{0,32}}?)"
    rf"(\] ?| - |: )"
)
_MARKS, _SPACE, _NUMBER = re.compile(f"[{MARKS}]"), re.compile(f"[{SPACES}]"), re.compile(r"\d+")
_IN_DATE = re.compile(r"(?:[^\w:]|[年月日년월일]){1,4}")
_IN_TIME = re.compile(r"(?: ?[:.٫：h時时点點시分분] ?| min )")
_TAIL = re.compile(
    r"[ .)]*(?:น\.?|ч\.?|г\.?|h|s|Uhr|uur|hod[zź]\.|[時时分秒시분초日일]|B\.?E\.?|AP|AH|AD|CE|พ\.ศ\.)?[ .)]*"
)
_COMMA = re.compile("[,،]")
_ERA_END = re.compile(f"(?:{ERAS}) ?$")

_AM_PM = rf"(?<p>[aApP]\.?[{SPACES}{MARKS}]*[mM]\.?)"
_WORDED = r"(?<p>[^\d\n\[\]:/,،]{1,32}?)"  # which of them are words, day_periods.txt knows
_GAP = (
    f"(?:[{SPACES}{MARKS}{LOST}Â]|â€¯|â\u0080¯)*"  # before AM or PM: any space, and what a wrong code page made of it
)

_PASTED, _PASTED_SHARE = 5, 0.2  # fewer lines of another family were pasted into messages
_FIRST_LINE_SHARE = 0.1  # an export begins with a header, so the first line's shape wins unless it is this rare


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
    worded: bool = False  # the day period is another word than AM or PM
    era: bool = False  # a letter or word before the year says which emperor's it is
    tail: str = ""  # what follows the last number, as in "14:05 น."
    web: bool = False  # made by WhatsApp Web

    @property
    def platform(self) -> Platform:
        copied = self.opening == "[" and self.time_first and self.resolution == "minute"  # out of WhatsApp Web's window
        return "other" if self.web or copied else "android" if self.closing == " - " else "ios"

    @property
    def clock(self) -> Literal[12, 24]:
        return 24 if self.period == "none" else 12

    @property
    def resolution(self) -> Literal["minute", "second"]:
        return "second" if len(self.separators) == 5 else "minute"

    @property
    def glue(self) -> str:
        """What stands between day and time."""
        return self.separators[-3] if self.time_first else self.separators[2]

    @property
    def day_separators(self) -> tuple[str, ...]:
        return self.separators[-2:] if self.time_first else self.separators[:2]

    @property
    def time_separators(self) -> tuple[str, ...]:
        return self.separators[:-3] if self.time_first else self.separators[3:]

    def begins(self, line: str) -> bool:
        """Whether a line begins with a header of this family."""
        return shape_of(line) == replace(self, web=False)

    @property
    def patterns(self) -> tuple[str, str]:
        """The day, with groups a b c, and the time, with groups h m s (and p, the day period); not anchored."""
        year = rf"(?:(?:{ERAS})[{SPACES}]?)?\d{{1,4}}" if self.era else r"\d{1,4}"
        day = [f"(?<{name}>{year})" for name in "abc"]
        clock = [rf"(?<{name}>\d{{1,2}})" for name in "hms"[: len(self.time_separators) + 1]]
        word = _WORDED if self.worded else _AM_PM
        if self.period == "before":
            clock[0] = word + f"[{SPACES}{MARKS}]*" + clock[0]
        if self.period == "after":
            clock[-1] += ("" if self.worded else _GAP) + word
        return _woven(day, self.day_separators), _woven(clock, self.time_separators)

    @property
    def stamp_pattern(self) -> str:
        """Day and time as they stand in a header, as groups day and clock; not anchored."""
        day, time = (f"(?<{name}>{part})" for name, part in zip(("day", "clock"), self.patterns, strict=True))
        return _woven([time, day] if self.time_first else [day, time], (self.glue,)) + loose(self.tail)

    @property
    def line_pattern(self) -> str:
        """What every record of this family begins with, and nothing else may."""
        parts = ["^", re.escape(self.opening), self.stamp_pattern, re.escape(self.closing)]
        return _ANY_MARKS.join(parts)


def _woven(numbers: Sequence[str], separators: Sequence[str]) -> str:
    return "".join(number + loose(after) for number, after in zip(numbers, [*separators, ""], strict=True))


def loose(separator: str) -> str:
    """A pattern for a separator with any kind of space and with direction marks around."""
    spelt = [f"[{SPACES}]" if c == " " else re.escape(c) for c in separator]
    return _ANY_MARKS.join(["", *spelt, ""])


def shape_of(line: str) -> Shape | None:
    """The family a line's header belongs to; None for a line without a header."""
    header = _HEADER.match(line)
    if header is None or (header[1] == "[") != header[3].startswith("]"):
        return None
    numbers = list(map(int, _NUMBER.findall(header[2])))
    for shape in _families(header[1], _NUMBER.sub("0", header[2]), header[3]):
        if _is_possible(numbers, shape):
            return shape
    return None


def _is_possible(numbers: Sequence[int], shape: Shape) -> bool:
    """Whether there is such a time, and a month and a day are among the other numbers."""
    time, day = (numbers[:-3], numbers[-3:]) if shape.time_first else (numbers[3:], numbers[:3])
    low, middle, _ = sorted(day)
    return time[0] <= 24 and max(time[1:]) < 60 and low <= 12 and middle <= 31


@lru_cache(maxsize=1024)
def _families(opening: str, stamp: str, closing: str) -> tuple[Shape, ...]:
    """What a header may be, from what stands around its numbers (each written as 0)."""
    texts = _SPACE.sub(" ", _MARKS.sub("", stamp)).split("0")
    return tuple(_readings(opening, texts, closing))


def _readings(opening: str, texts: Sequence[str], closing: str) -> Iterator[Shape]:
    numbers = len(texts) - 1
    for time_first in (False, True):
        hour, end, day = (0, numbers - 3, numbers - 3) if time_first else (3, numbers, 0)
        bare = list(texts)
        before, bare[hour] = _cut_before(bare[hour])
        after, bare[end] = _cut_after(bare[end])
        era = [_ERA_END.sub("", text) for text in bare[day : day + 3]]
        has_era = era != bare[day : day + 3]
        bare[day : day + 3] = era
        first, *separators, tail = bare
        word = after or before
        shape = Shape(
            opening=opening,
            separators=tuple(separators),
            period="after" if after else "before" if before else "none",
            closing=closing,
            time_first=time_first,
            worded=bool(word) and not is_plain(word),
            era=has_era,
            tail=tail,
        )
        if not first.strip() and _TAIL.fullmatch(tail) and _is_well_formed(shape):
            yield shape


def _is_well_formed(shape: Shape) -> bool:
    return (
        bool(shape.glue)
        and shape.closing not in shape.glue
        and all(_IN_DATE.fullmatch(separator) for separator in shape.day_separators)
        and all(_IN_TIME.fullmatch(separator) for separator in shape.time_separators)
    )


def _cut_before(text: str) -> tuple[str, str]:
    """The day-period word at the end of what stands before a time ("" where there is none), and the rest."""
    words = text.strip(" ,،").removeprefix(". ")
    while words and text.rstrip(" ").endswith(words):
        if halves(words):
            return words, text[: text.rindex(words)]
        words = words.partition(" ")[2]
    return "", text


def _cut_after(text: str) -> tuple[str, str]:
    """The day-period word at the start of what stands after a time ("" where there is none), and the rest."""
    words = _COMMA.split(text)[0].strip(" ")
    return (words, text[text.index(words) + len(words) :]) if words and halves(words) else ("", text)


def vote(lines: Iterable[str]) -> Shape | None:
    """The one family that an export's headers belong to, from a sample of its lines; None: no line has a header.

    The sample's first line is the file's.
    """
    sample = list(lines)
    votes = Counter(shape for line in sample if (shape := shape_of(line)))
    first = next((shape_of(line) for line in sample if line.strip()), None)
    if not votes:
        return None
    shape = first if first and votes[first] >= _FIRST_LINE_SHARE * votes.total() else votes.most_common(1)[0][0]
    return replace(shape, web=_is_web(shape, sample))


def is_mixed(sample: Iterable[str], shape: Shape) -> bool:
    """Whether so many lines begin with headers of another family that they may be another export's."""
    others = [shape.begins(line) for line in sample if shape_of(line)]
    return others.count(False) >= max(_PASTED, _PASTED_SHARE * len(others))


def _is_web(shape: Shape, sample: Sequence[str]) -> bool:
    """WhatsApp Web writes American headers in every language, "- " before notices and no date on the first line.

    An American iPhone writes the same headers, but with a name in every record and marks that Web does not write.
    """
    american = Shape("[", ("/", "/", ", ", ":", ":"), "after", "] ", time_first=False)
    if shape != american:
        return False
    first = next((line for line in sample if line.strip()), "")
    undated = shape_of(first) is None and not any("\u200e" in line for line in sample)
    return undated or any("] - " in line and shape_of(line) == shape for line in sample)
