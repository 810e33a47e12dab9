"""How many families the roster says there are, for the bounds of a school; and where that is of no use."""

import polars as pl
import pytest

from dashboard import answers, workspace
from dashboard.answers.school import rolls
from dashboard.answers.summarised import summarise
from dashboard.summary import write
from dashboard.workspace import Workspace
from tests.summarised_school import SPRING, Class, files

HEADS = "class,family,child,role\n"
SIBLINGS = "1A,Ash,Ann,parent\n2A,Ash,Bo,parent\n2A,Birch,Cy,parent\n"


def rostered(rows: str, *, classes: tuple[str, ...] = ()) -> Workspace:
    """A roster, and settings that name these classes."""
    named = "\n".join(f'[[classes]]\nname = "{name}"\nyear = "1"' for name in classes)
    return workspace.load([("roster.csv", rows.encode()), ("school.toml", f'name = "Hill"\n{named}'.encode())])


@pytest.mark.parametrize(
    ("rows", "classes", "told"),
    [
        (HEADS + SIBLINGS, (), (2, 3)),  # Ash once, and in each of two classes
        (HEADS + SIBLINGS + "2A,Ash,Di,parent\n", (), (2, 3)),  # twins are one family of their class
        (HEADS + SIBLINGS + "1A,Head,,staff\n", (), (2, 3)),
        (HEADS + SIBLINGS, ("1A", "2A"), (2, 3)),
        (HEADS + SIBLINGS, ("1A", "2A", "3A"), (None, None)),  # nobody is named of 3A
        (HEADS + SIBLINGS + "3A,Head,,staff\n", ("3A",), (None, None)),  # staff are no family of it
        ("class,families\n1A,12\n2A,13\n", (), (None, None)),  # numbers alone: nobody knows which are the same
    ],
)
def test_the_rosters_families_each_once_and_in_each_class_where_it_names_those_of_every_class(
    rows: str, classes: tuple[str, ...], told: tuple[int | None, int | None]
) -> None:
    assert rolls(rostered(rows, classes=classes)) == told


def test_without_a_class_there_are_no_rolls() -> None:
    assert rolls(workspace.load([])) == (None, None)


def sent(name: str) -> tuple[str, bytes]:
    """The summary file of a class of 25 families, 12 of whom write."""
    made = workspace.load(list(files({name: Class(name[0], 25, 12)}).items()))
    return f"{name}.schoolgate.json", write(summarise(made, name).summary)


def families_beside(roster: str) -> dict[str, str]:
    """What the school's families, and those heard of them, may be by the files of 2B and 3C and this roster."""
    settings = ("school.toml", b'name = "Hill School"')
    told = answers.school(workspace.load([("roster.csv", roster.encode()), settings, sent("2B"), sent("3C")])).figures
    rows = told.filter(pl.col("group").is_null(), pl.col("period") == SPRING.name)
    return dict(
        rows.filter(pl.col("figure").is_in(["families", "families_heard"])).select("figure", "said").iter_rows()
    )


def of_60(*classes: str) -> str:
    """A roster of 60 families without siblings, in turn of these classes."""
    rows = [f"{classes[place % len(classes)]},F{place},Child {place},parent\n" for place in range(60)]
    return "".join([HEADS, *rows])


def test_the_rosters_families_say_nothing_of_classes_that_it_does_not_name() -> None:
    """Those of 2B and 3C may be the same ones, though the roster of 1A knows no siblings."""
    assert families_beside(of_60("1A")) == {"families": "between 23 and 54", "families_heard": "between 11 and 28"}
    assert families_beside(of_60("1A", "2B"))["families"] == "between 23 and 54"
    every = {"families": "between 46 and 54", "families_heard": "between 22 and 28"}
    assert families_beside(of_60("1A", "2B", "Class 3C")) == every
