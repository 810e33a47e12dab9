"""Who is heard, and how evenly they talk, in sentences."""

import polars as pl

from dashboard.answers import Equity
from dashboard.findings.equity import coverage
from dashboard.findings.equity.families import (
    NOT_KNOWN,
    STRANGERS,
    Row,
    families,
    nobody_linked,
    of_families,
    place,
    unit,
)
from dashboard.selection import Period, Selection
from dashboard.thresholds import FEWEST_FOR_HALF, FEWEST_MESSAGES
from dashboard.words import counted, day, in_period, listed, percent, plural

QUESTION = "Is everybody heard?"
REPS_TOO = "; what class reps wrote is left out here"


def figure(answer: Equity) -> tuple[str, str]:
    """The one figure of the start page, and what it counts."""
    row: Row = answer.whole.row(0, named=True)
    if row["heard"] is None or not row["families"] or nobody_linked(row):
        return NOT_KNOWN, "families heard"
    return f"{row['heard']:,} of {row['families']:,}", "families heard"


def points(answer: Equity, selection: Selection) -> list[str]:
    """The first sentence is the answer: how many families were heard and, of several classes, in how many of them."""
    period = in_period(selection.period.name)
    if len(selection.classes) != 1:
        return [coverage.headline(answer, period), *further(answer, selection)]
    row: Row = answer.whole.row(0, named=True)
    own = coverage.of_class(answer)
    return [
        heard(row, period, **whose_messages(answer)),
        *([own] if own else []),
        *coverage.waiting(answer),
        *further(answer, selection),
    ]


def whose_messages(answer: Equity) -> dict[str, bool]:
    return {"staff": answer.counting.staff, "reps": answer.counting.reps}


def further(answer: Equity, selection: Selection) -> list[str]:
    """What is missing or unsure of the families heard, then how evenly they talk."""
    row: Row = answer.whole.row(0, named=True)
    if row["heard"] is None:
        return []
    staff = answer.counting.staff
    said = (
        "" if row["class"] else rest(row, **whose_messages(answer)),
        seen_in_part(row, selection.period),
        unlinked(row, staff=staff),
        voices(row, staff=staff),
        half(row, staff=staff),
        unsaid(answer.classes),
    )
    return [words for words in said if words]


def heard(row: Row, period: str, *, staff: bool = False, reps: bool = True) -> str:
    """How many families wrote at all, of one class or, where `row` has no class, of the school."""
    n, on_roll = row["heard"], row["families"]
    if n is None or not on_roll:
        return f"We cannot say how many {unit(2, staff=staff)} of {place(row)} were heard {period}: {why(row)}"
    if nobody_linked(row):
        return f"{strangers_alone(row, period)} {unit(on_roll, staff=staff)}."
    from_whom = f"{of_families(n, on_roll, staff=staff)} of {place(row)}"
    if n == 0:
        return f"No {unit(1, staff=staff)} that counts here posted {period}: we heard from {from_whom}."
    least = "at least " if row.get("unlinked_senders") and n < on_roll else ""
    said = f"We heard from {least}{from_whom} {period}."
    return " ".join(filter(None, (said, rest(row, staff=staff, reps=reps))))


def rest(row: Row, *, staff: bool = False, reps: bool = True) -> str:
    """What may be so of those who were not heard; empty where there is nobody to say it of, or nothing is known."""
    n, on_roll, strangers = row["heard"], row["families"], row.get("unlinked_senders") or 0
    if not n or not on_roll or n == on_roll:
        return ""
    unheard = "" if row["class"] else f" {unit(on_roll - n, staff=staff)}"
    if strangers:
        return f"{others_or_strangers(on_roll - n, strangers, unheard, staff=staff)}{'' if reps else REPS_TOO}."
    return others(on_roll - n, unheard, part=row["throughout"] is False, reps=reps)


def strangers_alone(row: Row, period: str) -> str:
    """3 senders posted in 2B in Summer 2026, but none could be linked to one of the 27"""
    senders, on_roll = row["unlinked_senders"], row["families"]
    could = "it could not" if senders == 1 else "none could"
    which = "the one" if on_roll == 1 else f"one of the {on_roll:,}"
    return f"{counted(senders, 'sender')} posted in {place(row)} {period}, but {could} be linked to {which}"


def why(row: Row) -> str:
    """Nobody could be counted, for want of an export or of a roster that names families; and what mends it."""
    if row["unlinked_messages"] is None:
        return f"no export of {'it' if row['class'] else 'a class'} covers that time."
    if row["families"]:
        return f"the roster has their number and no names. {coverage.ADD_ROSTER}"
    return f"no roster names them. {coverage.ADD_ROSTER}"


