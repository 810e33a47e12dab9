"""Schoolgate in a real browser: it opens, reads and draws an uploaded export, and asks no other machine."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import Visit
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

HERE = ("127.0.0.1", None)  # None: data: and blob:, which ask nobody
PATIENCE = 20_000  # milliseconds


def hosts(visit: Visit) -> set[str | None]:
    return {urlsplit(url).hostname for url in visit.asked}


def test_an_uploaded_export_becomes_a_chart_and_nobody_else_is_asked(visit: Visit, export: Path) -> None:
    page = visit.page
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(export, timeout=PATIENCE)
    expect(page.get_by_text("Class 3C").first).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="When do phones buzz?").first.click()
    chart = page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first
    expect(chart).to_be_visible(timeout=PATIENCE)

    assert hosts(visit) <= set(HERE)
    assert [line for line in visit.said if "Content Security Policy" in line] == []
    assert page.get_by_test_id("stException").count() == 0


def test_the_sample_school_is_there_at_once(visit: Visit) -> None:
    expect(visit.page.get_by_text("sample school").first).to_be_visible(timeout=PATIENCE)
    assert hosts(visit) <= set(HERE)
