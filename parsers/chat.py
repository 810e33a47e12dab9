"""An export's bytes -> Chat: MESSAGES, what was not understood, the header format and how much of the chat it covers.

The lines are one column. A line that begins with a header of the file's one family begins a record; only the other
lines (about one in five) are gathered and joined to theirs. Headers are decoded once per distinct header.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import polars as pl

from parsers.archive import UNNAMED, open_utf8
from parsers.coverage import Coverage, coverage_of
from parsers.errors import NotAnExport
from parsers.header import HeaderFormat, Shape, decide_order, read_clocks, read_days, vote, with_stamps, with_times
from parsers.kinds import LRM, special
from parsers.notices import bare_name, languages_of
from parsers.records import heads_of, lines_of, records_of, starts_of, stretched
from parsers.schema import KIND, MESSAGES, PROBLEMS, conform
from parsers.senders import names_with_colon, notices_of, with_names
from parsers.wording import Wording, wordings

_OWN_LINES = 500  # so many of WhatsApp's own lines are enough to tell the language by

_CHOOSE_ORDER = (
    'Choose "day first" or "month first" for this chat on the start page, or write date_order = "dmy" or "mdy" under '
    "[[chats]] in school.toml."
)
_EDITED = "They are left out. If they are part of the chat, export it again and load that file as it is."
_UNKNOWN = "They are counted as notices and nothing else; nothing needs to be done."
_UNDATED = "It was kept as text of the message before it; nothing needs to be done unless the file was edited."


@dataclass(frozen=True)
class Chat:
    """One export (or several merged)."""

    name: str
    messages: pl.DataFrame  # MESSAGES, in the order of the file
    problems: pl.DataFrame  # PROBLEMS
    header: HeaderFormat
    coverage: Coverage


def read_chat(data: bytes, file: str, *, date_order: str | None = None) -> Chat:
    """Everything in one export. `date_order` (dmy, mdy, ymd) settles what the file cannot decide, and nothing else.

    Where day and month cannot be told apart and no order is given, header.ambiguous is true, dates are read day first
    and one of the problems says so. A line that looks like a header but whose date or time does not exist stays part
    of the message before it, and is among the problems.
    Raises NotAnExport, EmptyFile, NotText or ArchiveError.
    """
    name, utf8 = open_utf8(data, file)
    lines = lines_of(utf8)
    shape = vote(lines["raw"])
    if shape is None:
        raise _no_export(file)
    starts = starts_of(lines, shape)
    heads = with_stamps(heads_of(lines, starts, shape), shape)
    days = read_days(heads, shape)
    order, ambiguous, reason = decide_order(days, shape, date_order)
    heads = with_times(heads, days, read_clocks(heads, shape), order)
    records = records_of(lines, starts, heads)
    marked = shape.platform == "ios" and bool(records["rest"].str.starts_with(LRM).any())
    spoken = languages_of(_own_lines(records, marked=marked))
    if records.is_empty() or (not spoken and records["rest"].null_count() == len(records)):
        raise _no_export(file)
    told = _told(records, shape, spoken or wordings()[:1], name, marked=marked)
    languages = tuple(wording.language for wording in spoken)
    header = HeaderFormat(shape.platform, order, shape.clock, shape.resolution, languages, ambiguous, reason)
    name = _group_name(name, told)
    messages = conform(told.drop("name", "known").with_columns(chat=pl.lit(name)), MESSAGES)
    return Chat(name, messages, _problems(file, lines, heads, told, header), header, coverage_of(messages))


def _no_export(file: str) -> NotAnExport:
    problem = "No line of this text begins as WhatsApp's lines do (date, time, name), so it is not a WhatsApp export."
    return NotAnExport(file, problem, "In WhatsApp open the group, choose Export chat, Without media; load that file.")


def _own_lines(records: pl.DataFrame, *, marked: bool) -> pl.Series:
    own = pl.col("rest").str.starts_with(LRM) if marked else pl.col("rest").is_null()
    return records.filter(own).head(_OWN_LINES).select(pl.coalesce("rest", "body")).to_series()


def _told(records: pl.DataFrame, shape: Shape, spoken: Sequence[Wording], chat: str, *, marked: bool) -> pl.DataFrame:
    """MESSAGES without the chat, in the order of the file, with name (as written) and known (a known wording?)."""
    ios = shape.platform == "ios"
    with_colon = names_with_colon(records, spoken, marked=marked)
    records = with_names(records, with_colon)
    known = {*records["name"].drop_nulls().unique(), *with_colon}
    first, long = pl.coalesce("rest", "body"), pl.col("more").is_not_null()
    whole = stretched(records.filter(long).select("id", text=first + pl.col("more")), len(records))["text"]
    written = records.select("line", "sent_at", "name", text=pl.coalesce(whole, first))
    typed = written.select("text").with_row_index("id").filter(records["rest"].is_not_null())
    sent = special(typed, spoken, marked=marked)
    notices = notices_of(records, sent, spoken, chat, known, with_colon, ios=ios, marked=marked)
    notices = notices.with_columns(kind=pl.lit("notice", dtype=KIND))
    rare = stretched(pl.concat([sent.join(notices, on="id", how="anti"), notices], how="diagonal"), len(records))
    told = pl.concat([written.drop("text"), rare.drop("text")], how="horizontal").with_columns(
        pl.coalesce(rare["text"], written["text"]).alias("text"),
        pl.col("kind").fill_null(pl.lit("text", dtype=KIND)),
        pl.col("edited").fill_null(False),
        pl.col("targets").fill_null([]),
    )
    return told.with_columns(sender=pl.when(pl.col("kind") != "notice").then(_bare_names(records["name"])))


def _bare_names(names: pl.Series) -> pl.Expr:
    """The column name, made bare: few names differ from how they are written, so only those are replaced."""
    distinct = names.drop_nulls().unique().to_frame().with_columns(bare=bare_name(pl.col("name")))
    odd = distinct.filter(pl.col("name") != pl.col("bare"))
    return pl.col("name").replace(odd["name"], odd["bare"]) if len(odd) else pl.col("name")


def _group_name(name: str, told: pl.DataFrame) -> str:
    """The name out of the file's name, else the one that the encryption notice comes from on iOS."""
    if name not in UNNAMED:
        return name
    notice = told.filter((pl.col("event") == "encrypted") & pl.col("name").is_not_null())
    return notice["name"][0] if len(notice) else name


