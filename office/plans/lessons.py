"""What the visits in the log propose to the planner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from office.door import Act, thinks
from office.remembered import Lasting
from scheduler.demand.weights import WEIGHTS, policy_of
from scheduler.demand.workdays import Absence
from scheduler.learning import Driven, Lesson, happened_of, lessons, way_lessons
from scheduler.plan import PlannedVisit, Tour, VisitStatus
from scheduler.rep_reasons import rep_was_away
from store.accounts import read_accounts
from store.changes import Kind, revision
from store.database import Connection
from store.fixed_dates import read_absences
from store.learnt_lengths import planned_lengths
from store.past_visits import PastVisit, past_visits
from store.plans import plan_heads, read_evidence, tours_between
from store.settings import read_settings
from store.visits import VisitTold

_NAME = "plans.lessons"
_SPARED = (
    Kind.DRAFT, Kind.LEDGER, Kind.PEOPLE, Kind.CALENDAR, Kind.REVIEW, Kind.OWNERSHIP, Kind.ROADS,
)  # fmt: skip
"""Nothing is learnt from these."""
LATEST_PLANS = 12
"""Ways are learnt from so many of the plans that were in force."""
SHORTEST_WAY_S = 120
LONGEST_WAIT_S = 300


@thinks
def list_lessons(act: Act, on_time: float = 0.5) -> tuple[Lesson, ...]:
    """Return all proposals; nothing is changed. They come from memory while nothing that they depend on was changed."""
    shelf: Lasting[tuple[Lesson, ...]] = act.office.memory.setdefault(_NAME, Lasting(_SPARED))
    with act.reading() as connection:
        read_at, known = revision(connection), shelf.find(connection, (on_time,))
        if known is not None:
            return known
        accounts = read_accounts(connection)
        planned = planned_lengths(connection, accounts)
        factor = policy_of(read_settings(connection).policy).way_factor
        absences: dict[str, list[Absence]] = {}
        for absence in read_absences(connection):
            absences.setdefault(absence.rep_id, []).append(absence)
        tours = list(_tours(connection))
        meant = {visit.visit_id: visit.start_s for tour, _ in tours for visit in tour.visits}
        past, done = [], dict[str, PastVisit]()
        for visit in past_visits(connection):
            over = visit.status is VisitStatus.DONE
            start_s = meant.get(visit.visit_id)
            if over and visit.visit_id in meant:
                done[visit.visit_id] = visit
            # what a rep's absence hindered says nothing of the account, its weekdays or its hours
            if over or not rep_was_away(visit, start_s, absences.get(visit.rep_id, ())):
                past.append(happened_of(visit, start_s))
    ways = way_lessons(_driven(tours, done), factor, on_time)
    found = (*lessons(accounts, past, on_time, planned=planned), *ways)
    shelf.keep(read_at, (on_time,), found)
    return found


def driven_ways(connection: Connection, told: Iterable[VisitTold], before: date) -> list[Driven]:
    """Return the ways before a day that were driven as the newest plans in force had them, by what reps told."""
    return list(_driven(_tours(connection, before), {visit.visit_id: visit for visit in told}))


def _tours(connection: Connection, before: date = date.max) -> Iterable[tuple[Tour, float]]:
    """Return each day's tour of the plan that was in force last, by the newest plans, with that plan's way factor.

    Tours of a day and of those after it are left out.
    """
    heads = [head for head in plan_heads(connection) if head.status.was_in_force]
    tours: dict[tuple[str, date], tuple[Tour, float]] = {}
    for head in heads[-LATEST_PLANS:]:
        if head.start >= before:
            continue
        factor = policy_of(str(read_evidence(connection, head).get(WEIGHTS, ""))).way_factor
        last = min(head.end, before - timedelta(days=1))
        made = tours_between(connection, head, head.start, last, None)
        tours |= {(tour.rep_id, tour.date): (tour, factor) for tour in made}
    return tours.values()


def _driven(
    tours: Iterable[tuple[Tour, float]], log: Mapping[str, PastVisit] | Mapping[str, VisitTold]
) -> Iterator[Driven]:
    """Yield the ways between visits done, told at both ends, on which nothing else was planned, lunch or waiting."""
    for tour, factor in tours:
        for one, other in pairwise(tour.visits):
            left, came = log.get(one.visit_id), log.get(other.visit_id)
            if left and came and _told(left, tour) and _told(came, tour) and _plain(one, other):
                taken = (came.start_s or 0) - (left.end_s or 0)
                if taken > 0:
                    yield Driven(tour.rep_id, other.travel_s, taken, factor)


def _told(visit: PastVisit | VisitTold, tour: Tour) -> bool:
    return visit.start_s is not None and visit.end_s is not None and visit.date == tour.date


def _plain(one: PlannedVisit, other: PlannedVisit) -> bool:
    straight = other.arrival_s - one.end_s == other.travel_s >= SHORTEST_WAY_S
    return straight and other.start_s - other.arrival_s <= LONGEST_WAIT_S
