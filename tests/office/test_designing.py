"""Territories in the workspace: designed, changed in dated steps, covered, drawn and priced, on both databases."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import shapely
import sqlalchemy as sa

from office.designs.alignment import propose_design
from office.designs.areas import land_boundaries
from office.designs.files import territory_files
from office.designs.inputs import Wishes, read_land
from office.designs.prices import Pricer, price_land
from office.imports.uploads import ImportOptions
from office.opening import Office
from office.ownership.assignments import (
    assign,
    free_territories,
    keep_assignment,
    present_territories,
    propose_assignment,
)
from office.ownership.covers import keep_cover, propose_cover
from office.ownership.handover_dates import keep_redating, list_redatings, propose_redating
from office.ownership.joint_visits import JointVisit
from office.ownership.leads import (
    LeadAsked,
    find_account_owners,
    find_lead_owner,
    keep_leads,
    lead_desk,
    present_owners,
)
from office.ownership.realignment import Realigned, keep_realignment, propose_realignment
from office.people import owner
from office.plans.drafts import PlanOrder
from office.plans.inputs import read_situation
from reports.areas import areas_geojson
from reports.curves import curve_svg, sizing_svg
from reports.designs import cells, remarks, write_report
from routing.keeping import network_from_file
from routing.problems import BadInputError
from routing.profile import load_profile
from routing.roads import RoadEngine
from routing.stopping import Steps
from scheduler.demand.assemble import assemble
from scheduler.team.requests import requests
from scheduler.team.situation import Span
from store.accounts import read_accounts, read_reps, write_accounts, write_reps
from store.database import reading, writing
from store.opportunities import write_opportunities
from store.ownership import Owned, add_ownership, owners_on
from store.tables.ownership import ownership as ownership_table
from store.waiting_handovers import write_waiting
from territory.boundaries import faults
from territory.curves import curve, team_size
from territory.design.assignment import Weights
from territory.design.check import check
from territory.design.compared import compare
from territory.design.gathered import Land
from territory.design.problem import Design
from territory.design.realign import MoveBudget
from territory.design.reasons import Move
from territory.design.workload import TravelEstimate
from territory.handover import HandoverRules, When, handover_faults, handover_words
from territory.handover_facts import Timing
from territory.leads import Lead
from territory.opportunities import Opportunity
from territory.sizing import SizingRules
from territory.waiting import Waiting
from tests.importing import import_accounts, import_reps
from tests.office.divided import align
from tools import check_territories
from tools.check_territories import judged

MONDAY = date(2027, 1, 4)
WEEK = timedelta(days=7)
REGION = Path(__file__).resolve().parents[2] / "data" / "liechtenstein"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> RoadEngine:
    folder = tmp_path_factory.mktemp("roads")
    return RoadEngine(network_from_file(REGION / "roads.osm.pbf", load_profile(country="LI"), folder))


@pytest.fixture
def region(office: Office, now: datetime) -> Office:
    """The demonstration's accounts and reps."""
    import_reps(office, REGION / "reps.csv", ImportOptions(), now)
    import_accounts(office, REGION / "accounts.csv", ImportOptions(), lambda *_: (0.0, 0.0), now)
    return office


@pytest.fixture
def aligned(region: Office, engine: RoadEngine, now: datetime) -> Office:
    """The region divided from Monday on."""
    align(region, engine, MONDAY, Steps(20), seed=1, now=now)
    return region


def owners(office: Office, day: date) -> dict[str, str]:
    with reading(office.database) as connection:
        return {account: owned.rep_id for account, owned in owners_on(connection, day).items()}


def test_a_design_is_kept_from_its_day_on_and_in_one_piece(aligned: Office, engine: RoadEngine) -> None:
    assert len(owners(aligned, MONDAY)) == 107
    assert owners(aligned, MONDAY - timedelta(days=1)) == {}
    land = read_land(aligned, engine, MONDAY, Wishes())
    assert check(land.problem, Design(land.present, land.present[:3], 0.0, 0, 0)) == []


def test_a_proposal_keeps_nothing(region: Office, engine: RoadEngine) -> None:
    wishes = Wishes(workload_tolerance=0.2)
    made = propose_design(region, owner(), engine, MONDAY, Steps(5), seed=1, wishes=wishes)
    assert made.moved == 107
    assert owners(region, MONDAY) == {}


