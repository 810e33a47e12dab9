"""A folder or a handful of files -> everything loaded, with what each file was taken for. Pure of Streamlit.

`assemble` puts together what was taken (taking.py); `load` does both. A file that cannot be used becomes a PROBLEMS row
with its remedy, and everything else still loads.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

import polars as pl

import parsers
from dashboard import grouping, inventory, membership, people, summary
from dashboard.daily import daily
from dashboard.said import Said, with_said
from dashboard.school import School, Term, read_school
from dashboard.summary import Given
from dashboard.taking import Taken, decide, files_of, is_mystery, problem_of, take_all
from dashboard.written_times import written_times
from parsers import Chat, Roster, errors, schema

Content = TypeVar("Content")
Problems = list[pl.DataFrame]
SAID_NOTHING = Said()
MISFITS = 5  # so many members of one group whom the roster has in another class are no coincidence
KEPT = ("people.csv", "read_counts.csv")  # what the app itself keeps goes before other files of the kind


@dataclass(frozen=True)
class Waiting:
    """A roster that is not used until a person has confirmed what its columns were taken for."""

    file: str
    columns: tuple[parsers.Column, ...]


@dataclass(frozen=True)
class Workspace:
    """Everything loaded. Frames as in parsers/schema.py; nobody changes them."""

    school: School
    files: pl.DataFrame
    problems: pl.DataFrame
    chats: tuple[Chat, ...]
    undecided: tuple[Taken, ...]
    waiting: tuple[Waiting, ...]
    messages: pl.DataFrame
    daily: pl.DataFrame  # dashboard/daily.py
    written: pl.DataFrame  # dashboard/written_times.py
    summaries: tuple[Given, ...]  # of summary files, by file name
    names: pl.DataFrame
    roster: pl.DataFrame
    classes: pl.DataFrame
    calendar: pl.DataFrame
    snapshots: pl.DataFrame
    read_counts: pl.DataFrame
    decisions: pl.DataFrame
    senders: pl.DataFrame
    links: pl.DataFrame
    candidates: pl.DataFrame
    membership: pl.DataFrame
    head_counts: pl.DataFrame
    admin_chats: frozenset[str]  # whose export shows who left
    digest: str


def load(given: Path | Iterable[tuple[str, bytes]], said: Said = SAID_NOTHING) -> Workspace:
    """Reads the files of a folder (not of the folders inside it), or (name, bytes) pairs."""
    files = files_of(given) if isinstance(given, Path) else given
    return assemble(take_all(files), said)


def assemble(takens: Sequence[Taken], said: Said = SAID_NOTHING) -> Workspace:
    """Everything that was taken, as one `Workspace`; the same bytes given twice count once."""
    problems: Problems = []
    once = first_of_each(takens, problems)
    school = with_said(settings(once, problems), said)
    exports = [decide(taken, school, said) for taken in once]
    problems += [taken.problems for taken in exports]
    problems += [problem_of(inventory.unrecognised(taken.file)) for taken in exports if is_mystery(taken)]

    calendars = tables(exports, inventory.CALENDAR, parsers.read_calendar, problems)
    calendar = stacked(schema.CALENDAR, calendars).unique(maintain_order=True)
    own_last = sorted(exports, key=lambda taken: taken.file in KEPT)
    looks = stacked(schema.READ_COUNTS, tables(own_last, inventory.READ_COUNTS, parsers.read_read_counts, problems))
    members = tables(exports, inventory.MEMBERS, parsers.read_members, problems)
    decided = tables(own_last, inventory.DECISIONS, parsers.read_decisions, problems)
    rosters, waiting = confirmed_rosters(exports, school, said, problems)
    families = parsers.together(rosters, [group.name for group in school.classes])
    problems += [table.problems for table in (*members, *decided, *rosters, families)]
    summaries = tables(sorted(exports, key=attrgetter("file")), inventory.SUMMARY, given_in, problems)
    snapshots = stacked(schema.SNAPSHOTS, [table.snapshots for table in members])

    read = merged([taken.chat for taken in exports if taken.chat and not taken.undecided], problems)
    chats = tuple(on_school_clock(chat, school) for chat in read)
    school = grouping.completed(with_terms(school, calendar), chats)
    undecided = [taken.chat for taken in exports if taken.chat and taken.undecided]
    classes = grouping.classes(school, [*chats, *undecided], families.sizes)
    admin_chats = grouping.admin_chats(school, chats)
    messages = stacked(schema.MESSAGES, [chat.messages for chat in chats])
    names = stacked(schema.NAMES, [chat.names for chat in chats])
    loaded = Workspace(
        school=school,
        files=inventory.files(takens, summaries),
        problems=stacked(schema.PROBLEMS, problems),
        chats=chats,
        undecided=tuple(taken for taken in exports if taken.undecided),
        waiting=waiting,
        messages=messages,
        daily=daily(messages),
        written=written_times(messages),
        summaries=tuple(summaries),
        names=names,
        roster=families.people,
        classes=classes,
        calendar=calendar,
        snapshots=snapshots,
        read_counts=looks.unique(["chat", "sent_at", "taken_at"], keep="last", maintain_order=True),
        decisions=schema.empty(schema.DECISIONS),
        senders=people.senders(messages, snapshots, classes, names),
        links=schema.empty(schema.LINKS),
        candidates=schema.empty(schema.CANDIDATES),
        membership=membership.timeline(messages, snapshots, names, admin_chats=admin_chats),
        head_counts=membership.head_counts(
            messages,
            snapshots,
            admin_chats=admin_chats,
            complete_chats=frozenset(chat.name for chat in chats if not chat.coverage.cut_start),
        ),
        admin_chats=admin_chats,
        digest=digest_of(takens, said),
    )
    answers = stacked(schema.DECISIONS, [table.answers for table in decided])
    return relinked(loaded, answers.unique(["sender", "chat"], keep="last", maintain_order=True))


def relinked(workspace: Workspace, decisions: pl.DataFrame) -> Workspace:
    """`workspace` with its senders linked anew: with these decisions in place of its own."""
    linked = people.linked(workspace.senders, workspace.roster, decisions, region=workspace.school.region)
    digest = hashlib.sha256(workspace.digest.encode() + decisions.write_json().encode()).hexdigest()
    return replace(workspace, decisions=decisions, links=linked.links, candidates=linked.candidates, digest=digest)


def linking_problems(workspace: Workspace) -> Iterable[pl.DataFrame]:
    """What only the links tell: a roster of another year, and decisions about families that are on no roster."""
    misfits = people.misfits(workspace.links, workspace.candidates, workspace.roster)
    another_year = (pl.col("elsewhere") > pl.col("here")) & (pl.col("elsewhere") >= MISFITS)
    for row in misfits.filter(another_year).iter_rows(named=True):
        yield problem_of(inventory.another_year(row))
    unplaced = people.unplaced(workspace.decisions, workspace.roster)
    if unplaced.height and workspace.roster.height:
        yield problem_of(inventory.unplaced(unplaced.height))


def confirmed_rosters(
    takens: Sequence[Taken], school: School, said: Said, problems: Problems
) -> tuple[list[Roster], tuple[Waiting, ...]]:
    """The rosters whose columns nobody needs to look at, and those that wait until somebody has."""
    known = tables(takens, inventory.COLUMNS, parsers.read_columns, problems)
    region = school.region if school.region_said else None

    def read(data: bytes, file: str) -> tuple[str, Roster]:
        return file, parsers.read_roster(data, file, region=region, columns=parsers.columns_said(known, file))

    rosters = tables(takens, inventory.ROSTER, read, problems)
    sure = [said.as_read or roster.certain for _, roster in rosters]
    waiting = tuple(
        Waiting(file, roster.columns) for (file, roster), used in zip(rosters, sure, strict=True) if not used
    )
    problems += [problem_of(inventory.waits(each.file)) for each in waiting]
    return [roster for (_, roster), used in zip(rosters, sure, strict=True) if used], waiting


def given_in(data: bytes, file: str) -> Given:
    return Given(file, summary.read(data, file), from_export=False)


def first_of_each(takens: Sequence[Taken], problems: Problems) -> list[Taken]:
    """Each content once, in the order given; what is left out is said."""
    kept: dict[str, Taken] = {}
    distinct: list[Taken] = []
    for taken in takens:
        if taken.digest in kept and taken.taken_for != inventory.NOTHING and taken.data != b"":
            problems.append(problem_of(inventory.repeated(taken.file, kept[taken.digest].file)))
        else:
            distinct.append(taken)
            kept.setdefault(taken.digest, taken)
    return distinct


def settings(takens: Sequence[Taken], problems: Problems) -> School:
    """The school of the first settings file that can be read; without one, the defaults."""
    schools = tables(takens, inventory.SETTINGS, read_school, problems)
    files = [taken.file for taken in takens if taken.taken_for == inventory.SETTINGS]
    problems += [problem_of(inventory.second_settings(file)) for file in files[1:]]
    return schools[0] if schools else School()


def tables(
    takens: Sequence[Taken], kind: str, read: Callable[[bytes, str], Content], problems: Problems
) -> list[Content]:
    """What `read` makes of every file of that kind; a file that cannot be read is a problem instead."""
    contents: list[Content] = []
    for taken in takens:
        if taken.taken_for == kind and taken.data is not None:
            try:
                contents.append(read(taken.data, taken.file))
            except errors.ReadError as error:
                problems.append(problem_of(inventory.unused(error)))
    return contents


def merged(chats: Sequence[Chat], problems: Problems) -> tuple[Chat, ...]:
    """One chat a group: exports with the same group name and a common sender are one group's."""
    groups: list[Chat] = []
    for _, same_name in groupby(sorted(chats, key=attrgetter("name")), key=attrgetter("name")):
        one, *strangers = grouping.by_acquaintance(list(same_name))
        groups.append(parsers.merge_chats(one))
        for number, stranger in enumerate(strangers, start=2):
            other = parsers.merge_chats(stranger)
            problems.append(problem_of(inventory.same_name(other.name)))
            groups.append(grouping.renamed(other, f"{other.name} ({number})"))
    problems += [problem_of(inventory.two_names(*names)) for names in grouping.under_two_names(groups)]
    return tuple(groups)


def on_school_clock(chat: Chat, school: School) -> Chat:
    """A group's chat on the school's clock, where it is said in which time zone its (first) exporting phone was."""
    said = (facts.time_zone for facts in school.chats if facts.name == chat.name)
    return parsers.on_clock_of(chat, next(said, None) or school.time_zone, school.time_zone)


def with_terms(school: School, calendar: pl.DataFrame) -> School:
    """The settings' own terms; where they name none, those of the calendar."""
    rows = calendar.filter(pl.col("days") == "term").sort("starts")
    terms = tuple(Term(*row) for row in rows.select("name", "starts", "ends").iter_rows())
    return school if school.terms else replace(school, terms=terms)


def stacked(row: pl.Schema, frames: Iterable[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat([schema.empty(row), *frames])


def digest_of(takens: Sequence[Taken], said: Said) -> str:
    """One key for everything loaded: the files' bytes and what a person said."""
    parts = [said.key, *(f"{taken.file}:{taken.digest}" for taken in takens)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
