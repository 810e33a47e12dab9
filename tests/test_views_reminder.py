"""The page of the friendly reminder: for the class rep alone, and with nobody's name, number or words."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from test_answers_reminder import ROSTER, SCHOOL, export

from dashboard import selection, store, workspace
from dashboard.answers.reminder import reminder
from dashboard.reminder import RULES, Figures, as_text, languages, written
from dashboard.selection import Selection

PAGE = Path(store.__file__).with_name("views") / "reminder.py"
SENDERS = (
    *("Zebedee Quaxworth", "+44 7700 900123", "Ada Zzyzx (mum of Wystan)", "Ioan Pryderi", "Yolanda Vex"),
    *("Bartholomew Nugent", "Ottoline Fawkes", "Quentin Zabriskie", "Ximena Lovage", "Casimir Thwaite"),
    *("Persephone Gloam", "Thaddeus Umber"),
)
WORDS = "velociraptor kindergarten umbrella"


def messages() -> bytes:
    """Every day of March, from each sender: a burst at night, a question and a shop's link."""
    lines = []
    for day in range(2, 31):
        sender = SENDERS[day % len(SENDERS)]
        lines += [f"{day:02}/03/2026, 22:0{minute} - {sender}: {WORDS} {minute}" for minute in (0, 0, 0, 1)]
        lines += [f"{day:02}/03/2026, 22:30 - {sender}: is there a jumper left?"]
        lines += [f"{day:02}/03/2026, 22:40 - {sender}: https://shop.amazon.co.uk/{sender.split()[0]}"]
    return export("02/03/2026, 10:00") + "\n".join(["", *lines]).encode()


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("school")
    files: Mapping[str, bytes] = {
        "school.toml": f'policy_profile = "guidelines"\n{SCHOOL}'.encode(),
        "classes.csv": ROSTER.encode(),
        "WhatsApp Chat with Class 2B.txt": messages(),
        "WhatsApp Chat with Class 3C.txt": export("02/03/2026, 22:00", "16/03/2026, 22:00"),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def figures(school: Path) -> Figures:
    """Those of 2B."""
    loaded = workspace.load(school)
    period = selection.default(selection.offered(loaded.school.terms, loaded.messages))
    return reminder(loaded, Selection(period, ("2B",)))


@pytest.fixture
def page(school: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page as the rep of 2B sees it."""
    monkeypatch.setenv("SCHOOLGATE_FOLDER", str(school))
    app = AppTest.from_file(str(PAGE), default_timeout=60)
    app.session_state["role"] = store.REP
    app.session_state["class"] = "2B"
    return app.run()


def text(app: AppTest) -> str:
    assert not app.exception
    return app.code[0].value


def everything(app: AppTest) -> str:
    """All words on the page, those of its widgets included, and nothing of its escapes."""
    shown = [str(getattr(element, "value", "")) + str(getattr(element, "proto", "")) for element in app.main]
    return " ".join(shown).replace("\\", "")


def test_the_rep_sees_the_groups_own_figures(page: AppTest) -> None:
    said = text(page)

    assert "A friendly reminder: 2B · Bramley Hill" in said
    assert "19 of 19 school nights had a message between 20:30 and 07:00." in said


def test_the_lines_of_the_schools_rules_are_chosen(page: AppTest) -> None:
    (pills,) = page.get("button_group")

    assert list(pills.value) == [
        name for name in RULES if name in ("nights", "bursts", "questions", "non_answers", "side_chats", "pictures")
    ]
    assert "Notifications that would not have come" in text(page)
    assert "Links to shops" not in text(page)


def test_a_line_is_told_once_it_is_chosen_and_gone_once_it_is_not(page: AppTest) -> None:
    (pills,) = page.get("button_group")
    app = pills.set_value(["links"]).run()

    assert "Links to shops and collections: 26." in text(app)
    assert "school nights" not in text(app)


def secrets() -> list[str]:
    """What only messages say: whole senders, the parts of their names, words and links."""
    parts = {part for sender in SENDERS for part in re.findall(r"[A-Za-z]{4,}|\d{4,}", sender)}
    return [*SENDERS, *sorted(parts), *WORDS.split(), "jumper", "amazon"]


def told_of(text: str) -> list[str]:
    return [
        secret
        for secret in secrets()
        if re.search(rf"(?<![A-Za-z]){re.escape(secret)}(?![A-Za-z])", text, re.IGNORECASE)
    ]


@pytest.mark.parametrize("language", languages())
def test_no_sender_and_no_word_of_a_message_is_in_a_reminder(figures: Figures, language: str) -> None:
    sheet = written(figures, RULES, language)
    text = as_text(sheet)

    assert figures.messages == 157
    assert len(sheet.paragraphs) == 2 + len(RULES)
    assert told_of(text) == []


@pytest.mark.parametrize("language", ["en", "ar", "zh-CN"])
def test_no_sender_and_no_word_of_a_message_is_on_the_page(page: AppTest, language: str) -> None:
    app = page.selectbox[0].set_value(language).run()
    (pills,) = app.get("button_group")
    app = pills.set_value(list(RULES)).run()

    assert text(app).count("\n\n") == 3 + len(RULES)
    assert told_of(everything(app)) == []


def test_the_test_finds_what_it_looks_for() -> None:
    assert told_of("an umbrella for Zebedee, +44 7700 900123") == [
        "+44 7700 900123",
        "7700",
        "900123",
        "Zebedee",
        "umbrella",
    ]


def test_a_language_is_chosen_by_its_own_name(page: AppTest) -> None:
    assert "Deutsch" in page.selectbox[0].options

    assert "Eine freundliche Erinnerung: 2B" in text(page.selectbox[0].set_value("de").run())


def test_both_files_can_be_taken_along(page: AppTest) -> None:
    assert [button.label for button in page.get("download_button")] == ["As text", "To print"]


@pytest.mark.parametrize("role", [store.PA, store.LEADERSHIP])
def test_nobody_but_the_rep_sees_it(school: Path, monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    monkeypatch.setenv("SCHOOLGATE_FOLDER", str(school))
    app = AppTest.from_file(str(PAGE), default_timeout=60)
    app.session_state["role"] = role
    app.run()

    assert not app.exception
    assert app.info[0].value == "This page is for the Class rep alone."
    assert not app.code
    assert not app.title


def test_a_small_class_is_told_little_and_why(page: AppTest) -> None:
    page.session_state["class"] = "3C"
    app = page.run()

    assert "school nights" not in text(app)
    assert "in a class with fewer than 10 families on roll" in " ".join(each.value for each in app.caption)


def test_a_class_without_an_export_is_told_that_there_is_nothing_yet(page: AppTest) -> None:
    page.session_state["class"] = "4D"
    app = page.run()

    assert app.info[0].value.startswith("There is nothing to tell: too little is known")
    assert not app.code
