"""When can it be? Earliest and latest times of a tour, exact with several windows, waiting and lunch.

Each node keeps the earliest moment at which the rep can leave it and the latest at which he may arrive, both for lunch
still due and for lunch taken. With them an insertion is tested in constant time, nothing approximated; the forward and
backward slack idea is Savelsbergh's (1992), the second state for the break follows Prescott-Gagnon et al. (2010).
"""

from __future__ import annotations

from scheduler.search.facts import (
    AT,
    COUNT,
    DRIVEN,
    EARLY_DUE,
    EARLY_TAKEN,
    END,
    HEAD,
    LATE_DUE,
    LATE_TAKEN,
    LUNCH_FROM,
    LUNCH_LENGTH,
    LUNCH_TO,
    MAX_DAY,
    MAX_WORK,
    NEVER,
    OPENS,
    ROOM,
    SERVED,
    SERVICE,
    SHUTS,
    SLOT,
    SPARE,
    START,
    VISIT,
    Facts,
    Ints,
    State,
    inner,
    kernel,
    part,
)


@inner
def served_by(window: Ints, hours: Ints, ready: int, service: int) -> int:
    """Return when a service ends that begins at `ready` or as soon as a window allows; `NEVER` where none does."""
    for k in range(hours[OPENS], hours[SHUTS]):
        if max(ready, window[k, 0]) <= window[k, 1] - service:
            return max(ready, window[k, 0]) + service
    return NEVER


@inner
def arrive_by(window: Ints, hours: Ints, done: int, service: int) -> int:
    """Return the latest arrival with which the service is over by `done`; `-NEVER` where none is."""
    for k in range(hours[SHUTS] - 1, hours[OPENS] - 1, -1):
        if done - service >= window[k, 0] and window[k, 1] - service >= window[k, 0]:
            return min(done, window[k, 1]) - service
    return -NEVER


@kernel
def lunch_on_the_way(leave: int, travel: int, lunch_from: int, lunch_to: int, length: int) -> int:
    """Return the earliest arrival when lunch is taken between leaving and arriving; `NEVER` where it is too late."""
    if length < 0 or leave > lunch_to:
        return NEVER
    return max(leave + travel, lunch_from) + length


@part
def leave_before_lunch(arrival: int, travel: int, lunch_from: int, lunch_to: int, length: int) -> int:
    """Return the latest leaving with which lunch can be had on the way and `arrival` kept; `-NEVER` where it cannot."""
    if length < 0 or lunch_from + length > arrival:
        return -NEVER
    return min(lunch_to, arrival - length - travel)


@part
def set_ends(facts: Facts, state: State, d: int) -> None:
    """Write the times of a tour's start and end: what lunch asks, and what the shift allows."""
    day, node, last = facts.day[d], state.node[d], state.tour[d, COUNT] + 1
    asked = day[LUNCH_LENGTH] >= 0
    node[0, EARLY_DUE] = day[START] if asked else NEVER
    node[0, EARLY_TAKEN] = NEVER if asked else day[START]
    node[last, LATE_TAKEN] = day[END]
    node[last, LATE_DUE] = min(day[END], day[LUNCH_FROM]) if asked else -NEVER


@inner
def time_forward(facts: Facts, state: State, d: int, start: int) -> None:
    """Write the earliest leaving of the visits from node `start` on."""
    day, node = facts.day[d], state.node[d]
    lunch_from, lunch_to, length = day[LUNCH_FROM], day[LUNCH_TO], day[LUNCH_LENGTH]
    for i in range(start, state.tour[d, COUNT] + 1):
        v = node[i, VISIT]
        hours, service = facts.opening[facts.visit[v, SLOT] + d], facts.visit[v, SERVICE]
        travel = int(facts.travel[node[i - 1, AT], node[i, AT]])
        due = node[i - 1, EARLY_DUE] + travel
        taken = node[i - 1, EARLY_TAKEN] + travel
        taken = min(taken, lunch_on_the_way(node[i - 1, EARLY_DUE], travel, lunch_from, lunch_to, length))
        node[i, EARLY_DUE] = served_by(facts.window, hours, due, service)
        node[i, EARLY_TAKEN] = served_by(facts.window, hours, taken, service)


@inner
def time_backward(facts: Facts, state: State, d: int, start: int) -> None:
    """Write the latest arrival of the visits from node `start` back to the first."""
    day, node = facts.day[d], state.node[d]
    lunch_from, lunch_to, length = day[LUNCH_FROM], day[LUNCH_TO], day[LUNCH_LENGTH]
    for i in range(start, 0, -1):
        v = node[i, VISIT]
        hours, service = facts.opening[facts.visit[v, SLOT] + d], facts.visit[v, SERVICE]
        travel = int(facts.travel[node[i, AT], node[i + 1, AT]])
        due = max(
            node[i + 1, LATE_DUE] - travel,
            leave_before_lunch(node[i + 1, LATE_TAKEN], travel, lunch_from, lunch_to, length),
        )
        node[i, LATE_DUE] = arrive_by(facts.window, hours, due, service)
        node[i, LATE_TAKEN] = arrive_by(facts.window, hours, node[i + 1, LATE_TAKEN] - travel, service)


@inner
def measure_spare(facts: Facts, state: State, d: int) -> None:
    """Write the room between the nodes of a tour, and the seconds of service and detour that it can spare anywhere."""
    day, node, tour = facts.day[d], state.node[d], state.tour[d]
    spare = -NEVER
    # Where no lunch is asked, nobody leaves with lunch still due before `NEVER`: its length does not matter.
    for i in range(tour[COUNT] + 1):
        leave, taken, arrive = node[i, EARLY_DUE], node[i, EARLY_TAKEN], node[i + 1, LATE_TAKEN]
        node[i, ROOM] = max(arrive - min(taken, leave + day[LUNCH_LENGTH]), node[i + 1, LATE_DUE] - leave)
        spare = max(spare, node[i, ROOM] - (facts.travel[node[i, AT], node[i + 1, AT]] if tour[COUNT] > 0 else 0))
    tour[SPARE] = min(spare, min(day[MAX_WORK], day[MAX_DAY]) - tour[SERVED] - tour[DRIVEN])


@kernel
def retime(facts: Facts, state: State, d: int) -> None:
    """Write all times of a tour."""
    set_ends(facts, state, d)
    time_forward(facts, state, d, HEAD)
    time_backward(facts, state, d, state.tour[d, COUNT])
    measure_spare(facts, state, d)
