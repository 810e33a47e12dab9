"""A frame -> the bytes of a CSV file that a spreadsheet reads as text where it is text.

The readers of this package take the guard off again (`delimited.GUARD`), so that what was written reads as it was, but
for blanks around it.
"""

import polars as pl
import polars.selectors as cs

from parsers.tables.delimited import FORMULA


def as_csv(frame: pl.DataFrame) -> bytes:
    """UTF-8 with a byte-order mark (without one, Excel takes it for Windows-1252), a header line, CRLF, null as empty.

    A text cell or heading that a spreadsheet could run gets a leading apostrophe. Texts of a list are parted by "; ".
    """
    texts = frame.with_columns(cs.by_dtype(pl.List(pl.String)).list.join("; ")).with_columns(
        cs.categorical().cast(pl.String), cs.enum().cast(pl.String)
    )
    guarded = texts.with_columns(guard(pl.col(pl.String)))
    headings = pl.Series(frame.columns, dtype=pl.String).to_frame("heading").select(guard(pl.col("heading")))
    return (
        guarded.rename(dict(zip(frame.columns, headings["heading"], strict=True)))
        .write_csv(include_bom=True, line_terminator="\r\n")
        .encode()
    )


def guard(text: pl.Expr) -> pl.Expr:
    return text.str.replace(FORMULA, "'${1}")
