"""Which days are left for a visit, given where its account's other visits are."""

from __future__ import annotations

from scheduler.search.facts import (
    ACCOUNT,
    DAY,
    FIRST,
    LAST,
    LEAST,
    MOST,
    OPENS,
    PATTERNS,
    SLOT,
    VISITS,
    Facts,
    State,
    inner,
    kernel,
    part,
)


@inner
def days_left(facts: Facts, state: State, v: int) -> tuple[int, int]:
    """Return the first and last rep-day on which `v` may lie, given where its brothers are."""
    visit, last_day = facts.visit, len(facts.first_rep_day) - 2
    account = visit[v, ACCOUNT]
    low, high = 0, last_day
    for u in range(v - 1, facts.account[account, VISITS] - 1, -1):
        if state.where[u] >= 0:
            low = facts.day[state.where[u], DAY] + (visit[v, LEAST] if u == v - 1 else 0)
            if u == v - 1:
                high = min(high, low - visit[v, LEAST] + visit[v, MOST])
            break
    for u in range(v + 1, facts.account[account + 1, VISITS]):
        if state.where[u] >= 0:
            high = min(high, facts.day[state.where[u], DAY] - (visit[u, LEAST] if u == v + 1 else 0))
            if u == v + 1:
                low = max(low, facts.day[state.where[u], DAY] - visit[u, MOST])
            break
    if low > high or low > last_day or high < 0:
        return 0, -1
    first = max(visit[v, FIRST], facts.first_rep_day[max(low, 0)])
    return first, min(visit[v, LAST], facts.first_rep_day[high + 1] - 1)


@kernel
def days_of(facts: Facts, v: int, day: int) -> tuple[int, int]:
    """Return the first and last rep-day of calendar day `day` on which `v` may lie."""
    first, last = facts.first_rep_day[day], facts.first_rep_day[day + 1] - 1
    return max(first, facts.visit[v, FIRST]), min(last, facts.visit[v, LAST])


@part
def on_a_pattern(facts: Facts, state: State, v: int, d: int) -> bool:
    """Return whether `v` on rep-day `d` and its account's placed visits lie on one of the account's patterns."""
    account = facts.visit[v, ACCOUNT]
    first, end = facts.account[account, VISITS], facts.account[account + 1, VISITS]
    for pattern in range(facts.account[account, PATTERNS], facts.account[account + 1, PATTERNS]):
        agrees = facts.pattern[pattern, v - first] == facts.day[d, DAY]
        for u in range(first, end):
            if state.where[u] >= 0 and facts.day[state.where[u], DAY] != facts.pattern[pattern, u - first]:
                agrees = False
        if agrees:
            return True
    return False


@kernel
def may_lie(facts: Facts, state: State, v: int, d: int) -> bool:
    """Return whether `v` may lie on rep-day `d`: its days, a service's length of opening, and its brothers' days."""
    visit, account = facts.visit, facts.visit[v, ACCOUNT]
    if d < visit[v, FIRST] or d > visit[v, LAST] or facts.opening[visit[v, SLOT] + d, OPENS] < 0:
        return False
    if facts.account[account, PATTERNS] < facts.account[account + 1, PATTERNS]:
        return on_a_pattern(facts, state, v, d)
    first, last = days_left(facts, state, v)
    return first <= d <= last
