"""What people have pinned since a draft was made is there as the draft is put in force, or it is said why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

import office.plans.publication
from office.opening import Office
from office.people import owner
from office.plans.notes import list_notes
from office.plans.publication import publish_plan
from office.visits.moves import allow_move, move_visit
from store.accounts import read_accounts, write_accounts
from store.changes import Kind, Subject, record_change
from store.database import reading, writing
from store.pins import read_pins
from store.plans import PlanStatus, plan_heads, plan_in_force, read_plan, write_plan
from tests.calendars.week import HOUR, MONDAY, NOW
from tests.office.carried_week import at, do, due_week, fill_due

TUESDAY, SUNDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=6)
Due = tuple[Office, dict[str, str]]


@pytest.fixture
def due(office: Office) -> Due:
    return office, fill_due(office)


def draft(due: Due, days: Mapping[str, tuple[date, float]] | None = None) -> int:
    office, ids = due
    with writing(office.database) as connection:
        return write_plan(connection, due_week(ids, days), NOW)


def lying(due: Due) -> dict[str, tuple[date, int]]:
    office, ids = due
    names = {identity: name for name, identity in ids.items()}
    with reading(office.database) as connection:
        made = read_plan(connection, plan_in_force(connection))
    return {names[v.visit_id]: (tour.date, v.start_s) for tour in made.tours for v in tour.visits}


def test_a_visit_that_was_moved_while_the_draft_was_made_is_published_where_people_put_it(due: Due) -> None:
    office, ids = due
    number = draft(due)
    assert do(office, move_visit, ids["v1"], TUESDAY, 10 * HOUR).problems == ()
    done = publish_plan(at(office, NOW), owner(), number)
    assert (done.pinned, done.not_pinned) == ((ids["v1"],), ())
    there = lying(due)
    assert there["v1"] == (TUESDAY, 10 * HOUR)
    assert (there["v2"][0], there["v3"][0]) == (MONDAY, MONDAY + timedelta(days=7))
    assert len(do(office, list_notes, done.number)) == 0


def test_a_day_alone_is_enough_and_a_time_on_the_same_day_counts(due: Due) -> None:
    office, ids = due
    number = draft(due)
    do(office, move_visit, ids["v1"], TUESDAY, None)
    do(office, move_visit, ids["v2"], MONDAY, 15 * HOUR)
    done = publish_plan(at(office, NOW), owner(), number)
    assert set(done.pinned) == {ids["v1"], ids["v2"]}
    there = lying(due)
    assert there["v1"][0] == TUESDAY
    assert there["v2"] == (MONDAY, 15 * HOUR)


def test_a_draft_that_keeps_all_pins_stands_as_it_is(due: Due) -> None:
    office, ids = due
    do(office, move_visit, ids["v1"], TUESDAY, None)
    number = draft(due, {"v1": (TUESDAY, 9)})
    done = publish_plan(at(office, NOW), owner(), number)
    assert (done.number, done.pinned, done.not_pinned) == (number, (), ())


def test_what_cannot_lie_where_it_is_pinned_is_told_with_why_and_the_pin_stays(due: Due) -> None:
    office, ids = due
    number = draft(due)
    do(office, allow_move, ids["v1"], SUNDAY, None)
    do(office, allow_move, ids["v2"], TUESDAY, 3 * HOUR)
    do(office, move_visit, ids["v3"], TUESDAY, None)
    done = publish_plan(at(office, NOW), owner(), number)
    assert done.pinned == (ids["v3"],)
    assert {(one.account_id, one.date, one.why.code) for one in done.not_pinned} == {
        ("b", TUESDAY, "pin-not-driven"),
        ("a", SUNDAY, "pin-not-worked"),
    }
    assert {one.visit_id for one in do(office, list_notes, done.number) if one.rule == "pin-not-kept"} == {
        ids["v1"],
        ids["v2"],
    }
    with reading(office.database) as connection:
        assert {pin.visit_id for pin in read_pins(connection)} == set(ids.values())


def test_a_pin_beyond_the_part_that_is_published_is_told(due: Due) -> None:
    office, ids = due
    number = draft(due)
    do(office, move_visit, ids["v2"], MONDAY + timedelta(days=8), None)
    done = publish_plan(at(office, NOW), owner(), number, first=MONDAY, last=SUNDAY)
    assert [(one.visit_id, one.why.code) for one in done.not_pinned] == [(ids["v2"], "pin-outside-part")]


def test_a_pin_made_while_the_days_are_made_anew_counts(due: Due, monkeypatch: pytest.MonkeyPatch) -> None:
    office, ids = due
    number, place, came = draft(due), office_place(), list[int]()

    def overtaken(*asked: Any) -> Any:
        found = place(*asked)
        if not came:
            came.append(1)
            move_visit(at(office, NOW), owner(), ids["v1"], TUESDAY, None)
        return found

    monkeypatch.setattr("office.plans.publication.place_pins", overtaken)
    assert publish_plan(at(office, NOW), owner(), number).pinned == (ids["v1"],)
    assert lying(due)["v1"][0] == TUESDAY


def office_place() -> Any:
    return office.plans.publication.place_pins


def test_an_earlier_plan_that_is_put_in_force_again_is_not_changed_itself(due: Due) -> None:
    office, ids = due
    publish_plan(at(office, NOW), owner(), draft(due, {"v3": (TUESDAY, 9)}))
    assert do(office, move_visit, ids["v1"], TUESDAY, 14 * HOUR).problems == ()
    done = publish_plan(at(office, NOW), owner(), 1)
    assert done.number > 2
    assert lying(due)["v1"] == (TUESDAY, 14 * HOUR)
    with reading(office.database) as connection:
        first = next(head for head in plan_heads(connection) if head.id == 1)
        assert first.status is PlanStatus.REPLACED
        assert {tour.date for tour in read_plan(connection, first).tours} == {MONDAY, MONDAY + timedelta(days=7)}


def test_a_full_day_takes_no_more_and_says_so(due: Due) -> None:
    office, ids = due
    with writing(office.database) as connection:
        write_accounts(connection, [replace(one, service_s=3 * HOUR) for one in read_accounts(connection)])
        record_change(connection, "made", "long visits", NOW, subjects=[Subject(Kind.ACCOUNT, "a")])
    number = draft(due)
    for name in ("v1", "v2", "v3"):
        do(office, allow_move, ids[name], TUESDAY, None)
    done = publish_plan(at(office, NOW), owner(), number)
    assert (len(done.pinned), [one.why.code for one in done.not_pinned]) == (2, ["pin-not-driven"])