def test_a_later_decision_replaces_what_was_to_come_and_keeps_it_readable(
    aligned: Office, engine: RoadEngine, now: datetime
) -> None:
    first = owners(aligned, MONDAY)
    _give_away(aligned, 14)
    again = align(aligned, engine, MONDAY, Steps(20), seed=2, now=now, wishes=Wishes(home_share=0.0))
    assert again.moved > 0
    assert again.owners != first
    for day in (MONDAY, MONDAY + timedelta(days=7), MONDAY + timedelta(days=700)):
        assert owners(aligned, day) == dict(again.owners)
    with reading(aligned.database) as connection:
        kept = {(row.account_id, row.rep_id) for row in connection.execute(sa.select(ownership_table))}
    assert first.items() <= kept


def test_who_owned_what_on_past_days_is_not_rewritten(aligned: Office, engine: RoadEngine) -> None:
    later = datetime(2027, 1, 6, 9, tzinfo=UTC)
    with pytest.raises(BadInputError, match="is not rewritten"):
        align(aligned, engine, MONDAY, Steps(20), seed=2, now=later, wishes=Wishes(home_share=0.0))
    today = later.date()
    align(aligned, engine, today, Steps(20), seed=2, now=later, wishes=Wishes(home_share=0.0))
    assert owners(aligned, today) != owners(aligned, today - timedelta(days=1))


def test_a_realignment_is_handed_over_in_steps_with_reasons(aligned: Office, engine: RoadEngine) -> None:
    _give_away(aligned, 14)
    later = MONDAY + timedelta(days=28)
    rules = HandoverRules(later, a_week=3)
    wishes, budget = Wishes(workload_tolerance=0.08), MoveBudget(share=0.3)
    made = propose_realignment(aligned, owner(), engine, rules, Steps(60), seed=1, budget=budget, wishes=wishes)
    assert len(made.plan.handovers) >= made.minimum.units >= 1
    assert handover_faults(made.plan, made.facts, rules) == []
    keep_realignment(aligned, owner(), made)
    booked = made.joint.found
    assert made.joint.problems == ()
    assert len(booked) == sum(one.joint_visit for one in made.plan.handovers) > 0
    _both_plans_hold(aligned, engine, booked, later)
    last = max(one.on for one in made.plan.handovers)
    wanted = {move.account_id: move.to_id for move in made.moves}
    assert owners(aligned, last) == owners(aligned, later - timedelta(days=1)) | wanted


def test_cover_gives_the_accounts_back(aligned: Office, engine: RoadEngine) -> None:
    first, last = MONDAY + timedelta(days=7), MONDAY + timedelta(days=20)
    before = owners(aligned, MONDAY)
    keep_cover(aligned, owner(), propose_cover(aligned, owner(), engine, "R2", first, last))
    assert "R2" not in owners(aligned, first).values()
    assert owners(aligned, last + timedelta(days=1)) == before


def test_a_handover_planned_before_a_cover_still_comes(aligned: Office, engine: RoadEngine) -> None:
    first, last = MONDAY + timedelta(days=7), MONDAY + timedelta(days=20)
    mine = sorted(account for account, rep in owners(aligned, MONDAY).items() if rep == "R2")
    meanwhile, after = Owned(mine[0], last, "R1", "planned"), Owned(mine[1], last + timedelta(days=9), "R3", "planned")
    with writing(aligned.database) as connection:
        add_ownership(connection, [meanwhile, after])
    keep_cover(aligned, owner(), propose_cover(aligned, owner(), engine, "R2", first, last))
    assert owners(aligned, last - timedelta(days=1))[mine[0]] != "R2"
    assert owners(aligned, last)[mine[0]] == "R1"
    back = owners(aligned, last + timedelta(days=1))
    assert (back[mine[0]], back[mine[1]]) == ("R1", "R2")
    assert owners(aligned, after.valid_from)[mine[1]] == "R3"


