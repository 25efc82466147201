"""Predictions of visits: from the weeks as they were published and what was reported of them."""

from __future__ import annotations

from datetime import timedelta

from office.opening import Office
from office.people import Role, owner
from office.plans.predictions import TEAM, list_predictions
from scheduler.closed_visits import ClosedVisit
from scheduler.plan import Plan, VisitStatus
from scheduler.team.predicted import BY_SHARE
from scheduler.team.weekly import WeekKept
from store.database import writing
from store.plans import write_plan
from store.visits import write_closed_visits
from store.weeks_published import write_weeks
from tests.office.small_team import MONDAY, TODAY, furnish
from tests.web.site import let_in, signed_in

ME = owner("ada")


def published(office: Office, weeks: int = 10) -> Office:
    """Publish ten visits a week for R1, of which eight come and two are declined; and a week to come."""
    made = furnish(office)
    kept = [WeekKept("R1", MONDAY - timedelta(weeks=n), 1, 10, 3600, 100_000) for n in range(weeks + 1)]
    log = [
        ClosedVisit(
            f"{one.monday}-{n}", "A00", "R1", VisitStatus.DONE if n < 8 else VisitStatus.DECLINED, one.monday, None,
            None, "", "", "", "2026-11-01T00:00:00+00:00", None,
        )
        for one in kept[1:]
        for n in range(10)
    ]  # fmt: skip
    with writing(made.database) as connection:
        assert write_plan(connection, Plan(MONDAY, MONDAY + timedelta(days=6), (), (), {}), made.clock()) == 1
        write_weeks(connection, kept)
        write_closed_visits(connection, log)
    return made


def test_what_came_of_published_weeks_tells_of_the_next_one(sqlite_workspace: Office) -> None:
    house = published(sqlite_workspace)
    found = {one.rep_id: one for one in list_predictions(house, ME)}
    assert set(found) == {TEAM, "R1"}
    visits = found["R1"].visits
    assert (visits.method, [round(one.foretold, 6) for one in visits.ahead]) == (BY_SHARE, [8.0])
    assert visits.judged >= 4
    assert found["R1"].metres.judged == 0, "no trip is attested"
    assert TODAY < MONDAY


def test_a_week_of_which_not_all_is_told_judges_nothing(sqlite_workspace: Office) -> None:
    house = published(sqlite_workspace, weeks=3)
    assert next(one for one in list_predictions(house, ME) if one.rep_id == "R1").visits.judged == 0


def test_a_page_and_the_api_say_the_same(sqlite_workspace: Office) -> None:
    house = published(sqlite_workspace)
    let_in(house)
    manager = signed_in(house, Role.MANAGER)
    text = manager.get("/reports/predictions").text
    assert "the share of the plan that came" in text
    (_, rep) = manager.get("/api/v1/predictions").json()["items"]
    assert (rep["rep_id"], rep["visits"]["ahead"][0]["foretold"]) == ("R1", 8.0)
