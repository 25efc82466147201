"""A plan is divided at a hand-over's date: the old owner's visits before it, the new owner's from it on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from office.imports.uploads import ImportOptions
from office.opening import Office
from office.people import owner
from office.plans.drafts import PlanOrder, make_plan
from office.plans.explanations import explain_plan
from office.plans.inputs import read_situation
from office.plans.open_plans import read_stored
from routing.keeping import network_from_file
from routing.profile import load_profile
from routing.roads import RoadEngine
from routing.stopping import Steps
from scheduler.explain.judgement import Decision, judged
from scheduler.explain.restored import restore
from scheduler.plan import Plan
from store.accounts import read_accounts, read_reps, write_reps
from store.database import reading, writing
from store.ownership import Owned, add_ownership, owners_on
from store.plans import find_plan, set_published
from tests.importing import import_accounts, import_reps
from tests.office.divided import align

MONDAY = date(2027, 1, 4)
CHANGE = MONDAY + timedelta(days=16)
REGION = Path(__file__).resolve().parents[3] / "data" / "liechtenstein"
ORDER = PlanOrder(MONDAY, weeks=5, stop=Steps(600), workers=1)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> RoadEngine:
    """The demonstration's roads."""
    folder = tmp_path_factory.mktemp("roads")
    return RoadEngine(network_from_file(REGION / "roads.osm.pbf", load_profile(country="LI"), folder))


@pytest.fixture
def aligned(sqlite_workspace: Office, engine: RoadEngine, now: datetime) -> Office:
    """The demonstration's region, divided from Monday on."""
    import_reps(sqlite_workspace, REGION / "reps.csv", ImportOptions(), now)
    import_accounts(sqlite_workspace, REGION / "accounts.csv", ImportOptions(), lambda *_: (0.0, 0.0), now)
    align(sqlite_workspace, engine, MONDAY, Steps(20), seed=1, now=now)
    return sqlite_workspace


def owners(office: Office, day: date) -> dict[str, str]:
    with reading(office.database) as connection:
        return {account: owned.rep_id for account, owned in owners_on(connection, day).items()}


def give(office: Office, *, to: str, among: Sequence[str], on: date) -> None:
    with writing(office.database) as connection:
        add_ownership(connection, [Owned(account, on, to, "given") for account in among])


def visits(plan: Plan) -> Mapping[str, list[tuple[date, str, str]]]:
    """Return date, rep and identity of each account's visits, by date."""
    found: dict[str, list[tuple[date, str, str]]] = {}
    for tour in plan.tours:
        for visit in tour.visits:
            found.setdefault(visit.account_id, []).append((tour.date, tour.rep_id, visit.visit_id))
    return {account: sorted(each) for account, each in found.items()}


def test_each_rep_visits_on_own_days_and_nothing_is_double_lost_or_late(aligned: Office, engine: RoadEngine) -> None:
    before = make_plan(aligned, owner(), engine, ORDER).plan
    mine = sorted(account for account, rep in owners(aligned, MONDAY).items() if rep == "R1")[:12]
    give(aligned, to="R2", among=mine, on=CHANGE)
    made = make_plan(aligned, owner(), engine, ORDER)
    wanted = {visit.visit_id for tour in before.tours for visit in tour.visits} | {u.visit_id for u in before.unserved}
    named = [identity for each in visits(made.plan).values() for _, _, identity in each]
    named += [left.visit_id for left in made.plan.unserved]
    assert sorted(named) == sorted(wanted)
    with reading(aligned.database) as connection:
        accounts = {account.id: account for account in read_accounts(connection)}
    both = set()
    lost = {left.account_id for left in made.plan.unserved}
    for account in mine:
        own = visits(made.plan).get(account, [])
        both.add(frozenset(rep for _, rep, _ in own))
        assert all(rep == ("R1" if when < CHANGE else "R2") for when, rep, _ in own)
        gaps = [(b[0] - a[0]).days for a, b in pairwise(own)]
        one = accounts[account]
        assert account in lost or all(one.least_days <= gap <= one.most_days for gap in gaps)
    assert frozenset({"R1", "R2"}) in both  # some are visited by one and then by the other


def test_who_comes_back_after_a_cover_has_visits_from_the_first_day_on(aligned: Office, engine: RoadEngine) -> None:
    mine = sorted(account for account, rep in owners(aligned, MONDAY).items() if rep == "R1")
    back = CHANGE + timedelta(days=5)  # the Monday after
    with writing(aligned.database) as connection:
        cover = [Owned(account, CHANGE, "R2", "cover") for account in mine]
        add_ownership(connection, [*cover, *(Owned(account, back, "R1", "back") for account in mine)])
    plan = make_plan(aligned, owner(), engine, ORDER).plan
    first_week = {tour.date for tour in plan.tours if tour.rep_id == "R1" and back <= tour.date < back + timedelta(7)}
    assert len(first_week) == 5
    assert not [tour for tour in plan.tours if tour.rep_id == "R1" and CHANGE <= tour.date < back]


