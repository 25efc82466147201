"""The second Monday and the third: what was published stays, what changes has its budget and its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import cli
from commands.figures import show_summary
from office.imports.uploads import ImportOptions
from office.opening import Office, init_office
from office.people import owner
from office.plans.drafts import MadePlan, PlanOrder, make_plan
from office.plans.explanations import explain_plan
from office.plans.notes import read_notes
from office.plans.reproduction import read_problem, remake_plan
from routing.keeping import network_from_file
from routing.profile import load_profile
from routing.roads import RoadEngine
from routing.stopping import Steps
from scheduler.checking.violation import clock
from scheduler.closed_visits import ClosedVisit
from scheduler.demand.rules import AccountRules, Pin
from scheduler.demand.workdays import Absence
from scheduler.horizon import Horizon
from scheduler.moves import read_forgone
from scheduler.plan import Tour, VisitStatus
from scheduler.summary import summarise
from store.account_rules import write_rules
from store.accounts import read_reps, write_reps
from store.database import reading, writing
from store.fixed_dates import write_absences
from store.pins import write_pin
from store.plans import set_published
from store.visits import write_closed_visit
from tests.importing import import_accounts, import_reps, import_seasons
from tests.office.divided import align

MONDAY = date(2027, 1, 4)
NOW = datetime.fromisoformat("2026-11-21T12:00:00+00:00")
NEXT = MONDAY + timedelta(days=7)
REGION = Path(__file__).resolve().parents[3] / "data" / "liechtenstein"
FIRST = PlanOrder(MONDAY, weeks=3, stop=Steps(1500), workers=1)
SECOND = replace(FIRST, start=NEXT, today=MONDAY)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> RoadEngine:
    """The demonstration's roads."""
    folder = tmp_path_factory.mktemp("roads")
    return RoadEngine(network_from_file(REGION / "roads.osm.pbf", load_profile(country="LI"), folder))


@pytest.fixture(scope="module")
def first_monday(tmp_path_factory: pytest.TempPathFactory, engine: RoadEngine) -> tuple[Path, MadePlan]:
    """A workspace with the demonstration's first plan in force; made once, for all to copy."""
    office, options = init_office(tmp_path_factory.mktemp("first") / "workspace", NOW).office, ImportOptions()
    import_reps(office, REGION / "reps.csv", options, NOW)
    import_accounts(office, REGION / "accounts.csv", options, lambda *_: (0.0, 0.0), NOW)
    import_seasons(office, REGION / "seasons.csv", options, NOW)
    align(office, engine, MONDAY, Steps(20), seed=1, now=NOW)
    made = make_plan(office, owner(), engine, FIRST)
    with writing(office.database) as connection:
        set_published(connection, made.number)
    office.database.dispose()
    return office.folder.path, made


@pytest.fixture
def published(first_monday: tuple[Path, MadePlan], copied: Callable[[Path], Office]) -> tuple[Office, MadePlan]:
    """The demonstration's first plan, in force in a workspace of one's own."""
    folder, made = first_monday
    return copied(folder), made


def week(made: MadePlan, first: date) -> list[Tour]:
    return sorted(
        (tour for tour in made.plan.tours if first <= tour.date < first + timedelta(days=7)),
        key=lambda tour: (tour.rep_id, tour.date),
    )


def content(tours: list[Tour]) -> list[tuple[str, date, list[tuple[str, int]]]]:
    return [(tour.rep_id, tour.date, [(v.visit_id, v.start_s) for v in tour.visits]) for tour in tours]


