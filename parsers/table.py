"""The bytes of a CSV file -> a frame of strings, whichever program wrote it: delimiter, encoding, blank rows, headers.

Only the columns that a reader asks for leave this module: what a school's list says beside them is never loaded.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from parsers.errors import EmptyFile, NotText, ReadError
from parsers.schema import PROBLEMS, conform

Naming = Callable[[Sequence[str]], tuple[str | None, ...]]  # a header -> our name of each column, None: not loaded

HEAD_BYTES = 65_536  # enough of a file to see its header
MOST_COLUMNS = 400
# White space and the direction marks that a phone puts around a number; they are never part of a cell.
EDGES = " \t\r\n\v\f\u00a0\u202f\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
GUARD = r"^'([=+\-@＝＋－＠])"  # the apostrophe that keeps a spreadsheet from reading a cell as a formula
PUSH_NAME = r"^~[ \u00a0\u202f]*"  # what WhatsApp puts before a name that is not in the phone's contacts
ISO_DAY = r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?$"
WRITTEN_DAY = r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})$"
ISO_TIME = r"^(\d{4}-\d{2}-\d{2})[ T](\d{1,2}:\d{2})(:\d{2})?(?:\.\d+)?$"
WRITTEN_TIME = r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})([T ].*)$"
SHORT_DAY = r"^(\d{4})-(\d)-(\d.*)$"  # as the above may leave them: one-digit months, then days
SHORT_MONTH_DAY = r"^(\d{4}-\d{2})-(\d)([T ].*)$"


@dataclass(frozen=True)
class Table:
    """A CSV file as text.

    header    its column names, as written
    rows      line UInt32 (1-based in the file), then a String column for each name asked for; null: an empty cell
    too_wide  lines with more cells than the header has: their cells may stand in the wrong columns; not in rows
    """

    file: str
    header: tuple[str, ...]
    rows: pl.DataFrame
    too_wide: tuple[int, ...]


def decode(data: bytes, file: str) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, or Windows-1252; line ends are \\n.

    Raises EmptyFile, and NotText for bytes that are no text.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise EmptyFile(file, "The file is empty.", "Save it once more, and look that it has rows.")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise NotText(
            file, "This is a workbook or an archive, not a CSV table.", "Open it, and save the sheet as CSV (UTF-8)."
        )
    return _text(data, file).replace("\r\n", "\n").replace("\r", "\n")


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


def columns(data: bytes, file: str) -> tuple[str, ...]:
    """The header of a table, from its first rows alone; () where there are no cells to tell apart.

    Raises EmptyFile and NotText, as `decode` does.
    """
    try:
        return _header(_cells(decode(_whole_lines(data), file)))[1]
    except pl.exceptions.PolarsError:
        return ()


def _whole_lines(data: bytes) -> bytes:
    if len(data) <= HEAD_BYTES:
        return data
    end = data.rfind(b"\n", 0, HEAD_BYTES) + 1
    if data.startswith(b"\xff\xfe"):
        end += 1  # the second byte of a little-endian line end
    return data[: end or HEAD_BYTES]


def key(header: str) -> str:
    """A column name as it is compared: letters and digits alone, case-folded."""
    return "".join(character for character in header.casefold() if character.isalnum())


def by_name(synonyms: Mapping[str, Sequence[str]]) -> Naming:
    """A naming by synonyms (our name -> what else it is called); of two columns of one name the first counts."""
    names = {key(word): name for name, words in synonyms.items() for word in (name, *words)}

    def naming(header: Sequence[str]) -> tuple[str | None, ...]:
        found = [names.get(key(cell)) for cell in header]
        return tuple(name if name not in found[:at] else None for at, name in enumerate(found))

    return naming


def read_table(data: bytes, file: str, naming: Naming, error: type[ReadError]) -> Table:
    """A CSV file with comma, semicolon or tab (decided on the header), as text cells of the columns `naming` knows.

    Raises EmptyFile, NotText, and `error` where a quotation mark leaves the cells undecided.
    """
    text = decode(data, file)
    try:
        cells = _cells(text)
    except pl.exceptions.PolarsError:
        line = next((n for n, row in enumerate(text.split("\n"), 1) if row.count('"') % 2), None)
        raise error(
            file, "A quotation mark is opened and not closed.", 'Remove the lone " and save the table again.', line
        ) from None
    at, header = _header(cells)
    beyond = cells.columns[1 + len(header) :]
    body = cells.slice(at + 1).filter(~pl.all_horizontal(pl.exclude("line").is_null()))
    too_wide = ~pl.all_horizontal(pl.lit(True), pl.col(beyond).is_null())
    names = {cells.columns[1 + n]: name for n, name in enumerate(naming(header)) if name is not None}
    return Table(
        file=file,
        header=header,
        rows=body.filter(~too_wide).select("line", *names).rename(names),
        too_wide=tuple(body.filter(too_wide)["line"]),
    )


def _cells(text: str) -> pl.DataFrame:
    """line, then every cell of the file as text, header included, under the names c0, c1, …"""
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
        .select("line", _cleaned(pl.exclude("line")))
    )


def _cleaned(cell: pl.Expr) -> pl.Expr:
    text = cell.str.strip_chars(EDGES).str.replace(GUARD, "$1")
    return pl.when(text != "").then(text)


def _separator(lines: Sequence[str]) -> str:
    """The commonest of comma, semicolon and tab in the first line that has one outside quotation marks."""
    for line in lines:
        bare = re.sub('"[^"]*"', "", line)
        best = max(",;\t", key=bare.count)
        if best in bare:
            return best
    return ","


def _header(cells: pl.DataFrame) -> tuple[int, tuple[str, ...]]:
    """Which row is the header, and its cells: the first with two names (a title stands alone), else the first."""
    filled = cells.select(pl.sum_horizontal(pl.exclude("line").is_not_null())).to_series()
    at = next((n for enough in (2, 1) for n in (filled >= enough).arg_true()), None)
    if at is None:
        return 0, ()
    names = [cell or "" for cell in cells.row(at)[1:]]
    while names and not names[-1]:
        names.pop()
    return at, tuple(names)


def require(table: Table, names: Iterable[str], error: type[ReadError], what: str) -> None:
    """Raises `error` where a column is missing, naming those that were found."""
    missing = [name for name in names if name not in table.rows.columns]
    if missing:
        raise error(
            table.file,
            f"{what} needs a column {_listed(missing)}; the columns found are {_listed(table.header)}.",
            f"Name the column {_listed(missing)} in the first row and save the table again.",
        )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names if name) or "none"


def refuse(
    table: Table, rows: pl.DataFrame, wrong: pl.Expr | pl.Series, error: type[ReadError], problem: str, remedy: str
) -> None:
    """Raises `error` with the line of the first of `rows` that is `wrong`."""
    lines = rows.filter(wrong)["line"]
    if len(lines):
        raise error(table.file, f"Line {lines[0]}: {problem}", remedy, lines[0])


def refuse_too_wide(table: Table, error: type[ReadError]) -> None:
    """Raises `error` where a row has more cells than the header."""
    for line in table.too_wide:
        raise error(
            table.file,
            f"Line {line}: the row has more cells than the header.",
            'Put cells that hold the delimiter between " marks.',
            line,
        )


def problems(file: str, lines: Iterable[int], problem: str, remedy: str) -> pl.DataFrame:
    """PROBLEMS, one row a line. A cell's content is never quoted: it may be anything about anybody."""
    return conform(
        pl.DataFrame({"line": list(lines)}, schema={"line": pl.UInt32}).with_columns(
            file=pl.lit(file), problem=pl.lit(problem), remedy=pl.lit(remedy)
        ),
        PROBLEMS,
    )


