"""The ledger of savings: each week as it was published, what came, and what another plan would have meant.

A week is kept as it is put in force before it begins; publishing again before its Monday renews it, later changes do
not: they are what came. What other plans would have meant was reckoned as the plan was made, with the roads of then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from mileage.periods import Days
from mileage.trips import TripKind
from office.door import Act, reads
from office.ownership.decisions import first_today
from scheduler.fairness import DayLoad
from scheduler.plan import VisitStatus
from scheduler.team.weekly import WeekCame, WeekKept, WeekMeant, monday_of, saved_as_came_s, saved_s, weeks_read
from store.accounts import read_reps
from store.plan_figures import day_loads
from store.plans import find_plan, read_evidence
from store.trips import TripState, read_trips
from store.visits import outcomes_since
from store.weeks_published import read_weeks, write_weeks

LONGEST_AHEAD = timedelta(weeks=53)
WEEK = timedelta(days=7)


def keep_weeks(act: Act, number: int, reps: Collection[str]) -> None:
    """Keep the weeks of a plan that comes into force which have not begun for their rep, or of which none is kept."""
    connection = act.connection
    evidence = read_evidence(connection, find_plan(connection, number))
    loads: dict[tuple[str, date], list[DayLoad]] = defaultdict(list)
    for day in day_loads(connection, number, reps):
        loads[day.rep_id, monday_of(day.date)].append(day)
    todays = {rep.id: act.today(rep.timezone) for rep in read_reps(connection) if rep.id in reps}
    mondays = sorted(monday for _, monday in loads)
    before = read_weeks(connection, mondays[0], mondays[-1], reps) if mondays else ()
    known = {(one.rep_id, one.monday): one for one in before}
    other = {
        (rep, whose): weeks_read(str(evidence.get(f"{rep}.{whose}.weeks", "")))
        for rep in sorted(reps)
        for whose in ("by_hand", "carried")
    }
    rows = []
    for (rep, monday), days in sorted(loads.items()):
        kept = known.get((rep, monday))
        if kept is not None and monday < todays.get(rep, monday):
            continue
        hand, carried = other[rep, "by_hand"].get(monday), other[rep, "carried"].get(monday)
        if kept is not None:  # a plan that does not reach this week anew leaves what an earlier one reckoned
            hand, carried = hand or kept.by_hand, carried or kept.carried
        rows.append(replace(_week(rep, monday, number, days), by_hand=hand, carried=carried))
    write_weeks(connection, rows)


def _week(rep: str, monday: date, plan: int, days: list[DayLoad]) -> WeekKept:
    visits, driving = sum(day.visits for day in days), sum(day.driving_s for day in days)
    return WeekKept(rep, monday, plan, visits, driving, sum(day.distance_m for day in days))


@dataclass(frozen=True, slots=True)
class WeekSaved:
    """A week of the ledger; savings are None where they cannot be told."""

    kept: WeekKept
    came: WeekCame
    over: bool

    def planned(self, whose: str) -> float | None:
        """Return the seconds of driving saved as planned, beside ``by_hand`` or ``carried``."""
        return saved_s(self.kept, self._other(whose))

    def as_came(self, whose: str) -> float | None:
        """Return the seconds of driving saved as it came; only of a week that is over."""
        return saved_as_came_s(self.kept, self._other(whose), self.came) if self.over else None

    def _other(self, whose: str) -> WeekMeant | None:
        return self.kept.by_hand if whose == "by_hand" else self.kept.carried


@reads
def list_savings(act: Act, first: date | None = None, last: date | None = None) -> tuple[WeekSaved, ...]:
    """Return the ledger of savings by week and rep, by default of the last 13 weeks and of those published ahead."""
    today = first_today(act)
    first = monday_of(first or today - 13 * WEEK)
    weeks = read_weeks(act.connection, first, last or today + LONGEST_AHEAD, act.reps)
    if not weeks:
        return ()
    first = min(one.monday for one in weeks)
    closed: dict[Key, list[Outcome]] = defaultdict(list)
    for rep, on, visit, status in outcomes_since(act.connection, first):
        closed[rep, monday_of(on)].append((visit, status))
    driven = _driven(act, Days(first, max(first, today)))
    found = []
    for one in weeks:
        key = (one.rep_id, one.monday)
        found.append(WeekSaved(one, _came(closed.get(key, ()), driven.get(key)), one.monday + WEEK <= today))
    return tuple(found)


Key = tuple[str, date]
Outcome = tuple[str, VisitStatus]


@dataclass(slots=True)
class _Driven:
    """Metres of attested trips, and the visits that they served."""

    metres: float = 0.0
    visits: set[str] = field(default_factory=set)


def _driven(act: Act, days: Days) -> Mapping[Key, _Driven]:
    """Return what was driven on attested trips that are not private, by rep and week."""
    found: dict[Key, _Driven] = defaultdict(_Driven)
    for one in read_trips(act.connection, (TripState.ATTESTED,), None, days.first, days.last):
        trip = one.trip
        if trip.kind is not TripKind.PRIVATE and (act.reps is None or trip.rep_id in act.reps):
            week = found[trip.rep_id, monday_of(trip.date)]
            week.metres += float(trip.distance_m)
            week.visits |= {trip.visit_id} - {""}
    return found


def _came(closed: Sequence[Outcome], driven: _Driven | None) -> WeekCame:
    """Return what came; what was driven is known once every visit done is on an attested trip."""
    done = {visit for visit, status in closed if status is VisitStatus.DONE}
    whole = driven is not None and bool(done) and done <= driven.visits
    return WeekCame(len(done), len(closed) - len(done), driven.metres if whole and driven else None)
