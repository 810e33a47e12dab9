"""The small print of a question: how families count, which rows are grey or short, of which nothing is told."""

from collections.abc import Mapping
from types import MappingProxyType

import polars as pl

from dashboard.findings.school.questions import ASKED, Question
from dashboard.findings.school.readings import in_name_order, is_told
from dashboard.findings.school.rows import chosen, current
from dashboard.findings.school.spoken import amount, number
from dashboard.summary.school import FAMILIES_ONCE, Combined
from dashboard.words import day, listed, plural, sentence

IN_BOTH = "A family with children in two classes counts in both: the files do not say which families these are."
TOGETHER: Mapping[str, str] = MappingProxyType(  # how a share of all together is counted
    {"calm": "In the figure of all groups together, a night counts once for each group."}
)
HEADS_KNOWN = (
    "How many people are in the announcement group is known, but not of which class. So all classes together cannot be "
    "at their upper ends, though any one may be."
)
WHY_UNSURE: Mapping[str, str] = MappingProxyType(
    {
        "fair": "too many of the messages come from senders linked to no family on roll",
        "calm": "exports of the group disagree on the time of day",
    }
)
BEGIN, END = ("first", "begin"), ("last", "end")  # of records
CUT: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {"fair": (BEGIN, END), "calm": (BEGIN, END), "current": (END,)}
)


def notes(school: Combined, period: str | None, question: str) -> list[str]:
    """Small print, in sentences; nothing without a period."""
    read = current(school, period, question)
    whole = read.filter(pl.col("group").is_null() & is_told())
    return [
        *_together(school, period, whole, question),
        *_upper_ends(read, whole, question),
        *_unsure(read, question),
        *_cut(school, period, question),
        *_untold(read.drop_nulls("group")),
    ]


def _together(school: Combined, period: str | None, whole: pl.DataFrame, question: str) -> list[str]:
    if whole.is_empty():
        return []
    if not school.families_once and ASKED[question].least in FAMILIES_ONCE:
        return [IN_BOTH, *_each_once(school, period, ASKED[question])]
    return [TOGETHER[question]] if question in TOGETHER else []


def _each_once(school: Combined, period: str | None, asked: Question) -> list[str]:
    """Each counted once, between 95 and 120 of the 150 to 170 families were heard."""
    own = pl.col("period").eq_missing(chosen(school, period)) & pl.col("group").is_null()
    told = {
        row["figure"]: row for row in school.figures.filter(own, pl.col("said").is_not_null()).iter_rows(named=True)
    }
    least, most, roll = (told.get(name) for name in (*_once(asked), "families"))
    if most is None and (least is None or not least["low"]):
        return []
    families = number(roll["said"], roll["low"], roll["high"]) if roll else None
    some = amount(least["low"] if least else 0, most["high"] if most else None, families)
    return [f"Each counted once, {asked.answer.format(some)}."]


def _once(asked: Question) -> tuple[str, str]:
    return FAMILIES_ONCE[asked.least], FAMILIES_ONCE[asked.most]


def _upper_ends(read: pl.DataFrame, whole: pl.DataFrame, question: str) -> list[str]:
    """Said where the most of all together is less than the most of each class, so that it cannot come from them."""
    most = read.filter(pl.col("group").is_not_null() & is_told())["most"].min()
    if question != "reach" or whole.is_empty() or most is None:
        return []
    return [HEADS_KNOWN] if whole.filter(pl.col("high") < most).height else []


def _unsure(read: pl.DataFrame, question: str) -> list[str]:
    grey = read.filter(~pl.col("sure") & is_told())
    names, total = grey.drop_nulls("group")["label"].to_list(), grey["group"].null_count()
    if not grey.height:
        return []
    too = ", so the total is unsure too" if names and total else ""
    shown = names or grey["label"].to_list()
    return [f"{listed(shown)} {plural(len(shown), 'is')} grey, as {WHY_UNSURE[question]}{too}."]


def _cut(school: Combined, period: str | None, question: str) -> list[str]:
    """The records of 2B begin on 12 Feb 2026, of 3A and 3B on 14 Feb 2026: in the period, not before it."""
    within = school.periods.filter(pl.col("period").eq_missing(chosen(school, period))).select("starts", "ends")
    classes = school.groups.filter(pl.col("kind") == "class").join(within, how="cross")
    there = classes.filter(pl.col("first") <= pl.col("ends"), pl.col("last") >= pl.col("starts"))
    late, early = pl.col("first") > pl.col("starts"), pl.col("last") < pl.col("ends")
    cut = {BEGIN: there.filter(late), END: there.filter(early)}
    then = "; who is in a group is told as of then" if question == "current" else ""
    return [f"{_dated(cut[end], *end)}{then}." for end in CUT.get(question, ()) if cut[end].height]


def _dated(classes: pl.DataFrame, column: str, verb: str) -> str:
    by_day = sorted(classes.partition_by(column, as_dict=True).items())
    of = [(listed(sorted(own["group"], key=in_name_order)), day(date)) for (date,), own in by_day]
    (names, date), *others = of
    return ", ".join([f"The records of {names} {verb} on {date}", *(f"of {names} on {date}" for names, date in others)])


def _untold(read: pl.DataFrame) -> list[str]:
    """Too few to show: 3C, 4A. No summary yet: 4B. In a line, as the picture has them too."""
    by_reason = read.filter(~is_told()).group_by("said", maintain_order=True).agg("label")
    said = [f"{sentence(said)}: {', '.join(labels)}." for said, labels in by_reason.iter_rows()]
    return [" ".join(said)] if said else []
