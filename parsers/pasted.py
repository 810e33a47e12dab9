"""Text that a person copied from a group in WhatsApp Web -> one row of SNAPSHOTS.

Either the line under the group's name ("Ana, Ben, +44 7700 900123, You") or the list on the group's info screen, where
a person takes one line or several: name or number, push name, what they wrote about themselves, an admin's badge.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce

import polars as pl

from parsers.member_words import ABOUTS, BADGES, SCREEN, cut_off, head_count, pronouns
from parsers.members import TWO_OF_ONE_NAME, WHOLE_LIST, Members
from parsers.notices import YOU
from parsers.schema import PROBLEMS, SNAPSHOTS, conform
from parsers.table import EDGES

_COMMA = re.compile(r"\s*[,،、，]\s+|[、，]")
_NUMBER = re.compile(r"\+?[\d(][\d\s().\-\u2010-\u2015\u00a0\u202f]{6,}")
_PUSH = re.compile(r"~[\s\u00a0\u202f]*(.+)")
_BESIDE = re.compile(rf"({_NUMBER.pattern}?)\s*~[\s\u00a0\u202f]*(.+)|~[\s\u00a0\u202f]*(.+?)\s*({_NUMBER.pattern})")
_CELLS = re.compile(r"\t+")
_SELF = re.compile(rf"\s*\({YOU}\)$", re.IGNORECASE)
_ABOUT_LETTERS = 40  # a longer line is no name
_ABOUT_WORDS = 6
_SENTENCE = re.compile(r"\w\w\w[.!?…]+$|[.!?…]{2,}$|https?://|^[\"“”'‘].*[\"“”'’]$")


@dataclass(frozen=True)
class _Person:
    """A place on the list: a number, a push name or a contact's name; a number and a push name may be one person."""

    name: str
    number: str = ""
    admin: bool = False
    doubtful: bool = False  # may be what the person before wrote about themselves
    unlikely: bool = False  # doubtful, and not written as a name is


@dataclass(frozen=True)
class _List:
    people: tuple[_Person, ...] = ()
    said: int | None = None  # "27 members"
    others: int = 0  # "and 23 others"
    goes_on: bool = False  # "and others"
    details: bool = False  # it says more of people than their names


def read_pasted(text: str, *, chat: str, taken_on: date, file: str = "", known: Collection[str] = ()) -> Members:
    """One row of SNAPSHOTS, or none where the text names and counts nobody, with what is wrong with the list.

    `known` are the senders of the chat: they tell names from what people write about themselves, keep a name with a
    comma whole, and say which is used of a number and a push name that are one person (else the number).
    members: as the list says ("27 members"), else the names and those whom "and 23 others" stands for; null where the
    list ends in "and others", "…" or the like: at least one more. admins: the badges; null where there is none. A name
    that stands twice is one. The exporter is "You". Headings and buttons of the screen are nobody.
    PROBLEMS have no line, and never a name: the list was cut off; it says another number than it has names; a line may
    be a name or what somebody wrote about themselves (it is left out where that makes the number come right).
    """
    lines = [line.strip(EDGES + ",") for line in text.replace("\r", "\n").split("\n")]
    found = _in_commas(lines, known) if _is_in_commas(lines) else _in_lines(lines, known)
    found = _without_doubts(found)
    names = list(dict.fromkeys(_chosen(person, known) for person in found.people))
    counted = max(found.said or 0, len(names) + found.others)
    row = {
        "chat": chat,
        "taken_on": taken_on,
        "members": found.said or (None if found.goes_on else counted),
        "admins": sum(person.admin for person in found.people) or None,
        "names": names,
    }
    snapshots = pl.DataFrame([row] if counted else [], schema=SNAPSHOTS)
    faults = pl.DataFrame(list(_faults(found, names)), schema=["problem", "remedy"], orient="row")
    return Members(snapshots, conform(faults.with_columns(file=pl.lit(file or f"Member list of {chat}")), PROBLEMS))


# The line under the group's name ------------------------------------------------------------------------------------


def _is_in_commas(lines: Sequence[str]) -> bool:
    written = [line for line in lines if line and head_count(line) is None]
    return sum(len(_COMMA.split(line)) for line in written) >= 2 * max(len(written), 1)


