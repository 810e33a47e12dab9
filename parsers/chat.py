"""An export's bytes -> Chat: MESSAGES, what was not understood, the header format and how much of the chat it covers.

The lines are one column. A line that begins with a header of the file's one family begins a record; only the other
lines (about one in five) are gathered and joined to theirs. A large export is cut into blocks at record starts, and
each step works on several blocks at once; between two steps stands what only the whole file can tell: the order of
its dates, its languages, its names.
"""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, pairwise
from typing import TypeVar

import polars as pl

from parsers.archive import UNNAMED, open_bytes
from parsers.coverage import Coverage, coverage_of
from parsers.dates import DateOrder, decide_order
from parsers.encoding import Fault, as_utf8, zeros
from parsers.errors import NotAnExport
from parsers.header import HeaderFormat, Shape, vote
from parsers.kinds import special
from parsers.markers import LRM, RLM
from parsers.notices import bare_name, languages_of, languages_of_marks, read_notices
from parsers.records import (
    Block,
    Lines,
    blocks_of,
    cuts_of,
    ends_in_crlf,
    heads_of,
    lines_of,
    patched,
    piece_size,
    records_of,
    sample_of,
    starts_of,
    with_returns,
)
from parsers.schema import KIND, MESSAGES, PROBLEMS, conform
from parsers.senders import (
    beginnings_of_notices,
    candidates_of,
    names_with_colon,
    notices_of,
    suspects_of,
    with_names,
)
from parsers.stamps import Stamps, distinct_days, read_stamps, sent_at
from parsers.wording import Wording, english

_LONGEST_MARK = 200  # bytes of a text that stands for something left out
_OWN_LINES = 500  # so many of WhatsApp's own lines of a block are enough to tell the languages by

_NO_HEADER = "No line of this text begins as WhatsApp's lines do (date, time, name), so it is not a WhatsApp export."
_EXPORT_CHAT = "In WhatsApp open the group, choose Export chat, Without media; load that file."
_LOST_HALVES = "Its times have lost their AM and PM, so mornings and afternoons cannot be told apart."
_EXPORT_AGAIN = "Export the chat again on the phone and load that file as it is."
_CHOOSE_ORDER = (
    'Choose which number is the day on the start page, say it to the command ("schoolgate check --date-order dmy"), or '
    'write date_order = "dmy", "mdy" or "ymd" under [[chats]] in school.toml.'
)
_EDITED = "They are left out. If they are part of the chat, export it again and load that file as it is."
_UNKNOWN = "They are counted as notices and nothing else; nothing needs to be done."
_NO_SUCH_TIME = "looks like a message's date and time, but there is no such time."
_SHOWN_UNDATED = 20
_UNDATED = "It was kept as text of the message before it; nothing needs to be done unless the file was edited."

_WORKERS = os.cpu_count() or 1
Made = TypeVar("Made")


@dataclass(frozen=True)
class Chat:
    """One export (or several merged)."""

    name: str
    messages: pl.DataFrame  # MESSAGES, in the order of the file
    problems: pl.DataFrame  # PROBLEMS
    header: HeaderFormat
    coverage: Coverage


@dataclass(frozen=True)
class _Found:
    """What stands in the file, before it is known what it says."""

    records: list[pl.DataFrame]  # a block each
    before: pl.DataFrame  # line, raw: lines before the first record that are not blank
    undated: pl.DataFrame  # line, stamp, body of headers whose date or time does not exist
    unsure: bool  # AM and PM were lost, so hours are as written
    order: DateOrder
    ambiguous: bool
    reason: str
    faults: list[Fault]  # of the text itself


