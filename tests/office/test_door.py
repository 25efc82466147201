"""The door: who may do what, what is recorded, and replays that change nothing."""

from __future__ import annotations

import importlib
import pkgutil
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import get_type_hints

import pytest

import office as office_room
from office.change_log import list_changes
from office.door import USE_CASES, Act, UseCase
from office.identity import person_named
from office.kept_answers import as_text, from_text, unkept
from office.opening import Office
from office.people import Grant, Person, Reach, Role, owner
from office.permissions import ROLES_OF, NotAllowedError, allowed
from office.staff import list_people, remove_person, save_person
from office.versions import version_now
from reports.sentence_words import in_words
from routing.problems import BadInputError
from routing.sentences import sentence
from store.changes import ChangedMeanwhileError, Kind, Subject, changes_since, revision, touched_since
from store.database import reading

PLANNER = Grant(Role.PLANNER)
ADMINISTRATOR = Grant(Role.ADMINISTRATOR)


def every_use_case() -> dict[str, UseCase[..., object]]:
    for module in pkgutil.walk_packages(office_room.__path__, "office."):
        importlib.import_module(module.name)
    return USE_CASES


def person(role: Role) -> Person:
    return Person("p", "P", (Grant(role, Reach.OWN if role is Role.REP else Reach.EVERYTHING),))


def test_every_use_case_stands_in_the_table_and_nothing_else_does() -> None:
    assert set(every_use_case()) == set(ROLES_OF)


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_exactly_what_the_table_says(role: Role, office: Office) -> None:
    for verb, use_case in every_use_case().items():
        if role in ROLES_OF[verb]:
            assert allowed(person(role), verb)
            continue
        with pytest.raises(NotAllowedError):
            use_case(office, person(role))


def test_whoever_has_no_role_may_do_nothing(office: Office) -> None:
    for use_case in every_use_case().values():
        with pytest.raises(NotAllowedError):
            use_case(office, Person("p", "P", ()))


def test_a_change_is_recorded_with_who_did_what_to_what(office: Office) -> None:
    with reading(office.database) as connection:
        before = revision(connection)
    save_person(office, owner(), "ann", "Ann", (ADMINISTRATOR,))
    with reading(office.database) as connection:
        (change,) = changes_since(connection, before)
        assert (change.actor, change.verb, change.summary) == ("administrator", "save_person", "Ann can sign in")
        assert touched_since(connection, before, [Subject(Kind.PEOPLE, "ann")]) == (change,)
        assert touched_since(connection, before, [Subject(Kind.PEOPLE, "bob")]) == ()


def test_a_replay_gives_the_first_answer_and_changes_nothing(office: Office) -> None:
    first = save_person(office.once("r1"), owner(), "ann", "Ann", (ADMINISTRATOR,))
    save_person(office, owner(), "ann", "Ann Other", (ADMINISTRATOR,))
    assert save_person(office.once("r1"), owner(), "ann", "Ann", (ADMINISTRATOR,)) == first
    assert [member.person.name for member in list_people(office, owner())] == ["Ann Other"]


def test_an_id_is_for_one_request_of_one_person(office: Office) -> None:
    save_person(office.once("r1"), owner(), "ann", "Ann", (ADMINISTRATOR,))
    with pytest.raises(BadInputError, match="request-reused"):
        save_person(office.once("r1"), owner(), "ann", "Bob", (ADMINISTRATOR,))
    with pytest.raises(BadInputError, match="request-reused"):
        save_person(office.once("r1"), owner("eve"), "ann", "Ann", (ADMINISTRATOR,))


def test_what_fails_leaves_neither_change_nor_answer(office: Office) -> None:
    with reading(office.database) as connection:
        before = revision(connection)
    with pytest.raises(BadInputError, match="rep-unknown"):
        save_person(office.once("r1"), owner(), "ann", "Ann", (Grant(Role.REP, Reach.OWN),), rep_id="nobody")
    with reading(office.database) as connection:
        assert revision(connection) == before
    save_person(office.once("r1"), owner(), "ann", "Ann", (ADMINISTRATOR,))


