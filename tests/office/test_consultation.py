"""A draft shown to reps before it is published, and what is told of a week that was changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from office.opening import Office
from office.people import Grant, Person, Reach, Role, owner
from office.plans.consultation import answer_draft, ask_reps, list_own_asks, read_consultation, read_own_draft
from office.plans.notices import explain_notice, list_notices, read_notice
from office.plans.publication import publish_plan
from office.travel import plan_engine
from office.visits.moves import move_visit
from office.visits.visits import Report, report_visit
from routing.problems import BadInputError
from store.database import writing
from store.plans import write_plan
from tests.calendars.week import HOUR, MONDAY, NOW, REP
from tests.office.carried_week import at, due_week, fill_due

RITA = Person("rita", "Rita", (Grant(Role.REP, Reach.OWN),), REP.id)
ROLF = Person("rolf", "Rolf", (Grant(Role.REP, Reach.OWN),), "r2")
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def house(sqlite_workspace: Office) -> tuple[Office, dict[str, str], int]:
    """Return an office with a week in force, its visits, and a draft that has the second one a day later."""
    ids = fill_due(sqlite_workspace)
    office = at(sqlite_workspace, NOW)
    return office, ids, draft(office, due_week(ids, {"v2": (TUESDAY, 14.0)}))


def draft(office: Office, plan: object) -> int:
    with writing(office.database) as connection:
        return write_plan(connection, plan, NOW)  # type: ignore[arg-type]


def code(error: pytest.ExceptionInfo[BadInputError]) -> str:
    return error.value.problems[0].code


def test_a_rep_sees_a_draft_when_asked_and_not_before(house: tuple[Office, dict[str, str], int]) -> None:
    office, ids, number = house
    with pytest.raises(BadInputError) as error:
        read_own_draft(office, RITA, number)
    assert code(error) == "draft-unknown"
    assert list_own_asks(office, RITA) == ()
    assert ask_reps(office, owner(), number, text="Does Tuesday suit you?") == (REP.id,)
    assert [one.plan_id for one in list_own_asks(office, RITA)] == [number]
    shown = read_own_draft(office, RITA, number)
    assert [one.monday for one in shown.weeks] == [MONDAY, MONDAY + timedelta(days=7)]
    moved = {one.visit_id: one.change.kind for week in shown.weeks for one in week.visits if one.change}
    assert moved == {ids["v2"]: "moved"}
    with pytest.raises(BadInputError) as error:
        read_own_draft(office, ROLF, number)
    assert code(error) == "draft-unknown"


def test_the_planner_sees_what_was_answered_and_the_last_word_counts(house: tuple[Office, dict[str, str], int]) -> None:
    office, ids, number = house
    ask_reps(office, owner(), number)
    answer_draft(office, RITA, number, accepted=False, text="On Tuesdays they are closed", visit_id=ids["v2"])
    answer_draft(office, RITA, number, accepted=False, text="too full", week=MONDAY)
    answer_draft(office, RITA, number, accepted=True, week=TUESDAY)
    told = read_consultation(office, owner(), number)
    assert [(one.visit_id, one.week, one.accepted, one.text) for one in told.answers] == [
        (ids["v2"], None, False, "On Tuesdays they are closed"),
        ("", MONDAY, True, ""),
    ]
    assert told.accounts == {ids["v2"]: "Account b"}
    week = read_own_draft(office, RITA, number).weeks[0]
    assert week.answer is not None
    assert week.answer.accepted


def test_what_cannot_be_asked_or_answered_is_said(house: tuple[Office, dict[str, str], int]) -> None:
    office, _, number = house
    with pytest.raises(BadInputError) as error:
        ask_reps(office, owner(), number, ["r9"])
    assert code(error) == "rep-unknown"
    ask_reps(office, owner(), number)
    for more, wanted in (
        ({"accepted": False}, "reason-missing"),
        ({"accepted": True, "visit_id": "v9"}, "visit-unknown"),
        ({"accepted": False, "text": "x" * 1001}, "text-too-long"),
    ):
        with pytest.raises(BadInputError) as error:
            answer_draft(office, RITA, number, **more)  # type: ignore[arg-type]
        assert code(error) == wanted
    publish_plan(office, owner(), number)
    with pytest.raises(BadInputError) as error:
        answer_draft(office, RITA, number, accepted=True)
    assert code(error) == "draft-over"
    assert list_own_asks(office, RITA) == ()


def test_a_changed_week_is_told_until_it_is_read(house: tuple[Office, dict[str, str], int]) -> None:
    office, ids, number = house
    assert list_notices(office, RITA) == ()
    publish_plan(office, owner(), number)
    (notice,) = list_notices(office, RITA)
    (change,) = notice.changes
    assert (change.visit_id, change.kind) == (ids["v2"], "moved")
    assert change.before is not None
    assert change.after is not None
    assert (change.before.date, change.after.date) == (MONDAY, TUESDAY)
    assert notice.made_by == owner().id
    told = explain_notice(office, RITA, plan_engine(office, number), notice.number)
    assert [one.reason != "" for one in told.changes] == [True]
    assert list_notices(office, ROLF) == ()
    with pytest.raises(BadInputError) as error:
        read_notice(office, ROLF, notice.number)
    assert code(error) == "notice-unknown"
    read_notice(office, RITA, notice.number)
    read_notice(office, RITA, notice.number)
    assert list_notices(office, RITA) == ()


def test_what_the_rep_did_and_what_lies_far_ahead_is_no_news(house: tuple[Office, dict[str, str], int]) -> None:
    office, ids, number = house
    move_visit(office, RITA, ids["v2"], TUESDAY, 14 * HOUR)
    publish_plan(office, owner(), number)
    assert list_notices(office, RITA) == ()
    far = draft(office, due_week(ids, {"v2": (TUESDAY, 14.0), "v3": (MONDAY + timedelta(days=20), 9.0)}))
    early = replace(office, clock=lambda: NOW.replace(day=4))
    publish_plan(early, owner(), far)
    assert list_notices(office, RITA) == ()


def test_what_is_over_is_no_news(house: tuple[Office, dict[str, str], int]) -> None:
    office, ids, _ = house
    evening = at(office, NOW.replace(day=23, hour=18))
    report_visit(evening, RITA, ids["v1"], Report(MONDAY))
    without = draft(evening, due_week(ids, {"v1": (date(2026, 3, 30), 11.0)}))
    publish_plan(evening, owner(), without)
    assert ids["v1"] not in {one.visit_id for notice in list_notices(evening, RITA) for one in notice.changes}


def test_a_word_of_the_planner_reaches_whose_tours_are_published_and_nobody_else(
    house: tuple[Office, dict[str, str], int],
) -> None:
    office, _, number = house
    with pytest.raises(BadInputError) as error:
        publish_plan(office, owner(), number, message="x" * 2001)
    assert code(error) == "text-too-long"
    publish_plan(office, owner(), number, message="  Fair on Tuesday:\npark behind the hall. ")
    (notice,) = list_notices(office, RITA)
    assert notice.said == "Fair on Tuesday:\npark behind the hall."
    assert [one.kind for one in notice.changes] == ["moved"]
    assert list_notices(office, ROLF) == ()
    assert [one.kind for one in explain_notice(office, RITA, plan_engine(office), notice.number).changes] == ["moved"]


def test_a_word_is_told_where_no_day_changes_too(house: tuple[Office, dict[str, str], int]) -> None:
    office, ids, _ = house
    same = draft(office, due_week(ids, {}))
    publish_plan(office, owner(), same, message="Well done.")
    (notice,) = list_notices(office, RITA)
    assert (notice.said, notice.changes) == ("Well done.", ())
    read_notice(office, RITA, notice.number)
    assert list_notices(office, RITA) == ()
