"""The school in sentences: bounds stay bounds, nothing unknown is a zero, and a change is said where there is a gap."""

import re
from datetime import date, datetime, time

import polars as pl
import pytest
from msgspec.structs import fields

from dashboard.disclosure.bands import BANDS, bounds
from dashboard.findings import school as findings
from dashboard.findings.school import spoken
from dashboard.findings.school.figures import HEADINGS
from dashboard.findings.school.points import IN_BOUNDS, NO_PERIOD, NOTHING
from dashboard.findings.school.trend import change
from dashboard.summary import Announcement, Figures, Given, Group, Period, Summary, combine
from dashboard.summary.school import School
from dashboard.thresholds import FEWEST_FAMILIES, FEWEST_MESSAGES, FEWEST_NIGHTS
from dashboard.words import GAP
from parsers.schema import CLASSES
from tests.told_school import AUTUMN, EIGHT, ONE, SPRING, SUMMER, YEAR, Told, four, group, missing, school

EMPTY = school([missing("4A")], {}, periods=[])
UNTOLD = school([group("2B")], {}, hidden=[("2B", SPRING)], periods=[SPRING])
SCHOOLS = (EIGHT, ONE, EMPTY, UNTOLD)
JUDGING = re.compile(r"\b(only|worst|best|good|bad|poor|top|rank\w*|nan|None|null)\b")
SILENT = (None, None, None, None, None)


def said_of(shown: School, period: str | None = None) -> str:
    """Every sentence of the page."""
    said = [opening(shown, period), *findings.here(shown)]
    for question in findings.QUESTIONS:
        said += [findings.title(shown, period, question)]
        said += [*points(shown, period, question), *findings.notes(shown, period, question)]
    return "\n".join(said)


def opening(shown: School, period: str | None = None) -> str:
    return findings.opening(shown, period).replace(GAP, " ")


def points(shown: School, period: str | None, question: str) -> list[str]:
    return [said.replace(GAP, " ") for said in findings.points(shown, period, question)]


def column(shown: School, question: str, period: str) -> dict[str, str]:
    return dict(findings.table(shown, question).select("Class", period).iter_rows())


# The four answers


def test_the_opening_answers_the_four_questions_of_all_that_is_told() -> None:
    assert opening(EIGHT) == (
        "In Spring 2026, 6 of 9 classes can be told of: 95 to 120 families of 150 to 170 were heard; in each class, "
        "35 % or more of the families could see the last announcement; in each class, a message fell into the quiet "
        "hours on up to 45 % of the nights; and in each class, 45 % or more of the families were in their class’s "
        "group at the end."
    )


def test_one_class_alone_is_told_by_its_name() -> None:
    assert opening(ONE) == (
        "In Spring 2026, of 2B: 75 to 85 % of the families were heard; 35 to 75 % of the families could see the last "
        "announcement; a message fell into the quiet hours on 45 to 55 % of the nights; and 75 % or more of the "
        "families were in their class’s group at the end."
    )


def test_without_a_period_or_a_figure_the_opening_says_so() -> None:
    assert opening(EMPTY) == NO_PERIOD
    assert opening(UNTOLD) == f"In Spring 2026, {NOTHING}"


def test_what_is_not_known_is_said_among_the_answers() -> None:
    shown = school([group("2B")], four("2B", SPRING, "75 %", *SILENT), periods=[SPRING])
    assert "about 75 % of the families were heard" in opening(shown)
    assert "how many families could see the last announcement is not known" in opening(shown)
    assert points(shown, None, "calm") == [
        "In Spring 2026, on how many nights a message fell into the quiet hours is not known."
    ]


def test_the_period_asked_for_is_the_one_told_of_and_else_the_newest_term() -> None:
    shown = school(
        [group("2B")],
        {**four("2B", AUTUMN, "25 to 35 %", *SILENT), **four("2B", YEAR, "65 to 75 %", *SILENT)},
        periods=[AUTUMN, YEAR],
    )
    assert findings.newest(shown) == AUTUMN
    assert "25 to 35 %" in opening(shown, "Autumn 1926")
    assert opening(shown, YEAR).startswith("In the school year 2025/26, of 2B: 65 to 75 %")


