"""An export's text -> blocks of lines -> records: a header with its first line and the lines that follow.

A large export is cut into blocks at record starts, so that several are worked on at once and none needs much memory.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

import numpy as np
import polars as pl

from parsers.header import Shape
from parsers.stamps import parted
from parsers.wording import MARKS

BOM = "\ufeff"
WEB_NOTICE = "- "  # before notices in the exports of WhatsApp Web
LARGEST_PIECE, SMALLEST_PIECE = 12 * 1024 * 1024, 1024 * 1024  # bytes: little memory, but worth the while
_SAMPLE_LINES = 200  # from the start, and as many from the rest
_FORGED_SHARE = 0.5  # of the records, so many headers at most that people typed: more are an editor's doing
_SEARCH_LINES = 2000  # for a record's start where a block could end; a message with more lines is not cut


@dataclass(frozen=True)
class Block:
    """Some whole records of an export, as lines."""

    before: int  # so many lines of the export stand before it
    raw: pl.Series  # its lines, without the line break
    starts: pl.Series  # whether each line begins a record

    @property
    def before_first(self) -> pl.DataFrame:
        """Columns line, raw: the lines before its first record that are not blank."""
        lines = self.raw.to_frame().with_row_index("line", offset=self.before + 1)
        return lines.filter((self.starts.cum_sum() == 0) & (pl.col("raw").str.strip_chars() != ""))

    def without(self, lines: pl.Series) -> pl.Series:
        """Where records begin if none does in these lines (numbers of lines of the export)."""
        inside = lines.filter(lines.is_between(self.before + 1, self.before + len(self.raw)))
        return self.starts.scatter(inside - self.before - 1, False) if len(inside) else self.starts


def sample_of(utf8: bytes) -> list[str]:
    """The first lines of a text, and as many from all over the rest."""
    head = utf8[: 200 * _SAMPLE_LINES].split(b"\n", _SAMPLE_LINES)[:_SAMPLE_LINES]
    read = sum(len(line) + 1 for line in head)
    places = range(read, len(utf8), max(1, (len(utf8) - read) // _SAMPLE_LINES))
    spread = {start: line for place in places if (found := _line_behind(utf8, place)) for start, line in [found]}
    return [line.decode(errors="replace") for line in (*head, *spread.values())]


def _line_behind(utf8: bytes, place: int) -> tuple[int, bytes] | None:
    """Where the first line behind a place begins, and as much of it as a header may take."""
    start = utf8.find(b"\n", place) + 1
    return (start, utf8[start : start + 200].split(b"\n", 1)[0]) if 0 < start < len(utf8) else None


def piece_size(length: int, workers: int) -> int:
    """Bytes of each piece of a text of so many bytes, for as many pieces for each of the workers."""
    rounds = -(-length // (workers * LARGEST_PIECE))
    return max(SMALLEST_PIECE, -(-length // (workers * rounds))) if rounds else SMALLEST_PIECE


def cuts_of(utf8: bytes, shape: Shape, size: int) -> list[slice]:
    """Where to cut a text into pieces of about `size` bytes, so that each begins with a record."""
    cuts = [0]
    crlf = b"\r\n" in utf8[:SMALLEST_PIECE]
    end_of_line = b"\r\n" if crlf else b"\n"  # a header behind \n alone may be forged in a file with CRLF
    for place in range(size, len(utf8), size):
        if place >= cuts[-1] and (cut := _record_start(utf8, place, shape, end_of_line)):
            cuts.append(cut)
    return [slice(start, end) for start, end in pairwise([*cuts, len(utf8)])]


def _record_start(utf8: bytes, place: int, shape: Shape, end_of_line: bytes) -> int | None:
    """Where a record begins behind a place; None if none does soon."""
    for _ in range(_SEARCH_LINES):
        found = utf8.find(end_of_line, place)
        if found < 0:
            return None
        place = found + len(end_of_line)
        if shape.begins(utf8[place : place + 200].decode(errors="replace").split("\n", 1)[0]):
            return place
    return None


@dataclass(frozen=True)
class Lines:
    """The lines of one piece, before it is known which of them begin records."""

    raw: pl.Series  # without the line break
    headed: pl.Series  # whether each begins with a header
    crlf: pl.Series  # whether each ended with CRLF


def lines_of(utf8: bytes, shape: Shape) -> Lines:
    """Only \n ends a line: U+2028, VT and NEL are text. Raises polars.exceptions.ComputeError for what is not UTF-8."""
    raw = pl.read_lines(utf8, name="raw").to_series()  # takes CR before \n for part of the line's end
    return Lines(raw, raw.str.contains(shape.line_pattern), _crlf(utf8, len(raw)))


def _crlf(utf8: bytes, lines: int) -> pl.Series:
    if b"\r" not in utf8:
        return pl.repeat(False, lines, eager=True)
    codes = np.frombuffer(utf8, np.uint8)
    ends = np.flatnonzero(codes == ord("\n"))
    crlf = np.zeros(lines, dtype=bool)  # the last line may have no end
    crlf[: len(ends)] = codes[ends - 1] == ord("\r")  # for a \n at the very start, looks at the end: a blank line
    return pl.Series(crlf)


def starts_of(pieces: Sequence[Lines]) -> list[pl.Series]:
    """Whether each line of each piece begins a record.

    iOS ends records with CRLF and lines inside them with LF: where every line after a CRLF begins with a header, and
    hardly any other line does, only those begin records, so a header that somebody typed into a message stays text.
    """
    headed = [piece.headed for piece in pieces]
    after = _after_crlf(pieces)
    if all(each.all() for each in after) or not ends_in_crlf(pieces):
        return headed
    exact = all((begins | ~each).all() for begins, each in zip(headed, after, strict=True))
    forged = sum(int((begins & ~each).sum()) for begins, each in zip(headed, after, strict=True))
    return after if exact and forged <= _FORGED_SHARE * sum(int(each.sum()) for each in after) else headed


def ends_in_crlf(pieces: Sequence[Lines]) -> bool:
    """Whether CRLF ends records; where it does not, somebody typed it."""
    behind = sum((piece.headed & each).sum() for piece, each in zip(pieces, _after_crlf(pieces), strict=True))
    return behind > pieces[0].headed[0] or all(piece.crlf.all() for piece in pieces)  # the first is behind nothing


def _after_crlf(pieces: Sequence[Lines]) -> list[pl.Series]:
    ends = [True, *(bool(piece.crlf[-1]) for piece in pieces[:-1])]
    return [piece.crlf.shift(1, fill_value=end) for piece, end in zip(pieces, ends, strict=True)]


def with_returns(piece: Lines) -> pl.Series:
    """The lines with the CR that somebody typed at their ends."""
    typed = pl.when(piece.crlf).then(pl.lit("\r")).otherwise(pl.lit(""))
    return piece.raw.to_frame().select(pl.col("raw") + typed).to_series() if piece.crlf.any() else piece.raw


def blocks_of(lines: Sequence[pl.Series], starts: Sequence[pl.Series]) -> list[Block]:
    """Each block begins with a record (but the first, if it has to): what stands before goes to the block before."""
    before = accumulate((len(raw) for raw in lines), initial=0)
    blocks: list[Block] = []
    for block in map(Block, before, lines, starts):
        first = block.starts.arg_max() if block.starts.any() else len(block.raw)
        if blocks and first:
            last = blocks.pop()
            raw, begun = last.raw.append(block.raw.head(first)), last.starts.append(block.starts.head(first))
            blocks.append(replace(last, raw=raw, starts=begun))
            block = Block(block.before + first, block.raw.slice(first), block.starts.slice(first))
        blocks += [block] if len(block.raw) else []
    return blocks


def heads_of(block: Block, shape: Shape) -> pl.DataFrame:
    """Columns line, stamp (date and time as written), body (what follows on that line)."""
    line = block.starts.arg_true().cast(pl.UInt32) + (block.before + 1)
    headed = block.raw.filter(block.starts)
    behind_marks = ~headed.str.contains(r"^[\[\d]")
    headed = headed.str.strip_chars_start(MARKS + BOM) if behind_marks.any() else headed
    stamp, body = parted(headed, shape.closing)
    return pl.DataFrame({"line": line, "stamp": stamp, "body": body})


def records_of(block: Block, heads: pl.DataFrame, *, web: bool) -> pl.DataFrame:
    """Columns id (from 0), line, sent_at, name, rest, body, more, from a block's heads (line, sent_at, body).

    name and rest are what follows the header on its line, cut at the first ": ", with body null; where there is no
    ": ", it is all in body, and they are null. more is the record's other lines, each after a line break, null where
    there are none. `web`: a notice begins with "- ", which is taken away, and is not cut.
    """
    cut = heads["body"].str.splitn(": ", 2).struct
    start, rest = cut.field("field_0"), cut.field("field_1")
    whole = rest.is_null()
    body = pl.when(whole).then(start)
    if web:
        whole |= heads["body"].str.starts_with(WEB_NOTICE)
        body = pl.when(whole).then(heads["body"].str.strip_prefix(WEB_NOTICE))
    records = heads.select_seq(
        "line", "sent_at", name=pl.when(~whole).then(start), rest=pl.when(~whole).then(rest), body=body
    )
    more = stretched(_more(block), len(heads))
    return pl.concat([records, more], how="horizontal").with_row_index("id")


def _more(block: Block) -> pl.DataFrame:
    """Columns id, more: the lines after the first of the records that have such."""
    of_record = (block.starts.cum_sum().cast(pl.Int64) - 1).alias("id").set_sorted()
    others = pl.DataFrame([of_record, block.raw]).filter(~block.starts).filter(pl.col("id") >= 0)
    return others.group_by("id").agg("raw").select("id", more="\n" + pl.col("raw").list.join("\n"))


def stretched(rows: pl.DataFrame, height: int) -> pl.DataFrame:
    """A few rows with an id, each at the place of its id (from 0) among `height` rows, the others null; without id.

    It is what a left join on id gives, without the join.
    """
    place = pl.repeat(None, height, dtype=pl.UInt32, eager=True)
    place = place.scatter(rows["id"], pl.int_range(len(rows), dtype=pl.UInt32, eager=True))
    return rows.drop("id").select_seq(pl.all().gather(place))


def patched(rows: pl.DataFrame, height: int) -> pl.DataFrame:
    """As `stretched`, with the last of the rows for all others: its id is null."""
    some, default = rows["id"].drop_nulls(), len(rows) - 1
    place = pl.repeat(default, height, dtype=pl.UInt32, eager=True)
    place = place.scatter(some, pl.int_range(len(some), dtype=pl.UInt32, eager=True))
    return rows.rechunk().drop("id").select_seq(pl.all().gather(place))
