"""What a summary is made of: the pages' own figures, the truth of the sample school, and what is hidden of the few."""

import csv
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Any, cast

import polars as pl
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from dashboard import answers, workspace
from dashboard.answers import summarised
from dashboard.answers.exact_figures import in_groups_of_school, then
from dashboard.answers.group_announcements import most_of
from dashboard.answers.in_bands import said
from dashboard.answers.standing import standings
from dashboard.answers.summarised import Built, Discloses, NothingToSummarise, checked, class_built, summarise
from dashboard.answers.summary_rows import Counted, Dated, Numbers, Rows, count
from dashboard.answers.whole_periods import whole_periods
from dashboard.cli import schoolgate
from dashboard.disclosure import bands
from dashboard.selection import Period, Selection
from dashboard.summary.attacked import Exposed
from dashboard.summary.cells import AT_THE_END, FAMILIES, GONE_BY_THE_END, gone_since, new_since, shared
from dashboard.summary.model import Figures, Group, Summary
from dashboard.workspace import Workspace
from parsers import schema
from parsers.errors import SummaryError
from tests.summarised_school import AUTUMN, NEWS, SPRING, SUMMER, TERMS, YEAR, Class, Term, file_of, files, school

SAMPLE = Path(__file__).parent.parent / "sample_exports"
TRUTH = SAMPLE / "truth"
EXPORTED = ("1A", "1B", "2A", "2B", "4A", "4B")


@cache
def sample() -> Workspace:
    return workspace.load(SAMPLE)


@cache
def counted() -> Counted:
    return count(sample())


@cache
def sample_school() -> Built:
    return summarise(sample())


@cache
def built_of(name: str) -> Built:
    return class_built(counted(), name)


def row(name: str, period: str) -> Numbers:
    return counted().figures[name, period]


@cache
def truth() -> Mapping[str, Any]:
    return MappingProxyType(json.loads((TRUTH / "figures.json").read_text(encoding="utf-8")))


def told_of(name: str) -> list[Period]:
    rows = counted().whole.filter(pl.col("class") == name).select("period", "starts", "ends")
    return [Period(*row) for row in rows.iter_rows()]


CASES = [(name, period) for name in EXPORTED for period in ("Autumn 2025", "Spring 2026", "Summer 2025")]


# The same figures as the pages'


@pytest.mark.parametrize(("name", "period"), CASES)
def test_families_and_messages_are_those_of_the_equity_page(name: str, period: str) -> None:
    chosen = next(each for each in told_of(name) if each.name == period)
    page = answers.heard(sample(), Selection(chosen, (name,))).classes.row(0, named=True)
    assert row(name, period)["families"] == (page["families"], None)
    assert row(name, period)["heard"] == (page["heard"], page["families"])
    assert row(name, period)["linked_enough"] == (
        page["unlinked_messages"],
        page["unlinked_messages"] + page["messages"],
    )
    size = counted().exact.sizes.filter(pl.col("class") == name, pl.col("period") == period)
    assert size.row(0)[2:] == (page["families"], page["messages"])


@pytest.mark.parametrize(("name", "period"), CASES)
def test_nights_are_those_of_the_hours_page(name: str, period: str) -> None:
    chosen = next(each for each in told_of(name) if each.name == period)
    page = answers.disturbed(sample(), Selection(chosen, (name,)))
    whole = page.whole.row(0, named=True)
    before_school = page.days.filter(pl.col("day_type") == "school_night").row(0, named=True)
    assert row(name, period)["nights"] == (whole["nights"], None)
    assert row(name, period)["nights_with_a_message"] == (whole["disturbed"], whole["nights"])
    assert row(name, period)["school_nights_with_a_message"] == (before_school["disturbed"], before_school["nights"])


