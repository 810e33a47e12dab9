"""A sentence a habit: bursts, side chats, questions and what follows them."""

from collections.abc import Sequence
from math import ceil

import polars as pl

from dashboard.answers import Habits
from dashboard.findings.habits.facing import Row, few, habit
from dashboard.words import counted, listed, of, percent, plural, sentence

BURST = "three or more messages in a row by one sender within two minutes"
SIDE_CHAT = "six or more messages in a row by just two people within half an hour"
SOMEBODY = "followed by a message from somebody else"
MET = "came after a question and said little more than “don’t know” or “same question”"
HOURS_FROM = 90  # minutes

APART = (  # without bursts and side chats, whose own sentences name the classes with few of them
    ("questions", "questions"),
    ("followed", "questions that are known to have been followed"),
    ("non_answers", "“don’t know”"),
)
QUARTERS_FROM = 4  # questions


def bursts(answer: Habits) -> str:
    return stretches(answer, "bursts", "burst", BURST)


def side_chats(answer: Habits) -> str:
    return stretches(answer, "side_chats", "side chat", SIDE_CHAT)


def stretches(answer: Habits, name: str, thing: str, meaning: str) -> str:
    """How many messages were in bursts or side chats, and in how many of them."""
    row, few_of = habit(answer.now, name), few(answer.now, name)
    if row["few"]:
        return f"{each_had(few_of)} 1 to 4 {thing}s ({meaning}), too few to tell more."
    if few_of:
        each = " each" if len(few_of) > 1 else ""
        rest = others(answer, row, thing)
        return f"{listed(few_of)} had 1 to 4 {thing}s{each} ({meaning}), too few to tell more; {rest}."
    if not row["times"]:
        return f"No {thing} was seen ({meaning})."
    return f"{sentence(in_stretches(answer, row, thing))} ({meaning})."


def in_stretches(answer: Habits, row: Row, thing: str) -> str:
    """84 of the 1,705 messages (5 %) were in 12 bursts"""
    times = f"{nearly(answer)}{counted(row['times'], thing)}"
    return f"{part_of(answer, row, 'message')} {plural(row['part'], 'was')} in {times}"


def nearly(answer: Habits) -> str:
    return "about " if answer.rounded else ""


def each_had(classes: Sequence[str]) -> str:
    return f"{classes[0]} had" if len(classes) == 1 else "Each class had"


def others(answer: Habits, row: Row, thing: str) -> str:
    """What is told of the classes that are not named as having few."""
    number = answer.now.faced.height - len(few(answer.now, str(row["habit"])))
    if row["times"]:
        return f"in the other {plural(number, 'class')}, {in_stretches(answer, row, thing)}"
    return f"{'the' if number == 1 else 'no'} other class had {'none' if number == 1 else 'any'}"


def part_of(answer: Habits, row: Row, thing: str) -> str:
    """84 of the 1,705 messages (5 %)"""
    number = f"{nearly(answer) if row['part'] else ''}{of(row['part'], row['of'], thing)}"
    return f"{number} ({percent(row['part'] / row['of'])})"


def where(answer: Habits, name: str) -> str:
    """in 1A and 2A: where the others are left out of a sum, as theirs come near one person's number"""
    told = answer.now.classes.filter(pl.col("habit") == name, ~pl.col("few"))["class"].to_list()
    return f" in {listed(told)}" if few(answer.now, name) else ""


def questions(answer: Habits) -> str:
    """How many were followed by somebody else, and how soon."""
    asked, followed = habit(answer.now, "questions"), habit(answer.now, "followed")
    if asked["few"]:
        return f"{each_had(few(answer.now, 'questions'))} 1 to 4 questions, too few to tell more."
    if asked["part"] == 0:
        return f"No message{where(answer, 'questions')} had a question mark."
    number = sentence(f"{nearly(answer)}{counted(asked['part'], 'question')}")
    were = f"{number} {plural(asked['part'], 'was')} asked{where(answer, 'questions')}"
    if followed["few"]:
        return f"{were}; how many were {SOMEBODY} comes too near one person’s number to be told."
    if followed["of"] == 0:
        return f"{were}, so late that the export does not show what followed."
    return f"{known(answer, followed)}.{not_known(answer, asked['part'] - followed['of'])}"


def known(answer: Habits, followed: Row) -> str:
    """What came after the questions of which that is known."""
    soon = how_soon(answer, followed["part"])
    if followed["of"] == 1:
        return f"1 question was {SOMEBODY}, {soon}" if soon else f"1 question was not {SOMEBODY} within 24 hours"
    number, was = f"{part_of(answer, followed, 'question')}{where(answer, 'followed')}", plural(followed["part"], "was")
    said = f"{number} {was} {SOMEBODY}"
    return f"{sentence(said)} within 24 hours{f', in fact {soon}' if followed['part'] == 1 and soon else soon}"


def not_known(answer: Habits, questions: int) -> str:
    """For 2 more it is not known: for the class rep, in whose figures nothing else is left out."""
    if not answer.inside or not questions:
        return ""
    return f" For {questions:,} more it is not known: the export ends too soon after {it(questions)}."


def how_soon(answer: Habits, followed: int) -> str:
    """: a quarter of those within 2 minutes, half within 9 minutes and three quarters within 3 hours"""
    rows = answer.now.waits.filter(pl.col("class").is_null()).to_dicts()
    if not rows:
        return ""
    quarter, half, three_quarters = (lasting(rows[0][name]) for name in ("quarter", "half", "three_quarters"))
    if followed == 1:
        return f"within {half}"
    if followed < QUARTERS_FROM:
        return f": half of those within {half}"
    return f": a quarter of those within {quarter}, half within {half} and three quarters within {three_quarters}"


def lasting(minutes: float) -> str:
    """12 minutes · 3 hours, rounded up, so that "within" is true"""
    if minutes < HOURS_FROM:
        return counted(max(1, ceil(minutes)), "minute")
    return counted(ceil(minutes / 60), "hour")


def non_answers(answer: Habits) -> str:
    row, there = habit(answer.now, "non_answers"), where(answer, "non_answers")
    if row["few"]:
        classes = few(answer.now, "non_answers")
        whose = f"In {classes[0]}," if len(classes) == 1 else "In each class,"
        return f"{whose} 1 to 4 messages {MET}; that is too few to tell more."
    if row["part"] == 0:
        return f"No message{there} {MET}."
    return f"{sentence(part_of(answer, row, 'message'))}{there} {MET}."


def apart(answer: Habits) -> list[str]:
    """The classes whose number comes near one person's: of which habits, and that no sum has them."""
    parts = [
        f"{listed(few(answer.now, name))} ({things})"
        for name, things in APART
        if few(answer.now, name) and not habit(answer.now, name)["few"]
    ]
    return [f"Left out of these sums, with fewer than 5 each: {listed(parts)}."] if parts else []


def welcome(answer: Habits) -> list[str]:
    """Where the school wants chat in its groups, a side chat asks for nothing."""
    row = habit(answer.now, "side_chats")
    there = bool(row.get("times") or row.get("few"))
    if answer.profile.social_chat != "welcome" or not there:
        return []
    return [f"Side chats are welcome here: {lower(answer.profile.says('social_chat'))}"]


def it(number: int) -> str:
    return "it" if number == 1 else "them"


def lower(text: str) -> str:
    return text[:1].lower() + text[1:]
