"""A rep's own days as they are driven: for maps of a day and of a week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from office.door import Act, thinks
from office.legs import RememberedWays
from office.travel import plan_engine
from office.visits.days import OwnDay, OwnStop, read_own_week
from routing.places import Place
from routing.problems import BadInputError, WorldError
from routing.travel import Leg, TravelEngine
from store.plans import nights_between


@dataclass(frozen=True, slots=True)
class OwnRoute:
    """A day with its ways in driving order, from bed to bed.

    Attributes
    ----------
    stops : tuple of OwnStop
        Those that are driven to: what was moved away is not among them.
    start, end : Place
        Home, or the hotel of the night.
    legs : tuple of Leg
        Empty where nothing is driven, or where whoever knows the ways cannot be reached (`away`).
    lunch : (lat, lon) or None
        Where the rep is when lunch begins.
    """

    shown: OwnDay
    stops: tuple[OwnStop, ...]
    start: Place
    end: Place
    legs: tuple[Leg, ...] = ()
    lunch: tuple[float, float] | None = None
    away: bool = False


@thinks
def trace_own_days(act: Act, first: date, days: int = 1) -> tuple[OwnRoute, ...]:
    """Return some days of the rep who asks with the ways that are driven; raises `BadInputError` as `read_own_day`."""
    with act.reading():
        routes = [_placed(act, shown) for shown in read_own_week.inside(act, first, days)]
    plan = next((one.shown.day.plan for one in routes if one.stops), None)
    if plan is None:
        return tuple(routes)
    try:
        engine = RememberedWays(act.office, plan_engine(act.office, plan))
    except BadInputError:  # there are no roads yet: the stops are shown all the same
        return tuple(replace(one, away=bool(one.stops)) for one in routes)
    return tuple(_driven(one, engine) for one in routes)


def _placed(act: Act, shown: OwnDay) -> OwnRoute:
    """Return a day with its ends; the hotels of its nights are those of its plan."""
    day, home = shown.day, shown.day.rep.home
    stops = tuple(one for one in shown.stops if one.moved_to is None)
    if day.tour is None or not (day.tour.start_place or day.tour.end_place):
        return OwnRoute(shown, stops, home, home)
    beds = {night.place_id: night.place for night in nights_between(act.connection, day.plan, day.date, day.rep.id)}
    start, end = (beds.get(place, home) for place in (day.tour.start_place, day.tour.end_place))
    return OwnRoute(shown, stops, start, end)


def _driven(one: OwnRoute, engine: TravelEngine) -> OwnRoute:
    if not one.stops:
        return one
    places = [one.start, *(stop.stop.account.place for stop in one.stops), one.end]
    try:
        legs = tuple(engine.leg(here, there) for here, there in pairwise(places))
    except WorldError:  # a routing server is away: the stops are shown, and the page says that their ways are not
        return replace(one, away=True)
    return replace(one, legs=legs, lunch=_lunch(one, legs))


def _lunch(one: OwnRoute, legs: Sequence[Leg]) -> tuple[float, float] | None:
    """Return where the rep is when lunch begins: at a stop, or as far on the way as the time has come."""
    tour = one.shown.day.tour
    if tour is None or tour.lunch_start_s is None:
        return None
    for leg, begins_s in zip(legs, _departures(one, tour.leave_s), strict=True):
        if tour.lunch_start_s <= begins_s + leg.travel_s or leg is legs[-1]:
            share = (tour.lunch_start_s - begins_s) / max(1, leg.travel_s)
            return leg.line[round(min(1.0, max(0.0, share)) * (len(leg.line) - 1))]
    return None


def _departures(one: OwnRoute, leave_s: int) -> Iterator[int]:
    yield leave_s
    for stop in one.stops:
        yield stop.stop.visit.end_s
