"""How large a sheet would become, whatever way its cells say where they stand."""

from xml.parsers.expat import ExpatError

import pytest

from parsers.tables.extent import Extent, extents


def cells(rows: str, shared: str = "") -> list[int]:
    parts = {"xl/worksheets/any.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()}
    strings = {"xl/SharedStrings.xml": f"<sst>{shared}</sst>".encode()} if shared else {}
    (found,) = extents({"xl/styles.xml": b"<styleSheet/>", **strings, **parts})
    return [found.cells, found.characters]


FILLED, EMPTY = "<c><v>1</v></c>", "<c/>"


@pytest.mark.parametrize(
    ("rows", "size"),
    [
        ("", 0),
        (f"<row>{FILLED}</row>", 1),
        (f"<row>{FILLED}{FILLED}{EMPTY}</row><row/><row>{FILLED}</row>", 3 * 2),
        (f'<row r="7">{EMPTY}{FILLED}</row><row>{FILLED}</row>', 8 * 2),
        (f'<row r="900">{EMPTY}</row><row r="2">{FILLED}</row>', 2),
        ('<row><c r="C4"><v>1</v></c></row>', 4 * 3),
        ('<row><c r="aa4"><is><t>Ana</t></is></c></row>', 4 * 27),
        (f'<row><c r="D1"/>{FILLED}</row>', 5),
        ('<x:row r="3"><x:c><x:v>1</x:v></x:c></x:row>', 3),
        (f'<row r="&#53;"><!-- <c r="Z99"><v>1</v></c> -->{FILLED}</row>', 5),
        (f'<row r="five">{FILLED}</row>', 1),
    ],
)
def test_a_sheet_reaches_to_the_last_filled_cell_of_its_rows_and_columns(rows: str, size: int) -> None:
    assert cells(rows) == [size, 0]


def test_a_shared_text_counts_as_often_as_it_stands_in_a_cell() -> None:
    shared = "<si><t>Ana</t></si><si><r><t>Leo </t></r><r><t>Ruiz</t></r></si>"
    texts = '<c t="s"><v>1</v></c><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c><v>1</v></c>'
    assert cells(f"<row>{texts}</row>", shared) == [5, 8 + 3 + 8]


def test_every_sheet_counts_wherever_in_the_workbook_it_lies() -> None:
    sheet = f"<worksheet><sheetData><row>{FILLED}</row></sheetData></worksheet>".encode()
    assert extents({"a.xml": sheet, "deep/b.dat": sheet}) == (Extent(1, 0), Extent(1, 0))


def test_what_is_no_xml_is_an_error() -> None:
    with pytest.raises(ExpatError):
        cells("<row>")
