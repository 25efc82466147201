"""What the plan in force asks of each rep, and how equally."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from office.door import Act, reads
from office.ownership.kept import owners_kept
from scheduler.fairness import MEASURES, RepShare, rep_shares, spreads
from store.accounts import read_potentials, read_reps
from store.plan_figures import day_loads
from store.plans import plan_in_force, read_nights
from territory.equality import Spread

__all__ = ["MEASURES", "Fairness", "RepShare", "weigh_fairness"]


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
    loads = [one for one in day_loads(act.connection, head.id, reps) if first <= one.date <= last]
    slept = [one.rep_id for one in read_nights(act.connection, head.id) if first <= one.date <= last]
    potentials: dict[str, float] = defaultdict(float)
    worth = read_potentials(act.connection)
    for account_id, owned in sorted(owners_kept(act, act.now.date()).items()):
        potentials[owned.rep_id] += worth[account_id]
    names = {rep.id: rep.name for rep in read_reps(act.connection) if reps is None or rep.id in reps}
    shares = rep_shares(loads, slept, potentials, names)
    return Fairness(head.id, first, last, shares, spreads(shares))
