"""This period beside the one before, and one class term by term, in sentences."""

import polars as pl

from dashboard.answers import Equity
from dashboard.findings.equity.drawings import counted_as
from dashboard.findings.equity.families import Row, of_families, span, unit
from dashboard.selection import EVERYTHING, SCHOOL_YEAR, Selection
from dashboard.words import counted, in_period, listed, percent, plural, sentence

TERM_BY_TERM = "Term by term"
NO_OTHER_TERM = "Nothing is loaded of another term that this one could be set beside."
NOTHING_BEFORE = "Beside the time before"
CAUTION = (
    "What must not be concluded: why. Families come and go, and some terms have more to arrange than others; a family "
    "that was heard in one of two terms is no less there in the other."
)
READING = (
    "A hollow point is the earlier time, a solid one the later; the bar is where the share likely lies, if chance is "
    "allowed for. Each class is to be compared with itself alone; they stand in the order of their names."
)
ALL_AT_ONCE = "All that is loaded is shown at once, so there is nothing before it to set beside it."
CHANCE = 0.05


def heading(answer: Equity, selection: Selection) -> str:
    """Summer 2026 beside Spring 2026 · School year 2025/26 beside 2024/25"""
    before = earlier(answer, selection)
    return f"{selection.period.name} beside {before.removeprefix(SCHOOL_YEAR).strip()}" if before else NOTHING_BEFORE


def earlier(answer: Equity, selection: Selection) -> str | None:
    """The name of the period before the chosen one, if anything of it is loaded."""
    names = answer.terms.filter(pl.col("period") != selection.period.name).sort("starts")["period"].to_list()
    return names[0] if names else None


def title(answer: Equity, selection: Selection) -> str:
    before = earlier(answer, selection)
    return f"Families heard {in_period(selection.period.name)}, beside {name(before)}" if before else ""


def terms_title(answer: Equity) -> str:
    return f"{sentence(counted_as(answer))} heard, term by term, of those on roll"


def voices_title(answer: Equity) -> str:
    return f"How many {counted_as(answer)} it sounds like, term by term"


def points(answer: Equity, selection: Selection) -> list[str]:
    """Several classes: the whole then and now, and whether chance alone may bring the difference."""
    before, now = earlier(answer, selection), selection.period.name
    if before is None:
        return [nothing_before(now)]
    rows = {row["period"]: row for row in answer.terms.filter(pl.col("class").is_null()).iter_rows(named=True)}
    then, this = rows.get(before), rows.get(now)
    if then is None or this is None:
        return []
    school, classes = (answer.changes.filter(mine) for mine in (IS_SCHOOL, ~IS_SCHOOL))
    return [
        said
        for said in (
            rates(then, this, staff=answer.counting.staff),
            *(change(row, staff=answer.counting.staff) for row in school.iter_rows(named=True)),
            lengths(then, this),
            not_alike(answer.terms.filter(~IS_SCHOOL)),
            changed_classes(classes),
        )
        if said
    ]


IS_SCHOOL = pl.col("class").is_null()


def nothing_before(now: str) -> str:
    if now == EVERYTHING:
        return ALL_AT_ONCE
    kind = "school year" if now.startswith(SCHOOL_YEAR) else "term"
    return f"Nothing is loaded of an earlier {kind}, so there is nothing to set beside {name(now)}."


def rates(then: Row, this: Row, *, staff: bool = False) -> str | None:
    """We heard from 98 of the 143 families in Spring 2026 (69 %, 95 % interval ...) and from 96 ..."""
    parts = [rate(row, staff=staff) for row in (then, this)]
    if all(parts):
        return f"We heard from {parts[0]}, and from {parts[1]}."
    unknown = [in_period(row["period"]) for row, part in zip((then, this), parts, strict=True) if not part]
    return f"How many were heard {listed(unknown)} is not known."


def rate(row: Row, *, staff: bool = False) -> str:
    """98 of the 143 families in Spring 2026 (69 %, likely between 61 % and 76 %); empty where it is not known."""
    if row["heard"] is None or not row["families"]:
        return ""
    share = percent(row["heard"] / row["families"])
    chance = "" if row["low"] is None else f", likely {span(row['low'], row['high'])}"
    return f"{of_families(row['heard'], row['families'], staff=staff)} {in_period(row['period'])} ({share}{chance})"


