from datetime import date, timedelta

import polars as pl
import pytest

from dashboard.metrics import nights_beside
from dashboard.metrics.hours import NIGHTS


def nights_of(disturbed: int, nights: int, chat: str = "Class 1A", day_type: str = "school_night") -> pl.DataFrame:
    first = date(2025, 9, 1)
    rows = [
        (chat, first + timedelta(place), first + timedelta(place + 1), day_type, int(place < disturbed), 0, 10)
        for place in range(nights)
    ]
    return pl.DataFrame(rows, schema=NIGHTS, orient="row")


@pytest.mark.parametrize(
    ("now", "then", "difference", "low", "high", "direction"),
    [
        ((22, 90), (30, 88), 22 / 90 - 30 / 88, -0.22579710123573402, 0.03697132843102052, "unclear"),
        ((0, 40), (5, 40), -5 / 40, -0.261121198388511, -0.012597114503140383, "falling"),
        ((56, 70), (48, 80), 0.2, 0.05243147240236498, 0.33387265403690614, "rising"),
    ],
)
def test_two_periods_differ_only_where_the_interval_of_the_difference_leaves_out_0(
    now, then, difference, low, high, direction
):
    """low and high: statsmodels 0.15.0 confint_proportions_2indep(*now, *then, method="newcomb", compare="diff")."""
    (found,) = nights_beside.change(nights_of(*now), nights_of(*then)).iter_rows(named=True)
    assert found == {
        "difference": pytest.approx(difference),
        "low": pytest.approx(low),
        "high": pytest.approx(high),
        "direction": direction,
    }


def test_groups_are_taken_together_night_by_night():
    now = pl.concat([nights_of(10, 40), nights_of(12, 50, "Class 2B")])
    assert nights_beside.change(now, nights_of(30, 88)).equals(
        nights_beside.change(nights_of(22, 90), nights_of(30, 88))
    )


@pytest.mark.parametrize(("now", "then"), [((3, 0), (1, 5)), ((1, 5), (0, 0)), ((0, 0), (0, 0))])
def test_without_nights_in_both_there_is_no_change_to_tell(now, then):
    assert nights_beside.change(nights_of(*now), nights_of(*then)).is_empty()


def test_school_nights_alone_are_compared():
    nights = pl.concat([nights_of(1, 5), nights_of(4, 4, day_type="weekend"), nights_of(4, 4, day_type="holiday")])
    assert nights_beside.school_nights(nights).equals(nights_of(1, 5))


def test_a_group_observed_on_less_than_half_of_the_nights_is_left_out():
    nights = pl.concat([nights_of(0, 40, "Class 3C"), nights_of(0, 20), nights_of(0, 19, "Class 2B")])
    assert nights_beside.seen_in(nights, 40).to_list() == ["Class 1A", "Class 3C"]
    assert nights_beside.seen_in(nights, 40, seen_enough=0.45).to_list() == ["Class 1A", "Class 2B", "Class 3C"]
    assert nights_beside.seen_in(nights, 81).is_empty()
    assert nights_beside.seen_in(nights.clear(), 0).is_empty()
