"""From imported files to a stored plan: everything due is planned or has a reason, and two planners do not collide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from office.imports.uploads import ImportOptions
from office.opening import Office
from office.people import owner
from office.plans import drafts
from office.plans.draft_changes import DraftAge, changes_since_draft
from office.plans.drafts import MadePlan, PlanOrder, make_plan
from office.plans.publication import publish_plan
from reports.finding_words import words
from routing.keeping import network_from_file
from routing.problems import BadInputError, Problem
from routing.profile import load_profile
from routing.roads import RoadEngine
from routing.shortest_order import shortest_order
from routing.stopping import Steps
from routing.timing import time_tour
from routing.tour import TimedTour, TourProblem
from scheduler.demand.rules import Appointment
from scheduler.team import plan as joining
from scheduler.team import sequence
from scheduler.team.plan import BrokenPlanError
from scheduler.team.worth import read_worth
from store.accounts import read_accounts, write_accounts
from store.changes import Kind, Subject, record_change
from store.database import reading, writing
from store.fixed_dates import appointment_row, write_fixed_dates
from store.ownership import owners_on
from store.plans import find_plan, plan_heads, read_plan
from territory.accounts import AccountKind
from tests.importing import import_accounts, import_reps, import_seasons
from tests.office.divided import align

MONDAY, TUESDAY = date(2027, 1, 4), date(2027, 1, 12)
REGION = Path(__file__).resolve().parents[2] / "data" / "liechtenstein"
ORDER = PlanOrder(MONDAY, weeks=4, stop=Steps(1000), workers=1)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> RoadEngine:
    folder = tmp_path_factory.mktemp("roads")
    return RoadEngine(network_from_file(REGION / "roads.osm.pbf", load_profile(country="LI"), folder))


@pytest.fixture
def region(office: Office, now: datetime) -> Office:
    """The demonstration's accounts, reps and seasons, in both databases."""
    return imported(office, now)


@pytest.fixture
def sqlite_region(sqlite_workspace: Office, now: datetime) -> Office:
    """The same, for rules that no database can change."""
    return imported(sqlite_workspace, now)


def imported(office: Office, now: datetime) -> Office:
    options = ImportOptions()
    import_reps(office, REGION / "reps.csv", options, now)
    import_accounts(office, REGION / "accounts.csv", options, lambda *_: (0.0, 0.0), now)
    import_seasons(office, REGION / "seasons.csv", options, now)
    return office


def planned(office: Office, engine: RoadEngine, now: datetime) -> MadePlan:
    align(office, engine, MONDAY, Steps(20), seed=1, now=now)
    return make_plan(office, owner(), engine, ORDER)


def test_every_account_has_one_owner(sqlite_region: Office, engine: RoadEngine, now: datetime) -> None:
    alignment = align(sqlite_region, engine, MONDAY, Steps(20), seed=1, now=now)
    with reading(sqlite_region.database) as connection:
        owners = {account: owned.rep_id for account, owned in owners_on(connection, MONDAY).items()}
        assert set(owners) == {account.id for account in read_accounts(connection)}
    assert owners == alignment.owners


def test_dividing_again_moves_nobody(sqlite_region: Office, engine: RoadEngine, now: datetime) -> None:
    align(sqlite_region, engine, MONDAY, Steps(20), seed=1, now=now)
    assert align(sqlite_region, engine, date(2027, 2, 1), Steps(20), seed=1, now=now).moved == 0


def test_the_plan_is_kept_as_a_draft_and_comes_back(region: Office, engine: RoadEngine, now: datetime) -> None:
    made = planned(region, engine, now)
    with reading(region.database) as connection:
        assert read_plan(connection, find_plan(connection, made.number)) == made.plan
    assert made.plan.tours
    assert all(visit.reason and words(visit.why) for visit in made.plan.unserved)
    worth = read_worth(made.plan.evidence)
    assert worth is not None
    assert worth.by_hand is not None
    assert worth.carried is None  # nothing was in force
    assert worth.proof.bound is not None
    assert 0 < worth.proof.bound <= worth.chosen.cost < worth.by_hand.cost


