"""A part that is open in memory stays open where something was said of a visit that moves nothing."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest

from office.opening import Office
from office.people import Grant, Person, Reach, Role, owner
from office.plans.open_parts import OpenPart, open_part
from office.travel import travel_engine
from office.visits.acts import PhoneAct, carry_acts
from office.visits.undo import undo_visit
from office.visits.visits import decline_visit, skip_visit
from store.changes import revision
from store.database import reading
from store.plans import plan_in_force
from tests.calendars.week import NOW, REP
from tests.office.carried_week import at, fill_due

RITA = Person("rita", "Rita", (Grant(Role.REP, Reach.OWN),), REP.id)


@pytest.fixture
def week(sqlite_workspace: Office) -> tuple[Office, dict[str, str]]:
    ids = fill_due(sqlite_workspace)
    return at(sqlite_workspace, NOW), ids


def opened(office: Office) -> OpenPart:
    with reading(office.database) as connection:
        part = open_part(office, connection, travel_engine(office), plan_in_force(connection), REP.id)
        assert part.revision == revision(connection)
    assert part.part.assembled.due
    return part


def note(office: Office, visit: str) -> None:
    act = PhoneAct(str(uuid4()), 1, "note", visit, NOW.isoformat(), {"note": "ring twice"})
    assert carry_acts(office, RITA, str(uuid4()), (act,)).answers[0].problems == ()


def test_a_note_leaves_it_open(week: tuple[Office, dict[str, str]]) -> None:
    office, ids = week
    part = opened(office)
    note(office, ids["v1"])
    assert opened(office) is part


@pytest.mark.parametrize("close", [skip_visit, decline_visit])
def test_a_visit_that_is_closed_opens_it_anew_and_so_does_a_note_with_it(
    week: tuple[Office, dict[str, str]], close: Callable[..., object]
) -> None:
    office, ids = week
    part = opened(office)
    note(office, ids["v1"])
    close(office, owner(), ids["v2"], "ill")
    assert opened(office) is not part


def test_what_was_closed_as_it_was_opened_and_is_no_more_opens_it_anew(week: tuple[Office, dict[str, str]]) -> None:
    office, ids = week
    skip_visit(office, owner(), ids["v2"], "ill")
    part = opened(office)
    note(office, ids["v1"])
    assert opened(office) is part
    undo_visit(office, owner(), ids["v2"])
    assert opened(office) is not part
