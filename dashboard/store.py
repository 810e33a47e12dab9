"""The one home of state: what this browser tab has loaded and chosen, and every cache.

A tab's files are parsed and their bytes dropped, but for the text of uploaded exports, which may be read again.
Nothing is written to disk, but a table that the reader asks to be kept in the folder. Tabs share only the folder that
the `schoolgate` command was started on. Figures are kept per tab, keyed by the digest of everything that went in.
"""

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn, TypeVar
from zoneinfo import ZoneInfo

import polars as pl
import streamlit as st

import parsers
from dashboard import (
    answers,
    data_map,
    exports,
    inventory,
    people,
    policy,
    reach_log,
    saving,
    selection,
    taking,
    typed_in,
    workspace,
)
from dashboard import timetable as timetables
from dashboard.answers import Built, Noted, Signs
from dashboard.bank_holidays import BankHolidays
from dashboard.exports import Export
from dashboard.said import Said
from dashboard.selection import Period, Selection
from dashboard.summary import Combined, Summary
from dashboard.taking import Taken
from dashboard.time_zones import time_zones
from dashboard.timetable import Timetable
from dashboard.typed_in import InfoScreen
from dashboard.words import as_text, listed
from dashboard.workspace import Workspace
from parsers import schema
from parsers.errors import SummaryError

REP, PA, LEADERSHIP = "Class rep", "Parent Association", "School leadership"
ROLES = (REP, PA, LEADERSHIP)
SAMPLE = Path(__file__).parent.parent / "sample_exports"
PROFILES = policy.profiles()
YES_OR_NO = MappingProxyType({True: "Yes", False: "No"})
DATE_ORDERS = MappingProxyType({"dmy": "the day", "mdy": "the month"})
SCHOOL_PERIOD = "school period"  # its own choice: the school has other periods than the exports here
FROM_INSIDE = (answers.disturbed, answers.habits)  # which differ for the rep of a class and others who see it alone
NOTHING: Mapping[str, object] = MappingProxyType({})
Answer = TypeVar("Answer")
Answered = tuple[str, str, str | None, str | None, str, tuple[str, ...]]  # as people.answered takes it
TIMETABLE = ("timetable", "timetable remarks", "quiet from", "quiet to", "bank holidays of", "bank holidays in")
SAID = (
    *("date_orders", "admins", "profile", "typed", "snapshots", "typed remarks", "columns", "reviewing", "look at"),
    *("sample shown", "looks replaced", "unused looks", "look added", "zones"),
    *TIMETABLE,
)


def need_own_server() -> None:
    """Ends the page where another server runs it, which may listen on every network: ours alone has loaded its module.

    No page knows any file before.
    """
    if "dashboard.server" not in sys.modules:
        st.error(
            "Start Schoolgate with the command `schoolgate`. "
            "Started like this, others in the network could reach it, so it shows nothing."
        )
        st.stop()


def folder() -> Path:
    """The folder that the command was started on; the sample school without one."""
    need_own_server()
    return Path(os.environ.get("SCHOOLGATE_FOLDER") or SAMPLE)


def takens() -> tuple[Taken, ...]:
    """Everything this tab works with: its own files or, until it has any, the folder's as they are now; and what was
    typed on its pages, a typed table of read counts in place of the files that it was made from."""
    replaced = st.session_state.get("looks replaced", frozenset()) if reach_log.FILE in typed() else frozenset()
    return (*(taken for taken in given() if taken.digest not in replaced), *typed().values())


def given() -> tuple[Taken, ...]:
    own: tuple[Taken, ...] | None = st.session_state.get("takens")
    return files_in(folder()) if own is None else own


def files_given() -> pl.DataFrame:
    """FILES without the tables that were typed here."""
    return loaded().files.filter(~pl.col("file").is_in(list(typed())))


def typed() -> Mapping[str, Taken]:
    """By file name: the tables that were typed or confirmed on the pages, as if they were files."""
    return st.session_state.get("typed", {})


def type_in(file: str, data: bytes) -> None:
    st.session_state["typed"] = {**typed(), file: taking.take(file, data)}