def test_the_day_before_a_cover_is_not_given_the_covers_first_week(aligned: Office, engine: RoadEngine) -> None:
    mine = sorted(account for account, rep in owners(aligned, MONDAY).items() if rep == "R1")
    away = MONDAY + timedelta(days=1)
    with writing(aligned.database) as connection:
        cover = [Owned(account, away, "R2", "cover") for account in mine]
        add_ownership(connection, [*cover, *(Owned(account, away + timedelta(7), "R1", "back") for account in mine)])
    with reading(aligned.database) as connection:
        stints = read_situation(connection, ORDER.span).stints
    assert {tuple((one.rep_id, one.covers, one.knows) for one in stints[account]) for account in mine} == {
        (("R1", False, False), ("R2", True, False), ("R1", False, True))
    }
    found = make_plan(aligned, owner(), engine, ORDER).plan.unserved
    first = [left for left in found if left.rep_id == "R1" and left.last_date <= MONDAY]  # windows end with the stint
    assert len(first) < 5


def test_an_owner_who_comes_later_and_stays_covers_nobody(aligned: Office) -> None:
    mine = sorted(account for account, rep in owners(aligned, MONDAY).items() if rep == "R1")[:3]
    give(aligned, to="R2", among=mine, on=CHANGE)
    with reading(aligned.database) as connection:
        stints = read_situation(connection, ORDER.span).stints
    assert [one.covers for account in mine for one in stints[account]] == [False] * 6
    give(aligned, to="R3", among=mine, on=CHANGE + timedelta(days=60))  # beyond the plan: to whom it never belonged
    give(aligned, to="R1", among=mine[:1], on=CHANGE + timedelta(days=90))
    with reading(aligned.database) as connection:
        stints = read_situation(connection, ORDER.span).stints
    assert [one.covers for account in mine for one in stints[account]] == [False, True, *[False] * 4]


def test_where_nothing_changes_hands_the_plan_is_as_it_was(aligned: Office, engine: RoadEngine) -> None:
    before = make_plan(aligned, owner(), engine, ORDER).plan
    mine = sorted(account for account, rep in owners(aligned, MONDAY).items() if rep == "R1")
    give(aligned, to="R2", among=mine[:12], on=MONDAY + timedelta(days=35))  # the day after the plan's last
    give(aligned, to="R1", among=mine[12:], on=CHANGE)  # to whom it is already
    after = make_plan(aligned, owner(), engine, ORDER).plan
    assert after.tours == before.tours


def test_planning_again_across_a_hand_over_counts_from_the_last_visit_whoever_made_it(
    aligned: Office, engine: RoadEngine
) -> None:
    first = make_plan(aligned, owner(), engine, ORDER)
    with writing(aligned.database) as connection:
        set_published(connection, first.number)
    mine = sorted(account for account, rep in owners(aligned, MONDAY).items() if rep == "R1")[:12]
    give(aligned, to="R2", among=mine, on=MONDAY + timedelta(days=14))
    again = make_plan(aligned, owner(), engine, replace(ORDER, start=MONDAY + timedelta(days=7), today=MONDAY)).plan
    for account in mine:
        own = visits(again).get(account, [])
        assert all(rep == ("R1" if when < MONDAY + timedelta(days=14) else "R2") for when, rep, _ in own)
    ids = [identity for each in visits(again).values() for _, _, identity in each]
    assert len(ids) == len(set(ids))


def test_a_shared_account_is_explained_with_both_owners_visits(aligned: Office, engine: RoadEngine) -> None:
    mine = sorted(account for account, rep in owners(aligned, MONDAY).items() if rep == "R1")[:12]
    give(aligned, to="R2", among=mine, on=CHANGE)
    made = make_plan(aligned, owner(), engine, ORDER)
    seen = visits(made.plan)
    shared = next(account for account in mine if len({rep for _, rep, _ in seen.get(account, [])}) == 2)
    told = explain_plan(aligned, owner(), engine, shared)
    assert [visit.date for visit in told.visits if visit.date] == [when for when, _, _ in seen[shared]]


def test_the_next_visit_of_a_shared_account_is_the_earlier_one_whoever_makes_it(
    aligned: Office, engine: RoadEngine
) -> None:
    mine = sorted(account for account, rep in owners(aligned, MONDAY).items() if rep == "R2")[:12]
    give(aligned, to="R1", among=mine, on=CHANGE)
    made = make_plan(aligned, owner(), engine, ORDER)
    seen = visits(made.plan)
    shared = next(account for account in mine if len({rep for _, rep, _ in seen.get(account, [])}) == 2)
    with reading(aligned.database) as connection:
        stored = read_stored(connection, find_plan(connection, None))
    parts = list(restore(stored.plan, stored.situation, engine).values())
    found, _, _ = judged(Decision("drop", shared), parts, (), MONDAY)
    assert found.part.assembled.request.rep.id == "R2"
    assert found.due.visit_id == seen[shared][0][2]


def test_a_rep_who_leaves_after_handing_over_is_no_problem(aligned: Office, engine: RoadEngine) -> None:
    mine = [account for account, rep in owners(aligned, MONDAY).items() if rep == "R1"]
    with writing(aligned.database) as connection:
        leaving = [replace(rep, ends=CHANGE) for rep in read_reps(connection) if rep.id == "R1"]
        write_reps(connection, leaving)
    assert [one.code for one in make_plan(aligned, owner(), engine, ORDER).problems if "leave" in one.code] == [
        "rep-leaves"
    ]
    give(aligned, to="R2", among=mine, on=CHANGE)
    assert [one.code for one in make_plan(aligned, owner(), engine, ORDER).problems if "leave" in one.code] == []
