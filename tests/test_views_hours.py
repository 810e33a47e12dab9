"""The page of hours: what a reader may change there, and that every figure follows."""

import json
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import store
from dashboard.findings import timetable as findings
from dashboard.timetable import EQUAL_ENDS

APP = Path(store.__file__).with_name("app.py")
EXPORT = (
    "15/09/2025, 09:00 - Ana Ash: Good morning\n"
    "15/09/2025, 20:30 - Ben Birch: Is it PE tomorrow?\n"
    "16/09/2025, 22:00 - Ana Ash: It was.\n"
    "18/09/2025, 09:00 - Ben Birch: Thank you all.\n"
)
CALENDAR = "name,days,starts,ends\nAutumn 2025,term,2025-09-03,2025-12-19\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "WhatsApp Chat with Class 2B.txt").write_text(EXPORT)
    (tmp_path / "roster.csv").write_text("class,family,guardian\n2B,Ash,Ana Ash\n2B,Birch,Ben Birch\n")
    (tmp_path / "calendar.csv").write_text(CALENDAR)
    monkeypatch.setenv("SCHOOLGATE_FOLDER", str(tmp_path))
    return tmp_path


@pytest.fixture
def app(folder: Path) -> AppTest:
    return AppTest.from_file(str(APP), default_timeout=60).run()


def hours(app: AppTest, role: str = store.REP) -> AppTest:
    app.segmented_control(key="role").set_value(role).run()
    page = app.switch_page("views/hours.py").run()
    assert not page.exception
    return page


def headline(app: AppTest) -> str:
    return app.subheader[0].value.replace("\\", "")


def markdown(app: AppTest) -> str:
    return "\n".join(each.value for each in app.markdown).replace("\\", "")


def test_another_window_changes_the_headline_on_this_page_and_on_the_start_page(app):
    page = hours(app)
    assert "1 of the 3 nights" in headline(page)
    page.time_input(key="quiet from").set_value(time(20)).run()
    assert "2 of the 3 nights" in headline(page)
    assert "20:00 to 07:00" in markdown(page)
    start = page.switch_page("views/start.py").run()
    assert "2 of 3" in [metric.value for metric in start.metric]


def test_a_window_without_a_length_is_said_and_the_old_one_stays(app):
    page = hours(app)
    page.time_input(key="quiet from").set_value(time(7)).run()
    assert [each.value.replace("\\", "") for each in page.warning] == [EQUAL_ENDS]
    assert "1 of the 3 nights" in headline(page)


def test_bank_holidays_are_of_a_country_and_of_a_part_of_it_or_nobodys(app):
    page = hours(app)
    assert "bank holidays: United Kingdom." in markdown(page)
    page.selectbox(key="bank holidays in").set_value("SCT").run()
    assert "bank holidays: Scotland, United Kingdom." in markdown(page)
    page.selectbox(key="bank holidays of").set_value("FR").run()
    assert "bank holidays: France." in markdown(page)
    page.selectbox(key="bank holidays of").select_index(0).run()
    assert "bank holidays: none." in markdown(page)


def test_what_was_changed_is_offered_as_lines_for_the_settings(app):
    page = hours(app)
    page.time_input(key="quiet to").set_value(time(6, 30)).run()
    assert page.code[0].value == ('[quiet_hours]\nstart = 21:00:00\nend = 06:30:00\n\n[bank_holidays]\ncountry = "GB"')


def test_one_click_brings_back_what_the_files_say(app):
    page = hours(app)
    page.time_input(key="quiet from").set_value(time(20)).run()
    next(button for button in page.button if button.label.startswith("Back")).click().run()
    assert "1 of the 3 nights" in headline(page)
    assert page.time_input(key="quiet from").value == time(21)


def test_without_terms_the_page_says_what_then_makes_a_holiday(folder, monkeypatch):
    (folder / "calendar.csv").unlink()
    page = hours(AppTest.from_file(str(APP), default_timeout=60).run())
    assert [each.value.replace("\\", "") for each in page.warning] == [findings.NO_TERMS]