def test_a_plan_that_a_check_finds_broken_is_not_kept(
    sqlite_region: Office, engine: RoadEngine, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    align(sqlite_region, engine, MONDAY, Steps(20), seed=1, now=now)
    monkeypatch.setattr(joining, "time_tour", too_early)
    with pytest.raises(BrokenPlanError, match="too-fast"):
        make_plan(sqlite_region, owner(), engine, replace(ORDER, weeks=1, stop=Steps(100)))
    with reading(sqlite_region.database) as connection:
        assert plan_heads(connection) == ()


def test_a_time_limit_keeps_the_best_so_far_and_each_day_is_still_put_in_order(
    sqlite_region: Office, engine: RoadEngine, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordered: list[int] = []

    def spied(price: NDArray[np.int64]) -> tuple[int, list[int]]:
        ordered.append(len(price) - 2)
        return shortest_order(price)

    monkeypatch.setattr(sequence, "shortest_order", spied)
    align(sqlite_region, engine, MONDAY, Steps(20), seed=1, now=now)
    endless = replace(ORDER, weeks=1, stop=Steps(10**9), limit_s=0.1)
    made = make_plan(sqlite_region, owner(), engine, endless)
    assert made.cut_short == "time limit"
    assert sorted(ordered) == sorted(len(tour.visits) for tour in made.plan.tours if len(tour.visits) > 1)
    assert "bound" not in made.plan.evidence
    assert made.plan.evidence["bounded"] == 0


@pytest.mark.slow
def test_a_cluster_makes_the_same_plan(sqlite_region: Office, engine: RoadEngine, now: datetime) -> None:
    distributed = pytest.importorskip("distributed", reason="the cluster extra is not installed")
    align(sqlite_region, engine, MONDAY, Steps(20), seed=1, now=now)
    order = replace(ORDER, weeks=1, stop=Steps(300))
    here = make_plan(sqlite_region, owner(), engine, order)
    at = {"host": "127.0.0.1", "protocol": "tcp", "dashboard_address": None}
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, processes=False, **at) as cluster:
        there = make_plan(sqlite_region, owner(), engine, replace(order, cluster=cluster.scheduler_address))
    assert there.plan == here.plan


def test_wrong_input_is_named_before_the_search_and_the_rest_is_planned(
    sqlite_region: Office, engine: RoadEngine, now: datetime
) -> None:
    align(sqlite_region, engine, MONDAY, Steps(20), seed=1, now=now)
    with writing(sqlite_region.database) as connection:
        first, second, *_ = read_accounts(connection)
        write_accounts(connection, [replace(first, service_s=12 * 3600, last_visit=None)])
        for name in ("training", "interview"):
            visit = Appointment(name, second.id, TUESDAY, 10 * 3600, 3600)
            write_fixed_dates(connection, [appointment_row("R1", visit)])
    told: list[str] = []

    def note(problems: Sequence[Problem]) -> None:
        told.extend(problem.code for problem in problems)

    def searched(_progress: object) -> None:
        assert {"window-too-short", "two-at-one-time"} <= set(told)

    made = make_plan(
        sqlite_region, owner(), engine, replace(ORDER, stop=Steps(300)), on_progress=searched, on_problems=note
    )
    assert made.plan.tours
    assert {visit.reason for visit in made.plan.unserved if visit.account_id == first.id} == {"too-long-for-hours"}
    assert len(told) == len(set(made.problems))  # once for each account, not for each of its visits


def test_customers_without_an_owner_are_named_and_prospects_are_not(
    sqlite_region: Office, engine: RoadEngine, now: datetime
) -> None:
    align(sqlite_region, engine, MONDAY, Steps(20), seed=1, now=now)
    order = replace(ORDER, weeks=1, stop=Steps(50))
    assert "owner-missing" not in {
        problem.code for problem in make_plan(sqlite_region, owner(), engine, order).problems
    }
    with writing(sqlite_region.database) as connection:
        first = read_accounts(connection)[0]
        lead = replace(first, id="lead", kind=AccountKind.PROSPECT)
        write_accounts(connection, [replace(first, id="new"), lead])
    problems = make_plan(sqlite_region, owner(), engine, order).problems
    told = [problem for problem in problems if problem.code == "owner-missing"]
    assert [problem.cause for problem in told] == [
        f"1 customers have no owner on {MONDAY} and are planned for nobody (new)"
    ]


def too_early(problem: TourProblem, order: Sequence[int]) -> TimedTour | None:
    """Time a tour so that the rep is home before he can be."""
    timed = time_tour(problem, order)
    return timed and replace(timed, return_s=timed.return_s - 60)


def test_the_same_state_and_steps_give_the_same_plan(sqlite_region: Office, engine: RoadEngine, now: datetime) -> None:
    first = planned(sqlite_region, engine, now)
    assert make_plan(sqlite_region, owner(), engine, ORDER).plan == first.plan


def test_a_plan_on_an_old_state_is_kept_and_says_what_changed(
    region: Office, engine: RoadEngine, now: datetime
) -> None:
    align(region, engine, MONDAY, Steps(20), seed=1, now=now)
    told: list[str] = []

    def meddle(_progress: object) -> None:
        if not told:
            told.append("once")
            with writing(region.database) as connection:
                account = read_accounts(connection)[0]
                write_accounts(connection, [replace(account, name="renamed meanwhile")])
                subjects = [Subject(Kind.ACCOUNT, account.id)]
                record_change(connection, "import accounts", "1 changed", now, actor="ann", subjects=subjects)
                record_change(connection, "post_trip", "a trip", now, subjects=[Subject(Kind.LEDGER, "R1")])
                record_change(connection, "skip_visit", "of another plan", now, subjects=[Subject(Kind.VISIT, "else")])

    made = make_plan(region, owner(), engine, ORDER, on_progress=meddle)
    assert [(one.actor, one.summary, one.kinds) for one in made.since] == [("ann", "1 changed", ("account",))]
    age = changes_since_draft(region, owner(), made.number)
    assert age == DraftAge(made.number, None, None, made.since)
    with writing(region.database) as connection:
        visit = made.plan.tours[0].visits[0].visit_id
        record_change(connection, "skip_visit", "ours", now, subjects=[Subject(Kind.VISIT, visit)])
    publish_plan(region, owner(), made.number)
    age = changes_since_draft(region, owner())
    assert [one.verb for one in age.changes] == ["import accounts", "skip_visit", "publish_plan"]
    assert age.in_force == made.number


def test_an_empty_workspace_says_what_is_missing(office: Office, engine: RoadEngine) -> None:
    with pytest.raises(BadInputError, match="roundsman import reps"):
        make_plan(office, owner(), engine, ORDER)


def test_accounts_without_owners_ask_for_territories(region: Office, engine: RoadEngine) -> None:
    with pytest.raises(BadInputError, match="roundsman territory"):
        make_plan(region, owner(), engine, ORDER)


def test_what_searches_and_horizons_took_is_given_back_before_the_search_and_before_the_draft_is_kept(
    sqlite_region: Office, engine: RoadEngine, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def noting(name: str, do: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*given: Any, **more: Any) -> Any:
            done.append(name)
            return do(*given, **more)

        return noted

    for name in ("requests", "give_back", "plan_team", "packed", "write_plan"):
        monkeypatch.setattr(drafts, name, noting(name, getattr(drafts, name)))
    planned(sqlite_region, engine, now)
    assert done == ["requests", "give_back", "plan_team", "packed", "give_back", "write_plan"]
