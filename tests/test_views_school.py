"""The page School as Streamlit renders it: of a whole school, of one class, of nothing that is over."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import store
from dashboard.findings import school as findings
from dashboard.findings.school.points import NO_PERIOD
from dashboard.summary.school import Combined
from tests.told_school import AUTUMN, EIGHT, ONE, four, group, missing, school

PAGE = Path(store.__file__).with_name("views") / "school.py"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> "Opened":
    return Opened(monkeypatch)


class Opened:
    """The page on a school put together by hand."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch = patch

    def on(self, shown: Combined, period: str | None = None) -> AppTest:
        self.patch.setattr(store, "need_school", lambda: shown, raising=False)
        self.patch.setattr(store, "school_period", lambda: period, raising=False)
        page = AppTest.from_file(str(PAGE), default_timeout=60).run()
        assert not page.exception
        return page


def words(page: AppTest) -> str:
    kinds = ("title", "header", "subheader", "markdown", "caption")
    return "\n".join(element.value for kind in kinds for element in getattr(page, kind)).replace("\\", "")


def test_the_page_answers_first_and_then_asks_each_question(opened: Opened) -> None:
    page = opened.on(EIGHT)
    assert page.subheader[0].value.replace("\\", "") == findings.opening(EIGHT)
    answers = [f"- {answer}" for answer in findings.answers_in_short(EIGHT)]
    assert page.markdown[0].value.replace("\\", "").split("\n") == answers
    assert [header.value for header in page.header] == [
        *findings.QUESTIONS.values(),
        findings.MORE_TITLE,
        findings.HERE_TITLE,
        findings.METHOD_TITLE,
    ]
    assert len(page.get("vega_lite_chart")) == len(findings.QUESTIONS)
    assert len(page.dataframe) == len(findings.QUESTIONS) + 2


def test_one_class_has_the_same_page(opened: Opened) -> None:
    page = opened.on(ONE)
    assert len(page.get("vega_lite_chart")) == len(findings.QUESTIONS)
    assert "From a summary file: 2B." in words(page)


def test_the_period_chosen_is_the_one_told_of(opened: Opened) -> None:
    assert "In Autumn 2025, the answers are those of 2B." in words(opened.on(ONE, AUTUMN))


def test_a_school_without_a_period_that_is_over_says_so_and_draws_nothing(opened: Opened) -> None:
    page = opened.on(school([missing("4A")], {}, periods=[]))
    assert words(page).count(NO_PERIOD) == 1
    assert not page.get("vega_lite_chart")
    assert "Ask the class rep of 4A" in words(page)


def test_records_are_shown_as_days_and_the_class_in_a_column_that_holds_all_shown(opened: Opened) -> None:
    columns = [json.loads(table.proto.columns) for table in opened.on(EIGHT).dataframe]
    *figures, here = columns
    assert {each["Class"]["width"] for each in figures} == {112}
    assert {here[name]["type_config"]["format"] for name in findings.HERE_DATES} == {"D MMM YYYY"}


def test_names_of_classes_and_remarks_are_text(opened: Opened) -> None:
    loud = school(
        [group("**2B**")],
        four("**2B**", AUTUMN, "45 to 55 %", None, None, None, None, None),
        periods=[AUTUMN],
        remarks=["![x](http://192.0.2.1/x.png) is in two files."],
    )
    page = opened.on(loud)
    shown = "\n".join(element.value for element in (*page.markdown, *page.subheader, *page.caption))
    assert "**2B**" not in shown
    assert "![x](" not in shown
