"""Several waiting visits of one account in a row, placed together: the best days by a dynamic programme.

The days of an account's visits depend on each other only through the spacing, and insertions on different rep-days do
not touch: so the least sum of cheapest insertions over all feasible day sequences is found exactly, visit by visit.
The idea is that of pattern insertion in periodic routing (Cordeau, Gendreau and Laporte 1997), for open patterns.
"""

from __future__ import annotations

import numpy as np

from scheduler.search.chance import uniform
from scheduler.search.facts import (
    ACCOUNT,
    DAY,
    LEAST,
    MOST,
    MUST,
    PLAN_DAY,
    PLAN_FIRST,
    PLAN_LAST,
    TRUST,
    VISITS,
    Facts,
    State,
    kernel,
    part,
)
from scheduler.search.insertion import price_on
from scheduler.search.spacing import days_left

BLINK = 0.02
"""How often a day is overlooked, or the best place of a tour."""


@kernel
def row_of_waiting(facts: Facts, state: State, v: int) -> tuple[int, int]:
    """Return the first and last of the account's visits around `v` that all wait."""
    account = facts.visit[v, ACCOUNT]
    first, last = v, v
    while first > facts.account[account, VISITS] and state.where[first - 1] < 0:
        first -= 1
    while last + 1 < facts.account[account + 1, VISITS] and state.where[last + 1] < 0:
        last += 1
    return first, last


@part
def best_before(facts: Facts, state: State, v: int, d: int, row: int) -> tuple[float, int]:
    """Return the least sum for the visits before `v`, when `v` lies on `d`, and the day of the one just before."""
    day, best, at = facts.day[d, DAY], np.inf, -1
    for before in range(state.plan[row, PLAN_FIRST], state.plan[row, PLAN_LAST] + 1):
        gap = day - facts.day[before, DAY]
        if gap < facts.visit[v, LEAST] or before >= d:
            break
        if gap <= facts.visit[v, MOST] and state.plan_sum[row, before] < best:
            best, at = state.plan_sum[row, before], before
    return best, at


@part
def fill_row(facts: Facts, state: State, v: int, row: int) -> None:
    """Write for each rep-day the least sum of the row's visits up to `v`, when `v` lies there."""
    first, last = days_left(facts, state, v)
    state.plan[row, PLAN_FIRST], state.plan[row, PLAN_LAST] = first, last
    for d in range(first, last + 1):
        price, before = price_on(facts, state, v, d), -1
        if price < np.inf and uniform(state) < BLINK:
            price = np.inf
        if row > 0 and price < np.inf:
            earlier, before = best_before(facts, state, v, d, row - 1)
            price += earlier
        state.plan_sum[row, d], state.plan_from[row, d] = price, before


@part
def plan_row(facts: Facts, state: State, first: int, last: int) -> bool:
    """Write the best days of the visits `first` .. `last` into `plan_day`; False where leaving them out is cheaper."""
    refused = 0.0
    for v in range(first, last + 1):
        fill_row(facts, state, v, v - first)
        refused += 1e15 if facts.visit[v, MUST] == 1 else state.total[TRUST] * facts.unserved[v]
    best, at, row = refused, -1, last - first
    for d in range(state.plan[row, PLAN_FIRST], state.plan[row, PLAN_LAST] + 1):
        if state.plan_sum[row, d] < best:
            best, at = state.plan_sum[row, d], d
    if at < 0:
        return False
    for row in range(last - first, -1, -1):
        state.plan[row, PLAN_DAY] = at
        at = state.plan_from[row, at]
    return True
