"""What each reader is told of the groups' habits: rows of what was noted -> the figures behind the page."""

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from dashboard.answers.habits import POSTED, SHARES, Habits, Told, habits
from dashboard.answers.noted import Noted, noted
from dashboard.selection import Period, Selection
from dashboard.workspace import Workspace
from tests.habits_school import (
    FAMILIES,
    HELD,
    SENDERS,
    SPRING,
    SUMMER,
    day,
    link,
    noted_of,
    question,
    school,
)

EVERY = tuple(FAMILIES)
LARGE = ["1A", "1B"]


@pytest.fixture(scope="module")
def loaded() -> Workspace:
    return school()


def of_rep(loaded: Workspace, *rows: dict[str, Any], name: str = "1A", **more: Any) -> Habits:
    return habits(loaded, Selection(SUMMER, (name,)), noted=noted_of(*rows), inside=True, **more)


def of_pa(loaded: Workspace, *rows: dict[str, Any]) -> Habits:
    return habits(loaded, Selection(SUMMER, EVERY), noted=noted_of(*rows), inside=False)


def row(shares: pl.DataFrame, habit: str, name: str | None = None) -> tuple[Any, ...]:
    """times, part, of, few of one class, or of all of them."""
    found = shares.filter(pl.col("habit") == habit, pl.col("class").eq_missing(pl.lit(name, pl.String)))
    return found.select("times", "part", "of", "few").row(0)


BURSTS = {"messages": 20, "bursts": 2, "burst_messages": 7, "saved": 5}


def test_a_habit_is_the_sum_of_the_days_of_the_period_its_first_and_its_last_included(loaded: Workspace) -> None:
    days = [SUMMER.starts, SUMMER.ends, SUMMER.starts - timedelta(days=1), SUMMER.ends + timedelta(days=1)]
    told = of_rep(loaded, *(day("1A", on, **BURSTS) for on in days)).now
    assert row(told.classes, "bursts", "1A") == (4, 14, 40, False)
    assert row(told.whole, "bursts") == (4, 14, 40, False)
    assert told.messages == 40


def test_the_rep_is_told_of_the_own_class_alone_however_small_the_number(loaded: Workspace) -> None:
    rows = [
        day("1A", messages=9, side_chats=1, side_messages=6, non_answers=1),
        day("1B", messages=50, side_chats=9, side_messages=60),
    ]
    told = of_rep(loaded, *rows).now
    assert told.classes["class"].unique().to_list() == ["1A"]
    assert row(told.whole, "side_chats") == (1, 6, 9, False)
    assert row(told.whole, "non_answers") == (None, 1, 9, False)


def test_the_rep_of_a_small_class_is_told_of_it_too(loaded: Workspace) -> None:
    answer = of_rep(loaded, day("2A", messages=4, bursts=1, burst_messages=3), name="2A")
    assert row(answer.now.whole, "bursts") == (1, 3, 4, False)
    assert answer.left_out == 0


@pytest.mark.parametrize(
    ("number", "told", "summed"),
    [
        (0, (0, 0, 100, False), (10, 40, 300, False)),
        (1, (None, None, None, True), (10, 40, 200, False)),
        (4, (None, None, None, True), (10, 40, 200, False)),
        (5, (5, 30, 100, False), (15, 70, 300, False)),
    ],
)
def test_readers_of_several_classes_are_told_no_number_that_comes_near_one_persons_and_no_sum_that_gives_it_away(
    loaded: Workspace, number: int, told: tuple[Any, ...], summed: tuple[Any, ...]
) -> None:
    rows = [
        day("1A", messages=100, side_chats=number, side_messages=number * 6),
        day("1B", messages=200, side_chats=8, side_messages=40),
    ]
    answer = of_pa(loaded, *rows).now
    assert row(answer.classes, "side_chats", "1A") == told
    assert row(answer.classes, "side_chats", "1B") == (10, 40, 200, False)
    assert row(answer.whole, "side_chats") == summed


