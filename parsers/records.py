"""An export's text -> lines -> records: a header with its first line and the lines that follow."""

import polars as pl

from parsers.header import Shape


def lines_of(utf8: bytes) -> pl.DataFrame:
    """Columns line (from 1) and raw. Only \n ends a line: U+2028, VT and NEL are text."""
    return (
        pl.Series("raw", [utf8])
        .cast(pl.String)
        .str.strip_suffix("\n")
        .str.split("\n")
        .explode(empty_as_null=False)
        .to_frame()
        .with_row_index("line", offset=1)
    )


def starts_of(lines: pl.DataFrame, shape: Shape) -> pl.Series:
    """Whether each line begins a record.

    iOS ends records with CRLF and lines inside them with LF: where every line after a CRLF begins with a header,
    only those begin records, so a header that somebody typed into a message stays text.
    """
    is_header = lines["raw"].str.contains(shape.line_pattern)
    after_crlf = lines["raw"].str.ends_with("\r").shift(1, fill_value=True)
    exact = after_crlf.sum() > 1 and not after_crlf.all() and (is_header | ~after_crlf).all()
    return after_crlf if exact else is_header


def heads_of(lines: pl.DataFrame, starts: pl.Series, shape: Shape) -> pl.DataFrame:
    """Columns line, stamp (date and time as written), body (what follows on that line)."""
    parts = pl.col("raw").str.splitn(shape.closing, 2).struct.rename_fields(["stamp", "body"])
    return lines.filter(starts).select("line", parts.struct.unnest())


def records_of(lines: pl.DataFrame, starts: pl.Series, heads: pl.DataFrame) -> pl.DataFrame:
    """Columns id (from 0), line, sent_at, body, name, rest, more, from the heads that have a date (column sent_at).

    name and rest are the body cut at its first ": ", null where there is none; more is the record's other lines, each
    after a line break, null where there are none. A head without a date is one of the other lines.
    """
    undated = heads.filter(pl.col("sent_at").is_null())["line"]
    starts = starts & ~lines["line"].is_in(undated.implode()) if len(undated) else starts
    crlf = lines["raw"].str.ends_with("\r")
    if (crlf & starts.shift(-1, fill_value=False)).any():  # CRLF ends records here, so it is no part of the text
        lines, heads = (rows.with_columns(pl.col(pl.String).str.strip_suffix("\r")) for rows in (lines, heads))
    more = (
        lines.lazy()
        .select((starts.cum_sum().cast(pl.Int64) - 1).set_sorted().alias("id"), "raw")
        .filter(~starts & (pl.col("id") >= 0))
        .group_by("id")
        .agg(more="\n" + pl.col("raw").str.join("\n"))
        .collect()
    )
    dated = heads.drop_nulls("sent_at").with_row_index("id")
    records = dated.select("id", "line", "sent_at", "body", named(pl.col("body")))
    return pl.concat([records, stretched(more, len(records))], how="horizontal")


def stretched(rows: pl.DataFrame, height: int) -> pl.DataFrame:
    """A few rows with an id, each at the place of its id (from 0) among `height` rows, the others null; without id.

    It is what a left join on id gives, without the join.
    """
    place = pl.repeat(None, height, dtype=pl.UInt32, eager=True)
    place = place.scatter(rows["id"], pl.int_range(len(rows), dtype=pl.UInt32, eager=True))
    return rows.drop("id").select(pl.all().gather(place))


def named(body: pl.Expr) -> pl.Expr:
    """Struct of name and rest: a body cut at its first ": "."""
    return body.str.splitn(": ", 2).struct.rename_fields(["name", "rest"]).struct.unnest()
