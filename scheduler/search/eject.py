"""Eject: a visit that is left out takes the place of a served one, which goes elsewhere or turns out another one.

Where days are full, which visits are left out decides the rest: services of other lengths fill a morning or an
afternoon better. Ruin and recreate finds such exchanges seldom, since it takes many visits out at once and the greedy
order puts most of them back. These are ejection chains (Glover 1996).
"""

from __future__ import annotations

from scheduler.search.chance import below
from scheduler.search.facts import ABSENT, COUNT, VISIT, Facts, State, kernel, part
from scheduler.search.journal import undo
from scheduler.search.recreate import place_within
from scheduler.search.ruin import mend, remove_visit
from scheduler.search.spacing import days_left, has_patterns, is_open

LONGEST = 3
"""Visits that a chain turns out at most."""


@kernel
def replace(facts: Facts, state: State, v: int) -> int:
    """Put `v` on a day that it may have, in place of one visit there; return that one, or -1 where `v` does not fit."""
    first, last = days_left(facts, state, v)
    if last < first:
        return -1
    d = first + below(state, last - first + 1)
    if state.tour[d, COUNT] == 0 or not is_open(facts, v, d):
        return -1
    other = state.node[d, 1 + below(state, state.tour[d, COUNT]), VISIT]
    if has_patterns(facts, other):
        return -1
    remove_visit(facts, state, other)
    mend(facts, state, d)
    place_within(facts, state, v, d, d)
    return other if state.where[v] >= 0 else -1


@part
def eject(facts: Facts, state: State) -> bool:
    """Let a visit that is left out begin a chain.

    Returns whether something changed; the step then awaits its verdict.
    """
    v = state.listed[ABSENT, below(state, state.tally[ABSENT])]
    length = 1 + below(state, LONGEST)
    if has_patterns(facts, v):
        return False
    for _ in range(length):
        v = replace(facts, state, v)
        if v < 0:
            undo(state)
            return False
        first, last = days_left(facts, state, v)
        place_within(facts, state, v, first, last)
        if state.where[v] >= 0:
            return True
    return True
