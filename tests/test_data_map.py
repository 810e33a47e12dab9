"""The data map, the tables that Schoolgate wrote, and the two texts that a school may adapt."""

import re
from dataclasses import astuple
from pathlib import Path

import msgspec
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import data_map, reach_log, store, timetable, typed_in
from dashboard.data_map import CHECKLIST, DERIVED, NOTICE, DerivedFile, derived_files
from dashboard.findings import data_map as findings
from dashboard.summary import Announcement, Figures, Group, Summary
from dashboard.words import as_text
from dashboard.workspace import KEPT

VIEWS = Path(data_map.__file__).with_name("views")


def test_the_tables_that_are_kept_on_request_are_those_that_the_pages_keep() -> None:
    kept = {file for page in VIEWS.glob("*.py") for file in re.findall(r'args=\("([^"]+)"', page.read_text("utf-8"))}
    assert set(DERIVED) == kept
    assert {*KEPT, reach_log.FILE, typed_in.COLUMNS, timetable.CALENDAR} == set(DERIVED)


def test_derived_files_are_those_tables_with_their_size_and_no_other_file(tmp_path: Path) -> None:
    for file, data in (("people.csv", b"12"), ("roster.csv", b"1"), ("2B.schoolgate.json", b"{}"), ("chat.txt", b"x")):
        (tmp_path / file).write_bytes(data)
    (tmp_path / "columns.csv").mkdir()
    (tmp_path / "calendar.csv").symlink_to(tmp_path / "roster.csv")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "read_counts.csv").write_bytes(b"1")
    assert derived_files(tmp_path) == [DerivedFile("people.csv", 2)]


def test_of_each_thing_all_is_said_and_first_how_to_delete_it() -> None:
    for each, block in zip(data_map.HOLDINGS, findings.held(), strict=True):
        assert block.splitlines() == [
            f"**{as_text(each.what)}**",
            "",
            f"- How to delete it: {as_text(each.deleting)}",
            f"- Where: {as_text(each.where)}",
            f"- How long: {as_text(each.how_long)}",
            f"- Who can see it: {as_text(each.who)}",
        ]
        assert all(astuple(each))
    assert all(file in " ".join(each.what for each in data_map.HOLDINGS) for file in DERIVED)


def test_files_in_the_folder_are_not_said_to_be_safe_from_a_table_that_is_kept_there() -> None:
    """`Keep it in the folder` puts a table in the place of one of that name, be it the office's own."""
    files = data_map.HOLDINGS[0].where
    assert "never changed" not in files
    assert "but for a table of the names below that you ask to keep" in files


def test_the_pages_quotes_are_curly_throughout() -> None:
    said = [cell for each in data_map.HOLDINGS for cell in astuple(each)]
    said += [findings.LEAD, findings.SOON, findings.FORGET, findings.LOOK_FIRST, findings.CANNOT]
    said += [findings.found([DerivedFile("people.csv", 1)], "2B"), findings.offer(["people.csv"], "2B")]
    assert not re.search("[\"']", "".join(said))


def test_the_folders_tables_are_said_with_their_sizes_and_none_is_said_too() -> None:
    one, two = DerivedFile("people.csv", 1), DerivedFile("calendar.csv", 12_400)
    assert findings.found([], "school") == findings.NO_DERIVED
    said = "In the folder “school” are 2 tables of this kind: people.csv (1 byte) and calendar.csv (12 kB)."
    assert findings.found([one, two], "school") == said
    assert findings.found([one], "school") == "In the folder “school” is 1 table of this kind: people.csv (1 byte)."


def test_the_button_says_how_many_files_go_and_is_asked_again() -> None:
    files = ["people.csv", "calendar.csv"]
    assert findings.offer(files, "school") == "Delete these 2 files from the folder “school”"
    assert findings.confirm(files) == "Yes, delete these 2 files"
    assert findings.confirm(files[:1]) == "Yes, delete this file"


# The two texts


@pytest.fixture(params=[NOTICE, CHECKLIST])
def text(request: pytest.FixtureRequest) -> str:
    return data_map.text(request.param)


