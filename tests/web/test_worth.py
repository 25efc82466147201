"""Accounts by worth: the list, its orders, and the same figures on the page, in the file and at the command."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from click.testing import CliRunner

from cli import roundsman
from office.opening import Office
from office.people import Grant, Reach, Role, owner
from office.reviews.manager_files import keep_traits
from office.reviews.worth import list_worth
from office.staff import save_person
from store.accounts import read_accounts, write_accounts
from store.database import writing
from store.sales import MonthlySales, write_sales
from territory.accounts import AccountKind
from tests.web.month import month_over
from tests.web.site import signed_in
from web.routes import account

NOW = datetime(2026, 6, 8, 18, tzinfo=UTC)
TRAITS = "account_id,win_probability,satisfaction\na1,0.5,1.0\na2,0.5,0.2\n"


@pytest.fixture
def house(sqlite_workspace: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Two customers whose sales double and halve within a year, the second one's trait says a prospect's."""
    monkeypatch.setattr(account, "GUESSES_OF_ADDRESS", account.Limits(1000))
    monkeypatch.setenv("ROUNDSMAN_NOW", NOW.isoformat())
    office = replace(month_over(sqlite_workspace), clock=lambda: NOW)
    months = [f"{year}-{month:02}" for year in (2024, 2025, 2026) for month in range(1, 13)][5:29]
    with writing(office.database) as connection:
        known = read_accounts(connection)
        last = replace(known[-1], kind=AccountKind.PROSPECT)
        write_accounts(connection, [*(replace(one, potential=9000.0) for one in known[:2]), last])
        sold = {"a1": (100, 115), "a2": (100, 50)}
        write_sales(
            connection,
            [
                MonthlySales(name, month, Decimal(before if n < 12 else after), "EUR")
                for name, (before, after) in sold.items()
                for n, month in enumerate(months)
            ],
        )
    keep_traits(office, owner(), TRAITS, "traits.csv")
    return office


def test_growth_and_satisfaction_count_in_the_score_and_nobody_is_left_out(house: Office) -> None:
    lines = {one.account_id: one for one in list_worth(house, owner()).lines}
    assert len(lines) == 3
    assert (lines["a1"].growth, lines["a2"].growth) == (
        pytest.approx(0.15),
        -0.2,
    )  # a fall of half is taken for a fifth
    assert (lines["a1"].score or 0) > (lines["a2"].score or 0) > 0
    assert lines["a3"].score is None
    assert "win_probability" in lines["a3"].missing
    assert next(iter(lines)) == "a1"


def test_page_file_and_command_say_the_same(house: Office) -> None:
    manager = signed_in(house, Role.MANAGER)
    file = manager.get("/reports/accounts.csv").text
    assert (
        CliRunner()
        .invoke(roundsman, ["territory", "worth", "--format", "csv", "-w", str(house.folder.path)])
        .output.splitlines()
        == file.splitlines()
    )
    (first, *_) = list_worth(house, owner()).lines
    shown = manager.get("/reports/accounts").text
    assert f"{first.score:,.0f}" in shown
    assert shown.index("/accounts/a1") < shown.index("/accounts/a2")
    unhappy = manager.get("/reports/accounts?by=satisfaction&kind=customer").text
    assert "/accounts/a3" not in unhappy
    assert manager.get("/reports/accounts?by=beauty").status_code in {400, 422}


def test_the_command_s_table_names_its_columns_and_their_units(house: Office) -> None:
    said = CliRunner().invoke(roundsman, ["territory", "worth", "-w", str(house.folder.path)]).output.splitlines()
    assert said[0].split() == [
        "account",
        "name",
        "to",
        "win",
        "EUR",
        "ABC",
        "RFM",
        "sold/a",
        "EUR",
        "like",
        "%",
        "because",
        "of",
    ]
    assert said[1].startswith("a1 ")
    assert said[0].index("EUR") + 3 == 54, "figures stand under their heading"


def test_a_manager_of_a_region_sees_its_accounts_alone(house: Office) -> None:
    save_person(house, owner(), "manager", "Mia", (Grant(Role.MANAGER, Reach.REGION, "nowhere"),))
    assert signed_in(house, Role.MANAGER).get("/reports/accounts.csv").text.count("\n") == 1
