"""What was sold in a period, and to whom for the first time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from territory.sales import Sales, month_after


def sold(sales: Sales, rows: Sequence[int], start: date, end: date, today: date) -> float | None:
    """Return the sales of some rows in the months of a period that are over; None where one is not on record."""
    last = (min(end, today).year - start.year) * 12 + min(end, today).month - start.month
    months = [month_after(start, number) for number in range(last + 1)]
    column = {month: number for number, month in enumerate(sales.months)}
    over = [month for month in months if month in column or month_after(month, 1) <= today]
    if not over or not rows or any(month not in column for month in over):
        return None
    total = float(sales.amounts[np.ix_(rows, [column[month] for month in over])].sum())
    return total if np.isfinite(total) else None


def first_sales(sales: Sales) -> dict[str, date | None]:
    """Return the first month in which each account bought; None where it never did."""
    bought, months = sales.amounts > 0, sales.months
    first = np.where(bought.any(axis=1), bought.argmax(axis=1), -1)
    columns: list[int] = first.tolist()
    return {name: months[column] if column >= 0 else None for name, column in zip(sales.accounts, columns, strict=True)}


def year_before(day: date) -> date:
    """Return the same day of the year before; of 29 February, the 28th."""
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)
