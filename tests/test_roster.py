"""Rosters of every hand-made shape -> ROSTER; which rows are one household; what is never loaded."""

from datetime import date
from pathlib import Path
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from parsers.errors import RosterError
from parsers.roster import SIZES
from parsers.schema import PROBLEMS, ROSTER
from tests.other_rosters import Alone, alone


def roster(text: str, region: str | None = None) -> Alone:
    return alone(text.encode(), "roster.csv", region=region)


def families(text: str) -> list[str]:
    return roster(text).people["family"].to_list()


def problems(text: str, region: str = "GB") -> list[tuple[int, str]]:
    """Those that somebody has to do something about."""
    nothing_to_do = pl.col("remedy").str.starts_with("Nothing to do")
    return roster(text, region).problems.filter(~nothing_to_do).select("line", "problem").rows()


def notes(text: str, region: str | None = None) -> list[tuple[int, str]]:
    """What was understood by a guess, or left out, and needs nothing done."""
    nothing_to_do = pl.col("remedy").str.starts_with("Nothing to do")
    return roster(text, region).problems.filter(nothing_to_do).select("line", "problem").rows()


# --- shapes -----------------------------------------------------------------------------------------------------------


def test_a_long_roster_has_one_guardian_a_row() -> None:
    found = roster(
        "class,family,child,guardian,relation,phone,aliases,starts,ends,standing,role\n"
        "1A,Okafor,Leo,Ana Okafor,mother,+44 7700 900123,Mum of Leo;Annie,2025-09-03,,opted_out,class_rep\n"
        "1A,,,Ms Reed,,,,,,,staff\n"
    )
    assert_frame_equal(
        found.people,
        pl.DataFrame(
            {
                "class": ["1A", "1A"],
                "family": ["Okafor", "staff: Ms Reed"],
                "child": ["Leo", None],
                "guardian": ["Ana Okafor", "Ms Reed"],
                "relation": ["mother", None],
                "phone": ["+447700900123", None],
                "aliases": [["Mum of Leo", "Annie"], []],
                "starts": [date(2025, 9, 3), None],
                "ends": [None, None],
                "standing": ["opted_out", "current"],
                "role": ["class_rep", "staff"],
            },
            schema=ROSTER,
        ),
    )
    assert (found.shape, found.sizes.rows(), found.problems.height) == ("long", [("1A", 1)], 0)


def test_a_wide_sheet_gives_each_guardian_a_row_of_the_same_family() -> None:
    found = roster(
        "Bramley Hill class list;;;;;\n"
        "Form;Pupil;Mum;Mum's mobile;Dad;Dad's mobile\n"
        "1A;Leo;Ana Okafor;+447700900123;Ben Okafor;+44 7700 900124\n"
        "1A;Mia;Cy Lund;;;\n"
        "1A;Zed;;;;\n"
    )
    assert found.people.select("class", "family", "child", "guardian", "relation", "phone").rows() == [
        ("1A", "Leo (1A)", "Leo", "Ana Okafor", "mum", "+447700900123"),
        ("1A", "Leo (1A)", "Leo", "Ben Okafor", "dad", "+447700900124"),
        ("1A", "Mia (1A)", "Mia", "Cy Lund", "mum", None),
        ("1A", "Zed (1A)", "Zed", None, None, None),
    ]
    assert (found.shape, found.sizes.rows(), found.problems.height) == ("wide", [("1A", 3)], 0)


def test_a_count_only_roster_has_sizes_and_no_people() -> None:
    found = roster("Class,Families\n1A,27\n1B,0\n")
    assert (found.shape, found.people.height, found.problems.height) == ("count", 0, 0)
    assert found.people.schema == ROSTER
    assert_frame_equal(
        found.sizes,
        pl.DataFrame({"class": ["1A", "1B"], "families": [27, 0]}, schema=SIZES),
    )


