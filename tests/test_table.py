"""CSV bytes -> text cells: every delimiter and encoding gives the same table; what nobody asked for is never loaded."""

from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from parsers import calendar, decisions, members, read_counts, roster
from parsers.errors import EmptyFile, NotText, RosterError
from parsers.table import by_name, columns, counts, day_first, days, key, read_table, split_names, times

NAMING = by_name({"class": ("form",), "child": ("pupil name",)})


def rows(text: str | bytes) -> pl.DataFrame:
    return read_table(text if isinstance(text, bytes) else text.encode(), "list.csv", NAMING, RosterError).rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_delimiter_line_end_and_encoding_gives_the_same_table(delimiter: str, line_end: str, encoding: str) -> None:
    written = line_end.join([delimiter.join(["Class", "Child"]), delimiter.join(["1A", "Zoë Müller"])]) + line_end
    assert_frame_equal(
        rows(written.encode(encoding)),
        pl.DataFrame({"line": [2], "class": ["1A"], "child": ["Zoë Müller"]}, schema_overrides={"line": pl.UInt32}),
    )


def test_utf_16_of_the_other_byte_order_is_read_by_its_mark() -> None:
    assert rows(b"\xfe\xff" + "Class,Child\n1A,Zoë\n".encode("utf-16-be"))["child"].to_list() == ["Zoë"]


def test_blank_rows_are_dropped_and_line_numbers_are_the_files() -> None:
    found = rows('Class,Child\n\n1A,"Leo\nOkafor"\n , \n,\n1B,Mia\n')
    assert found.rows() == [(3, "1A", "Leo\nOkafor"), (7, "1B", "Mia")]


def test_a_title_above_the_header_is_not_the_header() -> None:
    assert rows("Class list 2025;\n;\nForm;Pupil name\n1A;Leo\n").rows() == [(4, "1A", "Leo")]


def test_the_delimiter_is_decided_on_the_header_and_not_inside_quotes() -> None:
    assert rows('"Form";"Notes, dates, hours"\n1A;a,b,c,d\n')["class"].to_list() == ["1A"]


def test_header_names_match_without_case_space_and_punctuation() -> None:
    assert key(" Pupil-Name ") == key("pupil name") == "pupilname"
    assert NAMING(["PUPIL_NAME", "Form:", "Other"]) == ("child", "class", None)


def test_of_two_columns_with_one_name_the_first_counts() -> None:
    assert rows("Class,Form,Child\n1A,x,Leo\n").rows() == [(2, "1A", "Leo")]


def test_a_column_nobody_asked_for_is_not_loaded() -> None:
    table = read_table(b"Class,Date of birth,Child\n1A,2019-02-03,Leo\n", "list.csv", NAMING, RosterError)
    assert table.rows.columns == ["line", "class", "child"]
    assert "2019" not in repr(table)


def test_a_row_with_more_cells_than_the_header_is_set_apart_with_its_line() -> None:
    table = read_table(b"Class,Child\n1A,Okafor, Leo\n1B,Mia,\n", "list.csv", NAMING, RosterError)
    assert table.too_wide == (2,)
    assert table.rows["child"].to_list() == ["Mia"]


def test_a_short_row_ends_in_empty_cells() -> None:
    assert rows("Class,Child\n1A\n").rows() == [(2, "1A", None)]


def test_cells_lose_spaces_direction_marks_and_the_apostrophe_of_a_guarded_formula() -> None:
    found = rows("Class,Child\n \u00a01A\u200e,\u202a+44 7700 900123\u202c\n1B,'+44 7700 900124\n1C,'Akiva\n")
    assert found["class"].to_list() == ["1A", "1B", "1C"]
    assert found["child"].to_list() == ["+44 7700 900123", "+44 7700 900124", "'Akiva"]


def test_a_quotation_mark_after_a_space_opens_a_cell() -> None:
    assert rows('Class,Child\n1A, "Okafor, Leo"\n')["child"].to_list() == ["Okafor, Leo"]


def test_a_quotation_mark_that_is_never_closed_is_an_error_with_its_line() -> None:
    with pytest.raises(RosterError, match=r"list\.csv: A quotation mark is opened and not closed\.") as raised:
        rows('Class,Child\n1A,Leo\n1B,"Mia\n')
    assert raised.value.line == 3


@pytest.mark.parametrize("nothing", [b"", b" \r\n\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_says_so(nothing: bytes) -> None:
    with pytest.raises(EmptyFile, match="The file is empty"):
        rows(nothing)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "This is not a text file"),
        (b"caf\x81\x8d\xff,x\n", "This is not a text file"),
        (b"PK\x03\x04\x14\x00", "a workbook or an archive"),
        (b"\xff\xfe\x00\xd8", "This is not a text file"),
    ],
)
def test_bytes_that_are_no_text_say_so(data: bytes, sentence: str) -> None:
    with pytest.raises(NotText, match=sentence):
        rows(data)


def test_columns_reads_the_header_alone() -> None:
    assert columns(b"\xef\xbb\xbfClass;Child;;\n1A;Leo\n", "list.csv") == ("Class", "Child")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_columns_of_a_long_file_are_read_from_its_first_lines(encoding: str) -> None:
    assert columns(("Class,Child\n" + "1A,Zoë\n" * 30_000).encode(encoding), "list.csv") == ("Class", "Child")


