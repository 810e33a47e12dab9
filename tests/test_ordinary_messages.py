"""Everyday sentences near WhatsApp's own wordings stay messages of their senders: in every language, on every phone.

The sentences are in `ordinary_messages.toml`; each set is put into a chat that has real notices of its language too.
"""

import re
import tomllib
from collections.abc import Collection
from importlib import resources
from pathlib import Path

import pytest

from parsers import read_chat

SETS = tomllib.loads(Path(__file__).with_name("ordinary_messages.toml").read_text("utf-8"))
LANGUAGES = sorted(SETS)
LRM = "\u200e"
NAMES = {"{actor}": "Maya", "{target}": "Kim", "{people}": "Maya"}


def test_every_language_with_wordings_has_a_set_of_twelve_or_more():
    files = [Path(file.name) for file in resources.files("parsers.wording").iterdir()]
    assert sorted(file.stem for file in files if file.suffix == ".toml") == LANGUAGES
    assert [language for language in LANGUAGES if len(SETS[language]["sentences"]) < 12] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_android_they_stay_messages(language):
    notices = [f"24/09/2025, 18:02 - {notice}" for notice in _notices(language)]
    messages = [f"24/09/2025, 18:03 - {_sender(language)}: {sentence}" for sentence in _sentences(language)]
    _assert_all_are_messages("\n".join([*notices, *messages, *notices]), language, _sentences(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_ios_they_stay_messages(language):
    notices = [f"[24/09/2025, 18:02:00] Class 2B: {LRM}{notice}" for notice in _notices(language)]
    messages = [f"[24/09/2025, 18:03:00] {_sender(language)}: {sentence}" for sentence in _sentences(language)]
    _assert_all_are_messages("\r\n".join([*notices, *messages, *notices]), language, _sentences(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_an_ios_export_that_lost_its_marks_they_stay_messages(language):
    notices = [f"[24/09/2025, 18:02:00] Class 2B: {notice}" for notice in _notices(language)]
    messages = [f"[24/09/2025, 18:03:00] {_sender(language)}: {sentence}" for sentence in _sentences(language)]
    _assert_all_are_messages("\n".join([*notices, *messages, *notices]), language, _sentences(language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("opening", ["24/09/2025, 18:02 - ", f"[24/09/2025, 18:02:00] Class 2B: {LRM}"])
def test_as_further_lines_they_stay_part_of_their_message(language, opening):
    notices = [f"{opening}{notice}" for notice in _notices(language)]
    header = opening.removesuffix(f"Class 2B: {LRM}")
    texts = [f"12.\n{sentence}\n{sentence}" for sentence in _sentences(language)]
    messages = [f"{header}{_sender(language)}: {text}" for text in texts]
    ending = "\r\n" if LRM in opening else "\n"
    _assert_all_are_messages(ending.join([*notices, *messages]), language, texts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("opening", ["24/09/2025, 18:02 - ", f"[24/09/2025, 18:02:00] Class 2B: {LRM}"])
def test_a_notice_that_somebody_types_stays_a_message(language, opening):
    header = opening.removesuffix(f"Class 2B: {LRM}")
    typed = [_filled(form) for block in _blocks(language, but=("call", "other")) for form in _forms(block)]
    messages = [f"{header}{_sender(language)}: {text}" for text in typed]
    _assert_all_are_messages("\n".join([f"{opening}{_notices(language)[0]}", *messages]), language, typed)


def _sender(language: str) -> str:
    return SETS[language]["sender"]


def _sentences(language: str) -> list[str]:
    return SETS[language]["sentences"]


def _notices(language: str) -> list[str]:
    """What a chat begins with, somebody who comes and leaves, and a new group name."""
    return [_filled(_first(language, event)) for event in ("encrypted", "created", "added", "left", "renamed")]


def _first(language: str, event: str) -> str:
    forms = [form for block in _blocks(language) if block["event"] == event for form in _forms(block)]
    return next((form for form in forms if "{actor}" in form), forms[0])


def _blocks(language: str, but: Collection[str] = ()) -> list[dict]:
    words = tomllib.loads(resources.files("parsers.wording").joinpath(f"{language}.toml").read_text("utf-8"))
    return [block for block in words["notices"] if block["event"] not in but]


def _forms(block: dict) -> list[str]:
    return [form for kind in ("forms", "by_you", "to_you") for form in block.get(kind, [])]


def _filled(form: str) -> str:
    return re.sub(r"\{\w+\}", lambda brace: NAMES.get(brace[0], "Oak"), form)


def _assert_all_are_messages(export: str, language: str, sentences: list[str]) -> None:
    told = read_chat(export.encode(), "WhatsApp Chat with Class 2B.txt").messages
    own = told.filter(told["text"].is_in([*_notices(language)]) & told["sender"].is_null())
    assert set(own["kind"].cast(str)) == {"notice"}, "the notices among the sentences were not read"
    rest = told.filter(~told["line"].is_in(own["line"].implode()))
    wrong = [
        f"{text!r} is {kind} ({event}) by {sender}"
        for text, kind, event, sender in rest.select("text", "kind", "event", "sender").rows()
        if (kind, event, sender) != ("text", None, _sender(language))
    ]
    assert wrong == []
    assert rest["text"].to_list() == sentences
