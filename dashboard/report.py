"""One stand-alone HTML document of what the pages show: sentences, charts as SVG, small tables.

Nothing in it runs and nothing is loaded from elsewhere: its own Content-Security-Policy forbids both. It reads on a
telephone, in light and dark, and on paper.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal
from xml.etree import ElementTree

import altair as alt
import polars as pl
import vl_convert

from dashboard.charts.theme import TONES

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
FONT = "Helvetica, Arial, Liberation Sans, sans-serif"
WIDE, NARROW = 720, 330  # pixels: each chart is drawn for a page and for a telephone
UNKNOWN = "not known"


@dataclass(frozen=True)
class Table:
    """A few rows, with their caption; the first column names the row, a null reads "not known"."""

    caption: str
    rows: pl.DataFrame


@dataclass(frozen=True)
class Section:
    """One answer: its heading ("": none), its findings as plain sentences, and what they rest on."""

    heading: str
    sentences: Sequence[str] = ()
    charts: Sequence[alt.Chart | alt.LayerChart] = ()
    tables: Sequence[Table] = ()


def build(
    title: str,
    sections: Sequence[Section],
    *,
    subtitle: str = "",
    made: Sequence[str] = (),
    language: str = "en",
    direction: Literal["ltr", "rtl"] = "ltr",
) -> str:
    """The document as one string of HTML.

    subtitle: the school, the period and the sources in a line. made: how the figures are made, one sentence each.
    language: of the title and the sentences, as BCP 47 writes it; direction: from which side it is read.
    Every text is text: nothing in a name or a sentence is read as HTML.
    """
    body = [
        f"<header><h1>{escape(title)}</h1>{_paragraph(subtitle, 'subtitle')}</header>",
        _contents(sections),
        "<main>",
        *(_section(number, section) for number, section in enumerate(sections, start=1)),
        "</main>",
        _footer(made),
    ]
    return PAGE.format(
        language=escape(language),
        direction=direction,
        policy=escape(POLICY),
        title=escape(title),
        style=STYLE,
        body="\n".join(body),
    )


def _contents(sections: Sequence[Section]) -> str:
    links = [f'<li><a href="#part-{n}">{escape(s.heading)}</a></li>' for n, s in enumerate(sections, start=1)]
    return f'<nav aria-label="Contents"><ul>{"".join(links)}</ul></nav>' if len(links) > 1 else ""


def _section(number: int, section: Section) -> str:
    sentences = (_paragraph(sentence, "finding") for sentence in section.sentences)
    figures = (_figure(chart, f"part-{number}-chart-{n}") for n, chart in enumerate(section.charts, start=1))
    tables = (_table(table) for table in section.tables)
    return "\n".join(
        [
            *_heading(section.heading, f"part-{number}"),
            *sentences,
            *figures,
            *tables,
            "</section>",
        ]
    )


def _heading(text: str, part: str) -> list[str]:
    if not text:
        return [f'<section id="{part}">']
    return [
        f'<section id="{part}" aria-labelledby="{part}-heading">',
        f'<h2 id="{part}-heading">{escape(text)}</h2>',
    ]


def _paragraph(text: str, kind: str) -> str:
    return f'<p class="{kind}">{escape(text)}</p>' if text else ""


def _figure(chart: alt.Chart | alt.LayerChart, name: str) -> str:
    """A chart for wide and for narrow pages, under its title; the page shows the one that fits."""
    drawing = chart.to_dict(validate=False)  # the tests validate every chart
    del drawing["title"]  # the caption says it, and wraps by itself
    title = next(parameter["value"] for parameter in drawing["params"] if parameter["name"] == "sentence")
    pictures = [
        _svg(drawing | {"width": width}, kind, f"{name}-{kind}") for kind, width in (("wide", WIDE), ("narrow", NARROW))
    ]
    return f"<figure><figcaption>{escape(title)}</figcaption>{''.join(pictures)}</figure>"


def _svg(drawing: dict[str, Any], kind: str, name: str) -> str:
    """The drawing as an SVG element: a picture with a text alternative, its ids its own, nothing outside it named."""
    config = {"background": TONES["paper"][0], "font": FONT, "padding": 4, "aria": False}
    picture = ElementTree.fromstring(vl_convert.vegalite_to_svg(drawing, config=config, allowed_base_urls=[]))
    for element in picture.iter():
        element.tag = element.tag.rpartition("}")[2]  # inside HTML an SVG needs no namespace
        element.attrib.update({key: _own_ids(key, value, name) for key, value in element.items()})
    picture.attrib.update({"class": kind, "role": "img", "aria-label": str(drawing["description"])})
    return ElementTree.tostring(picture, encoding="unicode", short_empty_elements=False)


def _own_ids(key: str, value: str, name: str) -> str:
    """Ids that no other chart of the page has, and the references to them."""
    return f"{name}-{value}" if key == "id" else re.sub(r"url\(#", f"url(#{name}-", value)


def _table(table: Table) -> str:
    numeric = [dtype.is_numeric() for dtype in table.rows.dtypes]
    head = "".join(
        f'<th scope="col"{_number(right)}>{escape(column)}</th>'
        for column, right in zip(table.rows.columns, numeric, strict=True)
    )
    rows = "".join(f"<tr>{_cells(row, numeric)}</tr>" for row in table.rows.iter_rows())
    return (
        f'<div class="table"><table><caption>{escape(table.caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cells(row: Iterable[object], numeric: Sequence[bool]) -> str:
    first, *others = (UNKNOWN if value is None else str(value) for value in row)
    cells = (f"<td{_number(right)}>{escape(cell)}</td>" for cell, right in zip(others, numeric[1:], strict=True))
    return f'<th scope="row">{escape(first)}</th>{"".join(cells)}'


def _number(right: bool) -> str:
    return ' class="number"' if right else ""


def _footer(made: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in made)
    return f"<footer><h2>How these figures are made</h2><ul>{items}</ul></footer>" if made else ""


def _tones(paper: int) -> str:
    return "".join(f"--{name.replace('_', '-')}: {pair[paper]}; " for name, pair in TONES.items())


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

STYLE = f""":root {{ {_tones(0)}--card: {TONES["paper"][0]}; }}
@media (prefers-color-scheme: dark) {{ :root {{ {_tones(1)}}} }}
* {{ box-sizing: border-box; }}
body {{ margin: 0 auto; max-width: 800px; padding: 24px 16px 64px; background: var(--paper); color: var(--ink);
  font: 17px/1.55 {FONT}; }}
