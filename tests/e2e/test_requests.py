"""Every page for every role in a real browser: whatever it asks for comes from this computer, and says how to be kept.

The server runs guarded (tests/guarded.py): where it reached out itself or wrote a file, it would be gone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import guarded
import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard import server, store

pytestmark = pytest.mark.browser

HERE = {"127.0.0.1", None}  # None: data: and blob:, which ask nobody
PATIENCE = 60_000  # milliseconds, for a machine that is busy with other tests
REFUSALS = """
addEventListener('securitypolicyviolation', event => {
  // Streamlit's reader of numbers asks whether it may use WebAssembly, and does without.
  if (event.blockedURI !== 'wasm-eval') console.error('Refused: ' + event.blockedURI)
})
"""


@dataclass
class Tab:
    """A tab on the app, and everything that it asked for and was answered."""

    page: Page
    asked: list[str] = field(default_factory=list)
    answered: list[tuple[str, dict[str, str]]] = field(default_factory=list)  # address, headers
    refused: list[str] = field(default_factory=list)


@pytest.fixture
def tab(browser: Browser, guarded_address: str) -> Iterator[Tab]:
    with browser.new_context(viewport={"width": 2400, "height": 1000}) as context:  # no page is folded into a menu
        context.add_init_script(REFUSALS)
        tab = Tab(context.new_page())
        context.on("request", lambda request: tab.asked.append(request.url))
        context.on("response", lambda response: tab.answered.append((response.url, response.headers)))
        context.on("console", lambda message: tab.refused.append(message.text) if is_refusal(message.text) else None)
        tab.page.on("websocket", lambda websocket: tab.asked.append(websocket.url))
        tab.page.goto(guarded_address)
        yield tab


def is_refusal(said: str) -> bool:
    return said.startswith("Refused") or "Content Security Policy" in said


def hosts(tab: Tab) -> set[str | None]:
    return {urlsplit(url).hostname for url in tab.asked}


def settled(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=PATIENCE)


def unguarded(tab: Tab) -> list[str]:
    """Answers of the server that lack a header, or that a browser may keep although a school's data can be in them."""
    wanted = server.security_headers(server.STREAMLIT_PAGE.read_text(encoding="utf-8"))
    return [
        url
        for url, headers in tab.answered
        if urlsplit(url).hostname is not None
        and not (
            all(headers.get(name.lower()) == value for name, value in wanted.items())
            and (urlsplit(url).path.startswith(server.BUNDLES) or headers.get("cache-control") == "no-store")
        )
    ]


@pytest.mark.parametrize("role", store.ROLES)
def test_every_page_of_a_role_asks_this_computer_alone(tab: Tab, role: str) -> None:
    page = tab.page
    settled(page)
    page.get_by_text(role, exact=True).click(timeout=PATIENCE)
    settled(page)
    for name in (name for name, roles in guarded.pages() if role in roles):
        page.locator(f"a[href$='/{name}']").first.click(timeout=PATIENCE) if name != "start" else None
        expect(page).to_have_url(f"{page.url.rpartition('/')[0]}/{'' if name == 'start' else name}", timeout=PATIENCE)
        settled(page)
        assert page.get_by_test_id("stException").count() == 0, name
    page.wait_for_load_state("networkidle", timeout=PATIENCE)
    assert (hosts(tab) - HERE, tab.refused, unguarded(tab)) == (set(), [], [])
    assert any(url.startswith("ws://") for url in tab.asked)


def test_a_picture_of_another_host_is_refused_and_the_record_shows_it(tab: Tab) -> None:
    """So that an empty record means that nothing was asked."""
    settled(tab.page)
    with tab.page.expect_console_message(lambda message: is_refusal(message.text), timeout=PATIENCE):
        tab.page.evaluate("document.body.append(Object.assign(new Image(), {src: 'http://192.0.2.1/x.png'}))")
    assert tab.refused != []


def test_an_upload_of_several_megabytes_asks_nobody_and_is_written_nowhere(tab: Tab, export: Path) -> None:
    """Either would end the server."""
    export.write_text(export.read_text(encoding="utf-8") + "and so on\n" * 300_000, encoding="utf-8")
    settled(tab.page)
    tab.page.locator("input[type=file]").first.set_input_files(export)
    expect(tab.page.get_by_text("Class 3C").first).to_be_visible(timeout=PATIENCE)
    settled(tab.page)
    assert (hosts(tab) - HERE, tab.refused, unguarded(tab)) == (set(), [], [])


def test_a_guarded_server_is_still_there_after_all_of_it(tab: Tab, guarded_address: str) -> None:
    settled(tab.page)
    assert tab.page.request.get(f"{guarded_address}/_stcore/health").ok
