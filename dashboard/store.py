"""The one home of state: what this browser tab has loaded and chosen, and every cache.

A tab's files are parsed and their bytes dropped, but for the text of uploaded exports, which may be read again.
Nothing is written to disk. Tabs share only the folder that the `schoolgate` command was started on. Figures are kept
per tab, keyed by the digest of everything that went in.
"""

import os
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import streamlit as st

from dashboard import exports, selection, workspace
from dashboard.exports import Export
from dashboard.selection import Period, Selection
from dashboard.workspace import Taken, Workspace

REP, PA, LEADERSHIP = "Class rep", "Parent Association", "School leadership"
ROLES = (REP, PA, LEADERSHIP)
SAMPLE = Path(__file__).parent.parent / "sample_exports"
DATE_ORDERS = MappingProxyType({"dmy": "the day", "mdy": "the month"})
Answer = TypeVar("Answer")


def folder() -> Path:
    """The folder that the command was started on; the sample school without one."""
    return Path(os.environ.get("SCHOOLGATE_FOLDER") or SAMPLE)


def takens() -> tuple[Taken, ...]:
    """Everything this tab works with: its own files or, until it has any, the folder's as they are now."""
    own: tuple[Taken, ...] | None = st.session_state.get("takens")
    return files_in(folder()) if own is None else own


def is_sample() -> bool:
    return st.session_state.get("takens") is None and folder() == SAMPLE


def add_files() -> None:
    """Takes what lies in the uploader, in place of the sample school or beside the files already there."""
    given = [(file.name, file.getvalue()) for file in st.session_state[uploader_key()] or []]
    kept = () if is_sample() else takens()
    taken = workspace.take_all(given)
    pairs = zip(taken, given, strict=True)
    texts = {each.digest: exports.text_of(data, file) for each, (file, data) in pairs if each.chat}
    st.session_state["texts"] = st.session_state.get("texts", {}) | texts
    st.session_state["takens"] = (*kept, *taken)
    forget_uploads()


def uploader_key() -> str:
    return f"uploads {st.session_state.setdefault('uploads', 0)}"


def forget_uploads() -> None:
    """A new uploader: the old one would keep the files' bytes."""
    st.session_state["uploads"] += 1


def forget_everything() -> None:
    """Nothing of any file is left in this tab; the folder's files are read again only if a tab asks for them."""
    answered.clear()
    assembled_once.clear()
    taken_once.clear()
    settled_once.clear()
    read_by_another.clear()
    st.session_state.clear()
    st.session_state["takens"] = ()


def show_sample() -> None:
    st.session_state["takens"] = None if folder() == SAMPLE else files_in(SAMPLE)


def files_in(path: Path) -> tuple[Taken, ...]:
    return taken_once(str(path), state_of(path))


def state_of(path: Path) -> tuple[tuple[str, int, int], ...]:
    """Name, size and time of change of every file: when one differs, the folder is read again."""
    stats = ((file.name, file.stat()) for file in sorted(path.iterdir()) if file.is_file())
    return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)


@st.cache_resource(show_spinner=False, max_entries=4)
def taken_once(path: str, state: tuple[tuple[str, int, int], ...]) -> tuple[Taken, ...]:  # noqa: ARG001
    return tuple(workspace.take_all(workspace.files_of(Path(path))))


@st.cache_resource(show_spinner=False, max_entries=2)
def assembled_once(path: str, state: tuple[tuple[str, int, int], ...]) -> Workspace:
    return workspace.assemble(taken_once(path, state))


def warm_up() -> None:
    """Reads the folder while the browser is still starting; the first tab finds it done or waits for the rest."""
    assembled_once(str(folder()), state_of(folder()))


def loaded() -> Workspace:
    """The folder's workspace, or this tab's own once it added a file or settled a date order."""
    if st.session_state.get("takens") is None and not date_orders():
        return assembled_once(str(folder()), state_of(folder()))
    held: Workspace | None = st.session_state.get("workspace")
    if held is None or held.digest != workspace.digest_of(takens(), date_orders()):
        held = st.session_state["workspace"] = workspace.assemble(takens(), date_orders=date_orders())
    return held


def date_orders() -> dict[str, str]:
    """By file name: what the person said of exports whose dates can be read in two ways."""
    return dict(st.session_state.get("date_orders", {}))


def choose_date_order(file: str, widget: str) -> None:
    st.session_state["date_orders"] = date_orders() | {file: st.session_state[widget]}


