"""All tables: for whoever makes, copies, compares or walks through a whole database.

A verb needs a few of them, and declaring all takes a sixth of its start. Outside `store.tables` nobody else is given
`METADATA`, so that nobody who means all of them sees those alone that happen to be imported.
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
