"""The picture of the school: a bar from the least to the most, words where there is none, by name and never by size."""

import re

import polars as pl
import pytest

from dashboard.charts import theme
from dashboard.charts.school import UNSURE, class_bands
from dashboard.findings import school as findings
from dashboard.report.drawing import drawing
from tests.drawn_charts import drawn, expressions, layers, legend_of, row_order, rows_of, spec, told
from tests.told_school import AUTUMN, EIGHT, ONE, SPRING, missing, school

FAIR = findings.rows(EIGHT, SPRING, "fair")
EMPTY = findings.rows(school([missing("4A")], {}), SPRING, "fair")
FRAMES = (FAIR, *(findings.rows(ONE, None, question) for question in findings.QUESTIONS), EMPTY, FAIR.clear())


def names(picture: theme.Picture) -> list[str]:
    return [label.split(theme.SEPARATOR)[0] for label in row_order(picture)]


def notes(picture: theme.Picture) -> dict[str, str]:
    return dict(label.split(theme.SEPARATOR) for label in row_order(picture))


@pytest.mark.parametrize("frame", FRAMES)
def test_every_picture_has_its_title_and_its_figures_in_words(frame: pl.DataFrame) -> None:
    whole = spec(class_bands(frame, "Families heard"))
    assert whole["description"].startswith("Families heard One row a class, by name.")
    for label, said in frame.select("label", "said").iter_rows():
        assert f"{label}: {said}" in whole["description"]


def test_rows_stand_as_given_with_all_that_is_shown_above() -> None:
    picture = class_bands(FAIR, "Families heard")
    assert names(picture) == ["All shown", "1A", "1B", "2A", "2B", "3A", "3B", "4A", "4B", "10A", "Year 3"]


def test_a_bar_goes_from_the_least_to_the_most_on_an_axis_of_the_whole() -> None:
    picture = class_bands(findings.rows(ONE, SPRING, "reach"), "Seen")
    assert drawn(picture, "x", "low") == [0.25, 0.35]
    assert drawn(picture, "x2", "high") == [0.75, 0.75]
    scales = [
        layer["encoding"]["x"]["scale"]["domain"] for layer, _ in layers(picture) if "scale" in layer["encoding"]["x"]
    ]
    assert scales == [[0, 1]]


def test_a_row_without_a_figure_has_words_and_no_bar_note_or_rail() -> None:
    picture = class_bands(FAIR, "Families heard")
    words = {
        row["row"].split(theme.SEPARATOR)[0]: row["words"]
        for layer, rows in layers(picture)
        if "text" in layer["encoding"]
        for row in rows
    }
    assert words == {
        "3A": "shown with Year 3",
        "3B": "shown with Year 3",
        "4A": "no summary yet",
        "4B": "no group",
        "10A": "no records then",
    }
    assert {notes(picture)[name] for name in words} == {""}
    barred = {row["label"] for row in rows_of(picture) if "low" in row}
    assert barred.isdisjoint(words)
    rails = next(rows for layer, rows in layers(picture) if layer["mark"]["type"] == "rule")
    assert {row["row"].split(theme.SEPARATOR)[0] for row in rails}.isdisjoint(words)


def test_the_note_is_the_figure_of_the_period_chosen() -> None:
    assert notes(class_bands(findings.rows(ONE, SPRING, "fair"), "Heard")) == {"2B": "75 to 85 %"}
    assert notes(class_bands(findings.rows(ONE, AUTUMN, "fair"), "Heard")) == {"2B": "45 to 55 %"}


def test_earlier_periods_are_thinner_and_stand_below() -> None:
    bars = [row for row in rows_of(class_bands(FAIR, "Heard")) if row.get("label") == "1A"]
    heights = {row["period"]: (row["height"], row["place"]) for row in bars}
    assert heights == {SPRING: (11, -5), AUTUMN: (4, 6)}


def test_the_bar_of_a_period_without_one_before_stands_in_the_middle() -> None:
    bars = [row for row in rows_of(class_bands(findings.rows(ONE, AUTUMN, "fair"), "Heard")) if "low" in row]
    assert [(row["height"], row["place"]) for row in bars] == [(11, 0)]


def test_each_bar_is_drawn_at_its_own_height_and_place() -> None:
    """One row of 38 pixels: the period's bar 5 above its middle, the earlier one 6 below."""
    picture = drawing(class_bands(findings.rows(ONE, SPRING, "fair"), "Heard")).svg(720)
    bars = {fill: ends(path) for path, fill in re.findall(r'<path d="(M[^"]*C[^"]*)" fill="(#\w+)"', picture)}
    assert bars == {"#1f6b96": (8.5, 19.5), "#b5d3e4": (23, 27)}


def ends(path: str) -> tuple[float, float]:
    """The top and the bottom of a shape, in pixels from the top of the picture's rows."""
    heights = [float(height) for height in re.findall(r"[\d.]+,([\d.]+)", path)]
    return min(heights), max(heights)


@pytest.mark.parametrize(("name", "cut"), [("Year 10B", None), ("Sunflower", 104)])
def test_a_name_is_cut_where_it_may_be_too_long_and_a_figure_never(name: str, cut: int | None) -> None:
    frame = FAIR.filter(pl.col("label") == "1A").with_columns(label=pl.lit(name))
    axes = [layer["encoding"]["y"].get("axis") for layer, _ in layers(class_bands(frame, "Heard"))]
    assert [axis["labelLimit"] or None for axis in axes if axis] == [cut, None]


def test_the_legend_names_the_periods_the_one_chosen_first_and_what_is_unsure() -> None:
    assert legend_of(class_bands(FAIR, "Families heard")) == [SPRING, AUTUMN, UNSURE]
    assert legend_of(class_bands(findings.rows(ONE, AUTUMN, "fair"), "Heard")) == [AUTUMN]


def test_what_is_unsure_is_drawn_as_an_outline_without_colour() -> None:
    picture = class_bands(FAIR, "Families heard")
    assert {row["label"] for row in rows_of(picture) if row.get("reading") == UNSURE} == {"2B"}
    layer = next(layer for layer, _ in layers(picture) if "fill" in layer["encoding"])
    dashes = dict(zip(*(layer["encoding"]["strokeDash"]["scale"][part] for part in ("domain", "range")), strict=True))
    assert dashes == {SPRING: [1, 0], AUTUMN: [1, 0], UNSURE: [4, 3]}


def test_the_pointer_reads_class_period_and_figure_in_words() -> None:
    assert told(class_bands(FAIR, "Families heard")) == {"label", "period", "words"}


@pytest.mark.parametrize("frame", FRAMES)
def test_a_picture_is_right_on_light_and_on_dark_paper(frame: pl.DataFrame) -> None:
    colours = [text for text in expressions(spec(class_bands(frame, "Heard"))) if "#" in text]
    assert colours
    assert all("luminance(background)" in text for text in colours)
