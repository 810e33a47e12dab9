"""The pictures of habits: what they draw is what they were given, and what is not told is never a zero."""

from collections.abc import Callable

import altair as alt
import polars as pl
import pytest

from dashboard.charts import habits, theme
from tests.drawn_charts import drawn, expressions, layers, legend_of, row_order, rows_of, spec, told

FACED = pl.DataFrame(
    {
        "class": ["10B", "2A", "2B"],
        "median": [7.5, 12.0, None],
        "high": [31.4, 12.0, None],
    }
)
SHARES = pl.DataFrame(
    {
        "habit": ["in bursts", "questions", "“don’t know”"],
        "share": [0.35, 0.0, None],
        "said": ["512 of 1,480", "0 of 1,480", "fewer than 5"],
    }
)
LINKS = pl.DataFrame({"kind": ["the school’s own sites", "other sites", "shops"], "links": [1205, 0, 3]})

PICTURES: list[tuple[Callable[[pl.DataFrame, str], theme.Picture], pl.DataFrame]] = [
    (habits.messages_a_day, FACED),
    (habits.messages_a_day, FACED.filter(pl.col("median").is_null())),
    (habits.shares_of_messages, SHARES),
    (habits.shares_of_messages, SHARES.tail(1)),
    (habits.links_by_kind, LINKS),
    (habits.links_by_kind, LINKS.with_columns(links=pl.lit(0))),
]


@pytest.mark.parametrize(("picture", "frame"), PICTURES)
def test_every_picture_is_a_valid_specification_with_the_sentence_first_in_its_words(
    picture: Callable[[pl.DataFrame, str], theme.Picture], frame: pl.DataFrame
) -> None:
    made = picture(frame, 'Is it "kind"?')
    assert isinstance(made, alt.LayerChart)
    assert made.to_dict(validate=True)["params"] == [{"name": "sentence", "value": 'Is it "kind"?'}]
    assert spec(made)["description"].startswith('Is it "kind"? One ')


@pytest.mark.parametrize(("picture", "frame"), PICTURES)
def test_no_expression_holds_a_backslash_which_the_page_would_read_twice(
    picture: Callable[[pl.DataFrame, str], theme.Picture], frame: pl.DataFrame
) -> None:
    found = expressions(spec(picture(frame, "Is it kind?")))
    assert found
    assert not [expression for expression in found if "\\" in expression]


def test_a_reader_s_day_is_two_points_a_class_joined_by_a_line() -> None:
    made = habits.messages_a_day(FACED, "Messages a day")
    assert sorted(drawn(made, "x", "messages")) == [7.5, 12.0, 12.0, 31.4]
    assert drawn(made, "x", "median") == [7.5, 12.0]
    assert drawn(made, "x2", "high") == [31.4, 12.0]
    assert legend_of(made) == ["on a typical day", "on a busy day (one in twenty)"]
    assert told(made) == {"class", "messages", "reading"}


def test_a_class_of_which_no_whole_day_was_seen_has_a_row_and_no_point() -> None:
    made = habits.messages_a_day(FACED, "Messages a day")
    assert [row.split(theme.SEPARATOR) for row in row_order(made)] == [
        ["2A", "12 to 12"],
        ["2B", "no whole day seen"],
        ["10B", "7.5 to 31"],
    ]
    assert {row["class"] for row in rows_of(made) if "messages" in row} == {"10B", "2A"}
    rows = [row["row"] for _, held in layers(made)[:1] for row in held]
    assert len(rows) == 3


def test_the_two_points_differ_by_their_fill_for_those_who_cannot_tell_colours() -> None:
    looks = habits.LOOKS
    assert looks[habits.TYPICAL].fill != looks[habits.BUSY].fill == "paper"


def test_a_habit_is_a_bar_at_its_share_and_one_that_is_not_told_has_none() -> None:
    made = habits.shares_of_messages(SHARES, "What the messages are made of")
    bars = [(layer, held) for layer, held in layers(made) if layer["mark"]["type"] == "bar"]
    ((layer, held),) = bars
    assert [row["share"] for row in held] == [0.35, 0.0, None]
    assert layer["encoding"]["x"]["scale"]["domain"] == [0, 1]
    assert spec(made)["description"].endswith(
        "in bursts: 512 of 1,480; questions: 0 of 1,480; “don’t know”: fewer than 5."
    )


@pytest.mark.parametrize(("picture", "frame"), PICTURES[:4])
def test_a_row_has_its_name_on_the_left_and_its_figures_on_the_right(
    picture: Callable[[pl.DataFrame, str], theme.Picture], frame: pl.DataFrame
) -> None:
    axes = [layer["encoding"]["y"].get("axis") or {} for layer, _ in layers(picture(frame, "Is it kind?"))]
    assert {axis.get("orient", "left") for axis in axes if "labelExpr" in axis} == {"left", "right"}


def test_kinds_of_sites_stand_in_the_order_given_with_their_number() -> None:
    made = habits.links_by_kind(LINKS, "Where links lead")
    assert row_order(made) == LINKS["kind"].to_list()
    assert drawn(made, "text", "links") == [1205, 0, 3]
    assert spec(made)["description"].endswith("the school’s own sites: 1,205; other sites: 0; shops: 3.")


def test_a_number_at_the_end_of_the_longest_bar_has_room() -> None:
    scales = [layer["encoding"]["x"]["scale"] for layer, _ in layers(habits.links_by_kind(LINKS, "Where links lead"))]
    assert all(scale["domain"][1] > 1205 * 1.2 for scale in scales)


@pytest.mark.parametrize("name", ["<b>", "[x](y)", "$a$", "image"])
def test_a_name_stays_text_inside_a_specification(name: str) -> None:
    made = habits.messages_a_day(FACED.with_columns(pl.lit(name).alias("class")).head(1), "Messages a day")
    assert [row["class"] for row in rows_of(made) if "class" in row] == [name, name]
