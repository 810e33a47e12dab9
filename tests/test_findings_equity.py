"""Is everybody heard? in sentences: right in singular and plural, in words where undefined, and never a judgement."""

from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest

from dashboard.answers import Equity
from dashboard.findings import equity
from dashboard.findings.equity import coverage, figures, over_time
from dashboard.metrics.equity import PARTICIPATION
from dashboard.metrics.talk import Counting
from dashboard.selection import Period, Selection
from tests.equity_answers import CLASS, SCHOOL, UNSEEN, answer, classes, covered

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
        ({"heard": 27}, "We heard from all 27 families of 2B in Summer 2026."),
        ({"families": 1, "heard": 1}, "We heard from the one family of 2B in Summer 2026."),
        (
            {"heard": 0},
            "No family that counts here posted in Summer 2026: we heard from none of the 27 families of 2B.",
        ),
        (
            {"heard": 0, "families": 1},
            "No family that counts here posted in Summer 2026: we heard from 0 of 1 family of 2B.",
        ),
        (
            {"throughout": False},
            "We heard from 14 of the 27 families of 2B in Summer 2026. "
            "The other 13 may well be reading; in the part that we see they just did not post.",
        ),
        (
            {"throughout": False, "heard": 26},
            "We heard from 26 of the 27 families of 2B in Summer 2026. "
            "The other one may well be reading; in the part that we see it just did not post.",
        ),
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
            "We cannot say how many families of 2B were heard in Summer 2026: no roster names them. "
            "Add one on the start page.",
        ),
        (
            {"heard": None, "messages": None},
            "We cannot say how many families of 2B were heard in Summer 2026: the roster has their number and no "
            "names. "
            "Add one on the start page.",
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
        (
            {"heard": 0},
            "No family or member of staff that counts here posted in Summer 2026: we heard from none of the 27 "
            "families "
            "and staff of 2B.",
        ),
        ({"families": 1, "heard": 1}, "We heard from the one family or member of staff of 2B in Summer 2026."),
        (
            {"unlinked_senders": 2},
            "We heard from at least 14 of the 27 families and staff of 2B in Summer 2026. The others may be "
            "among the 2 "
            "senders whom nothing links to a family or member of staff, or just read.",
        ),
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
            "14 families posted, and it sounds like about 8 talking equally (likely between 7 and 10). "
            "50 messages drawn at random come from about 11 families; if all wrote equally, it would be 23.",
        ),
        (
            {"voices_low": None, "voices_high": None, "voices_50": None, "messages": 1},
            "14 families posted, and it sounds like about 8 talking equally. "
            "That is too few messages (1) to compare with other classes.",
        ),
        (
            {"effective_voices": 1.2, "voices_low": 1.1, "voices_high": 1.4, "voices_50": 1.4},
            "14 families posted, and it sounds like little more than one talking. "
            "50 messages drawn at random come from about 1 family; if all wrote equally, it would be 23.",
        ),
        (
            {"voices_low": None, "voices_high": None, "voices_50": 23.2},
            "14 families posted, and it sounds like about 8 talking equally (too few weeks to say how sure that is). "
            "50 messages drawn at random come from about 23 families, as many as if all wrote equally.",
        ),
        (
            {"voices_50": None, "messages": 49},
            "14 families posted, and it sounds like about 8 talking equally. "
            "That is too few messages (49) to compare with other classes.",
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


def test_what_an_export_shows_of_the_period_is_said() -> None:
    part = CLASS | {"throughout": False, "since": date(2026, 5, 1), "until": date(2026, 7, 17)}
    assert equity.seen_in_part(part, SUMMER) == "The export of 2B shows 1 May 2026 to 17 Jul 2026 of that time."
    ends = part | {"since": SUMMER.starts, "until": date(2026, 6, 22)}
    assert equity.seen_in_part(ends, SUMMER) == "The export of 2B has nothing after 22 Jun 2026."
    assert equity.seen_in_part(CLASS, SUMMER) is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "The other 13 may well be reading, or wrote as class rep, which is left out here."),
        ({"heard": 26}, "The other one may well be reading, or wrote as class rep, which is left out here."),
        (
            {"unlinked_senders": 2},
            "The others may be among the 2 senders whom nothing links to a family, or just read; what class reps wrote "
            "is left out here.",
        ),
    ],
)
def test_without_class_reps_the_others_may_have_written_as_one(change: dict[str, Any], said: str) -> None:
    assert equity.heard(CLASS | change, "in Summer 2026", reps=False).endswith(said)


