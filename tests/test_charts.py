"""The charts: what they draw is what they were given, in the order of names, and unknown is never a zero."""

import itertools
import math
import random
from collections.abc import Callable
from datetime import date, time
from typing import Any

import altair as alt
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.charts import drift, hours, movements, theme
from dashboard.charts.equity import between, coverage, participation, readings
from dashboard.charts.reach import bands, families, rungs, what_works
from tests.drawn_charts import drawn, expressions, layers, legend_of, row_order, rows_of, spec

WEEK = pl.DataFrame({"weekday": [1, 7, 3], "hour": [21, 0, 8], "messages": [4, 0, None]})
NIGHTS = pl.DataFrame(
    {
        "class": ["2A", "10B", "2B"],
        "nights": [90, 0, 88],
        "disturbed": [22, 0, 0],
        "share": [22 / 90, None, 0.0],
        "low": [0.17, None, 0.0],
        "high": [0.34, None, 0.04],
    }
)
DAY_TYPES = pl.DataFrame(
    {
        "class": ["2A", "10B", "2A"],
        "day_type": ["School nights", "School nights", "Weekends"],
        "nights": [60, 50, 30],
        "disturbed": [6, 0, 15],
        "share": [0.1, 0.0, 0.5],
        "low": [0.05, 0.0, 0.33],
        "high": [0.2, 0.07, 0.67],
    }
)
ONE_CLASS = DAY_TYPES.filter(pl.col("class") == "2A")
SCHOOL_WEEKS = pl.DataFrame(
    {
        "week": [date(2026, 1, 12), date(2026, 1, 5)],
        "nights": [5, 4],
        "disturbed": [2, 0],
        "share": [0.4, 0.0],
        "fitted": [0.3, 0.1],
    }
)
NO_LINE = SCHOOL_WEEKS.with_columns(fitted=pl.lit(None, pl.Float64))
STANDING = pl.DataFrame(
    {"class": ["2B", "10B", "2B"], "status": ["not_seen", "current", "current"], "families": [2, 19, 20]}
)
NO_MOVES = {name: [0, 0, 0] for name in movements.WAYS}
GROUP = pl.DataFrame(
    NO_MOVES
    | {
        "chat": ["2B", "2B", "2B"],
        "month": [date(2025, 11, 1), date(2025, 9, 1), date(2025, 10, 1)],
        "link": [0, 24, 1],
        "added": [0, 3, 0],
        "joined": [0, 0, 2],
        "left": [0, 0, 4],
        "removed": [0, 0, 1],
        "members_low": [25, 27, 25],
        "members_high": [25, 27, 25],
        "on_roll": [30, 29, 29],
    }
)
NOT_ADMIN = GROUP.with_columns(left=pl.lit(None, pl.Int64), members_high=pl.lit(None, pl.Int64))
NO_SIZES = NOT_ADMIN.with_columns(members_low=pl.lit(0), on_roll=pl.lit(None, pl.Int64))


def week_picture(week: pl.DataFrame, title: str) -> theme.Picture:
    return hours.week_picture(week, title, quiet_start=time(21), quiet_end=time(7))


def weeks_picture(weeks: pl.DataFrame, title: str) -> theme.Picture:
    return hours.weeks_picture(weeks, title, "rising")


PICTURES: list[tuple[Callable[[pl.DataFrame, str], theme.Picture], pl.DataFrame]] = [
    (week_picture, WEEK),
    (hours.nights_disturbed, NIGHTS),
    (hours.nights_disturbed, NIGHTS.rename({"class": "chat"})),
    (hours.nights_by_day_type, DAY_TYPES),
    (hours.nights_by_day_type, ONE_CLASS),
    (weeks_picture, SCHOOL_WEEKS),
    (weeks_picture, NO_LINE),
    (drift.standing_by_class, STANDING),
    (movements.membership_picture, GROUP),
    (movements.membership_picture, NOT_ADMIN),
    (movements.membership_picture, NO_SIZES),
    (movements.membership_picture, GROUP.with_columns(pl.lit(0).alias(name) for name in movements.WAYS)),
]
# those with a row a class, and what stands in their rows, by name
ROWS: list[tuple[Callable[[pl.DataFrame, str], theme.Picture], pl.DataFrame, dict[str, str]]] = [
    (hours.nights_disturbed, NIGHTS, {"2A": "22 of 90", "2B": "0 of 88", "10B": "no night seen"}),
    (drift.standing_by_class, STANDING, {"2B": "", "10B": ""}),
]


