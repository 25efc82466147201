"""Hand-overs that wait for a deal follow it: sooner when it closed sooner, later when it is expected later, or opened.

Only those whose deal has changed get another date, under the rules that they were planned by: retained no longer than
was said, no more for each rep and week than was allowed, and never on a day that has passed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from routing.sentences import sentence
from territory.accounts import Account
from territory.design.reasons import Move
from territory.handover import Handover, HandoverFacts, HandoverRules, When, closing_day, plan_handovers, released
from territory.opportunities import Opportunity


@dataclass(frozen=True, slots=True)
class Waiting:
    """A hand-over that a deal holds back, or may before it comes.

    Attributes
    ----------
    on : date
        When the account changes hands as things were planned.
    free_from : date
        From when on no deal was to hold it back, as it was known then.
    rules : HandoverRules
        By which it was planned.
    retain_days : int
        For so long, from the rules' start on, a deal may hold it back.
    joint_visit : bool
    """

    move: Move
    on: date
    free_from: date
    rules: HandoverRules
    retain_days: int
    joint_visit: bool


@dataclass(frozen=True, slots=True)
class Redated:
    """A hand-over that gets another date, when it is free from, and what its deal did."""

    before: Waiting
    after: Handover
    free_from: date
    why: str

    @property
    def now(self) -> Waiting:
        """Return the hand-over as it waits from now on."""
        return replace(self.before, on=self.after.on, free_from=self.free_from)


def follow_deals(
    waiting: Sequence[Waiting],
    accounts: Iterable[Account],
    deals: Iterable[Opportunity],
    today: date,
    taken: Sequence[tuple[str, date]],
    *,
    held_since: Mapping[str, date] | None = None,
) -> tuple[Redated, ...]:
    """Return the hand-overs that get another date because their deals have changed, by date and account.

    `taken` are reps with dates of all hand-overs, these among them; who changes hands today or before is left alone.
    `held_since` tells of accounts that are to be their present owner's from a day to come on: not handed over before.
    """
    known = {account.id: account for account in accounts}
    of_account: dict[str, list[Opportunity]] = defaultdict(list)
    for deal in deals:
        of_account[deal.account_id].append(deal)
    changed: dict[tuple[HandoverRules, int], list[tuple[Waiting, HandoverFacts]]] = defaultdict(list)
    for one in waiting:
        since = max(today + timedelta(days=1), (held_since or {}).get(one.move.account_id, today))
        facts = _facts(one, known[one.move.account_id], closing_day(of_account[one.move.account_id], today), since)
        if one.on > today and _free(facts, one.rules) != max(one.free_from, facts.not_before):
            changed[one.rules, one.retain_days].append((one, facts))
    others = _without(taken, [one for group in changed.values() for one, _ in group])
    found: list[Redated] = []
    for (rules, _), group in changed.items():
        made = _dated(group, rules, others)
        others = [*others, *(pair for one in made for pair in _reps(one.after.move, one.after.on))]
        found += [one for one in made if one.after.on != one.before.on]
    return tuple(sorted(found, key=lambda one: (one.after.on, one.before.move.account_id)))


def _dated(
    group: Sequence[tuple[Waiting, HandoverFacts]], rules: HandoverRules, taken: Sequence[tuple[str, date]]
) -> list[Redated]:
    before = {one.move.account_id: (one, facts) for one, facts in group}
    facts_of = {account: facts for account, (_, facts) in before.items()}
    plan = plan_handovers([one.move for one, _ in group], facts_of, rules, taken)
    made = []
    for after in plan.handovers:
        waited, facts = before[after.move.account_id]
        made.append(Redated(waited, after, _free(facts, rules), _why(facts)))
    return made


def _facts(one: Waiting, account: Account, until: date | None, since: date) -> HandoverFacts:
    return HandoverFacts(
        account.last_visit,
        account.most_days,
        until,
        When.ON_CLOSE,
        one.retain_days,
        top=one.joint_visit,
        not_before=since,
    )


def _free(facts: HandoverFacts, rules: HandoverRules) -> date:
    return max(released(facts, rules), facts.not_before)


def _why(facts: HandoverFacts) -> str:
    until = facts.opportunity_until
    if until is None:
        return "its deal has closed"
    if until == date.max:
        return "nobody says when its deal will close"
    return sentence("its deal should close on {until}", until=until)


def _reps(move: Move, on: date) -> list[tuple[str, date]]:
    return [(rep, on) for rep in (move.from_id, move.to_id) if rep is not None]


def _without(taken: Sequence[tuple[str, date]], gone: Sequence[Waiting]) -> list[tuple[str, date]]:
    left = list(taken)
    for pair in (pair for one in gone for pair in _reps(one.move, one.on)):
        if pair in left:
            left.remove(pair)
    return left
