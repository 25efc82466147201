"""Begin from an old schedule: what of it is still allowed is loaded, the rest waits to be placed."""

from __future__ import annotations

import numpy as np

from scheduler.horizon import Schedule
from scheduler.search.anneal import begin
from scheduler.search.facts import (
    ACCOUNT,
    AT,
    CARRIED,
    COST,
    COUNT,
    DAY,
    DRIVEN,
    LOAD,
    MAX_DRIVING,
    MAX_LOAD,
    MAX_VISITS,
    MAX_WORK,
    MISSING,
    MUST,
    PLACE,
    SERVED,
    SERVICE,
    SLOT,
    Facts,
    Ints,
    State,
    entry,
    kernel,
)
from scheduler.search.insertion import added_driving, in_time, insert
from scheduler.search.journal import note, settle, step_missing, step_price, touch
from scheduler.search.prepare import Prepared
from scheduler.search.spacing import days_left
from scheduler.search.timing import retime


@kernel
def on_a_pattern(facts: Facts, state: State, v: int, d: int) -> bool:
    """Return whether `v` on rep-day `d` and its account's placed visits lie on one allowed pattern."""
    account = facts.visit[v, ACCOUNT]
    first, end = facts.account_from[account], facts.account_from[account + 1]
    for pattern in range(facts.pattern_from[account], facts.pattern_from[account + 1]):
        agrees = facts.pattern[pattern, v - first] == facts.day[d, DAY]
        for u in range(first, end):
            if state.where[u] >= 0 and facts.day[state.where[u], DAY] != facts.pattern[pattern, u - first]:
                agrees = False
        if agrees:
            return True
    return facts.pattern_from[account] == facts.pattern_from[account + 1]


@kernel
def append(facts: Facts, state: State, v: int, d: int) -> None:
    """Put `v` at the end of tour `d` if every rule allows it."""
    first, last = days_left(facts, state, v)
    slot, day, tour, count = facts.visit[v, SLOT] + d, facts.day[d], state.tour[d], state.tour[d, COUNT]
    if d < first or d > last or facts.opening[slot] < 0 or not on_a_pattern(facts, state, v, d):
        return
    service, added = facts.visit[v, SERVICE], added_driving(facts, state, v, d, count)
    room = min(day[MAX_DRIVING], day[MAX_WORK] - tour[SERVED] - service) - tour[DRIVEN]
    if added > room or count >= day[MAX_VISITS] or tour[CARRIED] + facts.visit[v, LOAD] > day[MAX_LOAD]:
        return
    node, place, end = state.node[d], facts.visit[v, PLACE], state.node[d, count + 1, AT]
    to, on = int(facts.travel[node[count, AT], place]), int(facts.travel[place, end])
    bounds = facts.window_from[facts.opening[slot] : facts.opening[slot] + 2]
    if in_time(day, node[count], node[count + 1], to, on, facts.window, bounds, service):
        price = float(facts.way[node[count, AT], place]) + facts.way[place, end]
        touch(state, d)
        note(state, v)
        insert(facts, state, v, d, count, price - (facts.way[node[count, AT], end] if count > 0 else 0.0))


@entry
def load_tours(facts: Facts, state: State, visits: Ints, days: Ints) -> None:
    """Open all tours, then append `visits` in turn to the tours `days`."""
    for d in range(len(facts.day)):
        retime(facts, state, d)
    begin(state)
    for x in range(len(visits)):
        append(facts, state, visits[x], days[x])
    settle(state, step_price(facts, state), step_missing(facts, state))


def load(prepared: Prepared, state: State, start: Schedule | None) -> None:
    """Set up the sums of the empty schedule, then append the visits of `start`, tour by tour."""
    facts = prepared.facts
    state.total[COST] = float(facts.unserved.sum())
    state.tally[MISSING] = int(facts.visit[:, MUST].sum())
    row_of = {v: row for row, v in enumerate(prepared.visit_of)}
    tours = [(row_of[v], d) for d, own in enumerate(prepared.rep_day_of) for v in (start.tours[own] if start else ())]
    visits, days = np.array(tours, np.int64).reshape(-1, 2).T
    load_tours(facts, state, np.ascontiguousarray(visits), np.ascontiguousarray(days))
