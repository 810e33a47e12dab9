"""A document as PDF, set by Typst on this computer: page numbers, headings and text alternatives that can be heard."""

import json
from pathlib import Path
from typing import Any

import altair as alt
import typst

from dashboard.charts.theme import TONES
from dashboard.report import style
from dashboard.report.drawing import drawing
from dashboard.report.sections import METHOD_TITLE, Document, Section, Table

SHEET = Path(__file__).with_name("sheet")  # Typst can open what lies in here, and nothing else: the template alone
TEMPLATE = SHEET / "report.typ"
FONT = "Libertinus Serif"  # Typst brings it along, so no font of the computer is needed
WIDTH = 760  # pixels: a chart across the page, with letters of 8 points
WHITE = "#ffffff"
TONES_USED = ("ink", "soft", "line")
WAYS = (  # fonts of this computer only for letters that the own one lacks; PDF/UA promises that no letter is missing
    {"ignore_system_fonts": True, "pdf_standards": ["ua-1"]},
    {"ignore_system_fonts": False, "pdf_standards": ["ua-1"]},
)
LAST_WAY = {"ignore_system_fonts": False, "pdf_standards": []}


def build_pdf(document: Document) -> bytes:
    """The document as PDF, A4. The same document gives the same bytes.

    It is PDF/UA-1 unless a letter in it is in no font of this computer; that letter is an empty box.
    """
    report = {
        "title": document.title,
        "subtitle": document.subtitle,
        "lead": document.lead,
        "sections": [_section(section) for section in document.sections],
        "made": document.made,
        "made_title": METHOD_TITLE,
        "language": document.language,
        "font": FONT,
        "tones": {name: TONES[name][0] for name in TONES_USED},
    }
    return _set(json.dumps(report))


def _set(report: str) -> bytes:
    """The pages of that JSON, in the first way that can show every letter of it."""
    for way in WAYS:
        try:
            return _compiled(report, way)
        except typst.TypstError:
            continue
    return _compiled(report, LAST_WAY)


def _compiled(report: str, way: dict[str, Any]) -> bytes:
    return typst.compile(TEMPLATE, root=SHEET, sys_inputs={"report": report}, format="pdf", **way)


def _section(section: Section) -> dict[str, object]:
    return {
        "heading": section.heading,
        "sentences": list(section.sentences),
        "charts": [_chart(chart) for chart in section.charts],
        "notes": list(section.notes),
        "tables": [_table(table) for table in section.tables],
        "new_page": section.new_page,
    }


def _chart(chart: alt.Chart | alt.LayerChart) -> dict[str, str]:
    drawn = drawing(chart)
    return {"title": drawn.title, "alt": drawn.description, "svg": drawn.svg(WIDTH, WHITE).replace(style.FONT, FONT)}


def _table(table: Table) -> dict[str, object]:
    return {
        "caption": table.caption,
        "head": table.rows.columns,
        "numeric": table.numeric(),
        "cells": list(table.cells()),
    }