def undecided() -> tuple[Export, ...]:
    """Exports whose dates can be read in two ways, a file name once; those settled here too: minds may change."""
    asked = {taken.file for taken in loaded().undecided} | set(date_orders())
    each = {taken.file: taken for taken in takens() if taken.undecided and taken.file in asked}
    return as_exports(each.values())


def exported() -> tuple[Export, ...]:
    """The exports that could be read, each content once, without those whose dates are still undecided."""
    each = {taken.digest: settled(taken) for taken in takens()}
    return as_exports(taken for taken in each.values() if not taken.undecided)


def as_exports(files: Iterable[Taken]) -> tuple[Export, ...]:
    return tuple(Export(taken.file, taken.digest, taken.chat) for taken in files if taken.chat)


def settled(taken: Taken) -> Taken:
    """An export in the date order that was chosen, if one was."""
    return (
        settled_once(taken, loaded(), date_orders(), key=loaded().digest + taken.digest) if taken.undecided else taken
    )


@st.cache_resource(scope="session", show_spinner=False, max_entries=64)
def settled_once(_taken: Taken, _workspace: Workspace, _orders: dict[str, str], *, key: str) -> Taken:  # noqa: ARG001
    return workspace.decide(_taken, _workspace.school, _orders)


def read_twice(export: Export) -> None:
    """From now on the start page says what another program makes of this export."""
    st.session_state["read twice"] = st.session_state.get("read twice", frozenset()) | {export.digest}


def is_read_twice(export: Export) -> bool:
    return export.digest in st.session_state.get("read twice", ())


def second_reading(export: Export) -> list[str]:
    data = data_of(export)
    return read_by_another(export, data, key=repr((export.digest, export.chat.header.date_order, data is None)))


@st.cache_resource(scope="session", show_spinner="Another program reads it …", max_entries=64)
def read_by_another(_export: Export, _data: bytes | None, *, key: str) -> list[str]:  # noqa: ARG001
    return exports.second_reading(_data, _export.file, _export.chat)


def data_of(export: Export) -> bytes | None:
    """The text that was uploaded, or the folder's file; null if that has changed or is gone."""
    if export.digest in (texts := st.session_state.get("texts", {})):
        return texts[export.digest]
    places = (place / export.file for place in (folder(), SAMPLE))
    there = (path.read_bytes() for path in places if path.is_file())
    return next((data for data in there if sha256(data).hexdigest() == export.digest), None)


def role() -> str:
    return st.session_state.get("role") or PA


def classes() -> tuple[str, ...]:
    return tuple(loaded().classes["class"])


def periods() -> tuple[Period, ...]:
    """The fixed periods to choose from; none while nothing is loaded."""
    return selection.offered(loaded().school.terms, loaded().messages)


def period_names() -> list[str]:
    """The newest school year first: the period that is shown until another is chosen."""
    default = selection.default(periods())
    return [default.name, *(period.name for period in periods() if period != default)]


def sees_one_class() -> bool:
    return len(chosen().classes) == 1


def chosen() -> Selection:
    """The period and the classes that every page shows: a class rep sees one class, the others see all."""
    named = {period.name: period for period in periods()}
    period = named.get(st.session_state.get("period", "")) or selection.default(tuple(named.values()))
    mine = st.session_state.get("class") or next(iter(classes()), None)
    return Selection(period, (mine,) if role() == REP and mine else classes())


def need_messages() -> None:
    """Ends the page with a sentence where there is nothing to count."""
    if not periods():
        st.info("Nothing is loaded yet. Add exports on the start page, and the answer appears here.")
        st.page_link("views/start.py", label="Go to the start page")
        st.stop()


def answer(ask: Callable[..., Answer]) -> Answer:
    """One of the four answers for what is chosen; school leadership gets it treated for disclosure."""
    rough = role() == LEADERSHIP
    return answered(ask, loaded(), chosen(), rough, key=repr((ask.__name__, loaded().digest, chosen(), rough)))


@st.cache_resource(scope="session", show_spinner=False, max_entries=64)
def answered(
    _ask: Callable[..., Answer],
    _workspace: Workspace,
    _selection: Selection,
    _rough: bool,
    *,
    key: str,  # noqa: ARG001
) -> Answer:
    """Kept by `key` alone: hashing the frames would cost more, and Streamlit hashes but a part of them."""
    return _ask(_workspace, _selection, rough=_rough)


def need_role(wanted: str) -> None:
    """Ends the page for anybody else: a page's address can be typed whatever the navigation shows."""
    if role() != wanted:
        st.info(f"This page is for one role only: {wanted}.")
        st.stop()