def test_numbers_of_classes_among_others_are_to_the_nearest_five_and_the_reps_own_are_exact(loaded: Workspace) -> None:
    rows = [day(name, messages=103, bursts=7, burst_messages=31) for name in LARGE]
    among, own = of_pa(loaded, *rows), of_rep(loaded, *rows)
    assert row(among.now.classes, "bursts", "1A") == (5, 30, 105, False)
    assert row(among.now.whole, "bursts") == (10, 60, 210, False)
    assert (among.now.messages, among.rounded) == (210, True)
    assert row(own.now.whole, "bursts") == (7, 31, 103, False)
    assert (own.now.messages, own.rounded) == (103, False)


def test_a_year_less_its_other_term_gives_no_number_of_a_term_away(loaded: Workspace) -> None:
    spring = [day(name, SPRING.ends, messages=100, side_chats=9, side_messages=62) for name in LARGE]
    summer = [day(name, messages=100, side_chats=3, side_messages=18) for name in LARGE]
    year = Period("School year 2025/26", SPRING.starts, SUMMER.ends)
    told = [
        habits(loaded, Selection(period, EVERY), noted=noted_of(*spring, *summer), inside=False).now.classes
        for period in (SPRING, SUMMER, year)
    ]
    assert [row(each, "side_chats", "1A")[:2] for each in told] == [(10, 60), (None, None), (10, 80)]


LATE = replace(SPRING, name="Autumn 2025", starts=date(2025, 9, 3), ends=date(2025, 12, 19))


@pytest.mark.parametrize("inside", [True, False])
def test_a_period_that_no_export_covers_is_not_one_in_which_nothing_was_written(
    loaded: Workspace, inside: bool
) -> None:
    answer = habits(loaded, Selection(LATE, ("1A",)), noted=noted_of(), inside=inside)
    assert (answer.observed, answer.unobserved, answer.left_out) == (None, ("1A",), 0)
    assert answer.now.messages is None
    for frame in (answer.now.classes, answer.now.whole, answer.now.faced, answer.now.waits):
        assert frame.is_empty()


def of_1b_from_summer_on() -> Workspace:
    return school(spring={"1B": 0})


def test_a_class_whose_export_begins_later_has_no_row_and_is_not_too_small() -> None:
    spring = habits(
        of_1b_from_summer_on(), Selection(SPRING, tuple(LARGE)), noted=noted_of(day("1A", SPRING.ends)), inside=False
    )
    assert (spring.unobserved, spring.left_out) == (("1B",), 0)
    assert spring.now.classes["class"].unique().to_list() == ["1A"]


def test_the_period_before_is_not_set_beside_where_it_was_not_observed() -> None:
    answer = of_rep(of_1b_from_summer_on(), day("1B", messages=100), name="1B")
    assert (answer.before, answer.earlier, answer.observed_before) == (SPRING, None, False)
    seen = of_rep(of_1b_from_summer_on(), day("1A", messages=100))
    assert (seen.earlier is None, seen.observed_before) == (False, True)


def test_where_every_class_comes_near_one_persons_number_so_does_the_sum(loaded: Workspace) -> None:
    rows = [day(name, messages=100, non_answers=3) for name in LARGE]
    assert row(of_pa(loaded, *rows).now.whole, "non_answers") == (None, None, None, True)


def test_readers_of_several_classes_are_told_of_large_ones_alone_and_of_how_many_they_are_not(
    loaded: Workspace,
) -> None:
    rows = [day(name, messages=100, bursts=10, burst_messages=40) for name in EVERY]
    answer = of_pa(loaded, *rows, *(question("2A", 7) for _ in range(9)))
    assert answer.now.classes["class"].unique(maintain_order=True).to_list() == LARGE
    assert answer.now.faced["class"].to_list() == LARGE
    assert row(answer.now.whole, "bursts") == (20, 80, 200, False)
    assert answer.now.messages == 200
    assert answer.now.waits.is_empty()
    assert answer.left_out == 1


