"""Swap: two tours, of one day or of two, give each other what follows a visit, a short string, or everything.

Whole ends are 2-opt* (Potvin and Rousseau 1995), strings are CROSS exchanges (Taillard et al. 1997). Ruin and recreate
finds neither easily where tours are full: what was removed fits nowhere else, and is put back as it was. Most swaps are
refused by the way alone, in constant time; the rest is made, timed, and undone if a rule is broken.

Whole tours that change their days, or move to a free one, cost nothing where all days are alike, and gain nothing by
themselves: but their visits come to lie near others in time, between other brothers, with which ruin and recreate finds
what could not be found before.
"""

from __future__ import annotations

from scheduler.search.chance import below, uniform
from scheduler.search.duration import in_a_day
from scheduler.search.facts import (
    ACCOUNT,
    AT,
    CARRIED,
    COUNT,
    DRIVEN,
    EARLY_DUE,
    EARLY_TAKEN,
    FIRST,
    LAST,
    LATE_DUE,
    LATE_TAKEN,
    LOAD,
    LUNCH_FROM,
    LUNCH_LENGTH,
    LUNCH_TO,
    MAX_DAY,
    MAX_DRIVING,
    MAX_VISITS,
    MAX_WORK,
    MOST_LOAD,
    NEVER,
    NOWHERE,
    SERVED,
    SERVICE,
    VISIT,
    VISITS,
    Facts,
    State,
    kernel,
    part,
)
from scheduler.search.journal import note, touch, undo
from scheduler.search.ruin import mend, node_of
from scheduler.search.spacing import may_lie
from scheduler.search.timing import lunch_on_the_way

NEAREST = 20
"""Nearest accounts with one of which a swap joins a visit."""
LONGEST = 6
"""Visits that a string has at most."""
WHOLE = 0.2
"""How often whole tours are swapped."""
ENDS = 0.5
"""How often whole ends are swapped, where no whole tours are."""


@part
def visit_near(facts: Facts, state: State, v: int) -> int:
    """Return a visit of an account near that of `v`."""
    near = facts.near[facts.visit[v, ACCOUNT]]
    account = near[below(state, min(len(near), NEAREST))]
    first = facts.account[account, VISITS]
    return first + below(state, facts.account[account + 1, VISITS] - first)


@part
def way_change(facts: Facts, state: State, a: int, i: int, m: int, b: int, j: int, n: int) -> float:
    """Return what the price of the way changes if `m` nodes of tour `a` after node `i` swap with `n` of `b` after `j`.

    `n` is at least 1; a rep whose tour is empty stays at home.
    """
    p, q, way = state.node[a], state.node[b], facts.way
    head, tail, front, back = p[i, AT], p[i + m + 1, AT], q[j, AT], q[j + n + 1, AT]
    here = float(way[head, p[i + 1, AT]]) if state.tour[a, COUNT] > 0 else 0.0
    old = here + way[front, q[j + 1, AT]] + way[q[j + n, AT], back]
    new = float(way[head, q[j + 1, AT]]) + way[q[j + n, AT], tail]
    if m > 0:
        return new - old + way[front, p[i + 1, AT]] + way[p[i + m, AT], back] - way[p[i + m, AT], tail]
    return new - old + (way[front, back] if state.tour[b, COUNT] > n else 0.0)


@part
def carry_over(facts: Facts, state: State, v: int, d: int, other: int) -> None:
    """Enter that `v` is on tour `d` from now on, no longer on tour `other`."""
    note(state, v)
    state.where[v] = d
    load, service = facts.visit[v, LOAD], facts.visit[v, SERVICE]
    state.tour[d, CARRIED] += load
    state.tour[d, SERVED] += service
    state.tour[other, CARRIED] -= load
    state.tour[other, SERVED] -= service


@kernel
def splice(facts: Facts, state: State, a: int, i: int, m: int, b: int, j: int, n: int) -> None:
    """Replace the `m` nodes of tour `a` after node `i` by the `n` nodes that tour `b` had after node `j`."""
    node, kept, theirs = state.node[a], state.kept_node[a], state.kept_node[b]
    for k in range(i + m + 1, state.tour[a, COUNT] + 2):
        node[k + n - m, AT], node[k + n - m, VISIT] = kept[k, AT], kept[k, VISIT]
    for k in range(1, n + 1):
        node[i + k, AT], node[i + k, VISIT] = theirs[j + k, AT], theirs[j + k, VISIT]
        carry_over(facts, state, theirs[j + k, VISIT], a, b)
    state.tour[a, COUNT] += n - m


