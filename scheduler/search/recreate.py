"""Recreate: put the visits that wait back where they cost least, seldom blinking at a day or a place.

The orders and the blinks are those of slack induction by string removals (Christiaens and Vanden Berghe 2020). An
account with allowed patterns is placed as a whole: its days are independent of each other, so the best pattern is the
least sum of the cheapest insertions.
"""

from __future__ import annotations

import numpy as np

from scheduler.search.chance import below, uniform
from scheduler.search.facts import (
    ABSENT,
    ABSENT_AT,
    ACCOUNT,
    COUNT,
    DAY,
    EASED,
    FIRST,
    FROM,
    KNOWN_AT,
    LAST,
    LIMIT,
    MUST,
    PATTERNS,
    PLACE,
    PLAN_DAY,
    SERVICE,
    SPENT,
    TODO,
    TOUCHED,
    TRUST,
    TWIN,
    VISITS,
    Facts,
    State,
    inner,
    kernel,
    part,
)
from scheduler.search.insertion import cheapest, insert, known, price_on
from scheduler.search.journal import note, step_excess, step_price, touch, with_fine
from scheduler.search.rhythm import BLINK, plan_row, row_of_waiting
from scheduler.search.spacing import days_left, days_of, has_patterns, is_open

TOGETHER = 1.0
"""How often visits of an account that wait in a row are placed together."""
RETRIED = 8
"""Unserved visits that a step tries again, at most."""
SHARING = 40
"""Unserved visits near one of them that a step tries together, at most."""
WHATEVER = 1e6
"""How many times its worth a visit may cost where what it costs is judged later."""
TRUSTED = 10.0
"""How many times its worth a visit may cost in a step that trusts others near it to share the way; what such a step
costs as a whole decides."""


@inner
def cheapest_day(facts: Facts, state: State, v: int, first: int, last: int) -> tuple[float, int]:
    """Return the least price of `v` on the rep-days `first` .. `last`, and that day; infinity and -1 if none.

    Of empty tours that are twins the first is as good as any.
    """
    best, at = np.inf, -1
    for d in range(first, last + 1):
        if d > first and facts.day[d, TWIN] == 1 and state.tour[d, COUNT] + state.tour[d - 1, COUNT] == 0:
            continue
        price = price_on(facts, state, v, d)
        if price < best and (first == last or uniform(state) >= BLINK):
            best, at = price, d
    return best, at


@part
def next_best(facts: Facts, state: State, v: int, d: int, best: int, least: float) -> tuple[float, int]:
    """Return the price and the place of `v` on tour `d` next to the best; the best again where it is the only one.

    The best place of one visit may leave no room for another one.
    """
    price, at = cheapest(facts, state, v, d, best)
    return (price, at) if at >= 0 else (least, best)


@kernel
def place_within(facts: Facts, state: State, v: int, first: int, last: int) -> None:
    """Put `v` on its cheapest rep-day of `first` .. `last`, if it costs less there than unserved; keep a journal."""
    price, d = cheapest_day(facts, state, v, first, last)
    if d < 0 or (price >= state.total[TRUST] * facts.unserved[v] and facts.visit[v, MUST] == 0):
        return
    if state.tour[d, COUNT] + 2 < state.node.shape[1]:
        entry = known(facts, state, v, d)
        at, added, least = state.known[entry, KNOWN_AT], state.known_cost[entry], state.known_cost[entry]
        if uniform(state) < BLINK:
            added, at = next_best(facts, state, v, d, at, least)
        touch(state, d)
        note(state, v)
        insert(facts, state, v, d, at, added)
        state.total[SPENT] += price + added - least - facts.floor[v]


@part
def pattern_price(facts: Facts, state: State, account: int, pattern: int) -> float:
    """Return what placing the account's waiting visits on a pattern costs; infinity where a placed one is off it."""
    first, total = facts.account[account, VISITS], 0.0
    for v in range(first, facts.account[account + 1, VISITS]):
        day = facts.pattern[pattern, v - first]
        if state.where[v] >= 0:
            if facts.day[state.where[v], DAY] != day:
                return np.inf
            continue
        first_day, last_day = days_of(facts, v, day)
        price, _ = cheapest_day(facts, state, v, first_day, last_day)
        total += min(price, 1e15 if facts.visit[v, MUST] == 1 else facts.unserved[v])
    return total


@part
def cheapest_pattern(facts: Facts, state: State, account: int) -> int:
    """Return the cheapest pattern for the account's waiting visits; -1 where it has none."""
    best, at = np.inf, -1
    for pattern in range(facts.account[account, PATTERNS], facts.account[account + 1, PATTERNS]):
        price = pattern_price(facts, state, account, pattern)
        if price < best:
            best, at = price, pattern
    return at


@part
def place_on_pattern(facts: Facts, state: State, v: int, account: int) -> None:
    """Put `v` on its day of the account's cheapest pattern."""
    pattern = cheapest_pattern(facts, state, account)
    if pattern >= 0:
        first, last = days_of(facts, v, facts.pattern[pattern, v - facts.account[account, VISITS]])
        place_within(facts, state, v, first, last)


@part
def place_in_rhythm(facts: Facts, state: State, v: int) -> None:
    """Put `v`, and the account's visits that wait next to it, on their best days together."""
    first, last = row_of_waiting(facts, state, v)
    planned = first < last and uniform(state) < TOGETHER and plan_row(facts, state, first, last)
    for u in range(first, last + 1):
        earliest, latest = days_left(facts, state, u)
        if planned:
            earliest = latest = state.plan[u - first, PLAN_DAY]
        if planned or u == v:
            place_within(facts, state, u, earliest, latest)


