"""What planners ask and decide: explained, compared, weighed, judged; and the verbs that show it."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import cli
from office.door import Act
from office.imports.uploads import ImportOptions
from office.opening import Office, init_office, open_office
from office.people import owner
from office.plans import hand_overs, open_parts
from office.plans.alternatives import elsewhere
from office.plans.capacity import weigh_capacity
from office.plans.decisions import judge_decision, make_decision
from office.plans.differences import compare_plans
from office.plans.drafts import MadePlan, PlanOrder, make_plan
from office.plans.explanations import explain_plan
from office.plans.hand_overs import price_hand_over
from office.plans.journeys import make_journey
from office.plans.prices import price_visit
from office.plans.repairs import apply_repair
from office.plans.rule_book import Wish, may_lie
from office.roads import keep_roads, road_engine
from office.visits.moves import unpin_visit
from office.visits.undo import undo_decision
from reports.explained import sentence
from reports.finding_words import words
from routing.findings import Finding
from routing.keeping import network_from_file
from routing.problems import BadInputError
from routing.profile import load_profile
from routing.roads import RoadEngine
from routing.stopping import Steps
from scheduler.checking.plan import check_plan
from scheduler.demand.workdays import Absence
from scheduler.explain.evaluate import broken_rules
from scheduler.explain.judgement import Decision
from scheduler.explain.other_reps import Elsewhere
from scheduler.explain.repair import repairs
from scheduler.explain.restored import Restored, restore
from scheduler.explain.trial import cost
from scheduler.plan import Plan, PlannedVisit, Tour
from scheduler.team.situation import Situation, Span
from store.account_rules import read_rules
from store.accounts import read_accounts, read_reps, write_accounts, write_reps
from store.changes import Kind, Subject, record_change
from store.database import reading, writing
from store.fixed_dates import read_appointments, write_absences
from store.pins import read_pins
from store.plans import find_plan, read_plan, set_published, write_plan
from store.visits import read_visit_log
from tests.importing import import_accounts, import_reps, import_seasons
from tests.office.divided import align

MONDAY = date(2027, 1, 4)
NOW = datetime.fromisoformat("2026-11-21T12:00:00+00:00")
REGION = Path(__file__).resolve().parents[3] / "data" / "liechtenstein"
ORDER = PlanOrder(MONDAY, weeks=3, stop=Steps(1200), workers=1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, RoadEngine, MadePlan]:
    """The demonstration's plan, in force; R1 is overloaded by twenty visits of half a day each."""
    office = init_office(tmp_path_factory.mktemp("asking") / "workspace", NOW, clock=lambda: NOW).office
    options = ImportOptions()
    import_reps(office, REGION / "reps.csv", options, NOW)
    import_accounts(office, REGION / "accounts.csv", options, lambda *_: (0.0, 0.0), NOW)
    import_seasons(office, REGION / "seasons.csv", options, NOW)
    network = network_from_file(REGION / "roads.osm.pbf", load_profile(country="LI"), office.folder.path / "roads")
    keep_roads(office, owner(), network)
    engine = road_engine(office)
    align(office, engine, MONDAY, Steps(20), seed=1, now=NOW)
    with writing(office.database) as connection:
        accounts = read_accounts(connection)
        long = [replace(a, service_s=3 * 3600, value=0.5) for a in accounts if a.id.endswith(("2", "5"))]
        write_accounts(connection, long)
    plan = make_plan(office, owner(), engine, ORDER)
    with writing(office.database) as connection:
        set_published(connection, plan.number)
    return office, engine, plan


Made = tuple[Office, RoadEngine, MadePlan]


def test_every_unserved_visit_is_explained_with_a_way_in_under_two_seconds(made: Made) -> None:
    office, engine, plan = made
    assert plan.plan.unserved
    for visit in plan.plan.unserved[:5]:
        begun = time.process_time()
        story = explain_plan(office, owner(), engine, visit.account_id)
        assert time.process_time() - begun < 2
        (told,) = [each for each in story.visits if each.visit_id == visit.visit_id]
        assert (told.date, bool(told.reason)) == (None, True)
        assert told.ways
        assert all(sentence(way) for way in told.ways)


