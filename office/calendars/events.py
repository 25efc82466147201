"""Bringing the kept events up to date with the plan in force, and putting them together again."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from calendars.compose import Briefing, Facts, compose
from calendars.events import EventKind, event_uid
from calendars.feed import assemble, keep, window
from calendars.texts import texts_for
from routing.problems import BadInputError, Problem
from routing.travel import is_estimate
from scheduler.plan import Plan, Tour, VisitStatus
from store.accounts import read_accounts, read_reps
from store.answers import AnswerKind, accepted_visits, read_answers
from store.database import Connection
from store.events import read_choices, read_kept, write_kept
from store.fixed_dates import Source, read_absences, read_appointments
from store.plans import find_plan, published_plan, read_plan
from store.visits import ClosedVisit, read_visit_log
from territory.accounts import Rep

BUSY = "busy"
"""The reason of absences that come from a rep's own calendar; they are not carried back into it."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What events are made of, read once for all reps."""

    plan: Plan
    facts: Facts
    closed: Mapping[str, ClosedVisit]


def refresh_events(connection: Connection, now: datetime, only: AbstractSet[str] = frozenset()) -> int:
    """Bring reps' events up to date with the plan in force, all reps' if none is named; return how many changed."""
    head = published_plan(connection)
    if head is None:
        return 0
    carried = read_carried(connection, read_plan(connection, head, only))
    reps = [rep for rep in read_reps(connection) if rep.id in only or not only]
    return sum(_refresh_rep(connection, rep, carried, now) for rep in reps)


def read_carried(connection: Connection, plan: Plan) -> Carried:
    """Read what the events of a plan say beside its times; visits that are closed have their own status."""
    closed = {visit.visit_id: visit for visit in read_visit_log(connection)}
    facts = Facts(
        accounts={account.id: account for account in read_accounts(connection)},
        briefings=_briefings(connection, closed),
        accepted=accepted_visits(connection),
        absences=read_absences(connection, without=Source.CALENDAR),
        estimated=is_estimate(str(plan.evidence.get("travel", ""))),
    )
    said = {visit_id: visit.status for visit_id, visit in closed.items()}
    tours = tuple(_with_statuses(tour, said) for tour in plan.tours)
    return Carried(replace(plan, tours=tours), facts, closed)


def _with_statuses(tour: Tour, said: Mapping[str, VisitStatus]) -> Tour:
    return replace(tour, visits=tuple(replace(v, status=said.get(v.visit_id, v.status)) for v in tour.visits))


def _briefings(connection: Connection, closed: Mapping[str, ClosedVisit]) -> dict[str, Briefing]:
    """Return what was said last at each account, and what was to come next."""
    done = (visit for visit in closed.values() if visit.status is VisitStatus.DONE)
    notes = {visit.account_id: visit.notes or visit.outcome for visit in done}
    said: dict[AnswerKind, dict[str, str]] = {AnswerKind.NEXT_STEP: {}, AnswerKind.NOTED: {}}
    for answer in read_answers(connection):
        if answer.kind in said:
            said[answer.kind][answer.account_id] = answer.text
    steps, words = said[AnswerKind.NEXT_STEP], said[AnswerKind.NOTED]
    names = notes.keys() | steps.keys() | words.keys()
    return {
        name: Briefing(purpose=words.get(name, ""), last_notes=notes.get(name, ""), next_step=steps.get(name, ""))
        for name in names
    }


def _refresh_rep(connection: Connection, rep: Rep, carried: Carried, now: datetime) -> int:
    plan, facts = carried.plan, carried.facts
    facts = replace(facts, appointments={item.id: item for item in read_appointments(connection, rep.id)})
    before = read_kept(connection, rep.id)
    events = compose(plan, rep, facts, read_choices(connection, rep.id))
    gone = {event_uid(EventKind.VISIT, visit.visit_id) for visit in carried.closed.values() if _fell_out(visit)}
    after = keep(before, events, now, plan.start, date.max, gone=gone)
    ids = (visit.visit_id for tour in plan.tours for visit in tour.visits)
    visits = {event_uid(EventKind.VISIT, visit_id): visit_id for visit_id in ids}
    return write_kept(connection, rep.id, before, after, visits)


def _fell_out(visit: ClosedVisit) -> bool:
    return visit.status in {VisitStatus.SKIPPED, VisitStatus.DECLINED}


def feed_bytes(connection: Connection, rep: Rep, now: datetime) -> bytes:
    """Return a rep's feed from the kept events of its window."""
    first, last = window(now.astimezone(ZoneInfo(rep.timezone)).date())
    return assemble(feed_name(connection, rep), read_kept(connection, rep.id, first, last).values(), first, last)


def feed_name(connection: Connection, rep: Rep) -> str:
    """Return what a client shows as the calendar's name."""
    return texts_for(read_choices(connection, rep.id).language).calendar.format(rep.name)


def draft_bytes(connection: Connection, rep: Rep, number: int | None, now: datetime) -> bytes:
    """Return the calendar that a plan would make, drafts included, without keeping anything."""
    carried = read_carried(connection, read_plan(connection, find_plan(connection, number)))
    choices = replace(read_choices(connection, rep.id), drafts=True)
    plan = carried.plan
    kept = keep({}, compose(plan, rep, carried.facts, choices), now, plan.start, plan.end)
    return assemble(feed_name(connection, rep), kept.values(), plan.start, plan.end)


def find_rep(connection: Connection, rep_id: str) -> Rep:
    """Return a rep by id; raises `BadInputError` if there is none such."""
    reps = {rep.id: rep for rep in read_reps(connection)}
    if rep_id in reps:
        return reps[rep_id]
    known = ", ".join(reps) or "none yet"
    cause = f"there is no rep {rep_id!r} (reps: {known})"
    raise BadInputError([Problem("rep-unknown", "rep", cause, "Name one of them.")])