def is_sample() -> bool:
    own = st.session_state.get("takens")
    return st.session_state.get("sample shown", False) or (own is None and folder() == SAMPLE)


def add_files() -> None:
    """Takes what lies in the uploader, in place of the sample school or beside the files already there."""
    uploaded = [(file.name, file.getvalue()) for file in st.session_state[uploader_key()] or []]
    kept = () if is_sample() else given()
    if is_sample():
        say_nothing()
    taken = taking.take_all(uploaded)
    pairs = zip(taken, uploaded, strict=True)
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
    school_once.clear()
    summary_once.clear()
    noted_once.clear()
    clock_signs_once.clear()
    relinked_once.clear()
    posted_once.clear()
    assembled_once.clear()
    taken_once.clear()
    settled_once.clear()
    read_by_another.clear()
    st.session_state.clear()
    st.session_state["takens"] = ()


def say_nothing() -> None:
    """What was said of other files says nothing of these."""
    for name in SAID:
        st.session_state.pop(name, None)


def show_sample() -> None:
    say_nothing()
    st.session_state["takens"] = None if folder() == SAMPLE else files_in(SAMPLE)
    st.session_state["sample shown"] = True


def files_in(path: Path) -> tuple[Taken, ...]:
    return taken_once(str(path), state_of(path))


def state_of(path: Path) -> tuple[tuple[str, int, int], ...]:
    """Name, size and time of change of every file: when one differs, the folder is read again."""
    stats = ((file.name, file.stat()) for file in sorted(path.iterdir()) if file.is_file())
    return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)


@st.cache_resource(show_spinner=False, max_entries=4)
def taken_once(path: str, state: tuple[tuple[str, int, int], ...]) -> tuple[Taken, ...]:  # noqa: ARG001
    return tuple(taking.take_all(taking.files_of(Path(path))))


@st.cache_resource(show_spinner=False, max_entries=2)
def assembled_once(path: str, state: tuple[tuple[str, int, int], ...]) -> Workspace:
    return workspace.assemble(taken_once(path, state))


def warm_up() -> None:
    """Reads the folder while the browser is still starting; the first tab finds it done or waits for the rest."""
    assembled_once(str(folder()), state_of(folder()))


def loaded() -> Workspace:
    """What the files say, with the answers about who is who and the timetable that were given in this tab."""
    answers, times = reviewing().answers, timetable()
    linked = relinked_once(read(), answers, key=read().digest + repr(answers)) if answers else read()
    return timetables.at_times(linked, times) if changed_timetable() else linked


def timetable() -> Timetable:
    """When it is quiet and when there is school: as the reader changed it, else as the files say."""
    return changed_timetable() or timetables.timetable(read())


def changed_timetable() -> Timetable | None:
    return st.session_state.get("timetable")


def change_quiet_hours() -> None:
    held = st.session_state
    times, held["timetable remarks"] = timetables.with_quiet_hours(timetable(), held["quiet from"], held["quiet to"])
    held["timetable"] = times
    held["quiet from"], held["quiet to"] = times.quiet_start, times.quiet_end  # the boxes too, where it was refused


def change_bank_holidays() -> None:
    """Those of the country and the part that are chosen; another country begins as a whole."""
    held = st.session_state
    country, part = held["bank holidays of"], held.get("bank holidays in")
    whose = BankHolidays(country, part if country and BankHolidays(country, part).known else None) if country else None
    held["timetable"] = replace(timetable(), bank_holidays=whose)


def change_days(table: Mapping[str, Sequence[Any]]) -> None:
    """The terms and holidays are what the reader's table says."""
    times, st.session_state["timetable remarks"] = timetables.with_days(timetable(), table)
    st.session_state["timetable"] = times
    st.session_state["days edited"] = st.session_state.get("days edited", 0) + 1


def days() -> dict[str, list[Any]]:
    """CALENDAR by column: the terms and holidays that hold now, or one empty row.

    Neither a Polars frame, whose edited dates Streamlit cannot give back, nor without rows, as it then knows no types.
    """
    rows = timetables.calendar_of(timetable())
    return rows.to_dict(as_series=False) if rows.height else {name: [None] for name in rows.columns}


