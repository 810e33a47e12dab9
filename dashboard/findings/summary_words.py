"""What each figure of a summary is called, what it is a share of, why it may not be known, and how it is said."""

from types import MappingProxyType

from dashboard.disclosure import bands
from dashboard.summary.model import Count, Figures

WORDS = MappingProxyType(  # each figure, in the order in which it is read
    {
        "families": "Families on roll",
        "heard": "Families heard: with at least one message",
        "linked_enough": "Enough messages could be linked to a family",
        "in_group_at_least": "Families surely in the group when the period ended",
        "in_group_at_most": "Families that may have been in the group when the period ended",
        "unlinked_members": "Members of the group then linked to no family",
        "joined": "People who joined the group",
        "left": "People who left the group or were removed",
        "nights": "Nights observed",
        "nights_with_a_message": "Nights with a message in quiet hours",
        "school_nights_with_a_message": "Nights before a school day with a message in quiet hours",
        "messages_a_day": "Messages on a typical day",
        "messages_on_a_busy_day": "Messages on a busy day (one in twenty has more)",
        "in_bursts": "Messages in bursts",
        "in_side_chats": "Messages in side chats",
        "questions": "Messages that ask a question",
        "questions_followed": "Questions followed by somebody else’s message",
        "non_answers": "Messages that only say “don’t know”",
    }
)
OF = MappingProxyType(  # what a share is a share of
    {
        "heard": "the families",
        "in_group_at_least": "the families",
        "in_group_at_most": "the families",
        "nights_with_a_message": "the nights observed",
        "school_nights_with_a_message": "those nights",
        "in_bursts": "the messages",
        "in_side_chats": "the messages",
        "questions": "the messages",
        "questions_followed": "the questions",
        "non_answers": "the messages",
    }
)
OF_AN_ANNOUNCEMENT = MappingProxyType(
    {
        "at_least": "Left a sign of it",
        "known": "Surely in a group where it stood",
        "at_most": "Can have been in a group where it stood",
        "read_at_least": "Read it, at least",
        "read_at_most": "Read it, at most",
    }
)
STATES = MappingProxyType(
    {
        "export": "an export of it was read",
        "no export": "no export was read",
        "no group": "there is none",
        "not exported": "none was read: the group has chosen that nobody can export it",
    }
)
BEGINS_LATER = "not known: the export begins after the period began"
WHY = MappingProxyType(  # a count is never too few to show: what else it takes to know it
    {
        "families": "not known: only a roster tells it",
        "left": "not known: it takes an admin’s export that begins before the period",
    }
)
UNKNOWN = "not known"
UNTOLD = "not known, or too few to show"


def figure(told: Figures, name: str, *, late: bool) -> str:
    """One figure in words: 45 to 55 % of the families · about 25 (23 to 27) · yes · not known: why.

    late: the records begin after the period began.
    """
    value = getattr(told, name)
    if value is None:
        return why(name, late=late)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{share(value)} of {OF[name]}" if name in OF else number(value)


def why(name: str, *, late: bool) -> str:
    """Of a figure that is not told."""
    if late and name == "joined":
        return BEGINS_LATER
    return UNTOLD if name in OF else WHY.get(name, UNKNOWN)


def share(said: str) -> str:
    """about 15 % · under 10 % · over 90 % · 45 to 55 % · 85 % or more"""
    if said not in bands.WORDS[bands.FINE]:
        return said
    return {"<": "under ", ">": "over "}.get(said[0], f"about {said[0]}") + said[1:]


def number(said: Count) -> str:
    """0 · 1 to 4 · about 25 (23 to 27)"""
    low, high = bands.numbers(said)
    if low == high:
        return str(low)
    return f"{low} to {high}" if said == bands.FEW else f"about {said} ({low} to {high})"
