"""Whoever waits for changes is told of those made in this process as soon as they are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

_NAME = "listeners"
_LOCK = Lock()

Heard = Callable[[], object]


@contextmanager
def listening(memory: dict[str, Any], heard: Heard) -> Iterator[None]:
    """Call `heard` after each change that is kept, on the thread that made it: it must be quick and raise nothing."""
    with _LOCK:
        memory[_NAME] = (*memory.get(_NAME, ()), heard)
    try:
        yield
    finally:
        with _LOCK:
            memory[_NAME] = tuple(one for one in memory[_NAME] if one is not heard)


def tell(memory: dict[str, Any]) -> None:
    """Tell whoever listens that something was changed."""
    for heard in memory.get(_NAME, ()):
        heard()
