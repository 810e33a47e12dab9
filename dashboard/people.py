"""Senders <-> roster: who stands in the exports and lists, and which guardian each of them is.

A sender is linked by the first of these that speaks of them (METRICS.md, "Drift"):
    confirmed   a person answered "who is this sender?" (people.csv)
    phone       the sender is a number, and the roster has it
    alias       the roster knows the name as somebody's alias
    child       the name names a child: "Mum of Leo (2B)", "Leo's mum", "Ana (Leo 2B)"
    name        the name is weighed against every guardian of the class (linking/weights.py)
Where two families fit equally well, nobody is linked, and both are given as candidates. This is the door to
dashboard/linking/, where each step has its place.
"""

from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from dashboard.linking import children, conflicts, matching, outcome, steps
from dashboard.linking.decisions import answered, confirmed, unplaced
from dashboard.linking.misfits import misfits
from dashboard.linking.names import lookup, name_key, phone, with_keys
from dashboard.linking.persons import senders
from parsers.notices import YOU
from parsers.schema import CANDIDATES, LINKS, conform

__all__ = [
    "EVIDENCE",
    "YOU",
    "Linked",
    "answered",
    "link",
    "linked",
    "lookup",
    "misfits",
    "name_key",
    "phone",
    "senders",
    "unplaced",
    "unsure",
]

# What speaks for a link or a candidate, and what makes it doubtful, in words for whoever decides.
EVIDENCE = MappingProxyType(
    {
        "decision": "somebody answered for this sender",
        "phone": "the same phone number",
        "alias": "the roster has this name for them",
        "child": "the name names their child",
        "given": "the same first name",
        "surname": "the same surname",
        "one_surname": "one of two surnames",
        "child_surname": "the child's surname",
        "folded": "the same name with other letters or endings",
        "transliterated": "the same name in another script",
        "nickname": "a short form or another spelling of the name",
        "alike": "spelt nearly alike",
        "romanised": "may be the same name in another spelling",
        "beginning": "may be a short form of the name",
        "initial": "the same initial",
        "other_given": "another first name",
        "other_surname": "another surname",
        "only": "nobody else in the class has that first name",
        "only_left": "the others with that first name are already linked",
        "taken": "another member is already linked to this guardian",
        "elsewhere": "their child is in another class",
    }
)


@dataclass(frozen=True)
class Linked:
    """LINKS, one row for each sender that is shown; CANDIDATES, best first, of those whom nothing links for certain."""

    links: pl.DataFrame
    candidates: pl.DataFrame


def link(senders: pl.DataFrame, roster: pl.DataFrame, decisions: pl.DataFrame, *, region: str = "GB") -> pl.DataFrame:
    """LINKS of `linked`."""
    return linked(senders, roster, decisions, region=region).links


def linked(senders: pl.DataFrame, roster: pl.DataFrame, decisions: pl.DataFrame, *, region: str = "GB") -> Linked:
    """Whom the senders (chat, sender, class and, if there, person and shown) are; LINKS in the order of `senders`.

    Each step looks at the rows of the sender's class first and, for numbers and aliases only, at the whole school
    after that; in a group without a class, names must be whole and unique in the whole school. What one name of a
    person says holds for the other names of that person; where two of them say two families, nobody is linked.
    `weight_bits` is log2 of the odds that the family is right, and null where no name was weighed. A staff member's
    family is "staff: NAME". A sender answered for as "nobody" has how confirmed and no family.
    """
    asked = with_keys(complete(senders), "sender", region).with_row_index("row")
    found = (
        confirmed(asked, decisions, roster, region),
        steps.by_phone(asked, roster, region),
        steps.by_alias(asked, roster, region),
        children.by_child(asked, roster),
    )
    decided = steps.decided(found)
    sure = steps.of_persons(asked, decided)
    doubted = conflicts.doubted(asked, decided, sure).join(asked, on=["chat", "person"])["row"].implode()
    weighed = asked.filter(~(pl.col("row").is_in(doubted) & pl.col("row").is_in(decided["row"].implode())))
    by_name, likely = matching.by_names(weighed, roster, sure.filter(~pl.col("row").is_in(doubted)))
    sure = conflicts.without_conflicts(asked, sure, by_name)
    candidates = outcome.candidates(asked, sure, likely)
    links = outcome.links(asked, sure, by_name, candidates).filter("shown")
    doubtful = links.filter(pl.col("how").is_in(["none", "name"])).select("row", "chat", "sender")
    return Linked(
        links=conform(links.drop("row", "shown"), LINKS),
        candidates=conform(doubtful.join(candidates, on="row", maintain_order="left").drop("row"), CANDIDATES),
    )


def complete(senders: pl.DataFrame) -> pl.DataFrame:
    """`senders` with person and shown: a sender of whom nothing else is known is one person, and shown."""
    further = {"person": pl.col("sender"), "shown": pl.lit(True)}
    return senders.with_columns(value.alias(name) for name, value in further.items() if name not in senders.columns)


def unsure(links: pl.DataFrame, senders: pl.DataFrame | None = None) -> pl.DataFrame:
    """The review queue: LINKS of senders whom nothing links and for whom there are candidates.

    With the senders that were linked, one row a person: their first name that is shown.
    """
    queue = links.filter((pl.col("how") == "none") & (pl.col("candidates").list.len() > 0))
    if senders is None:
        return queue
    persons = complete(senders).select("chat", "sender", "person")
    return (
        queue.join(persons, on=["chat", "sender"], how="left", maintain_order="left")
        .unique(["chat", "person"], keep="first", maintain_order=True)
        .drop("person")
    )
