"""The four answers in sentences: of all that is shown together where it is told, else of the classes in turn."""

import polars as pl

from dashboard.findings.school.questions import ASKED, Question
from dashboard.findings.school.readings import HIDDEN, NOT_KNOWN, TOLD, TOO_FEW, UNSURE
from dashboard.findings.school.rows import chosen, current, told
from dashboard.findings.school.spoken import from_to, in_a_sentence, unbroken
from dashboard.findings.school.trend import classes, trend
from dashboard.summary.per_cent import around, outer
from dashboard.summary.school import FAMILIES_ONCE, Combined
from dashboard.words import counted, day, in_period, listed, sentence

NO_PERIOD = "Nothing here covers a whole term of this school, or nearly a whole one."
NOTHING = "nothing can be told of any class: “What is here” says what each class lacks."
TOO_SMALL = "no class has enough families or messages to be shown."
CLASS_BY_CLASS = ", counted class by class,"  # a family with children in two classes counts in both
NO_ANSWER = "none of the four questions has an answer; “More figures” has what is told."
NO_GROUP_TOLD = "no class’s own group can be told of, but announcements can."


def opening(school: Combined, period: str | None = None) -> str:
    """Of how many classes the period can be told: one short sentence, before the four answers."""
    name = chosen(school, period)
    if name is None:
        return NO_PERIOD
    return f"{sentence(in_period(name))}, {_of_whom(school, name)}"


def answers_in_short(school: Combined, period: str | None = None) -> list[str]:
    """The four answers, a sentence each, in the order of QUESTIONS; none where nothing at all is told."""
    name = chosen(school, period)
    said = [(_said(school, name, question), asked) for question, asked in ASKED.items()] if name else []
    if not any(answer for answer, _ in said):
        return []
    answers = (answer or _silence(school, name, question) for (answer, _), question in zip(said, ASKED, strict=True))
    return [unbroken(f"{sentence(answer)}.") for answer in answers]


def classes_told(school: Combined, period: str, *, of_their_group: bool = True) -> list[str]:
    """The classes of which something is told in the period, by themselves or with their year.

    of_their_group: of those whose group's records are here alone, not of those that announcements alone tell of.
    """
    own = school.figures.filter(pl.col("period") == period).drop_nulls("group")
    told_of, hidden = (own.filter(pl.col("told") == told)["group"].to_list() for told in (TOLD, HIDDEN))
    years = school.groups.filter(pl.col("kind") == "year", pl.col("group").is_in(told_of))["year"].drop_nulls()
    with_year = pl.col("year").is_in(years.to_list()) & pl.col("group").is_in(hidden)
    every = school.groups.filter(pl.col("kind") == "class", pl.col("group").is_in(told_of) | with_year)
    return every.filter((pl.col("state") == "export") | (not of_their_group))["group"].to_list()


def years_apart(school: Combined, period: str) -> list[str]:
    """The years that are told of in the period without any of their classes: a file may have a year's row alone."""
    told_of = school.figures.filter(pl.col("period") == period, pl.col("told") == TOLD)["group"].drop_nulls()
    known = school.groups.filter(pl.col("group").is_in(classes_told(school, period, of_their_group=False)))["year"]
    apart = (pl.col("kind") == "year") & ~pl.col("year").is_in(known.drop_nulls().to_list()).fill_null(value=False)
    return school.groups.filter(apart, pl.col("group").is_in(told_of.to_list()))["group"].to_list()


def points(school: Combined, period: str | None, question: str) -> list[str]:
    """The answer in a sentence or two, and whether it changed; nothing without a period."""
    name, asked = chosen(school, period), ASKED[question]
    if name is None:
        return []
    said = _said(school, name, question)
    if said is None:
        return [f"{sentence(in_period(name))}, {_silence(school, name, question)}."]
    answer = " ".join([f"{sentence(said)} {asked.when(name)}.", *_more(school, name, question)])
    return [unbroken(each) for each in (answer, *_gap(school, name, question), *trend(school, name, question))]


def _of_whom(school: Combined, period: str) -> str:
    names, years = classes_told(school, period), years_apart(school, period)
    told_of = [*years, *classes_told(school, period, of_their_group=False)]
    if told_of and not answers_in_short(school, period):
        return NO_ANSWER
    number = school.groups.filter(pl.col("kind") == "class").height
    return _who(names, number, years) if names else _nobody(school, period, years)


def _who(names: list[str], number: int, years: list[str]) -> str:
    if number == 1:
        return f"the answers are those of {listed([*names, *years])}."
    together = f"; those of {listed(years)} are told of together" if years else ""
    if len(names) == number:
        return f"{'both' if number == 2 else f'all {number:,}'} classes can be told of{together}."
    one = f": {names[0]}" if len(names) == 1 else ""
    return f"{len(names)} of {counted(number, 'class')} can be told of{one}{together}."


def _nobody(school: Combined, period: str, years: list[str]) -> str:
    if classes_told(school, period, of_their_group=False):
        return NO_GROUP_TOLD
    if years:
        return f"no class is told of alone; those of {listed(years)} are told of together."
    hidden = school.figures.filter(pl.col("period") == period, pl.col("told") == HIDDEN)["group"].drop_nulls()
    here = school.groups.filter(pl.col("kind") == "class", pl.col("state") == "export")["group"]
    return TOO_SMALL if here.len() and here.is_in(hidden.to_list()).all() else NOTHING


def _silence(school: Combined, period: str | None, question: str) -> str:
    """how many families were heard is not known · cannot be shown, where too few is the reason"""
    why = current(school, period, question)["said"]
    hidden = (why == TOO_FEW).any() and not (why == NOT_KNOWN).any()
    return f"{ASKED[question].topic} {'cannot be shown' if hidden else 'is not known'}"


