"""Reps and their days."""

from __future__ import annotations

from datetime import date

from fastapi import Request, Response

from office.ownership.successes import read_profiles
from office.plans.days import RepDay, Stop, read_rep_day
from office.reps import list_reps, read_rep
from office.versions import Kind, Subject, version_now
from territory.accounts import Rep
from territory.success import SectorRecord
from web.api.conditions import shown
from web.api.cursors import Paged, cut, listed
from web.api.model import Amount, Day, Key, Out, Page
from web.api.routes import ApiRoutes
from web.guard import TheOffice, Who

REPS = ApiRoutes("reps")


class RepOut(Out):
    """A rep: hours in OpenStreetMap's language, the zone by its IANA name."""

    id: str
    name: str
    email: str
    lat: float
    lon: float
    timezone: str
    country: str
    region: str
    working_hours: str
    max_driving_s: int | None
    max_visits: int | None
    max_day_s: int | None
    starts: date | None
    ends: date | None

    @staticmethod
    def of(rep: Rep) -> RepOut:
        """Return a rep as they are sent."""
        return RepOut(
            id=rep.id, name=rep.name, email=rep.email, lat=rep.lat, lon=rep.lon, timezone=rep.timezone,
            country=rep.country, region=rep.region, working_hours=rep.working_hours, max_driving_s=rep.max_driving_s,
            max_visits=rep.max_visits, max_day_s=rep.max_day_s, starts=rep.starts, ends=rep.ends,
        )  # fmt: skip


class StopOut(Out):
    """A visit in its place of a day; the way is the one to it."""

    visit_id: str
    account_id: str
    name: str
    sequence: int
    arrival_s: int
    start_s: int
    end_s: int
    travel_s: int
    distance_m: int
    status: str
    pinned: bool

    @staticmethod
    def of(stop: Stop) -> StopOut:
        """Return a stop as it is sent."""
        visit = stop.visit
        return StopOut(
            visit_id=visit.visit_id, account_id=visit.account_id, name=stop.account.name, sequence=visit.sequence,
            arrival_s=visit.arrival_s, start_s=visit.start_s, end_s=visit.end_s, travel_s=visit.travel_s,
            distance_m=visit.distance_m, status=stop.status.value, pinned=stop.pinned,
        )  # fmt: skip


class RepDayOut(Out):
    """One rep's day by the plan in force; without a tour nothing is driven."""

    plan: int
    rep_id: str
    date: date
    leave_s: int | None
    return_s: int | None
    stops: list[StopOut]

    @staticmethod
    def of(day: RepDay) -> RepDayOut:
        """Return a day as it is sent."""
        leave, back = (day.tour.leave_s, day.tour.return_s) if day.tour else (None, None)
        stops = [StopOut.of(stop) for stop in day.stops]
        return RepDayOut(plan=day.plan, rep_id=day.rep.id, date=day.date, leave_s=leave, return_s=back, stops=stops)


@REPS.get("/reps", ("list_reps",), response_model=Page[RepOut])
def reps(request: Request, office: TheOffice, who: Who, asked: Paged) -> Response:
    """List the reps whom one sees, by id."""
    page, after = cut(sorted(list_reps(office, who), key=lambda rep: rep.id), lambda rep: rep.id, asked)
    return listed(request, [RepOut.of(rep) for rep in page], after)


@REPS.get("/reps/{rep_id}", ("read_rep",), response_model=RepOut)
def rep(request: Request, office: TheOffice, who: Who, rep_id: Key) -> Response:
    """Show one rep."""
    version = version_now(office, Subject(Kind.REP, rep_id))
    return shown(request, RepOut.of(read_rep(office, who, rep_id)), version)


class SectorOut(Out):
    """What a rep closed in a sector; `others_won` is the share that the others won of theirs."""

    sector: str
    won: int
    lost: int
    won_amounts: list[Amount]
    others_won: float | None
    strong: bool

    @staticmethod
    def of(one: SectorRecord) -> SectorOut:
        """Return a sector as it is sent."""
        amounts = [Amount(amount=str(amount), currency=currency) for currency, amount in one.closed.amounts.items()]
        others = None if one.others_won is None else round(one.others_won, 4)
        return SectorOut(
            sector=one.sector, won=one.closed.won, lost=one.closed.lost, won_amounts=amounts, others_won=others,
            strong=one.strong,
        )  # fmt: skip


class ProfileOut(Out):
    """What a rep can do and has closed."""

    rep_id: str
    skills: list[str]
    languages: list[str]
    experience: float
    sectors: list[SectorOut]


@REPS.get("/reps/{rep_id}/profile", ("read_profiles",), response_model=ProfileOut)
def profile(request: Request, office: TheOffice, who: Who, rep_id: Key) -> Response:
    """Show what a rep can do, and the sectors in which they closed deals."""
    rep = read_rep(office, who, rep_id)
    (found,) = (one for one in read_profiles(office, who).reps if one.rep.id == rep_id)
    known = {"skills": sorted(rep.skills), "languages": sorted(rep.languages), "experience": rep.experience}
    sectors = [SectorOut.of(one) for one in found.sectors]
    return shown(request, ProfileOut(rep_id=rep_id, sectors=sectors, **known))  # type: ignore[arg-type]


@REPS.get("/reps/{rep_id}/days/{day}", ("read_rep_day",), response_model=RepDayOut)
def rep_day(request: Request, office: TheOffice, who: Who, rep_id: Key, day: Day) -> Response:
    """Show one rep's day by the plan in force."""
    version = version_now(office, Subject(Kind.PLAN_IN_FORCE, rep_id))
    return shown(request, RepDayOut.of(read_rep_day(office, who, rep_id, day)), version)
