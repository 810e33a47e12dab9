"""How a document looks in a browser, in light and dark, on a telephone and on paper."""

from dashboard.charts.theme import TONES

FONT = "Helvetica, Arial, Liberation Sans, sans-serif"


def _tones(paper: int) -> str:
    return "".join(f"--{name.replace('_', '-')}: {pair[paper]}; " for name, pair in TONES.items())


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
.lead {{ margin: 20px 0 0; max-width: 60ch; font-size: 21px; line-height: 1.4; }}
.note {{ margin: 8px 0; max-width: 75ch; color: var(--soft); font-size: 15px; }}
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
footer h2 {{ color: var(--ink); }}
footer h3 {{ margin: 18px 0 2px; color: var(--ink); font-size: 16px; }}
footer p {{ margin: 0; max-width: 75ch; }}
@media (max-width: 640px) {{
  body {{ padding: 12px 12px 48px; font-size: 16px; }}
  h1 {{ font-size: 26px; }}
  figure {{ margin: 20px 0; padding: 12px 8px; }}
  svg.wide {{ display: none; }}
  svg.narrow {{ display: block; }}
}}
@media print {{
  :root {{ {_tones(0)}--paper: #ffffff; --card: #ffffff; }}
  @page {{
    size: A4; margin: 16mm 16mm 20mm;
    @bottom-center {{ content: counter(page) " / " counter(pages); font: 9pt {FONT}; color: {TONES["soft"][0]}; }}
  }}
  body {{ max-width: none; padding: 0; font-size: 10.5pt; line-height: 1.4; }}
  h1 {{ font-size: 20pt; }}
  h2 {{ margin: 20pt 0 8pt; font-size: 15pt; }}
  h2 + .finding {{ font-size: 12pt; }}
  .lead {{ margin-top: 10pt; max-width: none; font-size: 13pt; }}
  .note {{ margin: 5pt 0; font-size: 9pt; }}
  nav {{ display: none; }}
  .new-page {{ break-before: page; }}
  .new-page h2 {{ margin-top: 0; padding-top: 0; border-top: 0; }}
  h2, h3, figcaption, caption {{ break-after: avoid; }}
  figure, table, tr, .finding, .note, footer p {{ break-inside: avoid; }}
  figure {{ margin: 10pt 0; padding: 0; border: 0; }}
  .table {{ margin: 10pt 0; overflow: visible; }}
  table {{ font-size: 9pt; }}
  caption {{ padding-bottom: 3pt; }}
  th, td {{ padding: 2pt 10pt 2pt 0; }}
  thead {{ display: table-header-group; }}
  footer {{ font-size: 9.5pt; }}
  footer p {{ max-width: none; }}
  footer h3 {{ margin-top: 7pt; font-size: 10pt; }}
  svg {{ max-height: 225mm; margin: 0 auto; }}
  svg.wide {{ display: block; }}
  svg.narrow {{ display: none; }}
}}"""