@pytest.mark.parametrize(("picture", "frame"), PICTURES)
def test_every_chart_is_a_valid_specification_of_one_view(picture: Callable[..., theme.Picture], frame: pl.DataFrame):
    made = picture(frame, "Is everybody heard?")
    assert isinstance(made, alt.Chart | alt.LayerChart)
    assert made.to_dict(validate=True)["$schema"].startswith("https://vega.github.io/schema/vega-lite/")


@pytest.mark.parametrize(("picture", "frame"), PICTURES)
def test_every_chart_has_the_callers_sentence_as_title_and_first_in_its_text_alternative(
    picture: Callable[..., theme.Picture], frame: pl.DataFrame
):
    made = spec(picture(frame, 'We heard from 14 of 27 "families".'))
    assert made["params"] == [{"name": "sentence", "value": 'We heard from 14 of 27 "families".'}]
    assert "sentence" in made["title"]["text"]["expr"]
    assert made["description"].startswith('We heard from 14 of 27 "families". ')
    assert len(made["description"]) > 60


@pytest.mark.parametrize(("picture", "frame"), PICTURES)
def test_no_expression_holds_a_backslash_which_the_page_would_read_twice(
    picture: Callable[..., theme.Picture], frame: pl.DataFrame
):
    found = expressions({name: value for name, value in spec(picture(frame, "x")).items() if name != "datasets"})
    assert found
    assert not [expression for expression in found if "\\" in expression]


@pytest.mark.parametrize(("picture", "frame", "notes"), ROWS)
def test_rows_stand_by_name_whatever_the_order_they_came_in(
    picture: Callable[..., theme.Picture], frame: pl.DataFrame, notes: dict[str, str]
):
    expected = [f"{name}{theme.SEPARATOR}{note}" for name, note in notes.items()]
    for order in (range(frame.height), reversed(range(frame.height))):
        made = picture(frame[list(order)], "x")
        assert row_order(made) == expected
        assert spec(made)["description"] == spec(picture(frame, "x"))["description"]


@settings(deadline=None)  # a busy machine is no error
@given(st.lists(st.from_regex(r"\A(Year )?[0-9]{1,2}[A-C]?\Z"), min_size=1, max_size=12), st.randoms())
def test_names_have_one_order_however_they_are_shuffled(names: list[str], chance: random.Random):
    shuffled = names[:]
    chance.shuffle(shuffled)
    assert theme.by_name(shuffled) == theme.by_name(names)


def test_2a_comes_before_10a_and_the_note_beside_a_name_does_not_move_it():
    assert theme.by_name(["10A", "Reception", "2B", "2A"]) == ["2A", "2B", "10A", "Reception"]
    assert theme.by_name(["01", "1"]) == theme.by_name(["1", "01"])
    assert theme.by_name(["3B␟25 of 32", "3A␟no export"]) == ["3A␟no export", "3B␟25 of 32"]


def test_every_hour_is_drawn_at_its_place_and_a_known_zero_as_a_zero():
    chart = week_picture(WEEK, "x")
    cells = next(rows for layer, rows in layers(chart) if "color" in layer["encoding"])
    assert [(row["day"], row["start"], row["end"], row["messages"]) for row in cells] == [
        ("Mon", 21, 22, 4),
        ("Sun", 0, 1, 0),
    ]


@pytest.mark.parametrize(
    ("start", "end", "stretches"),
    [
        (time(21), time(7), [(21.0, 24.0), (0.0, 7.0)]),
        (time(21, 30), time(0), [(21.5, 24.0)]),
        (time(1), time(5, 15), [(1.0, 5.25)]),
    ],
)
def test_quiet_hours_over_midnight_are_outlined_at_both_ends_of_the_day(
    start: time, end: time, stretches: list[tuple[float, float]]
):
    chart = hours.week_picture(WEEK, "x", quiet_start=start, quiet_end=end)
    outlined = next(rows for layer, rows in layers(chart) if layer["encoding"]["x"].get("field") == "from")
    assert [(row["from"], row["to"]) for row in outlined] == stretches


