"""Which accounts at a border would even out the work: one account moved, or two exchanged.

What a step brings is hours of reps: the overload it takes away, which is the sum over territories of the hours above
their fair part, and the travel it saves, less what the lost relationship puts at stake. Proposals are found one after
another, each on the state that the ones before would leave, so taking them in order brings what they state. A whole
new design (`territory.design`) does better where the balance is lost altogether; these are small steps.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from routing.findings import Finding
from territory.review.border import Border, Floats, Rows, Way, border
from territory.review.inputs import Seen
from territory.review.proposals import Proposal

LEAST_HOURS = 1.0
"""Hours a year below which a step is not proposed."""
_DECIMALS = 6
"""Steps that bring the same to so many decimals of an hour bring the same: the account decides, not the last bits."""


@dataclass(frozen=True, slots=True)
class _Step:
    """What goes from source to target, and what comes back; `gain` is made of the three others."""

    gain: float
    over: float
    saved: float
    stake: float
    give: int
    take: int | None
    way: Way


def move_proposals(seen: Seen, most: int = 10) -> list[Proposal]:
    """Return up to `most` moves and exchanges, each on the state that the ones before leave."""
    state = border(seen)
    made: list[Proposal] = []
    weighed: dict[Way, list[_Step]] = {}
    while state is not None and len(made) < most:
        step = _best(state, weighed)
        if step is None or step.gain < LEAST_HOURS:
            break
        made.append(_proposal(state, step, seen))
        _take(state, step)
        weighed = {way: steps for way, steps in weighed.items() if not {*way} & {*step.way}}
    return made


def _best(state: Border, weighed: dict[Way, list[_Step]]) -> _Step | None:
    """Return the step between two territories that lie side by side, out of an overloaded one, that brings most.

    What was weighed between two territories holds until one of them changes.
    """
    load = state.load
    for way in _ways(state, load):
        if way not in weighed:
            weighed[way] = _steps(state, load, way)
    steps = (step for listed in weighed.values() for step in listed)
    return max(steps, key=lambda step: (round(step.gain, _DECIMALS), step.take is None, -step.give), default=None)


def _ways(state: Border, load: Floats) -> list[Way]:
    """Return the ways out of overloaded territories to those that lie beside them."""
    count = len(state.names)
    pairs = state.territory[:, None] * count + state.territory[state.near]
    source, target = np.divmod(np.flatnonzero(np.bincount(pairs.ravel())), count)
    kept = (source != target) & (load > state.fair)[source]
    return list(zip(source[kept].tolist(), target[kept].tolist(), strict=True))


def _steps(state: Border, load: Floats, way: Way) -> list[_Step]:
    """Return the best move and the best exchange between two territories."""
    give, take = state.towards(*way), state.towards(*reversed(way))
    if not give.size:
        return []
    steps = [_best_of(state, load, way, give, None)]
    if take.size:
        steps.append(_best_of(state, load, way, give, take))
    return steps


def _best_of(state: Border, load: Floats, way: Way, give: Rows, take: Rows | None) -> _Step:
    """Return the best of all moves, or of all pairs of an exchange."""
    hours, (source, target) = state.hours, way
    left, right = -hours[give, source][:, None], hours[give, target][:, None]
    stake = state.stake[give][:, None]
    if take is not None:
        left, right = left + hours[take, source], right - hours[take, target]
        stake = stake + state.stake[take]
    over = state.over(load, way) - state.over(load, way, left, right)
    saved = -(left + right)
    gain = over + saved - stake
    at = np.unravel_index(int(np.argmax(np.round(gain, _DECIMALS))), gain.shape)
    taken = None if take is None else int(take[at[1]])
    return _Step(float(gain[at]), float(over[at]), float(saved[at]), float(stake[at]), int(give[at[0]]), taken, way)


def _take(state: Border, step: _Step) -> None:
    source, target = step.way
    state.territory[step.give] = target
    if step.take is not None:
        state.territory[step.take] = source


def _proposal(state: Border, step: _Step, seen: Seen) -> Proposal:
    give, (source, target) = state.accounts[step.give], (state.names[one] for one in step.way)
    worth = step.gain * seen.hour_value if seen.hour_value > 0 else None
    how = _how(state, step, seen)
    if step.take is None:
        what = Finding.of("propose-move", name=give.name, source=source, target=target)
        return Proposal("move", source, (give.id,), what, step.gain, "h", worth, how)
    take = state.accounts[step.take]
    what = Finding.of("propose-swap", name=give.name, source=source, other=take.name, target=target)
    return Proposal("swap", source, (give.id, take.id), what, step.gain, "h", worth, how)


def _how(state: Border, step: _Step, seen: Seen) -> tuple[Finding, ...]:
    here, there = step.way
    parts = [
        Finding.of(
            "gain-overload",
            source=state.names[here],
            source_h=round(float(state.load[here]), 3),
            source_fair_h=round(float(state.fair[here]), 3),
            target=state.names[there],
            target_h=round(float(state.load[there]), 3),
            target_fair_h=round(float(state.fair[there]), 3),
            over_h=round(step.over, 3),
        )
    ]
    if seen.hours_in:
        side = "saved" if step.saved >= 0 else "added"
        parts.append(Finding.of(f"gain-travel-{side}", travel_h=round(abs(step.saved), 3)))
    if step.stake:
        parts.append(Finding.of("gain-relationships", stake_h=round(step.stake, 3)))
    return tuple(parts)
