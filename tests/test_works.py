import random
from datetime import datetime, time, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from dashboard.metrics.reach import BANDS
from dashboard.metrics.works import WORKS, differs, median_interval, works

MONDAY = datetime(2026, 6, 8, 16)
SHARES = (0.1, 0.5, 0.2, 0.8, 0.3, 0.7, 0.4, 0.6)  # of 8 announcements; sorted, the 1st and 8th bound the median


def announced(*sent_at: datetime, text: str | None = "Sports day", link: bool = False) -> pl.DataFrame:
    links = [["school.example/a"] if link else []] * len(sent_at)
    return pl.DataFrame(
        {"announcement": range(1, len(sent_at) + 1), "sent_at": sent_at, "text": [text] * len(sent_at), "links": links},
        schema={
            "announcement": pl.UInt32,
            "sent_at": pl.Datetime("ms"),
            "text": pl.String,
            "links": pl.List(pl.String),
        },
    )


def banded(announcements: pl.DataFrame, direct: list[int], **columns: object) -> pl.DataFrame:
    """The school's bands of ten families, over, without a look at Message info."""
    given = announcements.select("announcement", "sent_at", direct=pl.Series(direct))
    return given.with_columns(
        **{
            "class": pl.lit(None),
            "n": pl.lit(10),
            "complete": pl.lit(True),
            **{name: pl.lit(value) for name, value in columns.items()},
        }
    ).select(
        (pl.col(name) if name in given.columns or name in {"class", "n", "complete", *columns} else pl.lit(None))
        .cast(dtype)
        .alias(name)
        for name, dtype in BANDS.items()
    )


def leading(announcements: pl.DataFrame, days: int | None = None) -> pl.DataFrame:
    return announcements.select("announcement", named_on=pl.lit(None, pl.Date), lead_days=pl.lit(days, pl.Int32))


def figures_of(announcements: pl.DataFrame, bands: pl.DataFrame, by: str, *, lead: int | None = None, **options):
    """The row of the only group of `by` with announcements."""
    rows = works(announcements, bands, leading(announcements, lead), **options)
    return rows.filter((pl.col("by") == by) & (pl.col("announcements") > 0)).row(0, named=True)


def group_of(by: str, *, at: datetime = MONDAY, lead: int | None = None, options: dict | None = None, **announcement):
    made = announced(at, **announcement)
    return figures_of(made, banded(made, [1]), by, lead=lead, **(options or {}))["group"]


eight = announced(*[MONDAY + timedelta(days=7 * week) for week in range(8)])
eight_bands = banded(eight, [round(10 * share) for share in SHARES])


def test_acted_is_the_median_share_of_families_with_a_direct_sign_with_its_interval():
    row = figures_of(eight, eight_bands, "weekday")
    assert (row["group"], row["announcements"]) == ("Monday", 8)
    assert (row["acted"], row["acted_low"], row["acted_high"]) == pytest.approx((0.45, 0.1, 0.8))


def test_fewer_announcements_than_are_asked_for_have_a_count_and_no_shares():
    row = figures_of(eight, eight_bands, "weekday", fewest=9)
    assert (row["announcements"], row["acted"], row["acted_low"], row["acted_high"]) == (8, None, None, None)


def test_under_six_announcements_a_median_has_no_interval_however_few_are_asked_for():
    row = figures_of(eight.head(5), eight_bands, "weekday", fewest=3)
    assert (row["acted"], row["acted_low"], row["acted_high"]) == (pytest.approx(0.3), None, None)


def test_a_group_without_announcements_has_no_shares_even_where_none_are_asked_for():
    rows = works(eight, eight_bands, leading(eight), fewest=0)
    tuesday = rows.filter(pl.col("group") == "Tuesday").row(0, named=True)
    assert (tuesday["announcements"], tuesday["acted"], tuesday["with_count"], tuesday["read_low"]) == (
        0,
        None,
        0,
        None,
    )


@pytest.mark.parametrize(
    "left_out",
    [{"complete": False}, {"class": "1A"}, {"n": 0}, {"n": None}],
    ids=["not over yet", "of a class", "no roster", "families that cannot be counted"],
)
def test_only_the_school_with_a_roster_and_windows_that_are_over_count(left_out):
    rows = works(eight, banded(eight, [1] * 8, **left_out), leading(eight))
    assert rows["announcements"].sum() == 0


@pytest.mark.parametrize(
    ("hours", "with_count", "low", "high"), [(19.9, 0, None, None), (20, 8, 0.4, 0.6), (200, 8, 0.4, 0.6)]
)
def test_read_counts_tell_only_if_taken_twenty_hours_or_more_after(hours, with_count, low, high):
    looked = banded(eight, [1] * 8, read_low=4, read_high=6).with_columns(
        taken_at=pl.col("sent_at") + timedelta(hours=hours)
    )
    row = figures_of(eight, looked, "weekday")
    assert (row["with_count"], row["read_low"], row["read_high"]) == (with_count, low, high)


def test_the_read_ends_are_medians_and_their_intervals_outer_ends():
    lows = pl.Series([1, 1, 2, 2, 3, 3, 4, 4])
    looked = banded(eight, [1] * 8).with_columns(
        read_low=lows.cast(pl.UInt32),
        read_high=(lows + 5).cast(pl.UInt32),
        taken_at=pl.col("sent_at") + timedelta(days=1),
    )
    row = figures_of(eight, looked, "weekday")
    assert (row["read_least"], row["read_low"], row["read_high"], row["read_most"]) == pytest.approx(
        (0.1, 0.25, 0.75, 0.9)
    )


def test_a_look_that_gave_no_band_is_no_count():
    looked = banded(eight, [1] * 8, read=3).with_columns(taken_at=pl.col("sent_at") + timedelta(days=1))
    assert figures_of(eight, looked, "weekday")["with_count"] == 0