def test_a_chat_without_an_observed_night_has_no_dot():
    assert drawn(hours.nights_disturbed(NIGHTS, "x"), "x", "share") == [22 / 90, None, 0.0]


def test_each_type_of_day_has_a_mark_of_its_own_in_the_row_of_its_class():
    chart = hours.nights_by_day_type(DAY_TYPES, "x")
    assert row_order(chart) == ["2A␟", "10B␟"]
    marks = [(layer["encoding"]["x"], rows) for layer, rows in layers(chart) if "shape" in layer["encoding"]]
    assert [[(row["class"], row["share"], row["told"]) for row in rows] for _, rows in marks] == [
        [("2A", 0.1, "6 of 60"), ("10B", 0.0, "0 of 50")],
        [("2A", 0.5, "15 of 30")],
    ]
    assert legend_of(chart) == ["School nights", "Weekends"]
    assert "2A: 6 of 60 school nights, 15 of 30 weekends; 10B: 0 of 50 school nights." in spec(chart)["description"]


def test_of_one_class_each_type_of_day_has_a_row_with_its_interval():
    chart = hours.nights_by_day_type(ONE_CLASS, "x")
    assert row_order(chart) == ["School nights␟6 of 60", "Weekends␟15 of 30"]
    assert drawn(chart, "x", "low") == [0.05, 0.33]


def test_of_one_class_the_kinds_of_night_stand_in_the_order_given_and_not_by_name():
    holidays = ONE_CLASS.tail(1).with_columns(day_type=pl.lit("Holidays"), nights=3, disturbed=1)
    chart = hours.nights_by_day_type(pl.concat([ONE_CLASS, holidays], how="vertical_relaxed"), "x")
    expected = ["School nights␟6 of 60", "Weekends␟15 of 30", "Holidays␟1 of 3"]
    ways = {tuple(layer["encoding"]["y"]["sort"]) for layer, _ in layers(chart)}
    assert ways == {tuple(expected)}
    assert "One row a kind of night" in spec(chart)["description"]
    assert spec(chart)["description"].endswith("School nights: 6 of 60; Weekends: 15 of 30; Holidays: 1 of 3.")


def test_school_weeks_stand_in_their_order_with_the_line_and_what_it_says():
    chart = weeks_picture(SCHOOL_WEEKS, "x")
    assert drawn(chart, "y", "share") == [0.0, 0.4]
    assert drawn(chart, "y", "fitted") == [0.1, 0.3]
    said = [layer["encoding"]["text"]["datum"] for layer, _ in layers(chart) if "text" in layer["encoding"]]
    assert said == ["- - rising"]
    assert spec(chart)["description"].endswith("5 Jan 2026: 0 of 4; 12 Jan 2026: 2 of 5.")


def test_without_a_trend_neither_a_line_nor_words_for_it_are_drawn():
    chart = weeks_picture(NO_LINE, "x")
    assert drawn(chart, "y", "fitted") == []
    assert [rows for layer, rows in layers(chart) if "text" in layer["encoding"]] == [[]]


@pytest.mark.parametrize(("most", "end"), [(0.4, 0.5), (0.5, 0.5), (0.6, 1)])
def test_the_axis_of_school_weeks_ends_at_a_half_where_no_week_is_above(most: float, end: float):
    chart = weeks_picture(SCHOOL_WEEKS.with_columns(share=pl.Series([most, 0.0])), "x")
    (scale,) = (
        layer["encoding"]["y"]["scale"]["domain"] for layer, _ in layers(chart) if "scale" in layer["encoding"]["y"]
    )
    assert scale == [0, end]


