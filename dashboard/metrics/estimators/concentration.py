"""How unevenly the talk is spread. `x` holds one count for each family, zeros for those that did not post; None is
"undefined". No figure here is a family's own.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from scipy.special import rel_entr


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


def equal_gini(n: int, m: int, *, corrected: bool = True) -> float | None:
    """Mean `gini` if `m` messages fell on `n` families at random: what chance alone makes of equally chatty families.

    It is n / (2 m) times the mean difference between two families, and that is the mean distance from its start of a
    walk of `m` steps: up and down with probability 1 / n each, else none. The distance is an integral over the walk's
    characteristic function, a trigonometric sum without terms beyond the distance that the walk can reach, for which
    the midpoint rule is exact to rounding; at ten million messages it needs some thousand points.
    Undefined for no families, no messages, and, corrected, for one family.
    Source: Deltas (2003), The small-sample bias of the Gini coefficient, for the effect.
    """
    if n == 0 or m == 0 or (corrected and n == 1):
        return None
    if n == 1:
        return 0.0
    population = (n - 1) * _mean_distance(1 / n, m) / (2 * m)
    return population * n / (n - 1) if corrected else population


def _mean_distance(chance: float, steps: int) -> float:
    """Mean distance from 0 after `steps` steps of +1 or -1, each with probability `chance`, else 0."""
    beyond_reach = int(40 + 9 * math.sqrt(2 * chance * steps))
    angle = (np.arange(beyond_reach) + 0.5) * math.pi / beyond_reach
    versine = 2 * np.sin(angle / 2) ** 2
    step = 2 * chance * versine
    small = np.minimum(step, 0.5)
    returned = np.where(step < 0.5, -np.expm1(steps * np.log1p(-small)), 1 - (1 - step) ** steps)
    return float(np.mean(returned / versine))


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


@dataclass(frozen=True)
class Theil:
    """Unevenness in nats: 0 is everybody alike, log(families) is one family alone.

    total      over all families; between + within
    between    were everybody as chatty as the mean of their group
    within     inside the groups, weighted by their shares of the messages
    per_group  inside each group; None for a group without families or without messages
    """

    total: float
    between: float
    within: float
    per_group: Mapping[str, float | None]


def theil(groups: Mapping[str, Sequence[float]]) -> Theil | None:
    """Theil's T over the families of all groups, split into what lies between the groups and inside them.

    A silent group's families count as silent families of the whole. Undefined for no families and for no messages.
    Source: Theil (1967), Economics and Information Theory; Shorrocks (1980) for the split.
    """
    counts = {group: np.asarray(x, dtype=float) for group, x in groups.items()}
    families = sum(map(len, counts.values()))
    messages = math.fsum(x.sum() for x in counts.values())
    if messages == 0:
        return None
    per_group = {group: _inside(x) for group, x in counts.items()}
    between = math.fsum(float(rel_entr(x.sum() / messages, len(x) / families)) for x in counts.values())
    within = math.fsum(
        float(counts[group].sum()) / messages * inside for group, inside in per_group.items() if inside is not None
    )
    return Theil(between + within, between, within, MappingProxyType(per_group))


def _inside(counts: np.ndarray) -> float | None:
    messages = counts.sum()
    return None if messages == 0 else math.fsum(rel_entr(counts / messages, 1 / len(counts)))
