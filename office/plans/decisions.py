"""Changes made by hand: judged first (price and broken rules), then kept as pins that every later plan obeys."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from office.door import Act, reads, works
from office.outbox import EVENTS
from office.plans.notes import copy_notes
from office.plans.open_parts import OpenPart, open_part
from office.plans.open_plans import planned_from
from office.plans.placements import Facts, Placing, clash, placing_problem, read_facts
from office.visits.memory import SAID, before_of
from routing.findings import Finding
from routing.problems import BadInputError, Problem
from routing.travel import TravelEngine
from scheduler.closed_visits import ClosedVisit
from scheduler.demand.rules import AccountRules, Appointment, Pin
from scheduler.explain.amendment import Amendment, amended
from scheduler.explain.evaluate import Evaluation
from scheduler.explain.judgement import LETTERS, Decision, Found, Judged, judged
from scheduler.plan import Plan, VisitStatus
from scheduler.team.worth import without_worth
from store.account_rules import rules_of_some, write_rules
from store.accounts import find_account
from store.answers import AnswerKind, VisitAnswer, add_answer, next_answer, open_answers, settle_answers
from store.changes import ChangedMeanwhileError, Kind, Subject, draft_key, require_untouched, subjects_since
from store.database import Connection
from store.fixed_dates import Source, appointment_row, write_fixed_dates
from store.ownership import owners_of
from store.pins import write_pins
from store.planned_visits import has_before, reps_meant
from store.plans import (
    Origin,
    PlanHead,
    PlanStatus,
    copy_rows,
    find_plan,
    published_plan,
    read_evidence,
    replace_days,
    write_evidence,
    write_plan,
)
from store.visits import visits_closed_at_any, write_closed_visit

__all__ = ["ChangedMeanwhileError", "RulesBrokenError", "judge_decision", "make_decision", "plain_part"]


class RulesBrokenError(BadInputError):
    """A change by hand breaks rules that the plan keeps now; `broken` names them."""

    def __init__(self, account_id: str, broken: tuple[Finding, ...]) -> None:
        self.account_id, self.broken = account_id, broken
        action = "Decide otherwise, or make it all the same with --anyway."
        super().__init__([Problem("decision-breaks-rule", account_id, str(one), action) for one in broken])


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A decision that was judged: the rep's part of the plan, and the tours that it would make."""

    open: OpenPart
    change: Evaluation
    judged: Judged

    @property
    def head(self) -> PlanHead:
        """Return the plan that is meant."""
        return self.open.stored.head


@reads
def judge_decision(act: Act, engine: TravelEngine, decision: Decision, number: int | None = None) -> Judged:
    """Say what a decision would cost and break; nothing is written."""
    return _judged(act, engine, decision, number).judged


@works
def make_decision(
    act: Act,
    engine: TravelEngine,
    decision: Decision,
    *,
    anyway: bool,
    number: int | None = None,
    seen: int | None = None,
) -> Judged:
    """Make a decision: every later plan obeys it, and the draft has this change.

    The draft that is meant is amended; of a plan in force a draft is made that is that plan with this change alone.
    `seen` is the revision that the person looked at: what it concerns is as it was then, or nothing is changed.

    Raises
    ------
    RulesBrokenError
        If it breaks rules and is not made `anyway`.
    BadInputError
        If it speaks of what the plan does not have.
    ChangedMeanwhileError
        If somebody else changed what it concerns meanwhile.
    """
    with act.reading():
        case = _judged(act, engine, decision, number)
    found = case.judged
    if found.broken and not anyway:
        raise RulesBrokenError(found.account_id, found.broken)
    amendment = amended(case.open.stored.plan, case.open.part, case.change, found.pins)
    with act.writing():
        _require_as_seen(act, case, case.open.revision if seen is None else min(seen, case.open.revision))
        return act.answer(keep(act, case, decision, amendment))


def _require_as_seen(act: Act, case: Case, seen: int) -> None:
    """Raise `ChangedMeanwhileError` if anything that the rep's part depends on was touched after a revision."""
    since = [one for one in subjects_since(act.connection, seen) if one and case.open.depends_on(one)]
    require_untouched(act.connection, seen, since)


