"""Everybody's schedules as one plan: dated, timed, checked without any of the search's code, with its evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from routing.problems import Problem
from routing.sentences import joined as in_a_row
from routing.sentences import sentence
from routing.timing import time_tour
from scheduler.checking.handing import check_handing
from scheduler.checking.plan import check_plan
from scheduler.checking.rules import rules_of
from scheduler.checking.violation import Violation
from scheduler.dated import dated_plan
from scheduler.demand.assembled import Assembled
from scheduler.demand.request import Request
from scheduler.evidence import Evidence, evidence, versions, worth_of
from scheduler.plan import Plan
from scheduler.replan import Carried, whole
from scheduler.search import validate
from scheduler.team.answer import Answer
from scheduler.team.situation import Span
from scheduler.team.worth import Worth, total


class BrokenPlanError(RuntimeError):
    """An independent check found a rule broken: the search has a fault, and nothing was kept."""

    def __init__(self, whose: str, violations: Sequence[Violation]) -> None:
        said = "; ".join(str(violation) for violation in violations)
        super().__init__(f"the plan of {whose} breaks its own rules and was not kept: {said}")


def joined(
    assembled: Mapping[str, Assembled],
    carried: Mapping[str, Carried],
    answers: Mapping[str, Answer],
    span: Span,
    facts: Evidence,
) -> Plan:
    """Return the plan of all reps; raises `BrokenPlanError` where a check is not silent."""
    plans = {rep_id: _part(assembled[rep_id], answer, carried[rep_id]) for rep_id, answer in answers.items()}
    plan = Plan(
        min([span.start, *(plan.start for plan in plans.values())]),
        span.start + timedelta(days=span.days - 1),
        tuple(tour for plan in plans.values() for tour in plan.tours),
        tuple(visit for plan in plans.values() for visit in plan.unserved),
        _evidence(assembled, answers, facts),
        tuple(night for plan in plans.values() for night in plan.nights),
    )
    _require_silence("the team", (*check_plan(plan), *_check_hand_overs(plan, assembled, span)))
    return plan


def _check_hand_overs(plan: Plan, assembled: Mapping[str, Assembled], span: Span) -> tuple[Violation, ...]:
    stints = {name: own for made in assembled.values() for name, own in made.request.stints.items()}
    crossings = {one for made in assembled.values() for one in made.crossings}
    appointments = {one.id for made in assembled.values() for one in made.request.appointments}
    return check_handing(plan, span.start, stints, crossings, appointments)


def _part(assembled: Assembled, answer: Answer, carried: Carried) -> Plan:
    """Return one rep's plan, checked as a horizon and, with its clock times, as a plan."""
    whose = sentence("rep {rep}", rep=assembled.request.rep.id)
    _require_silence(whose, answer.violations)
    plan = dated_plan(assembled, answer.schedule, time_tour)
    _require_silence(whose, check_plan(plan, rules_of(assembled, plan)))
    return whole(plan, carried)


def _require_silence(whose: str, violations: Sequence[Violation]) -> None:
    if violations:
        raise BrokenPlanError(whose, violations)


def _evidence(assembled: Mapping[str, Assembled], answers: Mapping[str, Answer], facts: Evidence) -> Evidence:
    """Return what it takes to make the plan again, and what it is worth."""
    parts = {rep_id: evidence(assembled[rep_id], answer) for rep_id, answer in answers.items()}
    hashes = [str(parts[rep_id][f"{rep_id}.inputs_sha256"]) for rep_id in sorted(parts)]
    return {
        **facts,
        "inputs": hashlib.sha256("".join(hashes).encode()).hexdigest(),
        "travel": next((_source(made) for made in assembled.values()), ""),
        "steps": sum(answer.schedule.steps for answer in answers.values()),
        **total([_worth(assembled[rep_id], answer) for rep_id, answer in answers.items()]).facts(),
        **versions(),
        **{name: value for part in parts.values() for name, value in part.items()},
    }


def _source(assembled: Assembled) -> str:
    request = assembled.request
    return request.travel.source + (", by time of day" if request.day else "")


def _worth(assembled: Assembled, answer: Answer) -> Worth:
    return worth_of(assembled.horizon, answer, len(assembled.left_out))


def _idle(request: Request) -> Iterator[Problem]:
    """Say that a rep has no account; one who has left, or has not begun, needs none."""
    rep, last = request.rep, request.start + timedelta(days=request.days - 1)
    if (rep.starts is None or rep.starts <= last) and (rep.ends is None or rep.ends >= request.start):
        cause = sentence("{rep_name} has no account in these weeks", rep_name=rep.name)
        action = "Give some: roundsman territory move, or realign."
        yield Problem("rep-without-accounts", sentence("rep {rep}", rep=rep.id), cause, action)


def problems_of(assembled: Assembled) -> Iterator[Problem]:
    """Yield what is wrong with one rep's horizon, in the words of accounts and reps."""
    yield from assembled.problems
    request = assembled.request
    if not request.accounts and not request.appointments:
        yield from _idle(request)
        return
    accounts = {due.visit_id: due.account_id for due in assembled.due}
    rep = sentence("rep {rep}", rep=assembled.request.rep.id)
    for problem in validate(assembled.horizon):
        what, _, name = problem.where.partition(" ")
        where = (
            sentence("{rep}, account {accounts}", rep=rep, accounts=accounts[name])
            if what == "visit"
            else in_a_row(", ", [rep, problem.where])
        )
        yield replace(problem, where=where)
