"""What machines get of a value: the fields that are named, each as JSON has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

from routing.problems import Problem


def picked(value: object, *names: str) -> dict[str, Any]:
    """Return the fields of a value by their names; a new field of the value is not told until it is named."""
    return {name: plain(getattr(value, name)) for name in names}


def plain(value: object) -> Any:
    """Return a value as JSON has it: dates and amounts as text, sets in order.

    Raises
    ------
    TypeError
        If it is none of these: it needs a presenter of its own.
    """
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    for kind, form in _FORMS:
        if isinstance(value, kind):
            return form(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


_FORMS: tuple[tuple[type | tuple[type, ...], Callable[[Any], Any]], ...] = (
    ((bool, str, type(None)), lambda value: value),
    (date, date.isoformat),
    (Decimal, str),
    (Integral, int),
    (Real, float),
    ((tuple, list), lambda value: [plain(each) for each in value]),
    ((frozenset, set), lambda value: sorted(plain(each) for each in value)),
)


def problem_json(problem: Problem) -> dict[str, str]:
    """Return a problem for machines."""
    return {"code": problem.code, "where": problem.where, "cause": problem.cause, "action": problem.action}
