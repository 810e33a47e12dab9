"""Exact rows as a summary says them: in bands, of enough, and without what is hidden."""

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest

from dashboard.answers import in_bands
from dashboard.answers.in_bands import said
from dashboard.answers.summary_rows import Counted, Facts, Rows
from dashboard.disclosure import bands
from tests.summarised_school import SPRING, reached_of

ALONE = Rows("1A", "class", {SPRING.name: ("1A",)}, "1A")
TOGETHER = Rows("Year 1", "year", {SPRING.name: ("1A", "1B")})
WHOLE_SCHOOL = Rows("Hill School", "school", {SPRING.name: ("1A",)})


@pytest.mark.parametrize(
    ("figure", "fewest"),
    [
        ("school_nights_with_a_message", 40),
        ("in_side_chats", 50),
        ("questions", 50),
        ("non_answers", 50),
    ],
)
def test_a_share_of_too_few_nights_or_messages_is_not_told(figure: str, fewest: int) -> None:
    assert said(figure, 9, fewest - 1) is None
    assert said(figure, 9, fewest) == bands.share(9, fewest)


@pytest.mark.parametrize(("families", "told"), [(9, 0), (10, 1)])
def test_an_announcement_to_fewer_than_ten_families_is_not_told(families: int, told: int) -> None:
    assert len(in_bands.announcements([reached_of(n=families)], ALONE, frozenset())) == told


def test_an_announcement_is_told_by_its_own_columns_unless_it_or_its_period_is_hidden() -> None:
    row = reached_of()  # of 10 families: 1, 4 and 9, and read by 5 to 7
    (sent,) = in_bands.announcements([row], ALONE, frozenset())
    shares = (sent.at_least, sent.known, sent.at_most, sent.read_at_least, sent.read_at_most)
    assert shares == ("under 30 %", "30 to 50 %", "70 % or more", "50 to 70 %", "70 % or more")
    for cell in (("1A", row["sent_at"]), ("1A", SPRING.name)):
        assert in_bands.announcements([row], ALONE, frozenset({cell})) == ()
    assert len(in_bands.announcements([row], ALONE, frozenset({("1B", SPRING.name)}))) == 1


def test_one_share_of_an_announcement_can_be_hidden_alone() -> None:
    row = reached_of()
    (sent,) = in_bands.announcements([row], ALONE, frozenset({("1A", row["sent_at"], "known")}))
    assert (sent.at_least, sent.known, sent.at_most) == ("under 30 %", None, "70 % or more")


def test_times_are_settled_where_they_are_in_every_class_and_a_school_has_no_year() -> None:
    days: tuple[Any, Any] = (date(2025, 9, 1), date(2026, 7, 17))
    facts = {name: Facts("1", "export", *days, settled) for name, settled in (("1A", True), ("1B", False))}
    known = cast(Counted, SimpleNamespace(facts=facts))
    assert in_bands.group_facts(known, TOGETHER) == {"year": "1", "times_settled": False, "classes": ("1A", "1B")}
    assert in_bands.group_facts(known, WHOLE_SCHOOL) == {"year": None, "times_settled": True, "classes": ("1A",)}
