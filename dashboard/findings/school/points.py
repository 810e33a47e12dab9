"""The four answers in sentences: of all that is shown together where it is told, else of the classes in turn."""

from collections.abc import Mapping
from types import MappingProxyType

import polars as pl

from dashboard.findings.school.questions import ASKED, Question
from dashboard.findings.school.readings import UNSURE, is_told
from dashboard.findings.school.rows import chosen, current, told
from dashboard.findings.school.spoken import in_a_sentence, span, unbroken
from dashboard.findings.school.trend import classes, trend
from dashboard.summary.school import School
from dashboard.words import counted, day, in_period, sentence

NO_PERIOD = "Nothing can be told yet: no term or school year that is over is in what is loaded."
NOTHING = "nothing can be told of any class: “What is here” says what each class lacks."
IN_BOUNDS = (
    "All that is shown is told in bounds: a family with children in two classes stands in both, and what is here does "
    "not say which families do."
)
WHY_UNSURE: Mapping[str, str] = MappingProxyType(
    {
        "fair": "too many of the messages come from senders linked to no family on roll",
        "calm": "exports of the group disagree on the time of day",
    }
)


def opening(school: School, period: str | None = None) -> str:
    """The four answers in a breath: how many classes can be told of, and of these each question's answer."""
    name = chosen(school, period)
    if name is None:
        return NO_PERIOD
    when = sentence(in_period(name))
    names, number = classes_told(school, name), school.groups.filter(pl.col("kind") == "class").height
    if not names:
        return f"{when}, {NOTHING}"
    clauses = [_clause(school, name, question) for question in ASKED]
    return unbroken(f"{when}, {_who(names, number)}: {'; '.join(clauses[:-1])}; and {clauses[-1]}.")


def classes_told(school: School, period: str) -> list[str]:
    """The classes whose records tell something of the period, by themselves or with their year."""
    own = school.figures.filter(pl.col("period") == period).drop_nulls("group")
    told_of, hidden = (own.filter(pl.col("told") == told)["group"].to_list() for told in ("told", "too few"))
    years = school.groups.filter(pl.col("kind") == "year", pl.col("group").is_in(told_of))["year"].drop_nulls()
    with_year = pl.col("year").is_in(years.to_list()) & pl.col("group").is_in(hidden)
    recorded = (pl.col("kind") == "class") & (pl.col("state") == "export")
    return school.groups.filter(recorded, pl.col("group").is_in(told_of) | with_year)["group"].to_list()


def points(school: School, period: str | None, question: str) -> list[str]:
    """The answer in a sentence or two, and whether it changed."""
    name, asked = chosen(school, period), ASKED[question]
    if name is None:
        return [NO_PERIOD]
    said = _said(current(school, name, question), asked)
    if said is None:
        return [f"{sentence(in_period(name))}, {asked.silence}."]
    answer = f"{sentence(said)} {asked.when(name)}{_more(school, name, question)}"
    return [unbroken(each) for each in (answer, *_gap(school, name, question), *trend(school, name, question))]


def notes(school: School, period: str | None, question: str) -> list[str]:
    """Small print: why bounds, which rows are grey, and of which nothing is told."""
    read = current(school, period, question)
    return [*_bounds(school, read), *_unsure(read, question), *_untold(read)]


def _clause(school: School, period: str, question: str) -> str:
    return _said(current(school, period, question), ASKED[question]) or ASKED[question].silence


def _who(names: list[str], number: int) -> str:
    if number == 1:
        return f"of {names[0]}"
    if len(names) == number:
        return f"{'both' if number == 2 else f'all {number:,}'} classes can be told of"
    return f"{len(names)} of {counted(number, 'class')} can be told of"


def _said(read: pl.DataFrame, asked: Question) -> str | None:
    """about 75 % of the families were heard; of several classes: in each class, 45 % or more of the families were heard

    None where nothing is told.
    """
    rows = one(told(read))
    if rows.height == 1:
        return asked.answer.format(_amount(rows, asked))
    ends = rows.drop_nulls("low")
    if ends.is_empty():
        return None
    across = span(*(round(100 * end) for end in ends.select(pl.col("low").min(), pl.col("high").max()).row(0)))
    return f"in each class, {asked.answer.format(f'{across} of the {asked.whole}')}"


def one(rows: pl.DataFrame) -> pl.DataFrame:
    """The row of all together where there is one, else `rows`."""
    whole = rows.filter(pl.col("group").is_null())
    return whole if whole.height else rows


def _amount(rows: pl.DataFrame, asked: Question) -> str:
    """about 75 % of the families · 95 to 120 of the 150 to 170 families"""
    row = rows.row(0, named=True)
    said = in_a_sentence(row["said"].removesuffix(f", {UNSURE}"))
    if not row["counted"]:
        return f"{said} of the {asked.whole}"
    return f"{said} of {row['roll']}" if row["roll"] else said


def _more(school: School, period: str, question: str) -> str:
    """The end of the answer's sentence, and what must be said with it."""
    match question:
        case "fair":
            return ". The others may well be reading; they just did not post."
        case "reach":
            return f"{_sent(school, period)}: from those who surely could, to those who may have been able to."
        case "calm":
            return f". Quiet hours are {school.quiet_start:%H:%M} to {school.quiet_end:%H:%M}."
        case _:
            return ": from those surely in it, to those who may be."


def _sent(school: School, period: str) -> str:
    """, sent on 27 Mar 2026: where the last one that is told was the same in all groups."""
    starts, ends = school.periods.filter(pl.col("period") == period).select("starts", "ends").row(0)
    within = pl.col("sent_at").dt.date().is_between(starts, ends)
    sent = school.announcements.filter(within, pl.any_horizontal(pl.col("known", "at_most").is_not_null()))
    last = sent.group_by("group").agg(pl.col("sent_at").max())["sent_at"].dt.date().unique()
    return f", sent on {day(last[0])}" if last.len() == 1 else ""


def _gap(school: School, period: str, question: str) -> list[str]:
    """How many surely could not be reached through the groups: what is left to the whole."""
    rows = one(told(current(school, period, question))).drop_nulls("high")
    if question != "reach" or rows.filter(pl.col("high") < 1).is_empty():
        return []
    if rows.height == 1:
        return [f"So {int(round(100 - 100 * rows['high'][0], 6))} % or more could not be reached through the groups."]
    gaps = rows.filter(pl.col("high") < 1)
    return [f"In {classes(gaps.height, gaps['kind'])} some families could not be reached: the gap from bar to 100 %."]


def _bounds(school: School, read: pl.DataFrame) -> list[str]:
    return [] if school.families_once or read.filter(pl.col("group").is_null() & is_told()).is_empty() else [IN_BOUNDS]


def _unsure(read: pl.DataFrame, question: str) -> list[str]:
    names = read.filter(~pl.col("sure") & is_told())["label"].to_list()
    return [f"Grey and unsure: {', '.join(names)}, as {WHY_UNSURE[question]}."] if names else []


def _untold(read: pl.DataFrame) -> list[str]:
    """Too few to show: 3C, 4A. No summary yet: 4B. In a line, as the picture has them too."""
    by_reason = read.filter(~is_told()).group_by("said", maintain_order=True).agg("label")
    said = [f"{sentence(said)}: {', '.join(labels)}." for said, labels in by_reason.iter_rows()]
    return [" ".join(said)] if said else []
