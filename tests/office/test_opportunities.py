"""Importing deals: open, won and lost ones arrive with their days, and what contradicts itself is named."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from office.imports.mappings import options_of
from office.imports.maps import ready_map
from office.imports.uploads import ImportOptions
from office.opening import Office
from routing.problems import BadInputError
from store.database import reading
from store.import_mappings import ImportMapping
from store.opportunities import read_opportunities
from territory.opportunities import Opportunity
from tests.importing import import_file
from tests.office.test_importing import GOOD, accounts_from, csv_file

DEAL = {
    "id": "d1",
    "account_id": "a1",
    "name": "Oven",
    "amount": "12000.50",
    "currency": "CHF",
    "stage": "offer",
    "probability": "0.4",
    "opened": "2026-10-01",
    "expected_close": "2027-03-31",
}


def imported(
    office: Office, folder: Path, now: datetime, *rows: dict[str, str], program: str = ""
) -> tuple[Opportunity, ...]:
    accounts_from(office, csv_file(folder / "a.csv", [GOOD]), now)
    options = ImportOptions(ready_map(program, "opportunities")) if program else ImportOptions()
    import_file(office, "opportunities", csv_file(folder / "d.csv", list(rows)), now, options)
    with reading(office.database) as connection:
        return read_opportunities(connection)


def test_deals_come_back_as_they_were_written(office: Office, tmp_path: Path, now: datetime) -> None:
    lost = {"id": "d2", "account_id": "a1", "name": "Mixer", "closed": "2026-11-02", "won": "no"}
    one, two = imported(office, tmp_path, now, DEAL, lost)
    assert (one.amount, one.probability, one.won) == (Decimal("12000.50"), 0.4, None)
    assert (two.amount, two.closed, two.won) == (None, date(2026, 11, 2), False)


def test_importing_a_deal_again_closes_it(sqlite_workspace: Office, tmp_path: Path, now: datetime) -> None:
    assert imported(sqlite_workspace, tmp_path, now, DEAL)[0].is_open(date(2026, 12, 1))
    (deal,) = imported(sqlite_workspace, tmp_path, now, DEAL | {"closed": "2026-11-20", "won": "yes"})
    assert deal.won
    assert deal.is_open(date(2026, 11, 19))
    assert not deal.is_open(date(2026, 11, 20))
    assert not deal.is_open(date(2026, 9, 30))


def test_exports_of_salesforce_are_read_with_their_map(sqlite_workspace: Office, tmp_path: Path, now: datetime) -> None:
    theirs = {
        "Opportunity ID": "006",
        "Account ID": "a1",
        "Opportunity Name": "Oven",
        "Stage": "Closed Won",
        "Probability (%)": "100",
        "Close Date": "2026-11-20",
        "Created Date": "2026-10-01T08:00:00.000Z",
    }
    (deal,) = imported(sqlite_workspace, tmp_path, now, theirs, program="salesforce")
    assert (deal.probability, deal.opened, deal.closed, deal.won) == (1, date(2026, 10, 1), date(2026, 11, 20), True)


def test_a_program_is_refused_for_a_kind_of_file_that_it_has_no_map_for() -> None:
    with pytest.raises(BadInputError, match="none for absences"):
        options_of(ImportMapping("", "absences", "salesforce"), skip_bad=False)
    assert options_of(ImportMapping("", "accounts", "salesforce"), skip_bad=False)


def test_exports_of_hubspot_are_read_with_their_map(sqlite_workspace: Office, tmp_path: Path, now: datetime) -> None:
    theirs = {
        "Record ID": "9",
        "Associated Company IDs (Primary)": "a1",
        "Deal Name": "Oven",
        "Deal Stage": "Decision",
        "Deal probability": "0.8",
        "Close Date": "2027-01-20 10:30",
        "Amount": "100",
        "Currency": "EUR",
    }
    (deal,) = imported(sqlite_workspace, tmp_path, now, theirs, program="hubspot")
    assert (deal.probability, deal.expected_close, deal.closed) == (0.8, date(2027, 1, 20), None)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"account_id": "a9"}, "account-unknown"),
        ({"name": ""}, "name-empty"),
        ({"amount": "much"}, "amount-not-a-number"),
        ({"currency": ""}, "currency-empty"),
        ({"currency": "€"}, "currency-unreadable"),
        ({"probability": "40"}, "probability-out-of-range"),
        ({"probability_percent": "140"}, "probability-percent-out-of-range"),
        ({"expected_close": "soon"}, "expected-close-not-a-date"),
        ({"closed": "2026-11-20"}, "won-missing"),
        ({"stage": "won", "expected_close": ""}, "closed-missing"),
        ({"stage": "lost", "won": "yes"}, "won-against-stage"),
        ({"closed": "2026-09-20", "won": "no"}, "closed-before-opened"),
        ({"id": "d0"}, "id-twice"),
    ],
)
def test_a_bad_row_of_deals_is_named(
    sqlite_workspace: Office, tmp_path: Path, now: datetime, change: dict[str, str], code: str
) -> None:
    with pytest.raises(BadInputError) as caught:
        imported(sqlite_workspace, tmp_path, now, DEAL | {"id": "d0"}, DEAL | change)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.where.startswith("d.csv row 3")