def _said(school: Combined, period: str | None, question: str) -> str | None:
    """about 75 % of the families were heard · in each class, 45 % or more of the families were heard; None: not told"""
    asked, rows = ASKED[question], one(told(current(school, period, question)))
    if rows.height == 1:
        row = rows.row(0, named=True)
        return f"{_where(school, row)}{_average(asked, row)}{asked.answer.format(_amount(school, row, asked))}"
    if rows.is_empty():
        return None
    number = school.groups.filter(pl.col("kind") == "class").height
    every = rows.height == number and "year" not in rows["kind"]
    each = "class" if every else f"of the {classes(rows.height, rows['kind'])} told of"
    return f"in each {each}, {asked.answer.format(_across(rows, asked))}"


def _across(rows: pl.DataFrame, asked: Question) -> str:
    """45 % or more of the families; as its own row shows, where all of them lie from 0 to 100 %"""
    low, high = rows.select(pl.col("low").min(), pl.col("high").max()).row(0)
    if outer(low, high) == (0, 100):
        return f"as many of the {asked.whole} as its own row shows"
    return f"{around(low, high)} of the {asked.whole}"


def one(rows: pl.DataFrame) -> pl.DataFrame:
    """The row of all together where there is one, else `rows`."""
    whole = rows.filter(pl.col("group").is_null())
    return whole if whole.height else rows


def _where(school: Combined, row: dict[str, object]) -> str:
    """in 2B, the one class that tells of it: where the figure of one is not that of everybody"""
    if row["group"] is None or school.groups.height == 1:
        return ""
    return f"in {row['label']}, the one {row['kind']} that tells of it, "


def _average(asked: Question, row: dict[str, object]) -> str:
    return "" if row["kind"] == "class" else asked.average


def _amount(school: Combined, row: dict[str, str], asked: Question) -> str:
    """about 75 % of the families · 57 to 63 % of the families, counted class by class,"""
    of = f"{asked.whole}{_of_which(school, row['period'], asked) if row['group'] is None else ''}"
    return f"{in_a_sentence(row['said'].removesuffix(f', {UNSURE}'))} of the {of}"


def _of_which(school: Combined, period: str, asked: Question) -> str:
    """Of all together: how the families are counted, or which they are."""
    if asked.of_announcements:
        return _of_all(school, period)
    return CLASS_BY_CLASS if asked.least in FAMILIES_ONCE and not school.families_once else ""


def _of_all(school: Combined, period: str) -> str:
    """Announcements are told of classes without a group too, so of more than any other figure."""
    if years_apart(school, period):
        return ""
    here = len(classes_told(school, _told_in(school, period), of_their_group=False))
    number = school.groups.filter(pl.col("kind") == "class").height
    return f" of {f'all {number:,}' if here == number else f'{here:,} of the {number:,}'} classes"


def _told_in(school: Combined, period: str) -> str:
    """The period whose classes the last announcement is of: the shortest that it was sent in."""
    last = _announced(school, period).filter(pl.col("group").is_null())["sent_at"].dt.date().max()
    around_it = school.periods.filter(pl.lit(last, pl.Date).is_between("starts", "ends"))
    return str(around_it.sort(pl.col("ends") - pl.col("starts"))["period"][0]) if around_it.height else period


def _announced(school: Combined, period: str) -> pl.DataFrame:
    """The announcements of the period of which something is told."""
    starts, ends = school.periods.filter(pl.col("period") == period).select("starts", "ends").row(0)
    within = pl.col("sent_at").dt.date().is_between(starts, ends)
    return school.announcements.filter(within, pl.any_horizontal(pl.col("known", "at_most").is_not_null()))


def _more(school: Combined, period: str, question: str) -> list[str]:
    """What must be said with the answer."""
    match question:
        case "fair":
            return ["The others may well be reading; they just did not post."]
        case "reach":
            ends = _ends(school, period, question, "surely could", "may have been able to")
            return [*_sent(school, period), *ends]
        case "calm":
            return [f"Quiet hours are {school.quiet_start:%H:%M} to {school.quiet_end:%H:%M}."]
        case _:
            return _ends(school, period, question, "surely were", "may have been")


def _ends(school: Combined, period: str, question: str, surely: str, perhaps: str) -> list[str]:
    """What the two ends of the answer are, where both are of per cent."""
    rows = one(told(current(school, period, question)))
    if rows.height > 1:
        return [f"Each bar reaches from those who {surely} to those who {perhaps}."]
    said = from_to(rows["low"][0], rows["high"][0], surely, perhaps)
    return [said] if said else []


def _sent(school: Combined, period: str) -> list[str]:
    """It was sent on 27 Mar 2026: where the last one that is told was the same in all groups."""
    last = _announced(school, period).group_by("group").agg(pl.col("sent_at").max())["sent_at"].dt.date().unique()
    return [f"It was sent on {day(last[0])}."] if last.len() == 1 else []


def _gap(school: Combined, period: str, question: str) -> list[str]:
    """How many surely could not be reached through the groups: what is left to the whole."""
    rows = one(told(current(school, period, question))).drop_nulls("high")
    gaps = rows.filter(pl.col("high") < 1)
    if not ASKED[question].of_announcements or gaps.is_empty():
        return []
    if rows.height > 1:
        some = f"In {classes(gaps.height, gaps['kind'])} some families"
        return [f"{some} had no one in a group where it stood: the gap from the bar to 100 %."]
    row = rows.row(0, named=True)
    of = f" in {row['label']}" if _where(school, row) else ""
    return [f"So{of} {100 - outer(0, row['high'])[1]} % or more had no one in a group where it stood."]
