"""This period beside the one before, and one class term by term, in sentences."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dashboard.findings.equity import over_time
from dashboard.selection import Period, Selection
from tests.equity_answers import CHANGE, CLASS, SCHOOL, SPRING, SUMMER, answer, changed
from tests.equity_answers import over_time as rows

GAP = "\N{NO-BREAK SPACE}"
CHOSEN = Selection(Period("Summer 2026", date(2026, 4, 13), date(2026, 7, 17)), ("1A", "2B", "3A"))
SEEN = "of the classes fully seen and known well enough both times"
BOTH = f"Of the 50 families on roll both in Spring 2026 and in Summer 2026, {SEEN}"
YEARS = f"Of the 50 families on roll both in the school year 2024/25 and in the school year 2025/26, {SEEN}"
THEN, NOW = SCHOOL | SPRING, SCHOOL | SUMMER


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {},
            f"{BOTH}, 6 were heard in Summer 2026 only and 8 in Spring 2026 only: "
            "chance alone may well bring such a difference.",
        ),
        (
            {"now_only": 1, "before_only": 12, "chance": 0.003},
            f"{BOTH}, 1 was heard in Summer 2026 only and 12 in Spring 2026 only: "
            "that is more than chance alone would bring.",
        ),
        (
            {"now_only": 0, "before_only": 5, "chance": 0.06},
            f"{BOTH}, none were heard in Summer 2026 only and 5 in Spring 2026 only: "
            "chance alone may well bring such a difference.",
        ),
        (
            {"now_only": 2, "before_only": 2, "chance": 1.0},
            f"{BOTH}, 2 were heard in Summer 2026 only and 2 in Spring 2026 only: as many the one way as the other.",
        ),
        (
            {"now_only": 0, "before_only": 0, "chance": None},
            "Of the 50 families on roll both in Spring 2026 and in Summer 2026, of the classes fully seen and known "
            "well enough both times, each was heard both times or neither time.",
        ),
        (
            {"period": "School year 2025/26", "before": "School year 2024/25"},
            f"{YEARS}, 6 were heard in the school year 2025/26 only and 8 in the school "
            "year 2024/25 only: chance alone may well bring such a difference.",
        ),
        ({"both": 1, "now_only": 0, "before_only": 1}, None),
        ({"both": 0, "now_only": 0, "before_only": 0}, None),
        ({"now_only": None, "before_only": None}, None),
    ],
)
def test_a_change_is_told_of_the_families_on_roll_both_times(change: dict[str, Any], said: str | None) -> None:
    assert over_time.change({**CHANGE, **change}) == said


def test_where_staff_count_a_change_names_them() -> None:
    assert str(over_time.change(CHANGE, staff=True)).startswith("Of the 50 families and staff on roll both in Spring")


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (
            {"heard": 38, "families": 53, "low": 0.58, "high": 0.82},
            {"heard": 40, "families": 54, "low": 0.61, "high": 0.84},
            f"We heard from 38 of the 53 families in Spring 2026 (72{GAP}%, likely between 58{GAP}% and 82{GAP}%), "
            f"and from 40 of the 54 families in Summer 2026 (74{GAP}%, likely between 61{GAP}% and 84{GAP}%).",
        ),
        (
            {"heard": 1, "families": 1, "low": None, "high": None},
            {"heard": 0, "families": 2, "low": None, "high": None},
            f"We heard from the one family in Spring 2026 (100{GAP}%), "
            f"and from none of the 2 families in Summer 2026 (0{GAP}%).",
        ),
        ({"heard": None}, {}, "How many were heard in Spring 2026 is not known."),
        ({"heard": None}, {"families": None}, "How many were heard in Spring 2026 and in Summer 2026 is not known."),
    ],
)
def test_both_times_are_told_with_their_families_and_intervals(
    then: dict[str, Any], now: dict[str, Any], said: str
) -> None:
    assert over_time.rates(THEN | then, NOW | now) == said


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (
            12,
            14,
            "Spring 2026 was seen for 12 weeks and Summer 2026 for 14: in a longer time more families are heard, so a "
            "part of any difference is only that.",
        ),
        (
            1,
            3,
            "Spring 2026 was seen for 1 week and Summer 2026 for 3: in a longer time more families are heard, so a "
            "part of any difference is only that.",
        ),
        (47, 46, None),
        (12, 12, None),
        (None, 12, None),
    ],
)
def test_clearly_longer_periods_are_said_to_hear_more(then: int | None, now: int | None, said: str | None) -> None:
    assert over_time.lengths(THEN | {"weeks": then}, NOW | {"weeks": now}) == said


@pytest.mark.parametrize(
    ("chances", "said"),
    [
        ([], None),
        ([0.5], "In the one class that is known both times, the change is no more than chance alone may bring."),
        ([0.01], "In the one class that is known both times, the change is more than chance alone may bring."),
        (
            [0.5, None],
            "In neither of the 2 classes that are known both times is the change more than chance alone may bring.",
        ),
        (
            [0.01, 0.5],
            "In 1 of the 2 classes that are known both times, the change is more than chance alone may bring; "
            "chance does that to about 1 class in 20.",
        ),
    ],
)
def test_in_how_many_classes_the_change_is_more_than_chance(chances: list[float | None], said: str | None) -> None:
    frame = changed(*({"class": f"{n}A", "chance": chance} for n, chance in enumerate(chances)))
    assert over_time.changed_classes(frame) == said


def test_classes_that_were_not_seen_both_times_are_named() -> None:
    part = {"class": "4A", "heard": None, "throughout": None}
    both = rows({**SPRING, **part}, {"class": "4A"}, {**SPRING, "class": "1A"}, {"class": "1A"})
    said = "4A was not seen throughout both times, so the numbers of the whole are not of quite the same families."
    assert over_time.not_alike(both) == said
    assert over_time.not_alike(both.filter(both["class"] == "1A")) is None
    assert over_time.not_alike(rows(part)) is None


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("Summer 2026", "Nothing is loaded of an earlier term, so there is nothing to set beside Summer 2026."),
        (
            "School year 2025/26",
            "Nothing is loaded of an earlier school year, so there is nothing to set beside the school year 2025/26.",
        ),
        ("Everything loaded", over_time.ALL_AT_ONCE),
    ],
)
def test_without_an_earlier_period_the_page_says_so(period: str, said: str) -> None:
    alone = answer(terms=rows({"period": period}))
    chosen = Selection(replace(CHOSEN.period, name=period), CHOSEN.classes)
    assert over_time.points(alone, chosen) == [said]
    assert over_time.heading(alone, chosen) == "Beside the time before"
    assert not over_time.can_draw(alone)


def test_several_classes_are_told_as_a_whole_first() -> None:
    said = over_time.points(answer(), CHOSEN)
    assert [words.split(" of ")[0] for words in said] == [
        "We heard from 40",
        "Of the 50 families on roll both in Spring 2026 and in Summer 2026,",
    ]


@pytest.mark.parametrize(
    ("now", "before", "heading", "title"),
    [
        (
            "Summer 2026",
            "Spring 2026",
            "Summer 2026 beside Spring 2026",
            "Families heard in Summer 2026, beside Spring 2026",
        ),
        (
            "School year 2025/26",
            "School year 2024/25",
            "School year 2025/26 beside 2024/25",
            "Families heard in the school year 2025/26, beside the school year 2024/25",
        ),
    ],
)
def test_heading_and_title_name_both_periods(now: str, before: str, heading: str, title: str) -> None:
    found = answer(terms=rows({**SPRING, "period": before}, {"period": now}))
    chosen = Selection(replace(CHOSEN.period, name=now), CHOSEN.classes)
    assert over_time.heading(found, chosen) == heading
    assert over_time.title(found, chosen) == title


def test_one_class_is_told_what_it_was_called_and_which_terms_are_not_known() -> None:
    own = {**CLASS, "class": "2A"}
    terms = rows(
        {**own, **SPRING, "period": "Autumn 2024", "starts": date(2024, 9, 2), "heard": None, "was": "1A"},
        {**own, **SPRING, "period": "Spring 2025", "starts": date(2025, 1, 6), "was": "1A"},
        {**own, **SPRING, "weeks": 12},
        own,
    )
    changes = changed({}, {"class": "2A", "both": 25, "now_only": 1, "before_only": 2, "chance": 1.0})
    assert over_time.term_by_term(answer(terms=terms, changes=changes)) == [
        "2A was 1A in Autumn 2024 and Spring 2025.",
        "Nothing can be said of Autumn 2024: no export or no roster tells of that time.",
        "Of the 25 families on roll both in Spring 2026 and in Summer 2026, 1 was heard in Summer 2026 only and "
        "2 in Spring 2026 only: "
        "chance alone may well bring such a difference.",
        "Spring 2026 was seen for 12 weeks and Summer 2026 for 14: in a longer time more families are heard, so a part "
        "of any difference is only that.",
    ]


def test_one_class_with_one_term_has_nothing_beside_it() -> None:
    assert over_time.term_by_term(answer(terms=rows({**CLASS}), changes=changed())) == [over_time.NO_OTHER_TERM]
