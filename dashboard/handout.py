"""The combined school -> leadership's report, as HTML or PDF: what its page shows, and how the figures are made."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import polars as pl

from dashboard import report
from dashboard.charts import school as charts
from dashboard.charts.theme import Picture
from dashboard.findings import school as findings
from dashboard.report import Document, Section, Table
from dashboard.summary import Combined
from dashboard.words import day, listed

ROWS = 16  # in one picture: with its question it fits a page, and its letters can still be read
COLUMNS = 6  # of one table, beside the class: as many as fit the page
SOURCES = "Made on one computer from class summaries, which hold no name and no word of a message."


class NothingToReport(Exception):
    """There is no period of that name."""


def html(school: Combined, period: str | None = None) -> str:
    """The report as one HTML document. `period` is the name of one of Combined.periods; None is the newest.

    Raises NothingToReport, as a sentence with its remedy. The same school gives the same text.
    """
    return report.build(document(school, period))


def pdf(school: Combined, period: str | None = None) -> bytes:
    """The same report as PDF. Raises NothingToReport. The same school gives the same bytes."""
    return report.build_pdf(document(school, period))


def document(school: Combined, period: str | None) -> Document:
    """The report: each question with picture and table, the other figures, what is here, the method."""
    check(school, period)
    name = period or findings.newest(school)
    questions = [question_part(school, name, question) for question in findings.QUESTIONS]
    return Document(
        f"{school.name}: the parent groups",
        [*in_short(school, name), *questions, more_part(school, name), here_part(school)],
        subtitle=" ".join([*span(school, name), SOURCES]),
        lead=findings.opening(school, name),
        made=findings.METHOD,
    )


def check(school: Combined, period: str | None) -> None:
    names = school.periods["period"].to_list()
    if period is None or period in names:
        return
    offered = f"choose one of {listed(names[::-1])}" if names else "no period that is over is here yet"
    raise NothingToReport(f"There is no period {period}: {offered}.")


def span(school: Combined, period: str | None) -> list[str]:
    """Spring 2026, 6 Jan 2026 to 27 Mar 2026. Nothing where there is no period."""
    found = school.periods.filter(pl.col("period").eq_missing(pl.lit(period))).select("starts", "ends")
    return [f"{period}, {day(starts)} to {day(ends)}." for starts, ends in found.iter_rows()]


def in_short(school: Combined, period: str | None) -> list[Section]:
    """The four answers below the lead; none where nothing is told."""
    said = findings.answers_in_short(school, period)
    return [Section("", said)] if said else []


def question_part(school: Combined, period: str | None, question: str) -> Section:
    rows, title = findings.rows(school, period, question), findings.title(school, period, question)
    return Section(
        findings.QUESTIONS[question],
        findings.points(school, period, question),
        charts=[*pictures(rows, title)],
        notes=findings.notes(school, period, question),
        tables=[*tables(findings.table(school, question), "The figures, period by period")],
        new_page=question != next(iter(findings.QUESTIONS)),
    )


def more_part(school: Combined, period: str | None) -> Section:
    found = findings.more(school, period)
    notes = [findings.MORE_NOTE] if found.width > 1 else []
    return Section(
        findings.MORE_TITLE, notes=notes, tables=[*tables(found, "As the summaries have them")], new_page=True
    )


def here_part(school: Combined) -> Section:
    where = findings.here_table(school).with_columns(pl.col(pl.Date).dt.strftime("%-d %b %Y"))
    caption = "Where each class’s figures come from"
    shown = where.fill_null("–")
    tables = [Table(caption, shown)] if shown.height else []
    return Section(findings.HERE_TITLE, findings.here(school), tables=tables)


def pictures(rows: pl.DataFrame, title: str) -> Iterator[Picture]:
    """The picture, or several of about as many rows each, none too tall for a page."""
    labels = rows["label"].unique(maintain_order=True).to_list()
    shares = evenly(labels, ROWS)
    for place, share in enumerate(shares, start=1):
        own = rows.filter(pl.col("label").is_in(share))
        yield charts.class_bands(own, f"{title}{which(place, len(shares))}")


def tables(rows: pl.DataFrame, caption: str) -> Iterator[Table]:
    """The table, or several with the same first column, none too wide for a page; none without a figure."""
    first, *others = rows.columns or [""]
    shares = evenly(others, COLUMNS) if rows.height else []
    for place, share in enumerate(shares, start=1):
        yield Table(f"{caption}{which(place, len(shares))}", rows[[first, *share]])  # by name: “*” may be one


def evenly(names: Sequence[str], most: int) -> list[Sequence[str]]:
    """`names` in as few runs of at most so many as can be, each about as long."""
    number = -(-len(names) // most)
    ends = [len(names) * place // number for place in range(number + 1)] if number else []
    return [names[start:end] for start, end in pairwise(ends)]


def which(place: int, number: int) -> str:
    return f" ({place} of {number})" if number > 1 else ""
