from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dashboard import disclosure, workspace
from dashboard.answers import equity
from dashboard.metrics.equity import EVENNESS
from dashboard.selection import Period, Selection
from tests.equity_answers import among, answer, classes, compared, over_time

LARGE = pl.DataFrame({"class": ["2B"]})
TWO_LARGE = pl.DataFrame({"class": ["2B", "2C"]})


@pytest.mark.parametrize(
    ("count", "drawn"), [(0, 0.0), (1, 2.5), (4, 2.5), (5, 5.0), (7, 5.0), (8, 10.0), (26, 25.0), (None, None)]
)
def test_a_count_is_drawn_to_the_nearest_five(count: int | None, drawn: float | None) -> None:
    frame = pl.DataFrame({"n": [count]}, schema={"n": pl.UInt32})
    assert frame.select(disclosure.rounded(pl.col("n"))).item() == drawn


@pytest.mark.parametrize(
    ("share", "said", "drawn"),
    [
        (0.0, "<10 %", 0.05),
        (0.0999, "<10 %", 0.05),
        (0.10, "10 %", 0.10),
        (0.62, "60 %", 0.60),
        (0.63, "65 %", 0.65),
        (0.90, "90 %", 0.90),
        (0.901, ">90 %", 0.95),
        (1.0, ">90 %", 0.95),
        (None, None, None),
    ],
)
def test_a_share_is_said_and_drawn_to_the_nearest_five_per_cent_with_open_ends(
    share: float | None, said: str | None, drawn: float | None
) -> None:
    frame = pl.DataFrame({"share": [share]}, schema={"share": pl.Float64})
    assert frame.select(disclosure.banded_in_words(pl.col("share"))).item() == said
    assert frame.select(disclosure.banded(pl.col("share"))).item() == (None if drawn is None else pytest.approx(drawn))


def every_part() -> pl.DataFrame:
    """n, part: every class of 10 to 60 families with every count of them that there can be."""
    sizes = pl.DataFrame({"class": "2B", "n": range(10, 61)})
    return sizes.with_columns(part=pl.int_ranges(0, pl.col("n") + 1)).explode("part")


def test_a_printed_part_of_25_or_more_has_several_possible_counts_for_who_does_not_know_the_size() -> None:
    treated = disclosure.places(every_part(), "n", ["part"], LARGE)
    told = treated.select("n", "said").hstack(every_part().select("part")).filter(pl.col("n") >= 25)
    possible = told.group_by("said").agg(pl.col("part").n_unique())
    assert possible.height > 100
    assert possible.filter(pl.col("part") < 2)["said"].str.starts_with("10 %").all()


def test_a_printed_part_is_never_all_and_no_further_from_the_truth_than_its_words() -> None:
    treated = disclosure.places(every_part(), "n", ["part"], LARGE)
    assert (treated["part"] < treated["n"]).all()
    away = (treated["part"] / treated["n"] - every_part()["part"] / every_part()["n"]).abs()
    at_an_end = treated["said"].str.contains("[<>]")
    assert (away <= pl.select(pl.when(at_an_end).then(0.05).otherwise(0.025) + 1e-9).to_series()).all()


@pytest.mark.parametrize(
    ("part", "whole", "said", "drawn"),
    [
        (17, 23, "75 % of 25", 18.75),
        (18, 24, "75 % of 25", 18.75),
        (23, 23, ">90 % of 25", 23.75),
        (21, 23, ">90 % of 25", 23.75),
        (20, 23, "85 % of 25", 21.25),
        (0, 15, "<10 % of 15", 0.75),
        (1, 15, "<10 % of 15", 0.75),
        (2, 15, "15 % of 15", 2.25),
    ],
)
def test_a_part_is_told_as_its_share_and_drawn_so_far_into_the_rounded_whole(
    part: int, whole: int, said: str, drawn: float
) -> None:
    treated = disclosure.places(pl.DataFrame({"class": ["2B"], "n": [whole], "part": [part]}), "n", ["part"], LARGE)
    assert treated.to_dicts() == [
        {"class": "2B", "n": round(whole / 5) * 5.0, "part": pytest.approx(drawn), "said": said}
    ]


