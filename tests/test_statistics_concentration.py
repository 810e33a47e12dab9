"""Pinned values, each equal in all programs named beside it to at least 12 digits:

gini    scikit-bio 0.7.4 skbio.diversity.alpha.gini_index(x, method="trapezoids"), PySAL inequality 1.1.2 Gini(x).g.
        Both give the population Gini (uncorrected). scikit-bio's method="rectangles" is another figure (0.534 for
        "ordinary"); of silence it makes 0, PySAL nan.
theil   PySAL inequality 1.1.2 Theil(x).T; R 4.2.2, vegan 2.6-4 log(length(x)) - diversity(x, "shannon").
split   PySAL inequality 1.1.2 TheilD(x, classes): .T, .bg, .wg; Theil(x).T of each class.
lorenz  scikit-bio 0.7.4 skbio.diversity.alpha._gini._lorenz_curve(x), which leaves (0, 0) out.
equal   R 4.2.2, sum over t of dbinom(t, m, 2/n) * sum(abs(2*(0:t)-t) * dbinom(0:t, t, .5)), times n / (2 m).
"""

import math
from collections.abc import Sequence
from dataclasses import FrozenInstanceError
from fractions import Fraction
from itertools import combinations, pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from dashboard.metrics.statistics import equal_gini, gini, half_the_talk, lorenz, theil

ORDINARY = [12, 7, 5, 3, 3, 2, 1, 1, 0, 0, 0, 0]
TIES = [4, 4, 4, 4, 0, 0]
ONE_POSTER = [0, 0, 0, 9]
TEN_MILLION = [10_000_000, 0, 3, 1]

counts = st.lists(st.integers(0, 200), min_size=2, max_size=30).filter(any)
classes = st.dictionaries(st.sampled_from("ABCDEF"), st.lists(st.integers(0, 99), max_size=9), min_size=1).filter(
    lambda groups: any(map(any, groups.values()))
)


def every_pair(x: Sequence[int]) -> Fraction:
    """Gini as half the relative mean difference between every two families, a family with itself included."""
    return Fraction(sum(abs(a - b) for a, b in product(x, x)), 2 * len(x) * sum(x))


@pytest.mark.parametrize(
    ("x", "population"),
    [
        (ORDINARY, 0.6176470588235294),
        (TIES, 0.3333333333333333),
        (ONE_POSTER, 0.75),
        (TEN_MILLION, 0.7499997500001),
        ([5], 0),
        ([3] * 5, 0),
        ([1, 2], 0.16666666666666666),
    ],
)
def test_gini_agrees_with_two_other_programs(x, population):
    assert gini(x, corrected=False) == pytest.approx(population, rel=1e-12)


@given(counts)
def test_gini_is_half_the_mean_difference_between_every_two_families(x):
    assert gini(x, corrected=False) == pytest.approx(float(every_pair(x)))
    assert gini(x) == pytest.approx(float(every_pair(x) * Fraction(len(x), len(x) - 1)))


def test_gini_of_one_voice_among_three_is_one_when_corrected():
    assert gini([0, 0, 7]) == pytest.approx(1)
    assert gini([0, 0, 10_000_000]) == pytest.approx(1)


def test_gini_is_undefined_for_one_family_only_when_corrected():
    assert gini([5]) is None
    assert gini([5], corrected=False) == 0


@pytest.mark.parametrize(
    ("n", "m", "corrected", "population"),
    [
        (25, 30, 0.487827888269572, 0.468314772738789),
        (25, 100, 0.277945929411521, 0.26682809223506),
        (2, 7, 0.3125, 0.15625),
        (3, 1, 1, 2 / 3),
        (60, 12, 0.843735563460602, 0.829673304069592),
        (30, 2400, 0.0630322682995292, 0.0609311926895449),
    ],
)
def test_equal_gini_agrees_with_a_sum_in_another_program(n, m, corrected, population):
    assert equal_gini(n, m) == pytest.approx(corrected, rel=1e-12)
    assert equal_gini(n, m, corrected=False) == pytest.approx(population, rel=1e-12)


@pytest.mark.parametrize(("n", "m"), [(2, 1), (2, 6), (3, 4), (4, 5)])
def test_equal_gini_is_the_mean_gini_over_every_possible_sequence_of_writers(n, m):
    sequences = list(product(range(n), repeat=m))
    ginis = [every_pair([writers.count(family) for family in range(n)]) for writers in sequences]
    assert equal_gini(n, m, corrected=False) == pytest.approx(float(sum(ginis) / len(ginis)), rel=1e-13)


