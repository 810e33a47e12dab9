"""What all figures of counts have in common; each has its own laws in test_statistics_*.py."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.metrics.statistics import (
    equal_gini,
    gini,
    half_the_talk,
    hill,
    lorenz,
    rarefied,
    theil,
    voices_ratio,
)

counts = st.lists(st.integers(0, 200), min_size=2, max_size=30).filter(any)


@given(counts, st.randoms())
def test_no_figure_depends_on_the_order_of_the_families(x, random):
    shuffled = random.sample(x, len(x))
    assert gini(shuffled) == gini(x)
    assert [hill(shuffled, q) for q in (0, 1, 2)] == pytest.approx([hill(x, q) for q in (0, 1, 2)])
    assert half_the_talk(shuffled) == half_the_talk(x)
    assert rarefied(shuffled, 1) == pytest.approx(rarefied(x, 1))
    assert lorenz(shuffled) == lorenz(x)
    assert theil({"1A": shuffled}).total == pytest.approx(theil({"1A": x}).total, abs=1e-12)


@given(counts, st.integers(2, 50))
def test_shares_do_not_change_when_everybody_writes_as_many_times_more(x, times):
    more = [times * count for count in x]
    assert gini(more) == pytest.approx(gini(x))
    assert [hill(more, q) for q in (0, 1, 2)] == pytest.approx([hill(x, q) for q in (0, 1, 2)])
    assert half_the_talk(more) == half_the_talk(x)
    assert lorenz(more) == lorenz(x)
    assert theil({"1A": more}).total == pytest.approx(theil({"1A": x}).total, abs=1e-12)


@given(counts, st.integers(2, 5))
def test_a_copied_class_is_as_uneven_and_has_as_many_times_more_voices(x, times):
    assert gini(x * times, corrected=False) == pytest.approx(gini(x, corrected=False))
    assert theil({"1A": x * times}).total == pytest.approx(theil({"1A": x}).total, abs=1e-12)
    assert [hill(x * times, q) for q in (0, 1, 2)] == pytest.approx([times * hill(x, q) for q in (0, 1, 2)])


@given(counts, st.data())
def test_a_message_moved_from_a_chattier_family_to_a_quieter_makes_the_talk_more_even(x, data):
    chattier, quieter = data.draw(st.permutations(range(len(x))))[:2]
    if x[chattier] - x[quieter] < 2:
        x[chattier] = x[quieter] + 2
    moved = [*x]
    moved[chattier], moved[quieter] = x[chattier] - 1, x[quieter] + 1
    assert gini(moved) < gini(x)
    assert theil({"1A": moved}).total < theil({"1A": x}).total
    assert all(hill(moved, q) > hill(x, q) for q in (0.5, 1, 2))


@pytest.mark.parametrize("x", [[], [0], [0, 0, 0]], ids=["nobody", "one silent", "all silent"])
def test_silence_leaves_every_figure_undefined_and_never_zero(x):
    figures = [gini(x), gini(x, corrected=False), hill(x, 0), hill(x, 1), hill(x, 2), rarefied(x, 0), half_the_talk(x)]
    assert figures == [None] * 7
    assert [voices_ratio(x), theil({"1A": x}), equal_gini(len(x), 0), equal_gini(0, 9)] == [None] * 4
    assert lorenz(x) == []


def test_the_figures_start_without_the_slow_part_of_scipy():
    loaded = "import sys, dashboard.metrics.statistics; sys.exit('scipy.stats' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0
