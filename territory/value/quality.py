"""How good a territory is: potential per hour of work, beside the team's; and what its accounts are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from territory.accounts import Account


@dataclass(frozen=True, slots=True)
class TerritoryQuality:
    """Potential per workload hour; `index` is 100 for the team as a whole. None where no hours are known."""

    territory: str
    potential: float
    hours: float | None
    per_hour: float | None
    index: float | None


def quality(potential: Mapping[str, float], hours: Mapping[str, float]) -> tuple[TerritoryQuality, ...]:
    """Return the quality of each territory, the best first, those that cannot be judged last.

    Parameters
    ----------
    potential : mapping of territory to potential a year
    hours : mapping of territory to workload hours a year
    """
    worked = [name for name in potential if hours.get(name, 0.0) > 0]
    team_hours = sum(hours[name] for name in worked)
    team = sum(potential[name] for name in worked) / team_hours if team_hours else 0.0
    rows = []
    for name in sorted(potential):
        per_hour = potential[name] / hours[name] if name in worked else None
        index = 100 * per_hour / team if per_hour is not None and team > 0 else None
        rows.append(TerritoryQuality(name, potential[name], hours.get(name), per_hour, index))
    return tuple(sorted(rows, key=lambda row: (row.per_hour is None, -round(row.per_hour or 0.0, 9), row.territory)))


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of account in a base: how many, their share of the accounts and of the potential."""

    label: str
    accounts: int
    share: float
    potential_share: float | None


def composition(accounts: Iterable[Account], label: Callable[[Account], str]) -> tuple[Part, ...]:
    """Return who the base is made of, the largest part first; `potential_share` is None where there is no potential."""
    groups: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        groups[label(account)].append(account)
    count = sum(len(group) for group in groups.values())
    whole = sum(account.potential for group in groups.values() for account in group)
    parts = [
        Part(name, len(group), len(group) / count, sum(one.potential for one in group) / whole if whole > 0 else None)
        for name, group in groups.items()
    ]
    return tuple(sorted(parts, key=lambda part: (-part.accounts, part.label)))