@pytest.mark.parametrize(
    ("low", "high", "said", "drawn"),
    [
        (23, 23, ">90 % of 25", [25.0, 25.0]),
        (18, 23, "80 % to >90 % of 25", [20.0, 25.0]),
        (14, 18, "60 % to 80 % of 25", [15.0, 20.0]),
        (17, 17, "75 % of 25", [18.75, 18.75]),
        (0, 1, "<10 % of 25", [1.25, 1.25]),
        (None, None, "not known", [None, None]),
    ],
)
def test_bounds_say_both_ends_and_a_class_that_may_be_all_there_has_nobody_outside(
    low: int | None, high: int | None, said: str, drawn: list[float | None]
) -> None:
    frame = pl.DataFrame({"class": ["2B"], "families": [23], "low": [low], "high": [high]})
    treated = disclosure.bounds(frame.cast({"low": pl.UInt32, "high": pl.UInt32}), LARGE).row(0, named=True)
    assert treated["said"] == said
    assert [treated["low"], treated["high"]] == [end if end is None else pytest.approx(end) for end in drawn]


@pytest.mark.parametrize(
    ("families", "messages", "shown"),
    [(10, 50, True), (9, 50, False), (10, 49, False), (10, None, True), (None, 50, False)],
)
def test_a_class_is_shown_with_ten_families_and_with_fifty_messages_if_it_has_an_export(
    families: int | None, messages: int | None, shown: bool
) -> None:
    sizes = pl.DataFrame(
        {"class": ["2B"], "families": [families], "messages": [messages]},
        schema={"class": pl.String, "families": pl.UInt32, "messages": pl.UInt32},
    )
    assert disclosure.large(sizes)["class"].to_list() == (["2B"] if shown else [])


def test_nothing_is_left_of_a_row_but_what_was_treated() -> None:
    row = {"class": "2B", "families": 27, "heard": 13, "messages": 400, "low": 0.3, "effective_voices": 8.2}
    assert disclosure.places(pl.DataFrame([row]), "families", ["heard"], LARGE).to_dicts() == [
        {"class": "2B", "families": 25.0, "heard": 12.5, "said": "50 % of 25"}
    ]


def test_a_small_class_shows_neither_its_figure_nor_its_size() -> None:
    frame = pl.DataFrame({"class": ["1A"], "n": [7], "known": [3]})
    assert disclosure.places(frame, "n", ["known"], LARGE).to_dicts() == [
        {"class": "1A", "n": None, "known": None, "said": disclosure.TOO_FEW}
    ]


def test_an_unknown_figure_is_said_to_be_unknown() -> None:
    frame = pl.DataFrame({"class": ["2B"], "n": [27], "known": [None]}, schema_overrides={"known": pl.UInt32})
    assert disclosure.places(frame, "n", ["known"], LARGE)["said"].to_list() == [disclosure.NOT_KNOWN]


@pytest.mark.parametrize(("families", "said"), [(0, "too few to show"), (9, "too few to show"), (10, "<10 % of 10")])
@pytest.mark.parametrize("name", ["2B", None])
def test_a_row_of_too_few_families_is_not_shown_whatever_its_class_is(
    families: int, said: str, name: str | None
) -> None:
    frame = pl.DataFrame({"class": [name], "n": [families], "known": [0]}, schema_overrides={"class": pl.String})
    treated = disclosure.places(frame, "n", ["known"], LARGE)
    assert treated["said"].to_list() == [said]
    assert (treated["n"].item() is None) is (said == disclosure.TOO_FEW)


# What the Parent Association may see of a class among others

WRITTEN = {"class": "2B", "families": 20, "heard": 12, "low": 0.4, "high": 0.8, "messages": 300}
WRITTEN |= dict.fromkeys(disclosure.VOICES, 7.5) | {"half_the_talk": 4, "unlinked_messages": 40}
EVEN = {"class": "2B", "families": 20, "heard": 12, "messages": 300, "half_the_talk": 4}
EVEN |= dict.fromkeys(("gini", "gini_if_equal", "hill_0", "hill_1", "hill_2", "theil"), 0.5)