def read_chat(data: bytes, file: str, *, date_order: str | None = None) -> Chat:
    """Everything in one export. `date_order` (dmy, mdy, ymd) settles what the file cannot decide, and nothing else.

    Where day and month cannot be told apart and no order is given, header.ambiguous is true, dates are read the more
    usual way round and one of the problems says so. A line that looks like a header but whose date or time does not
    exist stays part of the message before it, and is among the problems.
    Raises NotAnExport, EmptyFile, NotText or ArchiveError.
    """
    name, text = open_bytes(data, file)
    shape = vote(sample_of(text))
    if shape is None:
        raise NotAnExport(file, _NO_HEADER, _EXPORT_CHAT)
    found = _find(text, shape, date_order)
    if not any(map(len, found.records)):
        raise NotAnExport(file, found.reason, _EXPORT_CHAT)
    records, marked = _marked(found.records) if shape.platform == "ios" else (found.records, False)
    spoken = _languages(records, name, ios=shape.platform == "ios", marked=marked)
    if not spoken and all(block["rest"].null_count() == len(block) for block in records):
        raise NotAnExport(file, _NO_HEADER, _EXPORT_CHAT)
    told = _tell(records, shape, spoken or (english(),), name, marked=marked)
    header = HeaderFormat(
        platform=shape.platform,
        date_order=found.order,
        clock=shape.clock,
        resolution=shape.resolution,
        languages=tuple(wording.language for wording in spoken),
        ambiguous=found.ambiguous,
        reason=found.reason,
    )
    name = _group_name(name, told.notices)
    messages = told.messages.select(chat=pl.lit(name), **{column: pl.col(column) for column in MESSAGES.names()[1:]})
    preamble = _preamble(found.before, spoken)
    problems = _problems(found, told, header, preamble)
    return Chat(name, messages, _rows(file, problems), header, coverage_of(messages, preamble["event"].to_list()))


def _each(step: Callable[..., Made], *blocks: Iterable[object]) -> list[Made]:
    """`step` of each block, several at once: Polars lets go of the interpreter while it works."""
    with ThreadPoolExecutor(_WORKERS) as pool:
        return list(pool.map(step, *blocks))


def _taken(blocks: list[Made]) -> Iterator[Made]:
    """Each block, not to be kept by the list when it is done."""
    blocks.reverse()
    while blocks:
        yield blocks.pop()


def _find(text: bytes, shape: Shape, given: str | None) -> _Found:
    blocks, faults = _blocks(text, shape)
    stamped = _each(partial(_stamped, shape=shape), blocks)
    unsure = any(stamps.unsure for _, stamps in stamped)
    order, ambiguous, reason = decide_order(distinct_days(stamps for _, stamps in stamped), shape, given)
    heads, undated = map(list, zip(*_each(partial(_dated, order=order), _taken(stamped)), strict=True))
    missing = pl.concat(undated)
    if len(missing):
        blocks = blocks_of([block.raw for block in blocks], [block.without(missing["line"]) for block in blocks])
        heads = _dealt(pl.concat(heads), blocks)
    before = blocks[0].before_first
    records = _each(partial(records_of, web=shape.web), _taken(blocks), _taken(heads))
    return _Found(records, before, missing, unsure, order, ambiguous, reason, faults)


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
    cuts = cuts_of(utf8, shape, piece_size(len(utf8), _WORKERS))
    return _each(lambda cut: lines_of(utf8[cut], shape), cuts)


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


def _marked(blocks: list[pl.DataFrame]) -> tuple[list[pl.DataFrame], bool]:
    """An iPhone's records, and whether WhatsApp's own words are marked by U+200E; U+200F, as in Arabic, becomes it."""
    if any(records["rest"].str.starts_with(LRM).any() for records in blocks):
        return blocks, True
    own = pl.col("rest").str.starts_with(RLM)
    if not languages_of(pl.concat(_each(partial(_some_texts, where=own), blocks)).str.strip_prefix(RLM)):
        return blocks, False
    return [records.with_columns(pl.col("rest").str.replace(f"^{RLM}", LRM)) for records in blocks], True


