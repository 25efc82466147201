"""Opening a workspace, and making a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from office.clock import system_clock
from routing.sentences import sentence
from store.changes import Subject, record_change
from store.database import Connection, Engine, open_engine, reading, writing
from store.folder import DEFAULT_DATABASE, Folder, forget_folder, is_made, make_folder, read_folder
from store.schema import is_previous, newest_schema, require_current, schema_found, upgrade
from store.settings import Settings, write_settings

__all__ = ["DEFAULT_DATABASE", "Clock", "Initialised", "Office", "init_office", "open_office", "system_clock"]

Clock = Callable[[], datetime]
"""Tells the present instant, with its zone."""


@dataclass(frozen=True, slots=True)
class Office:
    """An open workspace, known to have this version's schema.

    Attributes
    ----------
    folder : Folder
        Where it is, and the address of its database.
    database : Engine
        Opened and closed by the use cases; nobody else sees a connection.
    clock : callable
        The present instant: nothing in the office looks at another clock.
    request : str
        The id of the request that the next use case is asked under; a replay under one id changes nothing.
    expects : tuple of (Subject, int)
        Versions that the next use case was asked on: it is refused where one of them is another now.
    memory : dict
        What is kept between use cases, by name; each holds the versions that it depends on.
    beside : callable, optional
        Writes in the transaction of the next use case too, and is told its answer: both are kept, or neither.
    """

    folder: Folder
    database: Engine
    clock: Clock = system_clock
    request: str = ""
    expects: tuple[tuple[Subject, int], ...] = ()
    memory: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    beside: Callable[[Connection, Any], None] | None = None

    def once(self, request: str) -> Office:
        """Return this office for one use case asked under an id of the caller's: a replay changes nothing."""
        return replace(self, request=request)

    def expecting(self, subject: Subject, version: int) -> Office:
        """Return this office for one use case that is carried out only while a subject has this version."""
        return replace(self, expects=(*self.expects, (subject, version)))

    def today(self, timezone: str) -> date:
        """Return the day that it is in a zone."""
        return self.clock().astimezone(ZoneInfo(timezone)).date()


@dataclass(frozen=True, slots=True)
class Initialised:
    """What `init_office` did: `schema_before` is None for a new workspace; `remarks` say what a conversion left."""

    office: Office
    schema_before: str | None
    schema_after: str
    remarks: tuple[str, ...] = ()


def init_office(
    path: Path,
    now: datetime,
    *,
    database: str = DEFAULT_DATABASE,
    settings: Settings | None = None,
    clock: Clock = system_clock,
) -> Initialised:
    """Make a workspace in `path`, or upgrade the one that is there; doing it twice changes nothing.

    `database` and `settings` are for a new workspace; an existing one keeps its own.
    """
    was_made = is_made(path)
    folder = make_folder(path, database)
    try:
        engine = open_engine(folder)
        found = schema_found(engine)
    except Exception:
        if not was_made:
            forget_folder(path)  # so that the next try may name another database
        raise
    if found is not None and is_previous(found):
        return _converted(folder, found, now, clock)
    with writing(engine) as connection:
        before, after = upgrade(connection)
        if before is None:
            write_settings(connection, settings or Settings(path.resolve().name))
        if before != after:
            made = sentence("made the workspace, schema {after}", after=after)
            risen = sentence("upgraded from schema {before}, schema {after}", before=before, after=after)
            record_change(connection, "init", made if before is None else risen, now)
    return Initialised(Office(folder, engine, clock), before, after)


def _converted(folder: Folder, schema: str, now: datetime, clock: Clock) -> Initialised:
    """Make a workspace of the edition before into one of this edition."""
    from store.previous_edition import convert_workspace  # noqa: PLC0415 - reads all of the old rules, once in a life

    done, kept = convert_workspace(folder, schema)
    engine = open_engine(folder)
    with writing(engine) as connection:
        said = sentence(
            "converted from schema {schema}, {count} rows; the old database is {name}",
            schema=schema,
            count=sum(done.rows.values()),
            name=Path(kept).name,
        )
        record_change(connection, "init", said, now)
    left = (f"The old database is kept: {kept}", *(f"Not taken over: {one}" for one in done.left))
    return Initialised(Office(folder, engine, clock), schema, newest_schema(), left)


def open_office(path: Path, clock: Clock = system_clock) -> Office:
    """Open the workspace in `path`; raises a `WorldError` that says what is wrong with it and what to do."""
    folder = read_folder(path)
    engine = open_engine(folder)
    with reading(engine) as connection:
        require_current(connection)
    return Office(folder, engine, clock)
