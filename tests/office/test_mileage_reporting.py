"""The report of a workspace: planned against driven, states of claims, private trips only to their rep."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from mileage.periods import Days
from mileage.trips import TripKind
from office.mileage.attestations import Correction, correct_trip
from office.mileage.claims import submit_claim
from office.mileage.reports import Form, list_trips, mileage_report
from office.opening import Office
from scheduler.plan import Plan, PlannedVisit, Tour
from store.database import writing
from store.ownership import Owned, add_ownership
from store.plans import set_published, write_plan
from tests.office.mileage_house import EVENING, MONDAY, by, drive, furnished, stored, visited

MAY = Days(MONDAY.replace(day=1), MONDAY.replace(day=31))


def test_planned_stands_beside_driven(office: Office) -> None:
    visit = PlannedVisit(f"r1-a1-{MONDAY}-32400", "a1", 1, 30000, 32400, 34200, 1000, 8_000)
    tour = Tour("r1", MONDAY, 29000, 40000, None, 0, (visit,), 1000, 10_000)
    furnished(office)
    with writing(office.database) as connection:
        set_published(connection, write_plan(connection, Plan(MONDAY, MONDAY, (tour,), ()), EVENING))
    visited(office, "a1")
    drive(office)
    entries = list_trips(*by(office), "r1", MAY)
    assert [(entry.trip.to_id, str(entry.variance)) for entry in entries] == [("a1", "25.0"), ("r1", "0.0")]
    assert {(entry.plate, entry.state, str(entry.pay)) for entry in entries} == {("FL 1", "attested", "3.00 EUR")}
    submit_claim(*by(office), "r1", "2026-05")
    assert {entry.state for entry in list_trips(*by(office), "r1", MAY)} == {"submitted"}


@pytest.mark.parametrize("person", ["r2", "boss", "administrator"])
def test_private_trips_are_seen_by_nobody_but_their_rep(sqlite_workspace: Office, person: str) -> None:
    furnished(sqlite_workspace)
    visited(sqlite_workspace, "a1")
    drive(sqlite_workspace)
    trip = stored(sqlite_workspace)[0].trip
    correct_trip(*by(sqlite_workspace), trip.id, Correction(kind=TripKind.PRIVATE, purpose="Dentist"), "was private")
    assert "Dentist" in str(list_trips(*by(sqlite_workspace), "r1", MAY))
    assert "Dentist" not in str(list_trips(*by(sqlite_workspace, person), "r1", MAY))
    for who in ("r1", person):
        for by_what in ("trip", "flags"):
            assert b"Dentist" not in mileage_report(*by(sqlite_workspace, who), MAY, by=by_what).content


def test_a_correction_shows_its_last_word_once(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    visited(sqlite_workspace, "a1")
    drive(sqlite_workspace)
    trip = stored(sqlite_workspace)[0].trip
    correct_trip(*by(sqlite_workspace), trip.id, Correction(distance_m=Decimal(20_000)), "detour")
    (entry,) = [entry for entry in list_trips(*by(sqlite_workspace), "r1", MAY) if entry.trip.id == trip.id]
    assert (str(entry.pay), entry.rates) == ("6.00 EUR", "0.30")
    flagged = mileage_report(*by(sqlite_workspace, "boss"), MAY, by="flags").content
    assert b"over-network" in flagged


def test_a_territory_bears_what_was_driven_while_it_was_its_own(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    with writing(sqlite_workspace.database) as connection:
        add_ownership(connection, [Owned("a1", date(2026, 1, 1), "r1", "design")])
        add_ownership(connection, [Owned("a1", MONDAY.replace(day=9), "r2", "realigned")])
    visited(sqlite_workspace, "a1")
    drive(sqlite_workspace)
    assert {entry.territory_id for entry in list_trips(*by(sqlite_workspace), "r1", MAY)} == {"r1"}


def test_the_whole_head_stands_on_every_report(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    visited(sqlite_workspace, "a1")
    drive(sqlite_workspace)
    boss = by(sqlite_workspace, "boss")
    table, book = mileage_report(*boss, MAY), mileage_report(*boss, MAY, form=Form.XLSX)
    kept = f"{table.head.count}:{table.head.hash}"
    assert kept.encode() in table.content
    about = load_workbook(BytesIO(book.content))["About"]
    assert kept in str(about["A3"].value)
