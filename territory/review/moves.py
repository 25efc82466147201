"""Which accounts at a border would even out the work: one account moved, or two exchanged.

Overload is the sum over territories of the hours above their fair part. Proposals are found one after another, each on
the state that the ones before would leave, so taking them in order brings what they state. A whole new design
(`territory.design`) does better where the balance is lost altogether; these are small steps that keep relations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from territory.accounts import Account
from territory.review.inputs import Seen
from territory.review.proposals import Proposal

NEIGHBOURS = 6
LEAST_HOURS = 1.0
"""Hours a year of overload below which a move is not proposed."""


@dataclass(slots=True, eq=False)
class _State:
    """Accounts with an owner as columns; `near[row]` are the rows of the nearest accounts."""

    accounts: Sequence[Account]
    names: Sequence[str]
    territory: NDArray[np.intp]
    hours: NDArray[np.float64]
    movable: NDArray[np.bool_]
    near: NDArray[np.intp]
    fair: NDArray[np.float64]

    @property
    def load(self) -> NDArray[np.float64]:
        return np.asarray(np.bincount(self.territory, self.hours, minlength=len(self.fair)), np.float64)

    def towards(self, source: int, target: int) -> NDArray[np.intp]:
        """Return the rows of `source` that may move and have a neighbour in `target`."""
        rows = np.flatnonzero((self.territory == source) & self.movable)
        return np.asarray(rows[(self.territory[self.near[rows]] == target).any(axis=1)], np.intp)


@dataclass(frozen=True, slots=True)
class _Step:
    gain: float
    give: int
    take: int | None
    source: int
    target: int


def move_proposals(seen: Seen, most: int = 10) -> list[Proposal]:
    """Return up to `most` moves and exchanges, each on the state that the ones before leave."""
    state = _state(seen)
    made: list[Proposal] = []
    while state is not None and len(made) < most:
        step = _best(state)
        if step is None or step.gain < LEAST_HOURS:
            break
        made.append(_proposal(state, step, seen))
        _take(state, step)
    return made


def _state(seen: Seen) -> _State | None:
    names = [name for name in sorted(seen.reps) if seen.reps[name]]
    number = {name: row for row, name in enumerate(names)}
    mine = [one for one in sorted(seen.accounts, key=lambda one: one.id) if seen.owner.get(one.id) in number]
    if len(names) < 2 or len(mine) <= NEIGHBOURS:
        return None
    hours = np.array([seen.hours.get(one.id, 0.0) for one in mine])
    capacity = np.array([seen.capacity.get(name, 1.0) for name in names])
    lat, lon = np.radians([(one.lat, one.lon) for one in mine]).T
    points = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    near = cKDTree(points).query(points, k=NEIGHBOURS + 1)[1][:, 1:]
    return _State(
        mine,
        names,
        np.array([number[seen.owner[one.id]] for one in mine], np.intp),
        hours,
        np.array([one.id not in seen.fixed and one.owner_lock is None for one in mine], np.bool_),
        np.asarray(near, np.intp),
        hours.sum() * capacity / capacity.sum(),
    )


def _best(state: _State) -> _Step | None:
    """Return the step out of an overloaded territory that takes away the most overload."""
    load = state.load
    steps: list[_Step] = []
    for source in np.flatnonzero(load > state.fair).tolist():
        rows = np.flatnonzero(state.territory == source)
        beside = np.unique(state.territory[state.near[rows]])
        for target in beside[beside != source].tolist():
            steps += _steps(state, load, source, target)
    return max(steps, key=lambda step: (step.gain, step.take is None, -step.give), default=None)


def _steps(state: _State, load: NDArray[np.float64], source: int, target: int) -> list[_Step]:
    """Return the best move and the best exchange between two territories that lie side by side."""
    give, take = state.towards(source, target), state.towards(target, source)
    if not give.size:
        return []
    before = float(_over(state, load, source, target, np.zeros(1))[0])
    gains = before - _over(state, load, source, target, state.hours[give])
    best = int(np.argmax(gains))
    steps = [_Step(float(gains[best]), int(give[best]), None, source, target)]
    if take.size:
        shifts = state.hours[give][:, None] - state.hours[take][None, :]
        both = before - _over(state, load, source, target, shifts)
        row, column = np.unravel_index(int(np.argmax(both)), both.shape)
        steps.append(_Step(float(both[row, column]), int(give[row]), int(take[column]), source, target))
    return steps


def _over(
    state: _State, load: NDArray[np.float64], source: int, target: int, shifts: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the overload of two territories after so many hours have gone from one to the other."""
    left = np.maximum(load[source] - shifts - state.fair[source], 0)
    return np.asarray(left + np.maximum(load[target] + shifts - state.fair[target], 0), np.float64)


def _take(state: _State, step: _Step) -> None:
    state.territory[step.give] = step.target
    if step.take is not None:
        state.territory[step.take] = step.source


def _proposal(state: _State, step: _Step, seen: Seen) -> Proposal:
    give, source, target = state.accounts[step.give], state.names[step.source], state.names[step.target]
    load = state.load
    how = (
        f"{source} has {load[step.source]:.0f} h of a fair {state.fair[step.source]:.0f}, "
        f"{target} {load[step.target]:.0f} of {state.fair[step.target]:.0f}; {state.hours[step.give]:.1f} h go over"
    )
    worth = step.gain * seen.hour_value if seen.hour_value > 0 else None
    if step.take is None:
        text = f"Move {give.name} from {source} to {target}"
        return Proposal("move", source, (give.id,), text, step.gain, "h", worth, how)
    take = state.accounts[step.take]
    text = f"Exchange {give.name} ({source}) for {take.name} ({target})"
    how += f" and {state.hours[step.take]:.1f} h come back"
    return Proposal("swap", source, (give.id, take.id), text, step.gain, "h", worth, how)
