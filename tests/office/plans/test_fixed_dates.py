"""What planners tell is kept, and what is impossible is refused with its remedy; every verb does what it says."""

from __future__ import annotations

from datetime import date

import pytest

import cli
from office.opening import Office
from office.people import owner
from office.plans.weights import read_weights
from routing.tour import Window
from scheduler.closed_visits import ClosedVisit
from scheduler.demand.rules import AccountRules, Appointment, Policy
from scheduler.demand.workdays import Absence, CompanyDay
from scheduler.plan import VisitStatus
from store import account_rules
from store import fixed_dates as planning
from store.accounts import read_accounts, write_accounts, write_reps
from store.counted_visits import as_counted
from store.database import reading, writing
from store.visits import write_closed_visit
from territory.accounts import Account, Rep

MONDAY = date(2026, 3, 2)


@pytest.fixture
def small(sqlite_workspace: Office) -> Office:
    """One account and two reps."""
    reps = [Rep(r, r, 47.0, 9.5, "Mo-Fr 08:00-17:00", "Europe/Vaduz", "LI") for r in ("r1", "r2")]
    with writing(sqlite_workspace.database) as connection:
        write_reps(connection, reps)
        write_accounts(connection, [Account("a1", "Adler", 47.0, 9.5, 28, 17, 39, 1800)])
    return sqlite_workspace


def told(office: Office, *arguments: str) -> int:
    return cli.run(["plan", *arguments, "--workspace", str(office.folder.path)])


def test_an_absence_is_kept(small: Office) -> None:
    assert told(small, "absence", "r1", "2026-03-02", "2026-03-06", "--reason", "holidays") == 0
    assert told(small, "absence", "r1", "2026-03-09", "--from", "08:00", "--until", "10:00") == 0
    with reading(small.database) as connection:
        assert planning.read_absences(connection) == (
            Absence("r1", MONDAY, date(2026, 3, 6), "holidays"),
            Absence("r1", date(2026, 3, 9), date(2026, 3, 9), "absence", 28_800, 36_000),
        )


def test_a_day_off_and_a_worked_holiday_are_kept(small: Office) -> None:
    assert told(small, "day-off", "2026-05-15", "bridge day", "--country", "LI") == 0
    assert told(small, "day-off", "2026-05-01", "stock-taking", "--worked") == 0
    with reading(small.database) as connection:
        assert planning.read_company_days(connection) == (
            CompanyDay(date(2026, 5, 1), True, "stock-taking"),
            CompanyDay(date(2026, 5, 15), False, "bridge day", "LI"),
        )


def test_rules_are_changed_one_by_one_and_lifted(small: Office) -> None:
    assert told(small, "rule", "a1", "--yearly-cap", "3", "--weekdays", "Mo,Fr") == 0
    assert told(small, "rule", "a1", "--do-not-visit", "no consent", "--rhythm", "2026-03-02") == 0
    with reading(small.database) as connection:
        rules = account_rules.read_rules(connection)["a1"]
    assert (rules.yearly_cap, rules.weekdays, rules.do_not_visit) == (3, frozenset({0, 4}), "no consent")
    assert told(small, "rule", "a1", "--yearly-cap", "-1", "--do-not-visit", "") == 0
    with reading(small.database) as connection:
        rules = account_rules.read_rules(connection)["a1"]
    assert (rules.yearly_cap, rules.do_not_visit, rules.rhythm) == (None, "", MONDAY)


def test_a_season_and_weights_are_kept(small: Office) -> None:
    assert told(small, "season", "hotel", "--calls", ",".join(["1.5"] * 12), "--closed", "04-01/04-30") == 0
    assert told(small, "season", "hotel", "--lead-days", "14") == 0
    assert told(small, "weights", "move_s=300") == 0
    assert told(small, "weights") == 0
    with reading(small.database) as connection:
        season = account_rules.read_season_rules(connection)["hotel"]
    assert (season.calls[0], season.closed, season.lead_days) == (1.5, ("04-01/04-30",), 14)
    assert read_weights(small, owner()) == Policy(move_s=300)


