"""Dividing the accounts among the reps: a design is proposed, looked at, and kept from a date on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from office.designs.inputs import Wishes, read_land
from office.door import Act, thinks, writes
from office.ownership.decisions import decision_of, keep_owners, require_owners_as_seen, staying
from routing.problems import Problem
from routing.sentences import sentence
from routing.stopping import Stop
from routing.travel import TravelEngine
from store.ownership import timelines
from territory.curves import leaning_design
from territory.design.check import check
from territory.design.costs import blended
from territory.design.gathered import Land
from territory.design.metrics import DesignMetrics, measure
from territory.design.problem import Design
from territory.design.reasons import Move, explain_moves
from territory.design.solve import solve
from territory.ownership.timeline import DecisionKind, Owned


@dataclass(frozen=True, slots=True)
class Alignment:
    """A proposal: who would own what, how even it is, and which accounts would change hands.

    Attributes
    ----------
    revision : int
        What was known: it is kept only if nobody has decided about owners since.
    yielding : mapping of account to rep
        Accounts that a lock or a rule which names them holds where they are.
    left_out : tuple of Problem
        Accounts and reps that it does not know.
    """

    revision: int
    valid_from: date
    reason: str
    owners: Mapping[str, str]
    metrics: DesignMetrics
    moves: tuple[Move, ...]
    yielding: Mapping[str, str]
    left_out: tuple[Problem, ...]

    @property
    def moved(self) -> int:
        """Return the number of accounts with a new owner."""
        return len(self.moves)


class BrokenDesignError(RuntimeError):
    """The independent check found a rule broken: the search has a fault, and nothing was kept."""


@thinks
def propose_design(
    act: Act, engine: TravelEngine, day: date, stop: Stop, *, seed: int, wishes: Wishes | None = None
) -> Alignment:
    """Divide all accounts that are visited among all reps who work, by workload and travel; nothing is kept.

    Raises
    ------
    BadInputError
        If accounts or reps cannot be worked with, or no balanced division was found.
    """
    _, made = designed(act, engine, day, stop, seed=seed, wishes=wishes or Wishes())
    return made


@writes
def keep_design(act: Act, made: Alignment, reason: str = "") -> int:
    """Put a proposed design in force; returns the number of the decision.

    Raises
    ------
    ChangedMeanwhileError
        If somebody decided about owners since it was proposed.
    BadInputError
        If it would change who owned an account on a day that has passed.
    """
    require_owners_as_seen(act, made.revision)
    entries = [Owned(move.account_id, made.valid_from, move.to_id, made.reason) for move in made.moves]
    lines = timelines(act.connection, covers=False)
    entries += staying(lines, made.valid_from, {move.account_id for move in made.moves})
    summary = sentence("{count} accounts have a new owner from {day}", count=made.moved, day=made.valid_from)
    return keep_owners(act, entries, decision_of(act, DecisionKind.DESIGN, summary, reason)).number


def designed(
    act: Act, engine: TravelEngine, day: date, stop: Stop, *, seed: int, wishes: Wishes
) -> tuple[Land, Alignment]:
    """Return a design with the land that it was made of."""
    land = read_land(act.office, engine, day, wishes)
    if wishes.experience_share is None:
        return land, aligned(land, sound(land, solve(land.problem, stop, seed)), day)
    problem, design = leaning_design(land, wishes.experience_share, wishes.experience, stop, seed)
    leaning = replace(land, problem=problem)
    return leaning, aligned(leaning, sound(leaning, design), day)


def sound(land: Land, design: Design) -> Design:
    """Return the design after its independent check."""
    violations = check(land.problem, design)
    if violations:
        raise BrokenDesignError("; ".join(f"{one.seat} {one.rule}: {one.detail}" for one in violations))
    return design


def aligned(land: Land, design: Design, day: date) -> Alignment:
    """Return a design in words of the workspace."""
    problem = land.problem
    owners = {problem.unit_ids[unit]: problem.seat_ids[seat] for unit, seat in enumerate(design.owner)}
    metrics = measure(problem, design.owner, blended(problem, design.centres))
    moves = explain_moves(problem, land.present, design)
    reason = sentence("balanced design, seed {seed}, {steps} steps", seed=design.seed, steps=design.steps)
    held = {account: rep for account, rep in land.bound.items() if owners.get(account) == rep}
    return Alignment(land.revision, day, reason, owners, metrics, moves, held, land.left_out)
