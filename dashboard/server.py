"""The local server: where its settings come from, the headers it sends, and the run itself.

What a browser and a network may do with this app is decided here and in .streamlit/config.toml, nowhere else:
loopback only, no other host's scripts, pictures or frames, nothing kept in a cache, uploads in memory.

The chosen folder reaches the pages through the environment variable SCHOOLGATE_FOLDER, which `run` sets for its own
process: it is there for every session before the first page runs, and no module holds it. Unset: the sample school.
"""

import base64
import hashlib
import os
import re
import sys
import threading
import tomllib
import webbrowser
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import click
import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

FOLDER_VARIABLE = "SCHOOLGATE_FOLDER"
HERE = Path(__file__).parent
APP = HERE / "app.py"
STREAMLIT_PAGE = Path(st.__file__).parent / "static" / "index.html"
BUNDLES = "/static/"  # Streamlit's own scripts and fonts: the only answers without anything of a school in them


def run(folder: Path | None = None, port: int | None = None, *, open_browser: bool = True) -> None:
    """Serves the dashboard on loopback until Ctrl+C.

    `folder` None shows the sample school. `port` None takes 8501 or the next free one; a given one must be free.
    """
    os.environ.pop(FOLDER_VARIABLE, None)
    if folder is not None:
        os.environ[FOLDER_VARIABLE] = str(folder.resolve())
    config.get_config_files = no_files
    keep_uploads_in_memory()
    threading.Thread(target=warmed_up, daemon=True).start()
    with suppress(KeyboardInterrupt):
        application(open_browser=open_browser).run(config=settings(port))


def application(script: Path = APP, *, open_browser: bool = False) -> st.App:
    """The ASGI app: Streamlit behind a check of the host name and the headers of `security_headers`."""
    headers = security_headers(STREAMLIT_PAGE.read_text(encoding="utf-8"))
    return st.App(
        script.resolve(),
        middleware=[
            Middleware(SecurityHeaders, headers=headers),
            Middleware(TrustedHostMiddleware, allowed_hosts=settings()["server.allowedHosts"], www_redirect=False),
        ],
        lifespan=partial(announced, open_browser=open_browser),
    )


def settings(port: int | None = None) -> dict[str, Any]:
    """Every line of config.toml by its dotted name, and what only this way of starting needs."""
    ours = {"server.headless": True, "logger.hideWelcomeMessage": True}  # `announced` says and opens the address
    chosen = {} if port is None else {"server.port": port}
    return dict(dotted(tomllib.loads(settings_file().read_text(encoding="utf-8")))) | ours | chosen


def settings_file() -> Path:
    """config.toml: in the repository at its root, in an installed package beside this module."""
    checkout = HERE.parent / ".streamlit" / "config.toml"
    return checkout if checkout.is_file() else HERE / "config.toml"


def dotted(table: Mapping[str, Any], parent: str = "") -> Iterator[tuple[str, Any]]:
    """{"server": {"port": 1}} -> ("server.port", 1); an empty table is a value."""
    for key, value in table.items():
        if isinstance(value, dict) and value:
            yield from dotted(value, f"{parent}{key}.")
        else:
            yield f"{parent}{key}", value


def no_files(file_name: str) -> list[str]:  # noqa: ARG001
    """Where Streamlit looks for settings: in no file, neither this user's own nor one beside somebody's exports.

    So what config.toml does not name is as Streamlit has it, and not a font of another host or a second path.
    """
    return []


def keep_uploads_in_memory() -> None:
    """Uploaded chats are never written to a temporary file, which happens above 1 MB by default."""
    MultiPartParser.spool_max_size = settings()["server.maxUploadSize"] * 1024 * 1024 + 1


@asynccontextmanager
async def announced(_app: st.App, *, open_browser: bool) -> AsyncIterator[None]:
    """Says the address once its port is known (the socket listens already), and opens it."""
    address = f"http://127.0.0.1:{st.get_option('server.port')}"
    click.echo(f"Schoolgate is open at {address} - on this computer only. Press Ctrl+C here to close it.")
    if open_browser and has_screen():
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    yield


def warmed_up() -> None:
    """Loads the pages' code and the folder; whatever is wrong with either is the first page's to say."""
    with suppress(OSError):
        from dashboard import store  # beside the server's own start, because it loads slowly

        store.warm_up()


def has_screen() -> bool:
    """False on a Linux machine without one, where only a text browser could open and would take the terminal."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def security_headers(page: str) -> dict[str, str]:
    """What the browser is told to refuse; `page` is the HTML whose inline scripts alone may run."""
    return {
        "Content-Security-Policy": content_security_policy(page),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",  # for browsers that do not know frame-ancestors
        "Referrer-Policy": "no-referrer",  # a link in a chat is not told where it was read
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), display-capture=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def content_security_policy(page: str) -> str:
    """This server and nobody else: not even a picture that a name in a chat asks for."""
    scripts = " ".join(["'self'", *(f"'sha256-{digest(script)}'" for script in inline_scripts(page))])
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


def inline_scripts(page: str) -> list[str]:
    """The text of every script element without attributes."""
    return re.findall(r"<script>(.*?)</script>", page, re.DOTALL)


def digest(script: str) -> str:
    """A script's SHA-256 as a Content-Security-Policy spells it."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


class SecurityHeaders:
    """ASGI middleware: every answer carries `headers`, and none but Streamlit's own bundles may be kept."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self.app = app
        self.headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.guard(MutableHeaders(scope=message), scope["path"])
            await send(message)

        await self.app(scope, receive, send_guarded)

    def guard(self, headers: MutableHeaders, path: str) -> None:
        headers.update(self.headers)
        if not path.startswith(BUNDLES):
            headers["Cache-Control"] = "no-store"