def bank_holiday_choices() -> timetables.Choices:
    return timetables.choices(timetable())


def days_key() -> str:
    """A new table of the days after every change: the old one would apply its changes again."""
    return f"days {st.session_state.get('days edited', 0)}"


def timetable_remarks() -> list[str]:
    """What could not be taken of the last change, said once."""
    return st.session_state.pop("timetable remarks", [])


def forget_timetable() -> None:
    """The files decide again."""
    st.session_state["days edited"] = st.session_state.get("days edited", 0) + 1
    for name in TIMETABLE:
        st.session_state.pop(name, None)


def can_keep_days() -> bool:
    """Not in the place of a file that could not be read: what it says would be lost."""
    return can_keep() and timetables.CALENDAR not in set(read().problems["file"])


def calendar_csv() -> bytes:
    return timetables.calendar_csv(timetable())


@st.cache_resource(scope="session", show_spinner=False, max_entries=2)
def relinked_once(_workspace: Workspace, _answers: tuple[Answered, ...], *, key: str) -> Workspace:  # noqa: ARG001
    decisions = reduce(lambda known, answer: people.answered(known, *answer), _answers, _workspace.decisions)
    return workspace.relinked(_workspace, decisions)


def read() -> Workspace:
    """The folder's workspace, or this tab's own once it added a file or said something."""
    if st.session_state.get("takens") is None and not typed() and said() == Said():
        return assembled_once(str(folder()), state_of(folder()))
    held: Workspace | None = st.session_state.get("workspace")
    if held is None or st.session_state["workspace of"] != workspace.digest_of(takens(), said()):
        held = st.session_state["workspace"] = workspace.assemble(takens(), said())
        st.session_state["workspace of"] = workspace.digest_of(takens(), said())
    return held


def said() -> Said:
    """What this tab's reader said that no file says."""
    held = st.session_state
    return Said(held.get("date_orders", {}), held.get("admins", {}), held.get("zones", {}), held.get("profile"))


def choose_date_order(file: str, widget: str) -> None:
    st.session_state["date_orders"] = {**said().date_orders, file: st.session_state[widget]}


def choose_profile() -> None:
    st.session_state["profile"] = st.session_state["profile chosen"].name


def say_admin(chat: str, widget: str) -> None:
    """Whether an admin's phone made a group's export; unsaid again where the choice is taken back."""
    others = {name: admin for name, admin in said().admins.items() if name != chat}
    chosen = st.session_state[widget]
    st.session_state["admins"] = others if chosen is None else {**others, chat: chosen}


def say_zone(chat: str, widget: str) -> None:
    """In which time zone the phone of a group's first export was; unsaid again where the choice is taken back."""
    others = {name: zone for name, zone in said().zones.items() if name != chat}
    chosen = st.session_state[widget]
    st.session_state["zones"] = others if chosen is None else {**others, chat: chosen}


def zone_of(chat: str) -> str | None:
    """In which time zone the phone of a group's first export was, as far as the settings or the reader say."""
    return {facts.name: facts.time_zone for facts in read().school.chats}.get(chat)


def place_of_zone(chat: str | None) -> int:
    """Where `zone_of` stands among `zones`."""
    zone = zone_of(chat) if chat else None
    return zones().index(zone) if zone in zones() else 0


def files_of(chat: str | None) -> list[str]:
    """The files of a group's exports, in the order in which they were put together."""
    return [export.file for export in exported() if export.chat.name == chat]


def zones() -> tuple[str | None, ...]:
    """What may be said of a phone; None: nothing."""
    return (None, *time_zones())


def is_admins(chat: str) -> bool | None:
    """Whether an admin's phone made a group's export, as far as its lines, the settings or the reader say."""
    facts = {each.name: each.admin for each in read().school.chats}
    return True if chat in read().admin_chats else facts.get(chat)


