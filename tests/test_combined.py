"""One school out of summaries: each class once, by the one whose records go on longest; totals as certain bounds."""

from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import permutations
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.disclosure import bands
from dashboard.summary import (
    Announcement,
    Figures,
    Given,
    Group,
    Period,
    School,
    Summary,
    bounds,
    combine,
    figures,
    read,
    write,
)
from dashboard.summary.bounds import Overlap, Unit
from dashboard.summary.school import ANNOUNCEMENTS, FIGURES, GROUPS, PERIODS
from parsers import schema

AUTUMN = "Autumn 2025"
STARTS, ENDS = date(2025, 9, 3), date(2025, 12, 19)
LAST = date(2025, 12, 22)
NO_CLASSES = schema.empty(schema.CLASSES)
HEARD_HALF = Figures(families=25, heard="45 to 55 %", linked_enough=True)


def period(figures: Figures | None = HEARD_HALF, name: str = AUTUMN, **more: Any) -> Period:
    return Period(**{"name": name, "starts": STARTS, "ends": ENDS, "span": "term", "figures": figures} | more)


def group(name: str, *periods: Period, **more: Any) -> Group:
    told = {"name": name, "kind": "class", "first": date(2025, 9, 1), "last": LAST, "periods": periods or (period(),)}
    return Group(**told | more)


def summary(*groups: Group, **more: Any) -> Summary:
    same = {"school": "Bramley Hill", "quiet_start": time(21), "quiet_end": time(7), "window_hours": 72}
    return Summary(**same | {"groups": groups} | more)


def of_file(name: str, *groups: Group, **more: Any) -> Given:
    return Given(f"{name}.json", summary(*groups, **more), from_export=False)


def here(*groups: Group, **more: Any) -> Given:
    return Given(None, summary(*groups, **more), from_export=True)


def classes(*rows: tuple[str, str | None, str | None]) -> pl.DataFrame:
    """class, year, chat"""
    frame = pl.DataFrame(rows, schema={"class": pl.String, "year": pl.String, "chat": pl.String}, orient="row")
    return schema.conform(frame, schema.CLASSES)


def combined(*several: Given, **more: Any) -> School:
    return combine(several, NO_CLASSES, **more)


def told(school: School, group: str | None, figure: str, period: str = AUTUMN) -> tuple[str | None, Any, Any, str]:
    """said, low, high, told"""
    rows = school.figures.filter(
        pl.col("group").eq_missing(pl.lit(group)), pl.col("figure") == figure, pl.col("period") == period
    )
    (row,) = rows.select("said", "low", "high", "told").rows()
    return row


# Figures


def test_a_figure_stands_with_the_range_that_it_may_mean() -> None:
    figures = Figures(families=25, heard="45 to 55 %", unlinked_members="<5", left=0, in_group_at_least="85 % or more")
    school = combined(of_file("2B", group("2B", period(figures))))
    assert told(school, "2B", "families") == ("25", 23, 27, "told")
    assert told(school, "2B", "heard") == ("45 to 55 %", 0.45, 0.55, "told")
    assert told(school, "2B", "unlinked_members") == ("<5", 1, 4, "told")
    assert told(school, "2B", "left") == ("0", 0, 0, "told")
    assert told(school, "2B", "in_group_at_least") == ("85 % or more", 0.85, 1, "told")


def test_what_is_not_known_and_what_is_too_few_are_told_apart_and_neither_is_zero() -> None:
    school = combined(of_file("2B", group("2B")), of_file("3A", group("3A", period(None))))
    assert told(school, "2B", "joined") == (None, None, None, "not known")
    assert told(school, "3A", "joined") == (None, None, None, "too few")


def test_every_figure_of_the_model_has_a_row_for_each_class_and_period_and_the_school() -> None:
    spring = {"name": "Spring 2026", "starts": date(2026, 1, 5), "ends": date(2026, 3, 27)}
    school = combine(
        [of_file("2B", group("2B", period(), period(**spring))), of_file("3A", group("3A"))],
        classes(("4C", "4", "Class 4C")),
    )
    expected = {*Figures.__struct_fields__, "seen_at_least", "seen_at_most"} - {"linked_enough"}
    found = school.figures.group_by("group", "period").agg(pl.col("figure").sort())
    assert set(found["group"]) == {None, "2B", "3A", "4C"}
    assert set(found["period"]) == {AUTUMN, "Spring 2026"}
    assert found.height == 8
    assert all(set(row) == expected for row in found["figure"])
    assert told(school, "3A", "heard", "Spring 2026") == (None, None, None, "not known")


