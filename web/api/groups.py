"""Every noun of the API, brought together."""

from __future__ import annotations

from web.api.account_edits import ACCOUNT_EDITS
from web.api.accounts import ACCOUNTS
from web.api.agendas import AGENDAS
from web.api.before import BEFORE
from web.api.by_routes import BY_ROUTES
from web.api.calendars import CALENDARS
from web.api.changes import CHANGES
from web.api.crm import CRM
from web.api.decisions import DECISIONS
from web.api.designs import DESIGNS
from web.api.exports import EXPORTS
from web.api.fixed_dates import FIXED_DATES
from web.api.forecasts import FORECASTS
from web.api.imports import IMPORTS
from web.api.jobs import JOBS
from web.api.mileage import MILEAGE
from web.api.openapi import DESCRIPTION
from web.api.people import PEOPLE
from web.api.phone_acts import ACTS
from web.api.plans import PLANS
from web.api.questions import QUESTIONS
from web.api.realignments import REALIGNMENTS
from web.api.reps import REPS
from web.api.reviews import REVIEWS
from web.api.routes import ApiRoutes
from web.api.settings import SETTINGS
from web.api.territories import TERRITORIES
from web.api.trips import TRIPS
from web.api.visits import VISITS
from web.api.webhooks import WEBHOOKS

API: tuple[ApiRoutes, ...] = (
    DESCRIPTION, PEOPLE, REPS, ACCOUNTS, ACCOUNT_EDITS, FIXED_DATES, BEFORE, PLANS, FORECASTS, DECISIONS, VISITS, ACTS,
    MILEAGE, TERRITORIES, DESIGNS, REALIGNMENTS, BY_ROUTES, REVIEWS, IMPORTS, EXPORTS, JOBS, CHANGES, WEBHOOKS, CRM,
    TRIPS, QUESTIONS, CALENDARS, SETTINGS, AGENDAS,
)  # fmt: skip
"""In the order of the description."""
