"""A roster's header -> what each column means: by the words of its heading, in any language, and by where it stands.

Only what is named here is ever loaded: a heading with one word that no list of ours has (address, birth, e-mail,
court, medical …) means nothing. A pupil's and a contact's columns may have the same headings, as in the exports of
school offices: the first names in the row are then the pupil's.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from parsers.columns import MEANINGS, Column
from parsers.errors import RosterError
from parsers.rosters.heading_parts import NAMES, PHONES, Part, parts_of
from parsers.rosters.headings import folded

OWN_WORDS = re.compile(
    "class|family|families|child|starts|ends|standing|relation|phone|aliases|role"
    "|guardian|(?:guardian|parent|relation|phone|aliases|role) [1-9]"
)


def naming(header: Sequence[str], chosen: Mapping[str, str] | None = None) -> tuple[str | None, ...]:
    """Our name of each column; those of a guardian are numbered: guardian/1, phone/1, guardian/2 … None: not loaded."""
    return tuple(column.meaning for column in understood(header, chosen))


def understood(header: Sequence[str], chosen: Mapping[str, str] | None = None) -> tuple[Column, ...]:
    """Each column of a header, and what it means: as `chosen` says (heading -> meaning), else as it reads."""
    headings = numbered(header)
    said = dict(chosen or {})
    taken = {meaning for heading, meaning in said.items() if heading in headings}
    guesses = guessed(header)
    own = [OWN_WORDS.fullmatch(folded(cell)) is not None for cell in header]
    return tuple(
        Column(heading, said[heading] or None, certain=True)
        if heading in said
        else Column(heading, None if guess in taken else guess, certain=is_own and guess not in taken)
        for heading, guess, is_own in zip(headings, guesses, own, strict=True)
    )


def refuse_unknown(chosen: Mapping[str, str], header: Sequence[str], file: str) -> None:
    """Raises RosterError for a meaning that is none of ours, or that two columns of this header have."""
    here = {heading: chosen[heading] for heading in numbered(header) if heading in chosen}
    for heading, meaning in here.items():
        if meaning and meaning not in MEANINGS:
            remedy = f"Choose one of these, or nothing: {', '.join(MEANINGS)}."
            raise RosterError(
                file, f'"{meaning}" is no meaning of a column, but "{heading}" is said to have it.', remedy
            )
    twice = [meaning for meaning, times in Counter(filter(None, here.values())).items() if times > 1]
    if twice:
        what = f"Two columns are said to be {MEANINGS[twice[0]]}."
        raise RosterError(file, what, "Choose another meaning, or nothing, for one of the two.")


def numbered(header: Sequence[str]) -> tuple[str, ...]:
    """Headings as a person can choose among them, each once."""
    return tuple(
        f"(column {at + 1})" if not cell else f"{cell} ({nth})" if (nth := header[: at + 1].count(cell)) > 1 else cell
        for at, cell in enumerate(header)
    )


def relations(header: Sequence[str], meanings: Sequence[str | None]) -> Mapping[str, str]:
    """The relation that a wide header tells by itself: {"1": "mum"}."""
    parts = parts_of(header)[1]
    return {
        meaning.partition("/")[2]: part.relation
        for meaning, part in zip(meanings, parts, strict=True)
        if meaning and part and part.relation and meaning.startswith(("guardian/", "first/"))
    }


def guessed(header: Sequence[str]) -> tuple[str | None, ...]:
    plain, parts = parts_of(header)
    if "class" not in plain and "year" in plain:
        plain = ["class" if name == "year" else name for name in plain]
    people = _people(_names_resolved(_preferred_last(parts)), has_class="class" in plain)
    return _each_once([name if name != "year" else None for name in plain], people, header)


# --- all headings together --------------------------------------------------------------------------------------------


def _preferred_last(parts: Sequence[Part | None]) -> list[Part | None]:
    """Without the names that a child or guardian prefers, where there are others."""
    given = {part.who for part in parts if part and not part.preferred and part.kind in (*NAMES, "name")}
    return [None if part and part.preferred and part.who in given else part for part in parts]


def _names_resolved(parts: Sequence[Part | None]) -> list[Part | None]:
    """A "name" beside a surname of the same person is the first name, beside a first name the surname, else both."""
    return [
        replace(part, kind=_name_kind(parts, at, part)) if part and part.kind == "name" else part
        for at, part in enumerate(parts)
    ]


def _name_kind(parts: Sequence[Part | None], at: int, part: Part) -> str:
    alone = sum(other is not None and other.kind == "name" and not other.who for other in parts) == 1
    near = parts if part.who or alone else (*parts[max(at - 1, 0) : at], *parts[at + 1 : at + 2])
    same = [other for other in near if other and other.who == part.who and (not part.who or other.mark == part.mark)]
    beside = {other.kind for other in same} & {"first", "last"}
    return {frozenset({"last"}): "first", frozenset({"first"}): "last"}.get(frozenset(beside), "full")


def _people(parts: Sequence[Part | None], *, has_class: bool) -> list[Part | None]:
    """Names that say nobody are the child's, where no heading names it; from where they begin again, a guardian's."""
    child = any(part and part.who == "child" and part.kind in ("full", "first") for part in parts)
    guardian = any(part and part.who == "guardian" and part.kind in ("full", "first") for part in parts)
    blocks = _blocks(parts)
    lone = {at for at, block in blocks.items() if block == 0} if not child else set[int]()
    full_alone = [parts[at] for at in lone]
    if not (has_class or guardian or len({*blocks.values()}) > 1) and any(p and p.kind == "full" for p in full_alone):
        lone, blocks = set(), {}  # a list of names, of whomever
    found: list[Part | None] = []
    for at, part in enumerate(parts):
        if part is None or part.who or part.kind not in NAMES:
            found.append(part and replace(part, who=part.who or "guardian"))
        elif at in lone:
            found.append(replace(part, who="child"))
        else:
            found.append(replace(part, who="guardian", mark="") if at in blocks and not guardian else None)
    return found


def _blocks(parts: Sequence[Part | None]) -> dict[int, int]:
    """The place of each name that says nobody -> which person's it is, from 0: one has each kind of name once."""
    blocks: dict[int, int] = {}
    seen: set[str] = set()
    block = 0
    for at, part in enumerate(parts):
        if part is None or part.who or part.kind not in NAMES:
            continue
        if part.kind in seen and part.mark != "2":
            block, seen = block + 1, set()
        seen = (
            seen | {part.kind} | ({*NAMES} if part.kind == "full" or {"first", "last"} <= seen | {part.kind} else set())
        )
        blocks[at] = block
    return blocks


