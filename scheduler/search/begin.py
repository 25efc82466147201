"""Begin from an old schedule: what of it is still allowed is loaded, the rest waits to be placed."""

from __future__ import annotations

from scheduler.horizon import Schedule
from scheduler.search.duration import in_a_day
from scheduler.search.facts import (
    AT,
    CARRIED,
    COST,
    COUNT,
    DRIVEN,
    LOAD,
    MAX_DAY,
    MAX_DRIVING,
    MAX_LOAD,
    MAX_VISITS,
    MAX_WORK,
    MISSING,
    MUST,
    NEVER,
    PLACE,
    SERVED,
    SERVICE,
    SLOT,
    TODO,
    Facts,
    State,
    part,
)
from scheduler.search.insertion import added_driving, in_time, insert
from scheduler.search.journal import begin, note, settle, step_excess, step_missing, step_price, touch
from scheduler.search.prepare import Prepared
from scheduler.search.spacing import may_lie
from scheduler.search.timing import retime


@part
def append(facts: Facts, state: State, v: int, d: int) -> None:
    """Put `v` at the end of tour `d` if every rule allows it."""
    if not may_lie(facts, state, v, d):
        return
    slot, day, tour, count = facts.visit[v, SLOT] + d, facts.day[d], state.tour[d], state.tour[d, COUNT]
    service, added = facts.visit[v, SERVICE], added_driving(facts, state, v, d, count)
    room = min(day[MAX_DRIVING], day[MAX_WORK] - tour[SERVED] - service) - tour[DRIVEN]
    if added > room or count >= day[MAX_VISITS] or tour[CARRIED] + facts.visit[v, LOAD] > day[MAX_LOAD]:
        return
    node, place, end = state.node[d], facts.visit[v, PLACE], state.node[d, count + 1, AT]
    to, on = int(facts.travel[node[count, AT], place]), int(facts.travel[place, end])
    if not in_time(day, node[count], node[count + 1], to, on, facts.window, facts.opening[slot], service):
        return
    if day[MAX_DAY] >= NEVER or in_a_day(facts, state, d, count, v):
        price = float(facts.way[node[count, AT], place]) + facts.way[place, end]
        touch(state, d)
        note(state, v)
        insert(facts, state, v, d, count, price - (facts.way[node[count, AT], end] if count > 0 else 0.0))


@part
def load_tours(facts: Facts, state: State) -> None:
    """Open all tours, then append the visits that `load` has listed to theirs."""
    for d in range(len(facts.day)):
        retime(facts, state, d)
    count = state.tally[TODO]
    begin(state)
    for x in range(count):
        append(facts, state, state.listed[TODO, x], int(state.key[x]))
    settle(state, step_price(facts, state), step_missing(facts, state), step_excess(facts, state))


def load(prepared: Prepared, state: State, start: Schedule | None) -> None:
    """Set up the sums of the empty schedule, and list the visits of `start` for the first step, tour by tour."""
    facts = prepared.facts
    state.total[COST] = float(facts.unserved.sum())
    state.tally[MISSING] = int(facts.visit[:, MUST].sum())
    row_of = {v: row for row, v in enumerate(prepared.visit_of)}
    tours = [(row_of[v], d) for d, own in enumerate(prepared.rep_day_of) for v in (start.tours[own] if start else ())]
    state.tally[TODO] = len(tours)
    for x, (v, d) in enumerate(tours):
        state.listed[TODO, x], state.key[x] = v, d
