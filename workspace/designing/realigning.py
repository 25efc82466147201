"""A new alignment within a budget of moves, each handed over on its own date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from routing.stopping import Stop
from routing.travel import TravelEngine
from territory.accounts import Account
from territory.design.realign import MoveBudget, Realignment, realign
from territory.handover import HandoverFacts, HandoverPlan, HandoverRules, plan_handovers
from workspace.alignment import sound
from workspace.designing.keeping import keep_owners
from workspace.designing.land import Land, Wishes, read_land
from workspace.opening import Workspace
from workspace.stores.ownership import Owned

TOP_SHARE = 0.1
"""The part of accounts with the highest potential that a joint visit introduces to the new rep."""


@dataclass(frozen=True, slots=True, eq=False)
class Realigned:
    """The land, the new design, and when each account changes hands."""

    land: Land
    answer: Realignment
    plan: HandoverPlan


def realign_territories(
    workspace: Workspace,
    engine: TravelEngine,
    rules: HandoverRules,
    stop: Stop,
    *,
    seed: int,
    budget: MoveBudget,
    wishes: Wishes,
) -> Realigned:
    """Return a realignment with dated hand-overs; nothing is kept.

    Raises
    ------
    BadInputError
        If the tolerance or the budget cannot be kept, with what could be.
    """
    land = read_land(workspace, engine, rules.start, wishes)
    answer = realign(land.problem, stop, seed, budget)
    sound(land, answer.design)
    return Realigned(land, answer, plan_handovers(answer.moves, handover_facts(land.accounts), rules))


def keep_realignment(workspace: Workspace, made: Realigned, now: datetime) -> int:
    """Put the hand-overs in force, each from its date on; returns how many."""
    entries = [
        Owned(one.move.account_id, one.on, one.move.to_id, f"{one.move.code}: {one.move.reason}")
        for one in made.plan.handovers
    ]
    keep_owners(workspace, made.land.revision, entries, f"{len(entries)} accounts are handed over", now)
    return len(entries)


def handover_facts(accounts: tuple[Account, ...]) -> dict[str, HandoverFacts]:
    """Return what hand-overs must respect: last visits, longest intervals, and the top accounts by potential."""
    count = max(1, round(len(accounts) * TOP_SHARE))
    top = {account.id for account in sorted(accounts, key=lambda one: (-one.potential, one.id))[:count]}
    return {
        account.id: HandoverFacts(account.last_visit, account.most_days, top=account.id in top) for account in accounts
    }


def first_monday(day: date) -> date:
    """Return the Monday on or after a day: hand-overs are counted in whole weeks."""
    return day + timedelta(days=-day.weekday() % 7)
