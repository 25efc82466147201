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
    """Return the first and last rep-day on which `v` may lie, given where the nearest of its placed brothers are.

    Absent ones between let the most spacing grow by their own; the least stays that of the later of the two.
    """
    visit, last_day = facts.visit, len(facts.first_rep_day) - 2
    account = visit[v, ACCOUNT]
    low, high, most = 0, last_day, visit[v, MOST]
    for u in range(v - 1, facts.account[account, VISITS] - 1, -1):
        if state.where[u] >= 0:
            low = facts.day[state.where[u], DAY] + visit[v, LEAST]
            high = min(high, facts.day[state.where[u], DAY] + most)
            break
        most += visit[u, MOST]
    most = 0
    for u in range(v + 1, facts.account[account + 1, VISITS]):
        most += visit[u, MOST]
        if state.where[u] >= 0:
            high = min(high, facts.day[state.where[u], DAY] - visit[u, LEAST])
            low = max(low, facts.day[state.where[u], DAY] - most)
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


@kernel
def has_patterns(facts: Facts, v: int) -> bool:
    """Return whether the days of `v`'s account are chosen together."""
    account = facts.visit[v, ACCOUNT]
    return facts.account[account, PATTERNS] < facts.account[account + 1, PATTERNS]


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
def is_open(facts: Facts, v: int, d: int) -> bool:
    """Return whether `v` may have rep-day `d` by its days, and a service's length of opening there."""
    visit = facts.visit
    return visit[v, FIRST] <= d <= visit[v, LAST] and facts.opening[visit[v, SLOT] + d, OPENS] >= 0


@kernel
def may_lie(facts: Facts, state: State, v: int, d: int) -> bool:
    """Return whether `v` may lie on rep-day `d`: its days, a service's length of opening, and its brothers' days."""
    if not is_open(facts, v, d):
        return False
    if has_patterns(facts, v):
        return on_a_pattern(facts, state, v, d)
    first, last = days_left(facts, state, v)
    return first <= d <= last


@part
def is_pattern(facts: Facts, state: State, one: int, other: int, count: int) -> bool:
    """Return whether the account of `one` has no patterns, or the days of the visits from `other` on are one."""
    account = facts.visit[one, ACCOUNT]
    first, end = facts.account[account, PATTERNS], facts.account[account + 1, PATTERNS]
    for pattern in range(first, end):
        agrees = True
        for k in range(count):
            agrees = agrees and facts.pattern[pattern, k] == facts.day[state.where[other + k], DAY]
        if agrees:
            return True
    return first == end


@kernel
def may_take(facts: Facts, state: State, one: int, other: int, count: int) -> bool:
    """Return whether all `count` visits of the account of `one` may lie where those from `other` on are now."""
    before = 0
    for k in range(count):
        v, d = one + k, state.where[other + k]
        gap = facts.day[d, DAY] - before
        if not is_open(facts, v, d) or (k > 0 and (gap < facts.visit[v, LEAST] or gap > facts.visit[v, MOST])):
            return False
        before = facts.day[d, DAY]
    return is_pattern(facts, state, one, other, count)
