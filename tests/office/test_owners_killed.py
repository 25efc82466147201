"""Every act about owners is done wholly or not at all, whenever it is killed, and done again it is done once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from office.opening import Office
from office.ownership.covers import keep_cover, propose_cover
from office.ownership.decisions import undo_ownership
from office.ownership.leads import LeadsFound, keep_leads
from office.ownership.moves import MoveOrder, move_account, propose_move
from office.ownership.retirements import propose_retirement, retire_rep
from office.ownership.rules import apply_rules, set_rules
from office.reviews.manager_files import keep_manager_file, keep_traits
from office.reviews.overrides import Override, set_local
from office.reviews.reviews import write_note
from routing.stopping import Steps
from store.accounts import write_accounts
from store.database import reading, writing
from store.tables.whole import METADATA
from territory.leads import LeadAnswer, LeadBy
from territory.manager_files import FileKind, ManagerFile
from tests.office.divided import align
from tests.office.small_team import ENGINE, MONDAY, account, furnish
from tests.office.test_owner_decisions import LOOSE, ME, rules

Act = Callable[[Office], Callable[[Office], object]]


class KilledError(BaseException):
    """The process dies here."""


def moved(office: Office) -> Callable[[Office], object]:
    made = propose_move(office, ME, ENGINE, MoveOrder("A00", "R3", MONDAY + timedelta(7), joint_visit=True))
    return lambda at: move_account(at, ME, made)


def covered(office: Office) -> Callable[[Office], object]:
    made = propose_cover(office, ME, ENGINE, "R2", MONDAY, None)
    return lambda at: keep_cover(at, ME, made)


def retired(office: Office) -> Callable[[Office], object]:
    made = propose_retirement(office, ME, ENGINE, "R2", MONDAY)
    return lambda at: retire_rep(at, ME, made)


def led(office: Office) -> Callable[[Office], object]:
    with writing(office.database) as connection:
        write_accounts(connection, [account(40)])
    made = LeadsFound(999, MONDAY, (LeadAnswer("A40", "R1", LeadBy.ROAD, 1.0),), ())
    return lambda at: keep_leads(at, ME, made)


def policy(_: Office) -> Callable[[Office], object]:
    file = ManagerFile(FileKind.POLICY, "policy.toml", MONDAY, "margin = 0.3\ncost_per_hour = 60\n", {})
    return lambda at: keep_manager_file(at, ME, file)


ACTS: dict[str, Act] = {
    "move": moved,
    "cover": covered,
    "retire": retired,
    "lead": led,
    "undo": lambda _: lambda at: undo_ownership(at, ME, 1),
    "rules": lambda _: lambda at: set_rules(at, ME, rules(on=MONDAY)),
    "policy": policy,
    "note": lambda _: lambda at: write_note(at, ME, "R1", "The fair is in May.", MONDAY),
    "local": lambda _: lambda at: set_local(at, ME, "R1", Override(interval_days=7), "interval 7 days", on=MONDAY),
    "traits": lambda _: lambda at: keep_traits(at, ME, "account_id,postcode\nA00,9490\n", "traits.csv"),
}


def state(office: Office) -> dict[str, list[tuple[object, ...]]]:
    with reading(office.database) as connection:
        return {
            table.name: sorted(tuple(map(str, row)) for row in connection.execute(sa.select(table)))
            for table in METADATA.sorted_tables
        }


@pytest.mark.parametrize("name", ACTS)
def test_killed_at_any_statement_nothing_is_half_done_and_again_it_is_done_once(office: Office, name: str) -> None:
    team = furnish(office)
    align(team, ENGINE, MONDAY, Steps(10), seed=1, wishes=LOOSE)
    act = ACTS[name](team)
    before = state(team)
    for number in range(500):
        died = killed_at(team, number, act)
        if not died:
            break
        assert state(team) == before, f"half done when killed at statement {number}"
    assert number > 1
    after = state(team)
    assert after != before
    act(team.once("again"))
    assert state(team) == after


def killed_at(office: Office, number: int, act: Callable[[Office], object]) -> bool:
    """Carry the act out, and die before its write of a number; return whether it came to that."""
    count = iter(range(number, -1, -1))

    def dies(_: object, __: object, statement: str, *___: object) -> None:
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")) and next(count, None) in (0, None):
            raise KilledError

    sa.event.listen(office.database, "before_cursor_execute", dies)
    try:
        act(office.once("again"))
    except KilledError:
        return True
    finally:
        sa.event.remove(office.database, "before_cursor_execute", dies)
    return False


def test_rules_applied_again_change_nothing(office: Office) -> None:
    team = furnish(office)
    set_rules(team, ME, rules(on=MONDAY))
    before = state(team)
    apply_rules(team, ME, MONDAY)
    assert state(team) == before
