"""WhatsApp's own words, one TOML a language, as patterns that Polars can match in bulk.

The format of the files is explained at the top of en.toml. Everything here is frozen: it is shared by all readers.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

MARKS = "\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069"  # direction marks, none of them visible
SPACES = " \t\u00a0\u202f"  # what may stand for a space in a header or a wording

_QUOTES = {"'": "['’‘]", '"': '["“”„«»]'}
_NAMES = r"[^\n]+?"
_FILLINGS = {
    "actor": _NAMES,
    "target": _NAMES,
    "people": _NAMES,
    "old": _NAMES,
    "new": r"[^\n]+",
    "text": r"[^\n]*",
    "file": r"[^\n<>]*\.\w{1,5}",
    "n": r"\d+",
}


@dataclass(frozen=True)
class Template:
    """One wording: what it tells and the pattern (Rust syntax, anchored) that recognises it."""

    event: str
    route: str | None
    you: bool
    pattern: str
    word: str  # its longest, for a quick first look
    starts: tuple["Start", ...]  # where a colon may stand: in anything in braces but the first word, or written out
    fillings: tuple[str, ...]  # what is in braces
    leads: bool  # it begins with somebody


@dataclass(frozen=True)
class Start:
    """A wording up to where a colon may stand in it: all that a cut at the first ": " leaves before itself."""

    pattern: str
    word: str


@dataclass(frozen=True)
class Wording:
    """One language."""

    language: str
    pronouns: tuple[str, ...]
    before_last: tuple[str, ...]
    comma: str
    files: tuple[str, ...]
    day_periods: Mapping[str, str]  # the word, squeezed -> am | pm
    omitted: Mapping[str, tuple[str, ...]]
    attached: tuple[str, ...]
    marks: Mapping[str, tuple[str, ...]]
    poll: Mapping[str, tuple[str, ...]]
    tail: str  # a pattern for what may follow any notice
    notices: tuple[Template, ...]


def squeezed(word: str) -> str:
    """A day-period word as it is compared: without dots, spaces and case ("p. m." is "PM" is "pm")."""
    return re.sub(rf"[.{SPACES}{MARKS}]", "", word).casefold()


def literal_pattern(words: str) -> str:
    """A pattern for words as they stand, but for the kind of their spaces and quotation marks."""
    return "".join(f"[{SPACES}{MARKS}]+" if c in SPACES else _QUOTES.get(c) or re.escape(c) for c in words)


def form_pattern(form: str, *, named: bool = False) -> str:
    """A pattern for one wording with things in braces, not anchored; `named` makes groups of them."""
    seen: set[str] = set()
    return "".join(_part(part, named, seen) for part in _parts(form))


def _part(part: str, named: bool, seen: set[str]) -> str:
    if not part.startswith("{"):
        return literal_pattern(part)
    name = part[1:-1]
    group = named and name not in seen
    seen.add(name)
    return f"(?<{name}>{_FILLINGS[name]})" if group else f"(?:{_FILLINGS[name]})"


def _parts(form: str) -> list[str]:
    return [part for part in re.split(r"(\{[a-z]+\})", form) if part]


def any_form(forms: Iterable[str]) -> str:
    """One pattern for all of these wordings, not anchored; a full stop at the end may be there or not."""
    return "(?:" + "|".join(form_pattern(form.rstrip(".")) + r"\.?" for form in forms) + ")"


def longest_word(form: str) -> str:
    """The longest word of a wording outside its braces, as it stands in every text that fits."""
    return max(re.split(r"['\" ]|\{[a-z]+\}", form.rstrip(".")), key=len)


def _template(block: Mapping[str, object], form: str) -> Template:
    parts = _parts(form.rstrip("."))
    braces = [i for i, part in enumerate(parts) if part.startswith("{")]
    return Template(
        event=str(block["event"]),
        route=str(block["route"]) if "route" in block else None,
        you=bool(block.get("you", False)),
        pattern=rf"^[{MARKS}]*{form_pattern(form.rstrip('.'), named=True)}\.?[{MARKS}{SPACES}]*$",
        word=longest_word(form),
        starts=(
            *(_start("".join(parts[:i])) for i in braces if i > 0),
            *(_start(form[: colon.start()], "$") for colon in re.finditer(": ", form)),
        ),
        leads=braces[:1] == [0],
        fillings=tuple(dict.fromkeys(parts[i][1:-1] for i in braces)),
    )


def _start(form: str, end: str = "") -> Start:
    return Start(f"^[{MARKS}]*{form_pattern(form)}{end}", longest_word(form))


@cache
def wordings() -> tuple[Wording, ...]:
    """Every language there is a file for, by code."""
    files = (f for f in resources.files("parsers.wording").iterdir() if f.name.endswith(".toml"))
    return tuple(_read(f.read_text("utf-8")) for f in sorted(files, key=lambda f: f.name))


def _read(toml: str) -> Wording:
    words = tomllib.loads(toml)
    return Wording(
        language=words["language"],
        pronouns=tuple(words["pronouns"]),
        before_last=tuple(words["and"]),
        comma=words["comma"],
        files=tuple(words["files"]),
        day_periods={squeezed(word): half for half, group in words["day_periods"].items() for word in group},
        omitted={media: tuple(forms) for media, forms in words["omitted"].items()},
        attached=tuple(words["attached"]["file"]),
        marks={mark: tuple(forms) for mark, forms in words["marks"].items()},
        poll={part: tuple(forms) for part, forms in words["poll"].items()},
        tail=rf"[{SPACES}]*{any_form(words['tails'])}",
        notices=tuple(_template(block, form) for block in words["notices"] for form in block["forms"]),
    )


@cache
def day_periods() -> Mapping[str, str]:
    """Day-period words of every language, squeezed: no word means am in one and pm in another."""
    return {word: half for wording in wordings() for word, half in wording.day_periods.items()}
