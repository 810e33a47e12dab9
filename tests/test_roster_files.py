"""The lists of different programs: three families come out the same whichever of them wrote the file."""

from pathlib import Path

import polars as pl
import pytest

from parsers.errors import NotText, RosterError
from parsers.tables.workbook import sheets
from tests import other_rosters
from tests.other_rosters import Alone, alone, made, oneroster, workbook, zipped

FILES = (
    "office_contacts.csv",
    "first_row_only.csv",
    "spanish.csv",
    "workbook.xlsx",
    "oneroster_1_1.zip",
    "oneroster_1_2.zip",
)
GUARDIANS = {
    ("2B", "Leo Okafor", "Ana Okafor", "+447700900123"),
    ("2B", "Leo Okafor", "Ben Okafor", "+447700900124"),
    ("2B", "Zoë Lund", "Cy Lund", "+447700900125"),
    ("1A", "Mia Okafor", "Ana Okafor", "+447700900123"),
    ("1A", "Mia Okafor", "Ben Okafor", "+447700900124"),
    ("1A", "Ravi Patel", "Priya Patel", "+447700900127"),
    ("1A", "Ravi Patel", "Arun Patel", "+447700900128"),
}
FAMILIES = {frozenset({"Leo Okafor", "Mia Okafor"}), frozenset({"Zoë Lund"}), frozenset({"Ravi Patel"})}


def sample(file: str) -> Alone:
    return alone((other_rosters.FOLDER / file).read_bytes(), file)


@pytest.mark.parametrize("file", FILES)
def test_whichever_program_wrote_the_list_the_families_are_the_same(file: str) -> None:
    people = sample(file).people.filter(pl.col("role") == "guardian")
    near = people.filter(pl.col("guardian") != "Dee Lund")  # the grandmother, whom not every list has
    assert set(near.select("class", "child", "guardian", "phone").rows()) == GUARDIANS
    assert {
        frozenset(children) for (children,) in people.group_by("family").agg("child").select("child").rows()
    } == FAMILIES


@pytest.mark.parametrize("file", FILES)
def test_each_of_them_counts_two_families_in_each_class(file: str) -> None:
    assert sorted(sample(file).sizes.rows()) == [("1A", 2), ("2B", 2)]


@pytest.mark.parametrize("file", FILES)
def test_nothing_has_to_be_done_about_any_of_them(file: str) -> None:
    assert sample(file).problems["remedy"].str.starts_with("Nothing to do").all()


@pytest.mark.parametrize("file", FILES)
def test_the_files_are_as_they_would_be_made_again(file: str) -> None:
    kept, again = (other_rosters.FOLDER / file).read_bytes(), made()[file]
    if file.endswith(".xlsx"):
        assert {name: cells.rows() for name, cells in sheets(kept, file).items()} == {
            name: cells.rows() for name, cells in sheets(again, file).items()
        }
    else:
        assert kept == again


SECRETS = (
    "swordfish",
    "school.example",
    "Mill Lane",
    "Calle",
    "2018-11-02",
    "02/11/2018",
    "leo.o",
    "U1",
    "Yes",
    "Reed",
)


@pytest.mark.parametrize("file", FILES)
def test_no_birthday_address_e_mail_user_name_or_password_of_any_of_them_is_loaded(file: str) -> None:
    found = sample(file)
    shown = found.people.write_json() + found.problems.write_json() + repr(found.columns)
    assert [secret for secret in SECRETS if secret in shown] == []


def test_the_columns_of_an_office_export_are_told_apart_and_are_guesses() -> None:
    found = sample("office_contacts.csv")
    assert [(column.heading, column.meaning) for column in found.columns if column.meaning] == [
        ("Forename", "child first"),
        ("Surname", "child last"),
        ("Reg Group", "class"),
        ("Forename (2)", "first/1"),
        ("Surname (2)", "last/1"),
        ("Relationship", "relation/1"),
        ("Mobile", "phone/1"),
    ]
    assert not found.certain


def test_once_a_person_said_what_each_column_means_nothing_is_a_guess() -> None:
    guesses = {column.heading: column.meaning or "" for column in sample("office_contacts.csv").columns}
    data = (other_rosters.FOLDER / "office_contacts.csv").read_bytes()
    confirmed = alone(data, "x.csv", columns=guesses)
    assert confirmed.certain
    assert confirmed.people.equals(sample("office_contacts.csv").people)
    without = alone(data, "x.csv", columns=guesses | {"Mobile": ""})
    assert without.people["phone"].null_count() == without.people.height > 0


