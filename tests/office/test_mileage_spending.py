"""Expenses and allowances in the workspace: with their receipt, posted at once, all of them or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from mileage.allowances import Journey
from mileage.expenses import Expense, PaidBy
from mileage.money import Money
from mileage.receipts import read_receipt
from office.mileage.claims import claim_totals, close_month
from office.mileage.expenses import add_journey, add_spending, withdraw_spending
from office.mileage.verification import verify_ledger
from office.opening import Office
from routing.problems import BadInputError
from store.database import reading, writing
from store.ledger import all_postings
from store.spending import read_receipt_content
from tests.office.mileage_house import MONDAY, act, furnish

PNG = read_receipt(b"\x89PNG\r\n\x1a\n" + b"0" * 40 + b"IEND\xaeB`\x82", "lunch.png")
LUNCH = Expense(
    "e1", "r1", MONDAY, "meal", Money(Decimal("23.80"), "EUR"), Decimal("0.19"), PaidBy.REP, "Inn", receipt=PNG.hash
)


def test_an_expense_is_kept_with_its_receipt_and_posted(office: Office) -> None:
    with writing(office.database) as connection:
        furnish(connection)
        (assessed,), (posting,) = add_spending(connection, "r1", [LUNCH], [PNG, PNG], act())
        assert (str(assessed.pay), str(posting.entry.pay)) == ("23.80 EUR", "23.80 EUR")
        assert read_receipt_content(connection, PNG.hash) == ("image/png", PNG.content)
        assert verify_ledger(connection).is_clean
        withdraw_spending(connection, "e1", "paid twice", act())
        assert claim_totals(connection, "r1", "2026-05").totals[0].amount == 0
        assert verify_ledger(connection).is_clean


def test_an_expense_changed_after_posting_is_named(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        add_spending(connection, "r1", [LUNCH], [PNG], act())
        connection.exec_driver_sql("UPDATE expenses SET merchant = 'Club'")
        assert [f.code for f in verify_ledger(connection).verdict.findings] == ["log-changed"]


@pytest.mark.parametrize(
    ("change", "actor", "code"),
    [
        ({"category": "yacht"}, "r1", "category-unknown"),
        ({"date": MONDAY + timedelta(days=1)}, "r1", "expense-in-the-future"),
        ({}, "r2", "expense-foreign"),
    ],
)
def test_one_bad_expense_keeps_all_from_being_posted(
    sqlite_workspace: Office, change: dict[str, object], actor: str, code: str
) -> None:
    bad = replace(LUNCH, id="e2", **change)  # type: ignore[arg-type]
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        with pytest.raises(BadInputError) as caught:
            add_spending(connection, "r1", [LUNCH, bad], [PNG], act(actor))
        assert code in {problem.code for problem in caught.value.problems}
        assert list(all_postings(connection)) == []


def test_an_id_is_used_once(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        add_spending(connection, "r1", [LUNCH], [PNG], act())
        with pytest.raises(BadInputError, match="expense-known"):
            add_spending(connection, "r1", [LUNCH], [PNG], act())


def test_nobody_takes_back_what_is_not_theirs(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        add_spending(connection, "r1", [LUNCH], [PNG], act())
        with pytest.raises(BadInputError, match="expense-unknown"):
            withdraw_spending(connection, "e1", "mine", act("r2"))


def test_a_journey_is_paid_day_by_day_and_only_once(office: Office) -> None:
    journey = Journey("r1", MONDAY, ("standard",))
    with writing(office.database) as connection:
        furnish(connection)
        posted = add_journey(connection, "de-verpflegung", journey, act())
        assert [str(p.entry.pay) for p in posted] == ["14.00 EUR", "20.00 EUR", "14.00 EUR"]
        assert verify_ledger(connection).is_clean
        with pytest.raises(BadInputError, match="allowance-known"):
            add_journey(connection, "de-verpflegung", journey, act())
    with reading(office.database) as connection:
        assert len(list(all_postings(connection))) == 3


def test_an_allowance_of_a_closed_month_goes_to_the_open_one_and_says_so(sqlite_workspace: Office) -> None:
    with writing(sqlite_workspace.database) as connection:
        furnish(connection)
        close_month(connection, f"{MONDAY:%Y-%m}", act("boss", days_later=40))
        journey = Journey("r1", MONDAY, away_s=40_000)
        (posted,) = add_journey(connection, "de-verpflegung", journey, act(days_later=40))
        assert (posted.entry.period, posted.entry.reason) == ("2026-06", "late: 2026-05 is closed")
