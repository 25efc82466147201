"""What the plan in force asks of each rep: work, driving, nights, Fridays and late returns, and how equally."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from office.door import Act, reads
from office.ownership.kept import owners_kept
from store.accounts import read_potentials, read_reps
from store.plan_figures import DayLoad, day_loads
from store.plans import plan_in_force, read_nights
from territory.equality import Spread, spread

LATE_S = 18 * 3600
"""Back at home after six in the evening is late."""
FRIDAY = 4
MEASURES = ("work_h", "driving_h", "distance_km", "visits", "nights", "fridays", "late_returns", "potential")
"""What is compared, each a field of `RepShare`."""


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
        Of the accounts that the rep owns today.
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


@dataclass(frozen=True, slots=True)
class Fairness:
    """The shares from `first` to `last`, both inclusive, by plan `plan`, and the spread of each measure."""

    plan: int
    first: date
    last: date
    shares: tuple[RepShare, ...]
    spreads: Mapping[str, Spread | None]


@reads
def weigh_fairness(act: Act, first: date | None = None, last: date | None = None) -> Fairness:
    """Return what the plan in force asks of each rep whom the person sees, by default from its first day to its last.

    Raises
    ------
    BadInputError
        If no plan is in force.
    """
    return fairness_among(act, act.reps, first, last)


def fairness_among(
    act: Act, reps: frozenset[str] | None, first: date | None = None, last: date | None = None
) -> Fairness:
    """Return the same of some reps, None for all; whoever calls this says what of it a person may see."""
    head = plan_in_force(act.connection)
    first, last = first or head.start, last or head.end
    loads: dict[str, list[DayLoad]] = defaultdict(list)
    for one in day_loads(act.connection, head.id, reps):
        if first <= one.date <= last:
            loads[one.rep_id].append(one)
    slept = (one for one in read_nights(act.connection, head.id) if first <= one.date <= last)
    nights = Counter(one.rep_id for one in slept)
    potential: dict[str, float] = defaultdict(float)
    worth = read_potentials(act.connection)
    for account_id, owned in sorted(owners_kept(act, act.now.date()).items()):
        potential[owned.rep_id] += worth[account_id]
    shares = tuple(
        _share(rep.id, rep.name, loads[rep.id], nights[rep.id], potential[rep.id])
        for rep in read_reps(act.connection)
        if (reps is None or rep.id in reps) and rep.id in loads
    )
    spreads = {name: spread({one.rep_id: float(getattr(one, name)) for one in shares}) for name in MEASURES}
    return Fairness(head.id, first, last, shares, spreads)


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