h1 {{ margin: 16px 0 4px; font-size: 32px; line-height: 1.2; }}
h2 {{ margin: 48px 0 12px; padding-top: 16px; border-top: 1px solid var(--line); font-size: 23px; line-height: 1.3; }}
.subtitle {{ margin: 0; color: var(--soft); }}
.finding {{ margin: 10px 0; max-width: 68ch; white-space: pre-line; }}
h2 + .finding {{ font-size: 19px; font-weight: 600; }}
nav ul {{ display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 20px 0 0; padding: 0; list-style: none; }}
a {{ color: var(--known); }}
figure {{ margin: 28px 0; padding: 16px; border: 1px solid var(--line); border-radius: 8px;
  background: var(--card); color: {TONES["ink"][0]}; }}
figcaption {{ margin-bottom: 12px; font-weight: 600; line-height: 1.35; }}
svg {{ display: block; max-width: 100%; height: auto; }}
svg.narrow {{ display: none; }}
.table {{ margin: 24px 0; overflow-x: auto; }}
table {{ border-collapse: collapse; font-size: 15px; }}
caption {{ padding-bottom: 8px; color: var(--soft); text-align: start; }}
th, td {{ padding: 7px 16px 7px 0; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }}
thead th {{ color: var(--soft); font-weight: normal; }}
tbody th {{ font-weight: 600; }}
.number {{ text-align: end; font-variant-numeric: tabular-nums; }}
footer {{ color: var(--soft); font-size: 15px; }}
footer h2 {{ color: var(--ink); font-size: 18px; }}
@media (max-width: 640px) {{
  body {{ padding: 12px 12px 48px; font-size: 16px; }}
  h1 {{ font-size: 26px; }}
  figure {{ margin: 20px 0; padding: 12px 8px; }}
  svg.wide {{ display: none; }}
  svg.narrow {{ display: block; }}
}}
@media print {{
  :root {{ {_tones(0)}}}
  @page {{ margin: 16mm; }}
  body {{ max-width: none; padding: 0; font-size: 11pt; }}
  nav {{ display: none; }}
  h2 {{ break-after: avoid; }}
  figure, tr, .finding {{ break-inside: avoid; }}
  figure {{ padding: 0; border: 0; }}
  svg.wide {{ display: block; }}
  svg.narrow {{ display: none; }}
}}"""
