"""What the plan in force asks of each rep: work, driving, nights, Fridays and late returns, and how equally."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from office.door import Act, reads
from scheduler.plan import Tour
from store.accounts import read_accounts, read_reps
from store.ownership import owners_on
from store.plans import plan_in_force, read_nights, tours_between
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
    head = plan_in_force(act.connection)
    first, last = first or head.start, last or head.end
    tours: dict[str, list[Tour]] = defaultdict(list)
    for tour in tours_between(act.connection, head, first, last, act.reps):
        tours[tour.rep_id].append(tour)
    slept = (one for one in read_nights(act.connection, head.id) if first <= one.date <= last)
    nights = Counter(one.rep_id for one in slept)
    potential: dict[str, float] = defaultdict(float)
    owners = owners_on(act.connection, act.now.date())
    for account in read_accounts(act.connection):
        if account.id in owners:
            potential[owners[account.id].rep_id] += account.potential
    shares = tuple(
        _share(rep.id, rep.name, tours[rep.id], nights[rep.id], potential[rep.id])
        for rep in read_reps(act.connection)
        if (act.reps is None or rep.id in act.reps) and rep.id in tours
    )
    spreads = {name: spread({one.rep_id: float(getattr(one, name)) for one in shares}) for name in MEASURES}
    return Fairness(head.id, first, last, shares, spreads)


def _share(rep_id: str, name: str, tours: list[Tour], nights: int, potential: float) -> RepShare:
    whole = timedelta(seconds=sum(tour.return_s - tour.leave_s for tour in tours))
    return RepShare(
        rep_id,
        name,
        whole.total_seconds() / 3600,
        sum(tour.driving_s for tour in tours) / 3600,
        sum(tour.distance_m for tour in tours) / 1000,
        sum(len(tour.visits) for tour in tours),
        nights,
        sum(tour.date.weekday() == FRIDAY for tour in tours),
        sum(tour.return_s > LATE_S for tour in tours),
        potential,
    )
