"""Which territory a rep's day, and what it cost, belongs to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.plan import VisitStatus
from scheduler.review.costs import Cost, RepDay
from scheduler.review.gathered import Gathered

Shares = Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """The territories' shares of each rep-day: by its visits, else by what the rep holds."""

    days: Mapping[RepDay, Shares]
    held: Mapping[str, Shares]
    territory: Mapping[str, str]

    def of(self, cost: Cost) -> Shares:
        """Return whose a cost is: the territory's it names, the account's, else the rep's by the day."""
        named = cost.territory_id or self.territory.get(cost.account_id, "")
        return {named: 1.0} if named else self.of_day((cost.rep_id, cost.day))

    def of_day(self, day: RepDay) -> Shares:
        """Return the shares of a rep's day."""
        return self.days.get(day) or self.held.get(day[0], {})


def shared(known: Gathered) -> Shared:
    """Return how the days on record are shared."""
    counts: dict[RepDay, Counter[str]] = defaultdict(Counter)
    for visit in known.log:
        territory = known.owners.territory.get(visit.account_id)
        if visit.status is VisitStatus.DONE and territory:
            counts[visit.rep_id, visit.date][territory] += 1
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for territory, rep in known.owners.reps.items():
        held[rep][territory] += 1
    return Shared(
        {day: _shares(count) for day, count in counts.items()},
        {rep: _shares(count) for rep, count in held.items() if rep},
        known.owners.territory,
    )


def _shares(count: Counter[str]) -> dict[str, float]:
    return {name: times / count.total() for name, times in count.items()}