def blanked(row: Mapping[str, object]) -> set[str]:
    """The figures that are null afterwards."""
    (treated,) = disclosure.apart_from_one_family(pl.DataFrame([row], schema_overrides={"class": pl.String})).to_dicts()
    return {name for name, value in treated.items() if value is None and name != "class"}


SINGLE = {"messages", *disclosure.VOICES, "half_the_talk", "unlinked_messages"}
MEASURES = {"messages", "half_the_talk", "gini", "gini_if_equal", "hill_0", "hill_1", "hill_2", "theil"}


@pytest.mark.parametrize(
    ("row", "figures", "measures"),
    [
        ({}, set(), set()),
        ({"families": 10, "heard": 5, "messages": 50, "half_the_talk": 3}, set(), set()),
        ({"families": 9}, {"heard", "low", "high", *SINGLE}, {"heard", *MEASURES}),
        ({"heard": 4}, SINGLE, MEASURES),
        ({"messages": 49}, SINGLE, MEASURES),
        ({"half_the_talk": 2}, {*disclosure.VOICES}, {"hill_1", "gini", "hill_2", "theil"}),
        ({"class": None, "families": 9, "heard": 1, "messages": 2, "half_the_talk": 1}, set(), set()),
    ],
)
def test_a_figure_close_to_one_familys_is_blank_and_the_school_keeps_its_own(
    row: dict[str, object], figures: set[str], measures: set[str]
) -> None:
    assert blanked(WRITTEN | row) == figures
    assert blanked(EVEN | row) == measures


@pytest.mark.parametrize(("families", "shown"), [(9, False), (10, True), (None, True)])
def test_a_class_of_too_few_families_is_said_not_to_be_shown_and_one_without_a_roster_is_not_known(
    families: int | None, shown: bool
) -> None:
    frame = pl.DataFrame([WRITTEN | {"families": families}], schema_overrides={"families": pl.UInt32})
    assert disclosure.apart_from_one_family(frame)["shown"].to_list() == [shown]


def test_a_class_that_is_compared_with_others_keeps_its_share_where_few_families_wrote() -> None:
    point = {"class": "2B", "families": 20, "heard": 4, "share": 0.2, "shrunk": 0.3, "voices_50": 2.1}
    assert blanked(point | {"equal_voices_50": 18.0, "voices_ratio": 0.1}) == {
        "voices_50",
        "equal_voices_50",
        "voices_ratio",
    }


@pytest.mark.parametrize(("written", "left"), [(49, None), (50, 700), (None, 700)])
def test_messages_of_the_school_are_blank_where_those_of_a_class_could_be_taken_out_of_them(
    written: int | None, left: int | None
) -> None:
    rows = [{"class": None, "messages": 700}, {"class": "2A"}, {"messages": written}]
    frame = pl.DataFrame([WRITTEN | row for row in rows], schema_overrides={"class": pl.String, "messages": pl.UInt32})
    treated = disclosure.apart_from_one_family(frame)
    assert treated["messages"].to_list() == [left, 300, 50 if written == 50 else None]
    assert treated["voices_50"].to_list()[0] == 7.5


def test_every_frame_of_several_classes_is_treated_and_a_family_that_wrote_half_hides_the_measures() -> None:
    point = {"class": "2B", "heard": 4}
    treated = equity.apart_from_one_family(
        answer(
            classes=classes({"heard": 4, "half_the_talk": 1}, {"class": "3A", "half_the_talk": 2}),
            evenness=pl.DataFrame([EVEN | {"class": "3A"}]).select(EVENNESS.names()).cast(EVENNESS),
            between=among(classes=compared(point)),
            terms=over_time({}, {"class": "2B", "heard": 4}),
        )
    )
    assert treated.between is not None
    assert treated.classes["half_the_talk"].to_list() == [None, 2]
    assert treated.between.classes["voices_50"].to_list() == [None]
    assert treated.terms["effective_voices"].to_list() == [8.1, None]
    assert treated.evenness.select("hill_1", "hill_2", "gini", "theil").row(0) == (None, None, None, None)


