"""A month that is over at a small house: two visits driven, an expense with its receipt, a private trip."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from mileage.money import Money
from mileage.periods import Days
from mileage.trips import TripKind
from office.identity import person_named
from office.mileage.attestations import attest_trips
from office.mileage.claims import submit_claim
from office.mileage.expenses import NewExpense, add_expense
from office.mileage.trips import NewTrip, add_trip
from office.opening import Office
from office.people import Grant, Reach, Role, owner
from office.staff import save_person
from tests.office.mileage_house import EVENING, MONDAY, by, draft, furnished, visited
from tests.office.test_mileage_spending import PNG
from tests.web.site import let_in

MONTH = "2026-05"


def month_over(workspace: Office) -> Office:
    """Furnish a workspace, let people in, and return it a month later."""
    office = replace(workspace, clock=lambda: EVENING + timedelta(days=35))
    furnished(office)
    visited(office, "a1")
    visited(office, "a2", start_s=40000)
    draft(office)
    then, rita = by(office)
    private = NewTrip(MONDAY, Decimal(9000), "Secret lake", "Home", "bathing", kind=TripKind.PRIVATE)
    add_trip(then, rita, "r1", private)
    attest_trips(then, rita, "r1", Days(MONDAY, MONDAY))
    bought = NewExpense(MONDAY, "meal", Money(Decimal("3.00"), "EUR"), "Inn <b>")
    add_expense(then, rita, "r1", bought, PNG.content, "ticket.png")
    let_in(office)
    save_person(office, owner(), "rita", "Rita", (Grant(Role.REP, Reach.OWN),), rep_id="r1")
    return office


def submitted(office: Office) -> None:
    """Let the rep submit the claim."""
    submit_claim(office, person_named(office, "rita"), "r1", MONTH)
