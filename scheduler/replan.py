"""Planning again from the present state: what is frozen stays, the rest moves as little as its budget allows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from routing.findings import Finding
from scheduler.demand.assembled import Assembled
from scheduler.demand.book import Book
from scheduler.demand.rules import AccountState
from scheduler.explain.insertion import in_window
from scheduler.explain.trial import cost
from scheduler.horizon import DueVisit, Horizon, Schedule
from scheduler.moves import MoveBudget, moves
from scheduler.plan import Night, Plan, PlannedVisit, Tour

Solver = Callable[[Horizon], Schedule]


@dataclass(frozen=True, slots=True)
class Carried:
    """What a plan before hands on to the next one.

    Attributes
    ----------
    frozen : tuple of Tour
        Driven as they were published.
    released : mapping of visit id to Finding
        Visits of frozen days that cannot take place any more, and why: days off, whose visits are due again, and
        accounts that may not be visited.
    states : mapping of account id to AccountState
        As if the frozen tours had been driven.
    previous : mapping of visit id to date
        Where the plan before had the visits that may move.
    nights : tuple of Night
        Nights away that follow tours before the horizon, by date: spent, or frozen with their tours.
    """

    frozen: tuple[Tour, ...]
    released: Mapping[str, Finding]
    states: Mapping[str, AccountState]
    previous: Mapping[str, date]
    nights: tuple[Night, ...] = ()


def carry(
    book: Book,
    before: Iterable[Tour],
    start: date,
    *,
    today: date,
    closed: Mapping[str, str],
    off: Mapping[date, Finding],
    nights: Iterable[Night] = (),
) -> Carried:
    """Split one rep's tours of the plan before into what is frozen, what is released and what may move.

    Parameters
    ----------
    start : date
        The first day that is planned anew: tours from `today` until then are frozen.
    closed : mapping of visit id to account id
        Visits that are done, skipped or declined: they are history, wherever the plan had them. On a frozen tour
        they stay where it drives to them, but at accounts that may not be visited any more.
    off : mapping of date to Finding
        Days on which the rep does not work any more: their tours are released, and the nights after them.
    nights : iterable of Night
        The rep's nights away in the plan before.
    """
    before = sorted(before, key=lambda tour: tour.date)
    frozen: list[Tour] = []
    released: dict[str, Finding] = {}
    previous: dict[str, date] = {}
    for tour in before:
        left = [visit for visit in tour.visits if visit.visit_id not in closed]
        if tour.date >= start:
            previous |= {visit.visit_id: tour.date for visit in left}
        elif tour.date >= today and tour.date in off:
            released |= {visit.visit_id: off[tour.date] for visit in left}
        elif tour.date >= today:
            gone = {visit.visit_id: why for visit in tour.visits if (why := _forbidden(book, visit.account_id))}
            released |= {visit.visit_id: gone[visit.visit_id] for visit in left if visit.visit_id in gone}
            frozen += [stays] if (stays := without(tour, gone)) else []
    stay = {tour.date for tour in before if tour.date < start and not (tour.date >= today and tour.date in off)}
    slept = tuple(n for n in sorted(nights, key=lambda n: n.date) if _evening(before, n) in stay)
    return Carried(tuple(frozen), released, _states(book, frozen, closed), previous, slept)


def _forbidden(book: Book, account_id: str) -> Finding | None:
    """Return why an account may not be visited at all, if that is so."""
    rules = book.rules.get(account_id)
    forbidden = rules.do_not_visit if rules else ""
    return Finding.of("off-do-not-visit", what=forbidden) if forbidden else None


def without(tour: Tour, gone: Collection[str]) -> Tour | None:
    """Return a tour that drives past some of its visits: all other times stay; None where no visit is left."""
    kept: list[PlannedVisit] = []
    travel_s = distance_m = 0
    for visit in tour.visits:
        travel_s, distance_m = travel_s + visit.travel_s, distance_m + visit.distance_m
        if visit.visit_id not in gone:
            kept.append(replace(visit, sequence=len(kept) + 1, travel_s=travel_s, distance_m=distance_m))
            travel_s = distance_m = 0
    back_s, back_m = tour.return_travel_s + travel_s, tour.return_distance_m + distance_m
    return replace(tour, visits=tuple(kept), return_travel_s=back_s, return_distance_m=back_m) if kept else None


def _evening(tours: Iterable[Tour], night: Night) -> date | None:
    """Return the date of the tour after which a night is spent: its own evening, or that before a weekend away."""
    return max((tour.date for tour in tours if tour.date <= night.date and tour.end_place), default=None)


def _states(book: Book, frozen: Sequence[Tour], closed: Mapping[str, str]) -> Mapping[str, AccountState]:
    """Return the accounts' states after the frozen tours; the book's own, which are many, where none is frozen."""
    if not frozen:
        return book.states
    states = dict(book.states)
    seen: dict[str, list[tuple[date, int | None]]] = {}
    for tour in frozen:
        for visit in tour.visits:
            if visit.visit_id not in closed:
                seen.setdefault(visit.account_id, []).append((tour.date, visit.number))
    for account_id, visits in seen.items():
        state = states.get(account_id, AccountState())
        number = max([state.closed, *(number + 1 for _, number in visits if number is not None)])
        counts = dict(state.done_in)
        for day, _ in visits:
            counts[day.year] = counts.get(day.year, 0) + 1
        last = max(day for day, _ in visits)
        states[account_id] = AccountState(number, max(state.last_contact or last, last), tuple(counts.items()))
    return states


@dataclass(frozen=True, slots=True)
class Replanned:
    """A schedule that moves little: how many visits it moves, and by which price of a move that was reached.

    `held` tells that the price was not enough, and that every visit that could stay was held to its day.
    """

    schedule: Schedule
    moves: int
    move_s: float
    held: bool


ATTEMPTS = 4
"""Tries to keep a budget of moves: with the planner's price of a move, ten and a hundred times it, and held."""