@pytest.mark.parametrize(("name", "period"), CASES)
def test_habits_are_those_of_the_habits_page(name: str, period: str) -> None:
    chosen = next(each for each in told_of(name) if each.name == period)
    page = answers.habits(sample(), Selection(chosen, (name,)), inside=True).now
    shares = {habit: (part, of) for habit, part, of in page.classes.select("habit", "part", "of").iter_rows()}
    figures = ("in_bursts", "in_side_chats", "questions", "questions_followed", "non_answers")
    assert tuple(row(name, period)[figure] for figure in figures) == tuple(
        shares[habit] for habit in ("bursts", "side_chats", "questions", "followed", "non_answers")
    )
    _, _, median, high = page.faced.row(0)
    assert abs(row(name, period)["messages_a_day"][0] - median) <= 0.5
    assert abs(row(name, period)["messages_on_a_busy_day"][0] - high) <= 0.5


def test_standings_on_the_last_day_are_those_of_the_drift_page() -> None:
    chosen = Selection(told_of("1A")[0], EXPORTED)
    drift = answers.drifted(sample(), chosen)
    assert standings(sample(), chosen, drift.on)[2].equals(drift.bounds)


def test_movements_of_the_months_of_a_term_are_those_of_the_drift_page() -> None:
    moves = answers.drifted(sample(), Selection(told_of("1A")[0], ("1A",))).movements
    autumn = moves.filter(pl.col("month").is_between(date(2025, 9, 1), date(2025, 12, 1)))
    ways = autumn.select("link", "community", "invite", "joined", "added").sum_horizontal().sum()
    assert row("1A", "Autumn 2025")["joined"] == (ways, None)
    assert row("1A", "Autumn 2025")["left"] == (
        autumn.select(pl.col("left", "removed").sum()).sum_horizontal()[0],
        None,
    )


# The truth


@pytest.mark.parametrize("name", EXPORTED)
def test_families_heard_and_nights_are_what_happened(name: str) -> None:
    for period in told_of(name):
        talk = truth()["equity"][period.name]["classes"][name]
        nights = truth()["hours"][period.name][f"Class {name}"]
        assert row(name, period.name)["heard"] == (talk["heard"], talk["families"])
        assert row(name, period.name)["nights_with_a_message"] == (
            nights["disturbed_nights"],
            nights["observed_nights"],
        )


@pytest.mark.parametrize("name", EXPORTED)
def test_families_in_the_group_at_a_terms_end_lie_within_the_bounds(name: str) -> None:
    with (TRUTH / "memberships.csv").open(encoding="utf-8", newline="") as lines:
        stays = [stay for stay in csv.DictReader(lines) if stay["chat"] == f"Class {name}" and stay["family"]]
    for period in told_of(name):
        over = datetime.combine(period.ends, datetime.max.time()).isoformat()
        inside = {stay["family"] for stay in stays if stay["since"] <= over and over < (stay["until"] or "9")}
        here = on_roll(name, period.ends)
        least, most = (row(name, period.name)[figure] for figure in ("in_group_at_least", "in_group_at_most"))
        assert least[1] == most[1] == len(here)
        assert (
            least[0] <= len(inside & {family for family, standing in here.items() if standing == "current"}) <= most[0]
        )


def on_roll(name: str, on: date) -> dict[str, str]:
    rows = (
        sample()
        .roster.filter(
            pl.col("class") == name,
            pl.col("role") != "staff",
            pl.col("starts").fill_null(on) <= on,
            pl.col("ends").fill_null(on) >= on,
        )
        .sort("standing", descending=True)
    )
    return dict(rows.select("family", pl.col("standing").cast(pl.String)).iter_rows())


def test_a_class_has_the_same_figures_alone_and_among_the_whole_school() -> None:
    others = [f"Class {name}" for name in EXPORTED if name != "1A"]
    alone = workspace.load(
        (path.name, path.read_bytes())
        for path in sorted(SAMPLE.iterdir())
        if path.is_file() and not any(other in path.name for other in [*others, NEWS])
    )
    among = group(built_of("1A"), "1A")
    assert group(summarise(alone, "1A"), "1A") == replace(among, announcements=())  # of a group that is not there


