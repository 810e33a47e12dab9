"""Pinned values:

hill      scikit-bio 0.7.4 skbio.diversity.alpha.hill(x, order=q); R 4.2.2, vegan 2.6-4 renyi(x, scales=c(0,1,2),
          hill=TRUE); equal to at least 12 digits. Of silence vegan makes NA, 1 and NaN.
rarefied  R 4.2.2, vegan 2.6-4 rarefy(x, m), from log-factorials; R 4.2.2 alone sum(phyper(0, x, sum(x) - x, m,
          lower.tail=FALSE)), from Loader's densities. Equal to 13 digits, of ten million messages to 9: the digits
          pinned there are phyper's. Beside them every draw in exact fractions, and scipy.stats.hypergeom.
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from dashboard.metrics.statistics import equal_reference, hill, rarefied, voices_ratio

ORDINARY = [12, 7, 5, 3, 3, 2, 1, 1, 0, 0, 0, 0]
TIES = [4, 4, 4, 4, 0, 0]
ONE_POSTER = [0, 0, 0, 9]
TEN_MILLION = [10_000_000, 0, 3, 1]

counts = st.lists(st.integers(0, 200), min_size=2, max_size=30).filter(any)


def every_draw(x: Sequence[int], m: int) -> Fraction:
    """Mean number of distinct families over every set of m messages."""
    writers = [family for family, count in enumerate(x) for _ in range(count)]
    seen = [len(set(draw)) for draw in combinations(writers, m)]
    return Fraction(sum(seen), len(seen))


def in_fractions(x: Sequence[int], m: int) -> Fraction:
    total = sum(x)
    missed = [math.prod(Fraction(max(total - count - i, 0), total - i) for i in range(m)) for count in x]
    return sum((1 - miss for miss in missed), Fraction(0))


@pytest.mark.parametrize(
    ("x", "voices"),
    [
        (ORDINARY, [8, 5.91432823822676, 4.776859504132231]),
        (TIES, [4, 4, 4]),
        (ONE_POSTER, [1, 1, 1]),
        (TEN_MILLION, [3, 1.0000065176732864, 1.00000080000006]),
        ([5], [1, 1, 1]),
        ([1, 2], [2, 1.88988157484231, 1.8]),
        ([2, 1, 1], [3, 2**1.5, 16 / 6]),  # by hand: Shannon is 1.5 bits; the squares add up to 6/16
    ],
)
def test_hill_agrees_with_two_other_programs(x, voices):
    assert [hill(x, q) for q in (0, 1, 2)] == pytest.approx(voices, rel=1e-12)


@given(counts)
def test_hill_of_order_0_is_the_number_of_families_that_posted(x):
    assert hill(x, 0) == sum(count > 0 for count in x)


@given(counts)
def test_hill_falls_as_its_order_rises_and_is_continuous_at_1(x):
    assert hill(x, 0) + 1e-9 >= hill(x, 1) >= hill(x, 2) - 1e-9
    assert hill(x, 1 + 1e-7) == pytest.approx(hill(x, 1), rel=1e-5)


def test_hill_of_equal_voices_is_their_number():
    assert [hill([3] * 8 + [0] * 19, q) for q in (0, 1, 2)] == pytest.approx([8, 8, 8])


@pytest.mark.parametrize(
    ("x", "m", "voices"),
    [
        (ORDINARY, 1, 1),
        (ORDINARY, 4, 3.05464033120579),
        (ORDINARY, 9, 4.93615725808358),
        (ORDINARY, 34, 8),
        (TIES, 4, 2.91208791208791),
        (TIES, 9, 3.92307692307692),
        (ONE_POSTER, 4, 1),
        ([5], 4, 1),
        ([3] * 5, 9, 4.78021978021978),
        (TEN_MILLION, 50, 1.0000199999184991),
        (TEN_MILLION, 600, 1.000239989122222),
        ([9_999_000, 900, 99, 1], 50, 1.0049899839187537),
        ([9_999_000, 900, 99, 1], 600, 1.0585543275359164),
        ([3_333_333] * 3, 2, 1.6666667333333469),
    ],
)
def test_rarefied_agrees_with_two_other_programs(x, m, voices):
    assert rarefied(x, m) == pytest.approx(voices, rel=1e-13)


@pytest.mark.parametrize(("x", "m"), [([3, 2, 1], 2), ([5, 1, 1, 0], 3), ([4, 4], 5), ([1, 1, 1, 1], 3), ([9, 1], 10)])
def test_rarefied_is_the_mean_over_every_possible_draw(x, m):
    assert rarefied(x, m) == pytest.approx(float(every_draw(x, m)), rel=1e-14)


@pytest.mark.parametrize(
    "x",
    [TEN_MILLION, [9_999_000, 900, 99, 1], [10_000_000], [3_333_333] * 3, [9_999_999, 1]],
)
@pytest.mark.parametrize("m", [1, 2, 50, 600])
def test_rarefied_at_ten_million_messages_agrees_with_exact_fractions(x, m):
    assert rarefied(x, m) == pytest.approx(float(in_fractions(x, m)), rel=1e-14)


def test_half_of_ten_million_messages_misses_only_the_quietest():
    # by hand: of 10,000,001 messages 5,000,000 are drawn, the only one of a family with probability 5000000/10000001
    assert rarefied([5_000_000, 5_000_000, 1], 5_000_000) == pytest.approx(2 + 5_000_000 / 10_000_001, rel=1e-14)


@given(counts, st.data())
def test_rarefied_agrees_with_the_hypergeometric_distribution(x, data):
    m = data.draw(st.integers(1, sum(x)))
    assert rarefied(x, m) == pytest.approx(sum(hypergeom.sf(0, sum(x), count, m) for count in x))


@given(counts)
def test_rarefied_is_one_in_one_message_and_everybody_who_posted_in_all(x):
    assert rarefied(x, 1) == pytest.approx(1)
    assert rarefied(x, sum(x)) == pytest.approx(hill(x, 0))


def test_rarefied_is_undefined_beyond_all_messages_and_nobody_in_none():
    assert [rarefied([3, 2], 6), rarefied([], 1)] == [None, None]
    assert rarefied([3, 2], 0) == 0


@pytest.mark.parametrize(("n", "m"), [(3, 4), (2, 5), (4, 3)])
def test_equal_reference_is_the_mean_over_every_possible_sequence_of_writers(n, m):
    sequences = list(product(range(n), repeat=m))
    assert equal_reference(n, m) == pytest.approx(sum(len(set(s)) for s in sequences) / len(sequences), rel=1e-14)


@pytest.mark.parametrize(("n", "m", "voices"), [(1, 50, 1), (0, 50, 0), (27, 0, 0), (1, 0, 0), (3, 10_000_000, 3)])
def test_equal_reference_is_everybody_in_the_end_and_nobody_in_no_message(n, m, voices):
    assert equal_reference(n, m) == voices


def test_voices_ratio_sets_the_silent_families_against_the_talk():
    # by hand: of 4 families, one wrote all: 1 voice in 2 messages against 4 * (1 - (3/4)^2) = 7/4
    assert voices_ratio([8, 0, 0, 0], 2) == pytest.approx(4 / 7)
    assert voices_ratio([25, 25]) == pytest.approx(2 / (2 - 2**-49))


def test_voices_ratio_is_undefined_under_fifty_messages_and_for_none_asked():
    assert [voices_ratio([25, 24]), voices_ratio([3, 2], 0)] == [None, None]
