"""The README's picture: `python tests/e2e/screenshot.py ADDRESS [dark] [WIDTH]` of a running Schoolgate."""

import sys
from pathlib import Path

import chromium
from playwright.sync_api import sync_playwright

if __name__ == "__main__":
    address, *wishes = sys.argv[1:]
    width = next((int(wish) for wish in wishes if wish.isdigit()), 1280)
    path = chromium.executable()
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"]) as browser,
    ):
        page = browser.new_page(
            viewport={"width": width, "height": 1240}, color_scheme="dark" if "dark" in wishes else "light"
        )
        page.goto(address)
        page.get_by_test_id("stMarkdown").first.wait_for()
        page.wait_for_timeout(2000)  # charts and fonts
        page.screenshot(path=Path(__file__).with_name("screenshot.png"))
