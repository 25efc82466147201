"""Where does one visit fit best? An exact test of every position of a tour, in constant time each."""

from __future__ import annotations

import numpy as np

from scheduler.search.duration import in_a_day
from scheduler.search.facts import (
    AT,
    CARRIED,
    COUNT,
    DRIVEN,
    EARLY_DUE,
    EARLY_TAKEN,
    FINE,
    KNOWN_AT,
    KNOWN_IN,
    LATE_DUE,
    LATE_TAKEN,
    LOAD,
    LUNCH_FROM,
    LUNCH_LENGTH,
    LUNCH_TO,
    MAX_DAY,
    MAX_DRIVING,
    MAX_LOAD,
    MAX_VISITS,
    MAX_WORK,
    MOST_LOAD,
    NEEDS,
    NEVER,
    NEWEST,
    NOW,
    NOWHERE,
    OPENS,
    PLACE,
    ROOM,
    SERVED,
    SERVICE,
    SLOT,
    SPARE,
    STAMP,
    STEP,
    VERSION,
    VISIT,
    WORK,
    Facts,
    Ints,
    State,
    inner,
    kernel,
    part,
)
from scheduler.search.timing import lunch_on_the_way, measure_spare, served_by, time_backward, time_forward


@inner
def in_time(day: Ints, before: Ints, after: Ints, to: int, on: int, window: Ints, hours: Ints, service: int) -> bool:
    """Return whether a service between two nodes keeps every time of its tour; `to` and `on` are travel seconds."""
    lunch_from, lunch_to, length = day[LUNCH_FROM], day[LUNCH_TO], day[LUNCH_LENGTH]
    leave = before[EARLY_DUE]
    taken = min(before[EARLY_TAKEN] + to, lunch_on_the_way(leave, to, lunch_from, lunch_to, length))
    if served_by(window, hours, taken, service) + on <= after[LATE_TAKEN]:
        return True
    done = served_by(window, hours, leave + to, service)
    if done >= NEVER:
        return False
    return done + on <= after[LATE_DUE] or lunch_on_the_way(done, on, lunch_from, lunch_to, length) <= after[LATE_TAKEN]


@kernel
def cheapest(facts: Facts, state: State, v: int, d: int, but: int) -> tuple[float, int]:
    """Return the least price of the way that `v` adds to tour `d`, and after which node, node `but` passed over.

    The price is infinity where it fits nowhere else; `NOWHERE` passes over none.
    """
    day, node, tour, place = facts.day[d], state.node[d], state.tour[d], facts.visit[v, PLACE]
    service, hours = facts.visit[v, SERVICE], facts.opening[facts.visit[v, SLOT] + d]
    count, best, at = tour[COUNT], np.inf, -1
    driving = min(day[MAX_DRIVING], day[MAX_WORK] - tour[SERVED] - service) - tour[DRIVEN]
    if count >= day[MAX_VISITS] or tour[CARRIED] + facts.visit[v, LOAD] > day[MOST_LOAD]:
        return best, at
    for i in range(count + 1):
        p, q = node[i, AT], node[i + 1, AT]
        to, on = int(facts.travel[p, place]), int(facts.travel[place, q])
        if to + service + on > node[i, ROOM] or i == but:
            continue
        price = float(facts.way[p, place]) + facts.way[place, q] - (facts.way[p, q] if count > 0 else 0.0)
        if price < best:
            added = to + on - (facts.travel[p, q] if count > 0 else 0)
            if added > driving or not in_time(day, node[i], node[i + 1], to, on, facts.window, hours, service):
                continue
            if day[MAX_DAY] >= NEVER or in_a_day(facts, state, d, i, v):
                best, at = price, i
    return best, at


