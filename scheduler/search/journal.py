"""A step's journal: tours and visits are noted before they change, so that a step can be undone."""

from __future__ import annotations

from scheduler.search.facts import (
    ABSENT,
    CHANGED,
    COST,
    COUNT,
    DRIVEN,
    MISSING,
    MUST,
    SERVED,
    SLOT,
    STEP,
    TOUCHED,
    VERSION,
    VISIT,
    WORK,
    Facts,
    State,
    kernel,
)


@kernel
def touch(state: State, d: int) -> None:
    """Keep tour `d` as it is, unless this step has kept it already."""
    tally = state.tally
    if state.stamp[d] == tally[STEP]:
        return
    state.stamp[d] = tally[STEP]
    state.touched[tally[TOUCHED]] = d
    tally[TOUCHED] += 1
    node, kept = state.node[d], state.kept_node[d]
    for i in range(state.tour[d, COUNT] + 2):
        for column in range(node.shape[1]):
            kept[i, column] = node[i, column]
    for column in range(state.tour.shape[1]):
        state.kept_tour[d, column] = state.tour[d, column]
    state.kept_drive[d] = state.drive[d]


@kernel
def note(state: State, v: int) -> None:
    """Keep where `v` is, unless this step has noted it already."""
    tally = state.tally
    if state.changed_in[v] == tally[STEP]:
        return
    state.changed_in[v] = tally[STEP]
    state.changed[tally[CHANGED]], state.was[tally[CHANGED]] = v, state.where[v]
    tally[CHANGED] += 1


@kernel
def imbalance_change(facts: Facts, state: State) -> float:
    """Return what the step so far has added to the price of imbalance.

    The sum of squared deviations from the mean of n tours is the sum of squares less S * S / n, S being all work.
    """
    if facts.balance[0] == 0:
        return 0.0
    squares, gained, total = 0.0, 0, float(state.tally[WORK])
    for x in range(state.tally[TOUCHED]):
        d = state.touched[x]
        old = state.kept_tour[d, DRIVEN] + state.kept_tour[d, SERVED]
        new = state.tour[d, DRIVEN] + state.tour[d, SERVED]
        squares += float(new) * new - float(old) * old
        gained += new - old
    return facts.balance[0] * (squares - gained * (2.0 * total - gained) / len(facts.day))


@kernel
def visit_price(facts: Facts, v: int, d: int) -> float:
    """Return the price of visit `v` being on rep-day `d`, or nowhere (-1), its way apart."""
    return facts.unserved[v] if d < 0 else facts.price[facts.visit[v, SLOT] + d]


@kernel
def step_price(facts: Facts, state: State) -> float:
    """Return what the step so far has added to the schedule's cost."""
    added = imbalance_change(facts, state)
    for x in range(state.tally[TOUCHED]):
        d = state.touched[x]
        added += state.drive[d] - state.kept_drive[d]
    for x in range(state.tally[CHANGED]):
        v = state.changed[x]
        added += visit_price(facts, v, state.where[v]) - visit_price(facts, v, state.was[x])
    return added


@kernel
def step_missing(facts: Facts, state: State) -> int:
    """Return how many more compulsory visits are unserved than before the step."""
    more = 0
    for x in range(state.tally[CHANGED]):
        v = state.changed[x]
        if facts.visit[v, MUST] == 1:
            more += (state.where[v] < 0) - (state.was[x] < 0)
    return more


@kernel
def undo(state: State) -> None:
    """Put back every tour and visit as it was before the step."""
    tally = state.tally
    for x in range(tally[TOUCHED]):
        d = state.touched[x]
        tally[WORK] -= state.tour[d, DRIVEN] + state.tour[d, SERVED]
        tally[WORK] += state.kept_tour[d, DRIVEN] + state.kept_tour[d, SERVED]
        for column in range(state.tour.shape[1]):
            state.tour[d, column] = state.kept_tour[d, column]
        state.drive[d] = state.kept_drive[d]
        for i in range(state.tour[d, COUNT] + 2):
            for column in range(state.node.shape[2]):
                state.node[d, i, column] = state.kept_node[d, i, column]
    for x in range(tally[CHANGED]):
        state.where[state.changed[x]] = state.was[x]


@kernel
def unchanged(state: State, d: int) -> bool:
    """Return whether the step has put tour `d` back as it was."""
    same = state.tour[d, COUNT] == state.kept_tour[d, COUNT]
    for i in range(1, state.tour[d, COUNT] + 1):
        same = same and state.node[d, i, VISIT] == state.kept_node[d, i, VISIT]
    return same


@kernel
def settle(state: State, price: float, missing: int) -> None:
    """Keep the step: renew the list of absent visits and the sums; what is known of unchanged tours stays known."""
    tally = state.tally
    for x in range(tally[TOUCHED]):
        d = state.touched[x]
        if unchanged(state, d):
            state.tour[d, VERSION] = state.kept_tour[d, VERSION]
    for x in range(tally[CHANGED]):
        v = state.changed[x]
        place = state.absent_at[v]
        if state.where[v] < 0 and place < 0:
            state.absent[tally[ABSENT]], state.absent_at[v] = v, tally[ABSENT]
            tally[ABSENT] += 1
        elif state.where[v] >= 0 and place >= 0:
            tally[ABSENT] -= 1
            last = state.absent[tally[ABSENT]]
            state.absent[place], state.absent_at[last], state.absent_at[v] = last, place, -1
    state.total[COST] += price
    tally[MISSING] += missing
