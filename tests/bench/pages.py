"""How long the Equity page takes for a big school: `python -m tests.bench.pages [TIMES]`.

Invented: 60 classes over two school years, 40,000 messages in each group. Beside it the floor: one scan that counts
the messages of everybody, without which no figure can be had; a ratio to it says more than seconds, which are the
machine's. The best of several runs, by the clock and of the processor (which adds up over its cores).
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from time import perf_counter, process_time
from typing import NamedTuple

import altair as alt
import click
import numpy as np
import polars as pl

from dashboard import answers, membership, people, selection, workspace
from dashboard.charts import equity as charts
from dashboard.daily import daily
from dashboard.findings import equity
from dashboard.findings.equity import between, coverage, expert, figures, over_time
from dashboard.school import ClassGroup, School, Term
from dashboard.selection import Selection
from dashboard.workspace import Workspace
from dashboard.written_times import written_times
from parsers import Chat, schema
from parsers.coverage import Coverage
from parsers.header import HeaderFormat

CLASSES, FAMILIES, MESSAGES = 60, 30, 40_000
GUARDIANS = 2 * FAMILIES
STRANGERS = 2  # of each group, linked to nobody
FIRST, LAST = date(2024, 9, 2), date(2026, 7, 22)
TERMS = tuple(
    Term(name, date(year + later, *starts), date(year + later, *ends))
    for year in (2024, 2025)
    for name, later, starts, ends in (
        ("Autumn", 0, (9, 2), (12, 20)),
        ("Spring", 1, (1, 6), (4, 4)),
        ("Summer", 1, (4, 22), (7, 22)),
    )
)
HEADER = HeaderFormat("android", "dmy", 24, "minute", ("en",), ambiguous=False, reason="Invented.")


class Time(NamedTuple):
    seconds: float
    worked: float  # seconds of processor


@click.command
@click.argument("times", type=int, default=7)
def main(times: int) -> None:
    """The best of so many runs."""
    loaded = big()
    all_classes = tuple(loaded.classes["class"])
    offered = selection.offered(loaded.school.terms, loaded.messages)
    floor = best(lambda: scanned(loaded.messages), times)
    click.echo(f"\n{loaded.messages.height:,} messages in {CLASSES} classes; the best of {times}")
    click.echo(f"  {'':<42}{'ms':>8}{'processor':>12}{'x floor':>9}")
    row("floor: one scan of all messages", floor, floor)
    year, term, everything = selection.default(offered), offered[0], offered[-1]
    for chosen in (
        *(Selection(period, all_classes) for period in (year, term, everything)),
        Selection(year, all_classes[:1]),
    ):
        about = f"{chosen.period.name}, {len(chosen.classes)} of {CLASSES}"
        answer = answers.heard(loaded, chosen)
        row(f"{about}: the figures", best(lambda: answers.heard(loaded, chosen), times), floor)  # noqa: B023
        row("   its sentences and tables", best(lambda: list(said(answer, chosen)), times), floor)  # noqa: B023
        row("   its charts, as sent to the browser", best(lambda: drawn(answer), times), floor)  # noqa: B023


def row(name: str, time: Time, floor: Time) -> None:
    click.echo(f"  {name:<42}{time.seconds * 1e3:>8.0f}{time.worked * 1e3:>12.0f}{time.seconds / floor.seconds:>9.2f}")


def best(work: Callable[[], object], times: int) -> Time:
    """The shortest by the clock and, apart from it, by the processor."""
    runs = [timed(work) for _ in range(times)]
    return Time(min(run.seconds for run in runs), min(run.worked for run in runs))


def timed(work: Callable[[], object]) -> Time:
    began, worked = perf_counter(), process_time()
    work()
    return Time(perf_counter() - began, process_time() - worked)


# What is timed


def scanned(messages: pl.DataFrame) -> pl.DataFrame:
    return messages.lazy().group_by("chat", "sender").len().collect(engine="streaming")


def said(answer: answers.Equity, chosen: Selection) -> Iterator[object]:
    """What the page says, and its tables."""
    yield equity.points(answer, chosen)
    yield expert.points(answer)
    yield expert.table(answer)
    yield figures.table(answer)
    yield figures.notes(answer)
    if len(chosen.classes) == 1:
        yield over_time.term_by_term(answer)
        return
    yield coverage.which(answer)
    yield coverage.note(answer)
    yield between.points(answer)
    yield over_time.points(answer, chosen)


def drawn(answer: answers.Equity) -> list[dict[str, object]]:
    """The page's pictures."""
    return [picture.to_dict() for picture in pictures(answer)]


