"""The tables, one file per room; importing this package declares them all on `METADATA`.

Instants are ISO 8601 text in UTC, days are dates, times of day are seconds since the rep's local midnight, sets of
words are text joined by ``|``, money is decimal text. Both databases then hold and order the same values.
"""

from __future__ import annotations

from store.tables import (
    accounts,
    acts,
    agendas,
    calendars,
    consultation,
    crm,
    feedback,
    fixed_dates,
    house,
    imports,
    mileage,
    opportunities,
    outside,
    ownership,
    plans,
    review,
    roads,
)
from store.tables.metadata import METADATA
from store.tables.types import Word

__all__ = [
    "METADATA",
    "accounts",
    "acts",
    "agendas",
    "calendars",
    "consultation",
    "crm",
    "feedback",
    "fixed_dates",
    "house",
    "imports",
    "mileage",
    "opportunities",
    "outside",
    "ownership",
    "plans",
    "review",
    "roads",
]

for _column in (column for table in METADATA.sorted_tables for column in table.columns):
    if isinstance(_column.type, Word):
        _column.type.place = f"{_column.table.name}.{_column.name}"  # so that a spoilt row can be named
