"""Rank the claims of one layer: the greatest (level, priority) on each account, ties kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from routing.sentences import joined, sentence, term, with_reason
from territory.ownership.facts import Rows
from territory.ownership.values import Claim, Conflict, Level, Rule, RuleAnswer, Ruling, Territory

Claims = Sequence[tuple[Rule, Rows]]
"""Rules with the rows of the accounts that each claims."""

NO_CLAIM = "no rule claims it"
UNDECIDED = "several territories claim it with equal right"
HOMELESS = "locked to a rep who holds no territory"
NAMES = {
    Level.LOCK: term("manual lock"),
    Level.NAMED: term("named account"),
    Level.PRODUCT: term("product, vertical or need"),
}
NAMES |= {Level.SEGMENT: term("segment or sales band"), Level.GEOGRAPHY: term("geography")}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The owners and conflicts of one layer."""

    owned: tuple[RuleAnswer, ...]
    conflicts: tuple[Conflict, ...]


def rank(
    layer: str,
    *,
    territories: Mapping[str, Territory],
    claims: Claims,
    decidable: Rows,
    members: Rows,
    decisions: Mapping[str, Ruling],
    ids: Sequence[str],
    on: date,
) -> Verdict:
    """Return who owns each of the layer's `members`; those that are not `decidable` stay without an owner."""
    ordered = sorted(claims, key=lambda claim: (-claim[0].level, -claim[0].priority, claim[0].territory, claim[0].id))
    winner, tied = _winners(ordered, len(ids))
    conflicts = {
        ids[row]: _conflict(layer, ids[row], tuple(found), decisions.get(ids[row]))
        for row, found in _top_claims(tied, winner, ordered).items()
    }
    answers = [_answer(rule, territories[rule.territory], on) for rule, _ in ordered]
    allowed = np.zeros(len(ids), np.bool_)
    allowed[decidable] = True
    owned: list[RuleAnswer] = []
    for row in members.tolist():
        account = ids[row]
        if not allowed[row]:
            owned.append(RuleAnswer(account, layer, "", "", "", None, HOMELESS))
        elif account in conflicts:
            owned.append(_settled(conflicts[account], territories, on))
        elif winner[row] < 0:
            owned.append(RuleAnswer(account, layer, "", "", "", None, NO_CLAIM))
        else:
            owned.append(RuleAnswer(account, layer, *answers[winner[row]]))
    standing = [conflicts[ids[row]] for row in np.intersect1d(tied, decidable).tolist()]
    return Verdict(tuple(owned), tuple(standing))


def _winners(ordered: Claims, count: int) -> tuple[NDArray[np.intp], Rows]:
    """Return for each row the first rule of its greatest rank (-1: none), and the rows where territories tie."""
    winner = np.full(count, -1, np.intp)
    tied = np.zeros(count, np.bool_)
    ranks = np.array([(rule.level, rule.priority) for rule, _ in ordered], np.int64).reshape(-1, 2)
    names = np.array([rule.territory for rule, _ in ordered], np.str_)
    for number, (_, rows) in enumerate(ordered):
        before = winner[rows]
        free = before < 0
        winner[rows[free]] = number
        equal = (
            ~free & (ranks[before] == ranks[number]).all(axis=1) & (names[before] != names[number])
            if len(rows)
            else free
        )
        tied[rows[equal]] = True
    return winner, np.flatnonzero(tied)


def _conflict(layer: str, account: str, claims: tuple[Claim, ...], ruling: Ruling | None) -> Conflict:
    applies = ruling is not None and ruling.territory in {claim.territory for claim in claims}
    return Conflict(account, layer, claims, ruling if applies else None)


def _top_claims(tied: Rows, winner: NDArray[np.intp], ordered: Claims) -> dict[int, list[Claim]]:
    """Return the claims of the greatest rank on each row that is tied, in the order of `ordered`."""
    torn = np.zeros(len(winner), np.bool_)
    torn[tied] = True
    found: dict[int, list[Claim]] = {row: [] for row in tied.tolist()}
    top = {row: _rank(ordered[winner[row]][0]) for row in found}
    for rule, rows in ordered:
        claim, own = Claim(rule.level, rule.priority, rule.territory, rule.id), _rank(rule)
        for row in rows[torn[rows]].tolist():
            if top[row] == own:
                found[row].append(claim)
    return found


def _rank(rule: Rule) -> tuple[Level, int]:
    return rule.level, rule.priority


def _settled(conflict: Conflict, territories: Mapping[str, Territory], on: date) -> RuleAnswer:
    ruling = conflict.ruling
    if ruling is None:
        return RuleAnswer(conflict.account, conflict.layer, "", "", "", None, UNDECIDED)
    claim = next(claim for claim in conflict.claims if claim.territory == ruling.territory)
    who = ruling.by or sentence("a manager")
    why = with_reason(sentence("decided by {who} on {day}", who=who, day=ruling.decided_on), ruling.why)
    rep = _rep(territories[claim.territory], on)
    return RuleAnswer(
        conflict.account, conflict.layer, claim.territory, rep[0], claim.rule, claim.level, joined("; ", [why, *rep[1]])
    )


def _answer(rule: Rule, territory: Territory, on: date) -> tuple[str, str, str, Level, str]:
    rep = _rep(territory, on)
    told = {"level": NAMES[rule.level], "rule": rule.id}
    why = sentence("{level} (rule {rule})", **told)
    if rule.priority:
        why = sentence("{level} (rule {rule}, priority {priority})", **told, priority=rule.priority)
    return territory.id, rep[0], rule.id, rule.level, joined("; ", [why, *rep[1]])


def _rep(territory: Territory, on: date) -> tuple[str, tuple[str, ...]]:
    """Return who holds the territory and what is to be said about it."""
    holding = territory.holder(on)
    if holding is None:
        return "", (sentence("territory {territory} is vacant", territory=territory.id),)
    covers = sentence("{rep} covers territory {territory}", rep=holding.rep, territory=territory.id)
    return holding.rep, (covers,) if holding.cover else ()


def claims_by_account(conflicts: Sequence[Conflict]) -> dict[frozenset[str], list[str]]:
    """Return the accounts of the open conflicts by the set of rules that meet in them."""
    meeting: dict[frozenset[str], list[str]] = defaultdict(list)
    for conflict in conflicts:
        if conflict.ruling is None:
            meeting[frozenset(claim.rule for claim in conflict.claims)].append(conflict.account)
    return dict(meeting)
