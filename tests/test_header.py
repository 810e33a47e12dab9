from datetime import datetime

import polars as pl
import pytest

from parsers.header import Shape, decide_order, read_clocks, read_days, shape_of, vote, with_stamps, with_times

LINES = [
    ("23/09/2025, 08:01 - Ana: hi", "2025-09-23 08:01:00"),
    ("9/23/25, 8:01 PM - Ana: hi", "2025-09-23 20:01:00"),
    ("9/23/25, 8:01\u202fPM - Ana: hi", "2025-09-23 20:01:00"),
    ("23/9/2025, 8:01\u00a0p.\u00a0m. - Ana: hi", "2025-09-23 20:01:00"),
    ("23/9/2025, 12:01 a.m. - Ana: hi", "2025-09-23 00:01:00"),
    ("[23/09/2025, 08:01:59] Ana: hi", "2025-09-23 08:01:59"),
    ("\u200e[23/09/2025, 08:01:59] Ana: hi", "2025-09-23 08:01:59"),
    ("[23.09.25, 8:01:59 AM] Ana: hi", "2025-09-23 08:01:59"),
    ("[9/23/25 08:01:59] Ana: hi", "2025-09-23 08:01:59"),
    ("[23/09/25 08.01.59] Ana: hi", "2025-09-23 08:01:59"),
    ("2025-09-23, 08:01 - Ana: hi", "2025-09-23 08:01:00"),
    ("2025/9/23, 8:01 - Ana: hi", "2025-09-23 08:01:00"),
    ("23.9.2025 klo 8.01 - Ana: hi", "2025-09-23 08:01:00"),
    ("23/09/2025 à 08:01 - Ana: hi", "2025-09-23 08:01:00"),
    ("2025-09-23 8 h 01 - Ana: hi", "2025-09-23 08:01:00"),
    ("2025. 09. 23. 8:01 - Ana: hi", "2025-09-23 08:01:00"),
    ("[08:01:59, 23/9/25] Ana: hi", "2025-09-23 08:01:59"),
    ("[\u200f23\u200f/9\u200f/2025، 08:01:59] Ana: hi", "2025-09-23 08:01:59"),
    ("٢٣/٠٩/٢٠٢٥, ٠٨:٠١ - Ana: hi", "2025-09-23 08:01:00"),
    ("[23/9/2568, 08:01:59] Ana: hi", "2025-09-23 08:01:59"),
    ("23/09/2016, 08:01:05: Ana: hi", "2016-09-23 08:01:05"),
]


def times(*lines: str) -> list[datetime | None]:
    """When the lines were sent, by their own headers."""
    shape = vote(pl.Series(lines))
    assert shape is not None
    stamps = [line.split(shape.closing, 1)[0] for line in lines]
    heads = with_stamps(pl.DataFrame({"stamp": stamps}), shape)
    days = read_days(heads, shape)
    order, _, _ = decide_order(days, shape)
    return with_times(heads, days, read_clocks(heads, shape), order)["sent_at"].to_list()


def decided(*dates: str, given: str | None = None) -> tuple[str, bool, str]:
    shape = shape_of(f"{dates[0]}, 08:01 - Ana: hi")
    assert shape is not None
    return decide_order(read_days(pl.DataFrame({"day": dates}), shape), shape, given)


@pytest.mark.parametrize(("line", "time"), LINES)
def test_a_header_is_numbers_and_what_stands_between_them(line, time):
    assert times(line) == [datetime.fromisoformat(time)]


@pytest.mark.parametrize(("line", "time"), LINES)
def test_the_pattern_of_a_family_is_anchored(line, time):
    shape = shape_of(line)
    assert shape is not None
    found = pl.Series([line, f"said {line}"]).str.contains(shape.line_pattern)
    assert found.to_list() == [True, False]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "hello",
        "23/09/2025",
        "23/09/2025, 08:01",
        "[23/09/2025, 08:01 - Ana: hi",
        "23/09, 08:01 - Ana: hi",
        "1. 2. 3. 4. 5. 6. 7 - x",
    ],
)
def test_a_line_without_a_whole_header_has_no_shape(line):
    assert shape_of(line) is None


