"""The attack that proves a suppression: whether somebody who knows all that is told can work out a hidden number.

Whole numbers, a range for each, and what is known of sums of them. Integer programming (HiGHS) asks of each hidden one
whether more than one value is possible. Two answers that differ settle it, so a few answers for all of them together,
and each of these with one number moved by one, settle nearly every one; the rest are asked one by one, within the few
numbers that they depend on.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, Self, TypeVar

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

Key = TypeVar("Key", bound=Hashable)
NAMED = 6  # in a sentence
NODES, GAP = 200, 0.05  # any answer will do where all are asked together, the best of them or not


class Contradiction(Exception):
    """What is told cannot all be true: no whole numbers fit it. `keys`: among which; all that are related to them."""

    def __init__(self, keys: Sequence[Hashable]) -> None:
        more = f" and {len(keys) - NAMED} more" if len(keys) > NAMED else ""
        super().__init__(f"No whole numbers fit all that is told of {', '.join(map(str, keys[:NAMED]))}{more}.")
        self.keys = tuple(keys)


@dataclass(frozen=True)
class Relation(Generic[Key]):
    """low <= sum of coefficient * number <= high; either end may be infinite."""

    terms: Mapping[Key, int]
    low: float
    high: float


@dataclass(frozen=True)
class _Numbers:
    """The numbers between `low` and `high` of which `least` <= sums @ numbers <= `most`."""

    low: np.ndarray
    high: np.ndarray
    sums: csr_array
    least: np.ndarray
    most: np.ndarray

    def fit(self, numbers: np.ndarray) -> bool:
        """Exactly: a solver's numbers are whole but for a small error."""
        sums = self.sums @ numbers
        within = (sums >= self.least) & (sums <= self.most)
        return bool(within.all() and (numbers >= self.low).all() and (numbers <= self.high).all())

    def movable(self, numbers: np.ndarray, by: int) -> np.ndarray:
        """Of `numbers` that fit: which would, did that one alone change by so much."""
        moved, sums, rows = numbers + by, self.sums @ numbers, self.sums.tocoo()
        after = sums[rows.row] + by * rows.data
        broken = (after < self.least[rows.row]) | (after > self.most[rows.row])
        return (moved >= self.low) & (moved <= self.high) & (np.bincount(rows.col, broken, moved.size) == 0)

    def of(self, columns: np.ndarray, rows: np.ndarray) -> Self:
        sums = self.sums[rows][:, columns]
        return type(self)(self.low[columns], self.high[columns], sums, self.least[rows], self.most[rows])

    def parts(self, asked: np.ndarray) -> Iterator[tuple[np.ndarray, Self]]:
        """Columns of numbers that depend on each other, and what is known of them, wherever one is asked for."""
        columns, used = self.low.size, abs(self.sums)
        _, part = connected_components(used.T @ used, directed=False) if columns else (0, np.empty(0, np.int32))
        first = part[used.indices[used.indptr[:-1]]]
        for own, rows in zip(_each(part, columns), _each(first, columns), strict=True):
            if asked[own].any():
                yield own, self.of(own, rows)


def _each(numbers: np.ndarray, fewer_than: int) -> Iterator[np.ndarray]:
    """Where 0 stands in `numbers`, where 1 does, and so on."""
    order = np.argsort(numbers, kind="stable")
    ends = np.searchsorted(numbers, np.arange(fewer_than + 1), sorter=order).tolist()
    yield from (order[start:end] for start, end in pairwise(ends))


def exposed(
    ranges: Mapping[Key, tuple[int, int]], relations: Sequence[Relation[Key]], hidden: Collection[Key]
) -> tuple[Key, ...]:
    """Those of `hidden` of which one whole number alone fits `ranges` (the least and the most) and `relations`, sorted.

    Raises Contradiction where nothing fits, and KeyError where `relations` or `hidden` speak of a key without a range.
    """
    keys, numbers = _read(ranges, relations)
    place = {key: column for column, key in enumerate(keys)}
    low, high = _seen(keys, numbers, np.isin(np.arange(len(keys)), [place[key] for key in hidden]))
    return tuple(sorted((key for key in set(hidden) if low[place[key]] == high[place[key]]), key=str))


def feasible(ranges: Mapping[Key, tuple[int, int]], relations: Sequence[Relation[Key]], key: Key) -> tuple[int, int]:
    """The least and the most that the number of `key` may be. Raises as `exposed` does."""
    keys, numbers = _read(ranges, relations)
    _seen(keys, numbers, np.zeros(len(keys), dtype=bool))
    asked = np.array([each == key for each in keys])
    own, part = next(numbers.parts(asked))
    column = int(np.flatnonzero(asked[own])[0])
    return int(_extreme(part, column, 1)[column]), int(_extreme(part, column, -1)[column])