def test_a_joint_visit_is_an_appointment_of_each(small: Office) -> None:
    assert told(small, "appointment", "review", "a1", "2026-03-04", "10:00", "60", "--rep", "r1", "--rep", "r2") == 0
    with reading(small.database) as connection:
        for rep in ("r1", "r2"):
            found = planning.read_appointments(connection, rep)
            assert found == (Appointment(f"review:{rep}", "a1", date(2026, 3, 4), 36_000, 3_600),)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["absence", "r9", "2026-03-02"], "rep-unknown"),
        (["absence", "r1", "2026-03-02", "2026-03-01"], "absence-impossible"),
        (["rule", "a9", "--yearly-cap", "3"], "account-unknown"),
        (["rule", "a1", "--yearly-cap", "2", "--yearly-minimum", "3"], "rule-impossible"),
        (["rule", "a1", "--yearly-minimum", "-2"], "rule-impossible"),
        (["season", "hotel", "--calls", "0,0,0,0,0,0,0,0,0,0,0,0"], "season-impossible"),
        (["season", "hotel", "--lead-days", "-1"], "season-impossible"),
        (["appointment", "x", "nowhere", "2026-03-04", "10:00", "60", "--rep", "r1"], "account-unknown"),
        (["weights", "value_share=2"], "weight-unknown"),
        (["rule", "a1", "--weekdays", "Moonday"], "Moonday"),
        (["season", "hotel", "--calls", "often"], "often"),
        (["journey", "r1", "--start", "2026-03-03"], "no Monday"),
    ],
)
def test_what_is_impossible_is_refused(
    small: Office, arguments: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(small, *arguments) == 2
    assert code in capsys.readouterr().err


def test_preferred_hours_come_back(small: Office) -> None:
    with writing(small.database) as connection:
        rules = AccountRules(hours=(Window(28_800, 36_000),), rhythm_weeks=2)
        account_rules.write_rules(connection, {"a1": rules})
        assert account_rules.read_rules(connection) == {"a1": rules}


def test_lessons_are_shown_from_the_log(small: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(small, "lessons") == 0
    assert "nothing" in capsys.readouterr().out
    with writing(small.database) as connection:
        for n in range(6):
            visit = ClosedVisit(
                f"v{n}", "a1", "r1", VisitStatus.DONE, MONDAY, 36_000, 38_700, "", "", "", "2026-11-21T12Z"
            )
            write_closed_visit(connection, visit)
    assert told(small, "lessons", "--on-time", "0.9") == 0
    assert "45 instead of 30 minutes" in capsys.readouterr().out
    assert told(small, "lessons", "--json") == 0


def test_preferred_hours_are_told_and_lifted(small: Office) -> None:
    assert told(small, "rule", "a1", "--hours", "09:00-11:00,14:00-16:00") == 0
    with reading(small.database) as connection:
        assert account_rules.read_rules(connection)["a1"].hours == (Window(32_400, 39_600), Window(50_400, 57_600))
    assert told(small, "rule", "a1", "--hours", "") == 0
    with reading(small.database) as connection:
        assert account_rules.read_rules(connection)["a1"].hours == ()


def test_a_training_block_is_at_everybodys_own_home_and_can_be_cancelled(small: Office) -> None:
    block = ["appointment", "course", "home", "2026-03-04", "13:00", "180", "--purpose", "training"]
    assert told(small, *block, "--rep", "r1", "--rep", "r2") == 0
    with reading(small.database) as connection:
        (kept,) = planning.read_appointments(connection, "r2")
    assert (kept.place_id, kept.length_s, kept.purpose) == ("r2", 10_800, "training")
    assert told(small, "cancel", "course") == 0
    with reading(small.database) as connection:
        assert planning.read_appointments(connection, "r2") == ()
    assert told(small, "cancel", "course") == 2


@pytest.mark.parametrize(
    ("date", "time", "code"),
    [
        ("2026-03-04", "06:00", "outside-working-hours"),
        ("2026-03-08", "10:00", "date-not-worked"),
        ("2026-03-19", "10:00", "date-not-worked"),  # Saint Joseph's Day
        ("2026-03-05", "10:00", "two-at-one-time"),
        ("2026-03-04", "12:15", "outside-opening-hours"),
    ],
)
def test_an_appointment_that_cannot_be_kept_is_refused_at_once(
    small: Office, date: str, time: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(small, "appointment", "first", "a1", "2026-03-05", "10:30", "60", "--rep", "r1") == 0
    assert told(small, "appointment", "second", "a1", date, time, "60", "--rep", "r1") == 2
    assert code in capsys.readouterr().err


def test_a_rep_who_rides_along_is_away_until_it_is_taken_back(small: Office) -> None:
    assert told(small, "ride-along", "r1", "2026-03-04", "--with", "r2") == 0
    with reading(small.database) as connection:
        assert [(a.rep_id, a.reason) for a in planning.read_absences(connection)] == [("r2", "ride-along with r1")]
    assert told(small, "fixed", "--since", "2026-03-01") == 0
    assert told(small, "ride-along", "r1", "2026-03-04", "--cancel") == 0
    with reading(small.database) as connection:
        assert planning.read_absences(connection) == ()


def test_a_manager_who_rides_along_is_nobodys_absence(small: Office) -> None:
    assert told(small, "ride-along", "r1", "2026-03-04", "--with", "Boss") == 0
    with reading(small.database) as connection:
        assert planning.read_absences(connection) == ()
    assert told(small, "ride-along", "r1", "2026-03-08", "--with", "Boss") == 2
    assert told(small, "ride-along", "r1", "2026-03-05", "--with", "r1") == 2


def test_an_absence_is_taken_back(small: Office) -> None:
    assert told(small, "absence", "r1", "2026-03-02", "2026-03-06") == 0
    assert told(small, "absence", "r1", "2026-03-02", "--cancel") == 0
    with reading(small.database) as connection:
        assert planning.read_absences(connection) == ()
    assert told(small, "absence", "r1", "2026-03-02", "--cancel") == 2


def test_a_colleagues_visit_that_no_plan_had_counts_unless_a_later_one_is_known(small: Office) -> None:
    for day in ("2026-03-04", "2026-03-02"):
        assert told(small, "contact", "a1", day, "--by", "r2") == 0
    with reading(small.database) as connection:
        assert as_counted(connection, read_accounts(connection))[0].last_visit == date(2026, 3, 4)
    assert told(small, "contact", "a1", "2999-01-01") == 2
    assert told(small, "contact", "a9", "2026-03-04") == 2
