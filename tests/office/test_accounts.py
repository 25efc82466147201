"""Accounts as people look for them, and as a planner edits them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from office.accounts.search import Asked, list_accounts
from office.accounts.stories import change_account, read_account
from office.exceptions import ExceptionKind, list_exceptions
from office.opening import Office
from office.people import Grant, Person, Reach, Role, owner
from office.status import read_status
from routing.problems import BadInputError
from scheduler.closed_visits import ClosedVisit
from scheduler.plan import VisitStatus
from store.accounts import write_accounts, write_reps
from store.database import writing
from store.ownership import Owned, add_ownership
from store.visits import write_closed_visit
from territory.accounts import Account, Rep

TODAY = datetime(2027, 3, 1, 12, tzinfo=UTC)
SHOP = Account("a1", "Bäckerei Östlich", 47.1, 9.5, 7, 4, 10, 1800, "Mo-Fr 08:00-18:00", segment="A")
REST = [
    replace(SHOP, id="a2", name="50% off", address="Main Street", last_visit=date(2027, 2, 25)),
    replace(SHOP, id="a3", name="Late_Shop", segment="B", last_visit=date(2027, 1, 4)),
]
REPS = [Rep(name, name.upper(), 47.1, 9.5, "Mo-Fr 08:00-17:00", "Europe/Vaduz", "LI") for name in ("r1", "r2")]
REP = Person("p", "P", (Grant(Role.REP, Reach.OWN),), rep_id="r1")


@pytest.fixture
def house(office: Office) -> Office:
    with writing(office.database) as connection:
        write_reps(connection, REPS)
        write_accounts(connection, [SHOP, *REST])
        add_ownership(
            connection, [Owned("a1", date(2027, 1, 1), "r1", "design"), Owned("a2", date(2027, 1, 1), "r2", "")]
        )
    return replace(office, clock=lambda: TODAY)


def ids(office: Office, asked: Asked, who: Person | None = None) -> list[str]:
    return [line.account.id for line in list_accounts(office, who or owner(), asked).lines]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked(), ["a1", "a2", "a3"]),
        (Asked("MAIN"), ["a2"]),
        (Asked("50%"), ["a2"]),
        (Asked("e_s"), ["a3"]),
        (Asked("%"), ["a2"]),
        (Asked(segment="B"), ["a3"]),
        (Asked(rep_id="r1"), ["a1"]),
        (Asked(rep_id="-"), ["a3"]),
        (Asked(overdue=True), ["a3"]),
        (Asked("nothing"), []),
        (Asked(kind="customer"), ["a1", "a2", "a3"]),
        (Asked(kind="none such"), []),
    ],
)
def test_accounts_are_found_by_what_is_asked(house: Office, asked: Asked, found: list[str]) -> None:
    assert ids(house, asked) == found


def done_at(office: Office, account: str, day: date, status: VisitStatus = VisitStatus.DONE) -> None:
    closed = ClosedVisit(f"v-{account}", account, "r1", status, day, None, None, "", "", "", "2027-03-01T12:00:00Z")
    with writing(office.database) as connection:
        write_closed_visit(connection, closed)


@pytest.mark.parametrize(
    ("account", "day", "status", "late"),
    [
        ("a3", date(2027, 2, 25), VisitStatus.DONE, {}),
        ("a3", date(2027, 2, 1), VisitStatus.DONE, {"a3": 18}),
        ("a3", date(2027, 2, 25), VisitStatus.SKIPPED, {"a3": 46}),
        ("a3", date(2026, 12, 1), VisitStatus.DONE, {"a3": 46}),
        ("a1", date(2027, 2, 1), VisitStatus.DONE, {"a1": 18, "a3": 46}),
    ],
)
def test_what_was_reported_ends_being_overdue_wherever_that_is_told(
    house: Office, account: str, day: date, status: VisitStatus, late: dict[str, int]
) -> None:
    """Imported are the last visits of a2, on 25 February, and of a3, on 4 January; ten days are the most."""
    done_at(house, account, day, status)
    page = list_accounts(house, owner(), Asked(overdue=True))
    assert {line.account.id: line.late_days for line in page.lines} == late
    assert page.total == len(late)
    board = list_exceptions(house, owner())
    assert {one.account_id for one in board.lines if one.kind is ExceptionKind.OVERDUE} == set(late)
    assert {one.account_id: one.late_days for one in read_status(house, owner()).overdue} == late


def test_conditions_on_the_last_visit_and_lists_know_what_was_reported(house: Office) -> None:
    assert ids(house, Asked(where="last<2027-02-20")) == ["a3"]
    done_at(house, "a3", date(2027, 2, 26))
    assert ids(house, Asked(where="last<2027-02-20")) == []
    assert ids(house, Asked(where="last>=2027-02-26")) == ["a3"]
    assert [line.account.last_visit for line in list_accounts(house, owner(), Asked()).lines] == [
        None, date(2027, 2, 25), date(2027, 2, 26)
    ]  # fmt: skip


def test_pages_follow_one_another_without_gap_or_repetition(house: Office) -> None:
    first = list_accounts(house, owner(), Asked(limit=2))
    assert ([line.account.id for line in first.lines], first.total, first.after) == (["a1", "a2"], 3, "a2")
    rest = list_accounts(house, owner(), Asked(after=first.after, limit=2))
    assert ([line.account.id for line in rest.lines], rest.after) == (["a3"], "")


def test_a_rep_finds_their_own_accounts_alone(house: Office) -> None:
    assert ids(house, Asked(), REP) == ["a1"]
    assert ids(house, Asked(rep_id="r2"), REP) == []
    assert read_account(house, REP, "a1").owners[0][1] == "R1"
    with pytest.raises(BadInputError, match="not-yours"):
        read_account(house, REP, "a2")


def test_an_edit_names_the_version_that_it_was_made_on(house: Office) -> None:
    version = read_account(house, owner(), "a1").version
    change_account(house, owner(), "a1", {"phone": "+41 1"}, version)
    with pytest.raises(BadInputError, match="account-changed"):
        change_account(house, owner(), "a1", {"phone": "+41 2"}, version)
    assert read_account(house, owner(), "a1").account.phone == "+41 1"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "name-empty"),
        ({"least_days": 30}, "cadence-impossible"),
        ({"service_s": 0}, "service-impossible"),
        ({"opening_hours": "whenever"}, "hours-unreadable"),
        ({"visiting_hours": "whenever"}, "hours-unreadable"),
        ({"lat": 1}, "account-field-unknown"),
    ],
)
def test_an_impossible_edit_is_named_and_changes_nothing(
    house: Office, changes: dict[str, str | int], code: str
) -> None:
    with pytest.raises(BadInputError, match=code):
        change_account(house, owner(), "a1", changes, read_account(house, owner(), "a1").version)
    assert read_account(house, owner(), "a1").account == SHOP