REPS = {"other_links": 3, "pictures": 2, "videos": 1, "unknown_media": 4, "deleted_by_sender": 5, "deleted_by_admin": 6}


def test_links_pictures_and_deletions_are_the_reps(loaded: Workspace) -> None:
    rows = [day("1A", messages=100, **REPS), day("1B", messages=100, **REPS), link("1A", "shop.example", "shop")]
    assert of_rep(loaded, *rows).now.posted.to_dicts() == [dict.fromkeys(POSTED, 0) | REPS]
    answer = of_pa(loaded, *rows)
    assert answer.now.posted.is_empty()
    assert answer.domains.is_empty()


def test_sites_are_those_of_the_own_group_and_the_period_the_most_linked_first(loaded: Workspace) -> None:
    rows = [
        *(link("1A", name, "sign_up") for name in ("b.example", "c.example", "a.example", "c.example")),
        link("1B", "theirs.example"),
        link("1A", "old.example", on=SPRING.ends),
    ]
    assert of_rep(loaded, *rows).domains.rows() == [
        ("c.example", "sign_up", 2),
        ("a.example", "sign_up", 1),
        ("b.example", "sign_up", 1),
    ]


def test_a_parent_association_of_a_school_of_one_class_is_no_class_rep() -> None:
    one = school({"1A": 12})
    rows = [day("1A", messages=100, bursts=3, burst_messages=9, **REPS), link("1A", "shop.example")]
    answer = habits(one, Selection(SUMMER, ("1A",)), noted=noted_of(*rows), inside=False)
    assert row(answer.now.whole, "bursts") == (None, None, None, True)
    assert answer.now.posted.is_empty()
    assert answer.domains.is_empty()
    assert not answer.inside


def test_who_chose_several_classes_sees_none_from_inside_whatever_is_claimed(loaded: Workspace) -> None:
    answer = habits(loaded, Selection(SUMMER, EVERY), noted=noted_of(day("1A", **REPS)), inside=True)
    assert not answer.inside
    assert answer.now.posted.is_empty()


def test_days_without_a_message_count_as_days_that_a_reader_faced_none(loaded: Workspace) -> None:
    ten = [day("1A", SUMMER.starts + timedelta(days=number), messages=12) for number in range(10)]
    (told,) = of_rep(loaded, *ten).now.faced.to_dicts()
    assert told == {"class": "1A", "days": 96, "median": 0.0, "high": 12.0}


def test_a_question_is_known_to_be_followed_or_not_or_the_export_ends_too_soon(loaded: Workspace) -> None:
    asked = [question("1A", 5), question("1A", 90), question("1A", None), question("1A", None, over=False)]
    elsewhere = [question("1B", 5), question("1A", 5, on=SPRING.ends), question("1A", 5, on=date(2026, 7, 18))]
    told = of_rep(loaded, day("1A", messages=30, questions=3, answered=2), *asked, *elsewhere).now
    assert row(told.whole, "questions") == (None, 4, 30, False)
    assert row(told.whole, "followed") == (None, 2, 3, False)


def test_how_soon_is_the_quartiles_of_the_questions_that_were_followed(loaded: Workspace) -> None:
    asked = [*(question("1A", minutes) for minutes in (1, 3, 5, 60, 120)), question("1A", None)]
    (told,) = of_rep(loaded, *asked).now.waits.filter(pl.col("class") == "1A").to_dicts()
    assert told == {"class": "1A", "quarter": 3.0, "half": 5.0, "three_quarters": 60.0}


def test_how_soon_of_several_classes_is_of_those_that_are_told_of(loaded: Workspace) -> None:
    asked = [*(question("1A", 10) for _ in range(5)), *(question("1B", 1000) for _ in range(4))]
    waits = of_pa(loaded, *asked).now.waits
    assert waits["class"].to_list() == [None, "1A"]
    assert waits["half"].to_list() == [10.0, 10.0]


