"""What is wrong with a horizon, said before the search starts; the rest of it is planned all the same.

One function for each rule; all problems are gathered. A visit named here is left unserved by the search, or served
where the contradiction leaves a way.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from routing.problems import Problem
from routing.sentences import sentence
from routing.tour import Window
from routing.travel import UNREACHABLE_S
from scheduler.horizon import DueVisit, Horizon, RepDay
from scheduler.search.clashes import clashing_compulsory_visits
from scheduler.spacing import NEXT_DAY


def validate(horizon: Horizon) -> tuple[Problem, ...]:
    """Return every problem found, in the order of the rules below; empty where there is none."""
    if not horizon.rep_days or not horizon.visits:
        return tuple(_empty(horizon))
    rules = (_contradictory_spacing, _visits_without_a_day, _lunch_outside_the_shift, _unfit_patterns, _overload)
    return tuple(problem for rule in (*rules, clashing_compulsory_visits) for problem in rule(horizon))


def _empty(horizon: Horizon) -> Iterator[Problem]:
    if not horizon.rep_days:
        yield Problem("no-working-day", "horizon", "it has no working day", "Check working hours and holidays.")
    if not horizon.visits:
        yield Problem("no-due-visit", "horizon", "no visit is due in it", "Check intervals and last visits.")


def _of_accounts(horizon: Horizon) -> dict[str, list[DueVisit]]:
    visits: dict[str, list[DueVisit]] = {}
    for visit in horizon.visits:
        visits.setdefault(visit.account, []).append(visit)
    return visits


def _contradictory_spacing(horizon: Horizon) -> Iterator[Problem]:
    for visits in _of_accounts(horizon).values():
        for visit in visits:
            least = max(NEXT_DAY, visit.least_gap_days)
            if least > visit.most_gap_days:
                cause = sentence(
                    "at least {least} and at most {most_gap_days} days apart",
                    least=least,
                    most_gap_days=visit.most_gap_days,
                )
                yield Problem(
                    "spacing-contradictory",
                    sentence("visit {visit}", visit=visit.id),
                    cause,
                    "Let least be at most most.",
                )
        if visits[0].account not in horizon.patterns:
            yield from _impossible_gaps(visits)


def _impossible_gaps(visits: list[DueVisit]) -> Iterator[Problem]:
    for before, visit in pairwise(visits):
        widest, narrowest = visit.last_day - before.first_day, visit.first_day - before.last_day
        least = max(NEXT_DAY, visit.least_gap_days)
        if least <= visit.most_gap_days and (widest < least or narrowest > visit.most_gap_days):
            cause = sentence(
                "its days leave {narrowest} to {widest} days after visit {before}, outside its spacing",
                narrowest=narrowest,
                widest=widest,
                before=before.id,
            )
            yield Problem(
                "spacing-impossible", sentence("visit {visit}", visit=visit.id), cause, "Widen its days or its spacing."
            )


def _visits_without_a_day(horizon: Horizon) -> Iterator[Problem]:
    for visit in horizon.visits:
        days = [day for day in horizon.rep_days if visit.first_day <= day.day <= visit.last_day]
        longest = [max((w.closes_s - w.opens_s for w in _windows(horizon, visit, day)), default=-1) for day in days]
        where = sentence("visit {visit}", visit=visit.id)
        if not days:
            cause = sentence(
                "no working day lies between day {first_day} and day {last_day}",
                first_day=visit.first_day,
                last_day=visit.last_day,
            )
            yield Problem("visit-without-day", where, cause, "Widen its days.")
        elif max(longest) < 0:
            yield Problem("visit-closed", where, "its account is closed on all its days", "Check the opening hours.")
        elif max(longest) < visit.service_s:
            cause = sentence(
                "its service of {service_s} s is longer than every window ({longest} s)",
                service_s=visit.service_s,
                longest=max(longest),
            )
            yield Problem("window-too-short", where, cause, "Shorten the service or open longer.")
        elif not any(_reaches(horizon, visit, day) for day in days):
            cause = sentence("there and back takes longer than any of its days")
            yield Problem("place-unreachable", where, cause, "Check its place on the map, or lengthen the day.")


def _windows(horizon: Horizon, visit: DueVisit, day: RepDay) -> tuple[Window, ...]:
    hours = horizon.hours[visit.hours]
    return hours[day.day] if day.day < len(hours) else ()


def _reaches(horizon: Horizon, visit: DueVisit, day: RepDay) -> bool:
    """Return whether the day has time for the visit, from home or a hotel and back to one of them."""
    caps = [cap for cap in (day.max_work_s, day.max_day_s, day.end_s - day.start_s) if cap is not None]
    most_driving_s = day.max_driving_s if day.max_driving_s is not None else UNREACHABLE_S
    to = _shortest(horizon.travel_s[_nights_of(horizon, day.start_place, day.day - 1), visit.place])
    back = _shortest(horizon.travel_s[visit.place, _nights_of(horizon, day.end_place, day.day)])
    if UNREACHABLE_S in {to, back}:
        return False
    return to + back + visit.service_s <= min(caps) and to + back <= most_driving_s


def _nights_of(horizon: Horizon, place: int, night: int) -> list[int]:
    """Return where a night may be spent, `place` and the hotels if the rep is willing then."""
    lodging = horizon.lodging
    beds = lodging.beds if lodging and (night in lodging.willing or night in lodging.spent) else ()
    return [place, *(bed.place for bed in beds)]


def _shortest(ways_s: NDArray[np.int32]) -> int:
    known = ways_s[ways_s != UNREACHABLE_S]
    return int(known.min()) if len(known) else UNREACHABLE_S


def _lunch_outside_the_shift(horizon: Horizon) -> Iterator[Problem]:
    for day in horizon.rep_days:
        if day.lunch and day.start_s > day.lunch.latest_s:
            cause = sentence(
                "lunch begins by {latest_s} s, the shift only at {start_s} s; the day stays empty",
                latest_s=day.lunch.latest_s,
                start_s=day.start_s,
            )
            yield Problem("lunch-before-shift", sentence("day {day}", day=day.day), cause, "Ask no lunch on that day.")


def _unfit_patterns(horizon: Horizon) -> Iterator[Problem]:
    worked = {day.day for day in horizon.rep_days}
    for account, visits in _of_accounts(horizon).items():
        patterns = horizon.patterns.get(account)
        if patterns is None:
            continue
        as_many = [sorted(days) for days in patterns if len(days) == len(visits)]
        if not as_many:
            cause = sentence("none of its patterns has {count} days, one for each due visit", count=len(visits))
            yield Problem(
                "pattern-unfit",
                sentence("account {account}", account=account),
                cause,
                "Give patterns of that many days.",
            )
        elif not any(_has_a_day(visits, days, worked) for days in as_many):
            cause = sentence("no day of its patterns is a working day on which its visit is due")
            yield Problem(
                "pattern-unfit",
                sentence("account {account}", account=account),
                cause,
                "Give patterns of days that are worked.",
            )


def _has_a_day(visits: list[DueVisit], days: list[int], worked: set[int]) -> bool:
    """Say whether any visit may lie on its day of a pattern."""
    return any(v.first_day <= day <= v.last_day and day in worked for v, day in zip(visits, days, strict=True))


def _overload(horizon: Horizon) -> Iterator[Problem]:
    asked = sum(visit.service_s for visit in horizon.visits)
    lunches = (day.lunch.length_s if day.lunch else 0 for day in horizon.rep_days)
    given = sum(day.end_s - day.start_s - lunch for day, lunch in zip(horizon.rep_days, lunches, strict=True))
    if asked > given:
        cause = sentence(
            "{asked:.0f} hours of service are due in {given:.0f} hours of work, driving apart",
            asked=asked / 3600,
            given=given / 3600,
        )
        yield Problem("overload", "horizon", cause, "Lengthen intervals, hand accounts over, or add days.")
