"""Files of what planners say: good rows are kept, each bad one is named with its row and whom it is about."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.imports.uploads import ImportOptions
from office.imports.week_files import visit_numbers
from office.opening import Office
from routing.problems import BadInputError
from routing.tour import Window
from scheduler.demand.due import visit_id
from scheduler.demand.rules import AccountRules, Pin
from scheduler.demand.workdays import Absence
from scheduler.wording import parse_spans, parse_weekdays, spans_text, weekdays_text
from store import account_rules, pins
from store import fixed_dates as planning
from store.accounts import write_accounts, write_reps
from store.database import reading, writing
from store.ownership import Owned, add_ownership
from store.rows import Written
from store.settings import read_settings
from territory.accounts import Account, Rep
from tests.importing import import_file

MONDAY = date(2026, 3, 2)


@pytest.fixture
def office(sqlite_workspace: Office) -> Office:
    """Two reps and three accounts, all of them r1's."""
    reps = [Rep(r, r, 47.0, 9.5, "Mo-Fr 08:00-17:00", "Europe/Vaduz", "LI") for r in ("r1", "r2")]
    accounts = [Account(f"a{n}", f"A{n}", 47.0, 9.5, 14, 8, 20, 1800, "Mo-Fr 08:00-17:00") for n in (1, 2, 3)]
    with writing(sqlite_workspace.database) as connection:
        write_reps(connection, reps)
        write_accounts(connection, accounts)
        add_ownership(connection, [Owned(a.id, date(2026, 1, 1), "r1", "") for a in accounts])
    return sqlite_workspace


def told(
    kind: str, office: Office, text: str, now: datetime, *, skip_bad: bool = True
) -> tuple[Written, list[tuple[str, str]]]:
    """Import a file; return what was written, and code and place of each problem."""
    path = office.folder.path / "told.csv"
    path.write_text(text, encoding="utf-8")
    report = import_file(office, kind, path, now, ImportOptions(skip_bad=skip_bad))
    return report.written, [(problem.code, problem.where) for problem in report.problems]


def test_absences_are_kept_and_impossible_ones_named(office: Office, now: datetime) -> None:
    text = "rep,first,last,reason,from,until\nr1,2026-03-02,2026-03-06,holidays,,\nr9,2026-03-02,,,,\n"
    text += "r2,2026-03-09,2026-03-02,,,\nr2,2026-03-09,,doctor,08:00,10:00\nr2,soon,,,,\nr2,2026-03-10,,,25:00,\n"
    written, problems = told("absences", office, text, now)
    assert written == Written(2, 0, 0)
    assert problems == [
        ("rep-unknown", "told.csv row 3 (r9)"),
        ("absence-impossible", "told.csv row 4 (r2)"),
        ("first-not-a-date", "told.csv row 6 (r2)"),
        ("from-unreadable", "told.csv row 7 (r2)"),
    ]
    with reading(office.database) as connection:
        assert planning.read_absences(connection) == (
            Absence("r1", MONDAY, date(2026, 3, 6), "holidays"),
            Absence("r2", date(2026, 3, 9), date(2026, 3, 9), "doctor", 28_800, 36_000),
        )
    assert told("absences", office, text, now)[0] == Written(0, 0, 2)


def test_a_bad_row_keeps_all_from_being_imported_unless_asked(office: Office, now: datetime) -> None:
    text = "rep,first\nr1,2026-03-02\nr9,2026-03-02\n"
    with pytest.raises(BadInputError, match="row 3"):
        told("absences", office, text, now, skip_bad=False)
    with reading(office.database) as connection:
        assert planning.read_absences(connection) == ()


def test_rules_change_where_a_cell_speaks_and_go_where_it_lifts(office: Office, now: datetime) -> None:
    with writing(office.database) as connection:
        account_rules.write_rules(connection, {"a1": AccountRules(do_not_visit="blocked", yearly_cap=9)})
    text = "account,do_not_visit,yearly_cap,yearly_minimum,weekdays,hours,first_visit_by,cadence\n"
    text += 'a1,-,,2,"Mo,Th",09:00-11:00,2026-04-01,first Tuesday\na2,,2,4,,,,\na3,,,,Moonday,,,\na9,,1,,,,,\n'
    written, problems = told("rules", office, text, now)
    assert (written.changed, problems) == (
        1,
        [
            ("rule-impossible", "told.csv row 3 (a2)"),
            ("weekdays-unreadable", "told.csv row 4 (a3)"),
            ("account-unknown", "told.csv row 5 (a9)"),
        ],
    )
    with reading(office.database) as connection:
        assert account_rules.read_rules(connection)["a1"] == AccountRules(
            yearly_cap=9,
            yearly_minimum=2,
            first_visit_by=date(2026, 4, 1),
            weekdays=frozenset({0, 3}),
            hours=(Window(32_400, 39_600),),
            cadence="first Tuesday",
        )


