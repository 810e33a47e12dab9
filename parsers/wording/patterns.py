"""A wording, as it stands in a TOML file, -> the pattern (Rust syntax) that finds it in an export."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

MARKS = "\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069"  # direction marks, none of them visible
SPACES = " \t\u00a0\u202f"  # what may stand for a space in a header or a wording
PEOPLE = ("actor", "target", "people", "old", "new", "inviter")

STOPS = ".。।۔｡"  # what ends a sentence, in any script
_MAY_GAP = f"[{SPACES}{MARKS}]*"
_NEVER = r"[^\s\S]"
_QUOTES = '"“”„‟«»「」『』'
_APOSTROPHES = "'’‘ʼ"
_LOOSE = re.compile(rf"( *[{_QUOTES}] *|[{_APOSTROPHES}]|[{SPACES}]+)")
_NOT_A_WORD = re.compile(rf"[{SPACES}{_QUOTES}{_APOSTROPHES}]|\{{[a-z]+\}}")
_NOT_WORDS = re.compile(r' *" *|\{[a-z]+\}')
_BRACES = re.compile(r"(\{[a-z]+\})")
ALIKE = {  # character by character, so that places in the one are places in the other
    **dict.fromkeys(SPACES, " "),
    **dict.fromkeys(_QUOTES, '"'),
    **dict.fromkeys(_APOSTROPHES, "'"),
}
_TEXT = "{text}"
_ALIKE = str.maketrans(ALIKE)
_NAMES = r"[^\n]+?"
_FILLINGS = {
    **dict.fromkeys(PEOPLE, _NAMES),
    "new": r"[^\n]+",
    "text": r"[^\n]*",
    "file": r"[^\n<>]*\.\w{1,5}",
    "n": r"\d+",
}


def literal_pattern(words: str) -> str:
    """A pattern for words as they stand, but for the kind of their spaces and quotation marks."""
    return "".join(_loose(run) if i % 2 else re.escape(run) for i, run in enumerate(_LOOSE.split(words)))


def _loose(sign: str) -> str:
    if sign.strip(" ") in _QUOTES and sign.strip(" "):
        return f"{_MAY_GAP}[{_QUOTES}]{_MAY_GAP}"
    return f"[{_APOSTROPHES}]" if sign in _APOSTROPHES else f"[{SPACES}{MARKS}]+"


def form_pattern(form: str, *, named: bool = False) -> str:
    """A pattern for one wording with things in braces, not anchored; `named` makes groups of them."""
    seen: set[str] = set()
    return "".join(_part(part, named, seen) for part in parts(form))


def _part(part: str, named: bool, seen: set[str]) -> str:
    if not part.startswith("{"):
        return literal_pattern(part)
    name = part[1:-1]
    group = named and name not in seen
    seen.add(name)
    return f"(?<{name}>{_FILLINGS[name]})" if group else f"(?:{_FILLINGS[name]})"


def parts(form: str) -> list[str]:
    """A wording cut into words and things in braces."""
    return [part for part in _BRACES.split(form) if part]


def unstopped(form: str) -> str:
    """A wording without the full stop at its end."""
    return form.rstrip(STOPS + " ")


def any_form(forms: Iterable[str]) -> str:
    """One pattern for all of these wordings, not anchored; a full stop at the end may be there or not.

    Where there are no wordings it fits nothing.
    """
    return "(?:" + ("|".join(form_pattern(unstopped(form)) + f" ?[{STOPS}]?" for form in forms) or _NEVER) + ")"


def longest_word(form: str) -> str:
    """The longest word of a wording outside its braces, as it stands in every text that fits."""
    return max(_NOT_A_WORD.split(unstopped(form)), key=len)


def longest_words(form: str) -> str:
    """The longest run of words outside braces and quotation marks, as every text that fits has it, made `alike`."""
    return max(_NOT_WORDS.split(unstopped(alike(form))), key=len)


def alike(words: str) -> str:
    """Words as texts are compared: one space, one quotation mark and one apostrophe for all kinds of them."""
    return words.translate(_ALIKE)


@dataclass(frozen=True)
class Hole:
    """What is in braces, and the words from there to the next hole or the end."""

    name: str
    then: str


@dataclass(frozen=True)
class Template:
    """One wording of a notice: what it tells and how it is recognised."""

    event: str
    route: str | None
    exporter: (
        str | None
    )  # "actor" or "target": the part of the exporter, where the wording does not name them; else null
    form: str

    @cached_property
    def _parts(self) -> list[str]:
        return parts(unstopped(alike(self.form)))

    @cached_property
    def begin(self) -> str:
        """The words before the first hole; all of them where there is none."""
        first, after = [*self._parts, ""][:2]
        return "" if first.startswith("{") else _unquoted(first, end=after == _TEXT)

    @cached_property
    def holes(self) -> tuple[Hole, ...]:
        """What is in braces, in the order of the wording."""
        around = zip(self._parts, [*self._parts[1:], ""], [*self._parts[2:], "", ""], strict=False)
        return tuple(
            Hole(hole[1:-1], "" if words.startswith("{") else _unquoted(words, start=hole == _TEXT, end=after == _TEXT))
            for hole, words, after in around
            if hole.startswith("{")
        )

    @cached_property
    def quoted(self) -> bool:
        """It has quotation marks, of whatever kind; texts may have spaces beside them."""
        return '"' in self.form

    @cached_property
    def counts(self) -> bool:
        """It says how many more there are."""
        return any(hole.name == "n" for hole in self.holes)

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Who is in braces, in the order of the wording."""
        return tuple(hole.name for hole in self.holes if hole.name in PEOPLE)

    @cached_property
    def between(self) -> str | None:
        """The words between its last two people; null where there are fewer or something else stands there."""
        two = self.holes[-2:]
        return two[0].then if len(two) == 2 and all(hole.name in PEOPLE for hole in two) else None

    @cached_property
    def words(self) -> str:
        """Its longest run of words: a text without it cannot fit."""
        return max((self.begin, *(hole.then for hole in self.holes)), key=len)

    @cached_property
    def weight(self) -> int:
        """How many characters are written out: of two wordings that fit, the heavier tells more."""
        return sum(len(part) for part in self._parts if not part.startswith("{"))

    @cached_property
    def before_colons(self) -> tuple[str, ...]:
        """Words before every ": " that there can be in it, one of them before each; but for a ": " in its lead.

        With the blanks around them, to tell "and" from "Brandl": look for them in a text with a blank at each end.
        """
        cuts = [m.start() for m in re.finditer(r"\{|: ", self.form) if m.start() > 0]
        found = (_blanked(self.form[:cut], ends=self.form[cut] == ":") for cut in cuts)
        return tuple(dict.fromkeys(word for words in found if (word := words or self.begin)))


def _blanked(text: str, *, ends: bool) -> str:
    """Its longest run of words with the blank that follows it in the text, or one at its end if it ends there."""
    words = longest_words(text)
    if not words.strip():
        return ""
    following = alike(text).partition(words)[2][:1] or (" " if ends else "")
    return words + following if following == " " else words


def _unquoted(words: str, *, start: bool = False, end: bool = False) -> str:
    """Words less the quotation marks of the texts beside them, unless there are no words but these."""
    bare = re.sub(r'^ *" *', "", words) if start else words
    bare = re.sub(r' *" *$', "", bare) if end else bare
    return bare if bare == words or any(c.isalnum() for c in bare) else words.strip(" ")