def test_the_sample_schools_figures_of_a_class_stand_in_both_files_alike() -> None:
    assert group(sample_school(), "1B") == group(built_of("1B"), "1B")


def test_the_school_counts_each_family_once() -> None:
    known = truth()["equity"]["Spring 2026"]["school"]
    told = figures(group(sample_school(), "Bramley Hill Primary School"), "Spring 2026")
    assert told.families == bands.count(known["families"])
    assert told.heard == bands.share(known["heard"], known["families"])


def test_leaves_are_not_known_of_a_group_whose_export_is_no_admins() -> None:
    assert "left" in row("1A", "Spring 2026")
    assert "left" not in row("4A", "Spring 2026")
    assert figures(group(sample_school(), "4A"), "Spring 2026").left is None


def test_classes_without_an_export_are_told_of_by_their_families_alone() -> None:
    groups = {name: group(sample_school(), name) for name in ("3A", "3B")}
    assert [each.group for each in groups.values()] == ["no group", "not exported"]
    told = figures(groups["3A"], "Spring 2026")
    assert (told.families, told.heard, told.nights, told.joined) == (20, None, None, None)
    assert groups["3A"].announcements[-1].at_most is not None


def test_only_the_school_has_what_message_info_says() -> None:
    for each in sample_school().summary.groups:
        read = [sent for sent in each.announcements if sent.read_at_least is not None]
        assert bool(read) == (each.kind == "school")


# Whole periods


def periods(built: Built, name: str) -> list[str]:
    return [period.name for period in group(built, name).periods]


def group(built: Built, name: str) -> Group:
    return next(each for each in built.summary.groups if each.name == name)


def figures(of: Group, period: str) -> Figures:
    found = next(each.figures for each in of.periods if each.name == period)
    assert found is not None
    return found


def hidden(of: Group) -> list[str]:
    return [period.name for period in of.periods if period.figures is None]


def whole(first: date, last: date) -> list[str]:
    """Of one class whose records are of these days."""
    made = school({"1A": Class("1")})
    chats = [made.chats[0].__class__(**{**vars(made.chats[0]), "coverage": coverage(made, first, last)})]
    return whole_periods(made.__class__(**{**vars(made), "chats": tuple(chats)}))["period"].to_list()


def coverage(made: Workspace, first: date, last: date) -> Any:
    known = made.chats[0].coverage
    moments = {
        "first": datetime.combine(first, datetime.min.time()),
        "last": datetime.combine(last, datetime.min.time()),
    }
    return known.__class__(**{**vars(known), **moments})


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2025, 9, 1), date(2026, 7, 17), [AUTUMN.name, YEAR, SPRING.name, SUMMER.name]),
        (date(2025, 9, 1), date(2026, 7, 3), [AUTUMN.name, YEAR, SPRING.name, SUMMER.name]),  # two weeks before its end
        (date(2025, 9, 1), date(2026, 7, 2), [AUTUMN.name, SPRING.name]),  # not over yet
        (
            date(2025, 9, 15),
            date(2026, 7, 17),
            [AUTUMN.name, YEAR, SPRING.name, SUMMER.name],
        ),  # two weeks after its start
        (date(2025, 9, 16), date(2026, 7, 17), [SPRING.name, SUMMER.name]),  # and the year lacks a term
        (date(2026, 7, 11), date(2026, 7, 17), []),
    ],
)
def test_a_period_is_told_of_which_the_records_miss_two_weeks_at_either_end_at_most(
    first: date, last: date, told: list[str]
) -> None:
    assert whole(first, last) == told


# What is hidden


def test_a_term_with_few_messages_is_hidden_and_takes_the_shortest_other_one_with_it() -> None:
    built = summarise(school({"1A": Class("1", said={AUTUMN.name: 49}), "2A": Class("2", said={AUTUMN.name: 50})}))
    assert hidden(group(built, "1A")) == [AUTUMN.name, SPRING.name]  # 11 weeks; Summer has 13
    assert hidden(group(built, "2A")) == []


