"""The house rules that a machine can check: who imports whom, what is never used, what no file may hold.

Each rule is a function from a module's name and source to the places that break it, and is first shown a bad example.
"""

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pytest

ROOT = Path(__file__).parent.parent

# Imports run one way. Each room: the rooms of ours that it may import. A name stands for itself and all that is in it.
MAY_IMPORT = MappingProxyType(
    {
        "parsers": ("parsers",),
        "dashboard.words": (),
        "dashboard.settings": ("parsers",),
        "dashboard.policy": ("dashboard.settings", "parsers"),
        "dashboard.bank_holidays": (),
        "dashboard.time_zones": (),
        "dashboard.school": (
            "dashboard.bank_holidays",
            "dashboard.policy",
            "dashboard.settings",
            "dashboard.time_zones",
            "parsers",
        ),
        "dashboard.said": ("dashboard.policy", "dashboard.school"),
        "dashboard.selection": ("dashboard.school",),
        "dashboard.linking": ("dashboard.linking", "parsers"),
        "dashboard.people": ("dashboard.linking", "parsers"),
        "dashboard.review": (),
        "dashboard.membership": ("dashboard.membership", "dashboard.people", "parsers"),
        "dashboard.exports": ("dashboard.words", "parsers"),
        "dashboard.inventory": ("dashboard.exports", "dashboard.summary", "dashboard.words", "parsers"),
        "dashboard.grouping": ("dashboard.school", "parsers"),
        "dashboard.taking": (
            "dashboard.inventory",
            "dashboard.said",
            "dashboard.school",
            "dashboard.summary",
            "parsers",
        ),
        "dashboard.daily": ("parsers",),
        "dashboard.workspace": (
            "dashboard.daily",
            "dashboard.grouping",
            "dashboard.inventory",
            "dashboard.membership",
            "dashboard.people",
            "dashboard.said",
            "dashboard.school",
            "dashboard.summary",
            "dashboard.taking",
            "dashboard.written_times",
            "parsers",
        ),
        "dashboard.timetable": ("dashboard.bank_holidays", "dashboard.workspace", "parsers"),
        "dashboard.typed_in": ("parsers",),
        "dashboard.saving": (),
        "dashboard.written_times": ("parsers",),
        "dashboard.reminder": ("dashboard.policy", "dashboard.settings", "dashboard.thresholds"),
        "dashboard.worklist": ("dashboard.policy",),
        "dashboard.thresholds": (),
        "dashboard.disclosure": ("dashboard.disclosure", "dashboard.thresholds"),
        "dashboard.summary": (
            "dashboard.disclosure",
            "dashboard.summary",
            "dashboard.thresholds",
            "dashboard.words",
            "parsers",
        ),
        "dashboard.data_map": (),
        "dashboard.metrics": (
            "dashboard.bank_holidays",
            "dashboard.metrics",
            "dashboard.school",
            "dashboard.selection",
            "dashboard.thresholds",
            "parsers",
        ),
        "dashboard.answers": (
            "dashboard.answers",
            "dashboard.disclosure",
            "dashboard.grouping",
            "dashboard.membership",
            "dashboard.metrics",
            "dashboard.policy",
            "dashboard.reminder",
            "dashboard.review",
            "dashboard.school",
            "dashboard.selection",
            "dashboard.summary",
            "dashboard.thresholds",
            "dashboard.words",
            "dashboard.worklist",
            "dashboard.workspace",
            "parsers",
        ),
        "dashboard.charts": ("dashboard.charts.theme",),
        "dashboard.charts.reach": ("dashboard.charts.reach", "dashboard.charts.theme", "dashboard.words"),
        "dashboard.charts.equity": ("dashboard.charts.equity", "dashboard.charts.theme", "dashboard.words"),
        "dashboard.reach_log": ("dashboard.grouping", "dashboard.metrics", "dashboard.workspace", "parsers"),
        "dashboard.findings": (
            "dashboard.answers",
            "dashboard.bank_holidays",
            "dashboard.data_map",
            "dashboard.disclosure.bands",
            "dashboard.findings",
            "dashboard.metrics.school_weeks",
            "dashboard.metrics.works",
            "dashboard.people",
            "dashboard.policy",
            "dashboard.reach_log",
            "dashboard.reminder",
            "dashboard.report",
            "dashboard.school",
            "dashboard.selection",
            "dashboard.summary",
            "dashboard.thresholds",
            "dashboard.timetable",
            "dashboard.words",
            "dashboard.worklist",
            "parsers",
        ),
        "dashboard.report": ("dashboard.charts", "dashboard.report", "dashboard.words"),
        "dashboard.handout": (
            "dashboard.charts",
            "dashboard.findings",
            "dashboard.report",
            "dashboard.summary",
            "dashboard.words",
        ),
        "dashboard.store": (
            "dashboard.answers",
            "dashboard.bank_holidays",
            "dashboard.data_map",
            "dashboard.exports",
            "dashboard.findings",
            "dashboard.inventory",
            "dashboard.people",
            "dashboard.policy",
            "dashboard.reach_log",
            "dashboard.said",
            "dashboard.saving",
            "dashboard.selection",
            "dashboard.summary",
            "dashboard.taking",
            "dashboard.time_zones",
            "dashboard.timetable",
            "dashboard.typed_in",
            "dashboard.words",
            "dashboard.workspace",
            "parsers",
        ),
        "dashboard.views": (
            "dashboard.answers",
            "dashboard.charts",
            "dashboard.exports",
            "dashboard.findings",
            "dashboard.metrics",
            "dashboard.report",
            "dashboard.store",
            "dashboard.words",
        ),
        "dashboard.app": ("dashboard.store",),
        "dashboard.server": ("dashboard.store",),
        "dashboard.checking": (
            "dashboard.exports",
            "dashboard.inventory",
            "dashboard.said",
            "dashboard.taking",
            "dashboard.words",
            "dashboard.workspace",
            "parsers",
        ),
        "dashboard.cli": (
            "dashboard.answers",
            "dashboard.checking",
            "dashboard.handout",
            "dashboard.said",
            "dashboard.server",
            "dashboard.workspace",
            "parsers.errors",
        ),
    }
)