def test_cover_of_nobody_is_refused(aligned: Office, engine: RoadEngine) -> None:
    with pytest.raises(BadInputError, match="the reps are R1, R2, R3"):
        propose_cover(aligned, owner(), engine, "R9", MONDAY, None)
    with pytest.raises(BadInputError, match="lies before"):
        propose_cover(aligned, owner(), engine, "R1", MONDAY, MONDAY - timedelta(days=1))


def test_areas_hold_their_accounts_and_leads_fall_to_who_is_near(aligned: Office, engine: RoadEngine) -> None:
    land = read_land(aligned, engine, MONDAY, Wishes())
    mine = present_owners(land)
    made = land_boundaries(land, mine)
    assert faults(made.areas, [(one.id, mine[one.id], one.lat, one.lon) for one in land.accounts]) == []
    written = areas_geojson(made)
    assert all(shapely.geometry.shape(feature["geometry"]).is_valid for feature in written["features"])
    answers = lead_desk(land).ask([Lead(one.id, one.lat, one.lon, 10.0) for one in land.accounts])
    assert sum(one is not None and one.rep_id == mine[one.lead_id] for one in answers) > 0.9 * len(answers)


def test_accounts_that_nobody_owns_are_given_together_to_who_may_have_them(aligned: Office, engine: RoadEngine) -> None:
    with writing(aligned.database) as connection:
        known = read_accounts(connection)[0]
        new = [replace(known, id=name, name=name, owner_lock=lock) for name, lock in (("N1", None), ("N2", "R2"))]
        write_accounts(connection, new)
    found = find_account_owners(aligned, owner(), engine, MONDAY)
    given = {one.lead_id: one.rep_id for one in found.answers}
    assert given["N2"] == "R2", "it is locked to that rep"
    assert given.keys() == {"N1", "N2"}
    assert {problem.code for problem in found.problems} <= {"place-far-from-road"}
    keep_leads(aligned, owner(), found)
    with reading(aligned.database) as connection:
        assert {name: owners_on(connection, MONDAY)[name].rep_id for name in given} == given
    assert find_account_owners(aligned, owner(), engine, MONDAY).answers == ()


def test_exported_territories_are_found_sound_by_a_checker_that_knows_the_files_alone(
    aligned: Office, engine: RoadEngine, tmp_path: Path
) -> None:
    land = read_land(aligned, engine, MONDAY, Wishes(contiguous=False))
    _write(land, tmp_path)
    assert judged(tmp_path, 0.05, None)["violations"] == []
    text = (tmp_path / "accounts.csv").read_text(encoding="utf-8")
    (tmp_path / "accounts.csv").write_text(text.replace(",R2,", ",R1,", 35), encoding="utf-8")
    told = " ".join(judged(tmp_path, 0.05, None)["violations"])
    for wrong in ("hours", "lie apart", "outside the area", "may not own it"):
        assert wrong in told
    imported = re.findall(r"^(?:from|import) (\w+)", Path(check_territories.__file__).read_text("utf-8"), re.MULTILINE)
    assert set(imported) <= sys.stdlib_module_names


def test_without_owners_the_remedy_is_said(region: Office, engine: RoadEngine) -> None:
    land = read_land(region, engine, MONDAY, Wishes())
    for ask in (lead_desk, present_owners, lambda one: curve("moves", one, Steps(1), 1, {})):
        with pytest.raises(BadInputError, match="roundsman territory design"):
            _call(ask, land)


def test_where_owners_come_later_the_day_to_ask_for_is_said(aligned: Office, engine: RoadEngine) -> None:
    before = MONDAY - WEEK
    with pytest.raises(BadInputError, match=f"--from {MONDAY}"):
        present_owners(read_land(aligned, engine, before, Wishes()))
    assert present_owners(read_land(aligned, engine, MONDAY, Wishes()))


