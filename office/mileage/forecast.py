"""What was driven and what a stored plan would cost to drive, by rep and month: each line says which of both."""

from __future__ import annotations

from dataclasses import dataclass

from mileage.forecast import planned_trips
from mileage.monthly import Basis, MonthLine, monthly_report
from mileage.pricing import price
from mileage.vehicles import Vehicle, vehicle_on
from office.door import Act, reads
from office.mileage.reps import sees, terms_of
from routing.problems import Problem
from store.accounts import read_accounts
from store.plans import find_plan, read_plan
from store.terms import read_vehicles, tables_of
from store.trips import TripState, read_trips


@dataclass(frozen=True, slots=True)
class Forecast:
    """A plan's kilometres and what they would be paid, and a problem for each way without a rate."""

    lines: tuple[MonthLine, ...]
    problems: tuple[Problem, ...]


@reads
def forecast_mileage(act: Act, number: int | None = None) -> Forecast:
    """Return what a plan (the newest, if none is named) would cost to drive.

    A rep without a registered vehicle is reckoned with a car. What was driven before the plan begins is not counted
    towards a tier: the forecast is of the plan alone.
    """
    connection = act.connection
    plan = read_plan(connection, find_plan(connection, number))
    accounts = {account.id: account for account in read_accounts(connection)}
    registered, terms = read_vehicles(connection), terms_of(connection)
    lines: list[MonthLine] = []
    problems: list[Problem] = []
    for rep_id in sorted({tour.rep_id for tour in plan.tours if sees(act, tour.rep_id)}):
        vehicle = vehicle_on(registered.values(), rep_id, plan.start) or Vehicle(f"car of {rep_id}", rep_id)
        own = [tour for tour in plan.tours if tour.rep_id == rep_id]
        trips = planned_trips(own, accounts, {rep_id: vehicle.id})
        priced, found = price(trips, {vehicle.id: vehicle}, tables_of(connection, terms[rep_id]))
        lines += monthly_report(priced, Basis.PLANNED)
        problems += found
    return Forecast(tuple(lines), tuple(problems))


@reads
def list_months(act: Act, number: int | None = None) -> tuple[MonthLine, ...]:
    """Return by rep and month what was driven and attested, and after it what a plan would cost to drive."""
    connection = act.connection
    driven = [stored.trip for stored in read_trips(connection, (TripState.ATTESTED,))]
    vehicles, terms = read_vehicles(connection), terms_of(connection)
    lines: list[MonthLine] = []
    for rep_id in sorted({trip.rep_id for trip in driven if sees(act, trip.rep_id)}):
        own = [trip for trip in driven if trip.rep_id == rep_id]
        priced, _ = price(own, vehicles, tables_of(connection, terms[rep_id]))
        lines += monthly_report(priced, Basis.CONFIRMED)
    return (*lines, *forecast_mileage.inside(act, number).lines)