def test_classes_that_are_grey_or_seen_in_part_are_named_with_the_reason() -> None:
    frame = classes(
        {"class": "1A", **UNSEEN},
        {"class": "2B", "linked_enough": False},
        {"class": "3A", "throughout": False},
        {"class": "3B", "throughout": False},
    )
    assert equity.unsaid(frame) == (
        f"2B is drawn in grey: more than 10{GAP}% of the messages there come from senders linked to nobody. "
        "Of 3A and 3B only a part of that time is seen."
    )
    assert equity.unsaid(classes({"class": "1A"}, {"class": "2B"})) is None


# Coverage


@pytest.mark.parametrize(
    ("heard", "number", "change", "said"),
    [
        (2, 3, {}, "2 of 3 classes can be heard here, and in them 40 of the 54 families in Summer 2026."),
        (1, 3, {}, "1 of 3 classes can be heard here, and in it 40 of the 54 families in Summer 2026."),
        (3, 3, {}, "All 3 classes can be heard here, and in them 40 of the 54 families in Summer 2026."),
        (2, 2, {}, "Both classes can be heard here, and in them 40 of the 54 families in Summer 2026."),
        (
            2,
            2,
            {"unlinked_senders": 1},
            "Both classes can be heard here, and in them at least 40 of the 54 families in Summer 2026.",
        ),
        (2, 2, {"heard": 54}, "Both classes can be heard here, and in them all 54 families in Summer 2026."),
        (2, 2, {"heard": 0}, "Both classes can be heard here, but in them none of the 54 families in Summer 2026."),
        (
            2,
            2,
            {"heard": 0, "unlinked_senders": 3, "unlinked_messages": 9},
            "Both classes can be heard here, but none of the 3 senders in them in Summer 2026 could be linked to a "
            "family.",
        ),
        (
            1,
            2,
            {"heard": 0, "unlinked_senders": 1, "unlinked_messages": 9},
            "1 of 2 classes can be heard here, but the one sender in it in Summer 2026 could not be linked to a "
            "family.",
        ),
    ],
)
def test_the_first_sentence_of_the_school_is_coverage_and_answer(
    heard: int, number: int, change: dict[str, Any], said: str
) -> None:
    rows = classes(*({"class": f"{place}A", **({} if place < heard else UNSEEN)} for place in range(number)))
    found = answer(classes=rows, whole=classes(SCHOOL | change))
    assert equity.points(found, SEVERAL)[0] == said


def test_a_class_too_small_to_show_is_heard_all_the_same() -> None:
    small = classes({"class": "1A"}, {"families": 9, "heard": None})
    assert coverage.headline(answer(classes=small), "in Summer 2026").startswith("Both classes can be heard here")


