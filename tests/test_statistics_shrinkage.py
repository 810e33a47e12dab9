"""Pinned values:

overdispersion  R 4.2.2 sum(residuals(glm(cbind(k, n - k) ~ 1, family=binomial, epsilon=1e-15), "pearson")^2)
                / length(k); statsmodels 0.15.0 GLM(.., family=Binomial()).fit().pearson_chi2 / len(k).
shrunk_rates    R 4.2.2, VGAM 1.1-7 vglm(cbind(k, n - k) ~ 1, betabinomial), epsilon=1e-12: mean mu, correlation rho,
                s = 1 / rho - 1, rates (k + s * mu) / (n + s); and R's optim over the sum of
                lbeta(k + s*mu, n - k + s*(1-mu)) - lbeta(s*mu, s*(1-mu)). They agree with each other to 7 digits.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import betabinom

from dashboard.metrics.statistics import overdispersion, shrunk_rates

ORDINARY = ([14, 20, 9, 25, 11, 17], [27, 30, 12, 28, 31, 22])
MILD = ([3, 12, 9, 16, 4, 14, 8, 10], [10, 27, 12, 28, 11, 40, 30, 22])
QUIET = ([0, 0, 1, 6, 0], [20, 25, 30, 28, 33])
ENDS = ([0, 12, 3], [10, 12, 25])

some_classes = st.lists(
    st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=12
)


@pytest.mark.parametrize(
    ("k", "n", "phi"),
    [
        (*ORDINARY, 3.8075886912879),
        (*MILD, 1.57338960381724),
        (*QUIET, 3.92759795391025),
        (*ENDS, 11.6168333333333),
        ([3, 9], [10, 10], 3.75),
        ([5, 5, 5], [10, 10, 10], 0),
        ([3, 9, 0], [10, 10, 0], 3.75),
    ],
)
def test_overdispersion_agrees_with_two_other_programs(k, n, phi):
    assert overdispersion(k, n) == pytest.approx(phi, rel=1e-10)


@pytest.mark.parametrize(("k", "n"), [([], []), ([0], [0]), ([0, 0], [9, 9]), ([9, 7], [9, 7])])
def test_where_nothing_can_vary_there_is_no_overdispersion(k, n):
    assert overdispersion(k, n) == 0


def test_classes_that_differ_by_chance_alone_have_overdispersion_of_about_one():
    heard = np.random.default_rng(1).binomial(27, 0.6, 20_000)
    assert overdispersion(heard.tolist(), [27] * len(heard)) == pytest.approx(1, abs=0.03)


@pytest.mark.parametrize(
    ("k", "n", "rates"),
    [
        (*ORDINARY, [0.550753232, 0.663635831, 0.709720044, 0.836911713, 0.419083366, 0.739304904]),
        (
            *MILD,
            [0.40385272, 0.43482427, 0.50015218, 0.48581493, 0.41511817, 0.39023448, 0.36106724, 0.43754840],
        ),
        (*QUIET, [0.0109469155, 0.0091680181, 0.0358437622, 0.1860322327, 0.0072761849]),
        (*ENDS, [0.0136662357, 0.9868356038, 0.1241287566]),
        ([3, 9], [10, 10], [0.36937236, 0.83339964]),
    ],
    ids=["ordinary", "mild", "quiet", "ends", "two classes"],
)
def test_shrunk_rates_agree_with_two_other_programs(k, n, rates):
    assert shrunk_rates(k, n) == pytest.approx(rates, rel=2e-7)


@pytest.mark.parametrize(
    ("k", "n", "pooled"),
    [
        ([5, 5, 5], [10, 10, 10], 0.5),
        ([5, 6, 5], [10, 10, 10], 16 / 30),
        ([3], [9], 1 / 3),
        ([1, 0], [1, 1], 0.5),
        ([0, 0], [9, 7], 0),
        ([9, 7], [9, 7], 1),
        ([3, 5, 0], [9, 9, 0], 8 / 18),
    ],
    ids=["alike", "nearly alike", "one class", "one family each", "nobody", "everybody", "a class without families"],
)
def test_without_variation_beyond_chance_all_classes_have_the_pooled_rate(k, n, pooled):
    assert shrunk_rates(k, n) == pytest.approx([pooled] * len(k), rel=1e-15)


def test_classes_all_heard_or_all_silent_keep_their_own_rates():
    assert shrunk_rates([0, 10, 0, 10], [10] * 4) == pytest.approx([0, 1, 0, 1], abs=1e-8)


def test_a_class_without_families_has_the_mean_rate_and_without_any_all_are_undefined():
    *with_it, mean = shrunk_rates([3, 9, 0], [10, 10, 0])
    assert with_it == shrunk_rates([3, 9], [10, 10])
    assert mean == pytest.approx(0.606115928, rel=2e-7)
    assert [shrunk_rates([], []), shrunk_rates([0, 0], [0, 0])] == [[], [None, None]]


@given(some_classes)
@settings(max_examples=50, deadline=None)
def test_a_shrunk_rate_lies_between_the_raw_rate_and_the_mean_rate(classes):
    k, n = zip(*classes, (0, 0), strict=True)
    *shrunk, mean = shrunk_rates(k, n)
    for heard, families, rate in zip(k, n, shrunk, strict=False):
        low, high = sorted((heard / families, mean))
        assert low - 1e-12 <= rate <= high + 1e-12


@given(st.integers(2, 40), st.data())
@settings(max_examples=50, deadline=None)
def test_classes_of_one_size_keep_their_order(n, data):
    k = sorted(data.draw(st.lists(st.integers(0, n), min_size=1, max_size=12)))
    assert shrunk_rates(k, [n] * len(k)) == sorted(shrunk_rates(k, [n] * len(k)))


@given(st.integers(1, 40), st.data())
@settings(max_examples=50, deadline=None)
def test_counting_those_not_heard_gives_the_rest(n, data):
    k = data.draw(st.lists(st.integers(0, n), min_size=2, max_size=12))
    rest = shrunk_rates([n - heard for heard in k], [n] * len(k))
    assert [1 - rate for rate in rest] == pytest.approx(shrunk_rates(k, [n] * len(k)), abs=1e-5)


@given(some_classes.filter(lambda classes: len(classes) > 2))
@settings(max_examples=50, deadline=None)
def test_no_other_mean_and_precision_make_the_classes_likelier(classes):
    k, n = (np.array(side).reshape(-1, 1, 1) for side in zip(*classes, strict=True))
    *shrunk, mean = shrunk_rates([*k.ravel(), 0], [*n.ravel(), 0])
    far = np.argmax(np.abs(k / n - mean))
    moved = shrunk[far] - mean
    precision = (k.flat[far] - shrunk[far] * n.flat[far]) / moved if abs(moved) > 1e-9 else np.inf

    def likelihood(mean, precision):
        precision = np.clip(precision, 1e-7, 1e7)
        return betabinom.logpmf(k, n, precision * mean, precision * (1 - mean)).sum(axis=0)

    if 0 < mean < 1:
        elsewhere = likelihood(*np.meshgrid(np.linspace(0.02, 0.98, 25), np.geomspace(0.05, 1000, 25)))
        assert elsewhere.max() <= likelihood(np.array([[mean]]), precision).item() + 1e-5
