"""Two readings of one export: where whatstk agrees, where it does not, and why."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from parsers import crosscheck as module
from parsers import read_chat
from parsers.crosscheck import Crosscheck, crosscheck

ROOT = Path(__file__).parent.parent
QUIRKS = ROOT / "sample_exports" / "quirks"
EXPORTS = sorted((ROOT / "sample_exports").glob("WhatsApp Chat*"))

CLEAN = """14/09/2026, 08:12 - Oona Fell created group "Class 3C"
14/09/2026, 08:15 - Oona Fell: Does anybody have
the swimming list?
15/09/2026, 21:40 - +44 7700 900123: <Media omitted>
15/09/2026, 21:41 - Idris Vale: Here it is
"""


def checked(text: str, *, date_order: str | None = None) -> Crosscheck:
    data = text.encode()
    return crosscheck(data, "a.txt", read_chat(data, "a.txt", date_order=date_order))


def test_on_a_clean_export_both_readings_agree() -> None:
    check = checked(CLEAN)
    assert (check.agrees, check.ours, check.theirs, check.explanations, check.unexplained) == (True, 3, 3, (), 0)


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.name)
def test_every_difference_on_the_sample_school_is_explained(path: Path) -> None:
    data = path.read_bytes()
    check = crosscheck(data, path.name, read_chat(data, path.name))
    assert check.theirs is not None
    assert check.unexplained == 0
    assert check.agrees == (not check.explanations)


@pytest.mark.parametrize("name", ["android_24h_day_first", "android_12h_month_first", "polls", "utf16", "ios_media"])
def test_on_clean_quirks_both_readings_agree(name: str) -> None:
    data = (QUIRKS / f"{name}.txt").read_bytes()
    check = crosscheck(data, f"{name}.txt", read_chat(data, f"{name}.txt"))
    assert (check.agrees, check.explanations) == (True, ())


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            '23/04/2026, 08:12 - Oona Fell changed the group name to "Yew: Oak"\n'
            "23/04/2026, 08:15 - Oona Fell: Hello\n",
            ["whatstk counts 1 notice, which WhatsApp wrote, as written by people."],
        ),
        (
            "[23/04/2026, 08:12:01] Class 2B: \u200eMessages and calls are end-to-end encrypted.\n"
            "[23/04/2026, 08:12:01] Class 2B: \u200eOona Fell created this group\n"
            "[23/04/2026, 08:15:02] ~\u202fOona Fell: Hello\n",
            ["whatstk counts 2 notices, which WhatsApp wrote, as written by people."],
        ),
        (
            "23/04/2026, 08:15 - Oona Fell: He wrote 21/04/2026, 07:00 - Idris: No school today\n"
            "23/04/2026, 08:16 - Idris Vale: I did\n",
            ["whatstk begins a message of its own at 1 date that somebody typed in a message."],
        ),
        (
            "23/04/2026, 2:05 p.m. - Oona Fell: Hello\n23/04/2026, 2:06 p.m. - Idris Vale: Hi\n",
            ["whatstk reads the times of 2 messages 12 hours off."],
        ),
        (
            "23/04/2026, 08:14 - Idris Vale added Oona: Mum of Ben\n"
            "23/04/2026, 08:15 - Oona: Mum of Ben: Hello\n"
            "23/04/2026, 08:16 - Idris Vale: Hello\n"
            "23/04/2026, 08:17 - Oona: Mum of Ben left\n",
            [
                "whatstk counts 2 notices, which WhatsApp wrote, as written by people.",
                "whatstk cannot read a sender's name with a colon in it; that concerns 1 message.",
            ],
        ),
        (
            "23.4.2026 08.12 - Oona Fell created group “Class 3C”\n23.4.2026 08.15 - Oona Fell: Hello\n",
            ["whatstk takes 1 notice and the sender of the next message for one name."],
        ),
        (
            "23/04/2026, 08:15 - Oona Fell: Hello\n23/04/2026, 08:16 - Idris: Hi\n23/04/2026, 08:17 - Idris:\n",
            ["whatstk leaves out 1 message in which nothing is written."],
        ),
        (
            "[23/04/2026, 08:15:01] Oona Fell 3C: A list\n"
            + "[23.04.26, 07:00:00] Idris: no\n" * 3
            + "[23/04/2026, 08:16:02] Idris Vale 3C: Hi\n",
            ["whatstk takes dates inside messages, written in another way, for those of the messages."],
        ),
        (
            "23/04/2026, 08:15 - Oona Fell: Hello\n23/04/2026, 08:16\u2069 - Idris Vale: Hi\n",
            ["whatstk takes 1 message for a part of the message before."],
        ),
    ],
    ids=[
        "notice with a colon",
        "notices of iOS",
        "typed date",
        "p.m.",
        "name with a colon",
        "full stops",
        "empty",
        "other dates",
        "mark",
    ],
)
def test_a_difference_is_explained(text: str, sentences: list[str]) -> None:
    check = checked(text)
    assert (list(check.explanations), check.unexplained) == (sentences, 0)


def test_dates_in_another_order_are_explained_and_nothing_else_is() -> None:
    text = "03/04/2026, 08:15 - Oona Fell: Hello\n04/05/2026, 08:15 - Oona Fell: Hello\n"
    day_first, month_first = checked(text, date_order="dmy"), checked(text, date_order="mdy")
    assert (day_first.agrees, day_first.explanations) == (True, ())
    assert (month_first.agrees, month_first.unexplained) == (False, 0)
    assert month_first.explanations == ("whatstk takes its dates to be written day first, not month first.",)


def test_differences_are_by_sender_and_day() -> None:
    check = checked(
        "23/04/2026, 08:15 - Oona Fell: He wrote 21/04/2026, 07:00 - Idris: No school today\n"
        "23/04/2026, 08:16 - Idris Vale: I did\n"
    )
    assert check.differences.rows() == [("Idris", date(2026, 4, 21), 0, 1)]
    assert (check.ours, check.theirs) == (2, 3)


def test_marks_and_the_sign_of_a_push_name_are_no_difference() -> None:
    assert checked(
        "[23/04/2026, 08:15:02] ~\u202fOona Fell: Hello\n"
        "[23/04/2026, 08:15:02] Oona Fell: Hello\n"
        "\u200e[23/04/2026, 08:15:03] \u202a+44\u00a07700\u00a0900123\u202c: ½ a cake\n"
    ).agrees


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "31/02/2026, 08:15 - Oona Fell: Hello\n23/04/2026, 08:15 - Oona Fell: Hello\n",
            "whatstk stops at a date or time in this file that it cannot read.",
        ),
        (
            '23/04/2026, 08:12 - Oona Fell created group "Class 3C"\n',
            "whatstk does not recognise how the lines of this file begin, so it cannot read it.",
        ),
    ],
)
def test_a_file_that_whatstk_cannot_read_is_a_sentence(text: str, sentence: str) -> None:
    check = checked(text)
    assert (check.theirs, check.agrees, check.explanations) == (None, False, (sentence,))


def test_a_text_that_would_keep_whatstk_busy_for_ever_is_not_given_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MAX_EFFORT", 100)
    assert checked(CLEAN).explanations == ("whatstk would need too long for this text, which has hardly any colons.",)
    monkeypatch.setattr(module, "MAX_TEXT_BYTES", 100)
    assert checked(CLEAN).explanations == ("whatstk reads texts of at most 50 MB, and this one is larger.",)


@pytest.mark.parametrize(
    "door", ["parsers", "parsers.crosscheck", "dashboard.cli", "dashboard.checking", "dashboard.store"]
)
def test_whatstk_is_loaded_on_request_alone(door: str) -> None:
    code = f"import {door}, sys; print('whatstk' in sys.modules, 'matplotlib' in sys.modules)"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert said.stdout.split() == ["False", "False"]


def test_no_drawing_library_is_loaded_for_it_and_whatstk_is_as_usual_afterwards() -> None:
    code = (
        "import sys; from parsers import read_chat; from parsers.crosscheck import crosscheck\n"
        "data = b'23/04/2026, 08:15 - Oona Fell: Hello\\n24/04/2026, 08:16 - Idris Vale: Hi\\n'\n"
        "print(crosscheck(data, 'a.txt', read_chat(data, 'a.txt')).agrees, 'matplotlib' in sys.modules)\n"
        "from whatstk import FigureBuilder, df_from_whatsapp"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert said.stdout.split() == ["True", "False"]


def test_no_sentence_names_anybody() -> None:
    for path in EXPORTS:
        data = path.read_bytes()
        chat = read_chat(data, path.name)
        said = " ".join(crosscheck(data, path.name, chat).explanations)
        assert [name for name in chat.messages["sender"].drop_nulls().unique() if name in said] == []
