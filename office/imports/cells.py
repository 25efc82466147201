"""Typed reading of one row's cells; what cannot be read is noted as a problem and answered with None.

An empty cell says nothing: what is known stays. A cell that holds `CLEARED` alone empties what is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from office.imports.exact import Exact
from office.imports.money_texts import without_currency
from office.imports.styles import PLACES, Style
from routing.problems import Problem
from routing.sentences import sentence
from routing.written_dates import DateOrder, date_readings
from routing.written_numbers import DecimalSign, number_readings

CLEARED = "-"
_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "": False}
_CURRENCY = re.compile(r"[A-Z]{3}")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?")
_MOST_MONEY = Decimal(10) ** 15

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(9000, 1, 1)
"""Days outside are programs' words for "unknown" and "open end": no plan reaches so far."""

Read = TypeVar("Read")
Choice = TypeVar("Choice", DecimalSign, DateOrder)


class Cells:
    """The cells of one row, read by name and type.

    Parameters
    ----------
    where : str
        The row in words, for problems.
    cells : mapping of str
    style : Style
        How the file writes numbers and dates.
    """

    def __init__(self, where: str, cells: Mapping[str, str], style: Style | None = None) -> None:
        self.where = where
        self.problems: list[Problem] = []
        self._cells = cells
        self._style = style or Style()

    def filled(self, defaults: Mapping[str, str]) -> Cells:
        """Return the same cells with values for those that are empty; problems are shared."""
        made = Cells(
            self.where, {**defaults, **{name: cell for name, cell in self._cells.items() if cell}}, self._style
        )
        made.problems = self.problems
        return made

    def says(self, name: str) -> bool:
        """Return whether a cell says anything."""
        return bool(self._cells.get(name, "").strip())

    def clears(self, name: str) -> bool:
        """Return whether a cell empties what is known."""
        cell = self._cells.get(name)
        return cell is not None and cell.strip() == CLEARED

    def text(self, name: str, default: str = "") -> str:
        """Return a cell on one line: line breaks and runs of blanks become one blank."""
        cell = self._cells.get(name)
        if not cell:
            return default
        text = " ".join(cell.split())
        return "" if text == CLEARED else text or default

    def required(self, name: str, default: str = "") -> str:
        """Return a cell that must not be empty."""
        text = self.text(name, default)
        if not text:
            self.note(f"{name}-empty", sentence("{name} is empty", name=name), sentence("Write its {name}.", name=name))
        return text

    def whole(self, name: str, *, default: int | None, least: int, most: int) -> int | None:
        """Return a whole number between two bounds."""
        number = self.number(name, default=default, least=least, most=most)
        if number is None:
            return None
        if number != int(number):
            self.note(
                f"{name}-not-whole",
                sentence("{name} is {text!r}", name=name, text=self.text(name)),
                "Write a whole number.",
            )
            return None
        return int(number)

    def number(self, name: str, *, default: float | None, least: float, most: float) -> float | None:
        """Return a number between two bounds; one that can be read in two ways is a problem where nothing decides."""
        text = self.text(name)
        if not text:
            return default
        bounds = (least, most) if name in PLACES else None
        number = self._number(name, text, bounds)
        if number is not None and not least <= number <= most:
            self.note(
                f"{name}-out-of-range",
                sentence("{name} is {text}", name=name, text=text),
                sentence("It must lie between {least:g} and {most:g}.", least=least, most=most),
            )
            return None
        return None if number is None else float(number)

    def day(self, name: str, default: date | None = None) -> date | None:
        """Return a date; a time behind it is left off, and one that can be read in two ways is a problem."""
        text = self.text(name)
        if not text:
            return None if self.clears(name) else default
        read = date_readings(text)
        found = _chosen(read, self._style.dates.get(name))
        if not read:
            self.note(
                f"{name}-not-a-date", sentence("{name} is {text!r}", name=name, text=text), "Write it as YYYY-MM-DD."
            )
        elif found is None:
            ways = " or ".join(f"{day:%d %B %Y}" for day in sorted(set(read.values())))
            orders = "|".join(order for order in DateOrder if order in read)
            self.note(
                "date-ambiguous",
                sentence("{name} is {text!r}: {ways}", name=name, text=text, ways=ways),
                sentence("Say which comes first: --dates {orders}.", orders=orders),
            )
        elif not FIRST_DAY <= found < LAST_DAY:
            action = sentence(
                "Write a day between {first_day} and {last_day}, or leave it empty.",
                first_day=FIRST_DAY,
                last_day=LAST_DAY,
            )
            self.note(f"{name}-out-of-range", sentence("{name} is {text!r}", name=name, text=text), action)
            return None
        return found

    def clock(self, name: str) -> int | None:
        """Return a time of day such as 09:30 as seconds after midnight, None where the cell is empty."""
        text = self.text(name)
        if not text:
            return None
        match = _CLOCK.fullmatch(text)
        if match is None or int(match[1]) >= 24 or int(match[2]) >= 60:
            self.note(
                f"{name}-not-a-time",
                sentence("{name} is {text!r}", name=name, text=text),
                "Write it as HH:MM, such as 09:30.",
            )
            return None
        return int(match[1]) * 3600 + int(match[2]) * 60

    def money(self, name: str, currency: str = "") -> Decimal:
        """Return an exact amount that must not be empty, in a currency where one is known."""
        text = self.required(name)
        if not text:
            return Decimal(0)
        self._meant(name, text, currency)
        amount = self._number(name, text, None)
        if amount is not None and abs(amount) > _MOST_MONEY:
            self.note(
                f"{name}-out-of-range",
                sentence("{name} is {text}", name=name, text=text),
                "No amount is as large as that.",
            )
        return amount or Decimal(0)

    def amount(self, name: str, *, currency: str, default: float, most: float) -> float | None:
        """Return money of the workspace's currency as a plain number."""
        text = self.text(name)
        if text:
            self._meant(name, text, currency)
        return self.number(name, default=0.0 if self.clears(name) else default, least=0.0, most=most)

    def currency(self, name: str, amount: str = "") -> str:
        """Return a currency's code: its own column's, else the one that stands beside an amount."""
        text = self.text(name)
        meant = without_currency(self.text(amount))[1] if amount else ()
        if not text and len(meant) == 1:
            return meant[0]
        if not text and meant:
            action = sentence("Write a column {name}, or: --default {name}={meant}.", name=name, meant=meant[0])
            self.note(
                "currency-ambiguous",
                sentence(
                    "{amount} is {text!r}: {names}", amount=amount, text=self.text(amount), names=" or ".join(meant)
                ),
                action,
            )
            return ""
        text = self.required(name)
        if text and not _CURRENCY.fullmatch(text):
            self.note(
                f"{name}-unreadable",
                sentence("{name} is {text!r}", name=name, text=text),
                "Write an ISO 4217 code such as EUR.",
            )
        return text

    def read(self, name: str, how: Callable[[str], Read]) -> Read | None:
        """Return a cell as `how` reads it, None where it is empty; a `ValueError` is noted with its words."""
        text = self.text(name)
        if not text:
            return None
        try:
            return how(text)
        except ValueError as error:
            self.note(f"{name}-unreadable", sentence("{name}: {error}", name=name, error=error), "See docs/formats.md.")
            return None

    def words(self, name: str, default: frozenset[str] = frozenset()) -> frozenset[str]:
        """Return words joined by ``|``."""
        if not self.says(name):
            return default
        return frozenset(word.strip() for word in self.text(name).split("|") if word.strip())

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return yes or no."""
        if not self.says(name):
            return default
        text = self.text(name).casefold()
        if text not in _FLAGS:
            self.note(f"{name}-not-yes-or-no", sentence("{name} is {text!r}", name=name, text=text), "Write yes or no.")
        return _FLAGS.get(text, False)

    def note(self, code: str, cause: str, action: str) -> None:
        """Note a problem of this row."""
        self.problems.append(Problem(code.replace("_", "-"), self.where, cause, action))

    def _number(self, name: str, text: str, bounds: tuple[float, float] | None) -> Decimal | None:
        read = number_readings(without_currency(text.removesuffix("%"))[0])
        if bounds is not None:
            inside = {sign: value for sign, value in read.items() if bounds[0] <= value <= bounds[1]}
            read = inside or read
        sign = DecimalSign.POINT if isinstance(self._cells[name], Exact) else self._style.decimal.get(name)
        found = _chosen(read, sign)
        if not read:
            self.note(
                f"{name}-not-a-number",
                sentence("{name} is {text!r}", name=name, text=text),
                "Write a number without a unit.",
            )
        elif found is None:
            ways = " or ".join(f"{value.normalize():f} (--decimal {sign})" for sign, value in read.items())
            self.note(
                "number-ambiguous",
                sentence("{name} is {text!r}: {ways}", name=name, text=text, ways=ways),
                "Say which sign is the decimal one.",
            )
        return found

    def _meant(self, name: str, text: str, currency: str) -> None:
        meant = without_currency(text)[1]
        if meant and currency and currency not in meant:
            cause = sentence(
                "{name} is {text!r}, and the currency is {currency}", name=name, text=text, currency=currency
            )
            self.note("currency-against-amount", cause, "Correct one of them; amounts are not converted.")


def _chosen(read: Mapping[Choice, Read], choice: Choice | None) -> Read | None:
    """Return what a cell says: the one thing that it can say, or what it says under the style; None where both fail."""
    values = list(read.values())
    if values and all(value == values[0] for value in values):  # decimals are slow to hash
        return values[0]
    return None if choice is None else read.get(choice)