def test_a_column_that_is_not_loaded_makes_nothing_uncertain() -> None:
    assert alone(b"Class,Born,Child,Parent 1\n1A,2019,Leo,Ana\n", "x.csv").certain
    assert not alone(b"Form,Born,Child,Parent 1\n1A,2019,Leo,Ana\n", "x.csv").certain


def test_a_person_may_say_what_an_unknown_heading_means() -> None:
    data = b"Nest,Fledgling,Keeper\nWrens,Leo,Ana\n"
    with pytest.raises(RosterError, match='A roster needs a column "class"'):
        alone(data, "x.csv")
    chosen = {"Nest": "class", "Fledgling": "child", "Keeper": "guardian/1"}
    assert alone(data, "x.csv", columns=chosen).people.select("class", "child", "guardian").rows() == [
        ("Wrens", "Leo", "Ana")
    ]


def test_what_is_said_of_another_roster_makes_this_one_no_worse() -> None:
    chosen = {"Form": "class", "Class name": "class", "Keeper": "guardian/1"}
    for header in ("Form,Child,Keeper", "Class name,Child,Keeper"):
        people = alone(f"{header}\n2B,Leo,Ana\n".encode(), "x.csv", columns=chosen).people
        assert people.select("class", "child", "guardian").rows() == [("2B", "Leo", "Ana")]
    with pytest.raises(RosterError, match="Two columns are said to be the class"):
        alone(b"Form,Class name,Child\n2B,2B,Leo\n", "x.csv", columns=chosen)


# --- contacts of every kind -------------------------------------------------------------------------------------------


def test_a_grandmother_is_loaded_with_her_relation_and_a_social_worker_is_not() -> None:
    found = sample("office_contacts.csv")
    assert found.people.filter(pl.col("child") == "Zoë Lund").select("guardian", "relation").rows() == [
        ("Cy Lund", "Father"),
        ("Dee Lund", "Grandmother"),
    ]
    assert "1 contact is there by profession, as a doctor is, and is not loaded." in found.problems["problem"].to_list()


@pytest.mark.parametrize(
    ("relation", "families"),
    [
        ("Grandmother", 2),
        ("Grand-mère", 2),
        ("Family friend", 2),
        ("Childminder", 2),
        ("Mother", 1),
        ("Foster carer", 1),
        ("", 1),
    ],
)
def test_a_shared_grandmother_or_childminder_makes_no_one_family_of_two(relation: str, families: int) -> None:
    text = (
        "class,child,guardian,relation,phone\n"
        f"1A,Leo Diaz,Ana Diaz,Mother,+447700900123\n1A,Leo Diaz,Dee Reed,{relation},+447700900126\n"
        f"2B,Mia Lund,Cy Lund,Father,+447700900125\n2B,Mia Lund,Dee Reed,{relation},+447700900126\n"
    )
    assert alone(text.encode(), "x.csv").people["family"].n_unique() == families


def test_a_child_whose_only_contact_is_a_professional_stays_on_the_roster() -> None:
    text = "class,child,guardian,relation,phone\n1A,Leo,Sam Reed,Social worker,+447700900123\n"
    assert alone(text.encode(), "x.csv").people.select("child", "guardian", "relation", "phone").rows() == [
        ("Leo", None, None, None)
    ]


def test_a_family_without_a_named_child_stays_when_its_professional_is_left_out() -> None:
    text = "class,family,guardian,relation\n1A,Okafor,Sam Reed,Social worker\n1A,Diaz,Ana,Mother\n"
    assert alone(text.encode(), "x.csv").people.select("family", "guardian").rows() == [
        ("Okafor", None),
        ("Diaz", "Ana"),
    ]


# --- OneRoster --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["oneroster_1_1.zip", "oneroster_1_2.zip"])
def test_the_teacher_of_a_homeroom_is_staff_and_a_terms_end_is_nobodys_last_day(file: str) -> None:
    people = sample(file).people
    assert people.filter(pl.col("role") == "staff").select("class", "family", "guardian", "child").rows() == [
        ("2B", "staff: Jo Hale", "Jo Hale", None)
    ]
    assert (people["starts"].null_count(), people["ends"].null_count()) == (0, people.height)
    assert (sample(file).shape, sample(file).columns, sample(file).certain) == ("long", (), True)


