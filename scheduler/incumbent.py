"""What a search tells while it runs: the best that it has, for whoever listens; nothing is changed by who does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Incumbent:
    """The best schedule of a search so far: its cost in seconds of driving, and the visits that it serves."""

    cost: float
    served: int


Listener = Callable[[Incumbent], None]
_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Let the searches within be heard; the listener is called about a hundred times for each."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


def listener_now() -> Listener | None:
    """Return who listens to the search that begins here."""
    return _LISTENER.get()
