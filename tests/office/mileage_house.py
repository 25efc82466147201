"""A rep with a car, a scheme and three accounts on a straight road, for the tests of trips and claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from unittest.mock import patch

from sqlalchemy.engine import Connection

from mileage.periods import Days
from mileage.vehicles import Vehicle
from office.identity import person_named
from office.mileage.attestations import attest_trips
from office.mileage.trips import Drafted, draft_trips
from office.opening import Office
from office.people import Person
from routing.places import Place
from routing.travel import Leg
from store.accounts import write_accounts, write_reps
from store.database import reading, writing
from store.tables.plans import visit_log
from store.terms import Terms, write_terms, write_vehicles
from store.trips import StoredTrip, TripState, read_trips
from store.visits import Visit, keep_visits
from territory.accounts import Account, Rep

REP = Rep("r1", "Rita", 47.0, 9.5, "Mo-Fr 08:00-17:00", "Europe/Vaduz", "LI")
OTHER = Rep("r2", "Otto", 47.1, 9.5, "Mo-Fr 08:00-17:00", "Europe/Vaduz", "LI")
MONDAY = date(2026, 5, 4)
EVENING = datetime(2026, 5, 4, 18, 0, tzinfo=UTC)
DAY = Days(MONDAY, MONDAY)

_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Road:
    """A straight road: a kilometre for each hundredth of a degree."""

    def leg(self, origin: Place, destination: Place) -> Leg:
        metres = round(abs(origin.lat - destination.lat) * 100_000)
        return Leg(origin.id, destination.id, metres // 10, metres, ())


def furnished(office: Office, scheme: str = "de-reisekosten") -> None:
    with writing(office.database) as connection:
        furnish(connection, scheme)


def furnish(connection: Connection, scheme: str = "de-reisekosten") -> None:
    write_reps(connection, [REP, OTHER])
    accounts = [
        Account(f"a{n}", f"Shop {n}", 47.0 + n / 10, 9.5, 28, 21, 35, 1800, address=f"Road {n}") for n in (1, 2, 3)
    ]
    write_accounts(connection, accounts)
    write_vehicles(connection, [Vehicle("car1", "r1", plate="FL 1"), Vehicle("car2", "r2", plate="FL 2")])
    write_terms(connection, [Terms("r1", scheme), Terms("r2", scheme)])


def visited(office: Office, account: str, day: date = MONDAY, start_s: int = 32400, rep_id: str = "r1") -> None:
    identity = f"{rep_id}-{account}-{day}-{start_s}"
    row = {"visit_id": identity, "account_id": account, "rep_id": rep_id, "status": "done"}
    times = {"date": day, "start_s": start_s, "end_s": start_s + 1800, "recorded_at": f"{day}T18:00:00+00:00"}
    with writing(office.database) as connection:
        keep_visits(connection, [Visit(identity, account, None)])
        connection.execute(visit_log.insert().values(**row, **times, outcome="order taken", notes="", reason=""))


def by(office: Office, person: str = "r1", days_later: int = 0) -> tuple[Office, Person]:
    """Return the workspace in the evening of Monday or days later, and who acts."""
    then = replace(office, clock=lambda: EVENING + timedelta(days=days_later))
    return then, person_named(then, person)


@contextmanager
def on_the_road() -> Iterator[None]:
    """Let all ways lie on the straight road."""
    with patch("office.mileage.trips.claims_engine", lambda _: Road()):
        yield


def draft(office: Office, day: date = MONDAY, rep_id: str = "r1", days_later: int = 0) -> Drafted:
    with on_the_road():
        return draft_trips(*by(office, rep_id, days_later), rep_id, Days(day, day))


def drive(office: Office, day: date = MONDAY, rep_id: str = "r1", days_later: int = 0) -> None:
    draft(office, day, rep_id, days_later)
    attest_trips(*by(office, rep_id, days_later), rep_id, Days(day, day))


def look(office: Office, read: Callable[..., _Value], *args: Any) -> _Value:
    """Read the database by a function of the store."""
    with reading(office.database) as connection:
        found = read(connection, *args)
        return tuple(found) if isinstance(found, Iterator) else found  # type: ignore[return-value]


def stored(office: Office, *states: TripState) -> tuple[StoredTrip, ...]:
    return look(office, read_trips, states or (TripState.ATTESTED,))


def spoil(office: Office, statement: str) -> None:
    """Write to the database by other means than the office's."""
    with writing(office.database) as connection:
        connection.exec_driver_sql(statement)
