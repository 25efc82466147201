"""What is told of nights away: each one with what it costs and what sleeping at home instead would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.explain.insertion import Tours
from scheduler.explain.restored import Restored
from scheduler.explain.trial import drive
from scheduler.horizon import Horizon
from scheduler.nights.settled import days_away
from scheduler.nights.without import without_night
from scheduler.plan import Night


@dataclass(frozen=True, slots=True)
class NightStory:
    """A night away, tried without.

    Attributes
    ----------
    night : Night
        The first one, where a weekend is spent away.
    nights : int
        How many are spent between the two tours.
    way_s : int
        Seconds on the road that sleeping at home would add.
    saves_s : float
        What the plan would cost more without the night, all prices counted, in seconds on the road.
    moved, left_out : tuple of str
        Accounts whose visits would then lie on other days, or nowhere.
    """

    night: Night
    nights: int
    way_s: int
    saves_s: float
    moved: tuple[str, ...]
    left_out: tuple[str, ...]

    def touches(self, day: date) -> bool:
        """Return whether a day ends or begins with these nights."""
        return self.night.date <= day <= self.night.date + timedelta(days=self.nights)


def night_stories(part: Restored, nights: tuple[Night, ...]) -> Iterator[NightStory]:
    """Tell each of a rep's nights in the days that a plan plans; `nights` are the plan's own."""
    assembled, schedule = part.assembled, part.schedule
    request, horizon = assembled.request, assembled.horizon
    planned = {night.date: night for night in nights if night.rep_id == request.rep.id}
    driven_s = _driven_s(horizon, schedule.tours)
    for taken in horizon.overnights:
        trial = without_night(horizon, schedule, taken.rep_day)
        days = days_away(horizon, taken.rep_day)
        yield NightStory(
            planned[request.date_of(days[0])],
            len(days),
            _driven_s(trial.horizon, trial.schedule.tours) - driven_s,
            trial.schedule.cost - schedule.cost,
            tuple(assembled.due[v].account_id for v in trial.moved),
            tuple(assembled.due[v].account_id for v in trial.lost),
        )


def _driven_s(horizon: Horizon, tours: Tours) -> int:
    days = zip(horizon.rep_days, tours, strict=True)
    return sum(drive(horizon, day, tour).driving_s for day, tour in days)
