"""The nights away that a rep's horizon may take, from the policy, the hotels and the working calendar."""

from __future__ import annotations

from collections.abc import Callable

from routing.problems import Problem
from routing.sentences import sentence
from routing.travel import UNREACHABLE_S
from scheduler.demand.request import Request
from scheduler.demand.workdays import WorkCalendar
from scheduler.horizon import Bed, Lodging
from scheduler.nights.policy import Hotel


def lodging(request: Request, calendar: WorkCalendar, row_of: Callable[[str], int]) -> Lodging | None:
    """Return what nights the horizon allows; `row_of` gives a place its row in the horizon's tables."""
    policy = request.nights
    if policy is None:
        return None
    away = {off.day for off in calendar.off if off.why.code == "off-absence"}
    willing = frozenset(
        day
        for day in range(request.days)
        if request.date_of(day).weekday() in policy.weekdays and not {day, day + 1} & away
    )
    beds = tuple(
        Bed(row_of(hotel.place.id), policy.seconds(hotel)) for hotel in request.hotels if _reached(request, hotel)
    )
    spent = frozenset(request.day_of(night.date) for night in request.slept if night.date < request.start)
    return Lodging(beds, willing, policy.most_in_row, policy.most_a_week, request.start.weekday(), spent)


def first_bed(request: Request) -> str:
    """Return the place where day 0 begins because the night before is spent there; empty for home."""
    before = [night.place_id for night in request.slept if request.day_of(night.date) == -1]
    return next((place_id for place_id in before if place_id in request.travel.place_ids), "")


def hotel_problems(request: Request) -> list[Problem]:
    """Name the hotels that no road reaches."""
    return [
        Problem(
            "hotel-unreachable",
            sentence("hotel {hotel}", hotel=hotel.id),
            sentence(
                "no road leads from {rep_name}'s home to {hotel_name} and back: at sea, or off the map",
                rep_name=request.rep.name,
                hotel_name=hotel.name,
            ),
            "Check its lat and lon, and import it again.",
        )
        for hotel in request.hotels
        if not _reached(request, hotel)
    ]


def _reached(request: Request, hotel: Hotel) -> bool:
    rows, travel = request.travel.index(), request.travel.travel_s
    if hotel.place.id not in rows:
        return False
    home, row = rows[request.rep.id], rows[hotel.place.id]
    return UNREACHABLE_S not in {int(travel[home, row]), int(travel[row, home])}
