"""Bringing a database to the shape this version knows, with Alembic; and refusing one from a newer version.

Alembic is slow to import: it comes in only where there is something to migrate.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from routing.problems import WorldError
from store.database import reading

_SCRIPTS = Path(__file__).with_name("migrations")
_BEFORE = re.compile(r"00[0-9]{2}_\w+")
"""Schemas of the edition before this one."""


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
            "Make a copy of it, then run `roundsman init FOLDER` on it: that upgrades it and keeps everything."
        )


def schema_found(engine: Engine) -> str | None:
    """Return the name of the schema that a database has, None for an empty one."""
    with reading(engine) as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def is_previous(schema: str | None) -> bool:
    """Return whether a schema is one of the edition before."""
    return schema is not None and _BEFORE.fullmatch(schema) is not None


def upgrade(connection: Connection) -> tuple[str | None, str]:
    """Migrate to this version's schema inside the caller's transaction; return the schema before and after."""
    before, newest = _found(connection), newest_schema()
    _refuse_newer(before)
    if before != newest:
        _migrate(connection)
    return before, newest


def require_current(connection: Connection) -> None:
    """Raise `NewerWorkspaceError` or `OlderWorkspaceError` unless the database has exactly this version's schema."""
    found = _found(connection)
    _refuse_newer(found)
    if found != newest_schema():
        raise OlderWorkspaceError(found)


def newest_schema() -> str:
    """Return the name of the last migration."""
    return known_schemas()[-1]


@lru_cache
def known_schemas() -> tuple[str, ...]:
    """Return the names of all packaged migrations, oldest first: the order of their files, where each says its own."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((_SCRIPTS / "versions").glob("[0-9]*.py"))]
    names = tuple(name for text in texts for name in re.findall(r'^revision = "(\w+)"$', text, re.MULTILINE))
    if not names:
        raise RuntimeError("no migrations were packaged")
    return names


def _found(connection: Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _refuse_newer(found: str | None) -> None:
    if found is not None and found.startswith("00"):
        raise OlderWorkspaceError(found)
    if found is not None and found not in known_schemas():
        raise NewerWorkspaceError(found)


def _migrate(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
