"""The bytes of a workbook (.xlsx) -> every cell of each sheet as text, as a CSV file has them.

A date comes out as 2025-09-03, a whole number without a point. Hidden sheets and formulas' last results count as cells.
"""

import re
from collections.abc import Mapping
from xml.parsers.expat import ExpatError

import fastexcel
import polars as pl

from parsers.errors import NotText
from parsers.tables.delimited import HEAD_BYTES, MOST_COLUMNS, cleaned
from parsers.tables.extent import extents
from parsers.tables.packed import names, unpacked

MAX_CELLS = 4_000_000  # of one sheet, from its first to its last filled cell: Polars' reader makes room for each
MAX_CHARACTERS = 64 * 1024 * 1024  # of one sheet: a text that cells share is written once, and read for each
MAX_BYTES = 64 * 1024 * 1024  # unpacked
_REMEDY = "Open it, and save the sheet with the families as CSV (UTF-8)."
_INSIDE = re.compile(rb"PK\x03\x04.{26}xl/", re.DOTALL)
_FAULTY = r"^#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|GETTING_DATA|SPILL!|CALC!)$"
_MIDNIGHT = r"^(\d{4}-\d{2}-\d{2})[ T]00:00:00(?:\.0+)?$"


def is_workbook(data: bytes) -> bool:
    """An .xlsx, by its content, whatever its name; a damaged one too."""
    inside = any(name.startswith("xl/") for name in names(data)) or _INSIDE.search(data[:HEAD_BYTES])
    return data.startswith(b"PK\x03\x04") and bool(inside)


def sheets(data: bytes, file: str) -> dict[str, pl.DataFrame]:
    """Each sheet by name: line UInt32 (the sheet's own row, from 1), then c0, c1, …; null: an empty cell.

    Raises NotText where the workbook is damaged, locked, or larger than any list of families.
    """
    parts = unpacked(data, file, lambda _: True, NotText, remedy=_REMEDY, max_bytes=MAX_BYTES)
    _refuse_too_large(parts, file)
    try:
        found = pl.read_excel(
            data,
            sheet_id=0,
            engine="calamine",
            has_header=False,
            infer_schema_length=0,
            raise_if_empty=False,
            drop_empty_rows=False,
            read_options={"skip_rows": 0},  # so that a row's number is the sheet's own
        )
    except (fastexcel.FastExcelError, pl.exceptions.PolarsError) as fault:
        raise _damaged(file) from fault
    return {name: _as_text(sheet) for name, sheet in found.items()}


def _refuse_too_large(parts: Mapping[str, bytes], file: str) -> None:
    if "xl/workbook.bin" in map(str.lower, parts):
        raise NotText(file, "This is a binary workbook (.xlsb), which cannot be opened.", _REMEDY)
    try:
        found = extents(parts)
    except ExpatError as fault:
        raise _damaged(file) from fault
    if any(sheet.cells > MAX_CELLS or sheet.characters > MAX_CHARACTERS for sheet in found):
        raise NotText(file, "A sheet of this workbook is larger than any list of families.", _REMEDY)


def _damaged(file: str) -> NotText:
    return NotText(file, "This workbook is damaged and cannot be opened.", _REMEDY)


def _as_text(sheet: pl.DataFrame) -> pl.DataFrame:
    text = sheet.select(pl.nth(range(min(sheet.width, MOST_COLUMNS))).cast(pl.String))
    named = text.rename({name: f"c{n}" for n, name in enumerate(text.columns)})
    cell = cleaned(pl.exclude("line")).str.replace(_MIDNIGHT, "$1")
    return named.with_row_index("line", offset=1).select(
        pl.col("line").cast(pl.UInt32), pl.when(~cell.str.contains(_FAULTY)).then(cell).name.keep()
    )
