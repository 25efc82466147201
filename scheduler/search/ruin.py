"""Ruin: take strings of neighbouring visits out of the tours around one visit, in its days.

Slack induction by string removals (Christiaens and Vanden Berghe, Transportation Science 2020), with two additions for
rhythms: brothers of a removed visit go too, so that an account can move as a whole, and now and then a whole tour.
"""

from __future__ import annotations

import numpy as np

from scheduler.search.chance import below, uniform
from scheduler.search.facts import (
    ABSENT,
    ACCOUNT,
    AT,
    CARRIED,
    COUNT,
    DRIVEN,
    FIRST,
    HEAD,
    LAST,
    LOAD,
    MUST,
    NEWEST,
    NO_NODE,
    NOW,
    PATTERNS,
    RUINED,
    SERVED,
    SERVICE,
    STEP,
    TODO,
    TOUCHED,
    VERSION,
    VISIT,
    VISITS,
    WORK,
    Facts,
    State,
    kernel,
    part,
)
from scheduler.search.journal import note, touch
from scheduler.search.timing import retime

REMOVED = 8.0, 10.0
"""Visits that a step removes on average: with short strings, and with long ones."""
LONGEST = 6, 10
"""Visits that a string has at most, likewise."""
LONG_STRINGS = 0.3
"""How often a step takes long strings where tours are short."""
LONG_TOUR = 12
"""Visits from which on a tour is long, and a step around it takes long strings."""
WHOLE_TOUR = 0.05
"""How often a step removes one whole tour instead of strings."""
BROTHERS = 0.35
"""How often brothers of the removed visits are removed as well."""


@part
def take_out(facts: Facts, state: State, v: int, d: int) -> None:
    """Enter `v`, which its tour's nodes no longer hold, in the list of visits to be placed."""
    note(state, v)
    state.where[v] = -1
    state.listed[TODO, state.tally[TODO]] = v
    state.tally[TODO] += 1
    state.tour[d, CARRIED] -= facts.visit[v, LOAD]
    state.tour[d, SERVED] -= facts.visit[v, SERVICE]
    state.tally[WORK] -= facts.visit[v, SERVICE]


@kernel
def remove_span(facts: Facts, state: State, d: int, first: int, last: int, keep: int) -> None:
    """Remove the visits at nodes `first` .. `last` of tour `d`, but not the one at `keep`."""
    touch(state, d)
    node, z = state.node[d], first
    for i in range(first, state.tour[d, COUNT] + 2):
        if i <= last and i != keep:
            take_out(facts, state, node[i, VISIT], d)
            continue
        if z < i:
            node[z, AT], node[z, VISIT] = node[i, AT], node[i, VISIT]
        z += 1
    state.tour[d, COUNT] = z - 2


@kernel
def node_of(state: State, v: int) -> int:
    """Return the node at which `v` stands in its tour."""
    node, i = state.node[state.where[v]], 1
    while node[i, VISIT] != v:
        i += 1
    return i


@part
def remove_visit(facts: Facts, state: State, v: int) -> None:
    """Remove `v` alone."""
    i = node_of(state, v)
    remove_span(facts, state, state.where[v], i, i, NO_NODE)


@part
def remove_string(facts: Facts, state: State, v: int, longest: int) -> None:
    """Remove a random string of at most `longest` visits through `v`; often one visit in its middle stays."""
    d = state.where[v]
    count = state.tour[d, COUNT]
    length = 1 + below(state, min(longest, count))
    first = max(1, min(node_of(state, v) - below(state, length), count - length + 1))
    keep = NO_NODE
    if length > 2 and uniform(state) < 0.5:
        keep = first + 1 + below(state, length - 2)
    remove_span(facts, state, d, first, first + length - 1, keep)


