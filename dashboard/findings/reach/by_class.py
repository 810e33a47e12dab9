"""Whom announcements cannot reach, class by class, and what would help most. States, never failures."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import polars as pl

from dashboard.answers import Reach
from dashboard.words import counted, day, listed, of, plural, sentence

READING = (
    "Surely in reach: a guardian is known to have been in a group where the announcement stood. Not on the list: a "
    "list of the group's members has nobody linked to it. Not to be invited: the family opted out or may not be "
    "invited, and needs another channel. Of the others nothing shows whether they are in the group: many may be."
)
GROUPS = MappingProxyType({"own": "export loaded", "no_export": "no export", "none": "none known"})
INVITED = pl.col("unseen") + pl.col("not_in")

Row = Mapping[str, Any]


def points(answer: Reach) -> list[str]:
    """How the families stand, what would help most, and which classes are seen through the announcement group alone."""
    if answer.whole.is_empty() or answer.whole["known"].item() is None:
        return []
    stands, advice = standing(answer.whole.row(0, named=True)), (*invite(answer), *list_of_members(answer))
    return [stands, *advice, *unseen_groups(answer), *unshown(answer)]


def unshown(answer: Reach) -> list[str]:
    """Classes without figures of their own."""
    away = answer.unshown
    if not away:
        return []
    themselves = "itself" if len(away) == 1 else "themselves"
    return [
        f"{listed(away)} {plural(len(away), 'is')} not shown by {themselves}: with so few families, a figure, or the "
        "school's less the others, would come close to one family's."
    ]


def title(answer: Reach) -> str:
    if answer.latest.is_empty():
        return "Families in reach of announcements, by class"
    return f"Families in reach of the announcement of {day(answer.latest['sent_at'].item())}, by class"


def standing(row: Row) -> str:
    """n and N of every state."""
    not_in, not_invited, unseen = row["not_in"], row["not_invited"], row["unseen"]
    parts = [
        f"{of(row['known'], row['n'], 'family')} {plural(row['known'], 'was')} surely in reach",
        f"{not_in:,} {plural(not_in, 'was')} not on the member list of the announcement group" if not_in else "",
        f"{not_invited:,} opted out or may not be invited" if not_invited else "",
    ]
    told = f"{listed([part for part in parts if part])}."
    they = "it was" if unseen == 1 else "they were"
    outside = max(0, (row["cannot"] or 0) - not_in - not_invited)  # were all of the others outside, too
    at_least = f", but at least {outside:,} {plural(outside, 'was')} not" if outside else ""
    shown = f" Of {unseen:,} nothing shows whether {they} in a group where it stood{at_least}."
    return f"{told}{shown}" if unseen else told


def invite(answer: Reach) -> list[str]:
    """Inviting whom would raise the upper end of the bands most."""
    most = answer.classes.filter((INVITED.max() == INVITED) & (INVITED > 0))
    if most.is_empty() or answer.whole["class"].item() is not None:
        return []
    n = int(most.select(INVITED).row(0)[0])
    classes = listed(most["class"].to_list())
    if most.height > 1:
        whom = f"{counted(n, 'family')} of each of {classes}"
    else:
        whom = f"the {n:,} families of {classes}" if n > 1 else f"the one family of {classes}"
    if n * most.height == 1:
        shown, more = "it is in the group", "One more could then be reached."
    else:
        shown = "they are in the group"
        more = f"Up to {n * most.height:,} more could then be reached."
    return [f"What would help most: inviting {whom} of whom nothing shows that {shown}. {more}"]


def list_of_members(answer: Reach) -> list[str]:
    """What would tell more, where little is known of the group."""
    unseen = answer.whole["unseen"].item()
    if not unseen or answer.whole["not_in"].item() or answer.whole["class"].item() is not None:
        return []
    return [f"A list of the announcement group's members, pasted on the page Drift, would tell of these {unseen:,}."]


def unseen_groups(answer: Reach) -> list[str]:
    """Classes whose own group tells nothing."""
    by = {group: answer.classes.filter(pl.col("group") == group)["class"].to_list() for group in GROUPS}
    without = (
        [f"{listed(by['none'])} {plural(len(by['none']), 'has')} no group of {their(by['none'])} own"]
        if by["none"]
        else []
    )
    closed = [f"no export of the group of {listed(by['no_export'])} is loaded"] if by["no_export"] else []
    if not (without or closed):
        return []
    return [f"{sentence(listed([*without, *closed]))}: there, a copy of an announcement cannot be seen."]


def their(classes: list[str]) -> str:
    return "its" if len(classes) == 1 else "their"


def table(answer: Reach) -> pl.DataFrame:
    """By class, of the latest announcement that is over."""
    return answer.classes.select(
        Class="class",
        **{
            "On roll": "n",
            "Surely in reach": "known",
            "Nothing shows": "unseen",
            "Not on the list": "not_in",
            "Not to be invited": "not_invited",
            "Out of reach, at least": "cannot",
            "Own group": pl.col("group").cast(pl.String).replace(dict(GROUPS)),
        },
    )
