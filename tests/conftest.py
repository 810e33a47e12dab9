"""What more than one test file needs: the sample school, and a running Schoolgate."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
START_WITHIN = 30  # seconds

Serve = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="session")
def sample() -> Path:
    """The folder of the invented sample school."""
    return ROOT / "sample_exports"


@pytest.fixture(scope="session")
def serve() -> Serve:
    """`with serve(folder, *arguments, **environment) as address:` runs the command in that folder."""
    return serving


@contextmanager
def serving(folder: Path, *arguments: str, **environment: str) -> Iterator[str]:
    command = [Path(sys.executable).with_name("schoolgate"), "--no-browser", *arguments]
    with subprocess.Popen(
        command, cwd=folder, env=os.environ | environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        patience = threading.Timer(START_WITHIN, process.kill)
        patience.start()
        try:
            yield address_in(process)
        finally:
            patience.cancel()
            process.terminate()


def address_in(process: subprocess.Popen[str]) -> str:
    """The address that the command prints once it can be opened."""
    said = ""
    for line in process.stdout or ():
        said += line
        if found := re.search(r"http://\S+", line):
            return found[0]
    pytest.fail(f"Schoolgate did not start within {START_WITHIN} seconds. It said:\n{said}")