def pictures(answer: answers.Equity) -> Iterator[alt.Chart]:
    if answer.between is None:
        yield charts.weekly(answer.weeks, title="")
        yield charts.talk_curve(answer.talk, title="")
        yield charts.term_by_term(answer.terms, title="")
        yield charts.voices_term_by_term(answer.terms, title="")
        return
    funnel = answer.between
    yield charts.coverage_picture(answer.coverage, title="")
    yield charts.families_heard(answer.classes, title="")
    yield charts.voices(answer.classes, title="")
    yield charts.funnel(funnel.classes, funnel.limits, funnel.target, title="")
    yield charts.beside(answer.terms, title="")


# The school


def big() -> Workspace:
    """The whole school, as if it had been loaded."""
    rng = np.random.default_rng(1)
    names = [f"{number // 4 + 1}{'ABCD'[number % 4]}" for number in range(CLASSES)]
    chats = [chat(name, rng) for name in names]
    messages = pl.concat([each.messages for each in chats])
    roster = pl.concat(on_roll(name) for name in names).pipe(schema.conform, schema.ROSTER)
    classes = pl.DataFrame(
        {"class": names, "year": [name[:-1] for name in names], "families": FAMILIES, "chat": [c.name for c in chats]}
    ).pipe(schema.conform, schema.CLASSES)
    senders = people.senders(messages, schema.empty(schema.SNAPSHOTS), classes, schema.empty(schema.NAMES))
    linked = people.linked(senders, roster, schema.empty(schema.DECISIONS), region="GB")
    nobody_listed = schema.empty(schema.SNAPSHOTS), schema.empty(schema.NAMES)
    return replace(
        workspace.assemble(()),
        school=School(terms=TERMS, classes=tuple(map(ClassGroup, names, classes["year"], classes["chat"]))),
        chats=tuple(chats),
        messages=messages,
        daily=daily(messages),
        written=written_times(messages),
        roster=roster,
        classes=classes,
        senders=senders,
        links=linked.links,
        candidates=linked.candidates,
        membership=membership.timeline(messages, *nobody_listed, admin_chats=frozenset()),
    )


def guardians(name: str) -> list[str]:
    return [f"Parent {number} of {name}" for number in range(GUARDIANS)]


def chat(name: str, rng: np.random.Generator) -> Chat:
    """A class's group over both years, from its first day to its last; some say far more than others."""
    members = [*guardians(name), *(f"Somebody {number} in {name}" for number in range(STRANGERS))]
    chatty = rng.lognormal(0, 1.2, len(members))
    length = (LAST - FIRST + timedelta(days=1)) // timedelta(minutes=1)
    minutes = np.sort(rng.integers(0, length, MESSAGES))
    minutes[[0, -1]] = 0, length - 1
    sent_at = np.datetime64(FIRST) + minutes.astype("timedelta64[m]")
    messages = pl.DataFrame(
        {
            "chat": f"Class {name}",
            "line": np.arange(1, MESSAGES + 1),
            "sent_at": sent_at.astype("datetime64[ms]"),
            "sender": pl.Series(members)[rng.choice(len(members), MESSAGES, p=chatty / chatty.sum())],
            "kind": "text",
            "text": "See you at the gate",
        }
    ).pipe(schema.conform, schema.MESSAGES)
    seen = Coverage(messages["sent_at"][0], messages["sent_at"][-1], False, False, False)
    return Chat(f"Class {name}", messages, schema.empty(schema.PROBLEMS), HEADER, seen)


def on_roll(name: str) -> pl.DataFrame:
    numbers = range(GUARDIANS)
    return pl.DataFrame(
        {
            "class": name,
            "family": [f"{name} {number // 2}" for number in numbers],
            "child": [f"Child {number // 2} of {name}" for number in numbers],
            "guardian": guardians(name),
            "standing": "current",
            "role": ["class_rep", *["guardian"] * (GUARDIANS - 1)],
            "aliases": [[guardian] for guardian in guardians(name)],
        }
    )


if __name__ == "__main__":
    main()