def solve_within(assembled: Assembled, solver: Solver, budget: int | None) -> Replanned:
    """Solve so that at most `budget` visits leave the day they had, if the rules allow that at all.

    The price of a move is raised until the budget is kept; if it never is, all visits that can stay are held. Moves
    beyond the budget are then those that no rule lets stay.
    """
    for attempt in range(ATTEMPTS):
        asked = question(assembled, attempt)
        solved = solver(asked)
        bound = (
            solved.bound if asked is assembled.horizon else None
        )  # the bound of another question is none of this one
        schedule = replace(solved, cost=cost(assembled.horizon, solved.tours), bound=bound)
        moved = count_moves(assembled, schedule)
        if budget is None or moved <= budget:
            break
    held = attempt == ATTEMPTS - 1
    return Replanned(schedule, moved, assembled.request.policy.move_s * 10 ** min(attempt, 2), held=held)


def question(assembled: Assembled, attempt: int) -> Horizon:
    """Return the horizon to solve at an attempt: as it is, with moves ten and a hundred times as dear, or held."""
    if attempt == 0:
        return assembled.horizon
    if attempt == ATTEMPTS - 1:
        return _held(assembled)
    return _dearer(assembled, assembled.horizon, (10**attempt - 1) * max(assembled.request.policy.move_s, 60.0))


def count_moves(assembled: Assembled, schedule: Schedule) -> int:
    """Return how many visits that had a day in the plan before have another one, or none."""
    return moves(_days_before(assembled), assembled.horizon, schedule)


def move_budget(assembled: Assembled, most: int) -> MoveBudget:
    """Return a budget of moves that whoever searches the horizon can weigh a schedule by."""
    return MoveBudget(_days_before(assembled), most)


def _days_before(assembled: Assembled) -> dict[int, int]:
    """Return the day that each visit had, for those that had one in this horizon."""
    previous, request = assembled.request.previous, assembled.request
    return {
        v: request.day_of(previous[due.visit_id]) for v, due in enumerate(assembled.due) if due.visit_id in previous
    }


def _dearer(assembled: Assembled, horizon: Horizon, more_s: float) -> Horizon:
    had = _days_before(assembled)
    visits = [_priced_off(due, had[v], more_s) if v in had else due for v, due in enumerate(horizon.visits)]
    return replace(horizon, visits=tuple(visits))


def begin_with(assembled: Assembled, before: Iterable[Tour]) -> Schedule | None:
    """Return the plan before as a schedule of this horizon, to begin the search from; None if nothing of it is left."""
    numbers = {due.visit_id: v for v, due in enumerate(assembled.due)}
    orders = {tour.date: [numbers[v.visit_id] for v in tour.visits if v.visit_id in numbers] for tour in before}
    request = assembled.request
    tours = tuple(tuple(orders.get(request.date_of(day.day), ())) for day in assembled.horizon.rep_days)
    served = {v for tour in tours for v in tour}
    left = tuple(v for v in range(len(assembled.due)) if v not in served)
    return Schedule(tours, left, 0.0, None, 0, 0) if served else None


def nights_before(assembled: Assembled, before: Iterable[Tour]) -> dict[int, int]:
    """Return the nights away that the plan before has after days of this horizon: rep-day to place."""
    row_of = {place_id: row for row, place_id in enumerate(assembled.places)}
    beds = {assembled.request.day_of(tour.date): row_of.get(tour.end_place, 0) for tour in before if tour.end_place}
    days = enumerate(assembled.horizon.rep_days)
    return {number: beds[day.day] for number, day in days if beds.get(day.day)}


def days_before(assembled: Assembled, before: Iterable[Tour]) -> tuple[tuple[str, int], ...]:
    """Return (visit id, day) of a plan before from the horizon's start on, in the order driven."""
    request = assembled.request
    return tuple(
        (visit.visit_id, request.day_of(tour.date))
        for tour in sorted(before, key=lambda tour: tour.date)
        for visit in tour.visits
        if tour.date >= request.start
    )


def _priced_off(due: DueVisit, day: int, more_s: float) -> DueVisit:
    prices = dict(due.day_price)
    others = [other for other in range(due.first_day, due.last_day + 1) if other != day]
    extra = {other: prices.get(other, 0.0) + more_s for other in others}
    return replace(due, day_price=tuple(sorted((prices | extra).items())), price_unserved=due.price_unserved + more_s)


def _held(assembled: Assembled) -> Horizon:
    """Return the horizon in which every visit whose old day is still allowed stays on it."""
    horizon, had = assembled.horizon, _days_before(assembled)
    visits = list(horizon.visits)
    for v, day in had.items():
        if day in {horizon.rep_days[d].day for d in in_window(horizon, v)}:
            visits[v] = replace(visits[v], first_day=day, last_day=day, compulsory=True)
    return replace(horizon, visits=tuple(visits))


def whole(plan: Plan, carried: Carried) -> Plan:
    """Return a plan with the frozen tours and nights before it."""
    first = min([plan.start, *(tour.date for tour in carried.frozen)])
    frozen = tuple(night for night in carried.nights if night.date >= first)
    return replace(plan, start=first, tours=(*carried.frozen, *plan.tours), nights=(*frozen, *plan.nights))
