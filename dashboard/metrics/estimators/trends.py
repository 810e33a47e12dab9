"""Is a figure drifting from period to period? `y` holds one value for each, in order; None is "undefined"."""

import math
from collections.abc import Sequence

import numpy as np
from scipy.special import ndtr, ndtri

FEWEST = 5
Z_95 = float(ndtri(0.975))


def theil_sen(y: Sequence[float]) -> tuple[float, float, float] | None:
    """Slope a period (the median over every two periods), and the low and high end of its 95 % interval.

    Undefined for fewer than five values: the slopes of four span no more than a 92 % interval.
    Source: Theil (1950); interval by Sen (1968), with his correction for ties.
    """
    values = np.asarray(y, dtype=float)
    if len(values) < FEWEST:
        return None
    earlier, later = np.triu_indices(len(values), 1)
    slopes = np.sort((values[later] - values[earlier]) / (later - earlier))
    reach = Z_95 * math.sqrt(_variance(values))
    low = max(round((len(slopes) - reach) / 2) - 1, 0)
    high = min(round((len(slopes) + reach) / 2), len(slopes) - 1)
    return float(np.median(slopes)), float(slopes[low]), float(slopes[high])


def mann_kendall(y: Sequence[float]) -> tuple[float, int] | None:
    """Two-sided p of no trend, and the direction: 1 rising, -1 falling, 0 neither.

    Normal approximation with continuity correction and correction for ties. Undefined for fewer than five values.
    Source: Mann (1945); Kendall (1975), Rank Correlation Methods.
    """
    values = np.asarray(y, dtype=float)
    if len(values) < FEWEST:
        return None
    earlier, later = np.triu_indices(len(values), 1)
    score = float(np.sign(values[later] - values[earlier]).sum())
    if score == 0:
        return 1.0, 0
    return 2 * float(ndtr((1 - abs(score)) / math.sqrt(_variance(values)))), int(math.copysign(1, score))


def _variance(values: np.ndarray) -> float:
    """Variance of Kendall's score without a trend, ties allowed for."""
    _, alike = np.unique(values, return_counts=True)
    untied, tied = _without_ties(np.array([len(values)])), _without_ties(alike)
    return float(untied.sum() - tied.sum())


def _without_ties(lengths: np.ndarray) -> np.ndarray:
    return lengths * (lengths - 1) * (2 * lengths + 5) / 18