def change(row: Row, *, staff: bool = False) -> str | None:
    """Of those on roll both times, how many were heard in one alone, and whether chance may well bring that."""
    now, before = row["now_only"], row["before_only"]
    if (row["both"] or 0) < 2 or now is None or before is None:
        return None
    late, early = in_period(row["period"]), in_period(row["before"])
    classes = "" if row["class"] else ", of the classes fully seen and known well enough both times"
    whose = f"Of the {row['both']:,} {unit(2, staff=staff)} on roll both {early} and {late}{classes}"
    if now == before == 0:
        return f"{whose}, each was heard both times or neither time."
    heard = f"{now or 'none'} {plural(now, 'was')} heard {late} only and {before or 'none'} {early} only"
    return f"{whose}, {heard}: {'as many the one way as the other' if now == before else verdict(row['chance'])}."


def verdict(chance: float | None) -> str:
    if is_more_than_chance(chance):
        return "that is more than chance alone would bring"
    return "chance alone may well bring such a difference"


def is_more_than_chance(chance: float | None) -> bool:
    return chance is not None and chance < CHANCE


def lengths(then: Row, this: Row, *, staff: bool = False) -> str | None:
    """Where clearly more weeks of one period were seen than of the other, it hears more families by that alone."""
    weeks = then.get("weeks"), this.get("weeks")
    if weeks[0] is None or weeks[1] is None or abs(weeks[1] - weeks[0]) <= weeks[0] / 10:
        return None
    return (
        f"{sentence(name(then['period']))} was seen for {counted(weeks[0], 'week')} and {name(this['period'])} for "
        f"{weeks[1]:,}: in a longer time more {unit(2, staff=staff)} are heard, so a part of any "
        "difference is only that."
    )


def name(period: str) -> str:
    """Summer 2026 · the school year 2025/26"""
    return in_period(period).removeprefix("in ")


def not_alike(classes: pl.DataFrame) -> str | None:
    """Classes of which one time or both were seen in part or not at all, though something of them is known."""
    seen = classes.group_by("class").agg(
        known=pl.col("heard").is_not_null().any(), whole=pl.col("throughout").fill_null(False).all()
    )
    names = seen.filter("known", ~pl.col("whole"))["class"].sort().to_list()
    if not names:
        return None
    return (
        f"{listed(names)} {plural(len(names), 'was')} not seen throughout both times, so the numbers of the whole are "
        "not of quite the same families."
    )


def changed_classes(classes: pl.DataFrame) -> str | None:
    """In how many classes the change is more than chance, beside how many chance alone would give."""
    among = classes.height
    if not among:
        return None
    many = classes.filter(pl.col("chance") < CHANCE).height
    more = "is the change more than chance alone may bring"
    if among == 1:
        which = "In the one class that is known both times"
        return f"{which}, the change is {'more than' if many else 'no more than'} chance alone may bring."
    if not many:
        none = "In neither of the 2" if among == 2 else f"In none of the {among:,}"
        return f"{none} classes that are known both times {more}."
    seen = f"In {many:,} of the {among:,} classes that are known both times"
    return f"{seen}, the change is more than chance alone may bring; chance does that to about 1 class in 20."


def term_by_term(answer: Equity) -> list[str]:
    """One class: what it was called then, which terms are not known, and the change from the period before."""
    rows = answer.terms.sort("starts")
    if rows["period"].n_unique() < 2:
        return [NO_OTHER_TERM]
    called = [
        called_then(str(name), own) for (name,), own in rows.drop_nulls("was").group_by("was", maintain_order=True)
    ]
    changes = answer.changes.filter(~IS_SCHOOL).to_dicts()
    compared = [change(row, staff=answer.counting.staff) for row in changes]
    return [
        said
        for said in (
            *called,
            unknown(rows),
            *compared,
            *(length_of(rows, row, staff=answer.counting.staff) for row in changes),
        )
        if said
    ]


def called_then(was: str, terms: pl.DataFrame) -> str:
    """2A was 1A in Autumn 2024, Spring 2025 and Summer 2025."""
    return f"{terms['class'][0]} was {was} in {listed([name(period) for period in terms['period']])}."


def unknown(terms: pl.DataFrame) -> str | None:
    names = [name(period) for period in terms.filter(pl.col("heard").is_null())["period"]]
    return f"Nothing can be said of {listed(names)}: no export or no roster tells of that time." if names else None


def length_of(terms: pl.DataFrame, change: Row, *, staff: bool = False) -> str | None:
    """`lengths` of the two periods that a change is between, where both are among the terms."""
    rows = {row["period"]: row for row in terms.iter_rows(named=True)}
    then, this = rows.get(change["before"]), rows.get(change["period"])
    return lengths(then, this, staff=staff) if then and this else None


def can_draw(answer: Equity) -> bool:
    """At least two periods, and a figure of one of them."""
    return answer.terms["period"].n_unique() > 1 and answer.terms["heard"].is_not_null().any()


def can_draw_voices(answer: Equity) -> bool:
    return can_draw(answer) and answer.terms["effective_voices"].is_not_null().any()
