"""Which names in two exports of one group are one person: a contact's name, a push name, a number, a @handle.

In one export everybody has one name. But two people may have the same one there, whom the other export tells apart.
"""

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import polars as pl

from parsers.notices import YOU
from parsers.pairs import lone_notices, same_text_at_the_same_time

_NUMBER = re.compile(r"[+\d][\d\s().-]+")
_Node = TypeVar("_Node", bound=Hashable)
_CHANCE = 0.1  # less often than this share of the times that one of the two names goes with another, it was chance


@dataclass(frozen=True)
class Aliases:
    """What the people of one export are called."""

    names: Mapping[str, str]  # in the merged chat, where that is another name
    who: Mapping[str, str]  # in either export, to compare them by
    shared: frozenset[str]  # names that several people share, whom the other export tells apart


@dataclass(frozen=True)
class _Person:
    """The names in either export that are one person; several where an export has several of that name."""

    ours: frozenset[str]
    theirs: frozenset[str]


def aliases(left: pl.DataFrame, right: pl.DataFrame) -> tuple[Aliases, Aliases]:
    """The aliases of either source (MESSAGES with id and who, on one clock).

    Evidence is the same text at the same time, and a notice that no other of its event is near; a name goes with the
    one that it goes with most often. Of two names for a person the left one stays, unless the right one says more.
    """
    evidence = _evidence(left, right)
    people = _people(evidence.filter(~_is_you("name") & ~_is_you("name_right")))
    changes = _changes(left) | _changes(right)
    called = {
        one: max(*sorted(one.ours), *sorted(one.theirs), key=_says)
        for one in people
        if _is_one(one.ours, changes) and _is_one(one.theirs, changes)
    }
    names = {name: best for one, best in called.items() for name in one.ours}
    names_right = {name: best for one, best in called.items() for name in one.theirs}
    who = {name: min(person.ours) for person in people for name in person.ours}
    who_right = {name: min(person.ours) for person in people for name in person.theirs}
    for you, name in _exporters(evidence, "name", "name_right"):
        names[you], who[you] = names_right.get(name, name), who_right.get(name, name)
    for you, name in _exporters(evidence, "name_right", "name"):
        names_right[you], who_right[you] = names.get(name, name), who.get(name, name)
    several = [one for one in people if one not in called]
    shared = frozenset(name for one in several if len(one.ours) < len(one.theirs) for name in one.ours)
    shared_right = frozenset(name for one in several if len(one.theirs) < len(one.ours) for name in one.theirs)
    return Aliases(names, who, shared), Aliases(names_right, who_right, shared_right)


def _changes(rows: pl.DataFrame) -> frozenset[tuple[str, str]]:
    """Old and new number or username of those who changed theirs."""
    changes = rows.filter(pl.col("event").is_in(["number_changed", "username_changed"]))
    return frozenset(
        (old, new) for old, new in changes.filter(pl.col("targets").list.len() == 2)["targets"] if old != new
    )


def _is_one(names: frozenset[str], changes: frozenset[tuple[str, str]]) -> bool:
    """Whether one export's names for a person are one, or became one another."""
    return len(names) == 1 or _connected(change for change in changes if names.issuperset(change)) == {names}


def _says(name: str) -> int:
    """How much a name tells: a number something, a @handle more, a name most."""
    return 0 if _NUMBER.fullmatch(name) else 1 if name.startswith("@") else 2


def _is_you(column: str) -> pl.Expr:
    return pl.col(column).str.starts_with(f"{YOU}\0")


def _evidence(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Columns name, name_right, len: how often they went together; 0 for the same name or number in both exports."""
    texts = _beside(left, right, same_text_at_the_same_time(left, right))
    notices = _beside(left, right, lone_notices(left, right))
    only = pl.col("targets", "targets_right").list.get(0, null_on_oob=True)
    seen = pl.concat(
        [
            texts.select(name="sender", name_right="sender_right"),
            notices.select(name="actor", name_right="actor_right"),
            notices.filter(pl.col("targets").list.len() == 1)
            .select(only)
            .rename({"targets": "name", "targets_right": "name_right"}),
        ]
    )
    counted = seen.drop_nulls().group_by("name", "name_right").len("count")
    likely = [pl.col("count") >= _CHANCE * pl.col("count").max().over(name) for name in ("name", "name_right")]
    you = _is_you("name") | _is_you("name_right")  # who writes under the name and only acts as "You"
    return pl.concat(
        [
            counted.filter(you | (likely[0] & likely[1])),
            _same_names(left, right).with_columns(count=pl.lit(0, pl.UInt32)),
        ]
    )


def _beside(left: pl.DataFrame, right: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    columns = ["id", "sender", "actor", "targets"]
    return pairs.join(left.select(columns), on="id").join(
        right.select(columns), left_on="id_right", right_on="id", suffix="_right"
    )


def _same_names(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    number = pl.col("name").str.contains(f"^(?:{_NUMBER.pattern})$")
    plain = pl.when(number).then(pl.col("name").str.replace_all(r"\D", "")).otherwise("name")
    ours, theirs = (everybody(rows).with_columns(plain=plain) for rows in (left, right))
    return ours.join(theirs, on="plain", suffix="_right").select("name", "name_right")


def everybody(rows: pl.DataFrame) -> pl.DataFrame:
    """name: each sender, and each person of a notice, once."""
    named = (rows["sender"], rows["actor"], rows["targets"].explode(empty_as_null=False))
    distinct = [names.unique().alias("name").to_frame() for names in named]
    return pl.concat(distinct).drop_nulls().unique(maintain_order=True)


def _people(evidence: pl.DataFrame) -> list[_Person]:
    """Every name with the one that it goes with most often, and so on; who has the same name in both is left out."""
    ranked = evidence.sort(
        -pl.col("count").cast(pl.Int64), pl.col("name") != pl.col("name_right"), "name", "name_right"
    )
    best = [ranked.unique(side, keep="first", maintain_order=True) for side in ("name", "name_right")]
    goes_with = pl.concat(best).unique(maintain_order=True)
    alone = [pl.len().over(side) == 1 for side in ("name", "name_right")]
    trivial = (pl.col("name") == pl.col("name_right")) & alone[0] & alone[1]
    pairs = goes_with.filter(~trivial).select("name", "name_right").iter_rows()
    groups = _connected((("left", ours), ("right", theirs)) for ours, theirs in pairs)
    sides = ([frozenset(name for side, name in group if side == one) for one in ("left", "right")] for group in groups)
    return [_Person(ours, theirs) for ours, theirs in sides]


def _connected(pairs: Iterable[tuple[_Node, _Node]]) -> set[frozenset[_Node]]:
    """What hangs together by pairs."""
    together: dict[_Node, frozenset[_Node]] = {}
    for pair in pairs:
        joined = frozenset(pair).union(*(together.get(one, frozenset()) for one in pair))
        together |= dict.fromkeys(joined, joined)
    return set(together.values())


def _exporters(evidence: pl.DataFrame, side: str, other: str) -> list[tuple[str, str]]:
    """The "You" of each export and the name that it goes with most often; a tie is nobody's."""
    most = pl.col("count") == pl.col("count").max().over(side)
    return evidence.filter(_is_you(side), most).filter(pl.len().over(side) == 1).select(side, other).rows()
