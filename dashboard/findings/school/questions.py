"""The four questions about a school, each with the figures that answer it and the words of its answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.words import in_period


@dataclass(frozen=True)
class Question:
    """What is asked, and the two figures of `Combined.figures` from whose least to whose most the answer lies."""

    heading: str
    least: str
    most: str  # the same where one figure is a band by itself
    subject: str  # of the picture's title
    whole: str  # what the share is of
    answer: str  # what is said of an amount
    topic: str  # what is said to be not known, where it is
    share: str  # what may be higher or lower than before
    average: str = ""  # said first of several groups together, where each counts by itself
    at_a_moment: bool = False  # of something in the period, not of all of it

    @property
    def of_families(self) -> bool:
        return self.whole == "families"

    @property
    def of_announcements(self) -> bool:
        return self.most == "seen_at_most"

    def title(self, period: str | None) -> str:
        """The title of the picture."""
        when = f" {self.when(period)}" if period else ""
        return f"{self.subject}{when}, of {'those on roll' if self.of_families else 'the nights observed'}"

    def when(self, period: str) -> str:
        """in Spring 2026 · of Spring 2026"""
        return f"of{in_period(period).removeprefix('in')}" if self.at_a_moment else in_period(period)


ASKED: Mapping[str, Question] = MappingProxyType(
    {
        "fair": Question(
            "Is it fair?",
            "heard",
            "heard",
            "Families heard",
            "families",
            "{} were heard",
            "how many families were heard",
            "share of families heard",
        ),
        "reach": Question(
            "Does it reach the families?",
            "seen_at_least",
            "seen_at_most",
            "Families who could see the last announcement",
            "families",
            "{} could see the last announcement",
            "how many families could see the last announcement",
            "share of families who could see it",
            at_a_moment=True,
        ),
        "calm": Question(
            "Is it calm?",
            "nights_with_a_message",
            "nights_with_a_message",
            "Nights with a message in quiet hours",
            "nights",
            "a message came in the quiet hours on {}",
            "on how many nights a message came in the quiet hours",
            "share of nights with a message",
            average="in the average class’s group, ",
        ),
        "current": Question(
            "Is it current?",
            "in_group_at_least",
            "in_group_at_most",
            "Families in their class’s group at the end",
            "families",
            "{} were in their class’s group at the end",
            "how many families were in their class’s group at the end",
            "share of families in their group",
            at_a_moment=True,
        ),
    }
)
QUESTIONS: Mapping[str, str] = MappingProxyType({key: asked.heading for key, asked in ASKED.items()})
