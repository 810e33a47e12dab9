"""What each reader is answered about reach: a class rep, the Parent Association."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from dashboard import answers, selection, workspace
from dashboard.answers import Opened, Reach
from dashboard.school import School
from dashboard.selection import Selection
from dashboard.workspace import Workspace

SAMPLE = Path(__file__).parent.parent / "sample_exports"


@cache
def school() -> Workspace:
    return workspace.load(SAMPLE)


def chosen(*classes: str, of: Workspace | None = None) -> Selection:
    loaded = of or school()
    return Selection(
        selection.default(selection.offered(loaded.school.terms, loaded.messages)), classes or all_of(loaded)
    )


def all_of(loaded: Workspace) -> tuple[str, ...]:
    return tuple(loaded.classes["class"])


@cache
def everybody() -> Reach:
    return answers.reached(school(), chosen())


def with_small_classes() -> Workspace:
    """The sample school, with a class of three families and one of eight."""
    classes = school().classes.with_columns(
        families=pl.col("class").replace_strict({"3A": 3, "3B": 8}, default=pl.col("families")).cast(pl.UInt32)
    )
    return replace(school(), classes=classes)


def settled(loaded: Workspace, **change: object) -> Workspace:
    changed: School = replace(loaded.school, **change)  # pyright: ignore[reportArgumentType]
    return replace(loaded, school=changed)


def test_the_parent_association_has_the_school_and_every_class() -> None:
    found = everybody()
    assert found.bands["class"].unique().sort().to_list() == [None, *all_of(school())]
    assert found.classes["class"].to_list() == list(all_of(school()))
    assert all(getattr(found, name).height for name in ("signs", "copied", "works", "activity"))
    assert found.unshown == ()


def test_the_rep_of_a_class_has_its_rows_alone_and_no_comparison_of_the_school() -> None:
    found = answers.reached(school(), chosen("2B"))
    assert {name for frame in (found.bands, found.whole, found.classes, found.copied) for name in frame["class"]} == {
        "2B"
    }
    assert found.works.is_empty()
    assert found.activity.is_empty()


def test_of_classes_too_small_to_show_nothing_is_answered_but_that() -> None:
    loaded = with_small_classes()
    found = answers.reached(loaded, chosen(of=loaded))
    assert found.unshown == ("3A", "3B")
    for frame in (found.bands, found.classes, found.signs, found.copied):
        assert not {"3A", "3B"} & set(frame["class"])
    assert found.whole["n"].item() == everybody().whole["n"].item()


def test_the_window_is_the_schools_own() -> None:
    day = answers.reached(settled(school(), window_hours=24), chosen())
    assert (day.window_hours, everybody().window_hours) == (24, 72)
    assert day.bands["floor"].sum() < everybody().bands["floor"].sum()


def test_the_figures_are_of_the_latest_announcement_that_is_over() -> None:
    over = everybody().bands.filter("complete")
    assert everybody().latest["announcement"].item() == over["announcement"].max()
    assert everybody().bands["announcement"].max() > over["announcement"].max()


@pytest.mark.parametrize("announces", [True, False])
def test_posters_outside_the_list_are_told_where_only_the_pa_announces(announces: bool) -> None:
    profile = replace(school().school.profile, only_pa_announces=announces)
    news = school().school.announcement_chat
    last = school().messages.filter(pl.col("chat") == news, pl.col("kind") == "text").tail(1)
    stranger = last.with_columns(sender=pl.lit("Zed"))
    loaded = settled(replace(school(), messages=pl.concat([school().messages, stranger])), profile=profile)
    assert answers.reached(loaded, chosen()).others["sender"].to_list() == ["Zed"] * announces


# ---- one announcement


@cache
def one(of_class: str | None = None) -> Opened:
    number = everybody().bands.filter("complete").drop_nulls("read")["announcement"].max()
    return answers.opened(school(), chosen(), announcement=number, of_class=of_class)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("of_class", [None, "2B"])
def test_an_opened_announcement_has_the_band_of_the_list(of_class: str | None) -> None:
    found = one(of_class)
    listed = everybody().bands.filter(
        pl.col("class").eq_missing(pl.lit(of_class)), pl.col("announcement") == found.band["announcement"].item()
    )
    assert found.band.rows() == listed.rows()
    assert found.looks.height == 1


def test_every_announcement_opens_to_the_signs_and_the_floor_of_the_list() -> None:
    for number in everybody().bands.filter("complete").tail(30)["announcement"].unique():
        found = answers.opened(school(), chosen(), announcement=number)
        signs = everybody().signs.filter(pl.col("announcement") == number, pl.col("class").is_null())
        assert found.signs.rows() == signs.rows()


def test_a_class_too_small_to_show_is_not_opened_either() -> None:
    loaded = with_small_classes()
    number = everybody().latest["announcement"].item()
    assert answers.opened(loaded, chosen(of=loaded), announcement=number, of_class="3A").ladder.is_empty()
    assert answers.opened(loaded, chosen(of=loaded), announcement=number, of_class="2B").ladder.height
