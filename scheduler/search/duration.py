"""Is it short enough? The least time of a tour from leaving to coming home, waiting and lunch counted.

A rep leaves as late as the time of coming home allows. Of those times only few can belong to a shortest tour: that of
leaving at once, and those which the last waiting decides, for a window to open or for lunch to begin. All are tried, so
the answer is exact with several windows and lunch, and takes time only on days that have such a cap.
"""

from __future__ import annotations

from scheduler.search.facts import (
    AT,
    COUNT,
    END,
    LASTS,
    LEG,
    LUNCH_FROM,
    LUNCH_LENGTH,
    LUNCH_TO,
    MAX_DAY,
    NEVER,
    OPENS,
    PLACE,
    SERVICE,
    SHUTS,
    SLOT,
    START,
    VISIT,
    Facts,
    State,
    inner,
    kernel,
    part,
)
from scheduler.search.timing import arrive_by, leave_before_lunch, lunch_on_the_way, served_by


@inner
def lay(facts: Facts, state: State, d: int, z: int, place: int, to: int, v: int) -> None:
    """Write place `z` of the line: the way to it, and the windows and length of service of visit `v`."""
    line = state.line[z]
    line[LEG] = facts.travel[place, to]
    hours = facts.opening[facts.visit[v, SLOT] + d]
    line[OPENS], line[SHUTS], line[LASTS] = hours[OPENS], hours[SHUTS], facts.visit[v, SERVICE]


@part
def lay_out(facts: Facts, state: State, d: int, at: int, v: int) -> int:
    """Write tour `d` with `v` after node `at`, or as it is where `at` is none, in a line; return its visits."""
    node, count, z = state.node[d], state.tour[d, COUNT], 1
    place = node[0, AT]
    for i in range(count + 1):
        if i == at:
            lay(facts, state, d, z, place, facts.visit[v, PLACE], v)
            place = facts.visit[v, PLACE]
            z += 1
        if i < count:
            lay(facts, state, d, z, place, node[i + 1, AT], node[i + 1, VISIT])
            place = node[i + 1, AT]
            z += 1
    state.line[z, LEG], state.line[z, LASTS] = facts.travel[place, node[count + 1, AT]], 0
    return z - 1


@kernel
def home_from(facts: Facts, state: State, d: int, count: int, i: int, due: int, taken: int) -> int:
    """Return when home is reached from place `i` of the line at the earliest; `NEVER` where it is not in time."""
    day = facts.day[d]
    lunch_from, lunch_to, length = day[LUNCH_FROM], day[LUNCH_TO], day[LUNCH_LENGTH]
    for z in range(i + 1, count + 2):
        line = state.line[z]
        taken = min(taken + line[LEG], lunch_on_the_way(due, line[LEG], lunch_from, lunch_to, length))
        due += line[LEG]
        if z <= count:
            due = served_by(facts.window, line, due, line[LASTS])
            taken = served_by(facts.window, line, taken, line[LASTS])
    home = due if due <= lunch_from else taken
    return home if home <= day[END] else NEVER


@kernel
def leave_for(facts: Facts, state: State, d: int, count: int, home: int) -> int:
    """Return the latest leaving with which home is reached by a time; `-NEVER` where there is none in the shift."""
    day = facts.day[d]
    lunch_from, lunch_to, length = day[LUNCH_FROM], day[LUNCH_TO], day[LUNCH_LENGTH]
    due, taken = min(home, lunch_from) if length >= 0 else -NEVER, home
    for z in range(count + 1, 0, -1):
        leg = state.line[z, LEG]
        due = max(due - leg, leave_before_lunch(taken, leg, lunch_from, lunch_to, length))
        taken -= leg
        if z > 1:
            line = state.line[z - 1]
            due = arrive_by(facts.window, line, due, line[LASTS])
            taken = arrive_by(facts.window, line, taken, line[LASTS])
    # Whoever leaves with lunch taken has had it at home.
    earliest = day[START] if length < 0 else max(day[START], lunch_from) + length
    if taken < earliest or (length >= 0 and day[START] > lunch_to):
        taken = -NEVER
    return max(taken, due if due >= day[START] else -NEVER)


@inner
def is_short(facts: Facts, state: State, d: int, count: int, i: int, due: int, taken: int, begun: int) -> bool:
    """Return whether the line is short enough if it goes on from place `i` at these times.

    Whoever is at place `i` then has left by `begun`: where that is too early, the leaving need not be looked for.
    """
    home = home_from(facts, state, d, count, i, due, taken)
    if home >= NEVER or home - begun > facts.day[d, MAX_DAY]:
        return False
    return home - leave_for(facts, state, d, count, home) <= facts.day[d, MAX_DAY]


@part
def is_short_at_once(facts: Facts, state: State, d: int, count: int) -> bool:
    """Return whether the line is short enough for a rep who comes home as early as can be, lunch at home or not."""
    day, length = facts.day[d], facts.day[d, LUNCH_LENGTH]
    due, taken = (day[START], NEVER) if length >= 0 else (NEVER, day[START])
    if is_short(facts, state, d, count, 0, due, taken, NEVER):
        return True
    if length < 0 or day[START] > day[LUNCH_TO]:
        return False
    return is_short(facts, state, d, count, 0, NEVER, max(day[START], day[LUNCH_FROM]) + length, NEVER)


@part
def is_short_after_waiting(facts: Facts, state: State, d: int, count: int) -> bool:
    """Return whether the line is short enough where the last waiting is for a window, or for lunch."""
    length, spent = facts.day[d, LUNCH_LENGTH], 0
    fed = facts.day[d, LUNCH_FROM] + length
    for i in range(1, count + 1):
        line = state.line[i]
        spent += line[LEG] + line[LASTS]
        for k in range(line[OPENS], line[SHUTS]):
            done = facts.window[k, 0] + line[LASTS]
            if done > facts.window[k, 1]:
                continue
            if is_short(facts, state, d, count, i, NEVER, done, done - spent):
                return True
            if length >= 0 and is_short(facts, state, d, count, i, done, NEVER, done - spent):
                return True
        if length >= 0:
            done = served_by(facts.window, line, fed, line[LASTS])
            if is_short(facts, state, d, count, i, NEVER, done, done - spent):
                return True
    return length >= 0 and fed - leave_for(facts, state, d, count, fed) <= facts.day[d, MAX_DAY]


@kernel
def in_a_day(facts: Facts, state: State, d: int, at: int, v: int) -> bool:
    """Return whether tour `d`, with `v` after node `at`, keeps the cap from door to door; nothing is added at none."""
    count, least = lay_out(facts, state, d, at, v), 0
    for z in range(1, count + 2):
        least += state.line[z, LEG] + state.line[z, LASTS]
    if least > facts.day[d, MAX_DAY]:
        return False
    if count == 0 or is_short_at_once(facts, state, d, count):
        return True
    return is_short_after_waiting(facts, state, d, count)
