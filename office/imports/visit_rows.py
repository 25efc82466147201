"""Rows of visits of the past; the columns are described in docs/formats.md."""

from __future__ import annotations

from collections.abc import Iterable

from office.imports.cells import Cells
from office.imports.csvfile import Row
from office.imports.reading import Reading
from routing.problems import Problem
from routing.sentences import sentence
from scheduler.closed_visits import ClosedVisit
from scheduler.plan import VisitStatus
from store.instants import written

COLUMNS = ("id", "account_id", "rep_id", "date", "status", "start", "end", "reason", "outcome", "notes")
REQUIRED = ("account_id", "rep_id", "date")
DATES = ("date",)
FATES = {one.value: one for one in (VisitStatus.DONE, VisitStatus.SKIPPED, VisitStatus.DECLINED)}
PREFIX = "past:"
"""Of the ids of imported visits: no plan of ours gives such a one."""


def visit_rows(rows: Iterable[Row], read: Reading, problems: list[Problem]) -> list[ClosedVisit]:
    """Read visits of known accounts and reps; what is wrong is added to `problems`."""
    found: dict[str, ClosedVisit] = {}
    recorded_at = written(read.now)
    for row in rows:
        cells = Cells(row.where, row.cells, read.style).filled(read.defaults)
        visit = _visit(cells, recorded_at)
        for name, known in (("account", read.accounts), ("rep", read.reps)):
            given = cells.text(f"{name}_id")
            if given and given not in known:
                cells.note(
                    f"{name}-unknown",
                    sentence("there is no {name} {given!r}", name=name, given=given),
                    sentence("Import the {name}s first.", name=name),
                )
        if visit is not None and visit.visit_id in found:
            action = "Drop one, or give each an id of its own."
            cells.note(
                "visit-twice",
                sentence("{account_id} has two visits on {date}", account_id=visit.account_id, date=visit.date),
                action,
            )
        problems += cells.problems
        if visit is not None and not cells.problems:
            found[visit.visit_id] = visit
    return list(found.values())


def _visit(cells: Cells, recorded_at: str) -> ClosedVisit | None:
    account, rep, day = cells.required("account_id"), cells.required("rep_id"), cells.day("date")
    if day is None and not cells.problems:
        cells.note("date-empty", "date is empty", "Write the day of the visit as YYYY-MM-DD.")
    fate = FATES.get(cells.text("status").casefold() or VisitStatus.DONE.value)
    if fate is None:
        cells.note(
            "status-unknown",
            sentence("status is {text!r}", text=cells.text("status")),
            sentence("Write {names}.", names=", ".join(FATES)),
        )
    start, end = cells.clock("start"), cells.clock("end")
    if (start is None) != (end is None) or (start is not None and end is not None and end <= start):
        cells.note("times-impossible", "start and end do not make a span of time", "Give both, in order, or none.")
    if cells.problems or fate is None or day is None:
        return None
    outcome, notes, reason = (cells.text(name) for name in ("outcome", "notes", "reason"))
    identity = cells.text("id") or f"{account}@{day}"
    return ClosedVisit(f"{PREFIX}{identity}", account, rep, fate, day, start, end, outcome, notes, reason, recorded_at)
