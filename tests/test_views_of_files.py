"""A school of files: summaries alone, summaries beside exports, and a file that is none, as the pages show them."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import answers, store, workspace
from dashboard.findings.summary import TITLE

APP = Path(store.__file__).with_name("app.py")
PA_CHAT = "WhatsApp Chat with Bramley Hill PA Announcements.zip"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The summaries of 1A and 2B of the sample school."""
    loaded = workspace.load(store.SAMPLE)
    return {f"{name}.schoolgate.json": answers.checked(answers.summarise(loaded, name)) for name in ("1A", "2B")}


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv("SCHOOLGATE_FOLDER", str(tmp_path))
    return AppTest.from_file(str(APP), default_timeout=120)


def put(folder: Path, files: dict[str, bytes], *names: str) -> None:
    for name, data in files.items():
        (folder / name).write_bytes(data)
    for name in names:
        copy(store.SAMPLE / name, folder)


def as_role(app: AppTest, role: str, page: str) -> AppTest:
    app.run().segmented_control(key="role").set_value(role).run()
    return app.switch_page(f"views/{page}.py").run()


def words(app: AppTest) -> str:
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning")
    return "\n".join(element.value for kind in kinds for element in getattr(app, kind)).replace("\\", "")


def test_the_school_opens_from_summaries_alone(opened: AppTest, tmp_path: Path, files: dict[str, bytes]) -> None:
    put(tmp_path, files)
    app = as_role(opened, store.LEADERSHIP, "school")
    assert not app.exception
    assert "From a summary file: 1A and 2B." in words(app)
    assert app.selectbox(key=store.SCHOOL_PERIOD).options[0] == "Summer 2026"


def test_the_period_of_the_school_is_chosen_above_the_page(
    opened: AppTest, tmp_path: Path, files: dict[str, bytes]
) -> None:
    put(tmp_path, files)
    app = as_role(opened, store.LEADERSHIP, "school")
    app.selectbox(key=store.SCHOOL_PERIOD).set_value("Spring 2025").run()
    assert app.subheader[0].value.startswith("In Spring 2025")


def test_the_parent_association_sees_one_school_of_its_own_exports_and_summaries(
    opened: AppTest, tmp_path: Path, files: dict[str, bytes]
) -> None:
    put(tmp_path, files, "roster.csv", "school.toml", "calendar.csv", PA_CHAT, "WhatsApp Chat with Class 4A.txt")
    app = as_role(opened, store.PA, "school")
    assert not app.exception
    assert "From an export here: 4A." in words(app)
    assert "From a summary file: 1A and 2B." in words(app)
    assert "1B, 2A and 4B" in words(app)
    assert "3B has chosen not to be exported" in words(app)


def test_a_summary_changed_by_hand_is_a_sentence_and_the_other_still_opens(
    opened: AppTest, tmp_path: Path, files: dict[str, bytes]
) -> None:
    put(tmp_path, files | {"1A.schoolgate.json": files["1A.schoolgate.json"].replace(b'"joined": ', b'"joined": 5', 1)})
    app = as_role(opened, store.LEADERSHIP, "start")
    assert "1A.schoolgate.json" in words(app)
    assert "From a summary file: 2B." in words(app.switch_page("views/school.py").run())


def test_without_a_summary_the_page_says_what_is_missing(opened: AppTest, tmp_path: Path) -> None:
    put(tmp_path, {}, "roster.csv", "WhatsApp Chat with Class 4A.txt")
    app = as_role(opened, store.LEADERSHIP, "school")
    assert "no term dates are known" in words(app)


def test_the_rep_sees_what_leaves_the_laptop_and_gets_the_file(opened: AppTest, tmp_path: Path) -> None:
    names = ("roster.csv", "school.toml", "calendar.csv", "WhatsApp Chat with Class 2B.txt")
    put(tmp_path, {}, *names)
    app = as_role(opened, store.REP, "start")
    app.selectbox(key="class").set_value("2B").run()
    app.switch_page("views/summary.py").run()
    assert app.title[0].value == TITLE
    loaded = workspace.load(tmp_path)
    assert app.code[0].value == answers.checked(answers.summarise(loaded, "2B")).decode().rstrip()