def _each_once(
    plain: Sequence[str | None], people: Sequence[Part | None], header: Sequence[str]
) -> tuple[str | None, ...]:
    """Of columns that mean the same, the one that says it in our own words counts, then a mobile, then the first."""
    names = [name or _place(people, at) for at, name in enumerate(plain)]

    def rank(at: int) -> tuple[bool, int, int]:
        part = people[at]
        return (
            OWN_WORDS.fullmatch(folded(header[at])) is None,
            PHONES.index(part.kind) if part and part.kind in PHONES else 0,
            at,
        )

    first = {name: min((at for at, other in enumerate(names) if other == name), key=rank) for name in {*names} - {None}}
    return tuple(name if name and first[name] == at else None for at, name in enumerate(names))


def _place(people: Sequence[Part | None], at: int) -> str | None:
    """child, or phone/2: by the mark it shares with a guardian's name ("2", "mum"), else by where it stands."""
    part = people[at]
    if part is None:
        return None
    if part.who == "child":
        return {"full": "child", "first": "child first", "last": "child last"}[part.kind]
    kind = {"full": "guardian", "mobile": "phone", "home": "phone"}.get(part.kind, part.kind)
    guardians = [place for place, other in enumerate(people) if _names_guardian(other)]
    marks = [other.mark for place in guardians if (other := people[place])]
    if part.mark and part.mark in marks:
        return f"{kind}/{marks.index(part.mark) + 1}"
    alike = [place for place, other in enumerate(people) if other and _alike(other, part)]
    group = [place for place in alike if not guardians or _mark_of(people[place]) not in {*marks} - {""}]
    nth = _nth(at, group, guardians)
    return None if nth is None else f"{kind}/{nth}"


def _mark_of(part: Part | None) -> str:
    return part.mark if part else ""


def _names_guardian(part: Part | None) -> bool:
    return part is not None and part.who == "guardian" and part.kind in ("full", "first")


def _nth(at: int, group: Sequence[int], guardians: Sequence[int]) -> int | None:
    """Which guardian one of a group of like columns is of. The nth, where there is one for each or none stands among
    them; else of the one before it."""
    if at in guardians or len(guardians) == 1:
        return guardians.index(at) + 1 if at in guardians else 1
    among = [place for place in group if guardians and guardians[0] < place < guardians[-1]]
    if among and len(group) != len(guardians):
        return max(1, sum(place < at for place in guardians))
    return group.index(at) + 1 if group.index(at) < len(guardians) or not guardians else None


def _alike(one: Part, other: Part) -> bool:
    both = (one.kind, other.kind)
    return one.who == other.who and (both[0] == both[1] or {*both} <= {*PHONES})
