"""What leaves as CSV is read by a spreadsheet as the text that it is."""

import csv
import io
from datetime import date

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parsers.errors import RosterError
from parsers.table import read_table
from parsers.tables.delimited import EDGES
from parsers.written import as_csv


def cells(frame: pl.DataFrame) -> list[list[str]]:
    return list(csv.reader(io.StringIO(as_csv(frame).decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+44 7700 900123", "'+44 7700 900123"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("\x00=1", "'\x00=1"),
        ("＝1+1", "'＝1+1"),
        ("＋44", "'＋44"),
        ("－2", "'－2"),
        ("＠SUM", "'＠SUM"),
        ("﹦1", "'﹦1"),
        ("  =1", "'  =1"),
        ("\N{NO-BREAK SPACE}\v=1", "'\N{NO-BREAK SPACE}\v=1"),
        (" \t", "' \t"),
        ("Ana", "Ana"),
        ("Mum of Leo = Ana", "Mum of Leo = Ana"),
        ("'Ana", "'Ana"),
        ("'@ana", "''@ana"),
        ("\N{ZERO WIDTH SPACE}' =1", "'\N{ZERO WIDTH SPACE}' =1"),
        ("O'Hara, Nerys", "O'Hara, Nerys"),
        ('Leo "the Lion"', 'Leo "the Lion"'),
        ("two\nlines", "two\nlines"),
        ("Zoë 王伟 🌻", "Zoë 王伟 🌻"),
    ],
)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text, written):
    assert cells(pl.DataFrame({"Who": [text, "Bob"]})) == [["Who"], [written], ["Bob"]]


def test_numbers_stay_numbers_dates_are_plain_and_nothing_is_empty():
    frame = pl.DataFrame({"Days": [-3, None], "On": [date(2026, 3, 1), None], "Who": [None, "Bob"]})

    assert as_csv(frame).decode("utf-8-sig") == "Days,On,Who\r\n-3,2026-03-01,\r\n,,Bob\r\n"


def test_texts_of_a_fixed_set_and_headings_are_guarded_too():
    frame = pl.DataFrame({"=A": ["+one"]}, schema={"=A": pl.Enum(["+one"])})

    assert cells(frame) == [["'=A"], ["'+one"]]


def test_a_spreadsheet_is_told_that_it_is_utf_8():
    assert as_csv(pl.DataFrame({"Who": ["Zoë"]})).startswith(b"\xef\xbb\xbf")


def test_of_no_rows_the_header_is_written():
    assert cells(pl.DataFrame(schema={"Who": pl.String, "Days": pl.Int32})) == [["Who", "Days"]]


def test_the_texts_of_a_list_stand_in_one_cell():
    frame = pl.DataFrame({"names": [["=A", "B"], []], "n": [-1, None]})
    assert cells(frame) == [["names", "n"], ["'=A; B", "-1"], ["", ""]]


AWKWARD = st.text("=+-@＝﹫﹢' \t\n\r\N{NO-BREAK SPACE}\u200e~\",;ané🌻", max_size=8)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(AWKWARD, AWKWARD), min_size=1, max_size=4))
@example([("﹫ana", "﹢1"), ("\N{NO-BREAK SPACE}=x", "'@ana"), ("''@ana", "' '=1"), (" \t", "'"), ("~", "'\t")])
def test_what_was_written_is_read_as_it_was_but_for_blanks_around_it(texts: list[tuple[str, str]]) -> None:
    frame = pl.DataFrame({"sender": ["Ana"], "=family": ["@Ben"]}).vstack(
        pl.DataFrame(texts, schema={"sender": pl.String, "=family": pl.String}, orient="row")
    )

    read = read_table(as_csv(frame), "people.csv", tuple, RosterError)

    plain = [
        tuple(cell.replace("\r\n", "\n").replace("\r", "\n").strip(EDGES) or None for cell in row) for row in texts
    ]
    assert read.header == ("sender", "=family")
    assert read.rows.drop("line").rows()[1:] == [row for row in plain if any(row)]
