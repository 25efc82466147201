"""Fixed dates as planners tell them: absences, appointments, ride-alongs; what is fixed from today on."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.fixed_dates.absences import add_absence, cancel_absence
from office.fixed_dates.appointments import HOME, add_appointment, cancel_appointment
from office.fixed_dates.register import list_fixed_dates
from office.fixed_dates.ride_alongs import Wish, add_ride_along, cancel_ride_along
from office.permissions import allowed
from office.plans.horizons import list_rep_names
from office.visits.moves import unpin_visit
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.demand.hours import DAY_S
from scheduler.demand.rules import Appointment
from scheduler.demand.workdays import Absence
from web.guard import Retried, TheOffice, Who
from web.pages import page
from web.routes.clocks import day_of, seconds_of
from web.routes.table import Routes

ROUTES = Routes()
MOST = 300


@ROUTES.get("/plan/dates", ("list_fixed_dates",))
def dates(request: Request, office: TheOffice, who: Who, rep: str = "") -> Response:
    """Show what is fixed from today on, and forms to fix more."""
    found = [one for one in list_fixed_dates(office, who, office.clock().date()) if rep in {"", one.rep_id}]
    return page(
        request, "plan_dates.html", found=found[:MOST], total=len(found), rep=rep, reps=list_rep_names(office, who),
        edits=allowed(who, "add_appointment"), today=office.clock().date(),
    )  # fmt: skip


@ROUTES.post("/plan/dates/absences", ("add_absence",))
def absence(
    request: Request,
    office: Retried,
    who: Who,
    rep: Annotated[str, Form()],
    first: Annotated[date, Form()],
    last: Annotated[str, Form()] = "",
    from_time: Annotated[str, Form()] = "",
    until_time: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
) -> Response:
    """Let a rep be away."""
    until = day_of(last) or first
    hours = seconds_of(from_time) or 0, DAY_S if not until_time else seconds_of(until_time) or DAY_S
    add_absence(office, who, Absence(rep, first, until, reason.strip() or "absence", *hours))
    return _back(request, rep)


@ROUTES.post("/plan/dates/appointments", ("add_appointment",))
def appointment(
    request: Request,
    office: Retried,
    who: Who,
    rep: Annotated[list[str], Form()],
    day: Annotated[date, Form()],
    time: Annotated[str, Form()],
    minutes: Annotated[int, Form()],
    name: Annotated[str, Form()],
    place: Annotated[str, Form()] = HOME,
    purpose: Annotated[str, Form()] = "",
) -> Response:
    """Keep an appointment of one rep or of several."""
    start_s = seconds_of(time)
    if start_s is None or not 0 < minutes <= 24 * 60 or not name.strip():
        cause = "it needs a name, a time and a length"
        raise BadInputError([Problem("appointment-impossible", "appointment", cause, "Give all three.")])
    said = purpose.strip() or "appointment"
    kept = Appointment(name.strip(), place.strip() or HOME, day, start_s, 60 * minutes, said)
    add_appointment(office, who, tuple(rep), kept)
    return _back(request)


@ROUTES.post("/plan/dates/ride-alongs", ("add_ride_along",))
def ride_along(
    request: Request,
    office: Retried,
    who: Who,
    rep: Annotated[str, Form()],
    companion: Annotated[str, Form()],
    day: Annotated[str, Form()] = "",
    by: Annotated[str, Form()] = "",
) -> Response:
    """Let somebody ride along: on a day, or on the best one until a day."""
    add_ride_along(office, who, Wish(rep, companion.strip(), day_of(by), day_of(day)))
    return _back(request, rep)


@ROUTES.post("/plan/dates/cancel", ("cancel_absence", "cancel_appointment", "cancel_ride_along", "unpin_visit"))
def cancel(
    request: Request,
    office: Retried,
    who: Who,
    kind: Annotated[str, Form()],
    rep: Annotated[str, Form()],
    day: Annotated[date, Form()],
    name: Annotated[str, Form()],
) -> Response:
    """Take a fixed date back."""
    if kind == "absence":
        cancel_absence(office, who, rep, day)
    elif kind == "appointment":
        cancel_appointment(office, who, name)
    elif kind == "ride-along":
        cancel_ride_along(office, who, rep, day)
    elif kind == "pin":
        unpin_visit(office, who, name)
    else:
        raise BadInputError(
            [
                Problem(
                    "date-unknown", "dates", sentence("{kind!r} is not taken back here", kind=kind), "Look at the list."
                )
            ]
        )
    return _back(request)


def _back(request: Request, rep: str = "") -> Response:
    root = request.scope.get("root_path", "")
    return RedirectResponse(f"{root}/plan/dates" + (f"?rep={rep}" if rep else ""), 303)