@part
def remove_around(facts: Facts, state: State, seed: int) -> None:
    """Remove strings near visit `seed`, at most one from a tour, on days that `seed` may have or around them."""
    length = state.tour[state.where[seed], COUNT] if state.where[seed] >= 0 else 0
    kind = 1 if length >= LONG_TOUR or uniform(state) < LONG_STRINGS else 0
    strings = 1 + int(uniform(state) * (4.0 * REMOVED[kind] / (1.0 + LONGEST[kind]) - 1.0))
    wider = (facts.visit[seed, LAST] - facts.visit[seed, FIRST]) // 2 + 1 if uniform(state) < 0.5 else 0
    first, last = facts.visit[seed, FIRST] - wider, facts.visit[seed, LAST] + wider
    for account in facts.near[facts.visit[seed, ACCOUNT]]:
        for v in range(facts.account[account, VISITS], facts.account[account + 1, VISITS]):
            d = state.where[v]
            if d < first or d > last or d < 0 or state.tour[d, RUINED] == state.tally[STEP]:
                continue
            state.tour[d, RUINED] = state.tally[STEP]
            remove_string(facts, state, v, LONGEST[kind])
            strings -= 1
            if strings == 0:
                return


@part
def remove_brothers(facts: Facts, state: State) -> None:
    """Remove other visits of the accounts that lost one: all of them, or those next to it.

    An account that has one pattern only keeps its days: nothing is gained by removing more of it.
    """
    for x in range(state.tally[TODO]):
        v = state.listed[TODO, x]
        account = facts.visit[v, ACCOUNT]
        first, end = facts.account[account, VISITS], facts.account[account + 1, VISITS]
        patterns = facts.account[account + 1, PATTERNS] - facts.account[account, PATTERNS]
        whole = patterns > 0
        if end - first < 2 or patterns == 1 or (not whole and uniform(state) < 0.5):
            continue
        if not whole and uniform(state) > 0.3:
            first, end = max(first, v - 1), min(end, v + 2)
        for u in range(first, end):
            if state.where[u] >= 0:
                remove_visit(facts, state, u)


@kernel
def mend(facts: Facts, state: State, d: int) -> None:
    """Write a tour's way, driving, times and version after removals."""
    node, count = state.node[d], state.tour[d, COUNT]
    price, driving = 0.0, 0
    if count > 0:
        for i in range(count + 1):
            price += facts.way[node[i, AT], node[i + 1, AT]]
            driving += facts.travel[node[i, AT], node[i + 1, AT]]
    state.tally[WORK] += driving - state.tour[d, DRIVEN]
    state.drive[d, NOW], state.tour[d, DRIVEN] = price, driving
    state.tally[NEWEST] += 1
    state.tour[d, VERSION] = state.tally[NEWEST]
    retime(facts, state, d)


@part
def worth(facts: Facts, state: State, d: int) -> float:
    """Return what leaving out all visits of tour `d` costs; infinity where one is compulsory."""
    total = 0.0
    for i in range(1, state.tour[d, COUNT] + 1):
        v = state.node[d, i, VISIT]
        total += np.inf if facts.visit[v, MUST] == 1 else facts.unserved[v]
    return total


@part
def drop_dear_tours(facts: Facts, state: State) -> None:
    """Empty the touched tours whose way costs more than all their visits are worth: nobody came to share it."""
    state.tally[TODO] = 0
    for x in range(state.tally[TOUCHED]):
        d = state.listed[TOUCHED, x]
        if state.tour[d, COUNT] > 0 and worth(facts, state, d) < state.drive[d, NOW]:
            remove_span(facts, state, d, HEAD, state.tour[d, COUNT], NO_NODE)
            mend(facts, state, d)


@part
def ruin(facts: Facts, state: State) -> None:
    """Remove some visits; they stand in `todo` afterwards."""
    absent = state.tally[ABSENT]
    if absent > 0 and uniform(state) < 0.15:
        seed = state.listed[ABSENT, below(state, absent)]
    else:
        seed = below(state, len(state.where))
    d = state.where[seed]
    if d >= 0 and uniform(state) < WHOLE_TOUR:
        remove_span(facts, state, d, HEAD, state.tour[d, COUNT], NO_NODE)
    else:
        remove_around(facts, state, seed)
    if uniform(state) < BROTHERS:
        remove_brothers(facts, state)
    for x in range(state.tally[TOUCHED]):
        mend(facts, state, state.listed[TOUCHED, x])
