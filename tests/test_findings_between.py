"""Do the classes differ? in sentences that name no class for its figures and always say what must not be concluded."""

from dataclasses import replace
from typing import Any

import pytest

from dashboard.findings.equity import between
from tests.equity_answers import UNSEEN, among, answer, classes, compared

GAP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"judged": 6},
            "All 6 classes that can be compared lie inside the grey band: they differ by no more than chance.",
        ),
        (
            {"judged": 5},
            "All 5 classes whose senders are known well enough lie inside the grey band: they differ by no more than "
            "chance.",
        ),
        (
            {"judged": 6, "beyond": 1},
            "1 of 6 classes lies outside the grey band; chance alone puts about 1 class in 20 there.",
        ),
        (
            {"judged": 6, "beyond": 2},
            "2 of 6 classes lie outside the grey band; chance alone puts about 1 class in 20 there.",
        ),
        (
            {"judged": 6, "beyond": 2, "classes": compared({"place": "beyond_95"}, {"place": "beyond_998"})},
            "2 of 6 classes lie outside the grey band; chance alone puts about 1 class in 20 there. "
            "1 of them lies outside the paler band too, where chance alone puts about 1 class in 500.",
        ),
        (
            {"judged": 6, "beyond": 2, "classes": compared({"place": "beyond_998"}, {"place": "beyond_998"})},
            "2 of 6 classes lie outside the grey band; chance alone puts about 1 class in 20 there. "
            "2 of them lie outside the paler band too, where chance alone puts about 1 class in 500.",
        ),
        (
            {"judged": 6, "inflated": True},
            "The classes differ by more than chance would have them differ. The band is widened for that; no "
            "class lies "
            "outside the widened band.",
        ),
        (
            {"judged": 6, "inflated": True, "beyond": 1},
            "The classes differ by more than chance would have them differ. The band is widened for that; 1 class lies "
            "outside even so.",
        ),
        (
            {"judged": 6, "inflated": True, "beyond": 2},
            "The classes differ by more than chance would have them differ. The band is widened for that; 2 "
            "classes lie "
            "outside even so.",
        ),
        (
            {"compared": 5, "beyond": None},
            "Only 5 classes can be compared, and it takes 6 to tell differences from chance.",
        ),
        (
            {"compared": 1, "beyond": None},
            "Only 1 class can be compared, and it takes 6 to tell differences from chance.",
        ),
        (
            {"compared": 8, "judged": 4, "beyond": None},
            "Of the 8 classes that can be compared, in only 4 are the senders known well enough, and it takes 5 "
            "to tell "
            "differences from chance.",
        ),
        ({"compared": 0, "judged": 0, "beyond": None}, "No class can be compared with others here."),
    ],
)
def test_whether_classes_differ_by_more_than_chance_in_a_sentence(change: dict[str, Any], said: str) -> None:
    assert between.apart(answer(between=among(**change))) == said


@pytest.mark.parametrize(
    ("beyond", "inflated", "title"),
    [
        (0, False, "No class lies outside the grey band"),
        (1, False, "1 of 5 classes lies outside the grey band"),
        (2, False, "2 of 5 classes lie outside the grey band"),
        (0, True, "The classes differ by more than chance; none lies outside the widened band"),
        (1, True, "The classes differ by more than chance; 1 of 5 lies outside the widened band"),
        (2, True, "The classes differ by more than chance; 2 of 5 lie outside the widened band"),
        (None, False, "Share of families heard, by the size of the class"),
    ],
)
def test_the_title_of_the_funnel_says_the_finding(beyond: int | None, inflated: bool, title: str) -> None:
    assert between.title(answer(between=among(beyond=beyond, inflated=inflated))) == title


def test_chance_alone_is_said_of_the_band_only_where_it_was_not_widened() -> None:
    assert "chance alone would put about 19 of 20" in between.reading(answer(between=among()))
    assert "19 of 20" not in between.reading(answer(between=among(inflated=True)))


