"""Pinned values:

wilson   statsmodels 0.15.0 proportion_confint(k, n, 1 - level, "wilson"); R 4.2.2
         prop.test(k, n, conf.level=level, correct=FALSE)$conf.int; equal to at least 12 digits.
newcombe statsmodels 0.15.0 confint_proportions_2indep(k1, n1, k2, n2, method="newcomb", compare="diff").
mcnemar  statsmodels 0.15.0 mcnemar([[1, b], [c, 1]], exact=True).pvalue; R 4.2.2 binom.test(b, b + c)$p.value.
funnel   R 4.2.2, Spiegelhalter's formula: r = qbinom(p, n, t);
         limit = (r - (pbinom(r, n, t) - p) / (pbinom(r, n, t) - pbinom(r - 1, n, t))) / n.
         Beside it the same formula in Python's exact fractions.
"""

import math
from fractions import Fraction
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest

from dashboard.metrics.statistics import funnel_limits, mcnemar, newcombe, wilson

LEVELS = (0.95, 0.998)
shares = st.sampled_from([0, 0.005, 0.03, 0.1, 0.2, 0.37, 0.5, 0.62, 0.77, 0.9, 0.97, 0.995, 1])


@pytest.mark.parametrize(
    ("k", "n", "level", "interval"),
    [
        (14, 27, 0.95, (0.3398561575495229, 0.6925677302378153)),
        (0, 10, 0.95, (0, 0.2775327998628892)),
        (10, 10, 0.95, (0.7224672001371107, 1)),
        (1, 1, 0.95, (0.20654931437723745, 1)),
        (3, 60, 0.998, (0.010103141699460139, 0.21347183329096497)),
        (5_000_000, 10_000_000, 0.95, (0.49969010254337065, 0.5003098974566293)),
    ],
)
def test_wilson_agrees_with_two_other_programs(k, n, level, interval):
    assert wilson(k, n, level=level) == pytest.approx(interval, rel=1e-12)


@pytest.mark.parametrize(
    ("counts", "interval"),
    [
        ((22, 90, 30, 88), (-0.22579710123573402, 0.03697132843102052)),
        ((0, 40, 5, 40), (-0.261121198388511, -0.012597114503140383)),
        ((40, 40, 39, 40), (-0.06500444577016953, 0.12881368963474094)),
        ((0, 10, 0, 10), (-0.27753279986288926, 0.27753279986288926)),
        ((10, 10, 0, 20), (0.6790860371419145, 1)),
        ((56, 70, 48, 80), (0.05243147240236498, 0.33387265403690614)),
    ],
)
def test_newcombe_agrees_with_another_program_and_turns_round_with_its_shares(counts, interval):
    assert newcombe(*counts) == pytest.approx(interval, abs=1e-12)
    k1, n1, k2, n2 = counts
    assert newcombe(k2, n2, k1, n1) == pytest.approx([-end for end in reversed(interval)], abs=1e-12)


@pytest.mark.parametrize("counts", [(0, 0, 3, 5), (3, 5, 0, 0)])
def test_a_difference_from_nobody_is_undefined(counts):
    assert newcombe(*counts) is None


@given(st.integers(1, 500), st.data(), st.sampled_from([0.8, 0.95, 0.998]))
def test_wilson_agrees_with_scipy(n, data, level):
    k = data.draw(st.integers(0, n))
    expected = binomtest(k, n).proportion_ci(confidence_level=level, method="wilson")
    assert wilson(k, n, level=level) == pytest.approx((expected.low, expected.high), abs=1e-12)


@given(st.integers(1, 500), st.data())
def test_wilson_of_those_not_heard_mirrors_that_of_those_heard(n, data):
    k = data.draw(st.integers(0, n))
    low, high = wilson(k, n)
    assert wilson(n - k, n) == pytest.approx((1 - high, 1 - low), abs=1e-12)


def test_wilson_is_a_95_percent_interval_unless_told_otherwise():
    assert wilson(14, 27) == wilson(14, 27, level=0.95)


def test_wilson_of_nothing_is_undefined():
    assert wilson(0, 0) is None


def test_wilson_ends_at_exactly_zero_where_nobody_is_heard_and_one_where_everybody_is():
    assert {wilson(0, n)[0] for n in range(1, 200)} == {0}
    assert {wilson(n, n)[1] for n in range(1, 200)} == {1}


@pytest.mark.parametrize(
    ("only_one", "only_other", "p"),
    [
        (5, 0, 0.0625),
        (3, 3, 1),
        (2, 9, 0.0654296875),
        (1, 0, 1),
        (400, 460, 0.04416954819458914),
        (10_000_000, 0, 0),
    ],
)
def test_mcnemar_agrees_with_two_other_programs(only_one, only_other, p):
    assert mcnemar(only_one, only_other) == pytest.approx(p, rel=1e-12)
    assert mcnemar(only_other, only_one) == mcnemar(only_one, only_other)


def test_mcnemar_of_no_change_is_undefined():
    assert mcnemar(0, 0) is None


@pytest.mark.parametrize(
    ("n", "target", "level", "low", "others_low"),
    [
        (27, 0.6, 0.95, 0.391552165176315, 1 - 0.801579255012579),
        (27, 0.6, 0.998, 0.282858301266617, 1 - 0.891650337723848),
        (1000, 0.37, 0.998, 0.322705519288844, 1 - 0.418017186055428),
        (10_000_000, 0.5, 0.95, 0.499690052475729, 1 - 0.500309947524271),
    ],
)
def test_both_funnel_limits_agree_with_spiegelhalters_lower_one_in_another_program(n, target, level, low, others_low):
    assert funnel_limits(n, target, level=level) == pytest.approx((low, 1 - others_low), rel=1e-9)


