"""Pinned values are worked independently: by enumerating every draw in exact fractions, or by hand where it says so."""

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, hypergeom

from dashboard.metrics.statistics import (
    equal_reference,
    gini,
    half_the_talk,
    hill,
    lorenz,
    rarefied,
    voices_ratio,
    wilson,
)

counts = st.lists(st.integers(0, 200), min_size=2, max_size=30).filter(any)


def every_draw(x: Sequence[int], m: int) -> Fraction:
    """Mean number of distinct families over every set of m messages."""
    writers = [family for family, count in enumerate(x) for _ in range(count)]
    seen = [len(set(draw)) for draw in combinations(writers, m)]
    return Fraction(sum(seen), len(seen))


def every_pair(x: Sequence[int]) -> Fraction:
    """Gini as half the relative mean difference between every two families, a family with itself included."""
    return Fraction(sum(abs(a - b) for a, b in product(x, x)), 2 * len(x) * sum(x))


@pytest.mark.parametrize("x", [[1, 2, 3], [0, 0, 5], [4, 4, 4, 4], [0, 1, 1, 10, 30]])
def test_gini_is_half_the_mean_difference_between_every_two_families(x):
    assert gini(x, corrected=False) == pytest.approx(float(every_pair(x)))
    assert gini(x) == pytest.approx(float(every_pair(x) * Fraction(len(x), len(x) - 1)))


def test_gini_of_one_voice_among_three_is_one_when_corrected():
    assert gini([0, 0, 7]) == pytest.approx(1)
    assert gini([0, 0, 7], corrected=False) == pytest.approx(2 / 3)


def test_gini_is_undefined_for_nobody_for_silence_and_corrected_for_one_family():
    assert [gini([]), gini([0, 0]), gini([5])] == [None, None, None]
    assert gini([5], corrected=False) == 0


@given(counts, st.integers(2, 50))
def test_gini_does_not_change_when_everybody_writes_as_many_times_more(x, times):
    assert gini([times * count for count in x]) == pytest.approx(gini(x))


@given(counts, st.integers(2, 5))
def test_population_gini_does_not_change_when_the_class_is_copied(x, times):
    assert gini(x * times, corrected=False) == pytest.approx(gini(x, corrected=False))


@given(counts.filter(lambda x: max(x) - min(x) >= 2))
def test_a_message_moved_from_the_chattiest_to_the_quietest_lowers_gini(x):
    moved = sorted(x)
    moved[0], moved[-1] = moved[0] + 1, moved[-1] - 1
    assert gini(moved) < gini(x)


@given(counts, st.randoms())
def test_no_figure_depends_on_the_order_of_the_families(x, random):
    shuffled = random.sample(x, len(x))
    assert gini(shuffled) == gini(x)
    assert hill(shuffled, 1) == pytest.approx(hill(x, 1))
    assert half_the_talk(shuffled) == half_the_talk(x)
    assert rarefied(shuffled, 1) == pytest.approx(rarefied(x, 1))
    assert lorenz(shuffled) == lorenz(x)


def test_hill_of_two_one_one_by_hand():
    # shares 1/2, 1/4, 1/4: Shannon is 1.5 bits; the squares add up to 6/16
    assert [hill([2, 1, 1], q) for q in (0, 1, 2)] == pytest.approx([3, 2**1.5, 16 / 6])


@given(counts)
def test_hill_of_order_0_is_the_number_of_families_that_posted(x):
    assert hill(x, 0) == sum(count > 0 for count in x)


@given(counts)
def test_hill_falls_as_its_order_rises_and_is_continuous_at_1(x):
    assert hill(x, 0) + 1e-9 >= hill(x, 1) >= hill(x, 2) - 1e-9
    assert hill(x, 1 + 1e-7) == pytest.approx(hill(x, 1), rel=1e-5)


@given(counts, st.integers(2, 5), st.sampled_from([0, 1, 2]))
def test_hill_of_a_copied_class_is_as_many_times_more(x, times, q):
    assert hill(x * times, q) == pytest.approx(times * hill(x, q))


def test_hill_of_equal_voices_is_their_number_and_of_silence_undefined():
    assert [hill([3] * 8 + [0] * 19, q) for q in (0, 1, 2)] == pytest.approx([8, 8, 8])
    assert [hill([0, 0], 1), hill([], 1)] == [None, None]


