"""What pages ask for again and again, kept in memory until a change touches what it is made of."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, TypeVar

from office.door import USE_CASES, Act
from office.opening import Office
from store.changes import Kind, is_touched_since, revision
from store.database import Connection

T = TypeVar("T")
Kept = TypeVar("Kept")

MOST = 64
"""So many things stand on a shelf, those that were asked for last: a team's parts of one plan."""


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


@dataclass(slots=True)
class _Drawing:
    """What was drawn of `about`; who asks while it is drawn waits for it."""

    lock: Lock
    about: object = None
    drawn: Any = None


def keep_drawn(office: Office, name: str, about: object, draw: Callable[[], T]) -> T:
    """Return what is drawn of values, from memory as long as it is about the same; it is drawn once, whoever asks.

    `about` is compared with what the drawing was made of: a state, or the value itself.
    """
    kept: _Drawing = office.memory.setdefault(f"drawn {name}", _Drawing(Lock()))
    with kept.lock:
        if kept.drawn is None or kept.about != about:
            kept.about, kept.drawn = about, draw()
        drawn: T = kept.drawn
        return drawn


class Shelf(Generic[Kept]):
    """What is kept by keys, the last asked for at the end."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._parts: OrderedDict[tuple[object, ...], Kept] = OrderedDict()
        self._lock = Lock()

    def find(self, key: tuple[object, ...]) -> Kept | None:
        """Return what is kept under a key."""
        with self._lock:
            if key in self._parts:
                self._parts.move_to_end(key)
            return self._parts.get(key)

    def keep(self, key: tuple[object, ...], part: Kept) -> None:
        """Keep something; what nobody asked for longest goes."""
        with self._lock:
            self._parts[key] = part
            self._parts.move_to_end(key)
            while len(self._parts) > self._most:
                self._parts.popitem(last=False)


class Lasting(Generic[Kept]):
    """A shelf whose answers take long; a change of what they rest on, or one that names nothing, ends them.

    Parameters
    ----------
    spared : collection of Kind
        What the answers do not rest on.
    """

    def __init__(self, spared: Collection[Kind]) -> None:
        self._rests_on = frozenset(Kind) - frozenset(spared)
        self._shelf: Shelf[tuple[int, Kept]] = Shelf()

    def find(self, connection: Connection, key: tuple[object, ...]) -> Kept | None:
        """Return the answer that is kept under a key, None where there is none or it may be another one now."""
        found, now = self._shelf.find(key), revision(connection)
        if found is None:
            return None
        seen, answer = found
        if seen != now:
            if is_touched_since(connection, seen, self._rests_on):
                return None
            self._shelf.keep(key, (now, answer))
        return answer

    def keep(self, seen: int, key: tuple[object, ...], answer: Kept) -> None:
        """Keep an answer that was worked out from the state of a revision."""
        self._shelf.keep(key, (seen, answer))
