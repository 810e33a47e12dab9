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
from dashboard.findings.school.notes import HEADS_KNOWN, IN_BOTH, TOGETHER
from dashboard.findings.school.points import NO_ANSWER, NO_GROUP_TOLD, NO_PERIOD, NOTHING, TOO_SMALL
from dashboard.findings.school.trend import change
from dashboard.summary import Announcement, Figures, Given, Group, Period, Summary, combine
from dashboard.summary.school import Combined
from dashboard.thresholds import FEWEST_FAMILIES, FEWEST_MESSAGES, FEWEST_NIGHTS, MISSING_DAYS
from dashboard.words import GAP
from tests.told_school import AUTUMN, EIGHT, ONE, SEEN, SPRING, SUMMER, YEAR, Told, four, group, missing, school

EMPTY = school([missing("4A")], {}, periods=[])
UNTOLD = school([group("2B")], {}, hidden=[("2B", SPRING)], periods=[SPRING])
SCHOOLS = (EIGHT, ONE, EMPTY, UNTOLD)
JUDGING = re.compile(r"\b(only|worst|best|good|bad|poor|top|rank\w*|nan|None|null)\b")
SILENT = (None, None, None, None, None)


def said_of(shown: Combined, period: str | None = None) -> str:
    """Every sentence of the page."""
    said = [opening(shown, period), *short(shown, period), *findings.here(shown)]
    for question in findings.QUESTIONS:
        said += [findings.title(shown, period, question)]
        said += [*points(shown, period, question), *findings.notes(shown, period, question)]
    return "\n".join(said)


def opening(shown: Combined, period: str | None = None) -> str:
    return findings.opening(shown, period).replace(GAP, " ")


def short(shown: Combined, period: str | None = None) -> list[str]:
    return [said.replace(GAP, " ") for said in findings.answers_in_short(shown, period)]


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?!])\s+", text)


def words(sentence: str) -> int:
    return len(re.findall(r"[^\s%…]+", sentence))


def points(shown: Combined, period: str | None, question: str) -> list[str]:
    return [said.replace(GAP, " ") for said in findings.points(shown, period, question)]


def column(shown: Combined, question: str, period: str) -> dict[str, str]:
    return dict(findings.table(shown, question).select("Class", period).iter_rows())


# The four answers


def test_the_opening_says_of_how_many_classes_and_four_short_answers_follow() -> None:
    assert opening(EIGHT) == "In Spring 2026, 6 of 9 classes can be told of."
    assert short(EIGHT) == [
        "55 to 67 % of the families, counted class by class, were heard.",
        "In each of the 4 classes or years told of, 35 % or more of the families could see the last announcement.",
        "In each of the 5 classes or years told of, a message came in the quiet hours on up to 45 % of the nights.",
        "In each of the 5 classes or years told of, 45 % or more of the families were in their class’s group at the "
        "end.",
    ]


def test_one_class_alone_is_told_by_its_name() -> None:
    assert opening(ONE) == "In Spring 2026, the answers are those of 2B."
    assert short(ONE) == [
        "75 to 85 % of the families were heard.",
        "35 to 75 % of the families could see the last announcement.",
        "A message came in the quiet hours on 45 to 55 % of the nights.",
        "75 % or more of the families were in their class’s group at the end.",
    ]


@pytest.mark.parametrize("shown", SCHOOLS)
def test_the_opening_is_one_short_sentence(shown: Combined) -> None:
    assert len(sentences(opening(shown))) == 1
    assert words(opening(shown)) <= 30


def test_without_a_period_or_a_figure_the_opening_says_so_once() -> None:
    assert opening(EMPTY) == NO_PERIOD
    assert said_of(EMPTY).count(NO_PERIOD) == 1
    assert opening(UNTOLD) == f"In Spring 2026, {TOO_SMALL}"
    assert opening(school([group("2B"), missing("3A")], {}, periods=[SPRING])) == f"In Spring 2026, {NOTHING}"
    assert short(EMPTY) == short(UNTOLD) == []


def test_where_announcements_alone_are_known_the_opening_says_so() -> None:
    shown = school(
        [missing("4A", "no group")], four("4A", SPRING, None, "45 to 55 %", "75 %", None, None, None), periods=[SPRING]
    )
    assert opening(shown) == f"In Spring 2026, {NO_GROUP_TOLD}"
    assert short(shown)[:2] == [
        "How many families were heard is not known.",
        "45 to 78 % of the families could see the last announcement.",
    ]


