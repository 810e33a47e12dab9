"""The page of habits as each role sees it."""

import re
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import store
from dashboard.findings import habits as findings

APP = Path(store.__file__).with_name("app.py")
SENDERS = ("Ana Quintana", "Bo Lindqvist", "Cy Marchetti")
SITES = ("forms.gle", "vinted.example", "ownschool.example")
FIRST = date(2026, 3, 2)
KINDS = ("title", "header", "subheader", "markdown", "caption", "info", "warning")


def export(name: str, days: int) -> str:
    """On each day a burst, a question with an answer, a link and a picture, at times that differ by the class."""
    lines: list[str] = []
    for number in range(days):
        day = FIRST + timedelta(days=number)
        said = [
            *((9, minute, SENDERS[0], f"Part {minute} of {name}") for minute in (0, 0, 1)),
            (10, 0, SENDERS[1], "Is there swimming today?"),
            (10, 7, SENDERS[2], "Yes, at two"),
            (11, 0, SENDERS[number % 3], f"Look: https://{SITES[number % 3]}/x"),
            (12, 0, SENDERS[1], "<Media omitted>"),
        ]
        lines += [f"{day:%d/%m/%Y}, {hour:02}:{minute:02} - {who}: {text}" for hour, minute, who, text in said]
    return "\n".join(lines) + "\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    classes = {"1A": (12, 20), "1B": (12, 10), "2A": (4, 20), "2B": (12, 20)}  # families on roll, days of its export
    settings = 'policy_profile = "guidelines"\n' + "".join(
        f'[[classes]]\nname = "{name}"\nchat = "Class {name}"\n' for name in classes
    )
    (tmp_path / "school.toml").write_text(settings)
    roster = "".join(f"{name},{families}\n" for name, (families, _) in classes.items())
    (tmp_path / "roster.csv").write_text(f"class,families\n{roster}")
    for name, (_, days) in classes.items():
        if name != "2B":
            (tmp_path / f"WhatsApp Chat with Class {name}.txt").write_text(export(name, days))
    monkeypatch.setenv("SCHOOLGATE_FOLDER", str(tmp_path))
    return tmp_path


@pytest.fixture
def opened(folder: Path) -> AppTest:
    return AppTest.from_file(str(APP), default_timeout=60).run()


def page(app: AppTest, role: str) -> AppTest:
    app.segmented_control(key="role").set_value(role).run()
    app = app.switch_page("views/habits.py").run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    texts = [element.value for kind in KINDS for element in getattr(app, kind)]
    return "\n".join(texts).replace("\\", "")


def charts(app: AppTest) -> list[pl.DataFrame]:
    return [
        pl.read_ipc_stream(dataset.data.data)
        for chart in app.get("vega_lite_chart")
        for dataset in chart.proto.datasets
    ]


def everything(app: AppTest) -> str:
    """All words, tables and charts of a page."""
    tables = [table.value.to_dict() for table in app.dataframe]
    specs = [chart.proto.spec for chart in app.get("vega_lite_chart")]
    return "\n".join([words(app), str(tables), *specs, *(str(frame.to_dict(as_series=False)) for frame in charts(app))])


def test_the_rep_is_told_everything_of_the_own_class(opened: AppTest) -> None:
    app = page(opened, store.REP)
    said = words(app)
    assert app.title[0].value == findings.QUESTION
    assert app.subheader[0].value.replace("\\", "") == (
        "A reader of 1A faced at most 7 messages on about nineteen days of twenty in all that is loaded."
    )
    assert "it would have been 100: up to 40 notifications fewer for each reader." in said
    assert "60 of the 140 messages (43\N{NO-BREAK SPACE}%) were in 20 bursts" in said
    assert "20 of the 20 questions" in said
    assert "half within 7 minutes" in said
    assert "20 links were posted" in said
    assert "Up to 20 pictures or videos were posted" in said
    assert "No message was seen to be deleted." in said
    assert len(app.get("vega_lite_chart")) == 2
    sites, habits = app.dataframe
    assert dict(zip(sites.value["Site"], sites.value["Links"], strict=True)) == {
        "forms.gle": 7,
        "vinted.example": 7,
        "ownschool.example": 6,
    }
    assert habits.value["Habit"].to_list()[0] == "Messages in bursts"


def test_the_parent_association_is_told_of_large_classes_and_of_no_link_picture_or_deletion(opened: AppTest) -> None:
    app = page(opened, store.PA)
    said = words(app)
    assert "in 2 class groups" in said
    assert "1 class with fewer than 10 families on roll or fewer than 50 messages" in said
    assert len(app.get("vega_lite_chart")) == 2
    _, classes = app.dataframe
    assert classes.value["Class"].to_list() == ["1A", "1B"]
    held = everything(app)
    for hidden in (*SITES, "links were posted", "pictures", "deleted", "Where links lead", "2A"):
        assert hidden not in held


def test_a_parent_association_is_no_class_rep_though_its_school_has_one_class(folder: Path) -> None:
    (folder / "school.toml").write_text('[[classes]]\nname = "1A"\nchat = "Class 1A"\n')
    (folder / "roster.csv").write_text("class,families\n1A,12\n")
    for name in ("1B", "2A"):
        (folder / f"WhatsApp Chat with Class {name}.txt").unlink()
    app = page(AppTest.from_file(str(APP), default_timeout=60).run(), store.PA)
    assert "A reader of 1A faced at most 7 messages" in words(app)
    for hidden in (*SITES, "posted", "pictures", "deleted"):
        assert hidden not in everything(app)


@pytest.mark.parametrize("role", [store.REP, store.PA])
def test_nobody_who_wrote_is_named_to_anybody(opened: AppTest, role: str) -> None:
    held = everything(page(opened, role))
    assert [name for full in SENDERS for name in full.split() if re.search(rf"\b{name}\b", held)] == []
    assert "swimming" not in held


@pytest.mark.parametrize("role", [store.REP, store.PA])
def test_each_reader_sees_the_rules_that_ask_for_something_and_what_must_not_be_concluded(
    opened: AppTest, role: str
) -> None:
    said = words(page(opened, role))
    assert "A message is written in one piece" in said
    assert ("Pictures and videos in which pupils can be recognised" in said) == (role == store.REP)
    assert findings.CAUTION in said


def test_a_class_without_an_export_is_said_to_have_none_and_nothing_is_drawn(opened: AppTest) -> None:
    app = page(opened, store.REP)
    app = app.selectbox(key="class").set_value("2B").run()
    assert not app.exception
    assert app.subheader[0].value.replace("\\", "").startswith("No export of the group of 2B is loaded")
    assert not app.get("vega_lite_chart")


def test_text_from_a_chat_is_never_markdown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "WhatsApp Chat with ![2B](x) *hi*.txt").write_text(export("2B", 20))
    monkeypatch.setenv("SCHOOLGATE_FOLDER", str(tmp_path))
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    for role in (store.REP, store.PA):
        app = page(app, role)
        for element in (*app.markdown, *app.subheader, *app.title, *app.caption):
            assert "![" not in element.value.replace("\\!", "").replace("\\[", "")


def test_with_nothing_loaded_the_page_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHOOLGATE_FOLDER", str(tmp_path))
    app = page(AppTest.from_file(str(APP), default_timeout=60).run(), store.PA)
    assert "Nothing is loaded yet" in words(app)
    assert not app.dataframe
