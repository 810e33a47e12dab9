"""Figures as they may leave a class: counts to the nearest 5, shares in bands that hold several counts.

METRICS.md, "Disclosure": percentages to the nearest 5, "<10 %" and ">90 %" at the ends; counts to the nearest 5, "<5"
for 1 to 4. Whoever knows the whole (a school knows its rolls) finds the part from a band in which one count alone
lies: 5 % of 25 families is one family. So a share of few is said in wider bands, by their bounds: "45 to 55 %".
"""

from bisect import bisect_right
from collections.abc import Mapping
from types import MappingProxyType

FEW = "<5"
FINE, WIDE, WIDEST = 5, 10, 20  # per cent
FEWEST = MappingProxyType({FINE: 80, WIDE: 20, WIDEST: 10})  # from so many on, each band holds two counts or more
MILLION = 1_000_000  # bands are bounded in millionths of the whole, as whole numbers
EDGES: Mapping[int, tuple[int, ...]] = MappingProxyType(
    {
        FINE: (0, 100_000, *range(125_000, 900_000, 50_000), 900_001, MILLION + 1),  # 90 % is not more than 90 %
        WIDE: (0, *range(150_000, 900_000, 100_000), MILLION + 1),
        WIDEST: (0, 300_000, 500_000, 700_000, MILLION + 1),
    }
)
WORDS: Mapping[int, tuple[str, ...]] = MappingProxyType(
    {
        FINE: ("<10 %", *(f"{percent} %" for percent in range(10, 95, 5)), ">90 %"),
        WIDE: ("under 15 %", *(f"{low} to {low + 10} %" for low in range(15, 85, 10)), "85 % or more"),
        WIDEST: ("under 30 %", "30 to 50 %", "50 to 70 %", "70 % or more"),
    }
)
BANDS: Mapping[str, tuple[int, int]] = MappingProxyType(  # words: from so many millionths, to fewer than so many
    {
        words: band
        for step in (FINE, WIDE, WIDEST)
        for words, band in zip(WORDS[step], zip(EDGES[step], EDGES[step][1:], strict=False), strict=True)
    }
)


def count(number: int | None) -> int | str | None:
    """0, "<5" for 1 to 4, else the nearest multiple of 5; None, not known, stays None."""
    if number is None:
        return None
    return FEW if 0 < number < 5 else 5 * round(number / 5)


def numbers(said: int | str) -> tuple[int, int]:
    """The fewest and the most that a `count` may stand for."""
    if said == FEW:
        return 1, 4
    number = int(said)
    return (number, number) if number == 0 else (max(5, number - 2), number + 2)


def share(part: int | None, whole: int | None) -> str | None:
    """The band of `part` of `whole`, as wide as it must be to hold two counts of a whole that is known.

    None, not told, where either is not known, and of a whole of fewer than 10.
    """
    step = None if part is None or whole is None else step_of(whole)
    if step is None or part is None or whole is None:
        return None
    return WORDS[step][bisect_right(EDGES[step], part * MILLION // whole) - 1]


def step_of(whole: int) -> int | None:
    """How wide a share's bands are, in per cent: None of a whole too small for any."""
    return next((step for step, fewest in FEWEST.items() if whole >= fewest), None)


def parts(said: str, whole: int) -> tuple[int, int]:
    """The fewest and the most of `whole` that a `share` may stand for; the fewest is the larger where it fits none."""
    low, high = BANDS[said]
    return -(-low * whole // MILLION), min((high * whole - 1) // MILLION, whole)


def bounds(said: str) -> tuple[float, float]:
    """The ends of a share's band as parts of 1."""
    low, high = BANDS[said]
    return low / MILLION, min(high / MILLION, 1.0)