def _read(ranges: Mapping[Key, tuple[int, int]], relations: Sequence[Relation[Key]]) -> tuple[list[Key], _Numbers]:
    """The keys in their order and their numbers, without relations that the ranges say already."""
    keys = sorted(ranges, key=str)
    place = {key: column for column, key in enumerate(keys)}
    ends = np.array([ranges[key] for key in keys], dtype=np.int64).reshape(-1, 2)
    starts = np.cumsum([0, *(len(relation.terms) for relation in relations)])
    columns = np.array([place[key] for relation in relations for key in relation.terms], dtype=np.int64)
    factors = np.array([factor for relation in relations for factor in relation.terms.values()], dtype=np.int64)
    every = _Numbers(
        ends[:, 0],
        ends[:, 1],
        csr_array((factors, columns, starts), shape=(len(relations), len(keys))),
        np.array([relation.low for relation in relations], dtype=np.float64),
        np.array([relation.high for relation in relations], dtype=np.float64),
    )
    return keys, every.of(np.arange(len(keys)), _telling(keys, every))


def _telling(keys: Sequence[Hashable], every: _Numbers) -> np.ndarray:
    """The rows that say more than the ranges do."""
    for column in np.flatnonzero(every.low > every.high).tolist():
        raise Contradiction([keys[column]])
    up, down = every.sums.maximum(0), every.sums.minimum(0)
    least, most = up @ every.low + down @ every.high, up @ every.high + down @ every.low
    for row in np.flatnonzero((most < every.least) | (least > every.most)).tolist():
        raise Contradiction([keys[column] for column in every.sums.indices[slice(*every.sums.indptr[row : row + 2])]])
    return np.flatnonzero((least < every.least) | (most > every.most))


def _seen(keys: Sequence[Hashable], every: _Numbers, asked: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The least and the most of each number that some answer gives, and of those `asked` two that differ if any do."""
    low, high = every.low.copy(), every.high.copy()
    related = np.unique(every.sums.indices)
    if related.size:
        numbers = every.of(related, np.arange(every.least.size))
        answers = _Answers(numbers, asked[related])
        answers.ask_all()
        for own, part in numbers.parts(answers.unanswered | answers.undecided()):
            if not answers.ask_each(own, part):
                raise Contradiction([keys[column] for column in related[own]])
        low[related], high[related] = answers.least, answers.most
    return low, high


class _Answers:
    """What answers so far made of each number, and which of those asked for are still one and the same in all."""

    def __init__(self, numbers: _Numbers, asked: np.ndarray) -> None:
        self.numbers, self.asked = numbers, asked
        self.least, self.most = numbers.high + 1, numbers.low - 1

    @property
    def unanswered(self) -> np.ndarray:
        return self.most < self.least

    def undecided(self, own: np.ndarray | slice = slice(None)) -> np.ndarray:
        return self.asked[own] & (self.least[own] >= self.most[own])

    def take(self, found: np.ndarray, own: np.ndarray | slice = slice(None)) -> None:
        self.least[own] = np.minimum(self.least[own], found)
        self.most[own] = np.maximum(self.most[own], found)

    def take_near(self, found: np.ndarray) -> None:
        """An answer for all, and those that are one of its numbers away from it."""
        self.take(found)
        for by in (-1, 1):
            self.take(np.where(self.numbers.movable(found, by), found + by, found))

    def ask_all(self) -> None:
        """For large numbers, and for small ones."""
        for sign in (-1, 1):
            found = _answer(self.numbers, sign * self.undecided(), GAP) if self.undecided().any() else None
            if found is not None:
                self.take_near(found)

    def ask_each(self, own: np.ndarray, part: _Numbers) -> bool:
        """For the least and the most of each that is still undecided; false where no numbers fit."""
        if self.unanswered[own].any():
            found = _answer(part, np.zeros(own.size))
            if found is None:
                return False
            self.take(found, own)
        for column in np.flatnonzero(self.undecided(own)).tolist():
            for sign in (1, -1):
                if self.undecided(own)[column]:
                    self.take(_extreme(part, column, sign), own)
        return True


def _extreme(numbers: _Numbers, column: int, sign: int) -> np.ndarray:
    """An answer with the least (sign 1) or the most (-1) of one number, where some numbers fit."""
    wanted = np.zeros(numbers.low.size)
    wanted[column] = sign
    found = _answer(numbers, wanted)
    if found is None:
        raise ArithmeticError("The solver found no numbers where there are some.")
    return found


def _answer(numbers: _Numbers, wanted: np.ndarray, gap: float | None = None) -> np.ndarray | None:
    """The numbers that fit and whose sum, each times what is `wanted`, is the least; None where none is found.

    With a `gap`, that sum need not be the least, nor the search go on for long.
    """
    from scipy.optimize import milp  # here, because it loads slowly

    found = milp(
        wanted,
        integrality=np.ones(wanted.size),
        bounds=(numbers.low, numbers.high),
        constraints=(numbers.sums.astype(np.float64), numbers.least, numbers.most),
        options={} if gap is None else {"mip_rel_gap": gap, "node_limit": NODES},
    )
    whole = None if found.x is None else np.round(found.x).astype(np.int64)
    return whole if whole is not None and numbers.fit(whole) else None
