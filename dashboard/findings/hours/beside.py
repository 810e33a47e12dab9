"""School nights of this period beside those of the one before, in sentences."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from dashboard.answers import Hours
from dashboard.answers.hours_beside import Beside
from dashboard.findings.equity.over_time import nothing_before
from dashboard.findings.hours.nights import by_group
from dashboard.findings.hours.weeks import spanning
from dashboard.selection import SCHOOL_YEAR, Selection
from dashboard.words import in_period, listed, of, percent, plural, sentence

NOTHING_BEFORE = "Beside the time before"
CAUTION = (
    "Nights before a school day are compared, because periods differ in weekends and holidays. The nights of one group "
    "are not independent of each other, so the difference is less sure than its interval says."
)

Row = Mapping[str, Any]


def heading(answer: Hours, selection: Selection) -> str:
    """Summer 2026 beside Spring 2026 · School year 2025/26 beside 2024/25"""
    if answer.beside is None:
        return NOTHING_BEFORE
    return f"{selection.period.name} beside {answer.beside.before.removeprefix(SCHOOL_YEAR).strip()}"


def points(answer: Hours, selection: Selection) -> list[str]:
    """Nights then and now, whether that is a clear change, buzzes, the share of messages, and who is not compared."""
    told = answer.beside
    if told is None:
        return [nothing_before(selection.period.name)]
    if told.periods.is_empty():
        return [unobserved(told.before, selection)]
    then, now = told.periods.rows(named=True)
    return [
        said
        for said in (
            rates(then, now, len(told.compared)),
            *map(verdict, told.change.iter_rows(named=True)),
            buzzes(then, now),
            messages(then, now),
            chance(then, now),
            apart(told),
        )
        if said
    ]


def unobserved(before: str, selection: Selection) -> str:
    """Why no night of one period is set beside those of the other."""
    both = f"both {in_period(before)} and {in_period(selection.period.name)} to set one beside the other"
    one = len(selection.classes) == 1
    groups = f"The group of {selection.classes[0]} was not" if one else "No group was"
    return f"{groups} observed long enough {both}."


def rates(then: Row, now: Row, groups: int) -> str:
    """22 of the 90 school nights in Spring 2026 had a message ... (24 %), and 30 of the 88 in Summer 2026 (34 %)."""
    first = f"{of(then['disturbed'], then['nights'], 'school night')} {in_period(then['period'])}"
    second = f"{now['disturbed']:,} of the {now['nights']:,} {in_period(now['period'])}"
    return (
        f"{sentence(f'{by_group(groups)}{first}')} had a message in the quiet hours ({percent(then['share'])}), and "
        f"{second} ({percent(now['share'])})."
    )


def verdict(change: Row) -> str:
    """That is 13 percentage points less (95 % interval 1 to 26). · That is no clear change: ..."""
    difference, low, high = (change[name] * 100 for name in ("difference", "low", "high"))
    places = 0 if all(abs(end) >= 0.5 or end == 0 for end in (difference, low, high)) else 1
    if change["direction"] == "unclear":
        return (
            f"That is no clear change: the difference lies {spanning(low, high, 'percentage points', places)} "
            "(95 % interval)."
        )
    word = "more" if change["direction"] == "rising" else "less"
    near, far = sorted((abs(low), abs(high)))
    return (
        f"That is {abs(difference):.{places}f} percentage points {word} "
        f"(95 % interval {near:.{places}f} to {far:.{places}f})."
    )


def buzzes(then: Row, now: Row) -> str | None:
    each = [row["buzzes_a_member_night"] for row in (then, now)]
    if None in each:
        return None
    return (
        f"For each member and school night there were {each[0]:.2f} buzzes {in_period(then['period'])} and "
        f"{each[1]:.2f} {in_period(now['period'])}."
    )


def messages(then: Row, now: Row) -> str | None:
    """The share of messages, of every day: school nights alone have no whole to be a share of."""
    if not (then["written"] and now["written"]):
        return None
    parts = [
        f"{of(row['at_night'], row['written'], 'message')} {in_period(row['period'])} "
        f"({percent(row['at_night'] / row['written'])})"
        for row in (then, now)
    ]
    return f"Over all days, {listed(parts)} came in the quiet hours."


def chance(then: Row, now: Row) -> str | None:
    """What must not be made of the figures for which no interval is known, where they differ."""
    told = [figures for figures in (buzzes(then, now), messages(then, now)) if figures]
    each, shares = (
        [row["buzzes_a_member_night"] for row in (then, now)],
        [row["at_night"] / row["written"] for row in (then, now) if row["written"]],
    )
    alike = None in each or f"{each[0]:.2f}" == f"{each[1]:.2f}"
    if alike and (len(shares) < 2 or percent(shares[0]) == percent(shares[1])):
        return None
    last = "these last figures" if len(told) > 1 else "this last figure"
    return f"How much of the difference in {last} is chance is not known."


def apart(told: Beside) -> str | None:
    if not told.apart:
        return None
    was, is_left = (plural(len(told.apart), verb) for verb in ("was", "is"))
    return f"{listed(told.apart)} {was} not observed long enough in both and {is_left} left out here."


def table(answer: Hours) -> pl.DataFrame:
    """Both periods, the earlier first; no rows where nothing is set beside."""
    if answer.beside is None or answer.beside.periods.is_empty():
        return pl.DataFrame(schema={"Period": pl.String})
    return answer.beside.periods.select(
        Period="period",
        **{
            "School nights": "nights",
            "With a message": "disturbed",
            "Share in %": (pl.col("share") * 100).round(1),
            "95 % from": (pl.col("low") * 100).round(1),
            "95 % to": (pl.col("high") * 100).round(1),
            "Per member and night": pl.col("buzzes_a_member_night").round(2),
            "Messages, all days": "written",
            "In quiet hours": "at_night",
        },
    )
