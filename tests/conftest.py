"""What more than one test file needs: the sample school, a running Schoolgate, and no test that talks to anybody."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, TextIO

import guarded
import hypothesis
import pytest

import dashboard.server  # noqa: F401 - without it, pages show nothing

hypothesis.settings.register_profile("untimed", deadline=None)  # a busy machine is no fault of the code
hypothesis.settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent
SCHOOLGATE = (str(Path(sys.executable).with_name("schoolgate")), "--no-browser")
START_WITHIN = 60  # seconds, on a machine that is busy with other tests

Serve = Callable[..., AbstractContextManager[str]]
BEYOND: list[str] = []  # what the test that runs now would have asked of more than this computer


def refuse(event: str, given: tuple[Any, ...]) -> None:
    """Also what a test's own code swallows is known, and so is what a page asks after a click."""
    if what := guarded.beyond(event, given):
        BEYOND.append(what)
        raise PermissionError(what)


sys.addaudithook(refuse)


@pytest.fixture(autouse=True)
def asked_beyond() -> Iterator[list[str]]:
    """Empty at the end of every test."""
    yield BEYOND
    asked = tuple(BEYOND)
    BEYOND.clear()
    assert asked == ()


@pytest.fixture(scope="session")
def sample() -> Path:
    """The folder of the invented sample school."""
    return ROOT / "sample_exports"


@pytest.fixture(scope="session")
def serve() -> Serve:
    """`with serve(folder, *arguments, **environment) as address:` runs the command in that folder.

    `command` is what to run in place of ours.
    """
    return serving


@pytest.fixture(scope="module")
def guarded_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The command on the sample school, in a process that ends where it would talk to anybody or write a file."""
    guard = guarded.environment(tmp_path_factory.mktemp("guard"))
    with started(tmp_path_factory.mktemp("elsewhere"), *SCHOOLGATE, **guard) as (address, said):
        assert guarded.GUARDED in whole(said)
        yield address


@contextmanager
def serving(folder: Path, *arguments: str, command: Sequence[str] = SCHOOLGATE, **environment: str) -> Iterator[str]:
    with started(folder, *command, *arguments, **environment) as (address, _said):
        yield address


@contextmanager
def started(folder: Path, *command: str, **environment: str) -> Iterator[tuple[str, TextIO]]:
    """The address of a running server and what it said; at its end, that no guard has ended it."""
    with tempfile.TemporaryFile("w+") as said:  # a pipe that nobody empties would stop the server
        with subprocess.Popen(
            command, cwd=folder, env=os.environ | environment, stdout=said, stderr=subprocess.STDOUT
        ) as process:
            try:
                yield address_in(said, process), said
            finally:
                process.terminate()
        assert process.returncode != guarded.CAUGHT, whole(said)


def address_in(said: TextIO, process: subprocess.Popen[bytes]) -> str:
    """The address that the command prints once it can be opened."""
    patience = time.monotonic() + START_WITHIN
    while process.poll() is None and time.monotonic() < patience:
        if found := re.search(r"http://\S+(?=\s)", whole(said)):
            return found[0]
        time.sleep(0.05)
    pytest.fail(f"Schoolgate did not start within {START_WITHIN} seconds. It said:\n{whole(said)}")


def whole(said: TextIO) -> str:
    said.seek(0)
    return said.read()
