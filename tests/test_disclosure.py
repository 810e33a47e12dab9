from datetime import date

import polars as pl
import pytest

from dashboard import disclosure

LARGE = pl.DataFrame({"class": ["2B"]})


@pytest.mark.parametrize(
    ("count", "said", "drawn"),
    [
        (0, "0", 0.0),
        (1, "<5", 2.5),
        (4, "<5", 2.5),
        (5, "5", 5.0),
        (7, "5", 5.0),
        (8, "10", 10.0),
        (26, "25", 25.0),
        (None, None, None),
    ],
)
def test_a_count_is_said_and_drawn_to_the_nearest_five(
    count: int | None, said: str | None, drawn: float | None
) -> None:
    frame = pl.DataFrame({"n": [count]}, schema={"n": pl.UInt32})
    rounded = frame.select(n=disclosure.rounded(pl.col("n")))
    assert rounded.item() == drawn
    assert rounded.select(disclosure.rounded_in_words(pl.col("n"))).item() == said


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


@pytest.mark.parametrize("families", range(disclosure.FEWEST_FAMILIES, 41))
def test_no_printed_part_of_a_class_but_none_has_a_single_possible_count(families: int) -> None:
    parts = pl.int_range(0, families + 1, eager=True)
    every = pl.DataFrame({"class": "2B", "n": families, "part": parts})
    said = disclosure.places(every, "n", ["part"], LARGE)["said"].value_counts()
    assert said.filter(pl.col("count") < 2)["said"].str.starts_with("0 of ").all()
    assert said.height >= 3


@pytest.mark.parametrize("families", range(disclosure.FEWEST_FAMILIES, 61))
def test_a_printed_part_is_never_all_and_is_true_of_every_count_it_stands_for(families: int) -> None:
    every = pl.DataFrame({"class": "2B", "n": families, "part": pl.int_range(0, families + 1, eager=True)})
    treated = disclosure.places(every, "n", ["part"], LARGE)
    said = treated["said"].str.split(" of ").list
    assert (said.get(0) != said.get(1)).all()
    assert (treated["part"] < treated["n"]).all()
    more = treated.with_columns(every["part"].alias("count")).filter(pl.col("said").str.starts_with(">"))
    assert (more["count"] > more["said"].str.extract(r">(\d+)").cast(pl.Int64)).all()
    drawn = (treated["part"] - every["part"]).abs().max()
    assert isinstance(drawn, float)
    assert drawn <= 5


@pytest.mark.parametrize(
    ("part", "whole", "said", "drawn"),
    [
        (13, 15, ">10 of 15", 12.5),
        (15, 15, ">10 of 15", 12.5),
        (12, 15, "10 of 15", 10.0),
        (14, 14, "10 of 15", 10.0),
        (28, 28, "25 of 30", 25.0),
        (0, 15, "0 of 15", 0.0),
        (2, 15, "<5 of 15", 2.5),
    ],
)
def test_nearly_all_is_said_as_more_than_the_step_below(part: int, whole: int, said: str, drawn: float) -> None:
    treated = disclosure.places(pl.DataFrame({"class": ["2B"], "n": [whole], "part": [part]}), "n", ["part"], LARGE)
    assert treated.to_dicts() == [{"class": "2B", "n": round(whole / 5) * 5.0, "part": drawn, "said": said}]


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
        {"class": "2B", "families": 25.0, "heard": 15.0, "said": "15 of 25"}
    ]


def test_a_small_class_shows_neither_its_figure_nor_its_size() -> None:
    frame = pl.DataFrame({"class": ["1A"], "n": [7], "known": [3]})
    assert disclosure.places(frame, "n", ["known"], LARGE).to_dicts() == [
        {"class": "1A", "n": None, "known": None, "said": disclosure.TOO_FEW}
    ]


def test_an_unknown_figure_is_said_to_be_unknown() -> None:
    frame = pl.DataFrame({"class": ["2B"], "n": [27], "known": [None]}, schema_overrides={"known": pl.UInt32})
    assert disclosure.places(frame, "n", ["known"], LARGE)["said"].to_list() == [disclosure.NOT_KNOWN]


def test_nights_keep_their_share_alone() -> None:
    row = {"class": "2B", "nights": 315, "disturbed": 29, "share": 0.092, "low": 0.06, "high": 0.13, "buzzes": 3371}
    assert disclosure.nights(pl.DataFrame([row]), LARGE).to_dicts() == [
        {"class": "2B", "nights": 315, "share": 0.05, "low": None, "high": None, "said": "<10 %"}
    ]


def test_the_week_of_a_single_class_is_not_shown() -> None:
    week = pl.DataFrame({"weekday": [1], "hour": [8], "messages": [13]})
    assert disclosure.week(week, LARGE).is_empty()
    two = pl.DataFrame({"class": ["2A", "2B"]})
    assert disclosure.week(week, two).to_dicts() == [{"weekday": 1, "hour": 8, "messages": 15.0}]


def term(**row: object) -> pl.DataFrame:
    """A class's row of OVER_TIME."""
    told = {"class": "2B", "families": 27, "heard": 13, "messages": 400, "low": 0.3, "high": 0.7, "was": "1B"}
    told |= {"effective_voices": 8.2, "voices_low": 6.0, "voices_high": 9.5, "half_the_talk": 3, "throughout": True}
    told |= {"comparable": True, "linked_enough": True, "unlinked_senders": 2, "period": "Spring 2026"}
    told |= {"starts": date(2026, 1, 5), "ends": date(2026, 3, 27)}
    return pl.DataFrame([told | row], schema_overrides={"heard": pl.UInt32, "messages": pl.UInt32, "class": pl.String})


def test_of_a_period_are_left_its_dates_and_the_families_heard() -> None:
    assert disclosure.over_time(term(), LARGE).to_dicts() == [
        {
            "class": "2B",
            "families": 25.0,
            "heard": 15.0,
            "said": "15 of 25",
            "period": "Spring 2026",
            "starts": date(2026, 1, 5),
            "ends": date(2026, 3, 27),
            "was": "1B",
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
        ({}, "15 of 25"),
        ({"class": None}, "15 of 25"),
        ({"class": "1A"}, "too few to show"),
        ({"families": 9, "heard": 4}, "too few to show"),
        ({"messages": 49}, "too few to show"),
        ({"messages": 50}, "15 of 25"),
        ({"families": 10, "heard": 4}, "<5 of 10"),
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
