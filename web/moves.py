"""The days on which a visit may lie, as a rep chooses among them: dearer or cheaper than now, and what they break."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from office.plans.prices import VisitPrices
from routing.findings import Finding

WEEKS = 4
SAME_S = 60
"""A difference of less than a minute is none."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One day: `more_s` is the driving that it costs more than the day that the visit lies on now."""

    date: date
    now: bool
    more_s: int
    start_s: int | None
    broken: tuple[Finding, ...]

    @property
    def colour(self) -> str:
        """Return ``bad`` where a rule is broken, else ``good`` or ``warn`` by what it costs."""
        if self.broken:
            return "bad"
        return "warn" if self.more_s >= SAME_S else "good"


def choices_of(prices: VisitPrices, today: date) -> tuple[Choice, ...]:
    """Return the days of the next four weeks on which the rep works, from today on."""
    here = next((one.price for one in prices.days if one.date == prices.date), 0.0)
    until = today + timedelta(weeks=WEEKS)
    return tuple(
        Choice(one.date, one.date == prices.date, round(one.price - here), one.start_s, one.broken)
        for one in prices.days
        if today <= one.date <= until
    )


def beside_its_day(finding: Finding, account_id: str, names: Mapping[str, str]) -> Finding:
    """Return a finding as it is told on a visit's own page, below its day: neither is named again, others by name."""
    facts = dict(finding.facts) | {"date": None}
    about = facts.get("account")
    facts["account"] = None if about == account_id else names.get(str(about), about)
    return replace(finding, facts=tuple(sorted(facts.items())))