def test_reach_says_when_the_announcement_was_sent_and_whom_it_could_not_reach() -> None:
    assert points(ONE, None, "reach") == [
        "35 to 75 % of the families could see the last announcement of Spring 2026, sent on 20 Mar 2026: from those "
        "who surely could, to those who may have been able to.",
        "So 25 % or more could not be reached through the groups.",
        "No clear change: it was 25 to 75 % in Autumn 2025.",
    ]
    assert "In 3 classes or years some families could not be reached" in points(EIGHT, None, "reach")[1]


def test_calm_says_the_schools_own_quiet_hours() -> None:
    assert points(ONE, None, "calm")[0].endswith("Quiet hours are 21:00 to 07:00.")


def test_all_together_is_told_once_more_than_one_class_is_and_says_why_it_is_bounds() -> None:
    assert findings.rows(EIGHT, None, "fair")["label"][0] == "All shown"
    assert findings.notes(EIGHT, None, "fair")[0] == IN_BOUNDS
    assert "All shown" not in findings.rows(EIGHT, None, "calm")["label"].to_list()
    own = {(None, SPRING, "heard"): (18, 20), (None, SPRING, "families"): 25}
    alone = school([group("2B")], {**four("2B", SPRING, "75 to 85 %", *SILENT), **own}, periods=[SPRING], once=False)
    assert findings.rows(alone, None, "fair")["label"].to_list() == ["2B"]
    assert findings.notes(alone, None, "fair") == []


def test_where_each_family_counts_once_the_school_has_a_share_and_no_excuse() -> None:
    told = {
        (place, SPRING, "heard"): said for place, said in ((None, "65 %"), ("1A", "65 to 75 %"), ("1B", "under 15 %"))
    }
    shown = school([group("1A"), group("1B")], told, periods=[SPRING])
    assert opening(shown).startswith("In Spring 2026, both classes can be told of: about 65 % of the families were")
    assert findings.notes(shown, None, "fair") == []


def test_families_of_a_number_that_is_not_told_have_words_and_no_bar() -> None:
    told = {**four("1A", SPRING, "65 to 75 %", *SILENT), **four("1B", SPRING, "65 to 75 %", *SILENT)}
    shown = school(
        [group("1A"), group("1B")], {**told, (None, SPRING, "heard"): (30, 40)}, periods=[SPRING], once=False
    )
    whole = findings.rows(shown, None, "fair").row(0, named=True)
    assert (whole["low"], whole["high"], whole["said"]) == (None, None, "30 to 40 families")
    assert points(shown, None, "fair")[0].startswith("30 to 40 families were heard")


# What is not told


def test_each_reason_for_no_figure_has_its_own_words_and_no_bar() -> None:
    assert column(EIGHT, "fair", SPRING) == {
        "All shown": "95 to 120 families",
        "1A": "65 to 75 %",
        "1B": "65 to 75 %",
        "2A": "30 to 50 %",
        "2B": "55 to 65 %, unsure",
        "3A": "shown with Year 3",
        "3B": "shown with Year 3",
        "4A": "no summary yet",
        "4B": "no group",
        "10A": "no records then",
        "Year 3": "55 to 65 %",
    }
    assert column(EIGHT, "reach", SPRING)["2A"] == "not known"
    assert column(EIGHT, "fair", AUTUMN)["2A"] == "records too short"
    assert column(EIGHT, "fair", AUTUMN)["Year 3"] == "shown by class"
    assert column(UNTOLD, "fair", SPRING) == {"2B": "too few to show"}
    assert column(school([missing("1A", "no export")], {}), "fair", SPRING) == {"1A": "no export"}


@pytest.mark.parametrize("shown", SCHOOLS)
@pytest.mark.parametrize("question", findings.QUESTIONS)
def test_a_row_without_a_figure_is_never_a_zero(shown: School, question: str) -> None:
    rows = findings.rows(shown, None, question)
    without = rows.filter(~pl.col("said").str.contains(r"\d+ %|families"))
    assert without.filter(pl.any_horizontal(pl.col("low", "high").is_not_null())).is_empty()
    assert rows["said"].null_count() == 0