def test_a_published_week_is_frozen_and_no_identity_is_used_twice(
    published: tuple[Office, MadePlan], engine: RoadEngine
) -> None:
    office, first = published
    second = make_plan(office, owner(), engine, SECOND)
    assert content(week(second, MONDAY)) == content(week(first, MONDAY))
    ids = [visit.visit_id for tour in second.plan.tours for visit in tour.visits]
    assert len(ids) == len(set(ids))
    assert second.plan.evidence["planned_from"] == NEXT.isoformat()
    number, remade = remake_plan(office, owner())
    assert number == second.number
    assert {(each.same, each.violations) for each in remade} == {(True, ())}
    assert [each.inputs_sha256 for each in remade] == [
        second.plan.evidence[f"{each.rep_id}.inputs_sha256"] for each in remade
    ]
    known = {visit["id"] for visit in read_problem(office, owner(), "R1")["visits"]}
    assert {v.visit_id for t in second.plan.tours if t.rep_id == "R1" and t.date >= NEXT for v in t.visits} <= known


def test_a_skipped_visit_is_due_again_under_a_new_identity(
    published: tuple[Office, MadePlan], engine: RoadEngine
) -> None:
    office, first = published
    skipped = week(first, MONDAY)[0].visits[0]
    closed = ClosedVisit(
        skipped.visit_id,
        skipped.account_id,
        "x",
        VisitStatus.SKIPPED,
        MONDAY,
        None,
        None,
        "",
        "",
        "closed",
        "2026-11-21T12Z",
    )
    with writing(office.database) as connection:
        write_closed_visit(connection, closed)
    second = make_plan(office, owner(), engine, replace(SECOND, today=NEXT))
    planned = {visit.visit_id: visit.account_id for tour in week(second, NEXT) for visit in tour.visits}
    left = {visit.visit_id: visit.account_id for visit in second.plan.unserved}
    assert skipped.visit_id not in planned
    assert skipped.account_id in {*planned.values(), *left.values()}


def test_a_budget_of_no_moves_moves_only_what_an_absence_forces(
    published: tuple[Office, MadePlan], engine: RoadEngine
) -> None:
    office, first = published
    gone = week(first, NEXT)[0]
    with writing(office.database) as connection:
        write_absences(connection, [Absence(gone.rep_id, gone.date, gone.date, "ill")])
    second = make_plan(office, owner(), engine, replace(SECOND, moves=0))
    assert not [tour for tour in week(second, NEXT) if (tour.rep_id, tour.date) == (gone.rep_id, gone.date)]
    knocked_on = 2  # an account's next visit keeps its spacing to the one that had to move
    assert len(gone.visits) <= second.moves <= len(gone.visits) + knocked_on
    assert second.moves <= make_plan(office, owner(), engine, SECOND).moves