def test_a_class_of_few_families_is_told_of_with_its_year() -> None:
    built = summarise(school({"1A": Class("1", 9, 9), "1B": Class("1", 15, 12), "2A": Class("2")}))
    for name in ("1A", "1B"):
        assert hidden(group(built, name)) == [AUTUMN.name, YEAR, SPRING.name, SUMMER.name]
    together = group(built, "Year 1")
    assert (together.kind, together.year, together.classes) == ("year", "1", ("1A", "1B"))
    told = figures(together, SPRING.name)
    assert (told.families, told.heard) == (25, bands.share(21, 24))  # sums over the classes
    assert told.messages_a_day is None  # a median cannot be added up
    assert group(built, "Hill School").classes == ("1A", "1B", "2A")


def test_a_small_class_alone_in_its_year_is_hidden_and_in_no_total() -> None:
    built = summarise(school({"1A": Class("1", 9, 9), "2A": Class("2", 15, 12), "2B": Class("2", 14, 11)}))
    assert hidden(group(built, "1A")) == [AUTUMN.name, YEAR, SPRING.name, SUMMER.name]
    whole_school = group(built, "Hill School")
    assert whole_school.classes == ("2A", "2B")
    told = figures(whole_school, SPRING.name)
    assert (told.families, told.heard) == (30, bands.share(23, 29))


QUIET_SUMMER = MappingProxyType({SUMMER.name: 45})


def test_of_a_hidden_last_term_the_year_does_not_tell_who_was_in_the_group() -> None:
    """As the year ends with it: whoever is in the group then is in it at the end of both."""
    two = {name: Class("2", 20, 20, said=QUIET_SUMMER) for name in ("2A", "2B")}
    built = summarise(school({**two, "3A": Class("3", 20, 20)}))
    for name in two:
        assert hidden(group(built, name)) == [SPRING.name, SUMMER.name]
        assert at_the_end(built, name) == (None, None, None)
        assert figures(group(built, name), YEAR).heard == "85 % or more"
    for name in ("3A", "Hill School"):
        assert None not in at_the_end(built, name)
    assert figures(group(built, "Year 2"), SUMMER.name).in_group_at_least is not None


def test_nor_does_the_school_where_a_class_is_not_told_of_in_the_last_term() -> None:
    built = summarise(school({"2A": Class("2", said=QUIET_SUMMER), "3A": Class("3"), "4A": Class("4")}))
    assert at_the_end(built, "Hill School") == (None, None, None)
    assert None not in at_the_end(built, "3A")


def at_the_end(built: Built, name: str) -> tuple[object, ...]:
    told = figures(group(built, name), YEAR)
    return told.in_group_at_least, told.in_group_at_most, told.unlinked_members


def test_the_school_counts_each_family_in_a_group_once() -> None:
    """18 families of 2A, 6 of which are 1A's and in its group alone: 24 of 24 are in a group, of 30 places."""
    given = files({"1A": Class("1"), "2A": Class("2")})
    siblings = "".join(f"2A,1A-{place},Little {place},,+44 7700 900{place:03}\n" for place in range(6))
    given["roster.csv"] += b"\n" + siblings.encode()
    built = summarise(workspace.load(list(given.items())))
    checked(built)
    assert built.wholes["2A", SPRING.name, AT_THE_END] == 18
    assert built.wholes["Hill School", SPRING.name, AT_THE_END] == built.roll["Hill School", SPRING.name] == 24
    assert figures(group(built, "2A"), SPRING.name).in_group_at_least == "50 to 70 %"
    assert figures(group(built, "Hill School"), SPRING.name).in_group_at_least == "85 % or more"


