"""The database's door: engines, transactions and what can go wrong with them.

A command reads in `reading` and writes in `writing`. One command writes at a time: SQLite by ``BEGIN IMMEDIATE``,
PostgreSQL by an advisory lock. What a use case wrote is recorded in the same transaction (`store.changes`).
SQLite keeps a write-ahead log beside its file: a copy of a workspace in use is made by SQLite's backup, not by copying.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine

from routing.problems import WorldError
from routing.sentences import sentence
from store.folded_names import teach
from store.folder import Folder, masked

__all__ = [
    "Connection",
    "DatabaseAwayError",
    "Engine",
    "WorkspaceBusyError",
    "open_engine",
    "reading",
    "write_statement",
    "writing",
]

BUSY_TIMEOUT_MS = 5000
_ADVISORY_LOCK = 0x726F756E  # "roun"
CONNECTIONS, MORE = 10, 30
"""So many connections to a file stay open, and so many more there may be: a server has forty threads."""
_TURNS: WeakKeyDictionary[Engine, Lock] = WeakKeyDictionary()
"""Whose turn it is to write, by the engine of a file."""


class DatabaseAwayError(WorldError):
    """The database cannot be reached or read."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(
            sentence(
                ("The database {masked} cannot be used: {masked_2}. Check that it runs and that you may write to it."),
                masked=masked(url),
                masked_2=masked(reason),
            )
        )


class WorkspaceBusyError(WorldError):
    """Another command is writing to the workspace."""

    def __init__(self) -> None:
        super().__init__(
            "Another roundsman command is writing to this workspace. Nothing was changed; run it again then."
        )


def open_engine(folder: Folder) -> Engine:
    """Return the engine of a workspace's database; nothing is connected yet."""
    try:
        url = sa.make_url(folder.database_url)
        if url.get_backend_name() == "sqlite":
            return _sqlite_engine(url)
        return sa.create_engine(url, pool_pre_ping=True)
    except (sa.exc.NoSuchModuleError, ModuleNotFoundError) as error:
        raise DatabaseAwayError(folder.database_url, _remedy_for(url, str(error))) from error
    except (sa.exc.ArgumentError, ValueError):  # its words hold what was given, password and all
        raise DatabaseAwayError("that is named", "it is no address of a database") from None


def _remedy_for(url: sa.URL, said: str) -> str:
    """Return what is wrong with a driver that is not there; for PostgreSQL with the one that we speak to it by."""
    if not url.get_backend_name().startswith("postgres"):
        return said
    return sentence(
        "{said}; write postgresql+psycopg:// and install roundsman[postgres], which brings psycopg",
        said=said,
    )


def _sqlite_engine(url: sa.URL) -> Engine:
    waits = {"timeout": BUSY_TIMEOUT_MS / 1000}
    engine = sa.create_engine(url, pool_size=CONNECTIONS, max_overflow=MORE, connect_args=waits)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver's own BEGIN comes too late for schema changes
        teach(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")  # readers and the one writer do not wait for each other
        connection.execute("PRAGMA synchronous = FULL")

    _TURNS[engine] = Lock()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        words = connection.get_execution_options().get("begin", "BEGIN")
        if words:
            connection.exec_driver_sql(words)

    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose reads all see one state of the database."""
    snapshot = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with (
        _named_errors(engine),
        engine.connect().execution_options(**snapshot) as connection,
        connection.begin() as transaction,
    ):
        yield connection
        transaction.rollback()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give the one writing transaction: all of it is kept at the end, or none of it."""
    with (
        _named_errors(engine),
        _in_turn(engine),
        engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection,
        connection.begin(),
    ):
        if engine.dialect.name == "postgresql":
            _lock_postgresql(connection)
        yield connection


def write_statement(engine: Engine, statement: sa.Update) -> int:
    """Carry out one statement that is its own transaction; return how many rows it changed.

    For a process whose other threads reckon: between the steps of a transaction it waits for the interpreter, and
    everybody who wants to write would wait for it. SQLite takes its lock and gives it back within the statement. On
    PostgreSQL it does not wait for the other writers' turn: the statement itself asks whether what it writes holds.
    """
    with (
        _named_errors(engine),
        _in_turn(engine),
        engine.connect().execution_options(begin="") as connection,
        connection.begin(),
    ):
        return connection.execute(statement).rowcount


@contextmanager
def _in_turn(engine: Engine) -> Iterator[None]:
    """Wait for the threads of this process that write: SQLite itself would look again after ever longer sleeps."""
    turn = _TURNS.get(engine)
    if turn is None:
        yield
        return
    if not turn.acquire(timeout=BUSY_TIMEOUT_MS / 1000):
        raise WorkspaceBusyError
    try:
        yield
    finally:
        turn.release()


def _lock_postgresql(connection: Connection) -> None:
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_TIMEOUT_MS}ms'")
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ADVISORY_LOCK)))


@contextmanager
def _named_errors(engine: Engine) -> Iterator[None]:
    try:
        yield
    except sa.exc.OperationalError as error:
        text = str(error.orig)
        if "database is locked" in text or "lock timeout" in text:
            raise WorkspaceBusyError from error
        raise DatabaseAwayError(engine.url.render_as_string(hide_password=True), text.strip()) from error
    except sa.exc.DatabaseError as error:
        if "not a database" not in str(error.orig):
            raise
        raise DatabaseAwayError(engine.url.render_as_string(hide_password=True), str(error.orig)) from error
