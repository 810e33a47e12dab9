"""Reach for experts: how soon families are about after an announcement, and what every measure is."""

from types import MappingProxyType

from dashboard.answers import Reach
from dashboard.words import counted, percent

TITLE = "For experts: bands, intervals, time to next activity"
ACTIVITY_TITLE = "How long families are not heard from after an announcement"
DAY = 24
DEFINITIONS = MappingProxyType(
    {
        "Band": (
            "Floor: families with evidence in the window after the announcement (direct signs, a message or a join of "
            "their own in its group, a message below a whole copy of it), each once. Ceiling: families with a guardian "
            "known or possibly a member of a group where it or a copy stood; where the members were counted, no more "
            "unknown families than there is room for. It is no estimate: there is no middle that would be likelier."
        ),
        "Band of a read count": (
            "Message info counts people. The fewest families: those with two members first, and everybody in the group "
            "who may belong to no family counted, or to one that is counted already. The most: one family a reader. A "
            "list of the group's members narrows it. Undefined where fewer had read it than families wrote below it."
        ),
        "Copy": (
            "Two texts of 40 characters or more without punctuation or case: RapidFuzz ratio 90 or more, Jaccard of "
            "their runs of five words of 0.6 or more, or all of it inside the other. A part of 40 characters or more, "
            "word for word, is a quote; not if others wrote it before, nor if it is what the PA usually says."
        ),
        "Intervals": (
            "Of the median over announcements, distribution-free by order statistics (Thompson 1936), 95 % or more; "
            "none with fewer than 8 announcements."
        ),
        "Time to next activity": (
            "Kaplan-Meier over every announcement and every family on roll: hours until somebody of the family wrote "
            "in any group that is loaded; a family not seen to write in 7 days, or to the end of all that is loaded, "
            "is censored. "
            "It tells when families are about on WhatsApp, and nothing of what they read there."
        ),
    }
)


def can_draw(answer: Reach) -> bool:
    return answer.activity.height > 0


def points(answer: Reach) -> list[str]:
    """How many had been heard from after a day, over how many pairs."""
    pairs = answer.activity.sort("hours")["at_risk"].item(0)
    first = answer.activity.filter(answer.activity["hours"] <= DAY)
    heard = percent(1 - first["survival"][-1]) if first.height else percent(0)
    return [
        f"Of {counted(pairs, 'pair')} of an announcement and a family, {heard} had a message of the family in some "
        "group within a day. Most who read write nothing: this is no share of readers."
    ]
