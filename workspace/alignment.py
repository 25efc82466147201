"""Dividing the accounts among the reps, and keeping who owns what from which date on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from routing.stopping import Stop
from routing.travel import TravelEngine
from territory.design.build import build_problem
from territory.design.costs import blended
from territory.design.inputs import DesignInputs
from territory.design.metrics import DesignMetrics, measure
from territory.design.solve import solve
from workspace.database import reading, writing
from workspace.opening import Workspace
from workspace.revision import record_change, require_unchanged, revision
from workspace.stores.accounts import read_accounts, read_reps
from workspace.stores.ownership import Owned, add_ownership, owners_on


@dataclass(frozen=True, slots=True)
class Alignment:
    """Who owns what, how even it is, and how many accounts changed hands."""

    owners: Mapping[str, str]
    metrics: DesignMetrics
    moved: int


def align(
    workspace: Workspace, engine: TravelEngine, valid_from: date, stop: Stop, *, seed: int, now: datetime
) -> Alignment:
    """Divide all accounts among all reps by workload and travel, and keep it from a date on.

    Raises
    ------
    BadInputError
        If accounts or reps cannot be worked with, or no balanced division was found; nothing is written then.
    """
    with reading(workspace.engine) as connection:
        seen = revision(connection)
        inputs = DesignInputs(read_accounts(connection), read_reps(connection))
    places = [account.place for account in inputs.accounts] + [rep.home for rep in inputs.reps]
    problem = build_problem(inputs, engine.table(places))
    design = solve(problem, stop, seed)
    owners = {problem.unit_ids[unit]: problem.seat_ids[seat] for unit, seat in enumerate(design.owner)}
    with writing(workspace.engine) as connection:
        require_unchanged(connection, seen)
        before = {account: owned.rep_id for account, owned in owners_on(connection, valid_from).items()}
        moved = {account: rep for account, rep in owners.items() if before.get(account) != rep}
        reason = f"balanced design, seed {design.seed}, {design.steps} steps"
        add_ownership(connection, [Owned(account, valid_from, rep, reason) for account, rep in sorted(moved.items())])
        record_change(connection, "territory", f"{len(moved)} accounts have a new owner from {valid_from}", now)
    return Alignment(owners, measure(problem, design.owner, blended(problem, design.centres)), len(moved))
