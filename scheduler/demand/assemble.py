"""From accounts, a rep and rules to the `Horizon` that the search knows; every problem is a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from routing.findings import Finding
from routing.problems import Problem
from routing.sentences import sentence
from routing.tour import Window
from routing.travel import UNREACHABLE_S
from scheduler.demand.assembled import Assembled, LeftOut
from scheduler.demand.buffers import BufferedDay, buffered
from scheduler.demand.day_prices import day_prices
from scheduler.demand.demand import demand
from scheduler.demand.due import Demand, Due, Relaxation
from scheduler.demand.fixed import (
    colleagues_pins,
    pin_place,
    pinned_accounts,
    pinned_days,
    valid_appointments,
    valid_pins,
)
from scheduler.demand.handing import joint_demand, shared_demand
from scheduler.demand.hours import (
    DayWindows,
    UnreadableHoursError,
)
from scheduler.demand.longest import longest_days
from scheduler.demand.openings import Openings, while_somebody_works
from scheduler.demand.prospects import within_share
from scheduler.demand.request import Request
from scheduler.demand.rules import Appointment, Pin
from scheduler.demand.stints import Crossing
from scheduler.demand.workdays import work_calendar
from scheduler.explain.reasons import why_unserved
from scheduler.horizon import DueVisit, Horizon, RepDay, Weights
from scheduler.nights.lodging import first_bed, hotel_problems, lodging
from territory.accounts import Account


def assemble(request: Request) -> Assembled:
    """Make the horizon of one rep.

    Accounts, pins and appointments that cannot be worked with are named in `problems`; the rest is in the horizon.

    Raises
    ------
    ValueError
        If the travel table does not hold the rep's home, or the horizon has no days.
    UnreadableHoursError
        If the rep's working hours, lunch or country cannot be read (ask `rep_problems` first).
    """
    if request.rep.id not in request.travel.index():
        raise ValueError(f"the travel table does not hold the home of rep {request.rep.id}")
    return _Assembly(request).result()


class _Assembly:
    """Collects visits, hours and places while the horizon is made."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.calendar = work_calendar(request.rep, request.start, request.days, request.absences, request.company_days)
        self.openings = Openings(request, self.calendar)
        self.pins, self.problems = valid_pins(request, self.calendar)
        self.table = request.travel.index()
        self.places: dict[str, int] = {request.rep.id: 0}
        self.rows: dict[DayWindows, int] = {}
        self.row_of: dict[int, tuple[DayWindows, int]] = {}
        self.visits: list[DueVisit] = []
        self.due: list[Due] = []
        self.left_out: list[LeftOut] = []
        self.relaxed: list[Relaxation] = []
        self.crossings: tuple[Crossing, ...] = ()

    def result(self) -> Assembled:
        request = self.request
        asked = self._asked()
        seconds = sum(shift.end_s - shift.start_s for shift in self.calendar.shifts)
        asked = within_share(asked, request.accounts, request.policy.prospect_share, seconds)
        self._add_all(asked)
        for appointment in valid_appointments(request, self.calendar, self.problems, self.openings.hours_at):
            self._add_appointment(appointment)
        known = {due.visit_id for due in asked.due}
        whose = pinned_accounts(request)
        self.problems += [_unknown_pin(pin, whose) for pin in self.pins if pin.visit_id not in known]
        horizon = self._horizon()
        return Assembled(
            request,
            horizon,
            tuple(self.due),
            self.calendar,
            tuple(self.left_out),
            (*asked.relaxed, *self.relaxed),
            asked.withheld,
            tuple(self.openings.assumed),
            (*asked.problems, *self.problems, *hotel_problems(request)),
            tuple(self.places),
            self._day(),
            self.crossings,
        )

    def _asked(self) -> Demand:
        """Return what is due of the rep: all of the rep's own accounts, and a part of those that change owner.

        Of the latter both reps have to find the same: the days off of whoever owns the account on a day count there.
        """
        request, stints = self.request, self.request.stints
        pinned = pinned_days(request, [*colleagues_pins(request), *self.pins])
        own = [account for account in request.accounts if account.id not in stints]
        late = request.policy.late_if_closed
        worked = [day in self.openings.shifts for day in range(request.days)] if late else None
        span = request.start, request.days
        asked = demand(
            own,
            request.book,
            request.policy,
            *span,
            pinned=pinned,
            worked=worked,
            open_days=self.openings.days_of if late else None,
        )
        if len(own) == len(request.accounts):
            return asked
        shared = [account for account in request.accounts if account.id in stints]
        since = {account.id: stints[account.id][0].first_day for account in shared}
        opens = {account.id: self.openings.opens(account) for account in shared}
        days = {name: while_somebody_works(stints[name], opens[name]) for name in opens}
        both = demand(
            shared,
            request.book,
            request.policy,
            *span,
            pinned=pinned,
            since=since,
            open_days=(lambda account: days[account.id]) if late else None,
        )
        part = shared_demand(both, stints, request.rep.id, lambda name, day: opens[name][day], late=late)
        self.crossings = part.crossings
        self.left_out += [LeftOut(due, "hand-over", why_unserved("hand-over")) for due in part.left]
        return joint_demand(asked, both, part, {name for name in opens if stints[name][0].rep_id == request.rep.id})

    def _add_all(self, asked: Demand) -> None:
        """Take all that is due, but what the plan before has after the horizon's end: that may wait there."""
        accounts = {account.id: account for account in self.request.accounts}
        pins = {pin.visit_id: pin for pin in self.pins}
        end = self.request.date_of(self.request.days)
        for due in asked.due:
            later = self.request.previous.get(due.visit_id, self.request.start) >= end
            if not later or due.compulsory:
                self._add(accounts[due.account_id], due, pins.get(due.visit_id))

    def _add(self, account: Account, due: Due, pin: Pin | None) -> None:
        """Take a visit into the horizon, or say why no tour could hold it."""
        reason = self._why_never(account)
        if reason:
            self.left_out.append(LeftOut(due, *reason))
            return
        hours = self.openings.pinned(account, due, pin) if pin else self.openings.preferred(account, due)
        hours = self.openings.while_owned(account, hours)
        due = due if due.held else self._late(account, self._as_before(due), hours)
        self.due.append(due)
        self.visits.append(
            DueVisit(
                due.visit_id,
                due.account_id,
                self.places.setdefault(account.id, len(self.places)),
                due.service_s,
                due.first_day,
                due.last_day,
                self._row(hours),
                due.price,
                due.least_gap_days,
                due.most_gap_days,
                due.compulsory,
                day_prices(self.request, account, due, hours),
            )
        )

    def _why_never(self, account: Account) -> tuple[str, Finding] | None:
        """Return the reason and what was found if no tour can ever reach or enter the account."""
        travel, home = self.request.travel, self.table[self.request.rep.id]
        if account.id not in self.table:
            return "no-place", why_unserved("no-place", name=account.name)
        row = self.table[account.id]
        if UNREACHABLE_S in {int(travel.travel_s[home, row]), int(travel.travel_s[row, home])}:
            names = {"rep": self.request.rep.name, "name": account.name}
            return "unreachable", why_unserved("unreachable-from-home", **names)
        try:
            self.openings.hours_of(account)
        except UnreadableHoursError as error:
            action = "Mend the account's hours, or leave them empty for its category's."
            self.problems.append(
                Problem("hours-unreadable", sentence("account {account}", account=account.id), str(error), action)
            )
            return "hours-unreadable", why_unserved("hours-unreadable", text=str(error))
        return None

    def _as_before(self, due: Due) -> Due:
        """Let a visit stay where the plan before has it: later windows are only a guide, spacing holds anyway."""
        before = self.request.previous.get(due.visit_id)
        if before is None or due.compulsory or due.most_gap_days == 10**6:
            return due
        day, target = self.request.day_of(before), self.request.date_of(due.target_day)
        if not 0 <= day < self.request.days or before.year != target.year:
            return due
        if due.first_day <= day <= due.last_day:
            return due
        return replace(due, first_day=min(due.first_day, day), last_day=max(due.last_day, day))

    def _late(self, account: Account, due: Due, hours: DayWindows) -> Due:
        """Let a visit without any open working day in its window come on the next such day, and say so."""
        if not self.request.policy.late_if_closed or due.compulsory:
            return due
        opens = self.openings.first_open(due, hours, due.first_day)
        if opens is None or opens <= due.last_day:
            return due
        why = Finding.of("note-late", name=account.name, day=self.request.date_of(due.last_day).isoformat())
        self.relaxed.append(Relaxation(due.visit_id, account.id, "late", opens - due.last_day, why))
        most = due.most_gap_days + opens - due.last_day
        return replace(due, last_day=opens, most_gap_days=most)

    def _add_appointment(self, appointment: Appointment) -> None:
        request, day = self.request, self.request.day_of(appointment.date)
        window = Window(appointment.start_s, appointment.start_s + appointment.length_s)
        hours: DayWindows = tuple((window,) if d == day else () for d in range(request.days))
        due = Due(
            appointment.id, appointment.place_id, 0, day, day, day, 0, 10**6, appointment.length_s, 0.0, compulsory=True
        )
        place = self.places.setdefault(appointment.place_id, len(self.places))
        row = self._row(hours)
        self.due.append(due)
        self.visits.append(
            DueVisit(due.visit_id, due.visit_id, place, due.service_s, day, day, row, 0.0, compulsory=True)
        )

    def _row(self, hours: DayWindows) -> int:
        """Return the row of hours; the same object, which many accounts share, is compared by its identity."""
        known = self.row_of.get(id(hours))
        if known is None:
            known = self.row_of[id(hours)] = hours, self.rows.setdefault(hours, len(self.rows))
        return known[1]

    def _place(self, place_id: str) -> int:
        return self.places.setdefault(place_id, len(self.places))

    def _rows(self) -> list[int]:
        return [self.table[place_id] for place_id in self.places]

    def _day(self) -> BufferedDay | None:
        """Return the horizon's travel by time of day, as much longer as the planner wants ways to be."""
        day = self.request.day
        return None if day is None else BufferedDay(day, tuple(self._rows()), self.request.policy.way_factor)

    def _travel_s(self) -> NDArray[np.int32]:
        """Return seconds that are enough at any hour of the shifts; the table's where hours make no difference."""
        day, shifts = self.request.day, self.calendar.shifts
        if day is None or not shifts:
            return self.request.travel.travel_s
        return day.slowest(min(shift.start_s for shift in shifts), max(shift.end_s for shift in shifts))

    def _horizon(self) -> Horizon:
        request, rep = self.request, self.request.rep
        allowed, bed = lodging(request, self.calendar, self._place), first_bed(request)
        wakes_at = {0: self._place(bed)} if bed else {}
        rows = self._rows()
        travel_s = self._travel_s()[np.ix_(rows, rows)].copy()
        travel_s = buffered(travel_s, request.policy.way_factor)
        worked = [shift.day for shift in self.calendar.shifts]
        longest = longest_days(request.policy, rep.max_day_s, request.start, worked, request.days)
        days = tuple(
            RepDay(
                s.day,
                s.start_s,
                s.end_s,
                wakes_at.get(s.day, 0),
                0,
                s.lunch,
                rep.max_driving_s,
                max_visits=rep.max_visits,
                max_day_s=longest.get(s.day),
            )
            for s in self.calendar.shifts
        )
        return Horizon(
            days,
            tuple(self.visits),
            tuple(self.rows),
            travel_s,
            request.travel.distance_m[np.ix_(rows, rows)].copy(),
            Weights(per_metre=request.policy.per_metre, balance=request.policy.balance),
            lodging=allowed,
        )


def _unknown_pin(pin: Pin, whose: Mapping[str, str]) -> Problem:
    cause = "the visit is not due in this horizon, or its day is frozen already"
    action = "Take the pin back: roundsman plan unpin VISIT; or plan from an earlier day: roundsman plan --start DATE."
    return Problem("pin-unknown-visit", pin_place(pin, whose), cause, action)