def test_a_repair_is_made_by_its_id_at_the_price_that_was_told_and_taken_back(made: Made, tmp_path: Path) -> None:
    office, engine, plan = made
    office = open_office(Path(shutil.copytree(office.folder.path, tmp_path / "own")), lambda: NOW)
    kinds: set[str] = set()
    for left in plan.plan.unserved[:3]:
        story = explain_plan(office, owner(), engine, left.account_id, plan.number)
        (told,) = [each for each in story.visits if each.visit_id == left.visit_id]
        for way in (each for each in told.ways if each.id and each.kind not in kinds):
            with reading(office.database) as connection:
                was = open_parts.open_part(office, connection, engine, find_plan(connection, plan.number), left.rep_id)
            done = apply_repair(office, owner(), engine, way.id, plan.number)
            assert (done.price, done.after, done.visit_id) == (way.price, way.date, left.visit_id)
            assert (not done.broken) == way.keeps_rules
            with reading(office.database) as connection:
                draft = read_plan(connection, find_plan(connection, done.draft), {left.rep_id})
            row = {due.visit_id: v for v, due in enumerate(was.part.assembled.due)}
            horizon, request = was.part.assembled.horizon, was.part.assembled.request
            dates = [request.date_of(day.day) for day in horizon.rep_days]
            driven = {tour.date: [row[visit.visit_id] for visit in tour.visits] for tour in draft.tours}
            after = [driven.get(day, []) for day in dates]
            before, priced = was.part.schedule.tours, was.priced
            tried = {one.kind: one.horizon for one in repairs(horizon, before, row[left.visit_id], priced)}
            assert cost(tried[way.kind], after) - cost(horizon, before) == pytest.approx(way.price)
            served = {v for tour in after for v in tour}
            named = {visit.visit_id for visit in draft.unserved} | {
                one.due.visit_id for one in was.part.assembled.left_out
            }
            assert {v for v in row.values() if v not in served} <= {row[name] for name in named if name in row}
            kinds.add(way.kind)
            undo_decision(office, owner())
    office.database.dispose()
    assert kinds


def test_a_repair_that_is_not_told_any_more_is_refused(made: Made) -> None:
    office, engine, plan = made
    for name in ("nothing", "", f"{plan.plan.unserved[0].visit_id[:8]}.insert.00000000"):
        with pytest.raises(BadInputError, match="no such repair"):
            apply_repair(office, owner(), engine, name, plan.number)


def test_another_rep_who_has_room_is_a_way_at_its_price(made: Made, tmp_path: Path) -> None:
    office, engine, plan = made
    office = open_office(Path(shutil.copytree(office.folder.path, tmp_path / "own")), lambda: NOW)
    with writing(office.database) as connection:
        first = read_reps(connection)[0]
        spare = replace(first, id="R9", name="Spare", working_hours="Mo-Fr 06:00-21:00", lunch="")
        write_reps(connection, [spare])
    found: list[Elsewhere] = []
    with reading(office.database) as connection:
        head = find_plan(connection, plan.number)
        opened = open_parts.open_part(office, connection, engine, head, "R1")
        accounts = {account.id: account for account in read_accounts(connection)}
        for v in opened.part.schedule.unserved[:2]:
            own = accounts[_account(opened.part, v)]
            found += elsewhere(connection, engine, opened, own, [v]).values()
    office.database.dispose()
    assert found
    for each in found:
        horizon, tours = each.part.assembled.horizon, [list(tour) for tour in each.part.schedule.tours]
        before = cost(horizon, tours)
        tours[each.place.rep_day].insert(each.place.position, each.place.visit)
        assert cost(horizon, tours) - before == pytest.approx(each.price)
        assert not broken_rules(horizon, tours)


def _account(part: Restored, visit: int) -> str:
    return part.assembled.due[visit].account_id


def test_a_served_visit_tells_what_other_days_cost(made: Made) -> None:
    office, engine, plan = made
    visit = plan.plan.tours[0].visits[0]
    story = explain_plan(office, owner(), engine, visit.account_id)
    told = next(each for each in story.visits if each.visit_id == visit.visit_id)
    own = [other.price for other in told.others if other.date == told.date]
    assert told.date == plan.plan.tours[0].date
    assert own[0] is not None
    assert own[0] <= 1e-6


