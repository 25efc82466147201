"""The check of a plan's nights away, from the plan alone: where a tour ends the next one begins, and caps hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import groupby, pairwise

from scheduler.checking.violation import Violation
from scheduler.plan import Night, Plan, Tour

Caps = tuple[int, int, frozenset[int]]
"""Most nights in a row, most a week (from Monday), and the weekdays on whose evening the rep may be away."""


def check_nights_of_plan(plan: Plan, caps: Mapping[str, Caps]) -> Iterator[Violation]:
    """Find what each rep's nights break; caps are asked of the reps that are named."""
    for rep_id in sorted({tour.rep_id for tour in plan.tours} | {night.rep_id for night in plan.nights}):
        tours = sorted((tour for tour in plan.tours if tour.rep_id == rep_id), key=lambda tour: tour.date)
        nights = sorted((night for night in plan.nights if night.rep_id == rep_id), key=lambda night: night.date)
        yield from _check_ends(plan, tours)
        yield from _check_told(tours, nights)
        if rep_id in caps:
            yield from _check_caps(rep_id, nights, caps[rep_id])


def _check_ends(plan: Plan, tours: list[Tour]) -> Iterator[Violation]:
    for tour, later in pairwise(tours):
        if tour.end_place != later.start_place:
            text = (
                f"the tour before ends at {tour.end_place or 'home'}, this one begins at {later.start_place or 'home'}"
            )
            yield Violation("begins-elsewhere", _where(later), 0, text)
    if tours and tours[-1].end_place:
        yield Violation("ends-elsewhere", _where(tours[-1]), 0, "the last tour does not end at home")
    if tours and tours[0].start_place and tours[0].date > plan.start:
        yield Violation("begins-elsewhere", _where(tours[0]), 0, "the first tour does not begin at home")


def _where(tour: Tour) -> str:
    return f"rep {tour.rep_id} on {tour.date}"


def _check_told(tours: list[Tour], nights: list[Night]) -> Iterator[Violation]:
    """Hold every night against the tours around it, and every tour that ends away against the nights."""
    told = {(night.date, night.place_id) for night in nights}
    spent = set()
    for tour, later in pairwise(tours):
        if tour.end_place:
            days = [tour.date + timedelta(days=day) for day in range((later.date - tour.date).days)]
            spent |= {(day, tour.end_place) for day in days}
            if not told.issuperset((day, tour.end_place) for day in days):
                yield Violation("night-untold", _where(tour), 0, f"it ends at {tour.end_place}, no night says so")
    for night in nights:
        if tours and night.date >= tours[0].date and (night.date, night.place_id) not in spent:
            text = "no tour ends there on that day, or the day before a weekend"
            yield Violation("night-without-tour", f"rep {night.rep_id} on {night.date}", 0, text)


def _check_caps(rep_id: str, nights: list[Night], caps: Caps) -> Iterator[Violation]:
    most_in_row, most_a_week, weekdays = caps
    for night in nights:
        if night.date.weekday() not in weekdays:
            yield Violation("night-unwilling", f"rep {rep_id} on {night.date}", 0, "the rep does not stay away then")
    weeks = Counter(night.date - timedelta(days=night.date.weekday()) for night in nights)
    for monday, count in sorted(weeks.items()):
        if count > most_a_week:
            text = f"{count} nights, {most_a_week} are allowed"
            yield Violation("nights-a-week", f"rep {rep_id} from {monday}", count - most_a_week, text)
    for _, row in groupby(enumerate(nights), key=lambda pair: pair[1].date.toordinal() - pair[0]):
        days = [night.date for _, night in row]
        if len(days) > most_in_row:
            text = f"{len(days)} nights in a row, {most_in_row} are allowed"
            yield Violation("nights-in-row", f"rep {rep_id} from {days[0]}", len(days) - most_in_row, text)
