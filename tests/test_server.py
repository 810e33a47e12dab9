"""The server answers this computer alone, tells the browser to ask nobody else, and cannot be talked out of it."""

import asyncio
import base64
import contextlib
import hashlib
import os
import re
import socket
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import visit
from starlette.formparsers import MultiPartParser
from starlette.requests import Request
from streamlit import config

from dashboard import server

Serve = Callable[..., AbstractContextManager[str]]

STRAY_SETTINGS = """
[global]
developmentMode = true
[server]
address = "0.0.0.0"
allowedHosts = []
enableXsrfProtection = false
baseUrlPath = "elsewhere"
sslCertFile = "nobodys.pem"
[browser]
gatherUsageStats = true
serverPort = 9
[theme]
base = "http://127.0.0.1:9/theme.toml"
codeFont = "Code:http://192.0.2.1/code.css"
[[theme.fontFaces]]
family = "Face"
url = "http://192.0.2.1/face.woff2"
[theme.sidebar]
font = "Side:http://192.0.2.1/side.css"
"""
STRAY_VARIABLES = {"STREAMLIT_SERVER_ADDRESS": "0.0.0.0", "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "true"}


# The settings


def test_settings_by_their_dotted_names() -> None:
    table = {"server": {"port": 1, "trustedUserHeaders": {}}, "theme": {"dark": {"font": "serif"}}}
    assert dict(server.dotted(table)) == {"server.port": 1, "server.trustedUserHeaders": {}, "theme.dark.font": "serif"}


def test_every_setting_is_one_that_streamlit_knows() -> None:
    assert set(server.settings(8501)) <= set(config.get_config_options())


def test_settings_keep_the_app_private() -> None:
    """Every setting but the colours, each of which protects: see config.toml."""
    assert {name: value for name, value in server.settings().items() if not name.startswith("theme.")} == {
        "server.address": "127.0.0.1",
        "server.allowedHosts": ["127.0.0.1", "localhost"],
        "server.enableCORS": True,
        "server.corsAllowedOrigins": [],
        "server.enableXsrfProtection": True,
        "server.xsrfCookieSameSite": "strict",
        "server.enableStaticServing": False,
        "server.enableAgentApi": False,
        "server.scriptHealthCheckEnabled": False,
        "server.fileWatcherType": "none",
        "server.runOnSave": False,
        "server.showEmailPrompt": False,
        "server.disconnectedSessionTTL": 60,
        "server.maxUploadSize": 500,
        "server.trustedUserHeaders": {},
        "server.headless": True,
        "browser.serverAddress": "127.0.0.1",
        "browser.gatherUsageStats": False,
        "client.showErrorDetails": "type",
        "client.showErrorLinks": False,
        "client.toolbarMode": "viewer",
        "client.disableDataExport": True,
        "client.allowedOrigins": [],
        "runner.magicEnabled": False,
        "secrets.files": [],
        "logger.level": "warning",
        "logger.hideWelcomeMessage": True,
    }


def test_a_port_is_set_only_when_one_is_asked_for() -> None:
    """So that Streamlit looks for a free one by itself."""
    assert "server.port" not in server.settings()
    assert server.settings(9000)["server.port"] == 9000


def test_every_line_of_the_settings_says_why() -> None:
    lines = server.settings_file().read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "=" in line.split("#")[0] and "#" not in line] == []


# The headers


def wanted(scripts: str) -> dict[str, str]:
    return {
        "Content-Security-Policy": f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), display-capture=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


@pytest.mark.parametrize(
    ("page", "scripts"),
    [
        ("<p>", "'self'"),
        (
            "<script>go()</script><script type='module' src='./a.js'></script>",
            "'self' 'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw='",
        ),
    ],
    ids=["without inline scripts", "with one"],
)
def test_only_the_pages_own_inline_scripts_may_run_and_nothing_is_asked_elsewhere(page: str, scripts: str) -> None:
    assert server.security_headers(page) == wanted(scripts)


def test_streamlits_page_still_has_the_one_inline_script_that_the_policy_allows() -> None:
    assert len(server.inline_scripts(server.STREAMLIT_PAGE.read_text(encoding="utf-8"))) == 1


def headers_of_answer(path: str, own: Mapping[str, str]) -> dict[str, str]:
    """What the middleware makes of an app's own headers."""
    sent: list[Any] = []

    async def app(_scope: object, _receive: object, send: Any) -> None:
        raw = [(name.encode(), value.encode()) for name, value in own.items()]
        await send({"type": "http.response.start", "status": 200, "headers": raw})

    async def send(message: Any) -> None:
        sent.append(message)

    guarded: Any = server.SecurityHeaders(app, {"X-Frame-Options": "DENY"})
    asyncio.run(guarded({"type": "http", "path": path}, None, send))
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}