def test_measures_of_the_school_are_blank_where_a_classs_messages_are() -> None:
    rows = [EVEN | {"class": None}, EVEN, EVEN | {"class": "3A", "heard": 4}]
    for frame, kept in ((rows, None), (rows[:2], 0.5)):
        treated = disclosure.apart_from_one_family(pl.DataFrame(frame, schema_overrides={"class": pl.String}))
        assert treated.select("gini", "hill_1", "hill_2", "theil").row(0) == (kept,) * 4


def test_the_schools_sum_leaves_out_classes_too_small_to_show_unless_all_are(sample: Path) -> None:
    loaded = workspace.load(sample)
    small = loaded.roster.filter((pl.col("class") != "1B") | pl.col("family").is_in(["F030", "F031"]))
    year = Period("School year 2025/26", date(2025, 9, 2), date(2026, 7, 21))
    with_small, alone = (
        equity.heard(replace(loaded, roster=small), Selection(year, names)).whole.row(0, named=True)
        for names in (("1A", "1B"), ("1A",))
    )
    assert (with_small["families"], with_small["heard"]) == (alone["families"], alone["heard"])
    (one_more,) = equity.heard(replace(loaded, roster=small), Selection(year, ("1B", "3A"))).whole.rows(named=True)
    assert one_more["families"] == 2


def test_one_weeks_figures_are_known_inside_the_class_and_blank_beside_other_classes(sample: Path) -> None:
    week, loaded = Period("A week", date(2026, 7, 6), date(2026, 7, 12)), workspace.load(sample)
    inside, beside = (
        equity.heard(loaded, Selection(week, names)).classes.row(0, named=True) for names in (("1B",), ("1B", "2A"))
    )
    assert 0 < inside["messages"] < 50
    assert (beside["class"], beside["messages"], beside["effective_voices"]) == ("1B", None, None)
    assert beside["heard"] == inside["heard"]


# What leaves for school leadership


def test_nights_keep_their_share_alone() -> None:
    row = {"class": "2B", "nights": 315, "disturbed": 29, "share": 0.092, "low": 0.06, "high": 0.13, "buzzes": 3371}
    assert disclosure.nights(pl.DataFrame([row]), LARGE).to_dicts() == [
        {"class": "2B", "nights": 315, "share": 0.05, "low": None, "high": None, "said": "<10 %"}
    ]


@pytest.mark.parametrize(
    ("nights", "left"),
    [
        (12, (None, None, "too few to show")),
        (39, (None, None, "too few to show")),
        (40, (40, 0.35, "35 %")),
        (92, (90, 0.35, "35 %")),
        (93, (95, 0.35, "35 %")),
        (None, (None, None, "not known")),
    ],
)
def test_nights_are_told_to_the_nearest_five_and_their_share_from_forty_on(
    nights: int | None, left: tuple[int | None, float | None, str]
) -> None:
    row = {"class": "2B", "nights": nights, "share": None if nights is None else 0.34}
    frame = pl.DataFrame([row], schema_overrides={"nights": pl.UInt32, "share": pl.Float64})
    (told,) = disclosure.nights(frame, LARGE).select("nights", "share", "said").rows()
    assert told == (left[0], None if left[1] is None else pytest.approx(left[1]), left[2])


def test_a_band_and_its_nights_leave_several_counts_possible() -> None:
    nights = pl.DataFrame({"nights": range(40, 400)}, schema={"nights": pl.UInt32}).with_columns(
        pl.lit("2B").alias("class"), k=pl.int_ranges(0, pl.col("nights") + 1)
    )
    every = nights.explode("k").with_columns(share=pl.col("k") / pl.col("nights"))
    told = disclosure.nights(every, LARGE).select("nights", "said").hstack(every.select("k"))
    possible = told.group_by("nights", "said").agg(pl.col("k").n_unique().alias("counts"), pl.col("k").min())
    assert ((possible["counts"] > 1) | (possible["k"] >= 5)).all()
    assert (possible.filter(~pl.col("said").is_in(["10 %", "90 %"]))["counts"] > 1).all()


def test_the_whole_is_said_to_be_too_few_where_no_class_is_shown() -> None:
    whole = pl.DataFrame([{"class": None, "nights": 300, "share": 0.2}], schema_overrides={"class": pl.String})
    assert disclosure.nights(whole, LARGE.clear())["said"].to_list() == ["too few to show"]
    assert disclosure.nights(whole, LARGE)["said"].to_list() == ["20 %"]


