"""A rep's own data goes to the rep whole, and is erased where no law asks for it; the ledger stays whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from mileage.trips import TripKind
from office.mileage.attestations import correct
from office.mileage.expenses import add_spending
from office.mileage.privacy import Erased, erase, own_data
from office.mileage.verification import verify_ledger
from office.opening import Office
from store.database import writing
from store.ledger import all_postings
from store.spending import read_receipt_content
from store.trips import TripState, read_trips
from tests.office.mileage_house import MONDAY, act, drive, furnish, visited
from tests.office.test_mileage_spending import LUNCH, PNG

TUESDAY = MONDAY + timedelta(days=1)


def test_words_go_and_amounts_stay(office: Office) -> None:
    with writing(office.database) as connection:
        furnish(connection)
        for day in (MONDAY, TUESDAY):
            visited(connection, "a1", day)
            drive(connection, day, days_later=3)
        add_spending(connection, "r1", [LUNCH], [PNG], act())
        before = list(all_postings(connection))
        assert erase(connection, "r1", TUESDAY, "kept long enough", act("boss")) == Erased(2, 1, 1, 0)
        assert erase(connection, "r1", TUESDAY, "kept long enough", act("boss")) == Erased(0, 0, 0, 0)
        assert list(all_postings(connection)) == before
        kept = {one.trip.date: one.trip.to_address for one in read_trips(connection, [TripState.ATTESTED])}
        assert kept[MONDAY] == "erased"
        assert kept[TUESDAY] != "erased"
        assert read_receipt_content(connection, PNG.hash) is None
        assert verify_ledger(connection).is_clean


def test_a_private_trip_can_be_erased_at_once(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        visited(connection, "a1")
        drive(connection)
        trip = read_trips(connection, [TripState.ATTESTED])[0].trip
        correct(connection, replace(trip, kind=TripKind.PRIVATE, purpose="Dentist"), "was private", act())
        assert "Dentist" in str(own_data(connection, "r1"))
        assert erase(connection, "r1", MONDAY, "asked by the rep", act()).deleted == 1
        assert "Dentist" not in str(own_data(connection, "r1"))
        assert verify_ledger(connection).is_clean


def test_what_is_tampered_with_after_an_erasure_is_still_named(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        visited(connection, "a1")
        drive(connection)
        erase(connection, "r1", TUESDAY, "kept long enough", act("boss"))
        connection.exec_driver_sql("UPDATE postings SET reason = 'x' WHERE number = 2")
        assert [f.number for f in verify_ledger(connection).verdict.findings] == [2]


def test_a_rep_gets_nothing_of_another(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        visited(connection, "a2", rep_id="r2")
        drive(connection, rep_id="r2")
        assert "Shop 2" not in str(own_data(connection, "r1"))
        assert "Shop 2" in str(own_data(connection, "r2"))
