"""Is everybody heard? in sentences: right in singular and plural, in words where undefined, and never a judgement."""

from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest

from dashboard.answers import Equity
from dashboard.findings import equity
from dashboard.findings.equity import coverage, figures
from dashboard.metrics.equity import PARTICIPATION
from dashboard.metrics.talk import Counting
from dashboard.selection import Period, Selection
from tests.equity_answers import CLASS, SCHOOL, answer, classes, covered

GAP = "\N{NO-BREAK SPACE}"
SUMMER = Period("Summer 2026", date(2026, 4, 13), date(2026, 7, 17))
ONE, SEVERAL = Selection(SUMMER, ("2B",)), Selection(SUMMER, ("1A", "2B", "3A"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {},
            "We heard from 14 of the 27 families of 2B in Summer 2026. "
            "The other 13 may well be reading; they just did not post.",
        ),
        (
            {"heard": 26},
            "We heard from 26 of the 27 families of 2B in Summer 2026. "
            "The other one may well be reading; it just did not post.",
        ),
        (
            {"unlinked_senders": 2, "unlinked_messages": 9},
            "We heard from at least 14 of the 27 families of 2B in Summer 2026. "
            "The others may be among the 2 senders whom nothing links to a family, or just read.",
        ),
        (
            {"unlinked_senders": 1, "unlinked_messages": 9},
            "We heard from at least 14 of the 27 families of 2B in Summer 2026. "
            "One of the others may be the one sender whom nothing links to a family; the rest may well be reading.",
        ),
        (
            {"heard": 26, "unlinked_senders": 1, "unlinked_messages": 9},
            "We heard from at least 26 of the 27 families of 2B in Summer 2026. "
            "The other one may be the one sender whom nothing links to a family, or just read.",
        ),
        (
            {"heard": 26, "unlinked_senders": 2, "unlinked_messages": 9},
            "We heard from at least 26 of the 27 families of 2B in Summer 2026. "
            "The other one may be among the 2 senders whom nothing links to a family, or just read.",
        ),
        ({"heard": 27}, "We heard from 27 of the 27 families of 2B in Summer 2026. That is everybody."),
        ({"families": 1, "heard": 1}, "We heard from 1 of 1 family of 2B in Summer 2026. That is everybody."),
        ({"heard": 0}, "Nobody posted in Summer 2026: we heard from 0 of the 27 families of 2B."),
        ({"heard": 0, "families": 1}, "Nobody posted in Summer 2026: we heard from 0 of 1 family of 2B."),
        (
            {"heard": 0, "messages": 0, "unlinked_senders": 3, "unlinked_messages": 70},
            "3 senders posted in 2B in Summer 2026, but none could be linked to one of the 27 families.",
        ),
        (
            {"heard": 0, "messages": 0, "unlinked_senders": 1, "unlinked_messages": 70, "families": 1},
            "1 sender posted in 2B in Summer 2026, but it could not be linked to the one family.",
        ),
        (
            {"families": None, "heard": None, "messages": None},
            "We cannot say how many families of 2B were heard in Summer 2026: no roster names them.",
        ),
        (
            {"class": None, "families": None, "heard": None, "messages": None},
            "We cannot say how many families of the classes with an export were heard in Summer 2026: "
            "no roster names them.",
        ),
        (
            {"heard": None, "messages": None, "unlinked_messages": None},
            "We cannot say how many families of 2B were heard in Summer 2026: no export of it covers that time.",
        ),
    ],
)
def test_families_heard_in_a_sentence(change: dict[str, Any], said: str) -> None:
    assert equity.heard(CLASS | change, "in Summer 2026") == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "We heard from 14 of the 27 families and staff of 2B in Summer 2026."),
        ({"heard": 0}, "Nobody posted in Summer 2026: we heard from 0 of the 27 families and staff of 2B."),
        ({"families": 1, "heard": 1}, "We heard from 1 of 1 family or member of staff of 2B in Summer 2026."),
        ({"heard": None}, "We cannot say how many families and staff of 2B were heard in Summer 2026"),
    ],
)
def test_where_staff_count_they_are_named_beside_the_families(change: dict[str, Any], said: str) -> None:
    assert equity.heard(CLASS | change, "in Summer 2026", staff=True).startswith(said)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {},
            f"14 families posted, and it sounds like about 8 talking equally (95{GAP}% interval 7 to 10). "
            "50 messages drawn at random come from about 11 families; if all wrote equally, it would be 23.",
        ),
        (
            {"voices_low": None, "voices_high": None, "voices_50": None, "messages": 1},
            "14 families posted, and it sounds like about 8 talking equally (too few weeks to say how sure that is). "
            "That is too few messages (1) to compare with other classes.",
        ),
        (
            {"effective_voices": 1.2, "voices_low": 1.1, "voices_high": 1.4, "voices_50": 1.4},
            f"14 families posted, and it sounds like little more than one talking (95{GAP}% interval 1.1 to 1.4). "
            "50 messages drawn at random come from about 1 family; if all wrote equally, it would be 23.",
        ),
        ({"heard": 1, "effective_voices": 1.0}, None),
        ({"heard": 0, "effective_voices": None}, None),
    ],
)
def test_effective_voices_in_a_sentence(change: dict[str, Any], said: str | None) -> None:
    assert equity.voices(CLASS | change) == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "Half of the messages came from 3 families."),
        ({"half_the_talk": 2}, "Half of the messages came from fewer than 3 families."),
        ({"half_the_talk": 1}, "Half of the messages came from fewer than 3 families."),
        ({"comparable": False}, None),
        ({"heard": 2, "half_the_talk": 1}, None),
        ({"class": None}, None),
        ({"half_the_talk": None}, None),
    ],
)
def test_half_the_talk_points_at_nobody(change: dict[str, Any], said: str | None) -> None:
    assert equity.half(CLASS | change) == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, None),
        (
            {"unlinked_senders": 1, "unlinked_messages": 1, "messages": 99},
            f"1 sender with 1 message (1{GAP}%) could not be linked to a family.",
        ),
        (
            {"unlinked_senders": 2, "unlinked_messages": 50, "messages": 50, "linked_enough": False},
            f"2 senders with 50 messages (50{GAP}%) could not be linked to a family, which is too much to trust the "
            "figures: what is drawn in grey may change once it is known who wrote.",
        ),
    ],
)
def test_senders_linked_to_nobody_are_counted_beside_the_figures(change: dict[str, Any], said: str | None) -> None:
    assert equity.unlinked(CLASS | change) == said


