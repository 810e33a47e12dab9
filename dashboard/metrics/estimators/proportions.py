"""Shares of families: k of n. None is "undefined". scipy.stats has some of this and takes a second to import."""

import math
from bisect import bisect_left

from scipy.special import bdtr, ndtri


def wilson(k: int, n: int, *, level: float = 0.95) -> tuple[float, float] | None:
    """Score interval of the share k / n, without continuity correction; undefined for n = 0.

    Source: Wilson (1927).
    """
    if n == 0:
        return None
    z = float(ndtri((1 + level) / 2))
    centre = (k + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(k * (n - k) / n + z * z / 4)
    low = 0.0 if k == 0 else centre - half
    high = 1.0 if k == n else centre + half
    return low, high


def newcombe(k1: int, n1: int, k2: int, n2: int, *, level: float = 0.95) -> tuple[float, float] | None:
    """Hybrid score interval of the difference k1 / n1 - k2 / n2 of independent shares; undefined for n1 or n2 = 0.

    Source: Newcombe (1998), Interval estimation for the difference between independent proportions, method 10.
    """
    first, second = wilson(k1, n1, level=level), wilson(k2, n2, level=level)
    if first is None or second is None:
        return None
    p1, p2 = k1 / n1, k2 / n2
    difference = p1 - p2
    return (
        difference - math.hypot(p1 - first[0], second[1] - p2),
        difference + math.hypot(first[1] - p1, p2 - second[0]),
    )


def mcnemar(only_one: int, only_other: int) -> float | None:
    """Exact two-sided p of the change among families that count in one of two periods only; undefined for none.

    Source: McNemar (1947), exact binomial form.
    """
    changed = only_one + only_other
    if changed == 0:
        return None
    return min(1.0, 2 * float(bdtr(min(only_one, only_other), changed, 0.5)))


def funnel_limits(n: int, target: float, *, level: float, inflation: float = 1.0) -> tuple[float, float]:
    """Shares between which a class of `n` families lies by chance, if `target` is the chance of each: exact binomial
    limits, interpolated, moved sqrt(`inflation`) times as far from `target`, cut to [0, 1]; (0, 1) for n = 0.

    By chance a class lies under the lower limit, and over the upper one, with at most half of 1 - `level` each. They
    close in on `target` as `n` grows.
    Source: Spiegelhalter (2005), Funnel plots for comparing institutional performance, appendix. His lower limit is
    taken twice: for the k of n, and for the n - k others. His upper one, interpolated from below, is one family lower,
    leaves out n of n however likely that is, is passed by chance 2.6 times as often as a 95 % limit should be and 28
    times as often as a 99.8 % one (mean over 10 to 60 families and targets of 2 % to 98 %), and does not fall steadily
    as `n` grows.
    """
    if n == 0:
        return 0.0, 1.0
    tail, wider = (1 - level) / 2, math.sqrt(inflation)
    low = target + wider * (_lower_limit(n, target, tail) - target)
    high = target + wider * (1 - _lower_limit(n, 1 - target, tail) - target)
    return max(low, 0.0), min(high, 1.0)


def _lower_limit(n: int, target: float, tail: float) -> float:
    """The share that a class falls below with probability `tail`; under 0 where even 0 of n is likelier than that."""
    count = bisect_left(range(n), tail, key=lambda k: bdtr(k, n, target))
    upto = float(bdtr(count, n, target))
    below = float(bdtr(count - 1, n, target)) if count > 0 else 0.0
    return (count - (upto - tail) / (upto - below)) / n
