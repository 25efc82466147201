"""Trade: two accounts near each other give each other all their rep-days.

Where tours are full and rhythms fixed, an account leaves its days only if another one takes them, all of them at once:
ruin and recreate would have to remove just these two, and would put both back as they were.
"""

from __future__ import annotations

from scheduler.search.chance import below
from scheduler.search.facts import ACCOUNT, TOUCHED, VISITS, WAS, Facts, State, part
from scheduler.search.journal import undo
from scheduler.search.recreate import place_within
from scheduler.search.ruin import mend, remove_visit
from scheduler.search.spacing import may_take
from scheduler.search.swap import visit_near


@part
def may_trade(state: State, one: int, other: int, count: int) -> bool:
    """Return whether the `count` visits from `one` and from `other` on are all placed, and not on the same rep-days."""
    differ = False
    for k in range(count):
        if state.where[one + k] < 0 or state.where[other + k] < 0:
            return False
        differ = differ or state.where[one + k] != state.where[other + k]
    return differ


@part
def hand_over(facts: Facts, state: State, one: int, other: int, count: int) -> bool:
    """Put the visits of each account where the other's were before the step; return False where one does not fit."""
    for x in range(2 * count):
        v, old = (one + x, other + x) if x < count else (other + x - count, one + x - count)
        place_within(facts, state, v, state.seen[old, WAS], state.seen[old, WAS])
        if state.where[v] < 0:
            return False
    return True


@part
def trade(facts: Facts, state: State) -> bool:
    """Let an account and one near it, of as many visits, trade rep-days.

    Returns whether they did; the step then awaits its verdict.
    """
    v = below(state, len(state.where))
    mine, yours = facts.visit[v, ACCOUNT], facts.visit[visit_near(facts, state, v), ACCOUNT]
    one, other = facts.account[mine, VISITS], facts.account[yours, VISITS]
    count = facts.account[mine + 1, VISITS] - one
    if facts.account[yours + 1, VISITS] - other != count or not may_trade(state, one, other, count):
        return False
    if not (may_take(facts, state, one, other, count) and may_take(facts, state, other, one, count)):
        return False
    for x in range(2 * count):
        remove_visit(facts, state, one + x if x < count else other + x - count)
    for x in range(state.tally[TOUCHED]):
        mend(facts, state, state.listed[TOUCHED, x])
    done = hand_over(facts, state, one, other, count)
    if not done:
        undo(state)
    return done
