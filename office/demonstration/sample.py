"""A sample region: real businesses and roads, with everything a company would know about them made up from a seed.

The same businesses and seed give the same rows, and a business keeps its own when others come or go.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from office.demonstration.history import sample_history
from routing.businesses import Business
from scheduler.demand.hours import default_hours, hours_problem
from scheduler.demand.workdays import public_holidays

Row = dict[str, str]

SEGMENTS = {
    **dict.fromkeys(["restaurant", "cafe", "fast_food", "pub", "bar", "ice_cream", "food_court"], "gastronomy"),
    **dict.fromkeys(["hotel", "guest_house", "motel", "hostel"], "lodging"),
    **dict.fromkeys(["pharmacy", "hospital", "clinic", "doctors", "dentist"], "health"),
    **dict.fromkeys(["supermarket", "convenience", "bakery", "butcher", "beverages", "wine"], "grocery"),
}
"""Segments by kind of business; every other one is `retail`."""

SEASONS = {
    "gastronomy": (0.9, 0.9, 0.9, 1.0, 1.1, 1.2, 1.1, 1.0, 1.0, 1.0, 0.9, 1.0),
    "lodging": (1.2, 1.2, 0.9, 0.7, 0.8, 1.0, 1.2, 1.2, 1.0, 0.9, 0.7, 1.2),
    "health": (1.1, 1.1, 1.0, 1.0, 1.0, 0.9, 0.9, 0.9, 1.0, 1.0, 1.1, 1.1),
    "grocery": (0.9, 0.9, 1.0, 1.1, 1.0, 1.0, 1.0, 0.9, 1.0, 1.0, 1.0, 1.2),
    "retail": (0.8, 0.8, 1.0, 1.1, 1.1, 1.0, 0.9, 0.9, 1.0, 1.0, 1.2, 1.2),
}
"""Calls beside an ordinary month, January first."""

SERVICE_MIN = {"gastronomy": 45, "lodging": 50, "health": 50, "grocery": 55, "retail": 40}
POTENTIAL = {"gastronomy": 18_000, "lodging": 30_000, "health": 26_000, "grocery": 45_000, "retail": 12_000}
INTERVALS = (7, 14, 21, 28, 42, 56, 91)
VISITS_A_DAY = 6
HISTORY_MONTHS = 36


@dataclass(frozen=True, slots=True)
class SampleRep:
    """What is made up about a rep before a home is chosen."""

    name: str
    working_hours: str
    days: int
    skills: str
    languages: str


REPS = (
    SampleRep("Rep North", "Mo-Fr 08:00-17:00", 5, "espresso machines", "de|en"),
    SampleRep("Rep Middle", "Mo-Th 07:30-16:30; Fr 08:00-12:30", 5, "pharmacy", "de|fr"),
    SampleRep("Rep South", "Mo-Th 08:30-16:30; Fr 08:30-13:30", 5, "espresso machines|pharmacy", "de|it"),
)


@dataclass(frozen=True, slots=True)
class Country:
    """What of the sample depends on where it lies."""

    code: str
    timezone: str
    currency: str


@dataclass(frozen=True, slots=True)
class Sample:
    """The rows of a sample's files, as `roundsman import` reads them."""

    accounts: list[Row]
    reps: list[Row]
    sales: list[Row]
    seasons: list[Row]
    visits: list[Row]
    opportunities: list[Row]
    satisfaction: list[Row]


FILES = ("accounts", "reps", "sales", "seasons", "visits", "opportunities", "satisfaction")
"""What a sample is written to, each with ``.csv`` behind it."""


def make_sample(businesses: Sequence[Business], country: Country, start: date, seed: int) -> Sample:
    """Make up a company that calls on these businesses; everything lies before `start`.

    Raises
    ------
    ValueError
        If there are fewer businesses than reps.
    """
    if len(businesses) < len(REPS):
        raise ValueError(f"{len(businesses)} businesses are too few for {len(REPS)} reps")
    potentials = {business.osm_id: _potential(business, seed) for business in businesses}
    intervals = _intervals(potentials, sum(rep.days for rep in REPS) * VISITS_A_DAY)
    made = _Maker(country, start, seed)
    accounts = [
        made.account(f"A{number:04d}", business, potentials[business.osm_id], intervals[business.osm_id])
        for number, business in enumerate(sorted(businesses), 1)
    ]
    sales = [row for account in accounts for row in made.sales(account)]
    seasons = [
        {"segment": segment, "month": str(month), "index": str(index)}
        for segment, year in SEASONS.items()
        for month, index in enumerate(year, 1)
    ]
    reps = _reps(businesses, country)
    past = sample_history(accounts, reps, start, country.currency, seed)
    return Sample(accounts, reps, sales, seasons, past.visits, past.opportunities, past.satisfaction)


def write_sample(sample: Sample, folder: Path) -> None:
    """Write a file for each name in `FILES`."""
    for name in FILES:
        rows: list[Row] = getattr(sample, name)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def segment_of(business: Business) -> str:
    """Return a business's segment."""
    return SEGMENTS.get(business.kind.partition("=")[2], "retail")


def _potential(business: Business, seed: int) -> float:
    """Return yearly sales that could be won: the segment's typical figure, spread widely."""
    return POTENTIAL[segment_of(business)] * Random(f"{seed} potential {business.osm_id}").lognormvariate(0, 0.6)