def test_a_count_that_is_no_number_a_total_and_a_second_count_are_problems() -> None:
    found = roster("Class,Families\n1A,about 30\n1B,12\n1B,13\n,4\nTotal,29\n")
    assert found.sizes.rows() == [("1B", 12)]
    assert found.problems.select("line", "problem").rows() == [
        (2, "The number of families cannot be read."),
        (4, "This class has a number already; the first counts."),
        (5, "The row names no class."),
        (6, "A total is not a class; the row is left out."),
    ]


def test_names_in_two_columns_are_one_name() -> None:
    people = roster("Class,First name,Surname,Parent 1 first name,Parent 1 surname\n1A,Leo,Okafor,Ana,\n").people
    assert people.select("child", "guardian").rows() == [("Leo Okafor", "Ana")]


SENSITIVE = [
    "Date of birth",
    "DOB",
    "Address",
    "Home address",
    "Postcode",
    "Parent 1 address",
    "Mum's email",
    "Medical notes",
    "Court order",
    "Password",
    "Parent portal password",
    "Guardian national insurance no",
    "Contact notes",
    "Free school meals",
    "Ethnicity",
    "Religion",
]


@pytest.mark.parametrize("column", SENSITIVE)
def test_only_the_columns_of_a_roster_are_ever_loaded(column: str) -> None:
    found = roster(f"Class,{column},Child,Parent\n1A,secret,Leo,Ana\n")
    assert found.people.select("class", "child", "guardian").rows() == [("1A", "Leo", "Ana")]
    assert "secret" not in found.people.write_json() + found.problems.write_json()


# --- cells ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "region", "number"),
    [
        ("07700 900123", "GB", "+447700900123"),
        ("+44 (0)7700-900123", "US", "+447700900123"),
        ("7700900123", "GB", "+447700900123"),
        ("447700900123", "GB", "+447700900123"),
        ("7700900123.0", "GB", "+447700900123"),
        ("(202) 555-0123", "US", "+12025550123"),
    ],
)
def test_a_phone_has_one_written_form(cell: str, region: str, number: str) -> None:
    found = roster(f"class,guardian,phone\n1A,Ana,{cell}\n", region)
    assert (found.people["phone"].to_list(), problems(f"class,guardian,phone\n1A,Ana,{cell}\n", region)) == (
        [number],
        [],
    )


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("4.47701E+11", "A phone number was rounded by a spreadsheet."),
        ("ask her", "A phone number cannot be read."),
        ("07700", "A phone number cannot be read."),
        ("07700 900123 / 07700 900124", "A phone number cannot be read."),
    ],
)
def test_a_phone_that_cannot_be_read_is_a_problem_and_its_row_stays(cell: str, problem: str) -> None:
    found = roster(f"class,guardian,phone\n1A,Ana,{cell}\n")
    assert found.people.select("guardian", "phone").rows() == [("Ana", None)]
    assert found.problems.select("file", "line", "problem").rows() == [("roster.csv", 2, problem)]
    assert found.problems["remedy"].null_count() == 0


def test_dates_are_iso_or_in_the_order_that_the_column_decides_or_the_regions() -> None:
    starts = "class,child,starts\n1A,Leo,{}\n1A,Mia,{}\n"
    assert roster(starts.format("2025-09-03", "03/09/2025")).people["starts"].to_list() == [date(2025, 9, 3)] * 2
    assert roster(starts.format("09/03/2025", "09/03/2025"), "US").people["starts"].to_list() == [date(2025, 9, 3)] * 2
    assert roster(starts.format("03/09/2025", "19/12/2025"), "US").people["starts"].to_list() == [
        date(2025, 9, 3),
        date(2025, 12, 19),
    ]


def test_a_date_that_cannot_be_read_is_a_problem() -> None:
    text = "class,child,starts,ends\n1A,Leo,September,2026-02-30\n"
    assert roster(text).people.select("starts", "ends").rows() == [(None, None)]
    assert problems(text) == [
        (2, "The first day in the class cannot be read."),
        (2, "The last day in the class cannot be read."),
    ]


