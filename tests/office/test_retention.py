"""What is forgotten by its age, and what is erased of somebody who has left."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from office.change_log import list_changes
from office.erasure import erase_person
from office.fixed_dates.absences import add_absence
from office.jobs import ask_job, list_jobs, work_once
from office.kinds import load_kinds
from office.opening import Office
from office.outside.mails import choose_mails
from office.people import Grant, Person, Reach, Role, owner
from office.retention import EVERY, KEPT, forget_old
from office.sessions import (
    change_preferences,
    invite_person,
    make_token,
    person_of_token,
    session_of,
    sign_in,
)
from office.staff import list_people, remove_person, save_person
from office.visits.acts import PhoneAct, carry_acts
from routing.problems import BadInputError
from scheduler.demand.workdays import Absence
from store.database import reading
from store.tables.whole import METADATA
from tests.calendars.week import MONDAY, NOW
from tests.office.carried_week import fill
from tests.web.site import PASSWORD, let_in

load_kinds()


@pytest.fixture
def house(sqlite_workspace: Office) -> Office:
    fill(sqlite_workspace)
    let_in(sqlite_workspace)
    return replace(sqlite_workspace, clock=lambda: NOW, memory={})


def rows(house: Office, table: str) -> int:
    with reading(house.database) as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(METADATA.tables[table])).scalar_one())


def everything(house: Office) -> str:
    """Return all that the database holds, as one text."""
    with reading(house.database) as connection:
        found = [
            [str(value) for value in row]
            for table in METADATA.sorted_tables
            for row in connection.execute(sa.select(table))
        ]
    return json.dumps(found, ensure_ascii=False)


def test_answers_of_requests_go_when_nobody_asks_for_them_any_more(house: Office) -> None:
    absence = Absence("r1", MONDAY, MONDAY, "course", 0, 86_400)
    made = add_absence(house.once("one"), owner(), absence)
    nearly = replace(house, clock=lambda: NOW + KEPT, memory={})
    forget_old(nearly)
    assert add_absence(nearly.once("one"), owner(), absence) == made
    later = replace(house, clock=lambda: NOW + KEPT + timedelta(seconds=1), memory={})
    assert forget_old(later) > 0
    assert rows(house, "requests") == 0
    assert rows(house, "fixed_dates") == 1
    assert forget_old(replace(later, memory={})) == 0


def test_forgetting_is_looked_at_once_in_an_hour(house: Office) -> None:
    forget_old(house)
    late = replace(house, clock=lambda: NOW + timedelta(days=200))
    house.memory["forgotten at"] = NOW + timedelta(days=200) - EVERY / 2
    invite_person(house, owner(), "rep")
    assert forget_old(late) == 0
    house.memory["forgotten at"] = NOW + timedelta(days=200) - EVERY
    assert forget_old(late) > 0


def with_ann(house: Office) -> Person:
    """Let Ann in, and let her leave traces everywhere."""
    save_person(house, owner(), "p7", "Ann Abelard", (Grant(Role.REP, Reach.OWN),), rep_id="r1", email="ann@x.org")
    (ann,) = (one.person for one in list_people(house, owner()) if one.person.id == "p7")
    invite_person(house, owner(), "p7")
    make_token(house, ann, "phone of Ann Abelard", frozenset({"read"}), 30)
    change_preferences(house, ann, "de", "dark")
    choose_mails(house, ann, ())
    act = PhoneAct("k1", 1, "note", "nowhere", NOW.isoformat(), {"note": "I, Ann Abelard, was here"})
    carry_acts(house, ann, "device", (act,))
    return ann


def test_nothing_that_names_somebody_is_left_of_them(house: Office) -> None:
    with_ann(house)
    assert "Ann Abelard" in everything(house)
    with pytest.raises(BadInputError, match="has not left"):
        erase_person(house, owner(), "p7")
    remove_person(house, owner(), "p7")
    assert erase_person(house, owner(), "p7").rows > 0
    left = everything(house)
    assert "Ann Abelard" not in left
    assert "ann@x.org" not in left
    assert {one.change.actor for one in list_changes(house, owner(), actor="p7")} == {"p7"}
    assert "Planner" in left
    with pytest.raises(BadInputError, match="person-unknown"):
        erase_person(house, owner(), "nobody")


def test_who_left_comes_in_by_no_door_though_they_are_let_in_again(house: Office) -> None:
    (planner,) = (one.person for one in list_people(house, owner()) if one.person.id == "planner")
    secret = sign_in(house, "planner", PASSWORD, device="desk", phone=True)
    token = make_token(house, planner, "CRM", frozenset({"read"}), 30)
    assert secret is not None
    remove_person(house, owner(), "planner")
    save_person(house, owner(), "planner", "Planner", planner.grants)
    assert session_of(house, secret) is None
    assert person_of_token(house, token) is None


def test_jobs_and_what_phones_sent_go_when_they_are_long_over(house: Office) -> None:
    ann = with_ann(house)
    for _ in range(2):
        ask_job(house, owner(), "remind", {})
        work_once(house)
    ask_job(house, owner(), "remind", {})
    later = replace(house, clock=lambda: NOW + KEPT + timedelta(seconds=1), memory={})
    assert "was here" in everything(house)
    assert forget_old(later) > 0
    assert [job.id for job in list_jobs(later, owner())] == [3], "one that waits stays"
    assert "was here" not in everything(later)
    act = PhoneAct("k1", 1, "note", "nowhere", NOW.isoformat(), {"note": "I, Ann Abelard, was here"})
    again = carry_acts(later, ann, "device", (act,))
    assert rows(later, "acts") == 1, "its key is known for good"
    assert [one.key for one in again.answers] == ["k1"]
    work_once(later)
    forget_old(replace(later, clock=lambda: NOW + 2 * KEPT + timedelta(seconds=9), memory={}))
    assert [job.id for job in list_jobs(later, owner())] == [3], "the last one stays, for its number"