def test_standing_is_stacked_from_what_is_certain_to_what_is_not():
    chart = drift.standing_by_class(STANDING, "x")
    ((_, rows),) = layers(chart)
    assert [(row["class"], row["status"], row["families"]) for row in sorted(rows, key=lambda row: row["stack"])] == [
        ("10B", "in the group", 19),
        ("2B", "in the group", 20),
        ("2B", "we cannot tell", 2),
    ]
    assert "2B: 20 in the group, 2 we cannot tell; 10B: 19 in the group." in spec(chart)["description"]


def test_every_standing_that_drift_knows_has_a_name_and_a_look():
    assert list(drift.STATUSES.values()) == list(drift.STATUS_LOOKS)


def test_who_came_is_drawn_upwards_by_the_way_they_took_and_who_went_downwards():
    chart = movements.membership_picture(GROUP, "x")
    moved = [(row["moment_said"], row["move"], row["height"]) for row in rows_of(chart) if "move" in row]
    assert moved == [
        ("Sep 2025", "by link", 24),
        ("Oct 2025", "by link", 1),
        ("Sep 2025", "added by somebody", 3),
        ("Oct 2025", "by a way not said", 2),
        ("Oct 2025", "left", -4),
        ("Oct 2025", "removed", -1),
    ]


def test_a_month_in_which_nobody_came_or_went_has_its_place_and_no_column():
    chart = movements.membership_picture(GROUP, "x")
    line_of_nobody = [row["moment"].split("␟")[1] for row in rows_of(chart) if "nobody" in row]
    assert line_of_nobody == ["Sep 2025", "Oct 2025", "Nov 2025"]


def lines_of(frame: pl.DataFrame) -> dict[str, list[int | None]]:
    drawn_lines: dict[str, list[int | None]] = {}
    for layer, rows in layers(movements.membership_picture(frame, "x")):
        if layer["mark"]["type"] == "line" and "stroke" in layer["encoding"]:
            for row in rows:
                drawn_lines |= {row["line"]: [*drawn_lines.get(row["line"], []), row["number"]]}
    return drawn_lines


def test_members_and_families_on_roll_are_lines_in_order_of_time():
    assert lines_of(GROUP) == {"members": [27, 25, 25], "families on roll": [29, 29, 30]}


def test_where_only_a_lower_bound_is_known_a_band_says_that_there_may_be_more():
    assert lines_of(NOT_ADMIN) == {
        "members we are sure of; there may be more": [27, 25, 25],
        "families on roll": [29, 29, 30],
    }
    bands = [rows for layer, rows in layers(movements.membership_picture(NOT_ADMIN, "x")) if is_area(layer)]
    assert [[row["number"] for row in rows] for rows in bands] == [[27, 25, 25]]


def is_area(layer: dict[str, Any]) -> bool:
    return layer["mark"]["type"] == "area"


def test_where_the_number_is_known_there_is_no_band():
    assert not [rows for layer, rows in layers(movements.membership_picture(GROUP, "x")) if is_area(layer) and rows]


def test_a_line_breaks_where_its_number_is_not_known():
    partly = GROUP.with_columns(members_high=pl.Series([25, None, 25]))
    assert lines_of(partly) == {
        "members": [None, 25, 25],
        "members we are sure of; there may be more": [27, None, None],
        "families on roll": [29, 29, 30],
    }


def test_a_month_between_two_that_are_not_known_is_a_dot_as_no_line_would_show_it():
    def dots(frame: pl.DataFrame) -> list[tuple[str, int]]:
        made = layers(movements.membership_picture(frame, "x"))
        return [
            (row["line"], row["number"]) for layer, rows in made if layer["mark"]["type"] == "point" for row in rows
        ]

    assert dots(GROUP) == []
    partly = GROUP.with_columns(members_high=pl.Series([None, None, 25]))
    assert dots(partly) == [
        ("members", 25),
        ("members we are sure of; there may be more", 27),
        ("members we are sure of; there may be more", 25),
    ]


def test_without_a_size_or_a_roster_only_the_columns_are_drawn():
    assert lines_of(NO_SIZES) == {}
    assert spec(movements.membership_picture(NO_SIZES, "x"))["height"] == movements.LOWER


