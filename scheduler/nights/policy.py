"""Who stays away overnight and where one may sleep: what people say of it, and what of that a horizon knows.

Money is in the currency of the rep's policy; what an hour on the road costs turns it into the seconds of driving in
which all prices of a plan are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import cos, hypot, radians

from routing.places import Place
from routing.problems import Problem
from routing.sentences import sentence
from scheduler.plan import Night
from territory.accounts import Account, Rep

PREFIX = "hotel:"
"""What the ids of hotels begin with among other places."""
MOST_HOTELS = 12
"""Hotels that one rep's plan looks at: those that are nearest to the most accounts."""
NEAREST = 2
"""Hotels that an account speaks for."""
FAR_KM, TOWN_KM, MOST_ROOMS = 30.0, 10.0, 6
"""A place we choose is an account so far from home, for all accounts around it; at most so many are tried."""


@dataclass(frozen=True, slots=True)
class Hotel:
    """A place to sleep: `price` of a night in `currency`; `rep_id` names the one rep it is for, empty for all."""

    id: str
    name: str
    lat: float
    lon: float
    price: Decimal
    currency: str
    rep_id: str = ""

    @property
    def place(self) -> Place:
        """Return where it is, under an id that no account and no rep has."""
        return Place(PREFIX + self.id, self.lat, self.lon)


def hotel_of(night: Night, allowance: Decimal) -> Hotel:
    """Return the hotel in which a planned night is spent, its price what the night costs less the allowance."""
    price = max(night.price - allowance, Decimal(0))
    return Hotel(night.place_id.removeprefix(PREFIX), night.name, night.lat, night.lon, price, night.currency)


@dataclass(frozen=True, slots=True)
class NightPolicy:
    """How one rep stays away overnight; a rep without a policy never does.

    Attributes
    ----------
    most_in_row, most_a_week : int
        Nights away without one at home between them, and from a Monday to the Sunday after.
    weekdays : frozenset of int
        Evenings on which the rep is willing to stay away, Monday 0.
    currency : str
    hour_price : Decimal
        What an hour on the road costs, wage and car: a night that saves its price in hours pays.
    allowance : Decimal
        What the rep is paid for a night away, on top of the hotel.
    room_price : Decimal or None
        Price of a room at a place that we choose, near far accounts; None allows the hotels alone.
    """

    most_in_row: int
    most_a_week: int
    weekdays: frozenset[int]
    currency: str
    hour_price: Decimal
    allowance: Decimal = Decimal(0)
    room_price: Decimal | None = None

    def cost(self, hotel: Hotel) -> Decimal:
        """Return what a night costs, the allowance included."""
        return hotel.price + self.allowance

    def seconds(self, hotel: Hotel) -> float:
        """Return what a night costs in seconds on the road."""
        return float(self.cost(hotel) / self.hour_price * 3600)


def policy_problems(policy: NightPolicy, where: str) -> list[Problem]:
    """Return what is impossible about a policy."""
    found = []
    prices = {"hour_price": policy.hour_price, "allowance": policy.allowance, "room_price": policy.room_price}
    for name, price in prices.items():
        if price is not None and (price < 0 or (name == "hour_price" and not price)):
            found.append(
                Problem(
                    "price-impossible",
                    where,
                    sentence("{name} is {price}", name=name, price=price),
                    "Give a price above 0.",
                )
            )
    if policy.most_in_row < 0 or policy.most_a_week < 0:
        found.append(Problem("nights-negative", where, "a number of nights is below 0", "Give 0 or more."))
    row, week, days = policy.most_in_row, policy.most_a_week, len(policy.weekdays)
    if (row == 0) != (week == 0):
        cause = sentence("{row} nights in a row and {week} a week contradict each other", row=row, week=week)
        found.append(Problem("nights-contradictory", where, cause, "Give both, or 0 for both."))
    elif row > week:
        cause = sentence("{row} nights in a row are more than the {week} that a week may have", row=row, week=week)
        found.append(Problem("nights-contradictory", where, cause, "Let a week have at least as many."))
    elif week > max(days, 0) and week:
        cause = sentence("{week} nights a week, and the rep is willing on {days} weekdays", week=week, days=days)
        found.append(Problem("nights-contradictory", where, cause, "Name as many weekdays, or allow fewer nights."))
    return found


def hotels_for(policy: NightPolicy, rep: Rep, accounts: Sequence[Account], hotels: Iterable[Hotel]) -> list[Hotel]:
    """Return the hotels that a rep's plan looks at: those that are near accounts, and places that we choose."""
    open_to = [hotel for hotel in hotels if hotel.rep_id in {"", rep.id} and hotel.currency == policy.currency]
    votes = Counter(hotel.id for account in accounts for hotel in _nearest(account, open_to))
    ranked = sorted((hotel for hotel in open_to if votes[hotel.id]), key=lambda hotel: (-votes[hotel.id], hotel.id))
    return ranked[:MOST_HOTELS] + _rooms(policy, rep, accounts)


def _nearest(account: Account, hotels: Iterable[Hotel]) -> list[Hotel]:
    return sorted(hotels, key=lambda hotel: (_km(account.place, hotel.place), hotel.id))[:NEAREST]


def _rooms(policy: NightPolicy, rep: Rep, accounts: Sequence[Account]) -> list[Hotel]:
    """Choose accounts far from home that have the most others around them, one for each neighbourhood."""
    if policy.room_price is None:
        return []
    far = sorted((a for a in accounts if _km(a.place, rep.home) >= FAR_KM), key=lambda account: account.id)
    rooms: list[Hotel] = []
    while far and len(rooms) < MOST_ROOMS:
        around = {a.id: [b for b in far if _km(a.place, b.place) <= TOWN_KM] for a in far}
        centre = max(far, key=lambda account: len(around[account.id]))
        name, price = f"near {centre.name}", policy.room_price
        rooms.append(Hotel(f"near {centre.id}", name, centre.lat, centre.lon, price, policy.currency, rep.id))
        gone = {account.id for account in around[centre.id]}
        far = [account for account in far if account.id not in gone]
    return rooms


def _km(here: Place, there: Place) -> float:
    """Return the straight distance on a flat map around both: good enough to say what is near."""
    east = radians(there.lon - here.lon) * cos(radians((here.lat + there.lat) / 2))
    return 6371.0 * hypot(radians(there.lat - here.lat), east)


def currency_problems(policies: Mapping[str, NightPolicy], hotels: Iterable[Hotel]) -> list[Problem]:
    """Return the hotels whose currency no policy has: money of different currencies is never compared."""
    known = {policy.currency for policy in policies.values()}
    return [
        Problem(
            "currency-mismatch",
            sentence("hotel {hotel}", hotel=hotel.id),
            sentence(
                "its price is in {currency}, the reps who stay away reckon in {names}",
                currency=hotel.currency,
                names=", ".join(sorted(known)),
            ),
            "Write its price in that currency.",
        )
        for hotel in hotels
        if known and hotel.currency not in known
    ]