def test_a_class_without_a_summary_is_not_said_to_be_shown_with_its_year() -> None:
    shown = school(
        [group("3A"), missing("3B"), group("Year 3", kind="year", year="3")],
        four("Year 3", SPRING, "65 to 75 %", *SILENT),
        hidden=[("3A", SPRING)],
        periods=[SPRING],
    )
    assert column(shown, "fair", SPRING) == {
        "3A": "shown with Year 3",
        "3B": "no summary yet",
        "Year 3": "65 to 75 %",
    }
    assert opening(shown).startswith("In Spring 2026, 1 of 2 classes can be told of")


def test_a_class_without_records_of_which_reach_is_known_is_still_without_a_group_elsewhere() -> None:
    told = {
        **four("1A", SPRING, "45 to 55 %", "45 to 55 %", "75 %", "10 %", "75 to 85 %", "85 % or more"),
        **four("4B", SPRING, None, "45 to 55 %", "75 %", None, None, None),
    }
    shown = school([group("1A"), missing("4B", "no group")], told, periods=[SPRING])
    assert column(shown, "reach", SPRING)["4B"] == "45 to 75 %"
    assert column(shown, "fair", SPRING)["4B"] == "no group"
    assert opening(shown).startswith("In Spring 2026, 1 of 2 classes can be told of")


def test_how_many_could_not_be_reached_is_never_rounded_up() -> None:
    shown = school([group("2B")], four("2B", SPRING, None, "45 %", "70 %", None, None, None), periods=[SPRING])
    assert points(shown, None, "reach")[1] == "So 27 % or more could not be reached through the groups."  # 72.5 % can


def test_small_print_lists_what_is_not_told_by_its_reason() -> None:
    assert findings.notes(EIGHT, None, "current") == [
        "Shown with Year 3: 3A, 3B. No summary yet: 4A. No group: 4B. No records then: 10A."
    ]


def test_grey_rows_say_why_and_are_never_compared() -> None:
    rows = findings.rows(EIGHT, None, "calm")
    assert rows.filter(~pl.col("sure"))["label"].unique().to_list() == ["2B"]
    assert "Grey and unsure: 2B, as exports of the group disagree on the time of day." in findings.notes(
        EIGHT, None, "calm"
    )
    assert "Grey and unsure: 2B, as too many of the messages come from senders linked to no family on roll." in (
        findings.notes(EIGHT, None, "fair")
    )
    assert points(EIGHT, None, "calm")[1] == ("Since Autumn 2025 it is lower in 1 class and not clearly changed in 1.")


# Rows and tables


def test_classes_come_by_name_and_years_after_them() -> None:
    labels = findings.rows(EIGHT, None, "fair")["label"].unique(maintain_order=True).to_list()
    assert labels == ["All shown", "1A", "1B", "2A", "2B", "3A", "3B", "4A", "4B", "10A", "Year 3"]


def test_a_year_has_no_row_in_a_period_in_which_its_classes_have() -> None:
    assert "Year 3" not in findings.rows(EIGHT, AUTUMN, "fair")["label"].to_list()


def test_a_picture_has_the_period_and_the_two_of_its_kind_before_it() -> None:
    told: Told = {("2B", period, "heard"): "45 to 55 %" for period in (AUTUMN, SPRING, SUMMER, YEAR)}
    shown = school([group("2B")], told, periods=[AUTUMN, SPRING, SUMMER, YEAR])
    assert dict(findings.rows(shown, SUMMER, "fair").select("period", "age").iter_rows()) == {
        SUMMER: 0,
        SPRING: 1,
        AUTUMN: 2,
    }
    assert dict(findings.rows(shown, SPRING, "fair").select("period", "age").iter_rows()) == {SPRING: 0, AUTUMN: 1}
    assert findings.rows(shown, YEAR, "fair")["period"].to_list() == [YEAR]
    assert findings.table(shown, "fair").columns == ["Class", SUMMER, YEAR, SPRING, AUTUMN]


def test_a_bar_reaches_from_the_least_of_one_figure_to_the_most_of_the_other() -> None:
    row = findings.rows(ONE, None, "reach").filter(pl.col("age") == 0).row(0, named=True)
    assert (row["low"], row["high"], row["said"]) == (0.35, 0.75, "35 to 75 %")


def test_families_are_drawn_as_parts_of_all_that_there_may_be() -> None:
    row = findings.rows(EIGHT, None, "fair").filter(pl.col("age") == 0).row(0, named=True)
    assert row["low"] == pytest.approx(95 / 170)
    assert row["high"] == pytest.approx(120 / 150)


