"""Territories in the workspace: designed, changed in dated steps, covered, drawn and priced, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import shapely

from routing.keeping import network_from_file
from routing.places import Place
from routing.problems import BadInputError
from routing.profile import load_profile
from routing.roads import RoadEngine
from routing.stopping import Steps
from territory.boundaries import faults
from territory.design.check import check
from territory.design.problem import Design
from territory.design.realign import MoveBudget
from territory.design.workload import TravelEstimate
from territory.handover import HandoverRules, handover_faults
from territory.sizing import SizingRules
from workspace.alignment import align, propose
from workspace.database import reading, writing
from workspace.designing.areas import areas_geojson, land_boundaries
from workspace.designing.covering import cover_rep
from workspace.designing.curves import curve, draw_curve, team_size
from workspace.designing.land import Wishes, read_land
from workspace.designing.leads import lead_desk, present_owners
from workspace.designing.pricing import Pricer, price_land
from workspace.designing.realigning import handover_facts, keep_realignment, realign_territories
from workspace.importing.files import ImportOptions, import_accounts, import_reps
from workspace.opening import Workspace
from workspace.planning import PlanOrder
from workspace.stores.accounts import read_accounts
from workspace.stores.ownership import Owned, add_ownership, owners_on

MONDAY = date(2027, 1, 4)
REGION = Path(__file__).resolve().parents[2] / "data" / "liechtenstein"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> RoadEngine:
    folder = tmp_path_factory.mktemp("roads")
    return RoadEngine(network_from_file(REGION / "roads.osm.pbf", load_profile(country="LI"), folder))


@pytest.fixture
def region(workspace: Workspace, now: datetime) -> Workspace:
    """The demonstration's accounts and reps."""
    import_reps(workspace, REGION / "reps.csv", ImportOptions(), now)
    import_accounts(workspace, REGION / "accounts.csv", ImportOptions(), lambda *_: (0.0, 0.0), now)
    return workspace


@pytest.fixture
def aligned(region: Workspace, engine: RoadEngine, now: datetime) -> Workspace:
    """The region divided from Monday on."""
    align(region, engine, MONDAY, Steps(20), seed=1, now=now)
    return region


def owners(workspace: Workspace, day: date) -> dict[str, str]:
    with reading(workspace.engine) as connection:
        return {account: owned.rep_id for account, owned in owners_on(connection, day).items()}


def test_a_design_is_kept_from_its_day_on_and_in_one_piece(aligned: Workspace, engine: RoadEngine) -> None:
    assert len(owners(aligned, MONDAY)) == 107
    assert owners(aligned, MONDAY - timedelta(days=1)) == {}
    land = read_land(aligned, engine, MONDAY, Wishes())
    assert check(land.problem, Design(land.present, land.present[:3], 0.0, 0, 0)) == []


def test_a_proposal_keeps_nothing(region: Workspace, engine: RoadEngine) -> None:
    _, made = propose(region, engine, MONDAY, Steps(5), seed=1, wishes=Wishes(workload_tolerance=0.2))
    assert made.moved == 107
    assert owners(region, MONDAY) == {}


def test_an_account_does_not_change_owner_twice_on_a_day(aligned: Workspace, engine: RoadEngine, now: datetime) -> None:
    with pytest.raises(BadInputError, match="changes owner on 2027-01-04 already"):
        align(aligned, engine, MONDAY, Steps(20), seed=1, now=now, wishes=Wishes(home_share=0.0))


def test_a_realignment_is_handed_over_in_steps_with_reasons(
    aligned: Workspace, engine: RoadEngine, now: datetime
) -> None:
    _give_away(aligned, 14)
    later = MONDAY + timedelta(days=28)
    rules = HandoverRules(later, a_week=3)
    made = realign_territories(
        aligned, engine, rules, Steps(60), seed=1, budget=MoveBudget(share=0.3), wishes=Wishes(workload_tolerance=0.08)
    )
    assert len(made.plan.handovers) >= made.answer.minimum.units >= 1
    assert handover_faults(made.plan, handover_facts(made.land.accounts), rules) == []
    assert keep_realignment(aligned, made, now) == len(made.answer.moves)
    last = max(one.on for one in made.plan.handovers)
    wanted = {move.account_id: move.to_id for move in made.answer.moves}
    assert owners(aligned, last) == owners(aligned, later - timedelta(days=1)) | wanted


