"""The search: every due visit on its cadence, at the least driving; exact, and the same for the same seed and steps."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from scheduler.search.evaluate import cost_of
from scheduler.search.validate import validate

if TYPE_CHECKING:
    from scheduler.search.run import is_compiled, solve

__all__ = ["cost_of", "is_compiled", "solve", "validate"]


def __getattr__(name: str) -> Any:
    """Return what searches when it is first used: numba is slow to import, and most verbs search nothing."""
    if name not in {"is_compiled", "solve"}:
        raise AttributeError(name)
    return getattr(import_module("scheduler.search.run"), name)