@kernel
def holds(facts: Facts, state: State, d: int) -> bool:
    """Return whether tour `d` keeps its caps and its times."""
    day, tour, node, count = facts.day[d], state.tour[d], state.node[d], state.tour[d, COUNT]
    work = tour[DRIVEN] + tour[SERVED]
    if count > day[MAX_VISITS] or tour[CARRIED] > day[MOST_LOAD] or work > day[MAX_WORK]:
        return False
    home = int(facts.travel[node[count, AT], node[count + 1, AT]]) if count > 0 else 0
    due, taken = node[count, EARLY_DUE], node[count, EARLY_TAKEN] + home
    taken = min(taken, lunch_on_the_way(due, home, day[LUNCH_FROM], day[LUNCH_TO], day[LUNCH_LENGTH]))
    in_time = taken <= node[count + 1, LATE_TAKEN] or due + home <= node[count + 1, LATE_DUE]
    if not in_time or tour[DRIVEN] > day[MAX_DRIVING]:
        return False
    return day[MAX_DAY] >= NEVER or in_a_day(facts, state, d, NOWHERE, 0)


@kernel
def may_move(facts: Facts, state: State, d: int, first: int, last: int, other: int) -> bool:
    """Return whether the visits at nodes `first` .. `last` of tour `d` may lie on rep-day `other`, each for itself."""
    allowed = True
    for i in range(first, last + 1):
        allowed = allowed and may_lie(facts, state, state.node[d, i, VISIT], other)
    return allowed


@part
def swapped(facts: Facts, state: State, a: int, i: int, m: int, b: int, j: int, n: int) -> bool:
    """Make a swap, keeping a journal; undo it and return False where a rule forbids it.

    Days are asked twice: brothers that both move are seen where they come to lie only afterwards.
    """
    if not may_move(facts, state, a, i + 1, i + m, b) or not may_move(facts, state, b, j + 1, j + n, a):
        return False
    touch(state, a)
    touch(state, b)
    splice(facts, state, a, i, m, b, j, n)
    splice(facts, state, b, j, n, a, i, m)
    allowed = may_move(facts, state, a, i + 1, i + n, a) and may_move(facts, state, b, j + 1, j + m, b)
    if allowed:
        mend(facts, state, a)
        mend(facts, state, b)
        allowed = holds(facts, state, a) and holds(facts, state, b)
    if not allowed:
        undo(state)
    return allowed


@part
def strings(facts: Facts, state: State) -> tuple[int, int, int, int, int, int]:
    """Draw what follows a visit, or a string, and that of another tour which begins near it.

    Returns of both the tour, the node before and the length; the first tour is -1 where there is none.
    """
    v = below(state, len(state.where))
    u = visit_near(facts, state, v)
    a, b = state.where[v], state.where[u]
    if a < 0 or b < 0 or a == b or a < facts.visit[u, FIRST] or a > facts.visit[u, LAST]:
        return -1, 0, 0, 0, 0, 0
    i, j = node_of(state, v), node_of(state, u) - 1
    m, n = state.tour[a, COUNT] - i, state.tour[b, COUNT] - j
    if uniform(state) >= ENDS:
        m, n = below(state, min(LONGEST, m) + 1), 1 + below(state, min(LONGEST, n))
    return a, i, m, b, j, n


@part
def whole_tours(facts: Facts, state: State) -> tuple[int, int, int, int, int, int]:
    """Draw a rep-day, free or not, and the whole tour of a visit that may have that day, as `strings` does."""
    v = below(state, len(state.where))
    first, b = facts.visit[v, FIRST], state.where[v]
    a = first + below(state, facts.visit[v, LAST] - first + 1)
    if b < 0 or a == b:
        return -1, 0, 0, 0, 0, 0
    return a, 0, state.tour[a, COUNT], b, 0, state.tour[b, COUNT]


@part
def swap(facts: Facts, state: State, dearest: float) -> bool:
    """Swap strings of two tours, or two whole tours, if the way grows by `dearest` at most.

    Returns whether something was swapped; the step then awaits its verdict.
    """
    a, i, m, b, j, n = whole_tours(facts, state) if uniform(state) < WHOLE else strings(facts, state)
    if a < 0:
        return False
    longest = max(state.tour[a, COUNT] + n - m, state.tour[b, COUNT] + m - n)
    if longest + 2 > state.node.shape[1] or way_change(facts, state, a, i, m, b, j, n) > dearest:
        return False
    return swapped(facts, state, a, i, m, b, j, n)