# Libraries that only some rooms may know.
KNOWN_ONLY_TO = MappingProxyType(
    {
        "streamlit": ("dashboard.app", "dashboard.store", "dashboard.views", "dashboard.server"),
        "starlette": ("dashboard.server",),
        "altair": ("dashboard.charts", "dashboard.report"),
        "vl_convert": ("dashboard.report",),
        "typst": ("dashboard.report",),
        "msgspec": ("dashboard.summary",),
        "whatstk": ("parsers.crosscheck",),
        "click": ("dashboard.cli", "dashboard.server"),
        "webbrowser": ("dashboard.server",),
        "pandas": ("dashboard.charts.theme",),  # only to load it whole before Streamlit does
    }
)
# What could speak to another machine, itself or by another program. Streamlit alone serves, on the address it is given.
NETWORK = (
    *("socket", "socketserver", "ssl", "http", "urllib.request", "urllib.error", "urllib.robotparser", "xmlrpc"),
    *("ftplib", "smtplib", "poplib", "imaplib", "nntplib", "telnetlib", "asyncio", "subprocess", "multiprocessing"),
    *("requests", "urllib3", "httpx", "httpcore", "aiohttp", "anyio", "websockets", "uvicorn", "tornado", "fsspec"),
)
WRITES = ("write_text", "write_bytes", "mkdir", "touch", "tempfile", "shutil", "sqlite3")
STATE = ("session_state", "cache_data", "cache_resource")
MARKUP = (
    "unsafe_allow_html",
    "unsafe_allow_javascript",
    "components",
    "st.html",
    "st.iframe",
    "st.map",
    "st.pydeck_chart",
)
CHANGES = ("append", "extend", "insert", "update", "setdefault", "add", "remove", "discard", "pop", "popitem", "clear")
MUTABLE_CALLS = ("list", "dict", "set", "bytearray", "defaultdict", "Counter", "deque", "OrderedDict")
ADDRESS = re.compile(r"\b(?:https?|ftp|wss?)://[\w.]")

