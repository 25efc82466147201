"""Changes made by hand: judged first (price and broken rules), then kept as pins that every later plan obeys."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from office.door import Act, reads, works
from office.outbox import EVENTS
from office.ownership.decisions import decision_of, keep_owners
from office.plans.amended_drafts import put_into_draft, put_two_into_draft
from office.plans.hand_overs import GivenVisit, judge_hand_over
from office.plans.open_parts import OpenPart, open_part
from office.plans.open_plans import planned_from
from office.plans.placements import Facts, Placing, clash, placing_problem, read_facts
from office.visits.memory import SAID, before_of
from routing.findings import Finding
from routing.problems import BadInputError, Problem
from routing.sentences import joined, sentence, term, with_reason
from routing.travel import TravelEngine
from scheduler.closed_visits import ClosedVisit
from scheduler.demand.rules import AccountRules, Appointment, Pin
from scheduler.explain.amendment import Amendment, amended
from scheduler.explain.evaluate import Evaluation
from scheduler.explain.judgement import LETTERS, Decision, Found, Judged, judged
from scheduler.plan import VisitStatus
from store.account_rules import rules_of_some, write_rules
from store.accounts import find_account
from store.answers import AnswerKind, VisitAnswer, add_answer, next_answer, open_answers, settle_answers
from store.changes import ChangedMeanwhileError, Kind, Subject, require_untouched, subjects_since
from store.database import Connection
from store.fixed_dates import Source, appointment_row, write_fixed_dates
from store.ownership import owners_of
from store.pins import write_pins
from store.planned_visits import has_before, reps_meant
from store.plans import (
    PlanHead,
    find_plan,
    published_plan,
    read_evidence,
)
from store.visits import visits_closed_at_any, write_closed_visit
from territory.ownership.timeline import DecisionKind

__all__ = ["ChangedMeanwhileError", "RulesBrokenError", "judge_decision", "make_decision"]


HAND = "hand"
"""The kind of a decision by which another rep makes a visit: both reps' parts of the plan change."""


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
    if decision.kind == HAND:
        return _given(act, engine, decision, number).judged
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
    if decision.kind == HAND:
        return _make_hand_over(act, engine, decision, number, seen, anyway=anyway)
    with act.reading():
        case = _judged(act, engine, decision, number)
    found = case.judged
    _require_kept(found, anyway=anyway)
    amendment = amended(case.open.stored.plan, case.open.part, case.change, found.pins)
    with act.writing():
        _require_as_seen(act, case.open, case.open.revision if seen is None else min(seen, case.open.revision))
        return act.answer(keep(act, case, decision, amendment))


def _make_hand_over(
    act: Act, engine: TravelEngine, decision: Decision, number: int | None, seen: int | None, *, anyway: bool
) -> Judged:
    """Give one visit to another rep: both reps' days in the draft, the account for that day, and the visit's pin."""
    with act.reading():
        given = _given(act, engine, decision, number)
    found, both = given.judged, given.amendments()
    _require_kept(found, anyway=anyway)
    revision = min(given.own.revision, given.taker.revision)
    with act.writing():
        _require_as_seen(act, given, revision if seen is None else min(seen, revision))
        said = _words(decision, found)
        draft: tuple[int | None, dict[str, Any]] = (None, {})
        if both is not None:
            draft = put_two_into_draft(act, given.head, both, found.visit_id, said)
        owners = 0
        if given.cover is not None:
            summary = sentence(
                "{account} is {rep}'s on {day}", account=found.account_id, rep=decision.rep, day=decision.date
            )
            owners = keep_owners(act, [given.cover], decision_of(act, DecisionKind.COVER, summary)).number
        made = _remember(act, decision, found, (draft[0], draft[1] | {"owners": owners}))
        write_pins(act.connection, [(pin, decision.reason) for pin in found.pins], act.now)
        act.touch(Subject(Kind.VISIT, found.visit_id))
        for rep_id, _ in found.shares:
            act.follow(EVENTS, rep_id=rep_id)
        act.note(with_reason(said, decision.reason))
        return act.answer(replace(found, draft=draft[0], decision=made))


def _given(act: Act, engine: TravelEngine, decision: Decision, number: int | None) -> GivenVisit:
    """Judge a hand-over in the plan that is meant, beside what is fixed at its time."""
    given = judge_hand_over(act, engine, decision, _meant(act.connection, decision, number))
    if decision.start_s is None:
        return given
    found, pin = given.judged, given.change.pin
    length_s = next(one.service_s for one in given.handed.assembled.due if one.visit_id == pin.visit_id)
    placing = Placing(pin.visit_id, decision.rep, found.account_id, pin.date, pin.start_s, length_s)
    said = clash(placing, read_facts(act.connection))
    more = (Finding.of("two-at-one-time", detail=said),) if said else ()
    return replace(given, judged=replace(found, broken=(*found.broken, *more)))


def _require_kept(found: Judged, *, anyway: bool) -> None:
    if found.broken and not anyway:
        raise RulesBrokenError(found.account_id, found.broken)


def _require_as_seen(act: Act, part: OpenPart | GivenVisit, seen: int) -> None:
    """Raise `ChangedMeanwhileError` if anything that a part depends on was touched after a revision."""
    since = [one for one in subjects_since(act.connection, seen) if one and part.depends_on(one)]
    require_untouched(act.connection, seen, since)


def keep(act: Act, case: Case, decision: Decision, amendment: Amendment | None) -> Judged:
    """Write a decision and the draft that has it."""
    connection, found = act.connection, case.judged
    said = _words(decision, found)
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
    act.note(with_reason(said, decision.reason))
    return replace(found, draft=draft, decision=made)


def _words(decision: Decision, found: Judged) -> str:
    return joined(" ", [term(decision.kind), found.said])


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
