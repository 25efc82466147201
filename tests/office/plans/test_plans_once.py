"""Whatever is done to plans is done once under a request id, and wholly or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

import office.door
from office.opening import Office
from office.people import Grant, Person, Reach, Role, owner
from office.plans.approvals import approve_plan, ask_approval, return_plan
from office.plans.consultation import answer_draft, ask_reps
from office.plans.decisions import make_decision
from office.plans.drafts import PlanOrder, make_plan
from office.plans.explanations import explain_plan
from office.plans.journeys import make_journey
from office.plans.night_policies import change_nights
from office.plans.notices import list_notices, read_notice
from office.plans.on_time import apply_buffers
from office.plans.publication import publish_plan, publish_weeks
from office.plans.repairs import apply_repair
from office.plans.scenarios import choose_scenario
from office.plans.weights import change_weights
from office.visits.moves import move_visit
from office.visits.undo import undo_decision
from routing.findings import Finding
from routing.stopping import Steps
from routing.straight import StraightLineEngine
from scheduler.explain.judgement import Decision
from scheduler.nights.policy import NightPolicy
from scheduler.plan import UnservedVisit
from store.database import reading, writing
from store.plans import write_plan
from store.tables.whole import METADATA
from tests.calendars.week import HOUR, MONDAY, NOW, REP
from tests.office.carried_week import at, do, due_week, fill_due
from tests.office.test_door import every_use_case

TUESDAY = MONDAY + timedelta(days=1)
Ids = dict[str, str]
Ask = Callable[[Office, Ids], tuple[Any, ...]]


NO_ROOM = Finding.of("no-room", days=1)


def engine() -> StraightLineEngine:
    """Return an engine of its own for each time that it is asked, as each process has one."""
    return StraightLineEngine()


def draft(office: Office, ids: Ids, left: str = "") -> int:
    """Keep the week as a draft, without one visit if it is named."""
    whole = due_week(ids)
    tours = tuple(tour for tour in whole.tours if all(one.visit_id != ids.get(left) for one in tour.visits))
    gone = tuple(
        UnservedVisit(
            one.visit_id, one.account_id, REP.id, tour.date, tour.date, "no-room", Finding.of("no-room", days=1)
        )
        for tour in whole.tours
        for one in tour.visits
        if one.visit_id == ids.get(left)
    )
    with writing(office.database) as connection:
        return write_plan(connection, replace(whole, tours=tours, unserved=gone), NOW)


def astray(office: Office, ids: Ids) -> int:
    """Keep the week as a draft, and move a visit of it then."""
    number = draft(office, ids)
    do(office, move_visit, ids["v1"], TUESDAY, 10 * HOUR)
    return number


def decided(kind: str, **more: Any) -> Ask:
    return lambda _, ids: (engine(), Decision(kind, ids["v1"], **more))


def repaired(office: Office, ids: Ids) -> tuple[Any, ...]:
    number = draft(office, ids, "v3")
    story = explain_plan(office, owner(), engine(), "c", number)
    (told,) = [one for one in story.visits if one.visit_id == ids["v3"]]
    return engine(), next(way.id for way in told.ways if way.id), number


def undoable(office: Office, ids: Ids) -> tuple[Any, ...]:
    make_decision(at(office, NOW), owner(), engine(), Decision("swap", ids["v1"], other=ids["v2"]), anyway=True)
    return ()


RITA = Person("rita", "Rita", (Grant(Role.REP, Reach.OWN),), REP.id)
OF_REPS = frozenset({"answer_draft", "read_notice"})


def consulted(office: Office, ids: Ids) -> tuple[Any, ...]:
    number = draft(office, ids, "v3")
    do(office, ask_reps, number)
    return (number,)


def noticed(office: Office, ids: Ids) -> tuple[Any, ...]:
    do(office, publish_plan, draft(office, ids, "v2"))
    (notice,) = list_notices(at(office, NOW), RITA)
    return (notice.number,)


def asking(verb: str) -> Person:
    """Return who asks: what is about a rep's own draft or notice is the rep's."""
    return RITA if verb in OF_REPS else owner()


NIGHTS = NightPolicy(1, 2, frozenset({0, 1}), "CHF", Decimal(40), Decimal(0))

WRITING: dict[str, tuple[Any, Ask, dict[str, Any]]] = {
    "make_plan": (make_plan, lambda _, __: (engine(), PlanOrder(MONDAY, 2, Steps(40), workers=1)), {}),
    "make_decision": (make_decision, decided("move", date=TUESDAY), {"anyway": True}),
    "make_decision drop": (make_decision, decided("drop"), {"anyway": True}),
    "make_decision joint": (
        make_decision,
        decided("joint", date=TUESDAY, start_s=10 * HOUR, companions=("r2",)),
        {"anyway": True},
    ),
    "publish_plan": (publish_plan, lambda office, ids: (astray(office, ids),), {}),
    "publish_weeks": (publish_weeks, lambda office, ids: (astray(office, ids), (1, 1)), {}),
    "apply_repair": (apply_repair, repaired, {}),
    "undo_decision": (undo_decision, undoable, {}),
    "change_weights": (change_weights, lambda _, __: ({"balance": 10.0},), {}),
    "change_nights": (change_nights, lambda _, __: (REP.id, NIGHTS), {}),
    "ask_reps": (ask_reps, lambda office, ids: (draft(office, ids, "v3"),), {"text": "so?"}),
    "answer_draft": (answer_draft, consulted, {"accepted": False, "text": "too full"}),
    "read_notice": (read_notice, noticed, {}),
    "ask_approval": (ask_approval, lambda office, ids: (draft(office, ids, "v3"), "please"), {}),
    "approve_plan": (approve_plan, lambda office, ids: (draft(office, ids, "v3"), "fine"), {}),
    "return_plan": (return_plan, lambda office, ids: (draft(office, ids, "v3"), "too full"), {}),
    "choose_scenario": (
        choose_scenario,
        lambda office, ids: (draft(office, ids, "v3"), (draft(office, ids, "v2"),)),
        {},
    ),
    "apply_buffers": (apply_buffers, lambda _, __: (0.9,), {}),
    "make_journey": (make_journey, lambda _, __: (engine(), REP.id, MONDAY, 4), {"stop": Steps(40)}),
}
"""Each writing use case of plans, with what it is asked."""


def rows(office: Office) -> dict[str, list[tuple[Any, ...]]]:
    with reading(office.database) as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(table.select())), key=repr)
            for name, table in METADATA.tables.items()
        }


def test_every_writing_use_case_of_plans_is_tried_here() -> None:
    mine = {
        verb
        for verb, case in every_use_case().items()
        if case.kind in {"writes", "works"} and case.body.__module__.startswith("office.plans")
    }
    assert mine == {verb.split()[0] for verb in WRITING} - {"undo_decision"}


@pytest.mark.parametrize("verb", WRITING)
def test_a_request_that_is_repeated_changes_nothing(sqlite_workspace: Office, verb: str) -> None:
    ids = fill_due(sqlite_workspace)
    case, ask, more = WRITING[verb]
    arguments = ask(sqlite_workspace, ids)
    there = at(sqlite_workspace, NOW).once("request-1")
    first = case(there, asking(verb), *arguments, **more)
    before = rows(sqlite_workspace)
    renewed = (engine(), *arguments[1:]) if arguments and isinstance(arguments[0], StraightLineEngine) else arguments
    second = case(there, asking(verb), *renewed, **more)
    assert rows(sqlite_workspace) == before
    assert second == first or verb == "make_plan"


class Crash(Exception):  # noqa: N818 - it is none of ours
    pass


@pytest.mark.parametrize("verb", WRITING)
def test_a_crash_before_the_commit_leaves_nothing(
    sqlite_workspace: Office, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = fill_due(sqlite_workspace)
    case, ask, more = WRITING[verb]
    arguments = ask(sqlite_workspace, ids)
    before = rows(sqlite_workspace)

    def crash(*_: Any, **__: Any) -> None:
        raise Crash

    monkeypatch.setattr(office.door, "keep_answered", crash)
    there = at(sqlite_workspace, NOW).once("request-1")
    with pytest.raises(Crash):
        case(there, asking(verb), *arguments, **more)
    assert rows(sqlite_workspace) == before
