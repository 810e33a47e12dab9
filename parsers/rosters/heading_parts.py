"""One heading, by its words: a column of the whole row ("class"), or a part of a person ("Mum's mobile")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.rosters.headings import Vocabulary, folded, vocabularies

CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")  # "ParentName"
NAMES = ("full", "first", "last")
PHONES = ("mobile", "phone", "home")  # which of several phones of one guardian is loaded: the first of these
KINDS = (*PHONES, "relation", "aliases", "role")
GUARDIANS = ("guardian", "mother", "father")


@dataclass(frozen=True)
class Part:
    """What a heading says of a person: "Mum's mobile" is (guardian, mobile, mum)."""

    who: str  # child, guardian, or "" where the heading does not say
    kind: str  # full, first, last, name (first, last or both), mobile, phone, home, relation, aliases, role
    mark: str  # what tells this guardian from the others: "2", "mum"
    relation: str | None = None
    preferred: bool = False  # loaded only where no other heading names the same


def parts_of(header: Sequence[str]) -> tuple[list[str | None], list[Part | None]]:
    """Each heading as a column of the whole row, or as a part of a person; by its own language's words or English."""
    order = _languages(header)
    plain = [next((found for one in order if (found := one.headings.get(_joined(cell)))), None) for cell in header]
    parts = [
        None if name or not folded(cell) else next((found for one in order if (found := _part(cell, one))), None)
        for cell, name in zip(header, plain, strict=True)
    ]
    return plain, parts


def _languages(header: Sequence[str]) -> list[Vocabulary]:
    """Those that know most of the headings, and English: an English tutor is no Spanish one."""
    known = {one.language: sum(_known(cell, one) for cell in header) for one in vocabularies()}
    best = [one for one in vocabularies() if known[one.language] == max(known.values())]
    return [*best, *(one for one in vocabularies() if one.language == "en" and one not in best)]


def _known(cell: str, vocabulary: Vocabulary) -> bool:
    return _joined(cell) in vocabulary.headings or _part(cell, vocabulary) is not None


def _joined(cell: str) -> str:
    return folded(cell).replace(" ", "")


def _part(cell: str, vocabulary: Vocabulary) -> Part | None:
    text = folded(CAMEL.sub(" ", cell))
    words = (vocabulary.glued.sub(r" \g<0> ", text) if vocabulary.glued else text).split()
    kinds = [vocabulary.words.get(word, "digit" if word.isdecimal() else "unknown") for word in words]
    said = frozenset(kinds)
    who = "guardian" if said & {*GUARDIANS} else "child" if "child" in said else ""
    kind = _kind(said, who)
    if "unknown" in said or kind is None or (who == "child" and kind not in (*NAMES, "name", "relation")):
        return None
    if words == ["whatsapp"]:  # about what?
        return None
    parents = [word for word, each in zip(words, kinds, strict=True) if each in ("mother", "father")]
    relation = parents[0] if len(parents) == 1 else None
    mark = _mark(words, kinds) or relation or ""
    return Part("guardian" if kind == "relation" else who, kind, mark, relation, "preferred" in said)


def _kind(said: frozenset[str], who: str) -> str | None:
    """What of a person the words tell; None: nothing, or two things at once."""
    names = said & {"first", "last"}
    others = [kind for kind in ("relation", "aliases", "role") if kind in said]
    phones = [kind for kind in (*PHONES[::2], "phone") if kind in said]
    if "home" in phones and "phone" not in phones and "mobile" not in phones and not who:
        return None  # "Home" alone
    if (phones and phones != ["home"] and (names or others)) or (names and others) or len(others) > 1:
        return None
    if others:
        return others[0]
    if phones:
        return "home" if "home" in phones and "mobile" not in phones else phones[0]
    if len(names) == 2:
        return "full"
    if names:
        return next(iter(names))
    if "number" in said:
        return "phone" if who == "guardian" else None  # "Contact number"
    if who == "guardian" and "name" not in said:
        return "full"
    return "name" if "name" in said else "full" if who else None


def _mark(words: Sequence[str], kinds: Sequence[str]) -> str:
    numbers = {"one": "1", "two": "2"}
    found = (word if kind == "digit" else numbers.get(kind) for word, kind in zip(words, kinds, strict=True))
    return next((number for number in found if number), "")
