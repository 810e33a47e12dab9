"""Intervals are worked again in plain Python, over every draw there is; coverage is simulated."""

import math
from datetime import date, timedelta
from itertools import product

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from dashboard.metrics.resampling import voices_intervals
from dashboard.metrics.statistics import hill
from tests.bench.voices import TERM, covered

MONDAY = date(2025, 9, 1)
tables = st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=8, max_size=12).filter(
    lambda table: any(map(any, table))
)


def family_weeks(table, name="3C", families="abcdefgh"):
    """A row of `table` is a week, a column a family."""
    rows = [
        {"class": name, "family": families[column], "week": MONDAY + timedelta(weeks=week), "messages": messages}
        for week, row in enumerate(table)
        for column, messages in enumerate(row)
        if messages
    ]
    schema = {"class": pl.String, "family": pl.String, "week": pl.Date, "messages": pl.UInt32}
    return pl.DataFrame(rows, schema=schema)


def seen(**weeks):
    return pl.DataFrame(
        {"class": list(weeks), "weeks": list(weeks.values())}, schema={"class": str, "weeks": pl.UInt32}
    )


def interval(table, **settings):
    return voices_intervals(family_weeks(table), seen(**{"3C": len(table)}), **settings).row(0)[1:]


def every_draw(table, level):
    """The interval from all draws of the weeks that there are, each as likely as any other."""
    n = len(table)
    voices = sorted(
        math.log(hill([sum(week) for week in zip(*weeks, strict=True)], 1))
        for weeks in product(table, repeat=n)
        if any(map(any, weeks))
    )
    tail = stats.norm.cdf(math.sqrt(n / (n - 1)) * stats.t.ppf((1 - level) / 2, n - 1))
    counted = math.log(hill([sum(family) for family in zip(*table, strict=True)], 1))
    low, high = (2 * counted - voices[math.floor(share * (len(voices) - 1) + 0.5)] for share in (1 - tail, tail))
    return math.exp(min(low, counted)), math.exp(max(high, counted))


@pytest.mark.parametrize(
    "table",
    [
        [[4, 1, 0], [0, 2, 2], [1, 0, 5]],
        [[4, 1, 0, 1], [0, 2, 2, 0], [1, 0, 5, 2], [3, 3, 1, 1]],
        [[4, 1, 0], [0, 0, 0], [1, 0, 5], [3, 3, 1], [0, 2, 2]],  # a silent week
        [[4, 1, 0], [1, 0, 5], [0, 2, 2], [0, 0, 0], [0, 0, 0]],  # silent to the end
    ],
)
@pytest.mark.parametrize("level", [0.5, 0.8])
def test_the_interval_is_that_of_every_way_to_draw_the_weeks(table, level):
    assert interval(table, fewest_weeks=2, draws=60_000, level=level) == pytest.approx(
        every_draw(table, level), rel=0.02
    )


def test_one_voice_alone_is_one_voice_however_the_weeks_fall():
    assert interval([[3], [1], [8], [2], [5], [1], [1], [40]]) == (1, 1)


@pytest.mark.parametrize("week", [[3, 3, 2], [5, 1, 1], [7, 2, 3], [1, 9, 4]])
def test_weeks_that_are_all_alike_leave_no_doubt(week):
    (low, high), counted = interval([week] * 8), hill(week, 1)
    assert (low, high) == pytest.approx((counted, counted), rel=1e-6)
    assert low <= counted * (1 + 1e-12)
    assert high >= counted * (1 - 1e-12)


def test_under_eight_weeks_there_is_no_interval():
    table = [[3, 1], [1, 2]] * 4
    assert interval(table[:7]) == (None, None)
    assert None not in interval(table)


def test_of_one_week_there_is_no_interval_whatever_is_asked_for():
    assert interval([[3, 1]], fewest_weeks=1) == (None, None)


def test_a_class_in_which_nobody_posted_and_one_seen_for_who_knows_how_long_have_no_interval():
    weeks = seen(**{"1A": 12, "3C": None})
    assert voices_intervals(family_weeks([[3, 1]] * 8), weeks).rows() == [("1A", None, None), ("3C", None, None)]


def test_weeks_in_which_all_families_posted_nothing_are_no_posts():
    posts = family_weeks([[3, 1]] * 8).with_columns(messages=pl.lit(0, pl.UInt32))
    assert voices_intervals(posts, seen(**{"3C": 8})).rows() == [("3C", None, None)]


