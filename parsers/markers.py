"""WhatsApp's own words for what is no typed text, in the languages of one chat, made ready to be found in bulk."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import polars as pl

from parsers.schema import KIND, MEDIA
from parsers.wording import MARKS, SPACES, Wording, any_form, form_pattern, literal_pattern
from parsers.wording.patterns import unstopped

LRM = "\u200e"  # WhatsApp puts it before words of its own on iOS; people do not type it
RLM = "\u200f"  # the same in languages that are written from right to left
OWN_MARKS = LRM + RLM
OWN = f"[{OWN_MARKS}]"
MENTION = "@\u2068"
CODE = pl.UInt16

_FORWARDED = ("[Forwarded] ", "[Forwarded many times] ")  # WhatsApp Web's, before any text
_ANY_FORWARDED = r"\[Forwarded"
_NEVER = any_form(())
_START = rf"\A(?:{'|'.join(map(re.escape, _FORWARDED))})?"
_SAME = {**dict.fromkeys("\u00a0\u202f\t", " "), **dict.fromkeys("’‘ʼ", "'"), **dict.fromkeys(MARKS, "")}
_STOPS = ".。।۔｡ "
_TEXT, _FILE, _NUMBER = (form_pattern(f"{{{name}}}") for name in ("text", "file", "n"))
_PLACE = r"(?:[^\n]*https?://\S+|-?\d+[.,]\d+, ?-?\d+[.,]\d+[^\n]*)"
_CARD, _ANY_CARD = r"(?:BEGIN:VCARD(?s:.*)|[^\n]*\.vcf)", r"(?:BEGIN:VCARD(?s:.*)|[^\n]*)"

Told = tuple[str, str, str | None]  # a wording or its pattern, the kind and the media that it tells


@dataclass(frozen=True, eq=False)
class Markers:
    """All that tells a message from typed text in some languages, as expressions on columns that `kinds` makes.

    text is what was written, body the text from where WhatsApp's words would begin, code a row in a table of what
    wordings tell.
    """

    glance: pl.Expr  # of text: true of every text that may be more than text, and of few others
    edited: pl.Expr  # of text: whether an edit mark ends it
    unedited: pl.Expr  # of text: without the edit mark
    whole: pl.Expr  # of text: the code where it is nothing but WhatsApp's words
    body: pl.Expr  # of text
    attached: pl.Expr  # of body: whether a file came with the export
    series: pl.Expr  # of body: IMG, PTT, STICKER ...: what that file's name begins with where WhatsApp named it
    ending: pl.Expr  # of body: and how it ends
    line: pl.Expr  # of body: the code of its first line, or of what stands behind a mark
    is_worded: pl.Expr  # of body: whether one of the wordings with something in braces fits
    worded: pl.Expr  # of body: the code of the first that fits
    kind: pl.Expr  # of code
    media: pl.Expr  # of code
    clean: pl.Expr  # of code: the wording itself
    admin: pl.Expr  # of text: who deleted it
    options: pl.Expr  # of text: of a poll


@cache
def markers(spoken: Sequence[Wording], *, marked: bool, web: bool, bare: bool) -> Markers:
    """The markers of these languages. `marked`: each begins with a direction mark; `web`: WhatsApp Web's count, too.

    `bare`: words for media may stand without < and >, as they do not on Android.
    """
    told = list(_told(spoken, bare=bare))
    fixed = {text: (text, *kind) for form, *kind in reversed(told) if "{" not in form for text in _stopped(form)}
    edited, attached = _all(w.marks["edited"] for w in spoken), _all(w.attached for w in spoken)
    heading, option, votes = (_all(w.poll[part] for w in spoken) for part in ("heading", "option", "votes"))
    start = f"(?m:^){OWN}" if marked else _START
    poll = rf"(?s){start}{any_form(heading)}.*\n{OWN}*{_any(option) if option or marked else _NEVER}", "poll", None
    mark = rf"[{SPACES}\n]?{OWN}{{{int(marked)},1}}{any_form(edited)}\s*\z"
    worded = [*_worded(told, marked=marked, web=web), *_calls(spoken, marked=marked), poll]
    rows = [*fixed.values(), *((None, *kind) for _, *kind in worded)]
    table = pl.DataFrame(rows, {"text": pl.String, "kind": KIND, "media": MEDIA}, orient="row")
    clean, kind, media = (pl.lit(column).gather("code") for column in table)
    code = {text: row for row, text in enumerate(fixed)}
    lines = {_plain(words): row for words, row in code.items()}
    if not marked:
        lines |= {f"{words}\n": row for words, row in lines.items() if rows[row][1] == "media"}
    before, after = (_any(form.split("{file}")[side] for form in attached) for side in (0, 1))
    text, body, marks = pl.col("text"), pl.col("body"), [LRM, RLM] if marked else ["", LRM, RLM]
    return Markers(
        glance=_glance_at_marks() if marked else _glance([form for form, *_ in told], attached, edited, heading),
        edited=text.str.contains(mark),
        unedited=text.str.replace(mark, ""),
        whole=looked_up(text, {mark + words: row for words, row in code.items() for mark in marks}, CODE),
        body=text if marked else text.str.strip_chars_start(LRM + RLM),
        attached=body.str.contains(_placed(any_form(attached), marked=marked)),
        series=body.str.extract(rf"{OWN if marked else start}{before}(?:\d{{8}}-)?([A-Z]+)-\d{{4}}"),
        ending=body.str.extract(rf"\.(\w+){after}(?m:$)"),
        line=looked_up(_line(marked), lines, CODE),
        is_worded=body.str.contains("|".join(f"(?:{pattern})" for pattern, *_ in worded)),
        worded=pl.coalesce(
            pl.when(body.str.contains(pattern)).then(pl.lit(row, dtype=CODE))
            for row, (pattern, *_) in enumerate(worded, start=len(fixed))
        ),
        kind=kind,
        media=media,
        clean=clean,
        admin=_first(
            text,
            (f"(?m){form_pattern(unstopped(form), named=True)}[{_STOPS}]*$" for form, *_ in told if "{actor}" in form),
        ),
        options=_options(option, votes),
    )


def _told(spoken: Iterable[Wording], *, bare: bool) -> Iterator[Told]:
    """Each wording with what it tells."""
    for wording in spoken:
        for media, forms in wording.omitted.items():
            some = [form for form in forms if bare or media == "unknown" or form.startswith("<")]
            yield from ((form, "contact" if media == "contact" else "media", media) for form in some)
        for kind in ("deleted", "location", "contact", "call"):
            yield from ((form, kind, "contact" if kind == "contact" else None) for form in wording.marks[kind])


def _all(groups: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(form for group in groups for form in group))


def _stopped(form: str) -> tuple[str, ...]:
    """A wording with its own full stop, without one and with one."""
    return form, unstopped(form), f"{unstopped(form)}."


def _plain(form: str) -> str:
    return form.translate(str.maketrans(_SAME)).strip(_STOPS)


def _glance_at_marks() -> pl.Expr:
    return pl.col("text").str.contains_any([LRM, RLM, MENTION])


def _glance(forms: list[str], attached: list[str], edited: list[str], heading: list[str]) -> pl.Expr:
    """Two looks, each cheap: does it begin like WhatsApp's words, or is one of a few in it?"""
    beginnings = {_beginning(form) for form in (*forms, *attached, *heading)} - {""}
    inside = {form.split()[-1] for form in (*forms, *attached) if not _beginning(form)}
    inside |= {form.split()[-1] for form in edited}
    begins = pl.col("text").str.contains(rf"\A(?:{'|'.join(sorted({_ANY_FORWARDED, *beginnings}))})")
    return begins | pl.col("text").str.contains("|".join([LRM, RLM, MENTION, *map(re.escape, sorted(inside))]))