def test_readers_may_know_who_came_and_went_and_who_is_in_two_classes_of_a_year() -> None:
    """Of 1A one family goes in autumn and one in spring, when another one comes; three of its twelve are in 1B too."""
    given = files({"1A": Class("1"), "1B": Class("1"), "2A": Class("2", 15)}, news=True)
    listed = given["roster.csv"].decode().splitlines()
    dated = [f"{listed[0]},starts,ends", f"{listed[1]},,2025-11-01", f"{listed[2]},,2026-02-01", *listed[3:]]
    dated += ["1A,1A-new,New child,,+44 7700 900999,2026-01-10,"]
    dated += [f"1B,1A-{place},Little {place},,+44 7700 900{place:03}" for place in (2, 3, 4)]
    built = summarise(workspace.load(list((given | {"roster.csv": "\n".join(dated).encode()}).items())))
    for name in ("1A", "Hill School"):
        moves = (GONE_BY_THE_END, gone_since(AUTUMN.name), new_since(AUTUMN.name))
        assert [built.wholes[name, SPRING.name, each] for each in moves] == [1, 1, 1]
        assert built.wholes[name, SUMMER.name, gone_since(SPRING.name)] == 0
        assert built.wholes[name, YEAR, GONE_BY_THE_END] == 2
    sent_at = group(built, "1A").announcements[0].sent_at
    assert [built.wholes["1", AUTUMN.name, shared(each)] for each in (FAMILIES, AT_THE_END)] == [3, 3]
    assert (built.wholes["1", sent_at, shared(FAMILIES)], built.wholes["2", sent_at, shared(FAMILIES)]) == (3, 0)


@pytest.mark.parametrize(("high", "told"), [(20, 20), (30, 24)])
def test_no_more_can_be_in_the_groups_than_there_are_families(high: int, told: int) -> None:
    there = pl.DataFrame({"class": ["1A"] * 14 + ["2A"] * 16, "family": [*range(14), *range(8, 24)], "current": True})
    assert in_groups_of_school(there, ["1A", "2A"], high)["in_group_at_most"] == (told, 24)


def test_the_families_of_those_who_announce_are_among_the_others() -> None:
    """Else the number of families beside the roll says in which class the sender has a child."""
    given = files({"1A": Class("1", 23, 23), "2A": Class("2", 23, 23)}, news=True)
    senders = ["+44 7700 900000", "+44 7700 900023", "+44 7700 900000"]
    lines = given[file_of(NEWS)].decode().splitlines(keepends=True)
    turns = [line.replace("The PA", sender) for line, sender in zip(lines, senders, strict=False)]
    given[file_of(NEWS)] = "".join([*turns, lines[-1].replace("The PA", senders[0])]).encode()
    given["school.toml"] = given["school.toml"].replace(b'"The PA"', f'"{senders[0]}", "{senders[1]}"'.encode())
    counted = count(workspace.load(list(given.items())))
    sent = {
        name: [(row["n"], row["floor"]) for row in counted.announced.classes.filter(pl.col("class") == name).to_dicts()]
        for name in ("1A", "2A")
    }
    assert sent == {"1A": [(23, 1), (23, 0), (23, 1)], "2A": [(23, 0), (23, 1), (23, 0)]}
    assert {each.families for each in group(summarised.school_built(counted), "1A").announcements} == {25}


@pytest.mark.parametrize(("news", "classes"), [(True, ("1A", "2A")), (False, ("2A",))])
def test_the_school_lists_the_classes_that_its_announcements_are_of(news: bool, classes: tuple[str, ...]) -> None:
    built = summarise(school({"1A": Class("1", exported=False), "2A": Class("2")}, news=news))
    assert group(built, "Hill School").classes == classes
    assert built.roll["Hill School", SPRING.name] == 12  # of the one with an export


@pytest.mark.parametrize(("of_school", "told"), [(20, 17), (12, 12)])
def test_an_announcement_cannot_have_reached_more_of_the_school_than_of_its_classes(of_school: int, told: int) -> None:
    rows = {
        (name, SPRING.name): [{"sent_at": 1, "ceiling": most}, {"sent_at": 2, "ceiling": 25}]
        for name, most in (("1A", 8), ("2A", 9))
    }
    whole = {"period": SPRING.name, "sent_at": 1, "ceiling": of_school}
    assert most_of(cast(Counted, SimpleNamespace(reached=rows)), whole, ["1A", "2A"]) == told


