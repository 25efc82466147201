"""The answers of requests as JSON, out and in again, by the types that use cases promise to return.

A sentence keeps its pattern and facts: it is told in another language later. What was kept before a value had some
field is read with that field's default.

Pydantic would do it, but for values with a field called as its type is (``date: date``): of them it cannot make a
schema.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from routing.sentences import kept, of_kept

Reader = Callable[[Any], Any]

PLAIN: dict[Any, tuple[Reader, Reader]] = {kind: (lambda value: value, kind) for kind in (int, float, bool)} | {
    str: (kept, of_kept),
    Decimal: (str, Decimal),
    date: (date.isoformat, date.fromisoformat),
    datetime: (datetime.isoformat, datetime.fromisoformat),
    bytes: (bytes.hex, bytes.fromhex),
}
"""How a value of each plain type is written and read."""

MANY: dict[Any, Any] = {
    list: list, set: set, frozenset: frozenset, AbstractSet: frozenset, Sequence: tuple, Collection: tuple,
}  # fmt: skip


def as_text(kind: Any, value: Any) -> str:
    """Return a value of a type as JSON."""
    return json.dumps(_walk(kind, value, 0))


def from_text(kind: Any, text: str) -> Any:
    """Return the value of a type that was written as JSON."""
    return _walk(kind, json.loads(text), 1)


def _walk(kind: Any, value: Any, way: int) -> Any:
    """Write (`way` 0) or read (1) a value; raises `TypeError` for a type that no answer may have."""
    if kind in {None, types.NoneType, Any}:
        return value
    if kind in PLAIN:
        return PLAIN[kind][way](value)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        return _choice(inner, value, way)
    if origin is tuple or origin in MANY:
        return _many(origin, inner, value, way)
    if origin in {dict, Mapping}:
        pairs = value if way else value.items()
        walked = [[_walk(inner[0], key, way), _walk(inner[1], one, way)] for key, one in pairs]
        return dict(walked) if way else walked
    return _named(kind, value, way)


def _many(origin: Any, inner: tuple[Any, ...], value: Any, way: int) -> Any:
    several = origin is tuple and inner[1:] != (Ellipsis,)
    kinds = inner if several else [inner[0]] * len(value)
    made = [_walk(one, part, way) for one, part in zip(kinds, value, strict=True)]
    if not way:
        return made
    return tuple(made) if origin is tuple else MANY[origin](made)


def _named(kind: Any, value: Any, way: int) -> Any:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value) if way else value.value
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        if way:
            missing = {one.name for one in fields(kind) if one.name not in value and _has_default(one)}
            names = [one.name for one in fields(kind) if one.init and one.name not in missing]
            return kind(**{name: _walk(hints[name], value[name], way) for name in names})
        names = [field.name for field in fields(kind) if field.init]
        return {name: _walk(hints[name], getattr(value, name), way) for name in names}
    raise TypeError(f"{kind} is nothing that an answer may hold")


def _has_default(one: Field[Any]) -> bool:
    """Return whether a field need not be given."""
    return one.default is not MISSING or one.default_factory is not MISSING


def _choice(kinds: tuple[Any, ...], value: Any, way: int) -> Any:
    """Write which of several types a value is of, where it is not simply there or not."""
    if value is None:
        return None
    some = [kind for kind in kinds if kind is not types.NoneType]
    if len(some) == 1:
        return _walk(some[0], value, way)
    if way:
        return _walk(some[value[0]], value[1], way)
    number = next(n for n, kind in enumerate(some) if isinstance(value, get_origin(kind) or kind))
    return [number, _walk(some[number], value, way)]


def unkept(kind: Any, seen: frozenset[Any] = frozenset()) -> list[str]:
    """Return the types within a type that no answer may have."""
    if kind in {None, types.NoneType, Any, Ellipsis} or kind in PLAIN or kind in seen:
        return []
    seen |= {kind}
    if get_origin(kind) is not None:
        known = {Union, types.UnionType, tuple, dict, Mapping, *MANY}
        here = [] if get_origin(kind) in known else [str(kind)]
        return here + [found for one in get_args(kind) for found in unkept(one, seen)]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return []
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return [found for field in fields(kind) if field.init for found in unkept(hints[field.name], seen)]
    return [str(kind)]
