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
    )
    return replace(plain, **parts)


@pytest.mark.parametrize(
    ("over", "said"),
    [
        (
            weekly(trend_of(34, -0.004, -0.007, -0.001, "falling")),
            "Over 34 school weeks, the share of school nights with a message in the quiet hours fell by 0.4 percentage "
            "points a week (95 % interval 0.1 to 0.7).",
        ),
        (
            weekly(trend_of(33, 0.004, 0.0001, 0.012, "rising"), ("1A", "2A"), 2),
            "Over 33 of the 34 school weeks, in both groups together, the share of school nights with a message in the "
            "quiet hours rose by 0.40 percentage points a week (95 % interval 0.01 to 1.20).",
        ),
        (
            weekly(trend_of(34, -0.001, -0.003, 0, "unclear"), ("1A", "2A", "2B"), 3),
            "Over 34 school weeks, in all 3 groups together, the share of school nights with a message in the quiet "
            "hours shows no clear change (95 % interval: between 0 and 0.3 percentage points a week less).",
        ),
        (
            weekly(trend_of(34, 0.001, -0.003, 0.004, "unclear"), ("1A", "2A"), 3),
            "Over 34 school weeks, in the 2 of 3 groups that were observed in all of them, the share of school nights "
            "with a message in the quiet hours shows no clear change (95 % interval: between 0.3 percentage points a "
            "week less and 0.4 more).",
        ),
        (
            weekly(trend_of(34, 0, 0, 0, "unclear"), ("1A",), 3),
            "Over 34 school weeks, in the one of 3 groups that was observed in all of them, the share of school nights "
            "with a message in the quiet hours shows no clear change: many of the weeks have the same share.",
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
    assert hours.trend(answer) == said
    assert said in hours.points(answer, SUMMER)


def test_of_nights_that_were_not_observed_no_trend_is_told() -> None:
    nobody = pl.DataFrame({"nights": [None], "written": [0], "at_night": [0]})
    assert hours.trend(told(whole=nobody)) is None


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
        f"22 of the 90 school nights in Spring 2026 had a message in the quiet hours (24{PER_CENT}), and 30 of the 88 "
        f"in Summer 2026 (34{PER_CENT}).",
        "That is no clear change: the difference lies between 4 percentage points less and 23 more (95 % interval).",
        "For each member and school night there were 0.50 buzzes in Spring 2026 and 0.25 in Summer 2026.",
        f"Over all days, 20 of the 200 messages in Spring 2026 (10{PER_CENT}) and 1 of 1 message in Summer 2026 "
        f"(100{PER_CENT}) came in the quiet hours.",
        "How much of the difference in these last figures is chance is not known.",
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
        (
            change_of(0.1, 0.0, 0.2, "unclear"),
            "That is no clear change: the difference lies between 0 and 20 percentage points more (95 % interval).",
        ),
        (
            change_of(-0.1, -0.2, -0.0, "unclear"),
            "That is no clear change: the difference lies between 0 and 20 percentage points less (95 % interval).",
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
        (("2B",), "2B was not observed long enough in both and is left out here."),
        (("2B", "4A"), "2B and 4A were not observed long enough in both and are left out here."),
    ):
        assert beside.points(told(beside=replace(BESIDE, apart=apart)), SUMMER)[-1] == said


def test_without_a_time_before_or_anything_in_both_that_is_said() -> None:
    assert beside.points(told(), SUMMER) == [
        "Nothing is loaded of an earlier term, so there is nothing to set beside Summer 2026."
    ]
    assert beside.heading(told(), SUMMER) == "Beside the time before"
    nobody = replace(BESIDE, periods=PERIODS.clear(), change=UNCLEAR.clear())
    both = "observed long enough both in Spring 2026 and in Summer 2026 to set one beside the other."
    assert beside.points(told(beside=nobody), SUMMER) == [f"No group was {both}"]
    assert beside.points(told(beside=nobody), replace(SUMMER, classes=("2A",))) == [f"The group of 2A was not {both}"]


def test_nights_of_several_groups_are_said_to_be_counted_group_by_group() -> None:
    two = replace(BESIDE, compared=("2A", "2B"))
    assert beside.points(told(beside=two), SUMMER)[0].startswith("Counted group by group, 22 of the 90 school nights")
    several = pl.DataFrame({"class": ["2A", "2B"], "nights": [45, 45], "buzzes_a_member_night": [None, None]})
    counted = (
        "Counted group by group, 22 of the 90 nights in Summer 2026 had a message in the quiet hours, 21:00 to 07:00"
    )
    for answer in (told(classes=several), told(unshown=("2B",))):
        assert hours.points(answer, SUMMER)[0] == f"{counted} (24{PER_CENT})."
    assert hours.points(told(), SUMMER)[0].startswith("22 of the 90 nights in Summer 2026")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "How much of the difference in these last figures is chance is not known."),
        (
            {"buzzes_a_member_night": pl.Series([None, 0.25])},
            "How much of the difference in this last figure is chance is not known.",
        ),
        ({"at_night": pl.Series([0, 0])}, "How much of the difference in these last figures is chance is not known."),
        ({"at_night": pl.Series([0, 0]), "buzzes_a_member_night": pl.Series([0.251, 0.249])}, None),
        ({"at_night": pl.Series([0, 0]), "buzzes_a_member_night": pl.Series([None, 0.25])}, None),
    ],
)
def test_chance_is_named_only_of_figures_without_an_interval_that_differ_as_they_are_said(
    changed: dict[str, pl.Series], said: str | None
) -> None:
    points = beside.points(told(beside=replace(BESIDE, periods=PERIODS.with_columns(**changed))), SUMMER)
    assert [point for point in points if "chance" in point] == ([said] if said else [])


