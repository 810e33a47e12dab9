"""Several rosters together: one family over two files, one class in three spellings, phones that are nobody's."""

from itertools import permutations

import polars as pl
import pytest

from parsers.roster import Families, read_roster, together


def families(*texts: str, classes: tuple[str, ...] = ()) -> Families:
    """Of rosters in files 1.csv, 2.csv …"""
    return together([read_roster(text.encode(), f"{n}.csv") for n, text in enumerate(texts, 1)], classes)


def said(found: Families) -> list[tuple[str, int, str]]:
    return found.problems.select("file", "line", "problem").rows()


# --- one family over several files ------------------------------------------------------------------------------------

SHEET_2B = "class,child,guardian,phone\n2B,Leo Ruiz,Ana Ruiz,+447700900123\n2B,Tom Okoro,Ben Okoro,\n"
SHEET_3C = "class,child,guardian,phone\n3C,Mia,Ana Ruiz,07700 900123\n3C,Eli Okoro,Ben Okoro,\n3C,Noa Lund,Cy Lund,\n"


def test_siblings_whose_classes_have_a_file_each_are_one_family() -> None:
    found = families(SHEET_2B, SHEET_3C)
    assert found.people.select("class", "child", "family").rows() == [
        ("2B", "Leo Ruiz", "Leo Ruiz (2B)"),
        ("2B", "Tom Okoro", "Tom Okoro (2B)"),
        ("3C", "Mia", "Leo Ruiz (2B)"),
        ("3C", "Eli Okoro", "Tom Okoro (2B)"),
        ("3C", "Noa Lund", "Noa Lund (3C)"),
    ]
    assert found.sizes.rows() == [("2B", 2), ("3C", 3)]


def test_the_order_in_which_the_files_are_given_changes_nothing() -> None:
    rosters = [
        read_roster(text.encode(), file)
        for text, file in ((SHEET_2B, "b.csv"), (SHEET_3C, "a.csv"), ("class,families\n3 C,27\n4A,20\n", "c.csv"))
    ]
    first, *others = (together(order) for order in permutations(rosters))
    for other in others:
        assert first.people.equals(other.people)
        assert first.sizes.equals(other.sizes)
        assert first.problems.equals(other.problems)


def test_lines_of_two_files_with_one_number_have_nothing_in_common() -> None:
    assert families("class,child\n2B,Leo\n", "class,child\n3C,Mia\n").people["family"].n_unique() == 2


def test_a_family_that_two_files_name_differently_has_the_name_of_the_first() -> None:
    office = "class,family,child,guardian\n2B,F001,Leo Ruiz,Ana Ruiz\n"
    sheet = "class,family,child,guardian\n2B,Ruiz,Leo Ruiz,Ana Ruiz\n2B,Lund,Noa Lund,Cy Lund\n"
    found = families(office, sheet)
    assert found.people["family"].to_list() == ["F001", "Lund"]
    assert (found.sizes.rows(), said(found)) == ([("2B", 2)], [])


def test_two_children_of_one_name_in_the_lists_of_one_class_are_one_where_each_line_is_a_child() -> None:
    wide = "class,child,parent 1,parent 2\n2B,Leo Ruiz,Ana Ruiz,\n"
    long = "class,child,guardian\n2B,Leo Ruiz,Ben Ruiz\n"
    assert families(wide, long).people["family"].n_unique() == 1


def test_a_professional_of_one_file_is_left_out_where_another_has_the_child() -> None:
    office = "class,child,guardian,relation\n2B,Leo Ruiz,Sam Reed,Social worker\n"
    found = families(office, "class,child,guardian\n2B,Leo Ruiz,Ana Ruiz\n")
    assert found.people.select("child", "guardian").rows() == [("Leo Ruiz", "Ana Ruiz")]


def test_named_families_go_before_a_count_and_of_two_counts_the_first() -> None:
    counts = ("class,families\n2B,27\n3A,20\n", "class,families\n3 A,19\n")
    assert families(*counts, "class,family,child\n2B,Ruiz,Leo\n").sizes.rows() == [("2B", 1), ("3A", 20)]


def test_of_no_roster_there_are_no_families() -> None:
    found = together([])
    assert (found.people.height, found.sizes.height, found.problems.height) == (0, 0, 0)


# --- one class --------------------------------------------------------------------------------------------------------


