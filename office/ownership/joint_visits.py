"""Joint visits of a hand-over as appointments: the present and the new rep together, fixed in both reps' demand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from office.designs.inputs import Land
from routing.problems import Problem
from routing.tour import Window
from scheduler.demand.hours import day_windows, within
from scheduler.demand.rules import Appointment
from scheduler.demand.workdays import WorkingDay, work_calendar
from store.database import Connection
from store.fixed_dates import (
    FixedKind,
    Source,
    appointment_row,
    read_absences,
    read_appointments,
    read_company_days,
    read_fixed_dates,
    remove_fixed_dates,
    write_fixed_dates,
)
from territory.handover import Handover, HandoverRules

PREFIX = "handover:"
WITHIN_DAYS = 28
"""A joint visit takes place so soon after the hand-over."""
ROUND_S = 300
"""Appointments begin at whole five minutes."""
MARGIN_S = 900
"""Spare time on the way from home."""

Booked = tuple[Appointment, tuple[str, str]]


def book_joint_visits(
    connection: Connection, land: Land, handovers: Sequence[Handover], rules: HandoverRules, *, drop: bool = True
) -> tuple[tuple[Booked, ...], tuple[Problem, ...]]:
    """Write an appointment for both reps of each joint visit; those of earlier plans that have not begun are dropped.

    Returns the appointments with their reps, and a problem for each that no common day was found for.
    """
    if drop:
        drop_joint_visits(connection, rules.start)
    joint = [one for one in handovers if one.joint_visit and one.move.from_id is not None]
    diaries = _diaries(connection, land, rules, max((one.on for one in joint), default=rules.start))
    booked, problems = [], []
    for one in joint:
        reps = (str(one.move.from_id), one.move.to_id)
        found = diaries.first_common(one.move.account_id, one.on, reps)
        if found is None:
            problems.append(_no_day(one, reps))
            continue
        diaries.taken.update((rep, found.date) for rep in reps)
        booked.append((found, reps))
        parts = [
            appointment_row(rep, replace(found, id=f"{found.id}:{rep}"), Source.HANDOVER, group_id=found.id)
            for rep in reps
        ]
        write_fixed_dates(connection, parts)
    return tuple(booked), tuple(problems)


def drop_joint_visits(connection: Connection, day: date, account_id: str = "") -> None:
    """Forget the joint visits of hand-overs from a day on, of one account if it is named; what people fixed stays."""
    kept = read_fixed_dates(connection, kinds=[FixedKind.APPOINTMENT], sources=[Source.HANDOVER], since=day)
    gone = [one.id for one in kept if one.first >= day and account_id in {"", one.place_id}]
    remove_fixed_dates(connection, gone)


@dataclass(frozen=True, slots=True)
class Diaries:
    """Shifts of each rep by date, days on which they have an appointment, and the way to each account."""

    land: Land
    length_s: int
    shifts: Mapping[str, Mapping[date, WorkingDay]]
    taken: set[tuple[str, date]]

    def first_common(self, account_id: str, on: date, reps: tuple[str, str]) -> Appointment | None:
        """Return the first time from a day on at which the account is open and both reps can be there and back."""
        account = next(one for one in self.land.accounts if one.id == account_id)
        opens = day_windows(account.opening_hours, on, WITHIN_DAYS)
        for ahead in range(WITHIN_DAYS):
            day = on + timedelta(days=ahead)
            there = [self._there(rep, account_id, day) for rep in reps]
            for window in within(within(opens[ahead], there[0]), there[1]):
                start = -(-window.opens_s // ROUND_S) * ROUND_S
                if window.closes_s - start >= self.length_s:
                    purpose = f"joint visit: {reps[0]} introduces {reps[1]}"
                    return Appointment(PREFIX + account_id, account_id, day, start, self.length_s, purpose)
        return None

    def _there(self, rep: str, account: str, day: date) -> tuple[Window, ...]:
        """Return when a rep can be at an account on a day with no other appointment, there and back from home."""
        shift = self.shifts[rep].get(day)
        if shift is None or (rep, day) in self.taken:
            return ()
        problem = self.land.problem
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
    return Diaries(land, rules.service_joint_s, shifts, taken)


def _no_day(one: Handover, reps: tuple[str, str]) -> Problem:
    cause = f"{reps[0]} and {reps[1]} have no common time there within {WITHIN_DAYS} days from {one.on}"
    action = f"Fix one: roundsman plan appointment ... --rep {reps[0]} --rep {reps[1]}"
    return Problem("joint-visit-without-day", f"account {one.move.account_id}", cause, action)