def test_a_text_fits_a_page(text: str) -> None:
    lines = text.splitlines()
    assert len(lines) <= 60
    assert max(map(len, lines)) <= 100


def test_what_a_school_fills_in_stands_in_square_brackets_that_are_closed(text: str) -> None:
    assert re.sub(r"\[[^][]*\]", "", text).count("[") == 0
    assert len(re.findall(r"\[[^][]{2,}\]", text)) >= 8
    assert "[square brackets]" in text


def test_a_text_holds_no_address_number_or_unusual_letter(text: str) -> None:
    assert not re.search(r"@|https?:|www\.|\d{5,}", text)
    assert text.isascii()


def test_the_checklist_is_said_to_be_no_legal_advice() -> None:
    assert "no legal advice" in data_map.text(CHECKLIST)
    assert "no legal advice" in findings.NOTICES


def test_what_the_notice_says_of_a_summary_is_what_a_summary_holds() -> None:
    """Names of school and class, dates, times of announcements, and else rounded numbers and ranges alone."""
    said = " ".join(data_map.text(NOTICE).split())
    assert "the name of the school and of the class, dates, and the times at which announcements were sent" in said
    figures = {field.name for field in msgspec.structs.fields(Figures)}
    assert {"heard", "nights_with_a_message", "in_group_at_least"} <= figures
    assert "sent_at" in {field.name for field in msgspec.structs.fields(Announcement)}
    held = {field.name for part in (Summary, Group, Announcement, Figures) for field in msgspec.structs.fields(part)}
    assert not held & {"sender", "senders", "names", "phone", "text", "guardian", "child", "family", "members"}


def test_the_checklist_names_the_files_and_the_page_as_they_are_called() -> None:
    checklist = data_map.text(CHECKLIST)
    assert f'page "{findings.TITLE}"' in checklist
    assert NOTICE in checklist
    assert "people.csv" in DERIVED


# The page


def opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("SCHOOLGATE_FOLDER", str(folder))
    return AppTest.from_file(VIEWS / "data_map.py", default_timeout=30).run()


def button(app: AppTest, label: str):
    return next(each for each in app.button if each.label == label)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file in ("people.csv", "calendar.csv"):
        (tmp_path / file).write_bytes(b"x")
    (tmp_path / "WhatsApp Chat with Class 3C.txt").write_bytes(b"14/09/2026, 08:12 - Oona Fell: Good morning\n")
    return tmp_path


def test_the_page_deletes_the_tables_that_were_chosen_when_it_is_said_a_second_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(folder, monkeypatch)
    assert {path.name for path in folder.iterdir()} >= {"people.csv", "calendar.csv"}
    assert not [each for each in app.button if each.label.startswith("Yes")]
    app.multiselect[0].set_value(["people.csv"]).run()
    button(app, "Yes, delete this file").click().run()
    assert {path.name for path in folder.iterdir()} == {"calendar.csv", "WhatsApp Chat with Class 3C.txt"}
    assert not app.exception
    said = [each.value for each in app.caption]
    assert any(said.startswith("people\\.csv was deleted") for said in said)


def test_of_the_sample_school_nothing_is_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(store.SAMPLE, monkeypatch)
    assert findings.CANNOT in [each.value for each in app.markdown]
    assert [each.label for each in app.button] == ["Forget everything in this tab"]


def test_forgetting_on_the_page_leaves_the_folder_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(folder, monkeypatch)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    button(app, "Forget everything in this tab").click().run()
    assert not app.exception
    assert app.session_state["takens"] == ()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_no_table_of_the_page_is_wider_than_a_telephone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(folder, monkeypatch)
    assert (len(app.table), len(app.dataframe)) == (0, 0)
    assert [each.value for each in app.markdown][1 : 1 + len(data_map.HOLDINGS)] == findings.held()


def test_both_texts_are_offered_and_shown_as_text(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(folder, monkeypatch)
    assert [each.value for each in app.text] == [data_map.text(NOTICE).strip(), data_map.text(CHECKLIST).strip()]
