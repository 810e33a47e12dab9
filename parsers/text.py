"""An export's text -> its records, each with its date and time."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, pairwise

import polars as pl

from parsers.dates import DateOrder, decide_order
from parsers.encoding import Fault, as_utf8, zeros
from parsers.header import Shape
from parsers.records import (
    Block,
    Lines,
    blocks_of,
    cuts_of,
    ends_in_crlf,
    heads_of,
    lines_of,
    piece_size,
    records_of,
    starts_of,
    with_returns,
)
from parsers.side_by_side import WORKERS, each, taken
from parsers.stamps import Stamps, distinct_days, read_stamps, sent_at


@dataclass(frozen=True)
class Found:
    """What stands in the file, before it is known what it says."""

    records: list[pl.DataFrame]  # a block each
    before: pl.DataFrame  # line, raw: lines before the first record that are not blank
    undated: pl.DataFrame  # line, stamp, body of headers whose date or time does not exist
    unsure: bool  # AM and PM were lost, so hours are as written
    order: DateOrder
    ambiguous: bool
    reason: str
    faults: list[Fault]  # of the text itself


def find(text: bytes, shape: Shape, given: str | None) -> Found:
    blocks, faults = _blocks(text, shape)
    stamped = each(partial(_stamped, shape=shape), blocks)
    unsure = any(stamps.unsure for _, stamps in stamped)
    order, ambiguous, reason = decide_order(distinct_days(stamps for _, stamps in stamped), shape, given)
    heads, undated = map(list, zip(*each(partial(_dated, order=order), taken(stamped)), strict=True))
    missing = pl.concat(undated)
    if len(missing):
        blocks = blocks_of([block.raw for block in blocks], [block.without(missing["line"]) for block in blocks])
        heads = _dealt(pl.concat(heads), blocks)
    before = blocks[0].before_first
    records = each(partial(records_of, web=shape.web), taken(blocks), taken(heads))
    return Found(records, before, missing, unsure, order, ambiguous, reason, faults)


def _blocks(text: bytes, shape: Shape) -> tuple[list[Block], list[Fault]]:
    """The lines in blocks of whole records; and what may be misread in them."""
    faults = zeros(text)
    try:
        pieces = _lines(text, shape)
    except pl.exceptions.ComputeError:  # not UTF-8
        utf8, more = as_utf8(text)
        faults += more
        pieces = _lines(utf8, shape)
    raw = [piece.raw for piece in pieces] if ends_in_crlf(pieces) else [with_returns(piece) for piece in pieces]
    return blocks_of(raw, starts_of(pieces)), faults


def _lines(utf8: bytes, shape: Shape) -> list[Lines]:
    cuts = cuts_of(utf8, shape, piece_size(len(utf8), WORKERS))
    return each(lambda cut: lines_of(utf8[cut], shape), cuts)


def _stamped(block: Block, shape: Shape) -> tuple[pl.DataFrame, Stamps]:
    heads = heads_of(block, shape)
    return heads, read_stamps(heads["stamp"], shape)


def _dated(stamped: tuple[pl.DataFrame, Stamps], order: DateOrder) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The heads with a date, and those without."""
    heads, stamps = stamped
    times = sent_at(stamps, order)
    dated = heads.drop("stamp").with_columns(times)
    if not times.has_nulls():
        return dated, heads.clear()
    return dated.drop_nulls("sent_at"), heads.filter(times.is_null())


def _dealt(heads: pl.DataFrame, blocks: Iterable[Block]) -> list[pl.DataFrame]:
    """The heads of each block."""
    ends = list(accumulate(block.starts.sum() for block in blocks))
    return [heads[start:end] for start, end in pairwise([0, *ends])]
