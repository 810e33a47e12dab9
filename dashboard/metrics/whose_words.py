"""Whose words a message and an announcement have in common: only this announcement's, or usual, or older ones."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, groupby, islice
from operator import itemgetter

import polars as pl

from dashboard.metrics.exchanged import says_another_thing
from dashboard.metrics.plain_text import LEAST_ALIKE
from dashboard.metrics.words_in_common import STRETCH, Match, stretches, worth_comparing

OWN = 10  # characters in a run that must be the announcement's own
USUAL = 2  # other announcements that say the same: the words are the sender's usual ones
ENOUGH = 12  # announcements to look at for that


def copied_pieces(found: Iterable[Match], long: pl.DataFrame) -> pl.DataFrame:
    """announcement, pieces: two of every stretch that was copied, as whoever wrote it before wrote those, too."""
    every = dict(long.select("announcement", "pieces").iter_rows())
    rows = [
        (match.announcement, piece)
        for match in found
        for words in match.words
        for piece in islice((piece for piece in every[match.announcement] if piece.lower() in words), 2)
    ]
    return (
        pl.DataFrame(rows, schema={"announcement": pl.UInt32, "pieces": pl.String}, orient="row")
        .unique(maintain_order=True)
        .group_by("announcement", maintain_order=True)
        .agg("pieces")
    )


def texts_of(held: pl.DataFrame, copied: set[int]) -> dict[int, list[str]]:
    """By announcement, the texts of messages that are not near an earlier one."""
    rows = (
        held.filter(~pl.col("message").is_in(list(copied))).select("announcement", "said", "heard").sort("announcement")
    )
    return {
        number: [heard for _, said, heard in of_it if worth_comparing(said, heard)]
        for number, of_it in groupby(rows.iter_rows(), itemgetter(0))
    }


def is_usual(match: Match, said: Mapping[int, str]) -> bool:
    """Are the words in common such as the sender puts into announcements of other things?"""
    if match.whole:
        return False
    announced = said[match.announcement]
    return all(
        own_size(run, list(islice(elsewhere(run, announced, said.values()), ENOUGH)), USUAL) < OWN
        for run in match.words
    )


def is_of_another_thing(match: Match, said: Mapping[int, str]) -> bool:
    return says_another_thing(said[match.announcement], match.heard, whole=match.whole)


def elsewhere(run: str, announced: str, said: Iterable[str]) -> Iterable[str]:
    """Announcements of other things that hold some of the words."""
    return (
        text
        for text in said
        if any(stretch in text for stretch in stretches(run, STRETCH // 2)) and not repeats(announced, text)
    )


def is_older(match: Match, announced: str, stood: Sequence[str]) -> bool:
    """Did one text that stood in a class group before, and told of no other thing, hold the words in common?"""
    texts = (text for text in stood if not (match.whole and says_another_thing(announced, text, whole=True)))
    return match.words != [] and any(all(own_size(run, [text], 1) < OWN for run in match.words) for text in texts)


def repeats(said: str, again: str) -> bool:
    """Is half of an announcement in the other: a reminder, perhaps with other words around it?"""
    held = [stretch in again for stretch in stretches(said, STRETCH)]
    return 2 * sum(held) >= len(held)


def own_size(run: str, others: Sequence[str], times: int) -> int:
    """Characters of the run that are in no stretch that so many of the others hold."""
    if not others:
        return len(run)
    starts = [
        start for start, stretch in enumerate(stretches(run, 1)) if sum(stretch in other for other in others) >= times
    ]
    return len(run) - len({*chain.from_iterable(range(start, start + STRETCH) for start in starts)})


def nearest(found: Iterable[Match]) -> Iterable[Match]:
    """Of the matches of a message, those of other parts of it than a better match."""
    for _, of_message in groupby(sorted(found, key=lambda match: match.message), lambda match: match.message):
        taken: set[int] = set()
        for match in sorted(of_message, key=lambda match: (match.size, match.whole, match.sent_at), reverse=True):
            places = {place for start, length in match.runs for place in range(start, start + length)}
            if not taken or len(places - taken) >= LEAST_ALIKE:
                yield match
            taken |= places