@pytest.mark.parametrize(
    ("at", "group"),
    [
        (time(6, 59), "in the quiet hours"),
        (time(7), "before 9:00"),
        (time(8, 59, 59), "before 9:00"),
        (time(9), "9:00 to 15:00"),
        (time(15), "15:00 to 18:00"),
        (time(18), "18:00 to 21:00"),
        (time(20, 59), "18:00 to 21:00"),
        (time(21), "in the quiet hours"),
        (time(0), "in the quiet hours"),
    ],
)
def test_hours_end_before_the_next_ones_begin(at, group):
    assert group_of("hour", at=datetime.combine(MONDAY, at)) == group


@pytest.mark.parametrize(
    ("quiet_start", "quiet_end", "at", "group"),
    [
        (time(19, 30), time(8), time(19), "18:00 to 19:30"),
        (time(19, 30), time(8), time(7, 59), "in the quiet hours"),
        (time(0), time(6), time(23), "18:00 or later"),
        (time(0), time(6), time(6), "before 9:00"),
        (time(20), time(23), time(23), "18:00 or later"),
        (time(17), time(7), time(16, 59), "15:00 to 18:00"),
        (time(17), time(7), time(17), "in the quiet hours"),
    ],
)
def test_the_quiet_hours_are_the_schools_own_and_come_first(quiet_start, quiet_end, at, group):
    options = {"quiet_start": quiet_start, "quiet_end": quiet_end}
    assert group_of("hour", at=datetime.combine(MONDAY, at), options=options) == group


@pytest.mark.parametrize(
    ("length", "group"),
    [
        (0, "under 200 characters"),
        (199, "under 200 characters"),
        (200, "200 to 399 characters"),
        (399, "200 to 399 characters"),
        (400, "400 characters and more"),
    ],
)
def test_lengths_are_of_characters(length, group):
    assert group_of("length", text="ü" * length) == group


def test_a_picture_without_words_is_short():
    assert group_of("length", text=None) == "under 200 characters"


@pytest.mark.parametrize(("link", "group"), [(True, "with a link"), (False, "without a link")])
def test_announcements_are_told_apart_by_having_a_link(link, group):
    assert group_of("link", link=link) == group


@pytest.mark.parametrize(
    ("days", "group"),
    [
        (None, "no date named"),
        (0, "same or next day"),
        (1, "same or next day"),
        (2, "2 to 6 days"),
        (6, "2 to 6 days"),
        (7, "a week or more"),
        (299, "a week or more"),
    ],
)
def test_lead_times_are_days_and_no_date_is_not_none(days, group):
    assert group_of("lead_time", lead=days) == group


def test_every_announcement_is_once_in_each_kind_of_group_and_the_groups_stand_in_order():
    rows = works(eight, eight_bands, leading(eight))
    assert rows.schema == WORKS
    assert rows.group_by("by").agg(pl.col("announcements").sum())["announcements"].to_list() == [8] * 5
    assert rows.group_by("by", maintain_order=True).agg("place")["place"].to_list() == [
        *([0, 1, 2, 3, 4], list(range(7)), [0, 1, 2], [0, 1], [0, 1, 2, 3])
    ]


def test_no_announcements_make_every_group_without_figures():
    rows = works(announced(), banded(announced(), []), leading(announced()))
    assert (rows.height, rows["announcements"].sum(), rows["acted"].null_count()) == (21, 0, 21)


@pytest.mark.parametrize("n", [6, 7, 8, 9, 12, 20, 41, 100, 601])
def test_the_interval_of_a_median_is_that_of_scipy(n):
    values = [random.Random(n).random() for _ in range(n)]
    theirs = stats.quantile_test(values, p=0.5).confidence_interval(confidence_level=0.95)
    assert median_interval(values) == (theirs.low, theirs.high)


@given(st.integers(1, 400))
def test_the_interval_holds_the_median_as_often_as_it_says_and_the_next_shorter_one_does_not(n):
    ends = median_interval(range(1, n + 1))
    k = 0 if ends is None else int(ends[0])
    missed = [2 * stats.binom.cdf(k - 1, n, 0.5), 2 * stats.binom.cdf(k, n, 0.5)]
    assert missed[0] <= 0.05 < missed[1]
    assert ends is None or ends[0] + ends[1] == n + 1


def test_among_drawn_announcements_the_interval_holds_the_median_of_all_in_nineteen_of_twenty_cases():
    drawn = np.random.default_rng(6).beta(2, 20, size=(4000, 12))
    intervals = [median_interval(row) for row in drawn]
    middle = stats.beta.median(2, 20)
    held = sum(ends is not None and ends[0] <= middle <= ends[1] for ends in intervals) / 4000
    assert held == pytest.approx(1 - 2 * stats.binom.cdf(2, 12, 0.5), abs=0.012)
    assert held >= 0.95


@pytest.mark.parametrize(
    ("lows", "highs", "answer"),
    [
        ([0.1, 0.2], [0.3, 0.4], False),
        ([0.1, 0.3], [0.3, 0.4], False),
        ([0.1, 0.31], [0.3, 0.4], True),
        ([0.1, 0.2, 0.41], [0.3, 0.5, 0.6], True),
        ([0.1, None], [0.3, None], False),
        ([None, None], [None, None], False),
    ],
)
def test_groups_differ_where_two_intervals_do_not_overlap(lows, highs, answer):
    rows = pl.DataFrame(
        {"by": ["hour"] * len(lows), "acted_low": lows, "acted_high": highs},
        schema={"by": pl.String, "acted_low": pl.Float64, "acted_high": pl.Float64},
    )
    assert differs(rows, "hour") is answer
    assert not differs(rows, "weekday")
