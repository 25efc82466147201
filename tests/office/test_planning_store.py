"""What planners say comes back as it was said, on both databases."""

from __future__ import annotations

from datetime import date, datetime

from office.opening import Office
from routing.tour import Window
from scheduler.demand.rules import AccountRules, Appointment, Pin
from scheduler.demand.seasons import ORDINARY, Season
from scheduler.demand.workdays import Absence, CompanyDay
from store import account_rules, pins
from store import fixed_dates as planning
from store.accounts import read_reps, write_accounts, write_reps
from store.database import writing
from store.sales import write_seasons
from territory.accounts import Account, Rep

MONDAY = date(2026, 3, 2)
REP = Rep("r1", "Rita", 47.0, 9.5, "Mo-Fr 08:00-17:00", "Europe/Vaduz", "LI", starts=MONDAY)
ACCOUNT = Account("a1", "Adler", 47.0, 9.5, 28, 17, 39, 1800)


def test_what_planners_say_comes_back(office: Office, now: datetime) -> None:
    rules = {"a1": AccountRules("", 3, 1, MONDAY, None, frozenset({0, 4}), (Window(28800, 36000),), MONDAY)}
    absence = Absence("r1", MONDAY, MONDAY, "doctor", 0, 36000)
    days = (CompanyDay(MONDAY, False, "bridge", "LI"),)
    pin, appointment = (
        Pin("v1", MONDAY, 36000, True, account_id="a1", number=0),
        Appointment("t1", "a1", MONDAY, 36000, 3600, "training"),
    )
    with writing(office.database) as connection:
        write_reps(connection, [REP])
        write_accounts(connection, [ACCOUNT])
        account_rules.write_rules(connection, rules)
        planning.write_absences(connection, [absence])
        planning.write_fixed_dates(connection, [planning.company_day_row(day) for day in days])
        pins.write_pin(connection, pin, "the customer asked", now)
        planning.write_fixed_dates(connection, [planning.appointment_row("r1", appointment)])
        assert read_reps(connection) == (REP,)
        assert account_rules.read_rules(connection) == rules
        assert planning.read_absences(connection) == (absence,)
        assert planning.read_company_days(connection) == days
        assert pins.read_pins(connection) == (pin,)
        assert planning.read_appointments(connection, "r1") == (appointment,)
        assert planning.read_appointments(connection, "r2") == ()
        assert [pins.remove_pin(connection, "v1") for _ in range(2)] == [True, False]


def test_a_season_comes_back_with_its_index(office: Office) -> None:
    season = Season("hotel", (0.5, *ORDINARY[1:]), (2.0,) * 12, ORDINARY, 14, ("07-15/08-16", "12-24/12-31"), True)
    with writing(office.database) as connection:
        account_rules.write_season(connection, season)
        write_seasons(connection, {("food", 12): 1.5})
        assert account_rules.read_season_rules(connection) == {
            "hotel": season,
            "food": Season("food", (*ORDINARY[:11], 1.5)),
        }
