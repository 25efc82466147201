"""One tour for the person who drives it: each way with its links and, where a server knows them, its turns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from office.plans.shown import Shown
from reports.geojson import ATTRIBUTION, Ends, legs_of
from routing.directions import drive_to, google_links, tour_geojson
from routing.places import Place
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.travel import TravelEngine
from scheduler.plan import Tour


@dataclass(frozen=True, slots=True)
class Way:
    """The way to one stop or bed: `place_id` is the account's, the rep's or the hotel's.

    `turns` are empty where nobody tells them; `arrival_s` is seconds since local midnight; `travel_s` and `distance_m`
    are the plan's.
    """

    place_id: str
    name: str
    arrival_s: int
    travel_s: int
    distance_m: int
    links: Mapping[str, str]
    turns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Directions:
    """A tour's ways in driving order, home (or the night's hotel) at the end, and links that drive the whole tour."""

    rep_id: str
    date: date
    leave_s: int
    travel: str
    ways: tuple[Way, ...]
    whole: tuple[str, ...]


def tour_on(shown: Shown, rep_id: str, day: date) -> Tour:
    """Return a rep's tour of a day; raises `BadInputError` that names the days there are."""
    own = [tour for tour in shown.plan.tours if tour.rep_id == rep_id]
    found = next((tour for tour in own if tour.date == day), None)
    if found:
        return found
    near = sorted(own, key=lambda tour: (abs((tour.date - day).days), tour.date))[:3]
    known = ", ".join(str(tour.date) for tour in sorted(near, key=lambda tour: tour.date))
    action = (
        sentence("Its tours nearest to that day: {known}.", known=known)
        if known
        else "Name a rep of the plan: roundsman show plan."
    )
    cause = sentence("plan {head} has no tour of {rep_id!r} on that day", head=shown.head.id, rep_id=rep_id)
    raise BadInputError([Problem("tour-unknown", f"{rep_id} {day}", cause, action)])


def ends_of(shown: Shown) -> Ends:
    """Return where a plan's tours begin and end."""
    return Ends(shown.reps, shown.plan.nights)


def places_of(tour: Tour, shown: Shown) -> list[Place]:
    """Return where a tour begins, stops and ends."""
    stops = (shown.accounts[visit.account_id].place for visit in tour.visits)
    ends = ends_of(shown)
    return [ends.place(tour, tour.start_place), *stops, ends.place(tour, tour.end_place)]


def directions_of(tour: Tour, shown: Shown, engine: TravelEngine, *, turns: bool) -> Directions:
    """Return a tour's directions; with `turns` the engine is asked for them in words."""
    places = places_of(tour, shown)
    told = [engine.directions(a, b) if turns else () for a, b in pairwise(places)]
    times = [(visit.arrival_s, visit.travel_s, visit.distance_m) for visit in tour.visits]
    times.append((tour.return_s, tour.return_travel_s, tour.return_distance_m))
    names = [shown.name_of(place.id) for place in places[1:-1]] + ["night" if tour.end_place else "home"]
    ways = (
        Way(place.id, name, *time, drive_to(place), words)
        for place, name, time, words in zip(places[1:], names, times, told, strict=True)
    )
    return Directions(tour.rep_id, tour.date, tour.leave_s, engine.source, tuple(ways), google_links(places))


def directions_geojson(tour: Tour, shown: Shown, engine: TravelEngine) -> dict[str, Any]:
    """Return a tour with a line for each way and a point for each stop."""
    legs = legs_of(tour, ends_of(shown), shown.accounts, engine.leg)
    found = tour_geojson(legs, places_of(tour, shown)[1:-1])
    facts = {"rep": tour.rep_id, "date": tour.date.isoformat(), "travel": engine.source}
    return {**found, **facts, "attribution": ATTRIBUTION}