def test_what_is_not_known_is_said_among_the_answers() -> None:
    shown = school([group("2B")], four("2B", SPRING, "75 %", *SILENT), periods=[SPRING])
    assert short(shown)[:2] == [
        "About 75 % of the families were heard.",
        "How many families could see the last announcement is not known.",
    ]
    assert points(shown, None, "calm") == [
        "In Spring 2026, on how many nights a message came in the quiet hours is not known."
    ]


def test_a_figure_that_rules_nothing_out_is_not_known_and_has_no_bar() -> None:
    """At least under 15 % and at most any number: from 0 to 100 %."""
    told: Told = {(place, SPRING, "in_group_at_least"): "under 15 %" for place in ("2A", "2B")}
    own: Told = {
        (None, SPRING, "in_group_at_least"): (0.0, 0.15),
        (None, SPRING, "families_in_group_at_least"): (0, 8),
        (None, SPRING, "families"): (23, 54),
    }
    heard = {(place, SPRING, "heard"): "75 %" for place in ("2A", "2B")}
    shown = school([group("2A"), group("2B")], {**told, **own, **heard}, periods=[SPRING], once=False)
    assert short(shown)[3] == "How many families were in their class’s group at the end is not known."
    assert points(shown, None, "current") == [
        "In Spring 2026, how many families were in their class’s group at the end is not known."
    ]
    assert findings.notes(shown, None, "current") == ["Not known: 2A, 2B."]
    assert findings.rows(shown, None, "current").select("label", "low", "high").rows() == [
        ("2A", None, None),
        ("2B", None, None),
    ]


def test_from_below_one_to_above_ninety_nine_per_cent_is_not_known_either() -> None:
    told: Told = {(None, SPRING, "heard"): (0.004, 0.996), ("1A", SPRING, "heard"): "under 15 %"}
    shown = school([group("1A"), group("1B")], {**told, ("1B", SPRING, "heard"): "85 % or more"}, periods=[SPRING])
    assert short(shown)[0] == "In each class, as many of the families as its own row shows were heard."
    assert "0 to 100 %" not in said_of(shown)


def test_where_what_is_told_answers_none_of_the_four_the_opening_says_so() -> None:
    shown = school([group("2B")], {("2B", SPRING, "families"): 25}, periods=[SPRING])
    assert opening(shown) == f"In Spring 2026, {NO_ANSWER}"
    assert short(shown) == []
    assert f"“{findings.MORE_TITLE}”" in NO_ANSWER
    assert findings.more(shown).rows() == [("2B", "25")]


def test_from_none_to_all_families_is_said_of_no_group() -> None:
    own: Told = {
        (None, SPRING, "in_group_at_least"): (0.1, 0.2),
        (None, SPRING, "families_in_group_at_least"): (0, 8),
        (None, SPRING, "families"): (23, 54),
    }
    told: Told = {(place, SPRING, "in_group_at_least"): "15 to 25 %" for place in ("2A", "2B")}
    shown = school([group("2A"), group("2B")], {**told, **own}, periods=[SPRING], once=False)
    assert findings.notes(shown, None, "current") == [IN_BOTH]


def test_classes_that_lie_from_none_to_all_are_not_told_in_one_range() -> None:
    told: Told = {("2A", SPRING, "nights_with_a_message"): "<10 %", ("2B", SPRING, "nights_with_a_message"): ">90 %"}
    shown = school([group("2A"), group("2B")], told, periods=[SPRING])
    assert short(shown)[2] == (
        "In each class, a message came in the quiet hours on as many of the nights as its own row shows."
    )


def test_what_is_too_few_to_show_is_not_said_to_be_unknown() -> None:
    assert points(UNTOLD, None, "fair") == ["In Spring 2026, how many families were heard cannot be shown."]


def test_nights_of_all_groups_together_are_told_of_the_average_group() -> None:
    told = {
        (place, SPRING, "nights_with_a_message"): said
        for place, said in ((None, "10 %"), ("1A", "10 %"), ("1B", "15 %"))
    }
    shown = school([group("1A"), group("1B")], told, periods=[SPRING])
    said = "In the average class’s group, a message came in the quiet hours on about 10 % of the nights"
    assert short(shown)[2] == f"{said}."
    assert points(shown, None, "calm")[0].startswith(f"{said} in Spring 2026.")
    assert TOGETHER["calm"] in findings.notes(shown, None, "calm")
    assert HEADINGS["nights"] == "Nights observed, over all groups"


