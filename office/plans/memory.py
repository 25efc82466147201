"""Answers that take long, kept in memory as long as nothing that they depend on was changed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Generic, TypeVar

from office.plans.open_parts import Shelf
from store.changes import Kind, revision, subjects_since
from store.database import Connection

Kept = TypeVar("Kept")


class Lasting(Generic[Kept]):
    """A shelf whose answers outlast changes of some kinds; any other change, or one that names nothing, ends them.

    Parameters
    ----------
    spared : collection of Kind
        What the answers do not depend on.
    """

    def __init__(self, spared: Collection[Kind]) -> None:
        self._spared = frozenset(spared)
        self._shelf: Shelf[tuple[int, Kept]] = Shelf()

    def find(self, connection: Connection, key: tuple[object, ...]) -> Kept | None:
        """Return the answer that is kept under a key, None where there is none or it may be another one now."""
        found, now = self._shelf.find(key), revision(connection)
        if found is None:
            return None
        seen, answer = found
        if seen != now:
            if any(one is None or one.kind not in self._spared for one in subjects_since(connection, seen)):
                return None
            self._shelf.keep(key, (now, answer))
        return answer

    def keep(self, seen: int, key: tuple[object, ...], answer: Kept) -> None:
        """Keep an answer that was worked out from the state of a revision."""
        self._shelf.keep(key, (seen, answer))