def test_curves_are_drawn_and_the_team_is_sized(aligned: Office, engine: RoadEngine) -> None:
    land = read_land(aligned, engine, MONDAY, Wishes(workload_tolerance=0.2, potential_tolerance=0.2))
    chance = curve("chance", land, Steps(25), 1, {"R1": 1.5})
    assert chance.rows[-1][1] > chance.rows[0][1]
    assert "<svg" in curve_svg(chance)
    leaning = Wishes(workload_tolerance=0.2, potential_tolerance=0.2, experience_share=1.0, experience={"R1": 1.5})
    made = propose_design(aligned, owner(), engine, MONDAY, Steps(25), seed=1, wishes=leaning)
    potential = {one.seat_id: one.totals["potential"] for one in made.metrics.seats}
    share = 100 * potential["R1"] / sum(potential.values())
    assert share == pytest.approx(chance.rows[-1][1]), "what the curve shows is what is put in force"
    team = team_size(land, SizingRules(), 5)
    assert team.build_up == pytest.approx(land.problem.measures[0].sum() / 1600)
    assert "<svg" in sizing_svg(team)
    with pytest.raises(BadInputError, match="--experience"):
        curve("chance", land, Steps(5), 1, {})


def test_a_design_is_priced_by_real_routes(aligned: Office, engine: RoadEngine) -> None:
    land = read_land(aligned, engine, MONDAY, Wishes())
    pricer = Pricer(aligned, engine, PlanOrder(MONDAY, 2, Steps(300)))
    judgement = price_land(pricer, land, present_owners(land), TravelEstimate())
    assert [one.rep_id for one in judgement.reps] == ["R1", "R2", "R3"]
    assert all(one.routed.driving_h > 0 and one.estimated_h > 0 for one in judgement.reps)
    assert abs(judgement.error) < 0.6


def _give_away(office: Office, count: int) -> None:
    """Let the first rep have some of the others' accounts from the week after on."""
    with reading(office.database) as connection:
        known = {account.id for account in read_accounts(connection)}
    others = sorted(account for account, rep in owners(office, MONDAY).items() if rep != "R1" and account in known)
    with writing(office.database) as connection:
        add_ownership(connection, [Owned(one, MONDAY + timedelta(days=7), "R1", "drift") for one in others[:count]])


def _both_plans_hold(office: Office, engine: RoadEngine, booked: Sequence[JointVisit], first: date) -> None:
    """Each joint visit stands in what the planner asks of both reps, when both work and can be there."""
    last = max(one.visit.date for one in booked)
    with reading(office.database) as connection:
        situation = read_situation(connection, Span(first, (last - first).days + 1, first))
    asked, _ = requests(situation, engine)
    for visit, reps in ((one.visit, one.reps) for one in booked):
        for rep in reps:
            assembled = assemble(asked[rep])
            assert {(one.place_id, one.date, one.start_s) for one in asked[rep].appointments} >= {
                (visit.place_id, visit.date, visit.start_s)
            }
            assert not [one for one in assembled.problems if visit.id in one.where]


def _write(land: Land, folder: Path) -> None:
    made = territory_files(land)
    assert made.areas is not None
    for name, text in {**made.texts, "areas.geojson": json.dumps(areas_geojson(made.areas))}.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")


def _call(ask: Callable[..., object], land: object) -> None:
    ask(land)


def test_reps_take_the_territories_that_suit_them(aligned: Office, engine: RoadEngine) -> None:
    land = read_land(aligned, engine, MONDAY, Wishes(contiguous=False))
    made = present_territories(land)
    answer = assign(made, Weights())
    assert sorted(rep for _, rep in answer.pairs) == ["R1", "R2", "R3"]
    asked = {one.id: one.skills | one.languages for one in land.accounts}
    for rep, territory, reason in answer.forbidden:
        assert (territory, rep) not in answer.pairs
        assert any(word in reason for one in made.accounts_of(made.names.index(territory)) for word in asked[one.id])
    later = MONDAY + timedelta(days=7)
    before = owners(aligned, MONDAY)
    proposed = propose_assignment(aligned, owner(), engine, later, Weights())
    keep_assignment(aligned, owner(), proposed)
    assert owners(aligned, later) == proposed.owners
    assert len(proposed.moved) == sum(proposed.owners[one] != rep for one, rep in before.items())


def test_territories_are_drawn_anywhere_and_too_many_are_not_assigned(region: Office, engine: RoadEngine) -> None:
    land = read_land(region, engine, MONDAY, Wishes(workload_tolerance=0.15))
    made = free_territories(land, 4, Steps(20), 1)
    assert made.metrics.worst["workload"] <= 0.15 + 1e-9
    assert made.names == ("T01", "T02", "T03", "T04")
    with pytest.raises(BadInputError, match="4 territories and 3 reps"):
        assign(made, Weights())