def test_an_answer_with_a_schools_data_is_never_kept() -> None:
    headers = headers_of_answer("/media/list.csv", {"cache-control": "public, max-age=600"})
    assert headers == {"cache-control": "no-store", "x-frame-options": "DENY"}


def test_streamlits_own_scripts_may_be_kept() -> None:
    headers = headers_of_answer("/static/js/index.js", {"cache-control": "public, max-age=600"})
    assert headers == {"cache-control": "public, max-age=600", "x-frame-options": "DENY"}


# Uploads


def upload(size: int) -> Request:
    """A request with one file of that many bytes."""
    head = b'--b\r\ncontent-disposition: form-data; name="f"; filename="x.txt"\r\n\r\n'
    body = [{"type": "http.request", "body": head + b"a" * size + b"\r\n--b--\r\n", "more_body": False}]
    scope = {"type": "http", "method": "PUT", "headers": [(b"content-type", b"multipart/form-data; boundary=b")]}

    async def receive() -> Any:
        return body.pop()

    return Request(scope, receive)


def on_disk(request: Request) -> bool:
    async def rolled() -> bool:
        async with request.form() as form:
            uploaded: Any = form["f"]
            return uploaded.file._rolled

    return asyncio.run(rolled())


def test_an_upload_of_several_megabytes_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MultiPartParser, "spool_max_size", 1024 * 1024)
    assert on_disk(upload(3 * 1024 * 1024))
    server.keep_uploads_in_memory()
    assert not on_disk(upload(3 * 1024 * 1024))


# The run


class Idle:
    """In place of the app: is run, and serves nobody."""

    def run(self, *, config: Mapping[str, Any]) -> None:
        assert config["server.address"] == "127.0.0.1"


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty current folder and an app that ends at once; everything that `run` changes is put back."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(server.FOLDER_VARIABLE, "an old one")
    monkeypatch.setattr(MultiPartParser, "spool_max_size", 1024 * 1024)
    monkeypatch.setattr(config, "get_config_files", config.get_config_files)
    monkeypatch.setattr(server, "application", lambda **_: Idle())
    return tmp_path


def test_pages_find_the_folder_as_a_full_path(idle: Path) -> None:
    (idle / "exports").mkdir()
    server.run(Path("exports"))
    assert os.environ[server.FOLDER_VARIABLE] == str((idle / "exports").resolve())


def test_without_a_folder_the_pages_are_told_of_none(idle: Path) -> None:
    server.run()
    assert server.FOLDER_VARIABLE not in os.environ


def test_a_run_keeps_uploads_in_memory_and_reads_no_settings_but_ours(idle: Path) -> None:
    server.run()
    assert (MultiPartParser.spool_max_size, config.get_config_files("config.toml")) == (500 * 1024 * 1024 + 1, [])


# The real server, started in a folder with settings of somebody else's


@pytest.fixture(scope="module")
def address(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("stray")
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "config.toml").write_text(STRAY_SETTINGS)
    with serve(folder, f"--port={visit.free_port()}", HOME=str(folder), **STRAY_VARIABLES) as served:
        yield served


def fetched(address: str, host: str | None = None) -> tuple[int, Message]:
    """The status and the headers of an answer."""
    request = urllib.request.Request(address, headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers


def test_the_page_carries_every_header(address: str) -> None:
    (script,) = re.findall(r"<script>(.*?)</script>", server.STREAMLIT_PAGE.read_text(encoding="utf-8"), re.DOTALL)
    expected = wanted(f"'self' 'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'")
    status, found = fetched(address)
    assert status == 200
    assert {name: found[name] for name in expected} == expected


def test_no_address_of_other_settings_reaches_the_browser(address: str) -> None:
    assert "192.0.2.1" not in str(visit.told(address))


def test_a_request_by_another_name_is_refused(address: str) -> None:
    assert fetched(address, "school.example")[0] == 400


def test_it_listens_on_one_loopback_address_whatever_other_settings_say(address: str) -> None:
    """A server on every network would answer at 127.0.0.2, too."""
    elsewhere = ("127.0.0.2", urlsplit(address).port or 0)
    with contextlib.closing(socket.socket()) as client:
        client.settimeout(5)
        assert client.connect_ex(elsewhere) != 0


def test_a_second_one_takes_the_next_free_port(address: str, serve: Serve, tmp_path: Path) -> None:
    with serve(tmp_path) as second:
        assert urlsplit(second).port != urlsplit(address).port
        assert fetched(second)[0] == 200
