"""What a reader changes of quiet hours, terms and holidays, and what follows."""

from dataclasses import replace
from datetime import date, datetime, time

import polars as pl
import pytest

from dashboard import timetable, workspace
from dashboard.bank_holidays import BankHolidays, countries, parts
from dashboard.school import School, Term
from parsers import read_calendar, schema

AUTUMN = ("Autumn 2025", "term", date(2025, 9, 3), date(2025, 12, 19))
HALF_TERM = ("Half-term", "holiday", date(2025, 10, 27), date(2025, 10, 31))
NOTHING = workspace.assemble(())


def of(*days: tuple, school: School | None = None) -> workspace.Workspace:
    calendar = pl.DataFrame(days, schema=schema.CALENDAR, orient="row")
    return replace(NOTHING, calendar=calendar, school=workspace.with_terms(school or School(), calendar))


def table(*rows: tuple) -> dict[str, list]:
    return pl.DataFrame(rows, schema=schema.CALENDAR, orient="row").to_dict(as_series=False)


def test_the_timetable_of_a_workspace_is_what_its_files_say_by_date():
    assert timetable.timetable(of(HALF_TERM, AUTUMN)) == timetable.Timetable(
        time(21), time(7), (AUTUMN, HALF_TERM), BankHolidays("GB")
    )


def test_terms_of_the_settings_go_before_those_of_the_calendar_and_its_holidays_stay():
    school = School(terms=(Term("Michaelmas", date(2025, 9, 1), date(2025, 12, 12)),))
    held = timetable.timetable(of(AUTUMN, HALF_TERM, school=school))
    assert held.days == (("Michaelmas", "term", date(2025, 9, 1), date(2025, 12, 12)), HALF_TERM)


def test_a_workspace_at_another_timetable_has_its_terms_holidays_quiet_hours_and_another_digest():
    school = School(terms=(Term("Michaelmas", date(2025, 9, 1), date(2025, 12, 12)),))
    given = of(HALF_TERM, school=school)
    times = timetable.Timetable(time(22, 30), time(6), (AUTUMN,), None)
    changed = timetable.at_times(given, times)
    assert changed.school == replace(
        school,
        quiet_start=time(22, 30),
        quiet_end=time(6),
        bank_holidays=None,
        terms=(Term("Autumn 2025", date(2025, 9, 3), date(2025, 12, 19)),),
    )
    assert changed.calendar.rows() == [AUTUMN]
    assert changed.digest != given.digest
    assert timetable.timetable(changed) == times


def test_the_same_timetable_twice_has_one_digest():
    times = timetable.timetable(of(AUTUMN))
    assert timetable.at_times(NOTHING, times).digest == timetable.at_times(NOTHING, times).digest


def test_quiet_hours_with_equal_ends_are_said_and_not_taken():
    held = timetable.timetable(of())
    assert timetable.with_quiet_hours(held, time(22), time(6)) == (
        replace(held, quiet_start=time(22), quiet_end=time(6)),
        [],
    )
    assert timetable.with_quiet_hours(held, time(7), time(7)) == (held, [timetable.EQUAL_ENDS])


@pytest.mark.parametrize(("start", "end", "taken"), [(22, 2, True), (23, 2, False), (1, 5, True), (1, 4, False)])
def test_quiet_hours_of_less_than_four_hours_are_not_taken(start, end, taken):
    held = timetable.timetable(of())
    times, said = timetable.with_quiet_hours(held, time(start), time(end))
    assert (times.quiet_start, times.quiet_end) == ((time(start), time(end)) if taken else (time(21), time(7)))
    assert said == ([] if taken else [timetable.TOO_NARROW])


@pytest.mark.parametrize(
    ("rows", "kept", "said"),
    [
        ([HALF_TERM, AUTUMN], (AUTUMN, HALF_TERM), []),
        ([AUTUMN, (None, None, None, None)], (AUTUMN,), []),
        ([AUTUMN, ("Spring", "term", date(2026, 1, 5), None)], (AUTUMN,), [timetable.INCOMPLETE]),
        ([("  ", "term", date(2026, 1, 5), date(2026, 3, 27))], (), [timetable.INCOMPLETE]),
        ([("Spring", None, date(2026, 1, 5), date(2026, 3, 27))], (), [timetable.INCOMPLETE]),
        ([("Spring", "term", date(2026, 3, 27), date(2026, 1, 5))], (), [timetable.BACKWARDS]),
        ([("One evening", "term", date(2026, 3, 3), date(2026, 3, 30))], (), [timetable.TOO_SHORT]),
        (
            [("Four weeks", "term", date(2026, 3, 3), date(2026, 3, 31))],
            (("Four weeks", "term", date(2026, 3, 3), date(2026, 3, 31)),),
            [],
        ),
        ([AUTUMN, ("Autumn 2025", "term", date(2025, 9, 10), date(2025, 12, 12))], (AUTUMN,), [timetable.TWICE]),
        ([AUTUMN, AUTUMN], (AUTUMN,), []),
        (
            [("One day", "holiday", date(2026, 5, 4), date(2026, 5, 4))],
            (("One day", "holiday", date(2026, 5, 4), date(2026, 5, 4)),),
            [],
        ),
    ],
)
def test_a_row_of_days_is_taken_if_it_is_whole_and_runs_forward(rows, kept, said):
    taken, remarks = timetable.with_days(timetable.timetable(of(HALF_TERM)), table(*rows))
    assert taken.days == kept
    assert remarks == said


@pytest.mark.parametrize("ends", [datetime(2025, 12, 19), "2025-12-19", "2025-12-19T00:00:00.000"])
def test_a_day_may_come_as_a_moment_or_as_text(ends):
    edited = table(AUTUMN) | {"ends": [ends]}
    assert timetable.with_days(timetable.timetable(of()), edited)[0].days == (AUTUMN,)


def test_what_is_downloaded_is_a_calendar_that_reads_as_it_was():
    times = timetable.timetable(of(AUTUMN, HALF_TERM))
    assert read_calendar(timetable.calendar_csv(times), "calendar.csv").rows() == [AUTUMN, HALF_TERM]


def test_countries_and_their_parts_have_names():
    assert countries()["GB"] == "United Kingdom"
    assert dict(parts("GB")) == {"ENG": "England", "NIR": "Northern Ireland", "SCT": "Scotland", "WLS": "Wales"}
    assert parts("XX") == {}


@pytest.mark.parametrize(("whose", "known"), [(("GB", None), True), (("GB", "SCT"), True), (("GB", "BY"), False)])
def test_a_part_is_known_if_the_country_has_it(whose, known):
    assert BankHolidays(*whose).known is known
