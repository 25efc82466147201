"""One database of PostgreSQL that is as new again for each test: making one takes ten times as long as emptying it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import psycopg

CONNECTED = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
SHAPE = """SELECT md5(string_agg(word, ',' ORDER BY word)) FROM (
    SELECT concat_ws(' ', attrelid::regclass, attname, atttypid, attnotnull, attisdropped) AS word FROM pg_attribute
    JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname) FROM pg_constraint
    UNION ALL SELECT concat_ws(' ', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
) AS words"""
"""A digest of columns, indexes, constraints and triggers: what a test changed there is not emptied but thrown away."""
TABLES = "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
SEQUENCES = (
    "SELECT quote_ident(sequencename), COALESCE(last_value, start_value), last_value IS NOT NULL FROM pg_sequences"
)


class Emptied:
    """Makes a database of a template at first, and again wherever a test changed its tables themselves."""

    def __init__(self, url: str, template: str, make: Callable[[str, str, str], str]) -> None:
        """Take the server's URL, a template, and what makes a database of it: `make(url, name, template)`."""
        self._make, self._name = (lambda name: make(url, name, template)), ""
        self._url = url.replace("+psycopg", "")

    def as_new(self) -> str:
        """Return the name of a database that is as new; the one of the test before goes."""
        before, self._name = self._name, f"t{uuid.uuid4().hex}"
        with psycopg.connect(self._url, autocommit=True) as server:
            server.execute(CONNECTED, (before,))
            if before and self._empty(before):
                server.execute(f"ALTER DATABASE {before} RENAME TO {self._name}")
                return self._name
            if before:
                server.execute(f"DROP DATABASE {before} WITH (FORCE)")
        self._make(self._name)
        self._remember()
        return self._name

    def _connect(self, name: str) -> psycopg.Connection[Any]:
        return psycopg.connect(self._url.replace("/postgres", f"/{name}"), autocommit=True)

    def _remember(self) -> None:
        """Note what a new database holds."""
        with self._connect(self._name) as new:
            self._shape = new.execute(SHAPE).fetchone()
            self._sequences = new.execute(SEQUENCES).fetchall()
            self._rows = {table: _read(new, table) for table in _filled(new)}

    def _empty(self, name: str) -> bool:
        """Put back what a new database holds; return False where a test changed the tables themselves."""
        with self._connect(name) as used:
            if used.execute(SHAPE).fetchone() != self._shape:
                return False
            used.execute("SET session_replication_role = replica")  # no foreign key and no trigger asks
            filled = _filled(used)
            for table in filled:
                used.execute(f"DELETE FROM {table}")  # noqa: S608 - a name of the catalogue
            if filled:
                used.execute(f"VACUUM {', '.join(filled)}")  # rows lie in the order in which they are written
            for table, rows in self._rows.items():
                with used.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                    copy.write(rows)
            moved = set(used.execute(SEQUENCES).fetchall()) - set(self._sequences)
            for sequence, value, called in self._sequences:
                if any(sequence == other for other, *_ in moved):
                    used.execute("SELECT setval(%s, %s, %s)", (sequence, value, called))
        return True


def _filled(connection: psycopg.Connection[Any]) -> list[str]:
    """Return the tables that have a row."""
    tables = [name for (name,) in connection.execute(TABLES)]
    asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in tables)  # noqa: S608
    return [name for (name,) in connection.execute(asked)]


def _read(connection: psycopg.Connection[Any], table: str) -> bytes:
    with connection.cursor().copy(f"COPY {table} TO STDOUT") as copy:
        return b"".join(bytes(part) for part in copy)
