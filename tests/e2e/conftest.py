"""A real Chromium, and a record of everything that its pages ask for."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

import chromium
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = (
    "--no-sandbox",  # Chromium refuses to start as root otherwise
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Visit:
    """One tab on the app: the page, the addresses it asked for, and what its console said."""

    page: Page
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")  # while Playwright runs, no other test of this process could use asyncio
def browser() -> Iterator[Browser]:
    path = chromium.executable()
    if path is None:
        pytest.fail("No Chromium was found: `make test` installs one, or install Chromium or Google Chrome yourself.")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def address(
    serve: Callable[..., AbstractContextManager[str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The app on the sample school, started from an unrelated folder."""
    with serve(tmp_path_factory.mktemp("elsewhere")) as served:
        yield served


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    with browser.new_context() as context:
        visit = Visit(context.new_page())
        visit.page.on("request", lambda request: visit.asked.append(request.url))
        visit.page.on("websocket", lambda websocket: visit.asked.append(websocket.url))
        visit.page.on("console", lambda message: visit.said.append(message.text))
        visit.page.goto(address)
        yield visit


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """Forty days of an invented class, one message in the evening and one at night."""
    days = [f"{day:02}/{month:02}/2026" for month in (9, 10) for day in range(1, 21)]
    names = ("Oona Fell", "Idris Vale", "Wren Achterberg")
    lines = ["01/09/2026, 08:00 - Messages and calls are end-to-end encrypted. Tap to learn more."]
    for number, day in enumerate(days):
        lines += [
            f"{day}, 18:30 - {names[number % 3]}: Any homework?",
            f"{day}, 23:10 - {names[number % 2]}: ![](http://192.0.2.1/x.png)",
        ]
    path = tmp_path / "WhatsApp Chat with Class 3C.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
