"""What is certain of the share of all places, where each share and each number of places is known within bounds."""

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.summary.bounds import smallest_mean

VALUES = st.lists(
    st.tuples(st.integers(-20, 20), st.integers(1, 9), st.integers(0, 9)).map(
        lambda found: (found[0], found[1], found[1] + found[2])
    ),
    min_size=1,
    max_size=6,
)


@given(VALUES)
def test_the_smallest_mean_is_that_of_the_worst_choice_of_weights(values: Sequence[tuple[int, int, int]]) -> None:
    choices = product(*((fewest, most) for _, fewest, most in values))
    means = (
        sum(value * weight for (value, _, _), weight in zip(values, weights, strict=True)) / sum(weights)
        for weights in choices
    )
    assert smallest_mean(values) == min(means)


@pytest.mark.parametrize(
    ("values", "least"),
    [
        ([(10, 1, 3), (40, 1, 3)], 17.5),  # three of the small one, one of the large one
        ([(10, 2, 2), (40, 2, 2)], 25.0),  # the weights are known
        ([(10, 0, 5), (40, 1, 1)], 15.0),  # perhaps none
        ([(10, 1, 9)], 10.0),
    ],
)
def test_small_values_weigh_as_much_as_they_can_and_large_ones_as_little(
    values: Sequence[tuple[int, int, int]], least: float
) -> None:
    assert smallest_mean(values) == least