def test_a_rep_and_a_day_are_explained(made: Made) -> None:
    office, engine, plan = made
    assert any("Epiphany" in words(off) for off in explain_plan(office, owner(), engine, "R1").off)
    tour = plan.plan.tours[0]
    told = {visit.visit_id for visit in explain_plan(office, owner(), engine, tour.date.isoformat()).visits}
    assert {visit.visit_id for visit in tour.visits} <= told
    with pytest.raises(BadInputError, match="no account, no rep and no date"):
        explain_plan(office, owner(), engine, "whatever")


def test_a_day_that_the_plan_does_not_have_is_named(made: Made) -> None:
    office, engine, plan = made
    assert explain_plan(office, owner(), engine, plan.plan.end.isoformat()).about
    with pytest.raises(BadInputError, match="is from 2027-01-04 to 2027-01-24"):
        explain_plan(office, owner(), engine, "2027-01-25")


def test_a_visit_does_not_change_places_with_itself(made: Made) -> None:
    office, engine, plan = made
    first = plan.plan.tours[0].visits[0]
    with pytest.raises(BadInputError, match="Name two visits"):
        judge_decision(office, owner(), engine, Decision("swap", first.visit_id, other=first.visit_id))


@pytest.mark.parametrize("form", ["table", "geojson"])
def test_tours_of_a_rep_whom_nobody_knows_are_bad_use(
    made: Made, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    show = ["show", "tours", "--format", form, "--workspace", str(made[0].folder.path), "--rep"]
    assert cli.run([*show, "R1"]) == 0
    assert cli.run([*show, "R9"]) == 2
    assert "reps: R1, R2, R3" in capsys.readouterr().err


def test_capacity_is_weighed_for_every_rep(made: Made) -> None:
    office, engine, _ = made
    found = weigh_capacity(office, owner(), engine, Span(MONDAY, 84, MONDAY))
    assert {each.rep_id for each in found} == {"R1", "R2", "R3"}
    assert found[0].load >= found[-1].load
    assert found[0].lost > 0


def test_a_move_is_judged_then_made_and_obeyed(made: Made) -> None:
    office, engine, plan = made
    tour = next(t for t in plan.plan.tours if t.date > MONDAY + timedelta(days=6))
    visit = tour.visits[0]
    judged = judge_decision(office, owner(), engine, Decision("move", visit.visit_id, tour.date))
    assert (judged.broken, judged.before, judged.after) == ((), tour.date, tour.date)
    make_decision(office, owner(), engine, Decision("move", visit.visit_id, tour.date, reason="asked"), anyway=False)
    with reading(office.database) as connection:
        assert [(pin.visit_id, pin.date) for pin in read_pins(connection)] == [(visit.visit_id, tour.date)]
    unpin_visit(office, owner(), visit.visit_id)
    with pytest.raises(BadInputError, match="not pinned"):
        unpin_visit(office, owner(), visit.visit_id)


def test_a_move_that_breaks_a_rule_is_refused_unless_made_anyway(made: Made) -> None:
    office, engine, plan = made
    visit = plan.plan.tours[0].visits[0]
    late = next(t.date for t in reversed(plan.plan.tours) if t.rep_id == plan.plan.tours[0].rep_id)
    decision = Decision("move", visit.visit_id, late)
    with pytest.raises(BadInputError, match="decision-breaks-rule"):
        make_decision(office, owner(), engine, decision, anyway=False)
    assert make_decision(office, owner(), engine, decision, anyway=True).broken
    unpin_visit(office, owner(), visit.visit_id)
    with pytest.raises(BadInputError, match="no working hours"):
        judge_decision(office, owner(), engine, Decision("move", visit.visit_id, date(2027, 1, 10)))
    with pytest.raises(BadInputError, match="no visit 'nobody'"):
        judge_decision(office, owner(), engine, Decision("drop", "nobody"))


def test_a_swap_and_a_drop_are_judged(made: Made) -> None:
    office, engine, plan = made
    one, two = (t.visits[0] for t in plan.plan.tours if t.rep_id == "R2" and t.date < MONDAY + timedelta(days=3))
    swap = judge_decision(office, owner(), engine, Decision("swap", one.visit_id, other=two.visit_id))
    assert [pin.visit_id for pin in swap.pins] == [one.visit_id, two.visit_id]
    drop = judge_decision(office, owner(), engine, Decision("drop", one.visit_id))
    assert (drop.after, drop.pins) == (None, ())
    assert drop.price > 0
    assert drop.worth > 0
    assert abs(drop.price - drop.worth) < 3600
    assert swap.worth == 0


def test_changes_are_told_with_their_reasons(made: Made) -> None:
    office, engine, plan = made
    gone = next(t for t in plan.plan.tours if t.date > MONDAY + timedelta(days=6))
    with writing(office.database) as connection:
        write_absences(connection, [Absence(gone.rep_id, gone.date, gone.date, "ill")])
        record_change(connection, "absence", "ill", NOW)
    after = make_plan(office, owner(), engine, replace(ORDER, start=MONDAY + timedelta(days=7), today=MONDAY))
    found = compare_plans(office, owner(), engine, after.number)
    assert found.before == plan.number
    lost = {visit.visit_id for visit in gone.visits}
    assert {c.reason for c in found.changes if c.visit_id in lost} <= {"day-off", "unserved", "not-due"}
    assert all(change.reason for change in found.changes)
    assert found.until == plan.plan.end < after.plan.end
    ahead = [tour for tour in after.plan.tours if MONDAY <= tour.date <= plan.plan.end]
    assert found.visits[1] == sum(len(tour.visits) for tour in ahead)
    assert found.distance_m[1] == sum(tour.distance_m for tour in ahead)


def test_a_day_before_anybody_owns_anything_is_told_the_first_that_may_be_asked_for(made: Made) -> None:
    office, engine, _ = made
    early = MONDAY - timedelta(days=21)
    with pytest.raises(BadInputError) as refused:
        make_plan(office, owner(), engine, replace(ORDER, start=early, today=early))
    (problem,) = refused.value.problems
    assert (problem.code, problem.action) == ("owners-missing", f"Ask for that day or a later one: --start {MONDAY}.")


@pytest.mark.parametrize(
    "arguments",
    [
        ["explain", "R1"],
        ["explain", "A0002"],
        ["plan", "diff"],
        ["plan", "notes"],
        ["plan", "capacity", "--start", "2027-01-04", "--weeks", "8"],
        ["plan", "move", "A0001", "2027-01-12", "--try"],
    ],
    ids=" ".join,
)
def test_the_verbs_speak_to_people_and_to_machines(
    made: Made, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(made[0].folder.path)
    assert cli.run([*arguments, "--workspace", folder]) == 0
    assert capsys.readouterr().out.strip()
    assert cli.run([*arguments, "--workspace", folder, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)


def test_an_unknown_weight_is_named(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--workspace", str(made[0].folder.path)]
    assert cli.run(["plan", "--start", "2027-01-04", "--set", "speed=3", "--steps", "1", *where]) == 2
    said = capsys.readouterr().err
    assert "there is no weight 'speed'. There are: balance" in said
    assert "weight-unknown" in said
    assert cli.run(["plan", "--start", "2027-01-04", "--set", "move_s=-1", "--steps", "1", *where]) == 2
    assert "there is no weight" not in capsys.readouterr().err
    assert cli.run(["plan", "--set", "move_s", "--steps", "1", *where]) == 2


@pytest.mark.parametrize(
    "words",
    [
        ["--set", "growth=1e9"],
        ["--set", "balance=1e300"],
        ["--set", "unserved_s=nan"],
        ["--start", "9999-12-27"],
        ["--start", "0001-01-01"],
        ["--seconds", "nan"],
        ["--limit", "nan"],
        ["--limit", "inf"],
    ],
)
def test_numbers_that_cannot_be_are_bad_use(words: list[str], made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["plan", *words, "--workspace", str(made[0].folder.path)]) == 2
    assert "fault of roundsman" not in capsys.readouterr().err


def test_a_dropped_visit_is_closed_and_its_account_waits(made: Made) -> None:
    office, engine, _ = made
    judged = make_decision(office, owner(), engine, Decision("drop", "A0001", reason="on holiday"), anyway=False)
    with reading(office.database) as connection:
        assert judged.visit_id in {
            visit.visit_id for visit in read_visit_log(connection) if visit.reason == "on holiday"
        }
        assert judged.before is not None
        assert (read_rules(connection)["A0001"].not_before or MONDAY) > judged.before
    found = compare_plans(office, owner(), made[1], judged.draft)
    (gone,) = (change for change in found.changes if change.visit_id == judged.visit_id)
    assert (gone.reason, gone.why) == ("closed", Finding.of("change-skipped", reason="on holiday"))
    assert undo_decision(office, owner(), judged.decision).made.kind == "drop"
    with reading(office.database) as connection:
        assert judged.visit_id not in {visit.visit_id for visit in read_visit_log(connection)}
        assert read_rules(connection)["A0001"].not_before is None
    with pytest.raises(BadInputError, match="decision-unknown"):
        undo_decision(office, owner(), judged.decision)


def test_a_decision_gives_a_draft_with_that_change_alone(made: Made) -> None:
    office, engine, plan = made
    told = explain_plan(office, owner(), engine, "2027-01-05", plan.number).visits
    options = [(v, o.date) for v in told for o in v.others if o.price is not None and o.date > date(2027, 1, 5)]
    visit, day = options[0]
    decision = Decision("move", visit.visit_id, day, reason="in a frozen week")
    judged = make_decision(office, owner(), engine, decision, anyway=False, number=plan.number)
    assert judged.draft
    with reading(office.database) as connection:
        draft = read_plan(connection, find_plan(connection, judged.draft))
    assert draft.evidence["amends"] == plan.number
    assert {"bounded", "cost"} <= set(plan.plan.evidence)
    assert not {"bound", "bounded", "cost", "by_hand.cost"} & set(draft.evidence)
    days = {v.visit_id: t.date for t in draft.tours for v in t.visits}
    assert days.pop(decision.visit) == day
    before = {v.visit_id: t.date for t in plan.plan.tours for v in t.visits}
    assert days.items() <= before.items()
    others = [t for t in plan.plan.tours if (t.rep_id, t.date) not in {(judged.rep_id, d) for d in (visit.date, day)}]
    assert {(t.rep_id, t.date): [v.start_s for v in t.visits] for t in others}.items() <= {
        (t.rep_id, t.date): [v.start_s for v in t.visits] for t in draft.tours
    }.items()
    undone = undo_decision(office, owner(), None)
    assert (undone.draft, undone.withdrawn) == (None, judged.draft)
    with reading(office.database) as connection:
        assert find_plan(connection, None).id != judged.draft


def test_a_decision_is_taken_back_after_those_that_came_later(made: Made) -> None:
    office, engine, plan = made
    tour = next(t for t in plan.plan.tours if t.rep_id == "R2")
    visit = tour.visits[0].visit_id
    first = make_decision(office, owner(), engine, Decision("pin", visit), anyway=False, number=plan.number)
    second = make_decision(office, owner(), engine, Decision("drop", visit), anyway=True, number=plan.number)
    with pytest.raises(BadInputError, match="decision-overtaken"):
        undo_decision(office, owner(), first.decision)
    undo_decision(office, owner(), second.decision)
    with reading(office.database) as connection:
        assert [(pin.visit_id, pin.date) for pin in read_pins(connection)] == [(visit, tour.date)]
    undo_decision(office, owner(), first.decision)
    with reading(office.database) as connection:
        assert read_pins(connection) == ()


def joint_visits(made: Made) -> Iterator[tuple[Tour, PlannedVisit, Decision]]:
    """Yield the visits of R3's longer tours whose day has time to fix them where they are planned."""
    office, engine, plan = made
    for tour in sorted(plan.plan.tours, key=lambda t: t.date, reverse=True):
        for visit in tour.visits if tour.rep_id == "R3" and len(tour.visits) > 1 else ():
            wanted = Decision("joint", visit.visit_id, tour.date, visit.start_s, companions=("R2",))
            if not judge_decision(office, owner(), engine, wanted, plan.number).broken:
                yield tour, visit, wanted


def test_a_joint_visit_pins_the_one_and_binds_the_other(made: Made) -> None:
    office, engine, plan = made
    tour, visit, wanted = next(joint_visits(made))
    make_decision(office, owner(), engine, wanted, anyway=False, number=plan.number)
    with reading(office.database) as connection:
        (kept,) = read_appointments(connection, "R2")
        assert (kept.place_id, kept.date, kept.start_s) == (visit.account_id, tour.date, visit.start_s)
        assert [(pin.visit_id, pin.start_s) for pin in read_pins(connection)] == [(visit.visit_id, visit.start_s)]
    other = next(v for v in tour.visits if v.account_id != visit.account_id)
    two = judge_decision(office, owner(), engine, Decision("pin", other.visit_id, start_s=visit.start_s), plan.number)
    assert any("is fixed to that time" in str(one) for one in two.broken)
    undo_decision(office, owner(), None)
    with reading(office.database) as connection:
        assert read_appointments(connection, "R2") == ()
    with pytest.raises(BadInputError, match="own rep"):
        judge_decision(office, owner(), engine, replace(wanted, companions=("R3",)), plan.number)


def test_a_journey_plan_becomes_the_rhythm_of_its_accounts(made: Made) -> None:
    office, engine, _ = made
    found = make_journey(office, owner(), engine, "R2", MONDAY + timedelta(days=28), 4, stop=Steps(300))
    assert found.rules
    with reading(office.database) as connection:
        rules = read_rules(connection)
    assert {account_id: rules[account_id] for account_id in found.rules} == found.rules
    with pytest.raises(BadInputError, match="there is no"):
        make_journey(office, owner(), engine, "R9", MONDAY, 4, stop=Steps(1))


def drafted(made: Made) -> tuple[Office, RoadEngine, int, Plan]:
    """Make a draft that is the plan in force; return it with its plan."""
    office, engine, plan = made
    with writing(office.database) as connection:
        number = write_plan(connection, plan.plan, NOW)
    return office, engine, number, stored(office, number)


def stored(office: Office, number: int) -> Plan:
    with reading(office.database) as connection:
        return read_plan(connection, find_plan(connection, number))


def movable(office: Office, engine: RoadEngine, number: int, tours: Sequence[Tour]) -> list[Decision]:
    """Return moves of visits to days on which they break nothing, a visit of each tour at most."""
    found = []
    for tour in tours:
        for visit in tour.visits:
            prices = price_visit(office, owner(), engine, visit.visit_id, number)
            days = [day.date for day in prices.days if not day.broken and day.date != tour.date]
            if days:
                found.append(Decision("move", visit.visit_id, days[0]))
                break
    return found


def test_all_days_are_priced_at_once_as_each_would_be(made: Made) -> None:
    office, engine, plan = made
    tour = plan.plan.tours[1]
    visit = tour.visits[-1]
    prices = price_visit(office, owner(), engine, visit.visit_id, plan.number)
    assert (prices.rep_id, prices.date, prices.account_id) == (tour.rep_id, tour.date, visit.account_id)
    for day in prices.days[:8]:
        decision = Decision("move", visit.visit_id, day.date)
        judged = judge_decision(office, owner(), engine, decision, plan.number)
        assert day.price == pytest.approx(judged.price, abs=1e-6)
        assert set(day.broken) == set(judged.broken)


def test_another_rep_s_days_are_opened_once_and_with_the_account_alone(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, engine, plan = made
    office = replace(office, memory={})
    restored: list[str] = []

    def counted(plan: Plan, situation: Situation, engine: RoadEngine, only: str) -> Mapping[str, Restored]:
        restored.append(only)
        return restore(plan, situation, engine, only)

    monkeypatch.setattr(open_parts, "restore", counted)
    monkeypatch.setattr(hand_overs, "restore", counted)
    mine, other = plan.plan.tours[0], next(t for t in plan.plan.tours if t.rep_id != plan.plan.tours[0].rep_id)

    def ask() -> list[str]:
        restored.clear()
        price_hand_over(office, owner(), engine, mine.visits[0].visit_id, other.rep_id, plan.number)
        return [*restored]

    def change(*subjects: Subject) -> None:
        with writing(office.database) as connection:
            record_change(connection, "some", "thing", NOW, subjects=subjects)

    assert ask() == [mine.rep_id, other.rep_id], "the other's days without the account are nobody's question"
    change(Subject(Kind.VISIT, "somebody-else's"))
    assert ask() == []
    change(Subject(Kind.VISIT, other.visits[0].visit_id))
    assert ask() == [], "something was said of it, and it is neither closed nor pinned"
    change(Subject(Kind.FIXED_DATES, other.rep_id))
    assert ask() == [other.rep_id]


def test_days_that_are_over_have_no_price_but_the_visit_s_own(made: Made) -> None:
    office, engine, plan = made
    own = plan.plan.tours[0]
    other = next(tour.rep_id for tour in plan.plan.tours if tour.rep_id != own.rep_id)
    visit, today = own.visits[0].visit_id, own.date + timedelta(3)
    early, later = (replace(office, memory={}, clock=clock) for clock in (office.clock, _noon(today)))
    before = price_visit(early, owner(), engine, visit, plan.number)
    assert [day.date for day in price_visit(later, owner(), engine, visit, plan.number).days] == [
        day.date for day in before.days if day.date >= today or day.date == own.date
    ]
    there = price_hand_over(later, owner(), engine, visit, other, plan.number)
    assert min(day.date for day in there.days if day.date != own.date) >= today


def _noon(day: date) -> Callable[[], datetime]:
    return lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def test_the_next_price_of_a_rep_is_answered_from_memory_until_something_of_the_rep_changes(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, engine, plan = made
    office = replace(office, memory={})
    opened: list[str] = []

    def counted(plan: Plan, situation: Situation, engine: RoadEngine, only: str) -> Mapping[str, Restored]:
        opened.append(only)
        return restore(plan, situation, engine, only)

    monkeypatch.setattr(open_parts, "restore", counted)
    mine, other = plan.plan.tours[0], next(t for t in plan.plan.tours if t.rep_id != plan.plan.tours[0].rep_id)

    def ask() -> int:
        price_visit(office, owner(), engine, mine.visits[0].visit_id, plan.number)
        return len(opened)

    def change(*subjects: Subject) -> None:
        with writing(office.database) as connection:
            record_change(connection, "some", "thing", NOW, subjects=subjects)

    assert (ask(), ask()) == (1, 1)
    change(Subject(Kind.LEDGER, "R1"), Subject(Kind.CALENDAR, mine.rep_id), Subject(Kind.FIXED_DATES, other.rep_id))
    change(Subject(Kind.VISIT, other.visits[0].visit_id), Subject(Kind.ACCOUNT, other.visits[0].account_id))
    assert ask() == 1
    concerning = [
        Subject(Kind.VISIT, mine.visits[-1].visit_id),
        Subject(Kind.ACCOUNT, mine.visits[-1].account_id),
        Subject(Kind.FIXED_DATES, mine.rep_id),
        Subject(Kind.SETTINGS),
        Subject(Kind.PLAN_IN_FORCE, mine.rep_id),
    ]
    for number, subject in enumerate(concerning, start=2):
        change(subject)
        assert ask() == number
    change()  # whoever names nothing may have changed anything
    assert ask() == 7


def test_a_draft_is_amended_in_place_and_each_change_is_taken_back(made: Made) -> None:
    office, engine, number, before = drafted(made)
    one = movable(office, engine, number, before.tours[:6])[0]
    first = make_decision(office, owner(), engine, one, anyway=False, number=number)
    between = stored(office, number)
    two = next(each for each in movable(office, engine, number, between.tours[:8]) if each.visit != one.visit)
    second = make_decision(office, owner(), engine, two, anyway=False, number=number)
    assert (first.draft, second.draft) == (number, number)
    where = {v.visit_id: tour.date for tour in stored(office, number).tours for v in tour.visits}
    assert (where[one.visit], where[two.visit]) == (one.date, two.date)
    assert not check_plan(stored(office, number))
    undo_decision(office, owner(), second.decision)
    assert (stored(office, number).tours, stored(office, number).unserved) == (between.tours, between.unserved)
    undo_decision(office, owner(), first.decision)
    assert (stored(office, number).tours, stored(office, number).unserved) == (before.tours, before.unserved)


def test_one_rule_book_answers_reps_as_it_judges_planners(made: Made) -> None:
    office, engine, plan = made
    tour = plan.plan.tours[1]
    visit = tour.visits[-1].visit_id
    act = Act(office, owner(), "judge_decision", NOW)
    prices = price_visit(office, owner(), engine, visit, plan.number)
    with act.reading():

        def broken(on: date, start_s: int | None = None, name: str = visit) -> list[str]:
            return [one.code for one in may_lie(act, {"": Wish(name, on, start_s)})[""].findings]

        for day in prices.days[:6]:
            assert set(broken(day.date)) == {one.code for one in day.broken}
        assert set(broken(tour.date, 3 * 3600)) & {"hours", "return"}
        assert broken(date(2027, 1, 10)) == ["date-not-worked"]
        assert broken(tour.date, None, "nobody") == ["visit-unknown"]