def keep(act: Act, case: Case, decision: Decision, amendment: Amendment | None) -> Judged:
    """Write a decision and the draft that has it."""
    connection, found = act.connection, case.judged
    said = f"{decision.kind} {found.said}"
    draft, before = put_into_draft(act, case.head, amendment, said) if amendment else (None, {})
    made = _remember(act, decision, found, (draft, before))
    write_pins(connection, [(pin, decision.reason) for pin in found.pins], act.now)
    joined = [appointment_row(rep_id, each, Source.JOINT_VISIT) for rep_id, each in found.appointments]
    write_fixed_dates(connection, [replace(row, made_by=act.who.id, made_at=act.at) for row in joined])
    if decision.kind == "drop":
        _drop(act, found, decision)
    act.touch(Subject(Kind.VISIT, found.visit_id), *(Subject(Kind.VISIT, pin.visit_id) for pin in found.pins))
    act.touch(*(Subject(Kind.FIXED_DATES, rep_id) for rep_id, _ in found.appointments))
    for rep_id in sorted({found.rep_id, *(rep_id for rep_id, _ in found.appointments)}):
        act.follow(EVENTS, rep_id=rep_id)
    act.note(f"{decision.kind} {found.said}: {decision.reason}".rstrip(": "))
    return replace(found, draft=draft, decision=made)


def _remember(act: Act, decision: Decision, found: Judged, draft: tuple[int | None, dict[str, Any]]) -> int:
    """Remember a change with what it is about to replace, the days of its draft among it; return its number.

    Each further visit of it has a row of its own, which is taken back with the whole.
    """
    connection, number = act.connection, next_answer(act.connection)
    others = sorted({pin.visit_id: pin for pin in found.pins if pin.visit_id != found.visit_id}.items())
    settled = open_answers(connection, found.visit_id, SAID)
    rules = rules_of_some(connection, [found.account_id]).get(found.account_id, AccountRules())
    before = before_of(act, {found.visit_id, *(name for name, _ in others)}, None, settled) | {
        "also": list(range(number + 1, number + 1 + len(others))),
        "not_before": str(rules.not_before) if rules.not_before else None,
        "appointments": [appointment.id for _, appointment in found.appointments],
        **draft[1],
    }
    kind, at = AnswerKind(decision.kind), {pin.visit_id: pin for pin in found.pins}
    blank = VisitAnswer(found.visit_id, found.account_id, found.rep_id, kind, decision.reason, act.who.id, act.at)
    main = replace(blank, said=found.said, draft=draft[0])
    add_answer(connection, _placed(main, at.get(found.visit_id)), before)
    for name, pin in others:
        one = replace(blank, visit_id=name, account_id=pin.account_id)
        add_answer(connection, _placed(one, pin), {"part_of": number})
    settle_answers(connection, settled)
    return number


def _placed(answer: VisitAnswer, pin: Pin | None) -> VisitAnswer:
    return answer if pin is None else replace(answer, date=pin.date, start_s=pin.start_s)


def put_into_draft(act: Act, head: PlanHead, amendment: Amendment, said: str) -> tuple[int, dict[str, Any]]:
    """Put a change into a draft, or into one made of a plan that is none; return its number, and what it replaced."""
    number = head.id if head.status is PlanStatus.DRAFT else _copied(act, head)
    evidence = without_worth(read_evidence(act.connection, _numbered(head, number)), amendment.rep_id)
    count = int(evidence.get(f"{amendment.rep_id}.amended", 0)) + 1
    write_evidence(act.connection, number, {**evidence, "amendment": said, f"{amendment.rep_id}.amended": count})
    put = Plan(head.start, head.end, amendment.tours, amendment.unserved)
    gone = replace_days(act.connection, number, amendment.rep_id, amendment.days, put)
    act.touch(Subject(Kind.DRAFT, str(number)), Subject(Kind.DRAFT, draft_key(number, amendment.rep_id)))
    days = [day.isoformat() for day in sorted(amendment.days)]
    return number, {"rep": amendment.rep_id, "days": days, "was": plain_part(gone)}


def _numbered(head: PlanHead, number: int) -> PlanHead:
    return replace(head, id=number)


def _copied(act: Act, head: PlanHead) -> int:
    """Make a draft that is a plan: its rows are copied within the database."""
    evidence = {**read_evidence(act.connection, head), "amends": head.id}
    in_force = published_plan(act.connection)
    origin = Origin(head.origin.revision, in_force.id if in_force else None, act.who.id)
    number = write_plan(act.connection, Plan(head.start, head.end, (), (), evidence), act.now, origin)
    copy_rows(act.connection, head.id, number)
    copy_notes(act.connection, head.id, number)
    return number


