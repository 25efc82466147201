"""Begin from an old schedule: what of it is still allowed is loaded, the rest waits to be placed."""

from __future__ import annotations

import numpy as np

from scheduler.horizon import Schedule
from scheduler.search.anneal import begin
from scheduler.search.facts import (
    ACCOUNT,
    CARRIED,
    COUNT,
    DAY,
    DRIVEN,
    LOAD,
    MAX_DRIVING,
    MAX_LOAD,
    MAX_VISITS,
    MAX_WORK,
    PLACE,
    SERVED,
    SERVICE,
    SLOT,
    Facts,
    State,
    kernel,
)
from scheduler.search.insertion import added_driving, in_time, insert
from scheduler.search.journal import note, settle, step_missing, step_price, touch
from scheduler.search.prepare import Prepared
from scheduler.search.recreate import days_left
from scheduler.search.timing import retime


@kernel
def open_all(facts: Facts, state: State) -> None:
    """Write the times of all tours while they are empty."""
    for d in range(len(facts.day)):
        retime(facts, state, d)


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
    node, place, end = state.node[d], facts.visit[v, PLACE], state.node[d, count + 1, 0]
    to, on = np.int64(facts.travel[node[count, 0], place]), np.int64(facts.travel[place, end])
    bounds = facts.window_from[facts.opening[slot] : facts.opening[slot] + 2]
    if in_time(day, node[count], node[count + 1], to, on, facts.window, bounds, service):
        price = float(facts.way[node[count, 0], place]) + facts.way[place, end]
        touch(state, d)
        note(state, v)
        insert(facts, state, v, d, count, price - (facts.way[node[count, 0], end] if count > 0 else 0.0))


@kernel
def finish(facts: Facts, state: State) -> None:
    """Take over what was loaded."""
    settle(state, step_price(facts, state), step_missing(facts, state))


def load(prepared: Prepared, state: State, start: Schedule | None) -> None:
    """Set up the sums of the empty schedule, then append the visits of `start`, tour by tour."""
    facts = prepared.facts
    open_all(facts, state)
    state.total[0] = float(facts.unserved.sum())
    state.tally[6] = int(facts.visit[:, 8].sum())
    if start is None:
        return
    row_of = {v: row for row, v in enumerate(prepared.visit_of)}
    begin(state)
    for d, own in enumerate(prepared.rep_day_of):
        for v in start.tours[own]:
            append(facts, state, row_of[v], d)
    finish(facts, state)
