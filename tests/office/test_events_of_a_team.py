"""What the events of a team are made of is asked once for several reps, and of a long log only what they tell."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from office import outbox
from office.calendars import events
from office.opening import Office
from office.outbox import deliver
from office.people import owner
from office.plans.publication import publish_plan
from office.visits.visits import accept_visit
from scheduler.closed_visits import ClosedVisit
from scheduler.plan import VisitStatus
from store.accounts import write_reps
from store.database import reading, writing
from store.events import read_kept
from store.outbox import count_waiting
from store.planned_visits import accounts_of_plan, visits_of_plan
from store.plans import plan_in_force, write_plan
from store.visits import visits_said_at, write_closed_visits
from tests.calendars.week import MONDAY, NOW, REP, plan, tour, visit
from tests.office.carried_week import at, fill
from tests.office.plans.test_questions_asked import questions

REPS = (REP.id, "r2", "r3")
TEAM = plan(
    *(replace(tour(MONDAY, visit(f"v{number}", "abc"[number], 9)), rep_id=rep_id) for number, rep_id in enumerate(REPS))
)


@pytest.fixture
def team(office: Office) -> Office:
    """Three reps whose plan is in force and whose events are yet to be made."""
    fill(office)
    there = at(office, NOW)
    with writing(office.database) as connection:
        write_reps(connection, [replace(REP, id=rep_id) for rep_id in REPS])
        number = write_plan(connection, TEAM, NOW)
    publish_plan(there, owner(), number)
    return there


def test_accounts_log_and_plan_are_asked_once_for_all_reps(team: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    with questions(team) as asked:
        assert deliver(team) == len(REPS)
    assert len([one for one in asked if "FROM accounts" in one]) == 1
    assert len([one for one in asked if "FROM planned_visits JOIN visits" in one]) == 1
    assert len([one for one in asked if "max(visit_log.date)" in one]) == 1
    for name in ("v0", "v1", "v2"):
        accept_visit(team, owner(), name)
    monkeypatch.setattr(outbox, "REPS_AT_ONCE", 2)
    with questions(team) as asked:
        assert deliver(team) == len(REPS)
    assert len([one for one in asked if "FROM accounts" in one]) == 2


def test_of_reps_that_are_composed_together_only_who_acted_meanwhile_is_composed_again(
    team: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, composed = events.compose_events, list[list[str]]()

    def compose_and_act(connection: Any, now: Any, only: AbstractSet[str]) -> Any:
        composed.append(sorted(only))
        made = plain(connection, now, only)
        if len(composed) == 1:
            accept_visit(team, owner(), "v1")
        return made

    monkeypatch.setattr(events, "compose_events", compose_and_act)
    assert deliver(team) == len(REPS) + 1
    assert composed == [sorted(REPS), ["r2"]]
    with reading(team.database) as connection:
        assert count_waiting(connection) == {}
        (kept,) = read_kept(connection, "r2").values()
    assert kept.record.status == "CONFIRMED"


def closed(identity: str, account: str, day: date, status: VisitStatus = VisitStatus.DONE) -> ClosedVisit:
    return ClosedVisit(identity, account, REP.id, status, day, None, None, "order", identity, "", NOW.isoformat())


def test_of_the_log_before_a_plan_the_last_word_of_each_account_is_read_and_what_was_asked_for(team: Office) -> None:
    days = [MONDAY - timedelta(weeks=weeks) for weeks in range(1, 5)]
    log = [closed(f"{account}{back}", account, day) for account in "ab" for back, day in enumerate(days)]
    log += [
        closed("a-skipped", "a", MONDAY - timedelta(days=1), VisitStatus.SKIPPED),
        closed("v2", "c", MONDAY - timedelta(days=30), VisitStatus.DECLINED),
        closed("a-later", "a", MONDAY + timedelta(days=2)),
    ]
    with writing(team.database) as connection:
        write_closed_visits(connection, log)
        head = plan_in_force(connection)
        meant = accounts_of_plan(head), visits_of_plan(head)
        said = visits_said_at(connection, *meant, MONDAY, ["b3"])
    assert [one.visit_id for one in said] == ["v2", "b3", "a0", "b0", "a-later"]
    assert [one.words for one in said] == ["v2", "b3", "a0", "b0", "a-later"]
