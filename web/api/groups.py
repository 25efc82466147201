"""Every noun of the API, brought together."""

from __future__ import annotations

from web.api.accounts import ACCOUNTS
from web.api.changes import CHANGES
from web.api.fixed_dates import FIXED_DATES
from web.api.jobs import JOBS
from web.api.mileage import MILEAGE
from web.api.openapi import DESCRIPTION
from web.api.people import PEOPLE
from web.api.plans import PLANS
from web.api.reps import REPS
from web.api.routes import ApiRoutes
from web.api.visits import VISITS

API: tuple[ApiRoutes, ...] = (
    DESCRIPTION, PEOPLE, REPS, ACCOUNTS, FIXED_DATES, PLANS, VISITS, MILEAGE, JOBS, CHANGES,
)  # fmt: skip
"""In the order of the description."""
