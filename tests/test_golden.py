"""Small exports beside what is in them: a new quirk is a new pair of files, not new code.

`sample_exports/quirks/NAME.txt` is read; `tests/golden/NAME.json` says what must come out. In a message, a column that
is not given is null (targets: empty, edited: false).
"""

import json
from pathlib import Path

import pytest

from parsers import read_chat

QUIRKS = Path(__file__).parents[1] / "sample_exports" / "quirks"
GOLDEN = Path(__file__).parent / "golden"
NAMES = sorted(file.stem for file in QUIRKS.glob("*.txt"))


def test_every_quirk_has_an_answer():
    assert NAMES
    assert sorted(file.stem for file in GOLDEN.glob("*.json")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_an_export_is_read_as_its_answer_says(name):
    answer = json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))
    chat = read_chat((QUIRKS / f"{name}.txt").read_bytes(), f"{name}.txt")
    rows = chat.messages.drop("chat").to_dicts()
    assert [
        {column: _plain(value) for column, value in row.items() if value not in (None, [], False)} for row in rows
    ] == (answer["messages"])
    assert {key: getattr(chat.header, key) for key in answer["header"]} == answer["header"]
    assert chat.problems["line"].to_list() == answer["problems"]


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value
