"""One paper, two forms: the same words and numbers in HTML and PDF, safe from what names may hold, the same bytes."""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from reports.charts import bars, lines, potential_map, stacked
from reports.html import html_text
from reports.paper import Chart, Column, Paper, Part, Table
from reports.pdf import pdf_bytes
from territory.value.potential import cells
from tests.territory.ownership.small import account

EVIL = "<script>alert('x')</script> & Söhne"
TABLE = Table(
    (Column("who"), Column("load", "share"), Column("worth", "signed")), ((EVIL, 1.126, None), ("T2", 0.9, -5))
)


def chart() -> Chart:
    return bars("load", {EVIL: 1.126, "T2": 0.9, "T3": None}, band=(0.95, 1.05), unit="share")


def paper() -> Paper:
    return Paper("Review", f"of {EVIL}", (Part("Load", (EVIL,), (chart(),), (TABLE,)), Part("Nothing")))


class Texts(HTMLParser):
    """Gathers tags and texts, apart from the drawing."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's signature
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())


def read(text: str) -> Texts:
    parser = Texts()
    parser.feed(text)
    return parser


def test_the_page_holds_the_numbers_and_no_name_becomes_a_tag() -> None:
    found = read(html_text(paper()))
    assert "script" not in found.tags
    assert {EVIL, "112.6%", "90.0%", "not known", "-5"} <= set(found.texts)
    assert "svg" in found.tags


def test_the_page_fetches_nothing() -> None:
    text = html_text(paper())
    assert "<link" not in text
    assert "src=" not in text
    assert "@import" not in text


def test_the_pdf_is_one_and_the_same_twice() -> None:
    made = pdf_bytes(paper())
    assert made.startswith(b"%PDF")
    assert made == pdf_bytes(paper())
    assert html_text(paper()) == html_text(paper())


def test_a_long_table_breaks_over_pages() -> None:
    long = Paper("Long", "", (Part("Rows", tables=(Table((Column("n", "whole"),), tuple((n,) for n in range(200))),)),))
    assert pdf_bytes(long).count(b"/Type /Page\n") > 3


def test_a_chart_of_many_bars_fits_the_page() -> None:
    tall = bars("load", {f"T{number}": 1.0 for number in range(90)}, band=(0.9, 1.1), unit="share")
    assert pdf_bytes(Paper("Tall", "", (Part("Load", (), (tall, tall), (TABLE,)),))).startswith(b"%PDF")


def test_a_chart_never_stands_without_its_numbers() -> None:
    with pytest.raises(ValueError, match="numbers beside"):
        Part("Load", charts=(chart(),))


def test_a_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="3 cells"):
        Table(TABLE.columns, (("T1", 1.0),))


def test_every_chart_is_sound_svg_and_png() -> None:
    made = [
        chart(),
        stacked("weeks", ["1 Nov", "8 Nov"], {"done": [3, 4], "open": [1, 0]}),
        lines("seasons", ["J", "F"], {"gold": [1.0, 1.1]}, unit="index"),
        potential_map("potential", cells([account("A", potential=5.0)], 1000), "CHF"),
        potential_map("empty", (), "CHF"),
    ]
    for one in made:
        assert ET.fromstring(one.svg).tag.endswith("svg")  # noqa: S314 - our own drawing
        assert one.png.startswith(b"\x89PNG")


def test_the_same_numbers_give_the_same_drawing() -> None:
    assert chart() == chart()