TOP_LEVEL = (
    *(".ci", ".gitattributes", ".gitignore", ".streamlit", "LICENSE", "Makefile", "README.md", "dashboard", "parsers"),
    *("pyproject.toml", "sample_exports", "tests"),
)
ELSEWHERE = re.compile(
    r"pypi\.org|pythonhosted|npmjs|deb\.debian\.org|--(?:extra-)?index-url|--find-links|file://"
    r"|(?<![\w.:/~-])/(?:home|Users|root|opt|work|tmp|mnt|srv)/\w|\b[A-Z]:\\Users",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Module:
    """One of our modules: its dotted name and its source."""

    name: str
    source: str

    def nodes(self) -> tuple[ast.AST, ...]:
        return nodes(self.source)


@cache
def nodes(source: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(source)))


Rule = Callable[[Module], list[str]]


def ours() -> list[Module]:
    paths = sorted(path for folder in ("parsers", "dashboard") for path in (ROOT / folder).rglob("*.py"))
    return [Module(dotted(path), path.read_text(encoding="utf-8")) for path in paths]


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def within(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}.")


def is_script(module: Module) -> bool:
    """Run anew for every look at a page, not imported once for all tabs."""
    return within(module.name, "dashboard.views") or module.name == "dashboard.app"


def imports(module: Module) -> list[str]:
    """Everything imported anywhere in the module, by its full name: `from a import b` is a.b."""
    names: list[str] = []
    for node in module.nodes():
        match node:
            case ast.Import():
                names += [alias.name for alias in node.names]
            case ast.ImportFrom(module=str(origin), level=0):
                names += [f"{origin}.{alias.name}" for alias in node.names]
            case ast.ImportFrom():
                names.append("a relative import")
            case _:
                pass
    return names


def uses(module: Module) -> list[str]:
    """Every name, attribute and keyword that the code mentions; st.html also as such."""
    names: list[str] = []
    for node in module.nodes():
        match node:
            case ast.Attribute(value=ast.Name(id="st"), attr=attribute):
                names += [attribute, f"st.{attribute}"]
            case ast.Attribute(attr=attribute):
                names.append(attribute)
            case ast.Name(id=name):
                names.append(name)
            case ast.keyword(arg=str(keyword)):
                names.append(keyword)
            case _:
                pass
    return names + [part for name in imports(module) for part in name.split(".")]


# The rules


def one_way(module: Module) -> list[str]:
    """Imports of ours that the table above does not allow; a module that it does not know may import nothing."""
    room = max((room for room in MAY_IMPORT if within(module.name, room)), key=len, default="")
    known = [name for name in imports(module) if within(name, "parsers") or within(name, "dashboard") or " " in name]
    return [name for name in known if not any(within(name, other) for other in MAY_IMPORT.get(room, ()))]


def known_room(module: Module) -> list[str]:
    return [] if any(within(module.name, room) for room in MAY_IMPORT) or module.name == "dashboard" else [module.name]


def libraries_in_their_rooms(module: Module) -> list[str]:
    return [
        name
        for name in imports(module)
        for library, rooms in KNOWN_ONLY_TO.items()
        if within(name, library) and not any(within(module.name, room) for room in rooms)
    ]


def no_network(module: Module) -> list[str]:
    called = [name for name in imports(module) if any(within(name, forbidden) for forbidden in NETWORK)]
    return called + [name for name in uses(module) if name in ("system", "popen", "__import__", "import_module")]


def no_address(module: Module) -> list[str]:
    """Addresses in strings, from which Polars and others would fetch; the server says its own."""
    strings = [node.value for node in module.nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    found = [text for text in strings if ADDRESS.search(text)]
    return [text for text in found if (module.name, text) != ("dashboard.server", "http://127.0.0.1:")]


def nothing_written(module: Module) -> list[str]:
    """Only the command and the page's wish to keep a table write a file: the one that was asked for."""
    opened = ["open" for node in module.nodes() if isinstance(node, ast.Call) and is_open(node)]
    written = [name for name in uses(module) if name in WRITES]
    return [] if module.name in ("dashboard.cli", "dashboard.saving") else [*opened, *written]


def is_open(call: ast.Call) -> bool:
    """The built-in that opens a file of the disk, not the one of an archive."""
    return isinstance(call.func, ast.Name) and call.func.id == "open"


def state_at_home(module: Module) -> list[str]:
    return [] if module.name == "dashboard.store" else [name for name in uses(module) if name in STATE]


def no_markup(module: Module) -> list[str]:
    """Nothing of Streamlit that shows HTML or asks a map's host."""
    return [name for name in uses(module) if name in MARKUP]


def truth_unread(module: Module) -> list[str]:
    """The sample school's truth is for tests."""
    return re.findall(r"sample_exports\W{1,5}truth|truth/|[\"']truth[\"']", module.source)


def views_only_show(module: Module) -> list[str]:
    """No functions, classes or arithmetic in a page."""
    forbidden = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
    sums = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
    found = [node for node in module.nodes() if isinstance(node, forbidden)]
    found += [
        node for node in module.nodes() if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, sums)
    ]
    return [f"line {node.lineno}" for node in found] if is_script(module) else []


