"""Two summaries of the same groups and days: where a later one has other figures, it is said."""

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from dashboard.answers import told_otherwise
from dashboard.summary import Period, Summary
from dashboard.summary.ours import UNNAMED
from tests.test_findings_summary import GROUP, OF_A_CLASS, OF_A_SCHOOL, SCHOOL, SPRING


def heard(said: str, **more: Any) -> Summary:
    """Of 2B, and of whoever `more` says."""
    spring = replace(GROUP.periods[0], figures=replace(SPRING, heard=said))
    return replace(OF_A_CLASS, groups=(replace(GROUP, periods=(spring, *GROUP.periods[1:]), **more),))


def test_a_summary_is_warned_of_beside_an_earlier_one_with_other_figures_of_the_same_days() -> None:
    assert told_otherwise(heard("45 to 55 %"), [OF_A_CLASS]).startswith(
        "An earlier summary here has other figures of Spring 2026. Whoever has both files may work out more"
    )


def test_an_announcement_that_is_told_otherwise_is_one_too() -> None:
    fewer = replace(OF_A_CLASS, groups=(replace(GROUP, announcements=(replace(GROUP.announcements[0], families=20),)),))
    assert "other figures of announcements." in told_otherwise(OF_A_CLASS, [OF_A_SCHOOL, fewer])


@pytest.mark.parametrize(
    "earlier",
    [
        replace(heard("45 to 55 %"), school="HILL  school"),
        replace(heard("45 to 55 %"), school="Your school"),
        heard("45 to 55 %", name="Class 2B"),
    ],
    ids=["capitals and spaces", "no name yet", "another spelling of the class"],
)
def test_an_earlier_summary_is_of_the_same_school_and_class_however_they_are_spelt(earlier: Summary) -> None:
    assert "other figures of Spring 2026." in told_otherwise(OF_A_CLASS, [earlier])
    assert "other figures of Spring 2026." in told_otherwise(earlier, [OF_A_CLASS])


def test_the_whole_school_is_one_whatever_it_is_called() -> None:
    """Its name may have been typed in after the first summary was made."""
    told = replace(SCHOOL, periods=(replace(SCHOOL.periods[0], figures=SPRING),))
    unnamed = replace(OF_A_SCHOOL, school=UNNAMED, groups=(GROUP, replace(told, name=UNNAMED)))
    assert "other figures of Spring 2026." in told_otherwise(OF_A_SCHOOL, [unnamed])


def test_two_classes_of_one_file_that_are_spelt_alike_are_two() -> None:
    """As on the school's page."""
    both = replace(OF_A_CLASS, groups=(GROUP, *heard("45 to 55 %", name="Class 2B", announcements=()).groups))
    assert told_otherwise(both, [both]) == ""


def on_days(*days: tuple[int, int], span: Any = "term", **more: Any) -> Summary:
    """OF_A_CLASS with periods that start and end so many days after Spring 2026 does, under its name."""
    spring = GROUP.periods[0]
    periods = tuple(
        replace(
            spring, starts=spring.starts + timedelta(days=later), ends=spring.ends + timedelta(days=longer), span=span
        )
        for later, longer in days
    )
    return replace(OF_A_CLASS, groups=(replace(GROUP, **{"periods": periods, "announcements": ()} | more),))


@pytest.mark.parametrize("days", [(0, 1), (0, -1), (7, 0), (7, 7), (81, 90), (-10, -81)])
def test_a_period_of_which_an_earlier_summary_has_other_days_is_warned_of(days: tuple[int, int]) -> None:
    """Spring 2026 is 82 days long: with either of the last two it shares one."""
    assert told_otherwise(on_days((0, 0)), [on_days(days)]) == (
        "An earlier summary here has Spring 2026 on other days. Whoever has both files may work out more than from "
        "either alone: ask for the earlier one to be deleted before you send this one."
    )


def test_other_figures_and_other_days_are_warned_of_together_and_each_period_once() -> None:
    later = replace(OF_A_CLASS, groups=(GROUP, replace(GROUP, name="2C")))
    earlier = [
        replace(later, groups=tuple(replace(each, name=name) for name in ("2B", "2C")))
        for each in (*heard("45 to 55 %").groups, *on_days((0, 1)).groups)
    ]
    assert told_otherwise(later, earlier).startswith(
        "An earlier summary here has other figures of Spring 2026. "
        "An earlier summary here has Spring 2026 on other days. Whoever"
    )


@pytest.mark.parametrize(
    "earlier",
    [
        on_days((82, 90)),
        on_days((-10, -82)),
        on_days((0, 1), span="school year"),
        on_days((0, 1), name="2C"),
        on_days((0, 1), kind="year", classes=("2A", "2C")),
        replace(on_days((0, 1)), school="Dale School"),
    ],
    ids=["after it", "before it", "a year around it", "another class", "a year of its name", "another school"],
)
def test_no_other_days_of_an_earlier_summary_are_warned_of(earlier: Summary) -> None:
    assert told_otherwise(on_days((0, 0)), [earlier]) == ""


@pytest.mark.parametrize(
    "earlier",
    [
        OF_A_CLASS,
        OF_A_SCHOOL,
        heard("45 to 55 %", name="2C"),
        replace(heard("45 to 55 %"), school="Dale School"),
        replace(OF_A_CLASS, groups=(replace(GROUP, periods=()),)),
    ],
    ids=["the same", "more groups", "another class", "another school", "no period"],
)
def test_no_other_earlier_summary_is_warned_of(earlier: Summary) -> None:
    assert told_otherwise(OF_A_CLASS, [earlier]) == ""
    assert told_otherwise(OF_A_CLASS, []) == ""


def test_a_term_is_not_compared_with_the_year_that_begins_with_it() -> None:
    days = {"starts": date(2025, 9, 1), "ends": date(2025, 12, 19)}  # the first is the school year's too
    autumn = Period(name="Autumn 2025", **days, span="term", figures=SPRING)
    whole = replace(OF_A_CLASS, groups=(replace(GROUP, periods=(autumn, *GROUP.periods)),))
    assert told_otherwise(whole, [whole]) == ""


def test_a_class_is_not_compared_with_a_year_of_its_name() -> None:
    assert told_otherwise(OF_A_CLASS, [heard("45 to 55 %", kind="year", classes=("2A", "2C"), announcements=())]) == ""


def test_an_announcement_is_compared_for_each_class_by_itself() -> None:
    fewer = replace(GROUP, name="2C", announcements=(replace(GROUP.announcements[0], families=20),))
    both = replace(OF_A_CLASS, groups=(GROUP, fewer))
    assert told_otherwise(both, [both]) == ""
