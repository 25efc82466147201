"""What managers say, in and out of the database: files by version, notes, answers, baselines, traits of accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.instants import written
from store.ownership import undone_decisions
from store.rows import batches, upsert
from store.tables.review import account_traits, baselines, manager_files, quality_answers, territory_notes
from territory.baseline import Baseline
from territory.kpis import Figure
from territory.manager_files import FileKind, ManagerFile
from territory.quality import Answer
from territory.review.notes import Note


def next_number(connection: Connection, table: sa.Table) -> int:
    """Return the number that follows the last row's."""
    return (connection.execute(sa.select(sa.func.max(table.c.number))).scalar() or 0) + 1


def add_file(connection: Connection, file: ManagerFile, now: datetime, decision: int | None = None) -> None:
    """Keep a new version of a file; rules with the decision about owners that it made."""
    row = asdict(file) | {"kind": file.kind.value, "recorded_at": written(now), "decision": decision}
    connection.execute(manager_files.insert().values(number=next_number(connection, manager_files), **row))


def file_on(connection: Connection, kind: FileKind, day: date) -> ManagerFile | None:
    """Return the version of a file that is in force on a day: the last one kept of those that had begun.

    Rules whose decision was taken back are in force no more.
    """
    query = (
        sa.select(manager_files)
        .where(manager_files.c.kind == kind.value, manager_files.c.valid_from <= day)
        .order_by(manager_files.c.valid_from.desc(), manager_files.c.number.desc())
    )
    undone = undone_decisions(connection)
    row = next((one for one in connection.execute(query) if one.decision not in undone), None)
    return None if row is None else ManagerFile(row.kind, row.name, row.valid_from, row.text, row.beside)


def files_after(connection: Connection, day: date) -> tuple[tuple[FileKind, date], ...]:
    """Return the kinds and days of the files that come into force after a day, in order."""
    query = sa.select(manager_files.c.kind, manager_files.c.valid_from, manager_files.c.decision)
    undone = undone_decisions(connection)
    rows = connection.execute(query.where(manager_files.c.valid_from > day))
    return tuple(sorted({(kind, begins) for kind, begins, decision in rows if decision not in undone}))


def write_traits(connection: Connection, traits: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
    """Replace the traits that are named of the accounts that are named: ``traits[account][trait]`` are its values."""
    for account, named in traits.items():
        held = account_traits.c.account_id == account
        connection.execute(account_traits.delete().where(held, account_traits.c.trait.in_(list(named))))
    rows = [
        {"account_id": account, "trait": trait, "value": value}
        for account, named in traits.items()
        for trait, values in named.items()
        for value in sorted(set(values))
    ]
    for batch in batches(rows):
        connection.execute(account_traits.insert(), batch)


def read_traits(connection: Connection) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the traits of each account that has some."""
    found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    query = sa.select(account_traits)
    for account, trait, value in sorted(tuple(row) for row in connection.execute(query)):
        found[account][trait] = (*found[account].get(trait, ()), value)
    return dict(found)


def traits_of(connection: Connection, account_id: str) -> dict[str, tuple[str, ...]]:
    """Return the traits of one account."""
    found: dict[str, tuple[str, ...]] = {}
    query = sa.select(account_traits.c.trait, account_traits.c.value).where(account_traits.c.account_id == account_id)
    for trait, value in sorted(tuple(row) for row in connection.execute(query)):
        found[trait] = (*found.get(trait, ()), value)
    return found


def add_note(
    connection: Connection, territory: str, by: str, text: str, now: datetime, *, answers: int | None = None
) -> None:
    """Write into a territory's notebook, or a comment on the note that it answers."""
    number = next_number(connection, territory_notes)
    row = {"territory": territory, "written_at": written(now), "by": by, "text": text, "answers": answers}
    connection.execute(territory_notes.insert().values(number=number, **row))


def read_notes(connection: Connection) -> tuple[Note, ...]:
    """Return all notes in the order in which they were written."""
    rows = connection.execute(sa.select(territory_notes).order_by(territory_notes.c.number))
    return tuple(Note(**row) for row in rows.mappings())


def write_answer(connection: Connection, answer: Answer) -> None:
    """Keep an answer to a finding."""
    upsert(connection, quality_answers, [asdict(answer)])


def read_answers(connection: Connection) -> tuple[Answer, ...]:
    """Return all answers by key."""
    return tuple(
        Answer(**row)
        for row in connection.execute(sa.select(quality_answers).order_by(quality_answers.c.key)).mappings()
    )


def add_baseline(connection: Connection, baseline: Baseline) -> None:
    """Keep a baseline for good; its name must be new."""
    rows = [[f.territory, f.kpi, f.start.isoformat(), f.end.isoformat(), f.value, f.why] for f in baseline.figures]
    row = {"name": baseline.name, "taken_on": baseline.taken_on, "figures": rows, "seal": baseline.seal}
    connection.execute(baselines.insert().values(row))


def read_baselines(connection: Connection) -> tuple[Baseline, ...]:
    """Return all baselines, oldest first."""
    rows = connection.execute(sa.select(baselines).order_by(baselines.c.taken_on, baselines.c.name))
    return tuple(Baseline(row.name, row.taken_on, tuple(map(_figure, row.figures)), row.seal) for row in rows)


def _figure(row: Sequence[str | float | None]) -> Figure:
    territory, kpi, start, end, value, why = row
    days = date.fromisoformat(str(start)), date.fromisoformat(str(end))
    return Figure(str(territory), str(kpi), *days, None if value is None else float(value), str(why))
