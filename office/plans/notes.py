"""A plan's report, line by line: what was relaxed, withheld or wrong, and for whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from office.door import Act, reads
from routing.findings import Finding
from routing.problems import Problem
from store.database import Connection
from store.plans import find_plan
from store.rows import batches
from store.tables.fixed_dates import plan_notes

if TYPE_CHECKING:
    from scheduler.demand.assembled import Assembled
    from territory.ownership.fitness import Unfit

OWNER_UNFIT = "owner-unfit"


@dataclass(frozen=True, slots=True)
class PlanNote:
    """One line: `rule` is a stable code, `days` how much later (+) or earlier (-), 0 where it is no matter of days."""

    rep_id: str
    account_id: str
    visit_id: str
    rule: str
    days: int
    why: Finding


def notes_of(assembled: Assembled) -> Iterator[PlanNote]:
    """Yield all that a rep's part of a plan does not take as it was asked."""
    rep_id = assembled.request.rep.id
    for note in assembled.relaxed:
        yield PlanNote(rep_id, note.account_id, note.visit_id, note.rule, note.days, note.why)
    for held in assembled.withheld:
        yield PlanNote(rep_id, held.account_id, "", held.rule, 0, held.why)
    for account_id in assembled.assumed_hours:
        yield PlanNote(rep_id, account_id, "", "hours-assumed", 0, Finding.of("note-hours-assumed"))
    for problem in assembled.problems:
        yield PlanNote(rep_id, "", "", problem.code, 0, _problem(problem))


def unfit_notes(unfit: Iterable[Unfit]) -> tuple[PlanNote, ...]:
    """Return what a plan says of accounts that it leaves out because their owner may not visit them."""
    return tuple(PlanNote(one.rep, one.account, "", OWNER_UNFIT, 0, why) for one in unfit for why in one.why)


def _problem(problem: Problem) -> Finding:
    return Finding.of(
        "note-problem", where=problem.where, cause=problem.cause, action=problem.action, problem=problem.code
    )


def notes_of_all(made: Iterable[Assembled]) -> tuple[PlanNote, ...]:
    """Return the report of a plan in its order."""
    return tuple(note for assembled in made for note in notes_of(assembled))


def _row(note: PlanNote) -> dict[str, object]:
    return {
        "rep_id": note.rep_id,
        "account_id": note.account_id,
        "visit_id": note.visit_id,
        "rule": note.rule,
        "days": note.days,
        "why": note.why,
    }


def write_notes(connection: Connection, plan_id: int, notes: Iterable[PlanNote]) -> None:
    """Store the report of a plan."""
    rows = ({"plan_id": plan_id, "number": number} | _row(note) for number, note in enumerate(notes))
    for batch in batches(rows):
        connection.execute(plan_notes.insert(), batch)


def append_notes(connection: Connection, plan_id: int, notes: Sequence[PlanNote]) -> None:
    """Add lines to the report of a plan."""
    begin = len(read_notes(connection, plan_id)) if notes else 0
    rows = ({"plan_id": plan_id, "number": begin + number} | _row(note) for number, note in enumerate(notes))
    for batch in batches(rows):
        connection.execute(plan_notes.insert(), batch)


def copy_notes(
    connection: Connection, source: int, target: int, *, only: AbstractSet[str] = frozenset(), begin: int = 0
) -> int:
    """Give a plan the notes of another that it was made from, numbered from `begin`; return the next free number.

    `only` names the reps that are meant; nobody named means all.
    """
    notes = [note for note in read_notes(connection, source) if note.rep_id in only or not only]
    rows = ({"plan_id": target, "number": begin + n} | _row(note) for n, note in enumerate(notes))
    for batch in batches(rows):
        connection.execute(plan_notes.insert(), batch)
    return begin + len(notes)


@reads
def list_notes(act: Act, number: int | None = None) -> tuple[PlanNote, ...]:
    """Return the report of a plan (the newest) in its order, of the reps whom the person sees."""
    notes = read_notes(act.connection, find_plan(act.connection, number).id)
    return tuple(note for note in notes if act.reps is None or note.rep_id in act.reps)


def read_notes(connection: Connection, plan_id: int) -> tuple[PlanNote, ...]:
    """Return the report of a plan in its order."""
    columns = [column for column in plan_notes.columns if column.name not in {"plan_id", "number"}]
    query = sa.select(*columns).where(plan_notes.c.plan_id == plan_id).order_by(plan_notes.c.number)
    return tuple(PlanNote(**row) for row in connection.execute(query).mappings())