@pytest.mark.parametrize(("x", "m"), [([3, 2, 1], 2), ([5, 1, 1, 0], 3), ([4, 4], 5), ([1, 1, 1, 1], 3), ([9, 1], 10)])
def test_rarefied_is_the_mean_over_every_possible_draw(x, m):
    assert rarefied(x, m) == pytest.approx(float(every_draw(x, m)), rel=1e-14)


def test_rarefied_at_ten_million_messages_agrees_with_exact_fractions():
    x, m = [9_999_000, 900, 99, 1], 50
    total = sum(x)
    missed = [math.prod(Fraction(total - count - i, total - i) for i in range(m)) for count in x]
    assert rarefied(x, m) == pytest.approx(float(sum(1 - miss for miss in missed)), rel=1e-13)


@given(counts, st.data())
def test_rarefied_agrees_with_the_hypergeometric_distribution(x, data):
    m = data.draw(st.integers(1, sum(x)))
    assert rarefied(x, m) == pytest.approx(sum(hypergeom.sf(0, sum(x), count, m) for count in x))


@given(counts)
def test_rarefied_is_one_in_one_message_and_everybody_who_posted_in_all(x):
    assert rarefied(x, 1) == pytest.approx(1)
    assert rarefied(x, sum(x)) == pytest.approx(hill(x, 0))


def test_rarefied_is_undefined_beyond_all_messages_and_for_silence():
    assert [rarefied([3, 2], 6), rarefied([0, 0], 1), rarefied([0, 0], 0), rarefied([], 0)] == [None] * 4
    assert rarefied([3, 2], 0) == 0


def test_equal_reference_is_the_mean_over_every_possible_sequence_of_writers():
    sequences = list(product(range(3), repeat=4))
    assert equal_reference(3, 4) == pytest.approx(sum(len(set(s)) for s in sequences) / len(sequences))


def test_equal_reference_of_one_family_is_one_and_of_none_or_no_messages_zero():
    assert [equal_reference(1, 50), equal_reference(0, 50), equal_reference(27, 0), equal_reference(1, 0)] == [
        1,
        0,
        0,
        0,
    ]


def test_voices_ratio_sets_the_silent_families_against_the_talk():
    # by hand: of 4 families, one wrote all: 1 voice in 2 messages against 4 * (1 - (3/4)^2) = 7/4
    assert voices_ratio([8, 0, 0, 0], 2) == pytest.approx(4 / 7)
    assert voices_ratio([25, 24]) is None
    assert voices_ratio([25, 25]) == pytest.approx(2 / (2 - 2**-49))
    assert voices_ratio([3, 2], 0) is None


def test_half_the_talk_is_the_fewest_families_that_wrote_half_of_it():
    assert [half_the_talk(x) for x in ([6, 3, 3], [5, 3, 3], [1, 1, 1, 1], [0, 7], [0, 0], [])] == [
        1,
        2,
        2,
        1,
        None,
        None,
    ]


def test_lorenz_rises_from_the_quietest_family_to_everybody():
    assert lorenz([6, 0, 2, 0]) == [(0, 0), (0.25, 0), (0.5, 0), (0.75, 0.25), (1, 1)]
    assert [lorenz([]), lorenz([0, 0])] == [[], []]


@given(counts)
def test_the_area_under_lorenz_gives_the_population_gini(x):
    points = lorenz(x)
    area = sum((b[0] - a[0]) * (a[1] + b[1]) / 2 for a, b in pairwise(points))
    assert 1 - 2 * area == pytest.approx(gini(x, corrected=False), abs=1e-9)


@given(st.integers(1, 500), st.data(), st.sampled_from([0.8, 0.95, 0.998]))
def test_wilson_agrees_with_scipy(n, data, level):
    k = data.draw(st.integers(0, n))
    expected = binomtest(k, n).proportion_ci(confidence_level=level, method="wilson")
    assert wilson(k, n, level=level) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_wilson_of_nothing_is_undefined_and_its_ends_are_exact():
    assert wilson(0, 0) is None
    assert wilson(0, 10)[0] == 0
    assert wilson(10, 10)[1] == 1
