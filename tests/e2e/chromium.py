"""Where this machine's Chromium is: the system's, else the one that Playwright fetched."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MACOS = tuple(f"/Applications/{name}.app/Contents/MacOS/{name}" for name in ("Chromium", "Google Chrome"))


def executable() -> str | None:
    """The path of a Chromium, or None."""
    named = (shutil.which(name) for name in (*NAMES, *MACOS))
    return next((path for path in named if path), None) or playwrights_own()


def playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


if __name__ == "__main__":
    sys.exit(0 if executable() else 1)
