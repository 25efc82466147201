"""A rep with a car, a scheme and three accounts on a straight road, for the tests of trips and claims."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy.engine import Connection

from mileage.vehicles import Vehicle
from office.mileage.acts import Act, Days
from office.mileage.attestations import attest
from office.mileage.trips import derive_trips
from routing.places import Place
from routing.travel import Leg
from store.accounts import write_accounts, write_reps
from store.tables.plans import visit_log
from store.terms import Terms, write_terms, write_vehicles
from store.visits import Visit, keep_visits
from territory.accounts import Account, Rep

REP = Rep("r1", "Rita", 47.0, 9.5, "Mo-Fr 08:00-17:00", "Europe/Vaduz", "LI")
OTHER = Rep("r2", "Otto", 47.1, 9.5, "Mo-Fr 08:00-17:00", "Europe/Vaduz", "LI")
MONDAY = date(2026, 5, 4)
EVENING = datetime(2026, 5, 4, 18, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Road:
    """A straight road: a kilometre for each hundredth of a degree."""

    def leg(self, origin: Place, destination: Place) -> Leg:
        metres = round(abs(origin.lat - destination.lat) * 100_000)
        return Leg(origin.id, destination.id, metres // 10, metres, ())


def furnish(connection: Connection, scheme: str = "de-reisekosten") -> None:
    write_reps(connection, [REP, OTHER])
    accounts = [
        Account(f"a{n}", f"Shop {n}", 47.0 + n / 10, 9.5, 28, 21, 35, 1800, address=f"Road {n}") for n in (1, 2, 3)
    ]
    write_accounts(connection, accounts)
    write_vehicles(connection, [Vehicle("car1", "r1", plate="FL 1"), Vehicle("car2", "r2", plate="FL 2")])
    write_terms(connection, [Terms("r1", scheme), Terms("r2", scheme)])


def visited(connection: Connection, account: str, day: date = MONDAY, start_s: int = 32400, rep_id: str = "r1") -> None:
    identity = f"{rep_id}-{account}-{day}-{start_s}"
    keep_visits(connection, [Visit(identity, account, None)])
    row = {"visit_id": identity, "account_id": account, "rep_id": rep_id, "status": "done"}
    times = {"date": day, "start_s": start_s, "end_s": start_s + 1800, "recorded_at": f"{day}T18:00:00+00:00"}
    connection.execute(visit_log.insert().values(**row, **times, outcome="order taken", notes="", reason=""))


def act(actor: str = "r1", days_later: int = 0) -> Act:
    return Act(actor, EVENING + timedelta(days=days_later))


def drive(connection: Connection, day: date = MONDAY, rep_id: str = "r1", days_later: int = 0) -> None:
    derive_trips(connection, rep_id, Days(day, day), Road(), act(rep_id, days_later).now)
    attest(connection, rep_id, Days(day, day), act(rep_id, days_later))
