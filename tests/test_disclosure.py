from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dashboard import disclosure, workspace
from dashboard.answers import equity
from dashboard.disclosure import pages
from dashboard.metrics.equity import EVENNESS
from dashboard.selection import Period, Selection
from tests.equity_answers import among, answer, classes, compared, over_time


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


WRITTEN = {"class": "2B", "families": 20, "heard": 12, "low": 0.4, "high": 0.8, "messages": 300}
WRITTEN |= dict.fromkeys(pages.VOICES, 7.5) | {"half_the_talk": 4, "unlinked_messages": 40}
EVEN = {"class": "2B", "families": 20, "heard": 12, "messages": 300, "half_the_talk": 4}
EVEN |= dict.fromkeys(("gini", "gini_if_equal", "hill_0", "hill_1", "hill_2", "theil"), 0.5)


def blanked(row: Mapping[str, object]) -> set[str]:
    """The figures that are null afterwards."""
    (treated,) = disclosure.apart_from_one_family(pl.DataFrame([row], schema_overrides={"class": pl.String})).to_dicts()
    return {name for name, value in treated.items() if value is None and name != "class"}


SINGLE = {"messages", *pages.VOICES, "half_the_talk", "unlinked_messages"}
MEASURES = {"messages", "half_the_talk", "gini", "gini_if_equal", "hill_0", "hill_1", "hill_2", "theil"}


@pytest.mark.parametrize(
    ("row", "figures", "measures"),
    [
        ({}, set(), set()),
        ({"families": 10, "heard": 5, "messages": 50, "half_the_talk": 3}, set(), set()),
        ({"families": 9}, {"heard", "low", "high", *SINGLE}, {"heard", *MEASURES}),
        ({"heard": 4}, SINGLE, MEASURES),
        ({"messages": 49}, SINGLE, MEASURES),
        ({"half_the_talk": 2}, {*pages.VOICES}, {"hill_1", "gini", "hill_2", "theil"}),
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
