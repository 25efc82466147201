"""The ledger of savings: a week is kept as it is put in force before it begins, and judged by what came."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from office.opening import Office
from office.people import Grant, Person, Reach, Role, owner
from office.plans.publication import publish_plan
from office.plans.savings import WeekSaved, list_savings
from scheduler.plan import Plan
from store.accounts import write_reps
from store.database import writing
from store.plans import Origin, write_plan
from tests.calendars.week import REP
from tests.office.plans.test_publication import close
from tests.scheduler.test_published import MONDAY, WEEK, plan, tour

EVIDENCE = {"r1.by_hand.weeks": f"{MONDAY} 7200 2; {MONDAY + WEEK} 3600 1"}


@pytest.fixture
def house(office: Office) -> Office:
    """Return an office on the Friday before the plan."""
    with writing(office.database) as connection:
        write_reps(connection, [replace(REP, id=name, name=name) for name in ("r1", "r2")])
    return at(office, -3)


def at(office: Office, days: int) -> Office:
    moment = datetime.combine(MONDAY + timedelta(days), time(9), tzinfo=UTC)
    return replace(office, clock=lambda: moment)


def publish(office: Office, draft: Plan, evidence: dict[str, str] | None = None) -> int:
    with writing(office.database) as connection:
        number = write_plan(connection, replace(draft, evidence=evidence or {}), office.clock(), Origin(1, 1, "ann"))
    return publish_plan(office, owner(), number).number


def of(office: Office, rep: str = "r1") -> dict[int, WeekSaved]:
    found = list_savings(office, owner())
    return {(one.kept.monday - MONDAY).days // 7: one for one in found if one.kept.rep_id == rep}


FIRST = plan(tour("r1", MONDAY, "a"), tour("r1", MONDAY + WEEK, "b"), tour("r2", MONDAY, "c"))
SECOND = plan(tour("r1", MONDAY, "a", "b"), tour("r1", MONDAY + WEEK, "d"), tour("r2", MONDAY, "c"))


def test_publishing_again_before_its_monday_renews_a_week(house: Office) -> None:
    publish(house, FIRST, EVIDENCE)
    number = publish(house, SECOND)
    kept = of(house)[0].kept
    assert (kept.plan, kept.visits) == (number, 2)
    assert kept.by_hand is not None  # the second plan did not reckon it: what the first one reckoned stays
    assert kept.by_hand.visits == 2


def test_what_is_published_once_a_week_has_begun_changes_only_weeks_to_come(house: Office) -> None:
    first = publish(house, FIRST, EVIDENCE)
    wednesday = at(house, 2)
    second = publish(wednesday, SECOND)
    assert of(wednesday)[0].kept.plan == first
    assert of(wednesday)[1].kept.plan == second


def test_what_came_stands_beside_what_was_planned_and_is_judged_once_the_week_is_over(house: Office) -> None:
    publish(house, FIRST, EVIDENCE)
    close(house, "a", "r1", MONDAY)
    during, after = of(at(house, 2))[0], of(at(house, 8))[0]
    assert (during.came.done, during.over) == (1, False)
    assert after.over
    assert after.planned("by_hand") == after.kept.visits * 3600 - after.kept.driving_s
    assert after.as_came("by_hand") is None  # no trip of the week is attested
    assert after.planned("carried") is None


def test_a_week_without_a_reckoning_is_kept_and_says_that_it_is_not_known(house: Office) -> None:
    publish(house, FIRST)
    assert of(house)[0].planned("by_hand") is None
    assert of(house, "r2")[0].kept.visits == 1


def test_a_rep_does_not_see_the_ledger(house: Office) -> None:
    rep = Person("rita", "Rita", (Grant(Role.REP, Reach.OWN),), rep_id="r1")
    with pytest.raises(Exception, match="may not do this"):
        list_savings(house, rep)