def test_platform_clock_and_resolution_follow_from_the_shape():
    ios = shape_of("[9/23/25, 8:01:59 PM] Ana: hi")
    assert ios == Shape("[", ("/", "/", ", ", ":", ":"), "after", "] ", time_first=False)
    assert ios is not None
    assert (ios.platform, ios.clock, ios.resolution) == ("ios", 12, "second")
    android = shape_of("23/09/2025, 08:01 - Ana: hi")
    assert android is not None
    assert (android.platform, android.clock, android.resolution) == ("android", 24, "minute")


def test_the_first_line_s_family_wins_over_what_was_pasted_below_it():
    lines = ["23/09/2025, 08:01 - Ana: look", *["[23/09/2025, 08:01:59] Bo: pasted"] * 5]
    assert vote(pl.Series(lines)) == shape_of(lines[0])


def test_a_stray_first_line_does_not_outvote_the_whole_file():
    lines = ["[23/09/2025, 08:01:59] Bo: pasted", *["23/09/2025, 08:01 - Ana: look"] * 50]
    assert vote(pl.Series(lines)) == shape_of(lines[1])


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["13/09/2025"], "dmy"),
        (["9/13/2025"], "mdy"),
        (["2025-01-02"], "ymd"),
        (["24/05/03"], "ymd"),  # 2003 was before WhatsApp
        (["05/06/25", "14/06/25"], "dmy"),
        (["11/09/2025", "12/09/2025", "01/10/2025"], "dmy"),  # month first, it would run back
        (["9/11/2025", "9/12/2025", "10/1/2025"], "mdy"),
        (["25/12/30", "25/12/31", "26/01/01"], "ymd"),  # year first, day first runs back
        (["01/04/2025", "02/04/2025", "03/04/2025", "04/04/2025"], "dmy"),  # four days of April
        (["4/1/2025", "4/2/2025", "4/3/2025", "4/4/2025"], "mdy"),
        (["03.04.2025"], "dmy"),  # no region writes M.D.Y
        (["05/05/2025", "06/06/2025"], "dmy"),  # the same days either way
    ],
)
def test_date_order_is_decided_on_evidence(dates, order):
    assert decided(*dates)[:2] == (order, False)


def test_dates_that_fit_both_orders_are_undecided_and_the_reason_shows_one():
    assert decided("03/04/2025", "05/06/2025") == (
        "dmy",
        True,
        'Every date in it could be read day first or month first: "03/04/2025" may be 3 April 2025 or 4 March 2025.',
    )


def test_what_a_person_says_settles_what_the_file_cannot():
    assert decided("03/04/2025", "05/06/2025", given="mdy")[:2] == ("mdy", False)


def test_what_a_person_says_cannot_make_a_thirteenth_month():
    assert decided("23/04/2025", given="mdy")[:2] == ("dmy", False)


def test_the_reason_for_a_range_shows_a_date_that_tells():
    assert decided("03/04/2025", "23/04/2025")[2] == 'Dates like "23/04/2025" can only be day first.'


def test_the_reason_for_chronology_counts_the_jumps():
    reason = decided("11/09/2025", "12/09/2025", "01/10/2025")[2]
    assert reason == "Read month first, its messages would jump back in time once; read day first, they run on."


@pytest.mark.parametrize("line", ["31/02/2025, 08:01 - x", "23/09/2025, 25:01 - x", "23/09/2025, 08:61 - x"])
def test_a_day_or_time_that_does_not_exist_is_null(line):
    assert times("23/09/2025, 08:01 - Ana: hi", line) == [datetime(2025, 9, 23, 8, 1), None]