def groups() -> list[str]:
    """The groups whose info screen this reader may have looked at."""
    chats = loaded().classes.filter(pl.col("class").is_in(chosen().classes))["chat"].drop_nulls().to_list()
    announced = loaded().school.announcement_chat
    return chats if role() == REP or not announced else [announced, *chats]


def type_info_screen() -> None:
    """What the form on the drift page holds, as one more member list or head-count."""
    held = st.session_state
    screen = InfoScreen(
        held["typed group"], held["typed day"], held["typed members"], held["typed admins"], held.get("typed list", "")
    )
    known = loaded().senders.filter(pl.col("chat") == screen.chat)["sender"].to_list()
    snapshot, held["typed remarks"] = typed_in.snapshot(screen, known)
    if snapshot.height:
        held["snapshots"] = typed_in.with_snapshot(typed_snapshots(), snapshot)
        type_in(*typed_in.members_file(held["snapshots"]))


def typed_snapshots() -> pl.DataFrame:
    """SNAPSHOTS that were typed in this tab."""
    return st.session_state.get("snapshots", schema.empty(schema.SNAPSHOTS))


def typed_remarks() -> list[str]:
    return st.session_state.get("typed remarks", [])


def members_csv() -> bytes:
    return typed_in.members_csv(typed_snapshots(), names=role() == REP)


def confirm_columns(file: str, columns: dict[str, list[str]]) -> None:
    """A roster's columns are what its reader says they are: heading and words, as the start page shows them."""
    known = st.session_state["columns"] = {**st.session_state.get("columns", {}), file: typed_in.meanings(columns)}
    type_in(*typed_in.columns_file(known))


def now() -> datetime:
    """The time of day at the school, to the minute, as exports have it: without a zone."""
    return datetime.now(ZoneInfo(loaded().school.time_zone)).replace(second=0, microsecond=0, tzinfo=None)


def agenda() -> reach_log.Agenda:
    """The looks at Message info that are due, and the announcements that a look may be about."""
    return reach_log.agenda(posted(), loaded().read_counts, now())


def posted() -> pl.DataFrame:
    return posted_once(loaded(), key=loaded().digest)


@st.cache_resource(scope="session", show_spinner=False, max_entries=2)
def posted_once(_workspace: Workspace, *, key: str) -> pl.DataFrame:  # noqa: ARG001
    return reach_log.posted(_workspace)


def looks() -> pl.DataFrame:
    """The reach log: every look that is loaded or was typed here, also those that cannot be used."""
    return reach_log.entries(posted(), loaded().read_counts, st.session_state.get("unused looks"))


def type_look() -> None:
    """What the form of the reach log holds, as one more look at an announcement's Message info."""
    held = st.session_state
    choices = agenda().choices
    chosen_one = choices.row(by_predicate=pl.col("announcement") == held["look announcement"], named=True)
    look = reach_log.Look(
        *(chosen_one["chat"], chosen_one["sent_at"], held["look time"]),
        *(held["look read"], held["look delivered"], held["look pasted"]),
    )
    added = held["look added"] = reach_log.with_look(posted(), loaded().read_counts, look)
    if not added.looks.equals(loaded().read_counts):
        type_looks(added.looks)


def correct_looks(table: pl.DataFrame) -> None:
    """What the log holds after the reader changed or removed rows; those that cannot be used stay in sight."""
    looks, st.session_state["unused looks"] = reach_log.edited(posted(), table)
    type_looks(looks)


def type_looks(looks: pl.DataFrame) -> None:
    """`looks` in place of every file of read counts that could be read."""
    unread = set(loaded().problems["file"])
    files = [taken for taken in given() if taken.taken_for == inventory.READ_COUNTS and taken.file not in unread]
    st.session_state["looks replaced"] = frozenset(taken.digest for taken in files)
    st.session_state["looks edited"] = st.session_state.get("looks edited", 0) + 1
    type_in(reach_log.FILE, parsers.write_read_counts(looks))


def log_key() -> str:
    """A new table of the log after every change: the old one would apply its changes again."""
    return f"looks {st.session_state.get('looks edited', 0)}"


