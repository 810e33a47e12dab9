"""What more than one test file needs: the sample school, and a running Schoolgate."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TextIO

import guarded
import hypothesis
import pytest

hypothesis.settings.register_profile("untimed", deadline=None)  # a busy machine is no fault of the code
hypothesis.settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent
START_WITHIN = 60  # seconds, on a machine that is busy with other tests

Serve = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="session")
def sample() -> Path:
    """The folder of the invented sample school."""
    return ROOT / "sample_exports"


@pytest.fixture(scope="session")
def serve() -> Serve:
    """`with serve(folder, *arguments, **environment) as address:` runs the command in that folder."""
    return serving


@pytest.fixture(scope="module")
def guarded_address(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The command on the sample school, in a process that may not talk to anybody."""
    with serve(tmp_path_factory.mktemp("elsewhere"), **guarded.environment(tmp_path_factory.mktemp("guard"))) as served:
        yield served


@contextmanager
def serving(folder: Path, *arguments: str, **environment: str) -> Iterator[str]:
    command = [Path(sys.executable).with_name("schoolgate"), "--no-browser", *arguments]
    with (
        tempfile.TemporaryFile("w+") as said,  # a pipe that nobody empties would stop the server
        subprocess.Popen(
            command, cwd=folder, env=os.environ | environment, stdout=said, stderr=subprocess.STDOUT
        ) as process,
    ):
        try:
            yield address_in(said, process)
        finally:
            process.terminate()


def address_in(said: TextIO, process: subprocess.Popen[bytes]) -> str:
    """The address that the command prints once it can be opened."""
    patience = time.monotonic() + START_WITHIN
    while process.poll() is None and time.monotonic() < patience:
        said.seek(0)
        if found := re.search(r"http://\S+(?=\s)", said.read()):
            return found[0]
        time.sleep(0.05)
    said.seek(0)
    pytest.fail(f"Schoolgate did not start within {START_WITHIN} seconds. It said:\n{said.read()}")
