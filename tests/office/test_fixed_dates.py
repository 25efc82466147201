"""Fixed dates: what one source fixed, another never takes back, and taking back takes exactly what was made."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from office.fixed_dates.absences import add_absence, cancel_absence
from office.fixed_dates.appointments import add_appointment, cancel_appointment
from office.fixed_dates.company_days import add_company_day
from office.fixed_dates.register import list_fixed_dates
from office.fixed_dates.ride_alongs import Wish, add_ride_along, cancel_ride_along
from office.opening import Office
from office.people import Grant, Person, Reach, Role, owner
from routing.problems import BadInputError
from scheduler.demand.rules import Appointment
from scheduler.demand.workdays import Absence, CompanyDay
from store.accounts import write_accounts, write_reps
from store.database import writing
from store.fixed_dates import Source, absence_row, appointment_row, read_company_days, write_fixed_dates
from store.handover_visits import drop_joint_visits
from territory.accounts import Account, Rep

MONDAY = date(2027, 2, 15)
FRIDAY = date(2027, 2, 26)
REPS = [Rep(name, name.upper(), 47.1, 9.5, "Mo-Fr 08:00-17:00", "Europe/Vaduz", "LI") for name in ("r1", "r2")]
SHOP = Account("a1", "Shop", 47.1, 9.5, 7, 4, 10, 1800, opening_hours="Mo-Fr 08:00-18:00")
HOLIDAYS = Absence("r2", MONDAY, FRIDAY, "holidays")


@pytest.fixture
def house(sqlite_workspace: Office) -> Office:
    with writing(sqlite_workspace.database) as connection:
        write_reps(connection, REPS)
        write_accounts(connection, [SHOP])
    return sqlite_workspace


def kinds(office: Office) -> list[tuple[str, str, str]]:
    return [(one.kind, one.rep_id, one.name) for one in list_fixed_dates(office, owner(), date(2027, 2, 1))]


def test_taking_a_ride_along_back_leaves_holidays_that_begin_that_day(house: Office) -> None:
    add_ride_along(house, owner(), Wish("r1", "r2", date=MONDAY))
    add_absence(house, owner(), HOLIDAYS)
    cancel_ride_along(house, owner(), "r1", MONDAY)
    assert kinds(house) == [("absence", "r2", "holidays")]


def test_taking_a_ride_along_back_takes_the_companion_s_absence_with_it(house: Office) -> None:
    add_ride_along(house, owner(), Wish("r1", "r2", date=MONDAY))
    assert ("absence", "r2", "ride-along with r1") in kinds(house)
    cancel_ride_along(house, owner(), "r1", MONDAY)
    assert kinds(house) == []


def test_taking_an_absence_back_leaves_what_a_calendar_and_a_ride_along_fixed(house: Office) -> None:
    add_ride_along(house, owner(), Wish("r1", "r2", date=MONDAY))
    busy = absence_row(Absence("r2", MONDAY, MONDAY, "busy", 0, 36_000), Source.CALENDAR)
    with writing(house.database) as connection:
        write_fixed_dates(connection, [busy])
    with pytest.raises(BadInputError, match="absence-unknown"):
        cancel_absence(house, owner(), "r2", MONDAY)
    add_absence(house, owner(), HOLIDAYS)
    cancel_absence(house, owner(), "r2", MONDAY)
    assert [name for kind, _, name in kinds(house) if kind == "absence"] == ["busy", "ride-along with r1"]


def test_joint_visits_of_hand_overs_go_without_those_that_a_planner_fixed(house: Office) -> None:
    meeting = Appointment("joint:1", "a1", MONDAY, 36_000, 1800, "joint visit with r1")
    with writing(house.database) as connection:
        write_fixed_dates(connection, [appointment_row("r2", meeting, Source.JOINT_VISIT)])
        write_fixed_dates(
            connection, [appointment_row("r1", Appointment("handover:1", "a1", MONDAY, 0, 60), Source.HANDOVER)]
        )
        drop_joint_visits(connection, {"a1"}, MONDAY)
    assert [name for _, _, name in kinds(house)] == ["joint:1"]


def test_an_appointment_is_taken_back_by_its_whole_name_only(house: Office) -> None:
    training = Appointment("training", "home", MONDAY, 36_000, 1800, "training")
    add_appointment(house, owner(), ("r1", "r2"), training)
    add_appointment(house, owner(), ("r1",), Appointment("training:r1:late", "a1", MONDAY, 50_000, 1800))
    cancel_appointment(house, owner(), "training")
    assert [name for _, _, name in kinds(house)] == ["training:r1:late"]


def test_who_made_a_fixed_date_is_kept(house: Office) -> None:
    made = add_absence(house, owner("ann"), HOLIDAYS)
    assert (made.made_by, made.source) == ("ann", Source.PERSON)
    assert list_fixed_dates(house, owner(), MONDAY)[0].made_by == "ann"


def test_a_rep_sees_and_changes_their_own_only(house: Office) -> None:
    rep = Person("p", "P", (Grant(Role.REP, Reach.OWN),), rep_id="r1")
    add_absence(house, owner(), HOLIDAYS)
    add_company_day(house, owner(), CompanyDay(date(2027, 2, 16), working=False, name="bridge"))
    add_absence(house, rep, Absence("r1", MONDAY, MONDAY, "ill"))
    assert [(one.kind, one.rep_id) for one in list_fixed_dates(house, rep, MONDAY)] == [
        ("absence", "r1"),
        ("day-off", ""),
    ]
    with pytest.raises(BadInputError, match="not-yours"):
        add_absence(house, rep, HOLIDAYS)


@pytest.mark.parametrize("again", [1, 3])
def test_a_replay_makes_nothing_twice(house: Office, again: int) -> None:
    first = add_absence(house.once("x"), owner(), HOLIDAYS)
    assert [add_absence(house.once("x"), owner(), HOLIDAYS) for _ in range(again)] == [first] * again
    assert len(kinds(house)) == 1


def test_today_is_the_rep_s_own(house: Office) -> None:
    late = replace(house, clock=lambda: datetime(2027, 2, 15, 23, 30, tzinfo=UTC))
    assert (late.today("Pacific/Auckland"), late.today("America/Denver")) == (date(2027, 2, 16), MONDAY)


def test_half_a_day_off_for_everybody_is_kept_and_listed_with_its_hours(house: Office) -> None:
    half = CompanyDay(date(2027, 2, 16), working=False, name="carnival", from_s=43_200)
    add_company_day(house, owner(), half)
    (one,) = list_fixed_dates(house, owner(), MONDAY)
    assert (one.kind, one.name, one.detail) == ("day-off", "carnival", "12:00-24:00")
    with writing(house.database) as connection:
        assert read_company_days(connection) == (half,)
