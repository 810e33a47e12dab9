"""The pictures of reach: bands and never points, people are no families, and unknown is never a zero."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import altair as alt
import polars as pl
import pytest

from dashboard.charts import reach, theme
from tests.drawn_charts import drawn, expressions, layers, legend_of, row_order, rows_of, spec

BANDS = pl.DataFrame(
    {
        "announcement": [2, 0, 1],
        "sent_at": [datetime(2025, 12, 17, 8), datetime(2025, 9, 3, 8), datetime(2025, 10, 1, 18, 30)],
        "label": ["Wed 17 Dec: Carols at six", "Wed 3 Sep: Welcome back", "Wed 1 Oct: Cakes, please"],
        "n": [167, 164, 165],
        "floor": [12, 20, 41],
        "direct": [3, 7, 0],
        "known": [80, 90, 101],
        "ceiling": [90, 120, 139],
        "read_low": [None, None, 77],
        "read_high": [None, None, 99],
        "complete": [False, True, True],
    }
)
LADDER = pl.DataFrame(
    [
        ("on_roll", "families", 187, 187, 187, None),
        ("joined", "families", 150, 170, 187, None),
        ("in_group", "families", 120, None, 187, None),
        ("delivered", "people", 187, 187, 374, 25.2),
        ("read", "families", 62, 131, 187, 25.2),
        ("read", "families", 80, 140, 187, 167.0),
        ("acted", "families", None, None, 187, None),
        ("acted", "people", 14, 25, None, None),
    ],
    schema=["rung", "unit", "low", "high", "of", "hours"],
    orient="row",
)
STATES = pl.DataFrame(
    {
        "class": ["2B", "10B", "2A", None],
        "n": [22, 30, 27, 79],
        "known": [17, None, 20, 37],
        "unseen": [0, None, 3, 33],
        "not_invited": [3, None, 1, 4],
        "not_in": [2, None, 3, 5],
        "cannot": [5, None, 6, 11],
        "group": ["own", "none", "no_export", None],
    }
)
WORKS = pl.DataFrame(
    {
        "by": ["hour", "hour", "hour"],
        "group": ["15:00 to 18:00", "before 9:00", "9:00 to 15:00"],
        "place": [2, 0, 1],
        "announcements": [12, 1, 9],
        "acted": [0.05, None, 0.03],
        "acted_low": [0.02, None, 0.01],
        "acted_high": [0.09, None, 0.06],
        "with_count": [8, 0, 2],
        "read_low": [0.4, None, None],
        "read_high": [0.6, None, None],
        "read_least": [0.3, None, None],
        "read_most": [0.72, None, None],
    }
)
ACTIVITY = pl.DataFrame({"hours": [2.0, 30.0, 72.0], "at_risk": [50, 40, 20], "survival": [0.8, 0.6, 0.25]})
Drawing = Callable[[pl.DataFrame, str], theme.Picture]
Stretch = tuple[int, str, float, float]


def pressed_list(bands: pl.DataFrame, title: str) -> theme.Picture:
    return reach.announcement_list(bands, title, select=True)


PICTURES: list[tuple[Drawing, pl.DataFrame]] = [
    (drawing, rows)
    for drawing, frame in [
        (reach.announcement_bands, BANDS),
        (reach.announcement_list, BANDS),
        (pressed_list, BANDS),
        (reach.ladder, LADDER),
        (reach.states, STATES),
        (reach.works, WORKS),
        (reach.activity, ACTIVITY),
    ]
    for rows in (frame, frame.slice(1, 1), frame.clear())
]


def stretches(chart: theme.Picture) -> list[Stretch]:
    """Each bar by its row, from the top: what it stands for, from where and to where."""
    found = [(row["place"], row["part"], row["from"], row["to"]) for row in rows_of(chart) if "from" in row]
    return sorted(found, key=lambda stretch: stretch[0])


def texts(chart: theme.Picture, name: str) -> list[str]:
    """`heading`, `note` or `short` of each row from top to bottom."""
    rows = {row["place"]: row[name] for row in rows_of(chart) if name in row}
    return [rows[place] for place in sorted(rows)]


def read_off(part: object) -> set[str]:
    """The columns that a specification draws by, or that an expression of it reads off a row."""
    if isinstance(part, dict):
        own = {str(part["field"])} if "field" in part else set(part.get("fields", []))
        return own.union(*(read_off(value) for name, value in part.items() if name != "datasets"))
    if isinstance(part, list):
        return set().union(*(read_off(value) for value in part))
    return set(re.findall(r"datum\.(\w+)", part)) if isinstance(part, str) else set()


@pytest.mark.parametrize(("picture", "frame"), PICTURES)
def test_every_picture_is_a_valid_specification_with_the_sentence_first_in_its_words(
    picture: Drawing, frame: pl.DataFrame
):
    made = picture(frame, 'Are "they" read?')
    assert isinstance(made, alt.LayerChart)
    assert made.to_dict(validate=True)["params"][0] == {"name": "sentence", "value": 'Are "they" read?'}
    assert spec(made)["description"].startswith('Are "they" read? ')
    assert not [word for word in ("null", "None", "nan") if word in spec(made)["description"]]


@pytest.mark.parametrize(("picture", "frame"), PICTURES)
def test_no_expression_holds_a_backslash_which_the_page_would_read_twice(picture: Drawing, frame: pl.DataFrame):
    found = expressions({name: value for name, value in spec(picture(frame, "x")).items() if name != "datasets"})
    assert found
    assert not [expression for expression in found if "\\" in expression]


@pytest.mark.parametrize(("picture", "frame"), PICTURES)
def test_one_legend_is_of_one_column_or_a_browser_draws_several(picture: Drawing, frame: pl.DataFrame):
    channels = [
        layer["encoding"][channel]
        for layer, _ in layers(picture(frame, "x"))
        for channel in ("fill", "stroke", "strokeDash", "shape")
        if layer["encoding"].get(channel, {}).get("legend")
    ]
    assert len({(channel["field"], tuple(channel["scale"]["domain"])) for channel in channels}) <= 1


@pytest.mark.parametrize(("picture", "frame"), PICTURES)
def test_only_points_have_a_shape_for_a_browser_warns_of_others(picture: Drawing, frame: pl.DataFrame):
    shaped = {layer["mark"]["type"] for layer, _ in layers(picture(frame, "x")) if "shape" in layer["encoding"]}
    assert shaped <= {"point"}


@pytest.mark.parametrize(("picture", "frame"), PICTURES)
def test_a_picture_holds_no_column_that_it_does_not_draw(picture: Drawing, frame: pl.DataFrame):
    more = frame.with_columns(text=pl.lit("the whole text"), family=pl.lit("F1"), sender=pl.lit("a poster"))
    chart = picture(more, "x")
    assert {name for row in rows_of(chart) for name in row} - read_off(spec(chart)) == set()


@pytest.mark.parametrize("column", ["label", "class", "group"])
def test_a_text_of_a_chat_or_a_name_stays_text_inside_a_specification(column: str):
    hostile = "'\"</script>${x}"
    for picture, frame in PICTURES:
        if column in frame.columns and picture is not reach.states:
            made = spec(picture(frame.with_columns(pl.lit(hostile).alias(column)), "x"))
            parts = {name: part for name, part in made.items() if name not in ("datasets", "description")}
            assert hostile not in " ".join(expressions(parts))


# The announcements


def test_announcements_stand_in_order_of_time_and_one_that_is_not_over_has_no_figure():
    chart = reach.announcement_bands(BANDS, "x")
    assert drawn(chart, "y2", "floor") == [20, 41]
    assert drawn(chart, "y", "ceiling") == [120, 139]
    assert (drawn(chart, "y2", "read_low"), drawn(chart, "y", "read_high")) == ([77], [99])
    dates = {row["moment"] for _, rows in layers(chart) for row in rows}
    assert [moment.split("␟")[1] for moment in sorted(dates)] == ["3 Sep", "1 Oct", "17 Dec"]
    assert "17 Dec: not over yet" in spec(chart)["description"]


def test_what_has_no_row_has_no_place_in_the_legend():
    assert legend_of(reach.announcement_bands(BANDS, "x")) == [
        "may have seen it",
        "read, by the read count",
        "families on roll",
        "not over yet",
    ]
    assert legend_of(reach.announcement_bands(BANDS.slice(1, 1), "x")) == ["may have seen it", "families on roll"]
    assert legend_of(reach.states(STATES.filter(pl.col("class") == "10B"), "x")) == ["not known yet"]
    assert "not on the member list" not in legend_of(reach.states(STATES.with_columns(not_in=pl.lit(0)), "x"))
    assert legend_of(reach.announcement_list(BANDS.slice(1, 1), "x")) == [
        "may have seen it",
        "acknowledged it",
        "families on roll",
    ]


def test_families_are_counted_in_whole_numbers_even_where_there_are_none():
    nobody = BANDS.with_columns(pl.lit(0).alias(name) for name in ("n", "floor", "ceiling", "read_low", "read_high"))
    axes = [layer["encoding"]["y"]["axis"] for layer, _ in layers(reach.announcement_bands(nobody, "x"))]
    assert {axis["format"] for axis in axes} == {",d"}


def test_the_newest_announcement_stands_on_top_whatever_the_order_they_came_in():
    for order in ([0, 1, 2], [2, 1, 0], [1, 0, 2]):
        assert texts(reach.announcement_list(BANDS[order], "x"), "heading") == [
            "Wed 17 Dec: Carols at six",
            "Wed 1 Oct: Cakes, please",
            "Wed 3 Sep: Welcome back",
        ]


def test_a_row_has_what_may_have_seen_it_and_what_the_read_count_says_within_the_families_on_roll():
    assert stretches(reach.announcement_list(BANDS, "x")) == [
        (0, "families on roll", 0, 167),
        (0, "not over yet", 0, 167),
        (1, "families on roll", 0, 165),
        (1, "may have seen it", 41, 139),
        (1, "read, by the read count", 77, 99),
        (2, "families on roll", 0, 164),
        (2, "may have seen it", 20, 120),
    ]


def test_an_announcement_that_is_not_over_has_no_figure_anywhere_in_its_row():
    chart = reach.announcement_list(BANDS, "x")
    assert texts(chart, "note") == ["not over yet", "read by 77 to 99 of 165", "20 to 120 of 164"]
    assert texts(chart, "short") == ["not over yet", "read 77 to 99", "20 to 120"]
    assert texts(chart, "acknowledged") == ["not over yet", "by 0", "by 7"]
    marked = [row for layer, rows in layers(chart) if layer["mark"]["type"] == "point" for row in rows]
    assert [(row["place"], row["at"]) for row in marked] == [(1, 0), (2, 7)]


def test_a_band_that_is_not_known_is_not_drawn_and_not_a_zero():
    unknown = BANDS.tail(1).with_columns(
        pl.lit(None, pl.Int64).alias(name) for name in ("floor", "direct", "ceiling", "read_low", "read_high")
    )
    chart = reach.announcement_list(unknown, "x")
    assert stretches(chart) == [(0, "families on roll", 0, 165)]
    assert (texts(chart, "note"), texts(chart, "acknowledged")) == (["not known"], ["not known"])
    assert "1 Oct: not known" in spec(reach.announcement_bands(unknown, "x"))["description"]


def test_a_press_on_a_row_selects_its_announcement_and_the_parameters_name_the_rows():
    made = spec(reach.announcement_list(BANDS, "x", select=True))
    assert made["params"][1] == {
        "name": "announcement",
        "select": {"type": "point", "fields": ["announcement"], "on": "click"},
        "views": ["rows"],
    }
    uppermost = made["layer"][-1]
    assert (uppermost["name"], uppermost["mark"]["type"]) == ("rows", "rect")
    assert [row["announcement"] for row in made["datasets"][uppermost["data"]["name"]]] == [2, 1, 0]


def test_without_selection_no_number_of_an_announcement_is_in_the_picture():
    made = spec(reach.announcement_list(BANDS, "x"))
    assert len(made["params"]) == 1
    assert "announcement" not in {name for rows in made["datasets"].values() for row in rows for name in row}


# The ladder


def test_a_rung_is_solid_as_far_as_it_is_sure_and_pale_as_far_as_it_may_be():
    assert stretches(reach.ladder(LADDER.head(2), "x")) == [
        (0, "at least so many families", 0, 187),
        (1, "at least so many families", 0, 150),
        (1, "perhaps as many", 150, 170),
    ]


def test_a_rung_without_an_upper_bound_stays_open_up_to_all_the_families():
    chart = reach.ladder(LADDER.slice(2, 1), "x")
    assert stretches(chart) == [(0, "at least so many families", 0, 120), (0, "there may be more", 120, 187)]
    assert texts(chart, "note") == ["at least 120 of 187"]


def test_a_rung_of_which_nothing_is_known_is_an_empty_outline_and_says_so():
    chart = reach.ladder(LADDER.filter(rung="acted", unit="families"), "x")
    assert stretches(chart) == [(0, "not known", 0, 187)]
    assert texts(chart, "note") == ["not known"]


def test_people_are_drawn_in_another_look_as_the_share_of_all_people_and_never_on_the_axis_of_families():
    chart = reach.ladder(LADDER.filter((pl.col("rung") == "on_roll") | (pl.col("unit") == "people")), "x")
    assert stretches(chart)[1:] == [(1, "people, of all in the group", 0, 93.5)]  # half of the people, so half the bar
    assert texts(chart, "note")[1:] == ["187 of 374 people", "14 to 25 people"]


def test_each_look_at_message_info_is_a_rung_of_its_own_that_says_when_it_was_taken():
    assert texts(reach.ladder(LADDER, "x"), "heading") == [
        "on roll",
        "joined a group",
        "in the announcement group",
        "delivered, 25 hours after",
        "read, 25 hours after",
        "read, 7 days after",
        "acted",
        "voted in its poll",
    ]


@pytest.mark.parametrize(
    ("hours", "said"),
    [(0.2, "1 hour"), (1.4, "1 hour"), (72.4, "72 hours"), (73.0, "3 days"), (168.0, "7 days"), (None, None)],
)
def test_time_after_is_told_in_hours_up_to_three_days(hours: float | None, said: str | None):
    chart = reach.ladder(LADDER.slice(4, 1).with_columns(hours=pl.lit(hours, pl.Float64)), "x")
    assert texts(chart, "heading") == [f"read, {said} after" if said else "read"]


@pytest.mark.parametrize(
    ("low", "high", "of", "note", "short"),
    [
        (62, 131, 187, "62 to 131 of 187", "62 to 131"),
        (62, 62, 187, "62 of 187", "62"),
        (187, 187, 187, "all 187", "all 187"),
        (62, None, None, "at least 62", "at least 62"),
        (None, 131, 187, "at most 131 of 187", "at most 131"),
        (None, None, 187, "not known", "not known"),
        (0, 0, 187, "0 of 187", "0"),
    ],
)
def test_a_range_is_told_in_words(low: int | None, high: int | None, of: int | None, note: str, short: str):
    look = [("read", "families", low, high, of, None)]
    chart = reach.ladder(pl.DataFrame(look, schema=LADDER.schema, orient="row"), "x")
    assert (texts(chart, "note"), texts(chart, "short")) == ([note], [short])


# The classes


def class_parts(chart: theme.Picture) -> list[tuple[str, str, float, float]]:
    return sorted((row["class"], row["part"], row["from"], row["to"]) for row in rows_of(chart) if "class" in row)


def test_the_states_of_a_class_fill_its_bar_from_those_surely_in_reach_to_those_who_are_not_in():
    bars = [row for row in class_parts(reach.states(STATES, "x")) if row[0] != "10B"]
    assert sorted(bars, key=lambda bar: (bar[0], bar[2])) == [
        ("2A", "surely in reach", 0, 20),
        ("2A", "we cannot tell", 20, 23),
        ("2A", "not to be invited", 23, 24),
        ("2A", "not on the member list", 24, 27),
        ("2B", "surely in reach", 0, 17),
        ("2B", "not to be invited", 17, 20),
        ("2B", "not on the member list", 20, 22),
    ]


def test_a_class_whose_states_are_not_known_is_an_outline_and_no_zero():
    chart = reach.states(STATES, "x")
    assert [row for row in class_parts(chart) if row[0] == "10B"] == [("10B", "not known yet", 0, 30)]
    assert "10B: 30 on roll, not known yet, no group" in spec(chart)["description"]


def test_the_whole_school_is_no_row_among_its_classes():
    rows = ["2A␟20 of 27, no export", "2B␟17 of 22", "10B␟no group"]
    for order in ([0, 1, 2, 3], [3, 2, 1, 0]):
        assert row_order(reach.states(STATES[order], "x")) == rows


def test_how_many_are_out_of_reach_is_a_line_of_its_own_below_the_families_not_surely_in_reach():
    def lines(frame: pl.DataFrame) -> list[tuple[str, float, float]]:
        rows: list[dict[str, Any]] = rows_of(reach.states(frame, "x"))
        return sorted(
            (row["row"], row["from"], row["to"]) for row in rows if row.get("part") == "out of reach, at least"
        )

    assert lines(STATES) == [("2A␟20 of 27, no export", 21, 27), ("2B␟17 of 22", 17, 22)]
    assert lines(STATES.with_columns(cannot=pl.lit(0))) == []


def test_a_class_of_which_nobody_can_tell_is_not_said_to_have_none_in_reach():
    nobody = {"known": [0], "unseen": [22], "not_invited": [0], "not_in": [0], "cannot": [None]}
    for group, note in (("own", "not known yet"), ("none", "no group"), ("no_export", "no export")):
        frame = pl.DataFrame({"class": ["2B"], "n": [22], "group": [group], **nobody}).cast({"cannot": pl.UInt32})
        assert row_order(reach.states(frame, "x")) == [f"2B␟{note}"]


# What works


def test_groups_of_announcements_stand_in_their_own_order_and_say_how_many_they_are():
    chart = reach.works(WORKS, "x")
    assert list(dict.fromkeys(texts(chart, "heading"))) == ["before 9:00", "9:00 to 15:00", "15:00 to 18:00"]
    assert list(dict.fromkeys(texts(chart, "note"))) == [
        "1 announcement: too few",
        "9 announcements, 2 with a read count",
        "12 announcements, 8 with a read count",
    ]


def test_a_group_has_its_middle_with_its_interval_and_the_band_of_readers_with_its_own():
    chart = reach.works(WORKS, "x")
    interval = "where the median likely lies (95\N{NO-BREAK SPACE}%)"
    assert stretches(chart) == [
        (1, interval, 0.01, 0.06),
        (4, interval, 0.02, 0.09),
        (4, interval, 0.3, 0.72),
        (4, "read, by the read count", 0.4, 0.6),
    ]
    assert drawn(chart, "x", "at") == [0.03, 0.05]


def in_place_of_figures(frame: pl.DataFrame) -> list[tuple[str, int]]:
    """What stands in a row that has no figure."""
    made = [(layer["mark"].get("text"), rows) for layer, rows in layers(reach.works(frame, "x"))]
    return [(text, row["place"]) for text, rows in made if isinstance(text, str) for row in rows]


def test_where_too_few_read_counts_are_there_the_row_says_so_and_draws_nothing():
    assert in_place_of_figures(WORKS) == [("too few read counts", 1)]


def slots(frame: pl.DataFrame) -> list[int]:
    """How many lines high each row is, from the top: as high as the pointer finds it."""
    made = {layer.get("name"): rows for layer, rows in layers(reach.works(frame, "x"))}
    names = [row["group"] for row in sorted(made["rows"], key=lambda row: row["place"])]
    return [names.count(name) for name in dict.fromkeys(names)]


@pytest.mark.parametrize("typed", [0, 2])
def test_where_no_group_has_read_counts_enough_there_is_no_line_for_them(typed: int):
    none = [pl.lit(None, pl.Float64).alias(name) for name in WORKS.columns if name.startswith("read")]
    without = WORKS.with_columns(*none, with_count=pl.lit(typed))
    assert in_place_of_figures(without) == []
    assert slots(without) == [1, 2, 2]


def test_a_group_of_too_few_announcements_is_but_its_words():
    assert slots(WORKS) == [1, 3, 3]
    assert [place for place, *_ in stretches(reach.works(WORKS, "x"))] == [1, 4, 4, 4]


def test_a_legend_of_what_works_names_no_interval_where_none_is_drawn():
    assert legend_of(reach.works(WORKS.head(2).tail(1), "x")) == []


def test_an_interval_that_is_not_known_is_not_drawn_from_zero():
    frame = WORKS.head(1).with_columns(
        pl.lit(None, pl.Float64).alias(name) for name in ("acted_low", "acted_high", "read_least", "read_most")
    )
    assert stretches(reach.works(frame, "x")) == [(0, "read, by the read count", 0.4, 0.6)]


# How soon families are heard from


def test_the_curve_begins_with_all_families_and_falls_in_steps():
    chart = reach.activity(ACTIVITY, "x")
    lines = [(layer, rows) for layer, rows in layers(chart) if layer["mark"]["type"] == "line"]
    ((layer, rows),) = lines
    assert layer["mark"]["interpolate"] == "step-after"
    assert [(row["hours"], row["survival"]) for row in rows] == [(0, 1), (2, 0.8), (30, 0.6), (72, 0.25)]


def test_the_curve_in_words_is_read_off_after_each_day_that_was_seen():
    said = spec(reach.activity(ACTIVITY, "x"))["description"]
    assert said.endswith("After 24 hours: 80\N{NO-BREAK SPACE}%. After 72 hours: 25\N{NO-BREAK SPACE}%.")
    assert "After 168" not in said
    assert spec(reach.activity(ACTIVITY.head(1), "x"))["description"].endswith("Less than a day is seen.")


@pytest.mark.parametrize(("most", "end"), [(0.02, 0.1), (0.1, 0.1), (0.3, 0.5), (0.9, 1.0)])
def test_the_axis_of_what_works_ends_where_the_shares_do(most: float, end: float) -> None:
    row = {"group": "with a link", "place": 0, "announcements": 9, "acted": 0.0, "acted_low": 0.0, "acted_high": most}
    none = {"with_count": 0, "read_low": None, "read_high": None, "read_least": None, "read_most": None}
    picture = reach.works(pl.DataFrame([row | none]).cast({"read_most": pl.Float64}), title="")

    assert set(re.findall(r'"domain": \[0, ([\d.]+)\]', str(picture.to_json(indent=None)))) == {str(end)}
