"""Who looks after what today, rep by rep, with what was decided and what is open."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from office.door import Act, reads
from office.ownership.decisions import DecisionListed, first_today, list_ownership_decisions
from office.ownership.kept import owners_kept
from office.ownership.rule_books import account_facts, book_on
from office.remembered import remembered
from store.accounts import read_accounts, read_reps
from store.changes import Kind
from territory.accounts import Account, AccountKind
from territory.ownership.decide import decide
from territory.ownership.values import Conflict

RESTS_ON = frozenset(Kind) - {Kind.VISIT, Kind.DRAFT, Kind.PEOPLE, Kind.CALENDAR, Kind.LEDGER, Kind.ROADS}
"""What is no matter of owners changes nothing here: visits go on all day."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What one rep looks after; the rep of no id is nobody."""

    rep_id: str
    name: str
    customers: int
    prospects: int
    potential: float
    covering: int


@dataclass(frozen=True, slots=True)
class Territories:
    """All of them on a day.

    Attributes
    ----------
    places : tuple of (Account, rep id)
        Every account that the person sees, with its owner; empty for nobody.
    conflicts : tuple of Conflict
        Accounts on which rules of one rank disagree, and nobody has decided.
    """

    day: date
    reps: tuple[Looked, ...]
    places: tuple[tuple[Account, str], ...]
    decisions: tuple[DecisionListed, ...]
    conflicts: tuple[Conflict, ...]


@reads
def read_ownership_day(act: Act) -> date:
    """Return the day on which a decision about owners takes effect: no day that has passed for any rep."""
    return first_today(act)


@reads
def read_territories(act: Act) -> Territories:
    """Return who looks after what today, of the accounts and reps whom the person sees."""
    day = first_today(act)
    if act.reps is not None:
        return _territories(act, day)
    return remembered(act, "territories", RESTS_ON, lambda: _territories(act, day), about=day)


def _territories(act: Act, day: date) -> Territories:
    connection = act.connection
    accounts = read_accounts(connection)
    rows = owners_kept(act, day)
    seen = [one for one in accounts if act.accounts is None or one.id in act.accounts]
    places = tuple((one, rows[one.id].rep_id if one.id in rows else "") for one in seen)
    mine: dict[str, list[Account]] = defaultdict(list)
    for account, rep in places:
        mine[rep].append(account)
    covering = {rep: sum(bool(rows[one.id].covers) for one in held) for rep, held in mine.items() if rep}
    names = {rep.id: rep.name for rep in read_reps(connection) if act.reps is None or rep.id in act.reps}
    names |= {rep: names.get(rep, rep) for rep in mine if rep}
    book = book_on(connection, day)
    mine_to_see = {account.id for account in seen}
    found = decide(book, account_facts(connection, accounts), day).conflicts if book else ()
    return Territories(
        day,
        tuple(_looked(rep, name, mine[rep], covering.get(rep, 0)) for rep, name in [*sorted(names.items()), ("", "")]),
        places,
        list_ownership_decisions.inside(act),
        tuple(one for one in found if one.ruling is None and one.account in mine_to_see),
    )


def _looked(rep_id: str, name: str, held: list[Account], covering: int) -> Looked:
    customers = sum(one.kind is AccountKind.CUSTOMER for one in held)
    return Looked(rep_id, name, customers, len(held) - customers, sum(one.potential for one in held), covering)
