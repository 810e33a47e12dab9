"""Plain functions of counts; None is "undefined".

`x` holds one count for each family of a class, zeros for the families that did not post.
"""

import math
from collections.abc import Sequence

import numpy as np
from scipy.special import entr, ndtri


def gini(x: Sequence[float], *, corrected: bool = True) -> float | None:
    """Population Gini over all families: 0 is everybody alike, 1 is one family alone.

    `corrected` multiplies by n / (n - 1), so that one family alone gives 1 in a class of any size.
    Undefined for no families, no messages, and, corrected, for one family.
    Source: Gini (1912) as half the relative mean difference; Deltas (2003) for the correction.
    """
    counts = np.sort(np.asarray(x, dtype=float))
    n, total = len(counts), counts.sum()
    if total == 0 or (corrected and n == 1):
        return None
    population = float(np.dot(2 * np.arange(1, n + 1) - n - 1, counts) / (n * total))
    return population * n / (n - 1) if corrected else population


def hill(x: Sequence[float], q: float) -> float | None:
    """Effective number of voices: as many equal ones would be as diverse.

    q = 0 counts the families that posted, q = 1 is exp(Shannon), q = 2 is inverse Simpson. Undefined for no messages.
    Source: Hill (1973), Diversity and evenness.
    """
    counts = np.asarray(x, dtype=float)
    total = counts.sum()
    if total == 0:
        return None
    p = counts[counts > 0] / total
    if math.isclose(q, 1):
        return math.exp(entr(p).sum())
    return float((p**q).sum() ** (1 / (1 - q)))


def rarefied(x: Sequence[int], m: int) -> float | None:
    """Expected number of distinct families in `m` messages drawn at random without replacement.

    Undefined where `m` is more than all messages, and for no messages.
    Source: Hurlbert (1971), exact hypergeometric; a product over the smaller of `m` and the count, because differences
    of log-factorials lose eight digits at ten million messages.
    """
    total = sum(x)
    if total == 0 or m > total:
        return None
    return math.fsum(_drawn(count, m, total) for count in x if count > 0)


def _drawn(count: int, m: int, total: int) -> float:
    """Probability that at least one of `count` messages is among `m` of `total`."""
    fewer, more = sorted((count, m))
    if more + fewer > total:
        return 1.0
    missed = np.log1p(-more / (total - np.arange(fewer)))
    return float(-np.expm1(missed.sum()))


def equal_reference(n: int, m: int) -> float:
    """Expected number of distinct families in `m` messages, were all `n` families equally chatty; 0 for no families."""
    if n <= 1 or m == 0:
        return float(min(n, m))
    return -n * math.expm1(m * math.log1p(-1 / n))


def voices_ratio(x: Sequence[int], m: int = 50) -> float | None:
    """`rarefied` as a share of `equal_reference` over all families; undefined where `rarefied` is, and for m = 0."""
    voices = rarefied(x, m)
    return None if voices is None or m == 0 else voices / equal_reference(len(x), m)


def half_the_talk(x: Sequence[float]) -> int | None:
    """The fewest families that wrote half of the messages; undefined for no messages."""
    running = np.cumsum(np.sort(np.asarray(x, dtype=float))[::-1])
    if len(running) == 0 or running[-1] == 0:
        return None
    return int(np.searchsorted(running, running[-1] / 2)) + 1


def lorenz(x: Sequence[float]) -> list[tuple[float, float]]:
    """(share of families, share of messages), the quietest first, from (0, 0) to (1, 1); [] for no messages."""
    running = np.cumsum(np.sort(np.asarray(x, dtype=float)))
    if len(running) == 0 or running[-1] == 0:
        return []
    families = np.arange(len(running) + 1) / len(running)
    messages = np.concatenate([[0.0], running / running[-1]])
    return list(zip(families.tolist(), messages.tolist(), strict=True))


def wilson(k: int, n: int, *, level: float = 0.95) -> tuple[float, float] | None:
    """Score interval of the share k / n, without continuity correction; undefined for n = 0.

    Source: Wilson (1927). Written out because scipy.stats, which has it, takes a second to import.
    """
    if n == 0:
        return None
    z = float(ndtri((1 + level) / 2))
    centre = (k + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(k * (n - k) / n + z * z / 4)
    low = 0.0 if k == 0 else centre - half
    high = 1.0 if k == n else centre + half
    return low, high
