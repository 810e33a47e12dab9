import polars as pl
import pytest
from small_school import ECHO, GROUP, NEWS, ROSTER, announced, band, bands_of, head_count, messages_of, roster_of

from dashboard.school import ChatFacts, School
from parsers import schema


def test_unknown_membership_is_possible_membership():
    assert band(announced())["ceiling"] == 3


@pytest.mark.parametrize(("admin", "ceiling"), [(True, 2), (False, 3)])
def test_a_later_head_count_narrows_the_ceiling_where_departures_are_seen(admin, ceiling):
    # Four people: the PA, two of Ash, and room for one more family; or, if people may have left unseen, for any.
    roster = ROSTER.vstack(roster_of({"family": "Ash", "guardian": "Abe Ash"}))
    rows = [{"hour": -9, "chat": NEWS, "event": "joined", "actor": name} for name in ("Ann Ash", "Abe Ash")]
    lists = head_count(3, members=3)
    school = School(announcement_chat=NEWS, pa_posters=("The PA",), chats=(ChatFacts(NEWS, admin=admin),))

    assert band(*rows, announced(), roster=roster, lists=lists, school=school)["ceiling"] == ceiling


def test_an_earlier_head_count_grows_by_those_who_came_since_until_the_window_ends():
    rows = [
        {"hour": -9, "chat": NEWS, "event": "added", "targets": ["x"]},
        announced(),
        {"hour": 71, "chat": NEWS, "event": "joined"},
        {"hour": 73, "chat": NEWS, "event": "joined"},
    ]

    assert band(*rows, lists=head_count(-2, members=0))["ceiling"] == 2


def test_a_list_with_names_takes_its_places():
    lists = head_count(-2, names=("Ann Ash", "Zed"))

    assert band(announced(), lists=lists)["ceiling"] == 2  # Ash, and whoever Zed is


def test_an_echo_lets_the_families_of_that_class_see_it():
    lists = head_count(-2, members=0)

    assert band(announced(), lists=lists)["ceiling"] == 0
    assert band(announced(), ECHO, lists=lists)["ceiling"] == 3


def test_the_chats_whose_export_shows_who_left_can_be_given():
    lists = head_count(3, members=1)  # taken after the announcement

    assert band(announced(), lists=lists)["ceiling"] == 3
    assert band(announced(), lists=lists, admin_chats={NEWS})["ceiling"] == 1


TWO_CLASSES = pl.DataFrame({"class": ["2B", "1A"], "chat": [GROUP, "Class 1A"], "families": [3, 2]}).pipe(
    schema.conform, schema.CLASSES
)


def test_a_known_member_may_be_of_a_nameless_family_of_another_class_too():
    lists = head_count(-2, names=("Ann Ash", "Bob Birch"))

    told = bands_of(messages_of(announced(), announced(80, "Hello.")), lists=lists, classes=TWO_CLASSES)

    assert ceilings(told) == {"1A": 2, "2B": 2}


@pytest.mark.parametrize("chat", [GROUP, "Class 1A"])
def test_an_echo_can_be_seen_by_families_that_may_have_a_child_in_that_class(chat):
    rows = [announced(), ECHO | {"chat": chat, "sender": "Zed"}, announced(80, "Hello.")]

    told = bands_of(messages_of(*rows), lists=head_count(-2, members=0), classes=TWO_CLASSES)

    assert ceilings(told) == {"1A": 2, "2B": 3}


def ceilings(bands: pl.DataFrame) -> dict[str, int]:
    first = bands.filter((pl.col("announcement") == 1) & pl.col("class").is_not_null())
    return dict(first.select("class", "ceiling").iter_rows())
