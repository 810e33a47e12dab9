"""Pinned values:

slope  pymannkendall 1.4.3 sens_slope(y).slope; the interval beside it in a law: scipy.stats.theilslopes(y).
trend  pymannkendall 1.4.3 original_test(y): p, and the sign of s; R 4.2.2 cor.test(seq_along(y), y, method="kendall",
       exact=FALSE, continuity=TRUE)$p.value (NA for a constant).
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import theilslopes

from dashboard.metrics.statistics import mann_kendall, theil_sen

weeks = st.lists(st.integers(-50, 50), min_size=5, max_size=30)


@pytest.mark.parametrize(
    ("y", "slope", "p", "direction"),
    [
        ([3, 1, 4, 1, 5, 9, 2, 6, 5, 3], 0.3333333333333333, 0.31930203648285493, 1),
        ([1, 2, 3, 4, 5], 1, 0.0274863361115103, 1),
        ([0, 0, 0, 0, 0, 0, 0, 1], 0, 0.19043026382552397, 1),
        ([9, 7, 7, 4, 2, 2, 1, 0], -1.2678571428571428, 0.0016813974144125332, -1),
        ([5, 5, 5, 5, 5, 5], 0, 1, 0),
        ([2, 7, 1, 8, 2, 8], 0.5, 0.43569479866194927, 1),
    ],
)
def test_slope_and_trend_agree_with_two_other_programs(y, slope, p, direction):
    assert theil_sen(y)[0] == pytest.approx(slope, rel=1e-12)
    assert mann_kendall(y) == (pytest.approx(p, rel=1e-12), direction)


@given(weeks)
def test_slope_and_interval_agree_with_scipy(y):
    expected = theilslopes(y)
    assert theil_sen(y) == pytest.approx((expected.slope, expected.low_slope, expected.high_slope), abs=1e-12)


@given(weeks, st.integers(-9, 9), st.integers(-9, 9))
def test_a_straight_line_laid_on_top_adds_its_own_slope_and_no_uncertainty(y, start, slope):
    untied = [value + 1e-3 * place**2 for place, value in enumerate(y)]
    steeper = [value + start + slope * place for place, value in enumerate(untied)]
    assert theil_sen(steeper) == pytest.approx([end + slope for end in theil_sen(untied)], abs=1e-9)


@given(weeks, st.integers(1, 9))
def test_counting_in_another_unit_scales_the_slope_and_leaves_the_trend(y, unit):
    other = [unit * value for value in y]
    assert theil_sen(other) == pytest.approx([unit * end for end in theil_sen(y)])
    assert mann_kendall(other) == mann_kendall(y)


@given(weeks)
def test_read_backwards_every_trend_turns_round(y):
    slope, low, high = theil_sen(y)
    p, direction = mann_kendall(y)
    assert theil_sen(y[::-1]) == pytest.approx((-slope, -high, -low))
    assert mann_kendall(y[::-1]) == (pytest.approx(p), -direction)


@given(weeks)
def test_the_interval_holds_the_slope_and_p_is_a_probability(y):
    slope, low, high = theil_sen(y)
    assert low <= slope <= high
    assert 0 <= mann_kendall(y)[0] <= 1


@pytest.mark.parametrize("y", [[], [3], [1, 2], [1, 2, 3], [1, 2, 3, 4]])
def test_under_five_periods_there_is_neither_slope_nor_trend(y):
    assert [theil_sen(y), mann_kendall(y)] == [None, None]


def test_ten_million_messages_in_one_week_do_not_make_a_slope():
    assert theil_sen([4, 4, 10_000_000, 4, 4, 4, 4, 4]) == (0, 0, 0)
