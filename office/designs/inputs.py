"""What a design needs from the workspace: accounts, reps, present owners, travel and the roads between them."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from office.designs.reach import reached
from office.opening import Office
from office.roads import network_kept
from routing.problems import BadInputError
from routing.roads import RoadEngine
from routing.travel import TravelEngine
from store.accounts import read_accounts, read_reps
from store.changes import revision
from store.database import reading
from store.ownership import Timeline, owned_on, timelines
from territory.accounts import Account, Rep
from territory.design.build import assemble, build_problem
from territory.design.inputs import DesignInputs
from territory.design.problem import DesignProblem
from territory.design.roadland import RoadLand, network_travel, road_land
from territory.design.rules import faults
from territory.design.workload import TravelEstimate

LOG = logging.getLogger(__name__)

MOST_PAIRED = 3_000
"""Accounts up to which a table of all ways is made, turns priced; beyond, ways are looked up on the network."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a manager asks of a design; see `DesignInputs`.

    Attributes
    ----------
    contiguous : bool
        Ask for territories in one piece on the roads: the travel engine's, or those that the workspace keeps.
    """

    workload_tolerance: float = 0.05
    potential_tolerance: float | None = None
    contiguous: bool = True
    home_share: float = 0.5
    estimate: TravelEstimate | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Land:
    """A problem with what it was made of, read at one revision of the workspace; `roads` is None without a network.

    `lines` hold who owned, owns and is to own each account.
    """

    revision: int
    accounts: tuple[Account, ...]
    reps: tuple[Rep, ...]
    problem: DesignProblem
    roads: RoadLand | None
    lines: dict[str, Timeline]

    @property
    def present(self) -> NDArray[np.int32]:
        """Return the seat that owns each unit at present, -1 for none."""
        if self.problem.owner is None:
            return np.full(len(self.problem.unit_ids), -1, np.int32)
        return self.problem.owner


def read_land(office: Office, engine: TravelEngine, day: date, wishes: Wishes) -> Land:
    """Return the problem of dividing all accounts among all reps on a day.

    Raises
    ------
    BadInputError
        With everything that is wrong with accounts and reps.
    """
    with reading(office.database) as connection:
        seen = revision(connection)
        reps = read_reps(connection)
        accounts = reached(read_accounts(connection), reps, engine)
        lines = timelines(connection)
    held = ((account, owned_on(line, day)) for account, line in lines.items())
    owners = {account: owned.rep_id for account, owned in held if owned is not None}
    inputs = DesignInputs(
        accounts,
        reps,
        workload_tolerance=wishes.workload_tolerance,
        potential_tolerance=wishes.potential_tolerance,
        owners=owners,
        home_share=wishes.home_share,
        estimate=wishes.estimate or TravelEstimate(),
    )
    places = [account.place for account in accounts]
    wrong = faults(inputs, {place.id for place in places} | {rep.id for rep in reps})
    if wrong:
        raise BadInputError(wrong)
    network = engine.network if isinstance(engine, RoadEngine) else network_kept(office)
    roads = road_land(network, places) if network else None
    if roads is not None and wishes.contiguous:
        inputs = replace(inputs, neighbours=roads.neighbours())
    elif wishes.contiguous:
        LOG.warning("There are no roads in this workspace: territories are not held in one piece.")
    if isinstance(engine, RoadEngine) and len(accounts) > MOST_PAIRED:
        problem = assemble(inputs, *network_travel(engine.network, accounts, reps, inputs.estimate.neighbours))
    else:
        problem = build_problem(inputs, engine.table([*places, *(rep.home for rep in reps)]))
    return Land(seen, accounts, reps, problem, roads, lines)
