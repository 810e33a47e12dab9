"""The bytes of a CSV file or a workbook -> a frame of strings: sheets, titles, headers, blank rows.

Only the columns that a reader asks for leave this module: what a school's list says beside them is never loaded.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import polars as pl

from parsers.errors import ReadError
from parsers.schema import PROBLEMS, conform
from parsers.tables.cells import bare, counts, day_first, day_of, days, split_names, times
from parsers.tables.delimited import EDGES, decode, empty_file, text_cells, whole_lines
from parsers.tables.workbook import is_workbook, sheets

__all__ = [
    "EDGES",
    "Naming",
    "Table",
    "bare",
    "by_name",
    "columns",
    "counts",
    "day_first",
    "day_of",
    "days",
    "decode",
    "headers",
    "is_workbook",
    "key",
    "problems",
    "read_table",
    "refuse",
    "refuse_too_wide",
    "require",
    "split_names",
    "times",
]

Naming = Callable[[Sequence[str]], tuple[str | None, ...]]  # a header -> our name of each column, None: not loaded

HEADER_ROWS = 30  # a header is looked for in so many rows


@dataclass(frozen=True)
class Table:
    """A table as text.

    header        its column names, as written
    rows          line UInt32 (1-based in the file or sheet), then a String column for each name asked for; null: empty
    too_wide      lines with more cells than the header has: they may stand in the wrong columns; not in rows
    repeated      lines that say the header again; not in rows
    sheet         the sheet of a workbook that was read; None: no workbook
    other_sheets  sheets of it with anything in them that were not
    """

    file: str
    header: tuple[str, ...]
    rows: pl.DataFrame
    too_wide: tuple[int, ...]
    repeated: tuple[int, ...] = ()
    sheet: str | None = None
    other_sheets: tuple[str, ...] = ()


def headers(data: bytes, file: str) -> tuple[tuple[str, ...], ...]:
    """What may be the header of a table, from its first rows alone; of a workbook, one of each sheet.

    () where there are no cells to tell apart. Raises EmptyFile and NotText, as `decode` does.
    """
    if is_workbook(data):
        found = [_header(cells) for cells in sheets(data, file).values()]
        return tuple(header for _, header in found if header)
    try:
        return (_header(text_cells(decode(whole_lines(data), file)))[1],)
    except pl.exceptions.PolarsError:
        return ()


def columns(data: bytes, file: str) -> tuple[str, ...]:
    """The header of a table; of a workbook, that of its first sheet with anything in it."""
    return next(iter(headers(data, file)), ())


def key(header: str) -> str:
    """A column name as it is compared: letters and digits alone, without accents, case-folded."""
    plain = unicodedata.normalize("NFKD", header.casefold().replace("\u0131", "i").replace("\u0142", "l"))
    return "".join(character for character in plain if character.isalnum())


def by_name(synonyms: Mapping[str, Sequence[str]]) -> Naming:
    """A naming by synonyms (our name -> what else it is called); of two columns of one name the first counts."""
    names = {key(word): name for name, words in synonyms.items() for word in (name, *words)}

    def naming(header: Sequence[str]) -> tuple[str | None, ...]:
        found = [names.get(key(cell)) for cell in header]
        return tuple(name if name not in found[:at] else None for at, name in enumerate(found))

    return naming


def read_table(data: bytes, file: str, naming: Naming, error: type[ReadError]) -> Table:
    """A CSV file with comma, semicolon or tab (decided on the header), or the first sheet of a workbook whose header
    `naming` knows: as text cells of the columns that it knows.

    Raises EmptyFile, NotText, and `error` where a quotation mark leaves the cells undecided.
    """
    if is_workbook(data):
        filled = {name: cells for name, cells in sheets(data, file).items() if _filled(cells).sum()}
        if not filled:
            raise empty_file(file)
        sheet = next((name for name, cells in filled.items() if _known(cells, naming) is not None), next(iter(filled)))
        others = tuple(name for name in filled if name != sheet)
        return _table(file, filled[sheet], naming, sheet=sheet, other_sheets=others)
    text = decode(data, file)
    try:
        cells = text_cells(text)
    except pl.exceptions.PolarsError:
        line = next((n for n, row in enumerate(text.split("\n"), 1) if row.count('"') % 2), None)
        raise error(
            file, "A quotation mark is opened and not closed.", 'Remove the lone " and save the table again.', line
        ) from None
    return _table(file, cells, naming)


def _table(
    file: str, cells: pl.DataFrame, naming: Naming, *, sheet: str | None = None, other_sheets: tuple[str, ...] = ()
) -> Table:
    at, header = _header(cells, naming)
    beyond = cells.columns[1 + len(header) :] if sheet is None else []  # in a sheet, no cell can slip sideways
    body = cells.slice(at + 1).filter(~pl.all_horizontal(pl.exclude("line").is_null()))
    too_wide = ~pl.all_horizontal(pl.lit(True), pl.col(beyond).is_null())
    asked = [(cells.columns[1 + n], name) for n, name in enumerate(naming(header)) if name is not None]
    said_again = [pl.col(column).eq_missing(pl.lit(header[int(column[1:])])) for column, _ in asked]
    repeated = pl.all_horizontal(said_again) if len(asked) > 1 else pl.lit(False)
    return Table(
        file=file,
        header=header,
        rows=body.filter(~too_wide & ~repeated).select("line", *(pl.col(of).alias(name) for of, name in asked)),
        too_wide=tuple(body.filter(too_wide)["line"]),
        repeated=tuple(body.filter(repeated & ~too_wide)["line"]),
        sheet=sheet,
        other_sheets=other_sheets,
    )


def _filled(cells: pl.DataFrame) -> pl.Series:
    """How many cells of each row hold anything."""
    if cells.width < 2:
        return pl.Series([0] * cells.height, dtype=pl.UInt32)
    return cells.select(pl.sum_horizontal(pl.exclude("line").is_not_null())).to_series()


def _known(cells: pl.DataFrame, naming: Naming) -> int | None:
    """The first row of which `naming` knows two names; of it and the two below (a header may have two storeys), the
    one of which it knows the most."""
    first = cells.head(HEADER_ROWS)
    known = (
        (at, sum(name is not None for name in naming(_names(cells, at)))) for at in (_filled(first) > 1).arg_true()
    )
    some = next(((at, number) for at, number in known if number > 1), None)
    if some is None:
        return None
    return max([some, *islice(known, 2)], key=lambda row: (row[1], -row[0]))[0]


def _header(cells: pl.DataFrame, naming: Naming | None = None) -> tuple[int, tuple[str, ...]]:
    """Which row is the header, and its cells: the first of which two names are known, else the first that has more than
    half of the cells that a row has (a title has fewer), else the first with anything."""
    filled = _filled(cells.head(HEADER_ROWS))
    half = max(2, int(filled.max() or 0) // 2 + 1)  # pyright: ignore[reportArgumentType]
    known = None if naming is None else _known(cells, naming)
    likely = (at for enough in (half, 2, 1) for at in (filled >= enough).arg_true())
    at = next(likely, None) if known is None else known
    return (0, ()) if at is None else (at, _names(cells, at))


def _names(cells: pl.DataFrame, at: int) -> tuple[str, ...]:
    names = [cell or "" for cell in cells.row(at)[1:]]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


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
