"""The answer on hours: of which groups each of its figures is."""

from dataclasses import replace
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dashboard import answers, selection, workspace
from dashboard.answers import Hours
from dashboard.answers.hours_among import kinds_of_night, unshown, with_cover
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


def test_a_class_without_a_night_in_the_period_does_not_keep_a_small_one_apart():
    answer = told(with_families(_1A=6, _4A=11), "Autumn 2024")  # 4A's export begins in spring
    assert answer.unshown == ("1A", "4B")
    assert "4A" in answer.classes["class"].to_list()


def test_where_nobody_is_left_to_keep_a_small_class_apart_the_whole_is_withheld():
    answer = told(with_families(_1A=6), "Autumn 2024", ("1A", "4A"))
    assert (answer.unshown, answer.withheld) == (("1A",), True)
    assert answer.whole.row(0) == (None,) * answer.whole.width
    assert answer.days.is_empty()
    assert answer.week.is_empty()
    assert answer.classes["class"].to_list() == ["4A"]
    assert not told(with_families(_1A=6)).withheld


def test_a_class_with_few_nights_has_no_row_for_readers_of_several_and_the_whole_does_not_give_it_away():
    answer = told(school(), "Summer 2026")
    assert answer.unshown == ("2B", "4B")  # 3 nights of 2B had a message; 4B is the smallest of the others
    assert told(school(), "Summer 2026", ("2B",)).whole["disturbed"].item() == 3
    assert answer.whole["disturbed"].item() - answer.classes["disturbed"].sum() == 3 + 9
    assert answer.beside is not None
    assert answer.beside.compared == answer.weekly.classes == ("1A", "1B", "2A", "4A")


def test_a_single_class_chosen_is_seen_from_inside_by_its_rep_alone():
    rep, association = (told(school(), "Summer 2026", ("2B",), inside=inside) for inside in (None, False))
    assert (rep.whole["disturbed"].item(), rep.withheld) == (3, False)
    assert (association.whole["disturbed"].item(), association.withheld) == (None, True)
    assert association.classes.is_empty()


NO_FEW = {"nights": 90, "disturbed": 9, "messages": 30, "at_night": 30, "written": 300}


@pytest.mark.parametrize(
    ("families", "row", "away"),
    [
        (20, {}, ()),
        (None, {}, ()),
        (9, {}, ("1A", "1B")),
        (20, {"written": 49}, ("1A", "1B")),
        (20, {"disturbed": 4}, ("1A", "1B")),
        (20, {"messages": 4}, ("1A", "1B")),
        (20, {"at_night": 1}, ("1A", "1B")),
        (20, {"disturbed": 0, "messages": 0, "at_night": 0}, ()),
        (20, {"nights": None, "disturbed": None, "messages": None}, ("1A", "1B", "1C")),
        (20, {"nights": None, "disturbed": None, "messages": None, "at_night": None, "written": None}, ()),
    ],
)
def test_a_row_stays_away_where_class_messages_or_nights_are_few(
    families: int | None, row: dict[str, int | None], away: tuple[str, ...]
):
    rows = pl.DataFrame([{"class": "1A"} | NO_FEW | row, *({"class": name} | NO_FEW for name in ("1B", "1C"))])
    sizes = pl.DataFrame({"class": ["1A", "1B", "1C"], "families": [families, 24, 25]})
    assert unshown(sizes, rows) == (away, False)


@pytest.mark.parametrize(
    ("nights", "away"),
    [
        ((1, 0, 0, 9), ("1A", "1B", "1C", "1D")),
        ((1, 0, 4, 9), ("1A", "1C")),
        ((3, 1, 0, 0), None),
        ((4, 4, 9, 9), ("1A", "1B")),
    ],
)
def test_those_away_have_no_few_nights_together(nights: tuple[int, ...], away: tuple[str, ...] | None):
    names = ["1A", "1B", "1C", "1D"]
    rows = pl.DataFrame({"class": names, "families": [20, 21, 22, 23], "nights": [90] * 4, "disturbed": nights})
    assert with_cover(rows, pl.col("disturbed").is_between(1, 4), ["disturbed"]) == away


KINDS = {"day_type": ["school_night", "weekend", "holiday"] * 2, "nights": [50] * 6}


@pytest.mark.parametrize(
    ("disturbed", "few", "summed"),
    [
        ([9, 5, 0, 8, 0, 0], [False, False], True),
        ([9, 4, 0, 8, 0, 0], [True, True], True),  # else the sums less the others are 1A's
        ([9, 4, 0, 8, 3, 0], [True, True], True),
        ([9, 2, 0, 8, 2, 0], [True, True], True),
    ],
)
def test_kinds_of_night_are_told_of_a_class_without_a_few_and_together_where_that_gives_none_away(
    disturbed: list[int], few: list[bool], summed: bool
):
    frame = pl.DataFrame({"class": ["1A"] * 3 + ["1B"] * 3} | KINDS | {"disturbed": disturbed, "messages": 30})
    rows, stands = kinds_of_night(frame, ())
    assert rows["few"].to_list() == [mark for mark in few for _ in range(3)]
    assert rows["disturbed"].is_null().to_list() == rows["few"].to_list()
    assert rows["nights"].to_list() == [50] * 6
    assert stands is summed


def test_kinds_of_night_of_a_class_without_a_row_count_as_untold():
    frame = pl.DataFrame({"class": ["1A"] * 3 + ["1B"] * 3} | KINDS | {"disturbed": [9, 6, 0, 8, 3, 0], "messages": 30})
    assert kinds_of_night(frame, ("1A",))[0]["class"].unique().to_list() == ["1B"]
    assert kinds_of_night(frame, ("1A",))[1]  # 9 weekend nights of both together
    assert not kinds_of_night(frame, ("1A",))[0].filter(day_type="school_night")["disturbed"].count()
    assert kinds_of_night(frame.head(3), ())[1]
    assert not kinds_of_night(frame.tail(3), ())[1]


def test_the_announcement_group_and_the_class_seen_from_inside_keep_their_kinds_of_night():
    apart = told(school()).day_types.filter(pl.col("class").is_null())
    assert apart.select("disturbed", "few").row(0) == (2, False)
    inside = told(school(), "Summer 2026", ("2B",)).day_types.drop_nulls("class")
    assert (inside["disturbed"].to_list(), inside["few"].any()) == ([2, 1, 0], False)


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
    loaded = replace(school(), school=replace(school().school, quiet_start=time(19)))  # of no class are few nights
    beside = told(loaded, "Spring 2025").beside
    assert beside is not None
    assert (beside.before, beside.compared, beside.apart) == (
        "Autumn 2024",
        ("1A", "1B", "2A", "2B", "4B"),
        ("4A",),
    )
    assert beside.periods["period"].to_list() == ["Autumn 2024", "Spring 2025"]
    own = [told(loaded, "Spring 2025", (name,)) for name in beside.compared]
    school_nights = pl.concat(each.days for each in own).filter(pl.col("day_type") == "school_night")
    assert beside.periods.row(1, named=True)["disturbed"] == school_nights["disturbed"].sum()
    assert beside.periods.row(1, named=True)["written"] == sum(each.whole["written"].item() for each in own)
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
