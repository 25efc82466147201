"""Every kind of repair that is told can be made by its id, at its price, and is taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

import cli
from office.opening import Office
from office.people import owner
from office.plans.drafts import MadePlan
from office.plans.explanations import Way, explain_plan
from office.plans.repairs import apply_repair
from office.visits.undo import undo_decision
from routing.findings import Finding
from scheduler.plan import Plan, PlannedVisit, Tour, UnservedVisit
from store.database import reading, writing
from store.plans import find_plan, read_plan, replace_days
from tests.office.crowded import FAR, LOOSE, crowded_week
from tests.office.small_team import ENGINE

ME = owner()


@pytest.fixture
def crowded(sqlite_workspace: Office) -> tuple[Office, MadePlan]:
    return crowded_week(sqlite_workspace)


def ways(office: Office, number: int, left: UnservedVisit) -> dict[str, Way]:
    """Return the ways that are told of a visit and can be made, by kind."""
    stories = explain_plan(office, ME, ENGINE, left.account_id, number).visits
    (story,) = (one for one in stories if one.visit_id == left.visit_id)
    return {way.kind: way for way in story.ways if way.id}


def is_made(office: Office, number: int, left: UnservedVisit, way: Way) -> None:
    """Make a way, look where the draft has the visit, and take it back."""
    done = apply_repair(office, ME, ENGINE, way.id, number)
    assert (done.visit_id, done.after, done.price) == (left.visit_id, way.date, way.price)
    assert (not done.broken) == way.keeps_rules
    with reading(office.database) as connection:
        draft = read_plan(connection, find_plan(connection, done.draft))
    assert [tour.date for tour in draft.tours for v in tour.visits if v.visit_id == left.visit_id] == [way.date]
    assert left.visit_id not in {one.visit_id for one in draft.unserved}
    undo_decision(office, ME)
    with reading(office.database) as connection:
        assert left.visit_id in {one.visit_id for one in read_plan(connection, find_plan(connection, number)).unserved}


def unserved(visit: PlannedVisit, tour: Tour) -> UnservedVisit:
    """Return a visit of a tour as one that is left out."""
    why = Finding.of("unserved-missed", price=1, worth=2)
    lying = visit.visit_id, visit.account_id, tour.rep_id, tour.date, tour.date
    return UnservedVisit(*lying, "missed", why, visit.number)


def put(office: Office, made: MadePlan, tours: list[Tour], left: UnservedVisit, days: list[Tour]) -> None:
    """Store other tours in the place of some of the plan's days, as a search that was stopped early leaves them."""
    part = Plan(made.plan.start, made.plan.end, tuple(tours), (left,))
    with writing(office.database) as connection:
        replace_days(connection, made.number, days[0].rep_id, [tour.date for tour in days], part)


def test_what_finds_no_room_is_made_by_displacing_by_overtime_and_on_another_day(
    crowded: tuple[Office, MadePlan],
) -> None:
    office, made = crowded
    left = next(one for one in made.plan.unserved if one.account_id != FAR.id)
    told = ways(office, made.number, left)
    assert {"displace", "overtime", "window"} <= set(told)
    for way in told.values():
        is_made(office, made.number, left, way)


def test_what_is_too_far_for_a_day_is_made_with_a_longer_day(crowded: tuple[Office, MadePlan]) -> None:
    office, made = crowded
    left = next(one for one in made.plan.unserved if one.account_id == FAR.id)
    told = ways(office, made.number, left)
    assert "long-day" in told
    is_made(office, made.number, left, told["long-day"])


def test_the_verb_that_tells_ways_makes_one_by_its_id_and_none_that_it_does_not_tell(
    crowded: tuple[Office, MadePlan], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    office, made = crowded
    left = next(one for one in made.plan.unserved if one.account_id != FAR.id)
    way = ways(office, made.number, left)["displace"]
    monkeypatch.setattr("commands.explain.enter", lambda _: (office, ME))
    monkeypatch.setattr("commands.explain.measured_as", lambda *_: ENGINE)
    typed = ["explain", left.account_id, "--plan", str(made.number), "--workspace", str(office.folder.path), "--apply"]
    assert cli.run([*typed, "none"]) == 2
    assert "no way of this id is told" in capsys.readouterr().err
    assert cli.run([*typed, way.id]) == 0
    assert f"{way.date}" in capsys.readouterr().out
    with reading(office.database) as connection:
        draft = read_plan(connection, find_plan(connection, None))
    assert left.visit_id not in {one.visit_id for one in draft.unserved}


def loosened(made: MadePlan) -> tuple[Tour, PlannedVisit]:
    """Return a tour with a visit that may lie on other days too, and that visit."""
    names = {one.id for one in LOOSE}
    return next((tour, visit) for tour in made.plan.tours for visit in tour.visits if visit.account_id in names)


def without(tour: Tour, visit: PlannedVisit) -> list[Tour]:
    """Return a tour that leaves a visit out; none where it was the only one."""
    rest = tuple(one for one in tour.visits if one != visit)
    return [replace(tour, visits=rest)] if rest else []


def test_what_fits_is_made_by_putting_it_in(crowded: tuple[Office, MadePlan]) -> None:
    office, made = crowded
    tour, visit = loosened(made)
    left = unserved(visit, tour)
    put(office, made, without(tour, visit), left, [tour])
    is_made(office, made.number, left, ways(office, made.number, left)["insert"])


def test_what_fits_once_another_visit_moves_is_made_by_exchanging(crowded: tuple[Office, MadePlan]) -> None:
    office, made = crowded
    free, comes = loosened(made)
    full = next(tour for tour in made.plan.tours if len(tour.visits) == 2 and tour.date < free.date)
    gone = full.visits[0]
    there = replace(gone, visit_id=comes.visit_id, account_id=comes.account_id, number=comes.number)
    left = unserved(gone, full)
    put(office, made, [replace(full, visits=(there, full.visits[1])), *without(free, comes)], left, [full, free])
    is_made(office, made.number, left, ways(office, made.number, left)["exchange"])


def test_an_id_of_another_kind_or_plan_is_refused(crowded: tuple[Office, MadePlan]) -> None:
    office, made = crowded
    left = made.plan.unserved[0]
    way = next(iter(ways(office, made.number, left).values()))
    visit, _, digest = way.id.split(".")
    with pytest.raises(Exception, match="no such repair"):
        apply_repair(office, ME, ENGINE, f"{visit}.insert.{digest}", made.number)
