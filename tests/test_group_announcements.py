"""Announcements of several classes: which count in a year, and in what order they stand."""

from datetime import datetime
from types import SimpleNamespace
from typing import cast

from dashboard.answers import group_announcements
from dashboard.answers.summary_rows import Counted, Rows
from tests.summarised_school import SPRING, reached_of

TOGETHER = Rows("Year 1", "year", {SPRING.name: ("1A", "1B")})


def test_an_announcement_counts_in_a_year_where_it_is_known_of_each_of_its_classes() -> None:
    rows = {
        ("1A", SPRING.name): [reached_of(), reached_of(sent_at=datetime(2026, 2, 1, 12))],
        ("1B", SPRING.name): [reached_of(n=12, floor=3)],
    }
    found = group_announcements.reached(cast(Counted, SimpleNamespace(reached=rows)), TOGETHER, SPRING.name)
    assert [(each["sent_at"].month, each["n"], each["floor"], each["ceiling"]) for each in found] == [(1, 22, 4, 18)]


def test_announcements_of_a_year_stand_by_time_whichever_class_had_them_first() -> None:
    later, sooner = (reached_of(sent_at=datetime(2026, month, 1)) for month in (3, 2))
    assert group_announcements.by_time([later, sooner]) == [sooner, later]