def plain_part(part: Plan) -> dict[str, Any]:
    """Return tours and unserved visits as plain values, to be put back by `undo_decision`."""
    tours = [asdict(tour) | {"date": tour.date.isoformat()} for tour in part.tours]
    left = [
        asdict(visit)
        | {"first_date": visit.first_date.isoformat(), "last_date": visit.last_date.isoformat()}
        | {"why": [visit.why.code, dict(visit.why.facts)]}
        for visit in part.unserved
    ]
    return {"tours": tours, "unserved": left}


def _judged(act: Act, engine: TravelEngine, decision: Decision, number: int | None) -> Case:
    """Judge a decision in the plan that is meant, or in the newest one that has the visit on the days in question."""
    connection = act.connection
    head = _meant(connection, decision, number)
    parts = [open_part(act.office, connection, engine, head, rep_id) for rep_id in _reps(act, head, decision)]
    accounts = {part.part.assembled.due[v].account_id for part in parts for v in _named(part, decision)}
    over = {visit.visit_id for visit in visits_closed_at_any(connection, accounts)}
    today = min((act.today(part.part.assembled.request.rep.timezone) for part in parts), default=act.now.date())
    found, change, judgement = judged(decision, [part.part for part in parts], over, today)
    of = next(part for part in parts if part.part is found.part)
    policy = of.stored.situation.policy
    judgement = replace(judgement, plan=head.id, cost=policy.driving_cost(of.stored.situation.currency))
    if decision.companions or any(pin.start_s is not None for pin in judgement.pins):
        judgement = _beside_fixed(judgement, found, decision, read_facts(connection))
    return Case(of, change, judgement)


def _reps(act: Act, head: PlanHead, decision: Decision) -> tuple[str, ...]:
    """Return the reps whose parts may have the visits that are meant: by the plan, or by who owns the account."""
    found: set[str] = set()
    for text in (decision.visit, decision.other):
        found |= set(reps_meant(act.connection, head.id, text, LETTERS) if text else ())
    if not found:
        found = set(owners_of(act.connection, decision.visit))
    for rep_id in sorted(found):
        act.require_rep(rep_id)
    return tuple(sorted(found))


def _named(part: OpenPart, decision: Decision) -> list[int]:
    texts = [text for text in (decision.visit, decision.other) if text]
    due = enumerate(part.part.assembled.due)
    return [v for v, one in due if any(one.account_id == t or one.visit_id.startswith(t) for t in texts)]


def _meant(connection: Connection, decision: Decision, number: int | None) -> PlanHead:
    """Return the plan that is meant: the newest, or the one in force if the days in question are frozen in that."""
    newest, head = find_plan(connection, number), published_plan(connection)
    if number is not None or head is None or head.id == newest.id:
        return newest
    start = planned_from(newest, read_evidence(connection, newest))
    texts = [text for text in (decision.visit, decision.other) if len(text) >= LETTERS]
    frozen = decision.date is not None and decision.date < start
    return head if frozen or any(has_before(connection, newest.id, start, text) for text in texts) else newest


def _beside_fixed(judged: Judged, found: Found, decision: Decision, facts: Facts) -> Judged:
    """Add what else is fixed at the time of a pin, and the companions' appointments with what keeps them from it."""
    lengths = {due.visit_id: due.service_s for due in found.part.assembled.due}
    broken = list(judged.broken)
    for pin in judged.pins:
        own = (pin.visit_id, judged.rep_id, judged.account_id, pin.date, pin.start_s, lengths[pin.visit_id])
        said = clash(Placing(*own), facts)
        broken += [Finding.of("two-at-one-time", detail=said)] if said else []
    judged = replace(judged, broken=tuple(broken))
    return _joined(judged, found, decision, facts) if decision.companions else judged


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
            broken.append(Finding.of(problem.code, rep=rep_id, detail=problem.cause))
    return replace(judged, broken=tuple(broken), appointments=tuple(appointments))


def _drop(act: Act, judged: Judged, decision: Decision) -> None:
    """Close the visit as skipped, and let the account wait its least spacing from the dropped day on."""
    account = find_account(act.connection, judged.account_id)
    if account is None:
        raise LookupError(f"the account of a visit that is due is not stored: {judged.account_id}")
    day = judged.before or act.now.date()
    rules = rules_of_some(act.connection, [account.id]).get(account.id, AccountRules())
    not_before = max(rules.not_before or day, day + timedelta(days=account.least_days))
    write_rules(act.connection, {account.id: replace(rules, not_before=not_before)})
    act.touch(Subject(Kind.ACCOUNT, account.id))
    write_closed_visit(
        act.connection,
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
            recorded_at=act.at,
        ),
    )
