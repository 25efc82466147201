"""A rep's own day and week, and one visit whole: the plan in force with what is known of each account on the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from office.door import Act, reads
from office.known import require_rep
from office.plans.days import RepDay, Stop, rep_days
from office.plans.parts_as_left import part_as_left
from office.plans.prices import VisitPrices, prices_of
from office.visits.free_days import free_days
from office.visits.memory import find_visit
from routing.dates import Day
from routing.findings import Finding
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.closed_visits import ClosedVisit
from scheduler.demand.account_hours import hours_by_own_clock
from scheduler.demand.rules import Pin
from scheduler.explain.as_left import Left
from scheduler.plan import PlannedVisit, VisitStatus
from store.accounts import read_accounts_of
from store.agendas import agendas_of
from store.answers import (
    ARRIVING,
    AnswerKind,
    VisitAnswer,
    accepted_among,
    answers_at,
    last_answer,
    unplanned_between,
)
from store.counted_visits import read_counting, visits_counted_at
from store.pins import pins_among, visits_moved_between
from store.plans import plan_in_force
from store.visits import visits_closed_among, visits_closed_at
from territory.accounts import Rep
from territory.agenda import Agenda, Scope, agenda_for

NOTES = 2
"""Notes that are shown before the door opens."""


@dataclass(frozen=True, slots=True)
class OwnStop:
    """A stop with what the rep should know before the door opens; times are seconds since the rep's midnight.

    Attributes
    ----------
    hours : tuple of (int, int) or None
        When the account is open that day, by its own clock; None where its hours cannot be read.
    last_done : date or None
        The last visit that took place before this one.
    due, latest : date or None
        When the interval and the longest spacing since then are over.
    notes : tuple of (date, str)
        What was noted last, the newest first.
    arrived_s : int or None
        When the rep arrived.
    accepted : bool
        The rep said that the visit takes place.
    question : str
        What was asked of the planner and is not answered yet.
    moved_to : date or None
        Another day to which the visit was moved since the plan was made.
    has_time : bool
        Whether the visit has a time on this day: one that was moved to the day alone has none.
    by_plan : bool
        Whether the way to it is the plan's: the stop before it is the one that the plan has there.
    planned : bool
        Whether a plan has the visit.
    agenda : tuple of AgendaItem
        What the visit is about, where somebody said so of the account, its segment or its tier.
    """

    stop: Stop
    hours: tuple[tuple[int, int], ...] | None
    last_done: date | None
    due: date | None
    latest: date | None
    notes: tuple[tuple[date, str], ...]
    next_step: str
    purpose: str
    arrived_s: int | None
    accepted: bool
    question: str
    closed: ClosedVisit | None
    moved_to: Day | None = None
    has_time: bool = True
    by_plan: bool = True
    planned: bool = True
    agenda: Agenda = ()


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A rep's day with its stops; `today` is the day that it is where the rep is, `now_s` the time there.

    The stops stand in the order of their times, those that were moved to the day among them, and those that were moved
    away from it. `off` says why the rep does not work on it; None where it is a working day.
    """

    day: RepDay
    stops: tuple[OwnStop, ...]
    today: date
    now_s: int
    off: Finding | None = None

    @property
    def next(self) -> OwnStop | None:
        """Return the stop at which the rep stands, else the first one that is not over."""
        left = [one for one in self.stops if one.closed is None and one.moved_to is None]
        begun = [one for one in left if one.arrived_s is not None]
        return max(begun, key=lambda one: one.arrived_s or 0) if begun else next(iter(left), None)

    @property
    def rearranged(self) -> bool:
        """Return whether the day is another one than the plan has."""
        return any(one.moved_to or not one.by_plan for one in self.stops)


@dataclass(frozen=True, slots=True)
class OwnVisit:
    """One visit of the plan in force; `undo` is the act that the rep can take back."""

    plan: int
    day: date
    stop: OwnStop
    today: date
    undo: AnswerKind | None


@reads
def read_own_day(act: Act, day: date | None = None) -> OwnDay:
    """Return a day (today, if none is named) of the rep who asks.

    Raises
    ------
    BadInputError
        If the person is no rep, or no plan is in force.
    """
    rep = own_rep(act)
    return _own_days(act, rep, day or act.today(rep.timezone))[0]


@reads
def read_own_week(act: Act, first: date, days: int = 7) -> tuple[OwnDay, ...]:
    """Return some days of the rep who asks; raises `BadInputError` as `read_own_day` does."""
    rep = own_rep(act)
    return _own_days(act, rep, first, days)


@reads
def read_own_visit(act: Act, visit_id: str) -> OwnVisit:
    """Return one visit of the plan in force; raises `BadInputError` if it is none, or another rep's."""
    found = find_visit(act, visit_id)
    rep = require_rep(act.connection, found.rep_id)
    (day,) = _own_days(act, rep, found.date)
    stop = next(one for one in day.stops if one.stop.visit.visit_id == visit_id)
    last = last_answer(act.connection, visit_id)
    undo = last[0].kind if last and last[0].by == act.who.id else None
    return OwnVisit(day.day.plan, found.date, stop, day.today, undo)


