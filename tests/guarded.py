"""Runs Schoolgate so that it ends at once where it would talk to anybody but this computer, or start another program.

`python tests/guarded.py schoolgate ARGUMENTS` is `schoolgate ARGUMENTS`; `pages` renders every page for every role. Or
`environment` guards any Python program from its start.
The hook sees what Python opens. What compiled libraries might open by themselves is looked for in the system's own
table of this process's sockets: again and again while it runs, and at its end.
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
from pathlib import Path
from typing import Any

CAUGHT = 99  # the exit code
ADDRESSED = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg")
LOOKED_UP = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")
PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "pty.spawn")
FAMILIES = (socket.AF_INET, socket.AF_INET6)
APP = Path(__file__).parent.parent / "dashboard" / "app.py"
EVERY = 0.05  # seconds between two looks at the sockets


def guard() -> None:
    """From here on, and for good."""
    sys.addaudithook(refuse)
    threading.Thread(target=watch, daemon=True).start()


def environment(folder: Path) -> dict[str, str]:
    """What makes any Python program start guarded; `folder` is an empty one to put it in."""
    (folder / "sitecustomize.py").write_text("import guarded\n\nguarded.guard()\n", encoding="utf-8")
    places = (str(folder), str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")]))
    return {"PYTHONPATH": os.pathsep.join(places)}


def refuse(event: str, given: tuple[Any, ...]) -> None:
    """What Python is about to do, unless it stays here, is the end of the process; it is not done."""
    if event in PROGRAMS or event == "webbrowser.open":
        caught(f"{event} {given[0]}")
    if event in LOOKED_UP and not is_here(given[0]):
        caught(f"{event} {given[0]}")
    if event in ADDRESSED and given[0].family in FAMILIES and given[1] and not is_here(given[1][0]):
        caught(f"{event} {given[1]}")


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
    while True:
        looked()
        time.sleep(EVERY)


def looked() -> None:
    """Ends the process where one of its sockets is bound or connected beyond loopback; only Linux can tell."""
    for table in ("tcp", "tcp6", "udp", "udp6"):
        path = Path("/proc/self/net") / table
        if path.is_file():
            for local, other, inode in sockets(path.read_text()):
                if not (at_home(local) and (at_home(other) or is_nobody(other))) and inode in own_inodes():
                    caught(f"a {table} socket from {local} to {other}")


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

    app, listed = AppTest.from_file(str(APP), default_timeout=300).run(), tuple(pages())
    for role in dict(listed)["start"]:
        app.switch_page("views/start.py").run()
        app.segmented_control(key="role").set_value(role).run()
        for name in (name for name, roles in listed if role in roles):
            app.switch_page(f"views/{name}.py").run()
            failed = "".join(f" failed: {error.value}" for error in app.exception)
            print(f"{role}: {name}{failed}", flush=True)  # noqa: T201


def main(what: str, *arguments: str) -> None:
    guard()
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
