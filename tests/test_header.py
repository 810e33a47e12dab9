from dataclasses import replace

import polars as pl
import pytest

from parsers.header import Shape, shape_of, vote

HEADERS = [
    "23/09/2025, 08:01 - Ana: hi",
    "9/23/25, 8:01\u202fPM - Ana: hi",
    "23/9/2025, 8:01\u00a0p.\u00a0m. - Ana: hi",
    "[23/09/2025, 08:01:59] Ana: hi",
    "\u200e[23/09/2025, 08:01:59] Ana: hi",
    "\ufeff23/09/2025, 08:01 - Ana: hi",
    "[9/23/25 08:01:59] Ana: hi",
    "[23/09/25 08.01.59] Ana: hi",
    "23.9.2025 klo 8.01 - Ana: hi",
    "23.9.2025 klo ip. 8.01 - Ana: hi",
    "23/09/2025 à 08:01 - Ana: hi",
    "2025-09-23 8 h 01 - Ana: hi",
    "2025-09-23 14 h 01 min 07 s - Ana: hi",
    "2025. 09. 23. du. 8:01 - Ana: hi",
    "23.9.2025. 20:01 - Ana: hi",
    "23.09.25\u202fг., 20:01 ч. - Ana: hi",
    "[08:01:59, 23/9/25] Ana: hi",
    "8:01 CH, 23/9/25 - Ana: hi",
    "20.01.59 23.9.2025 - Ana: hi",
    "[\u200f23\u200f/9\u200f/2025،\u200f 08:01:59\u00a0م] Ana: hi",
    "٢٣/٠٩/٢٠٢٥, ٠٨:٠١ - Ana: hi",
    "23/9/2568 08:01 น. - Ana: hi",
    "[23/9/2568 BE, 08:01:59] Ana: hi",
    "[3/27/R4, 21:41:35] Ana: hi",
    "[令和4年3月27日 21:41:35] Ana: hi",
    "2025/9/23 晚上8:01 - Ana: hi",
    "25. 9. 23. 오후 8:01 - Ana: hi",
    "23/9/2025 at 8:01 in the evening - Ana: hi",
    "9/23/25, 8:01?M - Ana: hi",
    "23/09/2016, 08:01:05: Ana: hi",
]
WEB = "[9/23/25, 8:01:59 PM] Ana: hi"


@pytest.mark.parametrize("line", HEADERS)
def test_the_pattern_of_a_family_is_anchored(line):
    shape = shape_of(line)
    assert shape is not None
    found = pl.Series([line, f"said {line}"]).str.contains(shape.line_pattern)
    assert found.to_list() == [True, False]
    assert shape.begins(line)


@pytest.mark.parametrize("line", HEADERS)
def test_no_other_family_s_pattern_fits_a_header(line):
    others = [shape for other in HEADERS if (shape := shape_of(other)) and shape != shape_of(line)]
    strict = [shape.line_pattern for shape in others if not shape.worded and not shape.era]  # those are read as well
    assert [pattern for pattern in strict if pl.Series([line]).str.contains(pattern)[0]] == []


@pytest.mark.parametrize(
    "line",
    [
        "",
        "hello",
        "23/09/2025",
        "23/09/2025, 08:01",
        "[23/09/2025, 08:01 - Ana: hi",
        "23/09/2025, 08:01] Ana: hi",
        "23/09, 08:01 - Ana: hi",
        "1. 2. 3. 4. 5. 6. 7 - x",
        "3 or 4 or 5 or 6 or 7 - yes",
        "23/09/2025, 28:01 - x",
        "33/49/2025, 08:01 - x",
        "23/09/2025, 08:01 tomorrow - x",
        "+44 7700 900123 - Ana: hi",
    ],
)
def test_a_line_without_a_whole_header_has_no_shape(line):
    assert shape_of(line) is None