def test_pins_that_no_day_can_keep_are_named(office: Office, now: datetime) -> None:
    with writing(office.database) as connection:
        planning.write_absences(connection, [Absence("r1", date(2026, 3, 12), date(2026, 3, 12), "ill")])
    text = "account,date,time,reason\na1,2026-03-03,10:00,asked\na2,2026-03-03,10:15,at one time\na2,2026-03-12,,ill\n"
    text += "a3,2026-03-19,,holiday\na3,2026-03-04,20:00,night\n"
    written, problems = told("pins", office, text, now)
    assert written == Written(1, 0, 0)
    assert problems == [
        ("two-at-one-time", "told.csv row 3 (a2)"),
        ("date-not-worked", "told.csv row 4 (a2)"),
        ("outside-working-hours", "told.csv row 6 (a3)"),
        ("date-not-worked", "told.csv row 5 (a3)"),
    ]
    with reading(office.database) as connection:
        name = read_settings(connection).name
        pin = Pin(visit_id(name, "a1", 0), date(2026, 3, 3), 36_000, account_id="a1", number=0)
        assert pins.read_pins(connection) == (pin,)
    assert told("pins", office, text, now)[0] == Written(0, 0, 1)


def test_appointments_are_kept_for_each_rep_and_refused_whole(office: Office, now: datetime) -> None:
    text = "id,place,date,time,minutes,reps,purpose\ncourse,home,2026-03-04,13:00,180,r1|r2,training\n"
    text += "clash,a1,2026-03-04,14:00,30,r2,review\nnobody,a1,2026-03-05,10:00,30,r9,\n"
    text += "where,a9,2026-03-05,10:00,,r1,\n"
    written, problems = told("appointments", office, text, now)
    assert (written.new, [code for code, _ in problems]) == (1, ["two-at-one-time", "rep-unknown", "place-unknown"])
    with reading(office.database) as connection:
        assert [a.place_id for r in ("r1", "r2") for a in planning.read_appointments(connection, r)] == ["r1", "r2"]


def test_a_season_that_leaves_no_month_is_named(office: Office, now: datetime) -> None:
    none = "".join(f"hotel,{month},0\n" for month in range(1, 13))
    written, problems = told("seasons", office, f"segment,month,index\n{none}shop,1,0\nshop,2,-1\n", now)
    assert written.new == 1
    assert problems == [("index-out-of-range", "told.csv row 15"), ("season-impossible", "segment hotel")]


def test_a_date_means_the_planned_visit_that_lies_nearest() -> None:
    planned = {3: MONDAY, 4: MONDAY + timedelta(days=14)}
    assert visit_numbers([MONDAY + timedelta(days=12)], planned, 3, 14) == [4]
    assert visit_numbers([MONDAY + timedelta(days=2), MONDAY + timedelta(days=3)], planned, 3, 14) == [3, 4]
    assert visit_numbers([MONDAY + timedelta(days=29)], planned, 3, 14) == [5]
    assert visit_numbers([MONDAY, MONDAY + timedelta(days=9)], {}, 7, 14) == [7, 8]


@given(st.sets(st.integers(0, 6)), st.lists(st.integers(0, 11), unique=True))
def test_weekdays_and_hours_are_read_as_they_are_written(weekdays: set[int], hours: list[int]) -> None:
    assert parse_weekdays(weekdays_text(weekdays)) == weekdays
    spans = tuple(Window(7200 * hour, 7200 * hour + 3600) for hour in sorted(hours))
    assert parse_spans(spans_text(spans)) == spans


@pytest.mark.parametrize(
    ("text", "said"), [("9-11", "9"), ("09:00", "span"), ("11:00-09:00", "ends before"), ("09:00-25:00", "25:00")]
)
def test_hours_that_are_none_are_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_spans(text)
