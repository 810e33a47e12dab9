"""The report as a file in a browser: it asks for nothing, fits a telephone, and prints whole."""

from collections.abc import Iterator
from pathlib import Path

import pdf_text
import pytest
import told_school
from playwright.sync_api import Browser, Page

from dashboard import handout
from dashboard.findings import school as findings

pytestmark = pytest.mark.browser
TALLEST = "Math.max(...[...document.querySelectorAll('figure')].map(each => each.getBoundingClientRect().height))"
PAGE_HEIGHT = (297 - 16 - 20) / 25.4 * 96  # pixels of an A4 page between its margins
PAGE_WIDTH = (210 - 2 * 16) / 25.4 * 96


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(handout.html(told_school.EIGHT), encoding="utf-8")
    return path


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


def test_the_report_asks_for_nothing_and_breaks_no_rule(page: Page, file: Path) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri())
    assert (asked, said) == ([file.as_uri()], [])


def test_the_report_fits_a_telephone(page: Page, file: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.locator("svg.narrow").count() == page.locator("svg.narrow:visible").count() == 4


def test_the_printed_report_has_every_part_numbered_pages_and_the_method_from_a_page_of_its_own(
    page: Page, file: Path
) -> None:
    page.goto(file.as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    pages, read = pdf_text.pages(printed), pdf_text.text(printed)
    assert 7 <= pages <= 10
    assert all(f"{number} / {pages}" in read for number in range(1, pages + 1))
    assert all(heading in read for heading in (*findings.QUESTIONS.values(), findings.HERE_TITLE))
    assert read.index(findings.HERE_TITLE) < read.index(findings.METHOD_TITLE)


def test_no_picture_is_taller_than_a_page(page: Page, file: Path) -> None:
    page.set_viewport_size({"width": round(PAGE_WIDTH), "height": 1000})
    page.emulate_media(media="print")
    page.goto(file.as_uri())
    assert page.evaluate(TALLEST) < PAGE_HEIGHT
