"""What payroll pays, as the file that payroll programs read."""

from __future__ import annotations

from collections.abc import Iterable

from mileage.cells import csv_text
from office.mileage.claims import PayrollLine

COLUMNS = ("rep", "period", "kind", "amount", "currency")


def payroll_csv(lines: Iterable[PayrollLine]) -> str:
    """Return the lines as CSV, one a rep, kind and currency."""
    rows = ((line.rep_id, line.period, line.kind, line.pay.amount, line.pay.currency) for line in lines)
    return csv_text(COLUMNS, rows)
