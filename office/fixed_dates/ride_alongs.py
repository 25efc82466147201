"""Days on which a manager, a trainer or a colleague rides along with a rep: chosen where they are worth most, and kept.

The rep's day is planned as ever; a companion who is a rep does not visit on that day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from office.door import Act, writes
from office.fixed_dates.absences import touch
from office.plans.placements import Facts, read_facts
from routing.dates import Day
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.demand.workdays import Absence, rep_problems, work_calendar
from scheduler.plan import Plan
from store.database import Connection
from store.fixed_dates import (
    FixedDate,
    FixedKind,
    RideAlong,
    Source,
    absence_row,
    new_id,
    read_fixed_dates,
    read_ride_alongs,
    remove_fixed_dates,
    write_fixed_dates,
)
from store.plans import find_plan, read_plan


@dataclass(frozen=True, slots=True)
class Wish:
    """Who rides along with whom: on `date`, or, where that is None, on the best day of the newest plan until `by`."""

    rep_id: str
    companion: str
    by: date | None = None
    date: Day | None = None


@writes
def add_ride_along(act: Act, wish: Wish) -> RideAlong:
    """Keep a ride-along and return it; a companion who is a rep is away on that day.

    Raises
    ------
    BadInputError
        If the rep is unknown, one of the two does not work on the day, or the plan has no day for it.
    """
    act.require_rep(wish.rep_id)
    facts = read_facts(act.connection)
    if wish.rep_id not in facts.reps:
        raise _refused("rep-unknown", wish.rep_id, "there is no such rep", "See: roundsman show territories.")
    if wish.companion in {"", wish.rep_id}:
        raise _refused("companion-impossible", wish.rep_id, "nobody else rides along", "Name another one.")
    today = act.today(facts.reps[wish.rep_id].timezone)
    day = wish.date or _best_day(act.connection, facts, wish, today)
    wrong = _hindrance(facts, wish, day)
    if wrong:
        raise _refused(
            "date-not-worked", sentence("ride-along with {rep_id}", rep_id=wish.rep_id), wrong, "Choose another day."
        )
    for earlier in _rides(act.connection, wish.rep_id, day):
        _take_back(act, earlier)
    ride = RideAlong(wish.rep_id, day, wish.companion)
    write_fixed_dates(act.connection, _rows(act, ride, is_rep=wish.companion in facts.reps))
    touch(act, *sorted({wish.rep_id, wish.companion} & set(facts.reps)))
    act.note(
        sentence(
            "{companion} rides along with {rep} on {day}",
            companion=wish.companion,
            rep=facts.reps[wish.rep_id].name,
            day=day,
        )
    )
    return ride


def _rows(act: Act, ride: RideAlong, *, is_rep: bool) -> list[FixedDate]:
    """Return the ride-along and, where the companion is a rep, the companion's absence, as one group."""
    number = new_id()
    own = FixedDate(
        number, FixedKind.RIDE_ALONG, Source.PERSON, number, ride.rep_id, ride.date, ride.date, name=ride.companion,
        made_by=act.who.id, made_at=act.at,
    )  # fmt: skip
    if not is_rep:
        return [own]
    away = Absence(ride.companion, ride.date, ride.date, f"ride-along with {ride.rep_id}")
    return [own, absence_row(away, Source.RIDE_ALONG, group_id=number, made_by=act.who.id, made_at=act.at)]


@writes
def cancel_ride_along(act: Act, rep_id: str, day: date) -> None:
    """Take a ride-along back, with the absence that it made; raises `BadInputError` if there is none."""
    act.require_rep(rep_id)
    rides = _rides(act.connection, rep_id, day)
    if not rides:
        cause = sentence("nobody rides along with {rep_id} on {day}", rep_id=rep_id, day=day)
        raise _refused("ride-along-unknown", rep_id, cause, "See: roundsman plan fixed.")
    for ride in rides:
        _take_back(act, ride)
    act.note(sentence("took back the ride-along with {rep} on {day}", rep=rep_id, day=day))


def _rides(connection: Connection, rep_id: str, day: date) -> list[FixedDate]:
    rides = read_fixed_dates(connection, kinds=[FixedKind.RIDE_ALONG], rep_id=rep_id)
    return [ride for ride in rides if ride.first == day]


def _take_back(act: Act, ride: FixedDate) -> None:
    together = read_fixed_dates(act.connection, group_id=ride.group_id)
    remove_fixed_dates(act.connection, [one.id for one in together])
    touch(act, *(one.rep_id for one in together))


def ride_problems(connection: Connection, plan: Plan) -> list[Problem]:
    """Name the ride-alongs of a plan's days on which the rep has no tour: away by now, or nothing to do."""
    driven = {(tour.rep_id, tour.date) for tour in plan.tours}
    return [
        Problem(
            "ride-along-empty",
            sentence(
                "ride-along of {companion} with {rep_id} on {date}",
                companion=ride.companion,
                rep_id=ride.rep_id,
                date=ride.date,
            ),
            "the rep has no tour on that day",
            sentence(
                "Take it back: roundsman plan ride-along {rep_id} {date} --cancel.", rep_id=ride.rep_id, date=ride.date
            ),
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
        plan_id = find_plan(connection, None).id
        cause = sentence("plan {plan_id} has no day for it", plan_id=plan_id)
        if wish.by:
            cause = sentence("plan {plan_id} has no day for it until {by}", plan_id=plan_id, by=wish.by)
        raise _refused("ride-along-impossible", wish.rep_id, cause, "Name a date, or a later --by.")
    return min(able, key=lambda day: (own.get(day, 0) - days[day], day))


def _until(days: Iterable[date], last: date | None) -> list[date]:
    return [day for day in days if last is None or day <= last]


def _hindrance(facts: Facts, wish: Wish, day: date) -> str:
    """Return why one of the two cannot on a day, or an empty text."""
    for rep_id in {wish.rep_id, wish.companion} & set(facts.reps):
        rep = facts.reps[rep_id]
        if rep_problems(rep, rep_id):
            return sentence("{rep_id} cannot be planned: its hours or country cannot be read", rep_id=rep_id)
        calendar = work_calendar(rep, day, 1, facts.absences, facts.company_days)
        if calendar.off:
            return sentence(
                "{rep_name} ({rep_id}) does not work on {day} ({reason})",
                rep_name=rep.name,
                rep_id=rep_id,
                day=day,
                reason=calendar.off[0].reason,
            )
    kept = next((p for p in facts.fixed if p.rep_id == wish.companion and p.date == day), None)
    return (
        sentence("{companion} has {kept_name} on {day}", companion=wish.companion, kept_name=kept.name, day=day)
        if kept
        else ""
    )


def _refused(code: str, where: str, cause: str, action: str) -> BadInputError:
    return BadInputError([Problem(code, where, cause, action)])
