"""Bringing the kept events up to date with the plan in force, and putting them together again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime

from calendars.compose import Briefing, Facts, compose
from calendars.events import EventKind, event_uid
from calendars.feed import KeptEvent, assemble, keep
from calendars.texts import texts_for
from routing.travel import is_estimate
from scheduler.plan import Plan, Tour, VisitStatus
from store.accounts import accounts_among, read_reps
from store.agendas import agendas_of
from store.answers import AnswerKind, VisitAnswer, accepted_among, answers_at
from store.database import Connection
from store.events import read_choices, read_kept, visits_fallen_out, write_kept
from store.fixed_dates import Source, read_absences, read_appointments
from store.planned_visits import accounts_of_plan, visits_of_plan
from store.plans import PlanHead, find_plan, published_plan, read_plan
from store.visits import VisitSaid, visits_said_at
from territory.accounts import Rep


@dataclass(frozen=True, slots=True)
class Material:
    """What events are made of, read once for all reps that are meant."""

    plan: Plan
    facts: Facts


@dataclass(frozen=True, slots=True)
class RepEvents:
    """A rep's events as they are kept and as they shall be; `visits` gives the visit of each UID that is one's."""

    rep_id: str
    before: Mapping[str, KeptEvent]
    after: Mapping[str, KeptEvent]
    visits: Mapping[str, str]


def refresh_events(connection: Connection, now: datetime, only: AbstractSet[str] = frozenset()) -> int:
    """Bring reps' events up to date with the plan in force, all reps' if none is named; return how many changed."""
    return write_events(connection, compose_events(connection, now, only))


def compose_events(
    connection: Connection, now: datetime, only: AbstractSet[str] = frozenset()
) -> tuple[RepEvents, ...]:
    """Return the events of reps by the plan in force, all reps' if none is named; nothing is written."""
    head = published_plan(connection)
    if head is None:
        return ()
    material = read_material(connection, head, only)
    reps = [rep for rep in read_reps(connection) if rep.id in only or not only]
    return tuple(_events_of(connection, rep, material, now) for rep in reps)


def write_events(connection: Connection, found: Iterable[RepEvents]) -> int:
    """Keep reps' events; return how many changed."""
    return sum(write_kept(connection, one.rep_id, one.before, one.after, one.visits) for one in found)


def read_material(connection: Connection, head: PlanHead, only: AbstractSet[str] = frozenset()) -> Material:
    """Read what the events of a plan say beside its times; visits that are closed have their own status."""
    plan, meant = read_plan(connection, head, only), accounts_of_plan(head, only)
    answers = answers_at(connection, meant)
    since = min((tour.date for tour in plan.tours), default=plan.start)
    steps = [answer.visit_id for answer in answers if answer.kind is AnswerKind.NEXT_STEP]
    closed = visits_said_at(connection, meant, visits_of_plan(head, only), since, steps)
    accounts = accounts_among(connection, meant)
    facts = Facts(
        accounts={account.id: account for account in accounts},
        briefings=_briefings(closed, answers),
        accepted=accepted_among(answers),
        absences=read_absences(connection, without=Source.CALENDAR),
        estimated=is_estimate(str(plan.evidence.get("travel", ""))),
        agendas=agendas_of(connection, accounts),
    )
    said = {visit.visit_id: visit.status for visit in closed}
    return Material(replace(plan, tours=tuple(_with_statuses(tour, said) for tour in plan.tours)), facts)


def _with_statuses(tour: Tour, said: Mapping[str, VisitStatus]) -> Tour:
    if said.keys().isdisjoint(visit.visit_id for visit in tour.visits):
        return tour
    return replace(tour, visits=tuple(replace(v, status=said.get(v.visit_id, v.status)) for v in tour.visits))


def _briefings(closed: Iterable[VisitSaid], answers: Iterable[VisitAnswer]) -> dict[str, Briefing]:
    """Return what was said at each account's visits, by day, and what was to come next."""
    done = {visit.visit_id: visit for visit in closed if visit.status is VisitStatus.DONE}
    notes: dict[str, list[tuple[date, str]]] = {}
    for visit in done.values():
        notes.setdefault(visit.account_id, []).append((visit.date, visit.words))
    steps: dict[str, dict[date, str]] = {}
    words: dict[str, str] = {}
    for answer in answers:
        if answer.kind is AnswerKind.NOTED:
            words[answer.account_id] = answer.text
        elif answer.kind is AnswerKind.NEXT_STEP and answer.visit_id in done:
            steps.setdefault(answer.account_id, {})[done[answer.visit_id].date] = answer.text
    return {
        name: Briefing(words.get(name, ""), tuple(notes.get(name, ())), tuple(steps.get(name, {}).items()))
        for name in notes.keys() | steps.keys() | words.keys()
    }


def _events_of(connection: Connection, rep: Rep, material: Material, now: datetime) -> RepEvents:
    plan = material.plan
    appointments = {item.id: item for item in read_appointments(connection, rep.id)}
    before = read_kept(connection, rep.id)
    events = compose(plan, rep, replace(material.facts, appointments=appointments), read_choices(connection, rep.id))
    gone = {event_uid(EventKind.VISIT, visit_id) for visit_id in visits_fallen_out(connection, rep.id)}
    after = keep(before, events, now, plan.start, date.max, gone=gone)
    ids = (visit.visit_id for tour in plan.tours if tour.rep_id == rep.id for visit in tour.visits)
    return RepEvents(rep.id, before, after, {event_uid(EventKind.VISIT, visit_id): visit_id for visit_id in ids})


def feed_name(connection: Connection, rep: Rep) -> str:
    """Return what a client shows as the calendar's name."""
    return texts_for(read_choices(connection, rep.id).language).calendar.format(rep.name)


def draft_calendar(connection: Connection, rep: Rep, number: int | None, now: datetime) -> bytes:
    """Return the calendar that a plan would make, drafts included, without keeping anything."""
    material = read_material(connection, find_plan(connection, number), frozenset({rep.id}))
    choices = replace(read_choices(connection, rep.id), drafts=True)
    plan = material.plan
    kept = keep({}, compose(plan, rep, material.facts, choices), now, plan.start, plan.end)
    return assemble(feed_name(connection, rep), kept.values(), plan.start, plan.end)
