"""What a stored plan would cost to drive, by rep and month: a forecast that says so in every line."""

from __future__ import annotations

from mileage.forecast import planned_trips
from mileage.monthly import Basis, MonthLine, monthly_report
from mileage.pricing import price
from mileage.vehicles import Vehicle, vehicle_on
from office.mileage.trips import terms_of
from routing.problems import Problem
from scheduler.plan import Plan
from store.accounts import read_accounts
from store.database import Connection
from store.terms import read_vehicles, tables_of


def forecast(connection: Connection, plan: Plan) -> tuple[tuple[MonthLine, ...], tuple[Problem, ...]]:
    """Return a plan's kilometres and what they would be paid, and a problem for each way without a rate.

    A rep without a registered vehicle is reckoned with a car. What was driven before the plan begins is not counted
    towards a tier: the forecast is of the plan alone.
    """
    accounts = {account.id: account for account in read_accounts(connection)}
    registered, terms = read_vehicles(connection), terms_of(connection)
    lines: list[MonthLine] = []
    problems: list[Problem] = []
    for rep_id in sorted({tour.rep_id for tour in plan.tours}):
        vehicle = vehicle_on(registered.values(), rep_id, plan.start) or Vehicle(f"car of {rep_id}", rep_id)
        own = [tour for tour in plan.tours if tour.rep_id == rep_id]
        trips = planned_trips(own, accounts, {rep_id: vehicle.id})
        priced, found = price(trips, {vehicle.id: vehicle}, tables_of(connection, terms[rep_id]))
        lines += monthly_report(priced, Basis.PLANNED)
        problems += found
    return tuple(lines), tuple(problems)
