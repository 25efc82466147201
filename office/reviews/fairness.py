"""What the plan in force asks of each rep, and how equally."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from office.apart import apart
from office.door import Act, reads, thinks
from office.opening import Office
from office.ownership.kept import owners_kept
from office.ownership.overview import RESTS_ON
from office.plans.published_days import loads_standing
from office.remembered import remembered
from scheduler.fairness import MEASURES, RepShare, rep_shares, spreads
from store.accounts import read_accounts, read_potentials, read_reps
from store.changes import Kind
from store.plans import plan_in_force, read_nights
from territory.attainable import Attainable, Portion, attainable
from territory.equality import Spread
from territory.fit import misfits

__all__ = ["MEASURES", "Fairness", "RepShare", "weigh_fairness"]


@dataclass(frozen=True, slots=True)
class Gainer:
    """Who would gain by changing places with whom: fewer hours, no more nights, and at least as much potential."""

    rep_id: str
    with_id: str
    hours_less: float
    potential_more: float


@dataclass(frozen=True, slots=True)
class Fairness:
    """The shares from `first` to `last`, both inclusive, by plan `plan`, and the spread of each measure."""

    plan: int
    first: date
    last: date
    shares: tuple[RepShare, ...]
    spreads: Mapping[str, Spread | None]
    gainers: tuple[Gainer, ...]


@reads
def weigh_fairness(act: Act, first: date | None = None, last: date | None = None) -> Fairness:
    """Return what the plan in force asks of each rep whom the person sees, by default from its first day to its last.

    Raises
    ------
    BadInputError
        If no plan is in force.
    """
    return fairness_among(act, act.reps, first, last)


@thinks
def find_attainable(act: Act) -> Attainable | None:
    """Return how evenly the potential of the accounts owned today could be shared by capacity, ways aside.

    Of the reps whom the person sees; it is kept until an account, an owner or a rep is another. None where there is
    nothing to share, or nobody to share it with.
    """
    with act.reading():
        about = act.now.date(), act.reps
        asked = remembered(act, "attainable of", RESTS_ON, lambda: _asked(act), about=about)
    kept = act.office.memory.get("attainable")
    if kept is None or kept[0] != asked:
        act.office.memory["attainable"] = kept = (asked, best_shares(act.office, *asked))
    best: Attainable | None = kept[1]
    return best


@apart
def best_shares(
    office: Office,  # noqa: ARG001 - it is a question of values alone
    portions: list[Portion],
    capacities: dict[str, float],
    present: dict[str, float],
) -> Attainable | None:
    """Return how evenly portions could be shared by capacity: a search of a second."""
    return attainable(portions, capacities, present)


def fairness_among(
    act: Act, reps: frozenset[str] | None, first: date | None = None, last: date | None = None
) -> Fairness:
    """Return the same of some reps, None for all; whoever calls this says what of it a person may see."""
    head = plan_in_force(act.connection)
    first, last = first or head.start, last or head.end
    loads = [one for one in loads_standing(act, head, reps) if first <= one.date <= last]
    slept = [one.rep_id for one in read_nights(act.connection, head.id) if first <= one.date <= last]
    day = act.now.date()
    potentials = remembered(act, "potentials", (Kind.ACCOUNT, Kind.OWNERSHIP), lambda: _potentials(act, day), about=day)
    names = {rep.id: rep.name for rep in read_reps(act.connection) if reps is None or rep.id in reps}
    shares = rep_shares(loads, slept, potentials, names)
    return Fairness(head.id, first, last, shares, spreads(shares), gainers(shares))


def _potentials(act: Act, day: date) -> Mapping[str, float]:
    """Return the potential of the accounts that each rep owns on a day."""
    found: dict[str, float] = defaultdict(float)
    worth = read_potentials(act.connection)
    for account_id, owned in sorted(owners_kept(act, day).items()):
        found[owned.rep_id] += worth[account_id]
    return dict(found)


def gainers(shares: Sequence[RepShare]) -> tuple[Gainer, ...]:
    """Return every pair in which the first would gain by having the second one's share, the greatest gain first."""
    found = [
        Gainer(one.rep_id, other.rep_id, one.work_h - other.work_h, other.potential - one.potential)
        for one in shares
        for other in shares
        if round(one.work_h - other.work_h, 6) > 0 and other.potential >= one.potential and other.nights <= one.nights
    ]
    return tuple(sorted(found, key=lambda one: (-round(one.hours_less, 6), one.rep_id, one.with_id)))


def _asked(act: Act) -> tuple[list[Portion], dict[str, float], dict[str, float]]:
    """Return the accounts with who may have them, the reps' capacities, and what each rep has now."""
    reps, owners = act.reps, owners_kept(act, act.now.date())
    team = [rep for rep in read_reps(act.connection) if reps is None or rep.id in reps]
    present = {rep.id: 0.0 for rep in team}
    kinds: dict[tuple[frozenset[str], frozenset[str], float, str | None], frozenset[str]] = {}
    portions = []
    for account in read_accounts(act.connection):
        owner = owners[account.id].rep_id if account.id in owners else ""
        if owner in present and account.potential > 0:
            present[owner] += account.potential
            asked = (account.skills, account.languages, account.least_experience, account.owner_lock)
            if asked not in kinds:
                fit = frozenset(rep.id for rep in team if not misfits(account, rep))
                kinds[asked] = fit if account.owner_lock is None else fit & {account.owner_lock}
            portions.append(Portion(account.potential, kinds[asked]))
    return portions, {rep.id: rep.capacity for rep in team}, present
