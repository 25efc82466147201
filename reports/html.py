"""A paper as one HTML file: nothing is fetched from anywhere, so it can be sent and opened as it is."""

from __future__ import annotations

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from reports.paper import Paper

_PAGE = """\
<!doctype html>
<html lang="{{ paper.language }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ paper.title }}</title>
<style>
body { font: 15px/1.5 system-ui, "DejaVu Sans", sans-serif; color: #1f2933; background: #fff; margin: 2rem auto;
  max-width: 70rem; padding: 0 1rem; }
h1 { margin-bottom: 0; } h2 { margin-top: 2.5rem; border-bottom: 1px solid #cbd2d9; }
.subtitle { color: #52606d; margin-top: .2rem; }
nav a { margin-right: 1rem; color: #1b6ca8; }
.beside { display: flex; flex-wrap: wrap; gap: 1.5rem; align-items: flex-start; }
figure { margin: 0; flex: 1 1 28rem; } figure svg { width: 100%; height: auto; }
.scroll { overflow-x: auto; flex: 1 1 24rem; }
table { border-collapse: collapse; font-size: 13px; margin: .5rem 0; }
th, td { padding: .25rem .6rem; border-bottom: 1px solid #cbd2d9; text-align: left; vertical-align: top; }
.right { text-align: right; font-variant-numeric: tabular-nums; }
@media print { body { margin: 0; background: none; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
</style>
</head>
<body>
<h1>{{ paper.title }}</h1>
<p class="subtitle">{{ paper.subtitle }}</p>
<nav>{% for part in paper.parts %}<a href="#part-{{ loop.index }}">{{ part.title }}</a>{% endfor %}</nav>
{% for part in paper.parts %}
<section id="part-{{ loop.index }}">
<h2>{{ part.title }}</h2>
{% for line in part.words %}<p>{{ line }}</p>
{% endfor %}
<div class="beside">
{% for chart in part.charts %}<figure role="img" aria-label="{{ chart.alt }}">{{ drawing(chart.svg) }}</figure>
{% endfor %}
{% for given in part.tables %}{% set table = given.shown() %}<div class="scroll"><table>
<thead><tr>{% for column in table.columns %}<th{% if column.right %} class="right"{% endif %}>{{ column.name }}</th>
{%- endfor %}</tr></thead>
<tbody>
{% for row in table.written(paper.language) %}<tr>{% for cell in row %}
<td{% if table.columns[loop.index0].right %} class="right"{% endif %}>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</tbody>
</table></div>
{% endfor %}
</div>
</section>
{% endfor %}
</body>
</html>
"""


def html_text(paper: Paper) -> str:
    """Return the paper as HTML; every text is escaped, only our own drawings are taken as they are."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_PAGE).render(paper=paper, drawing=_drawing) + "\n"


def _drawing(svg: str) -> Markup:
    return Markup(svg[svg.index("<svg") :])  # noqa: S704 - drawn by reports/charts.py, which escapes its texts
