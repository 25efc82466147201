"""Whatever is written past the office is named: claims, tails, steps, erasures, receipts, flags, rows that are none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mileage.money import Money
from office.mileage.claims import approve_claim, close_month, reject_claim, submit_claim
from office.mileage.expenses import NewExpense, add_expense
from office.mileage.privacy import erase_words
from office.mileage.verification import verify_ledger
from office.opening import Office
from tests.office.mileage_house import MONDAY, by, drive, furnished, spoil, visited
from tests.office.test_mileage_spending import PNG

ERASE = """INSERT INTO erasures (subject, kind, erased_at, reason, step)
SELECT id, 'trip', '2026-07-01T00:00:00+00:00', '', 1 FROM trips WHERE rep_id = 'r1'"""
ALLOW = """INSERT INTO allowance_lines (id, rep_id, day, place, what, rule, amount, currency, table_hash)
VALUES ('x', 'r1', '2026-05-04', '', '', '', 'abc', 'EUR', '')"""


def month(office: Office) -> None:
    """Let a month go its way: trips, an expense with its receipt and a flag, a claim, a closing, an erasure."""
    furnished(office)
    for number, rep in enumerate(("r1", "r2"), 1):
        visited(office, f"a{number}", rep_id=rep, start_s=32400 + number)
        drive(office, rep_id=rep)
    dinner = NewExpense(MONDAY, "meal", Money(Decimal("80.00"), "EUR"), "Inn")
    add_expense(*by(office), "r1", dinner, PNG.content)
    submit_claim(*by(office), "r1", "2026-05")
    submit_claim(*by(office, "r2"), "r2", "2026-05")
    reject_claim(*by(office, "boss"), "r2", "2026-05", "the detour?")
    submit_claim(*by(office, "r2"), "r2", "2026-05")
    approve_claim(*by(office, "boss"), "r1", "2026-05")
    close_month(*by(office, "boss", 40), "2026-05")
    erase_words(*by(office, "boss", 50), "r2", MONDAY.replace(day=6), "kept long enough")
    assert verify_ledger(*by(office, "boss")).is_clean


def found(office: Office) -> set[str]:
    verified = verify_ledger(*by(office, "boss"))
    return {one.code for one in verified.verdict.findings} | ({"audit-changed"} if verified.audit else set())


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE claims SET state = 'approved' WHERE rep_id = 'r2'", "claim-changed"),
        ("UPDATE claims SET state = 'paid' WHERE rep_id = 'r1'", "claim-changed"),
        ("UPDATE claims SET state = 'zzz' WHERE rep_id = 'r1'", "row-unreadable"),
        ("DELETE FROM claims", "claim-changed"),
        ("INSERT INTO claims (rep_id, period, state) VALUES ('r1', '2026-04', 'approved')", "claim-changed"),
        ("DELETE FROM claim_steps WHERE number = (SELECT max(number) FROM claim_steps)", "erasure-changed"),
        ("DELETE FROM claim_steps WHERE number >= 5", "claim-changed"),
        ("DELETE FROM claim_steps", "claim-changed"),
        ("DELETE FROM postings WHERE number = (SELECT max(number) FROM postings)", "postings-missing"),
        ("DELETE FROM postings", "posting-missing"),
        (ERASE, "erasure-changed"),
        ("UPDATE trips SET purpose = 'Holiday' WHERE rep_id = 'r2'", "erased-and-there"),
        ("UPDATE receipts SET content = x'255044462d2525454f46'", "receipt-changed"),
        ("DELETE FROM receipts", "receipt-missing"),
        ("UPDATE expenses SET flags = ''", "log-changed"),
        ("UPDATE expenses SET captured_at = '2026-05-05T00:00:00+00:00'", "log-changed"),
        ("UPDATE closings SET head_count = 1", "head-differs"),
        ("DELETE FROM closings", "closing-changed"),
        ("UPDATE postings SET day = 'garbage' WHERE number = 2", "posting-unreadable"),
        ("UPDATE postings SET reason = x'ff00' WHERE number = 2", "posting-unreadable"),
        ("UPDATE trips SET date = 'garbage'", "row-unreadable"),
        ("UPDATE trips SET distance_um = 'abc'", "row-unreadable"),
        ("UPDATE trips SET kind = 'abc'", "row-unreadable"),
        ("UPDATE trips SET captured_at = 'abc'", "row-unreadable"),
        ("UPDATE postings SET posted_at = 'abc' WHERE number = 2", "posting-unreadable"),
        ("UPDATE expenses SET gross = 'NaN'", "row-unreadable"),
        ("UPDATE claim_steps SET at = x'ff' WHERE number = 1", "row-unreadable"),
        ("UPDATE closings SET head_count = 'abc'", "row-unreadable"),
        ("UPDATE erasures SET step = 'abc'", "row-unreadable"),
    ],
)  # fmt: skip
def test_what_is_written_past_the_office_is_named(sqlite_workspace: Office, statement: str, code: str) -> None:
    month(sqlite_workspace)
    spoil(sqlite_workspace, statement)
    assert code in found(sqlite_workspace)


def test_a_spoilt_allowance_is_named(sqlite_workspace: Office) -> None:
    month(sqlite_workspace)
    spoil(sqlite_workspace, ALLOW)
    assert found(sqlite_workspace) == {"row-unreadable"}


def test_postings_of_before_seals_had_a_version_stay_whole(sqlite_workspace: Office) -> None:
    """Neither verify nor the next attestation takes a trip for changed because its seal is of an earlier form."""
    from mileage import evidence  # noqa: PLC0415 - patched here

    furnished(sqlite_workspace)
    visited(sqlite_workspace, "a1")
    with pytest.MonkeyPatch.context() as patch:
        for room in ("mileage.posting", "mileage.evidence"):
            patch.setattr(f"{room}.seal", lambda trip: evidence.digest(evidence._driven(trip)))
        drive(sqlite_workspace)
    assert verify_ledger(*by(sqlite_workspace, "boss")).is_clean
    visited(sqlite_workspace, "a2", MONDAY.replace(day=1))
    drive(sqlite_workspace, MONDAY.replace(day=1))
    verified = verify_ledger(*by(sqlite_workspace, "boss"))
    assert verified.is_clean
    assert verified.verdict.head.count == 4