def test_numbers_and_colons_of_the_text_are_no_part_of_the_header():
    assert shape_of("12/3/2025, 8:05 - 5 apples: 3 pears") == shape_of("12/3/2025, 8:05 - Ana: hi")


def test_platform_clock_and_resolution_follow_from_the_shape():
    ios = shape_of("[9/23/25, 8:01:59 PM] Ana: hi")
    assert ios == Shape("[", ("/", "/", ", ", ":", ":"), "after", "] ", time_first=False)
    assert ios is not None
    assert (ios.platform, ios.clock, ios.resolution) == ("ios", 12, "second")
    android = shape_of("23/09/2025, 08:01 - Ana: hi")
    assert android is not None
    assert (android.platform, android.clock, android.resolution) == ("android", 24, "minute")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("9/23/25, 8:01 AM - Ana: hi", "12/3/25, 11:01\u202fp.m. - Ana: hi"),
        ("2025/9/23 晚上8:01 - Ana: hi", "2025/9/23 凌晨12:01 - Ana: hi"),
        ("[4/27/H31, 21:41:35] Ana: hi", "[5/1/R1, 9:41:35] Ana: hi"),
        ("23/09/2025, 08:01 - Ana: hi", "٢٣/٩/٢٠٢٥, ٨:٠١ - Ana: hi"),
        ("[\u200f23/9/2025، 08:01:59] Ana: hi", "[23\u200f/9/2025،\u00a08:01:59] Ana: hi"),
    ],
)
def test_hour_word_era_digits_spaces_and_marks_do_not_make_another_family(one, other):
    shape = shape_of(one)
    assert shape is not None
    assert shape == shape_of(other)
    assert pl.Series([other]).str.contains(shape.line_pattern)[0]


def test_the_first_line_s_family_wins_over_what_was_pasted_below_it():
    lines = ["23/09/2025, 08:01 - Ana: look", *["[23/09/2025, 08:01:59] Bo: pasted"] * 5]
    assert vote(lines) == shape_of(lines[0])


def test_a_stray_first_line_does_not_outvote_the_whole_file():
    lines = ["[23/09/2025, 08:01:59] Bo: pasted", *["23/09/2025, 08:01 - Ana: look"] * 50]
    assert vote(lines) == shape_of(lines[1])


def test_full_stops_between_all_numbers_are_decided_by_the_other_lines():
    lines = ["10.11.12 09.10.2012 - Ana: hi", "20.41.35 27.10.2012 - Ana: hi", "21.41.35 27.10.2012 - Ana: hi"]
    shape = vote(lines)
    assert shape is not None
    assert shape.time_first


def test_no_header_no_family():
    assert vote(["hello", ""]) is None
    assert vote([]) is None


@pytest.mark.parametrize(
    ("lines", "platform"),
    [
        (["Messages are end-to-end encrypted.", WEB], "other"),
        (["", "Some earlier messages may not be available.", WEB, WEB], "other"),
        (["[9/23/25, 8:01:59 PM] - Ana joined", WEB], "other"),
        ([WEB, WEB], "ios"),
        ([WEB, "- a list"], "ios"),
        (["cut off", WEB, "\u200e[9/23/25, 8:02:59 PM] Bo: \u200eimage omitted"], "ios"),  # Web writes no such marks
        (["cut off", "[23/09/2025, 20:01:59] Ana: hi"], "ios"),
        (["cut off", "9/23/25, 8:01 PM - Ana: hi"], "android"),
    ],
)
def test_whatsapp_web_is_told_by_its_dashes_or_by_its_first_line(lines, platform):
    shape = vote(lines)
    assert shape is not None
    assert shape.platform == platform


def test_a_web_export_s_family_knows_its_own_headers():
    shape = vote(["[9/23/25, 8:01:59 PM] - Ana joined", WEB])
    assert shape is not None
    assert shape.begins(WEB)
    assert replace(shape, web=False) == shape_of(WEB)
