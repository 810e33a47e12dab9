"""Term dates from a table or from iCalendar -> CALENDAR."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from parsers.calendar import kind_of_days, read_calendar
from parsers.errors import CalendarError
from parsers.schema import CALENDAR
from tests.other_rosters import workbook


def calendar(*rows: tuple[str, str, date, date]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=CALENDAR, orient="row")


def icalendar(*events: str) -> bytes:
    inside = "".join(f"BEGIN:VEVENT\nUID:{at}\n{event}\nEND:VEVENT\n" for at, event in enumerate(events))
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//School//EN\n{inside}END:VCALENDAR\n".encode()


def all_day(summary: str, first: str, after: str | None = None) -> str:
    end = f"\nDTEND;VALUE=DATE:{after}" if after else ""
    return f"SUMMARY:{summary}\nDTSTART;VALUE=DATE:{first}{end}"


def test_a_workbook_is_a_table_of_terms_too() -> None:
    sheet = (("name", "days", "starts", "ends"), ("Autumn", "term", "2025-09-03", "2025-12-19"))
    assert read_calendar(workbook({"Dates": sheet}), "dates.xlsx").rows() == [
        ("Autumn", "term", date(2025, 9, 3), date(2025, 12, 19))
    ]


def test_a_table_of_terms_and_holidays_is_read_as_written() -> None:
    assert_frame_equal(
        read_calendar(
            b"name,days,starts,ends\nAutumn 2025,term,2025-09-03,2025-12-19\nStaff day,holiday,2025-09-26,2025-09-26\n",
            "calendar.csv",
        ),
        calendar(
            ("Autumn 2025", "term", date(2025, 9, 3), date(2025, 12, 19)),
            ("Staff day", "holiday", date(2025, 9, 26), date(2025, 9, 26)),
        ),
    )


def test_without_a_column_days_the_words_of_the_name_decide() -> None:
    found = read_calendar(b"Event,From,To\nAutumn term,3/9/2025,19/12/2025\nHalf term,27/10/2025,31/10/2025\n", "c.csv")
    assert found["days"].to_list() == ["term", "holiday"]
    assert found["starts"].to_list() == [date(2025, 9, 3), date(2025, 10, 27)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Spring Term 2026", "term"),
        ("Half-term", "holiday"),
        ("Autumn half term holiday", "holiday"),
        ("Christmas break", "holiday"),
        ("INSET day", "holiday"),
        ("Determined to win", None),
        ("Sports day", None),
    ],
)
def test_a_half_term_is_a_holiday_though_it_is_called_a_term(name: str, kind: str | None) -> None:
    assert pl.DataFrame({"name": [name]}).select(kind_of_days(pl.col("name"))).item() == kind


def test_the_last_day_of_an_icalendar_event_is_the_day_before_its_end() -> None:
    assert_frame_equal(
        read_calendar(
            icalendar(
                all_day("Autumn term", "20250903", "20251220"),
                all_day("Half-term", "20251027", "20251101"),
                all_day("Bank holiday", "20260101"),
            ),
            "term.ics",
        ),
        calendar(
            ("Autumn term", "term", date(2025, 9, 3), date(2025, 12, 19)),
            ("Half-term", "holiday", date(2025, 10, 27), date(2025, 10, 31)),
            ("Bank holiday", "holiday", date(2026, 1, 1), date(2026, 1, 1)),
        ),
    )


def test_timed_cancelled_and_other_events_are_no_terms() -> None:
    found = read_calendar(
        icalendar(
            "SUMMARY:End of term disco\nDTSTART:20251218T180000\nDTEND:20251218T200000",
            all_day("Sports day", "20260612"),
            all_day("Whole-term assembly", "20260613"),
            all_day("Old holiday", "20250901", "20250902") + "\nSTATUS:CANCELLED",
            "SUMMARY:A holiday without a day",
            all_day("Easter holiday", "20260330", "20260411"),
        ),
        "term.ics",
    )
    assert found.rows() == [("Easter holiday", "holiday", date(2026, 3, 30), date(2026, 4, 10))]


def test_a_first_and_a_last_day_of_term_are_one_term() -> None:
    found = read_calendar(
        icalendar(
            all_day("Spring term ends", "20260327"),
            all_day("Spring term begins", "20260105"),
            all_day("Half term", "20260216", "20260221"),
            all_day("Summer term begins", "20260413"),
        ),
        "term.ics",
    )
    assert found.rows() == [
        ("Spring Term", "term", date(2026, 1, 5), date(2026, 3, 27)),
        ("Half term", "holiday", date(2026, 2, 16), date(2026, 2, 20)),
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"name,starts\nAutumn term,2025-09-03\n", 'A calendar needs a column "ends"'),
        (b"name,starts,ends\n,2025-09-03,2025-12-19\n", "Line 2: the term or holiday has no name"),
        (b"name,starts,ends\nSports day,2025-09-03,2025-12-19\n", "Line 2: neither a term nor a holiday"),
        (b"name,days,starts,ends\nAutumn,lessons,2025-09-03,2025-12-19\n", "Line 2: the kind of days is not known"),
        (b"name,starts,ends\nAutumn term,3/9/2025,5/12/2025\n", "Line 2: the first day cannot be read. Write it as"),
        (b"name,starts,ends\nAutumn term,2025-09-03,Christmas\n", "Line 2: the last day cannot be read"),
        (b"name,starts,ends\nAutumn term,2025-12-19,2025-09-03\n", "Line 2: it ends before it starts"),
        (icalendar(all_day("Sports day", "20260612")), "No all-day event of this calendar is named as a term"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nnonsense\nEND:VCALENDAR\n", "The calendar is damaged"),
    ],
)
def test_a_calendar_that_cannot_be_read_says_why(data: bytes, sentence: str) -> None:
    with pytest.raises(CalendarError, match=sentence):
        read_calendar(data, "calendar")


def test_the_sample_schools_calendar_has_two_years_of_three_terms(sample: Path) -> None:
    found = read_calendar((sample / "calendar.csv").read_bytes(), "calendar.csv")
    assert found.filter(pl.col("days") == "term").height == 6
    assert found.select(pl.col("starts") <= pl.col("ends")).to_series().all()
