"""Postcodes as people and programs write them: spaces, case, ZIP+4 and lost leading zeros do not hide a match."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

_PLUS_FOUR = re.compile(r"(\d{5})-?\d{4}")
_JOINED = re.compile(r"(\d+)-(\d+)")


def canonical(code: str) -> str:
    """Return a postcode in its plain form: capitals without spaces, a ZIP+4's first five, digits without a hyphen.

    ``sw1a 2aa`` is ``SW1A2AA``, ``02139-4301`` is ``02139``, ``00-950`` is ``00950``.
    """
    plain = "".join(code.split()).upper()
    match = _PLUS_FOUR.fullmatch(plain)
    if match:
        return match[1]
    return plain.replace("-", "") if _JOINED.fullmatch(plain) else plain


def ends(pattern: str) -> tuple[str, str] | None:
    """Return both ends of a pattern that is a range: two codes of digits of one length."""
    low, _, high = "".join(pattern.split()).partition("-")
    return (low, high) if low.isdigit() and high.isdigit() and len(low) == len(high) else None


def fits(pattern: str, code: str, *, restore: bool = True) -> bool:
    """Tell whether a postcode fits a pattern: whole, ``94*``, or ``9490-9498`` between codes of one length.

    With `restore` a code of digits that is one too short, since a program took it for a number, gets its zero.
    """
    if pattern.endswith("*"):
        return _plain(code).startswith(_plain(pattern[:-1]))
    span = ends(pattern)
    wanted = span or (canonical(pattern),) * 2
    held = _with_zero(canonical(code), len(wanted[0])) if restore and wanted[0].isdigit() else canonical(code)
    if span:
        return held.isdigit() and len(held) == len(span[0]) and span[0] <= held <= span[1]
    if _PLUS_FOUR.fullmatch(_plain(pattern)):
        return _plain(code).replace("-", "") == _plain(pattern).replace("-", "")
    return held == wanted[0]


class PostcodeIndex:
    """Known codes in order, by which those that fit a pattern are looked up: only near ones are compared."""

    def __init__(self, known: Iterable[str]) -> None:
        codes = sorted(set(known))
        self._plain = sorted((_plain(code), code) for code in codes)
        self._canonical = sorted((canonical(code), code) for code in codes)
        self._restored = sorted(("0" + canonical(code), code) for code in codes if canonical(code).isdigit())

    def fitting(self, pattern: str, *, restore: bool) -> list[str]:
        """Return the codes that fit a pattern, see `fits`."""
        if pattern.endswith("*"):
            found = _between(self._plain, _plain(pattern[:-1]), _plain(pattern[:-1]))
        else:
            low, high = ends(pattern) or (canonical(pattern),) * 2
            found = _between(self._canonical, low, high)
            found += _between(self._restored, low, high) if restore else []
        return sorted({code for code in found if fits(pattern, code, restore=restore)})


def _between(ordered: Sequence[tuple[str, str]], low: str, high: str) -> list[str]:
    last = high + chr(0x10FFFF)
    first = bisect_left(ordered, (low,))
    return [code for _, code in ordered[first : bisect_right(ordered, (last, last))]]


def lengths(patterns: Iterable[str]) -> set[int]:
    """Return how long the codes of digits are that patterns name whole: more than one form is more than one country."""
    spans = (ends(pattern) or (canonical(pattern),) for pattern in patterns if not pattern.endswith("*"))
    return {len(span[0]) for span in spans if span[0].isdigit()}


def _plain(code: str) -> str:
    return "".join(code.split()).upper()


def _with_zero(code: str, length: int) -> str:
    return f"0{code}" if code.isdigit() and len(code) == length - 1 else code