@reads
def price_own_visit(act: Act, visit_id: str) -> VisitPrices:
    """Price a visit of one's own on all days of the plan in force, as people have left it.

    The part that is opened for it is the one by which a move is judged, which follows as a rule.

    Raises
    ------
    BadInputError
        If it is another rep's, or cannot be moved any more.
    """
    found = find_visit(act, visit_id)
    head, today = plan_in_force(act.connection), act.today(require_rep(act.connection, found.rep_id).timezone)
    part = part_as_left(act.office, act.connection, head, found.rep_id, today)
    visit = part.find(found.visit_id)
    if visit is None:
        cause = sentence("no visit {visit!r} can be moved in plan {head}", visit=visit_id, head=head.id)
        raise BadInputError([Problem("visit-unknown", visit_id, cause, "See: roundsman show plan --format csv.")])
    return prices_of(part.open, visit, part.priced, part.horizon_for(found.visit_id, Left(None)))


def own_rep(act: Act) -> Rep:
    """Return the rep that the person is; raises `BadInputError` where the person is none."""
    if act.who.rep_id is None:
        cause = sentence("{who_name} is no rep", who_name=act.who.name)
        raise BadInputError([Problem("person-no-rep", "person", cause, "Ask an administrator to name the rep.")])
    return require_rep(act.connection, act.who.rep_id)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is asked at once about the stops of some days."""

    rep: Rep
    now: datetime
    pins: Mapping[str, Pin]
    closed: Sequence[ClosedVisit]
    counted: Sequence[ClosedVisit]
    answers: Sequence[VisitAnswer]
    agendas: Mapping[Scope, Agenda]


def _own_days(act: Act, rep: Rep, first: date, number: int = 1) -> tuple[OwnDay, ...]:
    """Return some days of a rep: of all of them each question is asked once."""
    act.require_rep(rep.id)
    found = rep_days(act, rep, [first + timedelta(days=after) for after in range(number)])
    moved, begun = _moved_here(act, found), _unplanned(act, found)
    placed = {day.date: [*day.stops, *moved.get(day.date, ())] for day in found}
    stops = [*chain.from_iterable(placed.values()), *chain.from_iterable(begun.values())]
    ids = sorted({stop.account.id for stop in stops})
    closed = visits_closed_at(act.connection, ids)
    known = _Known(
        rep,
        act.now.astimezone(ZoneInfo(rep.timezone)),
        {pin.visit_id: pin for pin in pins_among(act.connection, [stop.visit.visit_id for stop in stops])},
        closed,
        _counted(act, ids, closed),
        answers_at(act.connection, ids),
        agendas_of(act.connection, [stop.account for stop in stops]),
    )
    off = free_days(act.connection, rep, [day.date for day in found])
    return tuple(
        replace(_own_day(day, placed[day.date], begun.get(day.date, ()), known), off=off.get(day.date)) for day in found
    )


def _own_day(found: RepDay, placed: Sequence[Stop], begun: Sequence[Stop], known: _Known) -> OwnDay:
    here = {stop.account.id for stop in (*placed, *begun)}
    closed = [one for one in known.closed if one.account_id in here]
    answers = [one for one in known.answers if one.account_id in here]
    planned = [stop.visit.visit_id for stop in found.stops]
    counting = [one for one in known.counted if one.account_id in here]

    def made(stop: Stop) -> OwnStop:
        own = _own_stop(stop, found.date, known.rep, (closed, counting), answers)
        return replace(own, agenda=agenda_for(known.agendas, stop.account, found.date))

    stops = [_placed(made(stop), known.pins, found.date, planned) for stop in placed]
    stops += [_as_begun(made(stop)) for stop in begun]
    stops.sort(key=lambda one: (not one.has_time, one.stop.visit.start_s, one.stop.visit.sequence))
    now_s = 3600 * known.now.hour + 60 * known.now.minute
    return OwnDay(found, tuple(_in_order(stops, planned)), known.now.date(), now_s)


def _counted(act: Act, ids: list[str], closed: Sequence[ClosedVisit]) -> Sequence[ClosedVisit]:
    """Return the visits that count towards the intervals of some accounts; all of theirs, by the usual rule."""
    rule = read_counting(act.connection)
    return closed if rule.is_usual else visits_counted_at(act.connection, ids, rule)


def _moved_here(act: Act, found: Sequence[RepDay]) -> Mapping[date, list[Stop]]:
    """Return the visits that the plan has on other days, and somebody has moved to one of these."""
    begins, ends = found[0], found[-1]
    moved = visits_moved_between(act.connection, begins.plan, begins.rep.id, begins.date, ends.date)
    accounts = {one.id: one for one in read_accounts_of(act.connection, {visit.account_id for _, visit in moved})}
    stops: dict[date, list[Stop]] = defaultdict(list)
    for day, one in moved:
        if one.account_id in accounts:
            stops[day].append(Stop(one, accounts[one.account_id], one.status, pinned=True))
    return stops


def _unplanned(act: Act, found: Sequence[RepDay]) -> Mapping[date, list[Stop]]:
    """Return the visits of the days that no plan has, as stops."""
    begun = unplanned_between(act.connection, found[0].rep.id, found[0].date, found[-1].date)
    accounts = {one.id: one for one in read_accounts_of(act.connection, {one.account_id for one in begun})}
    closed = {one.visit_id: one for one in visits_closed_among(act.connection, [one.visit_id for one in begun])}
    stops: dict[date, list[Stop]] = defaultdict(list)
    for one in begun:
        if one.account_id not in accounts or one.date is None:
            continue
        account, over = accounts[one.account_id], closed.get(one.visit_id)
        start_s = next((at for at in (over.start_s if over else None, one.start_s) if at is not None), 0)
        ends_s = over.end_s if over and over.end_s is not None else start_s + account.service_s
        visit = PlannedVisit(one.visit_id, one.account_id, 0, start_s, start_s, ends_s, 0, 0)
        stop = Stop(visit, account, over.status if over else visit.status, pinned=False)
        stops[one.date].append(stop)
    return stops


def _placed(one: OwnStop, pins: Mapping[str, Pin], day: date, planned: Sequence[str]) -> OwnStop:
    """Return a stop where its pin has it: on another day, or at another time."""
    visit = one.stop.visit
    pin, here = pins.get(visit.visit_id), visit.visit_id in planned
    if one.closed is not None or pin is None:
        return one
    if pin.date != day:
        return replace(one, moved_to=pin.date)
    if pin.start_s is None:
        return one if here else replace(one, has_time=False)
    if here and pin.start_s == visit.start_s:
        return one
    ends_s = pin.start_s + visit.end_s - visit.start_s
    there = replace(visit, arrival_s=pin.start_s, start_s=pin.start_s, end_s=ends_s)
    return replace(one, stop=replace(one.stop, visit=there))


def _as_begun(one: OwnStop) -> OwnStop:
    """Return a visit that no plan has: without its times where nobody told them."""
    told = one.arrived_s if one.closed is None else one.closed.start_s
    return replace(one, planned=False, has_time=told is not None)


def _in_order(stops: Sequence[OwnStop], planned: Sequence[str]) -> Iterator[OwnStop]:
    before, last = dict(zip(planned, ["", *planned], strict=False)), ""
    for one in stops:
        identity = one.stop.visit.visit_id
        yield one if before.get(identity) == last and one.moved_to is None else replace(one, by_plan=False)
        last = identity if one.moved_to is None else last


def _days_before(counting: Sequence[ClosedVisit], account: str, visit_id: str, day: date) -> list[date]:
    """Return the days of an account's other visits that took place until a day."""
    return [
        one.date
        for one in counting
        if one.account_id == account and one.status is VisitStatus.DONE and one.visit_id != visit_id and one.date <= day
    ]