@pytest.mark.parametrize("m", [9_999_999, 10_000_000])
@pytest.mark.parametrize("n", [2, 3, 4, 25, 1000])
def test_equal_gini_at_ten_million_messages_agrees_with_a_sum_of_binomial_chances(n, m):
    middle, width = m * 2 / n, 9 * math.sqrt(m * 2 / n)
    both = np.arange(max(1, middle - width), min(m, middle + width) + 1).astype(int)
    apart = both * binom.pmf((both - 1) // 2, both - 1, 0.5)
    distance = math.fsum(binom.pmf(both, m, 2 / n) * apart)
    assert equal_gini(n, m) == pytest.approx(n * distance / (2 * m), rel=1e-9)


@given(st.integers(2, 60), st.integers(1, 5000))
def test_equal_gini_falls_from_one_as_messages_come_in(n, m):
    assert equal_gini(n, 1) == pytest.approx(1)
    assert 0 < equal_gini(n, m + 1) <= equal_gini(n, m) + 1e-12


def test_equal_gini_is_undefined_where_gini_is():
    assert [equal_gini(0, 5), equal_gini(5, 0), equal_gini(0, 0), equal_gini(1, 5)] == [None] * 4
    assert equal_gini(1, 5, corrected=False) == 0


@given(st.lists(st.integers(0, 30), min_size=1, max_size=7).filter(any))
def test_half_the_talk_is_the_fewest_families_that_wrote_half_of_it(x):
    sizes = [len(few) for size in range(len(x) + 1) for few in combinations(x, size) if 2 * sum(few) >= sum(x)]
    assert half_the_talk(x) == min(sizes)


@pytest.mark.parametrize(
    ("x", "families"),
    [([6, 3, 3], 1), ([5, 3, 3], 2), ([1, 1, 1, 1], 2), ([0, 7], 1), ([9], 1), (ORDINARY, 2), (TEN_MILLION, 1)],
)
def test_exactly_half_is_half_the_talk(x, families):
    assert half_the_talk(x) == families


def test_lorenz_agrees_with_another_program():
    assert lorenz([6, 0, 2, 0]) == [(0, 0), (0.25, 0), (0.5, 0), (0.75, 0.25), (1, 1)]
    assert lorenz([5]) == [(0, 0), (1, 1)]


@given(counts)
def test_the_area_under_lorenz_gives_the_population_gini(x):
    points = lorenz(x)
    area = sum((b[0] - a[0]) * (a[1] + b[1]) / 2 for a, b in pairwise(points))
    assert 1 - 2 * area == pytest.approx(gini(x, corrected=False), abs=1e-9)


@pytest.mark.parametrize(
    ("x", "unevenness"),
    [
        (ORDINARY, 0.7075287279995522),
        (TIES, 0.4054651081081644),
        (ONE_POSTER, 1.3862943611198906),
        (TEN_MILLION, 1.3862878434678438),
        ([5], 0),
        ([3] * 5, 0),
        ([1, 2], 0.056633012265132426),
    ],
)
def test_theil_of_one_class_agrees_with_two_other_programs(x, unevenness):
    assert theil({"1A": x}).total == pytest.approx(unevenness, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize(
    ("groups", "total", "between", "within", "per_group"),
    [
        (
            {"1A": [5, 3, 1, 0], "1B": [20, 0, 0]},
            1.0357754190431376,
            0.13864093,
            0.89713449,
            {"1A": 0.4494060535808747, "1B": 1.0986122886681098},
        ),
        (
            {"1A": [4, 2, 1], "1B": [0, 0], "1C": [7]},
            0.6207623431118425,
            0.54930614,
            0.0714562,
            {"1A": 0.1429123975555753, "1B": None, "1C": 0},  # PySAL gives the silent class 0
        ),
        (
            {"1A": [10_000_000, 1], "1B": [1, 2, 3]},
            1.6094263979880823,
            0.91628129,
            0.69314511,
            {"1A": 0.6931454687505465, "1B": 0.08720802396075798},
        ),
        ({"1A": [2, 2], "1B": [2, 2, 2]}, 0, 0, 0, {"1A": 0, "1B": 0}),
    ],
    ids=["two classes", "a silent class", "ten million", "alike"],
)
def test_the_split_of_theil_agrees_with_another_program(groups, total, between, within, per_group):
    split = theil(groups)
    assert split.total == pytest.approx(total, rel=1e-12, abs=1e-15)
    assert (split.between, split.within) == pytest.approx((between, within), abs=5e-9)
    assert {group: value for group, value in split.per_group.items() if value is not None} == pytest.approx(
        {group: value for group, value in per_group.items() if value is not None}, abs=1e-12
    )
    assert [group for group, value in split.per_group.items() if value is None] == [
        group for group, value in per_group.items() if value is None
    ]


@given(classes)
def test_theil_between_and_within_classes_add_up_to_that_of_the_school(groups):
    split = theil(groups)
    everybody = [count for x in groups.values() for count in x]
    mean = sum(everybody) / len(everybody)
    terms = [count / mean * math.log(count / mean) for count in everybody if count > 0]
    assert split.total == math.fsum([split.between, split.within])
    assert split.total == pytest.approx(math.fsum(terms) / len(everybody), abs=1e-12)
    assert split.total == pytest.approx(theil({"school": everybody}).total, abs=1e-12)
    assert min(split.between, split.within) > -1e-12


@given(counts)
def test_theil_lies_inside_one_class_and_between_classes_of_one_family(x):
    together = theil({"1A": x})
    apart = theil({str(place): [count] for place, count in enumerate(x)})
    assert (together.between, apart.within) == (0, 0)
    assert apart.between == pytest.approx(together.within, abs=1e-12)


def test_a_class_without_families_changes_nothing_and_is_itself_undefined():
    with_it, without = theil({"1A": [3, 1], "1B": []}), theil({"1A": [3, 1]})
    assert with_it.total == without.total
    assert with_it.per_group["1B"] is None
    assert [theil({}), theil({"1A": []}), theil({"1A": [0], "1B": []})] == [None] * 3


def test_the_split_cannot_be_changed_afterwards():
    split = theil({"1A": [3, 1]})
    with pytest.raises(FrozenInstanceError):
        split.total = 0
    with pytest.raises(TypeError):
        split.per_group["1A"] = 0