@pytest.mark.parametrize(
    ("classes", "said"),
    [
        (("3A",), "No export of the group of 3A is loaded, so nothing can be said about its nights."),
        (("3A", "3B"), "No export of any class’s group is loaded, so nothing can be said about nights."),
    ],
)
def test_without_an_export_that_is_said_and_nothing_of_phones(classes: tuple[str, ...], said: str) -> None:
    nobody = pl.DataFrame({"nights": [None], "disturbed": [None], "share": [None], "written": [0], "at_night": [0]})
    none = told(whole=nobody, classes=told().classes.clear())
    assert hours.points(none, replace(SUMMER, classes=classes)) == [said]


def test_where_no_night_was_observed_nothing_is_said_of_phones() -> None:
    nobody = pl.DataFrame({"nights": [None], "disturbed": [None], "share": [None], "written": [0], "at_night": [0]})
    assert hours.points(told(whole=nobody), SUMMER) == [
        "No whole night (21:00 to 07:00) was observed in Summer 2026, so nothing can be said about nights."
    ]


@pytest.mark.parametrize(("nights", "said"), [(1, "0 of 1 observed"), (90, "0 of the 90 observed")])
def test_a_period_without_a_message_at_night_says_of_how_many_nights(nights: int, said: str) -> None:
    whole = told().whole.with_columns(nights=pl.lit(nights), disturbed=pl.lit(0), share=pl.lit(0.0))
    assert hours.points(told(whole=whole), SUMMER)[0] == (
        f"No night had a message in the quiet hours, 21:00 to 07:00: {said} in Summer 2026."
    )


