"""Making a workspace of the edition before this one into one of this edition; the old database is kept as it was."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from routing.problems import WorldError
from store.conversion import Converted, convert
from store.database import Engine, open_engine, writing
from store.folder import Folder
from store.schema import upgrade

ASIDE = "before_0100"
"""The schema of a PostgreSQL database that holds the old tables."""


class OldWorkspaceTakenError(WorldError):
    """A backup copy from an earlier conversion is in the way."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is there already: it may be the only copy of older work. Move it away and try again.")


def convert_workspace(folder: Folder, schema: str) -> tuple[Converted, str]:
    """Convert the database of a workspace, all of it or nothing; return what went over, and where the old one is.

    Raises
    ------
    OldWorkspaceTakenError
        If there is a backup copy of this schema already.
    """
    url = sa.make_url(folder.database_url)
    if url.get_backend_name() == "sqlite":
        return _convert_file(Path(str(url.database)), schema)
    return _convert_server(open_engine(folder)), f"the schema {ASIDE} of the same database"


def _convert_file(path: Path, schema: str) -> tuple[Converted, str]:
    """Fill a new file beside the old one, and let it take its name once it is whole."""
    kept, fresh = path.with_name(f"{path.stem}-{schema}{path.suffix}"), path.with_name(f"{path.name}.new")
    if kept.exists():
        raise OldWorkspaceTakenError(kept)
    fresh.unlink(missing_ok=True)
    before, after = (sa.create_engine(f"sqlite:///{file}") for file in (path, fresh))
    try:
        with before.connect() as old, after.begin() as new:
            tables = sa.MetaData()
            tables.reflect(old)
            upgrade(new)
            done = convert(old, tables, new)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    finally:
        before.dispose()
        after.dispose()
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(kept)) as copy:
        source.backup(copy)
    shutil.copymode(path, fresh)
    for beside in (f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(beside).unlink(missing_ok=True)
    fresh.replace(path)
    return done, str(kept)


def _convert_server(engine: Engine) -> Converted:
    """Put the old tables aside in a schema of their own, in the transaction that fills the new ones."""
    with writing(engine) as connection:
        connection.execute(sa.text(f"CREATE SCHEMA {ASIDE}"))
        for name in sa.inspect(connection).get_table_names():
            quoted = connection.dialect.identifier_preparer.quote(name)
            connection.execute(sa.text(f"ALTER TABLE {quoted} SET SCHEMA {ASIDE}"))
        tables = sa.MetaData()
        tables.reflect(connection, schema=ASIDE)
        upgrade(connection)
        return convert(connection, tables, connection)
