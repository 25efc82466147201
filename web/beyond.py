"""Numbers and days that no database holds and no calendar goes on from: refused before anything is asked with them.

A route says by its types what its address and its form hold. A number beyond 64 bits, or a day without a day before or
after it, would be a fault somewhere within; here it is a question badly asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any, get_args, get_type_hints

from routing.problems import Problem
from routing.sentences import sentence

FIRST_YEAR, LAST_YEAR = 1900, 2199
MOST = 2**63
_INTEGER = re.compile(r"\s*[+-]?[\d_]{1,40}\s*")
_LONG = 40


def near(day: date) -> date:
    """Return a day that has weeks before and after it; raises `ValueError` for one that has not."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"{day} is not between {FIRST_YEAR} and {LAST_YEAR}")
    return day


def whole(text: str) -> int | None:
    """Return a whole number of at most nine digits, None for any other text."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text.strip()) else None


def beyond(endpoint: Callable[..., Any], values: Mapping[str, object]) -> list[Problem]:
    """Return what is wrong with the values that a route is given, by the types that it names them with."""
    return [
        Problem(
            "value-beyond",
            name,
            sentence("{text!r} is beyond what can be kept", text=str(value)[:_LONG]),
            "Write it anew.",
        )
        for name, kind in _typed(endpoint).items()
        if (value := values.get(name)) is not None and _is_beyond(kind, str(value))
    ]


@cache
def _typed(endpoint: Callable[..., Any]) -> dict[str, type]:
    """Return the values of a route that are numbers or days, by name."""
    found: dict[str, type] = {}
    for name, hint in get_type_hints(endpoint).items():
        kind = next((one for one in (int, date) if one in {hint, *get_args(hint)}), None)
        if kind is not None and name != "return":
            found[name] = kind
    return found


def _is_beyond(kind: type, text: str) -> bool:
    if kind is int:
        return len(text) > _LONG or (_INTEGER.fullmatch(text) is not None and _number(text) >= MOST)
    year = text.strip()[:4]
    return year.isdecimal() and text.strip()[4:5] == "-" and not FIRST_YEAR <= int(year) <= LAST_YEAR


def _number(text: str) -> int:
    try:
        return abs(int(text))
    except ValueError:  # such as 1__0: whoever reads it refuses it
        return 0
