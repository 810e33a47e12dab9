"""The measures of evenness: each with its definition, its undefined cases and its source."""

import polars as pl
import pytest

from dashboard.findings.equity import expert
from dashboard.metrics.equity import EVENNESS
from tests.equity_answers import among, answer

EVEN = {"class": "2B", "families": 27, "heard": 14, "messages": 300, "gini": 0.584, "gini_if_equal": 0.163}
SILENT = {"class": "3A", "families": 20, "heard": 0, "messages": 0}


def test_the_gini_stands_beside_what_equally_chatty_families_would_have_and_the_whole_is_named() -> None:
    frame = pl.DataFrame([EVEN | {"class": None}, EVEN, SILENT], schema=EVENNESS)
    shown = expert.table(answer(evenness=frame)).select("Class", "Gini", "Gini by chance").rows()
    assert shown == [("School", 0.58, 0.16), ("2B", 0.58, 0.16), ("3A", None, None)]


@pytest.mark.parametrize(
    ("dispersion", "inflated", "said"),
    [
        (
            1.2,
            False,
            "φ is 1.20, not above the 2.26 that 5 classes may reach by chance, so the limits were not widened.",
        ),
        (2.5, True, "φ is 2.50, above the 2.26 that 5 classes may reach by chance, so the limits were widened by √φ."),
        (None, False, None),
    ],
)
def test_dispersion_says_what_became_of_the_limits(dispersion: float | None, inflated: bool, said: str | None) -> None:
    assert expert.dispersion(answer(between=among(dispersion=dispersion, inflated=inflated))) == said


@pytest.mark.parametrize("within", [0.98, None])
def test_theil_is_parted_only_where_it_is_defined(within: float | None) -> None:
    said = expert.points(answer(between=among(within=within, dispersion=None)))
    assert [words for words in said if "Theil" in words] == (
        []
        if within is None
        else ["Of Theil's measure over the classes compared, 98\N{NO-BREAK SPACE}% lies inside classes."]
    )


def test_of_one_class_there_is_neither_dispersion_nor_a_split() -> None:
    assert expert.points(answer(between=None)) == [expert.ABOUT]


@pytest.mark.parametrize("measure", expert.MEASURES, ids=lambda measure: measure.name)
def test_every_measure_has_a_definition_its_undefined_cases_and_a_dated_source(measure: expert.Measure) -> None:
    for part in (measure.definition, measure.undefined, measure.source):
        assert part.endswith(".")
    assert "(19" in measure.source or "(20" in measure.source


@pytest.mark.parametrize(
    "name", ["Wilson", "Hill", "Hurlbert", "Gini", "Deltas", "Lorenz", "Theil", "Spiegelhalter", "Griffiths", "McNemar"]
)
def test_the_sources_are_named(name: str) -> None:
    assert name in "".join(measure.source for measure in expert.MEASURES)


def test_what_is_for_experts_alone_stands_in_their_table() -> None:
    frame = pl.DataFrame([EVEN | {"class": None}, EVEN], schema=EVENNESS)
    table = expert.table(answer(evenness=frame))
    assert table.select("Class", "from", "to", "Ratio", "Shrunk, %", "Unlinked").rows() == [
        ("School", 7.2, 10.3, 0.5, None, 0),
        ("2B", 7.2, 10.3, 0.5, 60.0, 0),
    ]
    assert "Shrunk, %" not in expert.table(answer(evenness=frame, between=None)).columns


def test_only_measures_that_the_page_shows_are_defined() -> None:
    names = {measure.name for measure in expert.MEASURES}
    one, several = ({each.name for each in expert.measures(found)} for found in (answer(between=None), answer()))
    assert names - one == {"Funnel limits, and φ", "Shrunk share"}
    assert names - several == {"Curve of talk, and half the talk"}
    assert "Chance of a change" not in {each.name for each in expert.measures(answer(changes=answer().changes.clear()))}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Gini", "of two different families"),
        ("Interval of the effective voices", "held the truth in 42 % of simulated periods, this one in 93 %"),
        ("Funnel limits, and φ", "the published one flags too often"),
    ],
)
def test_where_a_measure_departs_from_its_source_its_definition_says_why(name: str, words: str) -> None:
    assert words in next(measure.definition for measure in expert.MEASURES if measure.name == name)
