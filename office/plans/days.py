"""What pages show of a plan: one rep's day by the plan in force, and a week of everybody's; nothing else is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from office.accounts.visiting_hours import with_ruled_hours
from office.door import Act, reads
from office.known import require_rep
from office.names import names_in
from office.plans.published_days import rep_tours, tours_standing
from routing.dates import Day
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.plan import PlannedVisit, Tour, VisitStatus
from store.accounts import read_accounts_of
from store.changes import revision
from store.database import Connection
from store.pins import pinned_among
from store.plans import PlanHead, PlanStatus, find_plan, nights_between, plan_in_force
from store.visits import statuses_of
from territory.accounts import Account, Rep

LONGEST_DAYS = 42
"""A board shows so many days at most."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit in its place of a day, with whom it is to; times are seconds since the rep's midnight.

    `travel_s` and `distance_m` are of the way to it; `pinned` says that somebody fixed it to its date.
    """

    visit: PlannedVisit
    account: Account
    status: VisitStatus
    pinned: bool


@dataclass(frozen=True, slots=True)
class RepDay:
    """One rep's day by the plan in force; `tour` is None where nothing is driven.

    `night_before` and `night_after` name the hotels that the day begins and ends at; empty is home.
    """

    plan: int
    rep: Rep
    date: Day
    tour: Tour | None
    stops: tuple[Stop, ...]
    night_before: str = ""
    night_after: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A visit on a board."""

    visit_id: str
    account_id: str
    name: str
    sequence: int
    start_s: int
    end_s: int
    travel_s: int
    status: VisitStatus
    pinned: bool


@dataclass(frozen=True, slots=True)
class BoardDay:
    """One rep's day on a board; `begins_away` and `ends_away` say whether it begins or ends at a hotel."""

    rep_id: str
    date: Day
    leave_s: int
    return_s: int
    driving_s: int
    distance_m: int
    chips: tuple[Chip, ...]
    lunch_start_s: int | None = None
    lunch_s: int = 0
    begins_away: bool = False
    ends_away: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """Some days of a plan, everybody's; `in_force` says whether it is the plan in force.

    `revision` is the last change that it shows.
    """

    plan: int
    in_force: bool
    first: date
    last: date
    reps: Mapping[str, str]
    days: tuple[BoardDay, ...]
    revision: int = 0


@reads
def read_rep_day(act: Act, rep_id: str, day: date) -> RepDay:
    """Return one rep's day by the plan in force: its stops with their accounts, in the order in which they are driven.

    Raises
    ------
    BadInputError
        If the rep is unknown or not the person's to see, or no plan is in force.
    """
    act.require_rep(rep_id)
    return rep_days(act, require_rep(act.connection, rep_id), [day])[0]


def rep_days(act: Act, rep: Rep, days: Sequence[date]) -> tuple[RepDay, ...]:
    """Return some days of a rep by the plan in force; raises `BadInputError` if no plan is in force."""
    connection = act.connection
    head = plan_in_force(connection)
    tours = rep_tours(act, head, rep.id, days)
    planned = [visit for day in days if day in tours for visit in tours[day].visits]
    visited = read_accounts_of(connection, {visit.account_id for visit in planned})
    accounts = {one.id: one for one in with_ruled_hours(connection, visited)}
    ids = [visit.visit_id for visit in planned]
    closed, pinned = statuses_of(connection, ids), pinned_among(connection, ids)

    def made(day: date) -> RepDay:
        tour = tours.get(day)
        if tour is None:
            return RepDay(head.id, rep, day, None, ())
        stops = tuple(
            Stop(v, accounts[v.account_id], closed.get(v.visit_id, v.status), v.visit_id in pinned)
            for v in tour.visits
            if v.account_id in accounts
        )
        names = _nights(connection, head, rep.id, tour) if tour.start_place or tour.end_place else {}
        ends = (names.get(place, place) for place in (tour.start_place, tour.end_place))
        return RepDay(head.id, rep, day, tour, stops, *ends)

    return tuple(made(day) for day in days)


def _nights(connection: Connection, head: PlanHead, rep_id: str, tour: Tour) -> dict[str, str]:
    nights = nights_between(connection, head.id, tour.date, rep_id)
    return {night.place_id: night.name for night in nights}


@reads
def read_board(act: Act, first: date, last: date, number: int | None = None) -> Board:
    """Return the days from `first` to `last` of a plan (the one in force), of the reps whom the person sees.

    Raises
    ------
    BadInputError
        If the days end before they begin or are more than `LONGEST_DAYS`, there is no such plan, or none is in force.
    """
    if not 0 <= (last - first).days < LONGEST_DAYS:
        cause = sentence(
            "{first} to {last} is not between one day and {longest_days}",
            first=first,
            last=last,
            longest_days=LONGEST_DAYS,
        )
        raise BadInputError([Problem("days-impossible", "board", cause, "Ask for some weeks.")])
    connection = act.connection
    head = plan_in_force(connection) if number is None else find_plan(connection, number)
    tours = tours_standing(act, head, first, last, act.reps)
    ids = [visit.visit_id for tour in tours for visit in tour.visits]
    names = names_in(act)
    known = _Known(names.accounts, statuses_of(connection, ids), pinned_among(connection, ids))
    reps = {rep: name for rep, name in sorted(names.reps.items()) if act.reps is None or rep in act.reps}
    in_force = head.status is PlanStatus.PUBLISHED
    days = tuple(_board_days(tours, known))
    return Board(head.id, in_force, first, last, reps, days, revision(connection))


@dataclass(frozen=True, slots=True)
class _Known:
    names: Mapping[str, str]
    closed: Mapping[str, VisitStatus]
    pinned: frozenset[str]


def _board_days(tours: Iterable[Tour], known: _Known) -> Iterable[BoardDay]:
    for tour in tours:
        chips = tuple(
            Chip(
                visit.visit_id,
                visit.account_id,
                known.names.get(visit.account_id, visit.account_id),
                visit.sequence,
                visit.start_s,
                visit.end_s,
                visit.travel_s,
                known.closed.get(visit.visit_id, visit.status),
                visit.visit_id in known.pinned,
            )
            for visit in tour.visits
        )
        times = tour.leave_s, tour.return_s, tour.driving_s, tour.distance_m
        lunch = tour.lunch_start_s, tour.lunch_s
        yield BoardDay(tour.rep_id, tour.date, *times, chips, *lunch, bool(tour.start_place), bool(tour.end_place))
