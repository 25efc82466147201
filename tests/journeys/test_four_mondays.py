"""A planner's four Mondays on the demonstration's region: visits happen, people fall ill, and every promise holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from office.accounts.rules import change_rules
from office.fixed_dates.absences import add_absence
from office.imports.uploads import ImportOptions
from office.opening import Office
from office.people import owner
from office.plans.decisions import make_decision
from office.plans.differences import compare_plans
from office.plans.drafts import MadePlan, PlanOrder, make_plan
from office.plans.explanations import explain_plan
from office.plans.publication import publish_plan
from reports.finding_words import words
from routing.keeping import network_from_file
from routing.profile import load_profile
from routing.roads import RoadEngine
from routing.stopping import Steps
from scheduler.closed_visits import ClosedVisit
from scheduler.demand.workdays import Absence
from scheduler.explain.judgement import Decision
from scheduler.plan import Plan, Tour, VisitStatus
from store.accounts import read_accounts, write_accounts
from store.database import reading, writing
from store.ownership import Owned, add_ownership
from store.visits import read_visit_log, write_closed_visit
from tests.importing import import_accounts, import_reps, import_seasons
from tests.office.divided import align

FIRST = date(2027, 1, 4)
WEEK = timedelta(days=7)
REGION = Path(__file__).resolve().parents[2] / "data" / "liechtenstein"
ORDER = PlanOrder(FIRST, weeks=3, stop=Steps(400), workers=1)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> RoadEngine:
    """The demonstration's roads."""
    folder = tmp_path_factory.mktemp("roads")
    return RoadEngine(network_from_file(REGION / "roads.osm.pbf", load_profile(country="LI"), folder))


@pytest.fixture
def region(sqlite_workspace: Office, engine: RoadEngine, now: datetime) -> Office:
    """The demonstration's accounts, reps, seasons and territories."""
    options = ImportOptions()
    import_reps(sqlite_workspace, REGION / "reps.csv", options, now)
    import_accounts(sqlite_workspace, REGION / "accounts.csv", options, lambda *_: (0.0, 0.0), now)
    import_seasons(sqlite_workspace, REGION / "seasons.csv", options, now)
    align(sqlite_workspace, engine, FIRST, Steps(20), seed=1, now=now)
    return sqlite_workspace


def in_week(plan: Plan, monday: date) -> list[Tour]:
    tours = [tour for tour in plan.tours if monday <= tour.date < monday + WEEK]
    return sorted(tours, key=lambda tour: (tour.rep_id, tour.date))


def days(tours: list[Tour]) -> list[tuple[str, date, list[str]]]:
    return [(tour.rep_id, tour.date, [visit.visit_id for visit in tour.visits]) for tour in tours]


def pass_week(office: Office, tours: list[Tour]) -> None:
    """Let every visit take place, but each ninth, which is skipped."""
    with writing(office.database) as connection:
        stops = [(tour, visit) for tour in tours for visit in tour.visits]
        for number, (tour, visit) in enumerate(stops):
            status = VisitStatus.SKIPPED if number % 9 == 8 else VisitStatus.DONE
            reason = "closed today" if status is VisitStatus.SKIPPED else ""
            times = visit.start_s, visit.end_s
            told = ClosedVisit(
                visit.visit_id,
                visit.account_id,
                tour.rep_id,
                status,
                tour.date,
                *times,
                "",
                "",
                reason,
                "2026-11-21T12Z",
            )
            write_closed_visit(connection, told)


def next_plan(office: Office, engine: RoadEngine, monday: date) -> MadePlan:
    made = make_plan(office, owner(), engine, replace(ORDER, start=monday + WEEK, today=monday, moves=12))
    assert all(value == 0 for name, value in made.plan.evidence.items() if name.endswith(".violations"))
    identities = [visit.visit_id for tour in made.plan.tours for visit in tour.visits]
    assert len(identities) == len(set(identities))
    with reading(office.database) as connection:
        assert not {visit.visit_id for visit in read_visit_log(connection)} & set(identities)
    return made


@pytest.mark.slow
def test_four_mondays(region: Office, engine: RoadEngine) -> None:
    made = make_plan(region, owner(), engine, ORDER)
    publish_plan(region, owner(), made.number)

    # The first Monday: a rep falls ill next week; this week stays as it is.
    monday = FIRST
    sick = in_week(made.plan, monday + WEEK)[0]
    add_absence(region, owner(), Absence(sick.rep_id, sick.date, sick.date, "ill"))
    second = next_plan(region, engine, monday)
    assert days(in_week(second.plan, monday)) == days(in_week(made.plan, monday))
    assert (sick.rep_id, sick.date) not in {(tour.rep_id, tour.date) for tour in second.plan.tours}
    told = compare_plans(region, owner(), engine, second.number)
    assert all(change.reason for change in told.changes)
    publish_plan(region, owner(), second.number)
    pass_week(region, in_week(second.plan, monday))

    # The second: a customer asks for another day; the decision survives this plan and the next.
    monday += WEEK
    tour = in_week(second.plan, monday + WEEK)[0]
    pinned = tour.visits[-1]
    make_decision(region, owner(), engine, Decision("move", pinned.visit_id, tour.date, reason="asked"), anyway=True)
    third = next_plan(region, engine, monday)
    assert days(in_week(third.plan, monday)) == days(in_week(second.plan, monday))
    on = {visit.visit_id: each.date for each in third.plan.tours for visit in each.visits}
    assert on[pinned.visit_id] == tour.date
    publish_plan(region, owner(), third.number)
    pass_week(region, in_week(third.plan, monday))

    # The third: a new account; another may not be visited any more.
    monday += WEEK
    with writing(region.database) as connection:
        known = read_accounts(connection)
        new = replace(known[0], id="NEW", name="New", last_visit=None, interval_days=14, least_days=9, most_days=19)
        write_accounts(connection, [new])
        add_ownership(connection, [Owned("NEW", FIRST, sick.rep_id, "new")])
    blocked = in_week(third.plan, monday + WEEK)[0].visits[0].account_id
    change_rules(region, owner(), blocked, {"do_not_visit": "no consent"})
    fourth = next_plan(region, engine, monday)
    later = [visit.account_id for each in fourth.plan.tours if each.date >= monday + WEEK for visit in each.visits]
    assert blocked not in later
    assert "NEW" in {*later, *(visit.account_id for visit in fourth.plan.unserved)}
    publish_plan(region, owner(), fourth.number)
    pass_week(region, in_week(fourth.plan, monday))

    # The fourth: everything that is left out has a reason, and the planner is told how to serve it.
    monday += WEEK
    fifth = next_plan(region, engine, monday)
    assert days(in_week(fifth.plan, monday)) == days(in_week(fourth.plan, monday))
    for visit in fifth.plan.unserved:
        assert visit.reason
        assert words(visit.why)
    story = explain_plan(region, owner(), engine, sick.rep_id)
    assert {visit.reason for visit in story.visits} <= {visit.reason for visit in fifth.plan.unserved}
