"""What reps have closed, sector by sector: their profile, and what it says about whom a new account should go to.

A sector is an account's segment, or its category where it has none. A deal is the rep's whom the file names, else of
whoever owned the account on the day it closed. How much past success counts is ``won / (closed + 4)``: one deal won
says little, twelve of fifteen much, and who lost them all has none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from routing.sentences import sentence
from territory.accounts import Account
from territory.opportunities import Opportunity

DOUBT = 4
"""Deals that nobody has closed are counted as lost beside those that were: few deals say little."""
TELLING = 3
"""From so many closed deals on a sector may be called a strength."""


@dataclass(frozen=True, slots=True)
class Closed:
    """Deals that were won and lost; `amounts` are what the won ones brought, by currency, where it is known."""

    won: int = 0
    lost: int = 0
    amounts: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def closed(self) -> int:
        """Return how many deals were won or lost."""
        return self.won + self.lost

    @property
    def success(self) -> float:
        """Return how much the past says for the rep, from 0 to 1."""
        return self.won / (self.closed + DOUBT)


@dataclass(frozen=True, slots=True)
class SectorRecord:
    """What a rep closed in a sector; `others_won` is the share that the others won of theirs, None without any."""

    sector: str
    closed: Closed
    others_won: float | None

    @property
    def strong(self) -> bool:
        """Return whether it is a strength: enough deals, and more of them won than the others win."""
        share = self.closed.won / self.closed.closed if self.closed.closed else 0.0
        return self.closed.closed >= TELLING and self.closed.won > 0 and share > (self.others_won or 0.0)


NOTHING = Closed()


@dataclass(frozen=True, slots=True)
class Successes:
    """Everybody's closed deals by rep and sector; `nobodys` are those of which nobody knows whose they were."""

    by_rep: Mapping[str, Mapping[str, Closed]] = field(default_factory=dict)
    nobodys: int = 0

    def of(self, rep_id: str, sector: str) -> Closed:
        """Return what a rep closed in a sector."""
        return self.by_rep.get(rep_id, {}).get(sector, NOTHING)

    def records(self, rep_id: str) -> tuple[SectorRecord, ...]:
        """Return a rep's sectors, the most deals won first."""
        mine = self.by_rep.get(rep_id, {})
        order = sorted(mine, key=lambda sector: (-mine[sector].won, -mine[sector].closed, sector))
        return tuple(SectorRecord(sector, mine[sector], self._others(rep_id, sector)) for sector in order)

    def _others(self, rep_id: str, sector: str) -> float | None:
        theirs = [held[sector] for rep, held in self.by_rep.items() if rep != rep_id and sector in held]
        closed = sum(one.closed for one in theirs)
        return sum(one.won for one in theirs) / closed if closed else None


def sector_of(account: Account) -> str:
    """Return an account's sector, empty where nobody has said."""
    return account.segment or account.category


def count_successes(
    deals: Iterable[Opportunity],
    accounts: Mapping[str, Account],
    owner_on: Callable[[str, date], str],
    reps: Iterable[str],
    day: date,
) -> Successes:
    """Count the deals that were closed by a day.

    Parameters
    ----------
    owner_on : callable
        The rep who owned an account on a day, empty where nobody did.
    reps : iterable of str
        Whose deals count; anybody else's are nobody's.
    """
    team, nobodys = set(reps), 0
    found: dict[str, dict[str, list[Opportunity]]] = defaultdict(lambda: defaultdict(list))
    for deal in deals:
        if deal.closed is None or deal.won is None or deal.closed > day:
            continue
        account = accounts.get(deal.account_id)
        rep = deal.rep_id or owner_on(deal.account_id, deal.closed)
        if account is None or rep not in team or not sector_of(account):
            nobodys += 1
            continue
        found[rep][sector_of(account)].append(deal)
    by_rep = {rep: {sector: _closed(mine) for sector, mine in held.items()} for rep, held in sorted(found.items())}
    return Successes(by_rep, nobodys)


def _closed(deals: Iterable[Opportunity]) -> Closed:
    won, lost = 0, 0
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    for deal in deals:
        if not deal.won:
            lost += 1
            continue
        won += 1
        if deal.amount is not None:
            amounts[deal.currency] += deal.amount
    return Closed(won, lost, dict(sorted(amounts.items())))


def past_words(closed: Closed, sector: str) -> str:
    """Say what somebody closed in a sector."""
    if not closed.closed:
        return sentence("closed no deal in {sector}", sector=sector)
    return sentence("won {won} of {closed} deals in {sector}", won=closed.won, closed=closed.closed, sector=sector)