def test_the_rep_of_a_small_class_gets_a_summary_that_tells_nothing_of_its_families() -> None:
    built = summarise(school({"1A": Class("1", 9, 9), "1B": Class("1")}), "1A")
    assert [each.name for each in built.summary.groups] == ["1A"]
    assert hidden(group(built, "1A")) == [AUTUMN.name, YEAR, SPRING.name, SUMMER.name]


def test_without_a_roster_a_class_of_so_few_senders_that_they_may_be_of_nine_families_is_hidden() -> None:
    built = summarise(school({"1A": Class("1", families=19, heard=19, rostered=False)}), "1A")
    assert hidden(group(built, "1A")) == [AUTUMN.name, YEAR, SPRING.name, SUMMER.name]


def test_without_a_roster_nobody_is_heard_and_nights_are_told_all_the_same() -> None:
    built = summarise(school({"1A": Class("1", families=20, heard=20, rostered=False)}), "1A")
    told = figures(group(built, "1A"), SPRING.name)
    assert (told.families, told.heard, told.linked_enough, told.in_group_at_least) == (None, None, None, None)
    assert (told.nights, told.nights_with_a_message) == (80, "<10 %")


def test_a_roster_that_counts_and_names_nobody_gives_the_families_on_roll() -> None:
    given = files({"1A": Class("1"), "1B": Class("1")}) | {"roster.csv": b"class,families\n1A,12\n1B,13\n"}
    built = summarise(workspace.load(list(given.items())))
    told = figures(group(built, "1B"), SPRING.name)
    assert (told.families, told.heard) == (15, None)
    assert figures(group(built, "Hill School"), SPRING.name).families is None  # nobody knows which are the same


def test_without_an_announcement_group_there_are_no_announcements() -> None:
    assert [each.announcements for each in summarise(school({"1A": Class("1")})).summary.groups] == [(), ()]


def test_announcements_are_told_of_in_periods_that_are() -> None:
    built = summarise(school({"1A": Class("1", said={AUTUMN.name: 49}), "2A": Class("2")}, news=True))
    days = {each.name: [sent.sent_at.date() for sent in each.announcements] for each in built.summary.groups}
    autumn, spring, summer = (date(2025, 9, 21), date(2026, 1, 25), date(2026, 5, 3))
    assert days["1A"] == [summer]
    assert days["2A"] == days["Hill School"] == [autumn, spring, summer]  # the window of the last is not over
    families = [sent.families for sent in group(built, "Hill School").announcements]
    assert families == [10, 10, 25]  # of those classes that are told of


@pytest.mark.parametrize(
    ("figure", "number", "of", "told"),
    [
        ("nights_with_a_message", 3, 39, None),
        ("nights_with_a_message", 3, 40, "under 15 %"),
        ("in_bursts", 10, 49, None),  # messages
        ("in_bursts", 10, 50, "15 to 25 %"),
        ("questions_followed", 5, 9, None),
        ("questions_followed", 5, 10, "50 to 70 %"),
        ("joined", 3, None, "<5"),
        ("linked_enough", 10, 100, True),
        ("linked_enough", 11, 100, False),
        ("linked_enough", 0, 0, True),  # nobody wrote
    ],
)
def test_each_figure_is_told_in_its_band_and_of_enough(figure: str, number: int, of: int | None, told: object) -> None:
    assert said(figure, number, of) == told


# Whose group it was


def test_members_of_the_class_that_moved_up_are_compared_with_the_roll_of_then() -> None:
    roster = pl.DataFrame(
        {
            "class": ["1A", "2A", "2A"],
            "family": ["Ash", "Ash", "Birch"],
            "starts": [date(2024, 9, 1), date(2025, 9, 1), date(2024, 9, 1)],
            "ends": [date(2025, 7, 31), None, date(2025, 7, 31)],
        }
    ).pipe(schema.conform, schema.ROSTER)
    moved = then(roster, pl.DataFrame({"class": ["2A"], "was": ["1A"]}))
    assert moved.filter(pl.col("class") == "2A").select("family", "starts").rows() == [("Ash", date(2024, 9, 1))]
    assert set(moved.filter(pl.col("class").is_null())["family"]) == {"Ash", "Birch"}  # known, of no class
    assert then(roster, pl.DataFrame({"class": ["2A"], "was": ["2A"]})) is roster