def others(number: int, unheard: str = "", *, part: bool = False, reps: bool = True) -> str:
    """The other 13 may well be reading; they just did not post."""
    they = "it" if number == 1 else "they"
    who = f"The other {number:,}{unheard}" if number > 1 else f"The other{unheard or ' one'}"
    if not reps:
        return f"{who} may well be reading, or wrote as class rep, which is left out here."
    return f"{who} may well be reading; {'in the part that we see ' if part else ''}{they} just did not post."


def others_or_strangers(number: int, strangers: int, unheard: str = "", *, staff: bool = False) -> str:
    """The others may have posted as somebody whom nothing links to a family; no full stop."""
    nothing = f"whom nothing links to a {unit(1, staff=staff)}"
    one = f"The other{unheard or ' one'}"
    if strangers > 1:
        who = one if number == 1 else f"The other{unheard or 's'}"
        return f"{who} may be among the {strangers:,} senders {nothing}, or just read"
    if number == 1:
        return f"{one} may be the one sender {nothing}, or just read"
    return f"One of the other{unheard or 's'} may be the one sender {nothing}; the rest may well be reading"


def seen_in_part(row: Row, period: Period) -> str | None:
    """Of one class whose export shows a part of the period: which."""
    if row["throughout"] is not False or not row["class"] or row["since"] is None:
        return None
    if row["since"] <= period.starts:
        return f"The export of {row['class']} has nothing after {day(row['until'])}."
    return f"The export of {row['class']} shows {day(row['since'])} to {day(row['until'])} of that time."


def voices(row: Row, *, staff: bool = False) -> str | None:
    """Effective voices with their interval, and voices in 50 messages beside what equal families would give."""
    if row["effective_voices"] is None or row["heard"] < 2:
        return None
    posted = f"{families(row['heard'], staff=staff)} posted"
    sounds = f"{posted}, and it sounds like {talking(row['effective_voices'])}{likely(row)}."
    if row["voices_50"] is None:
        number = f"{row['messages']:,}"
        return f"{sounds} That is too few messages ({number}) to compare with other classes."
    drawn, equal = round(row["voices_50"]), round(row["equal_voices_50"])
    beside = f"; if all wrote equally, it would be {equal:,}" if drawn < equal else ", as many as if all wrote equally"
    return f"{sounds} 50 messages drawn at random come from about {families(drawn, staff=staff)}{beside}."


def talking(effective: float) -> str:
    return f"about {effective:,.0f} talking equally" if round(effective) > 1 else "little more than one talking"


def likely(row: Row) -> str:
    """How far chance may carry effective voices, where that is as far as another whole number."""
    low, high = row["voices_low"], row["voices_high"]
    if row["messages"] < FEWEST_MESSAGES:
        return ""
    if low is None or high is None:
        return " (too few weeks to say how sure that is)"
    return f" (likely between {low:,.0f} and {high:,.0f})" if round(low) < round(high) else ""


def half(row: Row, *, staff: bool = False) -> str | None:
    """The fewest families that wrote half of the messages of one class, never so few that it points at somebody."""
    number = row["half_the_talk"]
    if number is None or not row["class"] or not row["comparable"] or row["heard"] < FEWEST_FOR_HALF:
        return None
    few = number < FEWEST_FOR_HALF
    who = f"fewer than {families(FEWEST_FOR_HALF, staff=staff)}" if few else families(number, staff=staff)
    return f"Half of the messages came from {who}."


def unlinked(row: Row, *, staff: bool = False) -> str | None:
    """Who wrote but could not be linked, and whether that is too much to trust the figures."""
    senders, messages = row["unlinked_senders"], row["unlinked_messages"]
    if not senders:
        return None
    share = messages / (messages + (row["messages"] or 0))
    who = f"{counted(senders, 'sender')} with {counted(messages, 'message')} ({percent(share)})"
    much = ", which is too much to trust the figures: what is drawn in grey may change once it is known who wrote"
    grey = row["linked_enough"] is False and bool(row["heard"])
    return f"{who} could not be linked to a {unit(1, staff=staff)}{much if grey else ''}."


def unsaid(classes: pl.DataFrame) -> str | None:
    """Classes whose figures are grey, and those seen in part; of one class the other sentences say it."""
    if classes.height < 2:
        return None
    known = pl.col("heard").is_not_null()
    grey, part = (
        classes.filter(known & ~pl.col(fit))["class"].sort().to_list() for fit in ("linked_enough", "throughout")
    )
    parts = (
        f"{listed(grey)} {plural(len(grey), 'is')} drawn in grey: {STRANGERS}." if grey else "",
        f"Of {listed(part)} only a part of that time is seen." if part else "",
    )
    return " ".join(filter(None, parts)) or None
