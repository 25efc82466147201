"""Whether the workspace can be used."""

from __future__ import annotations

from office.opening import Office
from routing.problems import WorldError
from store.changes import revision
from store.database import reading


def is_well(office: Office) -> bool:
    """Return whether the database answers."""
    try:
        with reading(office.database) as connection:
            revision(connection)
    except WorldError:
        return False
    return True