def look_added() -> reach_log.Added | None:
    """What became of the look that was typed last, said once."""
    return st.session_state.pop("look added", None)


def read_counts_csv() -> bytes:
    return parsers.write_read_counts(loaded().read_counts)


def can_keep_looks() -> bool:
    """Not in the place of a file that could not be read: what it says would be lost."""
    return can_keep() and reach_log.FILE not in set(loaded().problems["file"])


def problems() -> pl.DataFrame:
    """PROBLEMS of the files and, for readers who see classes from inside, what linking tells of roster and answers."""
    of_links = () if role() == LEADERSHIP else workspace.linking_problems(loaded())
    return pl.concat([loaded().problems, *of_links])


def undecided() -> tuple[Export, ...]:
    """Exports whose dates can be read in two ways, a file name once; those settled here too: minds may change."""
    asked = {taken.file for taken in loaded().undecided} | set(said().date_orders)
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
    return settled_once(taken, loaded(), said(), key=loaded().digest + taken.digest) if taken.undecided else taken


@st.cache_resource(scope="session", show_spinner=False, max_entries=64)
def settled_once(_taken: Taken, _workspace: Workspace, _said: Said, *, key: str) -> Taken:  # noqa: ARG001
    return taking.decide(_taken, _workspace.school, _said)


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


@dataclass(frozen=True)
class Reviewing:
    """How far this tab's reader has come with "who is this sender?"."""

    answers: tuple[Answered, ...] = ()  # beside those of the files, the latest last
    skipped: tuple[tuple[str, str], ...] = ()  # chat, sender


def reviewing() -> Reviewing:
    return steps()[-1] if steps() else Reviewing()


def steps() -> tuple[Reviewing, ...]:
    return st.session_state.get("reviewing", ())


def settle(asked: Mapping[str, Any], answer: str, family: str | None = None, guardian: str | None = None) -> None:
    """The reader said who a sender is; every later page knows it."""
    sender, chat = asked["sender"], asked["chat"]
    answered = (sender, answer, family, guardian, chat, tuple(asked["others"]))
    stay = tuple(each for each in reviewing().skipped if each != (chat, sender))
    st.session_state["reviewing"] = (*steps(), Reviewing((*reviewing().answers, answered), stay))
    st.session_state["look at"] = None


def settle_as_chosen(asked: Mapping[str, Any], widget: str) -> None:
    if st.session_state[widget] is not None:
        settle(asked, "family", st.session_state[widget])


def skip(asked: Mapping[str, Any]) -> None:
    skipped = (*reviewing().skipped, (asked["chat"], asked["sender"]))
    st.session_state["reviewing"] = (*steps(), replace(reviewing(), skipped=skipped))
    st.session_state["look at"] = None


def undo() -> None:
    st.session_state["reviewing"] = steps()[:-1]


def asked_now(people: pl.DataFrame) -> dict[str, Any] | None:
    """The person to ask about: whom the reader picked, else the first who waits, those who were skipped last."""
    every = people.to_dicts()
    rows = {(row["chat"], row["sender"]): row for row in every}
    waiting = [key for key, row in rows.items() if row["waiting"]]
    fresh = [key for key in waiting if key not in reviewing().skipped]
    turn = [*filter(None, [st.session_state.get("look at")]), *fresh, *waiting]
    return rows.get(turn[0]) if turn else None


def skipped_of(people: pl.DataFrame) -> int:
    """How many of those who wait were set aside."""
    waiting = set(people.filter("waiting").select("chat", "sender").iter_rows())
    return len(waiting.intersection(reviewing().skipped))


def askable(people: pl.DataFrame) -> list[tuple[str, str]]:
    """chat, sender of everybody about whom one may ask, by name."""
    return list(people.select("chat", "sender").sort("sender").iter_rows())


def columns_csv() -> bytes | None:
    """The columns of rosters that were confirmed in this tab."""
    confirmed = typed().get(typed_in.COLUMNS)
    return confirmed.data if confirmed else None


def people_csv() -> bytes:
    return typed_in.people_file(loaded().decisions)


