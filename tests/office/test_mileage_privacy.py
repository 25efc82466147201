"""A rep's own data goes to the rep whole, and is erased where no law asks for it; the ledger stays whole."""

from __future__ import annotations

from datetime import timedelta

from mileage.trips import TripKind
from office.mileage.attestations import Correction, correct_trip
from office.mileage.expenses import add_expenses
from office.mileage.privacy import Erased, erase_words, export_own_data
from office.mileage.verification import verify_ledger
from office.opening import Office
from store.expenses import read_receipt_content
from store.ledger import all_postings
from tests.office.mileage_house import MONDAY, by, drive, furnished, look, spoil, stored, visited
from tests.office.test_mileage_spending import LUNCH, PNG

TUESDAY = MONDAY + timedelta(days=1)


def test_words_go_and_amounts_stay(office: Office) -> None:
    furnished(office)
    for day in (MONDAY, TUESDAY):
        visited(office, "a1", day)
        drive(office, day, days_later=3)
    add_expenses(*by(office), "r1", (LUNCH,), (PNG,))
    before = look(office, all_postings)
    assert erase_words(*by(office, "boss"), "r1", TUESDAY, "kept long enough") == Erased(2, 1, 1, 0)
    assert erase_words(*by(office, "boss"), "r1", TUESDAY, "kept long enough") == Erased(0, 0, 0, 0)
    assert look(office, all_postings) == before
    kept = {one.trip.date: one.trip.to_address for one in stored(office)}
    assert kept[MONDAY] == "erased"
    assert kept[TUESDAY] != "erased"
    assert look(office, read_receipt_content, PNG.hash) is None
    assert verify_ledger(*by(office, "boss")).is_clean


def test_a_private_trip_can_be_erased_at_once(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    visited(sqlite_workspace, "a1")
    drive(sqlite_workspace)
    trip = stored(sqlite_workspace)[0].trip
    correct_trip(*by(sqlite_workspace), trip.id, Correction(kind=TripKind.PRIVATE, purpose="Dentist"), "was private")
    assert "Dentist" in str(export_own_data(*by(sqlite_workspace, "r1"), "r1"))
    assert erase_words(*by(sqlite_workspace, "boss"), "r1", MONDAY, "asked by the rep").deleted == 1
    assert "Dentist" not in str(export_own_data(*by(sqlite_workspace, "r1"), "r1"))
    assert verify_ledger(*by(sqlite_workspace, "boss")).is_clean


def test_what_is_tampered_with_after_an_erasure_is_still_named(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    visited(sqlite_workspace, "a1")
    drive(sqlite_workspace)
    erase_words(*by(sqlite_workspace, "boss"), "r1", TUESDAY, "kept long enough")
    spoil(sqlite_workspace, "UPDATE postings SET reason = 'x' WHERE number = 2")
    assert [f.number for f in verify_ledger(*by(sqlite_workspace, "boss")).verdict.findings] == [2]


def test_a_rep_gets_nothing_of_another(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    visited(sqlite_workspace, "a2", rep_id="r2")
    drive(sqlite_workspace, rep_id="r2")
    assert "Shop 2" not in str(export_own_data(*by(sqlite_workspace, "r1"), "r1"))
    assert "Shop 2" in str(export_own_data(*by(sqlite_workspace, "r2"), "r2"))