def test_cover_gives_the_accounts_back(aligned: Workspace, engine: RoadEngine, now: datetime) -> None:
    first, last = MONDAY + timedelta(days=7), MONDAY + timedelta(days=20)
    before = owners(aligned, MONDAY)
    cover_rep(aligned, engine, "R2", (first, last), now, keep=True)
    assert "R2" not in owners(aligned, first).values()
    assert owners(aligned, last + timedelta(days=1)) == before


def test_cover_of_nobody_is_refused(aligned: Workspace, engine: RoadEngine, now: datetime) -> None:
    with pytest.raises(BadInputError, match="the reps are R1, R2, R3"):
        cover_rep(aligned, engine, "R9", (MONDAY, None), now, keep=False)
    with pytest.raises(BadInputError, match="lies before"):
        cover_rep(aligned, engine, "R1", (MONDAY, MONDAY - timedelta(days=1)), now, keep=False)


def test_areas_hold_their_accounts_and_leads_fall_to_who_is_near(aligned: Workspace, engine: RoadEngine) -> None:
    land = read_land(aligned, engine, MONDAY, Wishes())
    mine = present_owners(land)
    made = land_boundaries(land, mine)
    assert faults(made.areas, [(one.id, mine[one.id], one.lat, one.lon) for one in land.accounts]) == []
    written = areas_geojson(made)
    assert all(shapely.geometry.shape(feature["geometry"]).is_valid for feature in written["features"])
    answers = lead_desk(land).ask([Place(one.id, one.lat, one.lon) for one in land.accounts], 10.0)
    assert sum(answer.rep_id == mine[answer.lead_id] for answer in answers) > 0.9 * len(answers)


def test_without_owners_the_remedy_is_said(region: Workspace, engine: RoadEngine) -> None:
    land = read_land(region, engine, MONDAY, Wishes())
    for ask in (lead_desk, present_owners, lambda one: curve("moves", one, Steps(1), 1, {})):
        with pytest.raises(BadInputError, match="roundsman territory design"):
            _call(ask, land)


def test_curves_are_drawn_and_the_team_is_sized(aligned: Workspace, engine: RoadEngine, tmp_path: Path) -> None:
    land = read_land(aligned, engine, MONDAY, Wishes(workload_tolerance=0.2, potential_tolerance=0.1))
    chance = curve("chance", land, Steps(25), 1, {"R1": 1.5})
    assert chance.rows[-1][1] > chance.rows[0][1]
    draw_curve(chance, tmp_path / "chance.svg")
    assert "<svg" in (tmp_path / "chance.svg").read_text()
    assert team_size(land, SizingRules(), 5).build_up == pytest.approx(land.problem.measures[0].sum() / 1600)
    with pytest.raises(BadInputError, match="--experience"):
        curve("chance", land, Steps(5), 1, {})


def test_a_design_is_priced_by_real_routes(aligned: Workspace, engine: RoadEngine) -> None:
    land = read_land(aligned, engine, MONDAY, Wishes())
    pricer = Pricer(aligned, engine, PlanOrder(MONDAY, 2, Steps(300)))
    judgement = price_land(pricer, land, present_owners(land), TravelEstimate())
    assert [one.rep_id for one in judgement.reps] == ["R1", "R2", "R3"]
    assert all(one.routed.driving_h > 0 and one.estimated_h > 0 for one in judgement.reps)
    assert abs(judgement.error) < 0.6


def _give_away(workspace: Workspace, count: int) -> None:
    """Let the first rep have some of the others' accounts from the week after on."""
    with reading(workspace.engine) as connection:
        known = {account.id for account in read_accounts(connection)}
    others = sorted(account for account, rep in owners(workspace, MONDAY).items() if rep != "R1" and account in known)
    with writing(workspace.engine) as connection:
        add_ownership(connection, [Owned(one, MONDAY + timedelta(days=7), "R1", "drift") for one in others[:count]])


def _call(ask: Callable[..., object], land: object) -> None:
    ask(land)
