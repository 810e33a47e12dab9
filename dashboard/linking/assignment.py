"""One guardian, one sender: who is linked where several persons of a group want the same place.

Of all ways to give each person one place or none, the likeliest is taken; its lead before the likeliest way in which a
person is of another family, or of none, is that person's margin.
"""

from collections.abc import Sequence
from itertools import groupby
from math import log2
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import polars as pl
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from dashboard.linking.weights import STRANGERS

IMPOSSIBLE = -1e6  # bits
UNNAMED_PLACES = 2  # guardians whom a family without names may have
CONTESTS = pl.Schema({"chat": pl.String, "namesakes": pl.String, "won": pl.String, "margin": pl.Float64})


def contests(pairs: pl.DataFrame) -> pl.DataFrame:
    """chat, namesakes, won (the family that the likeliest assignment gives them, or null), margin in bits.

    `pairs`: chat, namesakes, place, family, guardian, odds.
    """
    wanted = (
        pairs.group_by("chat", "namesakes", "place", "family", maintain_order=True)
        .agg(bits=pl.col("odds").max().log(2), unnamed=pl.col("guardian").first().is_null())
        .filter(pl.col("bits") > log2(STRANGERS) - 6)
    )
    if wanted.is_empty():
        return CONTESTS.to_frame()
    person = dense(wanted, "chat", "namesakes")
    place = dense(wanted, "chat", "place") + int(person.max()) + 1
    size = int(place.max()) + 1
    graph = coo_array((np.ones(wanted.height), (person, place)), shape=(size, size))
    _, component = connected_components(graph, directed=False)
    numbered = wanted.with_columns(part=component[person], person=person, at=place).sort("part", maintain_order=True)
    parts = groupby(numbered.select("part", "person", "at", "family", "bits", "unnamed").iter_rows(), itemgetter(0))
    rows = [row for _, part in parts for row in contest([Wish(*wish) for _, *wish in part])]
    won = pl.DataFrame(rows, schema={"person": pl.Int64, "won": pl.String, "margin": pl.Float64}, orient="row")
    who = numbered.select("chat", "namesakes", pl.col("person").cast(pl.Int64)).unique(maintain_order=True)
    return who.join(won, on="person").select(CONTESTS.names())


class Wish(NamedTuple):
    """That a person is of a place, and the bits that speak for it."""

    person: int
    place: int
    family: str
    bits: float
    unnamed: bool


def dense(frame: pl.DataFrame, *columns: str) -> np.ndarray:
    """A number from 0 on for each distinct row of the columns."""
    return frame.select(pl.struct(columns).rank("dense") - 1).to_series().to_numpy().astype(np.int64)


def contest(wishes: Sequence[Wish]) -> list[tuple[int, str | None, float]]:
    """person, won, margin of all who, directly or through others, want the same places."""
    persons = list(dict.fromkeys(wish.person for wish in wishes))
    copies = {wish.place: UNNAMED_PLACES if wish.unnamed else 1 for wish in wishes}
    columns = [place for place, count in copies.items() for _ in range(count)]
    family_of = {wish.place: wish.family for wish in wishes}
    families: list[str | None] = [*(family_of[place] for place in columns), *(None for _ in persons)]
    bits = {(wish.person, wish.place): wish.bits for wish in wishes}
    value = np.full((len(persons), len(families)), IMPOSSIBLE)
    for at, person in enumerate(persons):
        value[at, : len(columns)] = [bits.get((person, place), IMPOSSIBLE) for place in columns]
        value[at, len(columns) + at] = log2(STRANGERS)
    best, chosen = likeliest(value)
    rows: list[tuple[int, str | None, float]] = []
    for at, person in enumerate(persons):
        won: str | None = families[int(chosen[at])]
        otherwise = value.copy()
        otherwise[at, [family == won for family in families]] = IMPOSSIBLE
        rows.append((person, won, best - likeliest(otherwise)[0]))
    return rows


def likeliest(value: np.ndarray) -> tuple[float, np.ndarray]:
    """The greatest sum of one value a row, no column twice, and the column of each row."""
    if len(value) == 1:
        return float(value.max()), value.argmax(axis=1)
    rows, columns = linear_sum_assignment(value, maximize=True)
    return float(value[rows, columns].sum()), columns
