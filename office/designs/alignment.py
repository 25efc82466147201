"""Dividing the accounts among the reps, and keeping who owns what from which date on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from office.designs.inputs import Land, Wishes, read_land
from office.opening import Office
from office.ownership.timeline import keep_owners, staying
from routing.stopping import Stop
from routing.travel import TravelEngine
from store.ownership import Owned
from territory.design.check import check
from territory.design.costs import blended
from territory.design.metrics import DesignMetrics, measure
from territory.design.problem import Design
from territory.design.reasons import Move, explain_moves
from territory.design.solve import solve


@dataclass(frozen=True, slots=True)
class Alignment:
    """Who owns what, how even it is, and which accounts changed hands."""

    owners: Mapping[str, str]
    metrics: DesignMetrics
    moves: tuple[Move, ...]

    @property
    def moved(self) -> int:
        """Return the number of accounts with a new owner."""
        return len(self.moves)


class BrokenDesignError(RuntimeError):
    """The independent check found a rule broken: the search has a fault, and nothing was kept."""


def align(
    office: Office,
    engine: TravelEngine,
    valid_from: date,
    stop: Stop,
    *,
    seed: int,
    now: datetime,
    wishes: Wishes | None = None,
) -> Alignment:
    """Divide all accounts among all reps by workload and travel, and keep it from a date on.

    Raises
    ------
    BadInputError
        If accounts or reps cannot be worked with, or no balanced division was found; nothing is written then.
    """
    land = read_land(office, engine, valid_from, wishes or Wishes())
    design = sound(land, solve(land.problem, stop, seed))
    made = aligned(land, design)
    reason = f"balanced design, seed {design.seed}, {design.steps} steps"
    entries = [Owned(move.account_id, valid_from, move.to_id, reason) for move in made.moves]
    entries += staying(land.lines, valid_from, {move.account_id for move in made.moves})
    what = f"{made.moved} accounts have a new owner from {valid_from}"
    keep_owners(office, land.revision, entries, what, now)
    return made


def propose(
    office: Office, engine: TravelEngine, day: date, stop: Stop, *, seed: int, wishes: Wishes
) -> tuple[Land, Alignment]:
    """Return what `align` would do, and keep nothing."""
    land = read_land(office, engine, day, wishes)
    return land, aligned(land, sound(land, solve(land.problem, stop, seed)))


def sound(land: Land, design: Design) -> Design:
    """Return the design after its independent check."""
    violations = check(land.problem, design)
    if violations:
        raise BrokenDesignError("; ".join(f"{one.seat} {one.rule}: {one.detail}" for one in violations))
    return design


def aligned(land: Land, design: Design) -> Alignment:
    """Return a design in words of the workspace."""
    problem = land.problem
    owners = {problem.unit_ids[unit]: problem.seat_ids[seat] for unit, seat in enumerate(design.owner)}
    metrics = measure(problem, design.owner, blended(problem, design.centres))
    return Alignment(owners, metrics, explain_moves(problem, land.present, design))