@pytest.mark.parametrize(
    ("states", "change", "said"),
    [
        (
            ["none", "exporting_off"],
            UNSEEN,
            "No class can be heard here: 1 has switched exporting off and 1 has no group that we know of. "
            "Add the export of a class's group on the start page.",
        ),
        (
            ["export", "none"],
            UNSEEN,
            "No class can be heard in Summer 2026: no export that is loaded reaches into it. "
            "Add the export of a class's group on the start page.",
        ),
        (
            ["export", "export"],
            {"heard": None, "families": None},
            "Who is heard in Summer 2026 cannot be said: there is no roster that names families. "
            "Add one on the start page.",
        ),
        (
            ["export", "export"],
            {"heard": None},
            "Who is heard in Summer 2026 cannot be said: the roster has numbers of families, and it takes one that "
            "names them. Add one on the start page.",
        ),
    ],
)
def test_where_nobody_can_be_heard_the_reason_and_the_remedy_come_first(
    states: list[str], change: dict[str, Any], said: str
) -> None:
    names = [f"{number}A" for number in range(len(states))]
    found = answer(
        classes=classes(*({"class": name, **change} for name in names)),
        whole=classes(SCHOOL | change),
        coverage=covered(*({"class": name, "state": state} for name, state in zip(names, states, strict=True))),
    )
    assert equity.points(found, SEVERAL) == [said]
    assert not equity.can_draw(found)


OF_ONE = {"class": "2B", "low": None, "high": None}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [{"class": "1A", "low": 22, "high": 27}, {"class": "2B", "low": 25, "high": 25, "families": 26}],
            "On 17 Jul 2026, between 47 and 52 of the 54 families of those 2 classes were in their groups.",
        ),
        (
            [{"low": 25, "high": 25, "families": 26}, OF_ONE],
            "On 17 Jul 2026, 25 of the 26 families of the one class of which it is known were in the group.",
        ),
        (
            [{"low": 26, "high": 26, "families": 26}, OF_ONE],
            "On 17 Jul 2026, all 26 families of the one class of which it is known were in the group.",
        ),
        (
            [{"low": 1, "high": 1, "families": 1}, OF_ONE],
            "On 17 Jul 2026, the one family of the one class of which it is known was in the group.",
        ),
        (
            [{"low": 0, "high": 1, "families": 1}, OF_ONE],
            "On 17 Jul 2026, whether the one family of the one class of which it is known was in the group is not "
            f"known. {coverage.WHY_WIDE}",
        ),
        (
            [{"low": 10, "high": 27}, OF_ONE],
            "On 17 Jul 2026, between 10 and 27 of the 28 families of the one class of which it is known were in the "
            f"group. {coverage.WHY_WIDE}",
        ),
        ([{"low": None, "high": None}], None),
        ([{"families": None}], None),
    ],
)
def test_families_in_their_groups_are_bounds_of_families_on_roll(rows: list[dict[str, Any]], said: str | None) -> None:
    found = answer(coverage=covered(*rows), classes=classes({"class": "1A"}, {}))
    assert coverage.in_groups(found) == ([said] if said else [])
    assert bool(coverage.note(found)) == bool(said)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, []),
        (1, ["1 export waits for an answer on the start page and is not counted here."]),
        (2, ["2 exports wait for an answer on the start page and are not counted here."]),
    ],
)
def test_exports_that_wait_for_an_answer_are_said(number: int, said: list[str]) -> None:
    found = answer(coverage=covered({}, {"class": "2B"}), classes=classes({"class": "1A"}, {}), undecided=number)
    assert coverage.which(found) == said
    assert [words for words in equity.points(replace(one_class(), undecided=number), ONE) if "wait" in words] == said


def test_a_class_with_an_export_that_cannot_be_heard_is_named_with_the_reason() -> None:
    rows = classes({"class": "1A"}, {"class": "2B", **UNSEEN}, {"class": "3A", "heard": None})
    found = answer(classes=rows, coverage=covered({}, {"class": "2B"}, {"class": "3A"}))
    assert coverage.which(found) == [
        "2B has no export that reaches into that time.",
        "3A has no roster that names its families.",
    ]


