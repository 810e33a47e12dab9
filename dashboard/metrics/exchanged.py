"""Whether a text that is nearly the same as another tells of another thing: a usual notice with a new class and day."""

import re
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from typing import NamedTuple

from rapidfuzz.distance import OSA, Indel, Levenshtein

from dashboard.metrics.date_words import SOON, DateWords, date_words

SURE = 12  # characters that are the same; between two such runs of words the texts go side by side
FEW = 6  # words; of more, somebody's own remark may stand there instead
MISTYPED = 2  # characters of a word
MOST_MISTYPED = 4  # of several words
STILL_LIKE, STILL_LIKE_SEVERAL = 0.4, 0.7  # of mistyped words: a short one could be any other
NUMERAL = re.compile("[一二三四五六七八九十百]+|[月火水木金土日](?=曜)")  # where words stand without spaces
DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th|er|o|º)?")
DAY_AND_MONTH = re.compile(r"(?:\d+|[一二三四五六七八九十]+)\s?月\s?(?:\d+|[一二三四五六七八九十]+)")
BESIDE = 2  # words from a day to its month: 4 de julio


class Beside(NamedTuple):
    """Words of one text and those that stand for them in the other."""

    said: list[str]
    heard: list[str]
    within: bool  # between runs of words that are the same
    same: bool


def says_another_thing(said: str, heard: str, *, whole: bool) -> bool:
    """Do two plain texts name other facts in the same place, or have other words there and no day in common?

    Facts are words with a digit and the names of weekdays and months: whoever passes a text on leaves those as they
    are. With another word in it ("tell me" for "tell your rep") it may be the same thing or the next such notice: it is
    the same if both name the same day of a month. Misspelt words and words around the text do not count. whole: nearly
    all of the text is in the other; otherwise there is only a part of it, with other words around.
    """
    parts = list(side_by_side(said.split(), heard.split()))
    exchanged = [part for part in parts if is_exchanged(part, whole=whole)]
    if any(tells_otherwise(part) for part in exchanged):
        return True
    reworded = any((part.within or (whole and is_one_word(part))) and not is_misspelt(part) for part in exchanged)
    return reworded and not any(part.same and names_day(part.said) for part in parts)


def side_by_side(said: list[str], heard: list[str]) -> Iterable[Beside]:
    opcodes = Levenshtein.opcodes(said, heard)
    runs = [list(run) for _, run in groupby(opcodes, lambda opcode: opcode.tag == "equal")]
    parts = [
        (run[0].tag == "equal", said[run[0].src_start : run[-1].src_end], heard[run[0].dest_start : run[-1].dest_end])
        for run in runs
    ]
    sure = [place for place, (same, words, _) in enumerate(parts) if same and len(" ".join(words)) >= SURE]
    for place, (same, ours, theirs) in enumerate(parts):
        yield Beside(ours, theirs, bool(sure) and sure[0] < place < sure[-1], same)


def is_exchanged(part: Beside, *, whole: bool) -> bool:
    """Words stand for others, not for nothing, and are none that somebody put around a text or a part of it."""
    if part.same or not part.said or not part.heard or "".join(part.said) == "".join(part.heard):
        return False
    few = max(len(part.said), len(part.heard)) <= FEW
    return few or (whole and part.within)


def is_one_word(part: Beside) -> bool:
    """One for one; of an opening or ending of somebody's own there are more."""
    return len(part.said) == len(part.heard) == 1


def tells_otherwise(part: Beside) -> bool:
    if is_misspelt(part) and len(part.said) != len(part.heard):  # a space went missing: 9am may be "9 am"
        return digits(part.said) != digits(part.heard)
    ours, theirs = set(facts(part.said)), set(facts(part.heard))
    return not (ours <= theirs or theirs <= ours)


def digits(words: Iterable[str]) -> str:
    return "".join(filter(str.isdigit, "".join(words)))


def facts(words: Iterable[str]) -> Iterable[str]:
    names = names_of_days()
    for word in words:
        if any(map(str.isdigit, word)):
            yield word
        elif word in names.months:
            yield f"month {names.months[word]}"
        elif word in names.weekdays:
            yield f"weekday {names.weekdays[word]}"
        else:
            yield from NUMERAL.findall(word)


@cache
def names_of_days() -> DateWords:
    return date_words(tuple(SOON))


def is_misspelt(part: Beside) -> bool:
    ours, theirs, several = " ".join(part.said), " ".join(part.heard), len(part.said) > 1
    like = STILL_LIKE_SEVERAL if several else STILL_LIKE
    most = min(MOST_MISTYPED, MISTYPED * len(part.said))
    return OSA.distance(ours, theirs) <= most and Indel.normalized_similarity(ours, theirs) >= like


def names_day(words: list[str]) -> bool:
    """Is there a day and its month among the words?"""
    months = [place for place, word in enumerate(words) if word in names_of_days().months]
    near = (word for place in months for word in words[max(0, place - BESIDE) : place + BESIDE + 1])
    return any(DAY.fullmatch(word) for word in near) or DAY_AND_MONTH.search(" ".join(words)) is not None
