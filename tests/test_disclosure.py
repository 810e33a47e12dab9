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