def test_a_draw_without_a_message_is_left_out_and_where_all_are_there_is_no_interval():
    lengths = {f"{weeks}": weeks for weeks in range(100, 140)}
    posts = pl.concat([family_weeks([[3, 1]], name) for name in lengths])
    lows = voices_intervals(posts, seen(**lengths), draws=1)["voices_low"]
    assert 0 < lows.null_count() < len(lengths)
    assert lows.drop_nulls().to_list() == pytest.approx([hill([3, 1], 1)] * (len(lengths) - lows.null_count()))


def test_a_silent_week_counts_alike_wherever_it_stands():
    posts = [[4, 1, 0], [0, 2, 2], [1, 0, 5], [2, 2, 0]] * 2
    between, after = [*posts[:4], [0, 0, 0], *posts[4:]], [*posts, [0, 0, 0]]
    assert interval(between, draws=40_000) == pytest.approx(interval(after, draws=40_000), rel=0.02)


def test_fewer_weeks_than_have_messages_count_as_those():
    posts = family_weeks([[4, 1, 0], [0, 2, 2], [1, 0, 5]] * 4)
    assert voices_intervals(posts, seen(**{"3C": 8})).equals(voices_intervals(posts, seen(**{"3C": 12})))


def test_the_whole_school_is_the_class_without_a_name():
    posts = family_weeks([[4, 1, 0], [0, 2, 2], [1, 0, 5]] * 3)
    school = posts.with_columns(pl.lit(None, pl.String).alias("class"))
    weeks = pl.DataFrame({"class": [None], "weeks": [9]}, schema={"class": pl.String, "weeks": pl.UInt32})
    ((name, *voices),) = voices_intervals(school, weeks).rows()
    assert name is None
    assert tuple(voices) == voices_intervals(posts, seen(**{"3C": 9})).row(0)[1:]


@given(tables, st.randoms())
@settings(max_examples=25)
def test_the_order_of_rows_and_the_other_classes_change_nothing(table, random):
    posts = pl.concat([family_weeks(table), family_weeks(table[::-1], "1A"), family_weeks(table[1:], "2B")])
    weeks = seen(**{"2B": 12, "3C": 12, "1A": 20})
    shuffled = posts[random.sample(range(posts.height), posts.height)]
    alone = [
        voices_intervals(posts.filter(pl.col("class") == name), weeks.filter(pl.col("class") == name))
        for name in weeks["class"]
    ]
    assert voices_intervals(shuffled, weeks).equals(voices_intervals(posts, weeks))
    assert pl.concat(alone).equals(voices_intervals(posts, weeks))


@given(tables, st.permutations([0, 1, 2]))
@settings(max_examples=25)
def test_it_does_not_matter_which_family_is_which(table, order):
    renamed = [[week[place] for place in order] for week in table]
    assert interval(renamed) == pytest.approx(interval(table), rel=1e-5)


@given(tables)
@settings(max_examples=25)
def test_the_interval_holds_the_voices_that_were_counted(table):
    low, high = interval(table)
    counted = hill([sum(family) for family in zip(*table, strict=True)], 1)
    assert low <= counted * (1 + 1e-9)
    assert high >= counted * (1 - 1e-9)
    assert low >= 1 - 1e-9


def test_where_every_draw_shows_fewer_voices_the_interval_begins_at_those_counted():
    each_its_own_week = [[int(family == week) for family in range(8)] for week in range(8)]
    low, high = interval(each_its_own_week)
    assert low == pytest.approx(8)
    assert high > 16


def test_ten_million_messages_of_one_family_do_not_overflow():
    low, high = interval([[10_000_000, 1]] * 4 + [[10_000_000, 0]] * 4)
    assert 1 <= low <= high < 1.001


def test_classes_that_nobody_asked_about_are_left_out_and_no_rows_give_none():
    assert voices_intervals(family_weeks([[3, 1]] * 8), seen()).rows() == []
    assert voices_intervals(family_weeks([]), seen(**{"3C": 12})).rows() == [("3C", None, None)]


def test_the_interval_holds_the_voices_of_a_term_about_as_often_as_it_says():
    assert 0.90 <= covered(TERM, np.random.default_rng(5), classes=150) <= 1
