"""Figures of the whole office kept in memory until a change touches what they rest on: pages ask for them all day."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from office.door import USE_CASES, Act
from store.changes import Kind, revision, subjects_since

T = TypeVar("T")


def kept_until(act: Act, name: str, kinds: frozenset[Kind], make: Callable[[], T]) -> T:
    """Return what `make` finds, made anew once a change has touched one of `kinds`, or named nothing.

    Whoever writes reads the database itself: what they have written may yet be taken back. So does whoever sees a part.
    """
    if USE_CASES[act.verb].kind in {"writes", "works"} or act.reps is not None:
        return make()
    number = revision(act.connection)
    kept = act.office.memory.get(name)
    if kept is not None and (kept[0] == number or _untouched(act, kept[0], kinds)):
        value: T = kept[1]
    else:
        value = make()
    act.office.memory[name] = (number, value)
    return value


def _untouched(act: Act, number: int, kinds: frozenset[Kind]) -> bool:
    return not any(one is None or one.kind in kinds for one in subjects_since(act.connection, number))
