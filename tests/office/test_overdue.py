"""Who is overdue is kept between requests, and is what it would be reckoned anew: after visits, imports and rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from office.accounts import overdue
from office.accounts.overdue import late_accounts
from office.accounts.search import Asked, list_accounts
from office.door import Act
from office.exceptions import list_exceptions
from office.opening import Office
from office.people import Person, owner
from office.visits.undo import undo_visit
from office.visits.visits import Report, report_visit
from store.accounts import read_accounts, write_accounts
from store.changes import Kind, Subject, record_change
from store.database import Connection, writing
from tests.calendars.week import MONDAY, NOW
from tests.office.carried_week import LAST_VISIT, fill

LATER = NOW + timedelta(days=60)


@pytest.fixture
def house(office: Office) -> Office:
    fill(office)
    return replace(office, clock=lambda: LATER, memory={})


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count how often all accounts are reckoned."""
    times: list[str] = []
    every = overdue._all

    def counted(connection: Connection) -> object:
        times.append("all")
        return every(connection)

    monkeypatch.setattr(overdue, "_all", counted)
    return times


def late(office: Office, who: Person | None = None) -> dict[str, int]:
    act = Act(office, who or owner(), "list_exceptions", LATER)
    with act.reading():
        return late_accounts(act, LATER.date())


def anew(office: Office) -> dict[str, int]:
    return late(replace(office, memory={}))


def test_a_visit_that_took_place_or_did_not_after_all_is_followed(house: Office, whole: list[str]) -> None:
    before = late(house)
    assert sorted(before) == ["a", "b", "c"]
    assert before["a"] == (LATER.date() - LAST_VISIT).days - read_most(house, "a")
    report_visit(house, owner(), "v1", Report(day=MONDAY))
    assert late(house)["a"] == (LATER.date() - MONDAY).days - read_most(house, "a")
    undo_visit(house, owner(), "v1")
    assert late(house) == before
    assert whole == ["all"]
    assert anew(house) == before


def read_most(office: Office, name: str) -> int:
    with writing(office.database) as connection:
        return next(one.most_days for one in read_accounts(connection) if one.id == name)


def test_an_account_that_was_touched_is_reckoned_anew_with_all(house: Office, whole: list[str]) -> None:
    late(house)
    with writing(house.database) as connection:
        first = read_accounts(connection)[0]
        write_accounts(connection, [replace(first, last_visit=LATER.date())])
        record_change(connection, "import", "", LATER, subjects=[Subject(Kind.ACCOUNT, first.id)])
    assert sorted(late(house)) == ["b", "c"]
    assert whole == ["all", "all"]
    with writing(house.database) as connection:
        record_change(connection, "save_person", "", LATER, subjects=[Subject(Kind.PEOPLE, "x")])
    assert sorted(late(house)) == ["b", "c"]
    assert whole == ["all", "all"]


def test_a_visit_that_nobody_knows_makes_all_be_reckoned(house: Office, whole: list[str]) -> None:
    late(house)
    with writing(house.database) as connection:
        record_change(connection, "import", "", LATER, subjects=[Subject(Kind.VISIT, "unheard")])
    late(house)
    assert whole == ["all", "all"]


def test_lists_and_the_first_page_say_the_same(house: Office) -> None:
    assert [one.account.id for one in list_accounts(house, owner(), Asked(overdue=True)).lines] == ["a", "b", "c"]
    assert list_accounts(house, owner(), Asked(overdue=True, limit=1)).total == 3
    report_visit(house, owner(), "v1", Report(day=LATER.date()))
    assert list_accounts(house, owner(), Asked(overdue=True, limit=1)).total == 2
    assert list_exceptions(house, owner()).overdue == 2
