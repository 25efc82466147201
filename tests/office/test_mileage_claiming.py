"""From a confirmed visit to a paid claim, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from mileage.claims import Claim, ClaimState
from mileage.ledger import EntryKind, balances
from mileage.trips import TripKind
from office.mileage.acts import Days
from office.mileage.attestations import attest, correct, reprice, withdraw
from office.mileage.claims import claim_totals, close_month, payroll, take_step
from office.mileage.trips import Derived, derive_trips
from office.mileage.verification import verify_ledger
from office.opening import Office
from routing.problems import BadInputError
from store.accounts import write_reps
from store.database import writing
from store.ledger import all_postings, postings_of
from store.tables.mileage import postings, trips
from store.terms import Terms, write_terms
from store.trips import TripState, read_trips
from tests.office.mileage_house import MONDAY, REP, Road, act, drive, furnish, visited

DAY = Days(MONDAY, MONDAY)
MAY = Claim("r1", "2026-05")


def codes(caught: pytest.ExceptionInfo[BadInputError]) -> list[str]:
    return [problem.code for problem in caught.value.problems]


def test_a_confirmed_visit_becomes_a_paid_claim(office: Office) -> None:
    with writing(office.database) as connection:
        furnish(connection)
        visited(connection, "a1")
        visited(connection, "a2", start_s=36000)
        assert derive_trips(connection, "r1", DAY, Road(), act().now) == Derived(3, 0)
        posted = attest(connection, "r1", DAY, act())
        assert sorted(str(p.entry.pay) for p in posted) == ["3.00 EUR", "3.00 EUR", "6.00 EUR"]
        assert [str(money) for money in claim_totals(connection, "r1", "2026-05").totals] == ["12.00 EUR"]
        for step, actor in (("submit", "r1"), ("approve", "r2")):
            take_step(connection, MAY, step, act(actor))
        (line,) = payroll(connection, "2026-05")
        assert (line.rep_id, line.kind, str(line.pay)) == ("r1", "mileage", "12.00 EUR")
        assert take_step(connection, MAY, "pay", act("clerk")).state is ClaimState.PAID
        assert balances(all_postings(connection))[("owed:r1", "EUR")] == 0
        assert verify_ledger(connection).is_clean


def test_a_late_visit_changes_only_its_own_ways(office: Office) -> None:
    with writing(office.database) as connection:
        furnish(connection)
        visited(connection, "a1")
        visited(connection, "a3", start_s=40000)
        drive(connection)
        visited(connection, "a2", start_s=36000)
        assert derive_trips(connection, "r1", DAY, Road(), act().now) == Derived(2, 1)
        posted = attest(connection, "r1", DAY, act())
        assert [p.entry.kind for p in posted].count(EntryKind.REVERSAL) == 1
        assert claim_totals(connection, "r1", "2026-05").totals[0].amount == Decimal("18.00")
        assert derive_trips(connection, "r1", DAY, Road(), act().now) == Derived(0, 0)
        assert verify_ledger(connection).is_clean


def test_a_corrected_trip_is_reversed_and_posted_anew(office: Office) -> None:
    with writing(office.database) as connection:
        furnish(connection)
        visited(connection, "a1")
        drive(connection)
        first = read_trips(connection, [TripState.ATTESTED])[0].trip
        longer = replace(first, distance_m=Decimal(12_000))
        assert [str(p.entry.pay) for p in correct(connection, longer, "detour", act())] == ["-3.00 EUR", "3.60 EUR"]
        assert derive_trips(connection, "r1", DAY, Road(), act().now) == Derived(0, 0)
        correct(connection, replace(longer, kind=TripKind.PRIVATE), "was private", act())
        assert claim_totals(connection, "r1", "2026-05").totals[0].amount == Decimal("3.00")
        withdraw(connection, read_trips(connection, [TripState.ATTESTED])[0].trip.id, "not driven", act())
        assert verify_ledger(connection).is_clean


def test_what_comes_after_the_claim_goes_to_the_next_month(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        visited(connection, "a1")
        drive(connection)
        take_step(connection, MAY, "submit", act())
        visited(connection, "a2", MONDAY + timedelta(days=1))
        drive(connection, MONDAY + timedelta(days=1), days_later=2)
        late = [p.entry for p in postings_of(connection, "r1") if p.entry.day > MONDAY]
        assert {entry.period for entry in late} == {"2026-06"}
        assert {entry.reason for entry in late} == {"late: 2026-05 is closed"}


def test_a_rejected_claim_is_open_again(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        visited(connection, "a1")
        drive(connection)
        take_step(connection, MAY, "submit", act())
        take_step(connection, MAY, "reject", act("r2"), "the detour?")
        trip = read_trips(connection, [TripState.ATTESTED])[0].trip
        correct(connection, replace(trip, distance_m=Decimal(5_000)), "no detour", act())
        assert {p.entry.period for p in postings_of(connection, "r1")} == {"2026-05"}


def test_closing_a_month_writes_down_the_head(office: Office) -> None:
    with writing(office.database) as connection:
        furnish(connection)
        visited(connection, "a1")
        drive(connection)
        head = close_month(connection, "2026-05", act("boss", 40))
        assert head.count == 2
        assert verify_ledger(connection).is_clean
        with pytest.raises(BadInputError) as caught:
            close_month(connection, "2026-05", act("boss", 40))
        assert codes(caught) == ["month-closed"]


def test_a_month_that_is_not_over_stays_open(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection, pytest.raises(BadInputError) as caught:
        close_month(connection, "2026-05", act("boss"))
    assert codes(caught) == ["month-not-over"]


def test_the_ledger_names_the_posting_whose_row_was_changed(office: Office) -> None:
    with writing(office.database) as connection:
        furnish(connection)
        visited(connection, "a1")
        drive(connection)
        connection.exec_driver_sql("UPDATE postings SET amount = '4.00' WHERE number = 1")
        findings = verify_ledger(connection).verdict.findings
        assert [(f.number, f.code) for f in findings] == [(1, "posting-changed")]


def test_the_ledger_names_the_posting_whose_trip_was_changed(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        visited(connection, "a1")
        drive(connection)
        connection.exec_driver_sql("UPDATE trips SET purpose = 'Golf' WHERE to_id = 'a1'")
        (finding,) = verify_ledger(connection).verdict.findings
        assert finding.code == "log-changed"


def overwritten(
    connection: Connection, column: sa.Column[object], value: str, where: sa.ColumnElement[bool]
) -> set[tuple[int, str]]:
    """Write a text over a cell, look what verify says, and undo it."""
    with connection.begin_nested() as point:
        new = "2026-05-09" if isinstance(column.type, sa.Date) else value
        connection.execute(column.table.update().where(where).values({column.name: sa.literal(new, sa.String())}))
        findings = verify_ledger(connection).verdict.findings
        point.rollback()
    return {(finding.number, finding.code) for finding in findings}


def test_whatever_is_written_over_a_posting_is_named(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        visited(connection, "a1")
        drive(connection)
        cells = [(column, value) for column in postings.columns if column.name != "number" for value in ("x", "7")]
        for column, value in cells:
            numbers = {number for number, _ in overwritten(connection, column, value, postings.c.number == 1)}
            assert 1 in numbers, (column.name, value)
        assert verify_ledger(connection).is_clean


def test_whatever_is_written_over_a_trip_is_named(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        visited(connection, "a1")
        drive(connection)
        unsealed = {"id", "version", "state"}
        for column in (column for column in trips.columns if column.name not in unsealed):
            codes_ = {code for _, code in overwritten(connection, column, "7", trips.c.to_id == "a1")}
            assert codes_ == {"log-changed"}, column.name
        assert verify_ledger(connection).is_clean


@pytest.mark.parametrize("state", ["draft", "replaced", "withdrawn", "refused"])
def test_a_trip_that_is_posted_and_said_not_to_hold_is_named(sqlite_workspace: Office, state: str) -> None:
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        visited(connection, "a1")
        drive(connection)
        there = next(one.trip for one in read_trips(connection, [TripState.ATTESTED]) if one.trip.to_id == "a1")
        correct(connection, replace(there, distance_m=Decimal(11_000)), "detour", act())
        assert verify_ledger(connection).is_clean
        found = overwritten(connection, trips.c.state, state, trips.c.to_id == "r1")
        assert {code for _, code in found} == {"log-state"}
        withdraw(connection, there.id, "a colleague drove", act())
        assert verify_ledger(connection).is_clean


def test_a_draft_is_changed_without_a_reason_and_without_a_posting(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        visited(connection, "a1")
        derive_trips(connection, "r1", DAY, Road(), act().now)
        draft = read_trips(connection, [TripState.DRAFT])[0].trip
        assert correct(connection, replace(draft, distance_m=Decimal(11_000)), "", act()) == ()
        assert derive_trips(connection, "r1", DAY, Road(), act().now) == Derived(1, 0)
        assert sum(p.entry.metres for p in attest(connection, "r1", DAY, act())) == Decimal(21_000)
        assert verify_ledger(connection).is_clean


def test_what_the_rep_has_taken_back_is_not_drafted_again(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        visited(connection, "a1")
        drive(connection)
        there, back = (one.trip for one in read_trips(connection, [TripState.ATTESTED]))
        assert len(withdraw(connection, there.id, "a colleague drove", act())) == 1
        assert derive_trips(connection, "r1", DAY, Road(), act().now) == Derived(0, 0)
        assert [one.trip for one in read_trips(connection, [TripState.ATTESTED])] == [back]
        assert verify_ledger(connection).is_clean


def test_only_the_rep_attests(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        with pytest.raises(BadInputError) as caught:
            attest(connection, "r1", DAY, act("r2"))
        assert codes(caught) == ["attest-foreign"]


def test_a_trip_that_has_not_been_driven_yet_is_refused(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        visited(connection, "a1", MONDAY + timedelta(days=1))
        with pytest.raises(BadInputError) as caught:
            drive(connection, MONDAY + timedelta(days=1))
        assert set(codes(caught)) == {"trip-in-the-future"}
        assert list(all_postings(connection)) == []


def test_an_empty_claim_is_not_submitted(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        with pytest.raises(BadInputError) as caught:
            take_step(connection, MAY, "submit", act())
        assert codes(caught) == ["claim-empty"]


def test_terms_hold_from_their_day_on_and_never_before(sqlite_workspace: Office) -> None:
    tuesday = MONDAY + timedelta(days=1)
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        write_terms(connection, [Terms("r1", "at-kilometergeld", since=tuesday)])
        for day in (MONDAY, tuesday):
            visited(connection, "a1", day)
            drive(connection, day, days_later=1)
        paid = {(posting.entry.day, posting.entry.rates) for posting in all_postings(connection)}
        assert paid == {(MONDAY, "0.30"), (tuesday, "0.50")}
        assert reprice(connection, "r1", MONDAY, "checked", act("boss")) == ()
        assert verify_ledger(connection).is_clean


def test_the_log_names_the_address_of_home_where_the_rep_gave_one(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        write_reps(connection, [replace(REP, address="Feldweg 3, Vaduz")])
        visited(connection, "a1")
        derive_trips(connection, "r1", DAY, Road(), act().now)
        drafts = [one.trip for one in read_trips(connection, [TripState.DRAFT])]
        ends = {end for trip in drafts for end in (trip.from_address, trip.to_address)}
        assert ends == {"Feldweg 3, Vaduz", "Road 1"}
