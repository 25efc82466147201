"""What is learnt of past visits reads the times that were told, and no more of the log than these."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from office.opening import Office
from office.people import owner
from office.plans.on_time import kept_habits
from scheduler.closed_visits import ClosedVisit
from scheduler.plan import VisitStatus
from store.database import reading, writing
from store.past_visits import PastVisit, past_visits
from store.visits import read_visit_log, visits_told, write_closed_visits
from tests.office.small_team import TODAY, furnish

ME = owner("ada")
NINE = 9 * 3600
DONE = ClosedVisit(
    "v", "A01", "R1", VisitStatus.DONE, TODAY - timedelta(1), NINE, NINE + 2700, "", "", "",
    "2026-11-23T00:00:00+00:00", 0,
)  # fmt: skip


def test_only_visits_that_took_place_before_the_day_with_both_times_teach(sqlite_workspace: Office) -> None:
    house = furnish(sqlite_workspace)
    log = [
        DONE,
        replace(DONE, visit_id="skipped", status=VisitStatus.SKIPPED, number=1),
        replace(DONE, visit_id="untold", end_s=None, number=2),
        replace(DONE, visit_id="today", date=TODAY, number=3),
        replace(DONE, visit_id="earlier", date=TODAY - timedelta(9), number=4),
    ]
    with writing(house.database) as connection:
        write_closed_visits(connection, log)
    with reading(house.database) as connection:
        told = visits_told(connection, TODAY)
        habits = kept_habits(house, connection, TODAY)
    assert [(one.visit_id, one.length_s) for one in told] == [("earlier", 2700), ("v", 2700)]
    assert habits.own == {"A01": (1.5, 1.5)}, "planned were thirty minutes"


def test_past_visits_come_by_date_and_hold_what_many_share_once(sqlite_workspace: Office) -> None:
    house = furnish(sqlite_workspace)
    ill = replace(DONE, visit_id="ill", status=VisitStatus.SKIPPED, start_s=None, end_s=None, reason="ill", number=1)
    log = [DONE, ill, replace(DONE, visit_id="earlier", date=TODAY - timedelta(9), number=2)]
    with writing(house.database) as connection:
        write_closed_visits(connection, log)
    with reading(house.database) as connection:
        past, known = list(past_visits(connection)), read_visit_log(connection)
    assert [one.visit_id for one in past] == ["earlier", "ill", "v"]
    assert past == [PastVisit(*(getattr(one, name) for name in PastVisit._fields)) for one in known]
    for name in ("account_id", "rep_id"):
        assert len({id(getattr(one, name)) for one in past}) == 1
    assert past[1].date is past[2].date


def test_a_server_holds_the_past_and_hands_it_over_in_pieces(office: Office) -> None:
    house, cursors = furnish(office), list[object]()

    def note(_connection: object, cursor: object, *_more: object) -> None:
        cursors.append(cursor)

    with writing(house.database) as connection:
        write_closed_visits(connection, [DONE])
    with reading(house.database) as connection:
        sa.event.listen(connection, "before_cursor_execute", note)
        assert [one.visit_id for one in past_visits(connection)] == ["v"]
    in_pieces = [bool(getattr(cursor, "name", "")) for cursor in cursors]  # a cursor of a server's own has a name
    assert in_pieces == [house.database.dialect.name == "postgresql"]