def test_what_an_account_asks_for_blocks_the_reps_who_lack_it(aligned: Office, engine: RoadEngine) -> None:
    first = sorted(owners(aligned, MONDAY).items())
    asking = {next(account for account, rep in first if rep == name): name for name in ("R1", "R2")}
    land = read_land(aligned, engine, MONDAY, Wishes(contiguous=False))
    tiers = tuple(replace(rep, experience=2.0 * (rep.id == "R3")) for rep in land.reps)
    accounts = tuple(
        replace(
            one, skills=frozenset(), languages=frozenset(), owner_lock=None, least_experience=2.0 * (one.id in asking)
        )
        for one in land.accounts
    )
    with pytest.raises(BadInputError, match=r"R1, R2 can be taken by R3 only.*has experience tier 0, under 2"):
        assign(present_territories(replace(land, reps=tiers, accounts=accounts)), Weights())


def test_an_open_deal_holds_its_account_back_until_it_closes_or_expires(aligned: Office, engine: RoadEngine) -> None:
    _give_away(aligned, 14)
    later = MONDAY + timedelta(days=28)
    rules, closes = HandoverRules(later, a_week=20), later + timedelta(days=10)
    wanted = {"budget": MoveBudget(), "wishes": Wishes(workload_tolerance=0.08)}

    def made(timing: Timing) -> Realigned:
        return propose_realignment(aligned, owner(), engine, rules, Steps(60), seed=1, timing=timing, **wanted)  # type: ignore[arg-type]

    free = made(Timing())
    one, other = (move.account_id for move in free.moves[:2])
    with writing(aligned.database) as connection:
        write_opportunities(
            connection,
            [
                Opportunity("d1", one, "Oven", expected_close=closes),
                Opportunity("d2", other, "Mixer"),
                Opportunity("d3", other, "Sold", closed=later, won=True),
            ],
        )
    waiting = {hand.move.account_id: hand for hand in made(Timing(When.ON_CLOSE, 60)).plan.handovers}
    assert waiting[one].on == closes + timedelta(days=1)
    assert waiting[other].on == later + timedelta(days=60)
    moving = {hand.move.account_id: hand for hand in made(Timing(When.NOW, 60)).plan.handovers}
    assert (moving[one].on, moving[one].opportunity_kept_until) == (later, closes)
    assert "open opportunity stays with" in handover_words(moving[other])


def test_scenarios_stand_side_by_side_with_their_price(aligned: Office, engine: RoadEngine, tmp_path: Path) -> None:
    _give_away(aligned, 14)
    land = read_land(aligned, engine, MONDAY + timedelta(days=7), Wishes(workload_tolerance=0.08))
    made = {one.name: one for one in compare(land, Steps(60), 1)}
    as_it_is, clean, few = made["as it is"].metrics, made["clean sheet"].metrics, made["few moves"].metrics
    assert as_it_is is not None
    assert clean is not None
    assert few is not None
    assert as_it_is.moved_units == made["as it is"].broken == 0
    assert max(clean.worst["workload"], few.worst["workload"]) <= 0.08 + 1e-9 < as_it_is.worst["workload"]
    assert few.moved_units < clean.moved_units
    assert made["few moves"].broken <= few.moved_units
    assert all(0.5 < one.compact < 1 for one in made.values() if one.owners)
    worse = replace(
        made["clean sheet"], name="worse", metrics=replace(clean, worst={"workload": 0.9, "potential": 0.0})
    )
    assert remarks([made["as it is"], made["few moves"]])[1:] == []
    assert remarks([made["as it is"], worse])[1:] == ["Less even in hours than as it is: worse."]
    assert cells(made["clean sheet"])[3] == f"{clean.gini['workload']:.3f}"
    refused = replace(made["clean sheet"], name="never", owners={}, metrics=None, refused="it is too wide")
    written = write_report(tmp_path, land, [made["clean sheet"], refused], [], engine.network)
    assert [path.name for path in written] == ["scenarios.md", "clean-sheet.png"]
    assert "**never** cannot be had: it is too wide." in (tmp_path / "scenarios.md").read_text(encoding="utf-8")