# Nothing to summarise


@pytest.mark.parametrize(
    ("made", "name", "why"),
    [
        (lambda: school({"1A": Class("1")}, terms=()), "1A", "no term dates are known"),
        (lambda: school({"1A": Class("1")}), "7F", "No class is called 7F here. These are: 1A."),
        (lambda: school({"1A": Class("1"), "1B": Class("1", exported=False)}), "1B", "no export of the group of 1B"),
        (
            lambda: school({"1A": Class("1")}, terms=(Term("Next", date(2026, 6, 1), date(2026, 12, 1)),)),
            "1A",
            "No term lies whole in the records of 1A, which end on 17 Jul 2026",
        ),
        (lambda: workspace.load([]), None, "no term dates are known"),
    ],
)
def test_what_is_lacking_is_said_with_what_to_do(made: Any, name: str | None, why: str) -> None:
    with pytest.raises(NothingToSummarise, match=why):
        summarise(made(), name)


# The attack


SMALL = MappingProxyType({5: 10, 10: 9, 20: 8})  # 5 % of 12 families is less than one


def test_what_the_attack_finds_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    made = school({"1A": Class("1", 12, 8)})
    monkeypatch.setattr(bands, "FEWEST", SMALL)
    told = group(summarise(made, "1A"), "1A")
    assert hidden(told) == []
    assert {figures(told, period.name).heard for period in told.periods} == {None}
    assert figures(told, SPRING.name).families == 10


def test_a_summary_that_gives_a_number_away_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(bands, "FEWEST", SMALL)
        broken.setattr(summarised, "exposed_in", lambda *_: ())
        built = summarise(school({"1A": Class("1", 12, 8)}), "1A")
    assert figures(group(built, "1A"), SPRING.name).heard == "65 %"  # 8 of 12, and of no other number
    with pytest.raises(Discloses, match="This summary was not written: from it, a number of 1A"):
        checked(built)


def test_what_cannot_be_hidden_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summarised, "exposed_in", lambda *_: (Exposed("1A", SPRING.name, "heard"),))
    with pytest.raises(Discloses, match=r"1A \(Spring 2026\)"):
        summarise(school({"1A": Class("1")}), "1A")


def test_the_school_and_then_the_year_no_longer_say_what_gives_a_hidden_class_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made, looks = school({"1A": Class("1", 9, 9), "1B": Class("1", 15, 12)}), []

    def found(summaries: Any, *_: object) -> tuple[Exposed, ...]:
        looks.append([name for name, told in in_spring(summaries) if told.heard])
        return (Exposed("1A", SPRING.name, "heard"),) if looks[-1] else ()

    monkeypatch.setattr(summarised, "exposed_in", found)
    built = summarise(made)
    assert looks[-3:] == [["Year 1", "Hill School"], ["Year 1"], []]
    assert figures(group(built, "Hill School"), SPRING.name).nights is not None  # the other figures stay


def test_where_no_figure_is_left_to_hide_the_rows_are(monkeypatch: pytest.MonkeyPatch) -> None:
    made, looks = school({"1A": Class("1", 9, 9), "1B": Class("1", 15, 12)}), []

    def found(summaries: Any, *_: object) -> tuple[Exposed, ...]:
        looks.append([name for name, _ in in_spring(summaries)])
        return (Exposed("1A", SPRING.name, "heard"),) if looks[-1] else ()

    monkeypatch.setattr(summarised, "exposed_in", found)
    summarise(made)
    assert looks[-5:] == [*[["Year 1", "Hill School"]] * 4, []]  # without its only year the school has no row


