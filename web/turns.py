"""Short pages take turns: threads that reckon beside each other in one interpreter only take it from each other."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_TURN = Lock()


def in_turn(page: Callable[P, T]) -> Callable[P, T]:
    """Return a page that is made while no other such page is: for those of a few milliseconds that wait for nobody."""

    @wraps(page)
    def made(*given: P.args, **named: P.kwargs) -> T:
        with _TURN:
            return page(*given, **named)

    return made