def can_keep() -> bool:
    """Whether what is shown is a folder of the reader's own, so that a table about it belongs there."""
    return folder() != SAMPLE and st.session_state.get("takens") is None


def keep(file: str, data: bytes) -> None:
    try:
        saving.save(folder(), file, data)
        st.session_state["typed"] = {name: taken for name, taken in typed().items() if name != file}
        st.session_state["kept"] = [f'{file} is kept in the folder "{folder().name}".']
    except OSError as error:
        cannot = f'{file} could not be kept in the folder "{folder().name}" ({error.strerror}): download it instead.'
        st.session_state["kept"] = [cannot]


def can_delete() -> bool:
    """Whether what is shown is a folder of the reader's own."""
    return folder() != SAMPLE


def derived_files() -> list[data_map.DerivedFile]:
    """The tables in the folder under names that Schoolgate keeps on request, whoever wrote them.

    Some may be the office's or the user's own.
    """
    return data_map.derived_files(folder())


def delete_derived(files: Iterable[str]) -> None:
    """Deletes those of them; what became of each is said once."""
    st.session_state["kept"] = saving.remove(folder(), [each.file for each in derived_files() if each.file in files])


def kept() -> list[str]:
    """What became of the last wish to keep something, said once."""
    return st.session_state.pop("kept", [])


def role() -> str:
    return st.session_state.get("role") or PA


def classes() -> tuple[str, ...]:
    return tuple(loaded().classes["class"])


def place_of_class() -> int:
    """Where the first class stands of whose group an export is loaded; the first of all where there is none."""
    loaded_chats = [chat.name for chat in loaded().chats]
    with_export = loaded().classes["chat"].is_in(loaded_chats).fill_null(value=False).arg_true()
    return int(with_export[0]) if len(with_export) else 0


def periods() -> tuple[Period, ...]:
    """The fixed periods to choose from; none while nothing is loaded."""
    return selection.offered(loaded().school.terms, loaded().messages)


def period_names() -> list[str]:
    """The newest school year first: the period that is shown until another is chosen."""
    default = selection.default(periods())
    return [default.name, *(period.name for period in periods() if period != default)]


def chooses_of_school() -> bool:
    """Whether the periods above the pages are those of the school's summaries, not of the exports here."""
    return role() == LEADERSHIP or not periods()


def school_period_names() -> list[str]:
    """The newest first; none while there is nothing to show of the school."""
    whole = school()
    return whole.periods["period"].to_list()[::-1] if whole else []


def school_period() -> str | None:
    """The period that the school's page shows, if one was chosen that the school has; None: the newest."""
    wanted = st.session_state.get(SCHOOL_PERIOD if chooses_of_school() else "period")
    return wanted if wanted in school_period_names() else None


def school_name() -> str:
    """As the settings say it; else as the summaries do."""
    said_name, whole = loaded().school.said_name, school() if loaded().summaries else None
    return said_name or (whole.name if whole else loaded().school.name)


def school_remarks() -> tuple[str, ...]:
    """What was settled of summaries, where there are any."""
    whole = school() if loaded().summaries and role() != REP else None
    return whole.remarks if whole else ()


def school() -> Combined | None:
    """One school out of all exports and summaries that are here; None while there is nothing to show of it."""
    found = school_or_why_not()
    return found if isinstance(found, Combined) else None


def need_school() -> Combined:
    """The school; ends the page with a sentence where there is nothing to show of it."""
    found = school_or_why_not()
    if isinstance(found, str):
        end_with(found)
    return found


def school_or_why_not() -> Combined | str:
    return school_once(loaded(), noted(), key=loaded().digest)


@st.cache_resource(scope="session", show_spinner="Putting the school together …", max_entries=2)
def school_once(_workspace: Workspace, _noted: Noted, *, key: str) -> Combined | str:  # noqa: ARG001
    """The school, or why there is none."""
    try:
        return answers.school(_workspace, noted=_noted)
    except answers.NothingToSummarise as error:
        return str(error)