@pytest.mark.parametrize(
    ("n", "target", "level", "published"),
    [
        (27, 0.6, 0.95, 0.764542217975542),
        (27, 0.6, 0.998, 0.85461330068681),
        (25, 0.77, 0.95, 0.906941780558486),
        (10, 0.03, 0.95, 0.129949825133495),
        (60, 0.2, 0.998, 0.364105554332007),
        (1000, 0.37, 0.998, 0.417017186055427),
        (10, 0.9, 0.95, 0.992830070023019),  # leaves out 10 of 10, of which the chance is 35 %; ours cannot
        (12, 0.95, 0.95, 0.996144546237038),
    ],
)
def test_the_upper_funnel_limit_is_one_family_above_the_published_one(n, target, level, published):
    _, high = funnel_limits(n, target, level=level)
    assert high == pytest.approx(min(published + 1 / n, 1), rel=1e-12)
    assert high > published


def published_limit(n: int, target: float, p: float) -> Fraction:
    """Spiegelhalter's limit at which the chance of as many families or fewer is `p`, in exact fractions."""
    heard = Fraction(target)
    chances = [math.comb(n, k) * heard**k * (1 - heard) ** (n - k) for k in range(n + 1)]
    upto = list(accumulate(chances))
    r = next(k for k, chance in enumerate(upto) if chance >= Fraction(p))
    return (r - (upto[r] - Fraction(p)) / chances[r]) / n


@given(st.integers(1, 60), st.floats(0.02, 0.98), st.sampled_from(LEVELS))
def test_the_funnel_agrees_with_exact_fractions_but_for_one_family_at_its_upper_limit(n, target, level):
    tail = (1 - level) / 2
    low, high = published_limit(n, target, tail), published_limit(n, target, 1 - tail) + Fraction(1, n)
    expected = float(max(low, 0)), float(min(high, 1))
    assert funnel_limits(n, target, level=level) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("n", "target", "limits"),
    [
        (12, 0.95, (0.754581815221103, 1)),
        (10, 0.03, (0, 0.229949825133495)),
        (1, 0.5, (0, 1)),
        (0, 0.5, (0, 1)),
        (0, 0, (0, 1)),
    ],
)
def test_funnel_limits_are_cut_where_no_share_can_be(n, target, limits):
    assert funnel_limits(n, target, level=0.95) == pytest.approx(limits, rel=1e-12)


@pytest.mark.parametrize("n", [1, 10, 60])
def test_where_everybody_is_heard_or_nobody_is_the_funnel_leaves_no_such_class_out(n):
    assert funnel_limits(n, 1, level=0.95)[1] == 1
    assert funnel_limits(n, 0, level=0.95)[0] == 0
    assert funnel_limits(n, 1, level=0.95)[0] > (n - 1) / n
    assert funnel_limits(n, 0, level=0.95)[1] < 1 / n


@given(shares, st.sampled_from(LEVELS), st.sampled_from([1.0, 3.7]))
def test_funnel_limits_close_in_on_the_target_as_classes_grow(target, level, inflation):
    limits = np.array([funnel_limits(n, target, level=level, inflation=inflation) for n in range(1, 200)])
    low, high = limits.T
    assert np.all(np.diff(low) >= 0)
    assert np.all(np.diff(high) <= 0)
    assert np.all((low <= target) & (target <= high))


@given(st.integers(1, 100), shares, st.sampled_from(LEVELS), st.sampled_from([1.0, 3.7]))
def test_the_funnel_of_those_not_heard_mirrors_that_of_those_heard(n, target, level, inflation):
    low, high = funnel_limits(n, target, level=level, inflation=inflation)
    mirrored = funnel_limits(n, 1 - target, level=level, inflation=inflation)
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=1e-9)


@given(st.integers(1, 100), shares, st.sampled_from(LEVELS))
def test_chance_takes_a_class_beyond_the_funnel_no_oftener_than_said(n, target, level):
    low, high = funnel_limits(n, target, level=level)
    heard = np.arange(n + 1)
    chance = binom.pmf(heard, n, target)
    assert chance[heard / n < low].sum() <= (1 - level) / 2 + 1e-9
    assert chance[heard / n > high].sum() <= (1 - level) / 2 + 1e-9


@pytest.mark.parametrize(
    ("n", "count"),
    [
        # by hand: no heads in 6 throws of a coin has probability 1/64, 1 or fewer 7/64
        (6, 1 - (7 / 64 - 0.025) / (6 / 64)),
        # by hand: 1 or fewer heads in 10 throws of a coin has probability 11/1024, 2 or fewer 56/1024
        (10, 2 - (56 / 1024 - 0.025) / (45 / 1024)),
    ],
)
def test_a_funnel_limit_lies_on_a_straight_line_between_two_counts(n, count):
    assert funnel_limits(n, 0.5, level=0.95) == pytest.approx((count / n, 1 - count / n))


@given(st.integers(1, 100), shares, st.sampled_from(LEVELS))
def test_inflation_moves_uncut_limits_by_its_square_root(n, target, level):
    low, high = funnel_limits(n, target, level=level)
    wide_low, wide_high = funnel_limits(n, target, level=level, inflation=2.25)
    assert math.isclose(wide_low, max(0, target + 1.5 * (low - target)), abs_tol=1e-9) or low == 0
    assert math.isclose(wide_high, min(1, target + 1.5 * (high - target)), abs_tol=1e-9) or high == 1


def test_the_wider_level_lies_outside_the_narrower():
    assert funnel_limits(27, 0.6, level=0.998)[0] < funnel_limits(27, 0.6, level=0.95)[0]
    assert funnel_limits(27, 0.6, level=0.998)[1] > funnel_limits(27, 0.6, level=0.95)[1]
