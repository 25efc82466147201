"""A new alignment within a budget of moves, each handed over on its own date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from office.designs.alignment import sound
from office.designs.inputs import Land, Wishes, read_land
from office.opening import Office
from office.ownership.joint_visits import Booked, book_joint_visits
from office.ownership.timeline import kept_owners, staying
from routing.problems import Problem
from routing.stopping import Stop
from routing.travel import TravelEngine
from store.database import reading
from store.opportunities import read_opportunities
from store.ownership import Owned
from store.waiting import write_waiting
from territory.accounts import Account
from territory.design.realign import MoveBudget, Realignment, realign
from territory.handover import (
    HandoverFacts,
    HandoverPlan,
    HandoverRules,
    When,
    closing_day,
    plan_handovers,
    released,
    sentence,
)
from territory.opportunities import Opportunity
from territory.waiting import Waiting

TOP_SHARE = 0.1
"""The part of accounts with the highest potential that a joint visit introduces to the new rep."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How accounts change hands, and the days for which an open opportunity stays with its owner."""

    when: When = When.NOW
    retain_days: int = 90


@dataclass(frozen=True, slots=True, eq=False)
class Realigned:
    """The land, the new design, what the hand-overs respect, and when each account changes hands."""

    rules: HandoverRules
    land: Land
    answer: Realignment
    facts: Mapping[str, HandoverFacts]
    plan: HandoverPlan


def realign_territories(
    office: Office,
    engine: TravelEngine,
    rules: HandoverRules,
    stop: Stop,
    *,
    seed: int,
    budget: MoveBudget,
    wishes: Wishes,
    timing: Timing | None = None,
) -> Realigned:
    """Return a realignment with dated hand-overs; nothing is kept.

    Raises
    ------
    BadInputError
        If the tolerance or the budget cannot be kept, with what could be.
    """
    land = read_land(office, engine, rules.start, wishes)
    answer = realign(land.problem, stop, seed, budget)
    sound(land, answer.design)
    with reading(office.database) as connection:
        deals = read_opportunities(connection)
    facts = handover_facts(land.accounts, deals, rules.start, timing or Timing())
    return Realigned(rules, land, answer, facts, plan_handovers(answer.moves, facts, rules))


def keep_realignment(office: Office, made: Realigned, now: datetime) -> tuple[tuple[Booked, ...], tuple[Problem, ...]]:
    """Put the hand-overs in force, each from its date on, and the joint visits into both reps' demand.

    Returns the joint visits, and what is wrong with those for which no day was found.
    """
    entries = [
        Owned(one.move.account_id, one.on, one.move.to_id, f"{one.move.code}: {sentence(one)}")
        for one in made.plan.handovers
    ]
    what = f"{len(entries)} accounts are handed over"
    stays = staying(made.land.lines, made.rules.start, {one.account_id for one in entries})
    with kept_owners(office, made.land.revision, [*entries, *stays], what, now) as connection:
        write_waiting(connection, waiting_of(made))
        return book_joint_visits(connection, made.land, made.plan.handovers, made.rules)


def waiting_of(made: Realigned) -> list[Waiting]:
    """Return the hand-overs that a deal holds back, and those that one opened before they come may."""
    found = []
    for one in made.plan.handovers:
        facts = made.facts[one.move.account_id]
        free_from = released(facts, made.rules)
        if one.move.from_id is not None and facts.when is When.ON_CLOSE:
            found.append(Waiting(one.move, one.on, free_from, made.rules, facts.retain_days, one.joint_visit))
    return found


def handover_facts(
    accounts: Sequence[Account], deals: Sequence[Opportunity], day: date, timing: Timing
) -> dict[str, HandoverFacts]:
    """Return what hand-overs must respect: last visits, longest intervals, open deals, and who is at the top.

    The top accounts are those with the highest potential.
    """
    count = max(1, round(len(accounts) * TOP_SHARE))
    top = {account.id for account in sorted(accounts, key=lambda one: (-one.potential, one.id))[:count]}
    of_account: dict[str, list[Opportunity]] = defaultdict(list)
    for deal in deals:
        of_account[deal.account_id].append(deal)
    return {
        one.id: HandoverFacts(
            one.last_visit,
            one.most_days,
            closing_day(of_account[one.id], day),
            timing.when,
            timing.retain_days,
            top=one.id in top,
        )
        for one in accounts
    }


def first_monday(day: date) -> date:
    """Return the Monday on or after a day: hand-overs are counted in whole weeks."""
    return day + timedelta(days=-day.weekday() % 7)
