"""Money is a Decimal with its currency; it is rounded half up, and two currencies are never added."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from routing.sentences import sentence

EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
"""The arithmetic of every amount: far more digits than any claim needs, whatever the caller's own context says."""

MINOR_DIGITS = {"BHD": 3, "CLP": 0, "ISK": 0, "JOD": 3, "JPY": 0, "KRW": 0, "KWD": 3, "OMR": 3, "TND": 3, "VND": 0}
"""Digits after the point of the currencies that do not have two (ISO 4217)."""


class CurrencyMismatchError(ValueError):
    """Two currencies met where one was meant."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(
            sentence("{first} and {second} are kept side by side and never added", first=first, second=second)
        )


def minor_digits(currency: str) -> int:
    """Return how many digits after the point a currency has."""
    return MINOR_DIGITS.get(currency, 2)


def rounded(amount: Decimal, currency: str) -> Decimal:
    """Return an amount rounded half up to the currency's smallest coin."""
    return amount.quantize(Decimal(1).scaleb(-minor_digits(currency)), context=EXACT)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency.

    Attributes
    ----------
    amount : Decimal
        Already rounded to the currency's smallest coin; negative in a reversal.
    currency : str
        ISO 4217, three capital letters.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not (len(self.currency) == 3 and self.currency.isascii() and self.currency.isupper()):
            raise ValueError(sentence("{currency!r} is not a currency of ISO 4217", currency=self.currency))
        if self.amount != rounded(self.amount, self.currency):
            raise ValueError(
                sentence("{amount} has more digits than {currency} has", amount=self.amount, currency=self.currency)
            )

    def __add__(self, other: Money) -> Money:
        if self.currency != other.currency:
            raise CurrencyMismatchError(self.currency, other.currency)
        return Money(EXACT.add(self.amount, other.amount), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __str__(self) -> str:
        return f"{rounded(self.amount, self.currency)} {self.currency}"