ANNOUNCED = {"nights": 90, "disturbed": 2, "written": 13, "at_night": 3, "buzzes": 300, "buzzes_a_member_night": 0.02}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({}, "on 2 of the 90 nights (3 of its 13 messages)."),
        ({"disturbed": 1, "written": 1, "at_night": 1}, "on 1 of the 90 nights (its only message)."),
        ({"disturbed": 0, "at_night": 0}, "on none of the 90 nights."),
        ({"disturbed": 0, "at_night": 1}, "on none of the 90 nights."),
        ({"disturbed": 2, "at_night": 1}, "on 2 of the 90 nights."),
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
        (("1A",), "1A is counted in the whole but has no row of its own, "),
        (("1A", "4B"), "1A and 4B are counted in the whole but have no rows of their own, "),
    ],
)
def test_classes_without_a_row_are_named_with_the_reason(away: tuple[str, ...], said: str | None) -> None:
    assert nights.unshown(away) == (said and f"{said}so that no figure comes close to one family's.")


@pytest.mark.parametrize(
    ("away", "buzzes", "said"),
    [
        (
            (),
            1,
            "If no phone was muted, there was 1 buzz at night, one for each message on every phone but the sender's: "
            "0.10 for each member and night.",
        ),
        (
            ("4B",),
            1200,
            "If no phone was muted, there were 1,200 buzzes at night, one for each message on every phone but the "
            "sender's: 0.10 for each member and night. This is of 2A, where the number of members is known for the "
            "whole time.",
        ),
        ((), 0, "No phone buzzed at night."),
        (("4B",), 0, "No phone buzzed at night in 2A, where the number of members is known for the whole time."),
    ],
)
def test_buzzes_are_said_to_be_of_the_classes_shown_where_others_are_not(
    away: tuple[str, ...], buzzes: int, said: str
) -> None:
    phones = pl.DataFrame({"buzzes": [buzzes], "buzzes_a_member_night": [0.1]})
    known = pl.DataFrame({"class": ["2A"], "nights": [90], "buzzes_a_member_night": [0.1]})
    assert hours.buzzes(told(phones=phones, classes=known, unshown=away)) == said
    assert hours.buzzes(told()) == (
        "How many phones buzzed cannot be said: the number of members is not known for the whole time."
    )


def test_where_the_nights_of_all_groups_are_withheld_that_is_said_and_not_that_there_were_none() -> None:
    nobody = pl.DataFrame(
        {"nights": [None], "disturbed": [None], "share": [None], "written": [None], "at_night": [None]}
    )
    answer = told(whole=nobody, withheld=True, unshown=("2A",))
    assert hours.points(answer, SUMMER) == [
        nights.WITHHELD,
        "2A has no row of its own, so that no figure comes close to one family's.",
    ]
    two = hours.points(replace(answer, unshown=("1A", "2A")), SUMMER)
    assert two[1] == "1A and 2A have no rows of their own, so that no figure comes close to one family's."


def test_a_class_with_few_such_nights_is_told_to_have_too_few_and_not_none() -> None:
    hidden = KINDS.with_columns(disturbed=pl.when(pl.col("class").is_null()).then("disturbed"))
    assert hours.day_type_table(told(day_types=hidden)).row(0) == ("2A", "too few to tell", "too few to tell")


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


def test_where_no_classs_types_of_day_may_be_told_those_of_all_groups_together_are_drawn() -> None:
    few = KINDS.with_columns(pl.lit(None, pl.UInt32).alias("disturbed"))
    days = KINDS.drop("class").head(2).with_columns(pl.lit(None, pl.String).alias("chat"))
    answer = told(day_types=few, days=days)
    assert hours.can_draw_day_types(answer)
    assert not hours.can_tell_day_types(answer)
    assert hours.day_type_rows(answer).select("class", "day_type").rows() == [
        ("All groups together", "School nights"),
        ("All groups together", "Weekends"),
    ]
    assert hours.day_types_title(answer).endswith("all groups together")
    assert not hours.can_draw_day_types(told(day_types=few, days=days.head(1)))


def test_no_sentence_judges_or_names_anybody() -> None:
    constants = [beside.CAUTION, weeks.WEEKS_CAUTION, nights.CAUTION]
    assert not [word for word in ("should", "worst", "best", "fault", "parent") for said in constants if word in said]