def _beginning(form: str) -> str:
    """A short pattern for the first two words of a wording; empty where it begins with something in braces."""
    words = re.split(rf"[{SPACES}'’]+", form.partition("{")[0])
    return "<" if form.startswith("<") else ".{1,2}".join(re.escape(word) for word in words[:2])


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(literal_pattern(word) for word in dict.fromkeys(words)) + ")"


def _placed(pattern: str, *, marked: bool, alone: bool = False) -> str:
    """WhatsApp's words where they may stand: from a mark to the line's end, or as the first line (or all there is)."""
    end = r"\s*\z" if alone else r"(?:\n|\z)"
    return rf"(?m){OWN}{pattern}$" if marked else rf"{_START}{pattern}{end}"


def _worded(told: Iterable[Told], *, marked: bool, web: bool) -> Iterator[Told]:
    """Patterns; where no mark proves that the words are WhatsApp's, files, places and contacts must look like one."""
    narrow = {} if marked else {"media": _FILE, "location": _PLACE, "contact": _ANY_CARD if web else _CARD}
    for form, kind, media in told:
        if "{" not in form:
            continue
        pattern = any_form([form]).replace(_TEXT, narrow.get(kind, _TEXT))
        yield _placed(pattern, marked=marked, alone=kind != "media"), kind, media


