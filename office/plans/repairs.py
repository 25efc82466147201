"""A repair that `explain` told, made by its id: the draft has it at the price that was said."""

from __future__ import annotations

from dataclasses import dataclass, replace

from office.door import Act, works
from office.plans.decisions import Case, keep
from office.plans.open_parts import OpenPart, open_part
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.travel import TravelEngine
from scheduler.demand.rules import Pin
from scheduler.explain.amendment import Amendment, amended
from scheduler.explain.evaluate import Evaluation, broken_rules
from scheduler.explain.judgement import LETTERS, Decision, Judged, finding_of
from scheduler.explain.reasons import why_unserved
from scheduler.explain.repair import Repair, repairs
from scheduler.explain.repair_ids import repair_id
from scheduler.plan import UnservedVisit
from store.planned_visits import reps_meant
from store.plans import find_plan


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """A repair that is told now: in whose part of the plan, and for which visit."""

    part: OpenPart
    visit: int
    repair: Repair


@works
def apply_repair(act: Act, engine: TravelEngine, name: str, number: int | None = None) -> Judged:
    """Make a repair that `explain_plan` tells: its visits are pinned to their days, and the draft has the change.

    The draft that is meant is amended; of a plan in force a draft is made that is that plan with this change alone.

    Raises
    ------
    BadInputError
        If no such repair is told now: the plan, or what it depends on, was changed since; or if its days hold visits
        that are not due any more.
    ChangedMeanwhileError
        If somebody else changed what it concerns meanwhile.
    """
    with act.reading():
        told = _find(act, engine, name, number)
        case = _case(told)
        amendment = _amendment(told, case)
    if amendment is None:
        cause = "a day of it holds visits that are not due any more, or cannot be driven so"
        raise BadInputError([Problem("repair-impossible", name, cause, "Plan again: roundsman plan.")])
    with act.writing():
        return act.answer(keep(act, case, Decision("repair", case.judged.visit_id), amendment))


def _find(act: Act, engine: TravelEngine, name: str, number: int | None) -> _Told:
    head = find_plan(act.connection, number)
    text = name.rsplit(".", 2)[0]
    for rep_id in reps_meant(act.connection, head.id, text, LETTERS):
        act.require_rep(rep_id)
        opened = open_part(act.office, act.connection, engine, head, rep_id)
        part = opened.part
        ids = [due.visit_id for due in part.assembled.due]
        for visit in (v for v in part.schedule.unserved if ids[v].startswith(text)):
            for repair in repairs(part.assembled.horizon, part.schedule.tours, visit, opened.priced):
                if repair_id(head.id, ids, visit, repair) == name:
                    return _Told(opened, visit, repair)
    cause = sentence("plan {head} has no such repair as things stand now", head=head.id)
    raise BadInputError([Problem("repair-unknown", name, cause, "Explain the account again: roundsman explain.")])


def _case(told: _Told) -> Case:
    opened, repair = told.part, told.repair
    assembled, before = opened.part.assembled, opened.part.schedule.tours
    already = broken_rules(assembled.horizon, before)
    broken = tuple(one for one in broken_rules(assembled.horizon, repair.tours) if one not in already)
    days = {v: d for d, tour in enumerate(repair.tours) for v in tour}
    was = {v: d for d, tour in enumerate(before) for v in tour}
    dates = [assembled.request.date_of(day.day) for day in assembled.horizon.rep_days]
    moved = [told.visit, *sorted(v for v, d in days.items() if v != told.visit and was.get(v) != d)]
    named = [(assembled.due[v], dates[days[v]]) for v in moved]
    pins = tuple(Pin(due.visit_id, day, None, account_id=due.account_id, number=due.number) for due, day in named)
    situation = opened.stored.situation
    due, day = named[0]
    judged = Judged(
        due.visit_id, due.account_id, opened.rep_id, None, day, repair.price,
        tuple(finding_of(assembled, one) for one in broken), pins, plan=opened.stored.head.id,
        cost=situation.policy.driving_cost(situation.currency),
    )  # fmt: skip
    return Case(opened, Evaluation(repair.tours, repair.price, broken), judged)


def _amendment(told: _Told, case: Case) -> Amendment | None:
    """Return the days that the repair makes anew, timed by the rules as it changes them, and who it leaves out."""
    part = told.part.part
    changed = replace(part, assembled=replace(part.assembled, horizon=told.repair.horizon))
    found = amended(told.part.stored.plan, changed, case.change, case.judged.pins)
    served = {v for tour in told.repair.tours for v in tour}
    gone = [v for tour in part.schedule.tours for v in tour if v not in served]
    return None if found is None else replace(found, unserved=tuple(_left_out(told, v) for v in sorted(gone)))


def _left_out(told: _Told, visit: int) -> UnservedVisit:
    assembled = told.part.part.assembled
    due, date_of = assembled.due[visit], assembled.request.date_of
    why = why_unserved("for-another", other=assembled.due[told.visit].account_id)
    days = date_of(due.first_day), date_of(due.last_day)
    return UnservedVisit(due.visit_id, due.account_id, told.part.rep_id, *days, "decided", why, due.number)
