"""Chance that comes out the same on every machine and every Python.

Only `random.Random.random()` is promised never to change between versions, so everything is built on it;
each part of the school rolls its own dice, so that changing one part leaves the others as they were.
"""

import math
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of chance named by `seed` and `part`."""

    def __init__(self, seed: int, part: str) -> None:
        self._next = random.Random(f"{seed}/{part}").random

    def chance(self, share: float) -> bool:
        return self._next() < share

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self._next()

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both possible."""
        return low + int(self._next() * (high - low + 1))

    def pick(self, choices: Sequence[T]) -> T:
        return choices[int(self._next() * len(choices))]

    def weighted(self, choices: Sequence[T], weights: Sequence[float]) -> T:
        mark = self._next() * sum(weights)
        for choice, weight in zip(choices, weights, strict=True):
            mark -= weight
            if mark < 0:
                return choice
        return choices[-1]

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        """`count` different choices (all, if there are fewer), in random order."""
        return self.shuffled(choices)[:count]

    def shuffled(self, choices: Sequence[T]) -> list[T]:
        return [
            choice for _, _, choice in sorted((self._next(), place, choice) for place, choice in enumerate(choices))
        ]

    def lognormal(self, median: float, spread: float) -> float:
        """A waiting time with this median; `spread` is the standard deviation of its logarithm."""
        normal = sum([self._next() for _ in range(12)]) - 6
        return median * math.exp(spread * normal)
