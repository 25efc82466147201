"""What the plan in force asks of each rep: work, driving, nights, Fridays and late returns, and how equally."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from office.door import Act, reads
from office.ownership.kept import owners_kept
from store.accounts import read_accounts, read_potentials, read_reps
from store.changes import revision
from store.plan_figures import DayLoad, day_loads
from store.plans import plan_in_force, read_nights
from territory.attainable import Attainable, Portion, attainable
from territory.equality import Spread, spread
from territory.fit import misfits

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
class Gainer:
    """Who would gain by changing places with whom: fewer hours, no more nights, and at least as much potential."""

    rep_id: str
    with_id: str
    hours_less: float
    potential_more: float


@dataclass(frozen=True, slots=True)
class Fairness:
    """The shares from `first` to `last`, both inclusive, by plan `plan`, and the spread of each measure.

    `attainable` is how evenly the potential of the accounts owned today could be shared by capacity, ways aside.
    """

    plan: int
    first: date
    last: date
    shares: tuple[RepShare, ...]
    spreads: Mapping[str, Spread | None]
    gainers: tuple[Gainer, ...]
    attainable: Attainable | None


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
    loads: dict[str, list[DayLoad]] = defaultdict(list)
    for one in day_loads(act.connection, head.id, act.reps):
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
        if (act.reps is None or rep.id in act.reps) and rep.id in loads
    )
    spreads = {name: spread({one.rep_id: float(getattr(one, name)) for one in shares}) for name in MEASURES}
    best = _attainable(act, dict(potential), {one.rep_id for one in shares})
    return Fairness(head.id, first, last, shares, spreads, gainers(shares), best)


def gainers(shares: Sequence[RepShare]) -> tuple[Gainer, ...]:
    """Return every pair in which the first would gain by having the second one's share, the greatest gain first."""
    found = [
        Gainer(one.rep_id, other.rep_id, one.work_h - other.work_h, other.potential - one.potential)
        for one in shares
        for other in shares
        if round(one.work_h - other.work_h, 6) > 0 and other.potential >= one.potential and other.nights <= one.nights
    ]
    return tuple(sorted(found, key=lambda one: (-round(one.hours_less, 6), one.rep_id, one.with_id)))


def _attainable(act: Act, present: Mapping[str, float], reps: Collection[str]) -> Attainable | None:
    """Return how evenly the potential that these reps own could be shared among them; kept until anything changes."""
    state = (revision(act.connection), act.now.date(), tuple(sorted(reps)))
    kept = act.office.memory.get("attainable")
    if kept is None or kept[0] != state:
        act.office.memory["attainable"] = kept = (state, _reckoned(act, present, reps))
    best: Attainable | None = kept[1]
    return best


def _reckoned(act: Act, present: Mapping[str, float], reps: Collection[str]) -> Attainable | None:
    team = [rep for rep in read_reps(act.connection) if rep.id in reps]
    mine = {account for account, owned in owners_kept(act, act.now.date()).items() if owned.rep_id in reps}
    kinds: dict[tuple[frozenset[str], frozenset[str], float, str | None], frozenset[str]] = {}
    portions = []
    for account in read_accounts(act.connection):
        if account.id in mine and account.potential > 0:
            asked = (account.skills, account.languages, account.least_experience, account.owner_lock)
            if asked not in kinds:
                fit = frozenset(rep.id for rep in team if not misfits(account, rep))
                kinds[asked] = fit if account.owner_lock is None else fit & {account.owner_lock}
            portions.append(Portion(account.potential, kinds[asked]))
    return attainable(portions, {rep.id: rep.capacity for rep in team}, present)


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