def _problems(
    file: str, lines: pl.DataFrame, heads: pl.DataFrame, told: pl.DataFrame, header: HeaderFormat
) -> pl.DataFrame:
    """PROBLEMS: undecidable dates, lines before the first record, headers that cannot be dated, unknown notices."""
    first = cast("int", told["line"].min())
    before = lines.filter((pl.col("line") < first) & (pl.col("raw").str.strip_chars() != ""))["line"].to_list()
    unknown = told.filter(~pl.col("known"))["line"].to_list()
    undated = heads.filter(pl.col("sent_at").is_null() & (pl.col("line") > first)).select("line", "day", "clock").rows()
    rows: list[tuple[int | None, str, str]] = []
    if header.ambiguous:
        rows.append((None, header.reason, _CHOOSE_ORDER))
    if before:
        rows.append((before[0], f"{_counted(before, 'line stands', 'lines stand')} before the first message.", _EDITED))
    if unknown:
        what = _counted(unknown, "line of WhatsApp's own is", "lines of WhatsApp's own are")
        rows.append((unknown[0], f"{what} worded in a way that is not known here (this is the first).", _UNKNOWN))
    rows += [
        (line, f'"{day} {clock}" looks like a message\'s date and time, but there is no such time.', _UNDATED)
        for line, day, clock in undated
    ]
    problems = pl.DataFrame(rows, schema=["line", "problem", "remedy"], orient="row")
    return conform(problems.with_columns(file=pl.lit(file)), PROBLEMS)


def _counted(lines: list[int], one: str, many: str) -> str:
    return f"1 {one}" if len(lines) == 1 else f"{len(lines)} {many}"