def _languages(blocks: Sequence[pl.DataFrame], chat: str, *, ios: bool, marked: bool) -> tuple[Wording, ...]:
    """Told by WhatsApp's own lines; where none is known, by what stands for media that were left out."""
    if marked:
        own = pl.col("rest").str.starts_with(LRM)
    elif ios:  # the group's name stands before them, and before the first record
        own = pl.col("name").is_in([chat, *blocks[0]["name"].head(1)])
    else:
        own = pl.col("rest").is_null()
    spoken = languages_of(pl.concat(_each(partial(_some_texts, where=own), blocks)).unique(maintain_order=True))
    return spoken or languages_of_marks(pl.concat(_each(_short_texts, blocks)).unique(maintain_order=True))


def _some_texts(records: pl.DataFrame, where: pl.Expr) -> pl.Series:
    texts = records.filter(where)
    some = texts.gather_every(max(1, len(texts) // _OWN_LINES))
    return some.select(pl.coalesce("rest", "body")).to_series()


def _short_texts(records: pl.DataFrame) -> pl.Series:
    rest = records["rest"]
    return rest.filter(rest.str.len_bytes() < _LONGEST_MARK).value_counts(sort=True).head(_OWN_LINES)["rest"]


@dataclass(frozen=True)
class _Told:
    """What the records say."""

    messages: pl.DataFrame  # MESSAGES without the chat
    notices: pl.DataFrame  # line, name (as written), event, known (a known wording?), and more


def _tell(blocks: list[pl.DataFrame], shape: Shape, spoken: Sequence[Wording], chat: str, *, marked: bool) -> _Told:
    names = pl.concat(_each(_names, blocks)).unique()
    beginnings = beginnings_of_notices(names, spoken)
    suspects = _each(partial(suspects_of, beginnings=beginnings, spoken=spoken, marked=marked), blocks)
    with_colon = names_with_colon(pl.concat(suspects), spoken, marked=marked)
    known = {*names, *with_colon}
    draft = partial(
        _draft, shape=shape, spoken=spoken, marked=marked, names=known, beginnings=beginnings, with_colon=with_colon
    )
    drafts = _each(draft, _taken(blocks))
    candidates = pl.concat(draft.candidates.with_columns(block=number) for number, draft in enumerate(drafts))
    notices = notices_of(candidates, spoken, chat, known, with_colon)
    of_block = [notices.filter(pl.col("block") == number) for number in range(len(drafts))]
    names = pl.concat(_each(_names, [draft.records for draft in drafts])).unique() if with_colon else names
    told = partial(_told, bare=_bare_names(names))
    return _Told(pl.concat(_each(told, _taken(drafts), of_block)), notices)


def _names(records: pl.DataFrame) -> pl.Series:
    return records["name"].unique().drop_nulls()


def _bare_names(names: pl.Series) -> pl.DataFrame:
    """Columns name and bare, of the few names that are written with something around them."""
    bare = names.alias("name").to_frame().with_columns(bare=bare_name(pl.col("name")))
    return bare.filter(pl.col("name") != pl.col("bare"))


@dataclass(frozen=True)
class _Draft:
    """One block, but for its notices."""

    records: pl.DataFrame  # line, sent_at, name, rest
    long: pl.DataFrame  # id, text of those with several lines
    sent: pl.DataFrame  # what is not simply text
    candidates: pl.DataFrame


def _draft(
    records: pl.DataFrame,
    shape: Shape,
    spoken: Sequence[Wording],
    names: Collection[str],
    beginnings: Collection[str],
    with_colon: Collection[str],
    *,
    marked: bool,
) -> _Draft:
    records = with_names(records, names, with_colon)
    short = records.select("id", text="rest").filter(records["more"].is_null() & records["rest"].is_not_null())
    long = records.drop_nulls("more").select("id", "rest", text=pl.coalesce("rest", "body") + pl.col("more"))
    typed = pl.concat([short, long.drop_nulls("rest").drop("rest")])
    sent = special(typed, spoken, marked=marked, web=shape.web)
    ios = shape.platform == "ios"
    candidates = candidates_of(records, sent, beginnings, with_colon, spoken, ios=ios, marked=marked)
    return _Draft(records.select("line", "sent_at", "name", "rest"), long.drop("rest"), sent, candidates)


def _told(draft: _Draft, notices: pl.DataFrame, bare: pl.DataFrame) -> pl.DataFrame:
    """One block's rows: few of them are more than a line of text."""
    noticed = notices.select("id", "text", "event", "route", "actor", "targets", kind=pl.lit("notice", dtype=KIND))
    sent = draft.sent.join(noticed, on="id", how="anti")
    long = draft.long.join(sent, on="id", how="anti").join(noticed, on="id", how="anti")
    simply_text = pl.DataFrame({"id": [None]}, schema={"id": pl.UInt32})
    some = pl.concat([noticed, sent, long, simply_text], how="diagonal").with_columns(
        pl.col("kind").fill_null("text"), pl.col("edited").fill_null(False), pl.col("targets").fill_null([])
    )
    rows = patched(some, len(draft.records))
    name = draft.records["name"].replace(bare["name"], bare["bare"]) if len(bare) else draft.records["name"]
    by_whatsapp = rows["kind"] == "notice"
    return rows.with_columns(
        draft.records["line"],
        draft.records["sent_at"],
        pl.coalesce(rows["text"], draft.records["rest"]).alias("text"),
        sender=pl.when(~by_whatsapp).then(name) if notices["name"].count() else name,
    )


def _group_name(name: str, notices: pl.DataFrame) -> str:
    """The name out of the file's name, else the one that the encryption notice comes from on iOS."""
    if name not in UNNAMED:
        return name
    notice = notices.filter((pl.col("event") == "encrypted") & pl.col("name").is_not_null())
    return notice["name"][0] if len(notice) else name


def _preamble(before: pl.DataFrame, spoken: Sequence[Wording]) -> pl.DataFrame:
    """Columns text, event: what the lines before the first record tell that WhatsApp writes there, in WhatsApp Web."""
    told = read_notices(before["raw"], spoken).select("text", pl.col("event").cast(pl.String))
    return before.select(text="raw").join(told, on="text", maintain_order="left")


def _problems(found: _Found, told: _Told, header: HeaderFormat, preamble: pl.DataFrame) -> list[Fault]:
    """Undecidable dates, lines before the first record, headers that cannot be dated, unknown notices."""
    before = found.before.filter(~pl.col("raw").is_in(preamble["text"].implode()))["line"].to_list()
    unknown = told.notices.filter(~pl.col("known"))["line"].to_list()
    rows: list[Fault] = [*found.faults]
    if header.ambiguous:
        rows.append(Fault(None, header.reason, _CHOOSE_ORDER))
    if found.unsure:
        rows.append(Fault(None, _LOST_HALVES, _EXPORT_AGAIN))
    if before:
        rows.append(
            Fault(before[0], f"{_counted(before, 'line stands', 'lines stand')} before the first message.", _EDITED)
        )
    if unknown:
        what = _counted(unknown, "line of WhatsApp's own is", "lines of WhatsApp's own are")
        rows.append(Fault(unknown[0], f"{what} worded in a way that is not known here (this is the first).", _UNKNOWN))
    return rows + _undated(found.undated.filter(pl.col("line") > told.messages["line"].min()))


def _undated(heads: pl.DataFrame) -> list[Fault]:
    """The first few by themselves, the others counted."""
    some = heads.head(_SHOWN_UNDATED).select("line", "stamp").rows()
    faults = [Fault(line, f'"{stamp.lstrip("[")}" {_NO_SUCH_TIME}', _UNDATED) for line, stamp in some]
    others = heads["line"].slice(_SHOWN_UNDATED).to_list()
    return faults + [Fault(first, f"So it is with {len(others):,} more lines.", _UNDATED) for first in others[:1]]


def _rows(file: str, faults: Sequence[Fault]) -> pl.DataFrame:
    """PROBLEMS of one file."""
    rows = pl.DataFrame(faults, schema=["line", "problem", "remedy"], orient="row")
    return conform(rows.with_columns(file=pl.lit(file)), PROBLEMS)


def _counted(lines: list[int], one: str, many: str) -> str:
    return f"1 {one}" if len(lines) == 1 else f"{len(lines):,} {many}"