def test_the_figure_of_one_class_is_not_told_as_everybodys() -> None:
    shown = school(
        [group("2A"), group("2B")],
        {
            **four("2A", SPRING, "75 %", *SILENT),
            **four("2B", AUTUMN, None, "15 to 25 %", "25 to 35 %", None, None, None),
            **four("2B", SPRING, None, "45 to 55 %", "75 to 85 %", None, None, None),
        },
    )
    assert points(shown, SPRING, "reach") == [
        "In 2B, the one class that tells of it, 45 to 85 % of the families could see the last announcement of Spring "
        "2026. At least 45 % surely could; at most 85 % may have been able to.",
        "So in 2B 15 % or more had no one in a group where it stood.",
        "In 2B, the one class that can be compared, the share of families who could see it is higher than in Autumn "
        "2025: it was 15 to 35 % then.",
    ]


def test_reach_of_all_is_of_the_families_of_every_class_that_announcements_are_told_of() -> None:
    told = {
        **four(None, SPRING, "75 %", "60 %", "70 %", None, None, None),
        **four("1A", SPRING, "75 %", "55 to 65 %", "65 to 75 %", None, None, None),
        **four("1B", SPRING, "75 %", "55 to 65 %", "65 to 75 %", None, None, None),
        **four("3A", SPRING, None, "55 to 65 %", "65 to 75 %", None, None, None),
    }
    three = [group("1A"), group("1B"), missing("3A", "no group")]
    shown = school(three, told, periods=[SPRING])
    assert opening(shown) == "In Spring 2026, 2 of 3 classes can be told of."
    assert short(shown)[:2] == [
        "About 75 % of the families were heard.",
        "57 to 73 % of the families of all 3 classes could see the last announcement.",
    ]
    more = school([*three, missing("4A")], told, periods=[SPRING])
    assert short(more)[1].startswith("57 to 73 % of the families of 3 of the 4 classes could see")


def test_an_announcement_is_of_the_classes_told_in_the_shortest_period_that_it_was_sent_in() -> None:
    """3A came after Autumn: told of in Spring and not in the year, whose last announcement was Spring's."""
    reach = (None, "55 to 65 %", "65 to 75 %", None, None, None)
    rows = [(None, SPRING), ("1A", SPRING), ("1B", SPRING), ("3A", SPRING), (None, YEAR), ("1A", YEAR), ("1B", YEAR)]
    told = {key: said for row in rows for key, said in four(*row, *reach).items()}
    groups = [group("1A"), group("1B"), group("3A", first=date(2026, 1, 2))]
    shown = school(groups, told, periods=[SPRING, YEAR], announced=[(None, SEEN)])
    assert points(shown, YEAR, "reach")[0].startswith("55 to 75 % of the families of all 3 classes could see")


def test_upper_ends_that_all_classes_together_cannot_reach_are_explained() -> None:
    told = {
        **four(None, SPRING, None, "60 %", "70 %", None, None, None),
        **four("1A", SPRING, None, "55 to 65 %", "85 % or more", None, None, None),
        **four("1B", SPRING, None, "55 to 65 %", "75 to 85 %", None, None, None),
    }
    two = [group("1A"), group("1B")]
    assert HEADS_KNOWN in findings.notes(school(two, told, periods=[SPRING]), None, "reach")
    alike = {**told, ("1A", SPRING, "seen_at_most"): "65 to 75 %"}
    assert HEADS_KNOWN not in findings.notes(school(two, alike, periods=[SPRING]), None, "reach")


def test_the_period_asked_for_is_the_one_told_of_and_else_the_newest_term() -> None:
    shown = school(
        [group("2B")],
        {**four("2B", AUTUMN, "25 to 35 %", *SILENT), **four("2B", YEAR, "65 to 75 %", *SILENT)},
        periods=[AUTUMN, YEAR],
    )
    assert findings.newest(shown) == AUTUMN
    assert "25 to 35 %" in short(shown, "Autumn 1926")[0]
    assert opening(shown, YEAR) == "In the school year 2025/26, the answers are those of 2B."
    assert "65 to 75 %" in short(shown, YEAR)[0]


