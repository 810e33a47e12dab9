"""How much a reader faces on a day, in this period and in the one before."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from dashboard.answers import Habits
from dashboard.answers.habits import Told
from dashboard.selection import Selection
from dashboard.thresholds import FEWEST_FAMILIES, FEWEST_MESSAGES
from dashboard.words import about, counted, in_period, listed, percent, plural

BUSIEST = "on the busiest day of twenty"
TEN = 10  # messages a day: from here on in whole numbers
FIVE = 5

Row = Mapping[str, Any]


def headline(answer: Habits, selection: Selection) -> str:
    """The answer of the page, or why there is none."""
    period = in_period(selection.period.name)
    if anything(answer, answer.now):
        return f"{faced(answer, answer.now, period) or unseen(period)}{saved(answer.now)}."
    if answer.rough:
        return (
            f"There is too little to say what would make the groups kinder {period}: that needs two classes with at "
            f"least {FEWEST_FAMILIES} families on roll and {FEWEST_MESSAGES} messages."
        )
    classes = answer.now.faced["class"].to_list()
    if classes:
        return f"Nobody wrote anything in the group of {listed(classes)} {period}."
    if answer.left_out:
        return (
            f"No class has the {FEWEST_FAMILIES} families on roll and the {FEWEST_MESSAGES} messages {period} from "
            "which on something is told of it here."
        )
    whose = f"the group of {listed(selection.classes)}" if answer.inside else "any class’s group"
    return f"No export of {whose} is loaded, so nothing can be said about its habits."


def anything(answer: Habits, told: Told) -> bool:
    """Whether anything was written in the classes that are told of; for leadership, whether they are told of at all."""
    return told.whole.height > 0 if answer.rough else bool(told.messages)


def unseen(period: str) -> str:
    return f"No whole day was observed {period}, so it cannot be said how many messages a reader faced on one"


def faced(answer: Habits, told: Told, period: str) -> str | None:
    """Messages on a middling day and on a busy one, without a full stop; None where no whole day was observed."""
    known = told.faced.drop_nulls("median")
    if known.is_empty():
        return None
    middling, busy = (spread(known[name]) for name in ("median", "high"))
    if answer.rough:
        middling, busy = (roughly(known[name][0]) for name in ("median", "high"))
        return f"On a middling day {period} a reader of a class group faced {middling} messages, and {busy} {BUSIEST}"
    whose = f" of {known['class'][0]}" if known.height == 1 else ""
    by_class = ", depending on the class," if known.height > 1 else ""
    things = plural(known["median"][0], "message") if known.height == 1 else "messages"
    return f"A reader{whose} faced {middling} {things} on a middling day {period}{by_class} and {busy} {BUSIEST}"


def spread(numbers: pl.Series) -> str:
    """7 · between 3 and 12"""
    low, high = (number(end) for end in (numbers.min(), numbers.max()))
    return low if low == high else f"between {low} and {high}"


def number(messages: Any) -> str:
    """7 · 7.5 · 31: of a day, which may be half a message between two days."""
    return f"{messages:,.0f}" if messages >= TEN else f"{messages:.1f}".removesuffix(".0")


def roughly(messages: float) -> str:
    return f"fewer than {FIVE}" if messages < FIVE else f"about {messages:,.0f}"


def saved(told: Told) -> str:
    """What one message for each burst would have spared a reader, as the end of a sentence; of all classes or none."""
    bursts = habit(told, "bursts")
    if not bursts.get("times") or few(told, "bursts"):
        return ""
    fewer = counted(bursts["part"] - bursts["times"], "notification")
    return f"; with one message for each burst it would have been {fewer} fewer, of {bursts['of']:,}"


def habit(told: Told, name: str) -> Row:
    """The row of one habit, of the classes together."""
    return next(told.whole.filter(pl.col("habit") == name).iter_rows(named=True), {})


def few(told: Told, name: str) -> list[str]:
    """The classes of which that habit is not told, as it comes near one person's number."""
    return told.classes.filter("few", pl.col("habit") == name)["class"].to_list()


def beside(answer: Habits) -> list[str]:
    """The period before, of the same classes; nothing where there is none."""
    if answer.before is None:
        return []
    period = in_period(answer.before.name)
    if answer.earlier is None:
        return [f"Not every class told of here has enough messages {period} to be set beside it, so none is."]
    if not anything(answer, answer.earlier):
        return [] if answer.rough else [f"There is no message {period} to be set beside these."]
    parts = [faced(answer, answer.earlier, period), in_bursts(answer)]
    said = "; ".join(filter(None, parts))
    return [f"{said}. How much of such a difference is chance is not known."] if said else []


def in_bursts(answer: Habits) -> str | None:
    """30 % of the messages were in bursts then, and 35 % now"""
    both = [told for told in (answer.earlier, answer.now) if told]
    then, now = (share(habit(told, "bursts")) for told in both)
    alike = then and now and not any(few(told, "bursts") for told in both)
    return f"{then} of the messages were in bursts then, and {now} now" if alike else None


def share(row: Row) -> str | None:
    """35 % · about 35 %; None where it is not told."""
    if "said" in row:
        return about(row["said"]) if row["share"] is not None else None
    return percent(row["part"] / row["of"]) if row.get("of") else None