def test_what_a_budget_of_moves_costs_is_told_with_the_budget_that_serves_it(
    published: tuple[Office, MadePlan], engine: RoadEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    office, first = published
    gone = {tour.rep_id: tour.date for tour in week(first, NEXT)}
    with writing(office.database) as connection:
        write_absences(connection, [Absence(rep, NEXT, NEXT + timedelta(days=11), "ill") for rep in list(gone)[:1]])
    tight = make_plan(office, owner(), engine, replace(SECOND, moves=0))
    costs = read_forgone(tight.plan.evidence)
    assert costs is not None
    show_summary(summarise(tight.plan))
    assert f"leaves {costs.visits} visit" in (told := capsys.readouterr().out)
    assert f"--moves {costs.moves} " in told
    wider = make_plan(office, owner(), engine, replace(SECOND, moves=costs.moves))
    assert len(wider.plan.unserved) == len(tight.plan.unserved) - costs.visits
    free = make_plan(office, owner(), engine, SECOND)
    assert read_forgone(free.plan.evidence) is None


def test_a_bound_is_computed_for_the_plan_that_is_kept_alone(
    published: tuple[Office, MadePlan], engine: RoadEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, first = published
    gone = week(first, NEXT)[0]
    with writing(office.database) as connection:
        write_absences(connection, [Absence(gone.rep_id, gone.date, gone.date, "ill")])
    bounded: list[Horizon] = []

    def bound(horizon: Horizon, *_: object) -> float:
        bounded.append(horizon)
        return 1.0

    monkeypatch.setattr("scheduler.bound.lower.lower_bound", bound)
    made = make_plan(office, owner(), engine, replace(SECOND, moves=0))  # who is ill moves visits at every attempt
    assert len(bounded) == 3
    assert made.plan.evidence["bound"] == 3.0


def test_a_frozen_day_and_an_account_on_it_are_explained_by_what_stands_there(
    published: tuple[Office, MadePlan],
    engine: RoadEngine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    office, first = published
    make_plan(office, owner(), engine, SECOND)
    day = week(first, MONDAY)[0].date
    told, quiet = (explain_plan(office, owner(), engine, f"{when}").frozen for when in (day, NEXT))
    assert quiet is None
    assert told is not None
    assert told.planned_from == NEXT
    assert {(v.rep_id, v.visit_id, v.start_s) for v in told.visits} == {
        (tour.rep_id, v.visit_id, v.start_s) for tour in week(first, MONDAY) if tour.date == day for v in tour.visits
    }
    one = told.visits[0]
    of_account = explain_plan(office, owner(), engine, one.account_id).frozen
    assert of_account is not None
    assert one in of_account.visits
    assert {v.account_id for v in of_account.visits} == {one.account_id}
    monkeypatch.setattr("commands.explain.measured_as", lambda *_: engine)
    where = ("--plan", "2", "--workspace", str(office.folder.path))
    assert cli.run(["explain", f"{day}", *where]) == 0
    said = capsys.readouterr().out.splitlines()
    assert f"Before {NEXT} all is frozen: plan 2 carries the tours in force over as they are." in said
    assert any(f"({one.account_id}) on {day} {clock(one.start_s)}-{clock(one.end_s)} by" in line for line in said)
    assert cli.run(["explain", f"{NEXT - timedelta(days=1)}", *where]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "No visit stands there."  # a Sunday


def test_a_pin_is_kept_and_a_rule_of_an_account_obeyed_and_noted(
    published: tuple[Office, MadePlan], engine: RoadEngine, now: datetime
) -> None:
    office, first = published
    pinned = week(first, NEXT)[0]
    blocked = week(first, NEXT)[1].visits[0].account_id
    visit, day = pinned.visits[0], pinned.date
    identity = visit.visit_id
    with writing(office.database) as connection:
        pin = Pin(identity, day, account_id=visit.account_id, number=visit.number)
        write_pin(connection, pin, "the customer asked", now)
        write_rules(connection, {blocked: AccountRules(do_not_visit="no consent")})
    second = make_plan(office, owner(), engine, SECOND)
    assert [tour.date for tour in second.plan.tours for v in tour.visits if v.visit_id == identity] == [day]
    later = [tour for tour in second.plan.tours if tour.date >= NEXT]
    assert blocked not in {visit.account_id for tour in later for visit in tour.visits}
    with reading(office.database) as connection:
        assert ("do-not-visit", blocked) in {(n.rule, n.account_id) for n in read_notes(connection, second.number)}


def test_a_rep_who_cannot_be_read_is_named_and_the_others_are_planned(
    published: tuple[Office, MadePlan], engine: RoadEngine
) -> None:
    office, _ = published
    with writing(office.database) as connection:
        bad, late, *_ = read_reps(connection)
        write_reps(
            connection,
            [replace(bad, working_hours="nine to five"), replace(late, starts=NEXT + timedelta(days=7))],
        )
    second = make_plan(office, owner(), engine, replace(SECOND, today=NEXT))
    assert [problem.where for problem in second.problems if problem.code == "hours-unreadable"] == [f"rep {bad.id}"]
    assert [problem.where for problem in second.problems if problem.code == "rep-not-yet"] == [f"rep {late.id}"]
    assert bad.id not in {tour.rep_id for tour in second.plan.tours}
    assert {tour.date >= NEXT + timedelta(days=7) for tour in second.plan.tours if tour.rep_id == late.id} == {True}
    assert second.plan.tours