def test_reach_says_when_the_announcement_was_sent_and_whom_it_could_not_reach() -> None:
    assert points(ONE, None, "reach") == [
        "35 to 75 % of the families could see the last announcement of Spring 2026. It was sent on 20 Mar 2026. At "
        "least 35 % surely could; at most 75 % may have been able to.",
        "So 25 % or more had no one in a group where it stood.",
        "No clear change in the share of families who could see it: it was 25 to 75 % in Autumn 2025.",
    ]
    assert "In 3 classes or years some families had no one in a group" in points(EIGHT, None, "reach")[1]


def test_calm_says_the_schools_own_quiet_hours() -> None:
    assert points(ONE, None, "calm")[0].endswith("Quiet hours are 21:00 to 07:00.")


def test_all_together_is_told_once_more_than_one_class_is_and_says_how_families_count() -> None:
    assert findings.rows(EIGHT, None, "fair")["label"][0] == "All shown"
    assert findings.notes(EIGHT, None, "fair")[:2] == [
        IN_BOTH,
        "Each counted once, between 95 and 120 of the 150 to 170 families were heard.",
    ]
    assert "All shown" not in findings.rows(EIGHT, None, "calm")["label"].to_list()
    own: Told = {(None, SPRING, "heard"): (0.75, 0.85), (None, SPRING, "families_heard"): (18, 20)}
    alone = school([group("2B")], {**four("2B", SPRING, "75 to 85 %", *SILENT), **own}, periods=[SPRING], once=False)
    assert findings.rows(alone, None, "fair")["label"].to_list() == ["2B"]
    assert findings.notes(alone, None, "fair") == []
    assert findings.more(alone)["Class"].to_list() == ["2B"]


def test_in_a_period_in_which_one_class_is_told_it_is_not_all_together() -> None:
    own = {
        (None, period, name): said
        for period in (AUTUMN, SPRING)
        for name, said in (("heard", (0.45, 0.55)), ("families_heard", (11, 14)), ("families", (23, 27)))
    }
    shown = school(
        [group("2A"), group("2B")],
        {
            **own,
            **four("2A", AUTUMN, "45 to 55 %", *SILENT),
            **four("2B", AUTUMN, "45 to 55 %", *SILENT),
            **four("2B", SPRING, "45 to 55 %", *SILENT),
        },
        once=False,
    )
    assert short(shown, SPRING)[0] == "In 2B, the one class that tells of it, 45 to 55 % of the families were heard."
    assert IN_BOTH not in findings.notes(shown, SPRING, "fair")
    assert "All shown" not in findings.rows(shown, SPRING, "fair")["label"].to_list()
    assert column(shown, "fair", SPRING)["All shown"] == "as the one told of"
    assert short(shown, AUTUMN)[0] == "45 to 55 % of the families, counted class by class, were heard."
    assert IN_BOTH in findings.notes(shown, AUTUMN, "fair")


def test_where_each_family_counts_once_the_school_has_a_share_and_no_excuse() -> None:
    told = {
        (place, SPRING, "heard"): said for place, said in ((None, "65 %"), ("1A", "65 to 75 %"), ("1B", "under 15 %"))
    }
    shown = school([group("1A"), group("1B")], told, periods=[SPRING])
    assert opening(shown) == "In Spring 2026, both classes can be told of."
    assert short(shown)[0] == "About 65 % of the families were heard."
    assert findings.notes(shown, None, "fair") == []


def test_how_many_families_each_once_is_said_beside_the_share_of_all_places() -> None:
    told = {**four("1A", SPRING, "65 to 75 %", *SILENT), **four("1B", SPRING, "65 to 75 %", *SILENT)}
    own: Told = {(None, SPRING, "heard"): (0.65, 0.75), (None, SPRING, "families_heard"): (30, 40)}
    shown = school([group("1A"), group("1B")], {**told, **own}, periods=[SPRING], once=False)
    assert short(shown)[0] == "65 to 75 % of the families, counted class by class, were heard."
    assert findings.notes(shown, None, "fair") == [IN_BOTH, "Each counted once, between 30 and 40 families were heard."]


def test_families_in_a_group_each_once_are_said_from_the_least_to_the_most() -> None:
    names = ("in_group_at_least", "in_group_at_most")
    told: Told = {(place, SPRING, name): "65 to 75 %" for place in ("1A", "1B") for name in names}
    own: Told = {
        **{(None, SPRING, name): (0.65, 0.75) for name in names},
        (None, SPRING, "families_in_group_at_least"): (13, 40),
        (None, SPRING, "families_in_group_at_most"): (15, 41),
        (None, SPRING, "families"): (23, 54),
    }
    shown = school([group("1A"), group("1B")], {**told, **own}, periods=[SPRING], once=False)
    assert short(shown)[3] == (
        "65 to 75 % of the families, counted class by class, were in their class’s group at the end."
    )
    assert findings.notes(shown, None, "current") == [
        IN_BOTH,
        "Each counted once, between 13 and 41 of the 23 to 54 families were in their class’s group at the end.",
    ]


