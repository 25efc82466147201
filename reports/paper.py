"""A paper to be read: parts with words, charts and tables. HTML and PDF are written from the same one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

Cell = str | float | int | None
_GERMAN_SIGNS = str.maketrans(",.", ".,")


def settled(figure: float) -> float:
    """Return a figure without its last bits: ten digits, none beyond the ninth decimal, and never less than no zero.

    Processors differ in the last bits of what they add up. Half of the last digit shown is then written one way on
    all of them.
    """
    return round(float(f"{figure:.10g}"), 9) + 0.0


@dataclass(frozen=True)
class Chart:
    """A drawing as SVG and as PNG, with what it shows in words; each is drawn when somebody looks at it."""

    alt: str
    as_svg: Callable[[], str] = field(repr=False, compare=False)
    as_png: Callable[[], bytes] = field(repr=False, compare=False)

    @cached_property
    def svg(self) -> str:
        """Return the drawing as SVG."""
        return self.as_svg()

    @cached_property
    def png(self) -> bytes:
        """Return the drawing as PNG."""
        return self.as_png()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table and how its cells are written: ``text``, ``whole``, ``decimal``, ``share`` or ``signed``."""

    name: str
    form: str = "text"

    @property
    def right(self) -> bool:
        """Tell whether its cells stand on the right."""
        return self.form != "text"

    def write(self, cell: Cell, language: str = "en") -> str:
        """Return a cell as text; what is not known says so, it is never a zero."""
        if cell is None:
            return "nicht bekannt" if language == "de" else "not known"
        if isinstance(cell, str):
            return cell
        forms = {"whole": ",.0f", "decimal": ",.2f", "share": ".1%", "signed": "+,.0f", "text": "g"}
        written = format(settled(cell), forms[self.form])
        return written.translate(_GERMAN_SIGNS).replace("%", " %") if language == "de" else written


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"every row needs {len(self.columns)} cells")

    def shown(self) -> Table:
        """Return the table without columns of words that are empty in every row."""
        kept = [n for n, one in enumerate(self.columns) if one.right or any(row[n] != "" for row in self.rows)]
        rows = tuple(tuple(row[n] for n in kept) for row in self.rows)
        return self if len(kept) == len(self.columns) else Table(tuple(self.columns[n] for n in kept), rows)

    def written(self, language: str = "en") -> list[list[str]]:
        """Return all cells as text."""
        return [
            [column.write(cell, language) for column, cell in zip(self.columns, row, strict=True)] for row in self.rows
        ]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a paper; a chart never stands without its numbers."""

    title: str
    words: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()

    def __post_init__(self) -> None:
        if self.charts and not self.tables:
            raise ValueError(f"{self.title}: a chart needs its numbers beside it")


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper."""

    title: str
    subtitle: str
    parts: tuple[Part, ...]
    language: str = "en"


Named = str | tuple[str, str]


def table(columns: Sequence[Named], rows: Sequence[tuple[Cell, ...]]) -> Table:
    """Return a table; a column is a name, or a name with its form."""
    return Table(tuple(Column(*([one] if isinstance(one, str) else one)) for one in columns), tuple(rows))
