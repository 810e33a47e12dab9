"""One school out of summaries: each class once, by the one whose records go on longest; totals as what is certain."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import permutations
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dashboard.disclosure import bands
from dashboard.findings import school as findings
from dashboard.school import School
from dashboard.summary import (
    Announcement,
    Combined,
    Figures,
    Given,
    Group,
    Period,
    Summary,
    bounds,
    combine,
    figures,
    read,
    spans,
    write,
)
from dashboard.summary.bounds import Overlap, Unit
from dashboard.summary.ours import UNNAMED
from dashboard.summary.per_cent import around
from dashboard.summary.school import ANNOUNCEMENTS, FAMILIES_ONCE, FIGURES, GROUPS, PERIODS

AUTUMN = "Autumn 2025"
STARTS, ENDS = date(2025, 9, 3), date(2025, 12, 19)
LAST = date(2025, 12, 22)
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


def classes(*rows: tuple[str, str | None, str]) -> pl.DataFrame:
    """class, year, state"""
    return pl.DataFrame(rows, schema={"class": pl.String, "year": pl.String, "state": pl.String}, orient="row")


def combined(*several: Given, **more: Any) -> Combined:
    return combine(several, classes(), **more)


def told(school: Combined, group: str | None, figure: str, period: str = AUTUMN) -> tuple[str | None, Any, Any, str]:
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
        classes(("4C", "4", "missing")),
    )
    expected = {*Figures.__struct_fields__, "seen_at_least", "seen_at_most"} - {"linked_enough"}
    found = (
        school.figures.filter(~pl.col("figure").is_in([*FAMILIES_ONCE.values()]))
        .group_by("group", "period")
        .agg(pl.col("figure").sort())
    )
    assert set(found["group"]) == {None, "2B", "3A", "4C"}
    assert set(found["period"]) == {AUTUMN, "Spring 2026"}
    assert found.height == 8
    assert all(set(row) == expected for row in found["figure"])
    assert told(school, "3A", "heard", "Spring 2026") == (None, None, None, "not known")


def test_each_figure_is_read_as_the_kind_that_the_model_makes_it() -> None:
    of_share = {name for name, kind in Figures.__annotations__.items() if "Share" in str(kind) or "<10 %" in str(kind)}
    assert set(figures.SHARES) == of_share
    assert {*figures.SHARES, *figures.NUMBERS, "linked_enough"} == set(Figures.__struct_fields__)


def test_frames_are_as_their_schemas_say() -> None:
    school = combine([of_file("2B", group("2B"))], classes(("4C", None, "missing")))
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
        classes(
            *(("1A", "1", "export"), ("1B", "1", "no export"), ("2B", "2", "no export")),
            *(("3A", "3", "missing"), ("3B", "3", "no group"), ("3C", "3", "not exported"), ("3D", "3", "no export")),
        ),
    )
    assert school.groups.select("group", "year", "source", "state", "file").rows() == [
        ("1A", "1", "export", "export", None),
        ("1B", "1", "none", "missing", None),
        ("2B", "2", "summary", "export", "2B.json"),
        ("3A", "3", "none", "missing", None),
        ("3B", "3", "none", "no group", None),
        ("3C", "3", "none", "not exported", None),
        ("3D", "3", "none", "missing", None),
    ]
    assert school.remarks == ()


def test_a_class_is_of_the_year_that_its_figures_were_made_with() -> None:
    school = combine([of_file("2B", group("2B", year="3"), group("2C"))], classes(("2B", "4", "x"), ("2C", "4", "x")))
    assert school.groups.select("group", "year").rows() == [("2B", "3"), ("2C", "4")]


def test_a_class_of_which_the_file_had_no_export_says_so() -> None:
    school = combined(of_file("all", group("2B", group="no export", first=None, last=None)))
    assert school.groups.select("source", "state").rows() == [("summary", "no export")]


@pytest.mark.parametrize(
    ("of_the_file", "here", "state"),
    [
        ("not exported", "no export", "not exported"),
        ("not exported", "missing", "not exported"),
        ("no export", "not exported", "not exported"),
        ("no group", "not exported", "not exported"),
        ("no export", "no group", "no group"),
        ("no group", "missing", "no group"),
        ("export", "not exported", "export"),
        ("export", "no group", "export"),
    ],
)
def test_a_group_that_nobody_can_export_is_said_to_be_so_whoever_knows_it(
    of_the_file: Any, here: str, state: str
) -> None:
    school = combine([of_file("all", group("3B", group=of_the_file))], classes(("3B", "3", here)))
    assert school.groups["state"].to_list() == [state]


def test_what_a_summary_knows_of_a_group_that_nobody_can_export_counts_beside_the_exports_here() -> None:
    none = {"first": None, "last": None}
    own, theirs = (group("3B", group=state, **none) for state in ("no export", "not exported"))
    school = combine([here(own), of_file("all", theirs)], classes(("3B", "3", "no export")))
    assert school.groups["state"].to_list() == ["not exported"]


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


def test_a_year_has_a_name_that_no_class_and_no_other_year_has() -> None:
    """Year 2 and Year 2 together are classes, and years of other files are called so too."""
    years = [group(name, kind="year", classes=("2A",)) for name in ("Year 2", "Year 2 together")]
    school = combined(
        of_file("a", group("Year 2"), group("Year 2 together")),
        *(of_file(each.name, each) for each in (*years, replace(years[0], name="Year 3"))),
    )
    assert school.groups.select("group", "kind").rows() == [
        ("Year 2", "class"),
        ("Year 2 together", "class"),
        ("Year 2 together together", "year"),
        ("Year 2 together together together", "year"),
        ("Year 3", "year"),
    ]


def test_one_class_by_two_spellings_is_one_by_the_name_known_here() -> None:
    school = combine([of_file("2b", group("Class 2B"))], classes(("2B", "2", "no group")))
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


# Announcements of a class that another source tells of


SEEN = {"known": "65 to 75 %", "at_most": "75 to 85 %"}


def test_announcements_are_of_whoever_had_them_where_the_source_of_the_class_had_none() -> None:
    own = here(group("2B", group="no export", first=None, last=None, announcements=(announced(1, **SEEN),)))
    school = combined(own, of_file("2B", group("2B")))
    assert school.groups.select("source", "file").rows() == [("summary", "2B.json")]
    assert told(school, "2B", "heard")[0] == "45 to 55 %"
    assert told(school, "2B", "seen_at_least") == ("65 to 75 %", 0.65, 0.75, "told")
    assert school.announcements.select("group", "known", "at_most").rows() == [("2B", *SEEN.values())]
    assert school.remarks == ()


def test_announcements_of_the_source_of_the_class_come_first_and_none_is_added_to_them() -> None:
    newer = group("2B", last=date(2026, 4, 1), announcements=(announced(8),))
    older = group("2B", announcements=(announced(1, **SEEN), announced(15, **SEEN)))
    school = combined(of_file("a", older), of_file("b", newer))
    assert school.announcements["sent_at"].dt.day().to_list() == [8]


def test_announcements_of_another_source_are_held_to_that_sources_hours() -> None:
    posting = group("2B", announcements=(announced(1, **SEEN),))
    school = combined(
        *(of_file(name, group(name)) for name in ("1A", "1B")),
        of_file("old", posting, window_hours=24),
        of_file("new", group("2B", last=date(2026, 4, 1))),
    )
    assert school.announcements.select("group", "known").rows() == [("2B", None)]
    assert told(school, "2B", "seen_at_least")[3] == "not known"


def test_two_that_tell_of_other_announcements_do_not_say_the_same() -> None:
    one, other = (group("2B", announcements=(announced(day, **SEEN),)) for day in (1, 8))
    assert combined(of_file("a", one), of_file("b", other)).remarks == (
        "2B is in a.json and b.json; it is shown from a.json, though they end on the same day and differ: "
        "ask which is right, and take the other out.",
    )


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
    others = [of_file(name, group(name), quiet_start=time(20)) for name in ("2A", "2B")]
    school = combined(here(group("1A")), *others)
    assert (school.name, school.quiet_start) == ("Bramley Hill", time(21))
    assert len(school.remarks) == 2


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
        "2B.json counts signs of an announcement for 24 hours, not 72, so they are left out: "
        "ask for one made with 72 hours.",
    )


# Another school


def dale(name: str, *groups: Group) -> Given:
    return of_file(name, *(groups or [group("2B", last=date(2026, 4, 1))]), school="Dale")


LEFT_OUT = (
    "dale2B.json is of “Dale”, not of “Bramley Hill”, so it is left out: if it is the same school, "
    "give each laptop the same school.toml, and have the file made again."
)


def test_a_class_of_another_school_does_not_stand_for_ours_though_its_records_go_on_later() -> None:
    ours = of_file("2B", group("2B")), of_file("1A", group("1A"))
    school = combined(dale("dale2B"), *ours)
    assert_same(school, combined(*ours))
    assert school.remarks == (LEFT_OUT,)


def test_all_of_another_school_are_left_out_in_one_sentence() -> None:
    school = combined(dale("2B", group("2B")), dale("3C", group("3C")), of_file("1A", group("1A")), name="Bramley Hill")
    assert school.groups["group"].to_list() == ["1A"]
    assert school.remarks == (
        "2B.json and 3C.json are of “Dale”, not of “Bramley Hill”, so they are left out: if it is the same school, "
        "give each laptop the same school.toml, and have the files made again.",
    )


@pytest.mark.parametrize(
    ("given", "name", "ours"),
    [
        ((dale("a"), dale("b"), of_file("c", group("1A"))), "Bramley Hill", "Bramley Hill"),
        ((dale("a"), dale("b", group("1A")), of_file("c", group("1A"))), None, "Dale"),
        ((dale("all", group("1A"), group("1B")), of_file("c", group("1A"))), None, "Dale"),
        ((dale("a"), of_file("c", group("1A"))), None, "Bramley Hill"),
        ((dale("a"), dale("b", group("1A")), here(group("1A"))), None, "Bramley Hill"),
        ((dale("a"), of_file("b", group("3A"), school="Your school"), here(group("1A"), school="Your school")), None,
         "Dale"),
    ],
    ids=["the settings'", "most files'", "of more groups", "the first", "the exports' here", "any but no name"],
)  # fmt: skip
def test_our_school_is_that_of_the_settings_or_else_of_most_files(
    given: Sequence[Given], name: str | None, ours: str
) -> None:
    one = combined(*given, name=name)
    assert one.name == ours
    for order in permutations(given):
        other = combined(*order, name=name)
        assert_same(one, other)
        assert other.remarks == one.remarks


@pytest.mark.parametrize("spelt", ["bramley  hill", "BRAMLEY HILL", "Your school", "your  School"])
def test_capitals_and_spaces_of_a_name_make_no_difference_and_no_name_goes_with_any(spelt: str) -> None:
    school = combined(of_file("1A", group("1A")), of_file("2B", group("2B"), school=spelt), name="Bramley Hill")
    assert school.groups["group"].to_list() == ["1A", "2B"]
    assert school.remarks == ()


def test_a_school_without_a_name_is_called_as_the_settings_call_it() -> None:
    assert School().name == UNNAMED
    assert combined(of_file("1A", group("1A"), school=UNNAMED)).name == UNNAMED


def test_where_every_file_is_of_another_school_there_is_no_period_and_each_class_is_missing() -> None:
    school = combine([dale("dale2B")], classes(("2B", "2", "no export")), name="Bramley Hill")
    assert school.groups.select("group", "state").rows() == [("2B", "missing")]
    assert (school.periods.height, school.figures.height, school.announcements.height) == (0, 0, 0)
    assert (school.figures.schema, school.periods.schema) == (FIGURES, PERIODS)
    assert school.remarks == (LEFT_OUT,)


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


def test_of_two_names_as_common_a_period_has_the_longer() -> None:
    for names in ((AUTUMN, "Autumn"), ("Autumn", AUTUMN)):
        one, other = (group(place, period(name=name)) for place, name in zip(("1A", "2B"), names, strict=True))
        assert combined(of_file("a", one), of_file("b", other)).periods["period"].to_list() == [AUTUMN]


def test_one_name_on_different_days_is_two_periods_and_said() -> None:
    school = combined(of_file("1A", group("1A")), of_file("2B", group("2B", period(ends=date(2025, 12, 20)))))
    short, long = f"{AUTUMN} (3 Sep 2025 to 19 Dec 2025)", f"{AUTUMN} (3 Sep 2025 to 20 Dec 2025)"
    assert school.periods["period"].to_list() == [short, long]
    assert told(school, "1A", "heard", short)[3] == "told"
    assert told(school, "1A", "heard", long)[3] == "not known"
    assert school.remarks == (f"{AUTUMN} has different days in different summaries; they are kept apart.",)


def named(*several: Period) -> Combined:
    """Of classes that have a period each."""
    return combined(*(of_file(f"{place}A", group(f"{place}A", each)) for place, each in enumerate(several)))


def test_a_term_and_a_school_year_of_one_name_and_the_same_days_are_two_periods_and_said() -> None:
    school = named(period(name="2025/26"), period(name="2025/26", span="school year"))
    days = "3 Sep 2025 to 19 Dec 2025"
    year, term = f"2025/26 ({days}, school year)", f"2025/26 ({days}, term)"
    assert school.periods["period"].to_list() == [year, term]
    assert (told(school, "0A", "heard", term)[3], told(school, "0A", "heard", year)[3]) == ("told", "not known")
    assert school.remarks == ("2025/26 is a term and a school year in different summaries; they are kept apart.",)


def test_a_period_that_is_called_as_another_with_its_days_keeps_apart_from_it() -> None:
    long = f"{AUTUMN} (3 Sep 2025 to 19 Dec 2025)"
    later: dict[str, Any] = {"starts": date(2026, 1, 5), "ends": date(2026, 3, 27)}
    other: dict[str, Any] = {"starts": date(2026, 4, 20), "ends": date(2026, 7, 21)}
    assert named(period(), period(**later), period(name=long, **other)).periods["period"].to_list() == [
        f"{long} (3 Sep 2025 to 19 Dec 2025)",
        f"{AUTUMN} (5 Jan 2026 to 27 Mar 2026)",
        f"{long} (20 Apr 2026 to 21 Jul 2026)",
    ]


@pytest.mark.parametrize("name", ["Class", "unsure"])
def test_a_period_that_is_called_as_the_tables_or_the_pictures_call_something_else_has_its_days(name: str) -> None:
    school = named(period(name=name))
    assert school.periods["period"].to_list() == [f"{name} (3 Sep 2025 to 19 Dec 2025)"]
    assert school.remarks == ()
    assert findings.table(school, "fair").columns == ["Class", *school.periods["period"]]


SPANS = st.tuples(st.integers(0, 2), st.integers(0, 2), st.sampled_from(["term", "school year"]))
PREFIXES = ["Class", "Lent", "Lent (3 Sep 2025 to 19 Dec 2025)", "Lent (3 Sep 2025 to 19 Dec 2025, term)"]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(PREFIXES), SPANS), min_size=1, max_size=12))
def test_no_two_periods_have_one_name_whatever_summaries_call_them(several: list[Any]) -> None:
    given_days = [
        period(name=name, starts=STARTS + timedelta(first), ends=ENDS + timedelta(last), span=span)
        for name, (first, last, span) in several
    ]
    names, _ = spans.period_names([group("2A", each) for each in given_days])
    assert len(set(names.values())) == len(names) == len({spans.stretch_of(each) for each in given_days})
    assert set(spans.RESERVED).isdisjoint(names.values())


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


def test_an_announcement_of_which_the_most_alone_is_known_tells_who_could_see_it() -> None:
    posted = (announced(1, **SEEN), announced(8, at_most="75 to 85 %"), announced(15))
    school = combined(of_file("2B", group("2B", announcements=posted)))
    assert told(school, "2B", "seen_at_least")[3] == "not known"
    assert told(school, "2B", "seen_at_most")[0] == "75 to 85 %"


def test_an_announcement_on_the_first_or_the_last_day_is_in_the_period() -> None:
    for day in (STARTS, ENDS):
        posted = Announcement(sent_at=datetime.combine(day, time(23, 59)), families=25, **SEEN)
        school = combined(of_file("2B", group("2B", announcements=(posted,))))
        assert told(school, "2B", "seen_at_least")[0] == "65 to 75 %"


@pytest.mark.parametrize(
    ("posted", "why"),
    [
        ((), "not known"),
        ((announced(1),), "not known"),
        ((announced(1, families=10),), "not known"),  # 8 to 12: they can be enough
        ((announced(1, families=5),), "too few"),
        ((announced(1, families="<5"),), "too few"),
    ],
)
def test_without_an_announcement_that_tells_it_it_is_not_known(posted: tuple[Announcement, ...], why: str) -> None:
    school = combined(of_file("2B", group("2B", announcements=posted)))
    assert told(school, "2B", "seen_at_least") == (None, None, None, why)


def test_announcements_stand_to_the_minute_so_that_exports_without_seconds_join() -> None:
    exact = replace(announced(1), sent_at=datetime(2025, 10, 1, 18, 5, 59))
    school = combined(
        of_file("2A", group("2A", announcements=(exact,))), of_file("2B", group("2B", announcements=(announced(1),)))
    )
    assert school.announcements["sent_at"].to_list() == [datetime(2025, 10, 1, 18, 5)] * 2


def test_of_a_period_that_has_too_few_no_announcement_is_told() -> None:
    posted = (announced(1, known="35 to 45 %"),)
    school = combined(of_file("2B", group("2B", period(None), announcements=posted)))
    assert told(school, "2B", "seen_at_least")[3] == "too few"


# The school


WHOLE = group("Bramley Hill", period(Figures(families=40, heard="55 to 65 %")), kind="school", classes=("2A", "2B"))


def test_the_schools_own_figures_count_where_every_class_is_of_their_source() -> None:
    school = combine([of_file("all", group("2A"), group("2B"), WHOLE)], classes(("3A", None, "missing")))
    assert school.families_once
    assert told(school, None, "heard") == ("55 to 65 %", 0.55, 0.65, "told")
    assert told(school, None, "families") == ("40", 38, 42, "told")


def test_with_a_class_of_another_source_the_school_is_a_share_of_all_places_and_bounds_of_families() -> None:
    school = combined(of_file("all", group("2A"), group("2B"), WHOLE), of_file("2C", group("2C")))
    assert not school.families_once
    assert told(school, None, "heard") == ("45 to 55 %", 0.45, 0.55, "told")
    assert told(school, None, "families") == ("between 23 and 81", 23, 81, "told")
    assert told(school, None, "families_heard") == ("between 11 and 42", 11, 42, "told")
    assert told(school, None, "nights_with_a_message") == (None, None, None, "not known")
    units = school.figures.filter(pl.col("group").is_null()).select("figure", "unit").rows()
    assert {figure for figure, unit in units if unit == "count"} == {*figures.NUMBERS, *FAMILIES_ONCE.values()}


def test_where_each_family_is_counted_once_there_are_no_bounds_beside_it() -> None:
    school = combined(of_file("all", group("2A"), group("2B"), WHOLE))
    assert school.families_once
    assert set(FAMILIES_ONCE.values()).isdisjoint(school.figures["figure"])


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.29, 0.57, "29 to 57 %"),  # 28.999… and 56.999… of a hundred
        (0.575, 0.625, "57 to 63 %"),
        (0.875, 0.900001, "87 to 90 %"),  # “90 %” ends just above 90 %
        (0.3, 0.3, "30 %"),
        (0.85, 1.0, "85 % or more"),
        (0.0, 0.225, "up to 23 %"),
        (0.0, 1.0, "0 to 100 %"),
    ],
)
def test_a_share_of_all_is_said_in_whole_per_cent_around_it(low: float, high: float, said: str) -> None:
    assert around(low, high) == said


def test_a_large_class_counts_for_more_of_the_places_than_a_small_one() -> None:
    """98 to 102 places with 17.5 to 22.5 %, and 18 to 22 with 85 % or more."""
    large = group("2A", period(Figures(families=100, heard="20 %")))
    small = group("2B", period(Figures(families=20, heard="85 % or more")))
    said, low, high, _ = told(combined(of_file("2A", large), of_file("2B", small)), None, "heard")
    assert low == pytest.approx((0.175 * 102 + 0.85 * 20) / 122)  # so narrow a band is told of 20 or more
    assert high == pytest.approx((0.225 * 98 + 22) / 120)
    assert said == "28 to 37 %"


def test_who_is_in_a_group_is_of_those_left_at_the_end_who_may_be_as_few_as_the_band_is_told_of() -> None:
    small = group("2A", period(Figures(families=25, in_group_at_least="under 15 %")))
    large = group("2B", period(Figures(families=100, in_group_at_least="85 % or more")))
    silent = group("2C", period(Figures(families=25)))
    school = combined(of_file("2A", small), of_file("2B", large))
    assert told(school, None, "in_group_at_least")[1:3] == pytest.approx((0.85 * 20 / 47, (0.15 * 20 + 102) / 122))
    school = combined(of_file("2A", small), of_file("2B", large), of_file("2C", silent))
    assert told(school, None, "in_group_at_least")[1:3] == pytest.approx((0.85 * 20 / 74, (0.15 * 20 + 129) / 149))


def test_figures_of_families_that_cannot_be_judged_by_make_the_schools_unsure() -> None:
    unsure = group("2B", period(Figures(families=25, heard="45 to 55 %", linked_enough=False)))
    unknown = group("2C", period(Figures(families=25, heard="45 to 55 %")))
    for second, enough in ((unsure, False), (unknown, True)):
        school = combined(of_file("2A", group("2A")), of_file("other", second))
        own = school.figures.filter(pl.col("group").is_null(), pl.col("told") == "told")
        assert own["linked_enough"].unique().to_list() == [enough]


def test_a_class_file_that_says_the_same_as_the_schools_leaves_the_school_as_it_is() -> None:
    school = combined(of_file("2A", group("2A")), of_file("all", group("2A"), group("2B"), WHOLE))
    assert school.families_once
    assert told(school, None, "heard")[0] == "55 to 65 %"


def test_a_class_that_does_not_tell_a_figure_may_have_any_number_and_is_not_none() -> None:
    silent = group("2C", period(Figures(families=25)))
    school = combined(*(of_file(name, group(name)) for name in ("2A", "2B")), of_file("2C", silent))
    assert told(school, None, "families") == ("between 23 and 81", 23, 81, "told")
    assert told(school, None, "families_heard") == ("between 11 and 55", 11, 55, "told")  # 14 of each telling, and 27
    _, low, high, _ = told(school, None, "heard")
    assert (low, high) == pytest.approx((0.45 * 46 / 73, (0.55 * 46 + 27) / 73))
    for name in ("in_group_at_least", "families_in_group_at_least"):
        assert told(school, None, name) == (None, None, None, "not known")


def test_the_bounds_of_a_period_are_of_the_classes_told_of_in_it() -> None:
    spring = period(name="Spring 2026", starts=date(2026, 1, 5), ends=date(2026, 3, 27))
    school = combined(of_file("2A", group("2A")), of_file("2B", group("2B", spring)))
    for name in (AUTUMN, "Spring 2026"):
        assert told(school, None, "families", name) == ("between 23 and 27", 23, 27, "told")
        assert told(school, None, "families_heard", name) == ("between 11 and 14", 11, 14, "told")


def test_the_roster_here_narrows_the_bounds() -> None:
    several = [of_file(name, group(name)) for name in ("2A", "2B", "2C")]
    assert told(combined(*several), None, "families_heard") == ("between 11 and 42", 11, 42, "told")
    known = classes(*((name, "2", "export") for name in ("2A", "2B", "2C")))
    assert told(combine(several, known, families=40), None, "families_heard") == ("between 11 and 40", 11, 40, "told")
    narrow = combine(several, known, families=70, places=75)
    assert told(narrow, None, "families_heard") == ("between 28 and 42", 28, 42, "told")
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
    assert told(school, None, "families_heard")[1:3] == (27, 27)
    assert told(school, None, "heard")[0] == "90 % or more"


def test_a_school_that_tells_of_nobody_says_why() -> None:
    assert told(combined(of_file("2A", group("2A", period(None)))), None, "heard")[3] == "too few"
    assert told(combined(of_file("2A", group("2A", period(Figures())))), None, "heard")[3] == "not known"
    some = combined(of_file("2A", group("2A", period(None))), of_file("2B", group("2B")))
    assert told(some, None, "joined")[3] == "not known"  # of a class that is told, so not too few


def test_members_are_of_the_families_at_the_end_who_may_be_fewer() -> None:
    figures = Figures(
        families=25, heard="45 to 55 %", in_group_at_least="85 % or more", in_group_at_most="85 % or more"
    )
    school = combined(of_file("2A", group("2A", period(figures))))
    assert told(school, None, "families_in_group_at_least") == ("between 17 and 27", 17, 27, "told")  # 85 % of 20
    assert told(school, None, "in_group_at_least") == ("85 % or more", 0.85, 1, "told")


def test_classes_without_records_are_in_no_sum_of_the_school() -> None:
    """Of a class without a group announcements can be told, and the families on roll with them."""
    silent = group("2C", period(Figures(families=25)), group="no group", first=None, last=None)
    school = combined(of_file("2A", group("2A")), of_file("2C", silent))
    assert told(school, None, "families") == ("between 23 and 27", 23, 27, "told")
    assert told(school, None, "heard")[0] == "45 to 55 %"


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


def assert_same(one: Combined, other: Combined) -> None:
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
    of_file("2B again", group("2B", period(ends=date(2025, 12, 20))), school="bramley hill"),
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
    silent = data.draw(st.sets(st.integers(0, 3)))
    places = {(family, at) for family, own in enumerate(children) for at in own}
    heard = {(family, at) for family, at in places if wrote[family]}
    rolls = [sum(at == each for _, at in places) for each in range(4)]
    written = [sum(at == each for _, at in heard) for each in range(4)]
    groups = [
        group(
            f"{each}A",
            period(Figures(families=bands.count(roll), heard=None if each in silent else bands.share(part, roll))),
        )
        for each, (roll, part) in enumerate(zip(rolls, written, strict=True))
        if roll >= 10
    ]
    if not groups:
        return
    shown = {int(each.name[0]) for each in groups}
    tells = bool(shown - silent)
    families = len({family for family, at in places if at in shown})
    truth = len({family for family, at in heard if at in shown})
    files = [of_file(each.name, each) for each in groups]
    known = classes(*((each.name, None, "export") for each in groups))
    for roster in ({}, {"families": len(children), "places": len(places)}):
        school = combine(files, known, **roster)
        _, low, high, why = told(school, None, "families_heard")
        assert low <= truth <= high if tells else why == "not known"
        _, low, high, why = told(school, None, "heard")
        share = sum(written[each] for each in shown) / sum(rolls[each] for each in shown)
        assert low <= share <= high if tells else why == "not known"
        _, low, high, _ = told(school, None, "families")
        assert low <= families <= high


def test_what_is_combined_can_have_been_written_and_read() -> None:
    files = {each.source: write(each.summary) for each in SEVERAL}
    reread = [Given(each.file, read(files[each.source], each.source), each.from_export) for each in SEVERAL]
    assert_same(combined(*reread), combined(*SEVERAL))


# What of two that say different things is shown


def test_records_come_before_a_later_day_of_which_there_are_none() -> None:
    silent = group("2B", group="no export", last=date(2026, 4, 1))
    school = combined(of_file("a", silent), of_file("b", group("2B")))
    assert school.groups.select("file", "state").rows() == [("b.json", "export")]


@pytest.mark.parametrize(
    ("names", "shown"),
    [(("Class R", "R"), "R"), (("Class R", "Class R", "R"), "Class R")],
    ids=["of two as common, the shorter", "the commonest"],
)
def test_a_class_that_is_not_known_here_is_shown_by_the_spelling_of_most_files(
    names: Sequence[str], shown: str
) -> None:
    several = [of_file(f"{place}", group(name, last=date(2026, 1, place))) for place, name in enumerate(names, start=1)]
    for order in permutations(several):
        assert combined(*order).groups["group"].to_list() == [shown]


def test_of_two_quiet_hours_as_common_the_earlier_are_the_schools() -> None:
    early, late = of_file("b", group("2B"), quiet_start=time(20)), of_file("a", group("1A"))
    assert combined(early, late).quiet_start == combined(late, early).quiet_start == time(20)


def test_a_class_without_records_in_another_file_leaves_the_schools_own_figures() -> None:
    silent = of_file("3C", group("3C", group="no group", first=None, last=None))
    school = combined(of_file("all", group("2A"), group("2B"), WHOLE), silent)
    assert school.families_once
    assert told(school, None, "heard")[0] == "55 to 65 %"


def test_that_a_group_cannot_be_exported_goes_before_that_there_is_none() -> None:
    """Whoever made the summary has asked; the settings here may be of before there was a group."""
    theirs = of_file("all", group("3B", group="not exported", first=None, last=None))
    assert combine([theirs], classes(("3B", "3", "no group"))).groups["state"].to_list() == ["not exported"]


def test_a_year_that_says_that_it_cannot_be_exported_is_no_error() -> None:
    year = group("Year 2", kind="year", classes=("2A", "2B"), group="not exported", first=None, last=None)
    assert combined(of_file("all", group("2A"), year)).groups["group"].to_list() == ["2A", "Year 2"]


def test_our_school_is_that_of_more_files_though_another_file_has_more_groups() -> None:
    several = (dale("a"), dale("b", group("1A")), of_file("c", group("1A"), group("1B"), group("1C")))
    assert combined(*several).name == "Dale"


@pytest.mark.parametrize(
    ("known", "families"),
    [
        (("1A",), "between 23 and 54"),  # those of 2B and 2C may be the same ones
        (("1A", "2B"), "between 23 and 54"),
        (("1A", "2B", "2C"), "between 46 and 54"),
    ],
)
def test_a_roster_that_does_not_know_every_class_narrows_nothing(known: Sequence[str], families: str) -> None:
    several = [of_file(name, group(name)) for name in ("2B", "2C")]
    school = combine(several, classes(*((name, "1", "no export") for name in known)), families=60, places=60)
    assert told(school, None, "families")[0] == families


@pytest.mark.parametrize(
    ("known", "families"),
    [(("1A", "2A", "2B"), "between 46 and 54"), (("1A", "2A"), "between 23 and 54")],
)
def test_a_year_is_known_to_the_roster_by_its_classes(known: Sequence[str], families: str) -> None:
    year = group("Year 2", kind="year", classes=("2A", "2B"))
    several = [of_file("all", year, group("2A", period(None)), group("2B", period(None))), of_file("1A", group("1A"))]
    school = combine(several, classes(*((name, name[0], "no export") for name in known)), families=60, places=60)
    assert told(school, None, "families")[0] == families
