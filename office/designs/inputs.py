"""What a design needs from the workspace: accounts, reps, present owners, travel and the roads between them."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from office.opening import Office
from office.ownership.rule_books import account_facts, book_on
from office.ownership.successes import read_successes
from office.roads import network_kept
from routing.problems import BadInputError, Problem
from routing.roads import RoadEngine
from routing.sentences import sentence
from routing.travel import TravelEngine
from scheduler.demand.yearly import visits_of
from store.account_rules import read_rules, read_season_rules
from store.accounts import read_accounts, read_reps
from store.changes import revision
from store.counted_visits import as_counted
from store.database import reading
from store.ownership import Timeline, owned_on, timelines
from territory.accounts import Account, Rep
from territory.design.aside import set_aside
from territory.design.build import assemble, build_problem
from territory.design.gathered import Land
from territory.design.inputs import DesignInputs
from territory.design.problem import DesignProblem
from territory.design.reach import reached
from territory.design.roadland import network_travel, road_land
from territory.design.rules import faults
from territory.design.travel import MOST_PAIRED, asked_travel
from territory.design.workload import TravelEstimate
from territory.fit import fits
from territory.ownership.stated import binding
from territory.presence import absentees, leavers, works
from territory.success import Successes

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a manager asks of a design; see `DesignInputs`.

    Attributes
    ----------
    contiguous : bool
        Ask for territories in one piece on the roads: the travel engine's, or those that the workspace keeps.
    experience_share : float or None
        How far potential leans to the experienced, 0 to 1: the point of the curve of chance. None lets it lie anywhere
        within the tolerance.
    experience : mapping of rep to factor
        What they are to have beside 1 for the others; empty takes the reps' own tiers.
    success_min : float
        Minutes of travel at each visit that the past success of who has won everything in a sector is worth; 0 does not
        count it.
    """

    workload_tolerance: float = 0.05
    potential_tolerance: float | None = None
    contiguous: bool = True
    home_share: float = 0.5
    estimate: TravelEstimate | None = None
    experience_share: float | None = None
    experience: Mapping[str, float] = field(default_factory=dict)
    success_min: float = 0.0


