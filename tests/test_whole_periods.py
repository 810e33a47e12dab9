"""Which periods a summary tells of: those of which the records show enough, and years with all their terms."""

from datetime import date

import polars as pl
import pytest

from dashboard import answers, workspace
from dashboard.answers.summarised import summarise
from dashboard.answers.whole_periods import in_order, whole_periods
from dashboard.summary import write
from tests.summarised_school import AUTUMN, SPRING, SUMMER, YEAR, Class, file_of, files, recorded, school


def test_a_year_whose_last_term_has_not_begun_is_not_told() -> None:
    given = files({"1A": Class("1", said={SPRING.name: 80})})
    given[file_of("Class 1A")] = given[file_of("Class 1A")].split(b"13/04/2026")[0]  # up to 25 March
    assert whole_periods(workspace.load(list(given.items())))["period"].to_list() == [AUTUMN.name, SPRING.name]


@pytest.mark.parametrize(("first", "from_start"), [(date(2025, 9, 1), True), (date(2025, 9, 2), False)])
def test_records_show_a_period_from_its_start_where_they_begin_on_its_first_day(first: date, from_start: bool) -> None:
    told = whole_periods(recorded(school({"1A": Class("1")}), {"Class 1A": (first, SUMMER.ends)}))
    assert told.filter(pl.col("period") == AUTUMN.name)["from_start"].to_list() == [from_start]


def test_of_a_class_without_an_export_the_records_of_all_groups_decide() -> None:
    made = school({"1A": Class("1"), "2A": Class("2"), "3A": Class("3", exported=False)})
    days = {"Class 1A": (AUTUMN.starts, AUTUMN.ends), "Class 2A": (SPRING.starts, SUMMER.ends)}
    told = whole_periods(recorded(made, days))
    assert {name: told.filter(pl.col("class") == name)["period"].to_list() for name in ("1A", "2A", "3A")} == {
        "1A": [AUTUMN.name],
        "2A": [SPRING.name, SUMMER.name],
        "3A": [AUTUMN.name, YEAR, SPRING.name, SUMMER.name],
    }
    assert told.filter(pl.col("class") == "3A")["chat"].to_list() == [None] * 4


@pytest.mark.parametrize("rostered", [True, False])
def test_of_classes_none_of_which_has_an_export_no_period_is_told(rostered: bool) -> None:
    """As in the folder of whoever is sent summaries, and has none of the chats."""
    given = files({"1A": Class("1")})
    sent = write(summarise(workspace.load(list(given.items())), "1A").summary)
    here = {name: given[name] for name in ("school.toml", *(["roster.csv"] if rostered else []))}
    loaded = workspace.load(list((here | {"1A.schoolgate.json": sent}).items()))
    assert whole_periods(loaded).is_empty()
    told = answers.school(loaded)
    assert told.groups.select("group", "source").rows() == [("1A", "summary")]
    assert set(told.periods["period"]) == {AUTUMN.name, SPRING.name, SUMMER.name, YEAR}


def test_a_term_stands_before_the_year_that_begins_with_it_whatever_it_is_called() -> None:
    rows = [(YEAR, AUTUMN.starts, SUMMER.ends, "school year"), ("Term 1", AUTUMN.starts, AUTUMN.ends, "term")]
    told = pl.DataFrame(rows, schema=["period", "starts", "ends", "span"], orient="row")
    assert in_order(told)["period"].to_list() == ["Term 1", YEAR]
