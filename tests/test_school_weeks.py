"""Pinned values of three series of shares, one a week (scipy 1.17.1, pymannkendall 1.4.3):

slope, low, high  scipy.stats.theilslopes(shares)
level             its intercept
p                 pymannkendall.original_test(shares).p
"""

from collections.abc import Iterable
from datetime import date, timedelta

import polars as pl
import pytest

from dashboard.metrics import school_weeks
from dashboard.metrics.hours import NIGHTS

MONDAY = date(2025, 9, 1)
FALLING = (5, 5, 4, 4, 3, 4, 2, 2, 1, 1, 0, 1)
TIED = (3, 2, 4, 2, 3, 1, 2, 0, 1, 1, 0, 1)  # with so many ties the interval reaches 0 exactly
RISING = (0, 1, 1, 2, 1, 3, 4, 4, 5)


def nights_of(*weeks: tuple[date, int, int], chat: str = "Class 1A", day_type: str = "school_night") -> pl.DataFrame:
    """(Monday, nights, those disturbed) of one group: nights from Sunday evening on."""
    rows = [
        (chat, monday + timedelta(place - 1), monday + timedelta(place), day_type, int(place < disturbed), 0, 10)
        for monday, nights, disturbed in weeks
        for place in range(nights)
    ]
    return pl.DataFrame(rows, schema=NIGHTS, orient="row")


def whole_weeks(disturbed: tuple[int, ...], *, step: int = 7, chat: str = "Class 1A") -> pl.DataFrame:
    """Weeks of five school nights, so many of them disturbed, `step` days apart."""
    return nights_of(*((MONDAY + timedelta(step * place), 5, many) for place, many in enumerate(disturbed)), chat=chat)


def test_a_school_week_is_sunday_night_to_thursday_night_and_has_the_monday_for_its_name():
    nights = nights_of((date(2025, 9, 8), 5, 2))
    assert (nights["night"][0], nights["night"][-1]) == (date(2025, 9, 7), date(2025, 9, 11))
    assert school_weeks.weekly(nights).rows() == [("Class 1A", date(2025, 9, 8), 5, 2, 2 / 5, 5)]


def test_weekends_and_holidays_are_in_no_school_week_and_a_week_of_them_does_not_exist():
    nights = pl.concat(
        [
            nights_of((date(2025, 10, 20), 5, 1)),
            nights_of((date(2025, 10, 27), 5, 5), day_type="holiday"),
            nights_of((date(2025, 11, 3), 4, 0)),
            nights_of((date(2025, 11, 3), 7, 7), day_type="weekend"),
        ]
    )
    assert school_weeks.weekly(nights).select("week", "nights", "disturbed").rows() == [
        (date(2025, 10, 20), 5, 1),
        (date(2025, 11, 3), 4, 0),
    ]


def test_a_week_of_one_or_two_nights_does_not_count():
    weeks = school_weeks.weekly(
        nights_of((MONDAY, 2, 0), (MONDAY + timedelta(7), 3, 0), (MONDAY + timedelta(14), 1, 1))
    )
    assert school_weeks.counting(weeks)["nights"].to_list() == [3]


def weeks_of(**observed: Iterable[int]) -> pl.DataFrame:
    """A row for each group and week, by the weeks' numbers."""
    rows = [
        nights_of(*((MONDAY + timedelta(7 * week), 5, 0) for week in weeks), chat=chat)
        for chat, weeks in observed.items()
    ]
    return school_weeks.weekly(pl.concat(rows))


@pytest.mark.parametrize(
    ("observed", "chats", "kept"),
    [
        ({"a": range(20), "b": range(20)}, ["a", "b"], range(20)),
        ({"a": range(20), "b": range(19), "c": range(1, 20)}, ["a", "b", "c"], range(1, 19)),  # a week costs less
        ({"a": range(20), "b": range(20), "c": range(10, 20)}, ["a", "b"], range(20)),  # than half of the year
        ({"a": range(20), "b": [*range(9), *range(10, 20)]}, ["a"], range(20)),  # 20 and 20: the longer
        ({"a": range(30), "b": range(7), "c": range(7), "d": range(7), "e": range(7)}, ["a"], range(30)),  # 7: no trend
        ({"a": range(5), "b": range(3)}, ["a"], range(5)),
        ({"a": range(8), "b": range(8, 16)}, ["a"], range(8)),
    ],
)
def test_groups_are_pooled_over_weeks_in_which_all_of_them_were_observed(observed, chats, kept):
    pooled = school_weeks.seen_together(weeks_of(**observed))
    expected = [(chat, MONDAY + timedelta(7 * week)) for chat in chats for week in kept]
    assert pooled.select("chat", "week").rows() == expected