def test_nights_of_two_periods_keep_their_bands_alone_and_only_of_several_classes() -> None:
    rows = [
        {"period": "Spring 2026", "nights": 1069, "disturbed": 130, "share": 0.1216, "low": 0.1, "buzzes": 3371},
        {"period": "Summer 2026", "nights": 1138, "disturbed": 13, "share": 0.0114, "low": 0.0, "buzzes": 12},
    ]
    assert disclosure.nights_of_periods(pl.DataFrame(rows), TWO_LARGE).to_dicts() == [
        {"period": "Spring 2026", "share": 0.1, "said": "10 %"},
        {"period": "Summer 2026", "share": 0.05, "said": "<10 %"},
    ]
    assert disclosure.nights_of_periods(pl.DataFrame(rows), LARGE).is_empty()


def test_of_a_trend_the_direction_is_kept_alone_and_only_of_several_classes() -> None:
    trend = pl.DataFrame({"weeks": [34], "slope": [-0.004], "p": [0.01], "direction": ["falling"]})
    assert disclosure.direction_alone(trend, TWO_LARGE).to_dicts() == [{"direction": "falling"}]
    assert disclosure.direction_alone(trend, LARGE).to_dicts() == []


def test_the_week_of_a_single_class_is_not_shown() -> None:
    week = pl.DataFrame({"weekday": [1], "hour": [8], "messages": [13]})
    assert disclosure.week(week, LARGE).is_empty()
    two = pl.DataFrame({"class": ["2A", "2B"]})
    assert disclosure.week(week, two).to_dicts() == [{"weekday": 1, "hour": 8, "messages": 15.0}]


def term(**row: object) -> pl.DataFrame:
    """A class's row of OVER_TIME."""
    told = {"class": "2B", "families": 27, "heard": 13, "messages": 400, "low": 0.3, "high": 0.7, "was": "1B"}
    told |= {"effective_voices": 8.2, "voices_low": 6.0, "voices_high": 9.5, "half_the_talk": 3, "throughout": True}
    told |= {"comparable": True, "linked_enough": True, "unlinked_senders": 2, "period": "Spring 2026", "weeks": 12}
    told |= {"starts": date(2026, 1, 5), "ends": date(2026, 3, 27)}
    return pl.DataFrame([told | row], schema_overrides={"heard": pl.UInt32, "messages": pl.UInt32, "class": pl.String})


def test_of_a_period_are_left_its_dates_its_weeks_and_the_families_heard() -> None:
    assert disclosure.over_time(term(), LARGE).to_dicts() == [
        {
            "class": "2B",
            "families": 25.0,
            "heard": 12.5,
            "said": "50 % of 25",
            "period": "Spring 2026",
            "starts": date(2026, 1, 5),
            "ends": date(2026, 3, 27),
            "was": "1B",
            "weeks": 12,
            "comparable": True,
            "linked_enough": True,
            "low": None,
            "high": None,
            "effective_voices": None,
            "voices_low": None,
            "voices_high": None,
        }
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({}, "50 % of 25"),
        ({"class": None}, "50 % of 25"),
        ({"class": "1A"}, "too few to show"),
        ({"families": 9, "heard": 4}, "too few to show"),
        ({"messages": 49}, "too few to show"),
        ({"messages": 50}, "50 % of 25"),
        ({"families": 10, "heard": 4}, "40 % of 10"),
        ({"messages": None, "heard": None}, "not known"),
    ],
)
def test_a_class_is_shown_in_a_period_in_which_it_was_large_enough(row: dict[str, object], said: str) -> None:
    treated = disclosure.over_time(term(**row), LARGE)
    assert treated["said"].to_list() == [said]
    assert (treated["families"].item() is None) is (said == disclosure.TOO_FEW)


CHANGED = {"period": "Summer 2026", "before": "Spring 2026", "both": 138, "now_only": 6, "before_only": 8}
TWO = pl.DataFrame({"class": ["2A", "2B"]})