def test_who_left_where_an_export_does_not_show_it_is_a_question_mark_in_every_month():
    def asked(frame: pl.DataFrame) -> list[str]:
        made = layers(movements.membership_picture(frame, "x"))
        return [row["moment_said"] for layer, rows in made if layer["mark"]["type"] == "text" for row in rows]

    assert asked(NOT_ADMIN) == ["Sep 2025", "Oct 2025", "Nov 2025"]
    assert asked(GROUP) == []


def test_the_picture_in_words_has_every_month_with_movement_and_the_sizes_at_the_end():
    said = spec(movements.membership_picture(GROUP, "x"))["description"]
    assert (
        "Sep 2025: 24 by link, 3 added by somebody; Oct 2025: 1 by link, 2 by a way not said, 4 left, 1 removed; "
        "no other month has any. Nov 2025, members: 25. Nov 2025, families on roll: 30."
    ) in said
    still = GROUP.with_columns(pl.lit(0).alias(name) for name in movements.WAYS)
    assert "Nobody is seen to come or go." in spec(movements.membership_picture(still, "x"))["description"]


def test_the_lines_of_one_picture_differ_by_their_dashes():
    dashes = [dash for _, dash in movements.LINES.values()]
    assert len(set(dashes)) == len(dashes)


def test_the_two_parts_of_the_membership_picture_do_not_overlap():
    ranges = {
        tuple(sorted(layer["encoding"]["y"]["scale"]["range"]))
        for layer, _ in layers(movements.membership_picture(GROUP, "x"))
        if "scale" in layer["encoding"]["y"]
    }
    (_, end), (start, _) = sorted(ranges)
    assert end < start


# How a colour looks to people without one of the three kinds of cones (Machado, Oliveira and Fernandes 2009).
SIGHT = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour: str) -> list[float]:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def times(matrix: tuple[tuple[float, ...], ...], colour: list[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, colour, strict=True)) for row in matrix]


def lab(colour: list[float]) -> tuple[float, float, float]:
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    xyz = times(to_xyz, [min(max(channel, 0.0), 1.0) for channel in colour])
    x, y, z = (
        math.cbrt(value) if value > 0.008856 else 7.787 * value + 16 / 116
        for value in (part / white for part, white in zip(xyz, (0.9505, 1, 1.089), strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def contrast(first: str, second: str, paper: int) -> float:
    light = [times(((0.2126, 0.7152, 0.0722),), linear(theme.TONES[name][paper]))[0] for name in (first, second)]
    return (max(light) + 0.05) / (min(light) + 0.05)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("paper", [0, 1])
@pytest.mark.parametrize(
    "looks",
    [
        drift.STATUS_LOOKS,
        movements.WAY_LOOKS,
        bands.BAND_LOOKS,
        families.STATE_LOOKS,
        rungs.RUNG_LOOKS,
        what_works.WORKS_LOOKS,
        between.FUNNEL_LOOKS,
        coverage.PART_LOOKS,
        participation.VOICES_LOOKS,
        readings.READING_LOOKS,
    ],
)
def test_two_kinds_in_one_chart_differ_by_dashes_or_by_a_colour_that_everybody_can_tell(
    looks: dict[str, theme.Look], paper: int, sight: str
):
    def seen(name: str) -> tuple[float, float, float]:
        return lab(times(SIGHT[sight], linear(theme.TONES[name][paper])))

    for first, second in itertools.combinations(looks.values(), 2):
        apart = max(math.dist(seen(first.fill), seen(second.fill)), math.dist(seen(first.stroke), seen(second.stroke)))
        assert apart > 15 or first.dash != second.dash, (first, second, apart)


@pytest.mark.parametrize("paper", [0, 1])
def test_words_and_outlines_stand_out_from_light_and_from_dark_paper(paper: int):
    assert min(contrast(name, "paper", paper) for name in ("ink", "soft")) >= 4.5
    assert contrast("ink", "perhaps", paper) >= 4.5
    outlines = {look.stroke for look in [*drift.STATUS_LOOKS.values(), *bands.BAND_LOOKS.values()]}
    assert min(contrast(name, "paper", paper) for name in outlines) >= 3
