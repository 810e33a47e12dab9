"""A document as one HTML file. Nothing in it runs and nothing is loaded from elsewhere: its own
Content-Security-Policy forbids both. It reads on a telephone, in light and dark, and on paper.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape
from xml.etree import ElementTree

import altair as alt

from dashboard.report.drawing import Drawing, drawing
from dashboard.report.sections import METHOD_TITLE, Document, Section, Table, Topics
from dashboard.report.style import STYLE

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
WIDE, NARROW = 720, 330  # pixels: each chart is drawn for a page and for a telephone


def build(document: Document) -> str:
    """The document as one string of HTML."""
    title, made = escape(document.title), document.made
    body = [
        "<header>",
        f"<h1>{title}</h1>{_paragraph(document.subtitle, 'subtitle')}{_paragraph(document.lead, 'lead')}",
        "</header>",
        _contents(document.sections, made),
        "<main>",
        *(_section(number, section) for number, section in enumerate(document.sections, start=1)),
        "</main>",
        _method(made),
    ]
    return PAGE.format(
        language=escape(document.language),
        direction=document.direction,
        policy=escape(POLICY),
        title=title,
        style=STYLE,
        body="\n".join(body),
    )


def _contents(sections: Sequence[Section], made: Topics) -> str:
    headed = [(number, section.heading) for number, section in enumerate(sections, start=1) if section.heading]
    links = [f'<li><a href="#part-{number}">{escape(heading)}</a></li>' for number, heading in headed]
    links += [f'<li><a href="#method">{METHOD_TITLE}</a></li>'] if made else []
    return f'<nav aria-label="Contents"><ul>{"".join(links)}</ul></nav>' if len(links) > 1 else ""


def _section(number: int, section: Section) -> str:
    part = f"part-{number}"
    return "\n".join(
        [
            *_opened(section, part),
            *(_paragraph(sentence, "finding") for sentence in section.sentences),
            *(_figure(chart, f"{part}-chart-{n}") for n, chart in enumerate(section.charts, start=1)),
            *(_paragraph(note, "note") for note in section.notes),
            *(_table(table) for table in section.tables),
            "</section>",
        ]
    )


def _opened(section: Section, part: str) -> list[str]:
    page = ' class="new-page"' if section.new_page else ""
    if not section.heading:
        return [f'<section id="{part}"{page}>']
    return [
        f'<section id="{part}"{page} aria-labelledby="{part}-heading">',
        f'<h2 id="{part}-heading">{escape(section.heading)}</h2>',
    ]


def _paragraph(text: str, kind: str) -> str:
    return f'<p class="{kind}">{escape(text)}</p>' if text else ""


def _figure(chart: alt.Chart | alt.LayerChart, name: str) -> str:
    """A chart for wide and for narrow pages, under its title; the page shows the one that fits."""
    drawn = drawing(chart)
    pictures = [_svg(drawn, width, kind, f"{name}-{kind}") for kind, width in (("wide", WIDE), ("narrow", NARROW))]
    return f"<figure><figcaption>{escape(drawn.title)}</figcaption>{''.join(pictures)}</figure>"


def _svg(drawn: Drawing, width: int, kind: str, name: str) -> str:
    """The drawing as an SVG element: a picture with a text alternative, its ids its own."""
    picture = ElementTree.fromstring(drawn.svg(width))
    for element in picture.iter():
        element.tag = element.tag.rpartition("}")[2]  # inside HTML an SVG needs no namespace
        element.attrib.update({key: _own_ids(key, value, name) for key, value in element.items()})
    picture.attrib.update({"class": kind, "role": "img", "aria-label": drawn.description})
    return ElementTree.tostring(picture, encoding="unicode", short_empty_elements=False)


def _own_ids(key: str, value: str, name: str) -> str:
    """Ids that no other chart of the page has, and the references to them."""
    return f"{name}-{value}" if key == "id" else re.sub(r"url\(#", f"url(#{name}-", value)


def _table(table: Table) -> str:
    numeric = table.numeric()
    head = "".join(
        f'<th scope="col"{_number(right)}>{escape(column)}</th>'
        for column, right in zip(table.rows.columns, numeric, strict=True)
    )
    rows = "".join(f"<tr>{_cells(row, numeric)}</tr>" for row in table.cells())
    return (
        f'<div class="table"><table><caption>{escape(table.caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cells(row: Iterable[str], numeric: Sequence[bool]) -> str:
    first, *others = row
    cells = (f"<td{_number(right)}>{escape(cell)}</td>" for cell, right in zip(others, numeric[1:], strict=True))
    return f'<th scope="row">{escape(first)}</th>{"".join(cells)}'


def _number(right: bool) -> str:
    return ' class="number"' if right else ""


def _method(made: Topics) -> str:
    topics = "".join(f"<h3>{escape(topic)}</h3><p>{escape(paragraph)}</p>" for topic, paragraph in made)
    return f'<footer id="method" class="new-page"><h2>{METHOD_TITLE}</h2>{topics}</footer>' if made else ""


PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
{body}
</body>
</html>
"""
