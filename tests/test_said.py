import pytest

from dashboard.said import Said, with_said
from dashboard.school import ChatFacts, School
from parsers.errors import SettingsError


def test_who_has_said_nothing_changes_nothing() -> None:
    school = School(chats=(ChatFacts("Class 2B", admin=True),))
    assert with_said(school, Said()) == school


def test_what_is_said_of_an_export_goes_before_the_settings_and_leaves_the_rest_of_them() -> None:
    school = School(chats=(ChatFacts("Class 2B", admin=True, date_order="dmy"), ChatFacts("Class 3A", admin=False)))
    told = with_said(school, Said(admins={"Class 2B": False, "Class 4A": True}))
    assert told.chats == (
        ChatFacts("Class 2B", admin=False, date_order="dmy"),
        ChatFacts("Class 3A", admin=False),
        ChatFacts("Class 4A", admin=True),
    )


def test_the_zone_of_an_exporting_phone_is_kept_beside_what_else_is_known_of_its_group() -> None:
    school = School(chats=(ChatFacts("Class 2B", admin=True),))
    told = with_said(school, Said(admins={"Class 4A": False}, zones={"Class 2B": "Asia/Kolkata", "Class 4A": "UTC"}))
    assert told.chats == (
        ChatFacts("Class 2B", admin=True, time_zone="Asia/Kolkata"),
        ChatFacts("Class 4A", admin=False, time_zone="UTC"),
    )


def test_the_profile_that_was_chosen_goes_before_the_settings() -> None:
    assert with_said(School(), Said(profile="class-policy")).profile.leavers == "remove"
    with pytest.raises(SettingsError, match='no policy profile "strict"'):
        with_said(School(), Said(profile="strict"))


def test_two_who_said_the_same_in_another_order_have_one_key() -> None:
    one, other = Said({"a.txt": "dmy", "b.txt": "mdy"}), Said({"b.txt": "mdy", "a.txt": "dmy"})
    assert one.key == other.key
    assert (
        len({one.key, Said().key, Said(as_read=True).key, Said(profile="guidelines").key, Said(zones={"A": "UTC"}).key})
        == 5
    )
