"""An export read a second time by whatstk, a program by other people, and the two readings compared.

The only module that knows whatstk, and it loads it (and pandas) when asked alone. whatstk's own door takes a path or an
address; the two steps behind it, which are used here, take text: nothing is written or fetched.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec, module_from_spec
from threading import Lock
from types import MappingProxyType

import polars as pl

from parsers.archive import open_utf8
from parsers.chat import Chat
from parsers.dates import IN_WORDS
from parsers.wording import MARKS

DIFFERENCES = pl.Schema({"sender": pl.String, "day": pl.Date, "ours": pl.UInt32, "theirs": pl.UInt32})

MAX_TEXT_BYTES = 50 * 1024 * 1024  # what whatstk itself accepts; it takes 13 times as much memory
_ONE_AT_A_TIME = Lock()  # two tabs may ask at once
_MAX_EFFORT = 10**11  # whatstk looks for a colon from every date on, so a text without colons would take for ever
_AFTER_BREAK = r"\n.*?(?: - |\] |: )([^\n]*)$"  # the last of several lines that were taken for one name
_START = 40  # characters by which a text is known again
_UNSEEN = f"[{MARKS}\u200b\u202d\u202e\u00ad]"  # whatstk takes out most of these, the reader none inside a text

_TOO_LARGE = "whatstk reads texts of at most 50 MB, and this one is larger."
_TOO_SLOW = "whatstk would need too long for this text, which has hardly any colons."
_UNRECOGNISED = "whatstk does not recognise how the lines of this file begin, so it cannot read it."
_STOPPED = "whatstk stops at a date or time in this file that it cannot read."


@dataclass(frozen=True)
class Crosscheck:
    """Two readings of one export, compared."""

    ours: int  # messages; notices are none
    theirs: int | None  # null: whatstk could not read the file, and the explanation says why
    differences: pl.DataFrame  # DIFFERENCES: senders and days of which the two count differently
    explanations: tuple[str, ...]  # why they differ, as sentences that name nobody
    unexplained: int  # messages that only one of them has, for no reason known here

    @property
    def agrees(self) -> bool:
        return self.theirs is not None and self.differences.is_empty()


# Pairs of a message (or notice) of ours with a message of theirs that are one, the surest first. Each step: what it
# explains (null: nothing differs), whether it is about our notices, and the columns that must be equal.
_STEPS = (
    (None, False, ["who", "at"], ["who", "at"]),
    ("hours", False, ["who", "half"], ["who", "half"]),
    ("glued", False, ["who", "start"], ["after_break", "start"]),
    ("notices", True, ["half", "start"], ["half", "whole"]),
    ("notices", True, ["half", "start"], ["half", "start"]),
    ("colons", False, ["before_colon", "half"], ["who", "half"]),
    ("notices", True, ["half"], ["half"]),
)
_SENTENCES = MappingProxyType(
    {
        "hours": ("the time of 1 message", "the times of {n} messages", "whatstk reads {} 12 hours off."),
        "notices": ("1 notice", "{n} notices", "whatstk counts {}, which WhatsApp wrote, as written by people."),
        "colons": (
            "1 message",
            "{n} messages",
            "whatstk cannot read a sender's name with a colon in it; that concerns {}.",
        ),
        "glued": ("1 notice", "{n} notices", "whatstk takes {} and the sender of the next message for one name."),
        "split": ("1 date", "{n} dates", "whatstk begins a message of its own at {} that somebody typed in a message."),
        "misread": ("", "", "whatstk takes dates inside messages, written in another way, for those of the messages."),
        "empty": ("1 message", "{n} messages", "whatstk leaves out {} in which nothing is written."),
        "joined": ("1 message", "{n} messages", "whatstk takes {} for a part of the message before."),
    }
)


class _Unread(Exception):
    """whatstk cannot read the file: why, as a sentence."""


def crosscheck(data: bytes, file: str, chat: Chat) -> Crosscheck:
    """The export `data`, which was read as `chat`, read by whatstk as well: messages by sender and day.

    Raises what read_chat raises for bytes that are no export.
    """
    ours = _ours(chat)
    messages = ours.filter(~pl.col("notice"))
    try:
        text = _text(data, file)
        form, theirs = _whatstk(text)
        order = _order_of(form)
        alike = theirs if order == chat.header.date_order else _whatstk(text, _ordered(form, chat.header.date_order))[1]
    except _Unread as why:
        return Crosscheck(len(messages), None, DIFFERENCES.to_frame(), (str(why),), 0)
    reasons = _reasons(ours, alike)
    return Crosscheck(
        ours=len(messages),
        theirs=len(theirs),
        differences=_differences(messages, theirs),
        explanations=(*_other_order(order, chat.header.date_order), *_sentences(reasons)),
        unexplained=reasons.get(None, 0),
    )


# The two readings ------------------------------------------------------------------------------------------------


def _ours(chat: Chat) -> pl.DataFrame:
    """Messages and notices: id, at, name, text, who (the name as both would write it), start (of the text), notice."""
    return chat.messages.with_row_index("id").select(
        "id",
        at="sent_at",
        name="sender",
        who=_who(pl.col("sender")),
        start=_start(pl.col("text")),
        text="text",
        notice=pl.col("kind") == "notice",
    )


def _text(data: bytes, file: str) -> str:
    _, utf8 = open_utf8(data, file)
    if len(utf8) > MAX_TEXT_BYTES:
        raise _Unread(_TOO_LARGE)
    text = utf8.decode()
    if sum(len(part) ** 2 for part in text.split(":")) > _MAX_EFFORT:
        raise _Unread(_TOO_SLOW)
    return text


def _whatstk(text: str, form: str | None = None) -> tuple[str, pl.DataFrame]:
    """The header format, and a row a message: their, at, name, who, start, whole (name and text).

    `form` is the format to use; without it whatstk finds one.
    """
    with _unopened("whatstk"):
        from whatstk.utils.exceptions import HFormatError
        from whatstk.whatsapp.auto_header import extract_header_from_text
        from whatstk.whatsapp.parser import _clean_text, _df_from_str
    cleaned = _clean_text(text)
    form = form or extract_header_from_text(cleaned)
    if form is None or len(_codes(form)) != 3:
        raise _Unread(_UNRECOGNISED)
    try:
        read = _df_from_str(cleaned, hformat=form)
    except (HFormatError, KeyError) as error:  # no line fits; without any, whatstk misses its own columns
        raise _Unread(_UNRECOGNISED) from error
    except (ValueError, OverflowError) as error:
        raise _Unread(_STOPPED) from error
    rows = pl.DataFrame(
        {"name": read["username"].to_list(), "text": read["message"].to_list()},
        schema={"name": pl.String, "text": pl.String},
    ).with_columns(at=pl.Series(read["date"].to_numpy()).cast(pl.Datetime("ms")))
    return form, rows.with_row_index("their").select(
        "their",
        "at",
        "name",
        "text",
        who=_who(pl.col("name")),
        start=_start(pl.col("text")),
        whole=_start(pl.col("name") + ": " + pl.col("text")),
    )


@contextmanager
def _unopened(package: str) -> Iterator[None]:
    """Lets the modules of a package be imported without what the package itself does first.

    Of whatstk that is to load drawing libraries: it takes seconds and leaves a list of the computer's fonts on disk.
    """
    spec = find_spec(package)
    if spec is None or package in sys.modules:
        yield
        return
    with _ONE_AT_A_TIME:
        sys.modules[package] = module_from_spec(spec)
        try:
            yield
        finally:
            sys.modules.pop(package, None)


def _codes(form: str) -> list[str]:
    return re.findall("%[dmy]", form)


def _order_of(form: str) -> str:
    return "".join(code[1] for code in _codes(form))


def _ordered(form: str, order: str) -> str:
    """The format with day, month and year in this order."""
    letters = iter(order)
    return re.sub("%[dmy]", lambda _: f"%{next(letters)}", form)


def _folded(text: pl.Expr) -> pl.Expr:
    """Text for comparison alone: whatstk changes compatibility characters, direction marks and outer spaces."""
    return text.str.replace_all(_UNSEEN, "").str.normalize("NFKC").str.replace_all(r"\s+", " ").str.strip_chars()


def _who(name: pl.Expr) -> pl.Expr:
    return _folded(name).str.replace("^~ ?", "")


def _start(text: pl.Expr) -> pl.Expr:
    """So much of the first line as a text is known again by."""
    first = text.str.strip_chars_start().str.extract(r"^([^\n]*)")
    return _folded(first.str.slice(0, 2 * _START)).str.slice(0, _START)


# What differs ----------------------------------------------------------------------------------------------------


def _differences(ours: pl.DataFrame, theirs: pl.DataFrame) -> pl.DataFrame:
    """DIFFERENCES, by sender and day."""
    keys = ["who", "day"]
    here, there = (
        rows.group_by("who", day=pl.col("at").dt.date()).agg(pl.col("name").first(), pl.len())
        for rows in (ours, theirs)
    )
    both = here.join(there, on=keys, how="full", coalesce=True, suffix="_there", nulls_equal=True)
    counted = both.select(
        "day",
        sender=pl.coalesce("name", "name_there"),
        ours=pl.col("len").fill_null(0),
        theirs=pl.col("len_there").fill_null(0),
    )
    differing = counted.filter(pl.col("ours") != pl.col("theirs")).select(DIFFERENCES.names())
    return differing.cast(dict(DIFFERENCES.items())).sort("sender", "day")


# Why it differs --------------------------------------------------------------------------------------------------


def _other_order(theirs: str, ours: str) -> tuple[str, ...]:
    if theirs == ours:
        return ()
    return (f"whatstk takes its dates to be written {IN_WORDS.get(theirs, theirs)}, not {IN_WORDS[ours]}.",)


def _sentences(reasons: Mapping[str | None, int]) -> list[str]:
    return [
        sentence.format(one if reasons[reason] == 1 else many.format(n=f"{reasons[reason]:,}"))
        for reason, (one, many, sentence) in _SENTENCES.items()
        if reason in reasons
    ]


def _reasons(ours: pl.DataFrame, theirs: pl.DataFrame) -> dict[str | None, int]:
    """How many messages differ for each known reason; under None those that differ for none."""
    ours = ours.with_columns(half=_half_day(), before_colon=_who(pl.col("name").str.extract("^(.*?): ")))
    theirs = theirs.with_columns(half=_half_day(), after_break=_who(pl.col("name").str.extract(_AFTER_BREAK)))
    pairs = _pairs(ours, theirs)
    if pairs.is_empty():
        return {"misread": len(theirs)}
    here = ours.filter(~pl.col("notice")).join(pairs, on="id", how="anti", maintain_order="left")
    there = theirs.join(pairs, on="their", how="anti", maintain_order="left")
    lone = pl.concat([_why_split(there, pairs, ours), _why_lost(here, pairs, theirs)])
    explained = pl.concat([pairs.drop_nulls("reason")["reason"], lone])
    return dict(explained.value_counts(name="n").iter_rows())


def _half_day() -> pl.Expr:
    """The time on a clock that does not know morning from afternoon."""
    return pl.col("at") - pl.duration(hours=pl.col("at").dt.hour() // 12 * 12)


def _pairs(ours: pl.DataFrame, theirs: pl.DataFrame) -> pl.DataFrame:
    """Columns id, their, reason: each step among what the steps before left over."""
    pairs = pl.DataFrame(schema={"id": pl.UInt32, "their": pl.UInt32, "reason": pl.String})
    for reason, of_notices, on_ours, on_theirs in _STEPS:
        here = ours.filter(pl.col("notice") == of_notices).join(pairs, on="id", how="anti", maintain_order="left")
        there = theirs.join(pairs, on="their", how="anti", maintain_order="left")
        found = _numbered(here, on_ours).join(
            _numbered(there, on_theirs), left_on=[*on_ours, "turn"], right_on=[*on_theirs, "turn"]
        )
        pairs = pl.concat([pairs, found.select("id", "their", pl.lit(reason, dtype=pl.String).alias("reason"))])
    return pairs


def _numbered(rows: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """`rows` with their turn among those that are equal in these columns."""
    return rows.with_columns(turn=pl.int_range(pl.len()).over(columns))


def _why_split(there: pl.DataFrame, pairs: pl.DataFrame, ours: pl.DataFrame) -> pl.Series:
    """Of messages that whatstk alone has: split, where they stand inside the message that comes before."""
    before = there.join_asof(pairs.sort("their").select("their", "id"), on="their", check_sortedness=False)
    within = before.join(ours.select("id", around="text"), on="id", how="left")
    inside = _folded(pl.col("around")).str.contains(pl.col("whole"), literal=True)
    return within.select(reason=pl.when(inside).then(pl.lit("split")))["reason"]


def _why_lost(here: pl.DataFrame, pairs: pl.DataFrame, theirs: pl.DataFrame) -> pl.Series:
    """Of messages that we alone have: colons, empty, or joined where they stand inside the message before."""
    before = here.join_asof(pairs.sort("id").select("id", "their"), on="id", check_sortedness=False)
    within = before.join(theirs.select("their", around="text"), on="their", how="left")
    inside = _folded(pl.col("around")).str.contains(pl.col("start"), literal=True)
    reason = (
        pl.when(pl.col("start").fill_null("") == "")
        .then(pl.lit("empty"))
        .when(pl.col("name").str.contains(":", literal=True))
        .then(pl.lit("colons"))
        .when(inside)
        .then(pl.lit("joined"))
    )
    return within.select(reason=reason)["reason"]
