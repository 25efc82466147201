"""An account is meant by its name where one alone has it; where several have, they are named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from office.accounts.named import account_meant
from office.opening import Office
from office.people import owner
from routing.problems import BadInputError
from store.accounts import write_accounts
from store.database import writing
from tests.office.small_team import account, furnish

ME = owner("ada")


@pytest.fixture
def team(sqlite_workspace: Office) -> Office:
    """Twelve shops; number 3 is the only bakery, and another account has a shop's id as its name."""
    made = furnish(sqlite_workspace)
    with writing(made.database) as connection:
        write_accounts(connection, [replace(account(3), name="Bäckerei Roth"), replace(account(4), name="A05")])
    return made


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("A03", "A03"),
        ("bäckerei roth", "A03"),
        ("Roth", "A03"),
        ("A05", "A05"),
        ("Shop 1", "A01"),
        ("R1", "R1"),
        ("2026-11-30", "2026-11-30"),
        ("nobody", "nobody"),
        ("", ""),
    ],
)
def test_an_id_goes_before_a_name_and_a_whole_name_before_a_part(team: Office, text: str, meant: str) -> None:
    assert account_meant(team, ME, text) == meant


def test_a_name_of_several_names_them(team: Office) -> None:
    with pytest.raises(BadInputError, match="account-name-ambiguous") as caught:
        account_meant(team, ME, "shop")
    assert "Shop 0 (A00)" in caught.value.problems[0].cause
    assert "10 accounts" in caught.value.problems[0].cause
