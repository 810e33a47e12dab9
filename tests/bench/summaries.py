"""How long a school of many summary files takes to open and to show: `python -m tests.bench.summaries [TIMES]`.

Invented: 60 classes, each with a file of 8 periods and 150 announcements. Beside it the floor: parsing the same files
with the standard library and doing nothing with them. The best of several runs, by the clock and of the processor.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

import click
import polars as pl

from dashboard import handout
from dashboard.charts.school import class_bands
from dashboard.findings import school as findings
from dashboard.summary import Announcement, Combined, Figures, Given, Group, Period, Summary, combine, read, write
from tests.bench.pages import best, row

CLASSES, YEARS, ANNOUNCEMENTS = 60, 2, 150
FIRST = datetime(2024, 9, 4, 18, 5)
TERMS = (("Autumn", 0, (9, 2), (12, 20)), ("Spring", 1, (1, 6), (4, 4)), ("Summer", 1, (4, 22), (7, 22)))
TOLD = Figures(
    families=25,
    heard="45 to 55 %",
    linked_enough=True,
    in_group_at_least="65 to 75 %",
    in_group_at_most="85 % or more",
    unlinked_members="<5",
    joined=5,
    left=0,
    nights=110,
    nights_with_a_message="15 %",
    school_nights_with_a_message="<10 %",
    messages_a_day=10,
    messages_on_a_busy_day=35,
    in_bursts="20 %",
    in_side_chats="<10 %",
    questions="15 %",
    questions_followed="75 %",
    non_answers="<10 %",
)


@click.command
@click.argument("times", type=int, default=7)
def main(times: int) -> None:
    """The best of so many runs."""
    files = {f"{name}.schoolgate.json": write(class_summary(name)) for name in names()}
    classes = pl.DataFrame({"class": names(), "year": [name[:-1] for name in names()], "state": "missing"})
    given = opened(files)
    size = sum(map(len, files.values()))
    click.echo(f"\n{len(files)} files, {size / 1e6:.1f} MB; the best of {times}")
    click.echo(f"  {'':<42}{'ms':>8}{'processor':>12}{'x floor':>9}")
    floor = best(lambda: [json.loads(data) for data in files.values()], times)
    row("floor: parsed as JSON", floor, floor)
    row("written", best(lambda: [write(each.summary) for each in given], times), floor)
    row("read", best(lambda: opened(files), times), floor)
    row("combined", best(lambda: combine(given, classes), times), floor)
    row("read and combined", best(lambda: combine(opened(files), classes), times), floor)
    row("combined; the page's sentences and tables", best(lambda: list(said(combine(given, classes))), times), floor)
    school = combine(given, classes)
    row("   its sentences and tables again", best(lambda: list(said(school)), times), floor)
    row("its charts, as sent to the browser", best(lambda: drawn(school), times), floor)
    row("handout, HTML", best(lambda: handout.html(school), times), floor)
    row("handout, PDF", best(lambda: handout.pdf(school), times), floor)


def names() -> Sequence[str]:
    return tuple(f"{year}{letter}" for year in range(1, 7) for letter in "ABCDEFGHIJ")


def opened(files: dict[str, bytes]) -> list[Given]:
    return [Given(file, read(data, file), from_export=False) for file, data in files.items()]


def said(school: Combined) -> Iterator[object]:
    """All that the page says of the newest period."""
    yield from (findings.opening(school), findings.answers_in_short(school), findings.here(school))
    yield from (findings.here_table(school), findings.more(school))
    for question in findings.QUESTIONS:
        yield from (findings.points(school, None, question), findings.notes(school, None, question))
        yield findings.table(school, question)


def drawn(school: Combined) -> list[dict[str, object]]:
    return [
        class_bands(findings.rows(school, None, question), findings.title(school, None, question)).to_dict()
        for question in findings.QUESTIONS
    ]


def class_summary(name: str) -> Summary:
    group = Group(
        name=name,
        kind="class",
        year=name[:-1],
        first=date(2024, 9, 2),
        last=date(2026, 7, 24),
        periods=tuple(sorted(periods(), key=lambda period: (period.ends, period.starts))),
        announcements=tuple(announcement(FIRST + timedelta(days=4 * place)) for place in range(ANNOUNCEMENTS)),
    )
    return Summary(school="Bramley Hill", quiet_start=time(21), quiet_end=time(7), window_hours=72, groups=(group,))


def periods() -> list[Period]:
    terms = [
        Period(
            name=f"{name} {year + later}",
            starts=date(year + later, *starts),
            ends=date(year + later, *ends),
            span="term",
            figures=TOLD,
        )
        for year in (2024, 2025)
        for name, later, starts, ends in TERMS
    ]
    years = [
        Period(
            name=f"School year {year}",
            starts=date(year, 9, 2),
            ends=date(year + 1, 7, 22),
            span="school year",
            figures=TOLD,
        )
        for year in (2024, 2025)
    ]
    return [*terms, *years]


def announcement(sent_at: datetime) -> Announcement:
    return Announcement(sent_at=sent_at, families=25, at_least="15 to 25 %", known="65 to 75 %", at_most="85 % or more")


if __name__ == "__main__":
    main()