def test_each_figure_is_read_as_the_kind_that_the_model_makes_it() -> None:
    of_share = {name for name, kind in Figures.__annotations__.items() if "Share" in str(kind) or "<10 %" in str(kind)}
    assert set(figures.SHARES) == of_share
    assert {*figures.SHARES, *figures.COUNTS, "linked_enough"} == set(Figures.__struct_fields__)


def test_frames_are_as_their_schemas_say() -> None:
    school = combine([of_file("2B", group("2B"))], classes(("4C", None, None)))
    assert school.groups.schema == GROUPS
    assert school.periods.schema == PERIODS
    assert school.figures.schema == FIGURES
    assert school.announcements.schema == ANNOUNCEMENTS


def test_nothing_given_is_no_school() -> None:
    with pytest.raises(ValueError, match="one summary at least"):
        combined()


# Groups


def test_a_class_is_here_by_export_or_summary_or_missing_or_without_a_group() -> None:
    school = combine(
        [
            here(group("1A", year="1"), group("1B", group="no export", first=None, last=None)),
            of_file("2B", group("2B")),
        ],
        classes(("1A", "1", "1A"), ("1B", "1", "1B"), ("2B", "2", "2B"), ("3A", "3", "3A"), ("3B", "3", None)),
    )
    assert school.groups.select("group", "year", "source", "state", "file").rows() == [
        ("1A", "1", "export", "export", None),
        ("1B", "1", "none", "missing", None),
        ("2B", "2", "summary", "export", "2B.json"),
        ("3A", "3", "none", "missing", None),
        ("3B", "3", "none", "no group", None),
    ]
    assert school.remarks == ()


def test_a_class_of_which_the_file_had_no_export_says_so() -> None:
    school = combined(of_file("all", group("2B", group="no export", first=None, last=None)))
    assert school.groups.select("source", "state").rows() == [("summary", "no export")]


def test_a_year_stands_in_the_periods_in_which_its_classes_are_told_of_together() -> None:
    year = group("Year 2", kind="year", classes=("2A", "2B"))
    spring = {"name": "Spring 2026", "starts": date(2026, 1, 5), "ends": date(2026, 3, 27)}
    school = combined(of_file("all", group("2A", period(None)), group("2B", period(None), period(**spring)), year))
    rows = school.figures.filter(pl.col("group") == "Year 2")
    assert rows["period"].unique().to_list() == [AUTUMN]
    assert told(school, "Year 2", "heard")[0] == "45 to 55 %"


def test_a_year_that_is_called_as_a_class_keeps_apart_from_it() -> None:
    year = group("Year 3", kind="year", classes=("3A", "3B"))
    school = combined(of_file("a", group("Year 3")), of_file("b", year))
    assert school.groups.select("group", "kind").rows() == [("Year 3", "class"), ("Year 3 together", "year")]


def test_one_class_by_two_spellings_is_one_by_the_name_known_here() -> None:
    school = combine([of_file("2b", group("Class 2B"))], classes(("2B", "2", None)))
    assert school.groups.select("group", "state").rows() == [("2B", "export")]
    assert school.remarks == ("“Class 2B” in 2b.json is taken for 2B.",)


def test_two_groups_of_one_file_that_are_spelt_alike_stay_two() -> None:
    school = combined(of_file("all", group("2B"), group("Class 2B")), of_file("other", group("2b")))
    assert school.groups["group"].to_list() == ["2B", "2b", "Class 2B"]


# A class given twice


