"""How things stand: each line has its cause, and each person sees their own."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from office.fixed_dates.absences import add_absence
from office.opening import Office
from office.people import Grant, Person, Reach, Role
from office.plans.shown import choose_plan
from office.status import read_status
from office.visits.day_reports import DaysOrder, report_days
from office.visits.moves import move_visit
from scheduler.demand.workdays import Absence
from store.database import writing
from store.ownership import Owned, add_ownership
from store.plans import set_withdrawn, write_plan
from store.tables.ownership import ownership
from tests.calendars.week import ACCOUNTS, MONDAY, NOW, WEEK
from tests.office.carried_week import at, do, fill

LATER = NOW + timedelta(days=10)
OTTO = Person("otto", "Otto", (Grant(Role.REP, Reach.OWN),), "r2")


def test_an_empty_workspace_has_nothing(office: Office) -> None:
    found = do(office, read_status)
    assert found.in_force is None
    assert (found.drafts, found.away, found.waiting, found.unreported, found.missing) == ((), (), 0, (), ())


def test_what_waits_is_told_until_it_is_done(office: Office) -> None:
    fill(office)
    days = LATER.date() + timedelta(days=3), LATER.date() + timedelta(days=4)
    do(office, add_absence, Absence("r1", *days, "ill"), now=LATER)
    do(office, move_visit, "v3", MONDAY + timedelta(days=13), None, now=NOW)
    found = do(office, read_status, now=LATER)
    assert found.in_force is not None
    assert [(one.rep, one.reason) for one in found.away] == [("Rita Roth (r1)", "ill")]
    assert found.waiting == 1
    assert [(one.rep_id, one.visits, one.since) for one in found.unreported] == [("r1", 2, MONDAY)]
    do(office, report_days, DaysOrder(MONDAY, MONDAY + timedelta(days=4)), now=LATER)
    after = do(office, read_status, now=LATER)
    assert after.unreported == ()
    assert [one.about for one in after.missing] == [MONDAY.isoformat()]
    other = read_status(at(office, LATER), OTTO)
    assert (other.away, other.waiting, other.unreported, other.missing, other.overdue) == ((), 0, (), (), ())


def test_overdue_counts_from_what_took_place(office: Office) -> None:
    fill(office)
    late = NOW + timedelta(days=60)
    before = {one.account_id for one in do(office, read_status, now=late).overdue}
    do(office, report_days, DaysOrder(MONDAY, MONDAY + timedelta(days=4)), now=LATER)
    after = {one.account_id: one.late_days for one in do(office, read_status, now=late).overdue}
    assert before == {"a", "b", "c"}
    assert after["c"] > after["a"]


def test_an_account_whose_first_owner_is_yet_to_come_is_not_without_one(office: Office) -> None:
    fill(office)
    with writing(office.database) as connection:
        connection.execute(sa.delete(ownership))
        add_ownership(connection, [Owned("a", NOW.date() + timedelta(days=40), "r1", "made")])
    assert do(office, read_status).ownerless == len(ACCOUNTS) - 1


def test_no_number_means_the_plan_in_force_and_a_withdrawn_draft_is_nobodys(office: Office) -> None:
    fill(office)
    with writing(office.database) as connection:
        draft, gone = write_plan(connection, WEEK, NOW), write_plan(connection, WEEK, NOW)
        set_withdrawn(connection, gone)
    chosen = do(office, choose_plan)
    assert (chosen.in_force, chosen.newer) == (True, (draft,))
    assert [one.number for one in do(office, read_status).drafts] == [draft]
    assert do(office, choose_plan, draft).number == draft


def test_where_none_is_in_force_the_newest_draft_is_meant(office: Office) -> None:
    with writing(office.database) as connection:
        number = write_plan(connection, WEEK, NOW)
    chosen = do(office, choose_plan)
    assert (chosen.number, chosen.in_force) == (number, False)
