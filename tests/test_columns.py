"""columns.csv: what a person said that headings mean, written and read back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers import calendar, decisions, members, read_counts, roster
from parsers import columns as said
from parsers.columns import MEANINGS, columns_said, read_columns, write_columns
from parsers.errors import RosterError
from parsers.rosters.naming import naming


@settings(deadline=None, max_examples=30)
@given(st.dictionaries(st.text("abé,\";=+ \n(2)'", min_size=1), st.sampled_from(["", *MEANINGS])))
def test_what_was_written_is_read_back(meanings: dict[str, str]) -> None:
    clean = {heading.strip(" \n"): meaning for heading, meaning in meanings.items() if heading.strip(" \n")}
    known = {"": {"Class": "class"} | clean, "=2B, autumn.csv": {"Class": ""}}
    assert read_columns(write_columns(known), "columns.csv") == known


def test_without_a_file_a_meaning_is_that_of_any_roster() -> None:
    assert read_columns(b"heading,meaning\nForm,class\n", "columns.csv") == {"": {"Form": "class"}}
    assert read_columns(b"file,heading,meaning\n2B.csv,Form,class\n,Form,\n", "columns.csv") == {
        "2B.csv": {"Form": "class"},
        "": {"Form": ""},
    }


def test_what_is_said_of_one_file_goes_before_what_is_said_of_any_and_the_later_table_before_the_earlier() -> None:
    known = [{"2B.csv": {"Form": "class"}}, {"": {"Form": "", "Born": ""}, "2B.csv": {"Name": "child"}}]
    assert columns_said(known, "2B.csv") == {"Form": "class", "Born": "", "Name": "child"}
    assert columns_said(known, "3C.csv") == {"Form": "", "Born": ""}
    assert columns_said([{"": {"Form": ""}}, {"": {"Form": "class"}}], "2B.csv") == {"Form": "class"}


def test_a_heading_is_never_a_formula() -> None:
    assert b"'=1+1" in write_columns({"": {"=1+1": ""}})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("heading,meaning\nBorn,birthday\n", "Line 2: the meaning is none that we know"),
        ("heading,meaning\n,class\n", "Line 2: no heading is named"),
        ("heading,meaning\nForm,class\nForm,child\n", "Line 3: this heading stands above already"),
        ("file,heading,meaning\na,Form,class\nb,Form,\na,Form,\n", "Line 4: this heading stands above already"),
        ("heading\nForm\n", 'A table of columns needs a column "meaning"'),
    ],
)
def test_a_correction_that_is_not_understood_is_refused_with_its_line(text: str, sentence: str) -> None:
    with pytest.raises(RosterError, match=sentence) as raised:
        read_columns(text.encode(), "columns.csv")
    assert raised.value.remedy


def test_every_meaning_is_one_that_a_heading_can_have() -> None:
    ours = ["class", "child", "child first", "child last", "family", "families", "starts", "ends", "standing"]
    parts = [
        "guardian {}",
        "parent {} first name",
        "parent {} surname",
        "phone {}",
        "relation {}",
        "aliases {}",
        "role {}",
    ]
    headings = [*ours, *(part.format(n) for n in range(1, 5) for part in parts)]
    meanings = {name for heading in ours for name in naming([heading])}
    meanings |= {name for part in parts for name in naming([part.format(n) for n in range(1, 5)])}
    assert len(headings) == len(MEANINGS)
    assert {meaning for meaning in MEANINGS if meaning.partition("/")[2] in ("", "1")} <= meanings


def test_no_other_reader_takes_it_for_its_own() -> None:
    header = ("heading", "meaning")
    assert said.looks_like(header)
    assert not any(module.looks_like(header) for module in (calendar, decisions, members, read_counts, roster))
    assert not said.looks_like(("class", "child"))
