"""The pictures of equity: by name, with n of N, no figure of a single family, and unknown is never a zero."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import altair as alt
import polars as pl
import pytest

from dashboard.charts import equity, theme
from dashboard.charts.equity.labels import Room, with_labels
from tests.drawn_charts import drawn, expressions, layers, legend_of, row_order, rows_of, spec, told

STATE = pl.Enum(["export", "exporting_off", "group", "none"])
COVERAGE = pl.DataFrame(
    {
        "class": ["2A", "10B", "2B"],
        "families": [27, None, 15],
        "state": ["export", "none", "exporting_off"],
        "low": [22, None, None],
        "high": [25, None, None],
    },
    schema_overrides={"state": STATE},
)
PARTICIPATION = pl.DataFrame(
    {
        "class": ["2A", "10B", "2B"],
        "families": [27, 30, 22],
        "heard": [14, None, 0],
        "low": [0.34, None, 0.0],
        "high": [0.69, None, 0.15],
        "voices_50": [8.7, None, None],
        "equal_voices_50": [22.4, None, None],
        "comparable": [True, None, False],
        "linked_enough": [True, None, True],
        "throughout": [True, None, True],
    }
)
COMPARED = pl.DataFrame(
    {
        "class": ["2A", "10B", "2B"],
        "families": [20, 30, 20],
        "heard": [10, 27, 10],
        "share": [0.5, 0.9, 0.5],
        "place": ["inside", None, "inside"],
        "linked_enough": [True, False, True],
    }
)
LIMITS = pl.DataFrame(
    {
        "families": [20, 30, 20, 30],
        "level": [0.95, 0.95, 0.998, 0.998],
        "low": [0.4, 0.45, 0.3, 0.35],
        "high": [0.8, 0.75, 0.9, 0.85],
    }
)
TERMS = pl.DataFrame(
    {
        "class": ["2A", "2A", "10B", "10B"],
        "period": ["Summer 2026", "Spring 2026", "Spring 2026", "Summer 2026"],
        "starts": [date(2026, 4, 13), date(2026, 1, 5), date(2026, 1, 5), date(2026, 4, 13)],
        "was": [None, None, "9B", None],
        "families": [26, 25, 30, 30],
        "heard": [20, 18, 21, None],
        "low": [0.58, 0.52, 0.5, None],
        "high": [0.89, 0.86, 0.8, None],
        "comparable": [True, True, True, None],
        "linked_enough": [True, True, True, None],
        "throughout": [True, True, False, None],
    }
)
ONE_CLASS = pl.DataFrame(
    {
        "class": ["2A", "2A", "2A"],
        "period": ["Autumn 2025", "Spring 2025", "Summer 2025"],
        "starts": [date(2025, 9, 2), date(2025, 1, 6), date(2025, 4, 22)],
        "was": [None, "1A", "1A"],
        "families": [28, 27, 27],
        "heard": [20, None, 18],
        "low": [0.52, None, 0.48],
        "high": [0.85, None, 0.81],
        "effective_voices": [11.4, None, 9.6],
        "voices_low": [9.8, None, 8.1],
        "voices_high": [13.0, None, 11.2],
        "comparable": [True, False, True],
        "linked_enough": [True, None, True],
        "throughout": [True, None, False],
    }
)
CURVE = pl.DataFrame({"share_of_families": [0.0, 0.4, 0.8, 1.0], "share_of_messages": [0.0, 0.0, 0.6, 1.0]})
WEEKS = pl.DataFrame(
    {
        "class": ["2A"] * 3,
        "week": [date(2025, 9, 1), date(2025, 9, 8), date(2025, 9, 15)],
        "families_heard": [0, None, 11],
        "messages": [0, None, 61],
    }
)
Drawing = Callable[[pl.DataFrame, str], theme.Picture]


def funnel(classes: pl.DataFrame, title: str) -> theme.Picture:
    return equity.funnel(classes, LIMITS, 0.6, title)


def grey_curve(curve: pl.DataFrame, title: str) -> theme.Picture:
    return equity.talk_curve(curve, title, grey=True)


PICTURES: list[tuple[Drawing, pl.DataFrame]] = [
    (equity.coverage_picture, COVERAGE),
    (equity.coverage_picture, COVERAGE.drop("low", "high")),
    (equity.families_heard, PARTICIPATION),
    (equity.voices, PARTICIPATION),
    (equity.voices, PARTICIPATION.clear()),
    (funnel, COMPARED),
    (funnel, COMPARED.clear()),
    (equity.beside, TERMS),
    (equity.beside, TERMS.filter(pl.col("period") == "Summer 2026")),
    (equity.beside, TERMS.clear()),
    (equity.term_by_term, ONE_CLASS),
    (equity.voices_term_by_term, ONE_CLASS),
    (equity.voices_term_by_term, ONE_CLASS.slice(1, 1)),
    (equity.talk_curve, CURVE),
    (equity.talk_curve, CURVE.clear()),
    (grey_curve, CURVE),
    (equity.weekly, WEEKS),
    (equity.weekly, WEEKS.head(1)),
    (equity.weekly, WEEKS.slice(1, 1)),
]
# those with a row a class, and what stands in their rows, by name
ROWS: list[tuple[Drawing, pl.DataFrame, dict[str, str]]] = [
    (equity.coverage_picture, COVERAGE, {"2A": "22 to 25 of 27", "2B": "exporting is off", "10B": "no group"}),
    (equity.families_heard, PARTICIPATION, {"2A": "14 of 27", "2B": "0 of 22", "10B": "not known"}),
    (equity.voices, PARTICIPATION, {"2A": "9 of 22"}),
    (equity.beside, TERMS, {"2A": "20 of 26", "10B": "not known"}),
]


def parts(chart: theme.Picture) -> list[tuple[str, str, float, float]]:
    """The stretches of the bars."""
    return [(row["class"], row["part"], row["from"], row["to"]) for row in rows_of(chart) if "from" in row]


def points(chart: theme.Picture) -> list[dict[str, Any]]:
    """The rows drawn as points that the pointer tells something of."""
    return [
        row
        for layer, rows in layers(chart)
        if layer["mark"]["type"] == "point" and layer["encoding"].get("tooltip")
        for row in rows
    ]


@pytest.mark.parametrize(("picture", "frame"), PICTURES)
def test_every_picture_is_a_valid_specification_with_the_sentence_first_in_its_words(
    picture: Drawing, frame: pl.DataFrame
):
    made = picture(frame, 'Are "they" heard?')
    assert isinstance(made, alt.LayerChart)
    assert made.to_dict(validate=True)["params"] == [{"name": "sentence", "value": 'Are "they" heard?'}]
    assert spec(made)["description"].startswith('Are "they" heard? ')
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


def fields(part: object) -> set[str]:
    """The columns that a specification draws by, in its encodings and in what its marks read off a row."""
    if isinstance(part, dict):
        own = {str(part["field"])} if "field" in part else set()
        return own.union(*(fields(value) for name, value in part.items() if name != "datasets"))
    if isinstance(part, list):
        return set().union(*(fields(value) for value in part))
    return {part.removeprefix("datum.")} if isinstance(part, str) and part.startswith("datum.") else set()


@pytest.mark.parametrize(("picture", "frame"), PICTURES)
def test_a_picture_holds_no_column_that_it_does_not_draw(picture: Drawing, frame: pl.DataFrame):
    more = frame.with_columns(half_the_talk=pl.lit(3), messages=pl.lit(412), unlinked_messages=pl.lit(40))
    chart = picture(more, "x")
    assert {name for row in rows_of(chart) for name in row} - fields(spec(chart)) == set()


@pytest.mark.parametrize(("picture", "frame", "notes"), ROWS)
def test_rows_stand_by_name_whatever_the_order_they_came_in(
    picture: Drawing, frame: pl.DataFrame, notes: dict[str, str]
):
    expected = [f"{name}{theme.SEPARATOR}{note}" for name, note in notes.items()]
    for order in (range(frame.height), reversed(range(frame.height))):
        made = picture(frame[list(order)], "x")
        assert row_order(made) == expected
        assert spec(made)["description"] == spec(picture(frame, "x"))["description"]


@pytest.mark.parametrize(("picture", "frame"), [(picture, frame) for picture, frame in PICTURES if frame.height > 1])
def test_a_name_stays_text_inside_a_specification(picture: Drawing, frame: pl.DataFrame):
    hostile = "'\"</script>${x}"
    names = [name for name in ("class", "was") if name in frame.columns]
    made = spec(picture(frame.with_columns(pl.lit(hostile).alias(name) for name in names), "x"))
    assert "</script>" not in json.dumps(expressions({n: part for n, part in made.items() if n != "datasets"}))


# Which families are in the group


def test_a_bar_is_stacked_from_the_families_surely_in_the_group_to_those_not_in_it():
    chart = equity.coverage_picture(COVERAGE, "x")
    assert parts(chart) == [
        ("2A", "in the group", 0, 22),
        ("2A", "perhaps in it", 22, 25),
        ("2A", "not in it", 25, 27),
        ("2B", "exporting is off", 0, 15),
    ]
    assert legend_of(chart) == ["in the group", "perhaps in it", "not in it", "exporting is off"]


def test_where_the_number_in_the_group_is_certain_it_is_one_number_and_nobody_is_perhaps_in_it():
    chart = equity.coverage_picture(COVERAGE.head(1).with_columns(high=pl.lit(22)), "x")
    assert row_order(chart) == ["2A␟22 of 27"]
    assert [part for _, part, _, _ in parts(chart)] == ["in the group", "not in it"]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("export", "members not known"),
        ("group", "no export"),
        ("exporting_off", "exporting is off"),
        ("none", "no group"),
    ],
)
def test_without_bounds_the_whole_bar_says_why(state: str, said: str):
    frame = pl.DataFrame({"class": ["2A"], "families": [27], "state": [state]})
    chart = equity.coverage_picture(frame, "x")
    assert parts(chart) == [("2A", said, 0, 27)]
    assert row_order(chart) == [f"2A␟{said}"]
    assert drawn(chart, "text", "size") == ["27 families"]


def test_a_class_without_a_known_number_of_families_has_no_bar_and_says_so():
    chart = equity.coverage_picture(COVERAGE.filter(pl.col("class") == "10B"), "x")
    assert parts(chart) == []
    assert drawn(chart, "text", "size") == ["families not known"]
    assert "10B: no group, families not known." in spec(chart)["description"]


def test_one_family_on_roll_is_no_families():
    chart = equity.coverage_picture(COVERAGE.tail(1).with_columns(families=pl.lit(1)), "x")
    assert drawn(chart, "text", "size") == ["1 family"]


# Who is heard


def test_families_heard_are_drawn_as_their_share_and_a_class_without_export_has_no_dot():
    assert drawn(equity.families_heard(PARTICIPATION, "x"), "x", "share") == [14 / 27, None, 0.0]


def test_an_interval_is_drawn_only_where_a_class_may_be_compared():
    assert drawn(equity.families_heard(PARTICIPATION, "x"), "x", "low") == [0.34, None, None]
    assert drawn(equity.families_heard(PARTICIPATION.head(1), "x"), "x", "low") == [None]


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ({"linked_enough": False, "comparable": False}, "too many unlinked senders"),
        ({"comparable": False, "throughout": False}, "too few families or messages"),
        ({"throughout": False}, "only part of the period seen"),
    ],
)
def test_a_class_that_must_not_be_leaned_on_is_drawn_hollow_without_an_interval(why: dict[str, bool], said: str):
    chart = equity.families_heard(
        PARTICIPATION[[0, 0]].with_columns(pl.lit(value).alias(name) for name, value in why.items()), "x"
    )
    assert legend_of(chart) == [said]
    assert drawn(chart, "x", "low") == [None, None]
    assert {row["reading"] for row in points(equity.voices(PARTICIPATION.with_columns(**why), "x"))} == {said}


def test_a_class_without_roster_says_so_and_has_no_dot():
    nobody = PARTICIPATION.with_columns(families=pl.lit(0))
    assert drawn(equity.families_heard(nobody, "x"), "x", "share") == [None, None, None]
    assert row_order(equity.families_heard(nobody, "x")) == ["2A␟no roster", "2B␟no roster", "10B␟no roster"]


def test_a_class_of_too_few_families_says_so_and_has_no_dot():
    few = PARTICIPATION.with_columns(
        heard=pl.when(pl.col("class") != "2B").then("heard"), shown=pl.col("class") != "2B"
    )
    chart = equity.families_heard(few, "x")
    assert row_order(chart) == ["2A␟14 of 27", "2B␟too few to show", "10B␟not known"]
    assert drawn(chart, "x", "share") == [14 / 27, None, None]


def test_voices_stand_beside_the_mark_of_equal_talk_and_a_class_with_few_messages_has_no_row():
    chart = equity.voices(PARTICIPATION, "x")
    assert drawn(chart, "x2", "equal_voices_50") == [22.4]
    assert [row["class"] for row in points(chart)] == ["2A"]
    assert legend_of(chart) == ["families in 50 messages", "if all wrote equally"]


# Do the classes differ?


def test_the_funnel_has_a_point_a_place_and_classes_at_one_place_share_it():
    shared = [(row["class"], row["families"], row["share"], row["part"]) for row in points(funnel(COMPARED, "x"))]
    assert shared == [("2A, 2B", 20, 0.5, "a class"), ("10B", 30, 0.9, "too many unlinked senders")]


def test_the_funnel_in_words_lists_the_classes_by_name():
    assert spec(funnel(COMPARED, "x"))["description"].endswith("2A: 10 of 20; 2B: 10 of 20; 10B: 27 of 30.")


@pytest.mark.parametrize("place", ["beyond_95", "beyond_998"])
def test_a_class_outside_the_band_has_a_look_of_its_own(place: str):
    chart = funnel(COMPARED.with_columns(place=pl.lit(place)), "x")
    assert [row["part"] for row in points(chart)] == ["a class outside the grey band", "too many unlinked senders"]


def test_the_wider_band_lies_under_the_narrower_one():
    bands = [rows for layer, rows in layers(funnel(COMPARED, "x")) if layer["mark"]["type"] == "area"]
    assert [[(row["families"], row["low"]) for row in rows] for rows in bands] == [
        [(20, 0.3), (30, 0.35)],
        [(20, 0.4), (30, 0.45)],
    ]


def test_classes_of_one_size_have_a_band_all_the_same():
    alike = equity.funnel(COMPARED.filter(families=20), LIMITS.filter(families=20), 0.6, "x")
    assert [layer["mark"]["type"] for layer, _ in layers(alike)][:2] == ["bar", "bar"]


def test_without_limits_or_target_the_funnel_has_neither_band_nor_line():
    chart = equity.funnel(COMPARED, LIMITS.clear(), None, "x")
    assert {layer["mark"]["type"] for layer, _ in layers(chart)} == {"point", "text"}
    assert legend_of(chart) == ["a class", "too many unlinked senders"]


def test_more_than_a_dozen_classes_are_named_by_the_pointer_alone():
    def names(count: int) -> set[str]:
        many = pl.DataFrame({"class": [f"{n}A" for n in range(count)], "families": range(10, 10 + count)})
        many = many.with_columns(share=pl.lit(0.5), heard=pl.lit(9), place=pl.lit("inside"), linked_enough=pl.lit(True))
        return set(drawn(funnel(many, "x"), "text", "class"))

    assert (len(names(12)), len(names(13))) == (12, 0)


def test_a_name_without_room_beside_others_is_left_to_the_pointer():
    crowd = pl.DataFrame({"class": ["Oak", "Elm", "Ash", "Yew", "Fir"], "families": [20] * 5, "share": [0.5] * 5})
    room = Room((10, 30), (0.0, 1.0), 300)
    sides = with_labels(crowd, room, 240).select("class", "align", "dy").rows()
    assert sides == [("Oak", "center", -15), ("Elm", "center", 16), ("Ash", "left", 0), ("Yew", "right", 0)]


# This period beside the last, and one class through its terms


def test_the_period_before_is_hollow_and_above_this_one():
    chart = equity.beside(TERMS, "x")
    looks = {
        row["period"]: layer["mark"]["yOffset"]
        for layer, rows in layers(chart)
        for row in rows
        if "yOffset" in layer["mark"]
    }
    assert looks["Spring 2026"] < 0 < looks["Summer 2026"]
    assert legend_of(chart) == ["Spring 2026", "Summer 2026", "only part of the period seen"]
    assert {row["class"]: row["share"] for row in points(chart) if row["period"] == "Spring 2026"} == {
        "2A": 18 / 25,
        "10B": 21 / 30,
    }


def test_both_periods_are_said_with_the_name_that_a_class_had_then():
    assert spec(equity.beside(TERMS, "x"))["description"].endswith(
        "Summer 2026: 2A: 20 of 26; 10B: not known. Spring 2026: 2A: 18 of 25; 10B: 21 of 30, as 9B."
    )


def test_what_is_not_known_in_a_period_or_seen_in_part_has_no_interval():
    rows = points(equity.beside(TERMS, "x"))
    assert {(row["class"], row["period"]): row["low"] for row in rows} == {
        ("2A", "Summer 2026"): 0.58,
        ("2A", "Spring 2026"): 0.52,
        ("10B", "Spring 2026"): None,
        ("10B", "Summer 2026"): None,
    }


def test_the_whole_school_is_no_row_among_its_classes():
    whole = TERMS.head(1).with_columns(pl.lit(None, pl.String).alias("class"))
    assert row_order(equity.beside(pl.concat([TERMS, whole]), "x")) == row_order(equity.beside(TERMS, "x"))


def test_of_more_than_two_periods_the_last_two_are_drawn():
    long_ago = TERMS.head(1).with_columns(period=pl.lit("Autumn 2025"), starts=date(2025, 9, 2))
    assert {row["period"] for row in points(equity.beside(pl.concat([long_ago, TERMS]), "x"))} == {
        "Spring 2026",
        "Summer 2026",
    }


def test_terms_stand_in_order_of_time_each_with_its_n_of_n():
    order = sorted({row["term"] for row in rows_of(equity.term_by_term(ONE_CLASS, "x"))})
    assert [term.split("␟")[1:] for term in order] == [
        ["Spring", "2025", "?"],
        ["Summer", "2025", "18 of 27"],
        ["Autumn", "2025", "20 of 28"],
    ]


@pytest.mark.parametrize("picture", [equity.term_by_term, equity.voices_term_by_term])
def test_a_term_that_is_not_known_is_a_question_mark_and_no_zero(picture: Drawing):
    asked = [
        row["term"].split("␟")[1:3]
        for layer, rows in layers(picture(ONE_CLASS, "x"))
        if layer["mark"].get("text") == "?"
        for row in rows
    ]
    assert asked == [["Spring", "2025"]]
    assert [row["figure"] for row in points(picture(ONE_CLASS, "x")) if row["period"] == "Spring 2025"] == [None]


def test_school_years_are_told_apart_and_carry_the_name_that_the_class_had():
    chart = equity.term_by_term(ONE_CLASS, "x")
    assert drawn(chart, "text", "year") == ["2024/25␟as 1A", "2025/26"]
    lines = [rows for layer, rows in layers(chart) if layer["mark"]["type"] == "rule"]
    assert [[row["term"].split("␟")[1:3] for row in rows] for rows in lines] == [[["Autumn", "2025"]]]
    assert "Summer 2025 (2024/25, as 1A): 18 of 27" in spec(chart)["description"]


def test_a_term_seen_in_part_is_hollow_without_an_interval():
    chart = equity.voices_term_by_term(ONE_CLASS, "x")
    assert legend_of(chart) == ["only part of the period seen"]
    assert drawn(chart, "y", "low") == [None, None, 9.8]


def test_voices_are_said_as_whole_numbers_of_the_families_on_roll():
    assert "Autumn 2025 (2025/26): 11 of 28." in spec(equity.voices_term_by_term(ONE_CLASS, "x"))["description"]


# How the talk spreads


def test_the_talk_curve_is_drawn_through_tenths_of_the_families_to_whole_per_cent():
    sevenths = pl.DataFrame({"share_of_families": [0.0, 3 / 7, 1.0], "share_of_messages": [0.0, 0.123, 1.0]})
    assert rows_of(equity.talk_curve(sevenths, "x"))[:11] == [
        {"share_of_families": tenth / 10, "share_of_messages": share}
        for tenth, share in enumerate([0.0, 0.03, 0.06, 0.09, 0.11, 0.23, 0.39, 0.54, 0.69, 0.85, 1.0])
    ]


@pytest.mark.parametrize("grey", [False, True])
def test_no_point_of_the_talk_curve_can_be_read_off(grey: bool):
    made = equity.talk_curve(CURVE, "x", grey=grey)
    assert told(made) == set()
    assert all(layer["mark"]["tooltip"] is None for layer, _ in layers(made))


def test_the_talk_curve_says_what_the_quieter_half_and_the_most_talkative_quarter_wrote():
    said = spec(equity.talk_curve(CURVE, "x"))["description"]
    assert (
        "The quieter half of the families wrote 15 % of the messages, the most talkative quarter 48 %."
        in said.replace("\N{NO-BREAK SPACE}", " ")
    )


def test_a_curve_that_already_has_the_middle_is_not_asked_for_it_twice():
    straight = pl.DataFrame({"share_of_families": [0.0, 0.5, 0.75, 1.0], "share_of_messages": [0.0, 0.5, 0.75, 1.0]})
    assert "wrote 50\N{NO-BREAK SPACE}% of the messages" in spec(equity.talk_curve(straight, "x"))["description"]


def test_the_curve_of_nobody_says_that_nobody_posted():
    assert "Nobody posted." in spec(equity.talk_curve(CURVE.clear(), "x"))["description"]


# Week by week


def test_a_week_of_which_nothing_is_known_is_a_question_mark_and_no_zero():
    chart = equity.weekly(WEEKS, "x")
    assert drawn(chart, "y", "families_heard") == [0, 11]
    asked = [rows for layer, rows in layers(chart) if layer["mark"].get("text") == "?"]
    assert [[row["week"][:10] for row in rows] for rows in asked] == [["2025-09-08"]]


def test_how_much_was_written_in_a_week_is_not_told():
    assert "messages" not in json.dumps(spec(equity.weekly(WEEKS, "x")))


def test_weeks_that_are_not_to_be_trusted_are_grey():
    colours = [json.dumps(equity.weekly(WEEKS, "x", grey=grey).to_dict()) for grey in (False, True)]
    assert [theme.TONES["known"][0] in each for each in colours] == [True, False]


def test_the_labels_of_weeks_are_evenly_spread():
    axis = next(layer["encoding"]["x"]["axis"] for layer, _ in layers(equity.weekly(WEEKS, "x")))
    assert axis["labelOverlap"] is False
    assert "indexof(domain('x'), datum.value) % ceil(" in axis["labelExpr"]