def _intervals(potentials: dict[str, float], visits_a_week: int) -> dict[str, int]:
    """Give short intervals to high potentials, so that about `visits_a_week` fall due in all."""
    ranked = sorted(potentials, key=lambda osm_id: (-potentials[osm_id], osm_id))
    low, high = 0.01, 1000.0
    for _ in range(50):
        middle = math.sqrt(low * high)
        days = [_nearest_interval(middle * math.exp(6 * rank / len(ranked))) for rank in range(len(ranked))]
        if sum(7 / interval for interval in days) > visits_a_week:
            low = middle
        else:
            high = middle
    return dict(zip(ranked, days, strict=True))


def _nearest_interval(days: float) -> int:
    return min(INTERVALS, key=lambda interval: abs(math.log(interval / days)))


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes rows up for one country, day and seed."""

    country: Country
    start: date
    seed: int

    def account(self, account_id: str, business: Business, potential: float, interval: int) -> Row:
        random = Random(f"{self.seed} account {business.osm_id}")
        segment = segment_of(business)
        hours, assumed = self._hours(business)
        prospect = random.random() < 0.12 and interval > 7
        return {
            "id": account_id,
            "name": business.name.strip(),
            "lat": str(business.lat),
            "lon": str(business.lon),
            "address": business.address,
            "kind": "prospect" if prospect else "customer",
            "category": business.kind,
            "segment": segment,
            "interval_days": str(interval),
            "least_days": str(round(interval * 0.55)),
            "most_days": str(round(interval * 1.5)),
            "service_min": str(SERVICE_MIN[segment] + random.choice((-10, -5, 0, 5, 10))),
            "opening_hours": hours,
            "hours_assumed": assumed,
            "potential": str(round(potential, -2)),
            "value": str(round(min(max(math.sqrt(potential / 20_000), 0.5), 3.0), 2)),
            "skills": _skills(business, random),
            "languages": _languages(business),
            "last_visit": self._last_visit(interval, random).isoformat(),
            "owner_lock": "",
            "contact": "",
            "phone": business.phone,
            "email": "",
        }

    def _hours(self, business: Business) -> tuple[str, str]:
        """Return the hours tagged, or those of the kind, and whether they are assumed."""
        tagged = business.opening_hours
        if tagged and hours_problem(tagged, business.name) is None:
            return tagged, "no"
        return default_hours(business.kind), "yes"

    def _last_visit(self, interval: int, random: Random) -> date:
        """Return a working day within the last interval."""
        day = self.start - timedelta(days=random.randint(1, interval))
        off = public_holidays(self.country.code, "", day - timedelta(days=14), self.start)
        while day.weekday() > 4 or day in off:
            day -= timedelta(days=1)
        return day

    def sales(self, account: Row) -> list[Row]:
        """Return a customer's last months: a share of the potential by season, trend and chance; some without."""
        if account["kind"] == "prospect":
            return []
        random = Random(f"{self.seed} sales {account['id']} {account['name']}")
        share, trend = random.uniform(0.3, 0.9), random.uniform(-0.1, 0.15)
        rows = []
        for back in range(HISTORY_MONTHS, 0, -1):
            year, month = divmod(self.start.year * 12 + self.start.month - 1 - back, 12)
            season = SEASONS[account["segment"]][month]
            mean = float(account["potential"]) / 12 * share * season * (1 + trend) ** (-back / 12)
            amount = 0.0 if random.random() < 0.04 else mean * random.lognormvariate(0, 0.25)
            named = {"account_id": account["id"], "month": f"{year}-{month + 1:02d}"}
            rows.append(named | {"amount": f"{amount:.2f}", "currency": self.country.currency})
        return rows


def _skills(business: Business, random: Random) -> str:
    if segment_of(business) == "health":
        return "pharmacy"
    return "espresso machines" if business.kind == "amenity=cafe" and random.random() < 0.7 else ""


def _languages(business: Business) -> str:
    said = f"{business.cuisine} {business.name}".lower()
    return "it" if "ital" in said or "pizz" in said else ""


def _reps(businesses: Sequence[Business], country: Country) -> list[Row]:
    """Let the reps live in the north, the middle and the south, each amid five businesses."""
    south, north = (pick(business.lat for business in businesses) for pick in (min, max))
    shares = [0.1 + 0.8 * number / (len(REPS) - 1) for number in range(len(REPS))]
    homes = [_amid(businesses, north - (north - south) * share) for share in shares]
    return [_rep(number, rep, home, country) for number, (rep, home) in enumerate(zip(REPS, homes, strict=True))]


def _amid(businesses: Sequence[Business], lat: float) -> tuple[float, float]:
    """Return the mean position of the five businesses nearest to a latitude."""
    around = sorted(businesses, key=lambda business: (abs(business.lat - lat), business.osm_id))[:5]
    mean_lat, mean_lon = (sum(getattr(business, axis) for business in around) / len(around) for axis in ("lat", "lon"))
    return round(mean_lat, 6), round(mean_lon, 6)


def _rep(number: int, rep: SampleRep, home: tuple[float, float], country: Country) -> Row:
    return {
        "id": f"R{number + 1}",
        "name": rep.name,
        "lat": str(home[0]),
        "lon": str(home[1]),
        "working_hours": rep.working_hours,
        "lunch": "11:30-13:30/45",
        "timezone": country.timezone,
        "country": country.code,
        "region": "",
        "max_driving_min": "240",
        "max_visits": "10",
        "skills": rep.skills,
        "languages": rep.languages,
        "capacity": str(rep.days / 5),
        "email": f"{rep.name.lower().replace(' ', '.')}@example.com",
    }