def test_the_last_administrator_stays(office: Office) -> None:
    with pytest.raises(BadInputError, match="administrator-last"):
        save_person(office, owner(), "ann", "Ann", (PLANNER,))
    save_person(office, owner(), "ann", "Ann", (ADMINISTRATOR,))
    save_person(office, owner(), "bob", "Bob", (ADMINISTRATOR,))
    remove_person(office, owner(), "ann")
    with pytest.raises(BadInputError, match="administrator-last"):
        remove_person(office, owner(), "bob")


def test_a_name_is_taken_as_said_until_somebody_is_registered(office: Office) -> None:
    assert person_named(office, "boss").id == "boss"
    save_person(office, owner(), "ann", "Ann", (ADMINISTRATOR,))
    assert person_named(office, "ann").roles == {Role.ADMINISTRATOR}
    with pytest.raises(BadInputError, match="person-unknown"):
        person_named(office, "boss")


def test_an_act_outside_its_transaction_has_no_connection(office: Office, now: object) -> None:
    act = Act(office, owner(), "list_people", now)  # type: ignore[arg-type]
    with pytest.raises(RuntimeError):
        _ = act.connection


ASKED_ANEW = {"keep_roads", "sync_calendar"}
"""They tell of files and servers as they are now; doing them again is harmless."""


def test_a_version_that_was_seen_is_asked_for_in_the_transaction_itself(office: Office) -> None:
    save_person(office, owner(), "ann", "Ann", (Grant(Role.ADMINISTRATOR),))
    seen = version_now(office, Subject(Kind.PEOPLE, "ann"))
    first = office.expecting(Subject(Kind.PEOPLE, "ann"), seen)
    save_person(first, owner(), "ann", "Anna", (Grant(Role.ADMINISTRATOR),))
    with pytest.raises(ChangedMeanwhileError):
        save_person(first, owner(), "ann", "Hanna", (Grant(Role.ADMINISTRATOR),))
    other = office.expecting(Subject(Kind.PEOPLE, "bob"), 0)
    save_person(other, owner(), "bob", "Bob", (Grant(Role.PLANNER),))
    assert {member.person.name for member in list_people(office, owner())} == {"Anna", "Bob"}


def test_the_same_request_twice_at_once_is_carried_out_once(office: Office) -> None:
    asked, gate = office.once("one"), threading.Barrier(4)

    def ask(_: int) -> object:
        gate.wait()
        return save_person(asked, owner(), "ann", "Ann", (Grant(Role.ADMINISTRATOR),))

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ask, range(4)))
    assert len(set(answers)) == 1
    assert len([one for one in list_changes(office, owner()) if one.change.verb == "save_person"]) == 1


def test_what_a_use_case_that_writes_returns_can_be_kept_and_given_again() -> None:
    for verb, case in every_use_case().items():
        if case.kind in {"writes", "works"} and verb not in ASKED_ANEW:
            assert unkept(get_type_hints(case.body).get("return")) == [], verb


@dataclass(frozen=True)
class Kept:
    date: date | None
    pay: tuple[Decimal, ...]
    role: Role
    facts: dict[str, Decimal]
    who: Grant | Person
    names: frozenset[str]
    pair: tuple[str, int]


def test_an_answer_comes_back_as_it_was() -> None:
    facts = {"a": Decimal("2.5")}
    answer = Kept(date(2026, 1, 2), (Decimal("1.50"),), Role.REP, facts, PLANNER, frozenset({"x"}), ("y", 2))
    for value in (answer, replace(answer, date=None, who=person(Role.FINANCE))):
        assert from_text(Kept, as_text(Kept, value)) == value


def test_what_an_earlier_version_kept_is_read_with_the_defaults_of_what_came_later() -> None:
    @dataclass(frozen=True, slots=True)
    class Later:
        name: str
        notes: tuple[str, ...] = ()

    assert from_text(Later, '{"name": "a"}') == Later("a")
    with pytest.raises(KeyError):
        from_text(Later, '{"notes": []}')


def test_a_sentence_in_an_answer_can_still_be_told_in_another_language() -> None:
    said = sentence("balanced design, seed {seed}, {steps} steps", seed=1, steps=5)
    again = from_text(str, as_text(str, said))
    assert in_words(again, "de") == in_words(said, "de") != said
    assert from_text(str, as_text(str, "plain {words}")) == "plain {words}"
    assert from_text(str, '"as an earlier version kept it"') == "as an earlier version kept it"