def test_the_classes_that_cannot_be_heard_are_named_with_the_reason_and_nothing_is_concluded() -> None:
    frame = covered({}, {"class": "3B", "state": "none"}, {"class": "3A", "state": "none"})
    assert coverage.which(answer(coverage=frame)) == [f"3A and 3B have no group that we know of. {coverage.NO_EXPORT}"]
    assert coverage.which(answer(coverage=covered({}, {"class": "2B"}))) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "On 17 Jul 2026, between 22 and 27 of the 28 families on roll were in the group of 2B."),
        ({"low": 28, "high": 28}, "On 17 Jul 2026, all 28 families on roll were in the group of 2B."),
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
    assert "as of 17 Jul 2026, the last day of which the files tell" in coverage.note(answer())[0]
    assert "the two numbers differ" in coverage.note(answer())[0]


# The page


def test_the_first_two_sentences_make_sense_alone() -> None:
    assert equity.points(answer(), SEVERAL)[:2] == [
        "2 of 3 classes can be heard here, and in them 40 of the 54 families in Summer 2026.",
        "The other 14 families may well be reading; they just did not post.",
    ]
    assert equity.points(one_class(), ONE)[:2] == [
        "We heard from 14 of the 27 families of 2B in Summer 2026. "
        "The other 13 may well be reading; they just did not post.",
        "On 17 Jul 2026, between 22 and 27 of the 28 families on roll were in the group of 2B.",
    ]


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
    [({}, True), ({"comparable": False}, False), ({"half_the_talk": 2}, False), ({"linked_enough": False}, True)],
)
def test_the_curve_of_talk_is_drawn_of_nobody_in_particular_and_else_the_page_says_why_not(
    change: dict[str, Any], drawn: bool
) -> None:
    found = one_class(**change)
    assert equity.can_draw_talk(found) == drawn
    assert [words[:28] for words in equity.no_curve(found)] == ([] if drawn else ["How the talk is shared is dr"])
    assert equity.is_grey(found) == ("linked_enough" in change)


def test_titles_columns_and_sentences_name_staff_where_they_count() -> None:
    found = one_class()
    staff = replace(found, counting=Counting(staff=True, reps=False))
    titles = (equity.weeks_title, equity.talk_title, over_time.terms_title, over_time.voices_title)
    assert [title(found) for title in titles] == [
        "Families heard, week by week",
        "How the talk is shared among the families of this class",
        "Families heard, term by term, of those on roll",
        "How many families it sounds like, term by term",
    ]
    assert all("amilies and staff" in title(staff) for title in titles)
    assert figures.notes(staff)[1:] == [figures.WITH_STAFF, figures.REPS_DO_NOT_COUNT, figures.CAUTION_WITH_STAFF]
    assert figures.notes(found)[1:] == [figures.COUNTING, figures.REPS_COUNT, figures.CAUTION]
    assert figures.table(staff).columns[1:3] == ["On roll, staff too", "Heard, staff too"]
    assert "Half of the messages came from 3 families and staff." in equity.points(staff, ONE)
    assert "families and staff on roll" in equity.no_curve(replace(staff, whole=classes({"comparable": False})))[0]


@pytest.mark.parametrize(("heard", "drawn"), [([3, 0], True), ([0, 0], False), ([None, None], False), ([], False)])
def test_the_weeks_are_drawn_where_something_is_known_and_somebody_posted(heard: list[int | None], drawn: bool) -> None:
    weeks = pl.DataFrame({"families_heard": heard}, schema={"families_heard": pl.UInt32})
    assert equity.can_draw_weeks(replace(one_class(), weeks=weeks)) == drawn


def test_who_counts_can_be_chosen_only_where_it_makes_a_difference() -> None:
    assert equity.can_choose_who_counts(one_class())
    assert not equity.can_choose_who_counts(one_class(heard=None))


def test_the_table_has_each_class_by_name_in_at_most_eight_columns() -> None:
    table = figures.table(answer())
    row = table.row(1, named=True)
    assert (row["Class"], row["Heard"], row["Heard, %"], row["Sounds like (voices)"]) == ("2B", 14, 52.0, 8.1)
    assert table.width == 8


def test_literal_rows_have_the_columns_of_participation() -> None:
    assert set(CLASS) == set(SCHOOL) == set(PARTICIPATION)