def no_shared_state(module: Module) -> list[str]:
    """Modules are shared by every open tab: no mutable object by a lower-case name, no change of an upper-case one."""
    return [] if is_script(module) else [*mutable_names(module), *changes_of_constants(module)]


def mutable_names(module: Module) -> list[str]:
    names: list[str] = []
    for node in ast.parse(module.source).body:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ) if is_mutable(value) and not name.isupper() and name != "__all__":
                names.append(name)
            case _:
                pass
    return names


def is_mutable(value: ast.expr) -> bool:
    match value:
        case ast.List() | ast.Dict() | ast.Set() | ast.ListComp() | ast.DictComp() | ast.SetComp():
            return True
        case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
            return name in MUTABLE_CALLS
        case _:
            return False


def changes_of_constants(module: Module) -> list[str]:
    names: list[str] = []
    for node in module.nodes():
        match node:
            case ast.Global(names=changed):
                names += changed
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()) if name.isupper():
                names.append(name)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=change)) if (
                name.isupper() and change in CHANGES
            ):
                names.append(name)
            case _:
                pass
    return names


RULES: tuple[Rule, ...] = (
    one_way,
    known_room,
    libraries_in_their_rooms,
    no_network,
    no_address,
    nothing_written,
    state_at_home,
    no_markup,
    truth_unread,
    views_only_show,
    no_shared_state,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_our_code_keeps(rule: Rule) -> None:
    broken = {module.name: found for module in ours() if (found := rule(module))}
    assert broken == {}


@pytest.mark.parametrize(
    ("rule", "name", "source", "found"),
    [
        (one_way, "dashboard.charts.equity", "from dashboard.metrics import equity", ["dashboard.metrics.equity"]),
        (one_way, "dashboard.charts.equity", "from dashboard.charts import reach", ["dashboard.charts.reach"]),
        (one_way, "dashboard.charts.equity", "from dashboard.charts.theme import tone", []),
        (one_way, "dashboard.metrics.equity", "import dashboard.workspace", ["dashboard.workspace"]),
        (one_way, "dashboard.metrics.equity", "from dashboard.metrics.statistics import hill", []),
        (one_way, "parsers.chat", "def f():\n    from dashboard import words", ["dashboard.words"]),
        (one_way, "parsers.chat", "from . import schema", ["a relative import"]),
        (one_way, "parsers.chat", "from parsers.schema import MESSAGES\nimport polars", []),
        (one_way, "dashboard.people", "import parsers", []),
        (known_room, "dashboard.helpers", "", ["dashboard.helpers"]),
        (libraries_in_their_rooms, "parsers.chat", "import streamlit as st", ["streamlit"]),
        (libraries_in_their_rooms, "dashboard.handout", "from altair import Chart", ["altair.Chart"]),
        (libraries_in_their_rooms, "parsers.merge", "import whatstk", ["whatstk"]),
        (libraries_in_their_rooms, "dashboard.charts.equity", "import pandas as pd", ["pandas"]),
        (libraries_in_their_rooms, "dashboard.charts.equity", "import altair as alt", []),
        (no_network, "parsers.chat", "from urllib.request import urlopen", ["urllib.request.urlopen"]),
        (no_network, "parsers.chat", "from urllib import request", ["urllib.request"]),
        (no_network, "parsers.chat", "import socket", ["socket"]),
        (no_network, "parsers.chat", "import os\nos.system('curl')", ["system"]),
        (no_network, "parsers.chat", "from urllib.parse import urlsplit", []),
        (no_address, "parsers.chat", "pl.read_csv('https://example.org/x')", ["https://example.org/x"]),
        (no_address, "parsers.chat", "LINK = r'https?://\\S+'", []),
        (no_address, "dashboard.server", "f'http://127.0.0.1:{port}'", []),
        (nothing_written, "parsers.archive", "import tempfile", ["tempfile"]),
        (nothing_written, "dashboard.store", "open('x', 'w')", ["open"]),
        (nothing_written, "dashboard.cli", "output.write_text(page)", []),
        (nothing_written, "dashboard.saving", "unfinished.write_bytes(data)", []),
        (state_at_home, "dashboard.views.start", "st.session_state['a']", ["session_state"]),
        (state_at_home, "dashboard.metrics.equity", "from streamlit import cache_data", ["cache_data"]),
        (state_at_home, "dashboard.store", "st.session_state['a']", []),
        (no_markup, "dashboard.views.start", "st.markdown(a, unsafe_allow_html=True)", ["unsafe_allow_html"]),
        (no_markup, "dashboard.views.start", "st.html(a)", ["st.html"]),
        (no_markup, "dashboard.store", "import streamlit.components.v1", ["components"]),
        (no_markup, "dashboard.report", "chart.html", []),
        (truth_unread, "dashboard.store", "SAMPLE / 'truth'", ["'truth'"]),
        (truth_unread, "dashboard.store", '"""Tells the truth."""', []),
        (views_only_show, "dashboard.views.start", "def f(): ...", ["line 1"]),
        (views_only_show, "dashboard.views.start", "\nlambda: 1", ["line 2"]),
        (views_only_show, "dashboard.views.start", "share = heard / families", ["line 1"]),
        (views_only_show, "dashboard.views.start", "st.text(f'{heard} of {families}')", []),
        (no_shared_state, "dashboard.people", "seen = []", ["seen"]),
        (no_shared_state, "dashboard.people", "seen: dict[str, int] = dict()", ["seen"]),
        (no_shared_state, "dashboard.people", "SEEN = {}\ndef f(): SEEN['a'] = 1", ["SEEN"]),
        (no_shared_state, "dashboard.people", "SEEN = []\ndef f(): SEEN.append(1)", ["SEEN"]),
        (no_shared_state, "dashboard.people", "last = None\ndef f():\n    global last\n    last = 1", ["last"]),
        (no_shared_state, "dashboard.people", "NAMES = ('a', 'b')\nWORDS = {'a': 'b'}", []),
    ],
)
def test_each_rule_finds_what_it_forbids(rule: Rule, name: str, source: str, found: list[str]) -> None:
    assert rule(Module(name, source)) == found


# The repository's files


def ignored(path: Path) -> bool:
    patterns = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    parts = (".git", *path.relative_to(ROOT).parts)
    return any(fnmatch(part, pattern.rstrip("/")) for pattern in patterns for part in parts[1:]) or parts[1] == ".git"


def kept() -> list[Path]:
    """Every file that belongs to the repository."""
    top = [path for path in ROOT.iterdir() if not ignored(path)]
    below = [path for folder in top if folder.is_dir() for path in folder.rglob("*") if not ignored(path)]
    return [path for path in (*top, *below) if path.is_file()]


def places(text: str) -> list[str]:
    """What only one machine has: a package registry's address, a path on a disk."""
    return [found[0] for found in ELSEWHERE.finditer(text)]


def test_the_repository_holds_only_what_its_design_names() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in kept()} - set(TOP_LEVEL) == set()


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    texts = {path: path.read_bytes().decode(errors="ignore") for path in kept() if path != Path(__file__)}
    assert {str(path.relative_to(ROOT)): found for path, text in texts.items() if (found := places(text))} == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pip install --index-url x", ["--index-url"]),
        ("scipy @ file:///x.whl", ["file://"]),
        ("open('/home/ana/chat.txt')", ["/home/a"]),
        ("https://bramleyhill.example/home/news", []),
        ("#!/usr/bin/env bash", []),
    ],
)
def test_places_of_one_machine_are_found(text: str, found: list[str]) -> None:
    assert places(text) == found
