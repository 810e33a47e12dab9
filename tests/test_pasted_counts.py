"""Text off the *Message info* screen -> how many have read it, how many have it."""

import tomllib
from importlib import resources

import pytest

from parsers import PastedCounts, read_pasted_counts

WORDS = tomllib.loads(resources.files("parsers").joinpath("message_info.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        "Read by 212 / Delivered to 380",
        "Read by 212\nDelivered to 380",
        "Delivered to: 380\r\n\r\nRead by: 212",
        "READ BY\n212\nDELIVERED TO\n380",
        "212 read, 380 delivered",
        "212 read\n380 delivered",
        "Read by 212 of 402, delivered to 380 of 402",
        "212 / 402 read; 380 / 402 delivered",
        "Read by ٢١٢ delivered to ٣٨٠",
        "Message info 2\nRead by 212\nDelivered to 380",
        "Read by 212 (Thu 9 Jul 2026, 18:05)\nDelivered to 380 (July 9, 6:05 pm)",
        "Read by 212\nToday, 18.05\nAna, +44 7700 900123\nDelivered to 380",
        "Gelesen von 212, zugestellt an 380 von 402",
        "Leído por 212\nEntregado a 380",
        "Lu par 212\nDistribué à 380",
        "Letto da 212\nConsegnato a 380",
        "Прочитано 212\nДоставлено 380",
        "既読212 配信済み380",
    ],
)
def test_both_numbers_are_told_by_their_words(text: str) -> None:
    assert read_pasted_counts(text) == PastedCounts(212, 380)


@pytest.mark.parametrize(
    "text", ["Delivered to 1,204 Read by 1,012", "1.012 read 1.204 delivered", "Read by 1 012\nDelivered to 1’204"]
)
def test_thousands_may_be_marked(text: str) -> None:
    assert read_pasted_counts(text) == PastedCounts(1012, 1204)


def test_those_who_have_it_may_be_fewer_than_those_who_read_it() -> None:
    assert read_pasted_counts("Read by 212\nDelivered to 18") == PastedCounts(212, 18)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Read by 212", PastedCounts(212, None)),
        ("Read by 212, 170 remaining", PastedCounts(212, None)),
        ("380 delivered", PastedCounts(None, 380)),
        ("Read by 0", PastedCounts(0, None)),
        ("Read by 212\nRead by 213\nDelivered to 380", PastedCounts(None, 380)),
    ],
)
def test_a_number_that_is_not_told_is_null(text: str, counts: PastedCounts) -> None:
    assert read_pasted_counts(text) == counts


@pytest.mark.parametrize("text", ["212 380", "212, 380", "212/380", "Soma 212\nPeleka 380", "212 read 380"])
def test_two_numbers_that_nothing_tells_apart_are_said_to_be_so(text: str) -> None:
    assert read_pasted_counts(text) == PastedCounts(untold=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Good morning",
        "212",
        "unread 212",
        "Read by\nAna\n+44 7700 900123\ntoday, 18:07",
        "Read by 07700 900123",
        "Read by Leo 2A",
        "Read by\nLeo 2\nDelivered to",
        "Read by\nLeo 2",
        "Read at 18:05",
    ],
)
def test_names_times_and_telephones_are_no_counts(text: str) -> None:
    assert read_pasted_counts(text) == PastedCounts()


@pytest.mark.parametrize("language", WORDS)
def test_the_words_of_every_language_tell_the_two_apart(language: str) -> None:
    read, delivered = WORDS[language]["read"], WORDS[language]["delivered"]
    for form, other in ((form, other) for form in read for other in delivered):
        assert read_pasted_counts(f"{other} 380\n{form.upper()}: 212") == PastedCounts(212, 380)


def test_no_word_means_both_in_any_language() -> None:
    read, delivered = (
        {form.casefold() for words in WORDS.values() for form in words[kind]} for kind in ("read", "delivered")
    )
    assert read & delivered == set()
