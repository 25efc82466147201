"""Plans are put in force whole or in part; two planners do not overrun each other, and what people did stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from office.opening import Office
from office.outbox import EVENTS
from office.people import owner
from office.plans.publication import NONE_IN_FORCE, AnotherInForceError, publish_plan, publish_weeks
from routing.problems import BadInputError
from scheduler.closed_visits import ClosedVisit
from scheduler.plan import Plan, VisitStatus
from scheduler.published import NOT_PUBLISHED
from store.accounts import write_reps
from store.changes import changes_since
from store.database import reading, writing
from store.outbox import waiting
from store.plans import Origin, PlanStatus, plan_heads, plan_in_force, read_plan, write_plan
from store.visits import write_closed_visit
from tests.calendars.week import REP
from tests.scheduler.test_published import MONDAY, WEEK, places, plan, tour

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def house(office: Office) -> Office:
    """Two reps; plan 1 is in force: r1 sees a and b in the first week, r2 sees c."""
    with writing(office.database) as connection:
        write_reps(connection, [replace(REP, id=name, name=name) for name in ("r1", "r2")])
    keep(office, plan(tour("r1", MONDAY, "a"), tour("r1", MONDAY + WEEK, "b"), tour("r2", MONDAY, "c")))
    publish_plan(office, owner())
    return office


def keep(office: Office, draft: Plan) -> int:
    with writing(office.database) as connection:
        return write_plan(connection, draft, NOW, Origin(1, 1, "ann"))


def close(office: Office, visit: str, rep: str, day: date) -> None:
    said = ClosedVisit(visit, f"of-{visit}", rep, VisitStatus.DONE, day, None, None, "", "", "", "2026-11-21T12Z")
    with writing(office.database) as connection:
        write_closed_visit(connection, said)


def in_force(office: Office) -> tuple[int, Plan]:
    with reading(office.database) as connection:
        head = plan_in_force(connection)
        return head.id, read_plan(connection, head)


def other(office: Office) -> int:
    """Keep a draft that turns everything round."""
    return keep(office, plan(tour("r1", MONDAY, "b"), tour("r1", MONDAY + WEEK, "a"), tour("r2", MONDAY + WEEK, "c")))


def test_a_plan_is_refused_only_where_another_is_in_force_than_the_one_that_was_seen(house: Office) -> None:
    second, third = other(house), other(house)
    assert publish_plan(house, owner(), second, expected=1).replaced == 1
    with pytest.raises(AnotherInForceError, match="you saw plan 1 in force, plan 2 is in force now"):
        publish_plan(house, owner(), third, expected=1)
    with pytest.raises(AnotherInForceError, match="you saw no plan in force"):
        publish_plan(house, owner(), third, expected=NONE_IN_FORCE)
    assert publish_plan(house, owner(), third, expected=second).number == third
    assert not publish_plan(house, owner(), third, expected=second).changed


def test_one_rep_is_published_and_the_others_keep_their_tours(house: Office) -> None:
    with reading(house.database) as connection:
        begun = changes_since(connection, 0)[-1].revision
        told = {one.id for one in waiting(connection, NOW, [EVENTS])}
    done = publish_plan(house, owner(), other(house), reps=["r1"])
    number, made = in_force(house)
    assert (done.number, done.source, done.replaced, done.reps) == (number, 2, 1, ("r1",))
    assert number == 3
    assert places(made) == {"a": ("r1", MONDAY + WEEK), "b": ("r1", MONDAY), "c": ("r2", MONDAY)}
    with reading(house.database) as connection:
        states = [head.status for head in plan_heads(connection)]
        assert states == [PlanStatus.REPLACED, PlanStatus.DRAFT, PlanStatus.PUBLISHED]
        assert [one.summary for one in changes_since(connection, begun)] == [
            "plan 3 is in force: plan 2 of r1, 2027-01-04 to 2027-01-17"
        ]
        news = [one.facts for one in waiting(connection, NOW, [EVENTS]) if one.id not in told]
    assert news == [{"rep_id": "r1"}]


def test_some_weeks_are_published_and_what_moved_beyond_them_waits(house: Office) -> None:
    done = publish_weeks(house, owner(), other(house), (1, 1))
    assert done.waiting == ("a", "c")
    _, made = in_force(house)
    assert places(made) == {"b": ("r1", MONDAY)}
    assert {one.reason for one in made.unserved} == {NOT_PUBLISHED}
    publish_weeks(house, owner(), 2, (2, 2))
    _, made = in_force(house)
    assert places(made) == {"a": ("r1", MONDAY + WEEK), "b": ("r1", MONDAY), "c": ("r2", MONDAY + WEEK)}
    assert made.unserved == ()


def test_a_visit_that_was_closed_meanwhile_is_not_planned_again(house: Office) -> None:
    draft = other(house)
    close(house, "a", "r1", MONDAY)
    done = publish_plan(house, owner(), draft)
    assert (done.number, done.source) == (3, draft)
    assert places(in_force(house)[1]) == {"b": ("r1", MONDAY), "c": ("r2", MONDAY + WEEK)}


def test_a_visit_that_was_closed_on_its_day_leaves_the_draft_as_it_is(house: Office) -> None:
    draft = other(house)
    close(house, "b", "r1", MONDAY)
    assert publish_plan(house, owner(), draft).number == draft


def test_days_that_have_passed_stay_as_they_were_in_force(house: Office) -> None:
    wednesday = replace(house, clock=lambda: NOW + (MONDAY - NOW.date()) + timedelta(days=2))
    publish_plan(wednesday, owner(), other(house))
    assert places(in_force(house)[1]) == {"a": ("r1", MONDAY + WEEK), "c": ("r2", MONDAY + WEEK)}


def test_what_was_done_on_days_that_have_passed_stays_there(house: Office) -> None:
    wednesday = replace(house, clock=lambda: NOW + (MONDAY - NOW.date()) + timedelta(days=2))
    draft = other(house)
    close(house, "a", "r1", MONDAY)
    publish_plan(wednesday, owner(), draft)
    assert places(in_force(house)[1])["a"] == ("r1", MONDAY)


@pytest.mark.parametrize(
    ("asked", "code"),
    [({"reps": ["r9"]}, "rep-unknown"), ({"first": MONDAY + 9 * WEEK}, "days-unknown")],
)
def test_a_part_that_the_plan_does_not_have_is_named(house: Office, asked: dict[str, object], code: str) -> None:
    number = other(house)
    with pytest.raises(BadInputError, match=code):
        publish_plan(house, owner(), number, **asked)  # type: ignore[arg-type]
    assert in_force(house)[0] == 1


def test_a_night_is_not_cut_in_two(house: Office) -> None:
    tuesday = MONDAY + timedelta(days=1)
    number = keep(house, plan(tour("r1", MONDAY, "a", end="inn"), tour("r1", tuesday, "b", start="inn")))
    with pytest.raises(BadInputError, match="part-does-not-fit"):
        publish_plan(house, owner(), number, last=MONDAY)
    assert in_force(house)[0] == 1
