"""The report of a workspace: planned against driven, states of claims, private trips only to their rep."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from mileage.claims import Claim
from mileage.handout import report
from mileage.trips import TripKind
from office.mileage.acts import Days
from office.mileage.attestations import correct
from office.mileage.claims import take_step
from office.mileage.reports import Asked, contents, log_entries
from office.opening import Office
from scheduler.plan import Plan, PlannedVisit, Tour
from store.database import writing
from store.plans import set_published, write_plan
from store.trips import TripState, read_trips
from tests.office.mileage_house import MONDAY, act, drive, furnish, visited

MAY = Days(MONDAY.replace(day=1), MONDAY.replace(day=31))


def test_planned_stands_beside_driven(office: Office) -> None:
    visit = PlannedVisit(f"r1-a1-{MONDAY}-32400", "a1", 1, 30000, 32400, 34200, 1000, 8_000)
    tour = Tour("r1", MONDAY, 29000, 40000, None, 0, (visit,), 1000, 10_000)
    with writing(office.database) as connection:
        furnish(connection)
        set_published(connection, write_plan(connection, Plan(MONDAY, MONDAY, (tour,), ()), act().now))
        visited(connection, "a1")
        drive(connection)
        entries = log_entries(connection, Asked(MAY))
        assert [(entry.trip.to_id, str(entry.variance)) for entry in entries] == [("a1", "25.0"), ("r1", "0.0")]
        assert {(entry.plate, entry.state, str(entry.pay)) for entry in entries} == {("FL 1", "attested", "3.00 EUR")}
        take_step(connection, Claim("r1", "2026-05"), "submit", act())
        assert {entry.state for entry in log_entries(connection, Asked(MAY))} == {"submitted"}


def test_private_trips_reach_only_their_rep(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        visited(connection, "a1")
        drive(connection)
        trip = read_trips(connection, [TripState.ATTESTED])[0].trip
        correct(connection, replace(trip, kind=TripKind.PRIVATE, purpose="Dentist"), "was private", act())
        assert "Dentist" not in str(report("Mileage", "", contents(connection, Asked(MAY, own=True), {})))
        assert "Dentist" not in str(contents(connection, Asked(MAY), {}))
        assert "Dentist" in str(log_entries(connection, Asked(MAY, "r1", own=True)))


def test_a_correction_shows_its_last_word_once(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        visited(connection, "a1")
        drive(connection)
        trip = read_trips(connection, [TripState.ATTESTED])[0].trip
        correct(connection, replace(trip, distance_m=Decimal(20_000)), "detour", act())
        (entry,) = [entry for entry in log_entries(connection, Asked(MAY)) if entry.trip.id == trip.id]
        assert (str(entry.pay), entry.rates) == ("6.00 EUR", "0.30")
        flagged = contents(connection, Asked(MAY), {"r1": frozenset({MONDAY})}).flags
        assert {flag.code for flag in flagged} == {"holiday", "over-network"}