def test_what_is_marked_for_deletion_and_what_is_no_homeroom_is_left_out() -> None:
    people = sample("oneroster_1_1.zip").people
    assert people.filter(pl.col("guardian") == "Old Patel").height == 0
    assert people.filter(pl.col("child") == "Leo Okafor")["class"].unique().to_list() == ["2B"]


def test_in_oneroster_somebody_without_a_phone_is_known_by_who_they_are() -> None:
    texts = oneroster("1.1")
    users = texts["users.csv"].replace("07700 900123", "").replace("Mia,Okafor", "Mia,Diaz").replace("g1,g2", "g1")
    people = alone(zipped(texts | {"users.csv": users}), "x.zip").people
    assert people.filter(pl.col("child").is_in(["Leo Okafor", "Mia Diaz"]))["family"].n_unique() == 1


def test_in_oneroster_two_pupils_of_one_name_in_one_class_are_two() -> None:
    texts = oneroster("1.1")
    users = texts["users.csv"].replace("Zoë,Lund", "Leo,").replace("Leo,Okafor", "Leo,")
    people = alone(zipped(texts | {"users.csv": users}), "x.zip").people
    assert people.filter(pl.col("child") == "Leo")["family"].n_unique() == 2


def test_a_pupil_who_left_before_the_terms_end_has_a_last_day() -> None:
    texts = oneroster("1.1")
    enrollments = texts["enrollments.csv"].replace(
        "p2,student,,2026-09-02,2027-07-21", "p2,student,,2026-09-02,2026-12-18"
    )
    people = alone(zipped(texts | {"enrollments.csv": enrollments}), "x.zip").people
    assert people.drop_nulls("ends")["child"].unique().to_list() == ["Zoë Lund"]


def test_a_pupil_in_no_homeroom_is_left_out_and_said() -> None:
    texts = oneroster("1.1")
    found = alone(
        zipped(texts | {"enrollments.csv": texts["enrollments.csv"].replace("c2b,s1,p2", "m2b,s1,p2")}), "x.zip"
    )
    assert found.people.filter(pl.col("child") == "Zoë Lund").height == 0
    assert "1 pupil is in no homeroom class and is left out." in found.problems["problem"].to_list()


def test_where_no_class_is_a_homeroom_the_one_class_of_each_pupil_is() -> None:
    texts = oneroster("1.1")
    classes = texts["classes.csv"].replace("homeroom", "scheduled")
    one_each = texts["enrollments.csv"].replace("e5,,", "e5,tobedeleted,")
    found = alone(zipped(texts | {"classes.csv": classes, "enrollments.csv": one_each}), "x.zip")
    assert sorted(found.sizes.rows()) == [("1A", 2), ("2B", 2)]
    with pytest.raises(RosterError, match="nobody's class can be told"):
        alone(zipped(texts | {"classes.csv": classes}), "x.zip")


def test_a_oneroster_zip_without_its_users_says_which_file_is_missing() -> None:
    texts = {name: text for name, text in oneroster("1.1").items() if name != "users.csv"}
    with pytest.raises(RosterError, match=r"This OneRoster zip has no users\.csv") as raised:
        alone(zipped(texts), "x.zip")
    assert raised.value.remedy


# --- workbooks --------------------------------------------------------------------------------------------------------


def test_the_first_sheet_with_a_header_of_ours_is_read_and_the_others_are_named() -> None:
    assert [problem for problem in sample("workbook.xlsx").problems["problem"] if "Only" in problem] == [
        'Only the sheet "Families" is read; not read: "About", "Old".'
    ]


def test_a_workbook_without_any_cell_is_an_empty_file() -> None:
    with pytest.raises(Exception, match="The file is empty"):
        alone(workbook({"A": ()}), "x.xlsx")


def test_a_damaged_workbook_says_so() -> None:
    data = workbook({"A": (("Class", "Child"), ("1A", "Leo"))})
    with pytest.raises(NotText, match="damaged") as raised:
        alone(data[: len(data) // 2], "x.xlsx")
    assert raised.value.remedy


def test_a_workbook_is_known_by_its_content_whatever_it_is_called(tmp_path: Path) -> None:
    data = workbook({"A": (("Class", "Child"), ("1A", "Leo"))})
    assert alone(data, "roster.csv").people["child"].to_list() == ["Leo"]
