"""The rows of a summary: the state of each class, what is added up, and what is not told beside a hidden row."""

from types import SimpleNamespace
from typing import cast

import pytest

from dashboard import workspace
from dashboard.answers import summary_rows
from dashboard.answers.summarised import summarise
from dashboard.answers.summary_rows import Counted, Dated, Facts, Rows, added_up, facts_of, group_states, untold
from dashboard.summary.related import AS_OF_THE_END
from tests.summarised_school import AUTUMN, SPRING, SUMMER, TERMS, YEAR, Class, file_of, files, school


def test_there_is_no_group_of_a_class_where_the_settings_say_so_alone() -> None:
    given = files({"1A": Class("1", exported=False, group=False)})
    given["roster.csv"] += b"\n9Z,9Z-0,Child,,+44 7700 900999\n"
    states = group_states(workspace.load(list(given.items())))
    assert states.select("class", "state").sort("class").rows() == [("1A", "no group"), ("9Z", "no export")]


@pytest.mark.parametrize(("zone", "settled"), [("", False), ('time_zone = "Europe/London"', True)])
def test_times_of_two_exports_that_disagree_are_settled_once_a_zone_is_named(zone: str, settled: bool) -> None:
    given = files({"1A": Class("1"), "2A": Class("2", exported=False)})
    given["WhatsApp Chat with Class 1A (1).txt"] = given[file_of("Class 1A")].replace(b", 12:00", b", 13:00")
    given["school.toml"] += f'\n[[chats]]\nname = "Class 1A"\n{zone}\n'.encode()
    told = facts_of(workspace.load(list(given.items())))
    assert {name: each.times_settled for name, each in told.items()} == {"1A": settled, "2A": True}


def test_of_a_year_that_is_added_up_which_is_known_of_each_class_but_no_median() -> None:
    each = (
        {"heard": (3, 10), "joined": (1, None), "messages_a_day": (4, None)},
        {"heard": (5, 12), "messages_a_day": (6, None)},
    )
    assert added_up(each) == {"heard": (8, 22)}


def test_a_school_that_is_called_as_one_of_its_classes_gets_another_name() -> None:
    made = school({"Hill School": Class("1"), "2A": Class("2")})
    assert [each.name for each in summarise(made).summary.groups] == ["2A", "Hill School", "All of Hill School"]


def test_a_school_has_no_row_of_a_period_that_is_told_of_classes_without_an_export_alone() -> None:
    known = SimpleNamespace(
        workspace=SimpleNamespace(school=SimpleNamespace(name="Hill School")),
        facts={
            "1A": Facts("1", "export", None, None, times_settled=True),
            "2A": Facts("2", "no export", None, None, times_settled=True),
        },
        announced=SimpleNamespace(told=None),
    )
    groups = [
        Rows("1A", "class", {SPRING.name: ("1A",)}, "1A"),
        Rows("2A", "class", {AUTUMN.name: ("2A",), SPRING.name: ("2A",)}, "2A"),
    ]
    assert summary_rows.of_school(cast(Counted, known), groups, frozenset()).parts == {SPRING.name: ("1A",)}


@pytest.mark.parametrize(("hidden_term", "untold_too"), [(SPRING.name, False), (SUMMER.name, True)])
def test_what_stands_at_a_years_end_is_not_told_where_the_schools_own_row_of_its_last_term_is_hidden(
    hidden_term: str, untold_too: bool
) -> None:
    periods = (Dated(YEAR, AUTUMN.starts, SUMMER.ends, "school year"), *(Dated(*term, "term") for term in TERMS))
    parts = {each.name: ("1A",) for each in periods}
    groups = [Rows("1A", "class", parts, "1A"), Rows("Hill School", "school", parts)]
    hidden = frozenset({("Hill School", hidden_term)})
    every = untold(cast(Counted, SimpleNamespace(periods=periods)), groups, hidden)
    assert {each for each in every if len(each) == 3} == (
        {("Hill School", YEAR, figure) for figure in AS_OF_THE_END} if untold_too else set()
    )
