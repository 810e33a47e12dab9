"""CSV bytes -> text cells: every delimiter and encoding gives the same table; what nobody asked for is never loaded."""

import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import PurePosixPath

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from parsers import calendar, decisions, members, read_counts, roster
from parsers import columns as said
from parsers.errors import EmptyFile, NotText, RosterError
from parsers.table import (
    bare,
    by_name,
    columns,
    counts,
    day_first,
    days,
    headers,
    is_workbook,
    key,
    read_table,
    split_names,
    times,
)
from tests.other_rosters import workbook

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
    assert key("Teléfono") == key("TELEFONO")
    assert key("SINIF") == key("sınıf")
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
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a workbook or an archive"),
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


def test_a_title_of_two_cells_is_not_the_header_of_a_wider_table() -> None:
    assert columns(b"Bramley Hill,2025,,\nClass,Child,Parent,Phone\n1A,Leo,Ana,\n", "list.csv")[0] == "Class"


def test_the_first_row_of_which_two_names_are_known_is_the_header_however_full_the_title_above() -> None:
    assert rows("Bramley,Hill,2025\nForm,Pupil name,Age\n1A,Leo,7\n").rows() == [(3, "1A", "Leo")]


def test_of_a_header_of_two_storeys_the_lower_counts_where_more_of_it_is_known() -> None:
    naming = by_name({"class": (), "pupil": (), "name": (), "contact": ()})
    table = read_table(b"Pupil,,Contact\nName,Class,Pupil\nLeo,1A,Ana\n", "list.csv", naming, RosterError)
    assert table.header == ("Name", "Class", "Pupil")


def test_a_row_that_says_the_header_again_is_set_apart_with_its_line() -> None:
    table = read_table(b"Class,Child\n1A,Leo\nClass,Child\n1B,Mia\n", "list.csv", NAMING, RosterError)
    assert table.repeated == (3,)
    assert table.rows["child"].to_list() == ["Leo", "Mia"]


def test_columns_of_cells_that_cannot_be_told_apart_are_none() -> None:
    assert columns(b'Class,"Child\n1A,Leo\n', "list.csv") == ()


# --- workbooks --------------------------------------------------------------------------------------------------------

SHEET = (
    ("Class", "Child", "Age", "Phone"),
    ("1A", "Zoë Müller", 7.0, 447700900123),
    (None,) * 4,
    ("1B", "Mia", 8, None),
)


def test_a_workbook_gives_the_same_table_as_a_csv_file_with_its_own_line_numbers() -> None:
    written = b"Class,Child,Age,Phone\n1A,Zo\xc3\xab M\xc3\xbcller,7,447700900123\n,,,\n1B,Mia,8,\n"
    naming = by_name({"class": (), "child": (), "age": (), "phone": ()})
    in_book, in_text = (read_table(data, "x.bin", naming, RosterError) for data in (workbook({"A": SHEET}), written))
    assert_frame_equal(in_book.rows, in_text.rows)
    assert (in_book.header, in_book.rows["line"].to_list()) == (in_text.header, [2, 4])


def test_dates_of_a_workbook_are_iso_and_its_errors_are_empty_cells() -> None:
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Class", "Pupil name"])
        sheet.write_datetime(1, 0, datetime(2025, 9, 3), book.add_format({"num_format": "dd/mm/yy"}))
        sheet.write_formula(1, 1, "=NA()", None, "#N/A")
    assert rows(data.getvalue()).rows() == [(2, "2025-09-03", None)]


def test_cells_beside_the_header_of_a_sheet_are_notes_and_push_nothing_aside() -> None:
    found = rows(workbook({"A": (("Class", "Child"), ("1A", "Leo", None, "moved in May"))}))
    assert found.rows() == [(2, "1A", "Leo")]


def test_only_the_sheet_whose_header_is_known_is_read_and_the_others_are_named() -> None:
    data = workbook({"About": (("Made by", "hand"),), "Empty": (), "List": SHEET, "More": SHEET})
    table = read_table(data, "x.xlsx", NAMING, RosterError)
    assert (table.sheet, table.other_sheets, table.rows.height) == ("List", ("About", "More"), 2)
    assert headers(data, "x.xlsx") == (("Made by", "hand"), SHEET[0], SHEET[0])
    assert columns(data, "x.xlsx") == ("Made by", "hand")


