"""The check of a whole plan, as it was published or exported: clock times, identities, and rules given as plain data.

Needs no horizon, no solver and no travel engine: a stranger can run it on an exported plan alone, and adds whatever
rules are at hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, pairwise

from scheduler.checking.plan_nights import Caps, check_nights_of_plan
from scheduler.checking.violation import Violation, clock
from scheduler.plan import Plan, PlannedVisit, Tour

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlanRules:
    """Rules as plain data; what is not named is not asked. Times are seconds since local midnight, inclusive.

    Attributes
    ----------
    open : account id to date to spans
        A service lies inside one of the spans.
    spacing : account id to (least, most) days
        Between visits of the plan, and from `last_visit` on.
    last_visit : account id to date
    shifts : rep id to date to span
        A rep works on these dates only.
    lunch : rep id to date to (earliest start, latest start, length)
        Asked of a tour that is not home by the earliest start; not asked on dates that are not named.
    longest : rep id to seconds
        From leaving to coming home, waiting and lunch counted.
    longest_week : rep id to seconds
        All of that in one week from Monday to Sunday.
    nights : rep id to (most in a row, most a week, weekdays)
        Nights away; that a tour begins where the one before ended is asked in any case.
    """

    open: Mapping[str, Mapping[date, tuple[Span, ...]]] = field(default_factory=dict)
    spacing: Mapping[str, Span] = field(default_factory=dict)
    last_visit: Mapping[str, date] = field(default_factory=dict)
    shifts: Mapping[str, Mapping[date, Span]] = field(default_factory=dict)
    lunch: Mapping[str, Mapping[date, tuple[int, int, int]]] = field(default_factory=dict)
    longest: Mapping[str, int] = field(default_factory=dict)
    longest_week: Mapping[str, int] = field(default_factory=dict)
    nights: Mapping[str, Caps] = field(default_factory=dict)


def check_plan(plan: Plan, rules: PlanRules | None = None) -> tuple[Violation, ...]:
    """Find what a plan breaks of itself, and of rules if they are given."""
    asked = rules or PlanRules()
    return (
        *_check_names(plan),
        *chain.from_iterable(_check_tour(plan, tour) for tour in plan.tours),
        *chain.from_iterable(_check_rep(tour, asked) for tour in plan.tours),
        *chain.from_iterable(_check_open(tour, asked) for tour in plan.tours),
        *_check_spacing(plan, asked),
        *_check_weeks(plan, asked),
        *check_nights_of_plan(plan, asked.nights),
    )


def _where(tour: Tour) -> str:
    return f"rep {tour.rep_id} on {tour.date}"


def _check_names(plan: Plan) -> Iterator[Violation]:
    named = Counter(visit.visit_id for tour in plan.tours for visit in tour.visits)
    named.update(visit.visit_id for visit in plan.unserved)
    for visit_id, times in named.items():
        if times > 1:
            yield Violation("planned-twice", f"visit {visit_id}", times - 1, f"named {times} times")
    for (rep_id, day), tours in Counter((tour.rep_id, tour.date) for tour in plan.tours).items():
        if tours > 1:
            yield Violation("two-tours", f"rep {rep_id} on {day}", tours - 1, f"{tours} tours on one day")


def _check_tour(plan: Plan, tour: Tour) -> Iterator[Violation]:
    if not plan.start <= tour.date <= plan.end:
        yield Violation("outside-plan", _where(tour), 0, f"the plan goes from {plan.start} to {plan.end}")
    if [visit.sequence for visit in tour.visits] != list(range(1, len(tour.visits) + 1)):
        yield Violation("misnumbered", _where(tour), 0, "the visits are not numbered 1, 2, 3 in driving order")
    free = tour.leave_s
    for visit in tour.visits:
        yield from _check_way(tour, free, visit.arrival_s, visit.travel_s)
        yield from _check_service(tour, visit)
        free = visit.end_s
    yield from _check_way(tour, free, tour.return_s, tour.return_travel_s)


def _eaten(tour: Tour, start_s: int, end_s: int) -> int:
    """Return the seconds of lunch between two times."""
    if tour.lunch_start_s is None:
        return 0
    return max(0, min(end_s, tour.lunch_start_s + tour.lunch_s) - max(start_s, tour.lunch_start_s))


def _check_way(tour: Tour, left_s: int, arrival_s: int, travel_s: int) -> Iterator[Violation]:
    short = travel_s + _eaten(tour, left_s, arrival_s) - (arrival_s - left_s)
    if short > 0:
        text = f"from {clock(left_s)} to {clock(arrival_s)} is too short for the way"
        yield Violation("too-fast", _where(tour), short, text)


def _check_service(tour: Tour, visit: PlannedVisit) -> Iterator[Violation]:
    if not visit.arrival_s <= visit.start_s <= visit.end_s:
        text = "a service begins after arrival and ends after it began"
        yield Violation("out-of-order", f"visit {visit.visit_id}", 0, text)
    if eaten := _eaten(tour, visit.start_s, visit.end_s):
        yield Violation("lunch-in-service", f"visit {visit.visit_id}", eaten, "lunch lies inside the service")


def _check_rep(tour: Tour, rules: PlanRules) -> Iterator[Violation]:
    if tour.rep_id in rules.shifts:
        shift = rules.shifts[tour.rep_id].get(tour.date)
        if shift is None:
            yield Violation("day-off", _where(tour), 0, "the rep does not work that day")
        elif over := max(shift[0] - tour.leave_s, tour.return_s - shift[1], 0):
            text = f"{clock(tour.leave_s)}-{clock(tour.return_s)}, the shift is {clock(shift[0])}-{clock(shift[1])}"
            yield Violation("outside-shift", _where(tour), over, text)
    lasts, longest = tour.return_s - tour.leave_s, rules.longest.get(tour.rep_id)
    if longest is not None and lasts > longest:
        text = f"{clock(tour.leave_s)}-{clock(tour.return_s)} is longer from door to door than a day may be"
        yield Violation("day-too-long", _where(tour), lasts - longest, text)
    if tour.date in rules.lunch.get(tour.rep_id, {}):
        earliest, latest, length = rules.lunch[tour.rep_id][tour.date]
        taken = tour.lunch_start_s is not None and earliest <= tour.lunch_start_s <= latest and tour.lunch_s >= length
        if not taken and tour.return_s > earliest:
            text = f"lunch of {length // 60} min is to begin from {clock(earliest)} to {clock(latest)}"
            yield Violation("no-lunch", _where(tour), 0, text)


def _check_open(tour: Tour, rules: PlanRules) -> Iterator[Violation]:
    for visit in tour.visits:
        if visit.account_id in rules.open:
            spans = rules.open[visit.account_id].get(tour.date, ())
            if not any(opens <= visit.start_s and visit.end_s <= closes for opens, closes in spans):
                where = f"visit {visit.visit_id} on {tour.date}"
                text = f"{clock(visit.start_s)}-{clock(visit.end_s)} lies in no opening hours of {visit.account_id}"
                yield Violation("outside-hours", where, 0, text)


def _check_weeks(plan: Plan, rules: PlanRules) -> Iterator[Violation]:
    spent: Counter[tuple[str, int, int]] = Counter()
    for tour in plan.tours:
        spent[tour.rep_id, *tour.date.isocalendar()[:2]] += tour.return_s - tour.leave_s
    for (rep_id, year, week), lasts in sorted(spent.items()):
        most = rules.longest_week.get(rep_id)
        if most is not None and lasts > most:
            text = f"{lasts} seconds from door to door in the week, {most} are allowed"
            yield Violation("week-too-long", f"rep {rep_id} in week {week} of {year}", lasts - most, text)


def _check_spacing(plan: Plan, rules: PlanRules) -> Iterator[Violation]:
    dates: dict[str, list[date]] = {}
    for tour in plan.tours:
        for visit in tour.visits:
            dates.setdefault(visit.account_id, []).append(tour.date)
    for account_id, (least, most) in rules.spacing.items():
        before = [rules.last_visit[account_id]] if account_id in rules.last_visit else []
        for earlier, later in pairwise([*before, *sorted(dates.get(account_id, []))]):
            gap = (later - earlier).days
            text = f"{earlier} and {later} are {gap} days apart, {least} to {most} are allowed"
            if gap < least:
                yield Violation("too-soon", f"account {account_id}", least - gap, text)
            if gap > most:
                yield Violation("too-long-after", f"account {account_id}", gap - most, text)
