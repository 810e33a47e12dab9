"""The answer on hours: of which groups each of its figures is."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dashboard import answers, selection, workspace
from dashboard.answers import Hours
from dashboard.answers.hours import disclosed_weeks
from dashboard.selection import Selection
from dashboard.workspace import Workspace

SAMPLE = Path(__file__).parent.parent / "sample_exports"
EXPORTED = ("1A", "1B", "2A", "2B", "4A", "4B")
YEAR, EARLIER = "School year 2025/26", "School year 2024/25"


@cache
def school() -> Workspace:
    return workspace.load(SAMPLE)


def with_families(**families: int) -> Workspace:
    changed = pl.col("class").replace_strict(
        {name.removeprefix("_"): number for name, number in families.items()},
        default=pl.col("families"),
        return_dtype=pl.UInt32,
    )
    return replace(school(), classes=school().classes.with_columns(families=changed))


def told(loaded: Workspace, period: str = YEAR, classes: tuple[str, ...] | None = None, **how: Any) -> Hours:
    offered = selection.offered(loaded.school.terms, loaded.messages)
    (chosen,) = (each for each in offered if each.name == period)
    return answers.disturbed(
        loaded, Selection(chosen, tuple(loaded.classes["class"]) if classes is None else classes), **how
    )


def test_every_class_with_an_export_has_a_row_and_the_announcement_group_one_apart():
    answer = told(school())
    assert tuple(answer.classes["class"]) == EXPORTED
    assert answer.announcements["chat"].to_list() == [school().school.announcement_chat]
    assert answer.whole["nights"].item() == answer.classes["nights"].sum()
    kinds = answer.day_types.group_by("class", maintain_order=True).agg("day_type")
    assert kinds["class"].to_list() == [*EXPORTED, None]
    assert kinds["day_type"].to_list() == [["school_night", "weekend", "holiday"]] * 7
    apart = answer.day_types.filter(pl.col("class").is_null())
    assert apart["nights"].sum() == answer.announcements["nights"].item()


def test_a_class_too_small_for_a_row_takes_others_with_it_and_stays_in_the_whole():
    whole, small = told(school()), told(with_families(_1A=6, _4B=19))
    assert small.unshown == ("1A", "4B")  # the next smallest one with an export: 4B
    assert tuple(small.classes["class"]) == ("1B", "2A", "2B", "4A")
    assert set(small.day_types["class"]) == {"1B", "2A", "2B", "4A", None}
    assert small.whole.equals(whole.whole)
    assert small.days.equals(whole.days)
    assert small.week.equals(whole.week)
    exact = small.classes.drop_nulls("buzzes")
    assert exact["class"].to_list() == ["1B", "2A", "2B"]
    assert small.phones["buzzes"].item() == exact["buzzes"].sum()
    assert small.weekly.classes == ("1B", "2A", "2B", "4A")
    assert small.beside is not None
    assert small.beside.compared == ("1B", "2A", "2B", "4A")


def test_a_class_without_an_export_keeps_no_other_from_being_told():
    answer = told(with_families(_1A=6, _3A=8, _3B=9))  # neither 3A nor 3B is in the whole
    assert answer.unshown == ("1A", "4B")


def test_who_chose_one_small_class_sees_it():
    answer = told(with_families(_1A=6), classes=("1A",))
    assert answer.unshown == ()
    assert answer.classes["class"].to_list() == ["1A"]
    assert answer.weekly.classes == ("1A",)


@pytest.mark.parametrize(
    ("period", "weeks", "of_weeks", "classes"),
    [
        (YEAR, 38, 39, EXPORTED),  # some exports end before the last week does
        (EARLIER, 38, 39, ("1A", "1B", "2A", "2B", "4B")),  # 4A's begins in spring
        ("Autumn 2025", 15, 15, EXPORTED),
    ],
)
def test_the_trend_is_of_groups_that_were_observed_in_each_of_its_weeks(period, weeks, of_weeks, classes):
    weekly = told(school(), period).weekly
    assert (weekly.trend["weeks"].item(), weekly.of_weeks, weekly.classes) == (weeks, of_weeks, classes)
    assert weekly.weeks.height == weeks
    assert (weekly.weeks["nights"] <= 5 * len(classes)).all()


def test_the_period_before_stands_beside_with_the_classes_observed_in_both():
    beside = told(school(), "Spring 2025").beside
    assert beside is not None
    assert (beside.before, beside.compared, beside.apart) == (
        "Autumn 2024",
        ("1A", "1B", "2A", "2B", "4B"),
        ("4A",),
    )
    assert beside.periods["period"].to_list() == ["Autumn 2024", "Spring 2025"]
    now = told(school(), "Spring 2025", beside.compared)
    school_nights = now.days.filter(pl.col("day_type") == "school_night")
    assert beside.periods.row(1, named=True)["disturbed"] == school_nights["disturbed"].item()
    assert beside.periods.row(1, named=True)["written"] == now.whole["written"].item()
    difference = beside.periods["share"][1] - beside.periods["share"][0]
    assert beside.change["difference"].item() == pytest.approx(difference)


@pytest.mark.parametrize("period", ["Autumn 2024", EARLIER, "Everything loaded"])
def test_nothing_stands_beside_the_first_period_loaded(period):
    assert told(school(), period).beside is None


def test_without_an_export_nothing_is_known_and_nothing_is_nought():
    answer = told(school(), classes=("3A",))
    assert answer.whole.select("nights", "share", "written").rows() == [(None, None, 0)]
    assert answer.classes.is_empty()
    assert answer.weekly.trend.is_empty()
    assert answer.beside is not None
    assert answer.beside.periods.is_empty()


def test_an_export_that_tells_nothing_of_the_period_is_no_silence():
    answer = told(school(), "Autumn 2024")
    (row,) = answer.classes.filter(pl.col("class") == "4A").iter_rows(named=True)
    assert (row["nights"], row["disturbed"], row["written"]) == (None, None, None)


def test_school_leadership_sees_bands_and_directions_and_no_figure():
    answer = told(school(), rough=True)
    assert answer.classes.columns == ["class", "nights", "share", "low", "high", "said"]
    for frame in (answer.phones, answer.days, answer.day_types, answer.announcements, answer.weekly.weeks):
        assert frame.is_empty()
    assert answer.weekly.trend.columns == ["direction"]
    assert (answer.weekly.classes, answer.weekly.groups, answer.weekly.of_weeks) == ((), 0, 0)
    assert answer.beside is not None
    assert answer.beside.periods.columns == ["period", "share", "said"]
    assert answer.beside.periods["said"].to_list() == ["10 %", "10 %"]
    assert answer.beside.change.rows() == [("unclear",)]
    assert (answer.beside.compared, answer.beside.apart) == ((), ())


@pytest.mark.parametrize(
    "loaded",
    [lambda: (school(), ("1A",)), lambda: (with_families(_1A=6), ("1A", "1B")), lambda: (school(), ("1A", "3A"))],
    ids=["one chosen", "one large", "one exported"],
)
def test_school_leadership_sees_no_direction_of_a_single_class(loaded):
    of, classes = loaded()
    answer = told(of, classes=classes, rough=True)
    assert answer.weekly.trend.is_empty()
    assert answer.beside is not None
    assert (answer.beside.periods.height, answer.beside.change.height) == (0, 0)


def test_nor_where_others_are_shown_but_only_one_was_observed_long_enough():
    exact, rough = (told(school(), "Spring 2025", ("1A", "4A"), rough=rough) for rough in (False, True))
    assert exact.beside is not None
    assert rough.beside is not None
    assert (exact.beside.compared, exact.beside.periods.height) == (("1A",), 2)
    assert (rough.beside.periods.height, rough.beside.change.height) == (0, 0)
    pooled_alone = replace(exact.weekly, classes=("1A",))
    assert exact.weekly.trend.height == 1
    assert disclosed_weeks(pooled_alone, pl.DataFrame({"class": ["1A", "4A"]})).trend.is_empty()
