"""The funnel's band is called chance alone only where it was not widened."""

import re

import polars as pl
import pytest

from dashboard.charts import equity, theme
from tests.drawn_charts import expressions, layers, legend_of, spec

COMPARED = pl.DataFrame(
    {
        "class": ["2A", "2B"],
        "families": [20, 30],
        "heard": [10, 27],
        "share": [0.5, 0.9],
        "shrunk": [0.6, 0.8],
        "place": ["inside", "beyond_95"],
        "voices_50": [8.1, 9.2],
        "linked_enough": [True, True],
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


def funnel(limits: pl.DataFrame = LIMITS, *, inflated: bool = False) -> theme.Picture:
    return equity.funnel(COMPARED, limits, 0.6, "x", inflated=inflated)


def colours(chart: theme.Picture) -> list[dict[str, object]]:
    return [layer["encoding"]["fill"]["scale"]["range"] for layer, _ in layers(chart) if "fill" in layer["encoding"]]


def test_a_band_of_chance_alone_says_how_many_classes_it_holds():
    chance_alone = ["chance alone: 19 of 20 classes", "chance alone: 499 of 500 classes"]
    assert [name for name in legend_of(funnel()) if "chance" in name] == chance_alone
    assert legend_of(equity.funnel(COMPARED, LIMITS, 0.6, "x")) == legend_of(funnel())
    assert "within which chance alone would put most classes" in spec(funnel())["description"]


def test_a_widened_band_is_nowhere_called_chance_alone():
    chart = funnel(inflated=True)
    assert legend_of(chart)[:4] == [
        "a class",
        "a class outside the grey band",
        "chance, widened: the classes differ by more",
        "the same, wider still",
    ]
    assert "which chance and their greater differences would put" in spec(chart)["description"]
    assert "chance alone" not in str(spec(chart))


def test_widening_changes_words_and_neither_colours_nor_bands():
    assert colours(funnel(inflated=True)) == colours(funnel())
    bands = [
        [[(row["families"], row["low"], row["high"]) for row in rows] for _, rows in layers(chart) if "low" in rows[0]]
        for chart in (funnel(), funnel(inflated=True))
    ]
    assert bands[0] == bands[1]
    assert len(bands[0]) == 2


def test_a_picture_without_a_band_has_no_word_of_one():
    assert "chance" not in str(legend_of(funnel(LIMITS.clear(), inflated=True)))


@pytest.mark.parametrize("limits", [LIMITS, LIMITS.filter(families=20), LIMITS.clear()])
def test_the_browser_gets_no_column_that_is_not_drawn(limits: pl.DataFrame):
    for layer, rows in layers(funnel(limits)):
        channels = [
            channel for each in layer["encoding"].values() for channel in (each if isinstance(each, list) else [each])
        ]
        used = {channel["field"] for channel in channels if "field" in channel}
        used |= set(re.findall(r"datum\.(\w+)", " ".join(expressions(layer))))
        assert rows
        assert {column for row in rows for column in row} == used
