"""The figures of a reminder: one class's own group, in the period, and nothing for readers from outside."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import polars as pl
import pytest

from dashboard import workspace
from dashboard.answers.noted import Noted
from dashboard.answers.reminder import reminder
from dashboard.metrics.habits import HABITS
from dashboard.reminder import Figures, lines
from dashboard.selection import Period, Selection, offered
from dashboard.workspace import Workspace

SCHOOL = """
name = "Bramley Hill"
[quiet_hours]
start = 20:30:00
end = 07:00:00
[bank_holidays]
count = false
[[terms]]
name = "Spring"
starts = 2026-03-02
ends = 2026-03-27
[[classes]]
name = "2B"
chat = "Class 2B"
[[classes]]
name = "3C"
chat = "Class 3C"
[[classes]]
name = "4D"
"""
MARCH = Period("March", date(2026, 3, 2), date(2026, 3, 8))
ROSTER = "class,families\n2B,27\n3C,9\n4D,20\n"


def export(*times: str, sender: str = "Zebedee Quaxworth", text: str = "A private word") -> bytes:
    lines = [f"{each} - {sender}: {text}" for each in times]
    encrypted = (
        "Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, can read or "
    )
    return "\n".join([f"01/03/2026, 09:00 - {encrypted}listen to them. Tap to learn more.", *lines]).encode()


@pytest.fixture(scope="module")
def loaded() -> Workspace:
    """2B wrote on Monday evening, on Saturday night and last on Monday the 9th; 3C on every one of those evenings."""
    return workspace.load(
        [
            ("school.toml", SCHOOL.encode()),
            ("classes.csv", ROSTER.encode()),
            (
                "WhatsApp Chat with Class 2B.txt",
                export("02/03/2026, 20:29", "03/03/2026, 20:30", "03/03/2026, 22:00", "07/03/2026, 23:00")
                + b"\n09/03/2026, 12:00 - Ada Zzyzx: 'Bye",
            ),
            (
                "WhatsApp Chat with Class 3C.txt",
                export(*(f"0{day}/03/2026, 22:00" for day in range(1, 9)), "09/03/2026, 12:00"),
            ),
        ]
    )


def days(*rows: dict[str, object]) -> Noted:
    """HABITS with 0 for all that a row does not say."""
    zeros = dict.fromkeys(HABITS.names()[2:], 0)
    habits = pl.DataFrame([zeros | {"chat": "Class 2B"} | row for row in rows], schema=HABITS)
    return Noted(habits=habits, questions=pl.DataFrame(), links=pl.DataFrame())


def asked(loaded: Workspace, noted: Noted | None = None, period: Period = MARCH, *classes: str) -> Figures:
    return reminder(loaded, Selection(period, classes or ("2B",)), noted=noted or days())


def test_school_nights_of_the_class_are_counted_by_the_schools_own_quiet_hours(loaded: Workspace) -> None:
    found = asked(loaded)

    # Monday to Thursday and Sunday: 20:29 on Monday is not quiet yet, Tuesday is, Saturday is no school night
    assert (found.disturbed_school_nights, found.school_nights) == (1, 5)
    assert (found.quiet_start, found.quiet_end) == (time(20, 30), time(7))


def test_nights_before_a_weekend_are_no_school_nights_and_alone_leave_none_known(loaded: Workspace) -> None:
    found = asked(loaded, None, Period("A weekend", date(2026, 3, 6), date(2026, 3, 7)))

    assert (found.school_nights, found.disturbed_school_nights) == (None, None)
    assert found.first == date(2026, 3, 6)


def test_another_class_has_its_own_nights(loaded: Workspace) -> None:
    found = asked(loaded, None, MARCH, "3C")

    assert (found.disturbed_school_nights, found.school_nights, found.families) == (5, 5, 9)


def test_class_school_families_and_days_are_told(loaded: Workspace) -> None:
    found = asked(loaded)

    assert (found.class_name, found.school, found.families) == ("2B", "Bramley Hill", 27)
    assert (found.first, found.last) == (date(2026, 3, 2), date(2026, 3, 8))


def test_the_days_are_those_of_the_period_among_the_records(loaded: Workspace) -> None:
    year = Period("School year 2025/26", date(2025, 9, 1), date(2026, 7, 20))
    found = asked(loaded, None, year)

    assert (found.first, found.last) == (date(2026, 3, 1), date(2026, 3, 9))


def test_a_period_without_a_record_has_no_days_and_no_nights(loaded: Workspace) -> None:
    found = asked(loaded, None, Period("May", date(2026, 5, 1), date(2026, 5, 31)))

    assert (found.first, found.last) == (None, None)
    assert (found.school_nights, found.disturbed_school_nights, found.a_day, found.busy_day) == (None,) * 4


def test_habits_are_sums_over_the_days_of_the_period_in_the_own_group(loaded: Workspace) -> None:
    everything = {name: 10 + at for at, name in enumerate(HABITS.names()[2:])}
    found = asked(
        loaded,
        days(
            {"day": date(2026, 3, 1)} | everything,
            {"day": date(2026, 3, 2)} | everything,
            {"day": date(2026, 3, 8), "questions": 3, "pictures": 4},
            {"day": date(2026, 3, 9)} | everything,
            {"day": date(2026, 3, 5), "chat": "Class 3C"} | everything,
        ),
    )

    assert found.messages == everything["messages"]
    assert found.bursts == everything["bursts"]
    assert found.saved == everything["saved"]
    assert found.side_chats == everything["side_chats"]
    assert found.questions == everything["questions"] + 3
    assert found.answered == everything["answered"]
    assert found.non_answers == everything["non_answers"]
    assert found.shop_links == everything["shop_links"]
    assert found.pictures_low == everything["pictures"] + 4 + everything["videos"]
    assert found.pictures_high == found.pictures_low + everything["unknown_media"]


def test_nothing_written_is_0_and_no_figure_that_is_not_known(loaded: Workspace) -> None:
    found = asked(loaded)

    assert (found.messages, found.saved, found.side_chats, found.pictures_high) == (0, 0, 0, 0)


def test_a_day_is_the_middle_one_of_all_days_with_those_without_messages(loaded: Workspace) -> None:
    written = [{"day": date(2026, 3, 2) + timedelta(days=at), "messages": at} for at in range(1, 7)]
    found = asked(loaded, days(*written, {"day": date(2026, 3, 3), "chat": "Class 3C", "messages": 900}))

    assert found.a_day == 3  # of 0, 1, 2, 3, 4, 5, 6
    assert found.busy_day == pytest.approx(5.7)


@pytest.mark.parametrize("classes", [("2B", "3C"), ("4D",), ("9Z",)])
def test_no_figure_of_several_classes_or_of_one_without_an_export(loaded: Workspace, classes: tuple[str, ...]) -> None:
    assert asked(loaded, None, MARCH, *classes) == Figures()


def test_no_class_has_no_figures(loaded: Workspace) -> None:
    assert reminder(loaded, Selection(MARCH, ()), noted=days()) == Figures()


def test_a_school_that_has_not_said_its_name_has_none(loaded: Workspace) -> None:
    unnamed = replace(loaded, school=replace(loaded.school, name="Your school"))

    assert asked(unnamed).school is None


def test_unsaid_numbers_of_families_are_not_known(loaded: Workspace) -> None:
    classes = loaded.classes.with_columns(families=pl.lit(None, pl.UInt32))

    assert asked(replace(loaded, classes=classes)).families is None


def test_a_cut_night_is_not_observed(loaded: Workspace) -> None:
    (first,) = [chat for chat in loaded.chats if chat.name == "Class 2B"]
    coverage = replace(first.coverage, last=datetime(2026, 3, 4, 6, 59))
    cut = replace(loaded, chats=(replace(first, coverage=coverage),))

    assert asked(cut).school_nights == 1


def test_of_a_period_that_the_export_does_not_cover_nothing_is_known_not_nothing_happened() -> None:
    loaded = workspace.load(Path("sample_exports"))
    autumn = next(period for period in offered(loaded.school.terms, loaded.messages) if period.name == "Autumn 2024")
    figures = reminder(loaded, Selection(autumn, ("4A",)))
    assert (figures.messages, figures.side_chats, figures.shop_links, figures.a_day) == (None, None, None, None)
    assert lines(figures, loaded.school.profile) == ()