def test_a_period_that_an_export_shows_in_part_is_said() -> None:
    part = CLASS | {"throughout": False, "since": date(2026, 5, 1), "until": date(2026, 7, 17)}
    assert equity.seen_in_part(part) == "The export of 2B shows 1 May 2026 to 17 Jul 2026 of that time."
    assert equity.seen_in_part(CLASS) is None


def test_classes_without_a_figure_or_greyed_or_seen_in_part_are_named_with_the_reason() -> None:
    frame = classes(
        {"class": "1A", "heard": None, "linked_enough": None, "throughout": None},
        {"class": "2B", "linked_enough": False},
        {"class": "3A", "throughout": False},
        {"class": "3B", "throughout": False},
    )
    assert equity.unsaid(frame) == (
        "Nothing can be said of 1A, for want of an export of that time or of a roster that names families. "
        "2B is greyed: more than a tenth of the messages come from senders linked to nobody. "
        "Of 3A and 3B only a part of that time is seen."
    )
    assert equity.unsaid(classes({"class": "1A"}, {"class": "2B"})) is None


# Coverage


@pytest.mark.parametrize(
    ("states", "said"),
    [
        (
            ["export", "export", "exporting_off", "none"],
            "2 of 4 classes can be heard here: 1 has switched exporting off and 1 has no group that we know of.",
        ),
        (
            ["export", "group", "group", "none", "none"],
            "1 of 5 classes can be heard here: 2 have a group of which no export is loaded and 2 have no group that we "
            "know of.",
        ),
        (["export", "export"], "All 2 classes can be heard here."),
        (["export"], "The one class can be heard here."),
        (["none", "exporting_off"], "No class can be heard here: 1 has switched exporting off and 1 has no group "),
    ],
)
def test_how_many_classes_can_be_heard_comes_first(states: list[str], said: str) -> None:
    frame = covered(*({"class": f"{number}A", "state": state} for number, state in enumerate(states)))
    assert coverage.heard_here(frame).startswith(said)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [{"low": 22, "high": 27, "families": 28}, {"class": "2B", "low": 25, "high": 25, "families": 26}],
            "Between 47 and 52 of the 54 families of those 2 classes are in their groups.",
        ),
        ([{"low": 25, "high": 25, "families": 26}], "25 of the 26 families of that class are in the group."),
        ([{"low": 1, "high": 1, "families": 1}], "1 of 1 family of that class is in the group."),
        ([{"low": 0, "high": 1, "families": 1}], "Between 0 and 1 of 1 family of that class is in the group."),
        (
            [{}, {"class": "2B", "low": None, "high": None}],
            "Between 22 and 27 of the 28 families of the one class of which it is known are in the group.",
        ),
        ([{"low": None, "high": None}], "How many families are in their groups is not known."),
        ([{"families": None}], "How many families are in their groups is not known."),
    ],
)
def test_families_in_their_groups_are_bounds_of_families_on_roll(rows: list[dict[str, Any]], said: str) -> None:
    assert coverage.in_groups(covered(*rows)) == said