@pytest.mark.parametrize(
    ("one", "other", "remark"),
    [
        (
            of_file("a", group("2B")),
            of_file("b", group("2B", period(None), last=date(2026, 4, 1))),
            "2B is in b.json and a.json; it is shown from b.json, as its records go on later, to 1 Apr 2026.",
        ),
        (
            here(group("2B")),
            of_file("b", group("2B", period(None), last=date(2026, 4, 1))),
            "2B is in b.json and the exports here; it is shown from b.json, as its records go on later, to 1 Apr 2026.",
        ),
        (
            here(group("2B", period(None))),
            of_file("b", group("2B")),
            "2B is in the exports here and b.json; it is shown from the exports here, "
            "as they end on the same day and differ, and an export comes before a summary.",
        ),
        (
            of_file("a", group("2B", period(None))),
            of_file("b", group("2B")),
            "2B is in b.json and a.json; it is shown from b.json, as they end on the same day and differ, "
            "and it tells of more periods.",
        ),
        (
            of_file("a", group("2B")),
            of_file("b", group("2B", period(Figures(families=25)))),
            "2B is in a.json and b.json; it is shown from a.json, though they end on the same day and differ: "
            "ask which is right, and take the other out.",
        ),
        (
            of_file("a", group("2B")),
            of_file("b", group("2B"), group("2C")),
            "2B is here more than once, with the same figures.",
        ),
    ],
)
def test_of_a_class_given_twice_the_one_that_counts_is_said(one: Given, other: Given, remark: str) -> None:
    assert combined(one, other).remarks == (remark,)
    assert combined(other, one).remarks == combined(one, other).remarks


def test_all_that_tell_of_a_class_are_named_and_classes_that_say_the_same_are_said_at_once() -> None:
    newer = group("2B", last=date(2026, 4, 1))
    school = combined(
        of_file("a", group("1A"), group("1B"), newer),
        *(of_file(name, group("1A"), group("1B"), group("2B"), group(name)) for name in ("3C", "4D")),
    )
    assert school.remarks == (
        "1A and 1B are here more than once, with the same figures.",
        "2B is in a.json, 3C.json and 4D.json; it is shown from a.json, as its records go on later, to 1 Apr 2026.",
    )


def test_the_longer_records_are_shown() -> None:
    old, new = group("2B"), group("2B", period(Figures(families=25, heard="85 % or more")), last=date(2026, 4, 1))
    school = combined(of_file("a", old), of_file("b", new))
    assert told(school, "2B", "heard")[0] == "85 % or more"
    assert school.groups.select("file", "last").rows() == [("b.json", date(2026, 4, 1))]


def test_a_class_without_records_here_takes_its_summary_and_nothing_need_be_said() -> None:
    school = combined(here(group("2B", group="no export", first=None, last=None)), of_file("b", group("2B")))
    assert school.groups.select("source", "file").rows() == [("summary", "b.json")]
    assert school.remarks == ()


def test_a_file_given_twice_counts_once() -> None:
    school = combined(of_file("a", group("2B")), of_file("copy of a", group("2B")))
    assert school.remarks == ("copy of a.json says the same as a.json, so it counts once.",)
    assert_same(school, combined(of_file("a", group("2B"))))


# Summaries that were made otherwise


def test_nights_of_other_quiet_hours_are_left_out_and_said() -> None:
    figures = Figures(families=25, heard="45 to 55 %", nights=85, nights_with_a_message="15 %")
    school = combined(
        of_file("1A", group("1A", period(figures))),
        of_file("2B", group("2B", period(figures))),
        of_file("3C", group("3C", period(figures)), quiet_start=time(20)),
    )
    assert told(school, "2B", "nights_with_a_message")[0] == "15 %"
    assert told(school, "3C", "nights_with_a_message") == (None, None, None, "not known")
    assert told(school, "3C", "nights")[3] == "not known"
    assert told(school, "3C", "heard")[0] == "45 to 55 %"
    assert (school.quiet_start, school.quiet_end) == (time(21), time(7))
    assert school.remarks == (
        "3C.json counts nights from 20:00 to 07:00, not from 21:00 to 07:00, so its nights are left out: "
        "ask for one made with your quiet hours.",
    )


def test_the_settings_of_the_exports_here_are_those_of_the_school() -> None:
    others = [of_file(name, group(name), quiet_start=time(20), school="Bramley") for name in ("2A", "2B")]
    school = combined(here(group("1A")), *others)
    assert (school.name, school.quiet_start) == ("Bramley Hill", time(21))
    assert school.remarks[0] == "2A.json is of “Bramley”, not of “Bramley Hill”: take it out if it is not yours."
    assert len(school.remarks) == 4


