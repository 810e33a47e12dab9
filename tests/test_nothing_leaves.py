"""Nothing leaves this computer: the whole of Schoolgate runs where any connection beyond loopback ends it at once, and
so does any file but the one that was asked for.

guarded.py watches; tests/e2e/test_requests.py has the browser's side.
"""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.request import urlopen

import guarded
import pytest
import visit

ROOT = Path(__file__).parent.parent
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process of its sockets")


def guarded_run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, guarded.__file__, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=visit.PATIENCE, check=False)


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
        'import socket; socket.socket(socket.AF_UNIX).connect("somebodys.sock")',
        "import socket; socket.socket(getattr(socket, 'AF_PACKET', 17), socket.SOCK_RAW)",
        "import socket; socket.socket(getattr(socket, 'AF_VSOCK', 40))",
        "import socket; socket.socket(type=socket.SOCK_RAW, proto=socket.IPPROTO_ICMP)",
        "import ctypes; ctypes.CDLL(None).sendto",
        "import ctypes; ctypes.CDLL(None).connect",
        "import ctypes; ctypes.CDLL(None).getaddrinfo",
        "import ctypes; ctypes.CDLL(None).system(b'true')",
        'import subprocess; subprocess.run(["true"])',
        'import os; os.system("true")',
        "import os; os.fork()",
        "import os, multiprocessing as m; m.get_context('spawn').Process(target=os.getpid).start()",
        "open('written.txt', 'w')",
        "open('written.txt', 'ab')",
        "import os; os.open('written.txt', os.O_CREAT)",
        "import pathlib; pathlib.Path('written').mkdir()",
        "import tempfile; tempfile.TemporaryFile()",
        "import sqlite3; sqlite3.connect('written.db')",
    ],
)
def test_the_guard_ends_a_process_before_it_reaches_out(code: str) -> None:
    ran = guarded_run(f"{code}\nprint('reached')")
    assert (ran.returncode, ran.stdout) == (guarded.CAUGHT, "")
    assert ran.stderr.startswith(f"{guarded.GUARDED}\nCaught: ")


@ON_LINUX
@pytest.mark.parametrize(
    "code",
    [
        "import socket; listening = socket.socket(); listening.listen()",
        "from multiprocessing.util import spawnv_passfds; spawnv_passfds(b'/bin/true', [b'true'], [])",
        "import pathlib, time; pathlib.Path.read_text = None; time.sleep(60)",
    ],
    ids=["socket", "program", "blindness"],
)
def test_the_guard_sees_what_no_python_code_did_and_when_it_cannot_see(code: str) -> None:
    ran = guarded_run(code)
    assert (ran.returncode, "Caught: " in ran.stderr) == (guarded.CAUGHT, True)


def test_what_is_written_to_nowhere_is_no_file() -> None:
    assert guarded_run('import os; open(os.devnull, "w").write("x")').returncode == 0


def test_the_guard_lets_a_computer_talk_to_itself() -> None:
    code = """
import socket
listening = socket.create_server(("127.0.0.1", 0))
talking = socket.create_connection(listening.getsockname())
pair = socket.socketpair()
socket.getaddrinfo("127.0.0.1", 80), socket.getaddrinfo("localhost", 80)
"""
    ran = guarded_run(code)
    assert (ran.returncode, ran.stderr) == (0, f"{guarded.GUARDED}\n")


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


def test_no_test_of_ours_asks_anybody_either(asked_beyond: list[str]) -> None:
    """So that every click in a test of the pages is proof: what is asked is refused, and known though it is caught."""
    with socket.socket() as asking, pytest.raises(PermissionError):
        asking.connect(("192.0.2.1", 80))
    with pytest.raises(PermissionError):
        socket.getaddrinfo("school.example", 443)
    assert asked_beyond == ["socket.connect ('192.0.2.1', 80)", "socket.getaddrinfo school.example"]
    asked_beyond.clear()


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


def test_a_server_that_shows_every_page_talks_to_this_computer_alone(guarded_address: str) -> None:
    with urlopen(guarded_address, timeout=visit.PATIENCE) as answer:
        scripts = re.findall(r'src="\./(static/[^"]+)"', answer.read().decode())
    for script in scripts:
        with urlopen(f"{guarded_address}/{script}", timeout=visit.PATIENCE) as answer:
            assert answer.status == 200
    for page in ["", *(name for name, _ in guarded.pages() if name != "start")]:
        told = visit.kinds(visit.told(guarded_address, page))
        assert ("page_not_found" in told, "delta" in told) == (page != "" and not for_the_pa(page), True), page
    with urlopen(f"{guarded_address}/_stcore/health", timeout=visit.PATIENCE) as answer:
        assert answer.status == 200


def for_the_pa(page: str) -> bool:
    """The role that a new tab has."""
    from dashboard import store

    return store.PA in dict(guarded.pages())[page]


def test_the_command_shows_the_school(guarded_address: str) -> None:
    assert "Bramley" in str(visit.elements(visit.told(guarded_address)))


@pytest.mark.parametrize("script", ["app.py", "views/start.py", "views/school.py"])
def test_started_by_another_command_no_page_shows_anything_of_a_school(
    serve: Callable[..., AbstractContextManager[str]], tmp_path: Path, script: str
) -> None:
    """Which could listen on every network, and here would not for the sake of the test alone."""
    here = ("--server.address=127.0.0.1", f"--server.port={visit.free_port()}", "--server.headless=true")
    streamlit = (sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard" / script), *here)
    with serve(tmp_path, "--browser.gatherUsageStats=false", command=streamlit, HOME=str(tmp_path)) as address:
        (sentence,) = visit.elements(visit.told(address))
    assert sentence.alert.body.startswith("Start Schoolgate with the command `schoolgate`.")