# What is not told


def test_each_reason_for_no_figure_has_its_own_words_and_no_bar() -> None:
    assert column(EIGHT, "fair", SPRING) == {
        "All shown": "55 to 67 %",
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
    assert column(EIGHT, "fair", AUTUMN)["2A"] == "not in its summary"
    assert column(EIGHT, "fair", AUTUMN)["Year 3"] == "shown by class"
    assert column(UNTOLD, "fair", SPRING) == {"2B": "too few to show"}
    assert column(school([missing("1A", "no export")], {}), "fair", SPRING) == {"1A": "no export"}


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 1, 20), date(2026, 3, 13), "not in its summary"),  # a fortnight at either end may be missing
        (date(2026, 1, 21), date(2026, 7, 17), "records too short"),
        (date(2025, 9, 1), date(2026, 3, 12), "records too short"),
        (date(2025, 9, 1), date(2026, 1, 5), "no records then"),
    ],
)
def test_records_are_called_too_short_where_they_are(first: date, last: date, said: str) -> None:
    shown = school([group("2A", first=first, last=last)], {}, periods=[SPRING])
    assert column(shown, "fair", SPRING) == {"2A": said}


def test_a_class_that_chose_not_to_be_exported_is_not_asked_for() -> None:
    shown = school([group("2B"), missing("3B", "not exported"), missing("4A", "not exported")], {}, periods=[SPRING])
    assert column(shown, "fair", SPRING)["3B"] == "chose not to be exported"
    said = "\n".join(findings.here(shown))
    assert "The groups of 3B and 4A have chosen not to be exported; nothing is missing." in said
    assert "Ask" not in said
    assert dict(findings.here_table(shown).select("Class", "From").iter_rows())["3B"] == "none: its own choice"


def test_records_that_begin_or_end_within_the_period_are_told() -> None:
    late, early = date(2026, 1, 12), date(2026, 3, 20)
    shown = school(
        [group("1A", first=late), group("2B", last=early), group("10A", first=late), group("3A")], {}, periods=[SPRING]
    )
    ended = "The records of 2B end on 20 Mar 2026"
    assert findings.notes(shown, None, "fair")[:2] == [
        "The records of 1A and 10A begin on 12 Jan 2026.",
        f"{ended}.",
    ]
    assert findings.notes(shown, None, "current")[0] == f"{ended}; who is in a group is told as of then."


@pytest.mark.parametrize("shown", SCHOOLS)
@pytest.mark.parametrize("question", findings.QUESTIONS)
def test_a_row_without_a_figure_is_never_a_zero(shown: Combined, question: str) -> None:
    rows = findings.rows(shown, None, question)
    without = rows.filter(~pl.col("said").str.contains(r"\d+ %"))
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
    assert opening(shown) == "In Spring 2026, 1 of 2 classes can be told of: 3A."


def test_a_class_without_records_of_which_reach_is_known_is_still_without_a_group_elsewhere() -> None:
    told = {
        **four("1A", SPRING, "45 to 55 %", "45 to 55 %", "75 %", "10 %", "75 to 85 %", "85 % or more"),
        **four("4B", SPRING, None, "45 to 55 %", "75 %", None, None, None),
    }
    shown = school([group("1A"), missing("4B", "no group")], told, periods=[SPRING])
    assert column(shown, "reach", SPRING)["4B"] == "45 to 78 %"
    assert column(shown, "fair", SPRING)["4B"] == "no group"
    assert opening(shown).startswith("In Spring 2026, 1 of 2 classes can be told of")


def test_how_many_could_not_be_reached_is_never_rounded_up() -> None:
    shown = school([group("2B")], four("2B", SPRING, None, "45 %", "70 %", None, None, None), periods=[SPRING])
    assert points(shown, None, "reach")[1] == "So 27 % or more had no one in a group where it stood."  # 72.5 % had


def test_small_print_lists_what_is_not_told_by_its_reason() -> None:
    assert findings.notes(EIGHT, None, "current") == [
        "Shown with Year 3: 3A, 3B. No summary yet: 4A. No group: 4B. No records then: 10A."
    ]