@inner
def known(facts: Facts, state: State, v: int, d: int) -> int:
    """Return where `cheapest` of the slot stands in memory; it is computed where the tour has changed since.

    A slot has two entries: one for the tour as it was when the step began, which stays true if the step is undone, and
    one for the tour as the step has made it.
    """
    entry, version = 2 * (facts.visit[v, SLOT] + d), state.tour[d, VERSION]
    if state.known[entry, KNOWN_IN] == version:
        return entry
    if state.known[entry + 1, KNOWN_IN] == version:
        return entry + 1
    if state.tour[d, STAMP] == state.tally[STEP]:
        entry += 1
    state.known_cost[entry], state.known[entry, KNOWN_AT] = cheapest(facts, state, v, d, NOWHERE)
    state.known[entry, KNOWN_IN] = version
    return entry


@part
def balance_change(facts: Facts, state: State, d: int, added: int) -> float:
    """Return what `added` seconds of work on tour `d` change in the price of imbalance.

    The sum of squared deviations from the mean of n tours is the sum of squares less S * S / n, S being all work.
    """
    n, work = len(facts.day), state.tour[d, DRIVEN] + state.tour[d, SERVED]
    return facts.balance[0] * added * (2.0 * (work - state.tally[WORK] / n) + added * (1.0 - 1.0 / n))


@kernel
def added_driving(facts: Facts, state: State, v: int, d: int, at: int) -> int:
    """Return the driving seconds that `v` adds to tour `d` after node `at`."""
    place, p, q = facts.visit[v, PLACE], state.node[d, at, AT], state.node[d, at + 1, AT]
    saved = facts.travel[p, q] if state.tour[d, COUNT] > 0 else 0
    return int(facts.travel[p, place]) + facts.travel[place, q] - saved


@part
def fine_for(facts: Facts, state: State, v: int, d: int) -> float:
    """Return the fine for the load that `v` adds to tour `d` above its cap."""
    over, load = state.tour[d, CARRIED] - facts.day[d, MAX_LOAD], facts.visit[v, LOAD]
    above = min(load, over + load)
    return state.total[FINE] * above if above > 0 else 0.0


@inner
def price_on(facts: Facts, state: State, v: int, d: int) -> float:
    """Return what serving `v` on rep-day `d` costs: way, day price, balance and fine; infinity where it fits not."""
    slot = facts.visit[v, SLOT] + d
    if facts.visit[v, NEEDS] > state.tour[d, SPARE] or facts.opening[slot, OPENS] < 0:
        return np.inf
    entry = known(facts, state, v, d)
    price = state.known_cost[entry] + facts.price[slot] + fine_for(facts, state, v, d)
    if facts.balance[0] > 0 and price < np.inf:
        work = added_driving(facts, state, v, d, state.known[entry, KNOWN_AT]) + facts.visit[v, SERVICE]
        price += balance_change(facts, state, d, work)
    return price


@part
def add_sums(facts: Facts, state: State, v: int, d: int, driving: int, sign: int) -> None:
    """Add to (or, with sign -1, take from) a tour's sums one visit and a change of driving; renew its version."""
    tour = state.tour[d]
    tour[COUNT] += sign
    tour[CARRIED] += sign * facts.visit[v, LOAD]
    tour[SERVED] += sign * facts.visit[v, SERVICE]
    tour[DRIVEN] += driving
    state.tally[WORK] += driving + sign * facts.visit[v, SERVICE]
    state.tally[NEWEST] += 1
    tour[VERSION] = state.tally[NEWEST]


@kernel
def insert(facts: Facts, state: State, v: int, d: int, at: int, price: float) -> None:
    """Put `v` into tour `d` after node `at`, where it adds `price` to the way."""
    node, driving = state.node[d], added_driving(facts, state, v, d, at)
    for i in range(state.tour[d, COUNT] + 1, at, -1):
        for column in range(node.shape[1]):
            node[i + 1, column] = node[i, column]
    node[at + 1, AT], node[at + 1, VISIT] = facts.visit[v, PLACE], v
    state.drive[d, NOW] += price
    state.where[v] = d
    add_sums(facts, state, v, d, driving, 1)
    time_forward(facts, state, d, at + 1)
    time_backward(facts, state, d, at + 1)
    measure_spare(facts, state, d)
