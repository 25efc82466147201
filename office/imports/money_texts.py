"""Amounts with their currency beside them: ``USD 85,000.00``, ``1.250,00 €``, ``$85``."""

from __future__ import annotations

import re

SYMBOLS: dict[str, tuple[str, ...]] = {
    "€": ("EUR",),
    "£": ("GBP", "EGP", "GIP", "FKP", "SHP"),
    "¥": ("JPY", "CNY"),
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "CLP", "COP", "ARS", "TWD"),
    "US$": ("USD",),
    "CA$": ("CAD",),
    "A$": ("AUD",),
    "R$": ("BRL",),
    "₹": ("INR",),
    "₪": ("ILS",),
    "₩": ("KRW",),
    "₺": ("TRY",),
    "zł": ("PLN",),
    "Kč": ("CZK",),
    "Ft": ("HUF",),
    "lei": ("RON",),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
    "kr.": ("DKK", "SEK", "NOK", "ISK"),
    "Fr.": ("CHF", "XAF", "XOF"),
    "SFr.": ("CHF",),
    "R": ("ZAR",),
}
"""Signs of money, and the currencies that each stands for; the likeliest first, which decides nothing."""

_SIGN = "|".join(re.escape(sign) for sign in sorted(SYMBOLS, key=len, reverse=True))
_BEFORE = re.compile(rf"([+-]?)\s*(?:([A-Z]{{3}})(?![A-Za-z])|({_SIGN}))\s*(?=[+\-.,0-9])")
_BEHIND = re.compile(rf"(?<=[0-9])\s*(?:([A-Z]{{3}})|({_SIGN}))$")


def without_currency(text: str) -> tuple[str, tuple[str, ...]]:
    """Return an amount without its currency, and the currencies that were meant: none where none stood there."""
    plain = text.strip()
    if plain[:1].isdigit() and plain[-1:].isdigit():
        return plain, ()
    before = _BEFORE.match(plain)
    if before:
        return before[1] + plain[before.end() :].strip(), _meant(before[2], before[3])
    behind = _BEHIND.search(plain)
    return (plain[: behind.start()].strip(), _meant(behind[1], behind[2])) if behind else (plain, ())


def _meant(code: str | None, sign: str | None) -> tuple[str, ...]:
    return (code,) if code else SYMBOLS[sign or ""]
