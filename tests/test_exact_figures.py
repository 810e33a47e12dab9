"""Exact figures of whole periods: whose families, whose messages, and on which days."""

from datetime import date, datetime, timedelta

import polars as pl
import pytest

from dashboard import workspace
from dashboard.answers.exact_figures import in_groups_of_school
from dashboard.answers.summarised import class_built
from dashboard.answers.summary_rows import Counted, count
from tests.summarised_school import AUTUMN, SPRING, Class, Term, file_of, files, line, school, settings

COUNTED_ONLY = b"class,families\n1A,12\n"  # a roster that names nobody


def counted(given: dict[str, bytes]) -> Counted:
    return count(workspace.load(list(given.items())))


def test_a_family_in_the_groups_of_two_classes_is_surely_in_one_once() -> None:
    classes, families = ["1A", "2A", "2A"], ["Ash", "Ash", "Birch"]
    there = pl.DataFrame({"class": classes, "family": families, "current": [True, True, False]})
    assert in_groups_of_school(there, ["1A", "2A"], 3)["in_group_at_least"] == (1, 2)
    assert in_groups_of_school(there, ["1A"], 1)["in_group_at_least"] == (1, 1)  # of these classes


def test_who_was_in_a_group_that_moved_up_is_of_the_families_whose_group_it_was() -> None:
    before, places = Term("Summer 2025", date(2025, 4, 14), date(2025, 7, 18)), range(12)
    rows = [f"1A,F{place},Ann {place},,+44 7700 900{place:03},,2025-07-31" for place in places]
    rows += [f"2A,F{place},Ann {place},,+44 7700 900{place:03},2025-09-01," for place in places]
    rows += [f"2A,G{place},Bo {place},,+44 7700 900{100 + place},,2025-07-31" for place in places]  # who left then
    days = [term.starts + timedelta(days=day) for term in (before, AUTUMN) for day in range(80)]
    lines = [line(before.starts, f"+44 7700 900{place:03} joined using this group's invite link") for place in places]
    lines += [line(day, f"+44 7700 900{number % 12:03}: Hello") for number, day in enumerate(days)]
    given = {
        "school.toml": settings({"2A": Class("2")}, (before, AUTUMN), news=False),
        "roster.csv": "\n".join(["class,family,child,guardian,phone,starts,ends", *rows]),
        file_of("Class 2A"): "".join([*lines, line(AUTUMN.ends, "+44 7700 900000: Bye")]),
    }
    told = counted({name: text.encode() for name, text in given.items()}).figures
    assert told["2A", before.name]["heard"] == (12, 12)
    assert told["2A", before.name]["in_group_at_least"] == (12, 12)


def test_a_term_in_which_nobody_wrote_is_hidden_though_the_families_are_counted() -> None:
    found = counted(files({"1A": Class("1", said={AUTUMN.name: 0})}) | {"roster.csv": COUNTED_ONLY})
    sizes = found.exact.sizes.filter(pl.col("period") == AUTUMN.name)
    assert sizes.select("families", "messages").row(0) == (12, 0)
    periods = class_built(found, "1A").summary.groups[0].periods
    assert AUTUMN.name in [period.name for period in periods if period.figures is None]


def test_messages_of_the_first_and_the_last_day_are_of_the_term() -> None:
    days = (AUTUMN.ends - AUTUMN.starts).days + 1  # a message on each
    sizes = counted(files({"1A": Class("1", said={AUTUMN.name: days})}) | {"roster.csv": COUNTED_ONLY}).exact.sizes
    assert sizes.filter(pl.col("period") == AUTUMN.name)["messages"].to_list() == [days]


@pytest.mark.parametrize(
    "without",
    [Class("1", 20, 20, rostered=False), Class("1", 20, 20, exported=False, group=False)],
    ids=["a roster", "a group"],
)
def test_without_a_roster_or_a_group_nobody_is_said_to_be_linked_to_none(without: Class) -> None:
    told = count(school({"1A": without, "2A": Class("2")})).figures["1A", SPRING.name]
    assert {"in_group_at_least", "in_group_at_most", "unlinked_members"}.isdisjoint(told)


def test_who_came_in_several_months_of_a_term_is_added_up() -> None:
    given = files({"1A": Class("1")})
    joined = "+44 7700 90055{} joined using this group's invite link"
    more = [line(date(2025, month, 10), joined.format(month % 10)) for month in (9, 10)]
    more.append(line(date(2025, 11, 10), "+44 7700 900000 added +44 7700 900558"))
    lines = [*given[file_of("Class 1A")].decode().splitlines(keepends=True), *more]
    lines.sort(key=lambda each: datetime.strptime(each[:10], "%d/%m/%Y"))
    given[file_of("Class 1A")] = "".join(lines).encode()
    assert counted(given).figures["1A", AUTUMN.name]["joined"] == (3, None)


def test_nobody_came_in_a_term_without_a_notice_of_it() -> None:
    assert count(school({"1A": Class("1")})).figures["1A", SPRING.name]["joined"] == (0, None)


def test_what_those_who_announce_wrote_in_a_class_group_is_of_no_family() -> None:
    given = files({"1A": Class("1")})
    given["school.toml"] = given["school.toml"].replace(b'"The PA"', b'"+44 7700 900000"')
    assert counted(given).figures["1A", SPRING.name]["heard"] == (11, 12)
