"""Who is who in one class, for its rep: whom to ask about, what speaks for each family, how each sender was linked."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from dashboard.answers import Review
from dashboard.people import EVIDENCE
from dashboard.words import counted, day, listed, of, plural, sentence
from parsers.schema import STAFF

HOW_WORDS = {
    "confirmed": "confirmed by you",
    "phone": "by phone number",
    "alias": "by an alias on the roster",
    "child": "as parent of a child",
    "name": "by name",
    "none": "linked to nobody",
}
CAUTION = (
    "This page is for the class rep alone: names stay on this computer. It says who somebody is, never how much they "
    "post. An answer counts on every page at once, and outlasts new names, new numbers and new exports."
)

Row = Mapping[str, Any]


def headline(answer: Review) -> str:
    if not answer.families:
        return "Add a roster that names the families of this class to see who is who."
    if answer.people.is_empty():
        return "Nobody of this group is known yet: that needs its export, or a member list."
    unsure = having_choices(answer)
    rest = waiting(answer) - unsure
    if not unsure and not rest:
        return "Everybody in this group is linked, or you have said who they are."
    parts = [f"For {counted(unsure, 'member')} there is a family to suggest"] if unsure else []
    parts += [f"for {counted(rest, 'member')} nothing tells who they are"] if rest else []
    return sentence(f"{'; '.join(parts)}.")


def waiting(answer: Review) -> int:
    return answer.people.filter("waiting").height


def having_choices(answer: Review) -> int:
    return answer.people.filter(pl.col("waiting") & (pl.col("choices").list.len() > 0)).height


def left(answer: Review, skipped: int) -> str:
    """12 left to decide, 2 of them skipped"""
    number = waiting(answer)
    set_aside = f", {skipped:,} of them skipped" if skipped else ""
    return f"{number:,} left to decide{set_aside}."


def seen(asked: Row) -> str:
    """Under which other names, and since when."""
    known = f"Also known as {listed(asked['others'])}. " if asked["others"] else ""
    since = f"First seen in {asked['chat']} on {day(asked['since'])}." if asked["since"] else ""
    return f"{known}{since or 'On a member list of ' + asked['chat'] + '.'}"


def choice(answer: Review, choice: Row) -> str:
    """Ana Ruiz, with Leo Ruiz in 2B · Ms Elm, a member of staff"""
    if answer_of(choice) == "staff":
        return f"{choice['guardian'] or choice['family'].removeprefix(STAFF)}, a member of staff"
    child = child_of(answer, choice["family"])
    who = choice["guardian"] or "A parent"
    with_child = f", with {child}" if child else f", of {choice['family']}"
    return f"{who}{with_child}{' in ' + choice['class'] if choice['class'] else ''}"


def answer_of(choice: Row) -> str:
    """What one answers by choosing it."""
    return "staff" if choice["family"].startswith(STAFF) else "family"


def child_of(answer: Review, family: str) -> str | None:
    return answer.children.get(family)


def because(choice: Row) -> str:
    """What speaks for it and what against, in words."""
    said = [EVIDENCE[code] for code in choice["evidence"] if code in EVIDENCE]
    return f"{sentence('; '.join(said))}." if said else "Little speaks for it."


def named(sender: tuple[str, str]) -> str:
    """Of (chat, sender)."""
    return sender[1]


def kept(decisions: pl.DataFrame) -> str:
    """How many answers there are, and what to do to have them next time."""
    number = decisions.height
    return (
        f"{counted(number, 'answer')} about who is who {plural(number, 'is')} in force. Keep them as people.csv beside "
        "the exports, and they count the next time too."
    )


def linked(answer: Review) -> str:
    """How many senders were linked, and by what."""
    every = answer.links.height
    known = answer.links.filter(pl.col("family").is_not_null())
    if known.is_empty():
        return f"{counted(every, 'sender')} {plural(every, 'was')} found, and none could be linked to a family."
    ways = [f"{n:,} {HOW_WORDS[how]}" for how, n in known["how"].value_counts(sort=True).iter_rows()]
    said = f"{of(known.height, every, 'sender')} {plural(known.height, 'is')} linked to a family or to staff"
    return f"{said}: {listed(ways)}."


def links(answer: Review) -> pl.DataFrame:
    """Sender, Guardian, Child, How, Because: every sender, how the link was made, and what speaks for it."""
    said = pl.element().replace_strict(dict(EVIDENCE), default=None, return_dtype=pl.String)
    return (
        answer.links.with_columns(
            how=pl.col("how").cast(pl.String).replace_strict(HOW_WORDS, default=None),
            because=pl.col("evidence").list.eval(said.drop_nulls()).list.join("; "),
        )
        .with_columns(child=pl.col("family").replace_strict(answer.children, default=None, return_dtype=pl.String))
        .select(Sender="sender", Guardian="guardian", Child="child", How="how", Because="because")
    )
