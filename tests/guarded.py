"""Runs Schoolgate so that it ends at once where it would talk to anybody but this computer, start another program, or
write a file that it was not asked for.

`python tests/guarded.py schoolgate ARGUMENTS` is `schoolgate ARGUMENTS`; `pages` renders every page for every role. Or
`environment` guards any Python program from its start.
The hook sees what Python does. What compiled libraries might open by themselves is looked for in the system's own table
of this process's sockets and children: again and again while it runs, and at its end; only Linux tells.
It does not see what such a library opens and closes again, or starts and awaits, between two looks; nor what it asks
through a socket with a name on this computer's disk; nor what it writes.
"""

import ast
import ipaddress
import os
import re
import socket
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

CAUGHT = 99  # the exit code
GUARDED = "Guarded."  # what a guarded program says first, on its error output
ADDRESSED = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg")
LOOKED_UP = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")
PROGRAMS = (
    *("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "pty.spawn"),
    *("os.fork", "os.forkpty", "webbrowser.open"),
)
FROM_C = (
    *("socket", "connect", "sendto", "sendmsg", "getaddrinfo", "gethostbyname", "syscall"),
    *("system", "popen", "fork", "vfork", "posix_spawn", "posix_spawnp", "execv", "execve", "execvp"),
)
CHANGES = ("os.mkdir", "os.rename", "os.link", "os.symlink", "os.truncate", "sqlite3.connect")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
INTERNET = (socket.AF_INET, socket.AF_INET6)
FAMILIES = (*INTERNET, getattr(socket, "AF_UNIX", None), -1)  # -1: that of a socket which is there already
TABLES = ("tcp", "tcp6", "udp", "udp6", "udplite", "udplite6", "icmp", "icmp6", "raw", "raw6")
NETWORK = Path("/proc/self/net")
APP = Path(__file__).parent.parent / "dashboard" / "app.py"
EVERY = 0.05  # seconds between two looks at the sockets


def guard(*may_write: str) -> None:
    """From here on, and for good; `may_write` names the only files that may be written."""
    sys.dont_write_bytecode = True  # the one thing that Python writes by itself
    sys.addaudithook(partial(refuse, frozenset(Path(file).absolute() for file in (*may_write, os.devnull))))
    threading.Thread(target=watch, daemon=True).start()
    os.write(2, f"{GUARDED}\n".encode())


def environment(folder: Path) -> dict[str, str]:
    """What makes any Python program start guarded; `folder` is an empty one to put it in."""
    (folder / "sitecustomize.py").write_text("import guarded\n\nguarded.guard()\n", encoding="utf-8")
    places = (str(folder), str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")]))
    return {"PYTHONPATH": os.pathsep.join(places)}


def refuse(may_write: frozenset[Path], event: str, given: tuple[Any, ...]) -> None:
    """What Python is about to do, unless it stays here, is the end of the process; it is not done."""
    if what := beyond(event, given) or started(event, given) or written(event, given, may_write):
        caught(what)


def beyond(event: str, given: tuple[Any, ...]) -> str:
    """What would be asked of more than this computer's loopback; empty where nothing would."""
    if event in LOOKED_UP:
        return "" if is_here(given[0]) else f"{event} {given[0]}"
    if event in ADDRESSED:
        return "" if stays(given[0].family, given[1]) else f"{event} {given[1]}"
    if event == "socket.__new__":
        raw = given[2] >= 0 and given[2] & 0xF == socket.SOCK_RAW
        return f"{event} {given[1:]}" if raw or given[1] not in FAMILIES else ""
    return ""


def stays(family: int, address: Any) -> bool:
    """Whether a socket of that family with that address reaches this computer alone; without one, it reaches nobody."""
    return not address or (family in INTERNET and is_here(address[0]))


def started(event: str, given: tuple[Any, ...]) -> str:
    """Which other program or process would start, or which function of C that could do all of this be had."""
    by_c = event == "ctypes.dlsym" and given[1] in FROM_C
    by_python = event == "import" and given[0].startswith("multiprocessing.popen_")
    return f"{event} {given[:2]}" if event in PROGRAMS or by_c or by_python else ""


def written(event: str, given: tuple[Any, ...], may_write: frozenset[Path]) -> str:
    """Which file would be written or changed, if not one that may be."""
    if event not in CHANGES and not (event == "open" and given[2] & WRITING):
        return ""
    file = given[0]  # a number: what is open already
    allowed = isinstance(file, int) or Path(os.fsdecode(file)).absolute() in may_write
    return "" if allowed else f"{event} {given}"


def is_here(host: object) -> bool:
    """Whether a host is this computer by its loopback address; "" means every network, and a look-up of None nobody."""
    name = host[0] if isinstance(host, tuple) else host.decode() if isinstance(host, bytes) else host
    if name is None or name == "localhost":
        return True
    try:
        return ipaddress.ip_address(str(name).partition("%")[0]).is_loopback
    except ValueError:
        return False


def caught(what: str) -> None:
    os.write(2, f"Caught: {what}\n".encode())
    os._exit(CAUGHT)


def watch() -> None:
    """Until the end; a watcher that could not go on would be none."""
    try:
        while True:
            looked()
            time.sleep(EVERY)
    except BaseException as error:  # noqa: BLE001
        caught(f"the watcher cannot see: {error!r}")


def looked() -> None:
    """Ends the process where a socket of it is bound or connected beyond loopback or raw, or where it has a child."""
    if not NETWORK.is_dir():
        return
    for table in filter(Path.is_file, (NETWORK / name for name in TABLES)):
        for local, other, inode in sockets(table.read_text()):
            if not (at_home(local) and (at_home(other) or is_nobody(other))) and inode in own_inodes():
                caught(f"a {table.name} socket from {local} to {other}")
    packets = NETWORK / "packet"
    if packets.is_file() and own_inodes().intersection(packets.read_text().split()):
        caught("a packet socket")
    if has_child():
        caught("a child process")


def has_child() -> bool:
    """Also one that has ended, and was not asked yet how."""
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True


def sockets(table: str) -> Iterator[tuple[str, str, str]]:
    """Local address, other address, inode of every socket in one of the system's tables."""
    for line in table.splitlines()[1:]:
        columns = line.split()
        yield columns[1].split(":")[0], columns[2].split(":")[0], columns[9]


def at_home(address: str) -> bool:
    """Whether 0100007F, or an IPv6 address in its four turned words, is loopback."""
    words = [bytes.fromhex(word)[::-1] for word in re.findall("." * 8, address)]
    found = ipaddress.ip_address(b"".join(words))
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback


def is_nobody(address: str) -> bool:
    """The other end of a socket that listens or is bound."""
    return not address.strip("0")


def own_inodes() -> set[str]:
    found: set[str] = set()
    for path in Path("/proc/self/fd").iterdir():
        try:
            found.update(re.findall(r"socket:\[(\d+)\]", str(path.readlink())))
        except OSError:  # closed since
            continue
    return found


def pages() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each page's file and the roles that see it, as dashboard/app.py has them; the start page is everybody's."""
    from dashboard import store

    body = ast.parse(APP.read_text(encoding="utf-8")).body
    (listed,) = (
        each.value for each in body if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == "PAGES"
    )
    yield "start", store.ROLES
    for name, _title, _icon, roles in eval(compile(ast.Expression(listed), str(APP), "eval"), {"store": store}):
        yield name, roles


def render() -> None:
    """Every page for every role that sees it, on the sample school: a line each, and what failed there."""
    from streamlit.testing.v1 import AppTest

    import dashboard.server  # noqa: F401 - without it, pages show nothing

    app, listed = AppTest.from_file(str(APP), default_timeout=300).run(), tuple(pages())
    for role in dict(listed)["start"]:
        app.switch_page("views/start.py").run()
        app.segmented_control(key="role").set_value(role).run()
        for name in (name for name, roles in listed if role in roles):
            app.switch_page(f"views/{name}.py").run()
            failed = "".join(f" failed: {error.value}" for error in app.exception)
            print(f"{role}: {name}{failed}", flush=True)  # noqa: T201


def main(what: str, *arguments: str) -> None:
    if what == "pages":
        import streamlit.testing.v1  # noqa: F401 - makes a folder for scripts, which is none of the pages' doing
    guard(*(name for option, name in pairwise(arguments) if option == "-o"))
    if what == "schoolgate":
        from dashboard.cli import schoolgate

        sys.argv[0] = "schoolgate"
        schoolgate.main(list(arguments), standalone_mode=False)
    elif what == "pages":
        render()
    else:
        exec(what)  # a test of the guard itself
    looked()


if __name__ == "__main__":
    main(*sys.argv[1:])