def test_a_last_day_before_the_first_is_a_problem_and_the_last_day_stays() -> None:
    text = "class,child,starts,ends\n1A,Leo,2026-01-15,2025-12-19\n1A,Mia,2026-01-15,\n"
    assert roster(text).people.select("starts", "ends").rows() == [
        (None, date(2025, 12, 19)),
        (date(2026, 1, 15), None),
    ]
    assert problems(text) == [(2, "The last day is before the first, which is left out.")]


def test_standing_and_role_are_known_by_their_usual_words() -> None:
    text = "class,guardian,status,role\n1A,Ana,Opted-out,Class Rep\n1A,Ben,suspended,Parent\n1A,Cy,,\n"
    assert roster(text).people.select("standing", "role").rows() == [
        ("opted_out", "class_rep"),
        ("excluded", "guardian"),
        ("current", "guardian"),
    ]


def test_a_standing_or_role_that_is_not_known_is_a_problem() -> None:
    text = "class,guardian,standing,role\n1A,Ana,pending,treasurer\n"
    assert roster(text).people.select("standing", "role").rows() == [("current", "guardian")]
    assert problems(text) == [
        (2, "The standing is not known; it is taken as current."),
        (2, "The role is not known; it is taken as guardian."),
    ]


def test_rows_without_a_class_without_anybody_or_with_too_many_cells_are_left_out_and_said() -> None:
    text = "class,child\n,Leo\n1A,\n1A,Okafor, Mia\n1A,Zed\n"
    assert roster(text).people["child"].to_list() == ["Zed"]
    assert problems(text) == [
        (2, "The row names no class and is left out."),
        (3, "The row names nobody and is left out."),
        (4, "The row has more cells than the header and is left out."),
    ]
    assert roster(text).problems.schema == PROBLEMS


def test_a_problem_never_quotes_a_cell() -> None:
    text = "class,child,phone,starts,standing\n1A,Leo,secret-phone,secret-day,secret-note\n"
    assert roster(text).problems.height == 3
    assert "secret" not in roster(text).problems.write_json()


def test_a_row_written_twice_counts_once() -> None:
    assert roster("class,child,guardian\n1A,Leo,Ana\n1A,Leo,Ana\n").people.height == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Pupil,Parent\nLeo,Ana\n", 'A roster needs a column "class"; the columns found are "Pupil", "Parent"'),
        ("Class,Teacher\n1A,Ms Reed\n", 'A roster needs a column "family", "child", "guardian"'),
        ('Class,Child\n1A,"Leo\n', "A quotation mark is opened and not closed"),
    ],
)
def test_a_table_that_is_no_roster_says_why_and_which_columns_it_has(text: str, sentence: str) -> None:
    with pytest.raises(RosterError, match=sentence) as raised:
        roster(text)
    assert raised.value.remedy


def test_a_header_without_rows_is_a_roster_of_nobody() -> None:
    found = roster("class,child,guardian,phone\n")
    assert (found.people.schema, found.people.height, found.sizes.height) == (ROSTER, 0, 0)


# --- households -------------------------------------------------------------------------------------------------------


def test_rows_of_one_child_are_one_family() -> None:
    assert len(set(families("class,child,guardian\n1A,Leo,Ana\n1A,Leo,Ben\n"))) == 1


def test_one_guardian_repeated_for_each_sibling_is_one_family() -> None:
    text = "class,child,guardian,phone\n1A,Leo,Ana,07700 900123\n2B,Mia,Ana O.,+447700900123\n"
    assert families(text) == ["Leo (1A)", "Leo (1A)"]
    assert roster(text).sizes.rows() == [("1A", 1), ("2B", 1)]


def test_without_phones_a_guardians_full_name_and_the_childs_surname_make_one_family() -> None:
    assert len(set(families('class,child,guardian\n1A,Leo Diaz,Ana Okafor\n2B,Mia Diaz,"Okafor, Ana"\n'))) == 1


