"""The words of a dozen languages for the columns and cells of a roster: none says two things in one file."""

import tomllib
from importlib import resources
from typing import Any

import pytest

from parsers.rosters.headings import cell_words, folded, vocabularies

FILES = {
    file.name: tomllib.loads(file.read_text(encoding="utf-8"))
    for file in resources.files("parsers.rosters.headings").iterdir()
    if file.name.endswith(".toml")
}


def test_a_dozen_languages_are_known_and_english_comes_first() -> None:
    languages = [vocabulary.language for vocabulary in vocabularies()]
    assert languages[0] == "en"
    assert {"es", "de", "pl", "fr", "it", "pt", "nl", "ar", "zh", "hi", "tr"} == set(languages[1:])


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("table", ["headings", "words", "cells"])
def test_in_one_language_a_word_says_one_thing(file: str, table: str) -> None:
    words = [word for known in FILES[file][table].values() for word in {folded(word) for word in known}]
    assert sorted({word for word in words if words.count(word) > 1}) == []


@pytest.mark.parametrize("file", FILES)
def test_every_file_has_only_the_lists_that_the_english_one_explains(file: str) -> None:
    english: dict[str, Any] = FILES["en.toml"]
    assert {*FILES[file]} - {*english, "spaced"} == set()
    for table in ("headings", "words", "cells"):
        assert {*FILES[file][table]} - {*english[table]} == set()
    assert {*FILES[file]["cells"]} == {*english["cells"]}


def test_a_heading_means_the_same_in_all_languages() -> None:
    meanings: dict[str, set[str]] = {}
    for vocabulary in vocabularies():
        for heading, meaning in vocabulary.headings.items():
            meanings.setdefault(heading, set()).add(meaning)
    assert {heading: said for heading, said in meanings.items() if len(said) > 1} == {}


@pytest.mark.parametrize(
    "names",
    [
        ("current", "opted_out", "excluded"),
        ("guardian", "class_rep", "staff"),
        ("professional", "wider"),
        ("class", "year"),
        (
            "empty",
            "current",
            "opted_out",
            "excluded",
            "guardian",
            "class_rep",
            "staff",
            "total",
            "professional",
            "wider",
        ),
    ],
)
def test_a_word_in_a_cell_says_the_same_in_all_languages(names: tuple[str, ...]) -> None:
    said = [(word, name) for one in vocabularies() for name in names for word in one.cells[name]]
    assert {word: name for word, name in said if cell_words(*names)[word] != name} == {}


def test_no_language_calls_by_a_profession_or_a_grandmothers_word_what_another_calls_a_parent() -> None:
    parents = {
        word
        for vocabulary in vocabularies()
        for word, kind in vocabulary.words.items()
        if kind in ("mother", "father", "guardian")
    }
    assert parents & {*cell_words("professional", "wider")} == set()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Mum’s Mobile1", "mum s mobile 1"),
        ("TELÉFONO  móvil:", "telefono movil"),
        ("SINIFI", "sinifi"),
        ("Sınıfı", "sinifi"),
        ("Łącznie", "lacznie"),
        ("फ़ोन", "फोन"),
        ("أُمّ", "ام"),
    ],
)
def test_case_accents_and_punctuation_play_no_part(text: str, plain: str) -> None:
    assert folded(text) == plain
