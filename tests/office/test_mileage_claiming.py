"""From a confirmed visit to a paid claim, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from mileage.claims import ClaimState
from mileage.ledger import EntryKind, balances
from mileage.trips import TripKind
from office.mileage.attestations import Correction, attest_trips, correct_trip, reprice_trips, withdraw_trip
from office.mileage.claims import (
    approve_claim,
    close_month,
    list_missing,
    list_payroll,
    pay_claim,
    reject_claim,
    show_claim,
    submit_claim,
)
from office.mileage.trips import Drafted
from office.mileage.verification import verify_ledger
from office.opening import Office
from routing.problems import BadInputError
from store.accounts import write_reps
from store.database import writing
from store.ledger import all_postings, postings_of
from store.tables.mileage import postings, trips
from store.terms import Terms, write_terms
from store.trips import TripState
from tests.office.mileage_house import DAY, MONDAY, REP, by, draft, drive, furnished, look, spoil, stored, visited

MAY = ("r1", "2026-05")


def codes(caught: pytest.ExceptionInfo[BadInputError]) -> list[str]:
    return [problem.code for problem in caught.value.problems]


def test_a_confirmed_visit_becomes_a_paid_claim(office: Office) -> None:
    furnished(office)
    visited(office, "a1")
    visited(office, "a2", start_s=36000)
    assert draft(office) == Drafted(3, 0)
    posted = attest_trips(*by(office), "r1", DAY)
    assert sorted(str(p.entry.pay) for p in posted) == ["3.00 EUR", "3.00 EUR", "6.00 EUR"]
    assert [str(money) for money in show_claim(*by(office), "r1", "2026-05").totals.totals] == ["12.00 EUR"]
    submit_claim(*by(office), *MAY)
    approve_claim(*by(office, "r2"), *MAY)
    (line,) = list_payroll(*by(office, "clerk"), "2026-05")
    assert (line.rep_id, line.kind, str(line.pay)) == ("r1", "mileage", "12.00 EUR")
    assert pay_claim(*by(office, "clerk"), *MAY).claim.state is ClaimState.PAID
    assert balances(look(office, all_postings))[("owed:r1", "EUR")] == 0
    assert verify_ledger(*by(office, "boss")).is_clean


def test_a_late_visit_changes_only_its_own_ways(office: Office) -> None:
    furnished(office)
    visited(office, "a1")
    visited(office, "a3", start_s=40000)
    drive(office)
    visited(office, "a2", start_s=36000)
    assert draft(office) == Drafted(2, 1)
    posted = attest_trips(*by(office), "r1", DAY)
    assert [p.entry.kind for p in posted].count(EntryKind.REVERSAL) == 1
    assert show_claim(*by(office), "r1", "2026-05").totals.totals[0].amount == Decimal("18.00")
    assert draft(office) == Drafted(0, 0)
    assert verify_ledger(*by(office, "boss")).is_clean


def test_a_corrected_trip_is_reversed_and_posted_anew(office: Office) -> None:
    furnished(office)
    visited(office, "a1")
    drive(office)
    first = stored(office)[0].trip
    longer = Correction(distance_m=Decimal(12_000))
    posted = correct_trip(*by(office), first.id, longer, "detour")
    assert [str(p.entry.pay) for p in posted] == ["-3.00 EUR", "3.60 EUR"]
    assert draft(office) == Drafted(0, 0)
    correct_trip(*by(office), first.id, Correction(kind=TripKind.PRIVATE), "was private")
    assert show_claim(*by(office), "r1", "2026-05").totals.totals[0].amount == Decimal("3.00")
    withdraw_trip(*by(office), stored(office)[0].trip.id, "not driven")
    assert verify_ledger(*by(office, "boss")).is_clean


def test_what_comes_after_the_claim_goes_to_the_next_month(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    visited(sqlite_workspace, "a1")
    drive(sqlite_workspace)
    submit_claim(*by(sqlite_workspace), *MAY)
    visited(sqlite_workspace, "a2", MONDAY + timedelta(days=1))
    drive(sqlite_workspace, MONDAY + timedelta(days=1), days_later=2)
    late = [p.entry for p in look(sqlite_workspace, postings_of, "r1") if p.entry.day > MONDAY]
    assert {entry.period for entry in late} == {"2026-06"}
    assert {entry.reason for entry in late} == {"late: 2026-05 is closed"}


def test_a_rejected_claim_is_open_again(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    visited(sqlite_workspace, "a1")
    drive(sqlite_workspace)
    submit_claim(*by(sqlite_workspace), *MAY)
    reject_claim(*by(sqlite_workspace, "r2"), *MAY, "the detour?")
    trip = stored(sqlite_workspace)[0].trip
    correct_trip(*by(sqlite_workspace), trip.id, Correction(distance_m=Decimal(5_000)), "no detour")
    assert {p.entry.period for p in look(sqlite_workspace, postings_of, "r1")} == {"2026-05"}


def test_closing_a_month_writes_down_the_head(office: Office) -> None:
    furnished(office)
    visited(office, "a1")
    drive(office)
    head = close_month(*by(office, "boss", 40), "2026-05")
    assert head.count == 2
    assert verify_ledger(*by(office, "boss")).is_clean
    with pytest.raises(BadInputError) as caught:
        close_month(*by(office, "boss", 40), "2026-05")
    assert codes(caught) == ["month-closed"]


def test_a_month_that_is_not_over_stays_open(sqlite_workspace: Office) -> None:
    with pytest.raises(BadInputError) as caught:
        close_month(*by(sqlite_workspace, "boss"), "2026-05")
    assert codes(caught) == ["month-not-over"]


def test_the_ledger_names_the_posting_whose_row_was_changed(office: Office) -> None:
    furnished(office)
    visited(office, "a1")
    drive(office)
    spoil(office, "UPDATE postings SET amount = '4.00' WHERE number = 1")
    findings = verify_ledger(*by(office, "boss")).verdict.findings
    assert [(f.number, f.code) for f in findings] == [(1, "posting-changed")]


def test_the_ledger_names_the_posting_whose_trip_was_changed(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    visited(sqlite_workspace, "a1")
    drive(sqlite_workspace)
    spoil(sqlite_workspace, "UPDATE trips SET purpose = 'Golf' WHERE to_id = 'a1'")
    (finding,) = verify_ledger(*by(sqlite_workspace, "boss")).verdict.findings
    assert finding.code == "log-changed"


def overwritten(
    office: Office, column: sa.Column[object], value: str, where: sa.ColumnElement[bool]
) -> set[tuple[int, str]]:
    """Write a text over a cell, look what verify says, and put back what was there."""
    new = "2026-05-09" if isinstance(column.type, sa.Date) else value
    key = tuple(column.table.primary_key.columns)
    with writing(office.database) as connection:
        rows = connection.execute(sa.select(*key, column).where(where)).all()
        connection.execute(column.table.update().where(where).values({column.name: sa.literal(new, sa.String())}))
    findings = verify_ledger(*by(office, "boss")).verdict.findings
    with writing(office.database) as connection:
        for row in rows:
            own = sa.and_(*(one == held for one, held in zip(key, row[:-1], strict=True)))
            connection.execute(column.table.update().where(own).values({column.name: row[-1]}))
    return {(finding.number, finding.code) for finding in findings}


def test_whatever_is_written_over_a_posting_is_named(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    visited(sqlite_workspace, "a1")
    drive(sqlite_workspace)
    cells = [(column, value) for column in postings.columns if column.name != "number" for value in ("x", "7")]
    for column, value in cells:
        numbers = {number for number, _ in overwritten(sqlite_workspace, column, value, postings.c.number == 1)}
        assert 1 in numbers, (column.name, value)
    assert verify_ledger(*by(sqlite_workspace, "boss")).is_clean


def test_whatever_is_written_over_a_trip_is_named(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    visited(sqlite_workspace, "a1")
    drive(sqlite_workspace)
    unsealed = {"id", "version", "state"}
    for column in (column for column in trips.columns if column.name not in unsealed):
        codes_ = {code for _, code in overwritten(sqlite_workspace, column, "7", trips.c.to_id == "a1")}
        assert "log-changed" in codes_, column.name
        assert codes_ <= {"log-changed", "row-unreadable"}, column.name
    assert verify_ledger(*by(sqlite_workspace, "boss")).is_clean


@pytest.mark.parametrize("state", ["draft", "replaced", "withdrawn", "refused"])
def test_a_trip_that_is_posted_and_said_not_to_hold_is_named(sqlite_workspace: Office, state: str) -> None:
    furnished(sqlite_workspace)
    visited(sqlite_workspace, "a1")
    drive(sqlite_workspace)
    there = next(one.trip for one in stored(sqlite_workspace) if one.trip.to_id == "a1")
    correct_trip(*by(sqlite_workspace), there.id, Correction(distance_m=Decimal(11_000)), "detour")
    assert verify_ledger(*by(sqlite_workspace, "boss")).is_clean
    found = overwritten(sqlite_workspace, trips.c.state, state, trips.c.to_id == "r1")
    assert {code for _, code in found} == {"log-state"}
    withdraw_trip(*by(sqlite_workspace), there.id, "a colleague drove")
    assert verify_ledger(*by(sqlite_workspace, "boss")).is_clean


def test_a_draft_is_changed_without_a_reason_and_without_a_posting(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    visited(sqlite_workspace, "a1")
    draft(sqlite_workspace)
    waiting = stored(sqlite_workspace, TripState.DRAFT)[0].trip
    assert correct_trip(*by(sqlite_workspace), waiting.id, Correction(distance_m=Decimal(11_000)), "") == ()
    assert draft(sqlite_workspace) == Drafted(1, 0)
    assert sum(p.entry.metres for p in attest_trips(*by(sqlite_workspace), "r1", DAY)) == Decimal(21_000)
    assert verify_ledger(*by(sqlite_workspace, "boss")).is_clean


def test_what_the_rep_has_taken_back_is_not_drafted_again(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    visited(sqlite_workspace, "a1")
    drive(sqlite_workspace)
    there, back = (one.trip for one in stored(sqlite_workspace))
    assert len(withdraw_trip(*by(sqlite_workspace), there.id, "a colleague drove")) == 1
    assert draft(sqlite_workspace) == Drafted(0, 0)
    assert [one.trip for one in stored(sqlite_workspace)] == [back]
    assert verify_ledger(*by(sqlite_workspace, "boss")).is_clean


def test_only_the_rep_attests(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    with pytest.raises(BadInputError) as caught:
        attest_trips(*by(sqlite_workspace, "r2"), "r1", DAY)
    assert codes(caught) == ["not-the-rep"]


def test_a_trip_that_has_not_been_driven_yet_is_refused(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    visited(sqlite_workspace, "a1", MONDAY + timedelta(days=1))
    with pytest.raises(BadInputError) as caught:
        drive(sqlite_workspace, MONDAY + timedelta(days=1))
    assert set(codes(caught)) == {"trip-in-the-future"}
    assert look(sqlite_workspace, all_postings) == ()


def test_a_claim_that_misses_days_says_which_and_wants_a_yes(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    visited(sqlite_workspace, "a1")
    drive(sqlite_workspace)
    visited(sqlite_workspace, "a2", MONDAY + timedelta(days=1))
    visited(sqlite_workspace, "a3", MONDAY + timedelta(days=2))
    draft(sqlite_workspace, MONDAY + timedelta(days=2), days_later=2)
    with pytest.raises(BadInputError, match="2 days are not attested: 2026-05-05, 2026-05-06"):
        submit_claim(*by(sqlite_workspace, days_later=2), *MAY)
    assert show_claim(*by(sqlite_workspace), *MAY).totals.claim.state is ClaimState.DRAFT
    submit_claim(*by(sqlite_workspace, days_later=2), *MAY, anyway=True)


def test_imported_history_is_not_missing(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    visited(sqlite_workspace, "a1", MONDAY - timedelta(days=70))
    visited(sqlite_workspace, "a2", MONDAY - timedelta(days=7))
    assert list_missing(*by(sqlite_workspace, "boss")) == ()
    visited(sqlite_workspace, "a1")
    drive(sqlite_workspace)
    visited(sqlite_workspace, "a2", MONDAY + timedelta(days=1))
    found = list_missing(*by(sqlite_workspace, "boss", 40))
    assert [(one.who, one.what, one.about) for one in found] == [
        ("r1", "attest the trips", "2026-05-05"),
        ("r1", "submit the claim", "2026-05"),
    ]
    assert list_missing(*by(sqlite_workspace, "boss", 40), "r2") == ()
    assert list_missing(*by(sqlite_workspace, "boss", 40), "r1", "2026-04") == ()


def test_an_appointment_at_home_makes_no_trip_and_no_fault(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    visited(sqlite_workspace, "a1")
    visited(sqlite_workspace, "r1", start_s=50000)
    assert draft(sqlite_workspace) == Drafted(2, 0)


def test_an_empty_claim_is_not_submitted(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    with pytest.raises(BadInputError) as caught:
        submit_claim(*by(sqlite_workspace), *MAY)
    assert codes(caught) == ["claim-empty"]


def test_terms_hold_from_their_day_on_and_never_before(sqlite_workspace: Office) -> None:
    tuesday = MONDAY + timedelta(days=1)
    furnished(sqlite_workspace)
    with writing(sqlite_workspace.database) as connection:
        write_terms(connection, [Terms("r1", "at-kilometergeld", since=tuesday)])
    for day in (MONDAY, tuesday):
        visited(sqlite_workspace, "a1", day)
        drive(sqlite_workspace, day, days_later=1)
    paid = {(posting.entry.day, posting.entry.rates) for posting in look(sqlite_workspace, all_postings)}
    assert paid == {(MONDAY, "0.30"), (tuesday, "0.50")}
    assert reprice_trips(*by(sqlite_workspace, "boss"), "r1", MONDAY, "checked") == ()
    assert verify_ledger(*by(sqlite_workspace, "boss")).is_clean


def test_the_log_names_the_address_of_home_where_the_rep_gave_one(sqlite_workspace: Office) -> None:
    furnished(sqlite_workspace)
    with writing(sqlite_workspace.database) as connection:
        write_reps(connection, [replace(REP, address="Feldweg 3, Vaduz")])
    visited(sqlite_workspace, "a1")
    draft(sqlite_workspace)
    drafts = [one.trip for one in stored(sqlite_workspace, TripState.DRAFT)]
    ends = {end for trip in drafts for end in (trip.from_address, trip.to_address)}
    assert ends == {"Feldweg 3, Vaduz", "Road 1"}
