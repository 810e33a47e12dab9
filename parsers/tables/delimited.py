"""The bytes of a CSV file -> every cell as text, whichever program wrote it: delimiter, encoding, line ends."""

import re
from collections.abc import Sequence

import polars as pl

from parsers.errors import EmptyFile, NotText

HEAD_BYTES = 65_536  # enough of a file to see its header
MOST_COLUMNS = 400
# White space and the direction marks that a phone puts around a number; they are never part of a cell.
EDGES = " \t\r\n\v\f\u00a0\u202f\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
# METRICS.md, "Disclosure": a spreadsheet takes what begins so for a formula, whatever blanks stand before it; and what
# begins so behind an apostrophe would lose it when the guard is taken off.
_FORMULA = rf"[\s'{EDGES}]*[=+\-@\t\r\n\x00＝＋－＠﹦﹢﹣﹫]"
FORMULA = rf"^({_FORMULA})"
GUARD = rf"^'({_FORMULA})"  # the apostrophe that keeps a spreadsheet from reading a cell as a formula
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"  # .xls, and any workbook that is locked with a password


def decode(data: bytes, file: str) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, or Windows-1252; line ends are \\n.

    Raises EmptyFile, and NotText for bytes that are no text.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise empty_file(file)
    if data.startswith((b"PK\x03\x04", OLD_WORKBOOK)):
        raise NotText(
            file,
            "This is a workbook or an archive that cannot be opened as a table.",
            "Open it (an old .xls or one with a password, too), and save the sheet as .xlsx or as CSV (UTF-8).",
        )
    return _text(data, file).replace("\r\n", "\n").replace("\r", "\n")


def empty_file(file: str) -> EmptyFile:
    return EmptyFile(file, "The file is empty.", "Save it once more, and look that it has rows.")


def _text(data: bytes, file: str) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and b"\x00" in data:
        raise _not_text(file)
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _not_text(file)


def _not_text(file: str) -> NotText:
    return NotText(file, "This is not a text file.", "Give the table saved as CSV (UTF-8), or leave the file out.")


def whole_lines(data: bytes) -> bytes:
    """The first lines of a long file."""
    if len(data) <= HEAD_BYTES:
        return data
    end = data.rfind(b"\n", 0, HEAD_BYTES) + 1
    if data.startswith(b"\xff\xfe"):
        end += 1  # the second byte of a little-endian line end
    return data[: end or HEAD_BYTES]


def text_cells(text: str) -> pl.DataFrame:
    """line UInt32 (from 1), then every cell, header included, under the names c0, c1, …; null: an empty cell.

    Raises polars.exceptions.PolarsError where a quotation mark leaves the cells undecided.
    """
    lines = text.split("\n")
    separator = _separator(lines)
    width = min(max(line.count(separator) for line in lines) + 1, MOST_COLUMNS)
    newlines = pl.all().str.count_matches("\n", literal=True).fill_null(0)
    return (
        pl.read_csv(
            re.sub(f'{separator} +"(?!")', f'{separator}"', text).encode(),
            has_header=False,
            infer_schema=False,
            separator=separator,
            schema={f"c{n}": pl.String for n in range(width)},
            missing_columns="insert",
            extra_columns="ignore",
        )
        .with_columns(line=(pl.sum_horizontal(newlines) + 1).cum_sum().shift(1, fill_value=0).cast(pl.UInt32) + 1)
        .select("line", cleaned(pl.exclude("line")))
    )


def cleaned(cell: pl.Expr) -> pl.Expr:
    """A cell without white space around it; null where nothing is left."""
    text = cell.str.strip_chars_start(EDGES).str.replace(GUARD, "$1").str.strip_chars(EDGES)
    return pl.when(text != "").then(text)


def _separator(lines: Sequence[str]) -> str:
    """The commonest of comma, semicolon and tab in the first line that has one outside quotation marks."""
    for line in lines:
        bare = re.sub('"[^"]*"', "", line)
        best = max(",;\t", key=bare.count)
        if best in bare:
            return best
    return ","