@pytest.mark.parametrize(
    ("grey", "said"),
    [
        ([], None),
        (["4B"], "4B is drawn in grey and not judged: "),
        (["4B", "1A"], "1A and 4B are drawn in grey and not judged: "),
    ],
)
def test_why_fewer_classes_are_judged_than_compared_is_said(grey: list[str], said: str | None) -> None:
    points = compared({}, *({"class": name, "linked_enough": False, "place": None} for name in grey))
    told = among(classes=points, compared=6, judged=6 - len(grey))
    found = between.greyed(answer(between=told))
    few = f"Of the 6 classes that can be compared, {6 - len(grey)} are judged by the band; "
    share = f"more than 10{GAP}% of the messages there come from senders linked to nobody."
    assert found == (said and f"{few}{said}{share}")
    assert between.greyed(answer(between=replace(told, limits=told.limits.clear()))) is None


@pytest.mark.parametrize(
    ("few", "part", "said"),
    [
        ([], [], None),
        (["1B"], [], "Not compared: 1B has too few messages or families to say."),
        (["1B", "1C"], [], "Not compared: 1B and 1C have too few messages or families to say."),
        ([], ["3A"], "Not compared: of 3A only a part of the period is seen."),
        (
            ["1B"],
            ["3A"],
            "Not compared: 1B has too few messages or families to say; of 3A only a part of the period is seen.",
        ),
    ],
)
def test_classes_that_are_not_compared_are_named_with_the_reason(
    few: list[str], part: list[str], said: str | None
) -> None:
    rows = classes(
        {},
        {"class": "9Z", **UNSEEN},
        *({"class": name, "comparable": False} for name in few),
        *({"class": name, "throughout": False} for name in part),
    )
    assert between.left_out(answer(classes=rows, between=among(classes=compared({})))) == said


@pytest.mark.parametrize(
    ("ratios", "said"),
    [
        ([None], None),
        (
            [0.61],
            f"In the one class where it can be said, 50 messages come from 61{GAP}% of the families that equal talk "
            "would give.",
        ),
        (
            [0.83, 0.7, 0.61],
            f"50 messages come from between 61{GAP}% and 83{GAP}% of the families that equal talk would give, "
            "depending on the class.",
        ),
        (
            [0.61, 1.04],
            f"50 messages come from between 61{GAP}% and 100{GAP}% of the families that equal talk would give, "
            "depending on the class.",
        ),
        (
            [0.54, 0.995],
            f"50 messages come from 54{GAP}% or more of the families that equal talk would give, depending on the "
            "class.",
        ),
        (
            [1.02, 1.04],
            "50 messages come from about as many as the families that equal talk would give, in each class.",
        ),
        (
            [0.61, 0.612],
            f"50 messages come from 61{GAP}% of the families that equal talk would give, depending on the class.",
        ),
    ],
)
def test_voices_are_a_range_over_classes_that_names_none(ratios: list[float | None], said: str | None) -> None:
    grey = {"class": "4B", "linked_enough": False, "voices_ratio": 0.1}
    points = compared(*({"class": f"{n}A", "voices_ratio": ratio} for n, ratio in enumerate(ratios)), grey)
    assert between.voices(answer(between=among(classes=points))) == said


@pytest.mark.parametrize(
    ("within", "said"),
    [
        (
            0.98,
            f"98{GAP}% of the unevenness in who writes is between families of the same class, 2{GAP}% between classes; "
            "that does not make the classes alike.",
        ),
        (
            0.999,
            f"More than 99{GAP}% of the unevenness in who writes is between families of the same class, less than "
            f"1{GAP}% "
            "between classes; that does not make the classes alike.",
        ),
        (
            1.0,
            "All of the unevenness in who writes is between families of the same class, none between classes; "
            "that does "
            "not make the classes alike.",
        ),
        (None, None),
    ],
)
def test_unevenness_is_parted_into_inside_and_between(within: float | None, said: str | None) -> None:
    assert between.inside(answer(between=among(within=within))) == said


def test_of_one_class_nothing_is_compared() -> None:
    assert between.points(answer(between=None)) == []
    assert not between.can_draw(answer(between=None))
