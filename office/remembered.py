"""What pages ask for again and again, kept in memory until a change touches what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, TypeVar

from office.door import USE_CASES, Act
from store.changes import Kind, is_touched_since, revision

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Kept:
    """A value, and the revision up to which it is known to hold."""

    revision: int
    about: object
    value: Any


def remembered(act: Act, name: str, kinds: Collection[Kind], make: Callable[[], T], *, about: object = None) -> T:
    """Return what `make` reads, as it is kept in memory; made anew where a change touched any of `kinds` since.

    It is kept for one `about` at a time, such as a day.

    Whoever is given it must not change it. Whoever writes reads for themselves: what they have written may yet be taken
    back. So does who reads an older state than what is kept.
    """
    if USE_CASES[act.verb].kind in {"writes", "works"}:
        return make()
    now_on = revision(act.connection)
    kept: _Kept | None = act.office.memory.get(name)
    if kept is not None and kept.revision > now_on:
        return make()
    if kept is None or kept.about != about or is_touched_since(act.connection, kept.revision, kinds):
        kept = _Kept(now_on, about, make())
        act.office.memory[name] = kept
    elif kept.revision < now_on:
        kept = _Kept(now_on, about, kept.value)
        act.office.memory[name] = kept
    value: T = kept.value
    return value