def _in_commas(lines: Sequence[str], known: Collection[str]) -> _List:
    pieces = reduce(
        lambda done, piece: _joined(done, piece, known),
        (piece for line in lines if line for piece in _COMMA.split(line)),
        (),
    )
    found = _in_lines([piece.strip(EDGES) for piece in pieces], known, one_each=True)
    own = tuple(replace(person, name=YOU) for person in found.people[-1:] if person.name in pronouns())
    return replace(found, people=(*found.people[:-1], *own)) if own else found  # the exporter stands last


def _joined(done: tuple[str, ...], piece: str, known: Collection[str]) -> tuple[str, ...]:
    """`piece` behind the others, or as the end of a known name that has a comma."""
    whole = f"{done[-1]}, {piece}" if done else ""
    return (*done[:-1], whole) if _bare(whole) in known else (*done, piece)


# The list on the info screen ----------------------------------------------------------------------------------------


def _in_lines(lines: Sequence[str], known: Collection[str], *, one_each: bool = False) -> _List:
    """one_each: every line is a place by itself, as nothing else stands between commas."""
    found = _List()
    opens = True  # the next line begins a new person for sure
    apart = _stand_apart(lines)
    for line in lines:
        for at, cell in enumerate(cell.strip(EDGES) for cell in _CELLS.split(line)):
            if not cell:
                opens = opens or apart
                continue
            opens = opens or (at == 0 and "\t" in line)
            found = _read(found, cell, known, opens=opens, block=apart or "\t" in line, one_each=one_each)
            opens = one_each or (opens and not found.people)
    last = next((line for line in reversed(lines) if line), "")
    stops = last not in known and last.casefold() not in ABOUTS and cut_off(last)[1] is None
    return replace(found, goes_on=found.goes_on or stops)


def _stand_apart(lines: Sequence[str]) -> bool:
    """Whether an empty line parts each person from the next: no stretch without one is long."""
    stretches = "\n".join(lines).strip("\n").split("\n\n")
    return len(stretches) > 2 and max(stretch.count("\n") for stretch in stretches) < 4


def _read(
    found: _List, cell: str, known: Collection[str], *, opens: bool, block: bool, one_each: bool = False
) -> _List:
    """`found` with one more line."""
    said = head_count(cell)
    if said is not None:
        return replace(found, said=said)
    if cell.casefold() in SCREEN and cell not in known:
        return found
    name, others = (cell, 0) if cell in known else cut_off(cell)
    if others or (others is None and (one_each or not _is_dotted(cell, name))):
        rest = replace(found, others=found.others + (others or 0), goes_on=found.goes_on or others is None)
        return _read(rest, name, known, opens=opens, block=block) if name else rest
    bare, badge = _without_badge(cell)
    if badge:
        named = _read(found, bare, known, opens=opens, block=block) if bare else found
        admins = tuple(replace(person, admin=True) for person in named.people[-1:])
        return replace(named, people=named.people[:-1] + admins, details=named.details or not bare)
    person = _person(cell, known, found, opens=opens, block=block)
    if person is None:
        return replace(found, details=True)
    together = () if opens else _together(found.people, person)
    return replace(found, people=together or (*found.people, person))


def _is_dotted(cell: str, name: str) -> bool:
    """Whether dots behind a name are all that says that a list goes on: they may end what somebody wrote, too."""
    return bool(name) and cell.rstrip(f"{EDGES}.…") == name


def _without_badge(cell: str) -> tuple[str, bool]:
    """The cell less a badge: the badge alone, or of several words behind a name."""
    folded = cell.casefold()
    if folded in BADGES:
        return "", True
    behind = next((badge for badge in BADGES if " " in badge and folded.endswith(f" {badge}")), "")
    return cell[: len(cell) - len(behind)].strip(EDGES), bool(behind)


