"""Bringing a database to the shape this version knows, with Alembic; and refusing one from a newer version."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from routing.problems import WorldError

_SCRIPTS = Path(__file__).with_name("migrations")


class NewerWorkspaceError(WorldError):
    """The workspace was written by a newer version."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"This workspace was written by a newer roundsman (its schema is {found!r}, unknown here). "
            "Upgrade roundsman; nothing was changed."
        )


class OlderWorkspaceError(WorldError):
    """The workspace was written by an older version and waits to be upgraded."""

    def __init__(self, found: str | None) -> None:
        super().__init__(
            f"This workspace was written by an older roundsman (its schema is {found!r}). "
            "Make a copy of it, then run `roundsman init` in it: that upgrades it and keeps everything."
        )


def upgrade(connection: Connection) -> tuple[str | None, str]:
    """Migrate to this version's schema inside the caller's transaction; return the schema before and after."""
    before, newest = _found(connection), newest_schema()
    _refuse_newer(before)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return before, newest


def require_current(connection: Connection) -> None:
    """Raise `NewerWorkspaceError` or `OlderWorkspaceError` unless the database has exactly this version's schema."""
    found = _found(connection)
    _refuse_newer(found)
    if found != newest_schema():
        raise OlderWorkspaceError(found)


def newest_schema() -> str:
    """Return the name of the last migration."""
    head = _scripts().get_current_head()
    if head is None:
        raise RuntimeError("no migrations were packaged")
    return head


def _found(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_newer(found: str | None) -> None:
    if found is not None and found not in {script.revision for script in _scripts().walk_revisions()}:
        raise NewerWorkspaceError(found)


@lru_cache
def _scripts() -> ScriptDirectory:
    """Return the packaged migrations: they are the same for as long as a process lives."""
    return ScriptDirectory(str(_SCRIPTS))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    return config
