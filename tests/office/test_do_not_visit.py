"""Who may not be visited is taken out of everything at once; a colleague's contact is a visit in the log."""

from __future__ import annotations

from datetime import timedelta

import pytest

from calendars.events import EventKind, EventStatus, event_uid
from calendars.feed import window
from office.accounts.rules import add_contact, change_rules
from office.fixed_dates.appointments import add_appointment
from office.opening import Office
from office.people import Grant, Reach, Role
from office.plans.shown import read_shown_plan
from office.staff import save_person
from routing.problems import BadInputError
from scheduler.demand.rules import Appointment, Pin
from scheduler.plan import VisitStatus
from store.accounts import read_accounts
from store.counted_visits import as_counted
from store.database import reading, writing
from store.events import read_kept
from store.fixed_dates import read_appointments
from store.pins import read_pins, write_pin
from store.visits import read_visit_log
from tests.calendars.week import HOUR, MONDAY, NOW, REP
from tests.office.carried_week import do, fill

NO = {"do_not_visit": "no consent"}


@pytest.fixture
def week(office: Office) -> Office:
    fill(office)
    return office


def statuses(office: Office) -> dict[str, tuple[VisitStatus, str]]:
    with reading(office.database) as connection:
        return {visit.visit_id: (visit.status, visit.reason) for visit in read_visit_log(connection)}


def test_the_plan_in_force_and_the_rep_s_calendar_obey_at_once(week: Office) -> None:
    changed = do(week, change_rules, "a", NO)
    assert changed.visits == ((MONDAY, "r1"),)
    assert statuses(week) == {"v1": (VisitStatus.SKIPPED, "do not visit: no consent")}
    with reading(week.database) as connection:
        kept = read_kept(connection, REP.id, *window(NOW.date()))
    assert kept[event_uid(EventKind.VISIT, "v1")].record.status is EventStatus.CANCELLED
    assert kept[event_uid(EventKind.VISIT, "v2")].record.status is not EventStatus.CANCELLED


def test_pins_and_appointments_of_the_account_go_and_others_stay(week: Office) -> None:
    with writing(week.database) as connection:
        write_pin(connection, Pin("v1", MONDAY, account_id="a", number=1), "", NOW)
        write_pin(connection, Pin("v3", MONDAY + timedelta(days=7), account_id="c", number=3), "", NOW)
    day = MONDAY + timedelta(days=2)
    do(week, add_appointment, ("r1",), Appointment("talk", "a", day, 10 * HOUR, HOUR))
    do(week, add_appointment, ("r1",), Appointment("other", "b", day, 14 * HOUR, HOUR))
    assert do(week, change_rules, "a", NO).appointments == ("talk",)
    with reading(week.database) as connection:
        assert [pin.visit_id for pin in read_pins(connection)] == ["v3"]
        assert [one.id for one in read_appointments(connection, "r1")] == ["other"]


def test_what_is_shown_of_the_plan_in_force_says_that_the_visit_is_out(week: Office) -> None:
    do(week, change_rules, "a", NO)
    shown = do(week, read_shown_plan, None, MONDAY).plan
    fates = {visit.visit_id: visit.status for tour in shown.tours for visit in tour.visits}
    assert fates["v1"] is VisitStatus.SKIPPED
    assert VisitStatus.SKIPPED not in {fate for name, fate in fates.items() if name != "v1"}


@pytest.mark.parametrize(("place", "refused"), [("a", True), ("b", False)])
def test_an_appointment_at_an_account_that_may_not_be_visited_is_refused(
    week: Office, place: str, *, refused: bool
) -> None:
    do(week, change_rules, "a", NO)
    talk = Appointment("talk", place, MONDAY + timedelta(days=2), 10 * HOUR, HOUR)
    if refused:
        with pytest.raises(BadInputError, match="may not be visited: no consent"):
            do(week, add_appointment, ("r1",), talk)
    else:
        do(week, add_appointment, ("r1",), talk)


def test_another_rule_takes_nothing_out(week: Office) -> None:
    assert do(week, change_rules, "a", {"yearly_cap": 3}).visits == ()
    assert statuses(week) == {}


def test_what_is_past_stays(week: Office) -> None:
    assert do(week, change_rules, "a", NO, now=NOW + timedelta(days=7)).visits == ()


def test_a_colleague_s_contact_is_a_visit_in_the_log(week: Office) -> None:
    do(week, add_contact, "a", NOW.date(), "r1")
    do(week, add_contact, "a", NOW.date(), "r1")
    with reading(week.database) as connection:
        (visit,) = read_visit_log(connection)
        account = next(one for one in as_counted(connection, read_accounts(connection)) if one.id == "a")
    assert (visit.account_id, visit.rep_id, visit.status, visit.number) == ("a", "r1", VisitStatus.DONE, None)
    assert account.last_visit == NOW.date()


def test_whoever_was_there_is_known(week: Office) -> None:
    do(week, save_person, "ann", "Ann", (Grant(Role.ADMINISTRATOR),))
    do(week, save_person, "rita", "Rita", (Grant(Role.REP, Reach.OWN),), rep_id="r1")
    do(week, add_contact, "a", NOW.date(), "rita")
    with reading(week.database) as connection:
        assert [visit.rep_id for visit in read_visit_log(connection)] == ["r1"]
    with pytest.raises(BadInputError, match="person-unknown"):
        do(week, add_contact, "a", NOW.date(), "somebody")
