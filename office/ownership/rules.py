"""Ownership by rules in the workspace: a new rule file takes effect, conflicts are decided, the past stays as it was.

The first layer of the rules is the one that is visited by: its reps are written to the owners that plans are made of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from office.ownership.rule_books import book_on, read_rules_file
from office.reviews.traits import account_facts, refuse
from routing.problems import BadInputError, Problem
from store.accounts import read_accounts, read_reps
from store.changes import record_change
from store.database import Connection
from store.ownership import Owned, add_ownership, owners_on
from store.ownership_spells import add_decision, add_spells, read_history
from store.review import ManagerFile, add_file
from territory.ownership.coverage import LayerCoverage, Overlap, coverage, overlaps
from territory.ownership.decide import claims_on, decide
from territory.ownership.facts import AccountFacts
from territory.ownership.history import Spell, advance
from territory.ownership.values import Claim, Conflict, Decision, Ownership, RuleBook


@dataclass(frozen=True, slots=True)
class Ruled:
    """What applying the rules changed and what it leaves open.

    Attributes
    ----------
    changed : int
        Accounts and layers whose owner is another from that day on.
    handed_over : int
        Accounts that another rep visits from that day on.
    unowned : tuple of str
        Accounts without an owner in the first layer: whoever visited them goes on until that is decided.
    """

    on: date
    changed: int
    handed_over: int
    unowned: tuple[str, ...]
    coverage: tuple[LayerCoverage, ...]
    overlaps: tuple[Overlap, ...]
    conflicts: tuple[Conflict, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """Who owned an account on a day, in one layer, and every claim there was by the rules of that day."""

    spell: Spell
    claims: tuple[Claim, ...]


def set_rules(connection: Connection, file: ManagerFile, now: datetime) -> Ruled:
    """Put a rule file in force from its day on; the days before are decided by the rules that stood on them.

    Raises
    ------
    BadInputError
        For what is wrong with the file, a rep who is not known, or a day that history has already passed.
    """
    book = read_rules_file(file)
    refuse(_unknown_reps(connection, book, file.name))
    _not_the_past(connection, file.valid_from)
    _advance(connection, file.valid_from - timedelta(1))
    add_file(connection, file, now)
    made = apply_rules(connection, file.valid_from)
    record_change(
        connection, "territory owners", f"rules {file.name} from {file.valid_from}: {made.changed} changes", now
    )
    return made


def refresh(connection: Connection, on: date, now: datetime) -> Ruled:
    """Decide again on a day by the rules in force: accounts have come, gone or changed."""
    _not_the_past(connection, on)
    _advance(connection, on - timedelta(1))
    made = apply_rules(connection, on)
    record_change(connection, "territory owners", f"owners of {on}: {made.changed} changes", now)
    return made


def settle(connection: Connection, ruling: Decision, now: datetime) -> Ruled:
    """Keep a decision on a conflict; a territory without a claim of the highest rank is refused."""
    book = _book(connection, ruling.decided_on)
    found = decide(book, _facts(connection), ruling.decided_on).conflicts
    mine = [one for one in found if (one.account, one.layer) == (ruling.account, ruling.layer)]
    claimants = [claim.territory for one in mine for claim in one.claims]
    if ruling.territory not in claimants:
        cause = f"territory {ruling.territory!r} has no equal claim on it"
        action = (
            f"Choose one of: {', '.join(claimants)}." if claimants else "It is in no conflict; change a rule instead."
        )
        raise BadInputError([Problem("no-such-claim", f"account {ruling.account}", cause, action)])
    add_decision(connection, ruling)
    return refresh(connection, ruling.decided_on, now)


def why(connection: Connection, account: str, day: date) -> tuple[Why, ...]:
    """Return who owned an account on a day, layer by layer; empty where history does not know it yet."""
    facts = [fact for fact in _facts(connection) if fact.account.id == account]
    if not facts:
        action = "Check the id: roundsman show accounts."
        raise BadInputError([Problem("account-unknown", account, "there is no such account", action)])
    history, book = read_history(connection), book_on(connection, day)
    layers = sorted({spell.owned.layer for spell in history.of(account)})
    claims = claims_on(book, facts[0], day) if book else ()
    spells = [spell for layer in layers if (spell := history.on(account, layer, day))]
    return tuple(Why(spell, tuple(claim for layer, claim in claims if layer == spell.owned.layer)) for spell in spells)


def standing(connection: Connection, day: date) -> tuple[RuleBook, Ownership]:
    """Return the rules in force on a day and what they decide, without writing anything."""
    book = _book(connection, day)
    return book, decide(book, _facts(connection), day)


def apply_rules(connection: Connection, on: date) -> Ruled:
    """Decide by the rules in force, add to the history what changes, and hand over who is visited by whom."""
    book, ownership = standing(connection, on)
    history = read_history(connection)
    spells = history.add(ownership).spells[len(history.spells) :]
    add_spells(connection, spells)
    handed = _hand_over(connection, book, ownership, on)
    accounts = {account.id: account for account in read_accounts(connection)}
    first = book.layers[0].id
    open_ = tuple(own.account for own in ownership.owned if own.layer == first and not own.rep)
    return Ruled(
        on,
        len(spells),
        handed,
        open_,
        coverage(book.layers, ownership, accounts),
        overlaps(book, on),
        tuple(conflict for conflict in ownership.conflicts if conflict.ruling is None),
        ownership.problems,
    )


def _book(connection: Connection, day: date) -> RuleBook:
    book = book_on(connection, day)
    if book is None:
        action = "Give some: roundsman territory owners rules FILE."
        raise BadInputError([Problem("no-rules", f"owners on {day}", "no rules are in force", action)])
    return book


def _facts(connection: Connection) -> tuple[AccountFacts, ...]:
    return account_facts(connection, read_accounts(connection))


def _advance(connection: Connection, through: date) -> None:
    history, book = read_history(connection), book_on(connection, through)
    if book is not None and history.last is not None and history.last < through:
        longer = advance(history, book, _facts(connection), through)
        add_spells(connection, longer.spells[len(history.spells) :])


def _not_the_past(connection: Connection, day: date) -> None:
    last = read_history(connection).last
    if last is not None and day < last:
        action = f"Let the change begin on {last} or later."
        raise BadInputError(
            [Problem("history-not-rewritten", f"owners from {day}", f"{last} is decided already", action)]
        )


def _unknown_reps(connection: Connection, book: RuleBook, name: str) -> list[Problem]:
    known = {rep.id for rep in read_reps(connection)}
    return [
        Problem(
            "rep-unknown", f"{name} [[territory]] ({territory.id})", f"there is no rep {held.rep!r}", "Import the rep."
        )
        for territory in book.territories
        for held in territory.holdings
        if held.rep not in known
    ]


def _hand_over(connection: Connection, book: RuleBook, ownership: Ownership, on: date) -> int:
    before: Mapping[str, Owned] = owners_on(connection, on)
    first = book.layers[0].id
    entries, clashes = [], []
    for own in ownership.owned:
        held = before.get(own.account)
        if own.layer == first and own.rep and (held is None or held.rep_id != own.rep):
            if held is not None and held.valid_from == on:
                cause = f"it was given to {held.rep_id} on that very day ({held.reason})"
                action = f"Let the rules begin on {on + timedelta(1)}."
                clashes.append(Problem("owner-set-that-day", f"account {own.account}", cause, action))
            entries.append(Owned(own.account, on, own.rep, own.why))
    refuse(clashes)
    add_ownership(connection, entries)
    return len(entries)
