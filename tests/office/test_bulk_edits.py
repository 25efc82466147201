"""Many accounts are edited at once: as previewed, as seen, taken back as one; and found by conditions on any field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from office.accounts.bulk import edit_accounts, list_account_edits, preview_edit, undo_edit
from office.accounts.search import Asked, list_accounts
from office.accounts.stories import change_account, read_account
from office.opening import Office
from office.people import owner
from routing.problems import BadInputError
from store.accounts import read_accounts
from store.database import reading
from territory.conditions import read_conditions
from tests.office.small_team import account, furnish


@pytest.fixture
def house(sqlite_workspace: Office) -> Office:
    names = ("Alimentari <b>Ròsa</b>", "حلويات النور", "🍞 Bäcker", "Robert'); DROP TABLE accounts;--")
    odd = tuple(account(20 + n, name=name, tier="A" if n < 2 else "b", segment="x") for n, name in enumerate(names))
    last = replace(account(30), last_visit=date(2026, 9, 1), potential=900.0, skills=frozenset({"crane"}))
    return furnish(sqlite_workspace, accounts=(*odd, last))


def ids(house: Office, where: str) -> list[str]:
    return [line.account.id for line in list_accounts(house, owner(), Asked(where=where, limit=500)).lines]


def values(house: Office, field: str) -> dict[str, object]:
    with reading(house.database) as connection:
        return {one.id: getattr(one, field) for one in read_accounts(connection)}


@pytest.mark.parametrize(("where", "found"), [
    ("tier=a", ["A20", "A21"]), ("tier=A; name~ròsa", ["A20"]), ("name~النور", ["A21"]), ("name~🍞", ["A22"]),
    ("name~drop table", ["A23"]), ("potential>=900", ["A30"]), ("last<2026-10-01", ["A30"]), ("last>2026-10-01", []),
    ("skills=crane", ["A30"]), ("minutes>30; tier=b", []), ("minutes<=30; tier=b", ["A22", "A23"]),
    ("segment!=; tier!=b", ["A20", "A21"]), ("lock=R1", []), ("name~100%", []), (" ; ", None),
])  # fmt: skip
def test_accounts_are_found_by_conditions_on_any_field(house: Office, where: str, found: list[str] | None) -> None:
    assert ids(house, where) == (sorted(values(house, "id")) if found is None else found)


@pytest.mark.parametrize("where", [
    "tier", "colour=red", "potential>much", "potential>nan", "potential~9", "last<soon", "name>a", "tier=A;x",
    ";".join(["tier=A"] * 21),
])  # fmt: skip
def test_what_is_no_condition_is_named(where: str) -> None:
    with pytest.raises(BadInputError) as refused:
        read_conditions(where)
    assert {problem.code for problem in refused.value.problems} == {"condition-unreadable"}


def test_an_edit_is_made_as_previewed_and_taken_back_as_one(house: Office) -> None:
    asked, changes = Asked(where="tier=A"), {"interval_days": 20}
    before = values(house, "interval_days")
    found = preview_edit(house, owner(), asked, changes)
    assert ([one.id for one in found.accounts], found.matched, found.problems) == (["A20", "A21"], 2, ())
    assert values(house, "interval_days") == before
    edit = edit_accounts(house, owner(), asked, changes, found.seen)
    assert {key for key, value in values(house, "interval_days").items() if value == 20} == {"A20", "A21"}
    assert [one.number for one in list_account_edits(house, owner())] == [edit.number]
    assert undo_edit(house, owner(), edit.number) == (2, 0)
    assert values(house, "interval_days") == before
    with pytest.raises(BadInputError, match="taken back already"):
        undo_edit(house, owner(), edit.number)


def test_what_was_changed_again_since_stays_as_it_is(house: Office) -> None:
    seen = preview_edit(house, owner(), Asked(where="tier=A"), {"segment": "y"}).seen
    edit = edit_accounts(house, owner(), Asked(where="tier=A"), {"segment": "y"}, seen)
    later = preview_edit(house, owner(), Asked(where="id=A20"), {"segment": "z"})
    edit_accounts(house, owner(), Asked(where="id=A20"), {"segment": "z"}, later.seen)
    assert undo_edit(house, owner(), edit.number) == (1, 1)
    assert (values(house, "segment")["A20"], values(house, "segment")["A21"]) == ("z", "x")


def test_what_somebody_changed_after_the_preview_is_looked_at_again(house: Office) -> None:
    found = preview_edit(house, owner(), Asked(where="tier=A"), {"most_days": 50})
    version = read_account(house, owner(), "A21").version
    change_account(house, owner(), "A21", {"phone": "1"}, version)
    with pytest.raises(BadInputError, match="meanwhile"):
        edit_accounts(house, owner(), Asked(where="tier=A"), {"most_days": 50}, found.seen)


def test_what_one_account_cannot_be_no_account_becomes(house: Office) -> None:
    before = values(house, "least_days")
    found = preview_edit(house, owner(), Asked(), {"least_days": 29})
    assert len(found.problems) == found.matched
    with pytest.raises(BadInputError, match="not in this order"):
        edit_accounts(house, owner(), Asked(), {"least_days": 29}, found.seen)
    assert values(house, "least_days") == before
    for wrong in (
        {},
        {"name": "x"},
        {"interval_days": "soon"},
        {"value": "nan"},
        {"value": -1},
        {"opening_hours": "??"},
    ):
        with pytest.raises(BadInputError):
            edit_accounts(house, owner(), Asked(), wrong, 0)
