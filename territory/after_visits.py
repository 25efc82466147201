"""What an account's sales did after its visits: the month of a visit and the next, beside the months without one.

Said of accounts alone that have enough of both; a share is of the mean of the months without a visit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from territory.sales import Sales, month_after

LEAST_MONTHS = 3
"""Fewer months with a visit, or without one, say nothing."""
AFTER_MONTHS = 2
"""So many months count as after a visit: that of the visit and the next."""


@dataclass(frozen=True, slots=True)
class AfterVisits:
    """One account: mean sales of a month after a visit and of the others, and by what share the first is more."""

    account: str
    visits: int
    after: float
    without: float

    @property
    def change(self) -> float | None:
        """Return by what share more is sold after visits; None where nothing is sold without them."""
        return self.after / self.without - 1 if self.without > 0 else None


def after_visits(sales: Sales, visited: Mapping[str, Sequence[date]]) -> tuple[AfterVisits, ...]:
    """Return the accounts of which something can be said, the greatest change first."""
    months = list(sales.months)
    found = []
    for row, account in enumerate(sales.accounts):
        days = [day for day in visited.get(account, ()) if months and months[0] <= day]
        near = {month_after(day.replace(day=1), n) for day in days for n in range(AFTER_MONTHS)}
        after = np.array([month in near for month in months], np.bool_)
        known = ~np.isnan(sales.amounts[row])
        if min((after & known).sum(), (~after & known).sum()) >= LEAST_MONTHS:
            line = sales.amounts[row]
            means = float(line[after & known].mean()), float(line[~after & known].mean())
            found.append(AfterVisits(account, len(days), round(means[0], 2), round(means[1], 2)))
    return tuple(sorted(found, key=lambda one: (-round(one.change if one.change is not None else -2, 6), one.account)))