def test_grey_rows_say_why_and_are_never_compared() -> None:
    rows = findings.rows(EIGHT, None, "calm")
    assert rows.filter(~pl.col("sure"))["label"].unique().to_list() == ["2B"]
    disagree = "2B is grey, as exports of the group disagree on the time of day"
    assert f"{disagree}." in findings.notes(EIGHT, None, "calm")
    assert "2B is grey, as too many of the messages come from senders linked to no family on roll." in (
        findings.notes(EIGHT, None, "fair")
    )
    assert points(EIGHT, None, "calm")[1] == (
        "Share of nights with a message, since Autumn 2025: lower in 1 class and not clearly changed in 1."
    )
    told = {(place, SPRING, "nights_with_a_message"): "10 %" for place in (None, "1A", "2B")}
    total = school([group("1A"), group("2B", times_settled=False)], told, periods=[SPRING])
    assert f"{disagree}, so the total is unsure too." in findings.notes(total, None, "calm")


def test_a_year_of_whose_classes_nothing_else_is_here_is_named_in_the_opening() -> None:
    both: Told = {
        (place, SPRING, figure): said
        for place in ("Year 2", "Year 4")
        for figure, said in (("heard", "75 %"), ("seen_at_least", "60 %"))
    }
    two, four_ = (group(name, kind="year", year=None) for name in ("Year 2", "Year 4"))
    alone = school([two], {("Year 2", SPRING, "heard"): "75 %"}, periods=[SPRING])
    assert opening(alone) == "In Spring 2026, no class is told of alone; those of Year 2 are told of together."
    assert findings.here(alone) == [
        "Classes too small to be shown alone are shown together, as Year 2.",
    ]
    whole: Told = {(None, SPRING, "seen_at_least"): "60 %", (None, SPRING, "seen_at_most"): "70 %"}
    shown = school([two, four_, group("1A")], {**both, **whole, ("1A", SPRING, "heard"): "75 %"}, periods=[SPRING])
    assert opening(shown) == "In Spring 2026, the answers are those of 1A, Year 2 and Year 4."
    assert short(shown)[1] == "57 to 73 % of the families could see the last announcement."
    more = school([two, group("1A"), group("1B")], {**both, ("1A", SPRING, "heard"): "75 %"}, periods=[SPRING])
    assert opening(more) == ("In Spring 2026, 1 of 2 classes can be told of: 1A; those of Year 2 are told of together.")
    assert short(more)[0].startswith("In each of the 2 classes or years told of, ")


# Rows and tables


def test_a_class_called_all_shown_is_not_taken_for_all_that_is_shown() -> None:
    shares = {None: "60 %", "All shown": "85 % or more", "2B": "under 15 %"}
    told: Told = {(place, period, "heard"): said for place, said in shares.items() for period in (AUTUMN, SPRING)}
    shown = school([group("2B"), group("All shown")], told)
    expected = {"All shown together": "60 %", "2B": "under 15 %", "All shown": "85 % or more"}
    assert column(shown, "fair", SPRING) == expected
    assert dict(findings.rows(shown, AUTUMN, "fair").select("label", "said").iter_rows()) == expected
    assert findings.more(shown)["Class"].to_list() == [*expected]
    assert points(shown, None, "fair")[1] == (
        "No clear change in the share of families heard: it was about 60 % in Autumn 2025."
    )


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
    assert findings.table(shown, "fair").columns == ["Class", SUMMER, SPRING, AUTUMN, YEAR]


def test_a_bar_reaches_from_the_least_of_one_figure_to_the_most_of_the_other() -> None:
    row = findings.rows(ONE, None, "reach").filter(pl.col("age") == 0).row(0, named=True)
    assert (row["low"], row["high"], row["said"]) == (0.35, 0.75, "35 to 75 %")


def test_all_shown_is_drawn_from_the_least_to_the_most_that_its_share_may_be() -> None:
    row = findings.rows(EIGHT, None, "fair").filter(pl.col("age") == 0).row(0, named=True)
    assert (row["low"], row["high"], row["said"]) == (0.55, 0.665, "55 to 67 %")


def test_every_figure_of_a_summary_has_a_heading_in_more_figures() -> None:
    told = {field.name for field in fields(Figures)} - {"linked_enough"}
    assert {*HEADINGS} == told | {"seen_at_least", "seen_at_most"}


