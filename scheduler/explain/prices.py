"""All days of a rep's horizon priced for one visit in one pass: what each costs, where it would lie, what it breaks."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.explain.evaluate import Broken, broken_day, broken_order
from scheduler.explain.insertion import Priced, siblings
from scheduler.explain.trial import NEVER, Trial, day_price, drive, earliest_starts
from scheduler.horizon import Horizon


@dataclass(frozen=True, slots=True)
class PricedDay:
    """A visit put on a rep-day, at the best position there.

    Attributes
    ----------
    price : float
        What the schedule then costs more than it does now, in seconds of driving.
    position : int
        In the tour of the day without the visit.
    start_s : int or None
        The earliest start of the visit there, in seconds since midnight; None where it finds no time.
    broken : tuple of Broken
        Every rule that is then broken and is not broken now.
    """

    rep_day: int
    price: float
    position: int
    start_s: int | None
    broken: tuple[Broken, ...]


def price_days(priced: Priced, visit: int, horizon: Horizon | None = None) -> tuple[PricedDay, ...]:
    """Price a visit, served or not, on every rep-day of the schedule; its own day is priced at its best position.

    `horizon` is the one in which the visit has other hours, such as those without its pin.
    """
    case = _taken_out(priced, visit, horizon or priced.horizon)
    return tuple(_priced(case, d) for d in range(len(priced.tours)))


def price_day(priced: Priced, visit: int, rep_day: int, horizon: Horizon | None = None) -> PricedDay:
    """Price a visit on one rep-day alone; `horizon` is the one in which it has other hours there, such as one time."""
    return _priced(_taken_out(priced, visit, horizon or priced.horizon), rep_day)


def _taken_out(priced: Priced, visit: int, horizon: Horizon) -> _Case:
    at = next((d for d, tour in enumerate(priced.tours) if visit in tour), None)
    tours = [[v for v in tour if v != visit] if d == at else tour for d, tour in enumerate(priced.tours)]
    trials = list(priced.trials)
    if at is not None:
        trials[at] = drive(horizon, horizon.rep_days[at], tours[at])
    without = Priced(horizon, tours, trials)
    saved = priced.way_s - without.way_s + worth(horizon, visit, priced.day_of.get(visit))
    return _Case(without, visit, at, saved, frozenset(broken_now(priced, visit)))


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    """A visit taken out of its tour (on rep-day `at`), what that saves, and what was broken before."""

    without: Priced
    visit: int
    at: int | None
    saved: float
    before: frozenset[Broken]


def worth(horizon: Horizon, visit: int, day: int | None) -> float:
    """Return what the visit costs as it stands: the price of its day, or of being left out."""
    if day is not None:
        return day_price(horizon, visit, day)
    due = horizon.visits[visit]
    return 0.0 if due.compulsory else due.price_unserved


def broken_now(priced: Priced, visit: int) -> set[Broken]:
    """Return what is broken now of what a move may mend: each day's first rule, and the order of the account."""
    found = {broken for d in range(len(priced.tours)) for broken in broken_day(priced, d)}
    found |= set(broken_order(priced.horizon, siblings(priced.horizon, visit), priced.day_of))
    return found


def _priced(case: _Case, rep_day: int) -> PricedDay:
    without, visit = case.without, case.visit
    horizon, day, tour = without.horizon, without.horizon.rep_days[rep_day], without.tours[rep_day]
    tried = []
    for position in range(len(tour) + 1):
        sequence = [*tour[:position], visit, *tour[position:]]
        trial = drive(horizon, day, sequence)
        tried.append(((not trial.fits, trial.over_s, without.change(rep_day, trial)), position, sequence, trial))
    (_, _, way), position, sequence, trial = min(tried, key=lambda one: one[:2])
    price = way + day_price(horizon, visit, day.day) - case.saved
    start_s = earliest_starts(horizon, day, sequence)[position]
    broken = _newly(case, rep_day, sequence, trial)
    return PricedDay(rep_day, price, position, None if start_s >= NEVER else start_s, broken)


def _newly(case: _Case, rep_day: int, sequence: list[int], trial: Trial) -> tuple[Broken, ...]:
    """Return the rules that are broken with the visit there, and are not broken now."""
    horizon, without = case.without.horizon, case.without
    moved = without.with_day(rep_day, sequence, trial)
    day_of = without.day_of | {case.visit: horizon.rep_days[rep_day].day}
    days = sorted({rep_day} if case.at is None else {rep_day, case.at})
    found = [broken for day in days for broken in broken_day(moved, day)]
    found += broken_order(horizon, siblings(horizon, case.visit), day_of)
    return tuple(broken for broken in found if broken not in case.before)