def in_spring(summaries: Iterable[Summary]) -> list[tuple[str, Figures]]:
    """What the school's summary tells of each group."""
    every = [group for each in summaries for group in each.groups if len(each.groups) > 1]
    rows = [(group.name, row) for group in every for row in group.periods if row.name == SPRING.name]
    return [(name, row.figures) for name, row in rows if row.figures]


def test_the_files_of_a_school_give_nothing_away_together() -> None:
    assert checked(sample_school(), [built_of(name) for name in EXPORTED]) == checked(sample_school())


def test_the_command_says_what_cannot_be_written_in_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refused(*_: object) -> bytes:
        raise SummaryError("1A", "A share is wrong.", "Make it again.")

    monkeypatch.setattr(answers, "checked", refused)
    for name, content in files({"1A": Class("1")}).items():
        (tmp_path / name).write_bytes(content)
    run = CliRunner().invoke(schoolgate, ["summarise", str(tmp_path), "--class", "1A", "-o", str(tmp_path / "out")])
    assert (run.exit_code, "A share is wrong." in run.output) == (2, True)


# The same bytes


def test_a_summary_made_twice_or_of_files_in_another_order_is_the_same_bytes() -> None:
    given = list(files({"1A": Class("1", 9, 9), "1B": Class("1", 15, 12), "2A": Class("2")}, news=True).items())
    made = {checked(summarise(workspace.load(order))) for order in (given, given, given[::-1])}
    assert len(made) == 1


def test_announcements_need_the_export_of_their_group() -> None:
    given = files({"1A": Class("1")}, news=True)
    assert summarise(workspace.load(list(given.items())), "1A").summary.groups[0].announcements != ()
    del given[file_of(NEWS)]
    assert summarise(workspace.load(list(given.items())), "1A").summary.groups[0].announcements == ()


def test_who_came_and_went_is_not_known_where_the_records_begin_after_the_period_did() -> None:
    made = files({"1A": Class("1")})
    lines = made["WhatsApp Chat with Class 1A.txt"].splitlines(keepends=True)
    later = b"".join(each for each in lines if not each.startswith((b"31/08/2025", b"01/09/2025")))
    built = summarise(workspace.load(list((made | {"WhatsApp Chat with Class 1A.txt": later}).items())), "1A")
    joined = {period.name: period.figures and period.figures.joined for period in built.summary.groups[0].periods}
    assert joined == {AUTUMN.name: None, YEAR: None, SPRING.name: 0, SUMMER.name: 0}


def test_terms_that_share_a_day_are_a_sentence_and_no_summary() -> None:
    shared = Term("Spring 2026", date(2025, 12, 19), date(2026, 3, 27))
    with pytest.raises(NothingToSummarise, match="19 Dec 2025 lies in two terms"):
        summarise(school({"1A": Class("1")}, terms=(AUTUMN, shared, SUMMER)), "1A")


def test_a_year_is_a_line_with_its_own_terms_and_not_with_the_next_years() -> None:
    later = Term("Autumn 2026", date(2026, 9, 1), date(2026, 12, 18))
    periods = (
        *(Dated(*term, "term") for term in (*TERMS, later)),
        Dated(YEAR, AUTUMN.starts, SUMMER.ends, "school year"),
        Dated("School year 2026/27", later.starts, later.ends, "school year"),
    )
    every = Rows("1A", "class", {each.name: ("1A",) for each in periods}, "1A")
    lines = summarised.lines_of(cast(Counted, SimpleNamespace(periods=periods)), every)
    assert [{name for _, name in line} for line in lines] == [
        {AUTUMN.name, SPRING.name, SUMMER.name, YEAR},
        {later.name, "School year 2026/27"},
    ]


def test_beside_a_school_stand_the_summaries_of_classes_with_an_export() -> None:
    built = summarise(school({"1A": Class("1"), "1B": Class("1", exported=False), "2A": Class("2")}))
    assert [each.groups[0].name for each in built.beside] == ["1A", "2A"]