def test_columns_of_cells_that_cannot_be_told_apart_are_none() -> None:
    assert columns(b'Class,"Child\n1A,Leo\n', "list.csv") == ()


HEADERS = {
    roster: [
        "class,family,child,guardian,relation,phone,aliases,starts,ends,standing,role",
        "Class,Child,Parent 1,Phone 1,Parent 2,Phone 2",
        "Form;Pupil;Mum;Mum's mobile",
        "class,families",
        "Pupil,Parent,Phone",
    ],
    members: ["chat,taken_on,members,admins,names", "Group,Date,Members"],
    read_counts: ["chat,sent_at,taken_at,delivered,read"],
    calendar: ["name,days,starts,ends", "Event,Start date,End date", "BEGIN:VCALENDAR"],
    decisions: ["sender,answer,family,guardian"],
}


@pytest.mark.parametrize(("owner", "header"), [(owner, one) for owner, some in HEADERS.items() for one in some])
def test_a_table_is_claimed_by_its_own_reader_alone(owner: object, header: str) -> None:
    cells = columns(f"{header}\n".encode(), "x.csv")
    assert [module for module in HEADERS if module.looks_like(cells)] == [owner]


@pytest.mark.parametrize(
    "text",
    [
        "12/03/2025, 18:05 - Ana: hello\n12/03/2025, 18:06 - Ben: hi\n",
        "[12/03/2025, 18:05:11] Ana: hello\n",
        "Item,Price\nCake,2\n",
        "Name,Email\nAna,a@school.example\n",
        "Class,Teacher,Room\n1A,Ms Reed,4\n",
        "Dear parents,\nthe fair is on Friday.\n",
    ],
)
def test_a_file_that_is_none_of_ours_is_claimed_by_no_reader(text: str) -> None:
    assert not any(module.looks_like(columns(text.encode(), "x.txt")) for module in HEADERS)


def test_dates_are_iso_or_written_in_the_order_given() -> None:
    cells = pl.DataFrame(
        {"d": ["2025-09-03", "2025-9-3 00:00:00", "03/09/2025", "3.9.2025", "31/02/2025", "soon", None]}
    )
    third, ninth = date(2025, 9, 3), date(2025, 3, 9)
    assert cells.select(days("d", day_first=True)).to_series().to_list() == [third] * 4 + [None] * 3
    assert cells.select(days("d", day_first=False)).to_series().to_list() == [third] * 2 + [ninth] * 2 + [None] * 3
    assert cells.select(days("d", day_first=None)).to_series().to_list() == [third] * 2 + [None] * 5


def test_a_year_of_two_digits_is_no_date() -> None:
    assert pl.DataFrame({"d": ["25-09-03", "03/09/25"]}).select(days("d", day_first=True)).to_series().to_list() == [
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("cells", "decided"),
    [(["03/09/2025", "19/12/2025"], True), (["09/03/2025", "12/19/2025"], False), (["03/09/2025", None], None)],
)
def test_a_field_over_twelve_decides_the_order_of_dates(cells: list[str | None], decided: bool | None) -> None:
    assert day_first(pl.Series(cells, dtype=pl.String)) is decided


def test_times_are_iso_with_a_space_or_a_t_and_with_or_without_seconds() -> None:
    cells = ["2026-07-10 18:05", "2026-07-10T18:05:09", "2026-07-10", "2026-07-10 25:00", "2026-07-10T18:05Z", None]
    assert pl.DataFrame({"t": cells}).select(times("t")).to_series().to_list() == [
        datetime(2026, 7, 10, 18, 5),
        datetime(2026, 7, 10, 18, 5, 9),
        *[None] * 4,
    ]


def test_counts_are_whole_numbers() -> None:
    cells = ["27", "27.0", "0", "27.5", "-1", "many", "99999999999", None]
    assert pl.DataFrame({"n": cells}).select(counts("n")).to_series().to_list() == [27, 27, 0, *[None] * 5]


def test_names_are_split_at_semicolons_without_the_tilde_of_a_push_name() -> None:
    cells = pl.DataFrame({"n": ["~\u202fAna; Ben;;", "Ana\nBen", None]})
    assert cells.select(split_names("n")).to_series().to_list() == [["Ana", "Ben"], ["Ana", "Ben"], []]


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(st.text("abc,;\"\n '=é", min_size=1), st.text('xyz,;"\n\t', min_size=1)), min_size=1, max_size=5)
)
def test_what_a_csv_writer_wrote_is_read_back(written: list[tuple[str, str]]) -> None:
    cells = pl.DataFrame(written, schema={"Class": pl.String, "Child": pl.String}, orient="row")
    found = rows(cells.write_csv(quote_style="always"))
    expected = [tuple(cell.strip(" \n\t") or None for cell in row) for row in written]
    guarded = [(first.lstrip("'") if first and first.startswith("'=") else first, second) for first, second in expected]
    assert found.select("class", "child").rows() == [row for row in guarded if any(row)]
