"""Opening a workspace, and making a new one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Engine

from store.changes import record_change
from store.database import open_engine, reading, writing
from store.folder import DEFAULT_DATABASE, Folder, make_folder, read_folder
from store.schema import require_current, upgrade
from store.settings import Settings, write_settings


@dataclass(frozen=True, slots=True)
class Workspace:
    """An open workspace: its folder and its database, known to have this version's schema."""

    folder: Folder
    engine: Engine


@dataclass(frozen=True, slots=True)
class Initialised:
    """What `init_workspace` did: `schema_before` is None for a new workspace."""

    workspace: Workspace
    schema_before: str | None
    schema_after: str


def init_workspace(
    path: Path, now: datetime, *, database: str = DEFAULT_DATABASE, settings: Settings | None = None
) -> Initialised:
    """Make a workspace in `path`, or upgrade the one that is there; doing it twice changes nothing.

    `database` and `settings` are for a new workspace; an existing one keeps its own.
    """
    folder = make_folder(path, database)
    engine = open_engine(folder)
    with writing(engine) as connection:
        before, after = upgrade(connection)
        if before is None:
            write_settings(connection, settings or Settings(path.resolve().name))
        if before != after:
            verb = "made the workspace" if before is None else f"upgraded from schema {before}"
            record_change(connection, "init", f"{verb}, schema {after}", now)
    return Initialised(Workspace(folder, engine), before, after)


def open_workspace(path: Path) -> Workspace:
    """Open the workspace in `path`; raises a `WorldError` that says what is wrong with it and what to do."""
    folder = read_folder(path)
    engine = open_engine(folder)
    with reading(engine) as connection:
        require_current(connection)
    return Workspace(folder, engine)