def test_signs_within_another_window_are_left_out_and_said() -> None:
    posted = announced(1, known="65 to 75 %", at_most="85 % or more")
    school = combined(
        of_file("1A", group("1A", announcements=(posted,))),
        of_file("2B", group("2B", announcements=(posted,)), window_hours=24),
        of_file("3C", group("3C", announcements=(posted,))),
    )
    assert school.announcements.select("group", "families", "known").rows() == [
        ("1A", "25", "65 to 75 %"),
        ("2B", "25", None),
        ("3C", "25", "65 to 75 %"),
    ]
    assert told(school, "2B", "seen_at_least")[3] == "not known"
    assert school.remarks == (
        "2B.json counts signs of an announcement for 24 hours, not 72, so they are left out: ask for one made with 72.",
    )


# Periods


def test_the_same_days_are_one_period_by_the_name_that_most_give_it() -> None:
    school = combined(
        of_file("1A", group("1A")),
        of_file("2B", group("2B", period(name="Autumn"))),
        of_file("3C", group("3C")),
    )
    assert school.periods.rows() == [(AUTUMN, STARTS, ENDS, "term")]
    assert told(school, "2B", "heard")[0] == "45 to 55 %"
    assert school.remarks == ()


def test_one_name_on_different_days_is_two_periods_and_said() -> None:
    school = combined(of_file("1A", group("1A")), of_file("2B", group("2B", period(ends=date(2025, 12, 20)))))
    short, long = f"{AUTUMN} (3 Sep 2025 to 19 Dec 2025)", f"{AUTUMN} (3 Sep 2025 to 20 Dec 2025)"
    assert school.periods["period"].to_list() == [short, long]
    assert told(school, "1A", "heard", short)[3] == "told"
    assert told(school, "1A", "heard", long)[3] == "not known"
    assert school.remarks == (f"{AUTUMN} has different days in different summaries; they are kept apart.",)


def test_the_newest_period_is_last_and_a_term_after_its_year() -> None:
    summer = period(name="Summer 2026", starts=date(2026, 4, 20), ends=date(2026, 7, 21))
    year = period(name="School year 2025/26", ends=date(2026, 7, 21), span="school year")
    school = combined(of_file("1A", group("1A", summer, year, period())))
    assert school.periods["period"].to_list() == [AUTUMN, "School year 2025/26", "Summer 2026"]


# Announcements


def announced(day: int, families: Any = 25, **shares: str) -> Announcement:
    return Announcement(sent_at=datetime(2025, 10, day, 18, 5), families=families, **shares)


def test_who_could_see_is_of_the_last_announcement_of_the_period_that_tells_it() -> None:
    posted = (
        announced(1, known="35 to 45 %", at_most="85 % or more"),
        announced(8, known="65 to 75 %", at_most="75 to 85 %"),
        announced(15),
        Announcement(sent_at=datetime(2026, 1, 1), families=25, known="under 15 %", at_most="under 15 %"),
    )
    school = combined(of_file("2B", group("2B", announcements=posted)))
    assert told(school, "2B", "seen_at_least") == ("65 to 75 %", 0.65, 0.75, "told")
    assert told(school, "2B", "seen_at_most") == ("75 to 85 %", 0.75, 0.85, "told")


@pytest.mark.parametrize(
    ("posted", "why"),
    [((), "not known"), ((announced(1),), "not known"), ((announced(1, families="<5"),), "too few")],
)
def test_without_an_announcement_that_tells_it_it_is_not_known(posted: tuple[Announcement, ...], why: str) -> None:
    school = combined(of_file("2B", group("2B", announcements=posted)))
    assert told(school, "2B", "seen_at_least") == (None, None, None, why)


def test_of_a_period_that_has_too_few_no_announcement_is_told() -> None:
    posted = (announced(1, known="35 to 45 %"),)
    school = combined(of_file("2B", group("2B", period(None), announcements=posted)))
    assert told(school, "2B", "seen_at_least")[3] == "too few"


# The school


WHOLE = group("Bramley Hill", period(Figures(families=40, heard="55 to 65 %")), kind="school", classes=("2A", "2B"))