def changed(**row: object) -> pl.DataFrame:
    return pl.DataFrame([{"class": None, "chance": 0.79} | CHANGED | row], schema_overrides={"class": pl.String})


def test_of_the_changes_is_left_for_the_school_whether_chance_would_do() -> None:
    both = pl.concat([changed(), changed(**{"class": "2B"})])
    assert disclosure.changes(both, TWO).to_dicts() == [
        {
            "class": None,
            "period": "Summer 2026",
            "before": "Spring 2026",
            "both": 140.0,
            "now_only": None,
            "before_only": None,
            "chance": 0.05,
        }
    ]


@pytest.mark.parametrize(
    ("chance", "left"), [(0.0001, 0.0), (0.0499, 0.0), (0.05, 0.05), (0.79, 0.05), (1.0, 0.05), (None, 0.05)]
)
def test_a_chance_is_left_as_the_lower_end_of_its_band(chance: float | None, left: float | None) -> None:
    treated = disclosure.changes(changed(chance=chance).cast({"chance": pl.Float64}), TWO)
    assert treated["chance"].to_list() == [left]


@pytest.mark.parametrize(("both", "large"), [(9, TWO), (138, LARGE)])
def test_no_changes_are_left_of_a_small_school_or_of_one_class(both: int, large: pl.DataFrame) -> None:
    assert disclosure.changes(changed(both=both), large).is_empty()


@pytest.mark.parametrize(("share", "left"), [(0.97, 0.95), (0.62, 0.6), (0.02, 0.05), (None, None)])
def test_a_single_share_is_banded_as_those_of_a_frame_are(share: float | None, left: float | None) -> None:
    assert disclosure.banded_share(share) == (None if left is None else pytest.approx(left))


@pytest.mark.parametrize(("count", "left"), [(None, None), (0, 0), (1, 1), (7, 1)])
def test_how_many_becomes_whether_any(count: int | None, left: int | None) -> None:
    assert disclosure.none_or_some(count) == left


@pytest.mark.parametrize(
    ("families", "away"),
    [
        ({"1A": 25, "2B": 27}, ()),
        ({"1A": 25, "2B": 27, "6A": 4}, ("1A", "6A")),  # else 6A is the school's sum less the others
        ({"1A": 25, "2B": 27, "6A": 4, "6B": 5}, ("1A", "6A", "6B")),
        ({"1A": 25, "2B": 27, "6A": 4, "6B": 6}, ("6A", "6B")),
        ({"6A": 4}, ("6A",)),
    ],
)
def test_classes_too_small_to_show_stay_away_with_as_many_more_as_keep_them_apart(
    families: dict[str, int], away: tuple[str, ...]
) -> None:
    classes = pl.DataFrame({"class": list(families), "families": list(families.values())})
    assert disclosure.unshown(classes) == away


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ((0, 0, 0), (0, 0, 0)),
        ((5, 33, 1705), (5, 35, 1705)),
        ((8, 41, 302), (10, 40, 300)),
        ((None, 7, 53), (None, 5, 55)),
        ((4, 30, 100), (None,) * 3),
        ((None, 1, 100), (None,) * 3),
        ((0, 0, 4), (None,) * 3),
    ],
)
def test_habits_of_a_class_among_others_are_told_to_the_nearest_five_and_1_to_4_not_at_all(
    number: tuple[int | None, ...], told: tuple[int | None, ...]
) -> None:
    names = ("times", "part", "of")
    frame = pl.DataFrame([dict(zip(names, number, strict=True))], schema=dict.fromkeys(names, pl.UInt32))
    treated = disclosure.apart_from_one_person(frame)
    assert treated.select(names).row(0) == told
    assert treated["few"].item() is (told == (None,) * 3)


def test_messages_a_day_are_those_of_the_middle_class_and_not_drawn_up_by_a_busy_one() -> None:
    three = pl.DataFrame({"class": ["2A", "2B", "2C"], "median": [6.0, 10.0, 90.0], "high": [11.0, 20.0, 300.0]})
    assert disclosure.faced(three, TWO_LARGE).to_dicts() == [{"class": None, "median": 10.0, "high": 20.0}]
