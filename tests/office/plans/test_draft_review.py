"""Plans in a list and in figures, a draft beside the plan in force, news of others, and a plan ordered as a job."""

from __future__ import annotations

from typing import Any

import pytest

from office.jobs import KINDS, ask_job
from office.kinds import load_kinds
from office.opening import Office
from office.people import Grant, Person, Reach, Role, owner
from office.permissions import NotAllowedError
from office.plans.draft_review import review_draft
from office.plans.horizons import list_plans, read_horizon, read_plan_line
from office.plans.news import read_news
from office.plans.order import plan_order
from office.plans.publication import publish_plan
from office.plans.unserved import list_unserved
from routing.findings import Finding
from routing.problems import BadInputError
from scheduler.plan import UnservedVisit
from store.database import writing
from store.plans import Origin, write_plan
from tests.office.plans.test_publication import NOW, house, keep, other
from tests.scheduler.test_published import MONDAY, WEEK, plan, tour

__all__ = ["house"]

FACTS = {"start": "2027-01-04", "weeks": 2, "seconds": 0.5, "moves": None, "weights": {"move_s": 60.0}}
REP = Person("ann", "Ann", (Grant(Role.REP, Reach.OWN),), "r1")
NO_ROOM = Finding.of("unserved-no-room", days=1)


def test_plans_are_listed_with_their_figures_the_one_in_force_first(house: Office) -> None:
    other(house)
    lines = list_plans(house, owner())
    assert [(one.number, one.in_force, one.draft, one.visits, one.unserved) for one in lines] == [
        (1, True, False, 3, 0),
        (2, False, True, 3, 0),
    ]
    publish_plan(house, owner(), 2)
    assert [one.number for one in list_plans(house, owner())] == [2]
    assert not read_plan_line(house, owner(), 1).draft
    with pytest.raises(BadInputError, match="plan-unknown"):
        read_plan_line(house, owner(), 9)


def test_all_days_of_a_plan_are_counted_rep_by_rep(house: Office) -> None:
    found = read_horizon(house, owner(), 1)
    assert [(day.rep_id, day.date, day.visits, day.night) for day in found.days] == [
        ("r1", MONDAY, 1, False),
        ("r1", MONDAY + WEEK, 1, False),
        ("r2", MONDAY, 1, False),
    ]
    first = tour("r1", MONDAY, "a")
    assert (found.days[0].driving_s, found.days[0].away_s) == (first.driving_s, first.return_s - first.leave_s)


def test_a_draft_beside_the_plan_in_force_is_told_by_rep_and_week(house: Office) -> None:
    review = review_draft(house, owner(), other(house))
    assert (review.before, review.draft, review.weeks) == (1, True, (MONDAY, MONDAY + WEEK))
    told = {one.rep_id: (dict(one.kinds), dict(one.weeks), one.visits) for one in review.reps}
    assert told == {
        "r1": ({"moved": 2}, {MONDAY: 1, MONDAY + WEEK: 1}, (2, 2)),
        "r2": ({"moved": 1}, {MONDAY + WEEK: 1}, (1, 1)),
    }
    same = keep(house, plan(tour("r1", MONDAY, "a"), tour("r1", MONDAY + WEEK, "b"), tour("r2", MONDAY, "c")))
    assert {one.count for one in review_draft(house, owner(), same).reps} == {0}


def test_what_is_left_out_is_counted_by_rep_and_reason(house: Office) -> None:
    left = [UnservedVisit(v, f"of-{v}", "r1", MONDAY, MONDAY, "no-room", NO_ROOM) for v in "xy"]
    with writing(house.database) as connection:
        write_plan(connection, plan(tour("r1", MONDAY, "a"), unserved=left), NOW, Origin(1, 1, "ann"))
    assert [(one.rep_id, one.reasons, one.count) for one in list_unserved(house, owner(), 2)] == [
        ("r1", {"no-room": 2}, 2)
    ]
    assert list_unserved(house, owner(), 1) == ()
    assert read_horizon(house, owner(), 2).unserved == {"r1": 2}


def test_news_are_what_others_changed_of_this_plan(house: Office) -> None:
    draft = other(house)
    seen = read_news(house, owner(), draft, 0).revision
    assert read_news(house, owner(), draft, seen).lines == ()
    publish_plan(house, owner(), draft)
    news = read_news(house, owner(), draft, seen)
    assert [(one.verb, one.summary) for one in news.lines] == [("publish_plan", f"plan {draft} is in force")]
    assert read_news(house, owner(), draft, news.revision).lines == ()


def test_an_order_is_read_and_what_cannot_be_planned_is_named(house: Office) -> None:
    order = plan_order(house, FACTS)
    assert (order.start, order.weeks, order.moves, order.weights) == (MONDAY, 2, None, {"move_s": 60.0})
    assert order.today is not None
    assert order.today <= order.start
    wrong: list[dict[str, Any]] = [
        {"weeks": 0}, {"weeks": 54}, {"seconds": 0}, {"seconds": 1e9}, {"seconds": float("nan")}, {"moves": -1},
        {"start": "soon"}, {"weeks": "many"}, {"weights": {"luck": 1.0}}, {"weights": {"move_s": "dear"}},
    ]  # fmt: skip
    for one in wrong:
        with pytest.raises(BadInputError, match="order-impossible"):
            plan_order(house, FACTS | one)


def test_a_plan_is_a_job_of_whoever_may_make_plans(house: Office) -> None:
    load_kinds()
    assert KINDS["plan"].verb == "make_plan"
    assert ask_job(house, owner(), "plan", FACTS).kind == "plan"
    with pytest.raises(NotAllowedError):
        ask_job(house, REP, "plan", FACTS)


def test_a_rep_sees_no_drafts(house: Office) -> None:
    for case in (list_plans, lambda o, w: read_horizon(o, w, 1), lambda o, w: review_draft(o, w, 1)):
        with pytest.raises(NotAllowedError):
            case(house, REP)
