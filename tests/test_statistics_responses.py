"""Pinned curves: R 4.2.2, survival 3.5-3 survfit(Surv(hours, seen) ~ 1): time, n.risk, surv; lifelines 0.30.3
KaplanMeierFitter().fit(hours, seen), which adds a row for time 0. Equal to at least 12 digits.
"""

from collections import Counter
from itertools import combinations, combinations_with_replacement

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.exceptions import ShapeError

from dashboard.metrics.statistics import poll_voters, time_to_activity

watched = st.lists(st.tuples(st.integers(0, 72), st.booleans()), min_size=1, max_size=40)


def possible_voters(votes: tuple[int, int, int], most_answers: int) -> set[int]:
    """With how many voters these votes come about, each choosing one to `most_answers` answers: every way tried."""
    ballots = [chosen for size in range(1, most_answers + 1) for chosen in combinations(range(3), size)]
    wanted = Counter({answer: count for answer, count in enumerate(votes) if count > 0})
    return {
        voters
        for voters in range(sum(votes) + 1)
        for cast in combinations_with_replacement(ballots, voters)
        if Counter(answer for ballot in cast for answer in ballot) == wanted
    }


@pytest.mark.parametrize("votes", [(2, 1, 1), (3, 0, 0), (0, 2, 2), (0, 0, 0), (1, 1, 1)])
def test_poll_voters_are_the_fewest_and_the_most_in_every_way_to_vote(votes):
    several, one = possible_voters(votes, 3), possible_voters(votes, 1)
    assert poll_voters(votes, multiple=True) == (min(several), max(several))
    assert poll_voters(votes, multiple=False) == (min(one), max(one))


def test_a_poll_without_answers_or_votes_has_no_voters():
    assert [poll_voters([], multiple=True), poll_voters([], multiple=False)] == [(0, 0), (0, 0)]


def test_ten_million_votes_for_one_answer_are_ten_million_voters():
    assert poll_voters([10_000_000, 1], multiple=True) == (10_000_000, 10_000_001)


@pytest.mark.parametrize(
    ("hours", "seen", "time", "at_risk", "survival"),
    [
        (
            [1, 3, 3, 5, 8, 8, 72, 72],
            [True, True, False, True, True, True, False, False],
            [1, 3, 5, 8, 72],
            [8, 7, 5, 4, 2],
            [0.875, 0.75, 0.6, 0.3, 0.3],
        ),
        ([2, 2], [False, False], [2], [2], [1]),
        ([4], [True], [4], [1], [0]),
        ([0, 0, 1], [True, False, True], [0, 1], [3, 1], [2 / 3, 0]),
    ],
    ids=["ordinary", "nobody active", "one family", "at once"],
)
def test_time_to_activity_agrees_with_two_other_programs(hours, seen, time, at_risk, survival):
    curve = time_to_activity(hours, seen)
    assert curve["time"].to_list() == time
    assert curve["at_risk"].to_list() == at_risk
    assert curve["survival"].to_list() == pytest.approx(survival, rel=1e-12)


@given(watched)
def test_the_curve_never_rises_and_ends_at_zero_only_if_the_last_family_was_seen(families):
    hours, seen = zip(*families, strict=True)
    curve = time_to_activity(hours, seen)
    assert curve["survival"].is_sorted(descending=True)
    assert curve["survival"].is_between(0, 1).all()
    assert curve["at_risk"].is_sorted(descending=True)
    assert curve["at_risk"][0] == len(families)
    last_ones = [was for hour, was in families if hour == max(hours)]
    assert (curve["survival"][-1] == 0) == all(last_ones)


@given(st.lists(st.integers(0, 72), min_size=1, max_size=40))
def test_where_all_are_seen_the_curve_is_the_share_still_waiting(hours):
    curve = time_to_activity(hours, [True] * len(hours))
    waiting = [sum(hour > time for hour in hours) / len(hours) for time in curve["time"]]
    assert curve["survival"].to_list() == pytest.approx(waiting, abs=1e-12)


def test_no_families_make_no_rows_of_the_same_types():
    assert time_to_activity([], []).schema == {"time": pl.Float64, "at_risk": pl.UInt32, "survival": pl.Float64}
    assert time_to_activity([], []).is_empty()


def test_hours_and_seen_must_be_of_the_same_families():
    with pytest.raises(ShapeError):
        time_to_activity([1, 2], [True])