@pytest.fixture
def two_clocks(folder: Path) -> AppTest:
    """The group again, as another parent's phone five and a half hours ahead exported it."""
    lines = [f"{day}/09/2025, {{}} - Ana Ash: Note number {day} of this month\n" for day in range(14, 29)]
    (folder / "WhatsApp Chat with Class 2B.txt").write_text("".join(line.format("15:10") for line in lines))
    (folder / "WhatsApp Chat with Class 2B (1).txt").write_text("".join(line.format("20:40") for line in lines))
    (folder / "school.toml").write_text('[[classes]]\nname = "2B"\nchat = "Class 2B"\n')
    return hours(AppTest.from_file(str(APP), default_timeout=60).run())


def said_of_clocks(page: AppTest) -> str:
    return "\n".join(each.value for each in (*page.warning, *page.markdown, *page.caption)).replace("\\", "")


def test_two_exports_on_different_clocks_make_the_page_unsure_until_somebody_says_whose_is_the_schools(two_clocks):
    assert "The hours cannot be trusted yet" in two_clocks.warning[0].value
    two_clocks.selectbox(key="zone of Class 2B").set_value("Europe/London").run()
    assert not two_clocks.exception
    assert "cannot be trusted" not in said_of_clocks(two_clocks)
    two_clocks.selectbox(key="zone of Class 2B").select_index(0).run()
    assert "cannot be trusted" in said_of_clocks(two_clocks)


def test_a_zone_that_was_said_moves_the_groups_times_to_the_schools_clock(app):
    page = hours(app)
    assert "1 of the 3 nights" in headline(page)
    page.selectbox(key="zone of Class 2B").set_value("Asia/Kolkata").run()
    assert "were moved to the school's clock from Asia/Kolkata" in said_of_clocks(page)
    assert "0 of the" in headline(page) or "No night" in headline(page)


def test_where_nothing_speaks_against_the_clock_one_calm_sentence_says_so(app):
    said = said_of_clocks(hours(app))
    assert "Times are read as school time (Europe/London), and nothing suggests otherwise." in said
    assert "cannot be trusted" not in said


def edited(page: AppTest, rows: dict[str, dict[str, str]]) -> AppTest:
    """The page after these cells of the table of days were changed, and then taken, as a browser says it."""
    editor = next(node.proto.id for node in nodes(page._tree) if "days 0" in getattr(node.proto, "id", ""))
    changes = json.dumps({"edited_rows": rows, "added_rows": [], "deleted_rows": []})
    changed = page._tree.get_widget_states()
    changed.widgets.add(id=editor, string_value=changes)
    page._run(changed)
    taken = page._tree.get_widget_states()
    taken.widgets.add(id=editor, string_value=changes)
    button = next(button.proto.id for button in page.button if "days" in button.label)
    taken.widgets.add(id=button, trigger_value=True)
    return page._run(taken)


def nodes(node: Any) -> Iterator[Any]:
    if getattr(node, "proto", None) is not None:
        yield node
    for child in getattr(node, "children", {}).values():
        yield from nodes(child)


def test_a_calendar_can_be_begun_on_the_page(folder):
    (folder / "calendar.csv").unlink()
    page = hours(AppTest.from_file(str(APP), default_timeout=60).run())
    autumn = {"name": "Autumn 2025", "days": "term", "starts": "2025-09-03", "ends": "2025-12-19"}
    edited(page, {"0": autumn})
    assert not page.exception
    assert "1 term and 0 holidays are known" in markdown(page)
    assert "Autumn 2025" in page.selectbox(key="period").options


def test_a_changed_day_changes_the_period_everywhere(app):
    page = edited(hours(app), {"0": {"ends": "2025-12-12"}})
    assert not page.exception
    assert page.session_state["timetable"].days[0][3] == date(2025, 12, 12)
