from datetime import datetime

import pytest

from dashboard import words


@pytest.mark.parametrize(
    ("number", "thing", "said"),
    [
        (0, "family", "0 families"),
        (1, "family", "1 family"),
        (2, "family", "2 families"),
        (1204, "message", "1,204 messages"),
        (1, "class", "1 class"),
        (3, "class", "3 classes"),
    ],
)
def test_a_count_agrees_with_its_noun(number: int, thing: str, said: str) -> None:
    assert words.counted(number, thing) == said


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(14, 27, "14 of the 27 families"), (1, 1, "1 of 1 family"), (0, 2, "0 of the 2 families")],
)
def test_a_part_is_said_with_its_whole(part: int, whole: int, said: str) -> None:
    assert words.of(part, whole, "family") == said


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "0 %"), (0.004, "<1 %"), (0.5, "50 %"), (0.994, ">99 %"), (0.9999, ">99 %"), (1, "100 %")],
)
def test_only_none_is_nought_and_only_all_is_a_hundred_per_cent(share: float, said: str) -> None:
    assert words.percent(share) == said.replace(" ", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    ("band", "said"),
    [
        ("75 %", "about 75 %"),
        ("<10 %", "less than 10 %"),
        (">90 %", "more than 90 %"),
        ("75 % of 25", "about 75 % of 25"),
        ("<10 % of 25", "less than 10 % of 25"),
        (">90 % of 25", "more than 90 % of 25"),
    ],
)
def test_a_banded_share_reads_as_part_of_a_sentence(band: str, said: str) -> None:
    assert words.about(band) == said


def test_a_band_whose_ends_meet_is_one_number() -> None:
    assert words.between(3, 5) == "between 3 and 5"
    assert words.between(4, 4) == "4"


@pytest.mark.parametrize(
    ("things", "said"), [([], ""), (["1A"], "1A"), (["1A", "1B"], "1A and 1B"), (["1A", "1B", "2A"], "1A, 1B and 2A")]
)
def test_a_list_ends_with_and(things: list[str], said: str) -> None:
    assert words.listed(things) == said


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("Summer 2026", "in Summer 2026"),
        ("School year 2025/26", "in the school year 2025/26"),
        ("Everything loaded", "in all that is loaded"),
    ],
)
def test_a_period_within_a_sentence(period: str, said: str) -> None:
    assert words.in_period(period) == said


def test_a_sentence_begins_with_a_capital_and_keeps_its_names() -> None:
    assert words.sentence("about 3 of the PA") == "About 3 of the PA"


def test_a_moment_is_said_without_leading_noughts() -> None:
    assert words.day(datetime(2026, 7, 9)) == "9 Jul 2026"
    assert words.at(datetime(2026, 7, 9, 18, 5)) == "Thu 9 Jul 2026, 18:05"


@pytest.mark.parametrize(
    "hostile",
    [
        "![x](http://h.example/p.png)",
        "**2B**",
        "`2B`",
        ":smile:",
        "$x$",
        "<b>2B</b>",
        "# 2B",
        "1. 2B",
        "a_b_c",
        ":red[2B]",
    ],
)
def test_text_from_a_chat_keeps_no_mark_that_markdown_reads(hostile: str) -> None:
    shown = words.as_text(hostile)
    assert shown.replace("\\", "").replace("\N{WORD JOINER}", "") == hostile
    assert all(shown[i - 1] == "\\" for i, mark in enumerate(shown) if mark in "*_`[]()<>#$:!.")


@pytest.mark.parametrize(
    "address", ["https://x.example", "www.x.example", "a@x.example", "mailto:a", "a -> b", "a -- b"]
)
def test_an_address_or_arrow_is_kept_apart_by_a_joiner_that_nobody_sees(address: str) -> None:
    assert "\N{WORD JOINER}" in words.as_text(address)
