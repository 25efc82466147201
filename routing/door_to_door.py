"""How long is a day from door to door? The least time from leaving to coming home, waiting and lunch counted.

A rep who leaves later comes home as early as before for as long as that only saves waiting. So the shortest day begins
as late as its return allows, and its return is one that the last waiting decides: for a window to open, or for lunch to
begin. Where nothing is waited for, leaving at once is as short as leaving later. There are few such returns, and trying
them all is exact with several windows and lunch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from routing.legs import LunchRule, Moment, backward, earliest_start, forward, lunch_at_home
from routing.paces import NEVER, Pace
from routing.tour import Stop


def latest_leaving(
    stops: Sequence[Stop], legs: Sequence[Pace], rule: LunchRule, start_s: int, return_s: int
) -> tuple[Moment, int | None]:
    """Return the latest leaving with which home is reached by a time, and when lunch begins at home before it."""
    limit = backward(stops, legs, rule, return_s)
    lunch_s = lunch_at_home(rule, start_s, limit)
    return (Moment(limit.due, NEVER) if lunch_s is None else Moment(NEVER, limit.taken)), lunch_s


def returns(stops: Sequence[Stop], legs: Sequence[Pace], rule: LunchRule, start_s: int) -> list[int]:
    """Return the times of coming home that a shortest day can have, the earliest first."""
    found = {home for home in _returns(stops, legs, rule, start_s) if home <= rule.end_s}
    return sorted(found)


def _returns(stops: Sequence[Stop], legs: Sequence[Pace], rule: LunchRule, start_s: int) -> Iterator[int]:
    def home(after: int, left: Moment) -> int:
        return rule.home(forward(stops[after:], legs[after:], rule, left)[-1][1])

    yield home(0, Moment(start_s, NEVER))
    lunch = rule.lunch
    if lunch is not None and start_s <= lunch.latest_s:
        yield home(0, Moment(NEVER, max(start_s, lunch.earliest_s) + lunch.length_s))
    for number, stop in enumerate(stops, start=1):
        for window in stop.windows:
            done_s = window.opens_s + stop.service_s
            if done_s <= window.closes_s:
                yield home(number, Moment(done_s, NEVER))
                yield home(number, Moment(NEVER, done_s))
    if lunch is not None:
        fed_s = lunch.earliest_s + lunch.length_s
        for number, stop in enumerate(stops, start=1):
            yield home(number, Moment(NEVER, earliest_start(stop, fed_s) + stop.service_s))
        yield fed_s