def test_the_schools_own_figures_count_where_every_class_is_of_their_source() -> None:
    school = combine([of_file("all", group("2A"), group("2B"), WHOLE)], classes(("3A", None, "3A")))
    assert school.families_once
    assert told(school, None, "heard") == ("55 to 65 %", 0.55, 0.65, "told")
    assert told(school, None, "families") == ("40", 38, 42, "told")


def test_with_a_class_of_another_source_the_school_is_said_in_bounds() -> None:
    school = combined(of_file("all", group("2A"), group("2B"), WHOLE), of_file("2C", group("2C")))
    assert not school.families_once
    assert told(school, None, "families") == ("between 23 and 81", 23, 81, "told")
    assert told(school, None, "heard") == ("between 11 and 42", 11, 42, "told")
    assert told(school, None, "nights_with_a_message") == (None, None, None, "not known")
    assert school.figures.filter(pl.col("group").is_null(), pl.col("figure") == "heard")["unit"].to_list() == ["count"]


def test_a_class_file_that_says_the_same_as_the_schools_leaves_the_school_as_it_is() -> None:
    school = combined(of_file("2A", group("2A")), of_file("all", group("2A"), group("2B"), WHOLE))
    assert school.families_once
    assert told(school, None, "heard")[0] == "55 to 65 %"


def test_the_roster_here_narrows_the_bounds() -> None:
    several = [of_file(name, group(name)) for name in ("2A", "2B", "2C")]
    assert told(combined(*several), None, "heard") == ("between 11 and 42", 11, 42, "told")
    assert told(combined(*several, families=40), None, "heard") == ("between 11 and 40", 11, 40, "told")
    narrow = combined(*several, families=70, places=75)
    assert told(narrow, None, "heard") == ("between 28 and 42", 28, 42, "told")
    assert told(narrow, None, "families") == ("between 64 and 70", 64, 70, "told")


def test_a_class_that_is_told_of_alone_and_in_its_year_counts_once() -> None:
    year = group("Year 2", kind="year", classes=("2A", "2B"))
    newer = group("Class 2A", last=date(2026, 4, 1))
    school = combined(of_file("all", group("2A", period(None)), group("2B", period(None)), year), of_file("2A", newer))
    assert told(school, None, "families") == ("between 23 and 27", 23, 27, "told")


def test_of_classes_told_together_a_family_may_stand_in_each() -> None:
    year = group("Year 2", period(Figures(families=45, heard="75 to 85 %")), kind="year", classes=("2A", "2B"))
    school = combined(of_file("all", group("2A", period(None)), group("2B", period(None)), year))
    assert told(school, None, "families") == ("between 22 and 47", 22, 47, "told")  # 43 places or more in two classes


def test_a_share_that_cannot_be_of_so_few_is_no_error() -> None:
    school = combined(of_file("2B", group("2B", period(Figures(families=25, heard=">90 %")))))
    assert told(school, None, "heard")[1:3] == (27, 27)


def test_a_school_that_tells_of_nobody_says_why() -> None:
    assert told(combined(of_file("2A", group("2A", period(None)))), None, "heard")[3] == "too few"
    assert told(combined(of_file("2A", group("2A", period(Figures())))), None, "heard")[3] == "not known"


def test_members_are_of_the_families_at_the_end_who_may_be_fewer() -> None:
    figures = Figures(
        families=25, heard="45 to 55 %", in_group_at_least="85 % or more", in_group_at_most="85 % or more"
    )
    school = combined(of_file("2A", group("2A", period(figures))))
    assert told(school, None, "in_group_at_least") == ("between 17 and 27", 17, 27, "told")  # 85 % of 20 or more