def test_every_figure_of_a_summary_has_a_heading_in_more_figures() -> None:
    told = {field.name for field in fields(Figures)} - {"linked_enough"}
    assert {*HEADINGS} == told | {"seen_at_least", "seen_at_most"}


def test_more_figures_has_what_is_told_and_why_the_rest_is_not() -> None:
    more = findings.more(EIGHT)
    rows = {row["Class"]: row for row in more.iter_rows(named=True)}
    assert (rows["1A"]["Families on roll"], rows["1A"]["Joined"]) == ("25", "<5")
    assert rows["1B"]["Joined"] == "not known"
    assert rows["4A"]["Joined"] == "no summary yet"
    assert rows["All shown"]["Families heard"] == "between 95 and 120"
    assert "Messages in bursts" not in more.columns
    assert more.null_count().sum_horizontal().item() == 0


# Changes


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ("65 to 75 %", "45 to 55 %", "higher"),
        ("25 to 35 %", "45 to 55 %", "lower"),
        ("55 to 65 %", "45 to 55 %", None),  # they touch: 55 % and one family less than 55 %
        ("50 to 70 %", "45 to 55 %", None),
        (">90 %", "85 %", "higher"),
        ("90 %", "85 %", None),
    ],
)
def test_a_change_is_said_where_there_is_a_gap_between_the_bands(now: str, before: str, said: str | None) -> None:
    assert change(bounds(now), bounds(before)) == said


def test_of_two_bands_with_a_gap_every_figure_of_the_one_is_above_every_one_of_the_other() -> None:
    for now in BANDS:
        for before in BANDS:
            ups = [change(bounds(now), bounds(before)), change(bounds(before), bounds(now))]
            assert ups in ([None, None], ["higher", "lower"], ["lower", "higher"])
            if BANDS[now][0] < BANDS[before][1] and BANDS[before][0] < BANDS[now][1]:
                assert ups == [None, None]


def test_all_together_are_compared_where_the_same_classes_are_told_in_both_periods() -> None:
    both = {(None, period, "families"): 100 for period in (AUTUMN, SPRING)}
    heard = {(None, AUTUMN, "heard"): (20, 30), (None, SPRING, "heard"): (60, 80)}
    told = {(name, period, "heard"): "45 to 55 %" for name in ("1A", "1B") for period in (AUTUMN, SPRING)}
    same = school([group("1A"), group("1B")], {**both, **heard, **told}, once=False)
    assert points(same, None, "fair")[1] == "That is higher than before: it was 20 to 30 families in Autumn 2025."
    more = school(
        [group("1A"), group("1B"), group("1C")], {**both, **heard, **told, ("1C", SPRING, "heard"): "45 to 55 %"}
    )
    assert points(more, None, "fair")[1] == (
        "No clear change since Autumn 2025, in any of the 2 classes told of in both."
    )


def test_a_change_of_several_classes_is_counted_and_names_none() -> None:
    terms = {
        "1A": ("25 to 35 %", "65 to 75 %"),
        "1B": ("25 to 35 %", "45 to 55 %"),
        "1C": ("85 % or more", "under 15 %"),
    }
    told: Told = {
        (name, period, "heard"): said
        for name, both in terms.items()
        for period, said in zip((AUTUMN, SPRING), both, strict=True)
    }
    shown = school([group(name) for name in terms], told)
    assert points(shown, None, "fair")[1] == "Since Autumn 2025 it is higher in 2 classes and lower in 1 class."


def test_the_first_period_has_nothing_to_be_compared_with() -> None:
    assert len(points(ONE, AUTUMN, "fair")) == 1


# Words


def test_no_line_ends_between_a_number_and_its_per_cent_sign() -> None:
    assert " %" not in findings.opening(EIGHT)
    assert f"35{GAP}%" in findings.opening(EIGHT)


