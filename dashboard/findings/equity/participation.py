"""Who is heard, and how evenly they talk, in sentences."""

import polars as pl

from dashboard.answers import Equity
from dashboard.findings.equity import coverage
from dashboard.findings.equity.families import LEVEL, Row, families, nobody_linked, of_families, place, unit
from dashboard.selection import Selection
from dashboard.words import about, counted, day, in_period, listed, percent, plural, sentence

QUESTION = "Is everybody heard?"
HEARD_TITLE = "Families heard, of the families on roll"
VOICES_TITLE = "Families heard in 50 messages, beside what equal talk would give"
TALK_TITLE = "How the talk is shared among the families of this class"
UNKNOWN_FIGURE = "not known"
NO_CURVE = (
    "How the talk is shared is drawn only with at least 10 families on roll, 50 messages and 3 families heard: below "
    "that, a picture would be of single families."
)
HALF_IS_OF_FEWEST = 3


def figure(answer: Equity) -> tuple[str, str]:
    """The one figure of the start page, and what it counts."""
    row: Row = answer.whole.row(0, named=True)
    if row["heard"] is None or not row["families"] or nobody_linked(row):
        return UNKNOWN_FIGURE, "families heard"
    return row["said"] if answer.rough else f"{row['heard']:,} of {row['families']:,}", "families heard"


def points(answer: Equity, selection: Selection) -> list[str]:
    """The first sentence is the answer. Several classes: how many can be heard at all. One class: how many families."""
    first, *more = who_is_heard(answer, selection)
    if len(selection.classes) == 1:
        return [said for said in (first, coverage.of_class(answer), *more) if said]
    return [coverage.headline(answer), first, *more]


def who_is_heard(answer: Equity, selection: Selection) -> list[str]:
    """Families heard, what is missing or unsure, then how evenly they talk."""
    row, period = answer.whole.row(0, named=True), in_period(selection.period.name)
    if answer.rough:
        return [said for said in (roughly(row, period), unshown(answer.classes)) if said]
    staff = answer.counting.staff
    said = (heard(row, period, staff=staff), seen_in_part(row), unlinked(row), voices(row, staff=staff), half(row))
    return [words for words in (*said, unsaid(answer.classes)) if words]


def heard(row: Row, period: str, *, staff: bool = False) -> str:
    """How many families wrote at all, of one class or, where `row` has no class, of the school."""
    n, on_roll = row["heard"], row["families"]
    if n is None or not on_roll:
        return f"We cannot say how many {unit(2, staff=staff)} of {place(row)} were heard {period}: {why(row)}."
    if nobody_linked(row):
        return f"{strangers_alone(row, period)} {unit(on_roll, staff=staff)}."
    if n == 0:
        return f"Nobody posted {period}: we heard from {of_families(0, on_roll, staff=staff)} of {place(row)}."
    strangers = row.get("unlinked_senders") or 0
    least = "at least " if strangers and n < on_roll else ""
    rest = others_or_strangers(on_roll - n, strangers) if least else others(on_roll - n)
    return f"We heard from {least}{of_families(n, on_roll, staff=staff)} of {place(row)} {period}. {rest}"


def strangers_alone(row: Row, period: str) -> str:
    """3 senders posted in 2B in Summer 2026, but none could be linked to one of the 27"""
    senders, on_roll = row["unlinked_senders"], row["families"]
    could = "it could not" if senders == 1 else "none could"
    which = "the one" if on_roll == 1 else f"one of the {on_roll:,}"
    return f"{counted(senders, 'sender')} posted in {place(row)} {period}, but {could} be linked to {which}"


def roughly(row: Row, period: str) -> str:
    if row["heard"] is None:
        return f"There is too little to say how many families of {place(row)} were heard {period}."
    return f"We heard from {about(row['said'])} families of {place(row)} {period}."


def why(row: Row) -> str:
    """Nobody could be counted: for want of an export, or of a roster that names families."""
    if row["unlinked_messages"] is None:
        return "no export of it covers that time" if row["class"] else "no export of a class covers that time"
    return "no roster names them"


def others(rest: int) -> str:
    match rest:
        case 0:
            return "That is everybody."
        case 1:
            return "The other one may well be reading; it just did not post."
        case _:
            return f"The other {rest:,} may well be reading; they just did not post."


def others_or_strangers(rest: int, strangers: int) -> str:
    """The others may have posted as somebody whom nothing links to a family."""
    nothing = "whom nothing links to a family"
    if strangers > 1:
        who = "The other one" if rest == 1 else "The others"
        return f"{who} may be among the {strangers:,} senders {nothing}, or just read."
    if rest == 1:
        return f"The other one may be the one sender {nothing}, or just read."
    return f"One of the others may be the one sender {nothing}; the rest may well be reading."