def day_first(cells: pl.Series) -> bool | None:
    """Whether dates such as 03/09/2025 have the day first, by a field over 12; None: no date of the column decides."""
    fields = cells.str.extract_groups(WRITTEN_DAY).struct.unnest()
    first, second = (bool((fields[column].cast(pl.UInt8) > 12).any()) for column in ("1", "2"))
    return first if first or second else None


def days(column: str, *, day_first: bool | None) -> pl.Expr:
    """Date: 2025-09-03, or 03/09/2025 in the order given; null for anything else, and for all of these with None."""
    written = {True: "$3-$2-$1", False: "$3-$1-$2", None: ""}[day_first]
    iso = pl.col(column).str.replace(WRITTEN_DAY, written).str.replace(ISO_DAY, "$1-$2-$3")
    return pl.when(iso.str.contains(ISO_DAY)).then(iso).str.to_date("%Y-%m-%d", strict=False)


def day_of(cells: pl.Series) -> pl.Series:
    """The day of each time, as it was written: "13/09/2025 10:00" -> "13/09/2025"."""
    return cells.str.strip_chars().str.replace(r"[T ].*$", "")


def times(column: str, *, day_first: bool | None = None) -> pl.Expr:
    """Datetime[ms]: 2026-07-10T18:05, with a space for the T, with or without seconds; null for anything else.

    With `day_first` given, also 10/07/2026 18:05, in that order.
    """
    written = {True: "$3-$2-$1$4", False: "$3-$1-$2$4", None: ""}[day_first]
    iso = pl.col(column).str.replace(WRITTEN_TIME, written).str.replace(SHORT_DAY, "$1-0$2-$3")
    parts = iso.str.replace(SHORT_MONTH_DAY, "$1-0$2$3").str.extract_groups(ISO_TIME).struct
    seconds = parts.field("3").fill_null(":00")
    return pl.concat_str(parts.field("1"), pl.lit(" "), parts.field("2"), seconds).str.to_datetime(
        "%Y-%m-%d %H:%M:%S", time_unit="ms", strict=False
    )


def counts(column: str) -> pl.Expr:
    """UInt32: a whole number, also as 27.0; null for anything else."""
    return pl.col(column).str.extract(r"^(\d+)(?:\.0+)?$").cast(pl.UInt32, strict=False)


def split_names(column: str) -> pl.Expr:
    """List[String]: names separated by ";" (or on lines of their own), without `~ `; [] for an empty cell."""
    name = pl.element().str.strip_chars(EDGES).str.replace(PUSH_NAME, "")
    return pl.col(column).fill_null("").str.replace_all("\n", ";").str.split(";").list.eval(name.filter(name != ""))
