"""Classes beside each other: do their shares differ by more than chance, and what is left of each when chance is
taken out? `k` of `n` families, one of each for a class.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from scipy.optimize import fminbound, root_scalar

CORRELATIONS = (0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 0.99, 1 - 1e-9)
NO_GAIN = 1e-9


def overdispersion(k: Sequence[int], n: Sequence[int]) -> float:
    """Mean squared z of the classes about the pooled share: about 1 if they differ by chance alone.

    Classes without families are left out; 0 where no class has any, and where the pooled share is 0 or 1.
    Source: Spiegelhalter (2005), Handling over-dispersion of performance indicators (phi, not winsorised).
    """
    heard, families = _with_families(k, n)
    pooled = heard.sum() / max(families.sum(), 1)
    variance = pooled * (1 - pooled)
    if variance == 0:
        return 0.0
    return float(np.mean((heard - families * pooled) ** 2 / (families * variance)))


def shrunk_rates(k: Sequence[int], n: Sequence[int]) -> list[float] | list[None]:
    """Share of each class, drawn towards the mean share, the more the fewer its families: beta-binomial empirical
    Bayes, mean and precision by marginal likelihood.

    Without variation beyond chance, the pooled share for all. A class without families has the mean share; where no
    class has families, all are undefined.
    Source: Skellam (1948) for the distribution; Prentice (1986) for writing it in the correlation between two families
    of a class, which holds the binomial at its end 0.
    """
    heard, families = _with_families(k, n)
    if len(heard) == 0:
        return [None] * len(n)
    mean, correlation = _fitted(heard, families)
    own, total = np.asarray(k, dtype=float), np.asarray(n, dtype=float)
    shrunk = (correlation * own + (1 - correlation) * mean) / (correlation * total + 1 - correlation)
    return shrunk.tolist()


def _with_families(k: Sequence[int], n: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    heard, families = np.asarray(k, dtype=np.int64), np.asarray(n, dtype=np.int64)
    return heard[families > 0], families[families > 0]


def _fitted(heard: np.ndarray, families: np.ndarray) -> tuple[float, float]:
    """Mean and correlation of greatest marginal likelihood."""
    pooled = float(heard.sum() / families.sum())
    if pooled in (0, 1):
        return pooled, 0.0
    tallies = _tallies(heard, families)
    coarse = [tallies.log_likelihood(correlation) for correlation in CORRELATIONS]
    best = int(np.argmax(coarse))
    around = CORRELATIONS[max(best - 1, 0)], CORRELATIONS[min(best + 1, len(CORRELATIONS) - 1)]
    correlation = float(cast("float", fminbound(lambda at: -tallies.log_likelihood(at), *around, xtol=1e-9)))
    if tallies.log_likelihood(correlation) - coarse[0] <= NO_GAIN:
        return pooled, 0.0
    return tallies.mean(correlation), correlation


@dataclass(frozen=True)
class _Tallies:
    """All that the likelihood asks: how many classes have more than 0, 1, 2 ... families heard, not heard, at all."""

    heard: np.ndarray
    unheard: np.ndarray
    families: np.ndarray

    def mean(self, correlation: float) -> float:
        """The likeliest mean share beside `correlation`; the likelihood is concave in it."""
        found = root_scalar(self._slope, args=(correlation,), bracket=(1e-12, 1 - 1e-12), method="brentq", xtol=1e-14)
        return float(found.root)

    def log_likelihood(self, correlation: float) -> float:
        """At the likeliest mean share."""
        mean, steps = self.mean(correlation), self._steps(correlation)
        by_family = (
            self.heard * np.log((1 - correlation) * mean + steps)
            + self.unheard * np.log((1 - correlation) * (1 - mean) + steps)
            - self.families * np.log(1 - correlation + steps)
        )
        return float(by_family.sum())

    def _slope(self, mean: float, correlation: float) -> float:
        steps = self._steps(correlation) / (1 - correlation)
        return float((self.heard / (mean + steps) - self.unheard / (1 - mean + steps)).sum())

    def _steps(self, correlation: float) -> np.ndarray:
        return correlation * np.arange(len(self.families))


def _tallies(heard: np.ndarray, families: np.ndarray) -> _Tallies:
    places = np.arange(families.max())
    return _Tallies(*(_more_than(places, counts) for counts in (heard, families - heard, families)))


def _more_than(places: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """How many of `counts` are more than each of `places`."""
    return len(counts) - np.searchsorted(np.sort(counts), places, side="right")
