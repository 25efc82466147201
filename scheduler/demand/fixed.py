"""Pins and appointments that can be kept, and a `Problem` for each one that cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from routing.problems import Problem
from routing.sentences import sentence
from routing.tour import Window
from scheduler.demand.request import Request
from scheduler.demand.rules import Appointment, Pin
from scheduler.demand.stints import own_days
from scheduler.demand.workdays import WorkCalendar

HoursAt = Callable[[str, int], tuple[Window, ...]]


def valid_pins(request: Request, calendar: WorkCalendar) -> tuple[list[Pin], list[Problem]]:
    """Return the pins on working days, no two of one visit or at one time, and what is wrong with the others."""
    kept: list[Pin] = []
    problems: list[Problem] = []
    whose = pinned_accounts(request)
    for pin in sorted(own_pins(request), key=lambda p: (p.visit_id, p.date)):
        where = pin_place(pin, whose)
        problem = _day_problem(request, calendar, pin.date, where) or _clash(pin, kept, where)
        if problem:
            problems.append(problem)
        else:
            kept.append(pin)
    return kept, problems


def colleagues_pins(request: Request) -> list[Pin]:
    """Return the pins that a colleague keeps, at accounts that change owner: the rep's own count from them."""
    kept = []
    for pin in request.pins:
        day = request.day_of(pin.date)
        stints = request.stints.get(pin.account_id, ())
        if any(
            stint.rep_id != request.rep.id and stint.first_day <= day <= stint.last_day and day in stint.works
            for stint in stints
        ):
            kept.append(pin)
    return kept


def pinned_days(request: Request, pins: Iterable[Pin]) -> dict[str, dict[int, int]]:
    """Return the day of each pinned visit, by account and number of the visit; a later pin of one counts."""
    days: dict[str, dict[int, int]] = {}
    for pin in pins:
        if pin.number is not None:
            days.setdefault(pin.account_id, {})[pin.number] = request.day_of(pin.date)
    return days


def own_pins(request: Request) -> list[Pin]:
    """Return the pins but for those on days on which the account is a colleague's."""
    shared = {name: own_days(stints, request.rep.id) for name, stints in request.stints.items()}

    def mine(pin: Pin) -> bool:
        return pin.account_id not in shared or request.day_of(pin.date) in shared[pin.account_id]

    return [pin for pin in request.pins if mine(pin)]


def pinned_accounts(request: Request) -> dict[str, str]:
    """Return the account of each pinned visit of the request's accounts, by the visit's id."""
    known = {account.id for account in request.accounts}
    return {pin.visit_id: pin.account_id for pin in request.pins if pin.account_id in known}


def pin_place(pin: Pin, whose: Mapping[str, str]) -> str:
    """Return in words which pin is meant."""
    if pin.visit_id not in whose:
        return sentence("pin on {date} (visit {visit})", date=pin.date, visit=pin.visit_id)
    return sentence(
        "pin of account {account} on {date} (visit {visit})",
        account=whose[pin.visit_id], date=pin.date, visit=pin.visit_id,
    )  # fmt: skip


def _day_problem(request: Request, calendar: WorkCalendar, when: date, where: str) -> Problem | None:
    day = request.day_of(when)
    if not 0 <= day < request.days:
        cause = sentence(
            "{when} is outside the horizon {start} to {date_of}",
            when=when,
            start=request.start,
            date_of=request.date_of(request.days - 1),
        )
        return Problem("date-outside-horizon", where, cause, "Choose a date of the horizon.")
    off = next((off for off in calendar.off if off.day == day), None)
    if off:
        return Problem(
            "date-not-worked",
            where,
            sentence("{rep_name} does not work then ({reason})", rep_name=request.rep.name, reason=off.reason),
            "Move it.",
        )
    return None


def _clash(pin: Pin, kept: Sequence[Pin], where: str) -> Problem | None:
    for other in kept:
        if other.visit_id == pin.visit_id:
            return Problem(
                "pinned-twice",
                where,
                sentence("the visit is pinned to {date} too", date=other.date),
                "Keep one of the two.",
            )
        if pin.start_s is not None and (other.date, other.start_s) == (pin.date, pin.start_s):
            return Problem(
                "two-at-one-time",
                where,
                sentence("visit {visit_id} is pinned to that time", visit_id=other.visit_id),
                "Move one.",
            )
    return None


def valid_appointments(
    request: Request, calendar: WorkCalendar, problems: list[Problem], hours_at: HoursAt
) -> list[Appointment]:
    """Return the appointments that can be kept; what is wrong with the others is added to `problems`."""
    kept: list[Appointment] = []
    for appointment in sorted(request.appointments, key=lambda a: a.id):
        where = sentence(
            "appointment {appointment} of rep {rep} on {date}",
            appointment=appointment.id,
            rep=request.rep.id,
            date=appointment.date,
        )
        problem = (
            _forbidden(request, appointment, where)
            or _day_problem(request, calendar, appointment.date, where)
            or _time_problem(request, calendar, appointment, hours_at, where)
        )
        if not problem:
            problem = _overlap(appointment, kept, where)
        if problem:
            problems.append(problem)
        else:
            kept.append(appointment)
    return kept


def _forbidden(request: Request, appointment: Appointment, where: str) -> Problem | None:
    rules = request.book.rules.get(appointment.place_id)
    if rules is None or not rules.do_not_visit:
        return None
    cause = sentence(
        "account {place_id} may not be visited: {do_not_visit}",
        place_id=appointment.place_id,
        do_not_visit=rules.do_not_visit,
    )
    return Problem("do-not-visit", where, cause, "Take the appointment back, or lift the rule.")


def _time_problem(
    request: Request, calendar: WorkCalendar, appointment: Appointment, hours_at: HoursAt, where: str
) -> Problem | None:
    if appointment.place_id not in request.travel.place_ids:
        cause = sentence("place {place_id} is not in the travel table", place_id=appointment.place_id)
        return Problem("no-place", where, cause, "Give an account, the rep's home or a place on a road.")
    day = request.day_of(appointment.date)
    span = Window(appointment.start_s, appointment.start_s + appointment.length_s)
    shifts = [Window(shift.start_s, shift.end_s) for shift in calendar.shifts if shift.day == day]
    if not _inside(span, shifts):
        return Problem(
            "outside-working-hours",
            where,
            sentence("{rep_name} does not work at that time", rep_name=request.rep.name),
            "Move it.",
        )
    if not _inside(span, hours_at(appointment.place_id, day)):
        return Problem(
            "outside-opening-hours",
            where,
            sentence("{place_id} is closed at that time", place_id=appointment.place_id),
            "Move it.",
        )
    return None


def _inside(span: Window, windows: Sequence[Window]) -> bool:
    return any(window.opens_s <= span.opens_s and span.closes_s <= window.closes_s for window in windows)


def _overlap(appointment: Appointment, kept: Sequence[Appointment], where: str) -> Problem | None:
    ends = appointment.start_s + appointment.length_s
    for other in kept:
        if (
            other.date == appointment.date
            and other.start_s < ends
            and appointment.start_s < other.start_s + other.length_s
        ):
            return Problem(
                "two-at-one-time",
                where,
                sentence("appointment {other} lies at that time", other=other.id),
                "Move one of the two.",
            )
    return None
