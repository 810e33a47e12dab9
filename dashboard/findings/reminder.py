"""The friendly reminder on the page: what its lines are called, and the sheet to print. Never a name."""

from types import MappingProxyType

from dashboard import report
from dashboard.policy import Profile
from dashboard.reminder import (
    FEWEST_TOLD,
    RULES,
    Figures,
    Reminder,
    as_text,
    direction,
    language_name,
    languages,
    lines,
    written,
)
from dashboard.report import Section
from dashboard.thresholds import FEWEST_FAMILIES, FEWEST_MESSAGES
from dashboard.words import listed

__all__ = ["Figures", "as_page", "as_text", "language_name", "languages", "written"]

TITLE = "A friendly reminder"
LEAD = "A short message that thanks the group, tells it a few of its own figures, and asks for little."
CHOICE = "What it tells"
LABELS = MappingProxyType(
    {
        "nights": "Nights",
        "bursts": "One message at a time",
        "questions": "Questions and replies",
        "non_answers": "Replies without an answer",
        "side_chats": "Conversations of two",
        "links": "Links to shops",
        "pictures": "Pictures and videos",
        "a_day": "Messages a day",
    }
)
NIGHTS = "nights"
UNASKED_OF = "The school's rules ask for none of these."
UNASKED = f"{UNASKED_OF} The quiet hours are the school's own, so the nights are told; choose as you like."
NOTHING = "There is nothing to tell yet: no export of this class's group reaches into this period."
CAUTION = (
    "Nobody is named, and nobody should be: everybody in the group can see who wrote what. Figures say what happened, "
    "not why: some people work at night, and a reply may have been given at the school gate. Nothing is sent from "
    "here; please read it before it is posted."
)


def label(line: str) -> str:
    return LABELS[line]


def on_offer(figures: Figures, profile: Profile) -> list[str]:
    """The names of the lines that can be told."""
    return [line.name for line in lines(figures, profile)]


def asked_for(figures: Figures, profile: Profile) -> list[str]:
    """Those of them that the school's rules ask for; without any the nights, as the quiet hours are the school's."""
    asked = [line.name for line in lines(figures, profile) if line.chosen]
    return asked or [line for line in on_offer(figures, profile) if line == NIGHTS]


def rules(figures: Figures, profile: Profile) -> list[str]:
    """Why the lines that are chosen are."""
    chosen = [line for line in lines(figures, profile) if line.chosen]
    if not chosen:
        return [UNASKED if asked_for(figures, profile) else f"{UNASKED_OF} The choice is yours."]
    said = dict.fromkeys(profile.says(RULES[line.name][0]) for line in chosen)
    return ["Chosen by the school's rules:", *said]


def left_out(figures: Figures, profile: Profile) -> list[str]:
    """Which lines are not on offer, and why."""
    offered = on_offer(figures, profile)
    missing = [LABELS[line] for line in LABELS if line not in offered]
    if not offered or not missing:
        return []
    return [
        f"Not on offer: {listed([f'“{name}”' for name in missing])}. A line is left out where its figure is not known "
        f"well enough, and where it comes near one person's: fewer than {FEWEST_TOLD} of what single people do, "
        f"and, in a class of fewer than {FEWEST_FAMILIES} families on roll or {FEWEST_MESSAGES} messages, "
        "most of what is not 0."
    ]


def as_page(reminder: Reminder) -> str:
    """As a stand-alone HTML document, one page to print."""
    return report.build(
        reminder.title,
        [Section("", (*reminder.paragraphs, reminder.closing))],
        language=reminder.language,
        direction=direction(reminder.language),
    )


def file_name(reminder: Reminder, ending: str) -> str:
    return f"friendly reminder ({reminder.language}).{ending}"