def test_a_scenario_that_lacks_its_data_stands_there_with_the_remedy(aligned: Office, engine: RoadEngine) -> None:
    land = read_land(aligned, engine, MONDAY, Wishes(workload_tolerance=0.3))
    measures = land.problem.measures.copy()
    measures[1, :3] = 0
    made = {
        one.name: one for one in compare(replace(land, problem=replace(land.problem, measures=measures)), Steps(6), 1)
    }
    assert made["potential within 10 %"].refused == ("3 accounts have no potential: estimate it, and import them again")
    assert not made["clean sheet"].refused


def test_handovers_follow_their_deals_and_take_their_joint_visits_with_them(
    aligned: Office, engine: RoadEngine, now: datetime
) -> None:
    _give_away(aligned, 14)
    later = MONDAY + timedelta(days=28)
    rules, closes = HandoverRules(later, a_week=20), later + timedelta(days=30)
    with writing(aligned.database) as connection:
        deals = [Opportunity(f"d-{one}", one, "Oven", expected_close=closes) for one in owners(aligned, MONDAY)]
        write_opportunities(connection, deals)
    wanted = {"budget": MoveBudget(), "wishes": Wishes(workload_tolerance=0.08), "timing": Timing(When.ON_CLOSE, 60)}
    made = propose_realignment(aligned, owner(), engine, rules, Steps(60), seed=1, **wanted)  # type: ignore[arg-type]
    keep_realignment(aligned, owner(), made)
    assert list_redatings(aligned, owner()).changes == ()
    joint = [one for one in made.plan.handovers if one.joint_visit]
    alone = [one for one in made.plan.handovers if not one.joint_visit]
    first, second, third = (one.move.account_id for one in [*joint[:1], *alone[-2:]])
    with writing(aligned.database) as connection:
        sooner = Opportunity(f"d-{first}", first, "Oven", expected_close=closes, closed=now.date(), won=True)
        write_opportunities(connection, [sooner])
        write_opportunities(connection, [Opportunity(f"d-{second}", second, "Oven", expected_close=closes + WEEK)])
    offered = propose_redating(aligned, owner(), engine)
    assert {one.before.move.account_id for one in offered.changes} == {first, second}
    before = owners(aligned, closes + timedelta(days=1))
    keep_redating(aligned, owner(), offered)
    booked = offered.joint.found
    assert (len(booked), offered.joint.problems) == (1, ())
    assert later <= booked[0].visit.date < later + timedelta(days=28)
    moved = {one.move.account_id: one.move for one in made.plan.handovers}
    assert owners(aligned, later)[first] == moved[first].to_id
    assert owners(aligned, closes + timedelta(days=1)) == before | {second: moved[second].from_id}
    assert owners(aligned, closes + WEEK + timedelta(days=1)) == before
    assert owners(aligned, closes)[third] == moved[third].from_id
    assert list_redatings(aligned, owner()).changes == ()


@pytest.mark.parametrize(("when", "heeds"), [(When.ON_CLOSE, True), (When.NOW, False)])
def test_a_deal_opened_after_the_decision_holds_a_handover_back_where_deals_were_to_decide(
    aligned: Office, engine: RoadEngine, when: When, *, heeds: bool
) -> None:
    _give_away(aligned, 14)
    rules, wishes = HandoverRules(MONDAY + timedelta(days=28), a_week=1), Wishes(workload_tolerance=0.08)
    budget, timing = MoveBudget(), Timing(when, 60)
    wanted = {"budget": budget, "wishes": wishes, "timing": timing}
    made = propose_realignment(aligned, owner(), engine, rules, Steps(60), seed=1, **wanted)  # type: ignore[arg-type]
    keep_realignment(aligned, owner(), made)
    assert list_redatings(aligned, owner()).changes == ()
    closes = rules.start + timedelta(days=50)
    account = next(one.move.account_id for one in made.plan.handovers if rules.start < one.on < closes)
    with writing(aligned.database) as connection:
        write_opportunities(connection, [Opportunity("d", account, "Oven", expected_close=closes)])
    after = {one.before.move.account_id: one.after.on for one in list_redatings(aligned, owner()).changes}
    assert list(after) == ([account] if heeds else [])
    assert all(on > closes for on in after.values())


