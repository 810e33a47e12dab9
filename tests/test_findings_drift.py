"""Drift in sentences: who came and went, what lists disagreed about, what there is to do."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from dashboard.answers import Drift
from dashboard.findings import drift
from dashboard.policy import read_profile
from dashboard.worklist import ABOUT, TASK

NOTHING = pl.DataFrame()
ON = date(2026, 7, 17)
MONTH = {
    "month": date(2025, 9, 1),
    **{"link": 17, "community": 0, "invite": 0, "joined": 1, "added": 2, "left": 3, "removed": 1},
    **{"members_low": 16, "members_high": 16, "on_roll": 25},
}
PACE = {
    **{"filled": True, "months": 12.0, "joins": 3, "joins_a_month": 0.25, "joins_low": 0.05, "joins_high": 0.73},
    **{"exits": 2, "exits_a_month": 0.17, "exits_low": 0.02, "exits_high": 0.6},
}


def work_of(*rows: tuple[str, str, str, int]) -> pl.DataFrame:
    schema = {"class": pl.String, "task": TASK, "about": ABOUT, "things": pl.UInt32}
    return pl.DataFrame(rows, schema=schema, orient="row")


def members_of(*rows: tuple[str | None, str, bool]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"sender": pl.String, "status": pl.String, "sure": pl.Boolean}, orient="row")


def answer(**frames: pl.DataFrame) -> Drift:
    empty = dict.fromkeys(
        ("whole", "bounds", "standing", "members", "families", "movements", "churn"),
        NOTHING,
    )
    bare = Drift(**empty, disagreements=NOTHING, work=NOTHING, leaves_unseen=(), on=ON)
    return replace(bare, **frames)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {},
            "Since Sep 2025, 20 people came to the group (17 by link, 1 by themselves and 2 added by somebody) and 4 "
            "people left or were removed. It has 16 members now, and 25 families are on roll.",
        ),
        (
            {"link": 1, "joined": 0, "added": 0, "left": None, "removed": 0, "members_low": 1, "members_high": None},
            "Since Sep 2025, 1 person came to the group (1 by link) and who left by themselves is not shown. It has at "
            "least 1 member now, and 25 families are on roll.",
        ),
        (
            {"link": 0, "joined": 0, "added": 0, "left": 1, "removed": 0, "on_roll": None},
            "Since Sep 2025, 0 people came to the group and 1 person left or was removed. It has 16 members now.",
        ),
        (
            {"link": 0, "joined": 0, "left": None, "removed": 2, "members_low": 0, "members_high": None},
            "Since Sep 2025, 2 people came to the group (2 added by somebody) and 2 people were removed; who left by "
            "themselves is not shown.",
        ),
    ],
)
def test_who_came_and_went_in_a_sentence(change: dict, said: str) -> None:
    movements = pl.DataFrame([MONTH | change], schema_overrides={"left": pl.UInt32, "members_high": pl.UInt32})
    assert drift.came_and_went(answer(movements=movements, churn=pl.DataFrame([PACE | {"months": 2.0}]))) == [said]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {},
            "Without the 30 days after the group was created, about 0.2 people a month came (0.1 to 0.7) and 0.2 went "
            "(0.0 to 0.6); the ranges are what chance alone would allow.",
        ),
        (
            {"exits": None, "filled": False},
            "Over the time shown, about 0.2 people a month came (0.1 to 0.7); the range is what chance alone would "
            "allow.",
        ),
    ],
)
def test_the_pace_is_said_with_its_range_and_leaving_only_where_it_is_seen(change: dict, said: str) -> None:
    movements, churn = pl.DataFrame([MONTH]), pl.DataFrame([PACE | change], schema_overrides={"exits": pl.UInt32})
    assert drift.came_and_went(answer(movements=movements, churn=churn))[1:] == [said]


def test_where_nobody_came_or_went_there_is_no_pace() -> None:
    nobody = pl.DataFrame([PACE | {"joins": 0, "exits": 0}])
    assert len(drift.came_and_went(answer(movements=pl.DataFrame([MONTH]), churn=nobody))) == 1


def test_a_list_is_said_to_agree_or_for_how_many_it_did_not() -> None:
    rows = [
        {"chat": "Class 2B", "taken_on": ON, "unseen": 0, "gone": 1, "error": 2},
        {"chat": "Class 2B", "taken_on": ON, "unseen": 3, "gone": 0, "error": 0},
        {"chat": "Class 2B", "taken_on": ON, "unseen": None, "gone": None, "error": 0},
        {"chat": "Class 2B", "taken_on": ON, "unseen": None, "gone": None, "error": None},
    ]
    assert drift.disagreed(pl.DataFrame(rows)) == [
        "The member list of Class 2B on 17 Jul 2026 disagreed with what the export shows for 2 people.",
        "The member list of Class 2B on 17 Jul 2026 agreed with what the export shows; 3 people on it had never been "
        "seen.",
        "The member count of Class 2B on 17 Jul 2026 agreed with what the export shows.",
    ]


def test_what_there_is_to_do_is_said_in_numbers_with_the_rules_that_ask_for_it() -> None:
    rows = [("2A", "invite", "missing", 1), ("2B", "invite", "missing", 2), ("2B", "second_admin", "one_admin", 1)]
    work = work_of(*rows)
    community = read_profile("community")
    assert drift.to_do(answer(work=work)) == [
        "To do by your school’s rules: 3 families to invite and 1 group that may have no second admin."
    ]
    assert drift.rules(answer(work=work), community) == [community.says("missing"), community.says("second_admin")]
    assert drift.to_do(answer(work=work.clear())) == []


def test_a_wish_not_to_be_in_the_group_follows_no_rule() -> None:
    opted_out = work_of(("2B", "check", "opted_out_present", 1))
    assert drift.to_do(answer(work=opted_out))[0].startswith("To do by your school’s rules: 1 member to check with.")
    assert drift.rules(answer(work=opted_out), read_profile("guidelines")) == []


def test_who_is_excluded_is_counted_among_those_who_opted_out() -> None:
    members = members_of(("Ann", "excluded_present", True), ("Bob", "opted_out_present", True), ("Cy", "current", True))
    assert drift.outside(members) == "Members worth a look: 2 of a family that is not expected in the group."


def test_who_has_no_name_on_a_list_or_may_have_left_is_not_worth_a_look() -> None:
    members = members_of(("Ann", "unknown", True), (None, "unknown", True), ("Bob", "unknown", False))
    assert drift.outside(members) == "Members worth a look: 1 linked to nobody on the roster."
    assert drift.outside(members.filter(~pl.col("sure"))) is None


def test_who_the_number_of_members_leaves_no_room_for_is_not_in() -> None:
    assert drift.not_in({"absent": 2, "missing": 2}) == "2 are not"
    assert drift.not_in({"absent": 6, "missing": 2}) == "at least 6 are not, as the group has too few members"
    assert drift.not_in({"absent": 0, "missing": 2}) == ""


def test_families_of_whom_one_of_several_guardians_is_in_are_counted() -> None:
    families = pl.DataFrame({"one_guardian_only": [True, True, False]})
    assert drift.one_of_several(families) == [
        "Of 2 families one of several guardians is in the group, as far as is known."
    ]
    assert drift.one_of_several(families.filter(~pl.col("one_guardian_only"))) == []


def test_each_of_several_classes_has_a_sentence() -> None:
    row = {"families": 0, "low": None, "current": 0}
    bounds = pl.DataFrame([{"class": "2B", **row}, {"class": "2A", **row}])
    assert [said.split(" of ")[-1][:2] for said in drift.each_class(answer(bounds=bounds))] == ["2A", "2B"]
    assert drift.each_class(answer(bounds=bounds.head(1))) == []


@pytest.mark.parametrize(
    ("number", "start"), [(1, "1 info screen typed here counts"), (2, "2 info screens typed here")]
)
def test_what_was_typed_counts_until_the_program_is_closed(number: int, start: str) -> None:
    assert drift.typed(pl.DataFrame({"chat": ["a", "b"][:number]})).startswith(start)
