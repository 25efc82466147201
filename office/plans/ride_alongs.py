"""Days on which a manager, a trainer or a colleague rides along with a rep: chosen where they are worth most, and kept.

The rep's day is planned as ever; a companion who is a rep does not visit on that day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from office.calendars.events import refresh_events
from office.opening import Office
from office.plans.placements import Facts, read_facts
from routing.problems import BadInputError, Problem
from scheduler.demand.workdays import Absence, rep_problems, work_calendar
from scheduler.plan import Plan
from store.changes import record_change
from store.database import Connection, writing
from store.decisions import RideAlong, read_ride_alongs, remove_ride_along, write_ride_along
from store.fixed_dates import remove_absence, write_absences
from store.plans import find_plan, read_plan


@dataclass(frozen=True, slots=True)
class Wish:
    """Who rides along with whom: on `date`, or, where that is None, on the best day of the newest plan until `by`."""

    rep_id: str
    companion: str
    by: date | None = None
    date: date | None = None


def say_ride_along(office: Office, wish: Wish, now: datetime) -> RideAlong:
    """Keep a ride-along and return it.

    Raises
    ------
    BadInputError
        If the rep is unknown, one of the two does not work on the day, or the plan has no day for it.
    """
    with writing(office.database) as connection:
        facts = read_facts(connection)
        if wish.rep_id not in facts.reps:
            raise _refused("rep-unknown", wish.rep_id, "there is no such rep", "See: roundsman show territories.")
        if wish.companion in {"", wish.rep_id}:
            raise _refused("companion-impossible", wish.rep_id, "nobody else rides along", "Name another one.")
        day = wish.date or _best_day(connection, facts, wish, now.date())
        wrong = _hindrance(facts, wish, day)
        if wrong:
            raise _refused("date-not-worked", f"ride-along with {wish.rep_id}", wrong, "Choose another day.")
        ride = RideAlong(wish.rep_id, day, wish.companion)
        write_ride_along(connection, ride)
        if wish.companion in facts.reps:
            write_absences(connection, [_away(ride)])
        refresh_events(connection, now, {wish.rep_id, wish.companion} & set(facts.reps))
        record_change(connection, "plan", f"{wish.companion} rides along with {wish.rep_id} on {day}", now)
    return ride


def cancel_ride_along(office: Office, rep_id: str, day: date, now: datetime) -> None:
    """Take a ride-along back, with the companion's absence; raises `BadInputError` if there is none."""
    with writing(office.database) as connection:
        ride = remove_ride_along(connection, rep_id, day)
        if ride is None:
            cause = f"nobody rides along with {rep_id} on {day}"
            raise _refused("ride-along-unknown", rep_id, cause, "See: roundsman plan fixed.")
        remove_absence(connection, ride.companion, day)
        refresh_events(connection, now, {rep_id, ride.companion})
        record_change(connection, "plan", f"took back the ride-along with {rep_id} on {day}", now)


def ride_problems(connection: Connection, plan: Plan) -> list[Problem]:
    """Name the ride-alongs of a plan's days on which the rep has no tour: away by now, or nothing to do."""
    driven = {(tour.rep_id, tour.date) for tour in plan.tours}
    return [
        Problem(
            "ride-along-empty",
            f"ride-along of {ride.companion} with {ride.rep_id} on {ride.date}",
            "the rep has no tour on that day",
            f"Take it back: roundsman plan ride-along {ride.rep_id} {ride.date} --cancel.",
        )
        for ride in read_ride_alongs(connection)
        if plan.start <= ride.date <= plan.end and (ride.rep_id, ride.date) not in driven
    ]


def _best_day(connection: Connection, facts: Facts, wish: Wish, today: date) -> date:
    """Return the day with the most visits of the rep, and the fewest of the companion that would have to move."""
    plan = read_plan(connection, find_plan(connection, None))
    taken = {ride.date for ride in read_ride_alongs(connection) if wish.rep_id == ride.rep_id}
    days = {tour.date: len(tour.visits) for tour in plan.tours if tour.rep_id == wish.rep_id and tour.date > today}
    own = {tour.date: len(tour.visits) for tour in plan.tours if tour.rep_id == wish.companion}
    able = [day for day in _until(days, wish.by) if day not in taken and not _hindrance(facts, wish, day)]
    if not able:
        until = f" until {wish.by}" if wish.by else ""
        cause = f"plan {find_plan(connection, None).id} has no day for it{until}"
        raise _refused("ride-along-impossible", wish.rep_id, cause, "Name a date, or a later --by.")
    return min(able, key=lambda day: (own.get(day, 0) - days[day], day))


def _until(days: Iterable[date], last: date | None) -> list[date]:
    return [day for day in days if last is None or day <= last]


def _hindrance(facts: Facts, wish: Wish, day: date) -> str:
    """Return why one of the two cannot on a day, or an empty text."""
    for rep_id in {wish.rep_id, wish.companion} & set(facts.reps):
        rep = facts.reps[rep_id]
        if rep_problems(rep, rep_id):
            return f"{rep_id} cannot be planned: its hours or country cannot be read"
        calendar = work_calendar(rep, day, 1, facts.absences, facts.company_days)
        if calendar.off:
            return f"{rep.name} ({rep_id}) does not work on {day} ({calendar.off[0].reason})"
    kept = next((p for p in facts.fixed if p.rep_id == wish.companion and p.date == day), None)
    return f"{wish.companion} has {kept.name} on {day}" if kept else ""


def _away(ride: RideAlong) -> Absence:
    return Absence(ride.companion, ride.date, ride.date, f"ride-along with {ride.rep_id}")


def _refused(code: str, where: str, cause: str, action: str) -> BadInputError:
    return BadInputError([Problem(code, where, cause, action)])
