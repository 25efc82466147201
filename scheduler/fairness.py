"""What a plan asks of each rep: work, driving, nights, Fridays and late returns, and how equally."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from routing.dates import Day
from territory.equality import Spread, spread

LATE_S = 18 * 3600
"""Back at home after six in the evening is late."""
FRIDAY = 4
MEASURES = ("work_h", "driving_h", "distance_km", "visits", "nights", "fridays", "late_returns", "potential")
"""What is compared, each a field of `RepShare`."""


@dataclass(frozen=True, slots=True)
class DayLoad:
    """One rep's day of a plan in figures; `away_s` is from leaving until coming back, `driving_s` all ways."""

    rep_id: str
    date: Day
    visits: int
    driving_s: int
    away_s: int
    night: bool
    return_s: int
    distance_m: int


@dataclass(frozen=True, slots=True)
class RepShare:
    """One rep's share.

    Attributes
    ----------
    work_h : float
        From leaving to returning.
    fridays, late_returns : int
        Fridays on tour, and days on which the rep is back after `LATE_S`.
    potential : float
        Of the accounts that the rep owns.
    """

    rep_id: str
    name: str
    work_h: float
    driving_h: float
    distance_km: float
    visits: int
    nights: int
    fridays: int
    late_returns: int
    potential: float


def rep_shares(
    loads: Iterable[DayLoad], slept: Iterable[str], potentials: Mapping[str, float], names: Mapping[str, str]
) -> tuple[RepShare, ...]:
    """Return the share of each rep who drives, in the order of `names`.

    Parameters
    ----------
    loads : iterable of DayLoad
    slept : iterable of rep ids
        One for each night away.
    potentials : mapping of rep id to the potential of the rep's accounts
    names : mapping of rep id to name
        The reps who are compared.
    """
    days: dict[str, list[DayLoad]] = defaultdict(list)
    for one in loads:
        days[one.rep_id].append(one)
    nights = Counter(slept)
    return tuple(
        _share(rep_id, name, days[rep_id], nights[rep_id], potentials.get(rep_id, 0.0))
        for rep_id, name in names.items()
        if rep_id in days
    )


def spreads(shares: Sequence[RepShare]) -> dict[str, Spread | None]:
    """Return how far each measure spreads among the reps."""
    return {name: spread({one.rep_id: float(getattr(one, name)) for one in shares}) for name in MEASURES}


def _share(rep_id: str, name: str, days: list[DayLoad], nights: int, potential: float) -> RepShare:
    return RepShare(
        rep_id,
        name,
        sum(day.away_s for day in days) / 3600,
        sum(day.driving_s for day in days) / 3600,
        sum(day.distance_m for day in days) / 1000,
        sum(day.visits for day in days),
        nights,
        sum(day.date.weekday() == FRIDAY for day in days),
        sum(day.return_s > LATE_S for day in days),
        potential,
    )
