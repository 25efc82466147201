"""Each import of sales keeps what they foretell, and judges what was foretold before."""

from __future__ import annotations

from pathlib import Path

import pytest

from office.imports.uploads import ImportOptions
from office.opening import Office
from office.outbox import deliver
from office.ownership.moves import MoveOrder, give_account
from office.ownership.rules import set_rules
from office.people import Grant, Person, Reach, Role, owner
from office.reviews.sales_forecasts import list_sales_forecasts
from store.database import writing
from store.ownership import Owned, add_ownership
from territory.manager_files import FileKind, ManagerFile
from tests.importing import import_file
from tests.office.small_team import RULES, TODAY, furnish

ME = owner("ada")
REGION = """
[[region]]
id = "north"

"""
MONTHS = [f"{year}-{month:02d}" for year in (2025, 2026) for month in range(1, 13)]


@pytest.fixture
def team(sqlite_workspace: Office) -> Office:
    """Four shops for each rep."""
    made = furnish(sqlite_workspace)
    with writing(made.database) as connection:
        add_ownership(connection, [Owned(f"A{n:02d}", TODAY, f"R{n // 4 + 1}", "made") for n in range(12)])
    return made


def sold(office: Office, folder: Path, months: list[str], amount: int) -> None:
    """Import the same sales of every shop for some months, and let what follows be done."""
    rows = [f"A{n:02d},{month},{amount},EUR" for month in months for n in range(12)]
    path = folder / f"sales-{months[-1]}-{amount}.csv"
    path.write_text("\n".join(["account_id,month,amount,currency", *rows]))
    import_file(office, "sales", path, office.clock(), ImportOptions())
    deliver(office)


def test_what_was_foretold_is_kept_and_judged_when_the_month_has_come(team: Office, tmp_path: Path) -> None:
    sold(team, tmp_path, MONTHS[:22], 100)
    first = {one.territory: one for one in list_sales_forecasts(team, ME)}
    assert set(first) == {"", "R1", "R2", "R3"}
    assert next((str(one.month), one.foretold) for one in first["R1"].ahead) == ("2026-11-01", 400.0)
    assert first["R1"].relative is None
    with writing(team.database) as connection:
        add_ownership(connection, [Owned("A00", TODAY, "R2", "made")])
    sold(team, tmp_path, MONTHS[22:23], 110)
    second = {one.territory: one for one in list_sales_forecasts(team, ME)}
    (past,) = second[""].past
    assert (past.foretold, past.came, past.error) == (1200.0, 1320.0, 120.0)
    assert second[""].error == 120.0
    assert str(second[""].ahead[0].month) == "2026-12-01"


def test_a_preview_and_the_same_rows_again_foretell_nothing(team: Office, tmp_path: Path) -> None:
    sold(team, tmp_path, MONTHS[:17], 100)
    assert list_sales_forecasts(team, ME) == (), "seventeen months are too few"
    assert deliver(team) == 0


def test_who_sees_a_region_reads_that_territory_alone(team: Office, tmp_path: Path) -> None:
    rules = REGION + RULES.replace('id = "east"\n', 'id = "east"\nregion = "north"\n')
    set_rules(team, ME, ManagerFile(FileKind.RULES, "rules.toml", TODAY, rules, {}))
    give_account(team, ME, MoveOrder("A11", "R3"))
    sold(team, tmp_path, MONTHS[:22], 100)
    lina = Person("lina", "Lina", (Grant(Role.MANAGER, Reach.REGION, "north"),))
    assert [one.territory for one in list_sales_forecasts(team, lina)] == ["east"]
