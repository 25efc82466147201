"""Typed reading of one row's cells; what cannot be read is noted as a problem and answered with None."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from routing.problems import Problem

_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "": False}
_CURRENCY = re.compile(r"[A-Z]{3}")
_TIME_OF_DAY = re.compile(r"(?<=^\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*$")

Read = TypeVar("Read")


class Cells:
    """The cells of one row, read by name and type.

    Parameters
    ----------
    where : str
        The row in words, for problems.
    cells : mapping of str
    """

    def __init__(self, where: str, cells: Mapping[str, str]) -> None:
        self.where = where
        self.problems: list[Problem] = []
        self._cells = cells

    def text(self, name: str, default: str = "") -> str:
        """Return a cell on one line: line breaks and runs of blanks become one blank."""
        return " ".join(self._cells.get(name, default).split())

    def required(self, name: str) -> str:
        """Return a cell that must not be empty."""
        text = self.text(name)
        if not text:
            self.note(f"{name}-empty", f"{name} is empty", f"Write its {name}.")
        return text

    def whole(self, name: str, *, default: int | None, least: int, most: int) -> int | None:
        """Return a whole number between two bounds."""
        number = self.number(name, default=default, least=least, most=most)
        if number is None:
            return None
        if number != int(number):
            self.note(f"{name}-not-whole", f"{name} is {self.text(name)!r}", "Write a whole number.")
            return None
        return int(number)

    def number(self, name: str, *, default: float | None, least: float, most: float) -> float | None:
        """Return a number between two bounds; a comma may be the decimal sign."""
        text = self.text(name)
        if not text:
            return default
        try:
            number = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            self.note(f"{name}-not-a-number", f"{name} is {text!r}", "Write a number without unit or thousands sign.")
            return None
        if not least <= number <= most:
            self.note(f"{name}-out-of-range", f"{name} is {text}", f"It must lie between {least:g} and {most:g}.")
            return None
        return number

    def day(self, name: str) -> date | None:
        """Return a date written ``YYYY-MM-DD``, None where the cell is empty; a time behind it is left off."""
        text = _TIME_OF_DAY.sub("", self.text(name))
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.note(f"{name}-not-a-date", f"{name} is {text!r}", "Write it as YYYY-MM-DD.")
            return None

    def clock(self, name: str) -> int | None:
        """Return a time of day such as 09:30 as seconds after midnight, None where the cell is empty."""
        text = self.text(name)
        if not text:
            return None
        hours, _, minutes = text.partition(":")
        if not (hours.isdigit() and minutes.isdigit() and int(hours) < 24 and int(minutes) < 60):
            self.note(f"{name}-not-a-time", f"{name} is {text!r}", "Write it as HH:MM, such as 09:30.")
            return None
        return int(hours) * 3600 + int(minutes) * 60

    def money(self, name: str) -> Decimal:
        """Return an exact amount that must not be empty."""
        text = self.required(name)
        try:
            amount = Decimal(text or "0")
        except InvalidOperation:
            amount = Decimal("nan")
        if not amount.is_finite():
            self.note(f"{name}-not-a-number", f"{name} is {text!r}", "Write a number such as 1250.00.")
        return amount

    def currency(self, name: str) -> str:
        """Return a currency's code, which must not be empty."""
        text = self.required(name)
        if text and not _CURRENCY.fullmatch(text):
            self.note(f"{name}-unreadable", f"{name} is {text!r}", "Write an ISO 4217 code such as EUR.")
        return text

    def read(self, name: str, how: Callable[[str], Read]) -> Read | None:
        """Return a cell as `how` reads it, None where it is empty; a `ValueError` is noted with its words."""
        text = self.text(name)
        if not text:
            return None
        try:
            return how(text)
        except ValueError as error:
            self.note(f"{name}-unreadable", f"{name}: {error}", "See docs/formats.md.")
            return None

    def words(self, name: str) -> frozenset[str]:
        """Return words joined by ``|``."""
        return frozenset(word.strip() for word in self.text(name).split("|") if word.strip())

    def flag(self, name: str) -> bool:
        """Return yes or no."""
        text = self.text(name).casefold()
        if text not in _FLAGS:
            self.note(f"{name}-not-yes-or-no", f"{name} is {text!r}", "Write yes or no.")
        return _FLAGS.get(text, False)

    def note(self, code: str, cause: str, action: str) -> None:
        """Note a problem of this row."""
        self.problems.append(Problem(code.replace("_", "-"), self.where, cause, action))