def _person(cell: str, known: Collection[str], found: _List, *, opens: bool, block: bool) -> _Person | None:
    """Whom a line names; None for what somebody wrote about themselves."""
    beside = _BESIDE.fullmatch(cell)
    if beside and (beside[1] or beside[4]):
        return _Person((beside[2] or beside[3]).strip(EDGES), (beside[1] or beside[4]).strip(EDGES))
    if push := _PUSH.fullmatch(cell):
        return _Person(f"~{push[1].strip(EDGES)}")
    if _NUMBER.fullmatch(cell):
        return _Person("", cell)
    if _SELF.search(cell) or cell == YOU or (not found.people and cell in pronouns()):
        return _Person(YOU)
    if cell in known or (opens and cell.casefold() not in ABOUTS):
        return _Person(cell)
    if block or cell.casefold() in ABOUTS or _is_about(cell):
        return None
    return _Person(cell, doubtful=True, unlikely=cell[0].islower())


def _is_about(cell: str) -> bool:
    words = cell.split()
    return len(cell) > _ABOUT_LETTERS or len(words) > _ABOUT_WORDS or bool(_SENTENCE.search(cell))


def _together(people: tuple[_Person, ...], person: _Person) -> tuple[_Person, ...]:
    """A push name with the number before it, a number with the push name before it, as one; () for two people."""
    last = people[-1] if people else _Person(YOU)
    if person.name.startswith("~") and not last.name and last.number:
        return (*people[:-1], replace(last, name=person.name[1:]))
    if not person.name and last.name.startswith("~") and not last.number:
        return (*people[:-1], replace(last, name=last.name[1:], number=person.number))
    return ()


# What becomes of it -------------------------------------------------------------------------------------------------


def _without_doubts(found: _List) -> _List:
    """Less lines that are no names: as many as make the number right that the list says, else the unlikely ones."""
    unlikely, doubtful = (
        _without(found, {at for at, person in enumerate(found.people) if doubt(person)})
        for doubt in (lambda person: person.unlikely, lambda person: person.doubtful)
    )
    plausible = (unlikely, found, doubtful) if found.details else (found, unlikely)
    said = (found.said or 0) - found.others
    return next((one for one in plausible if len(one.people) == said), plausible[0])


def _without(found: _List, places: Collection[int]) -> _List:
    """Without the people at those places; a badge of theirs is that of the one before."""
    owners = {
        max((before for before in range(at + 1) if before not in places), default=at)
        for at, person in enumerate(found.people)
        if person.admin
    }
    kept = (replace(person, admin=at in owners) for at, person in enumerate(found.people) if at not in places)
    return replace(found, people=tuple(kept))


def _chosen(person: _Person, known: Collection[str]) -> str:
    name = _bare(person.name)
    if not person.number:
        return name
    return name if name in known and person.number not in known else person.number


def _bare(name: str) -> str:
    push = _PUSH.fullmatch(name.strip(EDGES))
    return (push[1] if push else name).strip(EDGES)


def _faults(found: _List, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    missing = (found.said or 0) - len(names)
    doubtful = sum(person.doubtful for person in found.people) if found.details else 0
    twice = sum(count - 1 for count in Counter(person.number or _bare(person.name) for person in found.people).values())
    if not names and found.said is None and not found.others:  # an "and others" alone counts nobody
        yield "Nobody is named in this text, and no number of members.", WHOLE_LIST
    elif found.goes_on and found.said is None:
        yield (
            "The list was cut off, and it does not say how many it leaves out, so nobody is missing by it.",
            WHOLE_LIST,
        )
    elif found.others or (missing > 0 and names):
        unnamed = found.others if found.said is None else max(missing, found.others)
        whom = "1 person is" if unnamed == 1 else f"{unnamed:,} people are"
        yield f"The list was cut off: {whom} counted without a name.", WHOLE_LIST
    if missing < 0 and found.said is not None:
        members = "1 member" if found.said == 1 else f"{found.said:,} members"
        yield (
            f"It says {members}, but {len(names):,} names were read.",
            "Delete the lines that are no names, such as what people write about themselves.",
        )
    elif doubtful and missing != 0:
        lines = "1 line" if doubtful == 1 else f"{doubtful:,} lines"
        yield (
            f"{lines} may be a name or what somebody wrote about themselves; names were assumed.",
            "Look at the names below, and delete the lines that are none.",
        )
    if twice:
        once = "1 name stands twice and was" if twice == 1 else f"{twice:,} names stand twice and were"
        yield f"{once} counted once.", TWO_OF_ONE_NAME
