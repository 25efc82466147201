"""What to do next, ranked by what it brings: intervals, prospects and gaps here, moves in `moves`.

`worth` is money a year. Hours are turned into money at what one more hour of a rep brings, so that unlike things
can be ranked; each proposal says how its figure was computed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from routing.findings import Fact, Finding
from territory.accounts import Account, AccountKind
from territory.review.inputs import Seen

LEAST_SHIFT = 1.0
"""Visits a year below which a change of interval is not worth anybody's attention."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing to do.

    Attributes
    ----------
    kind : str
        ``move``, ``swap``, ``interval``, ``prospect`` or ``gap``.
    gain, unit
        What is computed: ``h`` (hours a year of overload taken away) or ``money``.
    worth : float or None
        The same in money a year, by which proposals are ranked; None where it is not known.
    what : Finding
        What to do.
    how : tuple of Finding
        How the figure was computed, for somebody who wants to check it.
    """

    kind: str
    territory: str
    accounts: tuple[str, ...]
    what: Finding
    gain: float
    unit: str
    worth: float | None
    how: tuple[Finding, ...]


def ranked(proposals: Sequence[Proposal], most: int) -> tuple[Proposal, ...]:
    """Return the proposals that bring something, the most first; those whose worth is not known come last."""
    useful = [proposal for proposal in proposals if proposal.worth is None or proposal.worth > 0]
    return tuple(sorted(useful, key=_order)[:most])


def _order(one: Proposal) -> tuple[bool, float, float, str, str, tuple[str, ...]]:
    return one.worth is None, -round(one.worth or 0.0, 6), -round(one.gain, 6), one.kind, one.territory, one.accounts


def interval_proposals(seen: Seen) -> list[Proposal]:
    """Return the changes of interval, each by its gain less what its hours would bring elsewhere."""
    if seen.intervals is None:
        return []
    names = {account.id: account.name for account in seen.accounts}
    price = seen.intervals.price_per_hour
    made = []
    for one in seen.intervals.suggestions:
        more = one.visits - one.present
        if abs(more) < LEAST_SHIFT or one.account not in names:
            continue
        hours = more * seen.call_hours[one.account]
        net = one.gain - price * hours
        facts: dict[str, Fact] = {"name": names[one.account], "present": round(one.present, 3)}
        if one.interval_days:
            code, facts["days"] = "propose-more-often" if more > 0 else "propose-less-often", one.interval_days
        else:
            code = "propose-no-visits"
        what = Finding.of(code, **facts)
        how = Finding.of("gain-interval", profit=round(one.gain, 3), hours=round(hours, 3), per_hour=round(price, 3))
        territory = seen.owner.get(one.account, "")
        made.append(Proposal("interval", territory, (one.account,), what, net, "money", net, (how,)))
    return made


def prospect_proposals(seen: Seen) -> list[Proposal]:
    """Return the prospects that were never visited and earn more than their hours, in the territory nearest to them."""
    made = []
    nearest = _Nearest(seen)
    for account in seen.accounts:
        if account.kind is AccountKind.PROSPECT and account.last_visit is None and account.id in seen.worth:
            territory = seen.owner.get(account.id) or nearest(account)
            hours = seen.hours.get(account.id, 0.0)
            net = seen.worth[account.id] - hours * seen.hour_value
            what = Finding.of("propose-prospect", name=account.name)
            figures = {"worth": seen.worth[account.id], "hours": hours, "per_hour": seen.hour_value}
            how = Finding.of("gain-prospect", **{name: round(value, 3) for name, value in figures.items()})
            made.append(Proposal("prospect", territory, (account.id,), what, net, "money", net, (how,)))
    return made


def gap_proposals(seen: Seen) -> list[Proposal]:
    """Return who could look after accounts that nobody does: orphans of a vacant territory, and accounts of none."""
    return [*_vacancies(seen), *_orphans(seen)]


def _vacancies(seen: Seen) -> list[Proposal]:
    made = []
    staffed = [name for name, rep in seen.reps.items() if rep]
    nearest = _Nearest(seen)
    for territory in sorted(name for name, rep in seen.reps.items() if not rep):
        mine = [one for one in seen.accounts if seen.owner.get(one.id) == territory]
        if mine and staffed:
            hosts = sorted({seen.reps[nearest(one)] for one in mine})
            what = Finding.of("propose-cover", territory=territory, accounts=len(mine), reps=", ".join(hosts))
            made.append(_gap(territory, mine, what, _worth(seen, mine), "gain-unvisited"))
    return made


def _gap(territory: str, group: Sequence[Account], what: Finding, worth: float | None, how: str) -> Proposal:
    known = (Finding.of(how if worth is not None else "gain-unknown"),)
    return Proposal("gap", territory, tuple(one.id for one in group), what, worth or 0.0, "money", worth, known)


def _worth(seen: Seen, group: Sequence[Account]) -> float | None:
    """Return the profit of the accounts for which it is known, None where it is known for none."""
    known = [seen.worth[one.id] for one in group if one.id in seen.worth]
    return sum(known) if known else None


def _orphans(seen: Seen) -> list[Proposal]:
    groups: dict[str, list[Account]] = defaultdict(list)
    nearest = _Nearest(seen)
    for account in seen.accounts:
        if not seen.owner.get(account.id) and account.kind is AccountKind.CUSTOMER:
            groups[nearest(account)].append(account)
    made = []
    for territory, group in sorted(groups.items()):
        worth = _worth(seen, group)
        net = None if worth is None else worth - seen.hour_value * sum(seen.hours.get(one.id, 0.0) for one in group)
        code = "propose-owner" if territory else "propose-any-owner"
        facts: dict[str, Fact] = {"territory": territory} if territory else {}
        what = Finding.of(code, customers=len(group), **facts)
        made.append(_gap(territory, group, what, net, "gain-visits-less-hours"))
    return made


class _Nearest:
    """Answers with the staffed territory of the nearest account that has one, empty where none has."""

    def __init__(self, seen: Seen) -> None:
        from scipy.spatial import cKDTree  # noqa: PLC0415 - scipy is large, and few who serve need it

        self.owned = [one for one in seen.accounts if seen.reps.get(seen.owner.get(one.id, ""))]
        self.seen = seen
        self.tree = cKDTree(_points(self.owned)) if self.owned else None

    def __call__(self, account: Account) -> str:
        if self.tree is None:
            return ""
        return self.seen.owner[self.owned[int(self.tree.query(_points([account]))[1][0])].id]


def _points(accounts: Sequence[Account]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    lat, lon = np.radians([(one.lat, one.lon) for one in accounts]).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