def test_a_handover_that_a_later_decision_replaced_follows_nothing(aligned: Office) -> None:
    account, other = next((one, "R2") for one, rep in owners(aligned, MONDAY).items() if rep == "R1")
    on = MONDAY + timedelta(days=20)
    move = Move(account, "R1", other, 10.0, "balance", "why")
    with writing(aligned.database) as connection:
        add_ownership(connection, [Owned(account, on, other, "balance: why")])
        write_waiting(connection, [Waiting(move, on, on, HandoverRules(MONDAY), 90, joint_visit=False)])
    assert [one.after.on for one in list_redatings(aligned, owner()).changes] == [MONDAY]
    with writing(aligned.database) as connection:
        add_ownership(
            connection, [Owned(account, MONDAY + timedelta(days=5), "R3", "cover"), Owned(account, on, other, "")]
        )
    assert [one.code for one in list_redatings(aligned, owner()).problems] == ["handover-behind-another"]
    with writing(aligned.database) as connection:
        add_ownership(connection, [Owned(account, MONDAY, "R1", "stays")])
    assert list_redatings(aligned, owner()).waiting == 0


def test_an_account_that_nobody_can_own_is_named_and_hinders_nobody_else(aligned: Office, engine: RoadEngine) -> None:
    with writing(aligned.database) as connection:
        known = next(one for one in read_accounts(connection) if one.id == "A0014")
        odd = replace(known, id="ODD", name="ODD", skills=frozenset({"sushi"}), potential=0.0)
        write_accounts(connection, [odd, replace(known, skills=frozenset({"sushi"}))])
    who, named = owner(), {"account ODD", "account A0014"}
    lead = find_lead_owner(aligned, who, engine, LeadAsked(47.16, 9.51), MONDAY)
    assert [one.lead_id for one in lead.answers] == ["lead"]
    assert {one.where for one in lead.problems} == named
    asked = find_account_owners(aligned, who, engine, MONDAY, ["ODD"])
    assert [one.code for one in asked.problems] == ["skill-nobody-has"], "not that somebody owns it"
    cover = propose_cover(aligned, who, engine, "R1", MONDAY, MONDAY + WEEK)
    assert cover.spells
    assert named <= {one.where for one in cover.problems}
    wishes = Wishes(workload_tolerance=0.3, potential_tolerance=0.5)
    made = propose_design(aligned, who, engine, MONDAY, Steps(5), seed=1, wishes=wishes)
    assert named <= {one.where for one in made.left_out}
    assert not {"ODD", "A0014"} & made.owners.keys()
    budget = MoveBudget(accounts=50)
    rules = HandoverRules(MONDAY, 5)
    realigned = propose_realignment(aligned, who, engine, rules, Steps(5), seed=1, budget=budget, wishes=wishes)
    assert named <= {one.where for one in realigned.left_out}
    files = territory_files(read_land(aligned, engine, MONDAY, Wishes(contiguous=False)))
    assert named <= {one.where for one in files.left_out}
    assert owners(aligned, MONDAY)["A0014"], "it keeps its owner"


def test_what_no_road_reaches_is_named_and_hinders_nobody_else(aligned: Office, engine: RoadEngine) -> None:
    off = {"lat": 47.04, "lon": 9.584}  # in the mountains, off the extract
    with writing(aligned.database) as connection:
        known = read_accounts(connection)[0]
        write_accounts(connection, [replace(known, id="OFF", name="OFF", **off)])
        write_reps(connection, [replace(one, **off) for one in read_reps(connection) if one.id == "R3"])
    who = owner()
    asked = find_account_owners(aligned, who, engine, MONDAY, ["OFF"])
    assert [one.code for one in asked.problems] == ["place-outside-roads"], "not that somebody owns it"
    assert find_lead_owner(aligned, who, engine, LeadAsked(47.16, 9.51), MONDAY).answers
    cover = propose_cover(aligned, who, engine, "R2", MONDAY, MONDAY + WEEK)
    assert "R1" in {one.rep_id for one in cover.spells}
    with pytest.raises(BadInputError, match="R3") as refused:
        propose_design(aligned, who, engine, MONDAY, Steps(5), seed=1, wishes=Wishes())
    assert [one.code for one in refused.value.problems] == ["place-outside-roads"]
