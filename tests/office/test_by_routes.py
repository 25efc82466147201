"""Accounts choose their rep by the rounds in a workspace: proposed, kept, taken back; limits and wrong names."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from office.designs.inputs import Wishes
from office.imports.uploads import ImportOptions
from office.opening import Office
from office.ownership.by_routes import ByRoutes, RouteLimits, propose_by_routes
from office.ownership.decisions import undo_ownership
from office.ownership.realignment import keep_realignment
from office.people import owner
from office.plans.drafts import PlanOrder
from routing.problems import BadInputError
from routing.stopping import Steps
from routing.straight import StraightLineEngine
from store.accounts import read_accounts, read_reps, write_reps
from store.database import reading, writing
from store.ownership import Owned, add_ownership, owners_on
from territory.handover import HandoverRules
from tests.importing import import_accounts, import_reps
from tests.office.test_importing import csv_file

MONDAY = date(2027, 1, 4)
REGION = Path(__file__).resolve().parents[2] / "data" / "liechtenstein"
FAR = "A0054"
"""An account in the south that the northern rep is given."""


@pytest.fixture
def some(sqlite_workspace: Office, tmp_path: Path, now: datetime) -> Office:
    """Every third of the demonstration's accounts, southwards, and its reps; nobody owns anything."""
    with (REGION / "accounts.csv").open(encoding="utf-8") as text:
        rows = sorted(csv.DictReader(text), key=lambda row: -float(row["lat"]))[::3]
    import_reps(sqlite_workspace, REGION / "reps.csv", ImportOptions(), now)
    file = csv_file(tmp_path / "accounts.csv", rows)
    import_accounts(sqlite_workspace, file, ImportOptions(), lambda *_: (0.0, 0.0), now)
    return sqlite_workspace


@pytest.fixture
def divided(some: Office) -> Office:
    """Its accounts in thirds from north to south, but one of the south with the northern rep."""
    with writing(some.database) as connection:
        southwards = sorted(read_accounts(connection), key=lambda account: -account.lat)
        thirds = {account.id: f"R{1 + 3 * place // len(southwards)}" for place, account in enumerate(southwards)}
        since = MONDAY.replace(year=2026)
        for account, rep in (thirds | {FAR: "R1"}).items():
            add_ownership(connection, [Owned(account, since, rep, "test")])
    return some


def proposed(office: Office, limits: RouteLimits) -> ByRoutes:
    order = PlanOrder(MONDAY, 4, Steps(1), seed=1)
    wishes = Wishes(2.0, contiguous=False)
    rules = HandoverRules(MONDAY)
    return propose_by_routes(office, owner(), StraightLineEngine(), rules, order, limits, steps=400, wishes=wishes)


def owner_of(office: Office, account: str) -> str:
    with reading(office.database) as connection:
        return owners_on(connection, MONDAY)[account].rep_id


def test_an_account_comes_to_the_rep_who_passes_it_and_goes_back_with_one_verb(divided: Office) -> None:
    before = owner_of(divided, FAR)
    found = proposed(divided, RouteLimits(1, accounts=frozenset([FAR])))
    (move,) = found.made.moves
    assert (move.account_id, move.from_id, move.code) == (FAR, before, "routes")
    assert found.saved_s > 600 * found.weeks
    assert found.saved_m > 0
    assert owner_of(divided, FAR) == before
    number = keep_realignment(divided, owner(), found.made)
    assert owner_of(divided, FAR) == move.to_id
    undo_ownership(divided, owner(), number)
    assert owner_of(divided, FAR) == before


def test_a_rep_who_owns_nothing_stands_beside_the_others(divided: Office) -> None:
    with writing(divided.database) as connection:
        write_reps(connection, [replace(read_reps(connection)[0], id="R9", name="New")])
    found = proposed(divided, RouteLimits(1, accounts=frozenset([FAR])))
    assert len(found.made.moves) == 1
    assert found.before["R9"].visits == 0


@pytest.mark.parametrize("limits", [
    RouteLimits(0),
    RouteLimits(5, accounts=frozenset(["A0028"])),
    RouteLimits(5, accounts=frozenset([FAR]), least_minutes=10_000),
    RouteLimits(5, accounts=frozenset([FAR]), reps=frozenset(["R1"])),
])  # fmt: skip
def test_nothing_moves_that_the_limits_do_not_let(divided: Office, limits: RouteLimits) -> None:
    found = proposed(divided, limits)
    assert (found.made.moves, found.saved_s) == ((), 0)
    assert keep_realignment(divided, owner(), found.made) == 0


def test_who_is_not_known_is_named(divided: Office) -> None:
    with pytest.raises(BadInputError) as caught:
        proposed(divided, RouteLimits(1, accounts=frozenset(["nobody"]), reps=frozenset(["R9"])))
    assert [problem.code for problem in caught.value.problems] == ["account-unknown", "rep-unknown"]


def test_an_account_that_nobody_owns_is_named_first(some: Office) -> None:
    with pytest.raises(BadInputError, match="accounts-without-owner"):
        proposed(some, RouteLimits(1))
