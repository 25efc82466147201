"""Reading the small files that managers edit (TOML tables): every mistake is gathered as a `Problem`, none guessed."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from routing.problems import Problem
from routing.sentences import sentence


@dataclass(slots=True)
class Fields:
    """One table of a file while it is read: asks for typed values and gathers what is wrong with them.

    Attributes
    ----------
    table : mapping
        The table as the parser gave it.
    where : str
        The place a person can go to, such as ``territories.toml [[rule]] 3 (north)``.
    problems : list of Problem
        Shared by all tables of a file.
    """

    table: Mapping[str, Any]
    where: str
    problems: list[Problem]
    asked: set[str] = field(default_factory=set)

    def wrong(self, code: str, cause: str, action: str) -> None:
        """Note a problem at this table."""
        self.problems.append(Problem(code, self.where, cause, action))

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text; without `default` it must be given and not be empty."""
        value = self._take(name)
        if value is None and default is not None:
            return default
        if isinstance(value, str) and (value.strip() or default is not None):
            return value.strip()
        self._expected(name, value, "a text in quotes")
        return default or ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts; one text alone counts as a list of one, nothing as an empty list."""
        value = self._take(name)
        if value is None:
            return ()
        items = [value] if isinstance(value, str) else value
        if isinstance(items, list) and items and all(isinstance(item, str) and item.strip() for item in items):
            return tuple(item.strip() for item in items)
        self._expected(name, value, 'a list of texts such as ["a", "b"]')
        return ()

    def day(self, name: str) -> date | None:
        """Return a date, or None where none is given."""
        value = self._take(name)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        self._expected(name, value, "a date such as 2026-03-31, without quotes")
        return None

    def number(self, name: str) -> float | None:
        """Return a finite number, or None where none is given."""
        value = self._take(name)
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            return float(value)
        self._expected(name, value, "a number")
        return None

    def whole(self, name: str, default: int) -> int:
        """Return a whole number."""
        value = self._take(name)
        if value is None:
            return default
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self._expected(name, value, "a whole number")
        return default

    def flag(self, name: str) -> bool:
        """Return true or false; false where nothing is given."""
        value = self._take(name)
        if value is None or isinstance(value, bool):
            return bool(value)
        self._expected(name, value, "true or false")
        return False

    def tables(self, name: str) -> list[Fields]:
        """Return the tables of a list of tables, each with its number (from 1) and its id as its place."""
        value = self._take(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self._expected(name, value, sentence("tables, each under its own [[{name}]]", name=name))
            return []
        return [Fields(item, self._place(name, number, item), self.problems) for number, item in enumerate(value, 1)]

    def done(self) -> None:
        """Note every key that nobody asked for, with the nearest one that exists."""
        for name in self.table:
            if name not in self.asked:
                near = difflib.get_close_matches(name, sorted(self.asked), 1)
                known = (
                    sentence("Write {near!r}.", near=near[0])
                    if near
                    else sentence("Known are: {names}.", names=", ".join(sorted(self.asked)))
                )
                self.wrong("unknown-key", sentence("{name!r} is not known here", name=name), known)

    def _take(self, name: str) -> Any:
        self.asked.add(name)
        return self.table.get(name)

    def _place(self, name: str, number: int, item: Mapping[str, Any]) -> str:
        label = item.get("id")
        return f"{self.where} [[{name}]] {number}" + (f" ({label})" if label else "")

    def _expected(self, name: str, value: object, form: str) -> None:
        cause = (
            sentence("{name!r} is missing", name=name)
            if value is None
            else sentence("{name} = {value!r} cannot be read", name=name, value=value)
        )
        self.wrong(
            "missing-key" if value is None else "wrong-type",
            cause,
            sentence("Write {name} as {form}.", name=name, form=form),
        )
