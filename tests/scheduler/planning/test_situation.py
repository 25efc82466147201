"""From a situation made by hand to a plan, back from it, and one change by hand: no database is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from routing.places import Place
from routing.problems import BadInputError
from routing.timing import time_tour
from routing.travel import TravelTable
from scheduler.dated import dated_plan
from scheduler.demand.assemble import assemble
from scheduler.demand.book import Book
from scheduler.demand.rules import Policy
from scheduler.explain.amendment import amended
from scheduler.explain.comparison import compared
from scheduler.explain.frozen_weeks import frozen_in
from scheduler.explain.judgement import Decision, judged
from scheduler.explain.other_reps import handed_over, nearest, places
from scheduler.explain.restored import Restored, restore
from scheduler.explain.trial import cost
from scheduler.horizon import Schedule
from scheduler.plan import Plan
from scheduler.summary import summarise
from scheduler.team.requests import requests
from scheduler.team.situation import Situation, Span
from territory.accounts import Account, Rep
from tests.scheduler.planning.conftest import MONDAY, line

Make = Callable[..., Account]


class Road:
    """All places on a line, ten minutes apart in the order of their ids."""

    source = "a line"

    def table(self, asked: Sequence[Place]) -> TravelTable:
        order = {place.id: number for number, place in enumerate(sorted(asked, key=lambda one: one.id))}
        whole = line(sorted(order))
        rows = [order[place.id] for place in asked]
        travel_s, distance_m = (each[rows][:, rows] for each in (whole.travel_s, whole.distance_m))
        return TravelTable(tuple(place.id for place in asked), travel_s, distance_m, self.source)


@pytest.fixture
def situation(rep: Rep, account: Make) -> Situation:
    accounts = tuple(account(number) for number in range(1, 5))
    other = replace(rep, id="r2", name="Rob")
    owners = {one.id: "r1" for one in accounts[:3]} | {accounts[3].id: "r2"}
    span = Span(MONDAY, 28, MONDAY)
    return Situation(
        1, span, (rep, other), accounts, owners, Book("test"), Policy(), {}, None, (), (), (), {"r1": (), "r2": ()}, ()
    )


def planned(situation: Situation, without: str = "") -> tuple[Plan, Restored]:
    """Return r1's plan with the first visit of each account on the first day, and what is made of it again."""
    asked, _ = requests(situation, Road(), "r1")
    assembled = assemble(asked["r1"])
    first = tuple(v for v, due in enumerate(assembled.due) if due.number == 0 and due.account_id != without)
    tours = (first, *((),) * (len(assembled.horizon.rep_days) - 1))
    left = tuple(v for v in range(len(assembled.due)) if v not in first)
    plan = dated_plan(assembled, Schedule(tours, left, cost(assembled.horizon, tours), None, 0, 0), time_tour)
    return plan, restore(plan, situation, Road(), "r1")["r1"]


def test_each_rep_is_asked_for_the_accounts_of_their_own(situation: Situation) -> None:
    asked, carried = requests(situation, Road())
    assert {rep: [one.id for one in question.accounts] for rep, question in asked.items()} == {
        "r1": ["a01", "a02", "a03"],
        "r2": ["a04"],
    }
    assert set(requests(situation, Road(), "r2")[0]) == {"r2"}
    assert set(carried) == {"r1", "r2"}


def test_a_plan_is_restored_as_the_schedule_that_it_was_made_from(situation: Situation) -> None:
    plan, part = planned(situation)
    assert [part.assembled.due[v].account_id for v in part.schedule.tours[0]] == ["a01", "a02", "a03"]
    assert part.strangers == ()
    again = dated_plan(part.assembled, part.schedule, time_tour)
    assert again.tours == plan.tours


def test_a_visit_that_is_due_no_more_is_a_stranger(situation: Situation) -> None:
    plan, _ = planned(situation)
    part = restore(plan, replace(situation, owners={"a02": "r1", "a03": "r1"}), Road(), "r1")["r1"]
    assert part.strangers == (plan.tours[0].visits[0].visit_id,)


def test_a_move_is_judged_and_only_its_two_days_are_made_anew(situation: Situation) -> None:
    plan, part = planned(situation)
    tuesday = MONDAY + timedelta(days=1)
    _, change, found = judged(Decision("move", "a02", tuesday), [part], (), MONDAY)
    assert (found.account_id, found.before, found.after, found.broken) == ("a02", MONDAY, tuesday, ())
    amendment = amended(plan, part, change, found.pins)
    assert amendment is not None
    assert amendment.days == {MONDAY, tuesday}
    assert [[visit.account_id for visit in tour.visits] for tour in amendment.tours] == [["a01", "a03"], ["a02"]]


def test_two_plans_are_compared_from_values_alone(situation: Situation) -> None:
    old, _ = planned(situation, without="a03")
    new, _ = planned(situation)
    found = compared((1, old), (2, new), situation, Road())
    assert (found.before, found.after, found.counts) == (1, 2, {"added": 1})
    assert [(change.account_id, change.reason) for change in found.changes] == [("a03", "new")]
    assert found.visits == (2, 3)
    assert found.driving_s == (3600, 3600)
    assert compared((2, new), (2, new), situation, Road()).changes == ()


def test_a_move_to_a_day_that_is_past_is_refused(situation: Situation) -> None:
    _, part = planned(situation)
    with pytest.raises(BadInputError, match="date-past"):
        judged(Decision("move", "a02", MONDAY - timedelta(days=1)), [part], (), MONDAY)


def test_a_day_with_a_stranger_is_not_known_whole(situation: Situation) -> None:
    plan, _ = planned(situation)
    part = restore(plan, replace(situation, owners={"a02": "r1", "a03": "r1"}), Road(), "r1")["r1"]
    _, change, found = judged(Decision("move", "a02", MONDAY + timedelta(days=1)), [part], (), MONDAY)
    assert amended(plan, part, change, found.pins) is None


def test_a_visit_that_a_rep_leaves_out_has_room_with_the_neighbour(situation: Situation) -> None:
    plan, part = planned(situation, without="a03")
    account, own = situation.accounts[2], part.assembled.request.book
    (other,) = nearest(Road(), situation.reps, ["r1"], account)
    theirs = restore(plan, handed_over(situation, situation, own, other.id, account), Road(), other.id)[other.id]
    ((visit, found),) = places(part, theirs, part.schedule.unserved)
    assert (part.assembled.due[visit].account_id, found.rep_id, found.price < 0) == ("a03", "r2", True)


def test_nobody_stands_in_for_an_owner_who_is_locked(situation: Situation) -> None:
    locked = replace(situation.accounts[0], owner_lock="r1")
    assert nearest(Road(), situation.reps, ["r1"], locked) == []


def test_what_a_plan_carries_over_lies_before_the_first_day_that_it_chose(situation: Situation) -> None:
    plan, _ = planned(situation)
    frozen = frozen_in(plan, MONDAY + timedelta(days=7), account_id="a01")
    assert frozen is not None
    assert [(one.account_id, one.date) for one in frozen.visits] == [("a01", MONDAY)]
    assert frozen_in(plan, MONDAY) is None


def test_figures_add_up_by_rep_and_by_week(situation: Situation) -> None:
    plan, _ = planned(situation)
    found = summarise(plan)
    assert found.total == found.by_rep["r1"] == found.by_week["r1", MONDAY]
    assert (found.total.days, found.total.visits, found.total.service_s) == (1, 3, 3 * 1800)
    assert found.total.selling_share == pytest.approx(
        found.total.service_s / (found.total.driving_s + found.total.service_s + found.total.waiting_s)
    )
