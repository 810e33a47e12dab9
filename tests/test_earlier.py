"""Two summaries of the same groups and days: where a later one has other figures, it is said."""

from typing import Any

import pytest
from msgspec.structs import replace

from dashboard.answers import told_otherwise
from dashboard.summary import Summary
from tests.test_findings_summary import GROUP, OF_A_CLASS, OF_A_SCHOOL, SPRING


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
        OF_A_CLASS,
        OF_A_SCHOOL,
        heard("45 to 55 %", name="2C"),
        replace(heard("45 to 55 %"), school="Dale School"),
        replace(OF_A_CLASS, groups=(replace(GROUP, periods=()),)),
    ],
    ids=["the same", "more groups", "another class", "another school", "other days"],
)
def test_no_other_earlier_summary_is_warned_of(earlier: Summary) -> None:
    assert told_otherwise(OF_A_CLASS, [earlier]) == ""
    assert told_otherwise(OF_A_CLASS, []) == ""