def test_more_figures_has_what_is_told_and_why_the_rest_is_not() -> None:
    more = findings.more(EIGHT)
    rows = {row["Class"]: row for row in more.iter_rows(named=True)}
    joined = "People who joined"
    assert (rows["1A"]["Families on roll"], rows["1A"][joined]) == ("25", "<5")
    assert rows["1B"][joined] == "not told"
    assert rows["4A"][joined] == "no summary yet"
    assert rows["All shown"]["Families heard"] == "55 to 67 %"
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
    whole = {(None, AUTUMN, "heard"): "25 %", (None, SPRING, "heard"): "75 %"}
    told = {(name, period, "heard"): "45 to 55 %" for name in ("1A", "1B") for period in (AUTUMN, SPRING)}
    same = school([group("1A"), group("1B")], {**whole, **told})
    assert points(same, None, "fair")[1] == (
        "The share of families heard is higher than in Autumn 2025: it was about 25 % then."
    )
    more = school([group("1A"), group("1B"), group("1C")], {**whole, **told, ("1C", SPRING, "heard"): "45 to 55 %"})
    assert points(more, None, "fair")[1] == (
        "No clear change in the share of families heard since Autumn 2025, in either class that can be compared."
    )


def test_the_share_of_all_places_is_compared_and_the_bounds_of_families_are_not() -> None:
    """Each of two classes rises from 15 to 25 % to 75 to 85 %, and the families of both, each once, overlap."""
    whole: Told = {
        **{(None, AUTUMN, "heard"): (0.15, 0.25), (None, SPRING, "heard"): (0.75, 0.85)},
        **{(None, AUTUMN, "families_heard"): (4, 24), (None, SPRING, "families_heard"): (18, 44)},
    }
    classes = {
        (name, period, "heard"): said
        for name in ("1A", "1B")
        for period, said in ((AUTUMN, "15 to 25 %"), (SPRING, "75 to 85 %"))
    }
    shown = school([group("1A"), group("1B")], {**whole, **classes}, once=False)
    assert points(shown, None, "fair") == [
        "75 to 85 % of the families, counted class by class, were heard in Spring 2026. The others may well be "
        "reading; they just did not post.",
        "The share of families heard is higher than in Autumn 2025: it was 15 to 25 % then.",
    ]


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
    assert points(shown, None, "fair")[1] == (
        "Share of families heard, since Autumn 2025: higher in 2 classes and lower in 1 class."
    )


def test_the_first_period_has_nothing_to_be_compared_with() -> None:
    assert len(points(ONE, AUTUMN, "fair")) == 1


# Words


def test_no_line_ends_between_a_number_and_its_per_cent_sign() -> None:
    every = " ".join([*findings.answers_in_short(EIGHT), *findings.points(EIGHT, None, "reach")])
    assert " %" not in every
    assert f"35{GAP}%" in every


@pytest.mark.parametrize("share", BANDS)
def test_the_ends_that_are_said_of_a_share_lie_around_its_band_and_within_one_per_cent(share: str) -> None:
    low, high = spoken.outer(*bounds(share))
    least, most = (100 * end for end in bounds(share))
    assert least - 1 < low <= least
    assert most - 0.001 <= high < most + 1


def test_what_could_not_be_and_what_could_be_never_contradict_each_other() -> None:
    """58.3 % could surely see it, 70.1 % may have: bands of 60 % and 70 %."""
    shown = school([group("2B")], four("2B", SPRING, None, "60 %", "70 %", None, None, None), periods=[SPRING])
    assert points(shown, None, "reach") == [
        "57 to 73 % of the families could see the last announcement of Spring 2026. At least 57 % surely could; at "
        "most 73 % may have been able to.",
        "So 27 % or more had no one in a group where it stood.",
    ]


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [
        ("55 to 65 %", "75 to 85 %", "55 to 85 %"),
        ("55 to 65 %", "55 to 65 %", "55 to 65 %"),
        ("85 % or more", "85 % or more", "85 % or more"),
        ("55 to 65 %", "85 % or more", "55 % or more"),
        ("under 15 %", "25 to 35 %", "up to 35 %"),
        ("<10 %", ">90 %", "0 to 100 %"),
        ("60 %", "85 %", "57 to 88 %"),
        ("60 %", "60 %", "60 %"),
        ("60 %", "90 %", "57 to 90 %"),
        ("60 %", None, "57 % or more"),
        (None, "85 %", "up to 88 %"),
    ],
)
def test_two_shares_are_said_from_the_least_of_one_to_the_most_of_the_other(
    least: str | None, most: str | None, said: str
) -> None:
    low, high = 0.0 if least is None else bounds(least)[0], 1.0 if most is None else bounds(most)[1]
    assert spoken.pair(least, most, low, high) == said