@pytest.mark.parametrize("share", BANDS)
def test_the_words_of_a_share_and_its_bounds_say_the_same(share: str) -> None:
    low, high = spoken.ends(share)
    least, most = (100 * end for end in bounds(share))
    assert least - 0.001 <= low <= high <= most + 0.001
    assert most - high <= 2.5 + 0.001
    assert low - least <= 2.5 + 0.001


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [
        ("55 to 65 %", "75 to 85 %", "55 to 85 %"),
        ("55 to 65 %", "55 to 65 %", "55 to 65 %"),
        ("85 % or more", "85 % or more", "85 % or more"),
        ("55 to 65 %", "85 % or more", "55 % or more"),
        ("under 15 %", "25 to 35 %", "up to 35 %"),
        ("<10 %", ">90 %", "0 to 100 %"),
        ("60 %", "85 %", "60 to 85 %"),
        ("60 %", None, "60 % or more"),
        (None, "85 %", "up to 85 %"),
    ],
)
def test_two_shares_are_said_from_the_least_of_one_to_the_most_of_the_other(
    least: str | None, most: str | None, said: str
) -> None:
    assert spoken.pair(least, most) == said


@pytest.mark.parametrize("shown", SCHOOLS)
def test_nothing_is_judged_ranked_or_left_undefined_in_any_sentence(shown: School) -> None:
    for period in [None, *shown.periods["period"]]:
        assert JUDGING.findall(said_of(shown, period)) == []


def test_the_method_says_the_minimums_that_the_program_keeps() -> None:
    method = " ".join(paragraph for _, paragraph in findings.METHOD)
    assert f"fewer than {FEWEST_FAMILIES} families on roll, or fewer than {FEWEST_MESSAGES} messages" in method
    assert f"at least {FEWEST_NIGHTS} nights" in method
    assert "more than 10 % of a class’s messages" in method
    assert "no signature" in method


# What is here


def test_what_is_here_names_each_class_once_and_tells_what_was_settled() -> None:
    assert findings.here(EIGHT) == [
        "From an export here: 1A.",
        "From a summary file: 1B, 2A, 2B, 3A, 3B and 10A.",
        "Without a group that is known of: 4B.",
        "Not here yet, as neither export nor summary file: 4A.",
        "Ask the class rep of 4A for a summary file.",
        "Classes too small to be shown alone are shown together, as Year 3.",
        "The records of 1A, 1B, 2B, 3A, 3B and 10A end on 17 Jul 2026.",
        "The records of 2A end on 14 Jul 2026.",
        "1B is in two files: the one whose records go on later is shown, 1B.schoolgate.json.",
    ]


def test_the_table_of_what_is_here_has_each_class_with_its_file() -> None:
    table = findings.here_table(EIGHT)
    assert table["Class"].to_list()[-2:] == ["10A", "Year 3"]
    assert table.row(1) == ("1B", "a summary file", "1B.schoolgate.json", date(2025, 9, 1), date(2026, 7, 17))
    assert table.row(6) == ("4A", "no summary yet", None, None, None)


# A file, read


def test_one_summary_file_alone_makes_the_page() -> None:
    told = Figures(
        families=25,
        heard="55 to 65 %",
        linked_enough=True,
        in_group_at_least="65 to 75 %",
        in_group_at_most="85 % or more",
        nights=80,
        nights_with_a_message="25 to 35 %",
    )
    announced = Announcement(
        sent_at=datetime(2026, 3, 20, 18, 5), families=25, known="65 to 75 %", at_most="75 to 85 %"
    )
    own = Group(
        name="2B",
        kind="class",
        first=date(2025, 9, 1),
        last=date(2026, 3, 27),
        periods=(Period(name=SPRING, starts=date(2026, 1, 6), ends=date(2026, 3, 27), span="term", figures=told),),
        announcements=(announced,),
    )
    summary = Summary(school="Meadow Primary", quiet_start=time(21), quiet_end=time(7), window_hours=72, groups=(own,))
    shown = combine([Given("2B.schoolgate.json", summary, from_export=False)], pl.DataFrame(schema=CLASSES))
    assert opening(shown) == (
        "In Spring 2026, of 2B: 55 to 65 % of the families were heard; 65 to 85 % of the families could see the last "
        "announcement; a message fell into the quiet hours on 25 to 35 % of the nights; and 65 % or more of the "
        "families were in their class’s group at the end."
    )
    assert points(shown, None, "reach")[1] == "So 15 % or more could not be reached through the groups."
    assert findings.rows(shown, None, "fair").height == 1
    assert findings.here(shown)[0] == "From a summary file: 2B."