def test_a_polish_brother_and_sister_have_one_surname() -> None:
    text = "class,child,guardian\n1A,Maja Sadowska,Anna Sadowska\n2B,Jan Sadowski,Anna Sadowska\n"
    assert len(set(families(text))) == 1
    assert len(set(families(text.replace("Jan Sadowski", "Jan Wilk")))) == 2


def test_the_same_two_guardians_are_one_family() -> None:
    assert (
        len(set(families("class,child,parent 1,parent 2\n1A,Leo,Ana Okafor,Ben Diaz\n2B,Mia,Ben Diaz,Ana Okafor\n")))
        == 1
    )


@pytest.mark.parametrize(
    "text",
    [
        "class,child,guardian\n1A,Leo,Ana\n2B,Mia,Ana\n",  # a first name alone
        "class,child,guardian\n1A,Leo,Ana\n2B,Leo,Ana\n",
        "class,child,guardian\n1A,Leo Diaz,Ana\n2B,Mia Diaz,Ana\n",
        "class,child,guardian\n1A,Leo Diaz,Ana Okafor\n2B,Mia Lund,Ana Okafor\n",  # children of two surnames
        "class,child,guardian\n1A,Leo,Ana Okafor\n2B,Leo,Cy Lund\n",  # a child's name in two classes
        "class,child,parent 1,parent 2\n1A,Leo,Ana,\n1A,Leo,Cy,\n",  # two children of one first name in a wide sheet
        "class,guardian\n1A,Ana Okafor\n2B,Ana Okafor\n",  # perhaps two people
    ],
)
def test_rows_that_only_look_alike_are_two_families(text: str) -> None:
    assert len(set(families(text))) == 2


@pytest.mark.parametrize(
    "text",
    [
        "class,guardian,phone\n1A,Ana Okafor,07700 900123\n1A,Ana Okafor,\n",
        "class,child,parent 1,parent 2\n1A,Leo,Ana,\n1A,Leo,Ana,Ben\n",
        "class,child,guardian\n1A,Leo,Ana Okafor\n2B,Leo,Ana Okafor\n",  # moved to another class
    ],
)
def test_the_same_people_listed_again_are_one_family(text: str) -> None:
    assert len(set(families(text))) == 1


def test_a_row_between_two_given_families_is_given_to_neither() -> None:
    text = "class,family,guardian,phone\n1A,Okafor,Ana,07700 900123\n1A,Diaz,Ben,07700 900123\n1A,,Cy,07700 900123\n"
    assert families(text)[:2] == ["Okafor", "Diaz"]
    assert families(text)[2] not in ("Okafor", "Diaz")


def test_households_are_chained_through_what_each_row_shares_with_the_next() -> None:
    text = "class,child,guardian,phone\n1A,Leo,Ana,07700 900123\n1A,Leo,Ben,07700 900124\n2B,Mia,Ben,07700 900124\n"
    assert set(families(text)) == {"Leo (1A)"}


def test_a_family_is_as_given_and_lends_its_name_to_the_rows_of_its_household() -> None:
    text = (
        "class,family,child,guardian,phone\n1A,Okafor,Leo,Ana,07700 900123\n2B,,Mia,Ana,07700 900123\n2B,Diaz,Zed,Cy,\n"
    )
    assert families(text) == ["Okafor", "Okafor", "Diaz"]


def test_two_given_families_stay_two_though_they_share_a_phone() -> None:
    text = "class,family,guardian,phone\n1A,Okafor,Ana,07700 900123\n2B,Diaz,Ben,07700 900123\n"
    assert families(text) == ["Okafor", "Diaz"]


def test_a_family_without_a_child_is_named_after_its_guardian() -> None:
    assert families("class,guardian,phone\n1A,Ana,\n1A,,07700 900123\n") == ["Ana", "somebody in 1A"]


def test_a_teacher_who_is_also_a_parent_is_staff_in_one_row_and_family_in_the_other() -> None:
    text = "class,child,guardian,phone,role\n1A,,Ana Reed,07700 900123,teacher\n2B,Leo,Ana Reed,07700 900123,\n"
    assert families(text) == ["staff: Ana Reed", "Leo (2B)"]
    assert roster(text).sizes.rows() == [("1A", 0), ("2B", 1)]