def _calls(spoken: Iterable[Wording], *, marked: bool) -> Iterator[Told]:
    """Calls may be followed by what to do about them."""
    for wording in spoken:
        calls = f"{any_form(wording.marks['call'])}[{SPACES}{MARKS}]*{any_form(wording.tails)}"
        yield _placed(calls, marked=marked, alone=True), "call", None


def _line(marked: bool) -> pl.Expr:
    """What would be WhatsApp's words: what follows a mark, or else the first line, with a break if there are others."""
    body = pl.col("body")
    if marked:
        return _plainly(body.str.extract(rf"(?m){OWN}([^{LRM}{RLM}\n]*)$"))
    first = body.str.split("\n").list.first()
    for prefix in _FORWARDED:
        first = first.str.strip_prefix(prefix)
    return _plainly(first) + pl.when(body.str.contains(r"\n\s*\S")).then(pl.lit("\n")).otherwise(pl.lit(""))


def _plainly(words: pl.Expr) -> pl.Expr:
    return words.str.replace_many(list(_SAME), list(_SAME.values())).str.strip_chars(_STOPS)


def _first(text: pl.Expr, patterns: Iterable[str]) -> pl.Expr:
    """The group of the first of these patterns that fits."""
    return pl.coalesce(pl.lit(None, dtype=pl.String), *(text.str.extract(pattern) for pattern in patterns))


def _options(words: list[str], votes: list[str]) -> pl.Expr:
    """One struct a line that begins like an option; votes null where the export does not give them."""
    line, start = pl.element(), f"^{_any(words) if words else _NEVER}"
    ends = [f"[{SPACES}]*{form_pattern(form).replace(_NUMBER, f'({_NUMBER})', 1)}$" for form in votes]
    option = line.str.replace(f"(?:{start})", "")
    for end in ends:
        option = option.str.replace(end, "")
    parts = pl.struct(option=option, votes=_first(line, ends).cast(pl.UInt32, strict=False))
    options = pl.col("text").str.split("\n").list.eval(line.filter(line.str.contains(start)))
    return options.list.eval(parts)


def looked_up(words: pl.Expr, table: Mapping[str, object], dtype: pl.DataType | type[pl.DataType]) -> pl.Expr:
    """What the table has for each word; null where it has nothing."""
    keys, values = pl.Series(table.keys(), dtype=pl.String), pl.Series(table.values(), dtype=dtype)
    return words.replace_strict(keys, values, default=None, return_dtype=dtype)
