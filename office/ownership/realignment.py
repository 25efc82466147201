"""A new alignment within a budget of moves, each handed over on its own date: proposed, looked at, and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from office.designs.alignment import sound
from office.designs.inputs import Wishes, read_land
from office.door import Act, thinks, writes
from office.ownership.decisions import decision_of, first_today, keep_owners, require_owners_as_seen, staying
from office.ownership.joint_visits import JointVisits, find_joint_visits
from routing.problems import Problem
from routing.sentences import sentence
from routing.stopping import Stop
from routing.travel import TravelEngine
from store.changes import Kind, Subject
from store.counted_visits import as_counted
from store.handover_visits import drop_joint_visits, write_joint_visit
from store.opportunities import read_opportunities
from store.ownership import timelines
from store.waiting_handovers import write_waiting
from territory.design.costs import blended
from territory.design.gains import MoveGain, weigh_moves
from territory.design.gathered import Land
from territory.design.metrics import DesignMetrics, SeatMetrics, measure, measure_seats
from territory.design.problem import Design
from territory.design.realign import MoveBudget, realign
from territory.design.reasons import Move
from territory.design.selection import seconds_from_centres
from territory.design.unavoidable import Unavoidable
from territory.handover import (
    HandoverFacts,
    HandoverPlan,
    HandoverRules,
    When,
    move_words,
    plan_handovers,
    released,
)
from territory.handover_facts import Timing, handover_facts
from territory.ownership.timeline import DecisionKind, Owned
from territory.waiting import Waiting


@dataclass(frozen=True, slots=True)
class Realigned:
    """A proposal: when each account would change hands, and what the hand-overs respect.

    Attributes
    ----------
    revision : int
        What was known: it is kept only if nobody has decided about owners since.
    minimum : Unavoidable
        What has to move at the least.
    total_h : float
        Hours a year of all accounts.
    before : tuple of SeatMetrics
        What each rep holds at present; `metrics` is what each would hold.
    gains : tuple of MoveGain
        What each move brings, and whether the account could stay.
    """

    revision: int
    rules: HandoverRules
    metrics: DesignMetrics
    minimum: Unavoidable
    moved_h: float
    total_h: float
    moves: tuple[Move, ...]
    facts: Mapping[str, HandoverFacts]
    plan: HandoverPlan
    joint: JointVisits
    left_out: tuple[Problem, ...]
    before: tuple[SeatMetrics, ...] = ()
    gains: tuple[MoveGain, ...] = ()


@thinks
def propose_realignment(
    act: Act,
    engine: TravelEngine,
    rules: HandoverRules,
    stop: Stop,
    *,
    seed: int,
    budget: MoveBudget,
    wishes: Wishes,
    timing: Timing | None = None,
) -> Realigned:
    """Return a realignment with dated hand-overs and joint visits; nothing is kept.

    Raises
    ------
    BadInputError
        If the tolerance or the budget cannot be kept, with what could be.
    """
    land = read_land(act.office, engine, rules.start, wishes)
    answer = realign(land.problem, stop, seed, budget)
    sound(land, answer.design)
    return handed_over(act, land, answer.moves, answer.design, answer.minimum, rules=rules, timing=timing)


def handed_over(
    act: Act,
    land: Land,
    moves: tuple[Move, ...],
    design: Design,
    minimum: Unavoidable,
    *,
    rules: HandoverRules,
    timing: Timing | None,
) -> Realigned:
    """Return the moves to a design with the dates of their hand-overs and the joint visits."""
    problem = land.problem
    seconds = blended(problem, design.centres)
    with act.reading() as connection:
        deals = read_opportunities(connection)
        facts = handover_facts(as_counted(connection, land.accounts), deals, rules.start, timing or Timing())
        plan = plan_handovers(moves, facts, replace(rules, today=first_today(act)))
        joint = find_joint_visits(connection, land, plan.handovers, rules)
    moved = {move.account_id for move in moves}
    return Realigned(
        land.revision,
        rules,
        measure(problem, design.owner, seconds),
        minimum,
        sum(move.workload_h for move in moves),
        float(problem.measures[0].sum()),
        moves,
        {account: known for account, known in facts.items() if account in moved},
        plan,
        joint,
        land.left_out,
        measure_seats(problem, land.present, seconds_from_centres(problem, land.present)),
        weigh_moves(problem, land.present, design.owner, seconds),
    )


@writes
def keep_realignment(act: Act, made: Realigned, reason: str = "") -> int:
    """Put the hand-overs in force, each from its date on, and the joint visits into both reps' demand.

    The joint visits of earlier hand-overs that this replaces go; whatever else is fixed stays. Returns the number of
    the decision, 0 where nothing changes hands and nothing was to come.
    """
    require_owners_as_seen(act, made.revision)
    entries = [Owned(one.move.account_id, one.on, one.move.to_id, move_words(one)) for one in made.plan.handovers]
    moved = {one.account_id for one in entries}
    entries += staying(timelines(act.connection, covers=False), made.rules.start, moved)
    if not entries:
        act.changed_nothing()
        return 0
    summary = sentence("{count} accounts are handed over", count=len(moved))
    kept = keep_owners(act, entries, decision_of(act, DecisionKind.REALIGNMENT, summary, reason))
    write_waiting(act.connection, waiting_of(made))
    keep_joint_visits(act, made.joint, {one.account_id for one in entries}, made.rules.start)
    return kept.number


def keep_joint_visits(act: Act, joint: JointVisits, replaced: set[str], since: date) -> None:
    """Fix joint visits in both reps' demand, in the place of those of the accounts that are decided about again."""
    drop_joint_visits(act.connection, replaced, since)
    for one in joint.found:
        write_joint_visit(act.connection, one.visit, one.reps, made_by=act.who.id, made_at=act.at)
        act.touch(*(Subject(Kind.FIXED_DATES, rep) for rep in one.reps))


def waiting_of(made: Realigned) -> list[Waiting]:
    """Return the hand-overs that a deal holds back, and those that one opened before they come may."""
    found = []
    for one in made.plan.handovers:
        facts = made.facts[one.move.account_id]
        free_from = released(facts, made.rules)
        if one.move.from_id is not None and facts.when is When.ON_CLOSE:
            found.append(Waiting(one.move, one.on, free_from, made.rules, facts.retain_days, one.joint_visit))
    return found


def first_monday(day: date) -> date:
    """Return the Monday on or after a day: hand-overs are counted in whole weeks."""
    return day + timedelta(days=-day.weekday() % 7)