@pytest.mark.parametrize(
    ("units", "overlap", "families"),
    [
        ((Unit(20, 22),), Overlap(), (20, 22)),
        ((Unit(20, 22), Unit(10, 12)), Overlap(), (20, 34)),
        ((Unit(20, 22), Unit(10, 12)), Overlap(30, 34), (26, 30)),
        ((Unit(20, 22), Unit(10, 12)), Overlap(30, None), (20, 30)),
        ((Unit(20, 22), Unit(30, 34, classes=3)), Overlap(), (20, 56)),
        ((Unit(5, 6), Unit(31, 34, classes=3)), Overlap(), (11, 40)),
        ((Unit(20, 22), Unit(10, 12)), Overlap(15, 20), (20, 34)),
    ],
    ids=["one", "two", "roster", "families alone", "a year", "a large year", "a roster of another year is not used"],
)
def test_families_of_all_classes_together(units: Sequence[Unit], overlap: Overlap, families: tuple[int, int]) -> None:
    assert bounds.together(units, overlap) == families


# Laws


def assert_same(one: School, other: School) -> None:
    """All but the remarks."""
    assert one.groups.equals(other.groups)
    assert one.periods.equals(other.periods)
    assert one.figures.equals(other.figures)
    assert one.announcements.equals(other.announcements)
    assert (one.name, one.families_once) == (other.name, other.families_once)


SEVERAL = (
    here(group("1A"), group("1B"), group("Bramley Hill", kind="school", classes=("1A", "1B"))),
    of_file("1B", group("1B", last=date(2026, 1, 10), announcements=(announced(1), announced(2)))),
    of_file("2B", group("Class 2B", period(name="Autumn")), quiet_start=time(20)),
    of_file("2B again", group("2B", period(ends=date(2025, 12, 20))), school="Bramley"),
)


@pytest.mark.parametrize("order", list(permutations(range(len(SEVERAL)))))
def test_the_order_of_the_files_makes_no_difference(order: Sequence[int]) -> None:
    one, other = combined(*SEVERAL), combined(*(SEVERAL[place] for place in order))
    assert_same(one, other)
    assert one.remarks == other.remarks


def test_each_class_is_once_among_the_groups() -> None:
    assert combined(*SEVERAL).groups["group"].to_list() == ["1A", "1B", "2B"]


@pytest.mark.parametrize("place", range(len(SEVERAL)))
def test_a_file_given_again_changes_nothing_but_the_remarks(place: int) -> None:
    again = Given("again.json", SEVERAL[place].summary, from_export=False)
    assert_same(combined(*SEVERAL), combined(*SEVERAL, again))


def test_a_class_more_leaves_the_others_as_they_are() -> None:
    more = of_file("5E", group("5E"))
    one, other = combined(*SEVERAL[1:]), combined(*SEVERAL[1:], more)
    apart = (pl.col("group") != "5E").fill_null(value=False)
    assert other.figures.filter(apart).equals(one.figures.drop_nulls("group"))
    assert other.groups.filter(apart).equals(one.groups)


@settings(max_examples=60)
@given(st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=3), min_size=1, max_size=90), st.data())
def test_the_truth_lies_within_the_bounds_whoever_has_children_in_two_classes(
    children: list[list[int]], data: st.DataObject
) -> None:
    wrote = data.draw(st.lists(st.booleans(), min_size=len(children), max_size=len(children)))
    places = {(family, at) for family, own in enumerate(children) for at in own}
    heard = {(family, at) for family, at in places if wrote[family]}
    rolls = [sum(at == each for _, at in places) for each in range(4)]
    written = [sum(at == each for _, at in heard) for each in range(4)]
    groups = [
        group(f"{each}A", period(Figures(families=bands.count(roll), heard=bands.share(part, roll))))
        for each, (roll, part) in enumerate(zip(rolls, written, strict=True))
        if roll >= 10
    ]
    if not groups:
        return
    shown = {int(each.name[0]) for each in groups}
    families = len({family for family, at in places if at in shown})
    truth = len({family for family, at in heard if at in shown})
    files = [of_file(each.name, each) for each in groups]
    for roster in ({}, {"families": len(children), "places": len(places)}):
        school = combined(*files, **roster)
        _, low, high, _ = told(school, None, "heard")
        assert low <= truth <= high
        _, low, high, _ = told(school, None, "families")
        assert low <= families <= high


def test_what_is_combined_can_have_been_written_and_read() -> None:
    files = {each.source: write(each.summary) for each in SEVERAL}
    reread = [Given(each.file, read(files[each.source], each.source), each.from_export) for each in SEVERAL]
    assert_same(combined(*reread), combined(*SEVERAL))
