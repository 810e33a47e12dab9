"""WhatsApp's own words, one TOML a language, as patterns that Polars can match in bulk.

The format of the files is explained at the top of en.toml. Everything here is frozen: it is shared by all readers.
A chat needs one language of the forty, so a file is read at once, but each of its tables is understood when it is
first asked for; `phrases` are all that telling the languages apart needs.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import Any

from parsers.schema import MEDIA
from parsers.wording.patterns import (
    MARKS,
    PEOPLE,
    SPACES,
    Template,
    any_form,
    form_pattern,
    literal_pattern,
    longest_word,
    longest_words,
    unstopped,
)

__all__ = [
    "MARKS",
    "PEOPLE",
    "SPACES",
    "Template",
    "Wording",
    "any_form",
    "english",
    "form_pattern",
    "literal_pattern",
    "longest_word",
    "longest_words",
    "wordings",
]

_MARKS = ("edited", "deleted", "location", "contact", "call")
_POLL = ("heading", "option", "votes")
_EXPORTER = {"forms": None, "by_you": "actor", "to_you": "target"}
_PHRASE = re.compile(r"""#.*|^(?:event|route).*|'([^'\n]*)'|"((?:[^"\\\n]|\\.)*)\"""", re.MULTILINE)


@dataclass(frozen=True, eq=False)
class Wording:
    """One language."""

    language: str
    toml: str = field(repr=False)

    @cached_property
    def _tables(self) -> Mapping[str, str]:
        """The text of each table; what stands above the first is called general."""
        texts = re.split(r"^(?=\[)", self.toml, flags=re.MULTILINE)
        tables = {"general": texts[0]}
        for text in texts[1:]:
            name = text[: text.index("]")].strip("[")
            tables[name] = tables.get(name, "") + text
        return tables

    def _table(self, name: str) -> Mapping[str, Any]:
        return tomllib.loads(self._tables.get(name, "")).get(name, {})

    @cached_property
    def _general(self) -> Mapping[str, Any]:
        return tomllib.loads(self._tables["general"])

    @cached_property
    def pronouns(self) -> tuple[str, ...]:
        """The exporter, where a wording names people."""
        return tuple(self._general["pronouns"])

    @cached_property
    def before_last(self) -> tuple[str, ...]:
        """What stands before the last of a list of people."""
        return tuple(self._general["and"])

    @cached_property
    def commas(self) -> tuple[str, ...]:
        """What stands between the others."""
        return tuple(self._general["comma"])

    @cached_property
    def tails(self) -> tuple[str, ...]:
        """What may follow any notice."""
        return tuple(self._general["tails"])

    @cached_property
    def tail(self) -> str:
        """A pattern for what may follow any notice."""
        return rf"[{SPACES}]*{any_form(self.tails)}"

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The names that WhatsApp gives to exports."""
        return tuple(self._table("files").get("chat", ()))

    @cached_property
    def omitted(self) -> Mapping[str, tuple[str, ...]]:
        """Stand-ins for what an export leaves out, by kind of media."""
        table = self._table("omitted")
        return {media: tuple(table.get(media, ())) for media in MEDIA.categories}

    @cached_property
    def attached(self) -> tuple[str, ...]:
        """Where a file came with the export."""
        return tuple(self._table("attached").get("file", ()))

    @cached_property
    def marks(self) -> Mapping[str, tuple[str, ...]]:
        """What tells messages that are not typed text."""
        table = self._table("marks")
        return {mark: tuple(table.get(mark, ())) for mark in _MARKS}

    @cached_property
    def poll(self) -> Mapping[str, tuple[str, ...]]:
        """The parts of a poll."""
        table = self._table("poll")
        return {part: tuple(table.get(part, ())) for part in _POLL}

    @cached_property
    def notices(self) -> tuple[Template, ...]:
        """The wordings of notices, in the order of the file; a call that nobody took is told by a notice as well."""
        calls = {"event": "call", "forms": [form for form in self.marks["call"] if "{" not in form]}
        blocks: list[dict[str, Any]] = tomllib.loads(self._tables.get("notices", "")).get("notices", [])
        return tuple(
            Template(block["event"], block.get("route"), exporter, self._without_tail(form))
            for block in (*blocks, calls)
            for key, exporter in _EXPORTER.items()
            for form in block.get(key, ())
        )

    def _without_tail(self, form: str) -> str:
        ends = (unstopped(form).removesuffix(unstopped(tail)).rstrip() for tail in self.tails)
        return next((end for end in ends if 0 < len(end) < len(unstopped(form))), form)

    @cached_property
    def notice_phrases(self) -> tuple[str, ...]:
        """Every form of `notices`, without understanding the file."""
        return (*_phrases(self._tables.get("notices", "")), *_phrases(self._tables.get("marks", "")))

    @cached_property
    def mark_phrases(self) -> tuple[str, ...]:
        """Every form of what tells messages that are not typed text, without understanding the file."""
        return tuple(
            phrase for name in ("omitted", "attached", "marks") for phrase in _phrases(self._tables.get(name, ""))
        )


def _phrases(toml: str) -> list[str]:
    found = (plain or escaped for plain, escaped in _PHRASE.findall(toml))
    return [phrase.replace('\\"', '"').replace("\\\\", "\\") for phrase in found if phrase]


@cache
def wordings() -> tuple[Wording, ...]:
    """Every language there is a file for: English, then the others by code."""
    files = (file for file in resources.files(__name__).iterdir() if file.name.endswith(".toml"))
    read = (Wording(file.name.removesuffix(".toml"), file.read_text("utf-8")) for file in files)
    return tuple(sorted(read, key=lambda wording: (wording.language != "en", wording.language)))


def english() -> Wording:
    """The language to fall back on where a chat does not show its own."""
    return wordings()[0]
