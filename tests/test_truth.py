"""Every headline number that a page shows, beside the one computed from what really happened in the sample school."""

import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dashboard import answers, workspace
from dashboard.selection import Period, Selection
from dashboard.workspace import Workspace

SAMPLE = Path(__file__).parent.parent / "sample_exports"
TRUTH = SAMPLE / "truth"
FIGURES = json.loads((TRUTH / "figures.json").read_text())
PERIODS = tuple(FIGURES["periods"])


@cache
def school() -> Workspace:
    return workspace.load(SAMPLE)


def chosen(period: str) -> Selection:
    ends = {end: date.fromisoformat(day) for end, day in FIGURES["periods"][period].items()}
    return Selection(Period(period, **ends), tuple(school().classes["class"]))


def alone(period: str, name: str) -> Selection:
    return replace(chosen(period), classes=(name,))


def by(frame: pl.DataFrame, name: str) -> dict[str, dict[str, Any]]:
    return {row[name]: row for row in frame.iter_rows(named=True)}


def same(seen: float | None, true: float | None) -> bool:
    return seen == true if seen is None or true is None else seen == pytest.approx(true)


@pytest.mark.parametrize("period", PERIODS)
def test_what_the_equity_page_says_of_each_class_is_true(period: str) -> None:
    seen = by(answers.heard(school(), chosen(period)).classes, "class")
    true = FIGURES["equity"][period]["classes"]
    assert seen.keys() == true.keys()
    figures = ("families", "heard", "messages", "effective_voices", "voices_50", "half_the_talk")
    wrong = {
        (name, figure): (seen[name][figure], row[figure])
        for name, row in true.items()
        for figure in figures
        if not same(seen[name][figure], row[figure])
    }
    assert wrong == {}
    observed = [name for name, row in true.items() if row["heard"] is not None]
    assert len(observed) >= 5
    assert [seen[name]["unlinked_messages"] for name in observed] == [
        true[name]["unlinked_messages"] for name in observed
    ]


@pytest.mark.parametrize("period", PERIODS)
def test_what_the_equity_page_says_of_the_school_is_true_with_each_family_once(period: str) -> None:
    (seen,) = answers.heard(school(), chosen(period)).whole.iter_rows(named=True)
    true = FIGURES["equity"][period]["school"]
    wrong = {figure: (seen[figure], value) for figure, value in true.items() if not same(seen[figure], value)}
    assert wrong == {}


@pytest.mark.parametrize("period", PERIODS)
def test_what_the_hours_page_says_of_each_group_is_true(period: str) -> None:
    answer = answers.disturbed(school(), chosen(period))
    own = [answers.disturbed(school(), alone(period, name)) for name in answer.unshown]
    shown = pl.concat([*(each.classes.drop("class") for each in (answer, *own)), answer.announcements])
    names = {
        "observed_nights": "nights",
        "disturbed_nights": "disturbed",
        "night_messages": "messages",
        "messages": "written",
    }
    for chat, true in FIGURES["hours"][period].items():
        if true["observed_nights"]:
            (seen,) = shown.filter(pl.col("chat") == chat).iter_rows(named=True)
            assert {name: seen[ours] for name, ours in names.items()} == {name: true[name] for name in names}, chat


def test_buzzes_are_true_wherever_they_are_given_and_are_given_for_four_classes_and_the_announcements() -> None:
    period = "School year 2025/26"
    answer = answers.disturbed(school(), chosen(period))
    shown = pl.concat([answer.classes.drop("class"), answer.announcements]).drop_nulls("buzzes")
    assert sorted(shown["chat"]) == ["Bramley Hill PA Announcements", "Class 1A", "Class 1B", "Class 2A", "Class 2B"]
    for row in shown.iter_rows(named=True):
        true = FIGURES["hours"][period][row["chat"]]
        assert row["buzzes"] == true["buzzes"], row["chat"]
        assert row["buzzes_a_member_night"] == pytest.approx(true["buzzes"] / true["member_nights"])


@pytest.mark.parametrize("period", PERIODS)
def test_what_the_hours_page_says_of_all_class_groups_is_the_sum_of_what_happened(period: str) -> None:
    answer = answers.disturbed(school(), chosen(period))
    (seen,) = answer.whole.iter_rows(named=True)
    groups = [true for chat, true in FIGURES["hours"][period].items() if chat.startswith("Class ")]
    observed = [true for true in groups if true["observed_nights"]]
    assert seen["nights"] == sum(true["observed_nights"] for true in observed)
    assert seen["disturbed"] == sum(true["disturbed_nights"] for true in observed)
    (phones,) = answer.phones.iter_rows(named=True)
    exact = [
        FIGURES["hours"][period][f"Class {name}"] for name in ("1A", "1B", "2A", "2B") if name not in answer.unshown
    ]
    assert phones["buzzes"] == sum(true["buzzes"] for true in exact)


def test_the_places_that_the_drift_page_adds_up_hold_the_truth() -> None:
    answer = answers.drifted(school(), chosen("Everything loaded"))
    (seen,) = answer.whole.iter_rows(named=True)
    true = present_families(answer.on)
    observed = ("1A", "1B", "2A", "2B", "4A", "4B")
    assert seen["classes"] == len(observed)
    assert seen["low"] <= sum(true[name] for name in observed) <= seen["high"]


def test_the_true_number_of_families_in_each_group_lies_in_the_bounds_that_the_drift_page_gives() -> None:
    answer = answers.drifted(school(), chosen("Everything loaded"))
    seen = by(answer.bounds, "class")
    present = present_families(answer.on)
    for name, row in seen.items():
        if row["low"] is None:
            assert name in ("3A", "3B")  # no group; a group that nobody can export
        else:
            assert row["low"] <= present[name] <= row["high"], name


def present_families(on: date) -> dict[str, int]:
    """By class: families on roll, current, of whom somebody is in the class's group, straight from truth."""
    moment = str(on) + "T23:59:59"
    stays = pl.read_csv(TRUTH / "memberships.csv", infer_schema=False).filter(
        (pl.col("since") <= moment) & (pl.col("until").is_null() | (pl.col("until") > moment))
    )
    families = school().roster.filter(
        (pl.col("role") != "staff")
        & (pl.col("standing") == "current")
        & (pl.col("starts").is_null() | (pl.col("starts") <= on))
        & (pl.col("ends").is_null() | (pl.col("ends") >= on))
    )
    groups = school().classes.select("class", "chat")
    there = families.join(groups, on="class").join(stays, on=["chat", "family"], how="semi")
    return dict(there.group_by("class").agg(pl.col("family").n_unique()).iter_rows())


def test_where_a_member_list_exists_the_drift_page_is_exact() -> None:
    seen = by(answers.drifted(school(), chosen("Everything loaded")).bounds, "class")
    for name in ("4A", "4B"):
        true = FIGURES["drift"]["classes"][name]["counts"]
        assert (seen[name]["current"], seen[name]["missing"]) == (true["current"], true.get("missing", 0)), name


def test_members_of_each_status_are_as_many_as_there_really_are() -> None:
    members = answers.drifted(school(), chosen("Everything loaded")).members
    for name, row in FIGURES["drift"]["classes"].items():
        seen = dict(members.filter(pl.col("class") == name)["status"].cast(pl.String).value_counts().iter_rows())
        odd = ("left_school", "wrong_class", "opted_out_present", "excluded_present")
        assert {s: seen.get(s, 0) for s in odd} == {s: row["senders"].get(s, 0) for s in odd}, name
