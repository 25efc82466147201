"""What an import did, or would do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from routing.problems import Problem
from routing.sentences import sentence, term
from store.rows import Written


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How many rows were new, changed, the same and refused; and which columns were not asked for.

    `problems` say why rows were refused, and what is odd about some that were not; `footer` are a report's closing
    words, which are no rows; `refusals` are those of the problems that kept a row out.
    """

    what: str
    written: Written
    refused: int
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...]
    footer: tuple[str, ...] = ()
    refusals: tuple[Problem, ...] = ()

    @property
    def summary(self) -> str:
        """Return the figures in one line."""
        rows = self.written
        what = term(self.what)
        counts = {"new": rows.new, "changed": rows.changed, "same": rows.same, "refused": self.refused}
        return sentence(
            "{what}: {new} new, {changed} changed, {same} the same, {refused} refused",
            what=what,
            **counts,
        )


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import of a file would do, before anything is written or anybody is asked on the network.

    Attributes
    ----------
    report : ImportReport
        As the import would give it, for the rows that are good so far.
    header : tuple of str
        The file's columns.
    columns : mapping of their column to ours
        What is read from where; `offered` are all of ours.
    sample : tuple of mapping
        The first rows, by our columns.
    to_locate : int
        Rows whose address has to be looked up on the network.
    """

    report: ImportReport
    header: tuple[str, ...]
    columns: Mapping[str, str]
    offered: tuple[str, ...]
    sample: tuple[Mapping[str, str], ...]
    to_locate: int