@kernel
def wait(state: State, v: int) -> None:
    """Enter `v` in the list of visits to be placed."""
    state.listed[TODO, state.tally[TODO]] = v
    state.tally[TODO] += 1


@part
def retry_all(state: State) -> None:
    """Let every unserved visit wait for its place."""
    for x in range(state.tally[ABSENT]):
        wait(state, state.listed[ABSENT, x])


@part
def retry_some(facts: Facts, state: State) -> None:
    """Let a few unserved visits that could use a touched day wait for their place."""
    absent, before = state.tally[ABSENT], state.tally[TODO]
    begin = below(state, max(1, absent))
    for x in range(min(absent, 4 * RETRIED)):
        v, useful = state.listed[ABSENT, (begin + x) % absent], False
        for y in range(state.tally[TOUCHED]):
            useful = useful or facts.visit[v, FIRST] <= state.listed[TOUCHED, y] <= facts.visit[v, LAST]
        if useful and state.tally[TODO] - before < RETRIED:
            wait(state, v)


@part
def open_tour(facts: Facts, state: State, v: int) -> bool:
    """Put `v` on a rep-day of its own, whatever it costs; return False where none of its days is free."""
    first, last = days_left(facts, state, v)
    count = last - first + 1
    if count <= 0 or has_patterns(facts, v):
        return False
    begin = below(state, count)
    state.total[TRUST] = WHATEVER
    for x in range(count):
        d = first + (begin + x) % count
        if state.tour[d, COUNT] == 0 and is_open(facts, v, d):
            place_within(facts, state, v, d, d)
            if state.where[v] >= 0:
                return True
    return False


@part
def retry_near(facts: Facts, state: State) -> None:
    """Let unserved visits near one of them wait for their places, on a tour that is opened for them where one is free.

    Where none is, they pay more than each alone is worth.
    """
    before, seed = state.tally[TODO], state.listed[ABSENT, below(state, state.tally[ABSENT])]
    state.total[TRUST] = 1.0 if open_tour(facts, state, seed) else TRUSTED
    for account in facts.near[facts.visit[seed, ACCOUNT]]:
        for v in range(facts.account[account, VISITS], facts.account[account + 1, VISITS]):
            if state.where[v] < 0 and state.seen[v, ABSENT_AT] >= 0 and state.tally[TODO] - before < SHARING:
                wait(state, v)


@part
def rank(facts: Facts, state: State) -> None:
    """Choose an order at random and write each waiting visit's key: compulsory visits first."""
    draw = uniform(state)
    for x in range(state.tally[TODO]):
        v = state.listed[TODO, x]
        place, noise = facts.visit[v, PLACE], uniform(state)
        home = facts.way[facts.day[min(facts.visit[v, FIRST], len(facts.day) - 1), FROM], place]
        if draw < 0.3:
            key = noise
        elif draw < 0.5:
            key = -home
        elif draw < 0.6:
            key = home
        elif draw < 0.8:
            key = facts.visit[v, LAST] - facts.visit[v, FIRST] + noise
        else:
            key = -facts.unserved[v] * (0.5 + noise) - facts.visit[v, SERVICE]
        state.key[x] = key - (1e18 if facts.visit[v, MUST] == 1 else 0.0)


@part
def sort_waiting(state: State) -> None:
    """Sort the waiting visits by their keys; they are few, so insertion sort does."""
    todo, key = state.listed[TODO], state.key
    for x in range(1, state.tally[TODO]):
        v, k, y = todo[x], key[x], x
        while y > 0 and key[y - 1] > k:
            todo[y], key[y] = todo[y - 1], key[y - 1]
            y -= 1
        todo[y], key[y] = v, k


@part
def least_price(facts: Facts, state: State) -> float:
    """Return what the step adds to the cost, fines with it, if every waiting visit is placed for its floor."""
    price = with_fine(state, step_price(facts, state), step_excess(facts, state))
    for x in range(state.tally[TODO]):
        v = state.listed[TODO, x]
        price += facts.floor[v] - facts.unserved[v]
    return price


@part
def is_left_out(facts: Facts, state: State, v: int) -> bool:
    """Return whether `v`, after its turn, is unserved for sure: no waiting brother may take it along."""
    if state.where[v] >= 0:
        return False
    first, last = row_of_waiting(facts, state, v)
    return first == last


@part
def recreate(facts: Facts, state: State) -> bool:
    """Place the waiting visits, each where it costs least.

    Returns whether the step still awaits its verdict: it is given up as soon as it costs more than it may, whatever the
    rest costs.
    """
    rank(facts, state)
    sort_waiting(state)
    # Balance makes up for prices, and so do an absent visit that a brother's row takes along and a verdict that eases.
    bounded = facts.balance[0] == 0 and state.tally[ABSENT] == 0 and state.total[EASED] == 0
    state.total[SPENT] = least_price(facts, state) if bounded else -np.inf
    for x in range(state.tally[TODO]):
        v = state.listed[TODO, x]
        if state.where[v] >= 0:
            continue
        if has_patterns(facts, v):
            place_on_pattern(facts, state, v, facts.visit[v, ACCOUNT])
        else:
            place_in_rhythm(facts, state, v)
        if is_left_out(facts, state, v):
            state.total[SPENT] += facts.unserved[v] - facts.floor[v]
        if state.total[SPENT] >= state.total[LIMIT]:
            return False
    return True