def test_the_classes_that_cannot_be_heard_are_named_with_the_reason_and_nothing_is_concluded() -> None:
    frame = covered({}, {"class": "3B", "state": "none"}, {"class": "3A", "state": "none"})
    assert coverage.which(answer(coverage=frame)) == [f"3A and 3B have no group that we know of. {coverage.NO_EXPORT}"]
    assert coverage.which(answer(coverage=covered({}, {"class": "2A"}))) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "As of 17 Jul 2026, between 22 and 27 of the 28 families on roll are in the group of 2B."),
        ({"low": 28, "high": 28}, "As of 17 Jul 2026, 28 of the 28 families on roll are in the group of 2B."),
        ({"low": None}, "How many families of 2B are in its group is not known."),
        ({"families": None}, "How many families of 2B are in its group is not known."),
        (
            {"state": "exporting_off"},
            "2B has switched exporting off, so nothing of its talk can be seen here.",
        ),
        ({"state": "none"}, "2B has no group that we know of, so nothing of its talk can be seen here."),
    ],
)
def test_of_one_class_coverage_is_a_sentence(change: dict[str, Any], said: str) -> None:
    frame = covered({"class": "2B"} | change)
    assert coverage.of_class(answer(coverage=frame)) == said


def test_the_day_of_the_picture_and_why_its_number_is_another_are_said() -> None:
    assert "as of 17 Jul 2026, the last day of which the files tell" in coverage.note(answer())
    assert "the two numbers differ" in coverage.note(answer())


# The page


def test_several_classes_begin_with_coverage_and_one_class_with_who_is_heard() -> None:
    said = equity.points(answer(), SEVERAL)
    assert said[0].startswith("2 of 3 classes can be heard here")
    assert said[1].startswith("We heard from 40 of the 54 families of the classes with an export in Summer 2026")
    said = equity.points(one_class(), ONE)
    assert said[0].startswith("We heard from 14 of the 27 families of 2B")
    assert said[1].startswith("As of 17 Jul 2026")


def test_what_makes_figures_grey_is_said_before_them() -> None:
    said = equity.points(one_class(unlinked_senders=2, unlinked_messages=90, linked_enough=False), ONE)
    grey = next(place for place, words in enumerate(said) if "drawn in grey" in words)
    assert grey < next(place for place, words in enumerate(said) if "sounds like" in words)


def one_class(**change: Any) -> Equity:
    row = classes(CLASS | change)
    return answer(
        whole=row,
        classes=row,
        coverage=covered({"class": "2B"}),
        talk=pl.DataFrame({"share_of_families": [0.0, 1.0], "share_of_messages": [0.0, 1.0]}),
        between=None,
    )


@pytest.mark.parametrize(
    ("change", "drawn"),
    [({}, True), ({"comparable": False}, False), ({"heard": 2}, False), ({"linked_enough": False}, True)],
)
def test_the_curve_of_talk_is_drawn_of_nobody_in_particular_and_else_the_page_says_why_not(
    change: dict[str, Any], drawn: bool
) -> None:
    found = one_class(**change)
    assert equity.can_draw_talk(found) == drawn
    assert equity.no_curve(found) == ([] if drawn else [equity.NO_CURVE])
    assert equity.is_grey(found) == ("linked_enough" in change)


def test_the_titles_name_staff_where_they_count() -> None:
    found = one_class()
    assert equity.weeks_title(found) == "Families heard, week by week"
    staff = replace(found, counting=Counting(staff=True, reps=False))
    assert equity.weeks_title(staff) == "Families and staff heard, week by week"
    assert figures.notes(staff)[:2] == [figures.WITH_STAFF, figures.REPS_DO_NOT_COUNT]
    assert figures.notes(found)[:2] == [figures.COUNTING, figures.REPS_COUNT]


def test_school_leadership_is_told_rounded_figures_and_why_some_are_not_shown() -> None:
    rough = replace(
        answer(),
        rough=True,
        whole=pl.DataFrame({"class": [None], "heard": [40.0], "families": [55.0], "said": ["40 of 55"]}),
        classes=pl.DataFrame({"class": ["1A", "2B"], "heard": [15.0, None], "said": ["15 of 25", "too few to show"]}),
    )
    assert equity.who_is_heard(rough, SEVERAL) == [
        "We heard from about 40 of 55 families of the classes with an export in Summer 2026.",
        "Nothing is shown of 2B: nothing is known, or it would be of too few families or messages.",
    ]
    assert coverage.headline(rough).endswith("can be heard here: 1 has no group that we know of.")
    assert figures.table(rough).columns == ["Class", "Families heard, of those on roll"]


def test_the_table_has_each_class_by_name_beside_its_shrunk_share() -> None:
    row = figures.table(answer()).row(1, named=True)
    assert (row["Class"], row["Heard"], row["Heard, %"], row["Shrunk, %"]) == ("2B", 14, 52.0, 60.0)
    assert "Shrunk, %" not in figures.table(one_class()).columns


def test_literal_rows_have_the_columns_of_participation() -> None:
    assert set(CLASS) == set(SCHOOL) == set(PARTICIPATION)