def test_a_staff_row_lends_nothing_to_a_family() -> None:
    text = "class,family,guardian,phone,role\n1A,Staff,Ana,07700 900123,teacher\n2B,,Ana,07700 900123,\n"
    assert families(text) == ["staff: Ana", "Ana"]


def test_sizes_count_twins_once_and_leave_out_those_who_have_a_last_day() -> None:
    text = (
        "class,child,guardian,phone,ends\n"
        "1A,Leo,Ana,07700 900123,\n1A,Mia,Ana,07700 900123,\n1A,Zed,Cy,07700 900125,2025-12-19\n"
    )
    assert roster(text).sizes.rows() == [("1A", 1)]


# --- laws -------------------------------------------------------------------------------------------------------------

Households = list[dict[str, list[tuple[str, str]]]]
FIRST = st.sampled_from(["Ana", "Ben", "Cy", "Dee", "Eli"])


@st.composite
def households(draw: st.DrawFn) -> Households:
    """Families of one school: children as (class, name), guardians as (name, phone or ""); each its own surname."""
    return [
        {
            "children": [
                (draw(st.sampled_from(["1A", "2B"])), f"{first} Surname{at}")
                for first in draw(st.lists(FIRST, min_size=1, max_size=3, unique=True))
            ],
            "guardians": [
                (f"{first} Surname{at}", draw(st.sampled_from(["", f"07700 9001{at}{place}"])))
                for place, first in enumerate(draw(st.lists(FIRST, min_size=1, max_size=2, unique=True)))
            ],
        }
        for at in range(draw(st.integers(1, 6)))
    ]


def as_long(school: Households) -> list[str]:
    return [
        f"{of},{child},{guardian},{phone}"
        for family in school
        for of, child in family["children"]
        for guardian, phone in family["guardians"]
    ]


def as_wide(school: Households) -> list[str]:
    return [
        ",".join([of, child, *(cell for pair in [*family["guardians"], ("", "")][:2] for cell in pair)])
        for family in school
        for of, child in family["children"]
    ]


LONG, WIDE = "class,child,guardian,phone", "Class,Child,Parent 1,Phone 1,Parent 2,Phone 2"
WHO = ["class", "child", "guardian", "phone", "family"]


def people(header: str, rows: list[str]) -> pl.DataFrame:
    return roster("\n".join([header, *rows])).people.select(WHO).sort(WHO)


@settings(deadline=None, max_examples=25)
@given(households())
def test_the_same_school_written_long_and_wide_has_the_same_families_and_they_are_the_true_ones(
    school: Households,
) -> None:
    long = people(LONG, as_long(school))
    assert_frame_equal(long, people(WIDE, as_wide(school)))
    assert long["family"].n_unique() == len(school)
    assert long.group_by("family").agg(pl.col("child").str.extract(r" (\S+)$").n_unique())["child"].max() == 1