@pytest.mark.parametrize(
    ("low", "high", "roll", "said"),
    [
        (18, 36, "the 23 to 54", "between 18 and 36 of the 23 to 54 families"),
        (1, 1, None, "1 family"),
        (1, None, None, "at least 1 family"),
        (30, None, "about 160", "at least 30 of about 160 families"),
    ],
)
def test_a_number_of_families_is_said_as_part_of_all_of_them(
    low: float, high: float | None, roll: str | None, said: str
) -> None:
    assert spoken.amount(low, high, roll) == said


@pytest.mark.parametrize("shown", SCHOOLS)
def test_nothing_is_judged_ranked_or_left_undefined_in_any_sentence(shown: Combined) -> None:
    for period in [None, *shown.periods["period"]]:
        assert JUDGING.findall(said_of(shown, period)) == []


def test_the_method_says_the_minimums_that_the_program_keeps() -> None:
    method = " ".join(paragraph for _, paragraph in findings.METHOD)
    assert f"fewer than {FEWEST_FAMILIES} families on roll" in method
    assert f"fewer than {FEWEST_MESSAGES} messages" in method
    assert f"miss up to {MISSING_DAYS} days at either end" in method
    assert f"at least {FEWEST_NIGHTS} nights" in method
    assert "more than 10 % of a class’s messages" in method
    assert "no signature" in method


def test_no_sentence_of_the_method_or_of_an_answer_is_longer_than_thirty_words() -> None:
    said = [paragraph for _, paragraph in findings.METHOD] + [findings.MORE_NOTE, IN_BOTH, HEADS_KNOWN]
    for shown in SCHOOLS:
        for period in shown.periods["period"]:
            said += [*short(shown, period), opening(shown, period)]
            for question in findings.QUESTIONS:
                said += [*points(shown, period, question), *findings.notes(shown, period, question)]
    long = [sentence for text in said for sentence in sentences(text) if words(sentence) > 30]
    assert long == []


# What is here


def test_what_is_here_names_each_class_once_and_tells_what_was_settled() -> None:
    assert findings.here(EIGHT) == [
        "From an export here: 1A.",
        "From a summary file: 1B, 2A, 2B, 3A, 3B and 10A.",
        "Without a group: 4B.",
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
    known = pl.DataFrame(schema=dict.fromkeys(("class", "year", "state"), pl.String))
    shown = combine([Given("2B.schoolgate.json", summary, from_export=False)], known)
    assert opening(shown) == "In Spring 2026, the answers are those of 2B."
    assert short(shown) == [
        "55 to 65 % of the families were heard.",
        "65 to 85 % of the families could see the last announcement.",
        "A message came in the quiet hours on 25 to 35 % of the nights.",
        "65 % or more of the families were in their class’s group at the end.",
    ]
    assert points(shown, None, "reach")[1] == "So 15 % or more had no one in a group where it stood."
    assert findings.rows(shown, None, "fair").height == 1
    assert findings.here(shown)[0] == "From a summary file: 2B."


def test_several_summary_files_alone_tell_the_share_of_all_their_places() -> None:
    told = Figures(families=25, heard="55 to 65 %", in_group_at_least="65 to 75 %", in_group_at_most="75 to 85 %")
    term = Period(name=SPRING, starts=date(2026, 1, 6), ends=date(2026, 3, 27), span="term", figures=told)
    same = {"school": "Meadow Primary", "quiet_start": time(21), "quiet_end": time(7), "window_hours": 72}
    files = [
        Given(
            f"{name}.json",
            Summary(**same, groups=(Group(name=name, kind="class", periods=(term,)),)),
            from_export=False,
        )
        for name in ("1A", "1B", "2A", "2B", "3A", "3B")
    ]
    shown = combine(files, pl.DataFrame(schema={"class": pl.String, "year": pl.String, "state": pl.String}))
    assert short(shown)[0] == "55 to 65 % of the families, counted class by class, were heard."
    assert short(shown)[3].startswith("65 to 85 % of the families, counted class by class, were in their class’s group")
    assert findings.notes(shown, None, "fair")[:2] == [
        IN_BOTH,
        "Each counted once, between 13 and 102 of the 23 to 162 families were heard.",
    ]