def test_nobody_who_asked_is_a_zero_and_how_soon_is_not_known(loaded: Workspace) -> None:
    told = of_rep(loaded, day("1A", messages=3)).now
    assert row(told.whole, "followed") == (None, 0, 0, False)
    assert told.waits.is_empty()


def test_the_period_before_has_the_same_classes_beside_it(loaded: Workspace) -> None:
    then = [day(name, SPRING.ends, messages=80, bursts=5, burst_messages=20) for name in EVERY]
    answer = of_pa(loaded, day("1A", messages=100), *then)
    assert answer.before == SPRING
    assert answer.earlier is not None
    assert row(answer.earlier.whole, "bursts") == (10, 40, 160, False)


def test_where_a_class_is_too_small_in_the_period_before_none_is_set_beside_it() -> None:
    new = school(spring={"1B": 49})
    assert of_pa(new, day("1A", messages=100)).earlier is None
    assert of_rep(new, day("1B", messages=100), name="1B").earlier is not None
    assert of_pa(school(spring={"1B": 50}), day("1A", messages=100)).earlier is not None


def test_the_first_period_has_none_before_it(loaded: Workspace) -> None:
    answer = habits(loaded, Selection(SPRING, EVERY), noted=noted_of(), inside=False)
    assert (answer.before, answer.earlier) == (None, None)


def test_a_class_without_an_export_has_no_row_and_is_not_small(loaded: Workspace) -> None:
    more = replace(loaded, chats=tuple(chat for chat in loaded.chats if chat.name != "Class 1B"))
    rows = [day(name, messages=100) for name in EVERY]
    answer = habits(more, Selection(SUMMER, EVERY), noted=noted_of(*rows), inside=False)
    assert answer.now.faced["class"].to_list() == ["1A"]
    assert answer.left_out == 1
    assert habits(more, Selection(SUMMER, ("1B",)), noted=noted_of(*rows)).now.whole["part"].null_count() == 0


def test_without_what_was_noted_before_it_is_noted_anew(loaded: Workspace) -> None:
    chosen = Selection(SUMMER, ("1A",))
    anew, kept = habits(loaded, chosen), habits(loaded, chosen, noted=noted(loaded))
    assert row(anew.now.whole, "bursts") == (0, 0, HELD, False)
    assert anew.now.whole.equals(kept.now.whole)


def test_only_exports_of_the_classes_told_of_say_whether_times_are_to_the_minute(loaded: Workspace) -> None:
    assert of_rep(loaded).to_the_minute
    chats = tuple(
        replace(chat, header=replace(chat.header, resolution="second")) if chat.name == "Class 1A" else chat
        for chat in loaded.chats
    )
    assert not of_rep(replace(loaded, chats=chats)).to_the_minute
    assert of_rep(replace(loaded, chats=chats), name="1B").to_the_minute


def frames(answer: Habits | Told | Noted) -> list[pl.DataFrame]:
    held = [getattr(answer, field.name) for field in fields(answer)]
    own = [part for part in held if isinstance(part, pl.DataFrame)]
    return own + [frame for part in held if isinstance(part, Told) for frame in frames(part)]


def test_no_frame_holds_a_sender(loaded: Workspace) -> None:
    found = noted(loaded)
    for answer in (found, habits(loaded, Selection(SUMMER, ("1A",)), noted=found)):
        for frame in frames(answer):
            assert "sender" not in frame.columns
            assert not any(name in str(frame.to_dict(as_series=False)) for name in SENDERS)


def test_shares_have_five_rows_a_class_by_name(loaded: Workspace) -> None:
    told = of_pa(loaded, day("1B", messages=100)).now
    assert told.classes.schema == SHARES
    assert told.whole.schema == SHARES
    assert told.classes["class"].to_list() == ["1A"] * 5 + ["1B"] * 5
    assert told.whole.height == 5
