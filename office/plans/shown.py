"""Everything that is shown or exported, read at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from office.door import Act, reads
from office.people import Role
from routing.problems import BadInputError, Problem
from scheduler.plan import Plan
from store.accounts import read_accounts, read_reps
from store.ownership import owners_on
from store.plans import PlanHead, PlanStatus, find_plan, plan_in_force, read_plan
from territory.accounts import Account, Rep

PLANNING = frozenset({Role.PLANNER, Role.MANAGER, Role.ADMINISTRATOR})
"""Who sees drafts."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A plan with the accounts and reps that it speaks of, and who owns what since when."""

    head: PlanHead
    plan: Plan
    reps: Mapping[str, Rep]
    accounts: Mapping[str, Account]
    owners: Mapping[str, str]
    since: Mapping[str, date]

    def name_of(self, account_id: str) -> str:
        """Return an account's name, or what stands for a place that is none."""
        return self.accounts[account_id].name if account_id in self.accounts else account_id


@reads
def read_shown_plan(act: Act, number: int | None, day: date, *, plan: bool = True) -> Shown:
    """Read a plan (an empty one if none is wanted) and the owners on a day, as far as the person may see them.

    Without a number the newest plan is meant, for whoever plans or leads; everybody else sees the one in force alone.
    """
    connection = act.connection
    if not plan:
        head, found = PlanHead(0, "", day, day, PlanStatus.DRAFT), Plan(day, day, (), ())
    else:
        head = _meant(act, number)
        found = read_plan(connection, head) if act.reps is None else read_plan(connection, head, act.reps | {""})
    owned = owners_on(connection, day)
    accounts = {account.id: account for account in read_accounts(connection) if _seen(act.accounts, account.id)}
    return Shown(
        head,
        found,
        {rep.id: rep for rep in read_reps(connection) if _seen(act.reps, rep.id)},
        accounts,
        {account: entry.rep_id for account, entry in owned.items() if account in accounts},
        {account: entry.valid_from for account, entry in owned.items() if account in accounts},
    )


@reads
def read_shown_tours(act: Act, number: int | None, day: date) -> Shown:
    """Read a plan, the one in force if no number is given, with what its tours lead to."""
    head = plan_in_force(act.connection) if number is None else find_plan(act.connection, number)
    return read_shown_plan.inside(act, head.id, day)


def _meant(act: Act, number: int | None) -> PlanHead:
    if act.who.roles & PLANNING:
        return find_plan(act.connection, number)
    head = plan_in_force(act.connection)
    if number not in {None, head.id}:
        cause = f"{act.who.name} sees the plan in force alone, plan {head.id}"
        raise BadInputError([Problem("not-yours", "plan", cause, "Ask a planner for drafts.")])
    return head


def _seen(ids: frozenset[str] | None, name: str) -> bool:
    return ids is None or name in ids
