"""A sentence a habit: bursts, side chats, questions and what follows them."""

from math import ceil

import polars as pl

from dashboard.answers import Habits
from dashboard.findings.habits.facing import Row, few, habit, share
from dashboard.words import counted, listed, of, percent, plural, sentence

BURST = "three or more messages by one sender within two minutes, nobody between"
SIDE_CHAT = "six or more messages in a row by just two people within half an hour"
HOURS_FROM = 90  # minutes

ROUGHLY = (
    ("bursts", f"of the messages came in bursts: {BURST}"),
    ("side_chats", f"of the messages were in side chats: {SIDE_CHAT}"),
    ("questions", "of the messages asked something"),
    ("followed", "of the questions were followed by somebody else within 24 hours"),
    ("non_answers", "of the messages met a question with little more than “don’t know”"),
)
APART = (
    ("bursts", "bursts"),
    ("side_chats", "side chats"),
    ("questions", "questions"),
    ("followed", "questions that are known to have been followed"),
    ("non_answers", "“don’t know”"),
)
MET = "met a question with little more than “don’t know”"
QUARTERS_FROM = 4  # questions


def bursts(answer: Habits) -> str:
    return stretches(answer, "bursts", "burst", BURST)


def side_chats(answer: Habits) -> str:
    return stretches(answer, "side_chats", "side chat", SIDE_CHAT)


def stretches(answer: Habits, name: str, thing: str, meaning: str) -> str:
    """How many messages were in bursts or side chats, and in how many of them."""
    row, there = habit(answer.now, name), where(answer, name)
    if row["few"]:
        return f"Each class had 1 to 4 {thing}s, too few to tell more of: {meaning}."
    if not row["times"]:
        return f"No {thing} was seen{there}: {meaning}."
    return (
        f"{part_of(row, 'message')}{there} {plural(row['part'], 'was')} in {counted(row['times'], thing)}: {meaning}."
    )


def part_of(row: Row, thing: str) -> str:
    """84 of the 1,705 messages (5 %)"""
    return f"{of(row['part'], row['of'], thing)} ({percent(row['part'] / row['of'])})"


def where(answer: Habits, name: str) -> str:
    """in 1A and 2A: where the others are left out of a sum, as theirs come near one person's number"""
    told = answer.now.classes.filter(pl.col("habit") == name, ~pl.col("few"))["class"].to_list()
    return f" in {listed(told)}" if few(answer.now, name) else ""


def questions(answer: Habits) -> str:
    """How many were followed by somebody else, and how soon."""
    asked, followed = habit(answer.now, "questions"), habit(answer.now, "followed")
    if asked["few"]:
        return "Each class had 1 to 4 questions, too few to tell more of."
    if asked["part"] == 0:
        return f"Nobody asked anything{where(answer, 'questions')}."
    were = f"{counted(asked['part'], 'question')} {plural(asked['part'], 'was')} asked{where(answer, 'questions')}"
    if followed["few"]:
        return f"{were}; how many were followed by somebody else comes too near one person’s number to be told."
    if followed["of"] == 0:
        return f"{were}, so late that the export does not show what followed."
    was, there = plural(followed["part"], "was"), where(answer, "followed")
    said = f"{part_of(followed, 'question')}{there} {was} followed by somebody else within 24 hours"
    return f"{said}{how_soon(answer, followed['part'])}.{not_known(answer, asked['part'] - followed['of'])}"


def not_known(answer: Habits, questions: int) -> str:
    """Of 2 more it is not known: for the class rep, in whose figures nothing else is left out."""
    if not answer.inside or not questions:
        return ""
    return f" Of {questions:,} more it is not known: the export ends too soon after {it(questions)}."


def how_soon(answer: Habits, followed: int) -> str:
    """: a quarter of those within 2 minutes, half within 9 minutes and three quarters within 3 hours"""
    rows = answer.now.waits.filter(pl.col("class").is_null()).to_dicts()
    if not rows:
        return ""
    quarter, half, three_quarters = (lasting(rows[0][name]) for name in ("quarter", "half", "three_quarters"))
    if followed == 1:
        return f", in fact within {half}"
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
        return f"In each class 1 to 4 messages {MET}, too few to tell more of."
    if row["part"] == 0:
        return f"No message{there} {MET}."
    return f"{part_of(row, 'message')}{there} {MET}."


def apart(answer: Habits) -> list[str]:
    """The classes whose number comes near one person's: of which habits, and that no sum has them."""
    parts = [
        f"{listed(few(answer.now, name))} ({things})"
        for name, things in APART
        if few(answer.now, name) and not habit(answer.now, name)["few"]
    ]
    return [f"Not in these sums, with fewer than 5 each: {listed(parts)}."] if parts else []


def roughly(answer: Habits) -> list[str]:
    """The shares of school leadership, in bands."""
    told = [(share(habit(answer.now, name)), words) for name, words in ROUGHLY]
    return [f"{sentence(part)} {words}." for part, words in told if part]


def welcome(answer: Habits) -> list[str]:
    """Where the school wants chat in its groups, a side chat asks for nothing."""
    row = habit(answer.now, "side_chats")
    there = bool(row.get("times") or row.get("few") or row.get("said"))
    if answer.profile.social_chat != "welcome" or not there:
        return []
    return [f"A side chat is no fault here: {lower(answer.profile.says('social_chat'))}"]


def it(number: int) -> str:
    return "it" if number == 1 else "them"


def lower(text: str) -> str:
    return text[:1].lower() + text[1:]
