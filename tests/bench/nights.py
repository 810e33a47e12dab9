"""How long the Hours page takes for a big school: `python -m tests.bench.nights [TIMES]`.

The invented school of tests/bench/pages.py, with a number of members that changes every few weeks, some of them at
night. Beside it the floor: one scan that counts the messages of everybody. The best of several runs, by the clock and
of the processor (which adds up over its cores).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import altair as alt
import click
import polars as pl

from dashboard import answers, selection
from dashboard.answers.chosen import record_spans
from dashboard.charts import hours as charts
from dashboard.findings import hours as findings
from dashboard.findings.hours import beside
from dashboard.metrics import hours
from dashboard.selection import Selection
from dashboard.workspace import Workspace
from dashboard.written_times import written_times
from tests.bench.pages import CLASSES, FIRST, GUARDIANS, best, big, row, scanned

CHANGES = 20  # of the number of members, in each group
APART = timedelta(days=33, hours=5)  # so that some fall in quiet hours


@click.command
@click.argument("times", type=int, default=7)
def main(times: int) -> None:
    """The best of so many runs."""
    loaded = counted(big())
    classes = tuple(loaded.classes["class"])
    offered = selection.offered(loaded.school.terms, loaded.messages)
    floor = best(lambda: scanned(loaded.messages), times)
    click.echo(f"\n{loaded.messages.height:,} messages in {CLASSES} classes; the best of {times}")
    click.echo(f"  {'':<42}{'ms':>8}{'processor':>12}{'x floor':>9}")
    row("floor: one scan of all messages", floor, floor)
    for name, part in parts(loaded).items():
        row(name, best(part, times), floor)
    year, term, everything = selection.default(offered), offered[0], offered[-1]
    for chosen in (
        *(Selection(period, classes) for period in (year, term, everything)),
        Selection(year, classes[:1]),
    ):
        about = f"{chosen.period.name}, {len(chosen.classes)} of {CLASSES}"
        answer = answers.disturbed(loaded, chosen)
        row(f"{about}: the figures", best(lambda: answers.disturbed(loaded, chosen), times), floor)  # noqa: B023
        row("   its sentences and tables", best(lambda: said(answer, chosen), times), floor)  # noqa: B023
        row("   its charts, as sent to the browser", best(lambda: drawn(answer), times), floor)  # noqa: B023


def counted(loaded: Workspace) -> Workspace:
    """The school with head-counts."""
    begin = datetime.combine(FIRST, datetime.min.time())
    steps = pl.DataFrame(
        {
            "since": [begin + APART * place for place in range(CHANGES)],
            "members": range(GUARDIANS, GUARDIANS + CHANGES),
        },
        schema={"since": pl.Datetime("ms"), "members": pl.UInt32},
    )
    return replace(loaded, head_counts=loaded.classes.select("chat").join(steps, how="cross"))


def parts(loaded: Workspace) -> dict[str, Callable[[], object]]:
    """What the figures are made of."""
    written, spans, school = written_times(loaded.messages), record_spans(loaded), loaded.school
    return {
        "   slimming the messages": lambda: written_times(loaded.messages),
        "   every night": lambda: hours.nights(written, spans, school, head_counts=loaded.head_counts),
        "   every night, members unknown": lambda: hours.nights(written, spans, school),
        "   the share of messages": lambda: hours.at_night(written.lazy(), school),
        "   the hours of the week": lambda: hours.week(written.lazy(), school),
    }


def said(answer: answers.Hours, chosen: Selection) -> list[object]:
    """What the page says, and its tables."""
    return [
        findings.points(answer, chosen),
        findings.table(answer),
        findings.day_type_table(answer),
        beside.points(answer, chosen),
        beside.table(answer),
    ]


def drawn(answer: answers.Hours) -> list[dict[str, object]]:
    """The page's pictures."""
    return [picture.to_dict() for picture in pictures(answer)]


def pictures(answer: answers.Hours) -> list[alt.Chart | alt.LayerChart]:
    return [
        charts.nights_disturbed(findings.rows(answer), ""),
        charts.nights_by_day_type(findings.day_type_rows(answer), ""),
        charts.weeks_picture(answer.weekly.weeks, "", findings.line(answer)),
        charts.week_picture(answer.week, "", quiet_start=answer.quiet_start, quiet_end=answer.quiet_end),
    ]


if __name__ == "__main__":
    main()
