"""How likely each visit of a day begins on time: what its visits and ways took before, carried from stop to stop.

A visit is on time if it begins no more than `GRACE_MIN` minutes after the time that the plan states. Nobody begins
before that time, since the customer was told it; so a minute gained is kept only where the next stop was to be late.
Waiting that was planned takes up delay. How long visits take beside what is planned is learnt as in
`scheduler.learning`: an account's own visits, with the habit of its segment weighing as much as a few of them.
Delays are whole minutes, so that no chance hangs on the last bits of a processor.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from scheduler.learning import LEAST_VISITS, PRIOR_VISITS, PRIOR_WAYS, Driven, quantile
from scheduler.plan import PlannedVisit, Tour, VisitStatus
from territory.accounts import Account

GRACE_MIN = 10
LONGEST_MIN = 240
"""More lateness than this is counted as this."""
MOST_HABIT = 400
"""So many visits of a segment show its habit; of more, each n-th by size stands for its neighbours."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Habits:
    """What was learnt: how long visits and ways take beside what was planned.

    Attributes
    ----------
    own, segment : mapping of account or segment to ratios
        Length taken beside the length that people planned.
    planned_s : mapping of account to seconds
        That length; a plan may have another, with a buffer.
    ways : mapping of rep to ratios
        Time taken beside what the roads say.
    """

    own: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    segment: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    segment_of: Mapping[str, str] = field(default_factory=dict)
    planned_s: Mapping[str, int] = field(default_factory=dict)
    ways: Mapping[str, tuple[float, ...]] = field(default_factory=dict)


class Lasted(Protocol):
    """A visit that is over; `length_s` is None where nobody told how long it took."""

    @property
    def account_id(self) -> str:
        """Where it was."""

    @property
    def status(self) -> VisitStatus:
        """What became of it."""

    @property
    def length_s(self) -> int | None:
        """How long it took, in seconds."""


def habits_of(
    accounts: Iterable[Account], happened: Iterable[Lasted], planned_s: Mapping[str, int], driven: Iterable[Driven]
) -> Habits:
    """Learn habits from visits and ways that are over; `planned_s` are the lengths that people planned."""
    segment_of = {one.id: one.segment for one in accounts}
    own: dict[str, list[float]] = defaultdict(list)
    for visit in happened:
        length_s, account_id = visit.length_s, visit.account_id
        if length_s and account_id in segment_of and visit.status is VisitStatus.DONE:
            own[account_id].append(length_s / planned_s[account_id])
    segment: dict[str, list[float]] = defaultdict(list)
    for account, ratios in own.items():
        segment[segment_of[account]] += ratios
    ways: dict[str, list[float]] = defaultdict(list)
    for way in driven:
        ways[way.rep_id].append(way.taken_s / way.planned_s * (way.way_factor or 1.0))
    return Habits(
        {name: tuple(ratios) for name, ratios in own.items()},
        {name: _thinned(ratios) for name, ratios in segment.items()},
        segment_of,
        planned_s,
        {name: _thinned(ratios) for name, ratios in ways.items()},
    )


def _thinned(ratios: Sequence[float]) -> tuple[float, ...]:
    ordered, step = sorted(ratios), max(1, math.ceil(len(ratios) / MOST_HABIT))
    return tuple(ordered[step // 2 :: step])


@dataclass(frozen=True, slots=True)
class Chance:
    """A visit of a day; `on_time` is None where nothing was learnt of a visit on the way to it."""

    visit_id: str
    account_id: str
    start_s: int
    on_time: float | None


def chances_of(tour: Tour, habits: Habits, way_factor: float = 1.0) -> tuple[Chance, ...]:
    """Return how likely each visit of a tour begins on time.

    Parameters
    ----------
    way_factor : float
        By how much the plan has ways longer than the roads say.
    """
    late, known = np.ones(1), True
    found: list[Chance] = []
    before: PlannedVisit | None = None
    for visit in tour.visits:
        if before is not None:
            stay = _stay(before, habits)
            known = known and stay is not None
            late = _carried(late, stay if stay is not None else SURE)
        late = _carried(late, _way(tour.rep_id, visit.travel_s, habits, way_factor))
        late = _taken_up(late, (visit.start_s - visit.arrival_s) // 60)
        on_time = round(float(late[: GRACE_MIN + 1].sum()), 4) if known else None
        found.append(Chance(visit.visit_id, visit.account_id, visit.start_s, on_time))
        before = visit
    return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class _Minutes:
    """How likely something takes so many minutes longer than planned: `shares[0]` is of `least`, negative if less."""

    least: int
    shares: Floats


SURE = _Minutes(0, np.ones(1))


def _stay(visit: PlannedVisit, habits: Habits) -> _Minutes | None:
    account, length_s = visit.account_id, visit.end_s - visit.start_s
    own, segment = habits.own.get(account, ()), habits.segment.get(habits.segment_of.get(account, ""), ())
    if len(own) < LEAST_VISITS and len(segment) < LEAST_VISITS:
        return None
    return _minutes(own, segment, PRIOR_VISITS, (habits.planned_s.get(account, length_s), length_s))


def _way(rep_id: str, travel_s: int, habits: Habits, way_factor: float) -> _Minutes:
    return _minutes(habits.ways.get(rep_id, ()), (way_factor,), PRIOR_WAYS, (travel_s / way_factor, travel_s))


def _minutes(own: Sequence[float], habit: Sequence[float], prior: int, base: tuple[float, float]) -> _Minutes:
    """Return by how much something differs from its plan: each of one's own counts 1, the habit as much as `prior`.

    `base` are the seconds that the ratios are of, and the seconds that are planned.
    """
    ratios = np.array([*own, *habit])
    weights = np.concatenate([np.ones(len(own)), np.full(len(habit), prior / max(len(habit), 1))])
    minutes = np.floor(np.round((ratios * base[0] - base[1]) / 60 + 0.5, 6)).astype(np.int64)
    minutes = np.clip(minutes, -LONGEST_MIN, LONGEST_MIN)
    least = int(minutes.min())
    return _Minutes(least, np.bincount(minutes - least, weights) / weights.sum())


def _carried(late: Floats, more: _Minutes) -> Floats:
    """Return the lateness after something more; who is early waits, and what is very late is `LONGEST_MIN`."""
    summed = np.convolve(late, more.shares)
    at = np.clip(np.arange(len(summed)) + more.least, 0, LONGEST_MIN)
    return np.bincount(at, summed, LONGEST_MIN + 1).astype(np.float64)


def _taken_up(late: Floats, waiting_min: int) -> Floats:
    return _carried(late, _Minutes(-waiting_min, np.ones(1))) if waiting_min > 0 else late


def buffered_s(account_id: str, habits: Habits, on_time: float) -> int | None:
    """Return a length within which a share of an account's visits is over, in whole minutes; None: nothing is known.

    The account's own quantile, shrunk to its segment's: what few visits say is not trusted alone.
    """
    own, segment = habits.own.get(account_id, ()), habits.segment.get(habits.segment_of.get(account_id, ""), ())
    if len(own) < LEAST_VISITS and len(segment) < LEAST_VISITS:
        return None
    habit = quantile(segment, on_time)
    ratio = (len(own) * quantile(own, on_time) + PRIOR_VISITS * habit) / (len(own) + PRIOR_VISITS)
    return 60 * math.ceil(round(ratio * habits.planned_s[account_id] / 60, 6))


def share_on_time(chances: Iterable[Chance]) -> float | None:
    """Return the share of visits that is expected on time, of those of which something is known."""
    known = [one.on_time for one in chances if one.on_time is not None]
    return sum(known) / len(known) if known else None