def read_land(
    office: Office,
    engine: TravelEngine,
    day: date,
    wishes: Wishes,
    also: Collection[str] = (),
    *,
    covers: bool = False,
    homeless: bool = False,
) -> Land:
    """Return the problem of dividing the accounts that are visited among the reps who work on a day.

    `also` are reps who are asked about whether they work or not. With `covers` whoever stands in counts as the owner.
    With `homeless` a rep whose home no road reaches is named, and hinders nobody: for whatever divides nothing anew.

    Raises
    ------
    BadInputError
        With everything that is wrong with accounts and reps.
    """
    found = _read(office, day, also, covers=covers, wins=wishes.success_min > 0)
    reps, visits = found.reps, found.visits
    if not reps and found.team:
        raise BadInputError(absentees(found.team, day))
    open_to = tuple(one for one in found.accounts if visits[one.id] > 0)
    accounts, unreached, off_road = reached(open_to, reps, engine)
    if off_road and not homeless:
        raise BadInputError(off_road)
    away = absentees([rep for rep in found.team if rep not in reps], day)
    inputs, nobodys = set_aside(_asked(found, accounts, wishes))
    accounts = inputs.accounts
    places = [account.place for account in accounts]
    wrong = faults(inputs, {place.id for place in places} | {rep.id for rep in reps})
    nobodys |= unreached
    unownable = tuple(problem for problems in nobodys.values() for problem in problems)
    if wrong:
        raise BadInputError([*unownable, *wrong])
    weightless = _without_potential(accounts) if wishes.potential_tolerance is not None else ()
    left_out = (*away, *leavers(reps, day), *_never_visited(found.accounts, visits), *off_road, *weightless, *unownable)
    network = engine.network if isinstance(engine, RoadEngine) else network_kept(office)
    roads = road_land(network, places) if network else None
    if roads is not None and wishes.contiguous:
        inputs = replace(inputs, neighbours=roads.neighbours())
    elif wishes.contiguous:
        LOG.warning("There are no roads in this workspace: territories are not held in one piece.")
    return Land(
        found.seen, accounts, reps, _measured(inputs, engine), roads, found.lines, found.bound, left_out, nobodys
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What the workspace says of a day: its team, `reps` who work then, accounts `bound` by a rule, past successes."""

    seen: int
    team: tuple[Rep, ...]
    reps: tuple[Rep, ...]
    accounts: tuple[Account, ...]
    lines: Mapping[str, Timeline]
    owners: Mapping[str, str]
    visits: Mapping[str, float]
    bound: Mapping[str, str]
    past: Successes | None


def _read(office: Office, day: date, also: Collection[str], *, covers: bool, wins: bool) -> _Found:
    with reading(office.database) as connection:
        seen = revision(connection)
        team, known = read_reps(connection), as_counted(connection, read_accounts(connection))
        lines = timelines(connection, covers=covers)
        owners = _owners_on(lines, day)
        reps = tuple(rep for rep in team if works(rep, day) or rep.id in also)
        visits = visits_of(known, read_rules(connection), read_season_rules(connection), reps, owners)
        book = book_on(connection, day)
        ruled = binding(book, account_facts(connection, known), day) if book else {}
        bound = {account: one.rep for account, one in ruled.items()}
        past = read_successes(connection, day) if wins else None
        return _Found(seen, team, reps, known, lines, owners, visits, bound, past)


def _asked(found: _Found, accounts: Sequence[Account], wishes: Wishes) -> DesignInputs:
    """Return what is asked of the design, of the accounts that can be reached."""
    return DesignInputs(
        tuple(accounts),
        found.reps,
        workload_tolerance=wishes.workload_tolerance,
        potential_tolerance=wishes.potential_tolerance,
        owners=found.owners,
        home_share=wishes.home_share,
        estimate=wishes.estimate or TravelEstimate(),
        locks=_locks(accounts, found.reps, found.bound),
        visits={account.id: found.visits[account.id] for account in accounts},
        past=found.past,
        success_s=60 * wishes.success_min,
    )


def _measured(inputs: DesignInputs, engine: TravelEngine) -> DesignProblem:
    """Return the problem with its travel: a table of all ways, or of many accounts the ways that are asked for."""
    accounts, reps, near = inputs.accounts, inputs.reps, inputs.estimate.neighbours
    if len(accounts) <= MOST_PAIRED:
        return build_problem(inputs, engine.table([*(one.place for one in accounts), *(rep.home for rep in reps)]))
    if isinstance(engine, RoadEngine):
        return assemble(inputs, *network_travel(engine.network, accounts, reps, near))
    return assemble(inputs, *asked_travel(engine, accounts, reps, near))


def _owners_on(lines: Mapping[str, Timeline], day: date) -> dict[str, str]:
    held = ((account, owned_on(line, day)) for account, line in lines.items())
    return {account: owned.rep_id for account, owned in held if owned is not None}


def _locks(accounts: Sequence[Account], reps: Sequence[Rep], bound: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the accounts that rules give to a rep for good; an unfit owner is no lock, whoever named it."""
    known = {rep.id: rep for rep in reps}
    asked = ((one, known.get(bound.get(one.id, ""))) for one in accounts if one.owner_lock is None)
    return tuple((one.id, rep.id) for one, rep in asked if rep is not None and fits(one, rep))


def _never_visited(accounts: Sequence[Account], visits: Mapping[str, float]) -> tuple[Problem, ...]:
    """Name the accounts that no plan visits: they keep their owner and weigh nothing."""
    none = sorted(account.id for account in accounts if visits[account.id] <= 0)
    if not none:
        return ()
    some = _some(none)
    cause = sentence("{count} accounts are not to be visited and weigh nothing ({some})", count=len(none), some=some)
    return (
        Problem("accounts-not-visited", "the design", cause, "They keep their owner; lift their rule to count them."),
    )


def _without_potential(accounts: Sequence[Account]) -> tuple[Problem, ...]:
    """Name the accounts that weigh nothing where potential is balanced: one new account hinders no design."""
    none = sorted(account.id for account in accounts if account.potential == 0)
    if not none:
        return ()
    cause = sentence(
        "{count} accounts have no potential and weigh nothing in it ({some})", count=len(none), some=_some(none)
    )
    return (Problem("potential-missing", "the design", cause, "Estimate it, so that it is shared out too."),)


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:5]) + (" ..." if len(ids) > 5 else "")
