"""Joint visits of a hand-over: the present and the new rep together, on the first day and time that suits both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from routing.problems import Problem
from routing.sentences import sentence
from routing.tour import Window
from scheduler.demand.account_hours import own_windows
from scheduler.demand.hours import within
from scheduler.demand.rules import AccountRules, Appointment, as_ruled
from scheduler.demand.workdays import WorkingDay, work_calendar
from store.account_rules import read_rules
from store.database import Connection
from store.fixed_dates import read_absences, read_appointments, read_company_days
from territory.design.gathered import Land
from territory.handover import Handover, HandoverRules

WITHIN_DAYS = 28
"""A joint visit takes place so soon after the hand-over."""
ROUND_S = 300
"""Appointments begin at whole five minutes."""
MARGIN_S = 900
"""Spare time on the way from home."""


@dataclass(frozen=True, slots=True)
class JointVisit:
    """A time at which both reps can be with the account."""

    visit: Appointment
    reps: tuple[str, str]


@dataclass(frozen=True, slots=True)
class JointVisits:
    """The joint visits that were found, and a problem for each that no common day was found for."""

    found: tuple[JointVisit, ...] = ()
    problems: tuple[Problem, ...] = ()


def find_joint_visits(
    connection: Connection, land: Land, handovers: Sequence[Handover], rules: HandoverRules
) -> JointVisits:
    """Return a time for each joint visit of the hand-overs; nothing is kept."""
    joint = [one for one in handovers if one.joint_visit and one.move.from_id is not None]
    if not joint:
        return JointVisits()
    diaries = _diaries(connection, land, rules, max(one.on for one in joint))
    found, problems = [], []
    for one in joint:
        reps = (str(one.move.from_id), one.move.to_id)
        visit = diaries.first_common(one.move.account_id, max(one.on, _tomorrow(rules)), reps)
        if visit is None:
            problems.append(_no_day(one, reps))
            continue
        diaries.taken.update((rep, visit.date) for rep in reps)
        found.append(JointVisit(visit, reps))
    return JointVisits(tuple(found), tuple(problems))


def _tomorrow(rules: HandoverRules) -> date:
    """Return the first day on which a visit can still be agreed; the time of day of today is not known here."""
    return rules.today + timedelta(days=1) if rules.today else date.min


@dataclass(frozen=True, slots=True)
class Diaries:
    """Shifts of each rep by date, days on which they have an appointment, and the way to each account."""

    land: Land
    length_s: int
    shifts: Mapping[str, Mapping[date, WorkingDay]]
    taken: set[tuple[str, date]]
    rules: Mapping[str, AccountRules]

    def first_common(self, account_id: str, on: date, reps: tuple[str, str]) -> Appointment | None:
        """Return the first time from a day on at which the account is open and both reps can be there and back."""
        account = next(one for one in self.land.accounts if one.id == account_id)
        opens = own_windows(as_ruled(account, self.rules.get(account_id, AccountRules())), on, WITHIN_DAYS)
        for ahead in range(WITHIN_DAYS):
            day = on + timedelta(days=ahead)
            there = [self._there(rep, account_id, day) for rep in reps]
            for window in within(within(opens[ahead], there[0]), there[1]):
                start = -(-window.opens_s // ROUND_S) * ROUND_S
                if window.closes_s - start >= self.length_s:
                    purpose = f"joint visit: {reps[0]} introduces {reps[1]}"
                    return Appointment(f"handover:{account_id}", account_id, day, start, self.length_s, purpose)
        return None

    def _there(self, rep: str, account: str, day: date) -> tuple[Window, ...]:
        """Return when a rep can be at an account on a day with no other appointment, there and back from home."""
        problem = self.land.problem
        shift = self.shifts.get(rep, {}).get(day)
        if shift is None or (rep, day) in self.taken or rep not in problem.seat_ids:
            return ()
        seconds = problem.travel.from_seats()[problem.seat_ids.index(rep), problem.unit_ids.index(account)]
        way = int(seconds) + MARGIN_S
        opens, closes = shift.start_s + way, shift.end_s - way
        return (Window(opens, closes),) if opens < closes else ()


def _diaries(connection: Connection, land: Land, rules: HandoverRules, last: date) -> Diaries:
    days = (last - rules.start).days + WITHIN_DAYS
    absences, company = read_absences(connection), read_company_days(connection)
    calendars = {rep.id: work_calendar(rep, rules.start, days, absences, company) for rep in land.reps}
    shifts = {rep: {shift.date: shift for shift in found.shifts} for rep, found in calendars.items()}
    taken = {(rep.id, one.date) for rep in land.reps for one in read_appointments(connection, rep.id)}
    return Diaries(land, rules.service_joint_s, shifts, taken, read_rules(connection))


def _no_day(one: Handover, reps: tuple[str, str]) -> Problem:
    cause = sentence(
        "{reps} and {reps_2} have no common time there within {within_days} days from {on}",
        reps=reps[0],
        reps_2=reps[1],
        within_days=WITHIN_DAYS,
        on=one.on,
    )
    action = sentence(
        "Fix one: roundsman plan appointment ... --rep {reps} --rep {reps_2}", reps=reps[0], reps_2=reps[1]
    )
    return Problem(
        "joint-visit-without-day", sentence("account {account_id}", account_id=one.move.account_id), cause, action
    )
