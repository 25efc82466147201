"""What an import did."""

from __future__ import annotations

from dataclasses import dataclass

from routing.problems import Problem
from store.rows import Written


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How many rows were new, changed, the same and refused; and which columns were not asked for.

    `problems` say why rows were refused, and what is odd about some that were not.
    """

    what: str
    written: Written
    refused: int
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...]

    @property
    def summary(self) -> str:
        """Return the figures in one line."""
        rows = self.written
        return f"{self.what}: {rows.new} new, {rows.changed} changed, {rows.same} the same, {self.refused} refused"
