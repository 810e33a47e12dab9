"""Schoolgate in a real browser: it opens, reads and draws an uploaded export, and asks no other machine."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import Visit
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

HERE = ("127.0.0.1", None)  # None: data: and blob:, which ask nobody
PATIENCE = 60_000  # milliseconds, for a machine that is busy with other tests


def hosts(visit: Visit) -> set[str | None]:
    return {urlsplit(url).hostname for url in visit.asked}


def refusals(visit: Visit) -> list[str]:
    """What the Content-Security-Policy had to stop."""
    return [line for line in visit.said if "Content Security Policy" in line]


def test_an_uploaded_export_becomes_a_chart_and_nobody_else_is_asked(visit: Visit, export: Path) -> None:
    page = visit.page
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(export, timeout=PATIENCE)
    expect(page.get_by_text("Class 3C").first).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="Hours").first.click(timeout=PATIENCE)
    chart = page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first
    expect(chart).to_be_visible(timeout=PATIENCE)
    assert (hosts(visit) <= set(HERE), refusals(visit)) == (True, [])
    assert page.get_by_test_id("stException").count() == 0


def test_a_key_answers_and_another_undoes_it(visit: Visit, address: str) -> None:
    page = visit.page
    page.get_by_text("Class rep", exact=True).click(timeout=PATIENCE)
    page.get_by_role("link", name="Who is who").first.click(timeout=PATIENCE)
    page.get_by_label("My class").first.click(timeout=PATIENCE)
    page.get_by_role("option", name="4B").click(timeout=PATIENCE)
    left = page.get_by_text("left to decide")
    expect(left).to_have_text("2 left to decide.", timeout=PATIENCE)  # of 4B: 1A, which was shown before, has one
    page.get_by_role("heading", level=1).click()  # out of the list of classes, where a key means a letter
    page.keyboard.press("n")
    expect(left).to_have_text("1 left to decide.", timeout=PATIENCE)
    page.keyboard.press("u")
    expect(left).to_have_text("2 left to decide.", timeout=PATIENCE)
    assert (hosts(visit) <= set(HERE), refusals(visit)) == (True, [])
