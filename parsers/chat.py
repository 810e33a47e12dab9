"""An export's bytes -> Chat: MESSAGES, what was not understood, the header format and how much of the chat it covers.

The lines are one column. A line that begins with a header of the file's one family begins a record; only the other
lines (about one in five) are gathered and joined to theirs. A large export is cut into blocks at record starts, and
each step works on several blocks at once; between two steps stands what only the whole file can tell: the order of
its dates, its languages, its names.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

import polars as pl

from parsers.archive import UNNAMED, open_bytes
from parsers.clocks import Clock
from parsers.coverage import Coverage, coverage_of
from parsers.encoding import Fault
from parsers.errors import NotAnExport
from parsers.header import HeaderFormat, Shape, is_mixed, vote
from parsers.markers import LRM, OWN, RLM
from parsers.messages import Told, tell
from parsers.notices import languages_of, languages_of_marks, read_notices
from parsers.records import sample_of
from parsers.schema import MESSAGES, NAMES, PROBLEMS, conform, empty
from parsers.side_by_side import each
from parsers.text import Found, find
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
_UNKNOWN = "They count as notices and nothing else. If one tells that somebody came or left, that is missing here."
_IN_VAIN = "Nothing to do; or load the file that was meant."
_MIXED = "Many of its lines begin as messages of another export do, with other dates; they are read as text."
_APART = "If two exports were put into one file, load each by itself."
_NO_SUCH_TIME = "looks like a message's date and time, but there is no such time."
_SHOWN_UNDATED = 20
_UNDATED = "It was kept as text of the message before it; nothing needs to be done unless the file was edited."


@dataclass(frozen=True)
class Chat:
    """One export (or several merged)."""

    name: str
    messages: pl.DataFrame  # MESSAGES, in the order of the file
    problems: pl.DataFrame  # PROBLEMS
    header: HeaderFormat
    coverage: Coverage
    names: pl.DataFrame = field(default_factory=lambda: empty(NAMES))  # NAMES, of several exports merged
    clocks: tuple[Clock, ...] = ()  # of several exports merged: that of each after the first, against the first's


def read_chat(data: bytes, file: str, *, date_order: str | None = None) -> Chat:
    """Everything in one export. `date_order` (dmy, mdy, ymd) settles what the file cannot decide, and nothing else.

    Where day and month cannot be told apart and no order is given, header.ambiguous is true, dates are read the more
    usual way round and one of the problems says so. A line that looks like a header but whose date or time does not
    exist stays part of the message before it, and is among the problems.
    Raises NotAnExport, EmptyFile, NotText or ArchiveError.
    """
    name, text = open_bytes(data, file)
    sample = sample_of(text)
    shape = vote(sample)
    if shape is None:
        raise NotAnExport(file, _NO_HEADER, _EXPORT_CHAT)
    found = find(text, shape, date_order)
    if not any(map(len, found.records)):
        raise NotAnExport(file, found.reason, _EXPORT_CHAT)
    ios = shape.platform == "ios"
    marked = ios and _is_marked(found.records)
    spoken = _languages(found.records, name, ios=ios, marked=marked)
    if not spoken and all(block["rest"].null_count() == len(block) for block in found.records):
        raise NotAnExport(file, _NO_HEADER, _EXPORT_CHAT)
    told = tell(found.records, shape, spoken or (english(),), name, marked=marked)
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
    problems = [*found.faults, *_of_headers(header, sample, shape, date_order), *_problems(found, told, preamble)]
    return Chat(name, messages, _rows(file, problems), header, coverage_of(messages, preamble["event"].to_list()))


def _is_marked(blocks: Sequence[pl.DataFrame]) -> bool:
    """Whether an iPhone's export has the marks before WhatsApp's own words: U+200E, or U+200F as in Arabic.

    People may type U+200F, so it has to stand before words of WhatsApp's.
    """
    if any(records["rest"].str.starts_with(LRM).any() for records in blocks):
        return True
    own = pl.col("rest").str.starts_with(RLM)
    return bool(languages_of(pl.concat(each(partial(_some_texts, where=own), blocks)).str.strip_prefix(RLM)))


def _languages(blocks: Sequence[pl.DataFrame], chat: str, *, ios: bool, marked: bool) -> tuple[Wording, ...]:
    """Told by WhatsApp's own lines; where none is known, by what stands for media that were left out."""
    if marked:
        own = pl.col("rest").str.contains(f"^{OWN}")
    elif ios:  # the group's name stands before them, and before the first record
        own = pl.col("name").is_in([chat, *blocks[0]["name"].head(1)])
    else:
        own = pl.col("rest").is_null()
    spoken = languages_of(pl.concat(each(partial(_some_texts, where=own), blocks)).unique(maintain_order=True))
    return spoken or languages_of_marks(pl.concat(each(_short_texts, blocks)).unique(maintain_order=True))


def _some_texts(records: pl.DataFrame, where: pl.Expr) -> pl.Series:
    texts = records.filter(where)
    some = texts.gather_every(max(1, len(texts) // _OWN_LINES))
    return some.select(pl.coalesce("rest", "body")).to_series()


def _short_texts(records: pl.DataFrame) -> pl.Series:
    rest = records["rest"]
    return rest.filter(rest.str.len_bytes() < _LONGEST_MARK).value_counts(sort=True).head(_OWN_LINES)["rest"]


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


def _of_headers(header: HeaderFormat, sample: Sequence[str], shape: Shape, given: str | None) -> list[Fault]:
    """Undecidable dates, an order that was said in vain, another export's headers."""
    faults: list[Fault] = []
    if header.ambiguous:
        faults.append(Fault(None, header.reason, _CHOOSE_ORDER))
    if given and given != header.date_order:
        faults.append(Fault(None, f"Another order of its dates was said than they can have. {header.reason}", _IN_VAIN))
    if is_mixed(sample, shape):
        faults.append(Fault(None, _MIXED, _APART))
    return faults


def _problems(found: Found, told: Told, preamble: pl.DataFrame) -> list[Fault]:
    """Lost AM and PM, lines before the first record, headers that cannot be dated, unknown notices."""
    before = found.before.filter(~pl.col("raw").is_in(preamble["text"].implode()))["line"].to_list()
    unknown = told.notices.filter(~pl.col("known"))["line"].to_list()
    rows: list[Fault] = []
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
