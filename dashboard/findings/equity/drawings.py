"""Which pictures of who is heard are drawn, and under which titles."""

import polars as pl

from dashboard.answers import Equity
from dashboard.findings.equity.families import unit
from dashboard.thresholds import FEWEST_FAMILIES, FEWEST_FOR_HALF, FEWEST_MESSAGES
from dashboard.words import sentence

HEARD_TITLE = "Families heard, of the families on roll"
VOICES_TITLE = "Families heard in 50 messages, beside what equal talk would give"


def weeks_title(answer: Equity) -> str:
    return f"{sentence(counted_as(answer))} heard, week by week"


def talk_title(answer: Equity) -> str:
    return f"How the talk is shared among the {counted_as(answer)} of this class"


def counted_as(answer: Equity) -> str:
    """families · families and staff"""
    return unit(2, staff=answer.counting.staff)


def can_draw(answer: Equity) -> bool:
    """Somebody could be counted in some class."""
    return answer.classes["heard"].is_not_null().any()


def can_draw_voices(answer: Equity) -> bool:
    return answer.classes["voices_50"].is_not_null().any()


def can_draw_weeks(answer: Equity) -> bool:
    """Something is known, and somebody posted."""
    return answer.weeks.height > 0 and bool(answer.weeks["families_heard"].sum())


def can_draw_talk(answer: Equity) -> bool:
    """Enough families and messages that the curve of talk is of nobody in particular."""
    return answer.talk.filter(pl.col("share_of_families") > 0).height > 0 and of_nobody(answer)


def of_nobody(answer: Equity) -> bool:
    whole = answer.whole
    return bool(whole["comparable"].item()) and (whole["half_the_talk"].item() or 0) >= FEWEST_FOR_HALF


def no_curve(answer: Equity) -> list[str]:
    """Why there is no curve of talk, where somebody was heard."""
    if not answer.talk.height or can_draw_talk(answer):
        return []
    return [
        f"How the talk is shared is drawn only with at least {FEWEST_FAMILIES} {counted_as(answer)} on roll, "
        f"{FEWEST_MESSAGES} messages, and at least {FEWEST_FOR_HALF} who wrote half of them: below that, a picture "
        "would point at somebody."
    ]


def is_grey(answer: Equity) -> bool:
    """Too much was written by senders linked to nobody."""
    return answer.whole["linked_enough"].item() is False


def can_choose_who_counts(answer: Equity) -> bool:
    """A roster names families, and the class was seen: the switches make a difference."""
    return answer.whole["heard"].item() is not None