def test_no_groups_are_no_weeks():
    nothing = school_weeks.weekly(NIGHTS.to_frame())
    assert school_weeks.seen_together(nothing).is_empty()
    assert school_weeks.trend(school_weeks.summed(nothing)).is_empty()


def test_weeks_of_several_groups_are_summed():
    nights = pl.concat([nights_of((MONDAY, 5, 1)), nights_of((MONDAY, 4, 3), chat="Class 2B")])
    assert school_weeks.summed(school_weeks.weekly(nights)).rows() == [(None, MONDAY, 9, 4, 4 / 9, 5)]


@pytest.mark.parametrize(
    ("disturbed", "slope", "low", "high", "p", "direction", "level"),
    [
        (
            FALLING,
            -0.09999999999999999,
            -0.10000000000000002,
            -0.06666666666666668,
            0.00020174572701492366,
            "falling",
            1.0499999999999998,
        ),
        (TIED, -0.05, -0.09999999999999999, 0.0, 0.010580470819026688, "unclear", 0.5750000000000001),
        (
            RISING,
            0.12000000000000001,
            0.09999999999999999,
            0.15000000000000002,
            0.0019144847836662926,
            "rising",
            -0.08000000000000002,
        ),
    ],
)
def test_the_trend_agrees_with_two_other_programs(disturbed, slope, low, high, p, direction, level):
    (found,) = school_weeks.trend(school_weeks.weekly(whole_weeks(disturbed))).iter_rows(named=True)
    figures = {"slope": slope, "low": low, "high": high, "p": p, "level": level}
    assert {name: found[name] for name in figures} == pytest.approx(figures, abs=1e-12)
    assert (found["weeks"], found["direction"]) == (len(disturbed), direction)


@pytest.mark.parametrize(
    ("low", "high", "direction"),
    [
        (0.001, 0.2, "rising"),
        (0, 0.2, "unclear"),
        (-0.1, 0.2, "unclear"),
        (-0.1, 0, "unclear"),
        (-0.1, -0.001, "falling"),
    ],
)
def test_an_interval_that_touches_0_is_no_change(low, high, direction):
    assert school_weeks.direction(low, high) == direction


def test_holidays_between_two_school_weeks_make_the_trend_no_flatter():
    assert school_weeks.trend(school_weeks.weekly(whole_weeks(FALLING, step=21))).equals(
        school_weeks.trend(school_weeks.weekly(whole_weeks(FALLING)))
    )


def test_under_eight_weeks_there_is_no_trend():
    (found,) = school_weeks.trend(school_weeks.weekly(whole_weeks(FALLING[:7]))).rows()
    assert found == ("Class 1A", 7, None, None, None, None, None, None)
    assert school_weeks.trend(school_weeks.weekly(whole_weeks(FALLING[:8])))["slope"].null_count() == 0


def test_each_group_has_its_own_trend():
    both = pl.concat([whole_weeks(RISING, chat="Class 2B"), whole_weeks(FALLING)])
    found = school_weeks.trend(school_weeks.weekly(both))
    assert found.select("chat", "direction").rows() == [("Class 1A", "falling"), ("Class 2B", "rising")]


def test_the_line_stays_within_nought_and_all():
    weeks = school_weeks.weekly(whole_weeks(FALLING))
    trend = school_weeks.trend(weeks)
    slope, level = trend.select("slope", "level").row(0)
    assert level + 11 * slope < 0
    expected = [max(0, min(1, level + slope * place)) for place in range(12)]
    assert school_weeks.with_line(weeks, trend)["fitted"].to_list() == pytest.approx(expected)


def test_without_a_trend_there_is_no_line():
    weeks = school_weeks.weekly(whole_weeks((1, 2, 3)))
    assert school_weeks.with_line(weeks, school_weeks.trend(weeks))["fitted"].to_list() == [None] * 3
    nothing = school_weeks.weekly(NIGHTS.to_frame())
    assert school_weeks.with_line(nothing, school_weeks.trend(nothing)).is_empty()
