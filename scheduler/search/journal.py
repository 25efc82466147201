"""A step's journal: tours and visits are noted before they change, so that a step can be undone."""

from __future__ import annotations

from scheduler.search.facts import (
    ABSENT,
    ABSENT_AT,
    CARRIED,
    CHANGED,
    CHANGED_IN,
    COST,
    COUNT,
    DRIVEN,
    EASED,
    EXCESS,
    FINE,
    KEPT,
    MAX_LOAD,
    MISSING,
    MUST,
    NOW,
    SERVED,
    SLOT,
    STAMP,
    STEP,
    TODO,
    TOUCHED,
    VERSION,
    VISIT,
    WAS,
    WORK,
    Facts,
    State,
    kernel,
    part,
)


@kernel
def begin(state: State) -> None:
    """Open the journal of a new step."""
    state.tally[STEP] += 1
    state.tally[TOUCHED] = state.tally[CHANGED] = state.tally[TODO] = 0


@kernel
def touch(state: State, d: int) -> None:
    """Keep tour `d` as it is, unless this step has kept it already."""
    tally = state.tally
    if state.tour[d, STAMP] == tally[STEP]:
        return
    state.tour[d, STAMP] = tally[STEP]
    state.listed[TOUCHED, tally[TOUCHED]] = d
    tally[TOUCHED] += 1
    node, kept = state.node[d], state.kept_node[d]
    for i in range(state.tour[d, COUNT] + 2):
        for column in range(node.shape[1]):
            kept[i, column] = node[i, column]
    for column in range(state.kept_tour.shape[1]):
        state.kept_tour[d, column] = state.tour[d, column]
    state.drive[d, KEPT] = state.drive[d, NOW]


@kernel
def note(state: State, v: int) -> None:
    """Keep where `v` is, unless this step has noted it already."""
    tally = state.tally
    if state.seen[v, CHANGED_IN] == tally[STEP]:
        return
    state.seen[v, CHANGED_IN] = tally[STEP]
    state.listed[CHANGED, tally[CHANGED]], state.seen[v, WAS] = v, state.where[v]
    tally[CHANGED] += 1


@part
def imbalance_change(facts: Facts, state: State) -> float:
    """Return what the step so far has added to the price of imbalance.

    The sum of squared deviations from the mean of n tours is the sum of squares less S * S / n, S being all work.
    """
    if facts.balance[0] == 0:
        return 0.0
    squares, gained, total = 0.0, 0, float(state.tally[WORK])
    for x in range(state.tally[TOUCHED]):
        d = state.listed[TOUCHED, x]
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
        d = state.listed[TOUCHED, x]
        added += state.drive[d, NOW] - state.drive[d, KEPT]
    for x in range(state.tally[CHANGED]):
        v = state.listed[CHANGED, x]
        added += visit_price(facts, v, state.where[v]) - visit_price(facts, v, state.seen[v, WAS])
    return added


@kernel
def eased_price(facts: Facts, state: State) -> float:
    """Return what of a step's price its verdict passes over: a share of the worth of the visits that it leaves out."""
    price = 0.0
    if state.total[EASED] > 0:
        for x in range(state.tally[CHANGED]):
            v = state.listed[CHANGED, x]
            if state.where[v] < 0 <= state.seen[v, WAS]:
                price += facts.unserved[v]
            elif state.where[v] >= 0 > state.seen[v, WAS]:
                price -= facts.unserved[v]
    return state.total[EASED] * price


@kernel
def with_fine(state: State, price: float, excess: int) -> float:
    """Return a step's price with the fine for what tours carry more above their caps than before it."""
    return price + state.total[FINE] * excess if excess != 0 else price


@kernel
def step_missing(facts: Facts, state: State) -> int:
    """Return how many more compulsory visits are unserved than before the step."""
    more = 0
    for x in range(state.tally[CHANGED]):
        v = state.listed[CHANGED, x]
        if facts.visit[v, MUST] == 1:
            more += (state.where[v] < 0) - (state.seen[v, WAS] < 0)
    return more


@kernel
def step_excess(facts: Facts, state: State) -> int:
    """Return how much more the tours carry above their caps than before the step."""
    more = 0
    for x in range(state.tally[TOUCHED]):
        d = state.listed[TOUCHED, x]
        cap = facts.day[d, MAX_LOAD]
        more += max(0, state.tour[d, CARRIED] - cap) - max(0, state.kept_tour[d, CARRIED] - cap)
    return more


@kernel
def undo(state: State) -> None:
    """Put back every tour and visit as it was before the step."""
    tally = state.tally
    for x in range(tally[TOUCHED]):
        d = state.listed[TOUCHED, x]
        tally[WORK] -= state.tour[d, DRIVEN] + state.tour[d, SERVED]
        tally[WORK] += state.kept_tour[d, DRIVEN] + state.kept_tour[d, SERVED]
        for column in range(state.kept_tour.shape[1]):
            state.tour[d, column] = state.kept_tour[d, column]
        state.drive[d, NOW] = state.drive[d, KEPT]
        for i in range(state.tour[d, COUNT] + 2):
            for column in range(state.node.shape[2]):
                state.node[d, i, column] = state.kept_node[d, i, column]
    for x in range(tally[CHANGED]):
        v = state.listed[CHANGED, x]
        state.where[v] = state.seen[v, WAS]


@part
def unchanged(state: State, d: int) -> bool:
    """Return whether the step has put tour `d` back as it was."""
    same = state.tour[d, COUNT] == state.kept_tour[d, COUNT]
    for i in range(1, state.tour[d, COUNT] + 1):
        same = same and state.node[d, i, VISIT] == state.kept_node[d, i, VISIT]
    return same


@kernel
def settle(state: State, price: float, missing: int, excess: int) -> None:
    """Keep the step: renew the list of absent visits and the sums; what is known of unchanged tours stays known."""
    tally = state.tally
    for x in range(tally[TOUCHED]):
        d = state.listed[TOUCHED, x]
        if unchanged(state, d):
            state.tour[d, VERSION] = state.kept_tour[d, VERSION]
    for x in range(tally[CHANGED]):
        v = state.listed[CHANGED, x]
        place = state.seen[v, ABSENT_AT]
        if state.where[v] < 0 and place < 0:
            state.listed[ABSENT, tally[ABSENT]], state.seen[v, ABSENT_AT] = v, tally[ABSENT]
            tally[ABSENT] += 1
        elif state.where[v] >= 0 and place >= 0:
            tally[ABSENT] -= 1
            last = state.listed[ABSENT, tally[ABSENT]]
            state.listed[ABSENT, place], state.seen[last, ABSENT_AT], state.seen[v, ABSENT_AT] = last, place, -1
    state.total[COST] += price
    tally[MISSING] += missing
    tally[EXCESS] += excess
