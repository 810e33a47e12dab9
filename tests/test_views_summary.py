"""The page of what leaves this laptop: for the class rep alone, every value before the file, and text as text."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from streamlit.testing.v1 import AppTest

from dashboard import store
from dashboard.answers import told_otherwise
from dashboard.findings import summary as findings
from dashboard.summary import read, write
from dashboard.words import as_text

APP = Path(store.__file__).with_name("app.py")
NAME = "2B ![](http://192.0.2.1/x.png)"
TERM = (date(2026, 1, 5), date(2026, 3, 27))
SETTINGS = f"""
name = "**Hill** School"
[[classes]]
name = "{NAME}"
chat = "Class 2B"
[[terms]]
name = "Spring 2026"
starts = {TERM[0]}
ends = {TERM[1]}
"""
ROSTER = "class,family,guardian\n" + "".join(f"{NAME},Q{number},Quaxworth {number}\n" for number in range(12))


def export(until: date) -> str:
    """A message a day, each from another of the twelve."""
    days = [TERM[0] + timedelta(days=number) for number in range((until - TERM[0]).days + 1)]
    return "".join(f"{day:%d/%m/%Y}, 21:30 - Quaxworth {day.day % 12}: velociraptor\n" for day in days)


def app_on(folder: Path, until: date, patch: pytest.MonkeyPatch) -> AppTest:
    """The page as the rep of that class sees it."""
    files = {"school.toml": SETTINGS, "roster.csv": ROSTER, "WhatsApp Chat with Class 2B.txt": export(until)}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    patch.setenv("SCHOOLGATE_FOLDER", str(folder))
    app = AppTest.from_file(str(APP), default_timeout=120).run()
    app.segmented_control(key="role").set_value(store.REP).run()
    return app.switch_page("views/summary.py").run()


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return app_on(tmp_path, TERM[1], monkeypatch)


def test_the_page_shows_every_part_of_the_file_and_the_file_itself(page: AppTest) -> None:
    assert not page.exception
    written = page.code[0].value
    shown = findings.parts(read(written.encode(), "2B.schoolgate.json"))
    assert [header.value for header in page.header] == [as_text(part.heading) for part in shown]
    tables = [table.value.to_dict("list") for table in page.table]
    assert tables == [part.in_markdown().to_dict(as_series=False) for part in shown]
    notes = [as_text(part.note) for part in shown if part.note]
    assert notes
    assert [caption.value for caption in page.caption] == [*notes, findings.CHECK]


def test_no_table_of_the_page_has_to_be_scrolled(page: AppTest) -> None:
    assert len(page.table) > 2
    assert len(page.dataframe) == 0


def test_the_page_says_what_is_not_in_the_file_and_that_nothing_is_sent(page: AppTest) -> None:
    said = "\n".join(each.value for each in page.markdown).replace("\\", "")
    for sentence in findings.sentences(read(page.code[0].value.encode(), "2B.schoolgate.json")):
        assert sentence in said


def test_nobodys_name_or_word_is_on_the_page(page: AppTest) -> None:
    everything = "\n".join(str(element.proto) for element in page.main)
    assert findings.BANDED[:20] in everything
    assert "velociraptor" not in everything
    assert "Quaxworth" not in everything


def test_a_name_of_a_class_is_shown_as_text(page: AppTest) -> None:
    """A picture in it would be a call to somebody."""
    markdown = [each.value for kind in (page.markdown, page.subheader, page.header) for each in kind]
    markdown += [cell for table in page.table for row in table.value.to_numpy() for cell in row]
    assert any("2B" in each for each in markdown)
    assert not any("![](http://" in each for each in markdown)


def test_before_a_term_is_over_there_is_a_sentence_and_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = app_on(tmp_path, TERM[0] + timedelta(days=30), monkeypatch)
    assert not page.exception
    assert (len(page.info), len(page.code), len(page.table)) == (1, 0, 0)


def test_nobody_but_the_rep_sees_the_page(page: AppTest) -> None:
    page.switch_page("views/start.py").run()
    page.segmented_control(key="role").set_value(store.LEADERSHIP).run()
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        page.switch_page("views/summary.py")


def test_an_earlier_summary_with_other_figures_is_warned_of_before_the_download(
    page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not page.warning
    earlier = read(page.code[0].value.encode(), "2B.schoolgate.json")
    group = replace(earlier.groups[0], periods=tuple(replace(each, figures=None) for each in earlier.groups[0].periods))
    (tmp_path / "2B.schoolgate.json").write_bytes(write(replace(earlier, groups=(group,))))
    warned = app_on(tmp_path, TERM[1], monkeypatch)
    assert [each.value for each in warned.warning] == [
        as_text(told_otherwise(earlier, [replace(earlier, groups=(group,))]))
    ]
