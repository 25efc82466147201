"""From imported files to a stored plan: everything due is planned or has a reason, and two planners do not collide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from routing.keeping import network_from_file
from routing.problems import BadInputError
from routing.profile import load_profile
from routing.roads import RoadEngine
from routing.stopping import Steps
from routing.timing import time_tour
from routing.tour import TimedTour, TourProblem
from scheduler.worth import read_worth
from workspace.alignment import align
from workspace.database import reading, writing
from workspace.importing.files import ImportOptions, import_accounts, import_reps, import_seasons
from workspace.opening import Workspace
from workspace.planner import joining
from workspace.planner.joining import BrokenPlanError
from workspace.planning import MadePlan, PlanOrder, make_plan
from workspace.revision import ChangedMeanwhileError, record_change
from workspace.stores.accounts import read_accounts, write_accounts
from workspace.stores.ownership import owners_on
from workspace.stores.plans import find_plan, plan_heads, read_plan

MONDAY = date(2027, 1, 4)
REGION = Path(__file__).resolve().parents[2] / "data" / "liechtenstein"
ORDER = PlanOrder(MONDAY, weeks=4, stop=Steps(3000), workers=1)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> RoadEngine:
    folder = tmp_path_factory.mktemp("roads")
    return RoadEngine(network_from_file(REGION / "roads.osm.pbf", load_profile(country="LI"), folder))


@pytest.fixture
def region(workspace: Workspace, now: datetime) -> Workspace:
    """The demonstration's accounts, reps and seasons."""
    options = ImportOptions()
    import_reps(workspace, REGION / "reps.csv", options, now)
    import_accounts(workspace, REGION / "accounts.csv", options, lambda *_: (0.0, 0.0), now)
    import_seasons(workspace, REGION / "seasons.csv", options, now)
    return workspace


def planned(workspace: Workspace, engine: RoadEngine, now: datetime) -> MadePlan:
    align(workspace, engine, MONDAY, Steps(20), seed=1, now=now)
    return make_plan(workspace, engine, ORDER, now)


def test_every_account_has_one_owner(region: Workspace, engine: RoadEngine, now: datetime) -> None:
    alignment = align(region, engine, MONDAY, Steps(20), seed=1, now=now)
    with reading(region.engine) as connection:
        owners = {account: owned.rep_id for account, owned in owners_on(connection, MONDAY).items()}
        assert set(owners) == {account.id for account in read_accounts(connection)}
    assert owners == alignment.owners


def test_dividing_again_moves_nobody(region: Workspace, engine: RoadEngine, now: datetime) -> None:
    align(region, engine, MONDAY, Steps(20), seed=1, now=now)
    assert align(region, engine, date(2027, 2, 1), Steps(20), seed=1, now=now).moved == 0


def test_the_plan_is_kept_as_a_draft_and_comes_back(region: Workspace, engine: RoadEngine, now: datetime) -> None:
    made = planned(region, engine, now)
    with reading(region.engine) as connection:
        assert read_plan(connection, find_plan(connection, made.number)) == made.plan
    assert made.plan.tours
    assert all(visit.reason and visit.detail for visit in made.plan.unserved)
    worth = read_worth(made.plan.evidence)
    assert worth is not None
    assert worth.by_hand is not None
    assert worth.carried is None  # nothing was in force
    assert 0 < worth.bound <= worth.chosen.cost < worth.by_hand.cost


def test_a_plan_that_a_check_finds_broken_is_not_kept(
    region: Workspace, engine: RoadEngine, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    align(region, engine, MONDAY, Steps(20), seed=1, now=now)
    monkeypatch.setattr(joining, "time_tour", too_early)
    with pytest.raises(BrokenPlanError, match="too-fast"):
        make_plan(region, engine, replace(ORDER, weeks=1, stop=Steps(100)), now)
    with reading(region.engine) as connection:
        assert plan_heads(connection) == ()


def too_early(problem: TourProblem, order: Sequence[int]) -> TimedTour | None:
    """Time a tour so that the rep is home before he can be."""
    timed = time_tour(problem, order)
    return timed and replace(timed, return_s=timed.return_s - 60)


def test_the_same_state_and_steps_give_the_same_plan(region: Workspace, engine: RoadEngine, now: datetime) -> None:
    first = planned(region, engine, now)
    assert make_plan(region, engine, ORDER, now).plan == first.plan


def test_a_plan_on_an_old_state_is_not_kept(region: Workspace, engine: RoadEngine, now: datetime) -> None:
    align(region, engine, MONDAY, Steps(20), seed=1, now=now)

    def meddle(_progress: object) -> None:
        with writing(region.engine) as connection:
            account = read_accounts(connection)[0]
            write_accounts(connection, [replace(account, name="renamed meanwhile")])
            record_change(connection, "import accounts", "1 changed", now)

    with pytest.raises(ChangedMeanwhileError, match="1 changed"):
        make_plan(region, engine, ORDER, now, on_progress=meddle)


def test_an_empty_workspace_says_what_is_missing(workspace: Workspace, engine: RoadEngine, now: datetime) -> None:
    with pytest.raises(BadInputError, match="roundsman import reps"):
        make_plan(workspace, engine, ORDER, now)


def test_accounts_without_owners_ask_for_territories(region: Workspace, engine: RoadEngine, now: datetime) -> None:
    with pytest.raises(BadInputError, match="roundsman territory"):
        make_plan(region, engine, ORDER, now)
