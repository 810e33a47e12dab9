"""How many voices a class sounds like. `x` holds one count for each family, zeros for those that did not post; None is
"undefined".
"""

import math
from collections.abc import Sequence

import numpy as np
from scipy.special import entr


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
    Source: Hurlbert (1971), exact hypergeometric.
    """
    counts = np.asarray(x, dtype=np.int64)
    total = int(counts.sum())
    if total == 0 or m > total:
        return None
    return math.fsum(_drawn(counts[counts > 0], m, total)) if m > 0 else 0.0


def _drawn(counts: np.ndarray, m: int, total: int) -> np.ndarray:
    """Probability, for each family, that at least one of its `counts` messages is among `m` of `total`.

    The probability to miss a family is a product over the smaller of `m` and its count, because differences of
    log-factorials lose eight digits at ten million messages. It is below exp(-m * count / total), so where that is
    below a double's last digit nothing is multiplied: no product has more than sqrt(40 * total) factors.
    """
    drawn = np.ones(len(counts))
    open_families = np.flatnonzero(counts / total * m < 40)
    if len(open_families) == 0:
        return drawn
    fewer, more = np.minimum(counts[open_families], m), np.maximum(counts[open_families], m)
    starts = np.cumsum(fewer) - fewer
    taken = np.arange(fewer.sum()) - np.repeat(starts, fewer)
    share = np.minimum(np.repeat(more, fewer) / (total - taken), 1)
    with np.errstate(divide="ignore"):
        missed = np.add.reduceat(np.log1p(-share), starts)
    drawn[open_families] = -np.expm1(missed)
    return drawn


def equal_reference(n: int, m: int) -> float:
    """Expected number of distinct families in `m` messages, were all `n` families equally chatty; 0 for no families."""
    if n <= 1 or m == 0:
        return float(min(n, m))
    return -n * math.expm1(m * math.log1p(-1 / n))


def voices_ratio(x: Sequence[int], m: int = 50) -> float | None:
    """`rarefied` as a share of `equal_reference` over all families; undefined where `rarefied` is, and for m = 0."""
    voices = rarefied(x, m)
    return None if voices is None or m == 0 else voices / equal_reference(len(x), m)