def _own_stop(
    stop: Stop,
    day: date,
    rep: Rep,
    visits: tuple[Sequence[ClosedVisit], Sequence[ClosedVisit]],
    answers: Sequence[VisitAnswer],
) -> OwnStop:
    """Return a stop as its rep sees it; `visits` are those that are over, and those of them that count."""
    closed, counting = visits
    account, visit_id = stop.account, stop.visit.visit_id
    here = [one for one in closed if one.account_id == account.id]
    said = [one for one in answers if one.account_id == account.id]
    mine = [one for one in said if one.visit_id == visit_id]
    done = [one for one in here if one.status is VisitStatus.DONE and one.visit_id != visit_id and one.date <= day]
    days = _days_before(counting, account.id, visit_id, day)
    last = max(days + [one for one in [account.last_visit] if one and one < day], default=None)
    arrived = [one for one in mine if one.kind.value in ARRIVING and one.date == day]
    arrivals = [one.start_s for one in arrived if one.start_s is not None]
    questions = [one.words for one in mine if one.open]
    return OwnStop(
        stop,
        hours_by_own_clock(account, rep, day),
        last,
        last + timedelta(days=account.interval_days) if last else None,
        last + timedelta(days=account.most_days) if last else None,
        _notes(done),
        next((one.text for one in reversed(said) if one.kind is AnswerKind.NEXT_STEP), ""),
        next((one.text for one in reversed(said) if one.kind is AnswerKind.NOTED), ""),
        arrivals[-1] if arrivals else None,
        visit_id in accepted_among(answers),
        questions[-1] if questions else "",
        next((one for one in here if one.visit_id == visit_id), None),
    )


def _notes(done: Sequence[ClosedVisit]) -> tuple[tuple[date, str], ...]:
    told = [(one.date, one.notes or one.outcome) for one in reversed(done) if one.notes or one.outcome]
    return tuple(told[:NOTES])
