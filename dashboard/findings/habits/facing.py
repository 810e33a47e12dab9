"""How much a reader faces on a day, in this period and in the one before."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

import polars as pl

from dashboard.answers import Habits
from dashboard.answers.habits import Told
from dashboard.selection import Selection
from dashboard.thresholds import FEWEST_FAMILIES, FEWEST_MESSAGES
from dashboard.words import counted, in_period, listed, percent, plural, sentence

HALF = "on at least half of the days"
NEARLY_ALL = "on about nineteen days of twenty"
TYPICAL, BUSY = "on a typical day", "on a busy day (one in twenty)"
Row = Mapping[str, Any]


def headline(answer: Habits, selection: Selection) -> str:
    """The answer of the page, or why there is none."""
    period = in_period(selection.period.name)
    if answer.now.messages:
        return f"{faced(answer.now, period) or unseen(period)}."
    classes = answer.now.faced["class"].to_list()
    if classes:
        return f"Nobody wrote anything in the {plural(len(classes), 'group')} of {listed(classes)} {period}."
    if answer.unobserved and not answer.left_out:
        return f"{no_day(answer.unobserved, period)}, so nothing can be said about habits."
    if answer.left_out:
        return (
            f"Nothing is told here of a class with fewer than {FEWEST_FAMILIES} families on roll or fewer than "
            f"{FEWEST_MESSAGES} messages, and {period} that is every class."
        )
    whose = f"the group of {listed(selection.classes)}" if answer.inside else "any class’s group"
    return f"No export of {whose} is loaded, so nothing can be said about its habits."


def no_day(classes: Sequence[str], period: str) -> str:
    """The exports of 4A and 4B have no day in Autumn 2024, without a full stop."""
    one = len(classes) == 1
    return f"The {plural(len(classes), 'export')} of {listed(classes)} {'has' if one else 'have'} no day {period}"


def unseen(period: str) -> str:
    return f"No whole day was observed {period}, so messages a day cannot be told"


def faced(told: Told, period: str) -> str | None:
    """Messages on most days and on nearly all, without a full stop; None where no whole day was observed."""
    known = told.faced.drop_nulls("median")
    if known.is_empty():
        return None
    half, most = (ends(known[name]) for name in ("median", "high"))
    reader = "a reader" if known.height > 1 else f"a reader of {known['class'][0]}"
    by_class = "depending on the class, " if half[0] < half[1] or most[0] < most[1] else ""
    start = sentence(f"{by_class}{reader} faced")
    if half == most:
        return f"{start} {at_most(half, 'message')} {NEARLY_ALL} {period}"
    return f"{start} {at_most(half, 'message')} {HALF} {period}, and {at_most(most)} {NEARLY_ALL}"


def ends(messages: pl.Series) -> tuple[int, int]:
    """The least and the most over the classes, rounded up, so that "at most" is true."""
    low, high = (ceil(float(end)) for end in (messages.min(), messages.max()))  # pyright: ignore[reportArgumentType]
    return low, high


def at_most(ends: tuple[int, int], thing: str = "") -> str:
    """no message · at most 3 messages · at most 0 to 5"""
    low, high = ends
    if high == 0:
        return f"no {thing}".strip()
    return f"at most {span(low, high)} {plural(high, thing) if thing else ''}".strip()


def span(low: int, high: int) -> str:
    """5 · 0 to 5"""
    return f"{high:,}" if low == high else f"{low:,} to {high:,}"


def saved(answer: Habits) -> list[str]:
    """How many messages there would have been with one for each burst; of all classes or nothing."""
    bursts = habit(answer.now, "bursts")
    if not bursts.get("times") or few(answer.now, "bursts"):
        return []
    fewer, all_of_them = bursts["part"] - bursts["times"], bursts["of"]
    each = f": up to {counted(fewer, 'notification')} fewer for each reader" if answer.inside else ""
    roughly = "about " if answer.rounded else ""
    return [
        f"In all, {roughly}{counted(all_of_them, 'message')} came; with one message in place of each burst it would "
        f"have been {roughly}{all_of_them - fewer:,}{each}."
    ]


def habit(told: Told, name: str) -> Row:
    """The row of one habit, of the classes together."""
    return next(told.whole.filter(pl.col("habit") == name).iter_rows(named=True), {})


def few(told: Told, name: str) -> list[str]:
    """The classes of which that habit is not told, as it comes near one person's number."""
    return told.classes.filter("few", pl.col("habit") == name)["class"].to_list()


def beside(answer: Habits, selection: Selection) -> list[str]:
    """The period before, of the same classes; nothing where there is none."""
    if answer.before is None:
        return []
    then, now = in_period(answer.before.name), in_period(selection.period.name)
    if answer.earlier is None and not answer.observed_before:
        whose = f"The group of {selection.classes[0]} was not" if answer.inside else "Not every class here was"
        return [f"{whose} observed {then}, so the two periods are not set side by side."]
    if answer.earlier is None:
        return [f"Not every class here has enough messages {then}, so the two periods are not set side by side."]
    if not answer.earlier.messages:
        return [f"There is no message {then} to be set beside these."]
    days, bursts = faced(answer.earlier, then), in_bursts(answer, then, now)
    said = "; ".join(filter(None, [days, bursts]))
    if not said:
        return []
    return [f"{said}.{chance(answer, then)}"]


def chance(answer: Habits, then: str) -> str:
    """How much ... is chance is not known: where a figure as it is said differs from that of the period before."""
    both = [told for told in (answer.earlier, answer.now) if told]
    days, shares = [faced(told, then) for told in both], [bursts_of(told) for told in both]
    differ = any(None not in said and said[0] != said[-1] for said in (days, shares))
    return " How much of such a difference is chance is not known." if differ else ""


def in_bursts(answer: Habits, period: str, now: str) -> str | None:
    """30 % of the messages were in bursts in Spring 2026, and 35 % in Summer 2026"""
    shares = [bursts_of(told) for told in (answer.earlier, answer.now) if told]
    if None in shares:
        return None
    return f"{shares[0]} of the messages were in bursts {period}, and {shares[-1]} {now}"


def bursts_of(told: Told) -> str | None:
    """35 %; None where it is not told, or not of all classes."""
    return None if few(told, "bursts") else share(habit(told, "bursts"))


def share(row: Row) -> str | None:
    """35 %; None where it is not told."""
    return percent(row["part"] / row["of"]) if row.get("of") else None