def seen_in_part(row: Row) -> str | None:
    """Of one class whose export shows a part of the period: which."""
    if row["throughout"] is not False or not row["class"] or row["since"] is None:
        return None
    return f"The export of {row['class']} shows {day(row['since'])} to {day(row['until'])} of that time."


def voices(row: Row, *, staff: bool = False) -> str | None:
    """Effective voices with their interval, and voices in 50 messages beside what equal families would give."""
    if row["effective_voices"] is None or row["heard"] < 2:
        return None
    posted = f"{families(row['heard'], staff=staff)} posted"
    sounds = f"{posted}, and it sounds like {talking(row['effective_voices'])}{interval(row)}."
    if row["voices_50"] is None:
        number = f"{row['messages']:,}"
        return f"{sounds} That is too few messages ({number}) to compare with other classes."
    drawn = families(round(row["voices_50"]), staff=staff)
    return (
        f"{sounds} 50 messages drawn at random come from about {drawn}; "
        f"if all wrote equally, it would be {row['equal_voices_50']:.0f}."
    )


def talking(effective: float) -> str:
    return f"about {effective:,.0f} talking equally" if round(effective) > 1 else "little more than one talking"


def interval(row: Row) -> str:
    """How far chance may carry effective voices; with a decimal where whole numbers would show none."""
    low, high = row["voices_low"], row["voices_high"]
    if low is None or high is None:
        return " (too few weeks to say how sure that is)"
    digits = 0 if round(low) < round(high) else 1
    return f" ({LEVEL} interval {low:,.{digits}f} to {high:,.{digits}f})"


def half(row: Row) -> str | None:
    """The fewest families that wrote half of the messages of one class, never so few that it points at somebody."""
    number = row["half_the_talk"]
    if number is None or not row["class"] or not row["comparable"] or row["heard"] < HALF_IS_OF_FEWEST:
        return None
    few = number < HALF_IS_OF_FEWEST
    who = f"fewer than {HALF_IS_OF_FEWEST} families" if few else families(number)
    return f"Half of the messages came from {who}."


def unlinked(row: Row) -> str | None:
    """Who wrote but could not be linked, and whether that is too much to trust the figures."""
    senders, messages = row["unlinked_senders"], row["unlinked_messages"]
    if not senders:
        return None
    share = messages / (messages + (row["messages"] or 0))
    who = f"{counted(senders, 'sender')} with {counted(messages, 'message')} ({percent(share)})"
    much = ", which is too much to trust the figures: what is drawn in grey may change once it is known who wrote"
    return f"{who} could not be linked to a family{much if row['linked_enough'] is False else ''}."


def unsaid(classes: pl.DataFrame) -> str | None:
    """Classes of which nothing can be said, and those that are greyed; of one class the other sentences say it."""
    if classes.height < 2:
        return None
    known = pl.col("heard").is_not_null()
    nothing, grey, part = (
        classes.filter(chosen)["class"].sort().to_list()
        for chosen in (~known, known & ~pl.col("linked_enough"), known & ~pl.col("throughout"))
    )
    want = "for want of an export of that time or of a roster that names families"
    share = "more than a tenth of the messages come from senders linked to nobody"
    parts = (
        f"Nothing can be said of {listed(nothing)}, {want}." if nothing else "",
        f"{listed(grey)} {plural(len(grey), 'is')} greyed: {share}." if grey else "",
        f"Of {listed(part)} only a part of that time is seen." if part else "",
    )
    return " ".join(filter(None, parts)) or None


def unshown(classes: pl.DataFrame) -> str | None:
    """Classes of which school leadership sees no figure."""
    names = classes.filter(pl.col("heard").is_null())["class"].sort().to_list()
    if classes.height < 2 or not names:
        return None
    return f"Nothing is shown of {listed(names)}: nothing is known, or it would be of too few families or messages."


def weeks_title(answer: Equity) -> str:
    return f"{sentence(unit(2, staff=answer.counting.staff))} heard, week by week"


def can_draw(answer: Equity) -> bool:
    return answer.classes["families"].is_not_null().any()


def can_draw_voices(answer: Equity) -> bool:
    return not answer.rough and answer.classes["voices_50"].is_not_null().any()


def can_draw_weeks(answer: Equity) -> bool:
    return answer.weeks.height > 0 and can_draw(answer)


def can_draw_talk(answer: Equity) -> bool:
    """Enough families and messages that the curve of talk is of nobody in particular."""
    row: Row = answer.whole.row(0, named=True)
    return answer.talk.height > 0 and row["comparable"] and row["heard"] >= HALF_IS_OF_FEWEST


def no_curve(answer: Equity) -> list[str]:
    """Why there is no curve of talk, where somebody was heard."""
    return [NO_CURVE] if answer.talk.height and not can_draw_talk(answer) else []


def is_grey(answer: Equity) -> bool:
    """Too much was written by senders linked to nobody."""
    return answer.whole["linked_enough"].item() is False
