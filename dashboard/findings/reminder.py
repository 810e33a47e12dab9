"""The friendly reminder on the page: what its lines are called, and the sheet to print. Never a name."""

from collections.abc import Sequence
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
    is_welcome,
    language_name,
    languages,
    lines,
    written,
)
from dashboard.report import Document, Section
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
UNASKED = "The school's rules ask for none of these, so none is chosen. Choose as you like."
NOTHING = "There is nothing to tell: too little is known of this class's group in this period."
CAUTION = (
    "Nobody is named. Everybody in the group can look up who wrote what, so please add no name. Figures say what "
    "happened, not why: some people work at night, and a reply may have been given at the school gate. Nothing is sent "
    "from here; please read it before it is posted."
)


def label(line: str) -> str:
    return LABELS[line]


def on_offer(figures: Figures, profile: Profile) -> list[str]:
    """The names of the lines that can be told."""
    return [line.name for line in lines(figures, profile)]


def asked_for(figures: Figures, profile: Profile) -> list[str]:
    """Those of them that the school's rules ask for."""
    return [line.name for line in lines(figures, profile) if line.chosen]


def rules(figures: Figures, profile: Profile) -> list[str]:
    """Why the lines that are chosen are."""
    said = dict.fromkeys(profile.says(RULES[line][0]) for line in asked_for(figures, profile))
    return ["Chosen by the school's rules:", *said] if said else [UNASKED]


def left_out(figures: Figures, profile: Profile) -> list[str]:
    """Which lines are not on offer, and why."""
    offered = on_offer(figures, profile)
    if not offered:
        return []
    welcome = [line for line in LABELS if is_welcome(line, profile)]
    missing = [LABELS[line] for line in LABELS if line not in offered and line not in welcome]
    return [*by_figures(missing), *(by_rules(line, profile) for line in welcome)]


def by_figures(missing: Sequence[str]) -> list[str]:
    if not missing:
        return []
    return [
        f"Not on offer: {listed([f'“{name}”' for name in missing])}. A line is left out where its figure is not known "
        f"well enough, or is 1 to {FEWEST_TOLD - 1}, as the group might guess who is meant; in a class with fewer than "
        f"{FEWEST_FAMILIES} families on roll or fewer than {FEWEST_MESSAGES} messages, most lines are."
    ]


def by_rules(line: str, profile: Profile) -> str:
    return f"“{LABELS[line]}” is not on offer. {profile.says(RULES[line][0])}"


def as_page(reminder: Reminder) -> str:
    """As a stand-alone HTML document, one page to print."""
    return report.build(
        Document(
            reminder.title,
            [Section("", (*reminder.paragraphs, reminder.closing))],
            language=reminder.language,
            direction=direction(reminder.language),
        )
    )


def file_name(reminder: Reminder, ending: str) -> str:
    return f"friendly reminder ({reminder.language}).{ending}"