def test_a_workbook_is_told_by_its_content() -> None:
    data = workbook({"A": SHEET})
    assert is_workbook(data)
    assert is_workbook(data[: len(data) // 2])
    assert not is_workbook(b"Class,Child\nPK,xl/\n")


def test_read_counts_may_be_a_workbook_too() -> None:
    row = ("PA", datetime(2026, 7, 10, 18, 5).isoformat(), "2026-07-11 09:00", 40, 31)
    data = workbook({"A": (("chat", "sent_at", "taken_at", "delivered", "read"), row)})
    assert read_counts.read_read_counts(data, "x.xlsx").select("chat", "sent_at", "read").rows() == [
        ("PA", datetime(2026, 7, 10, 18, 5), 31)
    ]


def with_parts(**replaced: bytes) -> bytes:
    """A workbook some of whose parts are replaced."""
    kept, data = zipfile.ZipFile(BytesIO(workbook({"A": SHEET}))), BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in kept.namelist():
            archive.writestr(name, replaced.get(PurePosixPath(name).stem, kept.read(name)))
    return data.getvalue()


def with_sheet(xml: bytes) -> bytes:
    return with_parts(sheet1=xml)


CELLS = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%b</sheetData></worksheet>'


@pytest.mark.parametrize(
    "far",
    [
        b'<row r="1048576"><c s="1" r="XFD1048576"><v>1</v></c></row>',
        b'<row r="900000"><c r="zz900000"><v>1</v></c></row>',
        b'<row r="900000">' + b"<c><v>1</v></c>" * 10 + b"</row>",
        b'<row r="900000"><c r="E1"><v>1</v></c><c><v>1</v></c></row><row><c><v>2</v></c></row>',
        b'<row r="1000000"><c r="&#90;Z1"><is><t>Ana</t></is></c><c/></row><row><c><v>1</v></c></row>',
    ],
)
def test_a_workbook_with_a_far_away_cell_is_refused_before_room_is_made_for_all_between(far: bytes) -> None:
    with pytest.raises(NotText, match="larger than any list of families"):
        rows(with_sheet(CELLS % (b'<row r="1"><c r="A1"><v>1</v></c></row>' + far)))


def test_a_workbook_of_which_many_cells_share_one_long_text_is_refused() -> None:
    text = b"<sst><si><t>Ana</t></si><si><r><t>" + b"x" * 100_000 + b"</t></r></si></sst>"
    cells = b'<row><c t="s"><v>0</v></c>' + b'<c t="s"><v>1</v></c>' * 700 + b"</row>"
    with pytest.raises(NotText, match="larger than any list of families"):
        rows(with_parts(sheet1=CELLS % cells, sharedStrings=text))


def test_cells_that_do_not_say_where_they_stand_are_the_next_ones() -> None:
    cells = b'<row><c><v>1</v></c><c><v>2</v></c></row><row r="4"><c r="b4"><v>3</v></c></row>'
    assert headers(with_sheet(CELLS % cells), "x.xlsx") == (("1", "2"),)


def test_a_workbook_whose_sheet_is_no_xml_is_damaged() -> None:
    with pytest.raises(NotText, match="damaged"):
        rows(with_sheet(CELLS % b"<row><c></row>"))


def test_a_binary_workbook_says_what_to_save_it_as() -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("xl/workbook.bin", b"x")
    with pytest.raises(NotText, match="binary workbook") as raised:
        rows(data.getvalue())
    assert "CSV" in raised.value.remedy


def test_a_far_away_cell_with_nothing_in_it_does_no_harm() -> None:
    styled = (
        b'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    )
    assert columns(with_sheet(CELLS % styled), "x.xlsx") == ("1", "2")


def test_a_workbook_that_unpacks_to_more_than_any_list_is_refused() -> None:
    with pytest.raises(NotText, match="unpacks to more than 64 MB"):
        rows(with_sheet(CELLS % (b" " * (65 * 2**20))))


def test_a_zip_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(with_sheet(CELLS % (b" " * 100_000)))
    length = (len(CELLS) - 2 + 100_000).to_bytes(4, "little")
    assert data.count(length) == 2
    with pytest.raises(NotText, match="damaged"):
        rows(bytes(data.replace(length, (10).to_bytes(4, "little"))))


HEADERS = {
    roster: [
        "class,family,child,guardian,relation,phone,aliases,starts,ends,standing,role",
        "Class,Child,Parent 1,Phone 1,Parent 2,Phone 2",
        "Form;Pupil;Mum;Mum's mobile",
        "class,families",
        "Pupil,Parent,Phone",
        "Forename,Surname,Reg Group,Contact Title,Forename,Surname,Relationship,Mobile,Court Order",
        "Klasse;Kind;Mutter;Handynummer",
        "班级,学生姓名,家长姓名,电话",
    ],
    members: ["chat,taken_on,members,admins,names", "Group,Date,Members"],
    read_counts: ["chat,sent_at,taken_at,delivered,read"],
    calendar: ["name,days,starts,ends", "Event,Start date,End date", "BEGIN:VCALENDAR"],
    decisions: ["sender,answer,family,guardian"],
    said: ["heading,meaning"],
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


def test_somebody_who_is_called_by_a_tilde_alone_keeps_the_name() -> None:
    assert pl.DataFrame({"n": ["~", "~ ", "~\u202fAna", "Ana ~"]}).select(bare(pl.col("n"))).to_series().to_list() == [
        "~",
        "~ ",
        "Ana",
        "Ana ~",
    ]


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(st.text('abc,;"\n =é', min_size=1), st.text('xyz,;"\n\t', min_size=1)), min_size=1, max_size=5)
)
def test_what_a_csv_writer_wrote_is_read_back(written: list[tuple[str, str]]) -> None:
    cells = pl.DataFrame(written, schema={"Class": pl.String, "Child": pl.String}, orient="row")
    found = rows(cells.write_csv(quote_style="always"))
    expected = [tuple(cell.strip(" \n\t") or None for cell in row) for row in written]
    assert found.select("class", "child").rows() == [row for row in expected if any(row)]
