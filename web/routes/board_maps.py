"""The board's map: the tours of the days that it shows, along the roads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import Query, Request, Response
from fastapi.responses import JSONResponse

from office.legs import RememberedWays
from office.plans.days import LONGEST_DAYS
from office.plans.shown import read_shown_plan
from office.travel import plan_engine
from reports.geojson import Ends, legs_of, line_of
from reports.lines import pack_line
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.travel import TravelEngine
from scheduler.plan import Tour
from territory.accounts import Account
from web.guard import TheOffice, Who
from web.pages import Format, language_of
from web.routes.table import Routes

ROUTES = Routes()

ON_A_MAP = 60
"""Tours on a map at the most: more lines than that are no picture."""


@ROUTES.get("/plan/{number:int}/ways", ("read_shown_tours",))
def ways(
    request: Request,
    office: TheOffice,
    who: Who,
    number: int,
    first: date,
    last: date,
    reps: Annotated[str, Query()] = "",
) -> Response:
    """Give tours as the lines that are driven, with their stops, and how many more there are than a map shows."""
    if not 0 <= (last - first).days < LONGEST_DAYS:
        raise BadInputError(
            [
                Problem(
                    "days-impossible",
                    "map",
                    sentence("{first} to {last}", first=first, last=last),
                    "Ask for some weeks.",
                )
            ]
        )
    shown, wanted = read_shown_plan(office, who, number, first), frozenset(rep for rep in reps.split(",") if rep)
    seen = [
        one
        for one in shown.plan.tours
        if first <= one.date <= last and one.rep_id in shown.reps and (not wanted or one.rep_id in wanted)
    ]
    ends, engine = Ends(shown.reps, shown.plan.nights), RememberedWays(office, plan_engine(office, number))
    words = Format(language_of(request))
    drawn = [_tour(tour, ends, shown.accounts, engine, words) for tour in seen[:ON_A_MAP]]
    return JSONResponse({"tours": drawn, "left": max(0, len(seen) - ON_A_MAP)})


def _tour(
    tour: Tour, ends: Ends, accounts: Mapping[str, Account], engine: TravelEngine, words: Format
) -> dict[str, Any]:
    """Return a tour as the map's module draws it: its line and its stops as [visit, name, lat, lon, time]."""
    stops = [(visit, accounts[visit.account_id]) for visit in tour.visits if visit.account_id in accounts]
    start, end = (ends.place(tour, place) for place in (tour.start_place, tour.end_place))
    return {
        "rep": tour.rep_id,
        "name": ends.reps[tour.rep_id].name,
        "date": tour.date.isoformat(),
        "day": words.day(tour.date),
        "line": pack_line(line_of(legs_of(tour, ends, accounts, engine.leg))),
        "start": [round(start.lat, 5), round(start.lon, 5)],
        "night": [round(end.lat, 5), round(end.lon, 5)] if tour.end_place else None,
        "stops": [
            [visit.visit_id, account.name, round(account.lat, 5), round(account.lon, 5), words.clock(visit.start_s)]
            for visit, account in stops
        ],
    }
