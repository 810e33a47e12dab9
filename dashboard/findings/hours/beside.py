"""School nights of this period beside those of the one before, in sentences."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from dashboard.answers import Hours
from dashboard.answers.hours_beside import Beside
from dashboard.findings.equity.over_time import nothing_before
from dashboard.selection import SCHOOL_YEAR, Selection
from dashboard.words import about, in_period, listed, of, percent, plural, sentence

NOTHING_BEFORE = "Beside the time before"
CAUTION = (
    "Nights before a school day are compared, because one period has more weekends and holidays in it than another and "
    "people write at other times then. The nights of one group are not independent, one late talk brings another, so "
    "the difference is less sure than its interval says."
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
        both = f"both {in_period(told.before)} and {in_period(selection.period.name)}"
        return [f"Too little was observed {both} to set one beside the other."]
    then, now = told.periods.rows(named=True)
    if answer.rough:
        return [said for said in (roughly(then, now), rough_verdict(told, same=then["said"] == now["said"])) if said]
    return [
        said
        for said in (
            rates(then, now),
            *map(verdict, told.change.iter_rows(named=True)),
            buzzes(then, now),
            messages(then, now),
            apart(told),
        )
        if said
    ]


def rates(then: Row, now: Row) -> str:
    """In Spring 2026, 22 of the 90 school nights had ... (24 %, ...), and in Summer 2026, 30 of the 88 (34 %, ...)."""
    first = f"{of(then['disturbed'], then['nights'], 'school night')} had a message in the quiet hours {likely(then)}"
    second = f"{now['disturbed']:,} of the {now['nights']:,} {likely(now)}"
    return f"{sentence(in_period(then['period']))}, {first}, and {in_period(now['period'])}, {second}."


def likely(row: Row) -> str:
    return f"({percent(row['share'])}, 95 % interval {percent(row['low'])} to {percent(row['high'])})"


def verdict(change: Row) -> str:
    """That is 13 percentage points less (95 % interval 1 to 26). · That is no clear change: ..."""
    difference, low, high = (change[name] * 100 for name in ("difference", "low", "high"))
    places = 0 if all(abs(end) >= 0.5 or end == 0 for end in (difference, low, high)) else 1
    if change["direction"] == "unclear":
        return (
            f"That is no clear change: the difference lies between {-low:.{places}f} percentage points less and "
            f"{high:.{places}f} more (95 % interval)."
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


def apart(told: Beside) -> str | None:
    if not told.apart:
        return None
    return f"{listed(told.apart)} {plural(len(told.apart), 'was')} not observed long enough in both and left out here."


def roughly(then: Row, now: Row) -> str | None:
    if then["share"] is None or now["share"] is None:
        return None
    parts = [f"{about(row['said'])} {in_period(row['period'])}" for row in (then, now)]
    return f"Of the school nights, {listed(parts)} had a message in the quiet hours."


def rough_verdict(told: Beside, *, same: bool) -> str | None:
    """For school leadership; `same`: the rounded figures show no change, so that a clear one would contradict them."""
    known = told.change["direction"].drop_nulls().to_list()
    if not known:
        return None
    if known[0] == "unclear":
        return "That is no clear change." if same else "That is no clear change: the difference may well be chance."
    return None if same else f"That is clearly {'more' if known[0] == 'rising' else 'fewer'} than before."


def table(answer: Hours) -> pl.DataFrame:
    """Both periods, the earlier first; no rows where nothing is set beside."""
    told = answer.beside
    frame = told.periods if told else pl.DataFrame(schema={"period": pl.String})
    if answer.rough or frame.is_empty():
        return frame.select(Period="period", **{"School nights with a message": "said"} if frame.height else {})
    return frame.select(
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