@settings(deadline=None, max_examples=25)
@given(households(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_plays_no_part_in_who_is_a_family(school: Households, random: Random) -> None:
    shuffled = as_wide(school)
    random.shuffle(shuffled)
    assert_frame_equal(people(WIDE, as_wide(school)), people(WIDE, shuffled))


# --- the sample school ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["roster.csv", "other_rosters/wide.csv"])
def test_every_sample_roster_is_read_without_a_guess_and_with_nothing_to_do(sample: Path, file: str) -> None:
    found = alone((sample / file).read_bytes(), file)
    assert found.problems["remedy"].str.starts_with("Nothing to do").all()
    assert found.problems["problem"].str.contains("have no country code").to_list() == [True]
    assert found.certain
    assert found.people.drop_nulls("family").height == found.people.height > 300


def test_the_sample_rosters_of_three_shapes_count_the_same_families(sample: Path) -> None:
    files = ["roster.csv", "other_rosters/wide.csv", "other_rosters/count_only.csv"]
    long, wide, count = (alone((sample / file).read_bytes(), file) for file in files)
    assert [long.shape, wide.shape, count.shape] == ["long", "wide", "count"]
    assert long.sizes.sort("class").rows() == wide.sizes.sort("class").rows() == count.sizes.sort("class").rows()


@pytest.mark.parametrize("file", ["roster.csv", "other_rosters/wide.csv"])
@pytest.mark.parametrize("without", [["family"], ["family", "phone"]])
def test_the_sample_schools_families_are_found_again_without_their_column(
    sample: Path, file: str, without: list[str]
) -> None:
    cells = pl.read_csv(sample / file, infer_schema=False)
    hidden = cells.with_columns(pl.lit("").alias(name) for name in cells.columns if name.lower().split()[0] in without)
    who = ["class", "child", "guardian"]
    given, derived = (
        alone(each.write_csv().encode(), file).people.filter(pl.col("role") != "staff").unique(who)
        for each in (cells, hidden)
    )
    both = given.join(derived, on=who, nulls_equal=True, suffix="_derived").select("family", "family_derived").unique()
    assert both["family"].is_unique().all()
    assert both["family_derived"].is_unique().all()
    assert both.height == given["family"].n_unique() > 190


# --- bad input --------------------------------------------------------------------------------------------------------


def test_a_class_spelled_in_several_ways_is_one_class_under_its_commonest_name() -> None:
    text = 'class,child\n2B,Leo\nClass 2B,Mia\n"2B ",Zed\n2 B,Ivy\nYear 2b,Eli\n3A,Noa\n'
    assert roster(text).people["class"].to_list() == ["2B"] * 5 + ["3A"]
    assert roster(text).sizes.rows() == [("2B", 5), ("3A", 1)]
    assert notes(text) == [(3, 'The class "2B" is also written "2 B", "Class 2B" and "Year 2b"; all are one class.')]


def test_a_count_with_more_cells_than_its_header_is_said() -> None:
    assert problems("Class,Families\n2B,27,28\n") == [(2, "The row has more cells than the header and is left out.")]


def test_a_class_counted_under_two_spellings_is_counted_once() -> None:
    found = roster("Class,Families\n2B,27\nClass 2B,26\n3A,20\n")
    assert found.sizes.rows() == [("2B", 27), ("3A", 20)]
    assert 'The class "2B" is also written "Class 2B"; all are one class.' in found.problems["problem"].to_list()
    assert "This class has a number already; the first counts." in found.problems["problem"].to_list()


def test_rows_that_stand_twice_count_once_and_are_counted_in_one_note() -> None:
    text = "class,child,guardian\n1A,Leo,Ana\n1A,Leo,Ana\n1A,Mia,Cy\n1A,Mia,Cy\n"
    assert roster(text).people.height == 2
    assert notes(text) == [(3, "2 rows stand twice; each counts once.")]


def test_a_family_that_stands_twice_under_two_names_is_said_and_kept_apart() -> None:
    text = "class,family,guardian,phone\n1A,Okafor,Ana,+447700900123\n2B,Diaz,Ana,+447700900123\n"
    assert families(text) == ["Okafor", "Diaz"]
    assert problems(text) == [
        (2, "A family may stand here twice: rows of two families share a phone, a child or guardians.")
    ]


def test_two_families_with_nothing_in_common_are_said_to_be_nothing() -> None:
    assert problems("class,family,guardian,phone\n1A,Okafor,Ana,+447700900123\n2B,Diaz,Ana,+447700900124\n") == []


def test_phones_without_a_country_code_are_counted_once_each_where_nobody_said_in_which_country_the_school_is() -> None:
    text = "class,child,guardian,phone\n1A,Leo,Ana,07700 900123\n2B,Mia,Ana,07700 900123\n2B,Zed,Cy,+447700900124\n"
    assert notes(text) == [(2, "1 phone number has no country code; it is read as in this country: United Kingdom.")]
    assert notes(text, "DE") == []
    assert roster(text, "DE").people["phone"].to_list() == ["+497700900123", "+497700900123", "+447700900124"]


def test_phones_that_lost_their_zero_in_a_spreadsheet_are_read_with_it_and_said() -> None:
    text = "class,child,guardian,phone\n1A,Leo,Ana,7700900123\n1A,Mia,Cy,07700 900124\n1A,Zed,Dee,7700900125.0\n"
    assert roster(text).people["phone"].to_list() == ["+447700900123", "+447700900124", "+447700900125"]
    assert notes(text)[1:] == [
        (2, "2 phone numbers have lost their first 0, as happens in spreadsheets; they are read with it.")
    ]


def test_where_numbers_begin_with_no_zero_none_is_said_to_be_lost() -> None:
    assert notes("class,guardian,phone\n1A,Ana,2025550123\n", "US") == []


def test_a_title_with_two_cells_above_the_header_is_not_the_header() -> None:
    text = "Bramley Hill,September 2025,,\nClass,Child,Parent 1,Phone 1\n1A,Leo,Ana,\n"
    assert roster(text).people.select("class", "child", "guardian").rows() == [("1A", "Leo", "Ana")]


def test_a_header_that_stands_again_in_the_middle_is_nobody() -> None:
    text = "Class,Child,Parent\n1A,Leo,Ana\nClass,Child,Parent\n1B,Mia,Cy\n"
    assert roster(text).people["child"].to_list() == ["Leo", "Mia"]
    assert notes(text) == [(3, "1 row says the header again and is left out.")]


@pytest.mark.parametrize(
    "total", ["Total,2,,", "TOTAL: 2,,,", ",Total 2,,", "Summe,2,,", "Ogółem,2,,", "1A,Total 2,,", "1A,Total,,2"]
)
def test_a_row_that_sums_up_is_nobody(total: str) -> None:
    text = f"class,child,guardian,phone\n1A,Leo,Ana,\n1A,Mia,Cy,\n{total}\n"
    assert roster(text).people["child"].to_list() == ["Leo", "Mia"]
    assert (notes(text), problems(text)) == ([(4, "1 row is a total and is left out.")], [])


def test_somebody_whose_name_only_begins_like_a_total_stays() -> None:
    assert roster("class,child\n1A,Suma Rao\n1A,Totalina Reed\n1A,Suma\n").people.height == 3
    assert roster("class,child,guardian\n1A,Total,Ana\n").people.height == 1
    assert roster("class,first name,surname\n1A,Suma,Rao\n1A,Sum,\n").people.height == 2


def test_a_roster_of_which_everybody_has_left_may_be_that_of_another_year() -> None:
    over = "Every child here has a last day in the class: this may be the roster of another year."
    everybody = "class,child,ends\n1A,Leo,2025-07-20\n1A,Mia,2025-07-20\n"
    assert problems(everybody) == [(2, over)]
    assert problems(everybody + "1A,Zed,\n") == []


def test_a_class_that_stands_once_above_its_children_is_theirs_all() -> None:
    text = "class,child,guardian\n1A,Leo,Ana\n,Mia,Cy\n1B,Zed,Dee\n,Ivy,Eli\n,Noa,Fay\n"
    assert roster(text).people["class"].to_list() == ["1A", "1A", "1B", "1B", "1B"]
    assert notes(text) == [(3, "3 rows have no class of their own; each is read as of the class above.")]


@pytest.mark.parametrize(
    "text",
    [
        "class,child\n1A,Leo\n1A,Mia\n,Zed\n",  # a class on every row but one
        "class,child\n,Leo\n1A,Mia\n,Zed\n",  # the first row has none
        "class,child\n1A,Leo\n1B,Mia\n,Zed\n",  # most rows have one
        "class,child\n1A,Leo\n,Mia\n,Ivy\n,Eli\n1A,Zed\n,Noa\n",  # a class stands in two places
    ],
)
def test_a_class_that_is_only_missing_is_not_guessed(text: str) -> None:
    assert (problems(text)[-1][1], notes(text)) == ("The row names no class and is left out.", [])


def test_a_contact_without_a_pupil_is_one_more_of_the_pupil_above() -> None:
    text = "class,child,guardian,phone,starts\n1A,Leo,Ana,,2025-09-03\n,,Ben,,\n1A,Mia,Cy,,\n,,Dee,,\n"
    assert roster(text).people.select("class", "child", "guardian", "starts").rows() == [
        ("1A", "Leo", "Ana", date(2025, 9, 3)),
        ("1A", "Leo", "Ben", date(2025, 9, 3)),
        ("1A", "Mia", "Cy", None),
        ("1A", "Mia", "Dee", None),
    ]
    assert notes(text) == [
        (3, "2 rows name a contact without a pupil; each is read as a further contact of the pupil above.")
    ]


def test_a_contact_is_no_pupils_where_none_stands_above_or_a_role_is_said_or_a_row_can_name_two() -> None:
    alone = [(2, "The row names no class and is left out.")]
    assert problems("class,child,guardian\n,,Ben\n1A,Leo,Ana\n") == alone
    assert notes("class,child,guardian\n,,Ben\n1A,Leo,Ana\n") == []
    assert notes("class,child,guardian,role\n1A,Leo,Ana,\n,,Ms Reed,staff\n") == []
    assert notes("class,child,parent 1,parent 2\n1A,Leo,Ana,Ben\n,,Cy,\n") == []


def test_two_people_in_one_cell_are_not_taken_for_a_surname_and_a_first_name() -> None:
    text = 'class,child,guardian\n1A,"Okafor, Leo","Ana Okafor, Ben Okafor"\n1A,"García López, Eva","Ruiz, Ana María"\n'
    assert roster(text).people.select("child", "guardian").rows() == [
        ("Leo Okafor", "Ana Okafor, Ben Okafor"),
        ("Eva García López", "Ana María Ruiz"),
    ]


def test_a_cell_that_names_two_guardians_is_said() -> None:
    text = "class,child,guardian\n1A,Leo,Ana & Ben Okafor\n1A,Mia,Cy and Dee Lund\n1A,Zed,Andrea Sandford\n"
    assert problems(text) == [(2, "2 cells seem to name two guardians; each is read as one person.")]


@pytest.mark.parametrize("cell", ["n/a", "N/A", "TBC", "-", "--", "?", "none", "Unknown", "k. A.", "brak", "无", "—"])
def test_a_cell_that_only_says_that_it_is_empty_is_empty(cell: str) -> None:
    text = f"class,child,guardian,phone,relation,standing\n1A,Leo,{cell},{cell},{cell},{cell}\n1A,Mia,{cell},{cell},,\n"
    assert roster(text).people.select("guardian", "phone", "relation").rows() == [(None, None, None)] * 2
    assert (roster(text).people["family"].to_list(), problems(text)) == (["Leo (1A)", "Mia (1A)"], [])


def test_a_row_of_such_cells_names_nobody() -> None:
    assert problems("class,child,guardian\n1A,-,n/a\n") == [(2, "The row names nobody and is left out.")]


def test_in_whatsapp_somebody_may_be_called_by_a_dot_and_a_name_may_begin_like_a_word_for_nothing() -> None:
    people = roster("class,child,guardian,aliases\n1A,Nil,None Brak,.\n1A,Mia,Ana,None;-\n").people
    assert people.select("child", "guardian", "aliases").rows() == [
        ("Nil", "None Brak", ["."]),
        ("Mia", "Ana", ["None", "-"]),
    ]


def test_standing_and_role_are_known_in_other_languages() -> None:
    text = "Clase;Alumno;Madre;Estado;Role\n1A;Leo;Ana;Excluida;Delegada\n1A;Mia;Cy;Matriculado;Maestra\n"
    assert roster(text).people.select("standing", "role").rows() == [("excluded", "class_rep"), ("current", "staff")]
