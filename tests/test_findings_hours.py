"""Sentences about nights: the trend over school weeks, the time before, and the announcement group."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import polars as pl
import pytest

from dashboard.answers import Hours
from dashboard.answers.hours import OverWeeks
from dashboard.answers.hours_beside import Beside
from dashboard.findings import hours
from dashboard.findings.hours import beside, nights, weeks
from dashboard.metrics.nights_beside import CHANGE
from dashboard.metrics.school_weeks import TREND, WEEKS
from dashboard.selection import Period, Selection

NOTHING = pl.DataFrame()
SUMMER = Selection(Period("Summer 2026", date(2026, 4, 13), date(2026, 7, 17)), ("2A", "2B"))
PER_CENT = "\N{NO-BREAK SPACE}%"


def trend_of(
    n: int, slope: float | None = None, low: float = 0, high: float = 0, direction: str | None = None
) -> pl.DataFrame:
    known = slope is not None
    row = (None, n, slope, low if known else None, high if known else None, 0.5 if known else None, direction, 0.1)
    return pl.DataFrame([row], schema=TREND, orient="row")


def weekly(trend: pl.DataFrame, classes: tuple[str, ...] = ("2A",), groups: int = 1, of_weeks: int = 34) -> OverWeeks:
    return OverWeeks(WEEKS.to_frame().with_columns(fitted=pl.lit(None)), trend, classes, groups, of_weeks)


def told(**parts: Any) -> Hours:
    plain = Hours(
        whole=pl.DataFrame({"nights": [90], "disturbed": [22], "share": [22 / 90], "written": [400], "at_night": [40]}),
        phones=NOTHING,
        days=pl.DataFrame(schema={"day_type": pl.String, "nights": pl.UInt32, "disturbed": pl.UInt32}),
        classes=pl.DataFrame({"class": ["2A"], "nights": [90], "buzzes_a_member_night": [None]}),
        day_types=NOTHING,
        announcements=NOTHING,
        week=NOTHING,
        weekly=weekly(TREND.to_frame()),
        beside=None,
        unshown=(),
        quiet_start=time(21),
        quiet_end=time(7),
        rough=False,
    )
    return replace(plain, **parts)


@pytest.mark.parametrize(
    ("over", "said"),
    [
        (
            weekly(trend_of(34, -0.004, -0.007, -0.001, "falling")),
            "Over 34 school weeks, the share of school nights disturbed fell by 0.4 percentage points a week "
            "(95 % interval 0.1 to 0.7).",
        ),
        (
            weekly(trend_of(33, 0.004, 0.0001, 0.012, "rising"), ("1A", "2A"), 2),
            "Over 33 of the 34 school weeks, in both groups together, the share of school nights disturbed rose by "
            "0.40 percentage points a week (95 % interval 0.01 to 1.20).",
        ),
        (
            weekly(trend_of(34, -0.001, -0.003, 0, "unclear"), ("1A", "2A", "2B"), 3),
            "Over 34 school weeks, in all 3 groups together, the share of school nights disturbed shows no clear "
            "change (95 % interval of the slope: \N{MINUS SIGN}0.3 to 0 percentage points a week).",
        ),
        (
            weekly(trend_of(34, 0.001, -0.003, 0.004, "unclear"), ("1A", "2A"), 3),
            "Over 34 school weeks, in the 2 of 3 groups that were observed in all of them, the share of school nights "
            "disturbed shows no clear change (95 % interval of the slope: \N{MINUS SIGN}0.3 to +0.4 percentage points "
            "a week).",
        ),
        (
            weekly(trend_of(34, 0, 0, 0, "unclear"), ("1A",), 3),
            "Over 34 school weeks, in the one of 3 groups that was observed in all of them, the share of school nights "
            "disturbed shows no clear change: too many of the weeks are alike.",
        ),
        (
            weekly(trend_of(6)),
            "There are too few school weeks to say whether nights become quieter (6; 8 are needed).",
        ),
        (
            weekly(TREND.to_frame()),
            "There are too few school weeks to say whether nights become quieter (0; 8 are needed).",
        ),
    ],
)
def test_a_trend_is_said_with_its_interval_and_only_where_that_leaves_out_0(over: OverWeeks, said: str) -> None:
    answer = told(weekly=over)
    assert hours.trend(answer, "in Summer 2026") == said
    assert said in hours.points(answer, SUMMER)


@pytest.mark.parametrize(
    ("direction", "said"),
    [
        ("rising", "was rising from one school week to the next."),
        ("falling", "was falling from one school week to the next."),
        ("unclear", "shows no clear rise or fall from one school week to the next."),
        (None, None),
    ],
)
def test_school_leadership_is_told_a_direction_alone(direction: str | None, said: str | None) -> None:
    over = weekly(trend_of(34, direction=direction).select("direction"), (), 0, 0)
    whole = pl.DataFrame({"nights": [90], "share": [0.25], "said": ["25 %"]})
    first, *more = hours.points(told(rough=True, weekly=over, whole=whole), SUMMER)
    assert first.startswith("About 25 % of the nights in Summer 2026")
    assert more == ([f"In Summer 2026, the share of school nights disturbed {said}"] if said else [])


def test_of_nights_that_were_not_observed_no_trend_is_told() -> None:
    nobody = pl.DataFrame({"nights": [None], "written": [0], "at_night": [0]})
    assert hours.trend(told(whole=nobody), "in Summer 2026") is None


@pytest.mark.parametrize(
    ("direction", "words"), [("rising", "rising"), ("falling", "falling"), ("unclear", "no clear change"), (None, "")]
)
def test_the_line_of_the_picture_says_what_the_sentence_does(direction: str | None, words: str) -> None:
    assert weeks.line(told(weekly=weekly(trend_of(34, 0.1, direction=direction)))) == words


@pytest.mark.parametrize(("classes", "groups"), [(("1A",), ""), (("1A", "2A"), ", 2 groups together")])
def test_the_picture_of_weeks_says_when_and_of_how_many_groups_it_is(classes: tuple[str, ...], groups: str) -> None:
    title = hours.weeks_title(told(weekly=weekly(trend_of(34), classes, 2)), "School year 2025/26")
    assert title == f"{weeks.WEEKS_TITLE} in the school year 2025/26{groups}"


PERIODS = pl.DataFrame(
    {
        "period": ["Spring 2026", "Summer 2026"],
        "nights": [90, 88],
        "disturbed": [22, 30],
        "share": [22 / 90, 30 / 88],
        "low": [0.168, 0.25],
        "high": [0.343, 0.445],
        "buzzes_a_member_night": [0.5, 0.25],
        "written": [200, 1],
        "at_night": [20, 1],
    }
)


def change_of(difference: float, low: float, high: float, direction: str) -> pl.DataFrame:
    return pl.DataFrame([(difference, low, high, direction)], schema=CHANGE, orient="row")


UNCLEAR = change_of(0.096, -0.037, 0.226, "unclear")
BESIDE = Beside(PERIODS, UNCLEAR, "Spring 2026", ("2A",), ())


def test_two_periods_are_said_with_their_intervals_buzzes_and_messages() -> None:
    assert beside.points(told(beside=BESIDE), SUMMER) == [
        f"In Spring 2026, 22 of the 90 school nights had a message in the quiet hours (24{PER_CENT}, 95 % interval "
        f"17{PER_CENT} to 34{PER_CENT}), and in Summer 2026, 30 of the 88 (34{PER_CENT}, 95 % interval 25{PER_CENT} to "
        f"44{PER_CENT}).",
        "That is no clear change: the difference lies between 4 percentage points less and 23 more (95 % interval).",
        "For each member and school night there were 0.50 buzzes in Spring 2026 and 0.25 in Summer 2026.",
        f"Over all days, 20 of the 200 messages in Spring 2026 (10{PER_CENT}) and 1 of 1 message in Summer 2026 "
        f"(100{PER_CENT}) came in the quiet hours.",
    ]
    assert beside.heading(told(beside=BESIDE), SUMMER) == "Summer 2026 beside Spring 2026"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (change_of(0.2, 0.052, 0.334, "rising"), "That is 20 percentage points more (95 % interval 5 to 33)."),
        (change_of(-0.125, -0.261, -0.013, "falling"), "That is 12 percentage points less (95 % interval 1 to 26)."),
        (change_of(-0.01, -0.018, -0.002, "falling"), "That is 1.0 percentage points less (95 % interval 0.2 to 1.8)."),
        (
            change_of(0.001, -0.003, 0.005, "unclear"),
            "That is no clear change: the difference lies between 0.3 percentage points less and 0.5 more "
            "(95 % interval).",
        ),
    ],
)
def test_a_change_is_called_one_only_where_its_interval_leaves_out_0(change: pl.DataFrame, said: str) -> None:
    assert beside.points(told(beside=replace(BESIDE, change=change)), SUMMER)[1] == said


def test_buzzes_and_messages_that_are_not_known_in_both_are_not_told() -> None:
    unknown = PERIODS.with_columns(
        buzzes_a_member_night=pl.Series([None, 0.25]), written=pl.Series([0, 10]), at_night=pl.Series([0, 1])
    )
    assert len(beside.points(told(beside=replace(BESIDE, periods=unknown)), SUMMER)) == 2


def test_classes_that_are_not_compared_are_named() -> None:
    for apart, said in (
        (("2B",), "2B was not observed long enough in both and left out here."),
        (("2B", "4A"), "2B and 4A were not observed long enough in both and left out here."),
    ):
        assert beside.points(told(beside=replace(BESIDE, apart=apart)), SUMMER)[-1] == said


def test_without_a_time_before_or_anything_in_both_that_is_said() -> None:
    assert beside.points(told(), SUMMER) == [
        "Nothing is loaded of an earlier term, so there is nothing to set beside Summer 2026."
    ]
    assert beside.heading(told(), SUMMER) == "Beside the time before"
    nobody = replace(BESIDE, periods=PERIODS.clear(), change=UNCLEAR.clear())
    assert beside.points(told(beside=nobody), SUMMER) == [
        "Too little was observed both in Spring 2026 and in Summer 2026 to set one beside the other."
    ]


@pytest.mark.parametrize(
    ("said", "direction", "verdict"),
    [
        (("10 %", "10 %"), "unclear", ["That is no clear change."]),
        (("10 %", "15 %"), "unclear", ["That is no clear change: the difference may well be chance."]),
        (("10 %", "25 %"), "rising", ["That is clearly more than before."]),
        (("25 %", "10 %"), "falling", ["That is clearly fewer than before."]),
        (("10 %", "10 %"), "rising", []),
    ],
)
def test_school_leadership_sees_both_times_in_bands(said: tuple[str, str], direction: str, verdict: list[str]) -> None:
    periods = pl.DataFrame({"period": ["Spring 2026", "Summer 2026"], "share": [0.1, 0.2], "said": said})
    rough = Beside(periods, pl.DataFrame({"direction": [direction]}), "Spring 2026", (), ())
    first, *more = beside.points(told(beside=rough, rough=True), SUMMER)
    assert first == (
        f"Of the school nights, about {said[0]} in Spring 2026 and about {said[1]} in Summer 2026 had a message in the "
        "quiet hours."
    )
    assert more == verdict


ANNOUNCED = {"nights": 90, "disturbed": 2, "written": 13, "at_night": 3, "buzzes": 300, "buzzes_a_member_night": 0.02}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            {},
            "on 2 of the 90 nights; 3 of the 13 messages came then; that is 0.02 buzzes for each member and night.",
        ),
        ({"buzzes": None, "buzzes_a_member_night": None}, "on 2 of the 90 nights; 3 of the 13 messages came then."),
        (
            {"disturbed": 0, "written": 0, "at_night": 0, "buzzes": 0, "buzzes_a_member_night": 0},
            "on 0 of the 90 nights.",
        ),
        ({"nights": None}, None),
    ],
)
def test_the_announcement_group_has_its_own_figures(row: dict[str, Any], said: str | None) -> None:
    before = "The announcement group had a message in the quiet hours "
    assert hours.announced(ANNOUNCED | row) == (before + said if said else None)


@pytest.mark.parametrize(
    ("away", "said"),
    [
        ((), None),
        (("1A",), "1A is counted in the whole and not shown by itself: "),
        (("1A", "4B"), "1A and 4B are counted in the whole and not shown by themselves: "),
    ],
)
def test_classes_without_a_row_are_named_with_the_reason(away: tuple[str, ...], said: str | None) -> None:
    found = nights.unshown(away)
    assert found is None if said is None else found is not None and found.startswith(said)


@pytest.mark.parametrize(("away", "where"), [((), ""), (("4B",), "In 2A, where the number of members is known: ")])
def test_buzzes_are_said_to_be_of_the_classes_shown_where_others_are_not(away: tuple[str, ...], where: str) -> None:
    phones = pl.DataFrame({"buzzes": [1], "buzzes_a_member_night": [0.1]})
    known = pl.DataFrame({"class": ["2A"], "nights": [90], "buzzes_a_member_night": [0.1]})
    said = hours.buzzes(told(phones=phones, classes=known, unshown=away))
    assert said == f"{where}1 buzz at night, counting every phone but the sender's, or 0.10 for each member and night."


KINDS = pl.DataFrame(
    [("2A", "school_night", 30, 3), ("2A", "weekend", 10, 4), (None, "school_night", 40, 0)],
    schema=["class", "day_type", "nights", "disturbed"],
    orient="row",
)


def test_types_of_day_have_a_row_a_class_in_the_table_and_the_announcement_group_the_last() -> None:
    answer = told(day_types=KINDS)
    assert hours.day_type_table(answer).to_dicts() == [
        {"Class": "2A", "School nights": "3 of 30", "Weekends": "4 of 10"},
        {"Class": "Announcements", "School nights": "0 of 40", "Weekends": None},
    ]
    assert hours.can_draw_day_types(answer)


def test_the_picture_of_one_class_has_its_types_of_day_alone() -> None:
    one, two = (
        told(day_types=KINDS),
        told(day_types=pl.concat([KINDS, KINDS.with_columns(pl.lit("2B").alias("class"))])),
    )
    assert hours.day_type_rows(one).select("class", "day_type").rows() == [("2A", "School nights"), ("2A", "Weekends")]
    assert set(hours.day_type_rows(two)["class"]) == {"2A", "2B", "Announcements"}


def test_no_sentence_judges_or_names_anybody() -> None:
    constants = [beside.CAUTION, weeks.WEEKS_CAUTION, nights.CAUTION]
    assert not [word for word in ("should", "worst", "best", "fault", "parent") for said in constants if word in said]
