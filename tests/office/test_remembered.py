"""What pages ask for again and again is kept until a change touches it, and never longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from office import names
from office.names import list_names
from office.opening import Office
from office.people import owner
from office.remembered import keep_drawn
from routing.sentences import joined, sentence
from store.accounts import all_names, read_accounts, write_accounts
from store.changes import Kind, Subject, record_change
from store.database import writing
from tests.office.carried_week import fill

LATER = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def carried(sqlite_workspace: Office) -> Office:
    fill(sqlite_workspace)
    return sqlite_workspace


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count how often all names are read."""
    times: list[str] = []

    def counted(connection: object) -> object:
        times.append("read")
        return all_names(connection)  # type: ignore[arg-type]

    monkeypatch.setattr(names, "all_names", counted)
    return times


def rename(office: Office, name: str, *subjects: Subject) -> None:
    with writing(office.database) as connection:
        account = read_accounts(connection)[0]
        write_accounts(connection, [replace(account, name=name)])
        record_change(connection, "import", "", LATER, subjects=subjects)


def first_name(office: Office) -> str:
    return next(iter(sorted(list_names(office, owner()).accounts.items())))[1]


def test_names_are_read_once_until_an_account_is_touched(carried: Office, asked: list[str]) -> None:
    before = first_name(carried)
    assert first_name(carried) == before
    with writing(carried.database) as connection:
        record_change(connection, "note", "", LATER, subjects=[Subject(Kind.VISIT, "v")])
    assert first_name(carried) == before
    assert asked == ["read"]
    rename(carried, "touched", Subject(Kind.ACCOUNT, "a"))
    assert first_name(carried) == "touched"
    assert len(asked) == 2


def test_a_change_that_says_nothing_of_what_it_touched_may_have_touched_anything(
    carried: Office, asked: list[str]
) -> None:
    first_name(carried)
    rename(carried, "untold")
    assert first_name(carried) == "untold"
    assert len(asked) == 2


def test_what_is_drawn_of_the_same_is_drawn_once_and_anew_of_another(carried: Office) -> None:
    drawn: list[str] = []

    def draw(what: str) -> str:
        drawn.append(what)
        return what.upper()

    for about in ("a", "a", "b", "a"):
        assert keep_drawn(carried, "picture", about, lambda about=about: draw(about)) == about.upper()  # type: ignore[misc]
    assert drawn == ["a", "b", "a"]


def test_names_stand_in_sentences_in_the_place_of_reps_ids(carried: Office) -> None:
    known = list_names(carried, owner())
    rep, name = next(iter(known.reps.items()))
    said = joined("; ", [sentence("{rep} {names}", rep=rep, names="x"), sentence("it is {value}", value=rep)])
    assert known.within(said) == f"{name} x; it is {rep}"
    assert known.within("R1 stays plain") == "R1 stays plain"
