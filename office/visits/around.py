"""A rep's accounts around a place, by road: which are due soon, which are prospects, and when each is planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from office.door import Act, thinks
from office.visits.days import OwnDay, read_own_day
from routing.dates import Day
from routing.geometry import haversine_m
from routing.places import Place
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from routing.travel import UNREACHABLE_S, TravelEngine
from store.accounts import read_accounts_of
from store.counted_visits import as_counted
from store.ownership import owners_on
from store.plans import plan_in_force, tours_between
from store.visits import visits_closed_at
from territory.accounts import Account, AccountKind

SOON_DAYS = 14
"""An account is due soon if its interval is over within so many days."""
AHEAD_DAYS = 60
"""So far ahead a planned visit is looked for."""
NEAREST = 40
"""So many accounts, by straight lines, are measured by road."""
SHOWN = 20
HOME = "home"


@dataclass(frozen=True, slots=True)
class Near:
    """An account near a place; `due` is the end of its interval, `planned` its next visit by the plan in force."""

    account: Account
    travel_s: int
    distance_m: int
    due: Day | None
    planned: Day | None
    visit_id: str

    @property
    def is_prospect(self) -> bool:
        """Return whether nothing was sold there yet."""
        return self.account.kind is AccountKind.PROSPECT


@dataclass(frozen=True, slots=True)
class Around:
    """What is near a place, the nearest first; `place` is its name, empty for home; `others` may be chosen as well."""

    today: Day
    place_id: str
    place: str
    near: tuple[Near, ...]
    others: tuple[Account, ...]


@thinks
def list_around(act: Act, engine: TravelEngine, place_id: str | None = None) -> Around:
    """Return the accounts of the rep who asks that are due soon, overdue or prospects, around a place by road.

    Parameters
    ----------
    place_id : str, optional
        `HOME` or the id of one of the rep's accounts; where none is named, the last stop of today that is over, else
        the first one, else home. Nobody's position is asked for.

    Raises
    ------
    BadInputError
        If the place is none of the rep's.
    """
    with act.reading() as connection:
        own = read_own_day.inside(act)
        owned = {name for name, one in owners_on(connection, own.today).items() if one.rep_id == own.day.rep.id}
        known = as_counted(connection, read_accounts_of(connection, owned | set(act.accounts or ())))
        accounts = {one.id: one for one in known}
        at, place, name = _place(own, accounts, place_id)
        head, last = plan_in_force(connection), own.today + timedelta(days=AHEAD_DAYS)
        planned: dict[str, tuple[date, str]] = {}
        for tour in tours_between(connection, head, own.today, last, {own.day.rep.id}):
            for visit in tour.visits:
                planned.setdefault(visit.account_id, (tour.date, visit.visit_id))
        over = {one.visit_id for one in visits_closed_at(connection, sorted(planned))}
    open_ = {one: found for one, found in planned.items() if found[1] not in over}
    wanted = [one for one in accounts.values() if one.id != at and _is_wanted(one, own.today)]
    wanted.sort(key=lambda one: (float(haversine_m(place.lat, place.lon, one.lat, one.lon)), one.id))
    near = _measured(engine, place, wanted[:NEAREST], open_)
    named = tuple(sorted(accounts.values(), key=lambda one: (one.name, one.id)))
    return Around(own.today, at, name, near, named)


def _place(own: OwnDay, accounts: dict[str, Account], asked: str | None) -> tuple[str, Place, str]:
    if asked is None:
        over = [one for one in own.stops if one.closed is not None or one.arrived_s is not None]
        asked = (over[-1:] or list(own.stops[:1]))[0].stop.account.id if own.stops else HOME
    if asked == HOME:
        return HOME, own.day.rep.home, ""
    if asked not in accounts:
        cause = sentence("{asked!r} is no account of yours", asked=asked)
        raise BadInputError([Problem("place-unknown", "place", cause, "Name one of yours, or home.")])
    return asked, accounts[asked].place, accounts[asked].name


def _is_wanted(account: Account, today: date) -> bool:
    due = _due(account)
    return account.kind is AccountKind.PROSPECT or due is None or due <= today + timedelta(days=SOON_DAYS)


def _due(account: Account) -> date | None:
    return account.last_visit + timedelta(days=account.interval_days) if account.last_visit else None


def _measured(
    engine: TravelEngine, place: Place, wanted: list[Account], planned: dict[str, tuple[date, str]]
) -> tuple[Near, ...]:
    here = Place("here", place.lat, place.lon)
    table = engine.table([here, *(one.place for one in wanted)])
    found = [
        Near(
            one, int(table.travel_s[0, row]), int(table.distance_m[0, row]), _due(one), *planned.get(one.id, (None, ""))
        )
        for row, one in enumerate(wanted, start=1)
        if table.travel_s[0, row] < UNREACHABLE_S
    ]
    return tuple(sorted(found, key=lambda one: (one.travel_s, one.account.id))[:SHOWN])
