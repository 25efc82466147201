"""Decide who owns every account on one day: precedence, stated priority, and conflicts listed instead of picked.

Of the claims on an account the greatest (level, priority) stands. Where several territories hold claims of that rank
the account is in conflict: a decision that is kept settles it, otherwise nobody owns the account and the claims are
listed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import numpy as np

from territory.ownership.facts import AccountFacts, Columns, Rows, columns
from territory.ownership.matching import matches
from territory.ownership.ranking import Claims, Verdict, rank
from territory.ownership.remarks import remarks, short_codes
from territory.ownership.values import Claim, Conditions, Layer, Level, Ownership, Rule, RuleBook, Territory


def decide(book: RuleBook, facts: Sequence[AccountFacts], on: date) -> Ownership:
    """Return who owns each account in each layer on the day `on`.

    Parameters
    ----------
    book : RuleBook
        As `read_book` gives it: references and periods are sound.
    facts : sequence of AccountFacts
        Their order has no influence on who owns what.
    on : date

    Returns
    -------
    Ownership
        One `RuleAnswer` per account and layer it belongs to; `problems` names rules that match nothing or everything,
        rules of one rank that meet, locks to a rep without a territory, decisions that no longer apply, and postcodes
        that are one digit short.
    """
    table = columns(facts)
    claims = _claims(book, table, on)
    verdicts = [_in_layer(book, layer, claims, table, on) for layer in book.layers]
    owned = tuple(own for verdict in verdicts for own in verdict.owned)
    conflicts = tuple(conflict for verdict in verdicts for conflict in verdict.conflicts)
    unheld = [table.ids[row] for row in _homeless(table, book.territories, on)]
    said = remarks(book, claims, conflicts, unheld, len(facts))
    return Ownership(on, owned, conflicts, (*said, *short_codes(book.rules, table.codes)))


def claims_on(book: RuleBook, fact: AccountFacts, on: date) -> tuple[tuple[str, Claim], ...]:
    """Return every claim on one account with its layer, the strongest first: the whole answer to "why"."""
    layer_of = {territory.id: territory.layer for territory in book.territories}
    claims = [
        (layer_of[rule.territory], Claim(rule.level, rule.priority, rule.territory, rule.id))
        for rule, rows in _claims(book, columns([fact]), on)
        if len(rows)
    ]
    return tuple(sorted(claims, key=lambda item: (item[0], -item[1].level, -item[1].priority, item[1])))


def _claims(book: RuleBook, table: Columns, on: date) -> Claims:
    """Return the rules in force with the rows they claim; an account's own lock becomes a rule of the highest level."""
    standing = {territory.id for territory in book.territories if territory.period.holds(on)}
    rules = [rule for rule in book.rules if rule.period.holds(on) and rule.territory in standing]
    claims = list(zip(rules, matches(rules, book.areas, table), strict=True))
    for territory in book.territories:
        for rep in sorted(_holders(territory, on)) if territory.id in standing else ():
            if rep in table.by_lock:
                conditions = Conditions(accounts=tuple(table.ids[row] for row in table.by_lock[rep]))
                claims.append((Rule(f"lock to {rep}", territory.id, conditions, Level.LOCK), table.by_lock[rep]))
    return claims


def _holders(territory: Territory, on: date) -> set[str]:
    """Return who holds the territory for good; a cover does not count: a lock is not to whoever stands in."""
    return {holding.rep for holding in territory.holdings if not holding.cover and holding.period.holds(on)}


def _homeless(table: Columns, territories: Collection[Territory], on: date) -> Rows:
    """Return the rows of accounts that are locked to somebody who holds no territory on that day."""
    held = {rep for territory in territories if territory.period.holds(on) for rep in _holders(territory, on)}
    rows = [rows for rep, rows in table.by_lock.items() if rep not in held]
    return np.sort(np.concatenate(rows)) if rows else np.empty(0, np.intp)


def _in_layer(book: RuleBook, layer: Layer, claims: Claims, table: Columns, on: date) -> Verdict:
    territories = {territory.id: territory for territory in book.territories if territory.layer == layer.id}
    none = np.empty(0, np.intp)
    members = table.by_product_line.get(layer.product_line, none) if layer.product_line else np.arange(len(table.ids))
    homeless = _homeless(table, book.territories, on) if layer == book.layers[0] else none
    return rank(
        layer.id,
        territories=territories,
        claims=[(rule, rows) for rule, rows in claims if rule.territory in territories],
        decidable=np.setdiff1d(members, homeless),
        members=members,
        decisions={rule.account: rule for rule in book.decisions if rule.layer == layer.id and rule.decided_on <= on},
        ids=table.ids,
        on=on,
    )
