"""How each territory stands on the day of the review: load, potential, coverage, overdue accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from territory.accounts import Account, AccountKind
from territory.review.fair import fair_shares
from territory.review.inputs import Seen


@dataclass(frozen=True, slots=True)
class Standing:
    """One territory in figures; the shares are None where there is nothing to take a share of.

    Attributes
    ----------
    load, potential_load : float or None
        Its hours, and its potential, beside its fair part of all: 1 is fair, 1.1 is a tenth too much.
    covered : float or None
        Share of its customers whose last visit is within their longest spacing.
    overdue : tuple of str
        Customers whose longest spacing has passed, or who were never visited; the longest waiting first.
    """

    territory: str
    rep: str
    customers: int
    prospects: int
    hours: float
    potential: float
    load: float | None
    potential_load: float | None
    covered: float | None
    overdue: tuple[str, ...]


def standings(seen: Seen) -> tuple[Standing, ...]:
    """Return every territory of `seen.reps`, by id."""
    mine: dict[str, list[Account]] = {territory: [] for territory in sorted(seen.reps)}
    for account in seen.accounts:
        if seen.owner.get(account.id) in mine:
            mine[seen.owner[account.id]].append(account)
    hours = {name: sum(seen.hours.get(one.id, 0.0) for one in group) for name, group in mine.items()}
    potential = {name: sum(one.potential for one in group) for name, group in mine.items()}
    return tuple(
        _standing(seen, name, group, (hours[name], potential[name]), fair_part(seen, name, hours, potential))
        for name, group in mine.items()
    )


def fair_part(
    seen: Seen, name: str, hours: dict[str, float], potential: dict[str, float]
) -> tuple[float | None, float | None]:
    """Return the load in hours and in potential of a territory beside its fair part by capacity."""
    share = fair_shares(seen)[name]
    fair = [share * sum(amounts.values()) for amounts in (hours, potential)]
    load = hours[name] / fair[0] if fair[0] > 0 else None
    return load, potential[name] / fair[1] if fair[1] > 0 else None


def is_overdue(account: Account, seen: Seen) -> bool:
    """Tell whether a customer's longest spacing has passed on the review's day."""
    return account.last_visit is None or account.last_visit + timedelta(account.most_days) < seen.today


def _standing(
    seen: Seen,
    name: str,
    group: list[Account],
    amounts: tuple[float, float],
    loads: tuple[float | None, float | None],
) -> Standing:
    customers = [one for one in group if one.kind is AccountKind.CUSTOMER]
    late = sorted(
        (one for one in customers if is_overdue(one, seen)), key=lambda one: (str(one.last_visit or ""), one.id)
    )
    return Standing(
        name,
        seen.reps[name],
        len(customers),
        len(group) - len(customers),
        *amounts,
        *loads,
        1 - len(late) / len(customers) if customers else None,
        tuple(one.id for one in late),
    )
