"""Is everybody heard? in sentences."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from dashboard.answers import Equity
from dashboard.selection import Selection
from dashboard.words import about, counted, in_period, listed, of, percent, plural

QUESTION = "Is everybody heard?"
HEARD_TITLE = "Families heard, of the families on roll"
TALK_TITLE = "How the talk is shared among the families of this class"
WEEKS_TITLE = "Families heard, week by week"
COVERAGE_TITLE = "Which classes have a group, and which an export; families on roll today"
NO_INTERVAL = "Every family with at least one message in the period counts as heard, whatever it wrote."
INTERVAL_CAPTION = (
    "The bar is the 95 % interval (Wilson): where the bars of two classes overlap widely, the classes may differ by "
    "chance alone. Classes stand in the order of their names; this is no ranking."
)
ROUGH_CAPTION = (
    "Families are rounded to the nearest 5, nights to the nearest 5 %, and classes with few families or messages are "
    "left out, so that no figure points at anybody. Classes may differ by chance alone."
)
CAUTION = (
    "Not posting is not the same as not reading, and nobody has to post. These figures count families, not people, "
    "and say nothing about why a family did not post."
)
COUNTING = (
    "A family is a household with a child in the class. It counts once in each of its children's classes and once in "
    "the school, so the classes do not add up to the school. Staff and the PA's own account are left out."
)
GROUP_STATES = (
    ("export", "an export loaded"),
    ("exporting_off", "a group that has switched exporting off"),
    ("group", "a group, but no export loaded"),
    ("none", "no group that we know of"),
)
UNKNOWN_FIGURE = "not known"

Row = Mapping[str, Any]


def figure(answer: Equity) -> tuple[str, str]:
    """The one figure of the start page, and what it counts."""
    row: Row = answer.whole.row(0, named=True)
    if row["heard"] is None or not row["families"] or nobody_linked(row):
        return UNKNOWN_FIGURE, "families heard"
    return row["said"] if answer.rough else f"{row['heard']:,} of {row['families']:,}", "families heard"


def points(answer: Equity, selection: Selection) -> list[str]:
    """The first sentence is the answer; the others say how evenly, and what is left out."""
    row, period = answer.whole.row(0, named=True), in_period(selection.period.name)
    if answer.rough:
        return [sentence for sentence in (roughly(row, period), unsaid(answer.classes)) if sentence]
    said = [heard(row, period), voices(row), half(row), unlinked(row), unsaid(answer.classes)]
    return [sentence for sentence in said if sentence]


def heard(row: Row, period: str) -> str:
    """How many families wrote at all, of one class or, where `row` has no class, of the school."""
    n, families = row["heard"], row["families"]
    if n is None or not families:
        return f"We cannot say how many families of {place(row)} were heard {period}: {why(row)}."
    if nobody_linked(row):
        who = counted(row["unlinked_senders"], "sender")
        return f"{who} posted in {place(row)} {period}, but none could be linked to one of the {families:,} families."
    if n == 0:
        return f"Nobody posted {period}: we heard from 0 of the {counted(families, 'family')} of {place(row)}."
    strangers = row.get("unlinked_senders") or 0
    if strangers and n < families:
        rest = (
            f"The others may be among the {counted(strangers, 'sender')} whom nothing links to a family, or just read."
        )
        return f"We heard from at least {of(n, families, 'family')} of {place(row)} {period}. {rest}"
    return f"We heard from {of(n, families, 'family')} of {place(row)} {period}. {others(families - n)}"


def nobody_linked(row: Row) -> bool:
    """Messages came, but from nobody that the roster knows."""
    return row["heard"] == 0 and bool(row.get("unlinked_messages"))


def roughly(row: Row, period: str) -> str:
    if row["heard"] is None:
        return f"There is too little to say how many families of {place(row)} were heard {period}."
    return f"We heard from {about(row['said'])} families of {place(row)} {period}."


def place(row: Row) -> str:
    return row["class"] or "the classes with an export"


def why(row: Row) -> str:
    """Nobody could be counted: for want of an export, or of a roster that names families."""
    if row["unlinked_messages"] is None:
        return "no export of it covers that time" if row["class"] else "no export of a class covers that time"
    return "no roster names them"


def others(silent: int) -> str:
    match silent:
        case 0:
            return "That is everybody."
        case 1:
            return "The other one may well be reading; it just did not post."
        case _:
            return f"The other {silent:,} may well be reading; they just did not post."


def voices(row: Row) -> str | None:
    """Effective voices, and voices per 50 messages beside what equal families would give."""
    if row["effective_voices"] is None or row["heard"] < 2:
        return None
    n, effective = row["heard"], round(row["effective_voices"])
    sounds = f"{counted(n, 'family')} posted, and it sounds like about {effective:,} talking equally."
    if row["voices_50"] is None:
        return f"{sounds} That is too few messages ({row['messages']:,}) to compare with other classes."
    return (
        f"{sounds} 50 messages drawn at random come from about {row['voices_50']:.0f} families; "
        f"if all wrote equally, it would be {row['equal_voices_50']:.0f}."
    )


def half(row: Row) -> str | None:
    """The fewest families that wrote half of the messages; of one class it says most."""
    if row["half_the_talk"] is None or not row["class"] or row["heard"] < 2:
        return None
    return f"Half of the messages came from {counted(row['half_the_talk'], 'family')}."


def unlinked(row: Row) -> str | None:
    """Who wrote but could not be linked, and whether that is too much to trust the figures."""
    senders, messages = row["unlinked_senders"], row["unlinked_messages"]
    if not senders:
        return None
    share = messages / (messages + (row["messages"] or 0))
    who = f"{counted(senders, 'sender')} with {counted(messages, 'message')} ({percent(share)})"
    end = ", which is too much to trust the figures" if row["linked_enough"] is False else ""
    return f"{who} could not be linked to a family{end}."


def unsaid(classes: pl.DataFrame) -> str | None:
    """Classes of which nothing can be said, and those that are greyed; of one class the other sentences say it."""
    if classes.height < 2:
        return None
    silent = classes.filter(pl.col("heard").is_null())["class"].to_list()
    grey = classes.filter(pl.col("heard").is_not_null() & ~pl.col("linked_enough"))["class"].to_list()
    want = "for want of an export of that time or of a roster that names families"
    parts = [f"Nothing can be said of {listed(silent)}, {want}."] if silent else []
    if grey:
        share = "more than a tenth of the messages come from senders linked to nobody"
        parts.append(f"{listed(grey)} {plural(len(grey), 'is')} greyed: {share}.")
    return " ".join(parts) or None


def coverage(frame: pl.DataFrame) -> str:
    """Which classes have a group, an export, or neither: three different things."""
    parts = []
    for state, words in GROUP_STATES:
        names = frame.filter(pl.col("state") == state)["class"].sort().to_list()
        if names:
            parts.append(f"{counted(len(names), 'class')} {plural(len(names), 'has')} {words} ({listed(names)})")
    return f"{'; '.join(parts) or 'No class is known yet'}."


def caption(answer: Equity) -> str:
    """How the picture of families heard is to be read."""
    if answer.rough:
        return ROUGH_CAPTION
    return INTERVAL_CAPTION if answer.classes.height > 1 else NO_INTERVAL


def can_draw(answer: Equity) -> bool:
    return answer.classes["families"].is_not_null().any()


def table(answer: Equity) -> pl.DataFrame:
    """The figures by class under the names that a reader knows; a blank is unknown or undefined."""
    frame = answer.classes
    if answer.rough:
        return frame.select(Class="class", **{"Families heard, of those on roll": "said"})
    return frame.select(
        Class="class",
        **{
            "On roll then": "families",
            "Heard": "heard",
            "Messages": "messages",
            "Effective voices": pl.col("effective_voices").round(1),
            "Voices in 50": pl.col("voices_50").round(1),
            "If all equal": pl.col("equal_voices_50").round(1),
            "Ratio": pl.col("voices_ratio").round(2),
        },
    )
