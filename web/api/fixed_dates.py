"""Fixed dates: absences, appointments, company days."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Request, Response
from pydantic import Field

from office.fixed_dates.absences import add_absence, cancel_absence
from office.fixed_dates.appointments import add_appointment, cancel_appointment
from office.fixed_dates.company_days import add_company_day
from office.fixed_dates.register import FixedThing, list_fixed_dates
from office.fixed_dates.ride_alongs import Wish, add_ride_along, cancel_ride_along
from scheduler.demand.rules import Appointment
from scheduler.demand.workdays import Absence, CompanyDay
from web.api.conditions import Once, shown
from web.api.cursors import Paged, cut, listed
from web.api.model import Day, In, Key, Out, Page, TimeOfDay, Words
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

FIXED_DATES = ApiRoutes("fixed dates")
DAY_S = 86_400
UntilS = Annotated[int, Field(ge=1, le=DAY_S, description="Seconds since the rep's midnight.")]


class FixedDateOut(Out):
    """One fixed date; `rep_id` is empty for everybody's."""

    id: str
    date: date
    kind: str
    rep_id: str
    name: str
    detail: str
    source: str
    made_by: str

    @staticmethod
    def of(one: FixedThing) -> FixedDateOut:
        """Return a fixed date as it is sent."""
        return FixedDateOut(
            id=one.id, date=one.date, kind=one.kind, rep_id=one.rep_id, name=one.name, detail=one.detail,
            source=one.source, made_by=one.made_by,
        )  # fmt: skip


class Made(Out):
    """The ids of what was made or taken back."""

    ids: list[str]


class AbsenceIn(In):
    """Days, or hours of days, on which a rep does not visit; both days inclusive."""

    rep_id: Key
    first: Day
    last: Day
    reason: Words = "absence"
    from_s: TimeOfDay = 0
    until_s: UntilS = DAY_S


class AppointmentIn(In):
    """A one-off at a fixed time; several reps share a joint one."""

    name: Key
    rep_ids: Annotated[list[Key], Field(min_length=1, max_length=20)]
    place_id: Key
    date: Day
    start_s: TimeOfDay
    length_s: Annotated[int, Field(ge=60, le=DAY_S)]
    purpose: Words = "appointment"


class CompanyDayIn(In):
    """A day off of the company, or a public holiday that is worked."""

    date: Day
    working: bool
    name: Words
    country: Words = ""
    region: Words = ""
    from_s: TimeOfDay = 0
    until_s: UntilS = DAY_S


class RideAlongIn(In):
    """Somebody rides along: on a day, or on the best day of the newest plan until `by`."""

    rep_id: Key
    companion: Key
    date: Day | None = None
    by: Day | None = None


class RideAlongOut(Out):
    """A ride-along with the day that it has."""

    rep_id: str
    companion: str
    date: Day


@FIXED_DATES.post("/ride-alongs", ("add_ride_along",), response_model=RideAlongOut, status_code=201)
def ride_along(request: Request, office: Once, who: Who, body: RideAlongIn) -> Response:
    """Keep a ride-along; a companion who is a rep is away on that day."""
    made = add_ride_along(office, who, Wish(body.rep_id, body.companion, body.by, body.date))
    return shown(request, RideAlongOut(rep_id=made.rep_id, companion=made.companion, date=made.date), status=201)


@FIXED_DATES.delete("/ride-alongs/{rep_id}/{day}", ("cancel_ride_along",), status_code=204)
def no_ride_along(office: Once, who: Who, rep_id: Key, day: Day) -> Response:
    """Take a ride-along back."""
    cancel_ride_along(office, who, rep_id, day)
    return Response(status_code=204)


@FIXED_DATES.get("/fixed-dates", ("list_fixed_dates",), response_model=Page[FixedDateOut])
def fixed_dates(request: Request, office: TheOffice, who: Who, asked: Paged, since: Day) -> Response:
    """List what is fixed from a day on, in order of date."""
    page, after = cut(list_fixed_dates(office, who, since), _key, asked)
    return listed(request, [FixedDateOut.of(one) for one in page], after)


def _key(one: FixedThing) -> str:
    return f"{one.date} {one.rep_id} {one.kind} {one.name} {one.id}"


@FIXED_DATES.post("/absences", ("add_absence",), response_model=Made, status_code=201)
def absence(request: Request, office: Once, who: Who, body: AbsenceIn) -> Response:
    """Keep an absence."""
    made = add_absence(office, who, Absence(body.rep_id, body.first, body.last, body.reason, body.from_s, body.until_s))
    return shown(request, Made(ids=[made.id]), status=201)


@FIXED_DATES.delete("/absences/{rep_id}/{first}", ("cancel_absence",), response_model=Made)
def no_absence(request: Request, office: Once, who: Who, rep_id: Key, first: Day) -> Response:
    """Take back what a person told of a rep's absences that begin on a day."""
    return shown(request, Made(ids=[one.id for one in cancel_absence(office, who, rep_id, first)]))


@FIXED_DATES.post("/appointments", ("add_appointment",), response_model=Made, status_code=201)
def appointment(request: Request, office: Once, who: Who, body: AppointmentIn) -> Response:
    """Keep an appointment of a rep, or a joint one of several."""
    wanted = Appointment(body.name, body.place_id, body.date, body.start_s, body.length_s, body.purpose)
    made = add_appointment(office, who, tuple(body.rep_ids), wanted)
    return shown(request, Made(ids=[one.id for one in made]), status=201)


@FIXED_DATES.delete("/appointments/{name}", ("cancel_appointment",), response_model=Made)
def no_appointment(request: Request, office: Once, who: Who, name: Key) -> Response:
    """Take an appointment back, a joint one from all of its reps."""
    return shown(request, Made(ids=[one.id for one in cancel_appointment(office, who, name)]))


@FIXED_DATES.post("/company-days", ("add_company_day",), response_model=Made, status_code=201)
def company_day(request: Request, office: Once, who: Who, body: CompanyDayIn) -> Response:
    """Keep a day off of the company, or a public holiday that is worked."""
    facts = (body.date, body.working, body.name, body.country, body.region, body.from_s, body.until_s)
    return shown(request, Made(ids=[add_company_day(office, who, CompanyDay(*facts)).id]), status=201)
