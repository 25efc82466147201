"""A target of sales that is behind, and how many visits would make up for it, if visits bring what they brought.

What a visit brought is the sales of its month and the next above those of months without one, a mean over the accounts
of which both can be said. It is no proof: visits go where something is sold. Where it is nothing, visits are no answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

import numpy as np

from territory.after_visits import AFTER_MONTHS, AfterVisits
from territory.sales import Sales, month_after
from territory.targets import Target, due_by


@dataclass(frozen=True, slots=True)
class SalesLack:
    """A target of sales that is behind on the last day on record.

    Attributes
    ----------
    by : date
        The end of the last month on record.
    sold, due, whole : float
        Money sold in the period by then, asked by then on the way to the target, and asked by its end.
    per_visit : float or None
        Money that a visit brought; None where nothing can be said of it.
    visits : int
        How many would make up for what lacks; none where a visit brought nothing.
    candidates : int
        Accounts with potential left that no plan visits in the period and whose spacing allows a visit.
    """

    territory: str
    by: date
    sold: float
    due: float
    whole: float
    per_visit: float | None
    visits: int
    currency: str
    candidates: int = 0


def sales_lack(
    target: Target, sales: Sales, members: Collection[str], season: Sequence[float], told: Iterable[AfterVisits]
) -> SalesLack | None:
    """Return what a target of sales lacks; None where it is on its way, or no month of it is on record.

    Parameters
    ----------
    members : collection of str
        The accounts of the target's territory.
    season : 12 floats
        The index of each month, January first, by which what is due grows.
    told : iterable of AfterVisits
        What can be said of visits of any accounts; those of the members count.
    """
    mine = set(members)
    rows = [row for row, name in enumerate(sales.accounts) if name in mine]
    begins, ends = target.start.replace(day=1), target.end
    columns = [number for number, month in enumerate(sales.months) if begins <= month <= ends]
    if not rows or not columns:
        return None
    by = min(month_after(sales.months[columns[-1]], 1) - timedelta(1), ends)
    sold = float(np.nansum(sales.amounts[np.ix_(rows, columns)]))
    due = due_by(target, by, season)
    if due is None or round(sold, 2) >= round(due, 2):
        return None
    per_visit = brought_by_a_visit(one for one in told if one.account in mine)
    visits = ceil(round((due - sold) / per_visit, 6)) if per_visit is not None and per_visit > 0 else 0
    return SalesLack(target.territory, by, sold, due, target.value, per_visit, visits, sales.currency)


def brought_by_a_visit(told: Iterable[AfterVisits]) -> float | None:
    """Return the money that a visit brought on average, to the cent; None where nothing is told."""
    visits, more = 0, 0.0
    for one in told:
        visits += one.visits
        more += one.visits * AFTER_MONTHS * (one.after - one.without)
    return round(more / visits, 2) if visits else None
