"""Nothing leaves this computer: the whole of Schoolgate runs where any connection beyond loopback ends it at once.

guarded.py watches; tests/e2e/test_requests.py has the browser's side.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import guarded
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

PATIENCE = 300  # seconds, on a machine that is busy with other tests
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process of its sockets")


def guarded_run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, guarded.__file__, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)


# The guard catches what it is there for


@pytest.mark.parametrize(
    "code",
    [
        'import socket; socket.socket().connect(("192.0.2.1", 80))',
        'import socket; socket.socket(socket.AF_INET6).connect(("2001:db8::1", 80))',
        'import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53))',
        'import socket; socket.socket().bind(("0.0.0.0", 0))',
        'import socket; socket.socket().bind(("", 0))',
        'import socket; socket.socket(socket.AF_INET6).bind(("::", 0))',
        'import socket; socket.getaddrinfo("school.example", 443)',
        'import socket; socket.gethostbyname("school.example")',
        'import urllib.request; urllib.request.urlopen("http://192.0.2.1/")',
        'import subprocess; subprocess.run(["true"])',
        'import os; os.system("true")',
    ],
)
def test_the_guard_ends_a_process_before_it_reaches_out(code: str) -> None:
    ran = guarded_run(f"{code}\nprint('reached')")
    assert (ran.returncode, ran.stdout, ran.stderr[:8]) == (guarded.CAUGHT, "", "Caught: ")


@ON_LINUX
def test_the_guard_sees_a_socket_that_no_python_code_bound() -> None:
    assert guarded_run("import socket; listening = socket.socket(); listening.listen()").returncode == guarded.CAUGHT


def test_the_guard_lets_a_computer_talk_to_itself() -> None:
    code = """
import socket
listening = socket.create_server(("127.0.0.1", 0))
talking = socket.create_connection(listening.getsockname())
pair = socket.socketpair()
socket.getaddrinfo("127.0.0.1", 80), socket.getaddrinfo("localhost", 80)
"""
    ran = guarded_run(code)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize(
    ("address", "home"),
    [
        ("0100007F", True),
        ("0200007F", True),
        ("00000000", False),
        ("0100A8C0", False),
        ("00000000000000000000000001000000", True),
        ("00000000000000000000000000000000", False),
        ("0000000000000000FFFF00000100007F", True),
        ("0000000000000000FFFF00000100A8C0", False),
    ],
)
def test_an_address_in_the_systems_table_is_read_word_by_word(address: str, home: bool) -> None:
    assert guarded.at_home(address) is home


def test_the_guard_stands_before_a_command_that_knows_nothing_of_it(tmp_path: Path) -> None:
    code = 'import socket; socket.socket().connect(("192.0.2.1", 80))'
    ran = subprocess.run([sys.executable, "-c", code], env=os.environ | guarded.environment(tmp_path), check=False)
    assert ran.returncode == guarded.CAUGHT


# The commands


def test_checking_files_asks_nobody(sample: Path) -> None:
    ran = guarded_run("schoolgate", "check", str(sample))
    assert (ran.returncode, "8 classes" in ran.stdout) == (0, True), ran.stderr


@pytest.mark.parametrize("name", ["report.html", "report.pdf"])
def test_writing_the_report_asks_nobody(sample: Path, tmp_path: Path, name: str) -> None:
    ran = guarded_run("schoolgate", "report", str(sample), "-o", str(tmp_path / name))
    assert (ran.returncode, (tmp_path / name).is_file()) == (0, True), ran.stderr


@pytest.mark.parametrize("wish", [["--class", "2B"], []], ids=["class", "school"])
def test_writing_a_summary_asks_nobody(sample: Path, tmp_path: Path, wish: list[str]) -> None:
    written = tmp_path / "a.schoolgate.json"
    ran = guarded_run("schoolgate", "summarise", str(sample), *wish, "-o", str(written))
    assert ran.returncode == 0, ran.stderr
    assert json.loads(written.read_bytes())["format"] == "Schoolgate summary"


# The pages


def test_no_page_asks_anybody_for_any_role() -> None:
    ran = guarded_run("pages")
    rendered = ran.stdout.splitlines()
    assert ran.returncode == 0, ran.stderr
    assert sorted(rendered) == sorted(f"{role}: {name}" for name, roles in guarded.pages() for role in roles)


# The server


def shown(address: str, page: str) -> list[str]:
    """What a tab is told of that page, as a browser asks for it: the kinds of message up to the end of its run."""
    asked = BackMsg()
    asked.rerun_script.page_name = page
    told: list[str] = []
    with connect(f"ws://{urlsplit(address).netloc}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as tab:  # pyright: ignore[reportArgumentType]
        tab.send(asked.SerializeToString())
        while "script_finished" not in told:
            told.append(ForwardMsg.FromString(tab.recv(timeout=PATIENCE)).WhichOneof("type") or "")  # pyright: ignore[reportArgumentType]
    return told


def test_a_server_that_shows_every_page_talks_to_this_computer_alone(guarded_address: str) -> None:
    with urlopen(guarded_address, timeout=PATIENCE) as answer:
        scripts = re.findall(r'src="\./(static/[^"]+)"', answer.read().decode())
    for script in scripts:
        with urlopen(f"{guarded_address}/{script}", timeout=PATIENCE) as answer:
            assert answer.status == 200
    for page in ["", *(name for name, _ in guarded.pages() if name != "start")]:
        told = shown(guarded_address, page)
        assert ("page_not_found" in told, "delta" in told) == (page != "" and not for_the_pa(page), True), page
    with urlopen(f"{guarded_address}/_stcore/health", timeout=PATIENCE) as answer:
        assert answer.status == 200


def for_the_pa(page: str) -> bool:
    """The role that a new tab has."""
    from dashboard import store

    return store.PA in dict(guarded.pages())[page]