def test_a_class_is_one_however_each_file_spells_it() -> None:
    found = families("class,child\n2B,Leo\n2B,Mia\n", "class,child\nClass 2B,Zed\n", "class,families\nYear 2B,27\n")
    assert found.people["class"].unique().to_list() == ["2B"]
    assert found.sizes.rows() == [("2B", 3)]
    assert said(found) == [
        ("2.csv", 2, 'The class "2B" is also written "Class 2B" and "Year 2B"; all are one class.'),
    ]


def test_a_class_of_the_settings_is_spelled_as_there() -> None:
    found = families("class,child\n2B,Leo\n2B,Mia\n3A,Zed\n", classes=("Class 2B", "Year 3"))
    assert found.people["class"].to_list() == ["Class 2B", "Class 2B", "3A"]
    assert said(found) == [("1.csv", 2, 'The class "Class 2B" is also written "2B"; all are one class.')]


# --- phones that are nobody's -----------------------------------------------------------------------------------------

HEADER = "class,child,guardian,phone\n"
OFFICE = "07700 900199"


def test_a_phone_of_many_homes_joins_none_of_them_is_not_loaded_and_is_said() -> None:
    rows = [f"2B,Child {name},Parent{name} {name},{OFFICE}\n" for name in ("Ruiz", "Okoro", "Lund")]
    found = families(HEADER + "".join(rows) + "2B,Zed,Ms Dee,07700 900124\n")
    assert found.people["family"].n_unique() == 4
    assert found.people["phone"].to_list() == [None, None, None, "+447700900124"]
    assert said(found) == [
        (
            "1.csv",
            2,
            "1 phone number stands beside guardians of different homes; no home is made of that, and it is not loaded.",
        )
    ]


def test_such_a_phone_is_found_over_all_files_and_counted_in_each() -> None:
    sheets = [HEADER + f"{name},,Parent{name} {name},{OFFICE}\n" for name in ("Ruiz", "Okoro", "Lund")]
    found = families(*sheets)
    assert found.people["family"].n_unique() == 3
    assert [file for file, *_ in said(found)] == ["1.csv", "2.csv", "3.csv"]


@pytest.mark.parametrize(
    "rows",
    [
        ["2B,Leo Gil,Ana Ruiz,{}", "2B,Leo Gil,Ben Gil,{}", "3C,Mia Gil,Cy Lund,{}", "3C,Mia Gil,Ana Ruiz,{}"],
        ["2B,Leo,Ana Ruiz,{}", "3C,Mia,Ana Gil,{}", "4A,Tom,Ana Ruiz-Gil,{}", "1A,Zed,Ana Lund,{}"],
        ["2B,Leo,Ana Ruiz,{}", "3C,Mia,Ben Ruiz,{}", "4A,Tom,Cy Ruiz,{}", "1A,Zed,Dee Ruiz,{}"],
        ["2B,Leo Ruiz,,{}", "3C,Mia Ruiz,,{}", "4A,Tom Ruiz,,{}", "1A,Zed Ruiz,,{}"],
        ["2B,Leo,,{}", "3C,Mia,,{}", "4A,Tom,,{}", "1A,Zed,,{}"],
        ["2B,Leo,Ana Ruiz,{}", "3C,Mia,Ben Gil,{}"],
    ],
)
def test_a_phone_that_one_family_may_share_joins_it(rows: list[str]) -> None:
    found = families(HEADER + "\n".join(rows).format(*[OFFICE] * len(rows)))
    assert found.people["family"].n_unique() == 1
    assert found.people["phone"].null_count() == 0
    assert said(found) == []


def test_a_phone_of_five_children_of_whom_nothing_else_is_known_is_no_familys() -> None:
    rows = [f"2B,{child},,{OFFICE}\n" for child in ("Leo", "Mia", "Tom", "Zed", "Eli")]
    assert families(HEADER + "".join(rows)).people["family"].n_unique() == 5


def test_the_office_keeps_its_own_number() -> None:
    rows = [f"2B,,Parent{name} {name},{OFFICE},\n" for name in ("Ruiz", "Okoro", "Lund")]
    found = families("class,child,guardian,phone,role\n" + "".join(rows) + f"2B,,School office,{OFFICE},staff\n")
    assert found.people.filter(pl.col("phone").is_not_null())["guardian"].to_list() == ["School office"]