def need_summary() -> tuple[Built, bytes]:
    """The summary of the class rep's class, and its file; ends the page with a sentence where there can be none."""
    found = summary_once(loaded(), noted(), chosen().classes[0], key=loaded().digest + chosen().classes[0])
    if isinstance(found, str):
        end_with(found)
    return found


def told_otherwise(summary: Summary) -> str:
    """Where an earlier summary among the files here has other figures, a warning."""
    return answers.told_otherwise(summary, [each.summary for each in loaded().summaries])


def end_with(sentence: str) -> NoReturn:
    """Ends the page where there is nothing to show, with why."""
    st.info(as_text(sentence))
    st.page_link("views/start.py", label="Go to the start page")
    st.stop()


@st.cache_resource(scope="session", show_spinner="Rounding and checking …", max_entries=2)
def summary_once(
    _workspace: Workspace,
    _noted: Noted,
    _class: str,
    *,
    key: str,  # noqa: ARG001
) -> tuple[Built, bytes] | str:
    """The class's summary and its file, or why there is none."""
    try:
        built = answers.summarise(_workspace, _class, noted=_noted)
        return built, answers.checked(built)
    except (answers.NothingToSummarise, answers.Discloses, SummaryError) as error:
        return str(error)


def sees_one_class() -> bool:
    return len(chosen().classes) == 1


def chosen() -> Selection:
    """The period and the classes that every page shows: a class rep sees one class, the others see all."""
    named = {period.name: period for period in periods()}
    period = named.get(st.session_state.get("period", "")) or selection.default(tuple(named.values()))
    mine = st.session_state.get("class") or next(iter(classes()[place_of_class() :]), None)
    return Selection(period, (mine,) if role() == REP and mine else classes())


def need_messages() -> None:
    """Ends the page with a sentence where there is nothing to count."""
    if not periods():
        end_with("Nothing is loaded yet. Add exports on the start page, and the answer appears here.")


def counting() -> dict[str, Any]:
    """Whose messages the Equity page counts, where the class rep said so; else the school's rules decide.

    The others have no such switch: the difference that it makes is what one person wrote.
    """
    switches = {"reps": "count reps", "staff": "count staff"} if role() == REP else {}
    return {name: st.session_state[key] for name, key in switches.items() if key in st.session_state}


def answer(ask: Callable[..., Answer], *, given: Mapping[str, object] = NOTHING, **how: Any) -> Answer:
    """One of the answers for what is chosen.

    given: what follows from the workspace alone, so that it is no part of what is asked.
    """
    how = how | ({"inside": role() == REP} if ask in FROM_INSIDE else {})
    key = repr((ask.__name__, loaded().digest, chosen(), how))
    return answered(ask, loaded(), chosen(), {**given, **how}, key=key)


@st.cache_resource(scope="session", show_spinner=False, max_entries=64)
def answered(
    _ask: Callable[..., Answer],
    _workspace: Workspace,
    _selection: Selection,
    _how: Mapping[str, object],
    *,
    key: str,  # noqa: ARG001
) -> Answer:
    """Kept by `key` alone: hashing the frames would cost more, and Streamlit hashes but a part of them."""
    return _ask(_workspace, _selection, **_how)


def noted() -> Noted:
    """The habits of all groups; neither a timetable nor an answer about who is who changes them."""
    return noted_once(read(), key=read().digest)


@st.cache_resource(scope="session", show_spinner=False, max_entries=2)
def noted_once(_workspace: Workspace, *, key: str) -> Noted:  # noqa: ARG001
    return answers.noted(_workspace)


def clock_signs() -> Signs:
    """What the times of all groups tell of their clocks; like `noted`, of what was read alone."""
    return clock_signs_once(read(), key=read().digest)


@st.cache_resource(scope="session", show_spinner=False, max_entries=2)
def clock_signs_once(_workspace: Workspace, *, key: str) -> Signs:  # noqa: ARG001
    return answers.clock_signs(_workspace)


def need_role(*wanted: str) -> None:
    """Ends the page for anybody else: a page's address can be typed whatever the navigation shows."""
    if role() not in wanted:
        st.info(f"This page is for the {listed(wanted)} alone.")
        st.stop()
