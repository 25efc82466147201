"""Changes made by hand: judged first (price and broken rules), then kept as pins that every later plan obeys."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from office.calendars.events import refresh_events
from office.opening import Office
from office.plans.amendment import amended
from office.plans.judgement import LETTERS, Decision, Found, Judged, judged
from office.plans.notes import copy_notes
from office.plans.open_plans import Restored, Stored, read_stored, restore
from office.plans.placements import Facts, Placing, clash, placing_problem, read_facts
from office.plans.undo import remember
from routing.problems import BadInputError, Problem
from routing.travel import TravelEngine
from scheduler.demand.rules import AccountRules, Appointment
from scheduler.explain.evaluate import Evaluation
from scheduler.plan import VisitStatus
from store.account_rules import read_rules, write_rules
from store.accounts import read_accounts
from store.changes import record_change, require_unchanged
from store.database import Connection, reading, writing
from store.fixed_dates import Source, appointment_row, write_fixed_dates
from store.pins import write_pins
from store.plans import find_plan, published_plan, write_plan
from store.visits import ClosedVisit, read_visit_log, write_closed_visit


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    """A decision that was judged: the plan, the rep's part, and the tours that it would make."""

    stored: Stored
    part: Restored
    change: Evaluation
    judged: Judged


def judge(office: Office, engine: TravelEngine, decision: Decision, now: datetime, number: int | None = None) -> Judged:
    """Say what a decision would cost and break; nothing is written."""
    return _judged(office, engine, decision, now, number).judged


def decide(
    office: Office,
    engine: TravelEngine,
    decision: Decision,
    now: datetime,
    *,
    anyway: bool,
    number: int | None = None,
) -> Judged:
    """Make a decision: every later plan obeys it, and a draft holds the plan with this change alone.

    Raises
    ------
    BadInputError
        If it breaks rules and is not made `anyway`, or speaks of what the plan does not have.
    ChangedMeanwhileError
        If somebody else changed the workspace meanwhile.
    """
    case = _judged(office, engine, decision, now, number)
    found = case.judged
    if found.broken and not anyway:
        action = "Decide otherwise, or make it all the same with --anyway."
        raise BadInputError([Problem("decision-breaks-rule", found.account_id, text, action) for text in found.broken])
    said = f"{decision.kind} {found.said}"
    plan = amended(case.stored, case.part, case.change, found.pins, said)
    with writing(office.database) as connection:
        require_unchanged(connection, case.stored.situation.revision)
        made = remember(connection, decision.kind, found, decision.reason, now)
        write_pins(connection, [(pin, decision.reason) for pin in found.pins], now)
        joined = [appointment_row(rep_id, each, Source.JOINT_VISIT) for rep_id, each in found.appointments]
        write_fixed_dates(connection, joined)
        if decision.kind == "drop":
            _drop(connection, found, decision, now)
        draft = None
        if plan:
            draft = write_plan(connection, plan, now)
            copy_notes(connection, found.plan, draft)
        refresh_events(connection, now, {found.rep_id, *(rep_id for rep_id, _ in found.appointments)})
        record_change(connection, "plan", f"{said}: {decision.reason}".rstrip(": "), now)
    return replace(found, draft=draft, decision=made)


def _judged(office: Office, engine: TravelEngine, decision: Decision, now: datetime, number: int | None) -> _Case:
    """Judge a decision in the plan that is meant, or in the newest one that has the visit on the days in question."""
    with reading(office.database) as connection:
        over = {visit.visit_id for visit in read_visit_log(connection)}
        stored = _meant(connection, decision, number)
        facts = read_facts(connection)
    parts = list(restore(stored, engine).values())
    found, change, judgement = judged(decision, parts, over, now.date())
    cost = stored.situation.policy.driving_cost(stored.situation.currency)
    broken = (*judgement.broken, *_clashes(judgement, found, facts))
    judgement = replace(judgement, plan=stored.head.id, broken=broken, cost=cost)
    if decision.companions:
        judgement = _joined(judgement, found, decision, facts)
    return _Case(stored, found.part, change, judgement)


def _clashes(judged: Judged, found: Found, facts: Facts) -> list[str]:
    """Return what else is fixed at the time of a pin: no two at one time."""
    lengths = {due.visit_id: due.service_s for due in found.part.assembled.due}
    problems = [
        clash(
            Placing(pin.visit_id, judged.rep_id, judged.account_id, pin.date, pin.start_s, lengths[pin.visit_id]), facts
        )
        for pin in judged.pins
    ]
    return [problem for problem in problems if problem]


def _meant(connection: Connection, decision: Decision, number: int | None) -> Stored:
    """Return the plan that is meant: the newest, or the one in force if the days in question are frozen in that."""
    newest = read_stored(connection, find_plan(connection, number))
    head = published_plan(connection)
    if number is not None or head is None or head.id == newest.head.id:
        return newest
    start = newest.situation.span.start
    frozen = {v.visit_id for tour in newest.plan.tours if tour.date < start for v in tour.visits}
    named = any(
        len(text) >= LETTERS and v.startswith(text) for text in (decision.visit, decision.other) for v in frozen
    )
    if named or (decision.date is not None and decision.date < start):
        return read_stored(connection, head)
    return newest


def _joined(judged: Judged, found: Found, decision: Decision, facts: Facts) -> Judged:
    """Add the companions' appointments, and whatever keeps one of them from joining."""
    due = found.part.assembled.due[found.visit]
    broken, appointments = list(judged.broken), []
    for rep_id in decision.companions:
        if rep_id not in facts.reps or rep_id == judged.rep_id:
            cause = "it is the account's own rep" if rep_id in facts.reps else "there is no such rep"
            raise BadInputError([Problem("rep-unknown", rep_id, cause, "Name another rep.")])
        day, start_s = decision.date, decision.start_s
        if day is None or start_s is None:
            raise ValueError("a joint visit needs its date and time")
        name = f"joint:{due.visit_id[:LETTERS]}:{rep_id}"
        purpose = f"joint visit with {judged.rep_id}"
        appointments.append((rep_id, Appointment(name, due.account_id, day, start_s, due.service_s, purpose)))
        placing = Placing(name, rep_id, due.account_id, day, start_s, due.service_s)
        problem = placing_problem(facts, placing, f"rep {rep_id}")
        if problem:
            broken.append(problem.cause)
    return replace(judged, broken=tuple(broken), appointments=tuple(appointments))


def _drop(connection: Connection, judged: Judged, decision: Decision, now: datetime) -> None:
    """Close the visit as skipped, and let the account wait its least spacing from the dropped day on."""
    day = judged.before or now.date()
    account = next(account for account in read_accounts(connection) if account.id == judged.account_id)
    rules = read_rules(connection).get(account.id, AccountRules())
    not_before = max(rules.not_before or day, day + timedelta(days=account.least_days))
    write_rules(connection, {account.id: replace(rules, not_before=not_before)})
    write_closed_visit(
        connection,
        ClosedVisit(
            visit_id=judged.visit_id,
            account_id=account.id,
            rep_id=judged.rep_id,
            status=VisitStatus.SKIPPED,
            date=day,
            start_s=None,
            end_s=None,
            outcome="",
            notes="",
            reason=decision.reason or "dropped by the planner",
            recorded_at=now.isoformat(timespec="seconds"),
        ),
    )
    refresh_events(connection, now, {judged.rep_id})
