"""A budget divided by potential, to the cent, and written into the policy in place of what stood there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_DOWN, Decimal

from territory.performance import BudgetLine

CENT = Decimal("0.01")
_BLOCK = re.compile(r"(?ms)^\[\[budget\]\][^\n]*\n.*?(?=^\[|\Z)")


def allotted(lines: Sequence[BudgetLine], potential: Mapping[str, float]) -> dict[str, Decimal]:
    """Return the amount of each territory, of lines of one kind and year: their sum, divided by potential.

    Cents that remain go to the territories whose part was cut the most, the first by name of equal ones. Nothing is
    returned where the lines have more than one currency, a territory several lines, or no potential is known.
    """
    names = [line.territory for line in lines]
    known = {name: Decimal(str(round(potential.get(name, 0.0), 6))) for name in names}
    whole, total = sum(known.values(), Decimal()), sum((line.amount for line in lines), Decimal())
    if len({line.currency for line in lines}) != 1 or len(known) != len(names) or whole <= 0:
        return {}
    exact = {name: total * known[name] / whole for name in sorted(known)}
    parts = {name: value.quantize(CENT, ROUND_DOWN) for name, value in exact.items()}
    left = int((total - sum(parts.values(), Decimal())) / CENT)
    for name in sorted(exact, key=lambda one: (parts[one] - exact[one], one))[:left]:
        parts[name] += CENT
    return parts


def with_amounts(text: str, kind: str, year: int, amounts: Mapping[str, Decimal]) -> str:
    """Return a policy's text with other amounts in its budgets of a kind and year; all else stays to the letter."""

    def block(found: re.Match[str]) -> str:
        said = found[0]
        territory = _value(said, "territory")
        if (_value(said, "kind"), _value(said, "year")) != (kind, str(year)) or territory not in amounts:
            return said
        return re.sub(r"(?m)^(\s*amount\s*=\s*)[^#\n]*", rf'\g<1>"{amounts[territory]}"', said, count=1)

    return _BLOCK.sub(block, text)


def _value(block: str, name: str) -> str:
    found = re.search(rf"(?m)^\s*{name}\s*=\s*([^#\n]*)", block)
    return found[1].strip().strip("\"'") if found else ""
