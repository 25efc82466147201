"""What a plan would cost to drive: a forecast, plainly labelled so, that no claim is ever made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from mileage.trips import Trip, trip_id
from scheduler.plan import Tour
from territory.accounts import Account

PLANNED_PURPOSE = "Planned visit"


def planned_trips(
    tours: Iterable[Tour], accounts: Mapping[str, Account], vehicle_of: Mapping[str, str]
) -> tuple[Trip, ...]:
    """Return the ways of planned tours in the shape of trips, for `monthly_report(..., basis=Basis.PLANNED)` alone.

    Parameters
    ----------
    tours : iterable of Tour
    accounts : mapping of account id to Account
    vehicle_of : mapping of rep id to vehicle id
    """
    return tuple(trip for tour in tours for trip in _ways(tour, accounts, vehicle_of.get(tour.rep_id, "")))


def _ways(tour: Tour, accounts: Mapping[str, Account], vehicle_id: str) -> Iterator[Trip]:
    here, address = _end(tour, tour.start_place)
    for number, visit in enumerate(tour.visits):
        account = accounts[visit.account_id]
        yield Trip(
            id=trip_id(tour.rep_id, tour.date, here, account.id, number),
            rep_id=tour.rep_id,
            date=tour.date,
            from_id=here,
            from_address=address,
            to_id=account.id,
            to_address=account.address,
            distance_m=Decimal(visit.distance_m),
            vehicle_id=vehicle_id,
            purpose=PLANNED_PURPOSE,
            account_id=account.id,
            visit_id=visit.visit_id,
            network_m=Decimal(visit.distance_m),
            arrive_s=visit.arrival_s,
        )
        here, address = account.id, account.address
    if tour.visits:
        yield _way_home(tour, here, address, vehicle_id)


def _end(tour: Tour, place_id: str) -> tuple[str, str]:
    """Return id and address of an end of a tour: a hotel, or home where none is named."""
    return (place_id, place_id) if place_id else (tour.rep_id, "home")


def _way_home(tour: Tour, here: str, address: str, vehicle_id: str) -> Trip:
    bed, where = _end(tour, tour.end_place)
    return Trip(
        id=trip_id(tour.rep_id, tour.date, here, bed, len(tour.visits)),
        rep_id=tour.rep_id,
        date=tour.date,
        from_id=here,
        from_address=address,
        to_id=bed,
        to_address=where,
        distance_m=Decimal(tour.return_distance_m),
        vehicle_id=vehicle_id,
        purpose=PLANNED_PURPOSE,
        account_id=here,
        visit_id=tour.visits[-1].visit_id,
        network_m=Decimal(tour.return_distance_m),
        arrive_s=tour.return_s,
    )
